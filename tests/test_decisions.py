"""Which of several files somebody chose: by the command line, or in a file of decisions."""

import json
from pathlib import Path

import pytest

from bdg_excel.cli import app
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from tests.builders import filled
from tests.rounds import CODE, Send, told, value_of


def test_use_settles_it_against_the_stated_time(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100)
    send("b.xlsx", "2023-12-12T08:00:00Z", mau_giao__nam=101)
    results = collect(inbox, programme, used=["a.xlsx"])
    [found] = told(results, "version_chosen")
    assert (found.place.file, found.severity.value) == ("b.xlsx", "info")
    assert value_of(results, "mau_giao", "nam") == [100]
    assert results.balance.holds


def test_a_line_in_the_decisions_file_settles_it_and_is_recorded(
    send: Send, inbox: Path, tmp_path: Path
) -> None:
    from typer.testing import CliRunner

    send("a.xlsx", mau_giao__nam=100)
    send("b.xlsx", mau_giao__nam=101)
    (tmp_path / "nop.quyet_dinh.txt").write_text(
        "# bản đã hỏi lại\nb.xlsx\n\nkhong_co.xlsx\n", encoding="utf-8"
    )
    output = tmp_path / "ra"
    done = CliRunner().invoke(app, ["merge", str(inbox), "-o", str(output)])
    assert done.exit_code == 0, done.output
    assert "choice_unused" in (output / "findings.csv").read_text(encoding="utf-8-sig")
    assert "khong_co.xlsx" in done.output
    record = json.loads((output / "run.json").read_text(encoding="utf-8"))
    assert record["decisions"] == [
        {"file": "b.xlsx", "by": "nop.quyet_dinh.txt"},
        {"file": "khong_co.xlsx", "by": "nop.quyet_dinh.txt"},
    ]
    counted = [source["file"] for source in record["inputs"] if source["counted"]]
    assert counted == ["b.xlsx"]


@pytest.mark.parametrize(
    "written",
    [
        "Xã Mường So/Bản 2.xlsx",
        "Xã Mường So\\Bản 2.xlsx",
        "Xã Mường So/Bản 2",
        "xã mường so/BẢN 2.XLSX",
        "Bản 2.xlsx",
        "bản 2",
        '"Xã Mường So\\Bản 2.xlsx"',
        "«Bản 2.xlsx»",
        '"{inbox}/Xã Mường So/Bản 2.xlsx"',
    ],
)
@pytest.mark.parametrize("by", ["--use", "nop.quyet_dinh.txt"])
def test_a_chosen_file_may_be_named_less_exactly(
    send: Send, inbox: Path, programme: Programme, tmp_path: Path, written: str, by: str
) -> None:
    (inbox / "Xã Mường So").mkdir()
    send("Xã Mường So/a.xlsx", mau_giao__nam=100)
    send("Xã Mường So/Bản 2.xlsx", mau_giao__nam=101)
    written = written.replace("{inbox}", str(inbox))
    if by != "--use":
        (tmp_path / by).write_text(f"{written}\n", encoding="utf-8")
    results = collect(inbox, programme, used=[written] if by == "--use" else [])
    [found] = told(results, "version_chosen", "two_versions", "choice_unclear", "choice_unused")
    assert (found.code, found.place.file) == ("version_chosen", "Xã Mường So/a.xlsx")
    assert results.decisions.by_file == {"Xã Mường So/Bản 2.xlsx": by}
    assert value_of(results, "mau_giao", "nam") == [101]


@pytest.mark.parametrize(
    ("written", "nearest"), [("ban1", "ban1.XLSM và ban1.xlsx"), ("bam 2.xlsx", "ban 2.xlsx")]
)
def test_a_name_that_may_be_of_two_files_or_of_none_decides_nothing(
    send: Send, inbox: Path, programme: Programme, written: str, nearest: str
) -> None:
    send("ban1.xlsx", mau_giao__nam=100)
    send("ban1.XLSM", mau_giao__nam=101)
    send("ban 2.xlsx", mau_giao__nam=102)
    results = collect(inbox, programme, used=[written])
    [found] = told(results, "choice_unclear", "choice_unused")
    assert f"gần nhất là {nearest}." in found.message
    assert told(results, "two_versions")


def test_the_command_line_outranks_the_decisions_file_and_both_are_told(
    send: Send, inbox: Path, tmp_path: Path, programme: Programme
) -> None:
    send("a.xlsx", mau_giao__nam=100)
    send("b #2.xlsx", mau_giao__nam=101)
    (tmp_path / "nop.quyet_dinh.txt").write_text("b #2.xlsx\n", encoding="utf-8")
    assert value_of(collect(inbox, programme), "mau_giao", "nam") == [101]
    results = collect(inbox, programme, used=["a.xlsx"])
    assert value_of(results, "mau_giao", "nam") == [100]
    [found] = told(results, "choice_not_counted")
    assert found.found == "b #2.xlsx"
    assert "không được tính: đã chọn cả a.xlsx của cùng đơn vị." in found.message


def test_of_two_chosen_files_of_one_unit_each_is_told_with_the_other(
    send: Send, inbox: Path, tmp_path: Path, programme: Programme
) -> None:
    send("a.xlsx", mau_giao__nam=100)
    send("b.xlsx", mau_giao__nam=101)
    filled(inbox, programme, CODE, {}, "c.xlsx")
    (tmp_path / "nop.quyet_dinh.txt").write_text("a.xlsx\nb.xlsx\nc.xlsx\n", encoding="utf-8")
    results = collect(inbox, programme)
    assert (
        "vào tệp nop.quyet_dinh.txt cạnh thư mục nhận" in told(results, "two_versions")[0].message
    )
    said = {f.found: f.message for f in told(results, "choice_not_counted")}
    assert "đã chọn cả b.xlsx của cùng đơn vị" in said["a.xlsx"]
    assert "đã chọn cả a.xlsx của cùng đơn vị" in said["b.xlsx"]
    assert "biểu trống" in said["c.xlsx"]


@pytest.mark.parametrize(
    "name", ["nop/nop.quyet_dinh.txt", "nop.quyet_dinh.txt.txt", "nop.quyet_dinh.docx"]
)
def test_decisions_that_nobody_reads_are_told(
    send: Send, inbox: Path, tmp_path: Path, programme: Programme, name: str
) -> None:
    send("a.xlsx", mau_giao__nam=100)
    (tmp_path / name).write_text("a.xlsx\n", encoding="utf-8")
    results = collect(inbox, programme)
    [found] = told(results, "decisions_ignored")
    assert (found.found, found.severity.value) == (Path(name).name, "warning")
    assert "đổi tên thành nop.quyet_dinh.txt" in found.message
    assert results.balance.holds
