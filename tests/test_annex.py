"""The annex: the same numbers as the report, by live formulas."""

import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bdg_excel.annex import write_annex
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from tests.builders import Key, filled, sample_of
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
    by_code = {row[1].value: [c.value for c in row] for row in sheet.iter_rows(min_row=8)}
    assert len(by_code) == 17
    mine = by_code["03589"]
    assert answers["mau_giao", "tong", 0] in mine
    nam = [c.value for c in sheet[5]].index("Nam")
    assert mine[nam] is None
    assert set(by_code["03391"][3:]) == {None}


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
