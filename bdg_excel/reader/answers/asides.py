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

    A total may be called by the name of the `unit`.
    """
    found: dict[int, Aside] = {}
    above: Line | None = None
    opened = False
    for line in lines:
        if is_row_open(line.cells.get(parts.name.part)):
            found[line.row] = _OPEN
            continue
        words = _words(line, parts, unit)
        aside = _aside(line, words, above, parts)
        if words is None and opened and above:
            aside = _below_opener(line, above, parts) or aside
        if aside:
            found[line.row] = aside
            opened = aside in _PARTS and (words is None or opens_parts(words.text))
        elif any(line.cells.values()):
            above, opened = line, False
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
    mine = listed_name(line, parts.name) if words.named else ""
    if words.said is Said.IN_WHICH or not mine:
        return _part_of(line, above, parts)
    return _perhaps_part_of(line, mine, above, parts)


def _below_opener(line: Line, above: Line, parts: Parts) -> Aside | None:
    """What a row without such words is, below one that says that the parts of `above` follow."""
    if not any(map(is_filled, line.cells.values())):
        return None
    if is_named(line, parts.name):
        return _perhaps_part_of(line, listed_name(line, parts.name), above, parts)
    return _part_of(line, above, parts)


def _part_of(line: Line, above: Line, parts: Parts) -> Aside:
    """A part of what `above` counts; where that has no number to hold it, nobody knows."""
    whole = numbers(above, parts.numeric)
    return _PART if numbers(line, parts.numeric).keys() <= whole.keys() else _PERHAPS_PART


def _perhaps_part_of(line: Line, name: str, above: Line, parts: Parts) -> Aside | None:
    """One of another `name` is no part of the row `above`, nor is one with larger numbers.

    Of any other nobody knows.
    """
    if name not in (parts.other, listed_name(above, parts.name)):
        return None
    whole = numbers(above, parts.numeric)
    pairs = ((number, whole.get(name)) for name, number in numbers(line, parts.numeric).items())
    return None if any(a and b is not None and a > b for a, b in pairs) else _PERHAPS_PART
