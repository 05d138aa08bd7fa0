"""A row of a table as a file has it: its cells, its numbers, and what it says that it is about."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from bdg_excel.layout import Slot, TableSheet, other_choice
from bdg_excel.programme.constraints import NUMERIC
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.answers.sums import Number, Numbers
from bdg_excel.reader.files.workbook import Raw, is_filled
from bdg_excel.values.evaluation import parse
from bdg_excel.values.words import UNLISTED


class Line(NamedTuple):
    """A row of a table's body: its cells by column id, and the text in its column of ordinals."""

    row: int
    stt: Raw
    cells: Mapping[str, object]


class Parts(NamedTuple):
    """The columns of a table: what names a row, what says more of it, numbers, words, and sums.

    `other` is the name that means none of the list's; '' where there is no list. `groups` are the
    names by which other columns tell rows apart, as `key` leaves them: ``cap xa``. `unit` is whose
    table it is: its name means the whole.
    """

    name: Slot
    details: tuple[str, ...]
    numeric: tuple[Slot, ...]
    worded: tuple[str, ...]
    summed: tuple[str, ...]
    other: str
    groups: frozenset[str]
    unit: str = ""


@lru_cache(maxsize=64)
def parts(sheet: TableSheet) -> Parts:
    """The columns of `sheet` by what they hold."""
    name, columns = sheet.cells[0], sheet.table.columns
    return Parts(
        name,
        tuple(column.id for column in columns if column.merge == "detail"),
        tuple(slot for slot in sheet.cells if slot.kind in NUMERIC),
        tuple(slot.part for slot in sheet.cells if slot.kind not in NUMERIC),
        tuple(column.id for column in columns if column.merge == "sum"),
        other_choice(name.choices),
        frozenset(key(group) for slot in sheet.cells[1:] for group in _groups(slot)),
    )


def _groups(slot: Slot) -> Iterator[str]:
    if not slot.names_unit:
        yield from (group for group in slot.choices if group != other_choice(slot.choices))


def numbers(line: Line, numeric: tuple[Slot, ...]) -> dict[str, Number | None]:
    """What the row holds in its columns of numbers; blank ones are left out."""
    return {
        slot.part: parse(raw, slot).number
        for slot in numeric
        if is_filled(raw := line.cells.get(slot.part, ""))
    }


def is_named(line: Line, slot: Slot) -> bool:
    """Whether the row says what it is about as the form asks: from the list, where one is."""
    name = line.cells.get(slot.part, "")
    if not slot.choices:
        return is_filled(name)
    return name in slot.choices or (is_filled(name) and parse(name, slot).code not in UNLISTED)


def listed_name(line: Line, slot: Slot) -> str:
    """The name of the row as the list has it; '' where it has none, or where there is no list."""
    name = line.cells.get(slot.part, "")
    if name in slot.choices:
        return str(name)
    return parse(name, slot).text if slot.choices and is_named(line, slot) else ""


def says_more(line: Line, parts: Parts) -> bool:
    """Whether the row has a detail or a level, as activities have."""
    name = parts.name.part
    return any(is_filled(line.cells.get(part)) for part in parts.worded if part != name)


def tells_level(line: Line, parts: Parts) -> bool:
    """Whether the row says more than its name and its details."""
    known = (parts.name.part, *parts.details)
    return any(is_filled(line.cells.get(part)) for part in parts.worded if part not in known)


class Named(NamedTuple):
    """The numbers of a row that counts, with its name as `listed_name` gives it."""

    name: str
    numbers: Numbers
