"""The answers of a form's sheets, by the ids in their hidden row and column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.layout import (
    COVER,
    IDENTITY,
    LISTS,
    STATIC,
    TABLE_HEAD,
    FormLayout,
    QuestionSheet,
    Slot,
    TableSheet,
)
from bdg_excel.reader.workbook import Grid, Raw, address, is_filled
from bdg_excel.values import Answer, as_typed

_OWN_SHEETS = frozenset({COVER, LISTS, IDENTITY})


class _Row(NamedTuple):
    number: int
    row_id: str
    cells: Sequence[Raw]
    in_table: bool

    def cell(self, column: int) -> Raw:
        return self.cells[column] if column < len(self.cells) else ""


def read_form(
    grids: Sequence[Grid], form: FormLayout, place: Place
) -> tuple[list[Answer], list[Finding]]:
    """All answers of `form` in `grids`, in its order, and what stands where nothing was asked."""
    answers: list[Answer] = []
    findings: list[Finding] = []
    by_marker: dict[str, Grid] = {}
    for grid in grids:
        if grid.marker in form.by_marker and grid.marker not in by_marker:
            by_marker[grid.marker] = grid
        elif grid.marker not in _OWN_SHEETS:
            findings += _outside_sheet(grid, place)
    for sheet in form.sheets:
        grid = by_marker.get(sheet.marker, Grid(sheet.name, [], sheet.marker, 0, 0))
        more_answers, more_findings = _read_sheet(grid, sheet, place._replace(sheet=grid.name))
        answers += more_answers
        findings += more_findings
    return answers, findings


def _outside_sheet(grid: Grid, place: Place) -> Iterator[Finding]:
    filled = sum(is_filled(cell) for row in grid.rows for cell in row)
    if filled:
        where = place._replace(sheet=grid.name)
        yield finding("outside_sheet", where, filled, cells=filled)


def _read_sheet(
    grid: Grid, sheet: QuestionSheet | TableSheet, place: Place
) -> tuple[list[Answer], list[Finding]]:
    columns = _columns(grid)
    rows = list(_rows(grid, sheet))
    findings: list[Finding] = []
    answers = list(_asked(rows, sheet.slots, columns, findings, place))
    if isinstance(sheet, TableSheet):
        answers += _listed(rows, sheet.row_slots, columns, grid.name)
    findings += _outside(rows, sheet, columns, grid, place)
    return answers, findings


def _columns(grid: Grid) -> dict[str, int]:
    """Where each column id stands; the first of its name counts."""
    found: dict[str, int] = {}
    for column, cell in enumerate(grid.rows[grid.marker_row] if grid.rows else ()):
        if isinstance(cell, str) and cell and column != grid.marker_column:
            found.setdefault(cell, column)
    return found


def _rows(grid: Grid, sheet: QuestionSheet | TableSheet) -> Iterator[_Row]:
    """The rows under the ids; a table's begin under its heading and end nowhere."""
    is_table, below = isinstance(sheet, TableSheet), False
    asked = {row_id for row_id, _ in sheet.slots}
    for number, cells in enumerate(grid.rows):
        if number == grid.marker_row:
            continue
        first = cells[grid.marker_column] if grid.marker_column < len(cells) else ""
        row_id = first if isinstance(first, str) else ""
        own = row_id.startswith(STATIC) or row_id in asked
        yield _Row(number, row_id, cells, below and not own)
        below = below or (is_table and row_id == TABLE_HEAD)


def _asked(
    rows: Sequence[_Row],
    slots: Mapping[tuple[str, str], Slot],
    columns: Mapping[str, int],
    findings: list[Finding],
    place: Place,
) -> Iterator[Answer]:
    """The answers to the questions, one each; a question that is gone counts as not answered."""
    by_id: dict[str, list[_Row]] = {}
    for row in rows:
        by_id.setdefault(row.row_id, []).append(row)
    for (row_id, column_id), slot in slots.items():
        column = columns.get(column_id)
        cells = [] if column is None else [(row, column) for row in by_id.get(row_id, ())]
        answers = [
            Answer(slot, 0, row.cell(at), place.sheet, address(row.number, at)) for row, at in cells
        ]
        yield _only(answers, slot, findings, place)


def _only(answers: Sequence[Answer], slot: Slot, findings: list[Finding], place: Place) -> Answer:
    """The one answer among those that stand in copies of a row."""
    if not answers:
        findings.append(finding("question_missing", place, label=slot.label))
        return Answer(slot, 0, "", place.sheet, "")
    filled = [answer for answer in answers if is_filled(answer.raw)]
    if len(filled) <= 1:
        return (filled or answers)[0]
    both = ", ".join(f"{as_typed(answer.raw)} ({answer.cell})" for answer in filled)
    where = place._replace(cell=filled[-1].cell)
    if len({answer.raw for answer in filled}) == 1:
        again = finding("question_repeated", where, both, len(filled) - 1, label=slot.label)
        findings.append(again)
        return filled[0]
    findings.append(finding("question_twice", where, both, len(filled), label=slot.label))
    return filled[0]._replace(raw="")


def _listed(
    rows: Sequence[_Row], slots: Mapping[str, Slot], columns: Mapping[str, int], sheet: str
) -> Iterator[Answer]:
    """The cells of a table's rows that hold anything, row by row."""
    cells = [(columns[name], slot) for name, slot in slots.items() if name in columns]
    number = 0
    for row in rows:
        if row.in_table and any(is_filled(row.cell(column)) for column, _ in cells):
            number += 1
            for column, slot in cells:
                yield Answer(slot, number, row.cell(column), sheet, address(row.number, column))


def _outside(
    rows: Sequence[_Row],
    sheet: QuestionSheet | TableSheet,
    columns: Mapping[str, int],
    grid: Grid,
    place: Place,
) -> Iterator[Finding]:
    """Whatever stands in a column without an id, or in a row of questions without one."""
    named = {grid.marker_column, *columns.values()}
    asked = {row_id for row_id, _ in sheet.slots}
    for row in rows:
        known = row.in_table or row.row_id.startswith(STATIC) or row.row_id in asked
        for column, cell in enumerate(row.cells):
            if cell == "" or (known and column in named) or column == grid.marker_column:
                continue
            if is_filled(cell):
                where = place._replace(cell=address(row.number, column))
                yield finding("outside_cell", where, as_typed(cell), cells=1)
