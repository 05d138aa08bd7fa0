"""The zip that a workbook is: its parts, each unpacked once and without `ZipFile`'s ado.

Two look into a form's sheets: the reader, and the search for what it does not see. So the parts are
unpacked here, once, and the reader is given a zip in which they lie as they are.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zlib_ng import zlib_ng

_LENGTHS, _LENGTHS_AT, _HEADER = struct.Struct("<HH"), 26, 30
"""Where a part's own header says how long its name and extra field are, and how long it is."""
_Broken: type[Exception] = zlib_ng.error  # type: ignore[assignment]  # its types call it a value
USUAL_SIZE = 4 * 2**20
"""Forms take up a thirtieth of it, unpacked."""

_READ = ("xl/worksheets/sheet", "xl/sharedStrings", "xl/styles")
"""The large parts that a reader of values unpacks."""
_NOT_READ = ("docProps/", "xl/theme/", "xl/media/", "xl/drawings/", "xl/printerSettings/")
"""What it never opens."""
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL = struct.Struct("<4s5H3L2H")
_IN_TABLE = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _FIRST_DAY = 20, 33
"""What a reader must know, and the first of January 1980."""


class Inflatable(NamedTuple):
    """A part of a zip as it lies there: equal bytes, equal part."""

    packed: bytes
    size: int
    deflated: bool

    def plain(self) -> bytes:
        """The part itself. Raises `zlib_ng.error`."""
        if not self.deflated:
            return self.packed
        return _inflate(self.packed, self.size or 1)


class Package(zipfile.ZipFile):
    """The zip that `content` is, read only. Raises what `ZipFile` raises."""

    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content))
        if any(info.header_offset > len(content) for info in self.filelist):
            raise zipfile.BadZipFile("a part beyond the end")
        self._content = content
        self._known: dict[str, bytes] = {}

    def part(self, name: str) -> bytes:
        """The part `name`: like `read`, but fast, and only once. Raises what `read` raises."""
        if name not in self._known:
            info = self.getinfo(name)
            plain = self._inflated(info, info.file_size or 1)
            is_whole = len(plain) == info.file_size and zlib_ng.crc32(plain) == info.CRC
            self._known[name] = plain if is_whole else self.read(name)
        return self._known[name]

    def head(self, part: zipfile.ZipInfo | None, size: int) -> bytes:
        """The first `size` bytes of `part`; nothing if it is damaged."""
        if part is None:
            return b""
        try:
            # No more room than it says that it needs: to set aside more would take longer.
            known = min(size, part.file_size) or size
            return self._inflated(part, known) or self._slowly(part, size)
        except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
            return b""
        except (zipfile.BadZipFile, zlib.error):
            return b""

    def inflatable(self, name: str) -> Inflatable:
        """The part `name`, not unpacked yet where it is a plain deflated one."""
        part = self.getinfo(name)
        packed = self._packed(part)
        if packed:
            return Inflatable(packed, part.file_size, deflated=True)
        return Inflatable(self.read(name), part.file_size, deflated=False)

    def unpacked(self) -> bytes | None:
        """The same workbook with its sheets as they are; None if it is out of the ordinary.

        Raises `BadZipFile` for a sheet that is not what its checksum says: readers do not look.
        """
        infos = self.infolist()
        plain = all(info.orig_filename == info.filename.strip("/") for info in infos)
        usual = sum(info.file_size for info in infos) <= USUAL_SIZE
        if not plain or not usual or len(self.NameToInfo) < len(infos):
            return None
        try:
            read = [info for info in infos if not info.filename.startswith(_NOT_READ)]
            return b"".join(_zip([self._entry(info) for info in read]))
        except (zlib.error, UnicodeError, struct.error):
            return None
        except (OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
            return None

    def _entry(self, info: zipfile.ZipInfo) -> "_Entry":
        """A sheet or the texts of all sheets unpacked, anything else as it lies there."""
        if info.filename.startswith(_READ):
            return _Entry(info, self.part(info.filename), zipfile.ZIP_STORED)
        packed = self._as_it_lies(info)
        if len(packed) != info.compress_size or info.compress_type not in _KNOWN:
            raise ValueError(info.filename)
        return _Entry(info, packed, info.compress_type)

    def _slowly(self, part: zipfile.ZipInfo, size: int) -> bytes:
        with self.open(part) as handle:
            return handle.read(size)

    def _inflated(self, part: zipfile.ZipInfo, size: int) -> bytes:
        """Up to `size` bytes of a part; nothing where it is not so simple."""
        try:
            packed = self._packed(part)
            return _inflate(packed, size) if packed else b""
        except _Broken:
            return b""

    def _packed(self, part: zipfile.ZipInfo) -> bytes:
        """The deflated bytes of `part`; nothing where it is packed in another way."""
        return self._as_it_lies(part) if part.compress_type == zipfile.ZIP_DEFLATED else b""

    def _as_it_lies(self, part: zipfile.ZipInfo) -> bytes:
        """The bytes of `part` as they are packed; nothing where they are encrypted or cut off."""
        if part.flag_bits & 1 or part.header_offset < 0:
            return b""
        try:
            lengths = _LENGTHS.unpack_from(self._content, part.header_offset + _LENGTHS_AT)
        except struct.error:
            return b""
        start = part.header_offset + _HEADER + sum(lengths)
        return self._content[start : start + part.compress_size]


def _inflate(packed: bytes, size: int) -> bytes:
    """Up to `size` bytes of what `packed` unpacks to, twice as fast as zlib itself would."""
    inflated: bytes = zlib_ng.decompressobj(-zlib.MAX_WBITS).decompress(packed, size)
    return inflated


class _Entry(NamedTuple):
    """A part on its way into another zip: its bytes there, and how they are packed."""

    info: zipfile.ZipInfo
    content: bytes
    method: int


def _zip(entries: Sequence[_Entry]) -> Iterator[bytes]:
    """The bytes of a zip of `entries`. Raises `UnicodeError` for a name that is not ASCII."""
    table, at = [], 0
    for info, content, method in entries:
        name = info.filename.encode("ascii")
        sizes = (info.CRC, len(content), info.file_size)
        facts = (_VERSION, 0, method, 0, _FIRST_DAY, *sizes, len(name), 0)
        local = _LOCAL.pack(b"PK\x03\x04", *facts) + name
        yield local
        yield content
        table.append(_IN_TABLE.pack(b"PK\x01\x02", _VERSION, *facts, 0, 0, 0, 0, at) + name)
        at += len(local) + len(content)
    contents = b"".join(table)
    yield contents
    yield _END.pack(b"PK\x05\x06", 0, 0, len(table), len(table), len(contents), at, 0)
