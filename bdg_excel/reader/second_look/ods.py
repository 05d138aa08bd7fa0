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
from bdg_excel.reader.second_look.ods_looks import Looks
from bdg_excel.values.raw import CellError, Formula

_STYLE, _NAME = OASIS % ("style", "style"), OASIS % ("style", "name")
_TABLE_LOOK = OASIS % ("style", "table-properties")
_DISPLAY, _VISIBILITY = (OASIS % ("table", name) for name in ("display", "visibility"))
_VISIBLE = "visible"
_MOST_ROWS = 1_000
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
    looks, sheets = Looks(archive), ods_cells(archive)
    return {
        (name, address(*where)): looks.facts(sheets[name][where])
        for name, cells in wanted.items()
        for where in cells
        if where in sheets[name]
    }
