"""The rows of a table of which words say that they are none: totals, parts, shares, last year's."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bdg_excel.layout import is_row_open
from bdg_excel.reader.answers.lines import Line, Parts, listed_name
from bdg_excel.reader.answers.part_rows import (
    PART,
    PERHAPS_PART,
    Opened,
    opened,
    says_in_which,
    says_made_of,
)
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


TOTAL, _OPEN = Aside("typed_total"), Aside("row_left_open")
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
    below: Opened | None = None
    last = 0
    for line in lines:
        if not any(line.cells.values()):
            continue
        if below and line.row > last + 1:
            below.apart = True
        last = line.row
        if is_row_open(line.cells.get(parts.name.part)):
            found[line.row] = _OPEN
            continue
        words = _words(line, parts, unit)
        aside = _aside(line, words, above, parts)
        if words is None and below and (code := below.code(line)):
            aside = Aside(code)
        if aside is None:
            above, below = line, None
            continue
        found[line.row] = aside
        is_part = aside.code in (PART, PERHAPS_PART)
        if words is not None:
            opens = is_part and opens_parts(words.text)
            below = opened(line, above, parts) if opens and above else None
        elif below and is_part:
            below.take(line)
        else:
            below = None
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
    if above is None:
        return None
    is_listed = words.named and listed_name(line, parts.name) != ""
    says = says_made_of if is_listed and words.said is Said.MADE_OF else says_in_which
    code = says(line, above, parts)
    return Aside(code) if code else None


def _numbers_columns(line: Line, parts: Parts) -> bool:
    """Whether the row has a column's number for a name, for each detail, and in all other cells."""
    name = line.cells.get(parts.name.part, "")
    if not name or (isinstance(name, str) and len(name) > _LONGEST):
        return False
    named = all(is_filled(line.cells.get(detail, "")) for detail in parts.details)
    return named and numbers_columns(line.cells.values())
