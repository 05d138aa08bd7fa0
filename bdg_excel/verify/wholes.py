"""Shares whose whole stands in another line: named there, shared with neighbours, or outvoted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bdg_excel.verify import naming
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.parts import same_kind
from bdg_excel.verify.relations import Relation, holds, solve
from bdg_excel.verify.repairs import slip, slips_of
from bdg_excel.verify.shape import COUNT, PERCENT, RATIO, Shape, pattern
from bdg_excel.verify.shares import is_change, part_of

_NEAR = 3
"""So many lines away, a share is a neighbour of another."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A number that others may be shares of, and the words that say what it counts.

    `total` if it is said to be all there is; `plan` if it is one, not what came of it; `part` if it is said to be a share itself.
    """

    number: Number
    words: frozenset[str]
    total: bool = False
    plan: bool = False
    part: bool = False


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

    def of(self, whole: Number, sure: bool = True) -> Relation:
        """The claim that it is the share of `whole`."""
        return Relation("share", (self.part, whole, self.percent), sure)


def wholes(
    sentences: Mapping[int, Sequence[Shape]], relations: Sequence[Relation]
) -> Iterator[Relation]:
    """The shares of `sentences` that `relations` leave open, with wholes of other lines."""
    every = [shape for shapes in sentences.values() for shape in shapes]
    options = list(_wholes(every))
    plans = {w.number for w in options if w.plan}
    known = [r for r in relations if _telling(r) and r.terms[1] not in plans]
    left = list(_open(every, relations, options))
    moved = {id(t) for r in relations if r.kind in {"points", "change"} for t in r.terms[:2]}
    parts = {share.part for share in left} | {relation.terms[0] for relation in known}
    options = [replace(w, part=w.number in parts) for w in options]
    sums = [relation for relation in relations if relation.kind == "sum" and holds(relation)]
    resolved: list[Relation] = []
    for resolve in (_fitting, _fitting, _meant):
        around = Around(options, known, sums)
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
                yield Whole(number, words, total, naming.is_plan(shape, place))


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
                yield Open(shape.number(part), percent, words, names, against, plan)


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
            and 0 <= share.percent.passage - w.number.passage <= _NEAR
            and same_kind(w.number, share.part)
            and (w.number.cls == "money" or naming.same_unit(w.number, share.part))
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
        *_neighbours(share, around.known, _NEAR),
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
    kinds = [w.number for w in able if len(w.words) > 2 and w.words < share.words]
    if share.plan:
        plan = _only(share, kinds) or _only(share, around.plans(share))
        if plan is not None:
            return plan
    near = [_neighbours(share, around.known, lines) for lines in range(_NEAR + 1)]
    for base in share.bases:
        best = [w.number for w in _best_named(share, base, around.options)]
        for numbers in (*([n for n in best if n in some] for some in near), best):
            if len({number.value for number in numbers}) == 1:
                return share.of(numbers[0])
    if share.against:
        return None  # it names another whole, which was not found
    ways = (
        around.totals(share),
        *([n for n in some if _may_be_of(share, n)] for some in near),
        kinds,
    )
    for numbers in ways:
        only = _only(share, numbers)
        if only is not None:
            return only
    slips = _only(share, [w.number for w in able if _may_be_of(share, w.number) and not w.part])
    return slips if slips and slip(slips) else None


def _only(share: Open, numbers: Sequence[Number]) -> Relation | None:
    """The share of `numbers`, if they are one, and it could be meant."""
    if len({number.value for number in numbers}) != 1:
        return None
    relation = share.of(numbers[0])
    return relation if _believable(relation) else None


def _best_named(share: Open, base: Sequence[str], options: Sequence[Whole]) -> list[Whole]:
    """The wholes that bear all the first words of `base`, and most of the others."""
    first = set(base[:2])
    bearing = [w for w in options if first <= w.words and _greater(w.number, share)]
    most = max((len(w.words & set(base)) for w in bearing), default=0)
    best = [w for w in bearing if len(w.words & set(base)) == most]
    return [w for w in best if w.total] or best


def _neighbours(share: Open, known: Sequence[Relation], lines: int) -> list[Number]:
    """The wholes, each value once, of the shares up to so many `lines` away."""
    near = [r for r in known if abs(r.terms[2].passage - share.percent.passage) <= lines]
    return list({r.terms[1].value: r.terms[1] for r in near if _greater(r.terms[1], share)}.values())


def _greater(whole: Number, share: Open) -> bool:
    part = share.part
    return same_kind(whole, part) and (whole.value or 0) > (part.value or 0)


def _may_be_of(share: Open, whole: Number) -> bool:
    """Is the part counted in the unit of `whole`, or said to be some of what that counts?"""
    kind = set(naming.content(whole.unit))
    named = kind <= share.words or any(kind <= set(base) for base in share.bases)
    enough = len(kind) > 1 or (kind and not share.part.unit)
    return naming.same_unit(whole, share.part) or bool(enough and named)


def _believable(relation: Relation) -> bool:
    """Is the percentage a slip of the pen from what it should be, or not far from it?"""
    wanted = solve(relation, 2, [term.exact for term in relation.terms])
    said = relation.terms[2].value or Fraction(0)
    return slip(relation) or (wanted is not None and said < 2 * wanted.low < 4 * said)


def _outvoted(left: Sequence[Open], options: Sequence[Whole]) -> Iterator[Relation]:
    """A whole that two shares or more contradict in the same way: it is the whole that is wrong."""
    for whole in options:
        voters = [share for share in left if _speaks_of(share, whole)]
        by_name = all(any(set(b[:2]) <= whole.words for b in s.bases) for s in voters)
        if len(voters) > 1 and _agree(voters, whole.number, by_name):
            yield from (share.of(whole.number) for share in voters)


def _speaks_of(share: Open, whole: Whole) -> bool:
    number = whole.number
    if number is share.part or not same_kind(number, share.part):
        return False
    if any(set(base[:2]) <= whole.words for base in share.bases):
        return True
    near = 0 <= share.percent.passage - number.passage <= 2 * _NEAR
    unit = number.unit.partition(" ")[0]
    return near and unit == share.part.unit.partition(" ")[0] != "" and not share.bases


def _agree(voters: Sequence[Open], whole: Number, by_name: bool) -> bool:
    """Do all `voters` say one and the same of `whole`: what a slip of the pen away from it is?

    If all of them speak of it `by_name`, it may be further off.
    """
    low, high = Fraction(0), Fraction(10**18)
    for share in voters:
        wanted = solve(share.of(whole), 1, [t.interval for t in share.of(whole).terms])
        if wanted is None:
            return False
        low, high = max(low, wanted.low), min(high, wanted.high)
    return low <= high and (by_name or any(low <= value <= high for value in slips_of(whole)))
