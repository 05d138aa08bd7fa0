"""The report is read as a person reads it: the words of the finished document are looked at."""

import os
import re
import runpy
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from bdg_excel.errors import OutputError, ReportTemplateError
from bdg_excel.indicators import NO_FIGURE
from bdg_excel.programme import Unit
from bdg_excel.report import Opinion, report_context
from tests.report_2023 import (
    PROGRAMME,
    TEMPLATE,
    context,
    figures,
    group,
    lines,
    published,
    report_from,
    report_text,
    summaries,
    summary,
    without,
)

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "data" / "report_2023.txt"
UNITS = {unit.code: unit for unit in PROGRAMME.units}
MA_LI_PHO, MUONG_SO, HEALTH_CENTRE = "03574", "03589", "TTYT"


def template(path: Path, *paragraphs: str) -> Path:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(str(path))
    return path


def filled(tmp_path: Path, *paragraphs: str, ready: Any = None) -> list[str]:
    """The lines of a template of these paragraphs, filled with the report of 2023."""
    made = tmp_path / "made.docx"
    report_from(template(tmp_path / "mau.docx", *paragraphs), made, ready or context())
    return lines(made)


def refusal(tmp_path: Path, *paragraphs: str) -> str:
    """What is said of a template of these paragraphs, which must be refused."""
    with pytest.raises(ReportTemplateError) as refused:
        filled(tmp_path, *paragraphs)
    assert not (tmp_path / "made.docx").exists()
    return str(refused.value)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("report") / "bao_cao.docx"
    report_from(TEMPLATE, made, context())
    return made


# ---------------------------------------------------------------- The report


def test_the_report_reads_as_its_golden_text(report: Path) -> None:
    text = report_text(report.parent)
    if os.environ.get("WRITE_GOLDEN"):  # then look at the difference before it is committed
        GOLDEN.write_text(text, encoding="utf-8", newline="\n")
    assert text == GOLDEN.read_text(encoding="utf-8")


def test_every_published_figure_stands_beside_its_label(report: Path) -> None:
    text = lines(report)
    tables = {table.id for table in PROGRAMME.tables}
    for row, figure in zip(published(), figures(), strict=True):
        label = row["label"] if figure.indicator in tables else figure.label
        alone = re.compile(rf"(?<![\d.,/]){re.escape(figure.printed)}(?![\d/]|[.,]\d)")
        beside = [line for line in text if label in line and alone.search(line)]
        assert beside or figure.printed == NO_FIGURE, figure


def test_the_committed_template_is_what_the_script_builds() -> None:
    build = runpy.run_path(str(ROOT / "scripts" / "build_report_template.py"))["report_template"]
    assert parts(build()) == parts(TEMPLATE.read_bytes())


def parts(blob: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(blob)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_layout_is_that_of_the_decree(report: Path) -> None:
    document = Document(str(report))
    for page in document.sections:
        sides = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
        sizes = (page.page_width, page.page_height, *sides)
        assert [round(size.mm) for size in sizes if size] == [210, 297, 20, 20, 30, 15]
        assert page.different_first_page_header_footer
    body = document.styles["BC Nội dung"]
    assert (body.font.name, body.font.size) == ("Times New Roman", Pt(14))
    assert body.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert round(body.paragraph_format.first_line_indent.mm, 1) == 12.7
    assert body.paragraph_format.space_after == Pt(6)


def test_annex_tables_repeat_their_headings_and_keep_their_rows_whole(report: Path) -> None:
    tables = Document(str(report)).tables[2:]
    assert len(tables) == 3
    for table in tables:
        repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert repeated == [True, True, False, False]
        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)


def test_the_same_figures_give_the_same_bytes(report: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.docx"
    report_from(TEMPLATE, again, context())
    assert again.read_bytes() == report.read_bytes()


def test_page_numbers_begin_on_the_second_page_and_anew_in_the_annex(
    report: Path,
    tmp_path: Path,
    soffice: Callable[..., list[Path]],
    pdf_pages: Callable[[Path], list[str]],
) -> None:
    [pdf] = soffice([report], "pdf", tmp_path)
    first_lines = [page.strip().splitlines()[0].strip() for page in pdf_pages(pdf)]
    assert first_lines[0].startswith("UBND HUYỆN PHONG THỔ")
    assert first_lines[1:-1] == [str(page) for page in range(2, len(first_lines))]
    assert first_lines[-1] == "Phụ lục"


def test_the_signature_is_never_alone_on_a_page(
    report: Path,
    tmp_path: Path,
    soffice: Callable[..., list[Path]],
    pdf_pages: Callable[[Path], list[str]],
) -> None:
    """However long the text before it is."""
    longer = []
    for more in range(0, 44, 4):
        document = Document(str(report))
        [last] = [p for p in document.paragraphs if "trân trọng báo cáo" in p.text]
        for _ in range(more):
            last.insert_paragraph_before("Thêm một dòng.")
        longer.append(tmp_path / f"{more}.docx")
        document.save(str(longer[-1]))
    for pdf in soffice(longer, "pdf", tmp_path):
        [page] = [text for text in pdf_pages(pdf) if "Nơi nhận:" in text]
        assert "trân trọng báo cáo" in page, pdf.name


def test_several_addressees_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    this = replace(PROGRAMME.round, addressees=("Sở A", "Sở B"), report_month=2)
    other = replace(PROGRAMME, round=this)
    made = tmp_path / "made.docx"
    ready = report_context(other, figures(), summaries(), {}, without("kho_khan"))
    report_from(TEMPLATE, made, ready)
    text = lines(made)
    place = text.index("Kính gửi:")
    assert text[place + 1 : place + 3] == ["- Sở A;", "- Sở B."]
    assert text[1].endswith("Phong Thổ, ngày      tháng 02 năm 2023")


def test_where_the_report_cannot_be_written_nothing_is_left_behind(tmp_path: Path) -> None:
    (tmp_path / "bao_cao.docx").mkdir()
    with pytest.raises(OutputError, match=r"Không ghi được .*bao_cao\.docx"):
        report_from(TEMPLATE, tmp_path / "bao_cao.docx", context())
    assert [path.name for path in tmp_path.iterdir()] == ["bao_cao.docx"]


# ---------------------------------------------------------------- Who is missing


def test_units_that_are_missing_are_named_beside_each_figure(tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    report_from(TEMPLATE, made, context(MA_LI_PHO, MUONG_SO, HEALTH_CENTRE))
    text = "\n".join(lines(made))
    missing = "(số liệu của 15/17 xã, thị trấn; chưa có: xã Ma Li Pho, xã Mường So)"
    assert f"nữ 3.083/6.290 đạt 49% {missing}." in text
    assert f"Nữ tham gia chính quyền cấp xã: 03/68 {missing}." in text
    assert "dịch vụ y tế: 100% (chưa có số liệu của Trung tâm Y tế huyện)." in text
    assert "Nữ tham gia cấp ủy huyện: 06/39." in text
    assert "Ghi chú: Số liệu của 15/17 xã, thị trấn; chưa có: xã Ma Li Pho, xã Mường So." in text
    missing = "chưa có số liệu được tính của: xã Ma Li Pho, xã Mường So, Trung tâm"
    assert f"20/23 đơn vị; {missing}" in text


def test_a_template_that_forgets_the_coverage_gets_it_all_the_same(tmp_path: Path) -> None:
    ready = context(MA_LI_PHO)
    missing = " (số liệu của 16/17 xã, thị trấn; chưa có: xã Ma Li Pho)"
    assert filled(
        tmp_path,
        "{{ thcs.nhan }}: {{ thcs.nu }}",
        "{{ mau_giao.nu }}, xem{{ mau_giao.pham_vi }}",
        "{{ bieu.hoat_dong.tieu_de }}",
        ready=ready,
    ) == [
        f"Học sinh THCS: 3.625/7.388 đạt 49,1%{missing}",
        f"3.083/6.290 đạt 49%, xem{missing}",
        "Tổ chức phát động và các hoạt động hưởng ứng, kiểm tra, giám sát "
        "(Số liệu của 16/17 xã, thị trấn; chưa có: xã Ma Li Pho.)",
    ]


def test_a_long_list_of_missing_units_ends_in_a_count() -> None:
    communes = [unit.code for unit in PROGRAMME.asked_of("mau_giao")]
    words = context(*communes[:12])["mau_giao"]["pham_vi"]
    assert words.startswith(" (số liệu của 5/17 xã, thị trấn; chưa có: xã Lản Nhì Thàng, xã Huổi")
    assert words.endswith(", xã Dào San và 2 đơn vị khác)")
    assert "thị trấn Phong Thổ" in words


def test_where_nobody_reported_there_is_no_list_of_names() -> None:
    communes = [unit.code for unit in PROGRAMME.asked_of("mau_giao")]
    assert context(*communes)["mau_giao"]["pham_vi"] == " (số liệu của 0/17 xã, thị trấn)"


def test_parts_that_lack_other_units_are_told_apart() -> None:
    made = [
        figure._replace(coverage=without("mau_giao", MUONG_SO if figure.part == "nam" else ""))
        for figure in figures()
        if figure.indicator == "mau_giao"
    ]
    found = report_context(PROGRAMME, made, [], {}, without("kho_khan"))["mau_giao"]["pham_vi"]
    assert found == " (Nam: số liệu của 16/17 xã, thị trấn; chưa có: xã Mường So)"


def test_a_sum_over_several_units_of_measure_is_left_out_and_explained() -> None:
    articles = group("Tin, bài", "tin, bài", "Cấp huyện", so_luong=1200, nam=3, nu=None)
    sessions = group("Họp bản", "buổi", "Cấp xã", so_luong=39, nam=None, nu=None)
    mixed = summary("truyen_thong", 2, articles, sessions)
    found = report_context(PROGRAMME, [], [mixed], {}, without("kho_khan"))["bieu"]["truyen_thong"]
    assert [row["so_luong"] for row in found["dong"]] == ["1.200 tin, bài", "39 buổi"]
    assert found["tong"] == {"so_luong": "", "nam": "3", "nu": ""}
    assert "Cột Số lượng không cộng vì có nhiều đơn vị tính." in found["ghi_chu"]
    assert "Cột Nữ: chưa dòng nào có số liệu (để trống không tính là 0)." in found["ghi_chu"]


def test_a_table_without_rows_says_whether_it_is_none_or_unknown() -> None:
    everybody = [unit.code for unit in PROGRAMME.asked_of("san_pham")]
    none, unknown = summary("san_pham", 0), summary("san_pham", 0, missing=everybody)
    sent = without("kho_khan")
    for given, words in ((none, "Không có"), (unknown, "Chưa có số liệu")):
        found = report_context(PROGRAMME, [], [given], {}, sent)["bieu"]["san_pham"]
        assert (found["dong"], found["trong"]) == ([], words)


# ---------------------------------------------------------------- What units wrote


def opinions(text: str) -> dict[str, list[Opinion]]:
    return {"kho_khan": [Opinion(UNITS[MUONG_SO], text)]}


def test_opinions_are_listed_by_unit_for_the_compiler(report: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    report_from(TEMPLATE, made, context(opinions=opinions("- Thiếu kinh phí\n\n* Kiêm nhiệm")))
    added = [line for line in lines(made) if line not in lines(report)]
    assert added[0].startswith("[Khó khăn, tồn tại do các đơn vị nêu: cán bộ tổng hợp chọn lọc")
    assert added[1:] == ["+ Xã Mường So: Thiếu kinh phí", "+ Xã Mường So: Kiêm nhiệm"]


HOSTILE = (
    "a <b> & </w:t></w:r></w:p> {{7*7}} {% if %} \x00\x07\ud800\ufffe\x1b x\ty &lt; “z” \u200b"
)


def test_hostile_text_stays_text_and_nothing_after_it_is_lost(report: Path, tmp_path: Path) -> None:
    unit = Unit(code="X1", name="Xã \x0b<w:p/>", form="xa")
    table = summaries()[1]
    hostile = table._replace(groups=(table.groups[0]._replace(name=HOSTILE),))
    made = tmp_path / "made.docx"
    ready = report_context(
        PROGRAMME,
        figures(),
        [summaries()[0], hostile, summaries()[2]],
        {"kho_khan": [Opinion(unit, HOSTILE)], "de_xuat": [Opinion(unit, HOSTILE)]},
        without("kho_khan"),
    )
    report_from(TEMPLATE, made, ready)
    printed = "a <b> & </w:t></w:r></w:p> {{7*7}} {% if %}  x y &lt; “z” \u200b"
    text = lines(made)
    assert text.count(f"+ Xã  <w:p/>: {printed}") == 2
    assert any(line.startswith(f"1 | {printed} | 39 buổi") for line in text)
    assert text[-1] == "./."
    assert len(text) == len(lines(report)) + 4


# ---------------------------------------------------------------- Templates with faults


def test_a_template_with_faults_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    message = refusal(tmp_path, "{{ vong.nam }}", "Số: {{ mau_giao.nuu }}.", "{{ vong.nam }")
    assert message.startswith("Mẫu mau.docx có 2 chỗ phải sửa:\n1. Đầu văn bản, đoạn 2: “Số: {{ ")
    assert "không có tên mau_giao.nuu" in message
    assert "2. Đầu văn bản, đoạn 3: “{{ vong.nam }”" in message


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mau.docx").write_text("xin chào", encoding="utf-8")
    for name in ("mau.docx", "khong_co.docx"):
        with pytest.raises(ReportTemplateError, match=f"Không mở được mẫu báo cáo .*{name}"):
            report_from(tmp_path / name, tmp_path / "made.docx", context())
