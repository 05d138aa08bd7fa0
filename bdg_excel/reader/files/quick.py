"""The workbook as the quick reader is given it: unpacked, and no more of it than it looks at.

Two look into a form's sheets: that reader, and the search for what it does not see. So the parts
are unpacked once, and the reader is given a zip in which they lie as they are.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zlib_ng import zlib_ng

from bdg_excel.reader.files.package import USUAL_SIZE, Package
from bdg_excel.reader.files.relations import SHEETS

_SHEET, _TEXTS, _STYLES = f"{SHEETS}sheet", "xl/sharedStrings", "xl/styles"
"""How the names of the large parts begin."""
_NOT_READ = ("docProps/", "xl/theme/", "xl/media/", "xl/drawings/", "xl/printerSettings/")
"""What a reader of values never opens."""
_ROWS, _ROWS_END, _SHEET_ENDS = b"<sheetData", b"</sheetData>", b"</worksheet>"
_NOTHING_MERGED = b"<mergeCells/>"
_FORMATS, _FONTS = b"<numFmts", b"<fonts"
_LOOKS, _LOOKS_END, _STYLES_END = b"<cellXfs", b"</cellXfs>", b"</styleSheet>"

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

    Raises `BadZipFile` for a sheet that is not what its checksum says: readers do not look.
    """
    infos = archive.infolist()
    plain = all(info.orig_filename == info.filename.strip("/") for info in infos)
    usual = sum(info.file_size for info in infos) <= USUAL_SIZE
    if not plain or not usual or len(archive.NameToInfo) < len(infos):
        return None
    try:
        read = [info for info in infos if not info.filename.startswith(_NOT_READ)]
        return b"".join(_zip([_entry(archive, info) for info in read]))
    except (zlib.error, UnicodeError, struct.error):
        return None
    except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None


def _entry(archive: Package, info: zipfile.ZipInfo) -> _Entry:
    """A large part unpacked, as far as it is looked at; anything else as it lies there."""
    name = info.filename
    if name.startswith(_SHEET):
        return _stored(name, rows_alone(archive.part(name)))
    if name.startswith(_STYLES):
        return _stored(name, formats_alone(archive.part(name)))
    if name.startswith(_TEXTS):
        return _Entry(name, archive.part(name), zipfile.ZIP_STORED, info.CRC, info.file_size)
    packed = archive.as_it_lies(info)
    if len(packed) != info.compress_size or info.compress_type not in _KNOWN:
        raise ValueError(name)
    return _Entry(name, packed, info.compress_type, info.CRC, info.file_size)


def _stored(name: str, content: bytes) -> _Entry:
    return _Entry(name, content, zipfile.ZIP_STORED, zlib_ng.crc32(content), len(content))


def rows_alone(sheet: bytes) -> bytes:
    """The XML of a sheet without what follows its rows: checks of what is typed, colours, print.

    python-calamine parses each sheet twice: first up to its merged cells, which stand behind the
    rows and are looked for elsewhere (`second_look.merged`). That there are none is said above the
    rows, so that it stops there.
    """
    start, end = sheet.find(_ROWS), sheet.rfind(_ROWS_END)
    if not 0 <= start < end:
        return sheet
    return b"".join((sheet[:start], _NOTHING_MERGED, sheet[start:end], _ROWS_END, _SHEET_ENDS))


def formats_alone(styles: bytes) -> bytes:
    """The XML of the styles without fonts, fills and borders: which numbers are dates is left."""
    fonts, looks, end = map(styles.find, (_FONTS, _LOOKS, _LOOKS_END))
    if not 0 <= fonts < looks < end or styles.find(_FORMATS, fonts) >= 0:
        return styles
    return styles[:fonts] + styles[looks:end] + _LOOKS_END + _STYLES_END


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
