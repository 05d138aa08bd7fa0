"""The rows of a table of which words say that they are none: totals, parts, shares, last year's."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bdg_excel.layout import is_row_open
from bdg_excel.reader.answers.groups import is_level_of
from bdg_excel.reader.answers.lines import Line, Parts, listed_name, numbers
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.answers.part_rows import (
    PART,
    PERHAPS_PART,
    Opened,
    opened,
    says_apart,
    says_in_which,
    says_made_of,
    says_people,
)
from bdg_excel.reader.answers.row_words import (
    Said,
    counts,
    counts_rows,
    names_note,
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
    """Why a row does not count: the code of its finding, and that finding's blanks.

    Where it is not `is_sure`, the numbers beside it decide.
    """

    code: str
    words: Mapping[str, str] = _NO_WORDS
    is_sure: bool = True


TOTAL = Aside("typed_total")
_LIKELY_TOTAL = TOTAL._replace(is_sure=False)
"""A row that may tell what the whole commune did, or its committee, where no sum says more."""
_OPEN = Aside("row_left_open")
_PERIOD, _SHARE, _COLUMNS, _HEADS = (
    Aside("not_a_row", {"what": what})
    for what in (
        *("số liệu của kỳ khác để so sánh", "tỷ lệ"),
        *("số thứ tự của các cột", "tên của các cột"),
    )
)
_COMPARED = Aside(
    "perhaps_no_row", {"what": "có tên như số liệu của kỳ khác, kế hoạch hoặc bình quân"}
)
_NOTE = Aside("perhaps_no_row", {"what": "bắt đầu như ghi chú hoặc chữ ký"})
_ASIDES = {
    Said.TOTAL: TOTAL,
    **dict.fromkeys((Said.TOTAL_OF, Said.WHOLE), _LIKELY_TOTAL),
    Said.PERIOD: _PERIOD,
    Said.COMPARED: _COMPARED,
    Said.SHARE: _SHARE,
}
_OF_PARTS: Mapping[Said, Callable[[Line, Line, Parts], str]] = {
    Said.IN_WHICH: says_in_which,
    Said.MADE_OF: says_made_of,
    Said.PEOPLE: says_people,
    Said.APART: says_apart,
}
_UNNAMED = frozenset(
    {Said.TOTAL, Said.TOTAL_OF, Said.WHOLE, Said.COMPARED, Said.PEOPLE, Said.APART}
)
"""What says of a row that nothing else names that it is none."""
_TOTALS = frozenset({Said.TOTAL, Said.TOTAL_OF})


class _Words(NamedTuple):
    """What words of a row say; `named`: they do not stand first, so that others name the row."""

    said: Said
    text: str
    named: bool


def asides(lines: Iterable[Line], parts: Parts) -> dict[int, Aside]:
    """The rows that do not count because of their words, by their numbers; hardly ever any."""
    found: dict[int, Aside] = {}
    above: Line | None = None
    below: Opened | None = None
    last = 0
    for line in (each for each in lines if any(each.cells.values())):
        if below and line.row > last + 1:
            below.apart = True
        last = line.row
        if is_row_open(line.cells.get(parts.name.part)):
            found[line.row] = _OPEN
            continue
        words = _words(line, parts)
        aside = _aside(line, words, above, parts)
        if words is None and below and (code := below.code(line)):
            aside = Aside(code)
        if aside is None:
            above, below = line, None
            continue
        found[line.row] = aside
        if aside.code == TOTAL.code:
            above, below = line, None  # parts of the total may follow it
        elif aside.code not in (PART, PERHAPS_PART) or above is None:
            below = None
        elif words is None and below:
            below.take(line)
        elif words and (below is None or opens_parts(words.text)):
            below = opened(line, above, parts, says_so=opens_parts(words.text))
    return found


def _words(line: Line, parts: Parts) -> _Words | None:
    """The first words of the row, in its ordinal, name or details, that say that it is none."""
    first = True
    for name in ("", parts.name.part, *parts.details):
        cell = line.cells.get(name, "") if name else line.stt
        if not cell or not isinstance(cell, str) or not cell.strip():
            continue
        said = said_by(cell, parts.unit)
        if said and (said not in _UNNAMED or _names_nothing(said, name, line, parts, first=first)):
            return _Words(said, cell, not first)
        # An ordinal that was typed, «6.», names nothing.
        first = first and not name and len(cell) <= _LONGEST
    return None


def _names_nothing(said: Said, at: str, line: Line, parts: Parts, *, first: bool) -> bool:
    """Whether a row of which the cell `at` says that it is of the whole is no activity of it.

    The list has no *total*: who adds one up takes *others*.
    """
    if said in _TOTALS:
        is_other = listed_name(line, parts.name) == parts.other
        return first or (is_other and not counts(str(line.cells.get(at))))
    names = (parts.name.part, *parts.details) if said is Said.WHOLE else parts.worded
    others = (line.cells.get(name, "") for name in names if name != at)
    return first and all(says_no_more(cell, parts) or _counts_rows(cell) for cell in others)


def _counts_rows(cell: object) -> bool:
    return isinstance(cell, str) and counts_rows(cell)


def _aside(line: Line, words: _Words | None, above: Line | None, parts: Parts) -> Aside | None:
    if words is None:
        return _of_columns(line, parts) or _of_note(line, parts) or _of_level(line, above, parts)
    if words.said in _ASIDES:
        return _ASIDES[words.said]
    if above is None:
        return None
    if words.said is Said.MADE_OF and words.named and not listed_name(line, parts.name):
        return None  # an activity, and what it was made of
    code = _OF_PARTS[words.said](line, above, parts)
    return Aside(code) if code else None


def _of_columns(line: Line, parts: Parts) -> Aside | None:
    """What a row is that numbers the columns or repeats their heads."""
    if sum(_is_head(line.cells.get(slot.part), slot.label) for slot in parts.numeric) > 1:
        return _HEADS
    return _COLUMNS if _numbers_columns(line, parts) else None


def _is_head(cell: object, label: str) -> bool:
    """Whether a cell holds the head of its column, or a part of that: ``Nam``."""
    if not isinstance(cell, str) or not (words := key(cell)):
        return False
    return f" {words} " in f" {key(label)} "


def _of_note(line: Line, parts: Parts) -> Aside | None:
    """What a row is that begins as a note or a signature does, and has a number."""
    name = line.cells.get(parts.name.part)
    if listed_name(line, parts.name) or not isinstance(name, str) or not names_note(name):
        return None
    held = numbers(line, parts.numeric).values()
    return _NOTE if any(number is not None for number in held) else None


def _of_level(line: Line, above: Line | None, parts: Parts) -> Aside | None:
    """What a row is that tells again, level by level, what the activity above it tells."""
    if above is None or not is_level_of(line, above, parts):
        return None
    return Aside(PERHAPS_PART) if says_in_which(line, above, parts) == PART else None


def _numbers_columns(line: Line, parts: Parts) -> bool:
    """Whether the row has a column's number for a name, for each detail, and in all other cells."""
    name = line.cells.get(parts.name.part, "")
    if not name or (isinstance(name, str) and len(name) > _LONGEST):
        return False
    named = all(is_filled(line.cells.get(detail, "")) for detail in parts.details)
    return named and numbers_columns(line.cells.values())
