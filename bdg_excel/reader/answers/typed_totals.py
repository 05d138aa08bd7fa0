"""The rows that words make totals: what the rows beside them say to that."""

from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import takewhile

from bdg_excel.reader.answers.asides import TOTAL, Aside
from bdg_excel.reader.answers.lines import Line, Parts, is_named, numbers
from bdg_excel.reader.answers.part_rows import PERHAPS_PART
from bdg_excel.reader.answers.summands import Held
from bdg_excel.reader.answers.sums import Numbers, sums_below, sums_of

_LEAST = 2
"""So many rows break a total down; in so many columns at least sums agree by no chance."""


def beside_totals(
    lines: Sequence[Line], found: Mapping[int, Aside], headings: Set[int], parts: Parts
) -> dict[int, Aside]:
    """What else is to be said of rows because of the totals among them, by their numbers.

    A total that is not sure and far from all sums beside it is asked; so are rows that tell again
    what a total comes to that others tell already.
    """
    totals = [line for line in lines if _is_total(line, found)]
    if not totals:
        return {}
    rows = [
        Held(line, held)
        for line in lines
        if line.row not in found.keys() | headings and (held := numbers(line, parts.numeric))
    ]
    said: dict[int, Aside] = {}
    for line in totals:
        told = numbers(line, parts.numeric)
        above = [row for row in rows if row.line.row < line.row]
        below = rows[len(above) :]
        ends = {total.row for total in totals}
        sides = (above, _until(ends, reversed(above), line), below, _until(ends, below, line))
        if not found[line.row].is_sure and _is_far(told, sides, parts):
            said[line.row] = Aside("called_total", {"where": "trên" if above else "dưới"})
        else:
            again = _told_again(told, sides, parts)
            said |= {row.line.row: Aside(PERHAPS_PART) for row in again}
    return said


def _is_total(line: Line, found: Mapping[int, Aside]) -> bool:
    return line.row in found and found[line.row].code == TOTAL.code


def _until(totals: Set[int], rows: Iterable[Held], line: Line) -> list[Held]:
    """The first of `rows`, as far as the next total from `line`."""
    others = totals - {line.row}

    def is_here(row: Held) -> bool:
        first, last = sorted((row.line.row, line.row))
        return not any(first < other < last for other in others)

    return list(takewhile(is_here, rows))


def _is_far(told: Numbers, sides: Iterable[Sequence[Held]], parts: Parts) -> bool:
    has_sum = any(told.get(name) for name in parts.summed)
    return has_sum and not any(
        sums_of(row.numbers for row in side).are_near(told, parts.summed) for side in sides
    )


def _told_again(told: Numbers, sides: tuple[Sequence[Held], ...], parts: Parts) -> Sequence[Held]:
    """The rows below a total that break it down once more, above which or below which it is one."""
    above, since, below, _ = sides
    sums = sums_below(told, (row.numbers for row in below), parts.summed)
    if sums is None or sums.rows < _LEAST or sums.matches(told, parts.summed) < _LEAST:
        return ()
    again, rest = below[: sums.rows], below[sums.rows :]
    is_told = any(
        sums_of(row.numbers for row in side).matches(told, parts.summed)
        for side in (above, since, rest)
    )
    is_unlisted = not any(is_named(row.line, parts.name) for row in again)
    return again if is_told and is_unlisted else ()
