"""A cheap look into a workbook's zip before it is read: what would take a reader's breath away.

The first look costs next to nothing: it goes by the table of contents alone. Only where something
is unusual there, or after a reader died or gave up on the file, are the sheets scanned, in pieces,
never as a whole.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bdg_excel.reader.files.package import USUAL_SIZE, Package

MEMBERS = 5_000
UNPACKED = 100 * 2**20
SHEETS = 500
BOX = 3_000_000
"""So many cells, empty ones between filled ones too, are more than any form has."""
TEXT = 256 * 2**20
"""A reader copies a shared text for each cell that shows it: so many letters at most."""
LONGEST = 2**21
"""A cell holds 32,767 letters; formatting within it takes room too."""
ROWS, COLUMNS = 1_048_576, 16_384
"""The grid of Excel."""

_USUAL_RATIO = 60
_PIECE = 1 << 20
_CARRY = 4096
_UNIQUE = re.compile(rb'uniqueCount\s*=\s*"(\d+)"')
_ROW = re.compile(rb'<row\b[^<>]*?\sr="(\d+)"')
_CELL = re.compile(rb'<c\b[^<>]*?\sr="([A-Z]{1,4})(\d+)"[^<>/]*>\s*<(?:v|is|f)\b')
_SMALLEST_TEXT = len(b"<si/>")


class Unsafe(NamedTuple):
    """Why a workbook is not read: the finding's code, and what was found, in Vietnamese."""

    code: str
    found: str


def contents_fault(archive: Package) -> Unsafe | None:
    """What the table of contents says against reading `archive`."""
    parts = archive.infolist()
    if len(parts) > MEMBERS:
        return Unsafe("unsafe_file", f"gồm {len(parts)} phần, nhiều bất thường")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED:
        return Unsafe("file_too_large", f"khi mở ra chiếm {unpacked // 2**20} MB")
    sheets = sum(part.filename.startswith("xl/worksheets/") for part in parts)
    if sheets > SHEETS:
        return Unsafe("file_too_large", f"có {sheets} trang")
    return _texts_fault(archive)


def is_unusual(archive: Package) -> bool:
    """Whether the table of contents alone is a reason to look at the sheets themselves."""
    parts = archive.infolist()
    book = archive.NameToInfo.get("xl/workbook.xml")
    if sum(part.file_size for part in parts) > USUAL_SIZE or (book and book.file_size > 2**16):
        return True
    return any(
        part.file_size > _USUAL_RATIO * max(part.compress_size, 1) and part.file_size > 2**16
        for part in parts
    )


def sheets_fault(archive: Package) -> Unsafe | None:
    """What the parts themselves say against reading `archive`: all of them are looked through."""
    try:
        return _doctype(archive) or _too_many_sheets(archive) or _cells_fault(archive)
    except Exception:  # whatever comes up in a damaged part: the reader will say so
        return None


def _texts_fault(archive: Package) -> Unsafe | None:
    """Readers make room beforehand for as many shared texts as a workbook claims to have."""
    part = archive.NameToInfo.get("xl/sharedStrings.xml")
    claimed = _UNIQUE.search(archive.head(part, 512))
    if part and claimed and int(claimed[1]) * _SMALLEST_TEXT > part.file_size:
        return Unsafe("unsafe_file", f"khai có {int(claimed[1])} đoạn chữ nhưng không có đủ")
    return None


def _doctype(archive: Package) -> Unsafe | None:
    for part in archive.infolist():
        is_xml = part.filename.endswith((".xml", ".rels"))
        if is_xml and b"<!DOCTYPE" in archive.head(part, 2048):
            return Unsafe("unsafe_file", f"phần {part.filename} có khai báo lạ (DOCTYPE)")
    return None


def _too_many_sheets(archive: Package) -> Unsafe | None:
    book = archive.NameToInfo.get("xl/workbook.xml")
    if book is None:
        return None
    sheets = sum(piece.count(b"<sheet ") for piece in _pieces(archive, book))
    return Unsafe("file_too_large", f"có {sheets} trang") if sheets > SHEETS else None


def _cells_fault(archive: Package) -> Unsafe | None:
    longest = _longest_text(archive)
    box = 0
    for part in _sheets(archive):
        sheet = _Sheet()
        for piece in _pieces(archive, part):
            sheet.add(piece)
        fault = sheet.fault(longest)
        box += sheet.box
        if fault or box > BOX:
            return fault or Unsafe("file_too_large", f"các trang rộng tổng cộng {box} ô")
    return None


def _sheets(archive: Package) -> Sequence[zipfile.ZipInfo]:
    return [part for part in archive.infolist() if "worksheets/" in part.filename.lower()]


def _longest_text(archive: Package) -> int:
    part = archive.NameToInfo.get("xl/sharedStrings.xml")
    longest = carried = 0
    for piece in _pieces(archive, part) if part else ():
        first, *others = piece.split(b"</si>")
        carried += len(first)
        longest = max(longest, carried, *map(len, others), 0)
        carried = len(others[-1]) if others else carried
    return longest


def _pieces(archive: Package, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part, unpacked piece by piece."""
    with archive.open(part) as handle:
        while piece := handle.read(_PIECE):
            yield piece


class _Sheet:
    """What is found in a sheet's pieces: how far its filled cells lie apart, how many show text."""

    def __init__(self) -> None:
        self._carry = b""
        self._rows = [ROWS + 1, 0]
        self._columns = [COLUMNS + 1, 0]
        self._far = ""
        self._row = 0
        self._texts = self._filled = 0

    def add(self, piece: bytes) -> None:
        """Looks at the next piece; a tag that its end cuts through is looked at with the next."""
        piece = self._carry + piece
        self._texts += piece.count(b't="s"') - self._carry.count(b't="s"')
        self._filled += piece.count(b"<v>") - self._carry.count(b"<v>")
        cut = piece.rfind(b"<c ", -_CARRY)
        self._carry = piece[cut:] if cut >= 0 else piece[-64:]
        for row in set(_ROW.findall(piece)):
            self._row = max(self._row, int(row))
        for letters, number in _CELL.findall(piece):
            self._cell(letters, int(number))

    def _cell(self, letters: bytes, row: int) -> None:
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        if column > self._columns[1] or row > self._rows[1]:
            self._far = f"{letters.decode()}{row}"
        self._rows = [min(self._rows[0], row), max(self._rows[1], row)]
        self._columns = [min(self._columns[0], column), max(self._columns[1], column)]

    @property
    def box(self) -> int:
        """How many cells lie between the first and the last filled one."""
        rows, columns = (max(b - a + 1, 0) for a, b in (self._rows, self._columns))
        return max(rows * columns, self._filled)  # cells without an address are only counted

    def fault(self, longest: int) -> Unsafe | None:
        """What is wrong with the sheet. `longest`: the length of the longest shared text."""
        if max(self._row, self._rows[1]) > ROWS or self._columns[1] > COLUMNS:
            return Unsafe("unsafe_file", "có dòng hoặc cột nằm ngoài khuôn khổ của Excel")
        if self._filled > BOX:
            return Unsafe("file_too_large", f"một trang có {self._filled} ô")
        if self.box > BOX:
            return Unsafe("file_too_large", f"có ô {self._far} nằm rất xa các ô khác")
        if longest > LONGEST and self._texts:
            return Unsafe("file_too_large", f"có một đoạn chữ dài {longest} ký tự")
        if longest * self._texts > TEXT:
            words = f"một đoạn chữ dài {longest} ký tự, {self._texts} ô có chữ"
            return Unsafe("file_too_large", words)
        return None
