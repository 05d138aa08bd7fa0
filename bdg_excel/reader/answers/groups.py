"""The rows of a table that stand above others as their heading: ``II. Cấp bản``, ``Cấp xã``."""

from collections.abc import Sequence
from itertools import pairwise

from bdg_excel.reader.answers.lines import Line, Parts, is_named, numbers
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.answers.row_words import is_outline, opens_parts, outline
from bdg_excel.reader.files.workbook import is_filled

_LEVEL, _PARTS, ITEM = "level", "parts", "item"
_OF_ROWS = ("cac ", "hoat dong ")
"""What may stand before the name of a group: ``Các hoạt động cấp xã``."""


def group_kind(line: Line, parts: Parts) -> str:
    """How the row is numbered as headings are, or called as another column names groups; or ''."""
    name = line.cells.get(parts.name.part, "")
    words = [word for word in (line.stt, name) if isinstance(word, str) and is_outline(word)]
    if words:
        return next(filter(None, map(outline, words)), ITEM)
    return _LEVEL if _is_level(name, parts) else ""


def bare_headings(lines: Sequence[Line], parts: Parts) -> set[int]:
    """The rows that hold the words of a heading and nothing else, above a row of another kind.

    One of the same kind below it would make an activity of it, whose numbers were forgotten.
    """
    filled = [line for line in lines if any(map(is_filled, line.cells.values()))]
    headings = set[int]()
    for below, line in pairwise(reversed(filled)):
        kind = _kind(line, parts) if _is_bare(line, parts) else ""
        if kind and kind != _kind(below, parts) and _is_begun(below, parts, headings):
            headings.add(line.row)
    return headings


def _is_bare(line: Line, parts: Parts) -> bool:
    """Whether the row holds a name and nothing else, and one that is none of the list."""
    others = (cell for part, cell in line.cells.items() if part != parts.name.part)
    return not any(map(is_filled, others)) and not is_named(line, parts.name)


def _is_begun(line: Line, parts: Parts, headings: set[int]) -> bool:
    """Whether the row is one that counts, or the heading of one."""
    return line.row in headings or is_named(line, parts.name) or bool(numbers(line, parts.numeric))


def _kind(line: Line, parts: Parts) -> str:
    """Which kind of heading the words of the row would be; '' for none."""
    name = line.cells.get(parts.name.part, "")
    texts = [text for text in (line.stt, name) if isinstance(text, str)]
    if kind := next(filter(None, map(outline, texts)), ""):
        return kind
    if _is_level(name, parts):
        return _LEVEL
    return _PARTS if isinstance(name, str) and opens_parts(name) else ""


def _is_level(name: object, parts: Parts) -> bool:
    words = key(name) if isinstance(name, str) else ""
    for before in _OF_ROWS:
        words = words.removeprefix(before)
    return words in parts.groups
