"""What a cell says: one raw answer into a number or a text with a status, or a refusal.

Blank is not zero. Nothing is guessed: a repair is made only where one reading is possible, and is
told; what can be read in two ways is refused, with both readings.
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.layout import Slot
from bdg_excel.values import numbers, words
from bdg_excel.values.parsed import BLANK, Parsed, Status

__all__ = ["COUNTED", "Answer", "Parsed", "Status", "Value", "as_typed", "evaluate", "parse"]

COUNTED = frozenset({Status.GIVEN, Status.NIL})
"""The statuses of answers that are in figures (texts: that are passed on)."""


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


def evaluate(answers: Iterable[Answer], place: Place) -> tuple[list[Value], list[Finding]]:
    """The value of each answer, in order, and what is to be said of them."""
    values: list[Value] = []
    findings: list[Finding] = []
    for slot, row, raw, sheet, cell in answers:
        parsed = parse(raw, slot)
        values.append(Value(slot.field, slot.part, row, *parsed[:3], sheet, cell))
        if parsed.code:
            where = place._replace(sheet=sheet, cell=cell)
            blanks: dict[str, Any] = {"found": parsed.text, **dict(parsed.words)}
            cells = 0 if parsed.status in COUNTED else 1
            findings.append(finding(parsed.code, where, cells=cells, label=slot.label, **blanks))
    return values, findings


def parse(raw: object, slot: Slot) -> Parsed:
    """What `raw`, as a spreadsheet library hands it over, answers to the question of `slot`."""
    # The way of nearly every cell of a large round: kept first and short.
    if type(raw) is float and slot.kind == "count" and 0 < raw <= numbers.EXACT:
        exact = int(raw)
        if exact == raw:
            return Parsed(exact, str(exact), Status.GIVEN)
    if raw is None or raw == "":
        return BLANK
    typed = as_typed(raw)
    if not typed.strip():
        return BLANK
    return _parse(raw, typed, slot)


def _parse(raw: object, typed: str, slot: Slot) -> Parsed:
    match slot.kind:
        case "text":
            return words.text(typed)
        case "choice":
            return words.choice(typed, slot.choices)
        case "yes_no":
            return words.yes_no(raw, typed)
        case "percent":
            return numbers.percent(raw, typed)
        case _:
            return numbers.whole(raw, typed)


def as_typed(raw: object) -> str:
    """`raw` as a person sees it: no ``.0`` after whole numbers, dates as day/month/year."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, datetime.datetime):
        clock = f" {raw.hour:02d}:{raw.minute:02d}" if raw.time() != datetime.time() else ""
        return _day(raw) + clock
    if isinstance(raw, datetime.date):
        return _day(raw)
    return str(raw)


def _day(day: datetime.date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
