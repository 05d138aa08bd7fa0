"""Text that poses as a workbook: HTML tables, web archives, XML 2003, CSV; its encoding, its cells.

Programs on the web and old accounting software write these and call them ``.xls``.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any

from bdg_excel.reader.files.preflight import COLUMNS, ROWS

Cells = list[list[str]]

_HEAD = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w-]{3,20})""", re.I)
_DECLARABLE = frozenset(
    {"utf-8", "utf8", "windows-1258", "cp1258", "windows-1252", "cp1252", "iso-8859-1", "us-ascii"}
)
"""Encodings that are believed where a text names them: the others do not occur, or cannot be."""
_XML_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_WHOLE = re.compile(r"0|[1-9]\d{0,14}", re.ASCII)
_FODS = re.compile(r"<office:document\b")
_SS = f"{{{_XML_2003}}}"
_TAGS = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta)\b", re.I)
_CELLS = 2_000_000
"""So many are more than a form ever has."""


class Plain(StrEnum):
    """The kinds of text that are told apart."""

    HTML = "html"
    MHTML = "mhtml"
    XML_2003 = "xml 2003"
    FODS = "fods"
    TEXT = "text"


class PlainError(Exception):
    """Text that cannot be read as cells."""


def plain_kind(content: bytes) -> Plain | None:
    """The kind of text that `content` is; None if it is no text at all."""
    head = decoded(content[:_HEAD], whole=False)
    if head is None:
        return None
    if "mime-version:" in head.lower() and "multipart/related" in head.lower():
        return Plain.MHTML
    if _XML_2003 in head:
        return Plain.XML_2003
    if _FODS.search(head):
        return Plain.FODS
    return Plain.HTML if _TAGS.search(head) else Plain.TEXT


def decoded(content: bytes, whole: bool = True) -> str | None:
    """`content` as text in NFC, in the encoding that it begins with, names or fits; else None.

    Windows-1258 is what is left where it is not UTF-8: the encoding of old Vietnamese machines.
    """
    for bom, name in _BOMS:
        if content.startswith(bom):
            return _decoded(content, name, whole)
    if b"\0" in content[:_HEAD]:
        wide = content[1::2].count(0) > len(content) // 4
        return _decoded(content, "utf-16-le", whole) if wide else None
    if sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b\x1a" for byte in content[:_HEAD]):
        return None
    declared = _DECLARED.search(content[:_HEAD])
    name = declared[1].decode("ascii").lower() if declared else ""
    names = [name] if name in _DECLARABLE else []
    found = (_decoded(content, name, whole) for name in (*names, "utf-8", "cp1258"))
    return next((text for text in found if text is not None), None)


def _decoded(content: bytes, encoding: str, whole: bool) -> str | None:
    try:
        # Not the whole: the cut may go through a letter, which is then left off.
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        return unicodedata.normalize("NFC", decoder.decode(content, final=whole))
    except (UnicodeError, LookupError):
        return None


def plain_sheets(content: bytes, kind: Plain) -> list[tuple[str, Cells]]:
    """The tables in `content`, each with a name. Raises `PlainError` if they cannot be read."""
    text = decoded(content)
    if text is None:
        raise PlainError("không đọc được bảng mã của chữ")
    match kind:
        case Plain.HTML:
            sheets = _html(text)
        case Plain.MHTML:
            sheets = _mhtml(content)
        case Plain.XML_2003:
            sheets = _xml_2003(content)
        case Plain.TEXT:
            sheets = iter([("Sheet1", _csv(text))])
        case Plain.FODS:
            raise PlainError("bảng tính OpenDocument")
    return [(name, _rectangle(rows)) for name, rows in sheets]


def _rectangle(rows: Cells) -> Cells:
    """`rows`, all as long as the longest."""
    width = max(map(len, rows), default=0)
    if width * len(rows) > _CELLS:
        raise PlainError("quá nhiều ô")
    return [row + [""] * (width - len(row)) for row in rows]


def _csv(text: str) -> Cells:
    first = text[:_HEAD]
    delimiter = max("\t;,", key=first.count)
    csv.field_size_limit(_HEAD * 64)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise PlainError("bảng chữ bị lỗi") from error


def _mhtml(content: bytes) -> Iterator[tuple[str, Cells]]:
    import email.policy  # slow to import, and rarely needed

    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        payload = part.get_payload(decode=True)
        if part.get_content_type() == "text/html" and isinstance(payload, bytes):
            yield from _html(decoded(payload) or "")


def _html(text: str) -> Iterator[tuple[str, Cells]]:
    import lxml.html

    if not text.strip():
        return
    # As bytes: lxml refuses a text that names an encoding of its own.
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True)
    try:
        page = lxml.html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise PlainError("bảng HTML bị lỗi") from error
    for number, table in enumerate(page.iter("table"), start=1):
        rows = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
        yield f"Sheet{number}", _spread([_html_cell(cell) for cell in row] for row in rows)


def _html_cell(cell: Any) -> tuple[int, int, int, str]:
    if cell.tag not in ("td", "th"):
        return 0, 0, 0, ""
    across, down = (_number(cell.get(name), 1) for name in ("colspan", "rowspan"))
    for mark in cell.iter("br", "p", "div", "li"):
        mark.tail = f"\n{mark.tail or ''}"  # two lines of a cell are not one number
    lines = (" ".join(line.split()) for line in cell.text_content().splitlines())
    return 0, across, down, "\n".join(line for line in lines if line)


def _xml_2003(content: bytes) -> Iterator[tuple[str, Cells]]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        book = etree.fromstring(content.lstrip(), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise PlainError("tệp XML bị lỗi hoặc bị cắt ngắn") from error
    if book.getroottree().docinfo.doctype:
        raise PlainError("tệp XML có khai báo lạ (DOCTYPE)")
    for number, sheet in enumerate(book.iter(f"{_SS}Worksheet"), start=1):
        name = sheet.get(f"{_SS}Name", f"Sheet{number}")
        yield name, _spread(_xml_rows(sheet))


def _xml_rows(sheet: Any) -> Iterator[list[tuple[int, int, int, str]]]:
    line = 0
    for row in sheet.iter(f"{_SS}Row"):
        at = _number(row.get(f"{_SS}Index"), line + 1)
        if at > ROWS:
            raise PlainError(f"có dòng số {at}, ngoài khuôn khổ của Excel")
        yield from ([] for _ in range(at - line - 1))
        line = max(at, line + 1)
        yield [_xml_cell(cell) for cell in row.iter(f"{_SS}Cell")]


def _xml_typed(kind: str | None, text: str) -> str:
    """A machine's number or truth value as a person would have written it."""
    if kind == "Number":
        return text.replace(".", ",")
    return {"1": "TRUE", "0": "FALSE"}.get(text, text) if kind == "Boolean" else text


def _xml_cell(cell: Any) -> tuple[int, int, int, str]:
    data = cell.find(f"{_SS}Data")
    text = "" if data is None else _xml_typed(data.get(f"{_SS}Type"), "".join(data.itertext()))
    across = _number(cell.get(f"{_SS}MergeAcross"), 0) + 1
    # Cells beside one that reaches down say themselves in which column they stand.
    return _number(cell.get(f"{_SS}Index"), 0), across, 1, unicodedata.normalize("NFC", text)


def _spread(rows: Iterator[list[tuple[int, int, int, str]]]) -> Cells:
    """Cells as (column from 1 or 0 for the next, columns, rows, text) into a grid from A1 on."""
    grid: Cells = []
    taken: dict[int, int] = {}  # column: how many rows more a cell above reaches down
    total = 0
    for row in rows:
        line: list[str] = []
        below = {column: left - 1 for column, left in taken.items() if left > 1}
        for at, across, down, text in row:
            if not across:
                continue
            column = at - 1 if at else len(line)
            while not at and column in taken:
                column += 1
            if column + across > COLUMNS:
                raise PlainError("có cột ngoài khuôn khổ của Excel")
            line += [""] * (column - len(line)) + [text] + [""] * (across - 1)
            below |= dict.fromkeys(range(column, column + across), down - 1) if down > 1 else {}
        taken = below
        total += len(line) + 1  # counted on the way: it must not grow without bound
        if total > _CELLS:
            raise PlainError("quá nhiều ô")
        grid.append(line)
    return grid


def _number(text: Any, otherwise: int) -> int:
    return int(text) if isinstance(text, str) and text.isdecimal() and len(text) < 9 else otherwise


def typed(rows: Cells) -> list[list[str | float]]:
    """`rows` with whole numbers as numbers: text does not tell the form's own from those typed."""
    return [[float(cell) if _WHOLE.fullmatch(cell) else cell for cell in row] for row in rows]


def holds(sheets: Sequence[tuple[str, Cells]], marker: str) -> bool:
    """Whether a cell of `sheets` begins with `marker`."""
    return any(
        cell.lstrip().startswith(marker) for _, rows in sheets for row in rows for cell in row
    )
