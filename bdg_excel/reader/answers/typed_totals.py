"""The rows that words make totals: what the rows beside them say to that."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from bdg_excel.reader.answers.asides import TOTAL, Aside
from bdg_excel.reader.answers.lines import Line, Parts, is_named, numbers, tells_level
from bdg_excel.reader.answers.part_rows import PERHAPS_PART
from bdg_excel.reader.answers.summands import Held
from bdg_excel.reader.answers.sums import FAR, Numbers, Sums, sums_below

_LEAST = 2
"""Of fewer rows nobody writes a total."""


class _Beside(NamedTuple):
    """What stands around a total: its numbers, the sums on each side of it, and the rows below.

    `sides` are all rows above, those since the last total, all below, and those to the next one.
    """

    line: Line
    told: Numbers
    sides: tuple[Sums, Sums, Sums, Sums]
    below: Sequence[Held]


def beside_totals(
    lines: Sequence[Line], found: Mapping[int, Aside], headings: Set[int], parts: Parts
) -> dict[int, Aside]:
    """What else is to be said of rows because of the totals among them, by their numbers.

    A total that is not sure and far from all sums beside it is asked; so are rows that tell again
    what a total comes to that others tell already.
    """
    totals = [line for line in lines if line.row in found and found[line.row].code == TOTAL.code]
    if not totals:
        return {}
    gone = found.keys() | headings
    others = (line for line in lines if line.row not in gone)
    rows = [Held(line, held) for line in others if (held := numbers(line, parts.numeric))]
    said: dict[int, Aside] = {}
    for each in _around(totals, rows, parts):
        if not found[each.line.row].is_sure and not _is_total(each, parts):
            where = "trên" if each.sides[0].rows else "dưới"
            said[each.line.row] = Aside("called_total", {"where": where})
        else:
            again = _told_again(each, parts)
            said |= {row.line.row: Aside(PERHAPS_PART) for row in again}
    return said


def _around(totals: Sequence[Line], rows: Sequence[Held], parts: Parts) -> Iterable[_Beside]:
    so_far = [Sums()]
    for row in rows:
        so_far.append(so_far[-1].copy())
        so_far[-1].add(row.numbers)
    places = [row.line.row for row in rows]
    ends = [0, *(bisect_left(places, line.row) for line in totals), len(rows)]
    for line, last, here, following in zip(totals, ends, ends[1:], ends[2:], strict=False):
        above, everything = so_far[here], so_far[-1]
        since, until = above.without(so_far[last]), so_far[following].without(above)
        sides = (above, since, everything.without(above), until)
        yield _Beside(line, numbers(line, parts.numeric), sides, rows[here : here + FAR])


def _is_total(total: _Beside, parts: Parts) -> bool:
    """Whether rows come to what a total holds that may be no total, or some nearly do.

    One that tells its level, as activities do, must hold just what some come to.
    """
    told, names = total.told, parts.summed
    if not any(told.get(name) for name in names):
        return True
    some = [side for side in total.sides if side.rows >= _LEAST]
    if tells_level(total.line, parts):
        return any(side.matches(told, names) for side in some)
    exact = any(side.matches(told, names) for side in total.sides if side.rows)
    return exact or any(side.are_near(told, names) for side in some)


def _told_again(total: _Beside, parts: Parts) -> Sequence[Held]:
    """The rows below a total that break it down once more, above which or below which it is one."""
    told, below = total.told, total.below
    sums = sums_below(told, (row.numbers for row in below), parts.summed)
    if sums is None or not sums.is_no_accident(sums.matches(told, parts.summed)):
        return ()
    above, since, after, _ = total.sides
    again = below[: sums.rows]
    is_told = any(s.matches(told, parts.summed) for s in (above, since, after.without(sums)))
    return again if is_told and not any(is_named(row.line, parts.name) for row in again) else ()
