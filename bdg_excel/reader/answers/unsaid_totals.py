"""The rows that no words make totals: they hold a sum of others, or are called as totals are.

Each function gives the code of what is said of a row; '' for none.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from bdg_excel.reader.answers.groups import bare_headings, group_kind, stands_above
from bdg_excel.reader.answers.lines import Line, Parts, is_named, listed_name, numbers
from bdg_excel.reader.answers.row_words import counts
from bdg_excel.reader.answers.summands import (
    Above,
    Held,
    below_heading,
    calls_itself_several,
    calls_itself_total,
    has_nothing_own,
    says_no_more,
    says_whole,
    total_words,
)
from bdg_excel.reader.answers.sums import Numbers, Sums, sums_below
from bdg_excel.text import fold
from bdg_excel.values.words import NIL

_LEAST_ROWS = 2
"""So many rows are needed for another to be their total, though it holds another sum."""
_LEAST_COLUMNS = 2
"""In so many columns two rows hold the same by no chance."""


def as_sum_of_those_above(line: Line, above: Above, sums: tuple[Sums, Sums]) -> str:
    """What a row is that says nothing of its own, below the rows `above`.

    `sums`: what these come to, all of them and those since the last total.
    """
    parts = above.parts
    held = numbers(line, parts.numeric) if sums[0].rows else {}
    if not held:
        return ""
    if not is_named(line, parts.name):
        codes = (_as_sum(line, each, held, parts) for each in sums)
        return next(filter(None, codes), "") or _as_called(line, held, sums, parts)
    if not has_nothing_own(line, above.rows[-1].line, parts):
        return _as_called(line, held, sums, parts)
    mine = _sums(held, (row.numbers for row in reversed(above.rows)), parts)
    if mine and (code := _as_sum(line, mine, held, parts)):
        return code
    is_called = _is_whole(line, held, above, sums[0]) or _is_sum_of_alike(line, held, above)
    return "called_total" if is_called else ""


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
    """What headings are of which others of the same kind are sums for certain.

    Where these bear no mark, one that holds what the one row below it holds is asked: it may be an
    activity.
    """
    sure = {
        group_kind(row.line, parts) for row in rows if found.get(row.line.row) == "unnamed_total"
    }
    like: dict[int, str] = {}
    for row, after in pairwise(rows):
        kind, code = group_kind(row.line, parts), found.get(row.line.row)
        if kind not in sure:
            continue
        if kind and code == "perhaps_total":
            like[row.line.row] = "unnamed_total"
        elif not kind and code is None and _repeats(row, after, parts):
            like[row.line.row] = "perhaps_total"
    return like


def _repeats(row: Held, after: Held, parts: Parts) -> bool:
    """Whether a row that says nothing but its name holds what the row below it does."""
    if is_named(row.line, parts.name) or not _is_bare(row.line, parts):
        return False
    same = [row.numbers.get(name) == after.numbers.get(name) for name in parts.summed]
    return all(same) and sum(bool(row.numbers.get(name)) for name in parts.summed) >= _LEAST_COLUMNS


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


def _is_whole(line: Line, held: Numbers, above: Above, sums: Sums) -> bool:
    """Whether *others, the whole commune* is half to twice what the rows above come to.

    So may another name of the list be whose detail says *sum*; but not where a row above says the
    whole commune too, or where a column is blank.
    """
    parts, words = above.parts, total_words(line, above.parts)
    is_such = words or listed_name(line, parts.name) == parts.other
    if sums.rows < _LEAST_ROWS or counts(words) or not is_such:
        return False
    is_full = all(held.get(part) for part in parts.summed if sums.by_column.get(part))
    near = is_full and sums.are_near(held, parts.summed) and says_whole(line, parts)
    return near and not above.say_whole


def _is_sum_of_alike(line: Line, held: Numbers, above: Above) -> bool:
    """Whether a row of the list whose detail says *sum* may be that of those with its name.

    One that says how much, ``Tổng số lớp: 3``, may be an activity's own where no column holds what
    those come to.
    """
    words = total_words(line, above.parts)
    if not words:
        return False
    alike = above.alike(listed_name(line, above.parts.name))
    if not counts(words):
        return alike.rows > 0
    return alike.rows >= _LEAST_ROWS and alike.meet(held, above.parts.summed)


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
