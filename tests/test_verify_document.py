"""Any Word report is read as a person reads it, or there is a message that says what is wrong."""

import io
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from bdg_excel.errors import ReportError
from bdg_excel.verify.bounds import verify_within_bounds
from bdg_excel.verify.convert import converted
from bdg_excel.verify.document import Report, opened
from bdg_excel.verify.passage import Passage, Spot, Verdict
from tests.conftest import PATIENCE, Convert
from tests.word_files import control, edited, paragraph, run, table, with_body

OUTLINE = '<w:pPr><w:outlineLvl w:val="{}"/></w:pPr>'


def passages(path: Path) -> tuple[Passage, ...]:
    with opened(path) as report:
        return report.passages


def read(tmp_path: Path, *blocks: str) -> list[str]:
    return [one.text for one in passages(with_body(tmp_path / "a.docx", "".join(blocks)))]


def places(tmp_path: Path, *blocks: str) -> list[tuple[str, str]]:
    found = passages(with_body(tmp_path / "a.docx", "".join(blocks)))
    return [(one.place, one.text) for one in found]


# ---------------------------------------------------------------- Where a passage stands


def test_places_are_told_by_heading_and_paragraph(tmp_path: Path) -> None:
    assert places(
        tmp_path,
        paragraph("Kính gửi"),
        paragraph("I. TÌNH HÌNH", properties=OUTLINE.format(0)),
        paragraph(""),
        paragraph("Một"),
        paragraph("3. Nội dung", properties=OUTLINE.format(1)),
        paragraph("Hai"),
        paragraph("Ba"),
        paragraph("Tình hình chung không có số nào đứng trước", properties=OUTLINE.format(1)),
        paragraph("Bốn"),
        paragraph("II. KẾT QUẢ", properties=OUTLINE.format(0)),
        paragraph("2.1. Chi tiết", properties=OUTLINE.format(1)),
        paragraph("Năm"),
    ) == [
        ("Đoạn 1", "Kính gửi"),
        ("Mục I", "I. TÌNH HÌNH"),
        ("Mục I, đoạn 1", "Một"),
        ("Mục I.3", "3. Nội dung"),
        ("Mục I.3, đoạn 1", "Hai"),
        ("Mục I.3, đoạn 2", "Ba"),
        (
            "Mục “Tình hình chung không có số nào đứng trư…”",
            "Tình hình chung không có số nào đứng trước",
        ),
        ("Mục “Tình hình chung không có số nào đứng trư…”, đoạn 1", "Bốn"),
        ("Mục II", "II. KẾT QUẢ"),
        ("Mục 2.1", "2.1. Chi tiết"),
        ("Mục 2.1, đoạn 1", "Năm"),
    ]


def test_headings_are_known_by_their_style_and_what_it_is_based_on(tmp_path: Path) -> None:
    document = Document()
    document.add_heading("1. Mục một", 1)
    own = document.styles.add_style("Mục riêng", 1)
    own.base_style = document.styles["Heading 2"]
    document.add_paragraph("a) Mục con", "Mục riêng")
    document.add_paragraph("Chữ")
    document.save(str(tmp_path / "a.docx"))
    found = [(one.kind, one.place) for one in passages(tmp_path / "a.docx")]
    assert found == [
        ("heading", "Mục 1"),
        ("heading", "Mục 1.a"),
        ("paragraph", "Mục 1.a, đoạn 1"),
    ]


def test_tables_are_read_cell_by_cell_and_merged_cells_once(tmp_path: Path) -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("Người")}</w:tc>'
    tall = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("Tên")}</w:tc>'
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('khuất')}</w:tc>"
    two = f"<w:tc><w:tcPr/>{paragraph('A')}{paragraph('B')}</w:tc>"
    xml = table([tall, wide], [below, "Nam", "Nữ"], [two, "1", "2"])
    found = passages(with_body(tmp_path / "a.docx", paragraph("Đầu") + xml + table(["x"])))
    assert [(one.table, one.row, one.column, one.text) for one in found[1:]] == [
        (1, 1, 1, "Tên"),
        (1, 1, 2, "Người"),
        (1, 2, 2, "Nam"),
        (1, 2, 3, "Nữ"),
        (1, 3, 1, "A\nB"),
        (1, 3, 2, "1"),
        (1, 3, 3, "2"),
        (2, 1, 1, "x"),
    ]
    assert found[3].place == "Bảng 1, dòng 2, cột 2"


def test_a_table_in_a_table_comes_after_it(tmp_path: Path) -> None:
    outer = f"<w:tc><w:tcPr/>{paragraph('ngoài')}{table(['trong'])}{paragraph('nữa')}</w:tc>"
    found = passages(with_body(tmp_path / "a.docx", table([outer, "cạnh"])))
    assert [(one.table, one.text) for one in found] == [
        (1, "ngoài\nnữa"),
        (1, "cạnh"),
        (2, "trong"),
    ]


def test_headers_footers_and_notes_come_after_the_body(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Thân")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Đầu 1"
    section.footer.paragraphs[0].text = "Chân 2"
    document.save(str(tmp_path / "a.docx"))
    assert [(one.kind, one.place, one.text) for one in passages(tmp_path / "a.docx")] == [
        ("paragraph", "Đoạn 1", "Thân"),
        ("header", "Đầu trang", "Đầu 1"),
        ("header", "Chân trang", "Chân 2"),
    ]


NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="5"><w:p><w:r><w:t>hai 22</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="9"><w:p><w:r><w:t>một 11</w:t></w:r></w:p></w:footnote></w:footnotes>'
).encode()


def with_notes(tmp_path: Path) -> Path:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    plain = with_body(
        tmp_path / "plain.docx", paragraph("A", mark.format(9), "B", mark.format(5), ".")
    )
    tie = (
        b'<Relationship Id="rId77" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/footnotes"/></Relationships>'
    )
    kind = (
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    changes = {
        "word/_rels/document.xml.rels": lambda blob: blob.replace(b"</Relationships>", tie),
        "[Content_Types].xml": lambda blob: blob.replace(b"</Types>", kind),
    }
    return edited(plain, tmp_path / "notes.docx", changes, {"word/footnotes.xml": NOTES})


def test_footnotes_are_numbered_as_their_marks_follow_each_other(tmp_path: Path) -> None:
    found = passages(with_notes(tmp_path))
    assert [(one.place, one.text) for one in found] == [
        ("Đoạn 1", "AB."),
        ("Chú thích 1", "một 11"),
        ("Chú thích 2", "hai 22"),
    ]


# ---------------------------------------------------------------- What is read

BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
    "<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    "<v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    box = BOX.format(paragraph("Trong khung 12") + table(["ô 3"]))
    found = passages(
        with_body(tmp_path / "a.docx", paragraph("Trước", box, " sau") + paragraph("B"))
    )
    assert [(one.kind, one.place, one.text) for one in found] == [
        ("paragraph", "Đoạn 1", "Trước sau"),
        ("textbox", "Đoạn 1, khung chữ", "Trong khung 12"),
        ("cell", "Bảng 1, dòng 1, cột 1", "ô 3"),
        ("paragraph", "Đoạn 2", "B"),
    ]


def test_an_old_text_box_without_a_choice_is_read_too(tmp_path: Path) -> None:
    box = (
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{paragraph('cũ 5')}</w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    )
    assert read(tmp_path, paragraph(box)) == ["cũ 5"]


def test_tracked_changes_are_read_as_if_accepted_and_that_is_said(tmp_path: Path) -> None:
    gone = "<w:pPr><w:rPr><w:del w:id='1' w:author='x'/></w:rPr></w:pPr>"
    xml = (
        paragraph(
            "có ",
            "<w:del w:id='2' w:author='x'><w:r><w:delText>12</w:delText></w:r></w:del>",
            f"<w:ins w:id='3' w:author='x'>{run('13')}</w:ins>",
            f"<w:moveFrom w:id='4' w:author='x'>{run(' đi')}</w:moveFrom>",
            f"<w:moveTo w:id='5' w:author='x'>{run(' đến')}</w:moveTo>",
        )
        + paragraph("đầu ", properties=gone)
        + paragraph("cuối")
        + "<w:tbl><w:tr><w:trPr><w:del w:id='6'/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('còn')}</w:tc></w:tr></w:tbl>"
    )
    with opened(with_body(tmp_path / "a.docx", xml)) as report:
        assert [one.text for one in report.passages] == ["có 13 đến", "đầu cuối", "còn"]
        assert report.passages[2].row == 1
        assert "Track Changes" in report.notes[0]


def test_fields_give_their_result_and_page_numbers_are_none(tmp_path: Path) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    begin, separate, end = (mark.format(kind) for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText>{}</w:instrText></w:r>"
    assert read(
        tmp_path,
        paragraph("a ", begin, code.format(" REF x "), separate, "12", end, " b"),
        paragraph("c ", begin, code.format(" PAGE "), separate, "7", end, " d"),
        paragraph("<w:fldSimple w:instr=' NUMPAGES '><w:r><w:t>9</w:t></w:r></w:fldSimple>", "e"),
        paragraph("<w:fldSimple w:instr='DATE'><w:r><w:t>3/4</w:t></w:r></w:fldSimple>"),
        paragraph(begin, code.format("IF "), begin, code.format("X"), separate, "5", end, "6", end),
        paragraph("chưa hết ", begin, code.format("REF y"), run("mã")),
        paragraph("không mất 8"),
    ) == ["a 12 b", "c  d", "e", "3/4", "chưa hết ", "không mất 8"]


def test_hidden_text_is_left_out_and_that_is_said(tmp_path: Path) -> None:
    hidden, shown = "<w:rPr><w:vanish/></w:rPr>", "<w:rPr><w:vanish w:val='0'/></w:rPr>"
    xml = paragraph("a", run("ẩn 9", hidden), run("b", shown))
    with opened(with_body(tmp_path / "a.docx", xml)) as report:
        assert [one.text for one in report.passages] == ["ab"]
        assert report.notes == ("Có 1 đoạn chữ ẩn không được kiểm tra.",)


def test_breaks_hyphens_links_symbols_and_formulas(tmp_path: Path) -> None:
    inner = (
        "<w:r><w:t>1</w:t><w:tab/><w:t>2</w:t><w:br/><w:t>3</w:t><w:noBreakHyphen/>"
        "<w:t>4</w:t><w:softHyphen/><w:t>5\n6</w:t><w:sym w:font='Symbol' w:char='F0B7'/></w:r>"
    )
    link = f"<w:hyperlink w:anchor='x'>{run('nối')}</w:hyperlink>"
    formula = "<m:oMath><m:r><m:t>x=7</m:t></m:r></m:oMath>"
    assert read(tmp_path, paragraph(inner, link, formula)) == ["1\t2\n3-45 6•nốix=7"]


def test_controls_say_their_tag_and_where_they_stand(tmp_path: Path) -> None:
    block = (
        '<w:sdt><w:sdtPr><w:tag w:val="khoi"/></w:sdtPr><w:sdtContent>'
        f"{paragraph('cả đoạn')}</w:sdtContent></w:sdt>"
    )
    cell = (
        '<w:sdt><w:sdtPr><w:tag w:val="o"/></w:sdtPr><w:sdtContent>'
        f"<w:tc><w:tcPr/>{paragraph('12')}</w:tc></w:sdtContent></w:sdt>"
    )
    empty = (
        '<w:sdt><w:sdtPr><w:tag w:val="t"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>'
        f"{run('Bấm vào đây')}</w:sdtContent></w:sdt>"
    )
    rows = f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('x')}</w:tc></w:tr></w:tbl>"
    xml = paragraph("nữ ", control("a.b", "34", "Nữ"), " người", empty) + block + rows
    with opened(with_body(tmp_path / "a.docx", xml)) as report:
        assert [(one.tag, one.title, words(report, one.spot)) for one in report.controls] == [
            ("a.b", "Nữ", "34"),
            ("t", "", ""),
            ("khoi", "", "cả đoạn"),
            ("o", "", "12"),
        ]
        assert [one.indicator for one in report.passages] == [None, "khoi", "o", None]
        assert report.passages[0].text == "nữ 34 người"


def words(report: Report, spot: Spot) -> str:
    return report.passages[spot.passage].text[spot.start : spot.end]


def test_the_way_back_leads_to_the_very_characters(tmp_path: Path) -> None:
    decomposed = "Duyê\u0323t 12"
    xml = paragraph("a ", run("1.2"), run("34 b"), run(decomposed))
    with opened(with_body(tmp_path / "a.docx", xml)) as report:
        text = report.passages[0].text
        start = text.index("1.2")
        found = report.stretches(Spot(0, start, start + 5))
        parts = [one.element.text[one.start : one.end] for one in found]
        assert parts == ["1.2", "34"]
        last = text.rindex("12")
        [one] = report.stretches(Spot(0, last, last + 2))
        assert one.element.text[one.start : one.end] == "12"


def test_a_strict_document_is_read_alike(tmp_path: Path) -> None:
    plain = with_body(tmp_path / "plain.docx", paragraph("Số 12") + table(["3"]))
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    changes = {"word/document.xml": lambda blob: blob.replace(usual, strict)}
    assert [one.text for one in passages(edited(plain, tmp_path / "s.docx", changes))] == [
        "Số 12",
        "3",
    ]


# ---------------------------------------------------------------- Other formats


@pytest.mark.parametrize("suffix", ["doc", "odt", "rtf"])
def test_other_formats_are_read_through_libreoffice(
    tmp_path: Path, soffice: Convert, suffix: str
) -> None:
    xml = paragraph("Có 12 người") + table(["a", "34"]) + paragraph("Hết")
    source = with_body(tmp_path / "bao cao.docx", xml)
    [other] = soffice([source], suffix, tmp_path)
    before = other.read_bytes()
    with opened(other) as report:
        assert [one.text for one in report.passages] == ["Có 12 người", "a", "34", "Hết"]
        assert report.notes[0].startswith(f"Tệp .{suffix} được LibreOffice đổi")
    assert other.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        [source.name, other.name, "plain_bao cao.docx"]
    )


def test_without_libreoffice_the_message_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("bdg_excel.verify.convert._USUAL_PLACES", ())
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1 xin chao}")
    with (
        pytest.raises(ReportError, match="không có LibreOffice"),
        converted(tmp_path / "a.rtf", ".rtf"),
    ):
        pass


def test_an_old_file_that_libreoffice_cannot_read(tmp_path: Path, soffice: Convert) -> None:
    blob = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") + bytes(4000)
    (tmp_path / "a.doc").write_bytes(blob)
    with pytest.raises(ReportError):
        passages(tmp_path / "a.doc")


# ---------------------------------------------------------------- Files that are no report


def refusal(path: Path) -> str:
    with pytest.raises(ReportError) as refused:
        passages(path)
    return str(refused.value)


def zipped(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, blob in parts.items():
            archive.writestr(name, blob)
    return path


@pytest.mark.parametrize(
    ("blob", "message"),
    [
        (b"", "rỗng"),
        (b"xin ch\xc3\xa0o", "không phải tệp Word"),
        (b"PK\x03\x04", "bị hỏng"),
        (b"%PDF-1.7", "không phải tệp Word"),
        (b"<html><body>1</body></html>", "không phải tệp Word"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"\xd0\xcf\x11\xe0" + bytes(900), "không phải tệp Word"),
        (b"PK\x05\x06" + bytes(18), "không có phần nội dung"),
    ],
)
def test_what_is_no_word_file_is_told(tmp_path: Path, blob: bytes, message: str) -> None:
    (tmp_path / "a.docx").write_bytes(blob)
    assert message in refusal(tmp_path / "a.docx")


def test_a_missing_file_a_folder_and_a_pipe_are_told(tmp_path: Path) -> None:
    assert "Không đọc được" in refusal(tmp_path / "khong_co.docx")
    assert "không phải là tệp" in refusal(tmp_path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "ong.docx")
        assert "không phải là tệp" in refusal(tmp_path / "ong.docx")


def test_workbooks_slides_and_locked_texts_are_told_apart(tmp_path: Path) -> None:
    book = zipped(tmp_path / "a.docx", {"xl/workbook.xml": b"<x/>"})
    assert "tệp Excel" in refusal(book)
    slides = zipped(tmp_path / "b.docx", {"ppt/presentation.xml": b"<x/>"})
    assert "tệp PowerPoint" in refusal(slides)
    parts = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": b"<m:encryption-data/>",
    }
    assert "mật khẩu" in refusal(zipped(tmp_path / "c.odt", parts))


def test_a_damaged_document_is_told_wherever_it_breaks_off(tmp_path: Path) -> None:
    whole = with_body(tmp_path / "a.docx", paragraph("12")).read_bytes()
    cut = tmp_path / "b.docx"
    for size in range(0, len(whole), max(1, len(whole) // 60)):
        cut.write_bytes(whole[:size])
        assert refusal(cut)
    for place in range(30, len(whole), max(1, len(whole) // 90)):
        flipped = bytearray(whole)
        flipped[place] ^= 0xFF
        cut.write_bytes(flipped)
        try:
            passages(cut)
        except ReportError as error:
            assert "b.docx" in str(error)  # noqa: PT017 - either is an answer


def document_of(tmp_path: Path, xml: bytes) -> Path:
    plain = with_body(tmp_path / "plain.docx", paragraph("x"))
    return edited(plain, tmp_path / "a.docx", {"word/document.xml": lambda _: xml})


W_SPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize(
    "xml",
    [
        b"<w:document",
        b"<khac/>",
        b"<w:document " + W_SPACE + b"/>",
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document '
        + W_SPACE
        + b"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>",
        b'<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a [<!ENTITY x "h">]><a>&x;</a>'.encode(
            "utf-16"
        ),
        b"<w:document " + W_SPACE + b"><w:body>" + b"<w:sdt><w:sdtContent>" * 2000,
    ],
)
def test_hostile_xml_is_refused(tmp_path: Path, xml: bytes) -> None:
    assert "bị hỏng" in refusal(document_of(tmp_path, xml))


def test_a_document_nested_as_deep_as_the_parser_goes_gets_an_answer(tmp_path: Path) -> None:
    inner = b"<w:p><w:r><w:t>5</w:t></w:r></w:p>"
    depth = 125
    opening, closing = b"<w:sdt><w:sdtContent>", b"</w:sdtContent></w:sdt>"
    xml = b"<w:document " + W_SPACE + b"><w:body>" + opening * depth + inner + closing * depth
    path = document_of(tmp_path, xml + b"</w:body></w:document>")
    try:
        assert [one.text for one in passages(path)] == ["5"]
    except ReportError as error:
        assert "bị hỏng" in str(error)  # noqa: PT017


def test_a_huge_directory_is_not_even_opened(tmp_path: Path) -> None:
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 60000, 60000, 3_000_000, 0, 0)
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04" + bytes(100) + end)
    assert "quá nhiều phần" in refusal(tmp_path / "a.docx")


def test_a_zip_bomb_is_seen_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bdg_excel.word_file._LARGEST_UNPACKED", 8 << 20)
    plain = with_body(tmp_path / "plain.docx", paragraph("x"))
    bomb = tmp_path / "a.docx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        with new.open("word/media/a.bin", "w", force_zip64=True) as sink:
            for _ in range(9):
                sink.write(bytes(1 << 20))
    assert "không bình thường" in refusal(bomb)


MEASURE = """
import sys
from pathlib import Path
from bdg_excel.errors import ReportError
from bdg_excel.verify.document import opened
try:
    with opened(Path(sys.argv[1])) as report:
        print(len(report.passages))
except ReportError as error:
    print("refused")
# Not ru_maxrss: across fork and exec that one keeps the peak of the process that started this one.
peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(int(peak[0].split()[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measured through /proc")
@pytest.mark.parametrize(
    "unit",
    [b"<w:p/>", b"<w:p><w:r><w:t>1</w:t></w:r></w:p>", b"<w:p><w:pPr w:a='1' w:b='2'/></w:p>"],
)
@pytest.mark.parametrize("megabytes", [2, 39])
def test_memory_is_bounded_whatever_the_xml_is_made_of(
    tmp_path: Path, unit: bytes, megabytes: int
) -> None:
    xml = b"<w:document " + W_SPACE + b"><w:body>" + unit * ((megabytes << 20) // len(unit))
    path = document_of(tmp_path, xml + b"</w:body></w:document>")
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) < 300


def test_a_report_that_is_read_is_let_go_of(tmp_path: Path) -> None:
    path = with_body(tmp_path / "a.docx", paragraph("12"))
    before = path.read_bytes()
    passages(path)
    path.rename(tmp_path / "b.docx")
    assert (tmp_path / "b.docx").read_bytes() == before


def test_random_parts_never_end_in_a_traceback(tmp_path: Path) -> None:
    whole = with_body(tmp_path / "plain.docx", paragraph("12") + table(["1", "2"]))
    with zipfile.ZipFile(whole) as archive:
        names: Sequence[str] = archive.namelist()
    for name in names:
        for blob in (b"", b"\x00" * 50, b"<a/>", b'<?xml version="1.0"?><a b="c">', b"\xff\xfe<"):
            path = edited(whole, tmp_path / "b.docx", {name: lambda _, blob=blob: blob})  # type: ignore[misc]
            try:
                passages(path)
            except ReportError as error:
                assert str(error)  # noqa: PT017
    assert io.BytesIO(whole.read_bytes()).read(2) == b"PK"


# ---------------------------------------------------------------- What no report holds


def bounded(passage: str, times: int = 1) -> tuple[list[Verdict], tuple[str, ...]]:
    return verify_within_bounds([Passage("Đoạn 1", passage, "paragraph")] * times)


@pytest.mark.parametrize("text", ["1, " * 400, "1" * 100_000, "12 " + "a" * 60_000])
def test_what_no_report_holds_is_not_checked_and_that_is_said(text: str) -> None:
    verdicts, notes = bounded(text)
    assert {one.verdict for one in verdicts} == {"unchecked"}
    assert max(len(one.number) for one in verdicts) <= 40
    assert "quá nhiều số" in notes[0]


def test_usual_passages_are_checked_beside_odd_ones() -> None:
    share = Passage("Đoạn 2", "Đã khám 50/200 người, đạt 30%.", "paragraph")
    odd = Passage("Đoạn 1", "1, " * 400, "paragraph")
    verdicts, notes = verify_within_bounds([odd, share])
    assert [one.spot.passage for one in verdicts if one.verdict == "wrong"] == [1]
    assert notes
    assert verify_within_bounds([share])[1] == ()


def test_a_table_beyond_all_measure_is_left_out() -> None:
    cells = [Passage("Bảng 1", "1", "cell", 1, row, 1) for row in range(1, 16_000)]
    verdicts, notes = verify_within_bounds(cells)
    assert len(verdicts) == len(cells)
    assert notes
