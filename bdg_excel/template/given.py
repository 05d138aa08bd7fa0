"""The answers that a form is to hold, by the places of the layout."""

from collections.abc import Mapping
from decimal import Decimal

Raw = int | float | Decimal | str
"""What a cell holds, as typed."""
Key = tuple[str, str, int]
"""Field or table, part or column, row: 0 outside the rows of tables, from 1 in them."""


class Given:
    """Answers, and which of them have been asked for: none may stay behind unnoticed."""

    def __init__(self, answers: Mapping[Key, Raw]) -> None:
        self._answers = answers
        self._written: set[Key] = set()

    def take(self, key: Key) -> Raw | None:
        """The answer at `key`, which goes into a cell now; None where it is blank."""
        self._written.add(key)
        return self.look(key)

    def look(self, key: Key) -> Raw | None:
        """The answer at `key`, for computing what the form says of it."""
        raw = self._answers.get(key)
        return None if raw == "" else raw

    def rows(self, table: str, prepared: int) -> int:
        """How many rows the table needs: those `prepared`, more where more were answered."""
        return max([prepared, *(row for field, _, row in self._answers if field == table)])

    def refuse_unwritten(self) -> None:
        """A `ValueError` if an answer was never put into a cell."""
        lost = sorted(self._answers.keys() - self._written)
        if lost:
            raise ValueError(f"the form has no cell for {lost}")


def as_number(raw: Raw | None) -> int | float:
    """What Excel's ``N`` makes of a cell: text and blanks are 0."""
    if isinstance(raw, Decimal):
        return float(raw)
    return raw if isinstance(raw, int | float) else 0
