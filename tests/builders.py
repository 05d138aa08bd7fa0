"""Forms filled as a person would fill them: the blank form opened, cells typed into, saved.

Cells are found by the ids in the hidden row and column with openpyxl, not by our own reader.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bdg_excel.layout import layouts
from bdg_excel.programme import Programme
from bdg_excel.sample import sample_answers
from bdg_excel.template import form_name, write_form

Key = tuple[str, str, int]


def filled(
    folder: Path,
    programme: Programme,
    code: str,
    answers: Mapping[Key, Any],
    name: str = "",
) -> Path:
    """The form of the unit `code` in `folder`, with `answers` typed in by (field, part, row)."""
    target = folder / (name or form_name(programme.units_by_code[code]))
    # By its repr: 1, 1.0 and True are equal, and not the same in a cell.
    key = id(programme), code, repr(list(answers.items()))
    if key not in _MADE:
        _MADE[key] = programme, _made(target, programme, code, answers)
    target.write_bytes(_MADE[key][1])
    return target


_MADE: dict[tuple[int, str, str], tuple[Programme, bytes]] = {}
"""Forms that were filled before, with the programme itself, lest its `id` become another's.

Most tests begin with the same few, and openpyxl takes a third of a second for each.
"""


def _made(target: Path, programme: Programme, code: str, answers: Mapping[Key, Any]) -> bytes:
    unit = programme.units_by_code[code]
    write_form(target, programme, layouts(programme)[unit.form], unit)
    book = openpyxl.load_workbook(target)
    for key, value in answers.items():
        cell(book, *key).value = value
    book.save(target)
    return target.read_bytes()


def sample_of(programme: Programme, definition: Path, code: str) -> dict[Key, Any]:
    """The sample's answers of the unit `code`, to change one and see what follows."""
    return dict(sample_answers(programme, definition)[code])


def cell(book: Workbook, field: str, part: str, row: int = 0) -> Any:
    """The cell of a question in an open workbook: row 0 for fields, from 1 for a table's rows."""
    for sheet in book.worksheets:
        place = _in_table(sheet, field, part, row) if row or part == "co" else None
        place = place or _in_questions(sheet, field, part)
        if place:
            return sheet.cell(*place)
    raise KeyError((field, part, row))


def _in_table(sheet: Worksheet, table: str, column: str, row: int) -> tuple[int, int] | None:
    if sheet["A1"].value != f"bdg:{table}":
        return None
    if column == "co":
        asked = _row_of(sheet, f"{table}.co")
        unlocked = (c.column for c in sheet[asked] if not c.protection.locked)
        return asked, next(unlocked)
    return _row_of(sheet, f"{table}.{row}"), _column_of(sheet, column)


def _in_questions(sheet: Worksheet, field: str, part: str) -> tuple[int, int] | None:
    ids = [str(sheet.cell(row, 1).value or "") for row in range(1, sheet.max_row + 1)]
    if part == "ghi_chu":
        rows = [row for row, name in enumerate(ids, start=1) if name.startswith(f"{field}.")]
        return (rows[0], _column_of(sheet, "ghi_chu")) if rows else None
    if f"{field}.{part}" not in ids or "tra_loi" not in [c.value for c in sheet[1]]:
        return None
    return ids.index(f"{field}.{part}") + 1, _column_of(sheet, "tra_loi")


def _row_of(sheet: Worksheet, row_id: str) -> int:
    return next(r for r in range(1, sheet.max_row + 1) if sheet.cell(r, 1).value == row_id)


def _column_of(sheet: Worksheet, column_id: str) -> int:
    return int(next(c.column for c in sheet[1] if c.value == column_id))
