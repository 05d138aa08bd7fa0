"""The rows that no words make totals: they hold a sum of others, or are called as totals are.

Each function gives the code of what is said of a row; '' for none.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from bdg_excel.reader.answers.groups import bare_headings, group_kind, stands_above
from bdg_excel.reader.answers.lines import Line, Parts, is_named, listed_name, numbers
from bdg_excel.reader.answers.row_words import counts
from bdg_excel.reader.answers.summands import (
    Held,
    below_heading,
    calls_itself_several,
    calls_itself_total,
    has_nothing_own,
    says_no_more,
    says_whole,
    total_words,
)
from bdg_excel.reader.answers.sums import FAR, Numbers, Sums, sums_below
from bdg_excel.text import fold
from bdg_excel.values.words import NIL

_LEAST_ROWS = 2
"""So many rows are needed for another to be their total, though it holds another sum."""


def as_sum_of_those_above(
    line: Line, rows: Sequence[Held], sums: tuple[Sums, Sums], parts: Parts
) -> str:
    """What a row is that says nothing of its own, below `rows`.

    `sums`: what these come to, all of them and those since the last total.
    """
    if sums[0].rows < 1:
        return ""
    if not is_named(line, parts.name):
        held = numbers(line, parts.numeric)
        if not held:
            return ""
        codes = (_as_sum(line, each, held, parts) for each in sums)
        return next(filter(None, codes), "") or _as_called(line, held, sums, parts)
    if not has_nothing_own(line, rows[-1].line, parts):
        return _as_called(line, numbers(line, parts.numeric), sums, parts)
    held = numbers(line, parts.numeric)
    mine = _sums(held, (row.numbers for row in reversed(rows)), parts)
    code = _as_sum(line, mine, held, parts) if mine else ""
    is_called = _is_whole(line, held, rows, sums[0], parts)
    is_called = is_called or _is_sum_of_alike(line, held, rows, parts)
    return code or ("called_total" if is_called else "")


def sums_of_those_below(lines: Sequence[Line], parts: Parts) -> dict[int, str]:
    """What the rows are that stand above their parts, by their numbers."""
    if all(is_named(line, parts.name) for line in lines) and not any(
        has_nothing_own(line, after, parts) for line, after in pairwise(lines)
    ):
        return {}
    found = dict.fromkeys(bare_headings(lines, parts), "group_heading")
    rows = [Held(line, held) for line in lines if (held := numbers(line, parts.numeric))]
    below: list[Held] = []
    total = Sums()
    for row, after in zip(reversed(rows), [None, *reversed(rows)], strict=False):
        code = _as_heading(row, after, (below, total), parts) if after else ""
        if code:
            found[row.line.row] = code
        else:
            below.append(row)
            total.add(row.numbers)
    return found | _like_others(found, rows, parts)


def _as_heading(row: Held, after: Held, counted: tuple[Sequence[Held], Sums], parts: Parts) -> str:
    """What a row is above `after`, the row right below it; `counted` below it, and their sums.

    A heading may have one part only, which by chance an activity may be like: that is asked.
    """
    (line, held), (below, total) = row, counted
    is_heading = stands_above(line, after.line, parts)
    sums = _sums(held, below_heading(line, below, parts), parts)
    if sums is not None:
        certain = _as_sum(line, sums, held, parts)
        likely = sums.rows + sums.matches(held, parts.summed) > _LEAST_ROWS
        return certain or ("perhaps_total" if likely and is_heading else "")
    if not is_heading:
        return _as_called(line, held, [total], parts)
    is_odd = _is_odd(row, below, parts)
    return _as_partly(row, below, parts, is_bare=is_odd) or ("called_total" if is_odd else "")


def _as_partly(row: Held, below: Sequence[Held], parts: Parts, *, is_bare: bool) -> str:
    """What a heading is that holds a sum in those columns alone that it and its parts fill."""
    line, held = row
    if not below or not _is_bare(line, parts):
        return ""
    names = [name for name in parts.summed if held.get(name) and below[-1].numbers.get(name)]
    sums = sums_below(held, below_heading(line, below, parts), names) if names else None
    if sums is None or (sums.rows < _LEAST_ROWS and not is_bare):
        return ""
    is_whole = is_bare and not any(held.get(name) for name in parts.summed if name not in names)
    return "unnamed_total" if is_whole and sums.rows >= _LEAST_ROWS else "perhaps_total"


def _like_others(found: Mapping[int, str], rows: Sequence[Held], parts: Parts) -> dict[int, str]:
    """What headings are of which others of the same kind are sums for certain."""
    codes = [(row.line, found.get(row.line.row)) for row in rows]
    sure = {group_kind(line, parts) for line, code in codes if code == "unnamed_total"} - {""}
    likely = (line for line, code in codes if code == "perhaps_total")
    return {line.row: "unnamed_total" for line in likely if group_kind(line, parts) in sure}


def _is_odd(row: Held, below: Sequence[Held], parts: Parts) -> bool:
    """Whether a heading says nothing else, and holds no less than the first row below it."""
    line, held = row
    if not below or is_named(line, parts.name) or not _has_sum(held, parts):
        return False
    mine = {name: number for name in parts.summed if (number := held.get(name)) is not None}
    return _is_bare(line, parts) and all(
        number >= (below[-1].numbers.get(name) or 0) for name, number in mine.items()
    )


def _is_bare(line: Line, parts: Parts) -> bool:
    """Whether the row says nothing but its name."""
    words = (line.cells.get(name, "") for name in parts.worded if name != parts.name.part)
    return all(says_no_more(cell, parts) for cell in words)


def _as_called(line: Line, held: Numbers, sums: Iterable[Sums], parts: Parts) -> str:
    """What a row is that is called as totals are, and is half to twice what rows come to.

    A row that is called nothing, or several things, must hold one of these sums.
    """
    # What a row is called may say what it is about: it takes longer to ask than the numbers do.
    near = [s for s in sums if s.rows >= _LEAST_ROWS and s.are_near(held, parts.summed)]
    if not near:
        return ""
    met = any(each.meet(held, parts.summed) for each in near)
    is_called = calls_itself_total(line, parts) or (met and calls_itself_several(line, parts))
    return "called_total" if is_called else ""


def _is_whole(line: Line, held: Numbers, rows: Sequence[Held], sums: Sums, parts: Parts) -> bool:
    """Whether *others, the whole commune* is half to twice what the rows above come to.

    So may another name of the list be whose detail says *sum*.
    """
    name = listed_name(line, parts.name)
    words = total_words(line, parts)
    if sums.rows < _LEAST_ROWS or counts(words) or not (name == parts.other or words):
        return False
    is_full = all(held.get(part) for part in parts.summed if sums.by_column.get(part))
    near = is_full and sums.are_near(held, parts.summed) and says_whole(line, parts)
    return near and not any(says_whole(row.line, parts) for row in rows[-FAR:])


def _is_sum_of_alike(line: Line, held: Numbers, rows: Sequence[Held], parts: Parts) -> bool:
    """Whether a row of the list whose detail says *sum* may be that of those with its name.

    One that says how much, ``Tổng số lớp: 3``, may be an activity's own where no column holds what
    those come to.
    """
    name, words = listed_name(line, parts.name), total_words(line, parts)
    if not words:
        return False
    alike = [
        row.numbers
        for row in rows[-FAR:]
        if listed_name(row.line, parts.name) == name and not total_words(row.line, parts)
    ]
    if not counts(words):
        return bool(alike)
    return len(alike) >= _LEAST_ROWS and any(
        number and number == sum(row.get(part) or 0 for row in alike)
        for part, number in held.items()
        if part in parts.summed
    )


def _sums(held: Numbers, beside: Iterable[Numbers], parts: Parts) -> Sums | None:
    """The sums of the first rows of `beside`, where a row holds just them."""
    # Beside a row of zeros each sum of zeros would do: it is no total, and adds nothing twice.
    return sums_below(held, beside, parts.summed) if _has_sum(held, parts) else None


def _has_sum(held: Numbers, parts: Parts) -> bool:
    return any(held.get(name) for name in parts.summed)


def _as_sum(line: Line, sums: Sums, held: Numbers, parts: Parts) -> str:
    """What a row is that holds `sums`; one that says more than a total would is asked."""
    if not sums.is_no_accident(sums.matches(held, parts.summed)):
        return ""
    if is_named(line, parts.name):
        return "typed_total" if says_whole(line, parts) else "perhaps_total"
    words = [raw for name in parts.worded if isinstance(raw := line.cells.get(name), str)]
    said = [text for text in words if text.strip() and fold(text) not in NIL]
    return "unnamed_total" if len(said) <= 1 else "perhaps_total"
