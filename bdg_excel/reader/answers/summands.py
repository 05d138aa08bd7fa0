"""The rows beside one of which it may be the sum, although no words say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from bdg_excel.reader.answers.lines import Line, Parts, is_named, listed_name, says_more
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.answers.row_words import Said, begins_total, counts, is_plural, said_by
from bdg_excel.reader.answers.sums import Numbers, Sums
from bdg_excel.reader.files.workbook import is_filled
from bdg_excel.values.words import NIL

_WHOLES = frozenset({Said.WHOLE, Said.TOTAL, Said.TOTAL_OF})
_LONGEST = 30
"""Longer words say something, whatever it is."""


class Held(NamedTuple):
    """A row and its numbers."""

    line: Line
    numbers: Numbers


@dataclass
class Above:
    """The rows that count so far, and of those that the list names what each name comes to.

    Hardly any table asks for that: it is found out when one does, and each row is looked at once.
    """

    parts: Parts
    rows: list[Held] = field(default_factory=list)
    _alike: dict[str, Sums] = field(default_factory=dict)
    _say_whole: bool = False
    _seen: int = 0

    def alike(self, name: str) -> Sums:
        """What the rows with this name of the list come to, without those that say *sum*."""
        self._look()
        return self._alike.get(name, Sums())

    @property
    def say_whole(self) -> bool:
        """Whether any of them says that it is about the whole commune."""
        self._look()
        return self._say_whole

    def _look(self) -> None:
        for line, held in self.rows[self._seen :]:
            self._say_whole |= says_whole(line, self.parts)
            if not total_words(line, self.parts):
                name = listed_name(line, self.parts.name)
                self._alike.setdefault(name, Sums()).add(held)
        self._seen = len(self.rows)


def below_heading(line: Line, below: Sequence[Held], parts: Parts) -> Iterator[Numbers]:
    """The rows below `line` that may be its parts, from it downwards; the last of `below` is next.

    Of a row that the list names these are the rows that it does not name, unless the row says
    nothing of its own.
    """
    if not is_named(line, parts.name) or (below and has_nothing_own(line, below[-1].line, parts)):
        return (held.numbers for held in reversed(below))
    parted = takewhile(lambda held: not is_named(held.line, parts.name), reversed(below))
    return (held.numbers for held in parted if parts.name.choices)


def has_nothing_own(line: Line, beside: Line, parts: Parts) -> bool:
    """Whether a row of the list has no detail, and no name either that the row `beside` lacks.

    The list has no *total*: who adds one up leaves the name that is there, or takes *others*.
    """
    details = [line.cells[name] for name in parts.details if name in line.cells]
    if not details or not all(says_no_more(cell, parts) for cell in details):
        return False
    name = listed_name(line, parts.name)
    alike = (parts.other, listed_name(beside, parts.name) or name)
    # Where each row says that it is of the whole commune, that says nothing of any.
    whole = says_whole(line, parts) and not says_whole(beside, parts)
    return bool(name) and (name in alike or whole)


def says_whole(line: Line, parts: Parts) -> bool:
    """Whether a detail of the row says that it is about the whole commune: ``Toàn xã``."""
    details = (line.cells.get(name) for name in parts.details)
    return any(isinstance(cell, str) and said_by(cell, parts.unit) in _WHOLES for cell in details)


def total_words(line: Line, parts: Parts) -> str:
    """The detail of the row that says that it is a total of something; '' where none does."""
    details = (line.cells.get(name) for name in parts.details)
    texts = (cell for cell in details if isinstance(cell, str))
    return next(
        (text for text in texts if said_by(text, parts.unit) in (Said.TOTAL, Said.TOTAL_OF)), ""
    )


def calls_itself_total(line: Line, parts: Parts) -> bool:
    """Whether the row begins as totals are called: ``Tổng số lượt người``.

    Of those that the list names only *others* may, ``Khác | Tổng số lượt người``; one that says
    how many, ``Tổng số 30 hộ``, may be that one's own.
    """
    name = line.cells.get(parts.name.part, "")
    is_other = bool(parts.other) and listed_name(line, parts.name) == parts.other
    if is_named(line, parts.name) and not is_other:
        return False
    details = [line.cells.get(each, "") for each in parts.details]
    if isinstance(name, str) and name.strip() and not is_other:
        return begins_total(name) and all(says_no_more(cell, parts) for cell in details)
    return any(
        isinstance(cell, str) and begins_total(cell) and not counts(cell) for cell in details
    )


def calls_itself_several(line: Line, parts: Parts) -> bool:
    """Whether the row has no name, or one of several things and says no more: ``Các lớp``."""
    name = line.cells.get(parts.name.part, "")
    if is_named(line, parts.name) or says_more(line, parts):
        return False
    return not is_filled(name) or (isinstance(name, str) and is_plural(name))


def says_no_more(cell: object, parts: Parts) -> bool:
    """Whether a row's detail is blank, nil, or says only that the row is about the whole."""
    if not isinstance(cell, str):
        return not is_filled(cell)
    if not cell or len(cell) > _LONGEST:
        return not cell
    return not cell.strip() or key(cell) in NIL or said_by(cell, parts.unit) in _WHOLES
