"""The rows that no words make totals: they hold a sum of others, or are called as totals are.

Each function gives the code of what is said of a row; '' for none.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bdg_excel.reader.answers.groups import ITEM, bare_headings, group_kind
from bdg_excel.reader.answers.lines import Line, Parts, is_named, listed_name, numbers
from bdg_excel.reader.answers.summands import (
    Held,
    below_heading,
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
        return next(filter(None, (_as_sum(line, each, held, parts) for each in sums)), "")
    if not has_nothing_own(line, rows[-1].line, parts):
        return ""
    held = numbers(line, parts.numeric)
    mine = _sums(held, (row.numbers for row in reversed(rows)), parts)
    code = _as_sum(line, mine, held, parts) if mine else ""
    is_called = _is_whole(line, held, sums[0], parts) or _is_sum_of_alike(line, held, rows, parts)
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
    for at in reversed(range(len(rows))):
        code = _as_heading(rows[at], below, (rows[at - 1 : at], rows[at + 1 : at + 2]), parts)
        if code:
            found[rows[at].line.row] = code
        else:
            below.append(rows[at])
    return found


def _as_heading(
    row: Held,
    below: Sequence[Held],
    beside: tuple[Sequence[Held], Sequence[Held]],
    parts: Parts,
) -> str:
    """What a row is above its parts; `beside`: the rows right above and right below it, if any.

    A heading may have one part only, which by chance an activity may be like: that is asked.
    """
    line, held = row
    sums = _sums(held, below_heading(line, below, parts), parts)
    kind = group_kind(line, parts)
    above, after = ([group_kind(each.line, parts) for each in rows] for rows in beside)
    is_heading = bool(kind) and kind not in after
    if sums is None:
        is_item = kind == ITEM and ITEM in above  # of a), b) all are activities
        return "called_total" if is_heading and not is_item and _is_odd(row, below, parts) else ""
    certain = _as_sum(line, sums, held, parts)
    likely = sums.rows + sums.matches(held, parts.summed) > 2
    return certain or ("perhaps_total" if likely and is_heading else "")


def _is_odd(row: Held, below: Sequence[Held], parts: Parts) -> bool:
    """Whether a heading says nothing else, and holds no less than the first row below it."""
    line, held = row
    words = [name for name in parts.worded if name != parts.name.part]
    if not below or is_named(line, parts.name) or not _has_sum(held, parts):
        return False
    mine = {name: number for name in parts.summed if (number := held.get(name)) is not None}
    says_nothing = all(says_no_more(line.cells.get(name, "")) for name in words)
    return says_nothing and all(
        number >= (below[-1].numbers.get(name) or 0) for name, number in mine.items()
    )


def _is_whole(line: Line, held: Numbers, sums: Sums, parts: Parts) -> bool:
    """Whether *others, the whole commune* is half to twice what the rows above come to."""
    if listed_name(line, parts.name) != parts.other or sums.rows < _LEAST_ROWS:
        return False
    pairs = ((held.get(name) or 0, sums.by_column.get(name) or 0) for name in parts.summed)
    return says_whole(line, parts) and all(a <= 2 * b and b <= 2 * a for a, b in pairs)


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
        for row in rows
        if listed_name(row.line, parts.name) == name and not total_words(row.line, parts)
    ]
    if not any(map(str.isdecimal, words)):
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
