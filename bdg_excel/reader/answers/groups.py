"""The rows of a table that stand above others as their heading: ``II. Cấp bản``, ``Cấp xã``."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bdg_excel.reader.answers.lines import Line, Parts, is_named, numbers, says_more
from bdg_excel.reader.answers.marks import BULLETS, OUTLINE, is_deeper, mark
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.answers.row_words import opens_parts
from bdg_excel.reader.files.workbook import is_filled
from bdg_excel.text import tidy

_LEVEL, _PARTS = "level", "parts"
_AROUND = re.compile(
    r"(?:(?:phan |muc )?(?:[ivx]{1,4}|\d{1,2}|[a-h]) )?(?:(?:cac|hoat dong|cua|o|tai) )*"
    r"(.*?)(?: (?:to chuc|thuc hien))?"
)
"""What may stand around the name of a group: ``Các hoạt động cấp xã``, ``I Cấp xã tổ chức``."""
_SUCH = re.compile(r"(?:cap|thon|ban|truong|khoi|to dan pho)\b")
"""How names of groups begin, those of the form's and others."""
_ITEM = re.compile(
    r"[-–+•*]\s*(?:các )?(?:cấp (?:tỉnh|huyện|xã|phường|thôn|bản|cơ sở)|thôn|bản|trường)\b"
)
"""A level below an activity; with its accents: *ban hành*, *cấp phát* are none."""


def stands_above(line: Line, following: Line, parts: Parts) -> bool:
    """Whether a row is marked or called as a heading is of the row that follows it."""
    kind = group_kind(line, parts)
    if kind == _LEVEL:
        return group_kind(following, parts) != _LEVEL and not _is_such(following, parts)
    if kind:
        return kind != group_kind(following, parts)
    name, below = (mark(_name(each, parts)) for each in (line, following))
    if name:
        return is_deeper(below, name)
    return below in BULLETS and not says_more(following, parts)


def group_kind(line: Line, parts: Parts) -> str:
    """How the row is numbered as headings are, or called as another column names groups; or ''."""
    name = _name(line, parts)
    marks = (mark(text) for text in (line.stt, name) if isinstance(text, str))
    return next(
        (each for each in marks if each in OUTLINE), _LEVEL if _is_level(name, parts) else ""
    )


def is_level_of(line: Line, above: Line, parts: Parts) -> bool:
    """Whether the row is a level with a bullet, below an activity of the list: ``+ Cấp xã``."""
    is_item = _ITEM.match(tidy(_name(line, parts)).casefold()) is not None
    return is_item and not says_more(line, parts) and is_named(above, parts.name)


def bare_headings(lines: Sequence[Line], parts: Parts) -> set[int]:
    """The rows that hold the words of a heading and nothing else, above a row of another kind.

    One of the same kind below it would make an activity of it, whose numbers were forgotten.
    """
    filled = [line for line in lines if any(map(is_filled, line.cells.values()))]
    headings = set[int]()
    for below, line in pairwise(reversed(filled)):
        kind = _bare_kind(line, parts) if _is_bare(line, parts) else ""
        if kind and kind != _bare_kind(below, parts) and _is_begun(below, parts, headings):
            headings.add(line.row)
    return headings


def _is_bare(line: Line, parts: Parts) -> bool:
    """Whether the row holds a name and nothing else, and one that is none of the list."""
    others = (cell for part, cell in line.cells.items() if part != parts.name.part)
    return not any(map(is_filled, others)) and not is_named(line, parts.name)


def _is_begun(line: Line, parts: Parts, headings: set[int]) -> bool:
    """Whether the row is one that counts, or the heading of one."""
    return line.row in headings or is_named(line, parts.name) or bool(numbers(line, parts.numeric))


def _bare_kind(line: Line, parts: Parts) -> str:
    """Which kind of heading the words of the row would be, if it holds nothing else."""
    name = _name(line, parts)
    is_begun = name.rstrip().endswith(":") or opens_parts(name)
    return group_kind(line, parts) or (_PARTS if is_begun else "")


def _name(line: Line, parts: Parts) -> str:
    name = line.cells.get(parts.name.part, "")
    return name if isinstance(name, str) else ""


def _is_level(name: str, parts: Parts) -> bool:
    words = _bare_name(name)
    return words in parts.groups or f"cap {words}" in parts.groups


def _is_such(line: Line, parts: Parts) -> bool:
    return _SUCH.match(_bare_name(_name(line, parts))) is not None


def _bare_name(name: str) -> str:
    found = _AROUND.fullmatch(key(name)) if name else None
    return found[1] if found else ""
