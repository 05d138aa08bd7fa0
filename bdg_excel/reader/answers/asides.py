"""The rows of a table of which words say that they are none: totals, parts, shares, last year's."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bdg_excel.layout import is_row_open
from bdg_excel.reader.answers.lines import Line, Parts, is_named, listed_name, numbers
from bdg_excel.reader.answers.row_words import (
    Said,
    counts_rows,
    numbers_columns,
    opens_parts,
    said_by,
)
from bdg_excel.reader.answers.summands import says_no_more
from bdg_excel.reader.answers.sums import Numbers
from bdg_excel.reader.files.workbook import is_filled

_LONGEST = 4
"""A longer text is no number of a column or row, ``(12)``."""
_NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Aside(NamedTuple):
    """Why a row does not count: the code of its finding, and that finding's blanks."""

    code: str
    words: Mapping[str, str] = _NO_WORDS


TOTAL, _PART, _PERHAPS_PART = map(Aside, ("typed_total", "part_of_above", "perhaps_part"))
_PARTS = (_PART, _PERHAPS_PART)
_OPEN = Aside("row_left_open")
_PERIOD, _SHARE, _COLUMNS = (
    Aside("not_a_row", {"what": what})
    for what in ("số liệu của kỳ khác để so sánh", "tỷ lệ", "số thứ tự của các cột")
)
_ASIDES = {
    **dict.fromkeys((Said.TOTAL, Said.TOTAL_OF, Said.WHOLE), TOTAL),
    Said.PERIOD: _PERIOD,
    Said.SHARE: _SHARE,
}
_UNNAMED = frozenset({Said.TOTAL_OF, Said.WHOLE})
"""What makes a total of a row that nothing else names."""


class _Words(NamedTuple):
    """What words of a row say; `named`: they do not stand first, so that others name the row."""

    said: Said
    text: str
    named: bool


def asides(lines: Iterable[Line], parts: Parts, unit: str = "") -> dict[int, Aside]:
    """The rows that do not count because of their words, by their numbers; hardly ever any.

    A total may be called by the name of the `unit`. `left` is what the parts so far, below one that
    says that they follow, have left of the row `above`.
    """
    found: dict[int, Aside] = {}
    above: Line | None = None
    left: Numbers | None = None
    last, apart = 0, False
    for line in lines:
        if not any(line.cells.values()):
            continue
        apart = left is not None and (apart or line.row > last + 1)
        last = line.row
        if is_row_open(line.cells.get(parts.name.part)):
            found[line.row] = _OPEN
            continue
        words = _words(line, parts, unit)
        aside = _aside(line, words, above, parts)
        if words is None and above and left is not None:
            aside = _below_opener(line, above, left, parts, apart=apart) or aside
        if aside is None:
            above, left = line, None
            continue
        found[line.row] = aside
        if words is not None:
            left = numbers(above, parts.numeric) if above and opens_parts(words.text) else None
        if left is not None:
            left = _without(left, line, parts) if aside in _PARTS else None
    return found


def _words(line: Line, parts: Parts, unit: str) -> _Words | None:
    """The first words of the row, in its ordinal, name or details, that say that it is none."""
    first = True
    for name in ("", parts.name.part, *parts.details):
        cell = line.cells.get(name, "") if name else line.stt
        if not cell or not isinstance(cell, str) or not cell.strip():
            continue
        said = said_by(cell, unit)
        if said and (said not in _UNNAMED or _names_nothing(said, name, line, parts, first=first)):
            return _Words(said, cell, not first)
        # An ordinal that was typed, «6.», names nothing.
        first = first and not name and len(cell) <= _LONGEST
    return None


def _names_nothing(said: Said, at: str, line: Line, parts: Parts, *, first: bool) -> bool:
    """Whether a row of which the cell `at` says that it is of the whole is no activity of it.

    The list has no *total*: who adds one up takes *others*.
    """
    if said is Said.TOTAL_OF:
        return first or listed_name(line, parts.name) == parts.other
    others = (line.cells.get(name, "") for name in (parts.name.part, *parts.details) if name != at)
    return first and all(says_no_more(cell) or _counts_rows(cell) for cell in others)


def _counts_rows(cell: object) -> bool:
    return isinstance(cell, str) and counts_rows(cell)


def _aside(line: Line, words: _Words | None, above: Line | None, parts: Parts) -> Aside | None:
    if words is None:
        return _COLUMNS if _numbers_columns(line, parts) else None
    if words.said in _ASIDES:
        return _ASIDES[words.said]
    return _as_part(line, words, above, parts) if above else None


def _numbers_columns(line: Line, parts: Parts) -> bool:
    """Whether the row has a column's number for a name, for each detail, and in all other cells."""
    name = line.cells.get(parts.name.part, "")
    if not name or (isinstance(name, str) and len(name) > _LONGEST):
        return False
    named = all(is_filled(line.cells.get(detail, "")) for detail in parts.details)
    return named and numbers_columns(line.cells.values())


def _as_part(line: Line, words: _Words, above: Line, parts: Parts) -> Aside | None:
    """What a row is that says *in which* or *made of*, below the row `above`.

    An activity may itself be made of others.
    """
    named = listed_name(line, parts.name) if words.named else ""
    whole = numbers(above, parts.numeric)
    if words.said is Said.MADE_OF and named:
        may_be = named in _alike(above, parts) and not _is_larger(line, whole, parts)
        return _PERHAPS_PART if may_be else None
    return _PART if _is_within(line, whole, parts) else _PERHAPS_PART


def _below_opener(
    line: Line, above: Line, left: Numbers, parts: Parts, *, apart: bool
) -> Aside | None:
    """What a row without such words is, below one that says that the parts of `above` follow.

    `left` is what those before it have left of its numbers; `apart`: a blank row stands between.
    What is more than is left may be a part all the same: sums are wrong, and parts overlap.
    """
    is_more = _is_larger(line, left, parts)
    if is_named(line, parts.name):
        is_alike = is_named(above, parts.name) and listed_name(line, parts.name) in _alike(
            above, parts
        )
        is_other = is_more and (
            not any(left.values()) or _is_larger(line, numbers(above, parts.numeric), parts)
        )
        return _PERHAPS_PART if is_alike and not is_other and not apart else None
    others = (line.cells.get(name) for name in parts.worded if name != parts.name.part)
    has_own = any(map(is_filled, others)) and is_filled(line.cells.get(parts.name.part))
    if has_own:
        return None if is_more or apart else _PERHAPS_PART
    if is_more or apart or not _is_within(line, left, parts):
        return _PERHAPS_PART if numbers(line, parts.numeric) else None
    return _PART


def _without(left: Numbers, line: Line, parts: Parts) -> Numbers:
    taken = numbers(line, parts.numeric)
    return {
        part: None if number is None else number - (taken.get(part) or 0)
        for part, number in left.items()
    }


def _alike(above: Line, parts: Parts) -> tuple[str, str]:
    """The names of the list that a part of `above` may have."""
    return parts.other, listed_name(above, parts.name)


def _is_larger(line: Line, whole: Numbers, parts: Parts) -> bool:
    """Whether the row has a larger number than `whole` has in the same column."""
    pairs = ((mine, whole.get(part)) for part, mine in numbers(line, parts.numeric).items())
    return any(a is not None and b is not None and a > b for a, b in pairs)


def _is_within(line: Line, whole: Numbers, parts: Parts) -> bool:
    """Whether `whole` has a number for each of the row, and none that is smaller."""
    pairs = ((mine, whole.get(part)) for part, mine in numbers(line, parts.numeric).items())
    return all(a is not None and b is not None and a <= b for a, b in pairs)
