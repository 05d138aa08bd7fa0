"""What a file is, by its first bytes and its table of contents. Its name's ending says nothing."""

import zipfile
from enum import StrEnum
from typing import NamedTuple

from bdg_excel.reader.files.ole import SIGNATURE, Ole, OleError
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.plain import Plain, plain_kind


class Kind(StrEnum):
    """The kinds of files that are told apart."""

    OPEN_XML = "xlsx"
    XLSB = "xlsb"
    ODS = "ods"
    XLS = "xls"
    ENCRYPTED = "encrypted"
    HTML = "html"
    MHTML = "mhtml"
    XML_2003 = "xml 2003"
    FODS = "fods"
    TEXT = "text"
    WORD = "word"
    SLIDES = "slides"
    PDF = "pdf"
    PICTURE = "picture"
    ARCHIVE = "archive"
    EMPTY = "empty"
    TRUNCATED = "truncated"
    UNKNOWN = "unknown"


BOOKS = frozenset({Kind.OPEN_XML, Kind.XLSB, Kind.ODS, Kind.XLS})
"""The kinds that python-calamine reads."""

_PLAIN = {
    Plain.HTML: Kind.HTML,
    Plain.MHTML: Kind.MHTML,
    Plain.XML_2003: Kind.XML_2003,
    Plain.FODS: Kind.FODS,
    Plain.TEXT: Kind.TEXT,
}
_BEGINNINGS = (
    (b"%PDF", Kind.PDF),
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"\x89PNG", Kind.PICTURE),
    (b"GIF8", Kind.PICTURE),
    (b"II*\0", Kind.PICTURE),
    (b"MM\0*", Kind.PICTURE),
    (b"{\\rtf", Kind.WORD),
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf", Kind.ARCHIVE),
    (b"\x1f\x8b\x08", Kind.ARCHIVE),
)
_ZIP_TOPS = {
    "xl": Kind.OPEN_XML,
    "word": Kind.WORD,
    "ppt": Kind.SLIDES,
    "[content_types].xml": Kind.OPEN_XML,
}
"""What stands first in a zip's names, by which its kind is told; the earlier entry counts."""
_OLE_STREAMS = {
    "EncryptedPackage": Kind.ENCRYPTED,
    "Workbook": Kind.XLS,
    "Book": Kind.XLS,
    "WordDocument": Kind.WORD,
    "PowerPoint Document": Kind.SLIDES,
}
_FILEPASS = b"\x2f\x00"
"""The record of an ``.xls`` whose following records are encrypted."""
_STRICT = b"http://purl.oclc.org/ooxml/"


class Look(NamedTuple):
    """What a file is; of a zip also its table of contents, of a damaged file also why."""

    kind: Kind
    archive: Package | None = None
    fault: str = ""

    @property
    def has_macros(self) -> bool:
        """Whether there is a part with macros in it."""
        names = self.archive.NameToInfo if self.archive else ()
        return any(name.endswith("vbaProject.bin") for name in names)

    @property
    def is_strict(self) -> bool:
        """Whether it was saved as Strict Open XML, which not every reader understands."""
        if self.archive is None:
            return False
        return _STRICT in self.archive.head(self.archive.NameToInfo.get("xl/workbook.xml"), 1024)


def look(content: bytes) -> Look:
    """What the file `content` is."""
    start = content[:64].lstrip(b"\xef\xbb\xbf\r\n\t ")
    if not content:
        return Look(Kind.EMPTY)
    if start.startswith(b"PK"):
        return _zip(content) or _other(content)
    if start.startswith(SIGNATURE):
        return _ole(content)
    return _other(content)


def _zip(content: bytes) -> Look | None:
    try:
        archive = Package(content)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        damaged = content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"PK\x03\x04")
        return Look(Kind.TRUNCATED, fault="mất phần cuối tệp") if damaged else None
    return Look(_zip_kind(archive), archive)


def _zip_kind(archive: Package) -> Kind:
    names = {name.replace("\\", "/") for name in archive.NameToInfo}
    tops = {name.partition("/")[0].lower() for name in names}
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    found = next((kind for top, kind in _ZIP_TOPS.items() if top in tops), None)
    return found or _by_mimetype(archive)


def _by_mimetype(archive: Package) -> Kind:
    kind = archive.head(archive.NameToInfo.get("mimetype"), 80)
    if b"opendocument.spreadsheet" in kind:
        return Kind.ODS
    if b"opendocument" in kind:
        return Kind.WORD
    return Kind.ARCHIVE


def _ole(content: bytes) -> Look:
    try:
        ole = Ole(content)
    except OleError as error:
        return Look(Kind.TRUNCATED, fault=str(error))
    for stream in ole.streams:
        kind = _OLE_STREAMS.get(stream.name)
        if kind is Kind.XLS and _is_encrypted(ole.head(stream)):
            return Look(Kind.ENCRYPTED)
        if kind:
            return Look(kind)
    return Look(Kind.UNKNOWN)


def _is_encrypted(records: bytes) -> bool:
    """Whether FILEPASS stands among the first records of an ``.xls``: it follows the first."""
    at = 0
    while at + 4 <= len(records):
        if records[at : at + 2] == _FILEPASS:
            return True
        at += 4 + int.from_bytes(records[at + 2 : at + 4], "little")
    return False


def _other(content: bytes) -> Look:
    for beginning, kind in _BEGINNINGS:
        if content.startswith(beginning):
            return Look(kind)
    if content[4:8] == b"ftyp" or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return Look(Kind.PICTURE)
    if b"%PDF" in content[:1024]:
        return Look(Kind.PDF)
    plain = plain_kind(content)
    return Look(_PLAIN[plain] if plain else Kind.UNKNOWN)
