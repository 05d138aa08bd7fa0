"""Shares whose whole stands in another line: named there, shared with neighbours, or outvoted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bdg_excel.verify import naming
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.parts import same_kind
from bdg_excel.verify.relations import Relation, holds, solve
from bdg_excel.verify.repairs import believable, slip, slips_of
from bdg_excel.verify.shape import COUNT, PERCENT, RATIO, Shape, pattern
from bdg_excel.verify.shares import is_change, part_of

_NEAR = 3
"""So many lines away, a share is a neighbour of another."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A number that others may be shares of, and the words that say what it counts.

    `total` if it is said to be all there is; `plan` if it is one, not what came of it; `aside` if it is
    of another time; `part` if it is said to be a share itself.
    """

    number: Number
    words: frozenset[str]
    total: bool = False
    plan: bool = False
    aside: bool = False
    part: bool = False

    @property
    def is_free(self) -> bool:
        """May any share be meant of it: is it no plan, no other time's, no share itself?"""
        return not (self.plan or self.aside or self.part)

    def is_all(self, base: Sequence[str]) -> bool:
        """Is it all that `base` names, and not some kind of it?"""
        return self.total or not self.words - set(base) - set(naming.content(self.number.unit))


@dataclass(frozen=True, slots=True)
class Open:
    """A percentage that nothing explains yet, the part that it measures, what it is said to be of."""

    part: Number
    percent: Number
    words: frozenset[str]
    bases: tuple[tuple[str, ...], ...]
    against: bool = False
    plan: bool = False
    rate: bool = False
    reached: bool = False

    def of(self, whole: Number, sure: bool = True) -> Relation:
        """The claim that it is the share of `whole`."""
        return Relation("share", (self.part, whole, self.percent), sure)


def wholes(
    sentences: Mapping[int, Sequence[Shape]], relations: Sequence[Relation]
) -> Iterator[Relation]:
    """The shares of `sentences` that `relations` leave open, with wholes of other lines."""
    every = [shape for shapes in sentences.values() for shape in shapes]
    options = list(_wholes(every))
    plans = {w.number for w in options if w.plan or w.aside}
    known = [r for r in relations if _telling(r) and r.terms[1] not in plans]
    marks = {index: shapes[0].text[:1] for index, shapes in sentences.items() if shapes}
    left = list(_open(every, relations, options))
    moved = {id(t) for r in relations if r.kind in {"points", "change"} for t in r.terms[:2]}
    parts = {share.part for share in left} | {relation.terms[0] for relation in known}
    options = [replace(w, part=w.number in parts) for w in options]
    sums = [relation for relation in relations if relation.kind == "sum" and holds(relation)]
    resolved: list[Relation] = []
    for resolve in (_fitting, _fitting, _meant):
        around = Around(options, known, sums, marks)
        if resolve is _meant:  # what a rate fell from is a share of what was then
            left = [s for s in left if not s.rate or id(s.percent) not in moved]
        found = [(share, resolve(share, around)) for share in left]
        left = [share for share, relation in found if relation is None]
        new = [relation for _, relation in found if relation is not None]
        known += [r for r in new if _telling(r) and r.terms[1] not in plans]
        resolved += new
    yield from resolved
    yield from _outvoted(left, options)
    yield from _exceeded(every, [*relations, *resolved])


def _wholes(shapes: Sequence[Shape]) -> Iterator[Whole]:
    for shape in shapes:
        for place in shape.places(COUNT + RATIO):
            number = shape.number(place)
            if number.value:
                words, total = naming.named(shape, place), naming.is_total(shape, place)
                plan, aside = naming.is_plan(shape, place), naming.is_aside(shape, place)
                yield Whole(number, words, total, plan, aside)


def _telling(relation: Relation) -> bool:
    """Is it a share that holds, and could hardly do so by chance?"""
    if relation.kind != "share" or not holds(relation):
        return False
    part, _, percent = relation.terms
    return not percent.hedge and (percent.step < 1 or (part.value or 0) >= 100)


def _open(
    shapes: Sequence[Shape], relations: Sequence[Relation], options: Sequence[Whole]
) -> Iterator[Open]:
    settled = {
        id(relation.terms[-1])
        for relation in relations
        if len(relation.terms) == 3 and (relation.sure or holds(relation))
    }
    settled |= {id(r.terms[r.sign > 0]) for r in relations if r.kind == "order"}  # the targets
    for shape in shapes:
        for place in shape.places(PERCENT):
            percent = shape.number(place)
            if id(percent) in settled or is_change(shape.text, place) or percent.hedge:
                continue
            names = tuple(name for name in naming.bases(shape, place) if name)
            part = part_of(shape, place)
            part = naming.subject(shape, place) if part is None else part
            if part is None:
                yield from _of_rate(shape, place, names, options)
            elif shape.number(part).value and not is_change(shape.text, part):
                against, plan = naming.is_against(shape, place), naming.of_plan(shape, place)
                words = naming.named(shape, part)
                reached = naming.is_reached(shape, place)
                yield Open(
                    shape.number(part), percent, words, names, against, plan, reached=reached
                )


def _exceeded(shapes: Sequence[Shape], relations: Sequence[Relation]) -> Iterator[Relation]:
    """By how much a plan was passed or missed: ``đạt 106% chỉ tiêu, vượt 1.147 đơn vị``."""
    by_percent = {r.terms[2]: r for r in relations if r.kind == "share"}
    for shape in shapes:
        for match in _PASSED.finditer(shape.text):
            share = by_percent.get(shape.number(match.start("p")))
            if share is not None:
                sign = 1 if match["v"] == "vượt" else -1
                gap = shape.number(match.start("g"))
                yield Relation("difference", (*share.terms[:2], gap), sign=sign)


_PASSED = pattern(
    r"(?P<p>P)\s*(?:so với )?(?:kế hoạch|chỉ tiêu|dự toán)[^;,()\ue000-\ue005]{0,30}[,(]\s*"
    r"(?:và |còn )?(?P<v>vượt|thiếu|hụt)\s*(?P<g>N)"
)


def _of_rate(
    shape: Shape, place: int, names: tuple[tuple[str, ...], ...], options: Sequence[Whole]
) -> Iterator[Open]:
    """A rate by itself, ``tỷ lệ nữ là 40%``, of the one number nearby that its words name."""
    rated = set(naming.rated(shape, place))
    percent = shape.number(place)
    near = [w for w in options if 0 <= percent.passage - w.number.passage <= 1]
    inside = [w for w in near if any(w.number in numbers for numbers in shape.items.values())]
    for named in (
        [w for w in near if rated and rated <= w.words],
        [w for w in inside if rated & w.words],
    ):
        if len({w.number.value for w in named}) == 1:
            yield Open(named[-1].number, percent, named[-1].words, names, rate=True)
            return


@dataclass(frozen=True, slots=True)
class Around:
    """What the report says elsewhere: its numbers, the shares and the sums that hold."""

    options: Sequence[Whole]
    known: Sequence[Relation]
    sums: Sequence[Relation]
    marks: Mapping[int, str]

    def beside(self, share: Open, lines: int, greater: bool = True) -> list[Number]:
        """The wholes, each value once, of the shares up to so many `lines` away."""
        near = [
            r.terms[1]
            for r in self.known
            if abs(r.terms[2].passage - share.percent.passage) <= lines
            and (_greater(r.terms[1], share) or (not greater and _near_size(r.terms[1], share)))
            and not self._in_one_list(r.terms[1], share)
        ]
        return list({number.value: number for number in near}.values())

    def _in_one_list(self, whole: Number, share: Open) -> bool:
        """Are both told in lines of one list, so that neither is a part of the other?"""
        one, other = whole.passage, share.percent.passage
        mark = self.marks.get(one, "")
        return one != other and mark == self.marks.get(other) and not mark.isalpha()

    def totals(self, share: Open) -> list[Number]:
        """What the part of `share` adds up to with others."""
        return [
            relation.terms[0]
            for relation in self.sums
            if any(term is share.part for term in relation.terms[1:])
        ]

    def plans(self, share: Open) -> list[Number]:
        """The plans near `share` in the unit of its part."""
        return [
            w.number
            for w in self.options
            if w.plan
            and same_kind(w.number, share.part)
            and (w.number.cls == "money" or naming.same_unit(w.number, share.part))
            and (
                w.number.passage == share.percent.passage
                or (0 <= share.percent.passage - w.number.passage <= _NEAR and w.words & share.words)
            )
        ]


def _fitting(share: Open, around: Around) -> Relation | None:
    """The share with a whole that it can be of, and of which it is that share."""
    if share.plan:
        plans = [share.of(number) for number in around.plans(share)]
        plan = next((relation for relation in plans if holds(relation)), None)
        if plan is not None:
            return plan
    candidates = [
        *(w.number for base in share.bases for w in _best_named(share, base, around.options)),
        *around.beside(share, _NEAR),
        *around.totals(share),
    ]
    if share.percent.step < 1:
        candidates += [w.number for w in around.options if _may_be_of(share, w.number)]
    elif (share.part.value or 0) >= 100:
        candidates += [n for n in _same_passage(share, around) if _may_be_of(share, n)]
    return next((share.of(n) for n in candidates if _greater(n, share) and holds(share.of(n))), None)


def _same_passage(share: Open, around: Around) -> list[Number]:
    return [w.number for w in around.options if w.number.passage == share.percent.passage]


def _meant(share: Open, around: Around) -> Relation | None:
    """The share of the only whole that can be meant, though it does not hold."""
    able = [w for w in around.options if _greater(w.number, share)]
    kinds = [
        w.number
        for w in around.options
        if len(w.words) > 2
        and w.words < share.words
        and same_kind(w.number, share.part)
        and w.number.value != share.part.value
        and not w.aside
    ]
    beside, likely = (_NEVER, _CLOSE) if share.reached else (_FAR, _LIKELY)
    if share.plan:
        plan = _only(share, kinds, likely) or _only(share, around.plans(share), _LIKELY)
        if plan is not None:
            return plan
    near = [around.beside(share, lines) for lines in range(_NEAR + 1)]
    if not any(near):  # the part may have been mistyped to more than its whole
        near = [around.beside(share, lines, False) for lines in range(_NEAR + 1)]
        beside = _NEVER
    for base in share.bases:
        best = _best_named(share, base, around.options)
        named = [
            w
            for w in best
            if set(base) <= w.words and not w.aside and w.number.passage <= share.percent.passage
        ]
        beside_it = [w.number for w in named if not w.part and any(w.number in n for n in near)]
        all_of_it = [
            w.number
            for w in named
            if (w.total or len(base) > 1) and (share.against or w.is_all(base))
        ]
        only = _only(share, beside_it, _ANY) or _only(share, all_of_it, _ANY)
        if only is not None:
            return only
    if share.against or share.plan or any(len(base) > 1 for base in share.bases):
        return None  # it names another whole, which was not found
    plainly = beside == _FAR and not share.bases and not share.rate
    ways = (
        (around.totals(share), likely),
        ([n for n in near[0] if _may_be_of(share, n)], _ANY if plainly else beside),
        *(([n for n in some if _may_be_of(share, n)], beside) for some in near),
        (kinds, likely),
    )
    for numbers, farthest in ways:
        only = _only(share, numbers, farthest)
        if only is not None:
            return only
    if share.bases:
        return None
    return _only(
        share, [w.number for w in able if _may_be_of(share, w.number) and w.is_free], _NEVER
    )


_ANY = Fraction(5)
_FAR, _LIKELY, _CLOSE, _NEVER = Fraction(2), Fraction(3, 2), Fraction(13, 10), Fraction(1)
"""How far a percentage may be off from the whole that is meant: the less sure, the less far.

What was reached (``đạt 95%``) may be reached of a plan that no line names: only a slip of the pen
away from the whole of its neighbours is it a share of that.
"""


def _only(share: Open, numbers: Sequence[Number], farthest: Fraction) -> Relation | None:
    """The share of `numbers`, if they are one, and it could be meant."""
    if len({number.value for number in numbers}) != 1:
        return None
    relation = share.of(numbers[0])
    return relation if believable(relation, farthest) else None


def _best_named(share: Open, base: Sequence[str], options: Sequence[Whole]) -> list[Whole]:
    """The wholes that bear all the first words of `base`, and most of the others."""
    first = set(base[:2])
    bearing = [w for w in options if first <= w.words and _greater(w.number, share)]
    most = max((len(w.words & set(base)) for w in bearing), default=0)
    best = [w for w in bearing if len(w.words & set(base)) == most]
    return [w for w in best if w.total] or best


def _near_size(whole: Number, share: Open) -> bool:
    part = share.part.value or 0
    return same_kind(whole, share.part) and part != whole.value and 2 * part < 3 * (whole.value or 0)


def _greater(whole: Number, share: Open) -> bool:
    part = share.part
    return same_kind(whole, part) and (whole.value or 0) > (part.value or 0)


def _may_be_of(share: Open, whole: Number) -> bool:
    """Is the part counted in the unit of `whole`, or said to be some of what that counts?"""
    kind = set(naming.content(whole.unit))
    named = kind <= share.words or any(kind <= set(base) for base in share.bases)
    enough = len(kind) > 1 or (kind and not share.part.unit)
    return naming.same_unit(whole, share.part) or bool(enough and named)


def _outvoted(left: Sequence[Open], options: Sequence[Whole]) -> Iterator[Relation]:
    """A whole that two shares or more contradict in the same way: it is the whole that is wrong."""
    for whole in options:
        if not whole.is_free:
            continue
        voters = [share for share in left if _speaks_of(share, whole)]
        by_name = all(_names(share, whole) for share in voters)
        if len(voters) > 1 and _agree(voters, whole.number, by_name):
            yield from (share.of(whole.number) for share in voters)


def _names(share: Open, whole: Whole) -> bool:
    return any(
        set(base) <= whole.words and whole.is_all(base) and (whole.total or len(base) > 1)
        for base in share.bases
    )


def _speaks_of(share: Open, whole: Whole) -> bool:
    number = whole.number
    distance = share.percent.passage - number.passage
    if number is share.part or not same_kind(number, share.part) or distance < 0:
        return False
    if _names(share, whole):
        return True
    unit = number.unit.partition(" ")[0]
    near = distance <= 2 * _NEAR and not share.bases
    return near and unit == share.part.unit.partition(" ")[0] != ""


def _agree(voters: Sequence[Open], whole: Number, by_name: bool) -> bool:
    """Do all `voters` say one and the same of `whole`: what a slip of the pen away from it is?

    If all of them speak of it `by_name`, it may be further off.
    """
    low, high = Fraction(0), Fraction(10**18)
    for share in voters:
        relation = share.of(whole)
        wanted = solve(relation, 1, [term.interval for term in relation.terms])
        if wanted is None:
            return False
        low, high = max(low, wanted.low), min(high, wanted.high)
    said = whole.value or Fraction(0)
    near = by_name and low < 2 * said and said < 2 * high
    return low <= high and (near or any(low <= value <= high for value in slips_of(whole)))
