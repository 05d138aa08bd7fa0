"""The zip that a workbook is: its parts, each unpacked once and without `ZipFile`'s ado."""

import io
import re
import struct
import zipfile
import zlib
from typing import NamedTuple

from zlib_ng import zlib_ng

_LENGTHS, _LENGTHS_AT, _HEADER = struct.Struct("<HH"), 26, 30
"""Where a part's own header says how long its name and extra field are, and how long it is."""
_Broken: type[Exception] = zlib_ng.error  # type: ignore[assignment]  # its types call it a value
_UTF_16 = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
"""How XML begins that is in UTF-16, with a mark and without."""
_DECLARATION = re.compile(r"\ufeff?<\?xml[^<>]*>")
USUAL_SIZE = 4 * 2**20
"""Forms take up a thirtieth of it, unpacked."""


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
        """The part `name`: like `read`, but fast, and only once. Raises what `read` raises.

        XML in UTF-16 comes in UTF-8: all who search a part for a few bytes then find them.
        """
        if name not in self._known:
            info = self.getinfo(name)
            plain = self._inflated(info, info.file_size or 1)
            is_whole = len(plain) == info.file_size and zlib_ng.crc32(plain) == info.CRC
            self._known[name] = _in_utf_8(plain if is_whole else self.read(name))
        return self._known[name]

    def head(self, part: zipfile.ZipInfo | None, size: int) -> bytes:
        """The first `size` bytes of `part`; nothing if it is damaged."""
        if part is None:
            return b""
        try:
            # No more room than it says that it needs: to set aside more would take longer.
            known = min(size, part.file_size) or size
            return self._inflated(part, known) or self._slowly(part, size)
        except Exception:  # whatever comes up: zlib's and lzma's errors share no base class
            return b""

    def inflatable(self, name: str) -> Inflatable:
        """The part `name`, not unpacked yet where it is a plain deflated one."""
        part = self.getinfo(name)
        packed = self._packed(part)
        if packed:
            return Inflatable(packed, part.file_size, deflated=True)
        return Inflatable(self.read(name), part.file_size, deflated=False)

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
        return self.as_it_lies(part) if part.compress_type == zipfile.ZIP_DEFLATED else b""

    def as_it_lies(self, part: zipfile.ZipInfo) -> bytes:
        """The bytes of `part` as they are packed; nothing where they are encrypted or cut off."""
        if part.flag_bits & 1 or part.header_offset < 0:
            return b""
        try:
            lengths = _LENGTHS.unpack_from(self._content, part.header_offset + _LENGTHS_AT)
        except struct.error:
            return b""
        start = part.header_offset + _HEADER + sum(lengths)
        return self._content[start : start + part.compress_size]


def _in_utf_8(part: bytes) -> bytes:
    charset = _UTF_16.get(part[:2])
    if charset is None:
        return part
    try:
        text = part.decode(charset)
        declared = _DECLARATION.match(text)
        return text[declared.end() if declared else 0 :].encode()
    except UnicodeError:  # no XML, or a damaged one
        return part


def _inflate(packed: bytes, size: int) -> bytes:
    """Up to `size` bytes of what `packed` unpacks to, twice as fast as zlib itself would."""
    inflated: bytes = zlib_ng.decompressobj(-zlib.MAX_WBITS).decompress(packed, size)
    return inflated
