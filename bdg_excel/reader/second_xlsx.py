"""What openpyxl sees in a workbook and python-calamine does not: formats and fonts."""

import contextlib
import io
import re
import warnings
from functools import lru_cache
from typing import Any

from bdg_excel.reader.facts import Facts, Wanted
from bdg_excel.reader.package import Inflatable, Package
from bdg_excel.reader.workbook import address

_LEGACY_FONT = re.compile(rb'<(?:\w+:)?name\b[^>]*\bval\s*=\s*"(?:\.Vn|VNI)', re.IGNORECASE)
_FORMATS = re.compile(rb'numFmtId="(\d+)"[^>]*formatCode="[^"]*%')
_STYLES_IN_USE = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT_IN_USE = re.compile(rb'numFmtId="(\d+)"')
_PERCENT = frozenset({b"9", b"10"})
"""The numbers of Excel's own formats ``0%`` and ``0.00%``."""


def style_signs(archive: Package) -> tuple[bool, bool]:
    """Whether a workbook's cells may be in a legacy font, and whether shown as percentages."""
    names = [name for name in archive.NameToInfo if name.endswith("styles.xml")]
    return _signs(tuple(archive.inflatable(name) for name in names))


@lru_cache(maxsize=64)
def _signs(parts: tuple[Inflatable, ...]) -> tuple[bool, bool]:
    """The forms of a round share their styles: looked through once, as they lie in the zip."""
    styles = b"".join(part.plain() for part in parts)
    percent = _PERCENT | set(_FORMATS.findall(styles))
    used = b"".join(_STYLES_IN_USE.findall(styles))
    return bool(_LEGACY_FONT.search(styles)), bool(percent & set(_FORMAT_IN_USE.findall(used)))


def xlsx_facts(content: bytes, wanted: Wanted) -> dict[tuple[str, str], Facts]:
    """Value, number format and font of the `wanted` cells."""
    # openpyxl warns of features that it drops, and prints of styles that do not exist.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        book = _book(content)
        return {
            (name, address(row, column)): _facts(cell)
            for name, cells in wanted.items()
            for (row, column), cell in _cells(book[name], max(cells)[0]).items()
            if (row, column) in cells
        }


def _book(content: bytes) -> Any:
    """Lazily imported: that takes longer than reading a hundred forms."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    # Numbers stay numbers: the date is known already, the serial number is asked for.
    book._date_formats = book._timedelta_formats = ()
    return book


def _cells(sheet: Any, last_row: int) -> dict[tuple[int, int], Any]:
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    rows = sheet.iter_rows(max_row=last_row + 1)
    return {
        (cell.row - 1, cell.column - 1): cell
        for row in rows
        for cell in row
        if cell.value is not None
    }


def _facts(cell: Any) -> Facts:
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    text = cell.value if isinstance(cell.value, str) else ""
    number = float(cell.value) if is_number else None
    return Facts(number, text, str(cell.number_format or ""), str(cell.font.name or ""))
