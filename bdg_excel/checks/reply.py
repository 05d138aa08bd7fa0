"""A submission whose answers have been understood: what the checks look at."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from bdg_excel.findings import Place
from bdg_excel.layout import NOTE
from bdg_excel.programme import Unit
from bdg_excel.values.parsed import COUNTED, Status
from bdg_excel.values.value import Value


class Reply(NamedTuple):
    """The values of one file, in the form's order.

    `revision` counts how often the form was given back to the unit: a higher one is newer.
    `cleared` counts what the unit has cleared since from the list of what is wrong in it.
    """

    file: str
    sha256: str
    unit: Unit
    values: tuple[Value, ...]
    revision: int = 0
    cleared: int = 0

    def __reduce__(self) -> tuple[Any, ...]:
        """From process to process the values go column by column: that takes half the time."""
        columns = tuple(zip(*self.values, strict=True))
        return _revived, (*self[:3], columns, *self[4:])

    @property
    def place(self) -> Place:
        """The file, for findings."""
        return Place(self.unit.code, self.unit.name, self.file)

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was filled in."""
        return all(value.status is Status.BLANK for value in self.values)

    @property
    def counted(self) -> int:
        """How many of its cells are in figures, or passed on as text."""
        return sum(value.status in COUNTED for value in self.values)

    def note_on(self, field: str) -> str:
        """What the unit wrote beside its answers to `field`."""
        notes = (v.text for v in self.values if v.field == field and v.part == NOTE)
        return next(notes, "").strip()

    def place_of(self, value: Value) -> Place:
        """The cell of `value`, for findings."""
        return self.place._replace(sheet=value.sheet, cell=value.cell)


def _revived(
    file: str, sha256: str, unit: Unit, columns: Iterable[Iterable[Any]], *counts: int
) -> Reply:
    values = map(Value._make, zip(*columns, strict=True))
    return Reply(file, sha256, unit, tuple(values), *counts)
