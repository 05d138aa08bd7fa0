"""The rows of a table of which words say that they are none: totals, parts, shares, last year's."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from bdg_excel.reader.answers.lines import Line, Parts, is_named, listed_name, numbers
from bdg_excel.reader.answers.row_words import Said, numbers_columns, opens_parts, said_by
from bdg_excel.reader.files.workbook import is_filled

_LONGEST = 4
"""A longer name is no number of a column, ``(12)``."""
_NO_WORDS: Mapping[str, str] = MappingProxyType({})


class Aside(NamedTuple):
    """Why a row does not count: the code of its finding, and that finding's blanks."""

    code: str
    words: Mapping[str, str] = _NO_WORDS


TOTAL, _PART, _PERHAPS_PART = map(Aside, ("typed_total", "part_of_above", "perhaps_part"))
_PERIOD, _SHARE, _COLUMNS = (
    Aside("not_a_row", {"what": what})
    for what in ("số liệu của kỳ khác để so sánh", "tỷ lệ", "số thứ tự của các cột")
)
_ASIDES = {Said.TOTAL: TOTAL, Said.WHOLE: TOTAL, Said.PERIOD: _PERIOD, Said.SHARE: _SHARE}


class _Words(NamedTuple):
    """What words of a row say; `named`: they do not stand first, so that others name the row."""

    said: Said
    text: str
    named: bool


def asides(lines: Iterable[Line], parts: Parts) -> dict[int, Aside]:
    """The rows that do not count because of their words, by their numbers; hardly ever any."""
    found: dict[int, Aside] = {}
    above: Line | None = None
    opened = False
    for line in lines:
        words = _words(line, parts)
        if words is None and opened and _is_unnamed(line, parts):
            found[line.row] = _PART
        elif aside := _aside(line, words, above, parts):
            found[line.row] = aside
            opened = aside is _PART and words is not None and opens_parts(words.text)
        elif any(line.cells.values()):
            above, opened = line, False
    return found


def _words(line: Line, parts: Parts) -> _Words | None:
    """The first words of the row, in its ordinal, name or details, that say that it is none."""
    first = True
    for name in ("", parts.name.part, *parts.details):
        cell = line.cells.get(name, "") if name else line.stt
        if not cell or not isinstance(cell, str) or not cell.strip():
            continue
        said = said_by(cell)
        if said and (first or said is not Said.WHOLE):
            return _Words(said, cell, not first)
        first = False
    return None


def _is_unnamed(line: Line, parts: Parts) -> bool:
    return any(map(is_filled, line.cells.values())) and not is_named(line, parts.name)


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

    An activity may itself be made of others. One of another name is no part of the row above, nor
    is one with larger numbers; of any other nobody knows.
    """
    mine = listed_name(line, parts.name) if words.named else ""
    if words.said is Said.IN_WHICH or not mine:
        return _PART
    if mine not in (parts.other, listed_name(above, parts.name)):
        return None
    whole = numbers(above, parts.numeric)
    pairs = ((number, whole.get(name)) for name, number in numbers(line, parts.numeric).items())
    return None if any(a and b is not None and a > b for a, b in pairs) else _PERHAPS_PART
