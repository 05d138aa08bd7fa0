"""The cells of a sheet as its XML has them, whatever its writer calls and leaves out."""

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from bdg_excel.reader.files.facts import Cell, place
from bdg_excel.reader.files.relations import local

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf|\s++|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*+>)*+<(?:(\w+):)?worksheet\b",
    re.DOTALL,
)
_ROWS_END = "sheetData"


def prefix_of(sheet: bytes) -> bytes | None:
    """The prefix that a sheet's XML gives all its names, ``x`` in ``<x:c>``; empty where none.

    None where it does not begin as sheets do.
    """
    found = _ROOT.match(sheet)
    return (found[1] or b"") if found else None


def cells_in(sheet: bytes) -> Iterator[tuple[Cell, ET.Element]]:
    """Each cell of a sheet's XML and where it stands, one after the other.

    Its element is emptied when the next is asked for. What comes after the rows is not looked at.
    Raises `ParseError`, and `ValueError` for a place that is none.
    """
    row = column = -1
    for event, element in ET.iterparse(io.BytesIO(sheet), ("start", "end")):
        name = local(element.tag)
        if event == "start":
            if name == "row":
                row, column = int(element.get("r", row + 2)) - 1, -1
            elif name == "c":
                cell = element.get("r")
                row, column = place(cell.upper()) if cell else (row, column + 1)
        elif name == "c":
            yield (row, column), element
            element.clear()
        elif name == "row":
            element.clear()
        elif name == _ROWS_END:
            return
