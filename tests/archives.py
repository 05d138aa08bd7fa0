"""Zips, workbooks and OLE files made from nothing, whatever they claim about themselves.

A bomb is one deflated piece, repeated: a gibibyte costs its maker nothing.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MEGA = 2**20
GIGA = 2**30


class Member(NamedTuple):
    """A part of a zip, deflated."""

    name: str
    packed: bytes
    size: int
    crc: int
    method: int = 8
    flags: int = 0


def part(name: str, content: bytes | str) -> Member:
    """An ordinary part."""
    data = content.encode() if isinstance(content, str) else content
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    return Member(name, packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))


def bomb(name: str, head: str, piece: bytes, size: int, tail: str = "") -> Member:
    """A part that unpacks to `head`, `size` bytes of `piece` after `piece`, and `tail`."""
    piece *= max(1, MEGA // len(piece))
    times = size // len(piece)
    packed = (
        _flushed(head.encode()) + _flushed(piece) * times + _flushed(tail.encode(), zlib.Z_FINISH)
    )
    crc = zlib.crc32(head.encode())
    for _ in range(times if size <= 100 * MEGA else 0):  # nobody gets to the end of the others
        crc = zlib.crc32(piece, crc)
    crc = zlib.crc32(tail.encode(), crc)
    return Member(name, packed, len(head) + len(piece) * times + len(tail), crc)


@cache
def _flushed(data: bytes, how: int = zlib.Z_FULL_FLUSH) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush(how)


def archive(*members: Member) -> bytes:
    """A zip of `members`, whatever they claim."""
    out, directory = io.BytesIO(), io.BytesIO()
    for name, packed, size, crc, method, flags in members:
        head = struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0x21, crc, len(packed), size, 0, 0)
        fields = bytearray(head)
        fields[22:24] = struct.pack("<H", len(name.encode()))
        directory.write(
            b"PK\x01\x02\x14\x00" + fields[:26] + struct.pack("<HHHII", 0, 0, 0, 0, out.tell())
        )
        directory.write(name.encode())
        out.write(b"PK\x03\x04" + bytes(fields[:26]) + name.encode() + packed)
    start, listed = out.tell(), directory.getvalue()
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(listed), start, 0)
    return out.getvalue() + listed + b"PK\x05\x06" + end


def sheet(rows: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def value(address: str, text: str = "1") -> str:
    return f'<c r="{address}"><v>{text}</v></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def book(*changed: Member, without: tuple[str, ...] = (), sheets: int = 1) -> bytes:
    """A small workbook, with the parts `changed` in place of its own."""
    names = [f"xl/worksheets/sheet{number}.xml" for number in range(1, sheets + 1)]
    own = {
        "[Content_Types].xml": _content_types(names),
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": workbook(sheets),
        "xl/_rels/workbook.xml.rels": relations(
            [("worksheet", name.removeprefix("xl/")) for name in names]
            + [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
        ),
        **{name: sheet(row(1, value("A1"))) for name in names},
    }
    theirs = {member.name for member in changed}
    kept = [part(n, c) for n, c in own.items() if n not in theirs and n not in without]
    return archive(*kept, *changed)


def workbook(sheets: int, head: str = "", namespace: str = MAIN) -> str:
    listed = "".join(
        f'<sheet name="S{number}" sheetId="{number}" r:id="rId{number}"/>'
        for number in range(1, sheets + 1)
    )
    names = f'xmlns="{namespace}" xmlns:r="{_RELS}"'
    return f"{head}<workbook {names}><sheets>{listed}</sheets></workbook>"


def _content_types(names: list[str]) -> str:
    kinds = [("/xl/workbook.xml", "sheet.main"), *((f"/{name}", "worksheet") for name in names)]
    parts = "".join(
        f'<Override PartName="{name}" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in kinds
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{parts}</Types>'
    )


def relations(targets: list[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def with_sheet(rows: str, *others: Member) -> bytes:
    """A workbook whose only sheet has `rows`."""
    return book(part(SHEET, sheet(rows)), *others)


SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"


def strings(*texts: str, claimed: int | None = None) -> Member:
    listed = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    count = len(texts) if claimed is None else claimed
    return part(STRINGS, f'<sst xmlns="{MAIN}" uniqueCount="{count}">{listed}</sst>')


def same_text(cells: int) -> str:
    """Rows of 100 cells that all show the first shared text."""
    letters = [f"{a}{b}" for a in "ABCD" for b in "ABCDEFGHIJKLMNOPQRSTUVWXY"]
    return "".join(
        row(number, *(f'<c r="{letter}{number}" t="s"><v>0</v></c>' for letter in letters))
        for number in range(1, cells // 100 + 1)
    )


SECTOR = 512
END, FREE, FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def ole(streams: Mapping[str, bytes], **loops: int) -> bytes:
    """An OLE file with `streams` (of 4,096 bytes or more).

    `loops` sets what would be the end of a chain: ``directory``, ``stream``, ``difat``, ``mini``.
    """
    fat, body, entries = [FAT_SECTOR], [b""], [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, data) in enumerate(streams.items(), start=1):
        padded = data + b"\0" * (-len(data) % SECTOR)
        start, count = len(fat), len(padded) // SECTOR
        fat += [*range(start + 1, start + count), loops.get("stream", END)]
        body += [padded[at : at + SECTOR] for at in range(0, len(padded), SECTOR)]
        after = number + 1 if number < len(streams) else FREE
        entries.append(_entry(name, 2, start, len(data), right=after))
    directory = len(fat)
    listed = b"".join(entries)
    for at in range(0, len(listed), SECTOR):
        body.append(listed[at : at + SECTOR].ljust(SECTOR, b"\0"))
        fat.append(len(fat) + 1)
    fat[-1] = loops.get("directory", END)
    body[0] = struct.pack(f"<{SECTOR // 4}I", *fat, *[FREE] * (SECTOR // 4 - len(fat)))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, 4096,
                        loops.get("mini", END), 1 if "mini" in loops else 0,
                        loops.get("difat", END), 1 if "difat" in loops else 0)  # fmt: skip
    return head + struct.pack("<109I", 0, *[FREE] * 108) + b"".join(body)


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE
) -> bytes:
    wide = name.encode("utf-16-le") + b"\0\0"
    fields = struct.pack("<HBBIII", len(wide), kind, 1, FREE, right, child)
    return wide.ljust(64, b"\0") + fields + b"\0" * 36 + struct.pack("<IQ", start, size)


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


BOF = record(0x0809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))


def encrypted_workbook() -> bytes:
    """What Excel saves when it is asked for a password."""
    return ole({"EncryptionInfo": b"\4\0\4\0".ljust(4096, b" "), "EncryptedPackage": b"\7" * 5000})


def encrypted_xls() -> bytes:
    """The same of the old format."""
    return ole({"Workbook": (BOF + record(0x2F, b"\1\0" * 27)).ljust(8192, b"\x5a")})


def replaced_in(path: Path, old: bytes, new: bytes) -> None:
    """The file with `old` in its sheets made `new`."""
    with zipfile.ZipFile(path) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    assert any(old in part for part in parts.values())
    with zipfile.ZipFile(path, "w") as zipped:
        for name, part in parts.items():
            zipped.writestr(name, part.replace(old, new))
