"""Files that want to harm their reader, each made by code from a few bytes."""

import contextlib
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.archives import (
    BOF,
    GIGA,
    MAIN,
    MEGA,
    SHEET,
    STRINGS,
    Member,
    archive,
    bomb,
    book,
    encrypted_workbook,
    encrypted_xls,
    ole,
    part,
    relations,
    row,
    same_text,
    sheet,
    strings,
    value,
    with_sheet,
    workbook,
)

LAUGHS = (
    "<!DOCTYPE lolz [<!ENTITY a0 'ha'>"
    + "".join(f"<!ENTITY a{n + 1} '{f'&a{n};' * 10}'>" for n in range(9))
    + "]>"
)
CANARY = "file:///etc/passwd"
TABLE = "<table><tr><td>Học sinh mẫu giáo</td><td>1.234</td></tr></table>"
XML_2003 = (
    '<?xml version="1.0"?>{head}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table>'
    '<Row ss:Index="{at}"><Cell><Data ss:Type="String">{text}</Data></Cell></Row>'
    "</Table></Worksheet></Workbook>"
)
MHTML = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    f"<html><body>{TABLE}</body></html>\r\n--x--\r\n"
)


def ods(rows: str) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{space}:office:1.0" '
        f'xmlns:table="{space}:table:1.0" xmlns:text="{space}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    mimetype = Member("mimetype", kind, len(kind), zlib.crc32(kind), method=0)
    manifest = f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"/>'
    return archive(mimetype, part("content.xml", content), part("META-INF/manifest.xml", manifest))


def _apart() -> Iterator[tuple[str, bytes]]:
    """Cells that lie far apart: the box between them is more than there is memory."""
    far = value("XFD1048576")
    yield "hai góc.xlsx", with_sheet(row(1, value("A1")) + row(1048576, far))
    yield "cột dài.xlsx", with_sheet(row(1, value("A1")) + row(1048576, value("Z1048576")))
    yield "hai góc kia.xlsx", with_sheet(row(1, value("XFD1")) + row(1048576, value("A1048576")))
    yield "hai góc, năm trang.xlsx", book(
        *(part(f"xl/worksheets/sheet{n}.xml", sheet(row(1, value("A1")) + row(1048576, far)))
          for n in range(1, 6)), sheets=5)  # fmt: skip
    plain = sheet(row(1, value("A1")) + row(1048576, far))
    prefixed = plain.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    yield "hai góc, tiền tố.xlsx", book(part(SHEET, prefixed))
    padding = "<!-- " + "." * 6 * MEGA + " -->"
    yield "hai góc, đệm.xlsx", with_sheet(row(1, value("A1")) + padding + row(1048576, far))
    yield "dòng 99999999.xlsx", with_sheet('<row r="99999999"><c><v>1</v></c></row>')
    yield "dòng 4294967295.xlsx", with_sheet('<row r="4294967295"><c><v>1</v></c></row>')
    yield "ô ZZZZ1.xlsx", with_sheet(row(1, value("A1"), value("ZZZZ1")))
    yield "ô A99999999.xlsx", with_sheet(row(1, value("A1")) + row(2, value("A99999999")))


def _texts() -> Iterator[tuple[str, bytes]]:
    """Texts that a reader makes room for, or copies, many times over."""
    shows = row(1, '<c r="A1" t="s"><v>0</v></c>')
    yield "uniqueCount.xlsx", with_sheet(shows, strings("a", claimed=4294967295))
    yield "uniqueCount nhỏ.xlsx", with_sheet(shows, strings("a", claimed=90_000_000))
    yield "một chuỗi 200k ô.xlsx", with_sheet(same_text(200_000), strings("x" * 32_767))
    yield "một chuỗi 50k ô.xlsx", with_sheet(same_text(50_000), strings("y" * 32_767))
    yield "chuỗi 1 MB, 20k ô.xlsx", with_sheet(same_text(20_000), strings("z" * MEGA))
    head, tail = f'<sst xmlns="{MAIN}"><si><t>', "</t></si></sst>"
    for size, name in ((GIGA, "chuỗi 1 GB.xlsx"), (90 * MEGA, "chuỗi 90 MB.xlsx")):
        yield name, with_sheet(shows, bomb(STRINGS, head, b"x", size, tail))


def _bombs() -> Iterator[tuple[str, bytes]]:
    """Parts that unpack to far more than they are."""
    head, tail = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"
    rows = b"<row>" + b"<c><v>1</v></c>" * 50 + b"</row>"
    blank = b"<row>" + b'<c s="1"/>' * 50 + b"</row>"
    for name, piece, size in (
        ("dòng 1 GB.xlsx", rows, GIGA),
        ("dòng 90 MB.xlsx", rows, 90 * MEGA),
        ("ô trống có định dạng.xlsx", blank, 90 * MEGA),
        ("dòng trống có định dạng.xlsx", b'<row s="1" customFormat="1"/>', 40 * MEGA),
        ("khoảng trắng 1 GB.xlsx", b" ", GIGA),
    ):
        yield name, book(bomb(SHEET, head, piece, size, tail))
    yield "chú thích 1 GB.xlsx", book(bomb(SHEET, head + "<!--", b".", GIGA, "-->" + tail))
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>'
    yield (
        "kiểu 256 MB.xlsx",
        book(bomb("xl/styles.xml", styles, b"<xf/>", 256 * MEGA, "</cellXfs></styleSheet>")),
    )
    yield "sổ 256 MB.xlsx", book(bomb("xl/workbook.xml", "<workbook>", b"<a/>", 256 * MEGA))
    inner = archive(part("b.zip", archive(bomb("c", "", b"\0", GIGA))))
    yield "zip lồng nhau.xlsx", archive(part("a.zip", inner))
    yield "zip lồng nhau.zip", archive(part("a.zip", inner))
    yield "zip trong sổ.xlsx", book(part("xl/embeddings/a.zip", inner))


def _structures() -> Iterator[tuple[str, bytes]]:
    """Too many parts, too deep, wrongly listed, or not there."""
    many = [part(f"xl/media/{number}.bin", b"") for number in range(60_000)]
    yield "60 nghìn phần.xlsx", book(*many)
    yield "50 nghìn trang.xlsx", book(part("xl/workbook.xml", workbook(50_000).replace(
        'r:id="rId', 'r:id="rId1" x="')))  # fmt: skip
    yield "2000 trang.xlsx", book(sheets=2_000)
    yield "lồng sâu.xlsx", with_sheet("<a>" * 200_000 + "</a>" * 200_000)
    attributes = " ".join(f'a{number}="1"' for number in range(100_000))
    yield "nhiều thuộc tính.xlsx", with_sheet(f"<row {attributes}/>")
    yield "sai loại nội dung.xlsx", book(part("[Content_Types].xml", "<Types/>"))
    yield "thiếu sổ.xlsx", book(without=("xl/workbook.xml",))
    yield "thiếu liên kết.xlsx", book(without=("xl/_rels/workbook.xml.rels",))
    yield "thiếu trang.xlsx", book(without=(SHEET,))
    yield "trang là HTML.xlsx", book(part(SHEET, f"<html>{TABLE}</html>"))
    chart = relations([("chartsheet", "chartsheets/sheet1.xml")])
    yield "trang biểu đồ.xlsx", book(
        part("xl/_rels/workbook.xml.rels", chart), part("xl/chartsheets/sheet1.xml", "<a/>"),
        without=(SHEET,))  # fmt: skip
    understated = bomb(SHEET, "<worksheet>", b"<a/>", 300 * MEGA)._replace(size=500)
    yield "khai thiếu dung lượng.xlsx", book(understated)
    yield "phần có mật khẩu.xlsx", book(part(SHEET, sheet(""))._replace(flags=1))
    yield "cách nén lạ.xlsx", book(part(SHEET, sheet(""))._replace(method=9))
    yield "xlsb rác.xlsb", archive(part("xl/workbook.bin", b"\xff" * 5_000))


def _entities() -> Iterator[tuple[str, bytes]]:
    """Entities that grow, or that ask for other files and for the network."""
    yield "tiếng cười.xlsx", book(part("xl/workbook.xml", workbook(1, LAUGHS)))
    outside = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{CANARY}">]>'
    shared = f"{outside}<sst xmlns='{MAIN}'><si><t>&a;</t></si></sst>"
    yield (
        "đòi tệp khác.xlsx",
        with_sheet(row(1, '<c r="A1" t="s"><v>0</v></c>'), part(STRINGS, shared)),
    )
    dtd = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    yield "đòi mạng.xlsx", book(part(SHEET, dtd + sheet("")))
    yield "xml tiếng cười.xls", XML_2003.format(head=LAUGHS, at=1, text="bdg:phieu &a9;").encode()
    yield "xml đòi tệp.xls", XML_2003.format(head=outside, at=1, text="bdg:phieu &a;").encode()


def _disguised() -> Iterator[tuple[str, bytes]]:
    """Other things by the name of a workbook."""
    yield "trang web.xls", f"<html><body>{TABLE}</body></html>".encode()
    yield "trang web cp1258.xls", "<html><table><tr><td>Tổng".encode("cp1258", "replace")
    yield "csv utf-16.xls", "Xã\tSố\nMường So\t12\n".encode("utf-16")
    yield "csv.xlsx", "Xã;Số\nMường So;12\n".encode()
    yield "mhtml.xls", MHTML.encode()
    yield "xml xa.xls", XML_2003.format(head="", at=99_999_999, text="bdg:phieu").encode()
    wide = '<table><tr><td colspan="99999999" rowspan="99999999">bdg:phieu</td></tr></table>'
    yield "html rộng.xls", wide.encode()
    yield "html sâu.xls", ("<table><tr><td>" * 20_000 + "bdg:phieu").encode()
    yield "ảnh.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(500)
    yield "pdf.xls", b"%PDF-1.7\n" + bytes(500)
    yield "word.xlsx", archive(part("word/document.xml", "<a/>"))
    yield "rar.xlsx", b"Rar!\x1a\x07\x01\x00" + bytes(200)
    yield "rỗng.xlsx", b""
    yield "rác.xlsx", bytes(range(256)) * 40
    cells = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
    cells += 'table:number-columns-repeated="10" office:value-type="float" office:value="1"/>'
    yield "ods lặp.ods", ods(cells + "</table:table-row>")


def _old() -> Iterator[tuple[str, bytes]]:
    """Old ``.xls`` files whose chains of sectors never end, and encrypted ones."""
    biff = {"Workbook": BOF.ljust(5_000, b"\0")}
    yield "ole vòng danh mục.xls", ole(biff, directory=11)
    yield "ole vòng dữ liệu.xls", ole(biff, stream=1)
    yield "ole vòng bảng.xls", ole(biff, difat=3)
    yield "ole vòng nhỏ.xls", ole(biff, mini=2, stream=2)
    yield "ole đầu.xls", ole(biff)[:600]
    yield "mật khẩu.xlsx", encrypted_workbook()
    yield "mật khẩu.xls", encrypted_xls()


def _cut(good: bytes) -> Iterator[tuple[str, bytes]]:
    """A good form that came in parts."""
    for percent in (1, 10, 50, 90, 99):
        yield f"cắt còn {percent} phần trăm.xlsx", good[: len(good) * percent // 100]
    middle = len(good) // 2
    yield "hỏng giữa.xlsx", good[:middle] + bytes(64) + good[middle + 64 :]


def _names(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Names that steer a terminal, run in a spreadsheet, or are no text."""
    for name in ("\x1b[31mđỏ", "hai\ndòng", "\u202exslx.gpj", "=cmd|calc", "{{7*7}}", "<b>&amp;"):
        yield f"{name}.xlsx", content
    yield os.fsdecode(b"X\xe3 M\xad\xf4ng So.xlsx"), content
    yield "xã_nfd_Mường.xlsx", content  # the tone and the horn as letters of their own


def hostile_files(good: bytes) -> dict[str, bytes]:
    """All of them by name. `good`: a form, some of them are made from."""
    kinds: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (
        _apart, _texts, _bombs, _structures, _entities, _disguised, _old,
    )  # fmt: skip
    found = {name: content for kind in kinds for name, content in kind()}
    return found | dict(_cut(good)) | dict(_names(book()))


def put_special_files(folder: Path) -> None:
    """Puts things into `folder` that are no files, and a file of 5 GB without content."""
    os.mkfifo(folder / "ống.xlsx")
    (folder / "đứt.xlsx").symlink_to("không có")
    (folder / "vòng.xlsx").symlink_to("vòng.xlsx")
    (folder / "không đáy.xlsx").symlink_to("/dev/zero")
    (folder / "vòng thư mục").symlink_to(".", target_is_directory=True)
    (folder / "thư mục.xlsx").mkdir()
    with contextlib.suppress(OSError):  # not for everybody on macOS
        os.mknod(folder / "cắm.xlsx", 0o140600)
    with (folder / "thưa.xlsx").open("wb") as handle:
        handle.truncate(5 * GIGA)
