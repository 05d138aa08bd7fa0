"""The rows of a table that are parts of the row above them: they say so, or a row above says it."""

import re
from dataclasses import dataclass

from bdg_excel.reader.answers.lines import Line, Parts, is_named, listed_name, numbers
from bdg_excel.reader.answers.sums import Numbers, Sums
from bdg_excel.reader.files.workbook import is_filled

PART, PERHAPS_PART = "part_of_above", "perhaps_part"
"""What is said of such a row; '' stands for none."""
_MARK = re.compile(
    r"\s*(?:(?P<number>\d{1,2})[.)/]|(?P<roman>[IVX]{1,4})[.)/]|(?P<letter>[a-zđ])[.)/]|[-–+•*])"
)
_BULLETS = frozenset("-–+•*")


def says_in_which(line: Line, above: Line, parts: Parts) -> str:
    """What a row is that says *in which*, below the row `above`."""
    return PART if _is_within(line, numbers(above, parts.numeric), parts) else PERHAPS_PART


def says_made_of(line: Line, above: Line, parts: Parts) -> str:
    """What a row of the list is that says *made of*: an activity may itself be made of others."""
    is_larger = _is_larger(line, numbers(above, parts.numeric), parts)
    return PERHAPS_PART if _is_alike(line, above, parts) and not is_larger else ""


@dataclass
class Opened:
    """What is known below a row that says that the parts of the row `above` follow.

    `left` is what the parts so far have left of its numbers; `apart`: a blank row stood among them.
    """

    above: Line
    parts: Parts
    left: Sums
    apart: bool = False
    _begun: bool = False
    _has_bullets: bool = False

    def code(self, line: Line) -> str:
        """What a row is that says nothing of it itself.

        What is more than is left may be a part all the same: sums are wrong, and parts overlap.
        """
        mark = _mark(line, self.parts)
        if mark and mark == _mark(self.above, self.parts):  # 1. and 2.
            return ""
        is_more = _is_larger(line, self.left.by_column, self.parts)
        if is_named(line, self.parts.name):
            return self._listed(line, is_more=is_more)
        is_item = mark in _BULLETS
        if self._has_own(line):
            return "" if (is_more or self.apart) and not is_item else PERHAPS_PART
        if is_more and self._begun and self._is_full() and not is_item:
            return ""
        is_odd = is_more or self.apart or (self._has_bullets and not is_item)
        if is_odd or not _is_within(line, self.left.by_column, self.parts):
            return PERHAPS_PART if numbers(line, self.parts.numeric) else ""
        return PART

    def take(self, line: Line) -> None:
        """Counts the row among the parts."""
        self.left = self.left.without(Sums(numbers(line, self.parts.numeric)))
        self._begun = True
        self._has_bullets |= _mark(line, self.parts) in _BULLETS

    def _listed(self, line: Line, *, is_more: bool) -> str:
        if self.apart or not is_named(self.above, self.parts.name):
            return ""
        whole = numbers(self.above, self.parts.numeric)
        is_other = is_more and (self._is_full() or _is_larger(line, whole, self.parts))
        return PERHAPS_PART if _is_alike(line, self.above, self.parts) and not is_other else ""

    def _is_full(self) -> bool:
        return not any(self.left.by_column.values())

    def _has_own(self, line: Line) -> bool:
        """Whether the row has a name, and a detail or a level as well, as activities have."""
        name = self.parts.name.part
        others = (line.cells.get(part) for part in self.parts.worded if part != name)
        return is_filled(line.cells.get(name)) and any(map(is_filled, others))


def opened(opener: Line, above: Line, parts: Parts) -> Opened:
    """The state below the row `opener`, which may hold a part itself: ``Gồm: - Lớp A``."""
    whole, own = (Sums(numbers(line, parts.numeric)) for line in (above, opener))
    return Opened(above, parts, whole.without(own))


def _is_alike(line: Line, above: Line, parts: Parts) -> bool:
    """Whether the name of the row is one of the list that a part of `above` may have."""
    return listed_name(line, parts.name) in (parts.other, listed_name(above, parts.name))


def _is_larger(line: Line, whole: Numbers, parts: Parts) -> bool:
    """Whether the row has a larger number than `whole` has in the same column."""
    pairs = ((mine, whole.get(part)) for part, mine in numbers(line, parts.numeric).items())
    return any(a is not None and b is not None and a > b for a, b in pairs)


def _is_within(line: Line, whole: Numbers, parts: Parts) -> bool:
    """Whether `whole` has a number for each of the row, and none that is smaller."""
    pairs = ((mine, whole.get(part)) for part, mine in numbers(line, parts.numeric).items())
    return all(a is not None and b is not None and a <= b for a, b in pairs)


def _mark(line: Line, parts: Parts) -> str:
    """How the name of the row is numbered, ``number``, or its bullet; '' if it has neither."""
    name = line.cells.get(parts.name.part, "")
    match = _MARK.match(name) if isinstance(name, str) else None
    return "" if match is None else match.lastgroup or match[0].strip()
