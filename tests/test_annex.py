"""The annex: the same numbers as the report, by live formulas."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bdg_excel.annex import links, write_annex
from bdg_excel.inbox import way_from
from bdg_excel.pipeline import collect, run
from bdg_excel.programme import Chart, Form, Programme, Sheet, Unit
from tests.builders import Key, cell, filled, sample_of
from tests.conftest import Convert


def numbers(book: Workbook) -> dict[tuple[str, str], Any]:
    """Every number of the workbook by sheet and cell."""
    return {
        (sheet.title, c.coordinate): c.value
        for sheet in book
        for row in sheet.iter_rows()
        for c in row
        if isinstance(c.value, int | float)
    }


def formulas(book: Workbook) -> dict[tuple[str, str], str]:
    return {
        (sheet.title, c.coordinate): c.value
        for sheet in book
        for row in sheet.iter_rows()
        for c in row
        if c.data_type == "f"
    }


def agrees_when_recalculated(annex: Path, soffice: Convert, scratch: Path) -> int:
    """Asserts that LibreOffice computes what the formulas carry; how many formulas there are."""
    [computed] = soffice([annex], "xlsx", scratch, recalculate=True)
    before = numbers(openpyxl.load_workbook(annex, data_only=True))
    after = numbers(openpyxl.load_workbook(computed, data_only=True))
    assert {place: after.get(place) for place in before} == pytest.approx(before)
    return len(formulas(openpyxl.load_workbook(annex)))


def test_libreoffice_computes_the_numbers_that_the_annex_carries(
    tmp_path: Path, sample_output: Path, soffice: Convert
) -> None:
    made = agrees_when_recalculated(sample_output / "phu_luc.xlsx", soffice, tmp_path)
    assert made > 100


def test_so_it_does_with_gaps_nil_and_refused_answers(
    tmp_path: Path, inbox: Path, programme: Programme, definition: Path, soffice: Convert
) -> None:
    gaps: dict[str, dict[Key, Any]] = {
        "03391": {("hdnd_xa", "nu", 0): None, ("mau_giao", "tong", 0): "nhiều"},
        "03490": {("chinh_quyen_xa", "nu", 0): "Không", ("nu_ho_sinh", "tra_loi", 0): "Không"},
        "03549": {("hoat_dong", "nam", 1): None, ("kham_thai", "tong", 0): "-"},
    }
    for code, changes in gaps.items():
        filled(inbox, programme, code, sample_of(programme, definition, code) | changes)
    results = collect(inbox, programme)
    annex = tmp_path / "phu_luc.xlsx"
    write_annex(annex, results)
    out = tmp_path / "ra"
    out.mkdir()
    assert agrees_when_recalculated(annex, soffice, out) > 50
    book = openpyxl.load_workbook(annex, data_only=True)
    by_name = {row[10].value: row for row in book["Chỉ tiêu"].iter_rows(min_row=5)}
    for figure in results.figures:
        row = by_name[f"{figure.indicator}.{figure.part}"]
        assert row[6].value == figure.printed
        assert row[3].value == figure.numerator


def test_each_unit_has_its_row_and_a_blank_is_no_zero(
    tmp_path: Path, inbox: Path, programme: Programme, definition: Path
) -> None:
    answers = sample_of(programme, definition, "03589")
    filled(inbox, programme, "03589", answers | {("mau_giao", "nam", 0): None})
    annex = tmp_path / "phu_luc.xlsx"
    write_annex(annex, collect(inbox, programme))
    sheet = openpyxl.load_workbook(annex)["Số liệu xã, thị trấn"]
    by_code = {row[1].value: [c.value for c in row] for row in sheet.iter_rows(min_row=9)}
    assert len(by_code) == 17
    mine = by_code["03589"]
    assert answers["mau_giao", "tong", 0] in mine
    nam = [c.value for c in sheet[5]].index("Nam")
    assert mine[nam] is None
    assert set(by_code["03391"][3:-1]) == {None}
    assert by_code["03391"][-1] == "chưa có biểu được tính"


def test_findings_and_sources_are_listed(sample_output: Path) -> None:
    book = openpyxl.load_workbook(sample_output / "phu_luc.xlsx")
    assert book["Phát hiện"].max_row == 3 + 4
    sources = [row[0].value for row in book["Nguồn"].iter_rows(min_row=4)]
    assert len(sources) == 23
    assert all(len(str(row[3].value)) == 64 for row in book["Nguồn"].iter_rows(min_row=4))


def test_text_that_looks_like_runs_of_a_workbook_damages_nothing(
    tmp_path: Path, inbox: Path, programme: Programme, definition: Path
) -> None:
    evil = "<r>&<</r>"
    answers = sample_of(programme, definition, "03589") | {("kho_khan", "noi_dung", 0): evil}
    filled(inbox, programme, "03589", answers)
    annex = tmp_path / "phu_luc.xlsx"
    write_annex(annex, collect(inbox, programme))
    cells = openpyxl.load_workbook(annex)["Ý kiến, ghi chú"]["D"]
    assert evil in [str(cell.value).lstrip("\u200b") for cell in cells]


def test_the_charts_are_drawn_from_the_figures_and_from_the_units(sample_output: Path) -> None:
    sheet = openpyxl.load_workbook(sample_output / "phu_luc.xlsx", data_only=True)["Biểu đồ"]
    texts = [[cell.value for cell in row] for row in sheet.iter_rows(min_col=3, max_col=5)]
    assert ["Học sinh nam và nữ theo cấp học", "Nam", "Nữ"] in texts
    assert ["Học sinh THCS", 3576, 3625] in texts
    assert ["Nữ đảng viên trong toàn huyện", 31, None] in texts
    assert ["Xã Mồ Sì San", 2, None] in texts
    with ZipFile(sample_output / "phu_luc.xlsx") as archive:
        charts = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in (1, 2, 3)]
    first = re.findall(r"<c:f>(.*?)</c:f>", charts[0])
    assert first[:3] == ["'Biểu đồ'!$D$4", "'Biểu đồ'!$C$5:$C$7", "'Biểu đồ'!$D$5:$D$7"]
    assert [chart.count("<c:ser>") for chart in charts] == [2, 1, 1]


def test_a_chart_of_many_units_shows_the_largest_and_says_so(
    tmp_path: Path, sample_inbox: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bdg_excel.annex.charts._MOST", 3)
    annex = tmp_path / "phu_luc.xlsx"
    write_annex(annex, collect(sample_inbox, programme))
    sheet = openpyxl.load_workbook(annex, data_only=True)["Biểu đồ"]
    texts = [row[0].value for row in sheet.iter_rows(min_col=3, max_col=3)]
    assert "3 đơn vị có số lớn nhất trong 17 đơn vị." in texts


def test_the_first_sheet_prints_every_figure_and_its_links_stand_beside(
    sample_output: Path,
) -> None:
    sheet = openpyxl.load_workbook(sample_output / "phu_luc.xlsx")["Tổng quan"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=3)]
    assert ["Học sinh THCS: Nam", "3.576/7.388 đạt 48,4%", "17/17"] in rows
    assert sheet.print_area == f"'Tổng quan'!$A$1:$C${len(rows)}"
    assert sheet["E5"].hyperlink is not None


# ---------------------------------------------------------------- Where values come from


class Link(NamedTuple):
    """A link out of the annex, as far as a program follows it: file, sheet and cell."""

    page: str
    at: str
    shown: Any
    file: Path
    sheet: str
    cell: str


def links_of(annex: Path) -> Iterator[Link]:
    """The links to files, followed from where the annex lies."""
    for page in openpyxl.load_workbook(annex, data_only=True):
        for row in page.iter_rows():
            for c in row:
                if c.hyperlink and c.hyperlink.target:
                    way = unquote(c.hyperlink.target.replace("\\", "/"))
                    sheet, _, place = (c.hyperlink.location or "").rpartition("!")
                    sheet = sheet[1:-1].replace("''", "'")
                    file = annex.parent / way
                    yield Link(page.title, c.coordinate, c.value, file, sheet, place)


def targets(annex: Path) -> set[str]:
    """What the parts of the annex name outside itself, as it stands there."""
    found = set()
    for page in openpyxl.load_workbook(annex):
        found |= {c.hyperlink.target for row in page.iter_rows() for c in row if c.hyperlink}
    return found - {None}


NUMBERS = ("Số liệu xã, thị trấn", "Số liệu cơ quan", "Biểu 1 - từng đơn vị")


def test_a_click_on_a_number_leads_to_the_cell_that_holds_it(sample_output: Path) -> None:
    open_book = cache(openpyxl.load_workbook)
    followed = 0
    for link in links_of(sample_output / "phu_luc.xlsx"):
        book = open_book(link.file)
        if isinstance(link.shown, int) and link.page in NUMBERS:
            typed = book[link.sheet][link.cell].value
            assert typed == link.shown or (typed, link.shown) == ("Không", 0)
            followed += 1
        elif link.shown in ("Có", "Không"):
            assert book[link.sheet][link.cell].value == link.shown
        elif link.cell:
            assert book[link.sheet][link.cell]
        else:
            assert link.shown == link.file.name
    assert open_book.cache_info().currsize == 23
    assert followed > 400


def test_file_and_cell_of_each_value_stand_there_in_words(sample_output: Path) -> None:
    book = openpyxl.load_workbook(sample_output / "phu_luc.xlsx")
    communes = book["Số liệu xã, thị trấn"]
    columns = [c.column_letter for c in communes[6] if c.value == "E14"]
    assert [communes[f"{column}5"].value for column in columns] == ["Nữ"]
    last = [c.value for c in communes[4]][-1]
    assert last == "Tệp"
    files = [row[-1].value for row in communes.iter_rows(min_row=9)]
    assert files[0] == "xa_03391_xa-lan-nhi-thang.xlsx"
    assert len(set(files)) == 17
    offices = [[c.value for c in row] for row in book["Số liệu cơ quan"].iter_rows(min_row=5)]
    assert offices[0][4:6] == ["có số liệu", "Số liệu, E7"]
    listed = [c.value for c in book["Biểu 1 - từng đơn vị"][5]]
    assert listed[-2:] == ["Biểu 1 - Hoạt động, C9:H9", "xa_03391_xa-lan-nhi-thang.xlsx"]


def test_the_status_of_an_answer_is_seen_at_a_glance(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    answers: dict[Key, Any] = {
        ("mau_giao", "tong", 0): 12,
        ("mau_giao", "nam", 0): "-",
        ("mau_giao", "nu", 0): None,
        ("tieu_hoc", "tong", 0): "Không áp dụng",
        ("tieu_hoc", "nam", 0): "nhiều",
    }
    filled(inbox, programme, "03589", answers)
    annex = tmp_path / "phu_luc.xlsx"
    write_annex(annex, collect(inbox, programme), way_from(tmp_path, inbox))
    sheet = openpyxl.load_workbook(annex)["Số liệu xã, thị trấn"]
    [row] = [row for row in sheet.iter_rows(min_row=9) if row[1].value == "03589"]
    by_cell = dict(zip([c.value for c in sheet[6]], row, strict=True))
    looks = [by_cell[f"E{number}"] for number in (12, 13, 14, 16, 17)]
    assert [c.value for c in looks] == [12, 0, None, "Không áp dụng", "nhiều"]
    seen = {(c.font.color and c.font.color.rgb, c.font.i, c.fill.fgColor.rgb) for c in looks}
    assert len(seen) == 5
    assert [bool(c.hyperlink) for c in looks] == [True, True, False, True, True]
    for words in ("có số liệu", "không có (0)", "để trống", "không áp dụng", "chưa tính"):
        assert words in sheet["A2"].value


def test_answers_in_other_cells_than_the_form_asked_are_told(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    for code in ("03589", "03592", "03586"):
        path = filled(inbox, programme, code, sample_of(programme, definition, code))
        book = openpyxl.load_workbook(path)
        if code != "03586":
            book["Số liệu"].title = "Của #1 'xã'"
        if code == "03592":
            sheet = book["Của #1 'xã'"]
            for box in list(sheet.merged_cells.ranges):  # openpyxl would leave them behind
                sheet.unmerge_cells(str(box))
            sheet.insert_rows(cell(book, "mau_giao", "nam").row)
        book.save(path)
    run(inbox, tmp_path / "ra", programme, definition)
    annex = tmp_path / "ra" / "phu_luc.xlsx"
    page = openpyxl.load_workbook(annex)["Số liệu xã, thị trấn"]
    told = {row[1].value: row[-1].value for row in page.iter_rows(min_row=9)}
    assert told["03586"] is None
    assert told["03589"] == "trang Của #1 'xã'"
    whole, _, moved = told["03592"].partition("; ")
    assert whole == "trang Của #1 'xã'"
    assert moved.startswith("trang Của #1 'xã': G–")
    assert " ở E14–E" in moved
    open_book = cache(openpyxl.load_workbook)
    for link in links_of(annex):
        if isinstance(link.shown, int) and link.page == page.title:
            assert open_book(link.file)[link.sheet][link.cell].value == link.shown


HOSTILE = (
    "a%20b%5c%5cmay%5cx.xlsx",
    "http:%2f%2fmay.xlsx",
    "\\\\may\\chung\\x.xlsx",
    "C:x.xlsx",
    "a#'Số liệu'!A1.xlsx",
    "=cmd|' &c calc'!A1.xlsx",
    "x.hta",
    "x.xlsx.lnk",
    "a\x1b[31m.xlsx",
    "a\u202exslx.xlsx",
    " Tệp của xã (1) & [2]?.xlsx",
)


def test_no_name_makes_a_link_that_leads_elsewhere_than_to_its_workbook(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    units = [unit for unit in programme.units if unit.form == "xa"]
    for unit, name in zip(units, HOSTILE, strict=False):
        path = filled(inbox, programme, unit.code, sample_of(programme, definition, unit.code))
        path.rename(inbox / name)
    run(inbox, tmp_path / "ra", programme, definition)
    annex = tmp_path / "ra" / "phu_luc.xlsx"
    assert {link.file.resolve() for link in links_of(annex)} == {
        inbox.resolve() / name
        for name in HOSTILE
        if not any(odd in name for odd in ("\\", ".hta", ".lnk", "\x1b", "\u202e"))
    }
    assert all(target.startswith("..\\nop\\") for target in targets(annex))
    assert not any(odd in target for target in targets(annex) for odd in (":", "#", "/", "?"))
    listed = [row[-1].value for row in openpyxl.load_workbook(annex)["Số liệu xã, thị trấn"]]
    assert "x.hta" in listed  # in words it stands there


def test_names_of_sheets_that_excel_does_not_know_make_no_link() -> None:
    made = links.Links("../nop", ["a.xlsx"])
    assert made.to("a.xlsx", "Số liệu", "E7") == "external:../nop/a.xlsx#'Số liệu'!E7"
    for sheet in ("", "a\nb", "[x]y", "a/b", "c:\\d", "x" * 32):
        assert made.to("a.xlsx", sheet, "E7") == ""
    assert made.to("b.xlsx", "Số liệu", "E7") == ""
    assert links.Links(None, ["a.xlsx"]).to("a.xlsx") == ""
    assert links.Links("../" + "ữ " * 600, ["a.xlsx"]).to("a.xlsx") == ""


def test_where_links_stop_the_sheet_says_so_and_the_words_remain(
    sample_inbox: Path, tmp_path: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "MOST", 60)
    annex = tmp_path / "phu_luc.xlsx"
    write_annex(annex, collect(sample_inbox, programme), "../nop")
    sheet = openpyxl.load_workbook(annex)["Số liệu xã, thị trấn"]
    linked = {c.row for row in sheet.iter_rows() for c in row[:-1] if c.hyperlink}
    assert linked == {9, 10}
    assert "Từ dòng 11 trở đi các số không có liên kết" in sheet["A3"].value
    assert all(row[-1].hyperlink and row[-1].value for row in sheet.iter_rows(min_row=9))
    listed = openpyxl.load_workbook(annex)["Biểu 2 - từng đơn vị"]
    assert "Từ dòng" in listed["A3"].value
    assert all(row[-1].value for row in listed.iter_rows(min_row=5))


def test_without_a_way_to_the_drop_folder_there_are_no_links(
    sample_inbox: Path, tmp_path: Path, programme: Programme
) -> None:
    annex = tmp_path / "phu_luc.xlsx"
    write_annex(annex, collect(sample_inbox, programme))
    assert targets(annex) == set()
    sheet = openpyxl.load_workbook(annex)["Số liệu xã, thị trấn"]
    assert "Không có liên kết" in sheet["A3"].value


@pytest.mark.parametrize(
    ("folder", "inbox", "way"),
    [
        ("/a/ra", "/a/nop", "../nop"),
        ("/a/b/ra", "/a/nop/2023", "../../nop/2023"),
        ("/a/ra", "/a/ra/nop", "nop"),
        ("/ra", "/nop", "../nop"),
        ("/ra", "/nha/rieng/nop", None),
        ("/nha/ra", "/khac/nop", None),
    ],
)
def test_the_way_to_the_drop_folder_never_tells_its_whole_place(
    folder: str, inbox: str, way: str | None
) -> None:
    assert way_from(Path(folder), Path(inbox)) == way


def test_the_same_folders_elsewhere_give_the_same_annex(
    sample_inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    annexes = []
    for place in ("mot", "hai/ba"):
        folder = tmp_path / place
        shutil.copytree(sample_inbox, folder / "nop")
        run(folder / "nop", folder / "ra", programme, definition)
        annexes.append(folder / "ra" / "phu_luc.xlsx")
    assert annexes[0].read_bytes() == annexes[1].read_bytes()
    with ZipFile(annexes[0]) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist())
    assert tmp_path.name.encode() not in whole


def test_libreoffice_follows_the_links_and_keeps_all_of_them(
    sample_inbox: Path, tmp_path: Path, programme: Programme, soffice: Convert
) -> None:
    (tmp_path / "ra").mkdir()
    shutil.copytree(sample_inbox, tmp_path / "nop")
    annex = tmp_path / "ra" / "phu_luc.xlsx"
    write_annex(annex, collect(tmp_path / "nop", programme), "../nop")
    (tmp_path / "doi").mkdir()
    [made] = soffice([annex], "xlsx", tmp_path / "doi")
    ours = [(link.at, link.file.resolve(), link.cell) for link in links_of(annex)]
    theirs = [(link.at, link.file.resolve(), link.cell) for link in links_of(made)]
    assert len(ours) > 500
    assert theirs == ours


def test_a_finding_leads_to_the_cell_that_it_is_about(sample_output: Path) -> None:
    found = [link for link in links_of(sample_output / "phu_luc.xlsx") if link.page == "Phát hiện"]
    assert [(link.shown, link.cell) for link in found] == [
        (cell, cell) for cell in ("E12", "E20", "E12", "E20")
    ]


def test_a_chart_puts_each_number_under_its_heading_and_leaves_gaps(
    tmp_path: Path, sample_inbox: Path, programme: Programme
) -> None:
    figures = ("mau_giao.nam", "mau_giao.nu", "thcs.nu", "thcs.nam", "hdnd_huyen.nu")
    chart = Chart(title="Lộn xộn", figures=figures)
    annex = tmp_path / "phu_luc.xlsx"
    write_annex(annex, collect(sample_inbox, replace(programme, charts=(chart,))))
    sheet = openpyxl.load_workbook(annex, data_only=True)["Biểu đồ"]
    texts = [[cell.value for cell in row] for row in sheet.iter_rows(min_col=3, max_col=5)]
    assert ["Lộn xộn", "Nam", "Nữ"] in texts
    assert ["Học sinh THCS", 3576, 3625] in texts
    assert ["Nữ đại biểu HĐND cấp huyện", None, 12] in texts


def test_a_form_that_asks_nothing_but_a_table_has_its_place_in_the_annex(
    tmp_path: Path, inbox: Path, programme: Programme
) -> None:
    form = Form(
        id="bang", title="Bảng", units="đơn vị", sheets=(Sheet(name="Bảng", table="hoat_dong"),)
    )
    units = tuple(Unit(code=f"B0{n}", name=f"Đơn vị {n}", form="bang") for n in (1, 2))
    wider = replace(programme, forms=(*programme.forms, form), units=(*programme.units, *units))
    answers: dict[Key, Any] = {
        ("hoat_dong", "co", 0): "Có",
        ("hoat_dong", "ten", 1): "Mít tinh",
        ("hoat_dong", "so_cuoc", 1): 2,
    }
    filled(inbox, wider, "B01", answers)
    annex = tmp_path / "phu_luc.xlsx"
    write_annex(annex, collect(inbox, wider))
    texts = [c.value for sheet in openpyxl.load_workbook(annex) for row in sheet for c in row]
    assert "Đơn vị 1" in texts
    assert "Mít tinh" in texts
