"""Comments and text boxes of an ``.ods``: they stand among the cells, in the one part of all."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from bdg_excel.reader.files.ods import (
    CELLS,
    COLUMNS_REPEATED,
    CONTENT,
    NAME,
    OASIS,
    PARAGRAPH,
    ROW,
    ROWS_REPEATED,
    TABLE,
    is_ods,
    parsed,
    pieces_of,
    times,
)
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.preflight import COLUMNS, ROWS
from bdg_excel.reader.files.workbook import address
from bdg_excel.reader.second_look.remarks.remark import Remark

_SIGNS = re.compile(rb"<office:annotation\b|<draw:")
_SHAPES = OASIS % ("table", "shapes")
_COMMENT, _DRAWN = OASIS % ("office", "annotation"), OASIS % ("drawing", "")
_AUTHOR = "{http://purl.org/dc/elements/1.1/}creator"


def may_hold(archive: Package) -> bool:
    """Whether `archive` is an ``.ods`` with any: as a form is handed out, it has none."""
    return is_ods(archive) and _SIGNS.search(archive.part(CONTENT)) is not None


def written(archive: Package, unread: list[str]) -> Iterator[Remark]:
    """All comments and text boxes of each sheet; the part goes to `unread` if it cannot be read."""
    found = _found(archive.part(CONTENT))
    if found is None:
        unread.append(CONTENT)
        return
    yield from (remark for remark in found if not remark.is_blank)


def _found(part: bytes) -> list[Remark] | None:
    """What stands in `part`; None where it is not what a form's is."""
    try:
        return [remark for table in parsed(part).iter(TABLE) for remark in _beside(table)]
    except (ET.ParseError, ValueError, RecursionError):  # nobody nests texts a thousand deep
        return None


def _beside(table: ET.Element) -> Iterator[Remark]:
    sheet = table.get(NAME, "")
    for shapes in table.iterfind(_SHAPES):
        yield from _in_place(shapes, sheet, "")
    row = 0
    for line in table.iter(ROW):
        column = 0
        for cell in line:
            if cell.tag not in CELLS:
                continue
            where = address(row, column) if row < ROWS and column < COLUMNS else ""
            yield from _in_place(cell, sheet, where)
            column += times(cell, COLUMNS_REPEATED)
        row += times(line, ROWS_REPEATED)


def _in_place(holder: ET.Element, sheet: str, cell: str) -> Iterator[Remark]:
    """The comment on a cell and the boxes that are anchored there."""
    for element in holder.iter():
        if element.tag == _COMMENT:
            yield Remark(_words(element), cell, element.findtext(_AUTHOR, ""), sheet=sheet)
        elif element.tag.startswith(_DRAWN) and element.find(PARAGRAPH) is not None:
            yield Remark(_words(element), cell, is_box=True, sheet=sheet)


def _words(holder: ET.Element) -> str:
    """The text of the paragraphs of `holder`, a line each."""
    return "".join(text for text, _ in pieces_of(holder.findall(PARAGRAPH)))
