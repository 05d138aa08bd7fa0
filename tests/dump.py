"""A workbook as text, for golden files: what a person sees, what is locked, what is accepted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl


def dump_workbook(path: Path) -> str:
    """The workbook at `path`: names, then sheet by sheet settings, validations, rules and cells."""
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    lines = [
        f"name {name}: {formulas.defined_names[name].attr_text}" for name in formulas.defined_names
    ]
    for sheet in formulas.worksheets:
        lines += ["", f"== {sheet.title} ({sheet.sheet_state})"]
        lines += _settings(sheet)
        lines += _rules(sheet)
        lines += _cells(sheet, values[sheet.title])
    return "\n".join(lines) + "\n"


def _settings(sheet: Any) -> Iterator[str]:
    hidden = [name for name, column in sheet.column_dimensions.items() if column.hidden]
    hidden += [str(row) for row, dimension in sheet.row_dimensions.items() if dimension.hidden]
    page = sheet.page_setup
    yield f"protected {sheet.protection.sheet}, password {sheet.protection.password}"
    yield f"hidden {', '.join(hidden)}; frozen at {sheet.freeze_panes}"
    yield f"paper {page.paperSize} {page.orientation}, {page.fitToWidth} x {page.fitToHeight}"
    yield f"repeated {sheet.print_title_rows}; footer {sheet.oddFooter.left.text}"
    yield f"merged {' '.join(sorted(str(box) for box in sheet.merged_cells.ranges))}"


def _rules(sheet: Any) -> Iterator[str]:
    for rule in sheet.data_validations.dataValidation:
        yield f"accepts {rule.sqref}: {rule.type} {rule.formula1} ({rule.errorStyle or 'stop'})"
        yield f"  tells {rule.prompt!r}, refuses with {rule.error!r}"
    for box in sheet.conditional_formatting:
        for rule in box.rules:
            yield f"colours {box.sqref}: {rule.formula} {rule.dxf.fill.bgColor.rgb}"


def _cells(sheet: Any, values: Any) -> Iterator[str]:
    """A line for each cell that holds something; blank cells that are open, run by run."""
    for row in sheet.iter_rows():
        blanks: list[Any] = []
        for cell in row:
            if cell.value is None and not cell.protection.locked:
                blanks.append(cell)
                continue
            yield from _blank_run(blanks)
            blanks = []
            if cell.value is not None:
                yield _cell(cell, values[cell.coordinate].value)
        yield from _blank_run(blanks)


def _cell(cell: Any, value: object) -> str:
    lock = "locked" if cell.protection.locked else "open"
    link = f" -> {cell.hyperlink.location}" if cell.hyperlink else ""
    if cell.data_type == "f":
        return f"{cell.coordinate} {cell.value} gives {value!r} [{cell.number_format}] {lock}{link}"
    return f"{cell.coordinate} {cell.value!r} [{cell.number_format}] {lock}{link}"


def _blank_run(cells: list[Any]) -> Iterator[str]:
    if cells:
        formats = " ".join(f"[{cell.number_format}]" for cell in cells)
        yield f"{cells[0].coordinate}:{cells[-1].coordinate} blank {formats} open"
