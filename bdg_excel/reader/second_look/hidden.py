"""Cells that look empty and are not: errors (``#REF!``), and formulas that nobody has calculated.

python-calamine hands over '' for both. A blank is *not reported*; these must be told. The parts of
the file are searched for a few bytes first, so that a file without such cells costs next to
nothing.
"""

import html
import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET

from bdg_excel.reader.files.facts import Cell, place
from bdg_excel.reader.files.ods import CONTENT, is_ods
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.relations import SHEETS, is_binary, local, sheet_names
from bdg_excel.reader.second_look.cells import cells_in, prefix_of
from bdg_excel.reader.second_look.ods import ods_hidden
from bdg_excel.reader.second_look.xls import is_xls, may_have_errors, xls_errors
from bdg_excel.values.raw import CellError, Formula


class Hidden(NamedTuple):
    """What stands in cells that look empty, by sheet and cell.

    `unlocated`: there are such cells, and nobody can tell where.
    """

    cells: Mapping[str, Mapping[Cell, CellError | Formula]] = {}
    unlocated: bool = False


NOTHING = Hidden()

_NO_SHEETS = (
    *("[content_types]", "_rels/", "docprops/", "customxml/", "xl/_rels/", "xl/workbook"),
    *("xl/styles", "xl/sharedstrings", "xl/theme/", "xl/drawings/", "xl/charts/", "xl/media/"),
    *("xl/macrosheets/", "xl/dialogsheets/", "xl/chartsheets/"),
)
"""Where no sheet with answers lies: elsewhere one may, whatever its name."""
_ERROR, _QUOTE, _OTHER_ERROR = b'"e"', b"'", b"'e'"
"""What stands in a cell that holds an error: its type, in quotes of either kind."""
_FORMULA_BEGINS, _PREFIXED_FORMULA = b"<f", b":f"
_WITH_VALUE = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)<v>[^<]")
"""A formula and its value as nearly all writers put them."""
_NO_VALUE_FOLLOWS = re.compile(rb"</f(?!><v>)")
_EMPTY_ENDS = b"/></c>"
"""A formula or its value that is an empty element."""
_END = b"</sheetData>"
_NO_VALUE = b"<v></v></c>"
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)><f[^>]*>([^<]*)</f>')
_ODS_ERROR = b'calcext:value-type="error"'
_XLSB_ERRORS = frozenset({3, 11})
"""BrtCellError and BrtFmlaError."""


def hidden_cells(content: bytes, archive: Package | None, sheets: Collection[str]) -> Hidden:
    """The errors and the formulas without a result in the workbook `content`, a zip or an xls.

    In `sheets`, by their names; such a cell in another is one of which nobody knows where it is.
    """
    found = _in_xls(content) if is_xls(content) else _in_archive(archive)
    return found if found.cells.keys() <= set(sheets) else found._replace(unlocated=True)


def _in_archive(archive: Package | None) -> Hidden:
    try:
        return _in_zip(archive) if archive else NOTHING
    except Exception:  # the first reader has read it, so it may hold errors all the same
        return Hidden(unlocated=True)


def _in_xls(content: bytes) -> Hidden:
    try:
        return Hidden(xls_errors(content))
    except Exception:  # xlrd raises whatever comes up in a damaged file
        return Hidden(unlocated=may_have_errors(content))


def _in_zip(archive: Package) -> Hidden:
    names = archive.NameToInfo
    if is_ods(archive):
        return _in_ods(archive)
    sheets = [name for name in names if not name.lower().startswith(_NO_SHEETS)]
    if is_binary(archive):
        binary = (name for name in names if name.startswith(SHEETS) and name.endswith(".bin"))
        return Hidden(unlocated=any(_has_xlsb_error(archive.part(name)) for name in binary))
    try:
        parts = ((n, archive.part(n)) for n in sheets if n.endswith(".xml"))
        found = {name: cells for name, part in parts if (cells := _odd_cells(part))}
        titles = sheet_names(archive) if found else {}
        return Hidden({titles[path]: cells for path, cells in found.items()})
    except (ET.ParseError, KeyError, ValueError):
        return Hidden(unlocated=True)


def _in_ods(archive: Package) -> Hidden:
    try:
        return Hidden(ods_hidden(archive))
    except (ET.ParseError, ValueError):
        return Hidden(unlocated=_ODS_ERROR in archive.part(CONTENT))


def _odd_cells(part: bytes) -> Mapping[Cell, CellError | Formula]:
    """The cells of a sheet's XML that only look empty; it is parsed only if there are signs."""
    end = part.rfind(_END)
    cells = part[:end] if end >= 0 else part  # what comes after them is as long again
    if _has_error(cells) or prefix_of(part):  # with a prefix the signs look otherwise
        return dict(_parsed(part))
    if _all_have_values(cells):
        return {}
    if _holds(cells, _EMPTY_ENDS) or _NO_VALUE_FOLLOWS.search(cells):
        return dict(_parsed(part))
    return dict(_without_value(part)) if _holds(cells, _NO_VALUE) else {}


def _has_error(cells: bytes) -> bool:
    # One letter is found much sooner than three.
    return _holds(cells, _ERROR) or (_QUOTE in cells and _holds(cells, _OTHER_ERROR))


def _all_have_values(cells: bytes) -> bool:
    """Whether each formula of `cells` has a value, as far as a glance at each tells."""
    if _holds(cells, _PREFIXED_FORMULA):
        return False
    at = cells.find(_FORMULA_BEGINS)
    while at >= 0 and _WITH_VALUE.match(cells, at):
        at = cells.find(_FORMULA_BEGINS, at + 1)
    return at < 0


def _holds(part: bytes, sign: bytes) -> bool:
    """Whether `sign` stands in `part`, where it hardly ever does.

    From behind: signs end as every other tag does, and begin with something rarer.
    """
    return part.rfind(sign) >= 0


def _without_value(part: bytes) -> Iterator[tuple[Cell, CellError | Formula]]:
    """Formulas with an empty value that is no empty text: an empty text is a result."""
    at = part.find(_NO_VALUE)
    while at >= 0:
        cell = part[part.rfind(b"<c ", 0, at) : at]
        found = _FORMULA.fullmatch(cell)
        if found is None:
            yield from _parsed(cell + _NO_VALUE)
        elif b't="str"' not in found[2]:
            yield place(found[1].decode()), Formula(f"={html.unescape(found[3].decode())}")
        at = part.find(_NO_VALUE, at + 1)


def _parsed(part: bytes) -> Iterator[tuple[Cell, CellError | Formula]]:
    for where, cell in cells_in(part):
        if odd := _odd(cell):
            yield where, odd


def _odd(cell: ET.Element) -> CellError | Formula | None:
    texts = {local(child.tag): child.text or "" for child in cell}
    kind, value = cell.get("t", "n"), texts.get("v", "")
    if kind == "e" and value:
        return CellError(value)
    if "f" in texts and not value and kind not in ("str", "inlineStr"):
        return Formula(f"={texts['f'] or '…'}")
    return None


def _has_xlsb_error(part: bytes) -> bool:
    """Whether a binary sheet holds an error: each record begins with its number and length."""
    at = 0
    while at < len(part):
        record, at = _number(part, at, 2)
        length, at = _number(part, at, 4)
        if record in _XLSB_ERRORS:
            return True
        at += length
    return False


def _number(part: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends; 0 beyond the end."""
    value = 0
    for step in range(longest):
        byte = part[at + step] if at + step < len(part) else 0
        value |= (byte & 0x7F) << (7 * step)
        if byte < 0x80:
            return value, at + step + 1
    return value, at + longest
