"""The rows of a table that are parts of the row above them: they say so, or a row above says it."""

from dataclasses import dataclass

from bdg_excel.reader.answers.lines import Line, Parts, is_named, listed_name, numbers, says_more
from bdg_excel.reader.answers.marks import BULLETS, mark
from bdg_excel.reader.answers.sums import Numbers, Sums
from bdg_excel.reader.files.workbook import is_filled

PART, PERHAPS_PART = "part_of_above", "perhaps_part"
"""What is said of such a row; '' stands for none."""


def says_in_which(line: Line, above: Line, parts: Parts) -> str:
    """What a row is that says *in which*, below the row `above`."""
    is_other = is_named(line, parts.name) and not _is_alike(line, above, parts)
    is_within = _is_within(line, numbers(above, parts.numeric), parts)
    return PART if is_within and not is_other else PERHAPS_PART


def says_made_of(line: Line, above: Line, parts: Parts) -> str:
    """What a row is that says *made of*; an activity, with a name, may itself be made of others."""
    if not is_named(line, parts.name):
        return says_in_which(line, above, parts)
    is_larger = _is_larger(line, numbers(above, parts.numeric), parts)
    return PERHAPS_PART if _is_alike(line, above, parts) and not is_larger else ""


def says_apart(line: Line, above: Line, parts: Parts) -> str:
    """What a row is that begins ``Riêng``: of the row `above`, unless it says more."""
    is_within = _is_within(line, numbers(above, parts.numeric), parts)
    return PART if is_within and not _has_own(line, parts) else ""


def says_people(line: Line, above: Line, parts: Parts) -> str:
    """What a row is that tells some people, ``Nữ``: of the row `above` where no events."""
    is_within = _is_within(line, numbers(above, parts.numeric), parts)
    return PART if is_within and _lacks_events(line, parts) else ""


@dataclass
class Opened:
    """What is known below a row that says that parts of the row `above` follow, or is one itself.

    `left` is what the parts so far have left of its numbers; `says_so`: that others follow;
    `apart`: a blank row stood among them.
    """

    above: Line
    parts: Parts
    left: Sums
    says_so: bool
    apart: bool = False
    _last: Line | None = None
    _bullet: str = ""

    def code(self, line: Line) -> str:
        """What a row is that says nothing of it itself.

        What is more than is left may be a part all the same: sums are wrong, and parts overlap.
        """
        mine = _mark(line, self.parts)
        if mine and mine == _mark(self.above, self.parts):  # 1. and 2.
            return ""
        if not self.says_so:
            return self._beside_a_part(line)
        if is_named(line, self.parts.name):
            return self._listed(line)
        return self._unlisted(line, is_item=mine in BULLETS)

    def _unlisted(self, line: Line, *, is_item: bool) -> str:
        is_more = _is_larger(line, self.left.by_column, self.parts)
        if is_item and _is_within(line, self._holder(line), self.parts):
            return PART if numbers(line, self.parts.numeric) else ""
        if _has_own(line, self.parts):
            return "" if (is_more or self.apart) and not is_item else PERHAPS_PART
        if is_more and self._last and self._is_full() and not is_item:
            return ""
        is_odd = is_more or self.apart or (self._bullet and not is_item)
        if is_odd or not _is_within(line, self.left.by_column, self.parts):
            return PERHAPS_PART if numbers(line, self.parts.numeric) else ""
        return PART

    def take(self, line: Line) -> None:
        """Counts the row among the parts."""
        is_of_part, mine = self._is_of_part(line), _mark(line, self.parts)
        self._bullet = self._bullet or (mine if mine in BULLETS else "")
        if not is_of_part and not _lacks_events(line, self.parts):
            self.left = self.left.without(Sums(numbers(line, self.parts.numeric)))
            self._last = line

    def _holder(self, line: Line) -> Numbers:
        """What the numbers of a row with a bullet must lie within."""
        if self._last and self._is_of_part(line):
            return numbers(self._last, self.parts.numeric)
        if _lacks_events(line, self.parts):  # women and minorities overlap
            return numbers(self.above, self.parts.numeric)
        return {} if self.apart else self.left.by_column

    def _is_of_part(self, line: Line) -> bool:
        """Whether the row has another bullet than the first part: ``+`` below ``-``."""
        mine = _mark(line, self.parts)
        return bool(self._bullet) and mine in BULLETS and mine != self._bullet

    def _beside_a_part(self, line: Line) -> str:
        """What a row is below one that says that it is a part: ``Nữ`` below ``Trong đó: Nam``."""
        held = numbers(line, self.parts.numeric)
        if not held or self.apart or is_named(line, self.parts.name) or _has_own(line, self.parts):
            return ""
        if not _is_within(line, self.left.by_column, self.parts):
            return ""
        is_rest = self.left.matches(held, self.parts.summed) > 1
        return PART if is_rest or _lacks_events(line, self.parts) else PERHAPS_PART

    def _listed(self, line: Line) -> str:
        if self.apart or not is_named(self.above, self.parts.name):
            return ""
        is_more = _is_larger(line, self.left.by_column, self.parts)
        whole = numbers(self.above, self.parts.numeric)
        is_other = is_more and (self._is_full() or _is_larger(line, whole, self.parts))
        return PERHAPS_PART if _is_alike(line, self.above, self.parts) and not is_other else ""

    def _is_full(self) -> bool:
        return not any(self.left.by_column.values())


def opened(opener: Line, above: Line, parts: Parts, *, says_so: bool) -> Opened:
    """The state below the row `opener`, which may hold a part itself: ``Gồm: - Lớp A``."""
    whole, own = (Sums(numbers(line, parts.numeric)) for line in (above, opener))
    return Opened(above, parts, whole.without(own), says_so)


def _has_own(line: Line, parts: Parts) -> bool:
    """Whether the row has a name, and a detail or a level as well, as activities have."""
    return is_filled(line.cells.get(parts.name.part)) and says_more(line, parts)


def _lacks_events(line: Line, parts: Parts) -> bool:
    """Whether the row tells people alone: a number that each row must have is not there."""
    return any(slot.required and not is_filled(line.cells.get(slot.part)) for slot in parts.numeric)


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
    name = line.cells.get(parts.name.part, "")
    return mark(name) if isinstance(name, str) else ""
