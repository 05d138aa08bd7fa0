"""Opening files: one file a fault, named after it; codes, and figures that stay as they are."""

import csv
import io
import random
import re
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bdg_excel.findings import Severity
from bdg_excel.inbox import InboxFile
from bdg_excel.intake.take import take
from bdg_excel.intake.taken import Taken
from bdg_excel.intake.understanding import understand
from bdg_excel.layout import FormLayout, layouts
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.reader.files.package import USUAL_SIZE
from bdg_excel.reader.files.plain import Plain, plain_sheets
from bdg_excel.reader.files.workbook import grids
from bdg_excel.values.typed import as_typed
from tests import archives, hostile
from tests.builders import filled, sample_of
from tests.conftest import Convert

CODE = "03589"
Read = Callable[[str, bytes], Taken]


@pytest.fixture(scope="module")
def forms(programme: Programme) -> dict[str, FormLayout]:
    return layouts(programme)


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory, programme: Programme, definition: Path) -> bytes:
    """A form as a commune sends it."""
    folder = tmp_path_factory.mktemp("bieu")
    return filled(folder, programme, CODE, sample_of(programme, definition, CODE)).read_bytes()


@pytest.fixture
def read(tmp_path: Path, programme: Programme, forms: dict[str, FormLayout]) -> Read:
    """Reads a file of this name and content in this process."""

    def reading(name: str, content: bytes) -> Taken:
        (tmp_path / name).write_bytes(content)
        return understand((programme, forms), InboxFile(tmp_path / name, name))

    return reading


def codes(taken: Taken) -> list[str]:
    return [found.code for found in taken.findings]


def rewritten(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A zip with each part changed, and parts added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in more.items():
            new.writestr(name, data)
    return target.getvalue()


def as_strict(content: bytes) -> bytes:
    """The form as "Strict Open XML Spreadsheet" saves it: other namespaces."""
    old = b"http://schemas.openxmlformats.org/"
    new = b"http://purl.oclc.org/ooxml/"

    def change(_: str, data: bytes) -> bytes:
        data = data.replace(old + b"spreadsheetml/2006/main", new + b"spreadsheetml/main")
        return data.replace(
            old + b"officeDocument/2006/relationships", new + b"officeDocument/relationships"
        )

    return rewritten(content, change)


def text_sheets(content: bytes) -> list[list[list[str]]]:
    return [[[as_typed(cell) for cell in row] for row in sheet.rows] for sheet in grids(content)]


def as_html(content: bytes) -> str:
    """The form as one page of tables."""
    tables = (
        "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>\n" for row in sheet)
        for sheet in text_sheets(content)
    )
    return (
        "<html><body>" + "".join(f"<table>{table}</table>" for table in tables) + "</body></html>"
    )


def as_xml_2003(content: bytes) -> str:
    """The form as an XML Spreadsheet 2003, its empty cells left out."""
    sheets = (
        "".join(f"<Row>{_xml_cells(row)}</Row>" for row in sheet) for sheet in text_sheets(content)
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">' + "".join(
        f'<Worksheet ss:Name="S{number}"><Table>{rows}</Table></Worksheet>'
        for number, rows in enumerate(sheets)
    ) + "</Workbook>"  # fmt: skip


def _xml_cells(row: list[str]) -> str:
    return "".join(
        f'<Cell ss:Index="{number}"><Data ss:Type="String">{escape(cell)}</Data></Cell>'
        for number, cell in enumerate(row, start=1)
        if cell
    )


def as_mhtml(content: bytes) -> str:
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    part = "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
    return head + part + as_html(content) + "\n--x--\n"


REFUSED = {
    "mật khẩu.xlsx": (archives.encrypted_workbook, "password_protected", "xóa mật khẩu"),
    "mật khẩu.xls": (archives.encrypted_xls, "password_protected", "xóa mật khẩu"),
    "rỗng.xlsx": (lambda: b"", "empty_file", "0 byte"),
    "đầu zip.xlsx": (lambda: b"PK\x03\x04 ...", "damaged_file", "mất phần cuối"),
    "rác.xls": (lambda: bytes(range(256)) * 9, "damaged_file", "không phải của bảng tính"),
    "ole hỏng.xls": (lambda: archives.ole({})[:300], "damaged_file", "thiếu phần đầu"),
    "ole vòng.xls": (
        lambda: archives.ole({"Workbook": bytes(5000)}, stream=1),
        "damaged_file",
        "quay vòng",
    ),
    "ảnh.xlsx": (lambda: b"\xff\xd8\xff\xe0" + bytes(99), "wrong_kind", "hình ảnh"),
    "văn bản.xlsx": (
        lambda: archives.archive(archives.part("word/document.xml", "<a/>")),
        "wrong_kind",
        "Word",
    ),
    "văn bản cũ.xls": (
        lambda: archives.ole({"WordDocument": bytes(5000)}),
        "wrong_kind",
        "Word",
    ),
    "quét.pdf": (lambda: b"%PDF-1.4", "not_a_spreadsheet", "PDF"),
    "ghi chú.txt": (lambda: "Kính gửi".encode(), "not_a_spreadsheet", "văn bản thuần"),
    "phim.mp4": (lambda: bytes(range(256)), "not_a_spreadsheet", "loại tệp khác"),
    "gửi kèm.zip": (
        lambda: archives.archive(archives.part("a.xlsx", "PK")),
        "archive",
        "Giải nén",
    ),
    "bảng tính.fods": (
        lambda: b'<?xml version="1.0"?>\n<office:document xmlns:office="urn:oasis"><table/>',
        "flat_document",
        "Mở bằng LibreOffice",
    ),
    "gửi kèm.rar": (lambda: b"Rar!\x1a\x07\x01\x00", "archive", "Giải nén"),
    "trang web.xls": (
        lambda: f"<html>{hostile.TABLE}".encode(),
        "text_as_workbook",
        "trang web (HTML)",
    ),
    "trang web một tệp.xls": (hostile.MHTML.encode, "text_as_workbook", "MHTML"),
    "xml 2003.xls": (
        lambda: hostile.XML_2003.format(head="", at=1, text="a").encode(),
        "text_as_workbook",
        "XML 2003",
    ),
    "bảng.csv": ("Xã,Số\nMường So,12\n".encode, "text_as_workbook", "Save As"),
    "utf-16.xls": (lambda: "Xã\tSố\n".encode("utf-16"), "text_as_workbook", "CSV"),
    "cp1258.xls": (lambda: b"X\xe3\tS\xf4\xec\n", "text_as_workbook", "CSV"),
    "chỉ có biểu đồ.xlsx": (
        lambda: archives.book(without=("xl/workbook.xml",)),
        "no_sheets",
        "không có trang tính",
    ),
    "hai góc.xlsx": (
        lambda: archives.with_sheet(
            archives.row(1, archives.value("A1"))
            + f"<!--{'.' * 5 * archives.MEGA}-->"
            + archives.row(1048576, archives.value("XFD1048576"))
        ),
        "file_too_large",
        "ô XFD1048576",
    ),
    "nhiều trang.xlsx": (lambda: archives.book(sheets=501), "file_too_large", "501 trang"),
    "uniqueCount.xlsx": (
        lambda: archives.book(archives.strings("a", claimed=4294967295)),
        "unsafe_file",
        "4294967295",
    ),
    "doctype.xlsx": (
        lambda: archives.with_sheet(
            archives.row(1, '<c r="A1" t="s"><v>0</v></c>'),
            archives.part(archives.STRINGS, hostile.LAUGHS + "<sst><si><t>&a9;</t></si></sst>"),
        ),
        "unsafe_file",
        "DOCTYPE",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_workbook_says_what_it_is_and_what_to_do(name: str, read: Read) -> None:
    content, code, words = REFUSED[name]
    taken = read(name, content())
    assert codes(taken) == [code]
    [found] = taken.findings
    assert words in found.message
    assert found.place.file == name
    assert taken.reply is None
    expected = Severity.INFO if code == "not_a_spreadsheet" else Severity.ERROR
    assert found.severity is expected


@pytest.mark.parametrize("percent", [1, 20, 50, 80, 99])
def test_a_truncated_form_is_damaged_wherever_it_was_cut(
    percent: int, read: Read, form: bytes
) -> None:
    taken = read("cắt.xlsx", form[: len(form) * percent // 100])
    assert codes(taken) == ["damaged_file"]


@pytest.mark.parametrize("name", ["bieu.xls", "bieu.xlsb", "bieu.ods", "bieu", "bieu.xlsx "])
def test_a_workbook_is_read_whatever_its_name_ends_with(name: str, read: Read, form: bytes) -> None:
    taken = read(name, form)
    assert codes(taken) == []
    assert taken.reply is not None


@pytest.mark.parametrize("before", [b"\r\n", b"\xef\xbb\xbf"])
def test_bytes_that_a_portal_put_before_the_zip_do_not_matter(
    before: bytes, read: Read, form: bytes
) -> None:
    assert codes(read("cổng.xlsx", before + form)) == []


def test_a_form_with_macros_is_read_and_told(read: Read, form: bytes) -> None:
    parts: dict[str, Any] = {"xl/vbaProject.bin": archives.ole({"VBA": b"\0" * 4096})}
    taken = read("macro.xlsm", rewritten(form, lambda _, data: data, **parts))
    assert codes(taken) == ["has_macros"]
    assert taken.reply is not None


@pytest.mark.parametrize("name", ["xl/embeddings/oleObject1.bin", "xl/printerSettings/p1.bin"])
def test_what_else_is_binary_in_a_form_is_no_sheet(read: Read, form: bytes, name: str) -> None:
    """The version in an OLE file's head looks like the record of an .xlsb's error cell."""
    parts: dict[str, Any] = {name: archives.ole({"Ole10Native": b"\0" * 4096})}
    assert codes(read("kèm tệp.xlsx", rewritten(form, lambda _, data: data, **parts))) == []


def test_a_large_form_is_checked_as_a_small_one_is(read: Read, form: bytes) -> None:
    """With a photograph in it its parts are not unpacked beforehand; readers look at no sums."""
    parts: dict[str, Any] = {"xl/media/image1.png": random.Random(1).randbytes(USUAL_SIZE + 1)}
    content = rewritten(form, lambda _, data: data, **parts)
    assert codes(read("có ảnh.xlsx", content)) == []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sums = archive.getinfo("xl/worksheets/sheet2.xml").CRC.to_bytes(4, "little")
    damaged = content.replace(sums, bytes(4))
    assert codes(read("có ảnh hỏng.xlsx", damaged)) == ["damaged_file"]


_SPILL = rb'<c r="E13"\1 t="e"><v>#SPILL!</v></c>'
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def test_an_ods_with_a_password_is_told_as_such(read: Read) -> None:
    manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/>"
    content = archives.archive(
        archives.part("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        archives.part("content.xml", b"\x93\x12\xff"),
        archives.part("META-INF/manifest.xml", manifest),
    )
    assert codes(read("mật khẩu.ods", content)) == ["password_protected"]


def with_macro_sheet(name: str, data: bytes) -> bytes:
    """A sheet as Excel 4 macros stand in one: in the list of sheets, of a kind of its own."""
    kind = b"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
    if name == "xl/workbook.xml":
        sheet = b'<sheet name="M" sheetId="99" xmlns:r="%s" r:id="rM"/>' % _RELATIONS
        return data.replace(b"</sheets>", sheet + b"</sheets>")
    if name == "xl/_rels/workbook.xml.rels":
        relation = b'<Relationship Id="rM" Type="%s" Target="macrosheets/m.xml"/>' % kind
        return data.replace(b"</Relationships>", relation + b"</Relationships>")
    return data


def test_a_form_with_an_excel_4_macro_sheet_is_read_by_the_other_reader(
    read: Read, form: bytes
) -> None:
    macro: dict[str, Any] = {"xl/macrosheets/m.xml": archives.sheet("").encode()}
    taken, plain = read("xlm.xlsx", rewritten(form, with_macro_sheet, **macro)), read("a", form)
    assert codes(taken) == ["other_reader"]
    assert taken.reply is not None
    assert plain.reply is not None
    assert [v[:5] for v in taken.reply.values] == [v[:5] for v in plain.reply.values]
    assert taken.filled == plain.filled


def test_an_error_that_is_new_in_excel_sets_its_cell_aside_and_no_other(
    read: Read, form: bytes
) -> None:
    def spilled(name: str, data: bytes) -> bytes:
        changed, count = re.subn(rb'<c r="E13"( s="\d+")[^>]*><v>\d+</v></c>', _SPILL, data)
        return changed if name == "xl/worksheets/sheet2.xml" and count else data

    taken, plain = read("tràn.xlsx", rewritten(form, spilled)), read("a", form)
    assert codes(taken) == ["other_reader", "error_value"]
    assert taken.reply is not None
    assert plain.reply is not None
    assert taken.reply.counted == plain.reply.counted - 1
    [error] = [found for found in taken.findings if found.code == "error_value"]
    assert (error.place.cell, error.found) == ("E13", "#SPILL!")


def _rows_turned_round(sheet: bytes) -> bytes:
    rows = re.findall(rb"<row .*?</row>", sheet)
    return sheet.replace(rows[-1], b"").replace(rows[0], rows[-1] + rows[0])


def _cells_turned_round(sheet: bytes) -> bytes:
    row = re.findall(rb'<row r="13".*?</row>', sheet)[0]
    cells = re.findall(rb"<c [^>]*?/>|<c .*?</c>", row)
    return sheet.replace(row, row[: row.find(b"<c ")] + b"".join(cells[::-1]) + b"</row>")


def _a_row_without_number(sheet: bytes) -> bytes:
    return sheet.replace(b'<row r="13"', b'<row></row><row r="13"', 1)


def _a_row_far_below(sheet: bytes) -> bytes:
    far = b'<row r="100001"><c r="E100001"><v>7</v></c></row></sheetData>'
    return sheet.replace(b"</sheetData>", far)


@pytest.mark.parametrize(
    "upset", [_rows_turned_round, _cells_turned_round, _a_row_without_number, _a_row_far_below]
)
def test_cells_out_of_order_are_not_left_to_a_reader_that_would_drop_them(
    upset: Callable[[bytes], bytes], read: Read, form: bytes
) -> None:
    """The first reader takes them as they come: only with a macro sheet does it refuse them."""

    def changed(name: str, data: bytes) -> bytes:
        return upset(data) if name == "xl/worksheets/sheet2.xml" else data

    def with_macros(name: str, data: bytes) -> bytes:
        return with_macro_sheet(name, changed(name, data))

    macro: dict[str, Any] = {"xl/macrosheets/m.xml": archives.sheet("").encode()}
    assert codes(read("xlm.xlsx", rewritten(form, with_macros, **macro))) == ["damaged_file"]
    plain = read("a", rewritten(form, changed))
    assert "damaged_file" not in codes(plain)
    assert plain.filled >= read("b", form).filled


def test_nor_where_a_sheet_is_written_in_utf_16(read: Read, form: bytes) -> None:
    def changed(name: str, data: bytes) -> bytes:
        if name == "xl/worksheets/sheet2.xml":
            data = b"\xff\xfe" + _cells_turned_round(data).decode().encode("utf-16-le")
        return with_macro_sheet(name, data)

    macro: dict[str, Any] = {"xl/macrosheets/m.xml": archives.sheet("").encode()}
    assert codes(read("xlm.xlsx", rewritten(form, changed, **macro))) == ["damaged_file"]


def test_an_error_is_found_wherever_its_sheet_lies_in_the_zip(form: bytes, read: Read) -> None:
    """Few programs put sheets elsewhere; a blank is what the first reader makes of an error."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(whole, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"/xl/worksheets/sheet2.xml", b"/xl/Trang/hai.xml")
            data = data.replace(b'"worksheets/sheet2.xml"', b'"Trang/hai.xml"')
            if name == "xl/worksheets/sheet2.xml":
                name = "xl/Trang/hai.xml"
                cell = rb'<c r="E13"\1 t="e"><v>#REF!</v></c>'
                data, count = re.subn(rb'<c r="E13"( s="\d+")[^>]*><v>\d+</v></c>', cell, data)
                assert count == 1
            new.writestr(name, data)
    taken = read("nơi khác.xlsx", whole.getvalue())
    assert "error_value" in codes(taken)
    assert "sheet_missing" not in codes(taken)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_sheet_that_is_not_what_its_checksum_says_is_damaged(
    packing: int, read: Read, form: bytes
) -> None:
    """A digit that turned over on the way: no reader would notice."""
    sheet = "xl/worksheets/sheet2.xml"
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(whole, "w", packing) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        right = new.getinfo(sheet).CRC
    assert codes(read("a", whole.getvalue())) == []
    wrong = whole.getvalue().replace(right.to_bytes(4, "little"), bytes(4))
    assert codes(read("b", wrong)) == ["damaged_file"]


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
)
def test_a_part_that_does_not_unpack_is_damaged(name: str, read: Read) -> None:
    broken = archives.Member(name, b"\xff" * 50, 100, 0)
    assert codes(read("hỏng.xlsx", archives.book(broken))) == ["damaged_file"]


def test_a_part_beyond_the_end_of_the_file_is_damaged(read: Read, form: bytes) -> None:
    at = form.rindex(b"PK\x01\x02") + 42
    beyond = form[:at] + b"\xf0\xff\xff\x7f" + form[at + 4 :]
    assert codes(read("hỏng.xlsx", beyond)) == ["damaged_file"]


def test_a_strict_form_is_read_and_told(read: Read, form: bytes) -> None:
    taken, plain = read("strict.xlsx", as_strict(form)), read("thường.xlsx", form)
    assert codes(taken) == ["strict_open_xml"]
    assert taken.reply is not None
    assert plain.reply is not None
    assert taken.reply.values == plain.reply.values


def test_old_formats_are_read_under_any_name(
    tmp_path: Path, read: Read, form: bytes, soffice: Convert
) -> None:
    (tmp_path / "goc.xlsx").write_bytes(form)
    for ending in ("xls", "ods"):
        [made] = soffice([tmp_path / "goc.xlsx"], ending, tmp_path)
        taken = read(f"{ending} mang tên khác.xlsx", made.read_bytes())
        assert codes(taken) == []
        assert taken.reply is not None
        assert taken.reply.counted == 37


@pytest.mark.parametrize(
    ("name", "made", "encoding"),
    [
        ("web.xls", as_html, "utf-8"),
        ("web bom.xls", as_html, "utf-8-sig"),
        ("web utf-16.xls", as_html, "utf-16"),
        ("web một tệp.xls", as_mhtml, "utf-8"),
        ("xml 2003.xls", as_xml_2003, "utf-8"),
    ],
)
def test_text_with_our_ids_is_read_in_its_encoding(
    name: str, made: Callable[[bytes], str], encoding: str, read: Read, form: bytes
) -> None:
    taken, plain = read(name, made(form).encode(encoding)), read("thường.xlsx", form)
    assert taken.reply is not None
    assert plain.reply is not None
    assert [value[:4] for value in taken.reply.values] == [v[:4] for v in plain.reply.values]


def test_numbers_that_the_form_prints_are_its_own_in_text_too(
    read: Read, sample_inbox: Path
) -> None:
    """A table's ordinals and sums: text does not tell them from what was typed."""
    [sample] = sample_inbox.glob(f"xa_{CODE}_*")
    sheet = openpyxl.load_workbook(sample, data_only=True)["Biểu 1 - Hoạt động"]
    text = io.StringIO()
    csv.writer(text).writerows(sheet.values)
    assert "hoat_dong.30,30," in text.getvalue()
    taken = read("một trang.csv", text.getvalue().encode())
    assert taken.reply is not None
    assert taken.reply.counted == 7
    assert [f.message for f in taken.findings if f.code == "outside_cell"] == []


def test_a_sheet_of_opinions_with_our_ids_is_read_from_text(read: Read, form: bytes) -> None:
    """It says too little by itself; its ids say whose it is."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    sheet = book["Ý kiến"]
    sheet["E7"] = "Địa bàn rộng"
    text = io.StringIO()
    csv.writer(text).writerows(sheet.values)
    taken = read("Ý kiến.csv", text.getvalue().encode())
    assert taken.reply is not None
    assert [v.text for v in taken.reply.values if v.text] == ["Địa bàn rộng"]
    without = io.StringIO()
    csv.writer(without).writerows(row[1:] for row in sheet.iter_rows(min_row=2, values_only=True))
    assert read("Ý kiến.csv", without.getvalue().encode()).reply is None


def test_a_far_cell_that_brings_the_reader_down_is_told_with_its_address(
    tmp_path: Path, programme: Programme, forms: dict[str, FormLayout], form: bytes
) -> None:
    """Small files are not looked through beforehand: the second try does, and knows why."""
    far, good = tmp_path / "a xa.xlsx", tmp_path / "b.xlsx"
    good.write_bytes(form)
    book = openpyxl.load_workbook(good)
    book["Số liệu"]["XFD1048576"] = "x"
    book.save(far)
    prefixed = archives.sheet(
        archives.row(1, archives.value("A1")) + archives.row(1048576, archives.value("XFD1048576"))
    )
    prefixed = prefixed.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")
    killer = tmp_path / "c.xlsx"
    killer.write_bytes(archives.book(archives.part(archives.SHEET, prefixed)))
    files = [InboxFile(path, path.name) for path in (far, good, killer)]
    with take(files, programme, forms) as taken:
        first, second, third = taken
    assert codes(first) == ["file_too_large"]
    assert "ô XFD1048576" in first.findings[0].message
    assert codes(second) == []
    assert codes(third) == ["reading_failed"]
    assert "Các tệp khác không bị ảnh hưởng" in third.findings[0].message


def test_a_file_that_is_gone_or_a_folder_is_told(
    tmp_path: Path, programme: Programme, forms: dict[str, FormLayout]
) -> None:
    for path, code in ((tmp_path / "không có.xlsx", "unreadable"), (tmp_path, "not_a_file")):
        assert codes(understand((programme, forms), InboxFile(path, path.name))) == [code]


def test_good_files_among_faulty_ones_give_the_same_figures(
    sample_inbox: Path, inbox: Path, programme: Programme
) -> None:
    for path in sample_inbox.iterdir():
        (inbox / path.name).write_bytes(path.read_bytes())
    alone = collect(inbox, programme)
    for name, (content, _, _) in REFUSED.items():
        (inbox / name).write_bytes(content())
    together = collect(inbox, programme)
    assert together.figures == alone.figures
    told = {found.place.file: found.code for found in together.findings}
    assert {name: told.get(name) for name in REFUSED} == {n: c for n, (_, c, _) in REFUSED.items()}
    assert together.balance.holds
    assert together.balance.files_set_aside == len(REFUSED)


@pytest.mark.parametrize(
    ("kind", "stored", "written"),
    [
        ("Number", "3083", "3083"),
        ("Number", "123.456", "123,456"),  # a machine's point is no thousands dot
        ("Boolean", "1", "TRUE"),
        ("String", "3.083", "3.083"),
    ],
)
def test_typed_cells_of_xml_2003_are_no_numbers_that_nobody_wrote(
    kind: str, stored: str, written: str
) -> None:
    space = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet"'
    cell = f'<Cell><Data ss:Type="{kind}">{stored}</Data></Cell>'
    book = (
        f'<Workbook {space} xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="a"><Table><Row>{cell}</Row></Table></Worksheet></Workbook>'
    )
    [(_, rows)] = plain_sheets(book.encode(), Plain.XML_2003)
    assert rows == [[written]]
