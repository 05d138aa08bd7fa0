"""Forms for the tests of the template, and where the layout says that things are in them."""

import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter

from bdg_excel.layout import FormLayout, QuestionSheet, Slot, TableSheet, layouts
from bdg_excel.programme import Programme, Unit
from bdg_excel.template import form_name, write_form

Answers = dict[tuple[str, str, int], int | float | Decimal | str]


def blank_forms(folder: Path, programme: Programme) -> dict[str, Path]:
    """An empty form of each kind, by form id."""
    return {unit.form: write(folder, programme, unit) for unit in _one_of_each(programme)}


def filled_forms(folder: Path, programme: Programme) -> dict[str, Path]:
    """A form of each kind in which everything is answered, partly wrong, by form id."""
    forms = layouts(programme)
    return {
        unit.form: write(folder, programme, unit, everything(forms[unit.form]))
        for unit in _one_of_each(programme)
    }


def everything(form: FormLayout) -> Answers:
    """An answer of the right kind to every question, and three rows in every table."""
    answers: Answers = {}
    for slot in form.slots:
        answers[slot.field, slot.part, 0] = _plausible(slot, 7)
    for sheet in form.sheets:
        if isinstance(sheet, TableSheet):
            for row in (1, 2, 3):
                for cell in sheet.cells:
                    answers[sheet.table.id, cell.part, row] = _plausible(cell, 10 * row)
            del answers[sheet.table.id, sheet.cells[0].part, 3]  # a row begun, its name left out
    return answers


def _plausible(slot: Slot, number: int) -> int | float | str:
    if slot.kind == "percent":
        return 50.9
    if slot.kind in ("count", "money"):
        return number
    return slot.choices[0] if slot.choices else "- =1+1 <b> & một ý\n- ý khác"


def write(folder: Path, programme: Programme, unit: Unit, answers: Answers | None = None) -> Path:
    """The form of `unit` in `folder`, holding `answers`."""
    target = folder / form_name(unit)
    write_form(target, programme, layouts(programme)[unit.form], unit, answers)
    return target


def _one_of_each(programme: Programme) -> list[Unit]:
    return list({unit.form: unit for unit in reversed(programme.units)}.values())


def slot_cells(sheet: QuestionSheet | TableSheet) -> dict[tuple[int, int], Slot]:
    """Every input cell that the layout knows, as (row, column) from 1."""
    if isinstance(sheet, QuestionSheet):
        rows = {line.row_id: line.row for line in sheet.lines}
        return {
            (rows[row_id] + 1, sheet.column(column_id) + 1): slot
            for (row_id, column_id), slot in sheet.slots.items()
        }
    cells = {(sheet.asks_row + 1, sheet.asks_column + 1): sheet.has_rows}
    for row in range(sheet.first_row, sheet.last_row + 1):
        for column, slot in enumerate(sheet.cells, start=sheet.first_column):
            cells[row + 1, column + 1] = slot
    return cells


def parts(path: Path) -> dict[str, bytes]:
    """What the workbook's zip holds, by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def address(row: int, column: int) -> str:
    """The address of a cell counted from 0."""
    return f"{get_column_letter(column + 1)}{row + 1}"


def values(path: Path) -> dict[tuple[str, str], object]:
    """What the cells show, by sheet and address; formulas by the value kept in the file."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (page.title, cell.coordinate): cell.value
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.value not in (None, "")
    }


def saved_at(path: Path, moment: str) -> None:
    """Makes the workbook say that it was saved at `moment`."""
    contents = parts(path)
    core = contents["docProps/core.xml"].decode()
    contents["docProps/core.xml"] = re.sub(r"(?<=W3CDTF\">)[^<]+", moment, core).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
