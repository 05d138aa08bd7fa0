"""Rows typed into the first table of a sample form, as the tests of tables write them."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
from openpyxl import Workbook

from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme, load_programme
from bdg_excel.results import Results
from tests.builders import filled, sample_of

CODE = "03589"
TABLE = "Biểu 1 - Hoạt động"
Row = tuple[Any, ...]
Typed = Callable[..., Results]
"""``typed(*rows)``: what comes of the sample form with these rows in its table (see `conftest`)."""
EMPTY: dict[str, Any] = dict.fromkeys(("C9", "D9", "E9", "F9", "G9", "H9"))
"""Takes the sample's one row away."""


def rows(*wanted: Row) -> dict[str, Any]:
    """Cells from the first row on: name, detail, number of events, men, women, level."""
    cells = dict(EMPTY)
    for number, row in enumerate(wanted, start=9):
        cells |= {f"{column}{number}": said for column, said in zip("CDEFGH", row, strict=False)}
    return cells


def collected(
    inbox: Path, programme: Programme, definition: Path, cells: Mapping[str, Any]
) -> Results:
    """What comes of the sample form of `CODE` with `cells` typed into its first table."""
    book, name = _sample(definition)
    sheet = book[TABLE]
    before = {cell: sheet[cell].value for cell in cells}
    for cell, value in cells.items():
        sheet[cell] = value
    try:
        book.save(inbox / name)
    finally:
        for cell, value in before.items():
            sheet[cell] = value
    return collect(inbox, programme)


@cache
def _sample(definition: Path) -> tuple[Workbook, str]:
    """The sample form of `CODE`, loaded once for all tests, and the name of its file."""
    programme, _ = load_programme(definition)
    with TemporaryDirectory() as folder:
        path = filled(Path(folder), programme, CODE, sample_of(programme, definition, CODE))
        return openpyxl.load_workbook(path), path.name
