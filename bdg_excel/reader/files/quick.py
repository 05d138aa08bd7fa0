"""The workbook as the quick reader is given it: its large parts unpacked.

Two look into a form's sheets: that reader, and the search for what it does not see. So the parts
are unpacked once, and the reader is given a zip in which they lie as they are.
"""

import struct
import zipfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zlib_ng import zlib_ng

from bdg_excel.reader.files.package import USUAL_SIZE, Package
from bdg_excel.reader.files.relations import BOOK, SHEETS, relations_of

_LARGE = (SHEETS, "xl/sharedStrings", "xl/styles")
"""How the names of the large parts begin."""
_OF_SHEETS = f"{SHEETS}_rels/"
_LISTS = (BOOK, relations_of(BOOK))
"""What says which part is which sheet: small, and all that is seen on a second look hangs on it."""
_ROWS, _SHEET_ENDS, _ASIDE = b"<sheetData", b"</worksheet>", b"<!"
_NOTHING_MERGED = b"<mergeCells/>"

_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL = struct.Struct("<4s5H3L2H")
_IN_TABLE = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _FIRST_DAY = 20, 33
"""What a reader must know, and the first of January 1980."""


class _Entry(NamedTuple):
    """A part on its way into another zip: its bytes there, how they are packed, and what they are
    unpacked: their checksum and their size."""

    name: str
    content: bytes
    method: int
    checksum: int
    size: int


def unpacked(archive: Package) -> bytes | None:
    """The same workbook with its sheets as they are; None if it is out of the ordinary.

    Raises `BadZipFile` where a part is not what its checksum says on which answers depend: readers
    do not look.
    """
    infos = archive.infolist()
    plain = all(info.orig_filename == info.filename.strip("/") for info in infos)
    usual = sum(info.file_size for info in infos) <= USUAL_SIZE
    try:
        for name in archive.NameToInfo.keys() & set(_LISTS):
            archive.part(name)
        if not plain or not usual or len(archive.NameToInfo) < len(infos):
            for name in filter(_is_large, archive.NameToInfo):
                archive.part(name)
            return None
        return b"".join(_zip([_entry(archive, info) for info in infos]))
    except zipfile.BadZipFile:
        raise
    except Exception:  # whatever comes up in a damaged part: the reader is given all as it lies
        return None


def _entry(archive: Package, info: zipfile.ZipInfo) -> _Entry:
    """A large part unpacked, anything else as it lies there."""
    name = info.filename
    if _is_large(name):
        part = archive.part(name)
        if name.startswith(SHEETS):
            part = nothing_merged(part)
        return _Entry(name, part, zipfile.ZIP_STORED, zlib_ng.crc32(part), len(part))
    packed = archive.as_it_lies(info)
    if len(packed) != info.compress_size or info.compress_type not in _KNOWN:
        raise ValueError(name)
    return _Entry(name, packed, info.compress_type, info.CRC, info.file_size)


def _is_large(name: str) -> bool:
    return name.startswith(_LARGE) and not name.startswith(_OF_SHEETS)


def nothing_merged(sheet: bytes) -> bytes:
    """The XML of a sheet that says above its rows that no cells are merged; else as it is.

    python-calamine parses each sheet twice, first up to its merged cells. They stand behind the
    rows, nobody asks it for them, and now it stops above. Only a sheet that is whole is changed:
    what is cut off it has to parse to its end.
    """
    start = sheet.find(_ROWS)
    is_plain = start >= 0 and sheet.find(_ASIDE, 0, start) < 0
    if not is_plain or not sheet.rstrip().endswith(_SHEET_ENDS):
        return sheet
    return b"".join((sheet[:start], _NOTHING_MERGED, sheet[start:]))


def _zip(entries: Sequence[_Entry]) -> Iterator[bytes]:
    """The bytes of a zip of `entries`. Raises `UnicodeError` for a name that is not ASCII."""
    table, at = [], 0
    for part, content, method, checksum, size in entries:
        name = part.encode("ascii")
        facts = (_VERSION, 0, method, 0, _FIRST_DAY, checksum, len(content), size, len(name), 0)
        local = _LOCAL.pack(b"PK\x03\x04", *facts) + name
        yield local
        yield content
        table.append(_IN_TABLE.pack(b"PK\x01\x02", _VERSION, *facts, 0, 0, 0, 0, at) + name)
        at += len(local) + len(content)
    contents = b"".join(table)
    yield contents
    yield _END.pack(b"PK\x05\x06", 0, 0, len(table), len(table), len(contents), at, 0)
