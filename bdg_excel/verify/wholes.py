"""Shares whose whole stands in another line: named there, shared with neighbours, or outvoted."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from bdg_excel.verify import naming
from bdg_excel.verify.candidates import Open, Whole, candidates, open_shares, totals_of
from bdg_excel.verify.grids import Grid
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.parts import same_kind
from bdg_excel.verify.relations import Relation, holds, solve
from bdg_excel.verify.repairs import believable, slips_of
from bdg_excel.verify.shape import Shape, pattern

_NEAR = 3
"""So many lines away, a share is a neighbour of another."""
_REACH = 100
"""So many lines away, nobody looks for the whole of a share."""

_ANY, _FAR, _LIKELY = Fraction(5), Fraction(2), Fraction(3, 2)
_CLOSE, _NEVER = Fraction(13, 10), Fraction(1)
"""By what factor a percentage may be off from the whole that is meant: the less sure, the less.

What was reached (``đạt 95%``) may be reached of a plan that no line names: only if it is a slip of
the pen away from the whole of its neighbours is it a share of that.
"""


def wholes(
    sentences: Mapping[int, Sequence[Shape]],
    relations: Sequence[Relation],
    grids: Sequence[Grid] = (),
) -> Iterator[Relation]:
    """The shares of `sentences` that `relations` leave open, with wholes of other lines.

    Or with totals of `grids`, if they are just that share of one.
    """
    every = [shape for shapes in sentences.values() for shape in shapes]
    options = list(candidates(every))
    left = list(open_shares(every, relations, options))
    around = replace(_around(sentences, relations, options, left), cells=list(totals_of(grids)))
    resolved: list[Relation] = []
    for resolve in (_fitting, _fitting, _meant):
        if resolve is _meant:  # what a rate fell from is a share of what was then
            moved = {id(t) for r in relations if r.kind in {"points", "change"} for t in r.terms}
            left = [share for share in left if not share.rate or id(share.percent) not in moved]
        found = [(share, resolve(share, around)) for share in left]
        left = [share for share, relation in found if relation is None]
        new = [relation for _, relation in found if relation is not None]
        around = replace(around, known=[*around.known, *_telling(new, options)])
        resolved += new
    yield from resolved
    yield from _outvoted(left, around)
    yield from _exceeded(every, [*relations, *resolved])


@dataclass(frozen=True)
class Around:
    """What the report says elsewhere: its numbers, the shares and the sums that hold.

    `marks`: what each line begins with; `cells`: the totals of its tables.
    """

    options: Sequence[Whole]
    known: Sequence[Relation]
    sums: Sequence[Relation]
    marks: Mapping[int, str]
    cells: Sequence[Whole] = ()

    @cached_property
    def _lines(self) -> list[int]:
        return [option.number.passage for option in self.options]

    def within_reach(self, share: Open) -> Sequence[Whole]:
        """What stands near enough to `share` to be its whole."""
        line = share.percent.passage
        first, last = (
            bisect_left(self._lines, line - _REACH),
            bisect_right(self._lines, line + _REACH),
        )
        return self.options[first:last]

    def beside(self, share: Open, lines: int, greater: bool = True) -> list[Number]:
        """The wholes, each value once, of the shares up to so many `lines` away."""
        near = [
            r.terms[1]
            for r in self.known
            if abs(r.terms[2].passage - share.percent.passage) <= lines
            and r.terms[1].passage <= share.percent.passage  # a whole is named before its shares
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
            for w in self.within_reach(share)
            if w.plan
            and same_kind(w.number, share.part)
            and (w.number.cls == "money" or naming.same_unit(w.number, share.part))
            and (
                w.number.passage == share.percent.passage
                or (
                    0 <= share.percent.passage - w.number.passage <= _NEAR and w.words & share.words
                )
            )
        ]


def _around(
    sentences: Mapping[int, Sequence[Shape]],
    relations: Sequence[Relation],
    options: Sequence[Whole],
    left: Sequence[Open],
) -> Around:
    known = _telling(relations, options)
    parts = {share.part for share in left} | {relation.terms[0] for relation in known}
    return Around(
        options=[replace(w, part=w.number in parts) for w in options],
        known=known,
        sums=[relation for relation in relations if relation.kind == "sum" and holds(relation)],
        marks={index: shapes[0].text[:1] for index, shapes in sentences.items() if shapes},
    )


def _telling(relations: Sequence[Relation], options: Sequence[Whole]) -> list[Relation]:
    """The shares that hold, could hardly do so by chance, and are of no plan or other time."""
    other = {w.number for w in options if w.plan or w.aside}
    shares = [r for r in relations if r.kind == "share" and r.terms[1] not in other and holds(r)]
    return [
        share
        for share in shares
        if not share.terms[2].hedge
        and (share.terms[2].step < 1 or (share.terms[0].value or 0) >= 100)
    ]


def _fitting(share: Open, around: Around) -> Relation | None:
    """The share with a whole that it can be of, and of which it is that share."""
    if share.plan:
        plans = [share.of(number) for number in around.plans(share)]
        plan = next((relation for relation in plans if holds(relation)), None)
        if plan is not None:
            return plan
    reach = around.within_reach(share)
    able = [
        *(w.number for base in share.bases for w in _best_named(share, base, around)),
        *around.beside(share, _NEAR),
        *around.totals(share),
    ]
    if share.percent.step < 1:
        able += [w.number for w in around.cells for b in share.bases if set(b) <= w.words]
        able += [w.number for w in reach if _may_be_of(share, w.number)]
    elif (share.part.value or 0) >= 100:
        line = [w.number for w in reach if w.number.passage == share.percent.passage]
        able += [number for number in line if _may_be_of(share, number)]
    return next((share.of(n) for n in able if _greater(n, share) and holds(share.of(n))), None)


def _meant(share: Open, around: Around) -> Relation | None:
    """The share of the only whole that can be meant, though it does not hold."""
    if share.guessed:
        return None
    if share.plan:
        kinds, plans = _kinds(share, around), around.plans(share)
        farthest = _CLOSE if share.reached else _LIKELY
        planned = _only(share, kinds, farthest) or _only(share, plans, _LIKELY)
        if planned is not None:
            return planned
    named = _meant_by_name(share, around)
    if named is not None:
        return named
    if share.against or share.told or share.plan:
        return None  # it names another whole, which was not found
    return _meant_by_company(share, around)


def _meant_by_name(share: Open, around: Around) -> Relation | None:
    """The share of what its words name: as its neighbours are, or plainly all of that."""
    near = _company(share, around)[-1]
    for base in share.bases:
        named = [
            w
            for w in _best_named(share, base, around)
            if set(base) <= w.words and not w.aside and w.number.passage <= share.percent.passage
        ]
        beside = [w.number for w in named if not w.part and w.number in near]
        plainly = [
            w.number
            for w in named
            if (w.total or len(base) > 1) and (share.against or w.is_all(base))
        ]
        only = _only(share, beside, _ANY) or _only(share, plainly, _ANY)
        if only is not None:
            return only
    return None


def _meant_by_company(share: Open, around: Around) -> Relation | None:
    """The share of the sum that its part is in, of its neighbours' whole, or of its kind."""
    beside, likely = (_NEVER, _CLOSE) if share.reached else (_FAR, _LIKELY)
    company = _company(share, around)
    if not any(around.beside(share, lines) for lines in range(_NEAR + 1)):
        beside = _NEVER
    plainly = beside == _FAR and not share.bases and not share.rate
    parts = {w.number for w in around.options if w.part} if share.bases else set()
    near = [[n for n in ns if n not in parts and _may_be_of(share, n)] for ns in company]
    shared = {number.value for numbers in company for number in numbers}
    ways = (
        ([n for n in around.totals(share) if n.value in shared], _ANY),
        (around.totals(share), likely),
        (near[0], _ANY if plainly else beside),
        *((numbers, beside) for numbers in near),
        (_kinds(share, around), likely),
    )
    only = next((r for numbers, far in ways if (r := _only(share, numbers, far))), None)
    if only is not None or share.bases:
        return only
    able = [w for w in around.within_reach(share) if w.is_free and _greater(w.number, share)]
    return _only(share, [w.number for w in able if _may_be_of(share, w.number)], _NEVER)


def _company(share: Open, around: Around) -> list[list[Number]]:
    """The wholes of the shares in the same line, and up to 1, 2 … lines away.

    If they are all less than the part, that may have been mistyped.
    """
    near = [around.beside(share, lines) for lines in range(_NEAR + 1)]
    if any(near):
        return near
    return [around.beside(share, lines, greater=False) for lines in range(_NEAR + 1)]


def _kinds(share: Open, around: Around) -> list[Number]:
    """What the part is some kind of, by its words."""
    return [
        w.number
        for w in around.within_reach(share)
        if len(w.words) > 2
        and w.words < share.words
        and same_kind(w.number, share.part)
        and w.number.value != share.part.value
        and not w.aside
    ]


def _only(share: Open, numbers: Sequence[Number], farthest: Fraction) -> Relation | None:
    """The share of `numbers`, if they are one, and it could be meant."""
    if len({number.value for number in numbers}) != 1:
        return None
    relation = share.of(numbers[0])
    return relation if believable(relation, farthest) else None


def _best_named(share: Open, base: Sequence[str], around: Around) -> list[Whole]:
    """The wholes that bear all the first words of `base`, and most of the others."""
    first = set(base[:2])
    bearing = [
        w for w in around.within_reach(share) if first <= w.words and _greater(w.number, share)
    ]
    most = max((len(w.words & set(base)) for w in bearing), default=0)
    best = [w for w in bearing if len(w.words & set(base)) == most]
    return [w for w in best if w.total] or best


def _near_size(whole: Number, share: Open) -> bool:
    part = share.part.value or 0
    return (
        same_kind(whole, share.part) and part != whole.value and 2 * part < 3 * (whole.value or 0)
    )


def _greater(whole: Number, share: Open) -> bool:
    part = share.part
    return same_kind(whole, part) and (whole.value or 0) > (part.value or 0)


def _may_be_of(share: Open, whole: Number) -> bool:
    """Is the part counted in the unit of `whole`, or said to be some of what that counts?"""
    kind = set(naming.content(whole.unit))
    named = kind <= share.words or any(kind <= set(base) for base in share.bases)
    enough = len(kind) > 1 or (kind and not share.part.unit)
    return naming.same_unit(whole, share.part) or bool(enough and named)


def _outvoted(left: Sequence[Open], around: Around) -> Iterator[Relation]:
    """A whole that two shares or more contradict in the same way: it is the whole that is wrong."""
    lines = [share.percent.passage for share in left]
    for whole in (option for option in around.options if option.is_free):
        line = whole.number.passage
        after = left[bisect_left(lines, line) : bisect_right(lines, line + _REACH)]
        voters = [share for share in after if _speaks_of(share, whole)]
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
