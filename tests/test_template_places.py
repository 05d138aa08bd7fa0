"""Where in a Word template a fault stands: tables, boxes, headers, notes."""

import re
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from tests.conftest import Convert
from tests.report_2023 import context, report_from
from tests.templates import HEADING, SPACE, check, of_texts, told
from tests.word_files import edited, paragraph, table, with_body
from tests.word_files import run as word_run

# ---------------------------------------------------------------- Where a fault stands

BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
    "<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    "<v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
WRONG = "{{ mau_giao.nuu }}"
PLACES = {
    "before any heading": ("", "Đầu văn bản, đoạn 1"),
    "heading": (HEADING.replace("SỐ LIỆU", WRONG), f"Đề mục “I. {WRONG}”"),
    "outline": (
        paragraph("<w:pPr><w:outlineLvl w:val='1'/></w:pPr>", "Phần A") + paragraph(WRONG),
        "Mục “Phần A”, đoạn 1",
    ),
    "cell": (
        HEADING + table(["a", "b"], ["c", f"<w:tc>{paragraph('d')}{paragraph(WRONG)}</w:tc>"]),
        "Mục “I. SỐ LIỆU”, bảng 1, dòng 2, ô 2, đoạn 2",
    ),
    "table in a table": (
        table([f"<w:tc>{table([WRONG])}{paragraph('')}</w:tc>"]),
        "Đầu văn bản, bảng 1, dòng 1, ô 1, bảng 2, dòng 1, ô 1, đoạn 1",
    ),
    "text box": (
        HEADING + paragraph("Có khung", BOX.format(paragraph(WRONG))),
        "Mục “I. SỐ LIỆU”, đoạn 1, khung chữ, đoạn 1",
    ),
    "block control": (
        f"{HEADING}<w:sdt><w:sdtContent>{paragraph(WRONG)}</w:sdtContent></w:sdt>",
        "Mục “I. SỐ LIỆU”, đoạn 1",
    ),
    "picture": (
        HEADING
        + paragraph(
            "Hình",
            "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='a' descr='{{ mau_giao.nuu }}'/>"
            "</wp:inline></w:drawing></w:r>",
        ),
        "Mục “I. SỐ LIỆU”, đoạn 1, chữ thay thế (Alt Text) của hình",
    ),
    "table's own words": (
        table(["a"]).replace("<w:tblPr/>", f"<w:tblPr><w:tblCaption w:val='{WRONG}'/></w:tblPr>"),
        "Đầu văn bản, đoạn 1, bảng 1, chữ thay thế (Alt Text)",
    ),
}


@pytest.mark.parametrize(("xml", "place"), PLACES.values(), ids=PLACES)
def test_a_fault_is_found_wherever_it_stands(tmp_path: Path, xml: str, place: str) -> None:
    checked = check(with_body(tmp_path / "mau.docx", xml or paragraph(WRONG)))
    assert told(checked) == [("unknown_name", place)]


def test_a_loop_in_a_text_box_is_filled_in_both_copies_that_word_keeps(tmp_path: Path) -> None:
    loop = ("{%p for d in vong.chuc_vu %}", "Ký: {{ d }}, {{ mau_giao.nu }}", "{%p endfor %}")
    box = BOX.format("".join(map(paragraph, loop)))
    inside = ("{%p if vong.nam %}", paragraph("Có khung", box), "{%p endif %}")
    xml = "".join(one if one[:1] == "<" else paragraph(one) for one in inside)
    mau = with_body(tmp_path / "mau.docx", xml)
    assert check(mau).faults == ()
    report_from(mau, tmp_path / "made.docx", context())
    with ZipFile(tmp_path / "made.docx") as archive:
        words = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    assert words.count("Ký: Trưởng ban, 3.083/6.290 đạt 49%") == 2
    assert words.count("Ký: Phó Chủ tịch UBND huyện, ") == 2


def test_headers_footers_and_properties_are_looked_at_too(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = f"Trang {WRONG}"
    document.sections[0].footer.paragraphs[0].text = WRONG
    document.core_properties.subject = f"{WRONG}{{% if vong.nam %}}{{% endif %}}"
    document.save(str(tmp_path / "mau.docx"))
    assert told(check(tmp_path / "mau.docx")) == [
        ("unknown_name", "Đầu trang, đoạn 1"),
        ("unknown_name", "Chân trang, đoạn 1"),
        ("unknown_name", "Thuộc tính Subject của tệp (File → Info)"),
        ("no_paragraph", "Thuộc tính Subject của tệp (File → Info)"),
        ("no_paragraph", "Thuộc tính Subject của tệp (File → Info)"),
    ]


TIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def with_part(tmp_path: Path, kind: str, xml: str, body: str, kinds: str = WORD_TYPES) -> Path:
    """A template of this body with another part of that kind."""
    plain = with_body(tmp_path / "plain.docx", body)
    name = "charts/chart1" if kind == "chart" else kind
    tie = f'<Relationship Id="rId77" Target="{name}.xml" Type="{TIES}/{kind}"/></Relationships>'
    override = f'<Override PartName="/word/{name}.xml" ContentType="{kinds}.{kind}+xml"/></Types>'
    changes: dict[str, Callable[[bytes], bytes]] = {
        "word/_rels/document.xml.rels": lambda blob: blob.replace(
            b"</Relationships>", tie.encode()
        ),
        "[Content_Types].xml": lambda blob: blob.replace(b"</Types>", override.encode()),
    }
    return edited(plain, tmp_path / "mau.docx", changes, {f"word/{name}.xml": xml.encode()})


def note(kind: str, text: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:{kind}s {SPACE}><w:{kind} w:id="5">{paragraph(text)}</w:{kind}></w:{kind}s>'


def test_a_footnote_is_filled_and_looked_at(tmp_path: Path) -> None:
    body = paragraph("A", "<w:r><w:footnoteReference w:id='5'/></w:r>")
    mau = with_part(tmp_path, "footnotes", note("footnote", WRONG), body)
    assert told(check(mau)) == [("unknown_name", "Chú thích chân trang, đoạn 1")]
    mau = with_part(tmp_path, "footnotes", note("footnote", "{{ vong.nam }}"), body)
    assert check(mau).faults == ()
    report_from(mau, tmp_path / "made.docx", context())
    with ZipFile(tmp_path / "made.docx") as archive:
        assert b">2023<" in archive.read("word/footnotes.xml")


def test_what_a_unit_typed_is_no_tag_in_a_footnote_of_several_sections(tmp_path: Path) -> None:
    """docxtpl fills footnotes once for each section: the second time over what units typed."""
    ready = context()
    ready["vong"]["ten"] = "{{ 7 * 7 }} {% if %}"
    section = f"<w:p><w:pPr><w:sectPr/></w:pPr>{word_run('a')}</w:p>"
    mau = with_part(tmp_path, "footnotes", note("footnote", "{{ vong.ten }}"), section * 2)
    report_from(mau, tmp_path / "made.docx", ready)
    with ZipFile(tmp_path / "made.docx") as archive:
        assert b">{{ 7 * 7 }} {% if %}<" in archive.read("word/footnotes.xml")


def test_a_tag_where_nothing_is_filled_is_told(tmp_path: Path) -> None:
    mau = with_part(tmp_path, "endnotes", note("endnote", "{{ vong.nam }}"), paragraph("a"))
    assert told(check(mau)) == [("not_filled", "Chú thích cuối, đoạn 1")]
    chart = '<c:chart xmlns:c="urn:c" xmlns:a="urn:a"><a:t>{{ vong.nam }}</a:t></c:chart>'
    mau = with_part(tmp_path, "chart", chart, paragraph("a"), "application/vnd.x")
    assert told(check(mau)) == [("not_filled", "Biểu đồ hoặc SmartArt")]


# ---------------------------------------------------------------- Tables


def of_rows(path: Path, *rows: list[str]) -> Path:
    return with_body(path, HEADING + table(*rows))


def test_a_row_that_goes_with_its_command_may_hold_nothing_else(tmp_path: Path) -> None:
    loop = "{%tr for d in bieu.hoat_dong.dong %}"
    checked = check(
        of_rows(tmp_path / "mau.docx", [loop, "chữ"], ["{{ d.nu }}"], ["{%tr endfor %}"])
    )
    assert told(checked) == [("not_alone", "Mục “I. SỐ LIỆU”, bảng 1, dòng 1, ô 1, đoạn 1")]
    nested = f"<w:tc>{paragraph(loop)}{table([''])}{paragraph('')}</w:tc>"
    checked = check(of_rows(tmp_path / "mau.docx", [nested], ["{{ d.nu }}"], ["{%tr endfor %}"]))
    assert [(one.code, "bảng con" in one.found) for one in checked.faults] == [("not_alone", True)]


def test_rows_and_paragraphs_close_what_rows_and_paragraphs_opened(tmp_path: Path) -> None:
    loop = "{%tr for d in bieu.hoat_dong.dong %}"
    mau = tmp_path / "mau.docx"
    assert check(of_rows(mau, [loop], ["{{ d.nu }}"], ["{%tr endfor %}"])).faults == ()
    checked = check(of_rows(mau, [loop], ["{{ d.nu }}"], ["{%p endfor %}"]))
    assert told(checked) == [("levels", "Mục “I. SỐ LIỆU”, bảng 1, dòng 3, ô 1, đoạn 1")]
    checked = check(of_rows(mau, ["{% if vong.nam %}a"], ["b{% endif %}"]))
    assert told(checked) == [("levels", "Mục “I. SỐ LIỆU”, bảng 1, dòng 2, ô 1, đoạn 1")]
    assert "(Mục “I. SỐ LIỆU”, bảng 1, dòng 1, ô 1, đoạn 1)" in checked.told


def test_a_command_that_tears_a_table_apart_is_told(tmp_path: Path) -> None:
    xml = paragraph("a {% if vong.nam %}b") + table(["c{% endif %} d"])
    checked = check(with_body(tmp_path / "mau.docx", xml))
    assert told(checked) == [("levels", "Đầu văn bản, bảng 1, dòng 1, ô 1, đoạn 1")]


def test_a_list_without_rows_leaves_a_file_that_word_opens(
    tmp_path: Path, soffice: Convert
) -> None:
    """Word takes a table without rows, or a cell without a paragraph, for a damaged file."""
    empty = ["{%tr for d in bieu.hoat_dong.dong %}"], ["{{ d.nu }}"], ["{%tr endfor %}"]
    inside = "".join(map(paragraph, ("{%p if don_vi.chua_gui %}", "a", "{%p endif %}")))
    xml = paragraph("A") + table(*empty) + table([f"<w:tc>{inside}</w:tc>"]) + paragraph("B")
    mau = with_body(tmp_path / "mau.docx", xml)
    assert check(mau).faults == ()
    ready = context()
    ready["bieu"]["hoat_dong"]["dong"] = []
    report_from(mau, tmp_path / "made.docx", ready)
    document = Document(str(tmp_path / "made.docx"))
    [left] = document.tables
    assert [cell.text for cell in left.rows[0].cells] == [""]
    assert len(left.rows[0].cells[0].paragraphs) == 1
    [text] = soffice([tmp_path / "made.docx"], "txt", tmp_path / "txt")
    assert text.read_text(encoding="utf-8-sig").split() == ["A", "B"]


def test_what_shows_only_in_filling_is_told_before_any_data(tmp_path: Path) -> None:
    deep = "{% if vong.nam %}" * 120 + "a" + "{% endif %}" * 120
    mau = of_texts(tmp_path / "mau.docx", deep)
    checked = check(mau)
    assert [one.code for one in checked.faults] == ["cannot_fill"]
    assert checked.told.startswith("Mẫu mau.docx có 1 chỗ phải sửa:\n1. Cả mẫu: “mau.docx”")
