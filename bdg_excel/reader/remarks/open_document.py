"""Comments and text boxes of an ``.ods``: they stand among the cells, in the one part of all."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from bdg_excel.reader.package import Package
from bdg_excel.reader.preflight import COLUMNS, ROWS
from bdg_excel.reader.remarks.remark import LARGEST, Remark
from bdg_excel.reader.workbook import address

_CONTENT = "content.xml"
_SIGNS = re.compile(rb"<office:annotation\b|<draw:")
_MOST = 4 * LARGEST
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
_TABLE, _ROW, _SHAPES = (_OASIS % ("table", name) for name in ("table", "table-row", "shapes"))
_CELLS = frozenset(_OASIS % ("table", name) for name in ("table-cell", "covered-table-cell"))
_NAME, _ROWS, _COLUMNS = (
    _OASIS % ("table", name) for name in ("name", "number-rows-repeated", "number-columns-repeated")
)
_COMMENT, _DRAWN = _OASIS % ("office", "annotation"), _OASIS % ("drawing", "")
_PARAGRAPH, _BREAK, _SPACES, _TAB, _HOW_MANY = (
    _OASIS % ("text", name) for name in ("p", "line-break", "s", "tab", "c")
)
_AUTHOR = "{http://purl.org/dc/elements/1.1/}creator"


def may_hold(archive: Package) -> bool:
    """Whether `archive` is an ``.ods`` with any: as a form is handed out, it has none."""
    return _CONTENT in archive.NameToInfo and _SIGNS.search(archive.part(_CONTENT)) is not None


def written(archive: Package, unread: list[str]) -> Iterator[Remark]:
    """All comments and text boxes of each sheet; the part goes to `unread` if it cannot be read."""
    found = _found(archive.part(_CONTENT))
    if found is None:
        unread.append(_CONTENT)
        return
    yield from (remark for remark in found if not remark.is_blank)


def _found(part: bytes) -> list[Remark] | None:
    """What stands in `part`; None where it is not what a form's is."""
    if len(part) > _MOST or b"<!DOCTYPE" in part:
        return None
    try:
        root = ET.fromstring(part)
        return [remark for table in root.iter(_TABLE) for remark in _beside(table)]
    except (ET.ParseError, RecursionError):  # nobody nests pieces of text a thousand deep
        return None


def _beside(table: ET.Element) -> Iterator[Remark]:
    sheet = table.get(_NAME, "")
    for shapes in table.iterfind(_SHAPES):
        yield from _in_place(shapes, sheet, "")
    row = 0
    for line in table.iter(_ROW):
        column = 0
        for cell in line:
            if cell.tag not in _CELLS:
                continue
            where = address(row, column) if row < ROWS and column < COLUMNS else ""
            yield from _in_place(cell, sheet, where)
            column += _repeated(cell, _COLUMNS)
        row += _repeated(line, _ROWS)


def _repeated(element: ET.Element, times: str) -> int:
    said = element.get(times, "1")
    return int(said[:8]) if said.isdecimal() else 1


def _in_place(holder: ET.Element, sheet: str, cell: str) -> Iterator[Remark]:
    """The comment on a cell and the boxes that are anchored there."""
    for element in holder.iter():
        if element.tag == _COMMENT:
            yield Remark(_words(element), cell, element.findtext(_AUTHOR, ""), sheet=sheet)
        elif element.tag.startswith(_DRAWN) and element.find(_PARAGRAPH) is not None:
            yield Remark(_words(element), cell, is_box=True, sheet=sheet)


def _words(holder: ET.Element) -> str:
    """The text of the paragraphs of `holder`, a line each."""
    return "\n".join("".join(_pieces(paragraph)) for paragraph in holder.iterfind(_PARAGRAPH))


def _pieces(element: ET.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == _SPACES:
            yield " " * min(_repeated(child, _HOW_MANY), COLUMNS)
        elif child.tag in (_BREAK, _TAB):
            yield "\n" if child.tag == _BREAK else "\t"
        else:
            yield from _pieces(child)
        yield child.tail or ""
