"""A raw answer, and what it turned out to say."""

from decimal import Decimal
from typing import NamedTuple

from bdg_excel.layout import Slot
from bdg_excel.values.parsed import Status


class Answer(NamedTuple):
    """A raw answer and where it stands. `row` counts the rows of a table from 1; 0 elsewhere."""

    slot: Slot
    row: int
    raw: object
    sheet: str
    cell: str


class Value(NamedTuple):
    """An answer understood. `number` is None unless it counts; `text` is what was typed."""

    field: str
    part: str
    row: int
    number: int | Decimal | None
    text: str
    status: Status
    sheet: str
    cell: str
