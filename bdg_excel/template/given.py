"""What a form is to hold, by the places of the layout: answers, and marks on doubtful ones."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from bdg_excel.findings import Severity

Raw = int | float | Decimal | str
"""What a cell holds, as typed."""
Key = tuple[str, str, int]
"""Field or table, part or column, row: 0 outside the rows of tables, from 1 in them."""


class Mark(NamedTuple):
    """A cell that is wrong or doubtful, with what its note says."""

    severity: Severity
    message: str


class Given:
    """Answers and marks, and which have been asked for: none may stay behind unnoticed."""

    def __init__(self, answers: Mapping[Key, Raw], marks: Mapping[Key, Mark]) -> None:
        self._answers = answers
        self._marks = marks
        self._written: set[Key] = set()

    def take(self, key: Key) -> Raw | None:
        """The answer at `key`, which goes into a cell now; None where it is blank."""
        self._written.add(key)
        return self.look(key)

    def look(self, key: Key) -> Raw | None:
        """The answer at `key`, for computing what the form says of it."""
        raw = self._answers.get(key)
        return None if raw == "" else raw

    def mark(self, key: Key) -> Mark | None:
        """What is wrong with the answer at `key`, or with its being blank; None if nothing is."""
        return self._marks.get(key)

    def rows(self, table: str, prepared: int) -> int:
        """How many rows the table needs: those `prepared`, more where more were answered."""
        keys = self._answers.keys() | self._marks.keys()
        return max([prepared, *(row for field, _, row in keys if field == table)])

    def refuse_unwritten(self) -> None:
        """A `ValueError` if an answer or a mark was never put into a cell."""
        lost = sorted((self._answers.keys() | self._marks.keys()) - self._written)
        if lost:
            raise ValueError(f"the form has no cell for {lost}")


def as_number(raw: Raw | None) -> int | float:
    """What Excel's ``N`` makes of a cell: text and blanks are 0."""
    if isinstance(raw, Decimal):
        return float(raw)
    return raw if isinstance(raw, int | float) else 0
