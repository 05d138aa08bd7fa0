"""The cells of an ``.ods`` as its XML has them: with their formulas, looks and the pieces of texts.

The first reader hands over their values alone. Empty cells are left out.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice, repeat
from typing import NamedTuple
from xml.etree import ElementTree as ET

from bdg_excel.reader.files.facts import Cell
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.preflight import COLUMNS, ROWS

CONTENT = "content.xml"
OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
_CACHED = "'file:"
_WIDEST = 100
"""So many spaces are as good as more."""
_LARGEST, _MOST = 16 * 2**20, 200_000
"""So many bytes and cells are more than a form ever has."""
TABLE, ROW, COLUMN, NAME, _FORMULA, LOOK, _BY_COLUMN = (
    OASIS % ("table", name)
    for name in (
        *("table", "table-row", "table-column", "name", "formula", "style-name"),
        "default-cell-style-name",
    )
)
CELLS = frozenset(OASIS % ("table", name) for name in ("table-cell", "covered-table-cell"))
ROWS_REPEATED, COLUMNS_REPEATED, _DOWN, _ACROSS = (
    OASIS % ("table", f"number-{name}")
    for name in ("rows-repeated", "columns-repeated", "rows-spanned", "columns-spanned")
)
_KIND, _NUMBER = OASIS % ("office", "value-type"), OASIS % ("office", "value")
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
PARAGRAPH, _STYLE, _SPACES, _HOW_MANY, _TAB, _BREAK = (
    OASIS % ("text", name) for name in ("p", "style-name", "s", "c", "tab", "line-break")
)
_GAPS = {_SPACES: " ", _TAB: "\t", _BREAK: "\n"}


class OdsCell(NamedTuple):
    """A cell. `pieces`: its text, each piece with the style that it has of its own, or ''.

    `kind` is the type of its value, empty where it has none; `down` and `across`, over how many
    rows and columns it reaches; `look`, the name of its style.
    """

    kind: str
    number: float | None
    pieces: tuple[tuple[str, str], ...]
    formula: str
    look: str
    down: int
    across: int

    @property
    def text(self) -> str:
        """What stands in it, as it is shown."""
        return "".join(text for text, _ in self.pieces)


def is_ods(archive: Package) -> bool:
    """Whether `archive` is an OpenDocument."""
    return CONTENT in archive.NameToInfo


def is_cached(sheet: str) -> bool:
    """Whether a sheet of that name is what LibreOffice keeps of another file: nobody sees it."""
    return sheet.startswith(_CACHED) and "'#" in sheet


def ods_cells(archive: Package) -> Mapping[str, Mapping[Cell, OdsCell]]:
    """The cells of each sheet. Raises `ValueError` or `ParseError` where that is no form's."""
    return _cells(archive.part(CONTENT))


def parsed(part: bytes) -> ET.Element:
    """The XML of `part`. Raises `ValueError` or `ParseError` where that is no form's."""
    if len(part) > _LARGEST or b"<!DOCTYPE" in part:
        raise ValueError("no form's")
    return ET.fromstring(part)


@lru_cache(maxsize=1)
def _cells(part: bytes) -> Mapping[str, Mapping[Cell, OdsCell]]:
    """Several look into one file, one after the other."""
    named = ((table.get(NAME, ""), table) for table in parsed(part).iter(TABLE))
    return {name: dict(_of_table(table)) for name, table in named if not is_cached(name)}


def _of_table(table: ET.Element) -> Iterator[tuple[Cell, OdsCell]]:
    looks = list(islice(_looks(table), COLUMNS))
    row = told = 0
    for line in table.iter(ROW):
        repeated = times(line, ROWS_REPEATED)
        cells = list(_of_row(line, looks))
        told += len(cells) * repeated
        if told > _MOST or row > ROWS:
            raise ValueError("too many cells")
        for each in range(repeated if cells else 0):
            yield from (((row + each, column), cell) for column, cell in cells)
        row += repeated


def _looks(table: ET.Element) -> Iterator[str]:
    """The style of each column's cells that have none of their own."""
    for column in table.iter(COLUMN):
        yield from repeat(column.get(_BY_COLUMN, ""), times(column, COLUMNS_REPEATED))


def _of_row(line: ET.Element, looks: list[str]) -> Iterator[tuple[int, OdsCell]]:
    column = 0
    by_row = line.get(_BY_COLUMN, "")
    for element in line:
        if element.tag not in CELLS:
            continue
        repeated = times(element, COLUMNS_REPEATED)
        if len(element) or _KIND in element.attrib or _FORMULA in element.attrib:
            for at in range(column, min(column + repeated, COLUMNS)):
                default = by_row or (looks[at] if at < len(looks) else "")
                yield at, _cell(element, element.get(LOOK, default))
        elif times(element, _DOWN) > 1 or times(element, _ACROSS) > 1:
            yield column, _cell(element, "")
        column += repeated


def _cell(element: ET.Element, look: str) -> OdsCell:
    pieces = tuple(pieces_of(element.findall(PARAGRAPH)))
    kind = "error" if element.get(_CALC) == "error" else element.get(_KIND, "")
    number = float(element.get(_NUMBER, "0")) if _NUMBER in element.attrib else None
    down, across = times(element, _DOWN), times(element, _ACROSS)
    return OdsCell(kind, number, pieces, element.get(_FORMULA, ""), look, down, across)


def pieces_of(paragraphs: list[ET.Element]) -> Iterator[tuple[str, str]]:
    """The text of `paragraphs`, a line each, in pieces, each with the style of its own, or ''."""
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield "\n", ""
        yield from _pieces(paragraph, "")


def _pieces(element: ET.Element, style: str) -> Iterator[tuple[str, str]]:
    yield element.text or "", style
    for child in element:
        if child.tag in _GAPS:
            yield _GAPS[child.tag] * min(times(child, _HOW_MANY), _WIDEST), style
        else:
            yield from _pieces(child, child.get(_STYLE, style))
        yield child.tail or "", style


def times(element: ET.Element, name: str) -> int:
    """How often `element` stands there, or how far it reaches, as its attribute `name` says."""
    said = element.get(name, "1")
    return int(said[:8]) if said.isdecimal() else 1
