"""What becomes of a form when people copy its figures into another workbook."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from bdg_excel.layout import layouts
from bdg_excel.programme import Programme
from bdg_excel.template import write_form
from tests.builders import Key

Change = Callable[[Workbook], None]


def form_of(folder: Path, programme: Programme, code: str, answers: dict[Key, Any]) -> Path:
    """The form of the unit `code` with `answers`, in a folder of its own."""
    folder.mkdir(exist_ok=True)
    unit = programme.units_by_code[code]
    target = folder / f"{code}.xlsx"
    write_form(target, programme, layouts(programme)[unit.form], unit, answers)
    return target


def copied(
    form: Path,
    target: Path,
    rows: bool = False,
    columns: bool = False,
    hidden: bool = False,
    change: Change | None = None,
) -> Path:
    """The values of `form` in a new workbook; `rows`, `columns`, `hidden`: what else goes along.

    Without `rows` the hidden first row stays behind, without `columns` the hidden first column,
    without `hidden` the hidden sheets.
    """
    source = openpyxl.load_workbook(form, data_only=True)
    book = Workbook()
    book.remove(book.active)
    for sheet in source.worksheets:
        if sheet.sheet_state != "visible" and not hidden:
            continue
        page = book.create_sheet(sheet.title)
        for line in sheet.iter_rows(min_row=1 if rows else 2, min_col=1 if columns else 2):
            for cell in line:
                if cell.value is not None:
                    place = (cell.row - (not rows), cell.column - (not columns))
                    page.cell(*place).value = cell.value
    if change:
        change(book)
    book.save(target)
    return target


def page(book: Workbook, name: str) -> Any:
    """The sheet called `name`."""
    return book[name]


def row_with(sheet: Any, words: str, after: int = 0) -> Any:
    """The first row below `after` with a cell that begins with `words`."""
    return next(
        row[0].row
        for row in sheet.iter_rows(min_row=after + 1)
        if any(str(cell.value or "").startswith(words) for cell in row)
    )


def set_all(sheet: Any, places: Sequence[str], value: Any) -> None:
    """Puts `value` into each of `places`."""
    for place in places:
        sheet[place] = value
