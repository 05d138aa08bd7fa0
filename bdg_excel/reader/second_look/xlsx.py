"""What openpyxl sees and python-calamine does not: pieces of texts, workbooks that it refuses."""

import contextlib
import io
import re
import warnings
from functools import lru_cache
from itertools import takewhile
from typing import Any
from xml.etree import ElementTree as ET

from bdg_excel.reader.files.facts import Facts, Wanted, place
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.preflight import BOX
from bdg_excel.reader.files.relations import local, sheet_parts
from bdg_excel.reader.files.workbook import Raw, address

_LAST_ROW = 100_000
_LEGACY_RUN = re.compile(rb"""rFont\b[^<>]*\bval\s*=\s*["'](?:\.[vV][nN]|[vV][nN][iI])""")
"""What begins with plain letters is found much sooner than what may begin in two ways."""
_TEXTS = "xl/sharedStrings.xml"
_OWN_TEXTS = b"inlineStr"
"""What stands in a sheet that holds texts itself, and not their numbers."""
_STRUCK = re.compile(rb"""<(?:\w+:)?strike\b(?![^<>]*\bval\s*=\s*["'](?:0|false)["'])""")
_RAISED, _STRIKE = b"vertAlign", b"strike"
_OFF_THE_LINE = ("superscript", "subscript")
_SHEET_DATA = b"sheetData"


def has_legacy_runs(archive: Package) -> bool:
    """Whether a piece of some text has a legacy font of its own, whatever the cell's is."""
    return any(map(_LEGACY_RUN.search, _texts(archive)))


def has_marked_runs(archive: Package) -> bool:
    """Whether a piece of some text is struck out, or stands above or below the line."""
    return any(
        _RAISED in texts or (_STRIKE in texts and _STRUCK.search(texts))
        for texts in _texts(archive)
    )


@lru_cache(maxsize=1)
def _texts(archive: Package) -> tuple[bytes, ...]:
    """The parts that hold texts: one for all sheets, and some writers' sheets. Asked for twice."""
    shared = (archive.part(_TEXTS),) if _TEXTS in archive.NameToInfo else ()
    sheets = map(archive.part, sheet_parts(archive))
    return (*shared, *(part for part in sheets if _OWN_TEXTS in part))


def xlsx_facts(content: bytes, wanted: Wanted) -> dict[tuple[str, str], Facts]:
    """What is to be known of the `wanted` cells."""
    # openpyxl warns of features that it drops, and prints of styles that do not exist.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        book = _book(content)
        return {
            (name, address(row, column)): _facts(cell)
            for name, cells in wanted.items()
            for (row, column), cell in _cells(book[name], max(cells)[0], rich_text=True).items()
            if (row, column) in cells
        }


def xlsx_rows(content: bytes) -> list[tuple[str, list[list[Raw]]]]:
    """The cells of each sheet as the first reader would hand them over; none if openpyxl fails."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            return [(sheet.title, _rows(sheet)) for sheet in _opened(content).worksheets]
        except Exception:  # openpyxl raises whatever comes up in a damaged file
            return []


def in_order(archive: Package) -> bool:
    """Whether all cells of all sheets have their places, one after the other.

    Others openpyxl would pass over in silence.
    """
    try:
        parts = map(archive.part, archive.NameToInfo)
        return all(_ascends(part) for part in parts if _SHEET_DATA in part)
    except Exception:  # whatever is damaged has been told
        return False


def _ascends(part: bytes) -> bool:
    row = column = 0
    for _, element in ET.iterparse(io.BytesIO(part), ("start",)):
        kind, address = local(element.tag), element.get("r", "")
        if kind == "row":
            before, row, column = row, int(address), 0
            if not before < row <= _LAST_ROW:
                return False
        elif kind == "c":
            before, (at, column) = column, place(address)
            if at + 1 != row or column < before:
                return False
            column += 1
    return True


def _rows(sheet: Any) -> list[list[Raw]]:
    cells = _cells(sheet, _LAST_ROW)
    height = max((row for row, _ in cells), default=-1) + 1
    width = max((column for _, column in cells), default=-1) + 1
    if height * width > BOX:
        raise ValueError("too large")
    rows: list[list[Raw]] = [[""] * width for _ in range(height)]
    for (row, column), cell in cells.items():
        rows[row][column] = "" if cell.data_type == "e" else _raw(cell.value)
    return rows


def _raw(value: Any) -> Raw:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return float(value) if is_number else value


def _book(content: bytes) -> Any:
    book = _opened(content, rich_text=True)
    # Numbers stay numbers: the date is known already, the serial number is asked for.
    book._date_formats = book._timedelta_formats = ()
    return book


def _opened(content: bytes, rich_text: bool = False) -> Any:
    """Lazily imported: that takes longer than reading a hundred forms."""
    import openpyxl

    return openpyxl.load_workbook(
        io.BytesIO(content), read_only=True, data_only=True, rich_text=rich_text
    )


def _cells(sheet: Any, last_row: int, rich_text: bool = False) -> dict[tuple[int, int], Any]:
    """The cells of a sheet that hold something; with `rich_text` what is in pieces as a list.

    What `iter_rows` gives makes one text of the pieces that stand in the sheet itself.
    """
    from openpyxl.cell.read_only import ReadOnlyCell
    from openpyxl.worksheet._reader import WorkSheetParser

    book = sheet.parent
    looks = book.epoch, book._date_formats, book._timedelta_formats
    with sheet._get_source() as source:
        rows = WorkSheetParser(source, sheet._shared_strings, True, *looks, rich_text).parse()
        near = takewhile(lambda row: row[0] <= last_row + 1, rows)
        return {
            (cell["row"] - 1, cell["column"] - 1): ReadOnlyCell(sheet, **cell)
            for _, row in near
            for cell in row
            if cell["value"] is not None
        }


def _facts(cell: Any) -> Facts:
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    text = str(cell.value) if isinstance(cell.value, str | list) else ""
    number = float(cell.value) if is_number else None
    form, struck = str(cell.number_format or ""), bool(cell.font.strike)
    pieces = cell.value if isinstance(cell.value, list) else [text]
    bare = "".join(str(piece) for piece in pieces if not _is_marked(piece, struck))
    font = str(cell.font.name or "")
    fonts = tuple((str(piece), _font_of(piece) or font) for piece in pieces)
    return Facts(number, text, form, font, bare, struck and not bare, fonts)


def _is_marked(piece: Any, struck: bool) -> bool:
    """Whether a piece of a text is struck out, as its cell is if it has no font of its own, or
    stands above or below the line."""
    font = getattr(piece, "font", None)
    return bool(font.strike or font.vertAlign in _OFF_THE_LINE) if font else struck


def _font_of(piece: Any) -> str:
    """The font that a piece of a text has of its own; '' where it has none."""
    return str(getattr(getattr(piece, "font", None), "rFont", None) or "")
