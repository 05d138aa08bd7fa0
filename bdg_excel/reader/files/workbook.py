"""The bytes of a workbook into grids of cells: the only door to the spreadsheet libraries."""

import datetime
import io
from collections.abc import Sequence
from typing import Any, NamedTuple

import python_calamine

from bdg_excel.layout import MARKER
from bdg_excel.reader.files.ods import is_cached
from bdg_excel.reader.files.ole import SIGNATURE

Raw = str | float | bool | datetime.date | datetime.time | datetime.timedelta | None
"""A cell as calamine hands it over; '' where it is empty."""
Rows = Sequence[Sequence[Raw]]

_BINARY = b"xl/workbook.bin"
"""What is in an ``.xlsb``; of its whole numbers, as of an ``.xls``'s, calamine makes `int` here and
there."""
_MARKER_ROWS, _MARKER_COLUMNS = 20, 8
"""How far from the corner a marker is looked for, in case rows or columns were put before it."""


class UnreadableError(Exception):
    """Why a file cannot be read: the code of its finding, and its blanks."""

    def __init__(self, code: str, **words: Any) -> None:
        super().__init__(code)
        self.code = code
        self.words = words


class Grid(NamedTuple):
    """A sheet from its corner A1 on, with its marker ('' if none) and where that stands."""

    name: str
    rows: Rows
    marker: str
    marker_row: int
    marker_column: int


def grids(content: bytes) -> list[Grid]:
    """The worksheets in `content`, hidden ones too. Raises `UnreadableError`, and nothing else."""
    try:
        # From a file object calamine goes by the content, from a path by the name's ending.
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = [
            (meta.name, book.get_sheet_by_index(index).to_python(skip_empty_area=False))
            for index, meta in enumerate(book.sheets_metadata)
            if meta.typ == python_calamine.SheetTypeEnum.WorkSheet and not is_cached(meta.name)
        ]
        if content.startswith(SIGNATURE) or _BINARY in content:
            found = [(name, _with_floats(rows)) for name, rows in found]
        return [grid(name, rows) for name, rows in found]
    except python_calamine.PasswordError as error:
        raise UnreadableError("password_protected") from error
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of calamine is no `Exception`
        raise UnreadableError("damaged_file", reason="nội dung bên trong bị lỗi") from error


def _with_floats(rows: list[list[Any]]) -> list[list[Any]]:
    """`rows` with all numbers as they are read from an ``.xlsx``."""
    return [[float(cell) if type(cell) is int else cell for cell in row] for row in rows]


def grid(name: str, rows: Rows) -> Grid:
    """The sheet `name` with its marker, which stands near the corner or nowhere."""
    for number, row in enumerate(rows[:_MARKER_ROWS]):
        for column, cell in enumerate(row[:_MARKER_COLUMNS]):
            if isinstance(cell, str) and cell.startswith(MARKER):
                return Grid(name, rows, cell.strip(), number, column)
    return Grid(name, rows, "", 0, 0)


def is_filled(cell: object) -> bool:
    """Whether anything was typed into `cell`; spaces are nothing."""
    return cell.strip() != "" if isinstance(cell, str) else cell is not None


def address(row: int, column: int) -> str:
    """The cell's address as people know it: row 6, column 4, counted from 0, is ``E7``."""
    return f"{letters(column)}{row + 1}"


def letters(column: int) -> str:
    """What people call a column: that at 4, counted from 0, is ``E``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
