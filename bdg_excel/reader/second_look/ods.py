"""What an ``.ods`` tells on a second look: errors, formulas, formats, marks, merged cells."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from xml.etree import ElementTree as ET

from bdg_excel.reader.files.facts import Cell, Facts, Lines, OutOfSight, Wanted
from bdg_excel.reader.files.ods import (
    COLUMN,
    COLUMNS_REPEATED,
    CONTENT,
    LOOK,
    NAME,
    OASIS,
    ROW,
    ROWS_REPEATED,
    TABLE,
    OdsCell,
    ods_cells,
    parsed,
    times,
)
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.preflight import COLUMNS, ROWS
from bdg_excel.reader.files.workbook import address
from bdg_excel.values.raw import CellError, Formula

_STYLE, _NAME, _FORMAT, _MAP, _CONDITION, _APPLIED, _TEXT, _LINE, _STRUCK, _POSITION, _FONT = (
    OASIS % ("style", name)
    for name in (
        *("style", "name", "data-style-name", "map", "condition", "apply-style-name"),
        *("text-properties", "text-line-through-type", "text-line-through-style"),
        *("text-position", "font-name"),
    )
)
_TABLE_LOOK = OASIS % ("style", "table-properties")
_DISPLAY, _VISIBILITY = (OASIS % ("table", name) for name in ("display", "visibility"))
_VISIBLE = "visible"
_MOST_ROWS = 1_000
_DIGITS, _WORDS, _GROUPED, _FACTOR, _PLACES, _FEWEST = (
    OASIS % ("datastyle", name)
    for name in (
        *("number", "text", "grouping", "display-factor"),
        *("decimal-places", "min-decimal-places"),
    )
)
_OTHER_WAYS = frozenset(OASIS % ("datastyle", way) for way in ("fraction", "scientific-number"))
_MOST_PLACES = 30
"""No spreadsheet shows more decimals."""
_NUMBERS = frozenset(
    OASIS % ("datastyle", f"{kind}-style") for kind in ("number", "percentage", "currency", "text")
)
"""A style with a part for text as well is one of text: what it says of numbers it refers to."""
_POSITIVE = frozenset({"value()>=0", "value()>0"})
_ON_THE_LINE = re.compile(r"0(?:\.0*)?%?(?: .*)?")
_REFERENCE = re.compile(r"\[\.([^\[\]:]+)(?::\.([^\[\]:]+))?\]")
_ELSEWHERE = re.compile(r"\[[^\[\]]*\]")
_LANGUAGE = re.compile(r"^\w+:=")


def ods_hidden(archive: Package) -> dict[str, dict[Cell, CellError | Formula]]:
    """The errors and the formulas without a result in each sheet that has any."""
    found = {name: dict(_odd(cells)) for name, cells in ods_cells(archive).items()}
    return {name: odd for name, odd in found.items() if odd}


def _odd(cells: Mapping[Cell, OdsCell]) -> Iterator[tuple[Cell, CellError | Formula]]:
    for where, cell in cells.items():
        if cell.kind == "error":
            yield where, CellError(cell.text)
        elif cell.formula and not cell.kind and not cell.pieces:  # '' has a piece, an empty one
            yield where, Formula(formula_text(cell.formula))


def formula_text(formula: str) -> str:
    """A formula as Excel writes it: ``of:=[.E8]+[$Sheet2.A1]`` is ``=E8+Sheet2!A1``."""
    bare = _LANGUAGE.sub("=", formula)
    near = _REFERENCE.sub(lambda found: ":".join(filter(None, found.groups())), bare)
    return _ELSEWHERE.sub(lambda found: found[0].strip("[]$").replace(".", "!"), near)


def ods_merged(archive: Package) -> dict[str, list[tuple[int, int, int, int]]]:
    """The merged cells of each sheet: first row and column, last row and column."""
    return {
        name: [
            (row, column, row + cell.down - 1, column + cell.across - 1)
            for (row, column), cell in cells.items()
            if cell.down > 1 or cell.across > 1
        ]
        for name, cells in ods_cells(archive).items()
    }


def ods_out_of_sight(archive: Package) -> OutOfSight:
    """What is hidden of the document; rows only where something stands in them."""
    root = parsed(archive.part(CONTENT))
    looks = {style.get(_NAME): style.find(_TABLE_LOOK) for style in root.iter(_STYLE)}
    unseen = {n for n, look in looks.items() if look is not None and look.get(_DISPLAY) == "false"}
    tables = {table.get(NAME, ""): table for table in root.iter(TABLE)}
    return OutOfSight(
        frozenset(name for name, table in tables.items() if table.get(LOOK) in unseen),
        {name: _hidden_lines(table) for name, table in tables.items()},
    )


def _hidden_lines(table: ET.Element) -> Lines:
    rows = (each for row, each in _hidden(table, ROW, ROWS_REPEATED, ROWS) if _is_few(row, each))
    columns = _hidden(table, COLUMN, COLUMNS_REPEATED, COLUMNS)
    return Lines(frozenset(chain.from_iterable(rows)), tuple(each for _, each in columns))


def _is_few(row: ET.Element, numbers: range) -> bool:
    """Whether a row that holds something stands for no more than a form ever has."""
    return any(map(len, row)) and len(numbers) <= _MOST_ROWS


def _hidden(
    table: ET.Element, tag: str, repeated: str, most: int
) -> Iterator[tuple[ET.Element, range]]:
    """The rows or columns that are hidden, by hand or by a filter, and where they stand."""
    end = 0
    for line in table.iter(tag):
        start, end = end, min(end + times(line, repeated), most)
        if line.get(_VISIBILITY, _VISIBLE) != _VISIBLE:
            yield line, range(start, end)


def ods_facts(archive: Package, wanted: Wanted) -> dict[tuple[str, str], Facts]:
    """What is to be known of the `wanted` cells."""
    looks, sheets = _Looks(archive), ods_cells(archive)
    return {
        (name, address(*where)): looks.facts(sheets[name][where])
        for name, cells in wanted.items()
        for where in cells
        if where in sheets[name]
    }


class _Looks:
    """The styles of a document, its own and those that it shares with others, by their names."""

    def __init__(self, archive: Package) -> None:
        names = [name for name in ("styles.xml", CONTENT) if name in archive.NameToInfo]
        roots = [parsed(archive.part(name)) for name in names]
        found = [style for root in roots for style in root.iter(_STYLE)]
        self._styles = {style.get(_NAME, ""): style for style in found}
        numbers = (each for root in roots for each in root.iter() if each.tag in _NUMBERS)
        self._formats = {each.get(_NAME, ""): each for each in numbers}

    def facts(self, cell: OdsCell) -> Facts:
        """What `cell` says beside its value."""
        look = self._text(cell.look)
        struck = _is_struck(look)
        bare = "".join(text for text, style in cell.pieces if not self._is_marked(style, struck))
        number = cell.number if cell.kind != "string" else None
        font = "" if look is None else look.get(_FONT, "")
        fonts = tuple((text, self._font(style) or font) for text, style in cell.pieces)
        return Facts(number, cell.text, self._format(cell), font, bare, struck and not bare, fonts)

    def _font(self, style: str) -> str:
        look = self._text(style) if style else None
        return "" if look is None else look.get(_FONT, "")

    def _is_marked(self, style: str, struck: bool) -> bool:
        look = self._text(style) if style else None
        if look is None:
            return struck
        return _is_struck(look) or not _ON_THE_LINE.fullmatch(look.get(_POSITION, "0%"))

    def _text(self, name: str) -> ET.Element | None:
        style = self._styles.get(name)
        return style.find(_TEXT) if style is not None else None

    def _format(self, cell: OdsCell) -> str:
        """The cell's number format as Excel would write the part for numbers above zero."""
        if cell.kind == "percentage":
            return "0%"
        style = self._styles.get(cell.look)
        form = self._formats.get(style.get(_FORMAT, "")) if style is not None else None
        for other in form.iterfind(_MAP) if form is not None else ():
            if other.get(_CONDITION) in _POSITIVE:
                form = self._formats.get(other.get(_APPLIED, ""), form)
        return "".join(map(_written, form)) if form is not None else ""


def _is_struck(look: ET.Element | None) -> bool:
    """Whether a style strikes out what it is the style of; there are two ways to say so."""
    said = {look.get(_LINE, "none"), look.get(_STRUCK, "none")} if look is not None else set()
    return bool(said - {"none"})


def _written(piece: ET.Element) -> str:
    if piece.tag == _WORDS:
        return f'"{piece.text or ""}"'
    if piece.tag in _OTHER_WAYS:
        return "General"
    if piece.tag != _DIGITS:
        return ""
    thousands = len(piece.get(_FACTOR, "1")) // 3
    places = piece.get(_FEWEST) or piece.get(_PLACES) or "0"
    decimals = "." + "0" * min(int(places), _MOST_PLACES) if places.strip("0") else ""
    return ("#,##0" if piece.get(_GROUPED) == "true" else "0") + decimals + "," * thousands
