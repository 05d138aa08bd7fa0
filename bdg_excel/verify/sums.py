"""Parts that make up a whole: ``tổng số 57 người, gồm 25 nam, 32 nữ``."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from bdg_excel.verify.numbers import Number
from bdg_excel.verify.parts import (
    closing,
    complementary,
    is_part,
    may_count_the_same,
    same_kind,
)
from bdg_excel.verify.relations import Relation, holds, outcome
from bdg_excel.verify.repairs import likely_slip, slip
from bdg_excel.verify.shape import COUNT, Shape, pattern

_OPEN = pattern(
    r"[^;()\ue000-\ue004]{0,80}?"
    r"(?P<m>trong đó|bao gồm|gồm có|gồm|chia ra|cụ thể|trong số đó|phân theo|:|\()"
)

_BY = frozenset({"phân theo", "chia theo", "chia ra"})
_NEAREST = 4
"""Of so many numbers before a list, one may be a total from which it is a slip of the pen away."""

_HAVING = pattern(r"[^;()\ue000-\ue004]{1,25}?\scó\s")

_TOTAL_BEFORE = re.compile(
    r"(?:tổng|cộng(?! đồng| tác)|trên tổng số|tổng cộng|tổng số)[^;()\ue000-\ue004]{0,40}$"
)

_EXHAUSTIVE = frozenset({"gồm", "bao gồm", "gồm có", "chia ra", "("})


def sums(shape: Shape) -> list[Relation]:
    """The sums that `shape` states."""
    found: list[Relation] = []
    shape = replace(shape, earlier=tuple(n for n in shape.earlier if not n.aside))
    for place in shape.places(COUNT):
        found += _parts_after(shape, place)
        found += _parts_before(shape, place)
    return [*found, *_far_parts(shape), *_couple(shape)]


MARK = re.compile(
    r"trong đó|bao gồm|gồm có|gồm|chia ra|cụ thể|trong số đó|phân theo|chia theo|:|"
    r"^\s*trong\s[^,;:\ue000-\ue005]{3,40},"
)


def _far_parts(shape: Shape) -> Iterator[Relation]:
    """Parts after a mark whose whole stands further off, in this sentence or an earlier one."""
    for match in MARK.finditer(shape.text):
        depth = shape.depth(match.start())
        places = [
            at
            for at in shape.places(COUNT, match.end())
            if shape.depth(at) == depth and is_part(shape, at)
        ]
        parts = [shape.number(at) for at in places]
        inside = [shape.number(at) for at in reversed(shape.places(COUNT, 0, match.start()))]
        wholes = [*inside, *reversed(shape.earlier)]
        later = any(
            _TOTAL_BEFORE.search(shape.text[match.end() : at])
            for at in shape.places(COUNT, match.end())
        )
        loose = match.group() == ":" and not LAST_OF_ALL.search(shape.text)
        complete = _is_complete(shape)
        fitting = [
            r
            for r in _fitting(wholes, parts, complete)
            if holds(r) or not (later or (loose and r.terms[0] not in inside))
        ]
        fitting = fitting or list(_exactly(shape, match.end(), depth, wholes))
        if not fitting and match.group() in _BY and len(parts) > 1 and len(parts) == len(places):
            same = [n for n in wholes if 0 <= parts[0].passage - n.passage <= 1]
            fitting = list(nearly(same[:1], parts))
        yield from fitting or ([] if later else _with_others(shape, parts, match.group()))
        if not fitting:
            for unit in dict.fromkeys(part.unit.partition(" ")[0] for part in parts):
                alike = [part for part in parts if part.unit.partition(" ")[0] == unit]
                if unit and len(alike) < len(parts):
                    near = [n for n in wholes if n.unit.partition(" ")[0] == unit]
                    yield from (r for r in _fitting(near, alike) if holds(r) or not loose)


LAST_OF_ALL = re.compile(r"(?:khác|còn lại)[^\ue000-\ue005]{0,12}\ue000[^\ue000]*$")


_OTHERS = re.compile(r"khác[^;\ue000-\ue005]{0,12}\ue000[^;\ue000]*$")


def _is_complete(shape: Shape) -> bool:
    """Does the sentence list all parts: the last is *others*, and the sexes are none of them?"""
    one_list = shape.text.count(";") != 1 and not re.search(r"(?<!\w)nữ(?!\w)", shape.text)
    return one_list and _OTHERS.search(shape.text) is not None


def _exactly(shape: Shape, start: int, depth: int, wholes: Sequence[Number]) -> Iterator[Relation]:
    """All counts after a mark, if they are exactly a whole: those too that look like no parts."""
    places = [at for at in shape.places(COUNT, start) if shape.depth(at) == depth]
    parts = [shape.number(at) for at in places]
    if len(parts) < 3:
        return
    for whole in wholes:
        relation = Relation("sum", (whole, *parts))
        if (whole.value or 0) >= 100 and outcome(relation) == "exact":
            yield relation
            return


def _with_others(shape: Shape, parts: Sequence[Number], mark: str) -> Iterator[Relation]:
    """Parts of which the last is *others*: they make up the total of the sentence before."""
    if len(parts) > 2 and parts[0].cls == "money" and "gồm" in mark:
        money = [n for n in shape.earlier if n.passage == parts[0].passage and n.cls == "money"]
        yield from nearly(money[:1], parts)
        return
    if len(parts) < 3 or not LAST_OF_ALL.search(shape.text):
        return
    inside = [shape.number(at) for at in shape.places(COUNT) if not shape.depth(at)]
    totals = [
        n
        for n in [*shape.earlier, *inside]
        if n.passage == parts[0].passage
        and same_kind(n, parts[0])
        and n.start < parts[0].start
        and not re.search("tăng|giảm", n.label)
        and (re.search("tổng", n.label) or n.unit == parts[-1].unit != "")
    ]
    if totals:
        yield Relation("sum", (totals[-1], *parts))
    else:
        yield from _of_line_above(shape, parts)


def _of_line_above(shape: Shape, parts: Sequence[Number]) -> Iterator[Relation]:
    """Parts, the last of them *others*, of the only number of their unit in the line above."""
    units = {part.unit.partition(" ")[0] for part in parts}
    above = [
        n
        for n in shape.earlier
        if parts[0].passage - n.passage == 1 and n.unit.partition(" ")[0] in units
    ]
    if len(units) == len(above) == 1:
        yield from nearly(above, parts)


def _fitting(
    wholes: Sequence[Number], parts: Sequence[Number], complete: bool = False
) -> Iterator[Relation]:
    """The sum of `parts` (if not `complete`: or a few of them) with the whole that nearly fits."""
    if len(parts) < 2:
        return
    wholes = [whole for whole in wholes if same_kind(whole, parts[0]) and whole.cls != "percent"]
    for count in range(len(parts), 1, -1):
        for whole in wholes:
            relation = Relation("sum", (whole, *parts[:count]))
            some = count < len(parts)
            if some and (complete or not may_count_the_same(whole, parts[0])):
                continue
            if (
                count > 2 or whole.unit[:3] == parts[0].unit[:3] or (whole.value or 0) >= 1000
            ) and holds(relation):
                yield relation
                return
    if len({part.cls for part in parts}) > 1:
        return
    near = [whole for whole in wholes if 0 <= parts[0].passage - whole.passage <= 1]
    for whole in near[:_NEAREST]:
        relation = Relation("sum", (whole, *parts))
        alike = whole.unit and whole.unit.partition(" ")[0] == parts[0].unit.partition(" ")[0]
        many = len(parts) > 2 and (whole.value or 0) >= 500 and whole.cls != "ratio"
        total = sum((part.value or Fraction(0) for part in parts), Fraction(0))
        close = len(parts) > 2 and alike and 10 * abs(total - (whole.value or 0)) < total
        if close and whole.passage == parts[0].passage:
            yield relation
            return
        enough = bool(alike) and (whole.value or 0) >= 100
        few = bool(alike) and (whole.value or 0) >= 20 and likely_slip(relation)
        if few or ((many or enough) and slip(relation)):
            yield relation
            return


def _couple(shape: Shape) -> Iterator[Relation]:
    """Men and women after their sum, with no mark between."""
    places = shape.places(COUNT)
    for one, other in itertools.pairwise(places):
        parts = [shape.number(one), shape.number(other)]
        if not complementary(shape, parts) or not is_part(shape, one) or not is_part(shape, other):
            continue
        inside = [shape.number(at) for at in reversed(places) if at < one]
        outer = [shape.number(at) for at in places if at < one and not shape.depth(at)]
        near = [
            n for n in shape.earlier if n.passage == parts[0].passage and n.unit == parts[0].unit
        ]
        near = [n for n in near if re.search(r"tổng|toàn|dân số", n.label)] or near
        wholes = [*inside, *reversed(shape.earlier)]
        yield from list(nearly(outer[:1] or near[-1:], parts)) or _fitting(wholes, parts)


def nearly(wholes: Sequence[Number], parts: Sequence[Number]) -> Iterator[Relation]:
    """The sum of `parts` with a whole that it is not far from."""
    for whole in wholes:
        total = sum((part.value or Fraction(0) for part in parts), Fraction(0))
        relation = Relation("sum", (whole, *parts))
        near = 7 * total > 5 * (whole.value or 0) and 5 * total < 7 * (whole.value or 0)
        if near or slip(relation):
            yield relation


def _parts_after(shape: Shape, place: int) -> Iterator[Relation]:
    """The whole at `place`, and the parts that are listed after it."""
    match = _OPEN.match(shape.text, place + 1)
    if match is None and re.search(r"(?:trong|trong số|trong tổng số)\s$", shape.text[:place]):
        match = _HAVING.match(shape.text, place + 1)
    if match is None:
        return
    mark, start = match.groupdict().get("m", "gồm"), match.end()
    depth = shape.depth(start)
    end = closing(shape, start) if mark == "(" else len(shape.text)
    whole = shape.number(place)
    places = [
        at
        for at in shape.places(COUNT, start, end)
        if shape.depth(at) == depth
        and is_part(shape, at)
        and same_kind(whole, shape.number(at))
        and divides(whole, shape.number(at))
    ]
    semicolon = shape.text.find(";", start)
    first = [at for at in places if at < semicolon]
    yield from _made_of(shape, whole, first if len(first) > 1 else places, mark)


def _made_of(shape: Shape, whole: Number, places: list[int], mark: str) -> Iterator[Relation]:
    parts = [shape.number(at) for at in places]
    for count in range(len(parts), 1, -1):
        relation = Relation("sum", (whole, *parts[:count]))
        if holds(relation):
            yield relation
            return
    alike = [part for part in parts if part.unit == parts[0].unit] if parts else []
    if 1 < len(alike) < len(parts):
        parts = alike
        relation = Relation("sum", (whole, *parts))
        if holds(relation):
            yield relation
            return
    if len(parts) > 1 and _surely(shape, whole, parts, mark):
        yield Relation("sum", (whole, *parts))
    elif len(parts) == 1 or not parts:
        yield from _within(whole, parts, mark)


def divides(whole: Number, part: Number) -> bool:
    """May `part` be one of the things that `whole` counts? Not if it has decimals."""
    return whole.cls != "count" or "," not in part.text or "," in whole.text


def _within(whole: Number, parts: list[Number], mark: str) -> Iterator[Relation]:
    """One part of a whole: it cannot be more than the whole."""
    if parts and mark in {"trong đó", "trong số đó"} and parts[0].cls == whole.cls == "count":
        relation = Relation("order", (whole, parts[0]))
        if whole.unit[:3] == parts[0].unit[:3] and not holds(relation):
            yield relation


def _surely(shape: Shape, whole: Number, parts: Sequence[Number], mark: str) -> bool:
    """May parts that do not add up be called wrong: is the list known to be whole?"""
    total = sum((part.value or Fraction(0) for part in parts), Fraction(0))
    units = {part.unit.partition(" ")[0] for part in parts} | {whole.unit.partition(" ")[0]}
    close = 10 * abs(total - (whole.value or 0)) < total
    if (
        (len(parts) == 2 and complementary(shape, parts))
        or (whole.cls == "money" and total > (whole.value or 0))  # sums of money do not overlap
        or (mark in _EXHAUSTIVE and len(units) == 1)
        or (mark == ":" and close and {n.cls for n in (whole, *parts)} == {"money"})
        or (len(units) == 1 and _is_complete(shape) and any(nearly([whole], parts)))
    ):
        return True
    if any((part.value or 0) > (whole.value or 0) for part in parts):
        return slip(Relation("sum", (whole, *parts)))
    if mark in _EXHAUSTIVE and len(units - {""}) <= 1:
        return True
    if len(parts) > 2 and len(units - {""}) <= 2 and close:
        return True
    return slip(Relation("sum", (whole, *parts)))


def _parts_before(shape: Shape, place: int) -> Iterator[Relation]:
    """The total at `place`, and the parts that were listed before it."""
    if not _TOTAL_BEFORE.search(shape.text[max(0, place - 60) : place]):
        return
    whole = shape.number(place)
    places = [
        at
        for at in shape.places(COUNT, 0, place)
        if is_part(shape, at) and not shape.depth(at) and same_kind(whole, shape.number(at))
    ]
    parts = [shape.number(at) for at in places]
    if not parts and re.search(r"^\W*cộng\W*$", shape.text[:place]):
        parts = [n for n in shape.earlier if n.passage == whole.passage and n.cls == whole.cls]
    fitting = _adding_up(shape, whole, parts)
    if fitting is not None:
        yield fitting
        return
    relation = Relation("sum", (whole, *parts))
    if len(parts) > 1 and (_added(shape, place, [*parts, whole]) or slip(relation)):
        yield relation


def _adding_up(shape: Shape, whole: Number, parts: Sequence[Number]) -> Relation | None:
    """The last few of `parts`, or two numbers nearby, that do make up `whole`."""
    for first in range(len(parts) - 1):
        relation = Relation("sum", (whole, *parts[first:]))
        if holds(relation):
            return relation
    nearby = [*shape.earlier[-8:], *parts] if (whole.value or 0) >= 100 else []
    for one, other in itertools.combinations(nearby, 2):
        relation = Relation("sum", (whole, one, other))
        if outcome(relation) == "exact":
            return relation
    return None


def _added(shape: Shape, place: int, numbers: Sequence[Number]) -> bool:
    """Must the total at `place` be that of all `numbers` before it?"""
    if len(numbers) > 3 and re.search(r"cộng\s*(?:là|:)?\s*$", shape.text[:place]):
        return True
    units = {number.unit for number in numbers}
    return (
        len(units) == 1 and units != {""} and len(shape.places(COUNT, 0, place)) == len(numbers) - 1
    )
