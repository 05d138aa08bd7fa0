"""Each figure of the report stands in a content control that says which one it is."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from bdg_excel.report import Opinion, report_context
from bdg_excel.report.controls import MARKS
from bdg_excel.statements import Statement
from tests.conftest import Convert
from tests.report_2023 import (
    PROGRAMME,
    TEMPLATE,
    context,
    figures,
    lines,
    published,
    report_from,
    summaries,
    without,
)
from tests.word_files import (
    W,
    body,
    body_changed,
    control,
    controls,
    edited,
    paragraph,
    paragraph_of,
    run,
    text_of,
    with_body,
)


def made_of(tmp_path: Path, xml: str, ready: Any = None) -> tuple[Any, tuple[Statement, ...]]:
    """The body of a template of this XML, filled, and what it states."""
    made = tmp_path / "made.docx"
    stated = report_from(with_body(tmp_path / "mau.docx", xml), made, ready or context())
    return body(made), stated


def tags(root: Any) -> list[str]:
    return [one.get(f"{W}val") for one in root.iter(f"{W}tag")]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Statement, ...]]:
    made = tmp_path_factory.mktemp("report") / "bao_cao.docx"
    return made, report_from(TEMPLATE, made, context())


def test_every_figure_of_the_report_stands_in_its_control(
    report: tuple[Path, tuple[Statement, ...]],
) -> None:
    root = body(report[0])
    for row in published():
        name = f"{row['indicator']}.{row['part']}"
        if row["indicator"] not in ("truyen_thong", "san_pham"):  # these stand in the annex only
            assert [text_of(one) for one in controls(root, name)] == [row["printed"]]
    assert "bieu.truyen_thong.1.so_luong" in tags(root)
    [cell] = controls(root, "bieu.hoat_dong.tong.nam")
    assert text_of(cell) == "42"


def test_a_control_has_a_title_fits_word_and_locks_nothing(
    report: tuple[Path, tuple[Statement, ...]],
) -> None:
    root = body(report[0])
    [control] = controls(root, "mau_giao.nu")
    about = control.find(f"{W}sdtPr")
    title = about.find(f"{W}alias").get(f"{W}val")
    assert title == "Học sinh mẫu giáo - Nữ (17/17 đơn vị, phụ lục Chỉ tiêu 6)"
    assert [child.tag.removeprefix(W) for child in about] == ["rPr", "alias", "tag", "id", "text"]
    titles = [one.get(f"{W}val") for one in root.iter(f"{W}alias")]
    assert max(map(len, [*titles, *tags(root)])) <= 64
    ids = [one.get(f"{W}val") for one in root.iter(f"{W}id")]
    assert len(ids) == len(set(ids)) == len(titles)
    assert len(set(titles)) == len(titles)  # where the tag is lost, the title still tells


def test_what_the_report_states_is_recorded_with_its_sentence(
    report: tuple[Path, tuple[Statement, ...]],
) -> None:
    path, stated = report
    assert [one.indicator for one in stated] == tags(body(path))
    for one in stated:
        assert one.sentence[one.start :].startswith(one.printed)
    [share] = [one for one in stated if one.indicator == "thcs.nu"]
    assert (share.printed, share.label) == ("3.625/7.388 đạt 49,1%", "Học sinh THCS - Nữ")
    assert share.sentence == "- Học sinh THCS: nam 3.576/7.388 đạt 48,4%; nữ 3.625/7.388 đạt 49,1%."
    [loan] = [one for one in stated if one.indicator == "vay_von.nu"]
    assert loan.sentence.endswith("558 phụ nữ.")  # the sentence, not the paragraph
    [cell] = [one for one in stated if one.indicator == "bieu.hoat_dong.tong.nu"]
    assert cell.sentence == " | Tổng số | 25 | 42 | 65 | "


def test_a_figure_keeps_the_format_of_the_run_that_it_stood_in(tmp_path: Path) -> None:
    bold = "<w:rPr><w:b/><w:sz w:val='30'/></w:rPr>"
    inner = (
        f"<w:r>{bold}<w:tab/><w:t>nam {{{{ thcs.nam }}}} và nữ {{{{ thcs.nu }}}}.</w:t>"
        "<w:br/><w:t xml:space='preserve'> Hết</w:t></w:r>"
    )
    root, _ = made_of(tmp_path, paragraph(inner))
    [holder] = list(root.iter(f"{W}p"))[:1]
    assert text_of(holder) == "nam 3.576/7.388 đạt 48,4% và nữ 3.625/7.388 đạt 49,1%. Hết"
    kinds = [child.tag.removeprefix(W) for child in holder]
    assert kinds == ["r", "sdt", "r", "sdt", "r"]
    runs = list(holder.iter(f"{W}r"))
    assert len(runs) == 5
    assert all(one.find(f"{W}rPr/{W}b") is not None for one in runs)
    assert all(one.find(f"{W}sdtPr/{W}rPr/{W}b") is not None for one in holder.iter(f"{W}sdt"))
    assert [len(list(one)) for one in runs] == [3, 2, 2, 2, 4]  # the tab first, the break last


@pytest.mark.parametrize(
    ("words", "printed", "controlled"),
    [
        ("{{ vay_von.nu|upper }}", "558 PHỤ NỮ", 0),
        ("{% if vay_von.nu == '558 phụ nữ' %}có{% endif %}", "có", 0),
        ("{% if bieu.san_pham.tong.nam %}có{% else %}không{% endif %}", "không", 0),
        ("[{{ bieu.san_pham.tong.nam }}]", "[]", 0),
        ("{{ vay_von.nu }}{{ vay_von.nu }}", "558 phụ nữ558 phụ nữ", 2),
        ("{{ vay_von.nhan }}", "Phụ nữ làm chủ hộ được vay vốn Ngân hàng Chính sách", 0),
        (
            "{% for d in bieu.hoat_dong.dong %}{{ d.stt }}: {{ d.nam }}{% endfor %}",
            "1: 42",
            1,
        ),
    ],
)
def test_a_template_uses_figures_as_the_text_that_they_are(
    tmp_path: Path, words: str, printed: str, controlled: int
) -> None:
    root, stated = made_of(tmp_path, paragraph(words))
    assert text_of(root) == printed
    assert len(tags(root)) == len(stated) == controlled


def test_figures_in_links_controls_changes_and_headers_get_controls_too(tmp_path: Path) -> None:
    figure = run("số {{ vay_von.nu }} đó")
    about = "<w:sdtPr><w:id w:val='1000000001'/></w:sdtPr>"
    own = f"<w:sdt>{about}<w:sdtContent>{figure}</w:sdtContent></w:sdt>"
    ruby = f"<w:r><w:ruby><w:rubyBase>{figure}</w:rubyBase></w:ruby></w:r>"
    xml = paragraph(
        f"<w:hyperlink w:anchor='a'>{figure}</w:hyperlink>",
        f"<w:ins w:id='7' w:author='x'>{figure}</w:ins>",
        own,
        ruby,
    )
    root, _ = made_of(tmp_path, xml)
    holders = [one.getparent().tag.removeprefix(W) for one in controls(root, "vay_von.nu")]
    assert holders == ["hyperlink", "ins", "sdtContent"]
    assert text_of(root) == "số 558 phụ nữ đó" * 4
    ids = [one.get(f"{W}val") for one in root.iter(f"{W}id")]
    assert len(set(ids)) == len(ids) == 4


def test_a_plain_text_control_of_the_template_holds_no_other(tmp_path: Path) -> None:
    xml = paragraph(control("rieng", "số {{ vay_von.nu }}"))
    root, stated = made_of(tmp_path, xml)
    assert (tags(root), text_of(root), stated) == (["rieng"], "số 558 phụ nữ", ())


def test_a_figure_in_the_page_header_stands_in_a_control(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Vay vốn: {{ vay_von.nu }}"
    document.core_properties.subject = "{{ vay_von.nu }}"
    document.save(str(tmp_path / "mau.docx"))
    made = tmp_path / "made.docx"
    stated = report_from(tmp_path / "mau.docx", made, context())
    with ZipFile(made) as archive:
        header = etree.fromstring(archive.read("word/header1.xml"))
        assert b"<dc:subject>558 " in archive.read("docProps/core.xml")
    assert text_of(header) == "Vay vốn: 558 phụ nữ"
    assert tags(header) == ["vay_von.nu"]
    assert [one.indicator for one in stated] == ["vay_von.nu"]


def test_what_is_missing_is_printed_after_the_control(tmp_path: Path) -> None:
    root, _ = made_of(tmp_path, paragraph("{{ thcs.nu }}."), context("03574"))
    [control] = controls(root, "thcs.nu")
    assert text_of(control) == "3.625/7.388 đạt 49,1%"
    assert text_of(root).endswith("49,1% (số liệu của 16/17 xã, thị trấn; chưa có: xã Ma Li Pho).")


def test_marks_that_a_unit_typed_are_no_controls(tmp_path: Path) -> None:
    forged = f"{MARKS[0]}x.y{MARKS[1]}t{MARKS[1]}l{MARKS[1]}999{MARKS[2]}"
    table = summaries()[1]
    groups = (table.groups[0]._replace(name=forged),)
    ready = report_context(
        PROGRAMME,
        figures(),
        [summaries()[0], table._replace(groups=groups), summaries()[2]],
        {"kho_khan": [Opinion(PROGRAMME.units[0], forged)]},
        without("kho_khan"),
    )
    made = tmp_path / "made.docx"
    stated = report_from(TEMPLATE, made, ready)
    assert "x.y" not in tags(body(made))
    assert "+ Xã Lản Nhì Thàng: x.ytl999" in lines(made)
    with ZipFile(made) as archive:
        for name in archive.namelist():
            assert not any(mark.encode() in archive.read(name) for mark in MARKS), name
    assert not any(mark in one.sentence + one.label for one in stated for mark in MARKS)


def test_a_name_too_long_for_word_stays_plain_text(tmp_path: Path) -> None:
    long = "a" * 40
    first = PROGRAMME.indicators[0]
    longer = replace(first, id=long, parts=(replace(first.parts[0], id="b" * 40),))
    programme = replace(PROGRAMME, indicators=(longer,))
    figure = figures()[0]._replace(indicator=long, part="b" * 40)
    ready = report_context(programme, [figure], summaries(), {}, without("kho_khan"))
    source = with_body(tmp_path / "mau.docx", paragraph(f"{{{{ {long}.{'b' * 40} }}}}"))
    stated = report_from(source, tmp_path / "made.docx", ready, programme)
    root = body(tmp_path / "made.docx")
    assert text_of(root) == "1.260 người"
    assert (tags(root), stated) == ([], ())


def test_libreoffice_opens_the_report_and_keeps_every_title(
    report: tuple[Path, tuple[Statement, ...]], tmp_path: Path, soffice: Convert
) -> None:
    [again] = soffice([report[0]], "docx", tmp_path)
    kept = [one.get(f"{W}val") for one in body(again).iter(f"{W}alias")]
    assert kept == [one.title for one in report[1]]
    assert lines(again)[5:] == lines(report[0])[5:]


def test_a_control_can_be_edited_and_deleted_in_the_file_itself(
    report: tuple[Path, tuple[Statement, ...]], tmp_path: Path, soffice: Convert
) -> None:
    def change(root: Any) -> None:
        [edit] = controls(root, "thcs.nam")
        next(edit.iter(f"{W}t")).text = "một số khác"
        [gone] = controls(root, "thcs.nu")
        gone.getparent().remove(gone)

    changed = body_changed(report[0], tmp_path / "sua.docx", change)
    [again] = soffice([changed], "docx", tmp_path / "lai")
    sentence = text_of(paragraph_of(body(again), "Học sinh THCS"))
    assert sentence == "- Học sinh THCS: nam một số khác; nữ ."


def test_the_alternative_text_of_a_picture_keeps_no_mark(tmp_path: Path) -> None:
    picture = (
        "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='Ảnh' descr='{{ vay_von.nu }}'/>"
        "</wp:inline></w:drawing></w:r>"
    )
    root, _ = made_of(tmp_path, paragraph(picture))
    xml = etree.tostring(root, encoding="unicode")
    assert 'descr="558 phụ nữ"' in xml
    assert not re.search(f"[{MARKS}]", xml)


def test_parts_without_figures_are_left_as_they_are(tmp_path: Path) -> None:
    plain = tmp_path / "mau.docx"
    with_body(plain, paragraph("{{ vong.nam }}"))
    odd = edited(plain, tmp_path / "mau2.docx", {}, {"word/custom.xml": b"<x ></x >"})
    made = tmp_path / "made.docx"
    assert report_from(odd, made, context()) == ()
    assert text_of(body(made)) == "2023"
