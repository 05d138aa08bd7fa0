"""From a file's bytes to its sheets, or to the one reason why it cannot be opened."""

import zipfile
from collections.abc import Iterator
from typing import NamedTuple

from bdg_excel.inbox import InboxFile
from bdg_excel.layout import MARKER
from bdg_excel.reader.files.kind import BOOKS, Kind, Look, look
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.plain import Plain, PlainError, holds, plain_sheets, typed
from bdg_excel.reader.files.preflight import contents_fault, is_unusual, sheets_fault
from bdg_excel.reader.files.quick import unpacked
from bdg_excel.reader.files.workbook import Grid, UnreadableError, grid, grids
from bdg_excel.reader.second_look.xlsx import in_order, xlsx_rows

LARGEST = 64 * 2**20
"""Larger files are not read at all: a form takes up some 30 KB."""
HEAD = 65_536
"""So many bytes tell what kind a file is."""

_PLAIN = {
    Kind.HTML: (Plain.HTML, "một trang web (HTML)"),
    Kind.MHTML: (Plain.MHTML, "một trang web lưu thành một tệp (MHTML)"),
    Kind.XML_2003: (Plain.XML_2003, "bảng tính XML 2003"),
    Kind.TEXT: (Plain.TEXT, "văn bản thuần (như CSV)"),
}
_ENCRYPTED = b"encryption-data"
_OTHERS = {
    Kind.WORD: "văn bản Word",
    Kind.SLIDES: "bài trình chiếu",
    Kind.PDF: "tệp PDF",
    Kind.PICTURE: "hình ảnh",
    Kind.TEXT: "văn bản thuần",
}
_WHATEVER_ITS_NAME = {
    Kind.ENCRYPTED: "password_protected",
    Kind.ARCHIVE: "archive",
    Kind.FODS: "flat_document",
}
_TEXT_ENDINGS = frozenset({".csv", ".tsv", ".htm", ".html", ".mht", ".mhtml", ".xml"})


class Opened(NamedTuple):
    """A workbook's sheets, the codes of what is worth knowing about the file, and its zip."""

    sheets: list[Grid]
    codes: tuple[str, ...]
    archive: Package | None = None


def opened(file: InboxFile, content: bytes, thorough: bool = False) -> Opened:
    """The sheets of `file`. Raises `UnreadableError` with the reason if it is not to be read.

    `thorough`: the parts of the file are looked through first, whatever its table of contents says.
    """
    seen = look(content)
    if seen.kind not in BOOKS:
        return Opened(_plain(file, content, seen), ())
    _check(seen, thorough)
    try:
        sheets = grids(_fast(content, seen))
    except UnreadableError as error:
        _explain(error, seen)
        sheets = _otherwise(content, seen)
        if not sheets:
            raise
        return Opened(sheets, ("other_reader", *_notes(seen)), seen.archive)
    if not sheets:
        raise UnreadableError("no_sheets")
    return Opened(sheets, tuple(_notes(seen)), seen.archive)


def _fast(content: bytes, seen: Look) -> bytes:
    """What the reader is given: the same workbook unpacked, where it is a usual one."""
    if seen.kind is not Kind.OPEN_XML or seen.archive is None:
        return content
    try:
        return unpacked(seen.archive) or content
    except zipfile.BadZipFile as error:
        raise UnreadableError("damaged_file", reason="nội dung không khớp mã kiểm") from error


def too_large(file: InboxFile, head: bytes, size: int) -> UnreadableError:
    """Why a file of `size` bytes that begins with `head` is not read."""
    kind = look(head).kind
    if kind in _OTHERS and not file.looks_like_a_workbook:
        return UnreadableError("not_a_spreadsheet", found=_OTHERS[kind])
    return UnreadableError("file_too_large", found=f"dung lượng {size // 2**20} MB")


def _check(seen: Look, thorough: bool) -> None:
    if seen.archive is None:
        return
    if seen.kind is Kind.ODS and _ENCRYPTED in seen.archive.head(
        seen.archive.NameToInfo.get("META-INF/manifest.xml"), HEAD
    ):
        raise UnreadableError("password_protected")
    fault = contents_fault(seen.archive)
    if fault is None and (thorough or is_unusual(seen.archive)):
        fault = sheets_fault(seen.archive)
    if fault:
        raise UnreadableError(fault.code, found=fault.found)


def _explain(error: UnreadableError, seen: Look) -> None:
    """A better reason than "damaged", if the parts show one."""
    fault = sheets_fault(seen.archive) if seen.archive else None
    if fault:
        raise UnreadableError(fault.code, found=fault.found) from error


def _otherwise(content: bytes, seen: Look) -> list[Grid]:
    """The sheets by the other reader, where the first refuses the workbook; none if it does too."""
    if seen.kind is not Kind.OPEN_XML or seen.archive is None or not in_order(seen.archive):
        return []
    return [grid(name, rows) for name, rows in xlsx_rows(content)]


def _notes(seen: Look) -> Iterator[str]:
    if seen.has_macros:
        yield "has_macros"
    if seen.is_strict:
        yield "strict_open_xml"


def _plain(file: InboxFile, content: bytes, seen: Look) -> list[Grid]:
    """The sheets of a text that holds our marks; any other file that is no workbook is refused."""
    if seen.kind not in _PLAIN:
        raise _refusal(file, seen)
    kind, words = _PLAIN[seen.kind]
    try:
        sheets = plain_sheets(content, kind)
    except PlainError as error:
        raise _text_refusal(file, seen, f"{words}, {error}") from error
    if not holds(sheets, MARKER):
        raise _text_refusal(file, seen, words)
    return [grid(name, typed(rows)) for name, rows in sheets]


def _text_refusal(file: InboxFile, seen: Look, words: str) -> UnreadableError:
    meant = file.looks_like_a_workbook or file.path.suffix.lower() in _TEXT_ENDINGS
    if seen.kind is Kind.TEXT and not meant:
        return _refusal(file, seen)
    return UnreadableError("text_as_workbook", found=words)


def _refusal(file: InboxFile, seen: Look) -> UnreadableError:
    if seen.kind in _WHATEVER_ITS_NAME:
        return UnreadableError(_WHATEVER_ITS_NAME[seen.kind])
    if not file.looks_like_a_workbook:
        what = _OTHERS.get(seen.kind, "loại tệp khác")
        return UnreadableError("not_a_spreadsheet", found=what)
    if seen.kind is Kind.EMPTY:
        return UnreadableError("empty_file")
    if seen.kind in _OTHERS:
        return UnreadableError("wrong_kind", found=_OTHERS[seen.kind])
    reason = seen.fault or "nội dung không phải của bảng tính"
    return UnreadableError("damaged_file", reason=reason)
