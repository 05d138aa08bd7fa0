"""Numbers that a formula gave: a sum of blanks is 0 to Excel, and no answer.

The first reader hands over a formula's last result and nothing of the formula. Only where that
result is doubtful is the sheet's XML asked for it: nil, and what is no whole number; and all of
them where an answer is missing that a formula may have added up.
"""

import html
import re
from collections.abc import Callable, Container, Iterator
from functools import lru_cache

from bdg_excel.reader.files.facts import Cell, place
from bdg_excel.reader.files.ods import is_ods, ods_cells
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.relations import sheet_names
from bdg_excel.reader.files.workbook import address
from bdg_excel.reader.second_look.cells import prefix_of
from bdg_excel.reader.second_look.ods import formula_text
from bdg_excel.reader.second_look.xls import is_xls, xls_formulas
from bdg_excel.values.raw import Computed

_FORMULA = re.compile(rb"<f\b[^<>]*>([^<]*)</f>|<f\b[^<>]*/>")
_ORIGIN = re.compile(rb"""<c\s([^<>]*+)>(<f\b[^<>]*+>)([^<]++)</f>""")
_PLACE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Z]{1,3}\d{1,7})["']""")
_PLACED = rb"""<c\s(?:[^<>]*\s)?r\s*=\s*["']%b["']"""
"""How a cell begins of which not `r` is said first, or in other quotes."""
_GROUP = re.compile(rb"""\bsi\s*=\s*["'](\d+)["']""")
"""Formulas that were dragged share a number; the first of them alone has the words."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?(?![\w(])")
_NAME = re.compile(r"(?<!\w)[^\W\d]\w*+(?!\()")
"""A range's or a table's name: where it lies is not looked up."""
_ELSEWHERE = re.compile(
    r"(?:'[^']*'|(?<![\w.\[\]])[\w.\[\]]++)!\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?"
)
"""A reference to another sheet."""
_COUNTS = re.compile(r"(?:COUNT|SUM)\w*\([^()]*\)")
"""What gives a number whatever words stand in it."""
_TEXT = re.compile(r'"[^"]*"')
_LARGEST = 1_000
"""So many cells of a range are looked at."""


class Formulas:
    """The formulas of a workbook's sheets; nothing is found where it is no plain Open XML."""

    def __init__(self, archive: Package) -> None:
        self._archive = archive
        self._paths = {name: path for path, name in sheet_names(archive).items()}
        self._origins: dict[str, dict[bytes, tuple[str, str]]] = {}

    def stands_in(self, sheet: str, cell: str) -> bool | None:
        """Whether a formula stands in `cell`; None where the cell is not found."""
        found = _cell(self._part(sheet), cell)
        return _FORMULA.search(found) is not None if found else None

    def computed(self, sheet: str, cell: str, number: float) -> Computed | None:
        """What is to be known of the `number` in `cell`, if a formula gave it."""
        part = self._part(sheet)
        found = _FORMULA.search(_cell(part, cell))
        if found is None:
            return None
        text = _unescaped(found[1] or b"") or self._dragged(sheet, part, cell, found[0])
        return Computed(number, f"={text or '…'}", _is_of_blanks(text, _holding(part)))

    def _part(self, sheet: str) -> bytes:
        """The XML of a sheet; nothing of one that is not known."""
        path = self._paths.get(sheet)
        return _without_prefix(self._archive.part(path)) if path else b""

    def _dragged(self, sheet: str, part: bytes, cell: str, formula: bytes) -> str:
        """What a formula without words says that was dragged to `cell` from another; '' if no
        other is known."""
        named = _GROUP.search(formula)
        if named is None:
            return ""
        if sheet not in self._origins:
            self._origins[sheet] = _origins(part)
        origin, text = self._origins[sheet].get(named[1], ("", ""))
        return _moved(text, origin, cell) if text else ""


class OdsFormulas:
    """The formulas of an ``.ods``."""

    def __init__(self, archive: Package) -> None:
        self._sheets = ods_cells(archive)

    def stands_in(self, sheet: str, cell: str) -> bool | None:
        """Whether a formula stands in `cell`; None where the cell is not found."""
        found = self._sheets.get(sheet, {}).get(place(cell))
        return bool(found.formula) if found else None

    def computed(self, sheet: str, cell: str, number: float) -> Computed | None:
        """What is to be known of the `number` in `cell`, if a formula gave it."""
        cells = self._sheets.get(sheet, {})
        found = cells.get(place(cell))
        if found is None or not found.formula:
            return None
        text = formula_text(found.formula)
        filled = {where for where, other in cells.items() if other.kind}
        blanks = _is_of_blanks(text.removeprefix("="), lambda other: place(other) in filled)
        return Computed(number, text, blanks)


class XlsFormulas:
    """The formulas of an old ``.xls``."""

    def __init__(self, content: bytes) -> None:
        self._sheets = xls_formulas(content)

    def stands_in(self, sheet: str, cell: str) -> bool | None:
        """Whether a formula stands in `cell`; None where the sheet is not found."""
        found = self._sheets.get(sheet)
        return place(cell) in found[0] if found else None

    def computed(self, sheet: str, cell: str, number: float) -> Computed | None:
        """What is to be known of the `number` in `cell`, if a formula gave it.

        LibreOffice writes 0 for a formula's text where the cell's format is a number's: so 0 says
        nothing where a text may have come out.
        """
        formulas, numbers = self._sheets.get(sheet, ({}, set()))
        text = formulas.get(place(cell))
        if text is None:
            return None
        blanks = _is_of_blanks(text, lambda other: place(other) in numbers)
        may_be_text = '"' in text and not _COUNTS.match(text)
        return Computed(number, f"={text or '…'}", blanks, may_be_text=may_be_text)


AnyFormulas = Formulas | OdsFormulas | XlsFormulas


def formulas_of(content: bytes, archive: Package | None) -> AnyFormulas | None:
    """The formulas of a workbook. Raises whatever comes up in a damaged one."""
    if is_xls(content):
        return XlsFormulas(content)
    if archive is None:
        return None
    return OdsFormulas(archive) if is_ods(archive) else Formulas(archive)


def has_formula(content: bytes, archive: Package | None, sheet: str, cell: str) -> bool | None:
    """Whether a formula gave what `cell` holds; None where the file does not tell."""
    try:
        formulas = formulas_of(content, archive)
        return formulas.stands_in(sheet, cell) if formulas else None
    except Exception:  # a workbook that only the first reader understands
        return None


@lru_cache(maxsize=1)
def _without_prefix(part: bytes) -> bytes:
    """The XML of a sheet without the prefix that some writers give all its names: ``<x:c``."""
    prefix = prefix_of(part)
    return re.sub(rb"(</?)%b:" % prefix, rb"\1", part) if prefix else part


def _cell(part: bytes, cell: str) -> bytes:
    """The XML of `cell`; nothing where it holds nothing."""
    start = part.find(b'<c r="%b"' % cell.encode())
    if start < 0:
        placed = re.search(_PLACED % cell.encode(), part)
        start = placed.start() if placed else -1
    if start < 0 or part[part.find(b">", start) - 1 : part.find(b">", start)] == b"/":
        return b""
    return part[start : part.find(b"</c>", start)]


def _origins(part: bytes) -> dict[bytes, tuple[str, str]]:
    """Where the formulas of a sheet begin that were dragged to other cells, and their words.

    By the number that each shares with those; none of a number that begins twice.
    """
    found: dict[bytes, tuple[str, str]] = {}
    for cell, formula, words in _ORIGIN.findall(part):
        named, placed = _GROUP.search(formula), _PLACE.search(cell)
        if named and placed:
            again = named[1] in found
            found[named[1]] = ("", "") if again else (placed[1].decode(), _unescaped(words))
    return found


def _moved(formula: str, origin: str, cell: str) -> str:
    """`formula` as it was dragged from `origin` to `cell`; '' where nobody can tell."""
    from openpyxl.formula.translate import Translator  # here, since hardly any file needs it

    try:
        return str(Translator(f"={formula}", origin).translate_formula(cell)).removeprefix("=")
    except Exception:  # no formula, or one that refers to what is off the sheet
        return ""


def _unescaped(words: bytes) -> str:
    return html.unescape(words.decode("utf-8", "replace"))


def _holding(part: bytes) -> Callable[[str], bool]:
    """Whether a cell of the sheet `part` holds a value, by its address."""
    return lambda cell: _holds_value(_cell(part, cell))


def _is_of_blanks(formula: str, holds_value: Callable[[str], bool]) -> bool:
    """Whether all that `formula` looks at is blank, or cannot be seen: it lies in another sheet."""
    bare = _TEXT.sub("", formula)
    if not formula or "!" in bare:
        return True
    references = list(_REFERENCE.finditer(bare))
    if not references:
        return _NAME.search(bare) is not None
    cells = (cell for found in references for cell in _cells_of(found))
    return not any(map(holds_value, cells))


def blanks_in(formula: str, blank: Container[Cell]) -> str:
    """Which of the cells in `blank` a `formula` of their sheet looks at: ``E13, E14``."""
    bare = _ELSEWHERE.sub("", _TEXT.sub("", formula))
    cells = (cell for found in _REFERENCE.finditer(bare) for cell in _cells_of(found))
    return ", ".join(dict.fromkeys(cell for cell in cells if place(cell) in blank))


def _holds_value(cell: bytes) -> bool:
    return b"<v>" in cell or b"<is>" in cell


def _cells_of(reference: re.Match[str]) -> Iterator[str]:
    """The cells of a reference; none of a range that is too large to be looked at."""
    first = place(f"{reference[1]}{reference[2]}")
    last = place(f"{reference[3]}{reference[4]}") if reference[3] else first
    (top, bottom), (left, right) = (sorted(pair) for pair in zip(first, last, strict=True))
    if (bottom - top + 1) * (right - left + 1) <= _LARGEST:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield address(row, column)
