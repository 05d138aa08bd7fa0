"""Which cell of a form holds what. The writer of forms and the reader both ask here.

Every sheet of a form has its column ids in a hidden row and its row ids in a hidden column; they
meet in a marker. A cell is found by its two ids, so a sheet that was renamed and a row that was
inserted, moved or sorted are still read right. Rows and columns are counted from 0 here.

Question sheet::

    marker |  .  | _nhan | _dvt | tra_loi | _kiem_tra | ghi_chu      (hidden)
      #…   | title, unit, heading …
    #hoi.mau_giao |  2  | Học sinh mẫu giáo     (only where a field has several parts)
    mau_giao.tong |     |   Tổng số | học sinh | [answer] | check | [note]

Table sheet::

    marker |  .  | ten | so_cuoc | nam | …                            (hidden)
    hoat_dong.co  | … question …| [Có/Không] |
    #…            | headings (two levels; the last row is #bang), totals
    hoat_dong.1   |  1  | [answer] | [answer] | …

Whatever stands in row 0, in column 0, in a ``#`` row or in a ``_`` column is the form's own, and
so is the question of a table (its row, up to the answer): nothing else is written beforehand.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from bdg_excel.programme import Column, Field, Form, Programme, Round, Rule, Sheet, Table
from bdg_excel.text import fold

MARKER = "bdg:"
"""How the marker cell of a sheet begins; the sheet's id follows."""
IDENTITY = "bdg:phieu"
"""The marker of the hidden sheet that says which form this is, for whom."""
IDENTITY_SHEET = "_bdg"
IDENTITY_NAME = "bdg_phieu"
"""The workbook's defined name with the same facts as the hidden sheet."""
COVER = "bdg:bia"
LISTS = "bdg:danh_muc"
RETURNED = "bdg:can_sua"
"""The marker of the sheet that tells a unit what is wrong in the form that it gets back."""
OWN_SHEETS = frozenset({COVER, LISTS, IDENTITY, RETURNED})
"""The markers of the sheets that ask nothing."""
RETURNED_COLUMNS = 7
"""How many columns that sheet has, the hidden one included."""
RETURNED_ITEM, RETURNED_WORDS = "#viec", "#loi"
"""The ids of its rows: of one in the list, and of words that stand over all columns."""
RETURNED_ERROR, RETURNED_WARNING = "#con_sai", "#con_xem"
"""The ids of rows in which stands what the form has no cell for: it is open until it is cleared."""
RETURNED_PLACE, RETURNED_FOUND, RETURNED_REASON = 3, 4, 5
"""The columns of that sheet: where, what was found, what is wrong; the hidden one counts as 0."""
OPEN = "[?]"
"""Stands behind an answer in such a form that nobody could read for certain, until it is settled.

Behind the name of a table's row it says so of the row, in front of it of the name alone.
"""
AUTHOR = "bdg"
"""Who wrote the notes on the cells of such a form."""
REVISION = "revision"
"""The key of the hidden sheet that says how often the unit got its form back; absent at first."""
ANSWER = "tra_loi"
NOTE = "ghi_chu"
HAS_ROWS = "co"
"""The part of a table that holds the answer to "was there any at all?"."""
STATIC = "#"
"""How the ids of rows begin whose cells are the form's own, never an answer."""
TABLE_HEAD = "#bang"
"""The row id of a table's heading: answers stand below."""
STT, LABEL, MEASURE, CHECK = "_stt", "_nhan", "_dvt", "_kiem_tra"
"""The ids of columns that are the form's own."""
TITLE, UNIT_ROW, STATUS, HEAD, HINT, TOTAL = (
    f"{STATIC}{name}"
    for name in ("tieu_de", "don_vi", "tinh_trang", "dau_bang", "huong_dan", "tong_cong")
)
"""The ids of rows that are the form's own."""
YES, NO = "Có", "Không"

_OTHER = re.compile(r"khac\b|.*\bkhac$")
IDENTITY_KEYS = ("programme", "year", "form", "unit", "unit_name", "layout")


def is_open(raw: object) -> bool:
    """Whether an answer has the sign that it is still open."""
    return isinstance(raw, str) and (raw.rstrip().endswith(OPEN) or raw.lstrip().startswith(OPEN))


def is_row_open(name: object) -> bool:
    """Whether the name of a table's row has the sign that the row is still open."""
    return isinstance(name, str) and name.rstrip().endswith(OPEN)


def without_sign(text: str) -> str:
    """What was typed into a cell that may have the sign."""
    return text.strip().removeprefix(OPEN).removesuffix(OPEN).strip()


class Slot(NamedTuple):
    """A question's cell, wherever it lies: the answer to `part` of `field`, or of a table's row.

    `names_unit`: its answer is the unit of measure of what is counted in the same row.
    """

    field: str
    part: str
    kind: str
    label: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    required: bool = False
    names_unit: bool = False


@lru_cache(maxsize=256)
def other_choice(choices: tuple[str, ...]) -> str:
    """The choice that means none of the others, ``Khác`` or ``Hình thức khác``; '' without one."""
    return next((known for known in choices[::-1] if _OTHER.match(fold(known))), "")


class _Place(NamedTuple):
    """Where a slot lies; that of a table's column is the cell above its first row."""

    slot: Slot
    sheet: str
    row: int
    column: int


class Line(NamedTuple):
    """A row of a question sheet: a heading (a section's, a field's), or one part with its cells.

    Only a section's heading has `section`; only a heading has no `answer`.
    """

    row: int
    row_id: str
    section: str = ""
    field: Field | None = None
    answer: Slot | None = None
    note: Slot | None = None
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, eq=False)
class QuestionSheet:
    """A sheet of questions: `lines` from top to bottom; columns are the same on all of them."""

    name: str
    marker: str
    lines: tuple[Line, ...]
    wordy: bool
    columns = ("", STT, LABEL, MEASURE, ANSWER, CHECK, NOTE)
    id_row = 0
    title_row = 1
    unit_row = 2
    head_row = 4

    @cached_property
    def slots(self) -> dict[tuple[str, str], Slot]:
        """The slots by (row id, column id)."""
        found = {}
        for line in self.lines:
            if line.answer:
                found[line.row_id, ANSWER] = line.answer
            if line.note:
                found[line.row_id, NOTE] = line.note
        return found

    def column(self, column_id: str) -> int:
        """Where the column with this id stands in an untouched form."""
        return self.columns.index(column_id)

    def row_of(self, part: str, field: str) -> int:
        """Where the answer to `part` of `field` stands in an untouched form."""
        return next(line.row for line in self.lines if line.row_id == f"{field}.{part}")


@dataclass(frozen=True, eq=False)
class TableSheet:
    """A sheet with one table: a question whether there is anything, headings, totals, rows."""

    name: str
    marker: str
    table: Table
    has_rows: Slot
    cells: tuple[Slot, ...]
    id_row = 0
    title_row = 1
    unit_row = 2
    asks_row = 3
    head_row = 5
    total_row = 7
    first_row = 8
    first_column = 2

    @property
    def asks_id(self) -> str:
        """The id of the row with the table's question."""
        return f"{self.table.id}.{HAS_ROWS}"

    @property
    def asks_column(self) -> int:
        """Where the answer to the table's question stands: its text needs the room to the left."""
        return self.first_column + min(1, len(self.cells) - 1)

    @property
    def columns(self) -> tuple[str, ...]:
        """The column ids of an untouched form."""
        return ("", STT, *(cell.part for cell in self.cells))

    @cached_property
    def slots(self) -> dict[tuple[str, str], Slot]:
        """The slots outside the rows, by (row id, column id)."""
        return {(self.asks_id, self.columns[self.asks_column]): self.has_rows}

    @cached_property
    def row_slots(self) -> dict[str, Slot]:
        """The slots of any row of the table, by column id."""
        return {cell.part: cell for cell in self.cells}

    @property
    def last_row(self) -> int:
        """The last row that the form prepares; people may write further down."""
        return self.first_row + self.table.rows - 1

    def row_id(self, number: int) -> str:
        """The id of the table's row `number`, counted from 1."""
        return f"{self.table.id}.{number}"


@dataclass(frozen=True, eq=False)
class FormLayout:
    """One form: its sheets in order, and a version that changes when any cell moves.

    `round` and `lists` (those that its tables choose from, by id) are what else stands in it.
    """

    form: Form
    sheets: tuple[QuestionSheet | TableSheet, ...]
    version: str
    round: Round
    lists: Mapping[str, tuple[str, ...]]

    @cached_property
    def by_marker(self) -> dict[str, QuestionSheet | TableSheet]:
        """The sheets by their marker."""
        return {sheet.marker: sheet for sheet in self.sheets}

    @property
    def slots(self) -> Iterator[Slot]:
        """Every slot outside the rows of tables."""
        for sheet in self.sheets:
            yield from sheet.slots.values()

    def slot_of(self, field: str, part: str) -> Slot:
        """The slot of `part` of `field`, in a table's rows or outside them."""
        return self._places[field, part].slot

    def cell_of(self, field: str, part: str, row: int) -> tuple[str, int, int]:
        """Sheet, row and column of an answer in an untouched form; `row`: 0, or the table's row."""
        place = self._places[field, part]
        return place.sheet, place.row + row, place.column

    @cached_property
    def _places(self) -> dict[tuple[str, str], _Place]:
        places = (place for sheet in self.sheets for place in _places(sheet))
        return {(place.slot.field, place.slot.part): place for place in places}

    @cached_property
    def required(self) -> dict[tuple[str, str], Slot]:
        """The slots that must be answered, by field and part; a table's once its row is begun."""
        tables = [sheet for sheet in self.sheets if isinstance(sheet, TableSheet)]
        slots = [*self.slots, *(cell for sheet in tables for cell in sheet.cells)]
        return {(slot.field, slot.part): slot for slot in slots if slot.required}


def _places(sheet: QuestionSheet | TableSheet) -> Iterator[_Place]:
    if isinstance(sheet, TableSheet):
        yield _Place(sheet.has_rows, sheet.name, sheet.asks_row, sheet.asks_column)
        for column, slot in enumerate(sheet.cells, start=sheet.first_column):
            yield _Place(slot, sheet.name, sheet.first_row - 1, column)
        return
    for line in sheet.lines:
        for column_id, asked in ((ANSWER, line.answer), (NOTE, line.note)):
            if asked:
                yield _Place(asked, sheet.name, line.row, sheet.column(column_id))


def layouts(programme: Programme) -> dict[str, FormLayout]:
    """The layout of each form of `programme`, by form id."""
    return {form.id: _form_layout(programme, form) for form in programme.forms}


def _form_layout(programme: Programme, form: Form) -> FormLayout:
    sheets = tuple(
        _table_sheet(programme, sheet) if sheet.table else _question_sheet(programme, sheet, place)
        for place, sheet in enumerate(form.sheets, start=1)
    )
    columns = (c for s in sheets if isinstance(s, TableSheet) for c in s.table.columns)
    lists = {c.choices: programme.choices[c.choices] for c in columns if c.choices}
    return FormLayout(form, sheets, _version(programme, form, sheets), programme.round, lists)


def _version(
    programme: Programme, form: Form, sheets: tuple[QuestionSheet | TableSheet, ...]
) -> str:
    shape = [programme.id, str(programme.round.year), form.id]
    for sheet in sheets:
        lines = sheet.lines if isinstance(sheet, QuestionSheet) else ()
        shape += [sheet.marker, *sheet.columns, *(line.row_id for line in lines)]
    return hashlib.sha256("\n".join(shape).encode()).hexdigest()[:8]


def _question_sheet(programme: Programme, sheet: Sheet, place: int) -> QuestionSheet:
    lines: list[Line] = []
    for number, section in enumerate(sheet.sections, start=1):
        row = QuestionSheet.head_row + 1 + len(lines)
        lines.append(Line(row, f"{STATIC}muc_{number}", section=section.title))
        for name in section.fields:
            lines += _field_lines(programme.field(name), QuestionSheet.head_row + 1 + len(lines))
    wordy = all(line.answer is None or line.answer.kind == "text" for line in lines)
    return QuestionSheet(sheet.name, f"{MARKER}hoi_{place}", tuple(lines), wordy)


def _field_lines(field: Field, first: int) -> Iterator[Line]:
    if len(field.parts) > 1:
        yield Line(first, f"{STATIC}hoi.{field.id}", field=field)
        first += 1
    for number, part in enumerate(field.parts):
        choices = (YES, NO) if field.kind == "yes_no" else ()
        yield Line(
            first + number,
            f"{field.id}.{part.id}",
            field=field,
            answer=Slot(
                field.id,
                part.id,
                field.kind,
                field.full_label(part),
                field.unit,
                choices,
                field.required,
            ),
            note=_note(field) if number == 0 and field.kind != "text" else None,
            rules=tuple(rule for rule in field.checks if rule.whole == part.id),
        )


def _note(field: Field) -> Slot:
    return Slot(field.id, NOTE, "text", f"{field.label}: Ghi chú")


def _table_sheet(programme: Programme, sheet: Sheet) -> TableSheet:
    table = programme.table(sheet.table or "")
    asked = Slot(table.id, HAS_ROWS, "yes_no", table.asks, choices=(YES, NO), required=True)
    cells = tuple(_cell(programme, table, column) for column in table.columns)
    return TableSheet(sheet.name, f"{MARKER}{table.id}", table, asked, cells)


def _cell(programme: Programme, table: Table, column: Column) -> Slot:
    choices = programme.choices[column.choices] if column.choices else ()
    return Slot(
        table.id,
        column.id,
        column.kind,
        column.full_label,
        column.unit,
        choices,
        column.required,
        column.merge == "unit",
    )
