"""A Word file's parts, read within bounds: whatever the file is, there is an answer or a message.

Sizes are looked at before anything is unpacked, and how many nodes a part would make before it is
parsed: a small file may claim gigabytes.
"""

import posixpath
import stat
import struct
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from bdg_excel.errors import ReportError, why

_ZIP, _OLE, _RTF = b"PK", b"\xd0\xcf\x11\xe0", b"{\\rtf"
_LARGEST_FILE = 200 << 20
_LARGEST_OLE = 100 << 20
_LARGEST_UNPACKED = 400 << 20
_LARGEST_PART = 40 << 20
_MOST_PARTS = 5_000
_LARGEST_DIRECTORY = 2 << 20
_LARGEST_TREE = 90 << 20
"""The memory that all parsed parts of one file may take together, by `_tree_size`."""

_END = b"PK\x05\x06"
_REASONS = (BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, KeyError)
"""What zipfile raises for damaged, encrypted or strangely packed parts."""


def parser() -> Any:
    """A parser that fetches nothing, expands nothing and refuses depths that no document has."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )


def format_of(path: Path) -> str:
    """The format of a Word file by its content: ``.docx``, ``.doc``, ``.odt`` or ``.rtf``.

    `ReportError` where it is none, is protected by a password or cannot be read at all.
    """
    head = _head(path)
    if head.startswith(_ZIP):
        return _zip_format(path)
    if head.startswith(_RTF):
        return ".rtf"
    if head.startswith(_OLE):
        return _ole_format(path)
    what = "rỗng" if not head else "không phải tệp Word"
    raise ReportError(
        f"{path.name} {what}. Đọc được tệp .docx (báo cáo: cả .doc, .odt, .rtf khi có LibreOffice)."
    )


def _head(path: Path) -> bytes:
    """The first bytes of `path`; `ReportError` where it is no file that can be read."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise ReportError(f"{path} không phải là tệp. Hãy chỉ đúng tệp Word.")
        if status.st_size > _LARGEST_FILE:
            raise ReportError(
                f"{path.name} lớn quá {_LARGEST_FILE >> 20} MB nên không đọc. "
                "Nén ảnh trong tệp (Word: Compress Pictures) rồi thử lại."
            )
        with path.open("rb") as handle:
            return handle.read(4096)
    except OSError as error:
        raise ReportError(f"Không đọc được {path}: {why(error)}.") from error


def _zip_format(path: Path) -> str:
    package = Package(path)
    try:
        if package.has("mimetype") and package.read("mimetype")[:100].startswith(
            b"application/vnd.oasis.opendocument.text"
        ):
            locked = b"encryption-data" in package.read("META-INF/manifest.xml")
            if locked:
                raise _protected(path)
            return ".odt"
        for folder, kind in (("xl/workbook.", "Excel"), ("ppt/presentation.", "PowerPoint")):
            if any(part.startswith(folder) for part in package.names):
                raise ReportError(f"{path.name} là tệp {kind}. Hãy chỉ đúng tệp Word.")
        return ".docx"
    finally:
        package.close()


def _ole_format(path: Path) -> str:
    # Names in the directory of a compound file are UTF-16.
    blob = path.read_bytes() if path.stat().st_size < _LARGEST_OLE else b""
    if "EncryptedPackage".encode("utf-16-le") in blob:
        raise _protected(path)
    if "WordDocument".encode("utf-16-le") not in blob:
        raise ReportError(f"{path.name} không phải tệp Word. Hãy chỉ đúng tệp Word.")
    return ".doc"


def _protected(path: Path) -> ReportError:
    return ReportError(
        f"{path.name} có mật khẩu nên không đọc được. Mở bằng Word, bỏ mật khẩu, lưu lại rồi thử "
        "lại."
    )


class Package:
    """The parts of a Word file, by name, and how they are tied together."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._budget = _LARGEST_TREE
        try:
            _assert_small_directory(path)
            self._zip = ZipFile(path)
        except _REASONS as error:
            raise self.damaged(error) from error
        entries = self._zip.infolist()
        if sum(entry.file_size for entry in entries) > _LARGEST_UNPACKED:
            raise ReportError(
                f"{path.name}: mở ra lớn quá {_LARGEST_UNPACKED >> 20} MB, tệp không bình thường "
                "nên không đọc."
            )
        self._names = {entry.filename.lower(): entry.filename for entry in entries}
        self.names = tuple(dict.fromkeys(entry.filename for entry in entries))

    def damaged(self, reason: object) -> ReportError:
        """What to say of a file that breaks off or holds nonsense."""
        return ReportError(
            f"{self.path.name} bị hỏng hoặc không phải tệp Word .docx ({reason}). "
            "Mở bằng Word, lưu lại thành .docx rồi thử lại."
        )

    def has(self, name: str) -> bool:
        """Whether there is a part of that name (names differ in more than their case)."""
        return name.lower() in self._names

    def read(self, name: str) -> bytes:
        """A part, not longer than the zip's directory says."""
        try:
            entry = self._zip.getinfo(self._names[name.lower()])
            with self._zip.open(entry) as handle:
                return handle.read(entry.file_size + 1)
        except _REASONS as error:
            raise self.damaged(error) from error
        except Exception as error:  # zlib.error and lzma's are no one's children
            raise self.damaged(error) from error

    def stream(self, name: str) -> Any:
        """A part as a file to read from."""
        return self._zip.open(self._names[name.lower()])

    def xml(self, name: str) -> Any:
        """The root of an XML part."""
        if self._zip.getinfo(self._names[name.lower()]).file_size > _LARGEST_PART:
            raise self.too_large(name)
        blob = self.read(name)
        self._budget -= _tree_size(blob)
        if self._budget < 0:
            raise self.too_large(name)
        if b"<!DOCTYPE" in blob[:65536] or b"<!ENTITY" in blob:
            raise self.damaged(f"phần {name} có khai báo DOCTYPE")
        try:
            root = etree.fromstring(blob, parser())
        except (etree.XMLSyntaxError, ValueError, LookupError) as error:
            raise self.damaged(f"{name}: {error}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged(f"phần {name} có khai báo DOCTYPE")
        return root

    def too_large(self, name: str) -> ReportError:
        """What to say of a part that holds more than can be read in little memory."""
        return ReportError(
            f"{self.path.name}: phần {name} quá lớn nên không đọc. "
            "Chia thành nhiều tệp rồi thử từng tệp."
        )

    def close(self) -> None:
        """Lets go of the file."""
        self._zip.close()

    def related(self, name: str, kind: str) -> list[str]:
        """The parts that `name` ("" for the package itself) refers to as its `kind`."""
        folder, _, base = name.rpartition("/")
        ties = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(ties):
            return []
        found = []
        for tie in self.xml(ties):
            target = str(tie.get("Target", ""))
            if str(tie.get("Type", "")).endswith(f"/{kind}") and tie.get("TargetMode") is None:
                found.append(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        return [part for part in dict.fromkeys(found) if self.has(part)]


def _assert_small_directory(path: Path) -> None:
    """A directory of millions of entries would fill the memory before it could be counted."""
    with path.open("rb") as handle:
        handle.seek(0, 2)
        handle.seek(max(0, handle.tell() - 65557))
        tail = handle.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        raise BadZipFile("thiếu phần cuối tệp")
    entries, size = struct.unpack_from("<HI", tail, place + 10)
    if entries > _MOST_PARTS or size > _LARGEST_DIRECTORY:
        raise BadZipFile("quá nhiều phần")


def _tree_size(blob: bytes) -> int:
    """About how many bytes the parsed tree of `blob` takes: its tags, attributes and text."""
    return 70 * blob.count(b"<") + 220 * blob.count(b"=") + len(blob)
