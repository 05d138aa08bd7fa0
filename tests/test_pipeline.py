"""The whole way: a drop folder in, the report and its annex out."""

import csv
import filecmp
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from bdg_excel.errors import InboxError, OutputError, ReportTemplateError
from bdg_excel.indicators import NO_FIGURE
from bdg_excel.pipeline import collect, run
from bdg_excel.programme import Programme, load_programme
from tests.builders import cell, filled, sample_of
from tests.conftest import Convert
from tests.report_2023 import published, unwrapped

OUTPUTS = (
    "bao_cao.docx",
    "figures.csv",
    "findings.csv",
    "ket_qua.html",
    "phu_luc.xlsx",
    "run.json",
    "values.csv",
)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def words(document: Path) -> str:
    """The text of a Word file, tables included."""
    body = unwrapped(document)
    cells = (c.text for table in body.tables for row in table.rows for c in row.cells)
    return "\n".join([*(paragraph.text for paragraph in body.paragraphs), *cells])


def texts(book: Path) -> set[str]:
    """Every value of a workbook, as text."""
    opened = openpyxl.load_workbook(book, data_only=True)
    return {str(c.value) for sheet in opened for row in sheet.iter_rows() for c in row if c.value}


def test_the_output_folder_holds_the_whole_set(sample_output: Path) -> None:
    assert sorted(path.name for path in sample_output.iterdir()) == sorted([*OUTPUTS, "tra_lai"])


def test_every_published_figure_stands_in_report_and_annex(sample_output: Path) -> None:
    report, annex = words(sample_output / "bao_cao.docx"), texts(sample_output / "phu_luc.xlsx")
    printed = [row["printed"] for row in published()]
    assert [text for text in printed if text not in report and text != NO_FIGURE] == []
    assert [text for text in printed if text not in annex] == []


def test_the_sums_that_do_not_add_up_are_warnings_that_name_the_communes(
    sample_output: Path,
) -> None:
    found = rows(sample_output / "findings.csv")
    assert [(f["code"], f["severity"]) for f in found] == [("sum_mismatch", "warning")] * 4
    messages = " ".join(f["message"] for f in found)
    for name in ("Xã Mồ Sì San", "Xã Bản Lang", "Xã Mù Sang", "Xã Nậm Xe"):
        assert name in messages
    assert messages.count("Học sinh mẫu giáo") == messages.count("Học sinh trung học cơ sở") == 2


def test_two_runs_give_the_same_bytes(
    tmp_path: Path, sample_inbox: Path, sample_output: Path, programme: Programme, definition: Path
) -> None:
    run(sample_inbox, tmp_path, programme, definition)
    same, different, odd = filecmp.cmpfiles(sample_output, tmp_path, OUTPUTS, shallow=False)
    assert (sorted(same), different, odd) == (sorted(OUTPUTS), [], [])


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_forms_saved_by_libreoffice_give_the_same_figures(
    tmp_path: Path,
    sample_inbox: Path,
    sample_output: Path,
    soffice: Convert,
    kind: str,
) -> None:
    resaved = tmp_path / "resaved"
    resaved.mkdir()
    soffice(sorted(sample_inbox.iterdir()), kind, resaved)
    run(resaved, tmp_path / "out", *load_programme())
    figures = (tmp_path / "out" / "figures.csv").read_bytes()
    assert figures == (sample_output / "figures.csv").read_bytes()


@pytest.fixture
def fewer(tmp_path: Path, sample_inbox: Path, programme: Programme, definition: Path) -> Path:
    """The output without the forms of two communes."""
    inbox = tmp_path / "nop"
    shutil.copytree(sample_inbox, inbox)
    for code in ("03589", "03592"):
        next(inbox.glob(f"xa_{code}_*")).unlink()
    run(inbox, tmp_path / "ra", programme, definition)
    return tmp_path / "ra"


def test_missing_communes_are_said_in_words_and_are_no_zero(
    fewer: Path, programme: Programme, definition: Path
) -> None:
    lost = [sample_of(programme, definition, code) for code in ("03589", "03592")]
    expected = 6290 - sum(answers["mau_giao", "tong", 0] for answers in lost)
    figures = {(f["indicator"], f["part"]): f for f in rows(fewer / "figures.csv")}
    share = figures["mau_giao", "nu"]
    assert int(share["denominator"]) == expected
    assert (share["units_reported"], share["units_expected"]) == ("15", "17")
    assert share["missing"] == "03589;03592"
    yes = figures["nu_ho_sinh", "so_don_vi"]
    assert yes["printed"] == "15/15 đạt 100%"  # of those that answered, not of 17
    report = words(fewer / "bao_cao.docx")
    assert "số liệu của 15/17 xã, thị trấn" in report
    assert "xã Mường So" in report
    assert "21/23" in report
    missing = [f for f in rows(fewer / "findings.csv") if f["code"] == "not_sent"]
    assert [(f["unit_code"], f["severity"]) for f in missing] == [
        ("03589", "info"),
        ("03592", "info"),
    ]


def test_a_form_filled_in_libreoffice_is_merged(
    tmp_path: Path, inbox: Path, programme: Programme, definition: Path, soffice: Convert
) -> None:
    """The blank form, typed into and saved by LibreOffice as a person does."""
    answers = sample_of(programme, definition, "03589")
    typed = filled(tmp_path, programme, "03589", answers)
    soffice([typed], "xlsx", inbox, recalculate=True)
    book = openpyxl.load_workbook(inbox / typed.name, data_only=True)
    assert cell(book, "mau_giao", "tong").value == answers["mau_giao", "tong", 0]
    results = collect(inbox, programme)
    assert [found.code for found in results.findings if found.code != "not_sent"] == []
    frame = results.frame
    total = frame[(frame["field"] == "mau_giao") & (frame["part"] == "tong")]["value"].item()
    assert total == answers["mau_giao", "tong", 0]


def test_run_json_states_versions_hashes_and_the_balance(
    sample_inbox: Path, sample_output: Path
) -> None:
    record = json.loads((sample_output / "run.json").read_text(encoding="utf-8"))
    assert record["balance"] == {
        "files": 23,
        "files_counted": 23,
        "files_set_aside": 0,
        "cells": record["balance"]["cells_counted"],
        "cells_counted": record["balance"]["cells_counted"],
        "cells_set_aside": 0,
        "holds": True,
    }
    assert len(record["inputs"]) == len(list(sample_inbox.iterdir())) == 23
    assert all(len(source["sha256"]) == 64 for source in record["inputs"])
    assert set(record["definition"]) == {"programme.toml", "bao_cao.docx"}


def test_values_csv_leads_from_each_value_to_its_cell(
    sample_inbox: Path, sample_output: Path
) -> None:
    values = rows(sample_output / "values.csv")
    given = [v for v in values if v["value"] and v["field"] == "mau_giao"]
    assert len(given) == 17 * 3
    for value in given[:6]:
        book = openpyxl.load_workbook(sample_inbox / value["file"])
        assert str(book[value["sheet"]][value["cell"]].value) == value["value"]


@pytest.mark.parametrize("nothing", ["Không", "không có", "-", "–", "K", "Ko", "Không.", "0.", 0])
def test_nothing_to_say_is_an_answer_and_ends_no_run(
    nothing: str | int, inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    said = {("kho_khan", "noi_dung", 0): nothing, ("de_xuat", "noi_dung", 0): nothing}
    row = {("hoat_dong", "chi_tiet", 1): nothing}
    filled(inbox, programme, "03589", sample_of(programme, definition, "03589") | said | row)
    results = run(inbox, tmp_path / "ra", programme, definition)
    assert results.balance.holds
    assert results.balance.cells_set_aside == 0
    found = [r for r in rows(tmp_path / "ra" / "values.csv") if r["field"] == "kho_khan"]
    assert [(r["status"], r["text"].lstrip("'")) for r in found] == [("nil", str(nothing))]


def test_text_that_looks_like_a_formula_stays_text_everywhere(
    tmp_path: Path, inbox: Path, programme: Programme, definition: Path
) -> None:
    evil = '=HYPERLINK("http://x","y")'
    answers = sample_of(programme, definition, "03589") | {("kho_khan", "noi_dung", 0): "x"}
    path = filled(inbox, programme, "03589", answers)
    book = openpyxl.load_workbook(path)
    target = cell(book, "kho_khan", "noi_dung")
    target.value, target.data_type = evil, "s"
    book.save(path)
    run(inbox, tmp_path / "ra", programme, definition)
    assert evil in words(tmp_path / "ra" / "bao_cao.docx")
    annex = openpyxl.load_workbook(tmp_path / "ra" / "phu_luc.xlsx")
    cells = [c for c in annex["Ý kiến, ghi chú"]["D"] if c.value == evil]
    assert [c.data_type for c in cells] == ["s"]
    typed = [v["text"] for v in rows(tmp_path / "ra" / "values.csv") if evil in v["text"]]
    assert typed == [f"'{evil}"]


def test_the_drop_folder_is_never_written_to(
    tmp_path: Path, sample_inbox: Path, programme: Programme, definition: Path
) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files(sample_inbox)}
    run(sample_inbox, tmp_path / "ra", programme, definition)
    assert {p: (p.stat().st_mtime_ns, p.read_bytes()) for p in files(sample_inbox)} == before


def files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def test_a_report_that_cannot_be_filled_leaves_the_older_outputs(
    tmp_path: Path, sample_inbox: Path, programme: Programme, definition: Path
) -> None:
    broken = tmp_path / "dinh_nghia"
    shutil.copytree(definition.parent, broken)
    document = Document(str(broken / "bao_cao.docx"))
    document.add_paragraph("{{ khong_co.gi }}")
    document.save(str(broken / "bao_cao.docx"))
    output = tmp_path / "ra"
    output.mkdir()
    (output / "figures.csv").write_text("cũ", encoding="utf-8")
    with pytest.raises(ReportTemplateError, match="khong_co"):
        run(sample_inbox, output, programme, broken / "programme.toml")
    assert [path.name for path in output.iterdir()] == ["figures.csv"]
    assert (output / "figures.csv").read_text(encoding="utf-8") == "cũ"


def test_a_tag_that_lost_a_brace_is_told_and_not_printed(
    tmp_path: Path, sample_inbox: Path, programme: Programme, definition: Path
) -> None:
    broken = tmp_path / "dinh_nghia"
    shutil.copytree(definition.parent, broken)
    document = Document(str(broken / "bao_cao.docx"))
    document.add_paragraph("Mẫu giáo: { mau_giao.nam }}")
    document.save(str(broken / "bao_cao.docx"))
    with pytest.raises(ReportTemplateError, match=re.escape("Mẫu giáo: { mau_giao.nam }}")):
        run(sample_inbox, tmp_path / "ra", programme, broken / "programme.toml")


def test_an_indicator_that_the_template_forgets_is_told(
    tmp_path: Path, sample_inbox: Path, programme: Programme, definition: Path
) -> None:
    folder = tmp_path / "dinh_nghia"
    shutil.copytree(definition.parent, folder)
    document = Document(str(folder / "bao_cao.docx"))
    for paragraph in document.paragraphs:
        if "vay_von" in paragraph.text:
            paragraph.text = ""
    document.save(str(folder / "bao_cao.docx"))
    results = run(sample_inbox, tmp_path / "ra", programme, folder / "programme.toml")
    assert results.unprinted == ("vay_von",)


def test_an_output_that_cannot_be_replaced_is_told_and_nothing_is_changed(
    tmp_path: Path, sample_inbox: Path, programme: Programme, definition: Path
) -> None:
    output = tmp_path / "ra"
    (output / "phu_luc.xlsx").mkdir(parents=True)  # stands for a file that Excel holds open
    with pytest.raises(OutputError, match=r"phu_luc\.xlsx"):
        run(sample_inbox, output, programme, definition)
    assert [path.name for path in output.iterdir()] == ["phu_luc.xlsx"]


def test_a_missing_drop_folder_is_told(tmp_path: Path, programme: Programme) -> None:
    with pytest.raises(InboxError, match="Không thấy thư mục"):
        collect(tmp_path / "khong_co", programme)


def test_a_folder_of_nothing_that_counts_gives_a_report_without_figures(
    tmp_path: Path, inbox: Path, programme: Programme, definition: Path
) -> None:
    filled(inbox, programme, "03589", {})
    results = run(inbox, tmp_path / "ra", programme, definition)
    assert results.balance.cells == 0
    assert "chưa có số liệu" in words(tmp_path / "ra" / "bao_cao.docx")


def test_an_empty_drop_folder_leaves_the_older_outputs(
    tmp_path: Path, inbox: Path, programme: Programme, definition: Path
) -> None:
    with pytest.raises(InboxError, match="không có tệp nào"):
        run(inbox, tmp_path / "ra", programme, definition)
    assert not (tmp_path / "ra").exists()


def test_the_drop_folder_is_no_output_folder(
    inbox: Path, programme: Programme, definition: Path
) -> None:
    filled(inbox, programme, "03589", {})
    with pytest.raises(InboxError, match="nằm ngoài nó"):
        run(inbox, inbox, programme, definition)
    assert len(list(inbox.iterdir())) == 1


def test_nor_by_a_way_round_or_by_a_link(
    inbox: Path, programme: Programme, definition: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(inbox, programme, "03589", {})
    beside, link = inbox.parent / "beside", inbox.parent / "link"
    beside.mkdir()
    link.symlink_to(inbox, target_is_directory=True)
    monkeypatch.chdir(beside)
    for output in (Path("..") / inbox.name / "ra", link / "ra"):
        with pytest.raises(InboxError, match="nằm ngoài nó"):
            run(inbox, output, programme, definition)
    assert len(list(inbox.iterdir())) == 1


def test_a_report_that_somebody_edited_is_kept(
    tmp_path: Path, inbox: Path, programme: Programme, definition: Path
) -> None:
    filled(inbox, programme, "03589", {("mau_giao", "nam", 0): 12})
    assert run(inbox, tmp_path / "ra", programme, definition).kept == ()
    report = tmp_path / "ra" / "bao_cao.docx"
    document = Document(str(report))
    document.add_paragraph("sửa tay")
    document.save(str(report))
    edited = report.read_bytes()
    assert run(inbox, tmp_path / "ra", programme, definition).kept == ("bao_cao (đã sửa).docx",)
    assert (tmp_path / "ra" / "bao_cao (đã sửa).docx").read_bytes() == edited
    assert "sửa tay" not in words(report)
    assert run(inbox, tmp_path / "ra", programme, definition).kept == ()
