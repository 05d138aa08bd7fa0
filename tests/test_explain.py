"""Where a figure comes from: unit by unit, down to the cell, and what was left out of it."""

import csv
import io
import json
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from bdg_excel.cli import app
from bdg_excel.cli.explained import explained
from bdg_excel.errors import RecordError, UnknownFigureError
from bdg_excel.explanation import Explanation, Role, explain, fields_of, figure_names, named
from bdg_excel.pipeline import run
from bdg_excel.programme import Programme, load_programme
from bdg_excel.recorded import Recorded, figure_rows, finding_rows, of_folder, source_rows
from bdg_excel.results import Results
from bdg_excel.rows import ValueRow
from bdg_excel.working_folder.making import make_working_folder
from tests.builders import cell, filled, sample_of
from tests.gaps import round_with_gaps
from tests.goldens import FOLDER, GOLDENS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("co_cho_trong")


@pytest.fixture(scope="module")
def results(folder: Path) -> Results:
    """A round with gaps, merged into ``ra`` in `folder`."""
    return round_with_gaps(folder)


@pytest.fixture(scope="module")
def recorded(folder: Path, results: Results, definition: Path) -> Recorded:
    names = figure_names(results.programme)
    return of_folder(folder / "ra", definition, fields_of(results.programme, names))


def explanation(programme: Programme, recorded: Recorded, name: str) -> Explanation:
    [one] = named(programme, name)
    return explain(programme, one, recorded)


def bdg(*words: object) -> tuple[int, str, str]:
    """The exit status, what is printed, and what is told beside it."""
    result = CliRunner().invoke(app, ["explain", *map(str, words)], env={"COLUMNS": "120"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


# ---------------------------------------------------------------- What it is made of


def test_the_answers_of_every_figure_add_up_to_it(
    sample_output: Path, programme: Programme, definition: Path
) -> None:
    names = figure_names(programme)
    sample = of_folder(sample_output, definition, fields_of(programme, names))
    assert len(names) == len(sample.figures) > 30
    for name in names:
        one = explain(programme, name, sample)
        assert one.agrees, name.id
        assert not one.silent
        told = {unit.unit for unit in one.units if unit.why}
        assert told == set(one.coverage.missing)


def of_results(results: Results) -> Recorded:
    """What `results` found, before any of it is written."""
    columns = (results.frame[name].tolist() for name in ValueRow._fields)
    values: dict[str, list[ValueRow]] = {}
    for row in map(ValueRow._make, zip(*columns, strict=True)):
        values.setdefault(row.field, []).append(row)
    figures = {f"{row.indicator}.{row.part}": row for row in figure_rows(results)}
    return Recorded(values, figures, list(finding_rows(results)), list(source_rows(results)))


def test_so_they_do_in_a_round_with_gaps_read_back_or_not(
    results: Results, recorded: Recorded
) -> None:
    fresh = of_results(results)
    for name in figure_names(results.programme):
        one = explain(results.programme, name, recorded)
        assert one.agrees, name.id
        assert one == explain(results.programme, name, fresh), name.id
        units = [*(unit.unit for unit in one.units), *(silent.unit for silent in one.silent)]
        assert Counter(units) == Counter(results.programme.asked_of(name.indicator)), name.id


def test_a_share_counts_the_units_that_gave_both_numbers(
    results: Results, recorded: Recorded
) -> None:
    one = explanation(results.programme, recorded, "mau_giao.nu")
    counted = {unit.unit.code for unit in one.units if unit.counted}
    assert counted == {"03490", "03550", "03565"}
    # 0 (xã Huổi Luông ghi «-») + 139 + 116, trên 488 + 291 + 237
    assert one.totals == {Role.NUMERATOR: 255, Role.DENOMINATOR: 1016}
    assert (one.figure.numerator, one.figure.denominator) == (255, 1016)
    assert {unit.unit.code: unit.why for unit in one.units if not unit.counted} == {
        "03391": "«Tổng số» chưa tính",
        "03549": "«Nữ» để trống",
        "03559": "«Nữ» không áp dụng",
    }


def test_each_answer_leads_to_its_cell_and_says_what_was_typed(
    folder: Path, results: Results, recorded: Recorded
) -> None:
    one = explanation(results.programme, recorded, "mau_giao.nu")
    typed = {}
    for unit in one.units:
        for answer in unit.answers:
            book = openpyxl.load_workbook(folder / "nop" / answer.row.file)
            value = book[answer.row.sheet][answer.row.cell].value
            assert str("" if value is None else value) == answer.row.text
            typed[unit.unit.code, answer.role] = (answer.shown, answer.typed)
    assert typed["03550", Role.NUMERATOR] == ("139", "139 cháu")
    assert typed["03490", Role.NUMERATOR] == ("0", "-")
    assert typed["03391", Role.DENOMINATOR] == ("", "nhiều")
    assert typed["03565", Role.NUMERATOR] == ("116", "")


def test_khong_is_the_zero_of_a_table_and_rows_are_told_one_by_one(
    results: Results, recorded: Recorded
) -> None:
    one = explanation(results.programme, recorded, "hoat_dong.so_cuoc")
    by_code = {unit.unit.code: unit for unit in one.units}
    [no] = by_code["03490"].answers
    assert (no.role, no.shown, no.counted) == (Role.ASKED, "Không", True)
    assert by_code["03549"].why == "không ghi dòng nào, câu trả lời Có/Không để trống"
    assert by_code["03550"].why == "«Số cuộc/Đoàn» để trống"
    rows = [answer.row.row for answer in by_code["03565"].answers if answer.role is Role.VALUE]
    assert rows == [1]
    [row] = [answer for answer in by_code["03391"].answers if answer.role is Role.VALUE]
    assert row.about.startswith("Lao động tổng vệ sinh")


def test_what_is_counted_in_different_measures_is_told_with_them(
    results: Results, recorded: Recorded
) -> None:
    one = explanation(results.programme, recorded, "truyen_thong.so_luong")
    [unit] = [unit for unit in one.units if unit.unit.code == "03565"]
    found = [(a.shown, a.measure) for a in unit.answers if a.role is Role.VALUE]
    assert found == [("2", "buổi"), ("12", "giờ")]
    assert one.figure.value is None
    assert "Cộng  " not in explained(one, 100)


def test_yes_and_no_are_counted(results: Results, recorded: Recorded) -> None:
    one = explanation(results.programme, recorded, "co_so_thiet_bi.ty_le")
    said = [answer.shown for unit in one.units for answer in unit.answers]
    assert Counter(said) == {"Có": 5, "Không": 1}
    assert "Có 5/6" in explained(one, 100)


def test_any_definition_is_explained(
    folder: Path, results: Results, tmp_path: Path, definition: Path
) -> None:
    own = tmp_path / "rieng"
    shutil.copytree(definition.parent, own)
    source = own / definition.name
    part = '{ id = "nam", kind = "sum", of = "hoat_dong.nam", print = "{value}" }'
    share = '{ id = "ty_le", kind = "share", of = "hoat_dong.nu", per = "hoat_dong.so_cuoc", '
    words = source.read_text(encoding="utf-8")
    assert part in words
    more = f'{part},\n  {share} print = "{{percent}}" }}'
    source.write_text(words.replace(part, more), encoding="utf-8")
    programme, source = load_programme(own)
    run(folder / "nop", tmp_path / "ra", programme, source)
    [name] = named(programme, "hoat_dong.ty_le")
    one = explain(programme, name, of_folder(tmp_path / "ra", source, ["hoat_dong"]))
    assert one.agrees
    # 6/2 + 2/1 + 2/1: nữ và số cuộc của các dòng ghi đủ cả hai
    assert one.totals == {Role.NUMERATOR: 10, Role.DENOMINATOR: 4}
    assert {unit.unit.code for unit in one.units if unit.counted} == {"03391", "03559", "03565"}
    assert "Số cuộc/Đoàn: để trống" in explained(one, 160)


# ---------------------------------------------------------------- What was left out


def test_units_without_a_form_are_named_with_what_is_known_of_their_files(
    results: Results, recorded: Recorded
) -> None:
    one = explanation(results.programme, recorded, "mau_giao.nu")
    silent = {each.unit.code: each for each in one.silent}
    assert len(silent) == 17 - 6
    assert [found.code for found in silent["03589"].findings] == ["two_versions"]
    assert len(silent["03589"].files) == 2
    assert (silent["03592"].files, silent["03592"].findings) == ((), ())
    assert [found.file for found in one.strays] == ["hỏng.xlsx"]


def test_findings_on_these_answers_are_told_and_no_others(
    results: Results, recorded: Recorded
) -> None:
    programme = results.programme

    def told(name: str) -> set[tuple[str, str]]:
        one = explanation(programme, recorded, name)
        return {(found.unit_code, found.code) for found in one.findings}

    assert ("03391", "not_a_number") in told("mau_giao.nu")
    assert ("03549", "required_blank") in told("mau_giao.nam")  # the parts are checked together
    assert ("03559", "not_applicable") in told("mau_giao.nu")
    assert told("tieu_hoc.nu") == set()
    assert {("03565", "typed_total"), ("03565", "typed_total_differs")} <= told("hoat_dong.nam")
    assert ("03550", "required_blank") in told("hoat_dong.so_cuoc")
    assert ("03550", "required_blank") not in told("hoat_dong.nu")
    assert not any(code.startswith("typed") for _, code in told("truyen_thong.so_luong"))


def test_a_question_that_is_gone_and_a_sheet_that_is_gone_are_told(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    answers = sample_of(programme, definition, "03589")
    path = filled(inbox, programme, "03589", answers)
    book = openpyxl.load_workbook(path)
    gone = cell(book, "mau_giao", "nu")
    book["Số liệu"].delete_rows(gone.row)
    del book["Biểu 1 - Hoạt động"]
    book.save(path)
    run(inbox, tmp_path / "ra", programme, definition)
    names = figure_names(programme)
    found = of_folder(tmp_path / "ra", definition, fields_of(programme, names))

    def told(name: str) -> set[str]:
        one = explanation(programme, found, name)
        assert one.agrees
        return {finding.code for finding in one.findings}

    assert "question_missing" in told("mau_giao.nu")
    assert "question_missing" not in told("tieu_hoc.nu")
    assert "sheet_missing" in told("hoat_dong.nu")
    assert "sheet_missing" not in told("truyen_thong.nu")


# ---------------------------------------------------------------- As it is printed


@pytest.mark.parametrize("name", [name for name in GOLDENS if name.startswith("explain")])
def test_the_text_is_the_golden_one(tmp_path: Path, name: str) -> None:
    """After a change run scripts/regenerate_golden.py and read the diff."""
    assert GOLDENS[name](tmp_path) == (FOLDER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(
    results: Results, recorded: Recorded, width: int
) -> None:
    for name in figure_names(results.programme):
        text = explained(explain(results.programme, name, recorded), width)
        assert max(map(len, text.splitlines())) <= width


def test_what_units_typed_cannot_steer_the_terminal(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    path = filled(inbox, programme, "03589", {("mau_giao", "nu", 0): "[red]nhiều"})
    book = openpyxl.load_workbook(path)
    cell(book, "mau_giao", "tong").value = "hai\u202e\u200b mươi"
    book.save(path)
    path.rename(inbox / "a\x1b[31m.xlsx")
    run(inbox, tmp_path / "ra", programme, definition)
    status, text, _ = bdg("mau_giao.nu", "--data", tmp_path / "ra")
    assert status == 0
    assert "[red]nhiều" in text
    assert all(letter.isprintable() for letter in text.replace("\n", ""))


def test_without_a_name_all_figures_are_listed(programme: Programme) -> None:
    status, text, _ = bdg()
    assert status == 0
    for name in figure_names(programme):
        assert f"{name.id} " in text
        assert name.label in text
    assert (len(text.splitlines())) == 2 + len(figure_names(programme))
    status, text, _ = bdg("--csv")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    assert [f"{row['indicator']}.{row['part']}" for row in rows] == [
        name.id for name in figure_names(programme)
    ]
    assert all(row["formula"] for row in rows)


def test_an_indicator_without_a_part_is_explained_in_all_its_parts(
    folder: Path, results: Results
) -> None:
    status, text, _ = bdg("mau_giao", "--data", folder / "ra")
    assert status == 0
    assert "mau_giao.nam - Học sinh mẫu giáo: Nam" in text
    assert "mau_giao.nu - Học sinh mẫu giáo: Nữ" in text


def test_a_name_that_is_nearly_right_is_proposed(programme: Programme) -> None:
    for asked in ("mau_gia.nu", "maugiao.nu", "Học sinh mẫu giáo: nữ", "mẫu giáo nữ"):
        with pytest.raises(UnknownFigureError, match=r"(?s)Có phải là:.*mau_giao\.nu .*tất cả"):
            named(programme, asked)
    with pytest.raises(UnknownFigureError, match=r"tên «zzz»\. Gõ bdg explain"):
        named(programme, "zzz")


# ---------------------------------------------------------------- For programs


def csv_of(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_as_csv_the_counted_rows_add_up_and_name_file_and_hash(
    folder: Path, results: Results
) -> None:
    status, text, _ = bdg("mau_giao.nu", "--csv", "--data", folder / "ra")
    rows = csv_of(text)
    assert status == 0
    assert Counter(row["record"] for row in rows)["silent"] == 11
    [figure] = [row for row in rows if row["record"] == "figure"]
    assert figure["text"] == "255/1.016 đạt 25,1%"
    for role, total in (("numerator", 255), ("denominator", 1016)):
        mine = [row for row in rows if row["role"] == role]
        counted = [row for row in mine if row["record"] == "value" and row["counted"] == "yes"]
        assert sum(Decimal(row["value"]) for row in counted) == total
        assert [row["value"] for row in mine if row["record"] == "total"] == [str(total)]
        assert all(len(row["sha256"]) == 64 and row["cell"] for row in counted)


def test_csv_is_harmless_in_a_spreadsheet(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    path = filled(inbox, programme, "03589", {("mau_giao", "nu", 0): "=1+1"})
    book = openpyxl.load_workbook(path)
    book["Số liệu"].title = "+Số liệu"
    typed = cell(book, "mau_giao", "nu")
    typed.value, typed.data_type = "=HYPERLINK(A1)", "s"
    book.save(path)
    path.rename(inbox / "=cmd.xlsx")
    run(inbox, tmp_path / "ra", programme, definition)
    rows = csv_of(bdg("mau_giao.nu", "--csv", "--data", tmp_path / "ra")[1])
    [mine] = [row for row in rows if row["record"] == "value" and row["role"] == "numerator"]
    assert (mine["file"], mine["sheet"]) == ("'=cmd.xlsx", "'+Số liệu")
    assert mine["text"] == "'=HYPERLINK(A1)"
    assert mine["sha256"]


# ---------------------------------------------------------------- Which run it tells about


def test_a_folder_that_is_no_output_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="không phải thư mục kết quả"):
        bdg("mau_giao.nu", "--data", tmp_path)


@pytest.mark.parametrize("name", ["values.csv", "findings.csv"])
@pytest.mark.parametrize("content", [None, "a,b\n1,2\n", '"', "\x00"])
def test_so_is_one_whose_files_are_broken(
    folder: Path, results: Results, tmp_path: Path, name: str, content: str | None
) -> None:
    data = tmp_path / "ra"
    shutil.copytree(folder / "ra", data)
    (data / name).unlink()
    if content is not None:
        (data / name).write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match=r"không phải thư mục kết quả|bị hỏng"):
        bdg("mau_giao.nu", "--data", data)


def test_in_a_working_folder_nothing_need_be_told(
    folder: Path, results: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "dot"
    make_working_folder(work)
    run(folder / "nop", work / "ket_qua", *load_programme(work / "dinh_nghia"))
    assert bdg("mau_giao.nu", "--data", work / "ket_qua")[:1] == (0,)
    monkeypatch.chdir(work)
    status, text, _ = bdg("mau_giao.nu")
    assert status == 0
    assert "255/1.016 đạt 25,1%" in text


def test_the_run_of_another_definition_is_refused(
    folder: Path, results: Results, tmp_path: Path, definition: Path
) -> None:
    other = tmp_path / "khac"
    shutil.copytree(definition.parent, other)
    source = other / definition.name
    words = source.read_text(encoding="utf-8").replace("Xã Mường So", "Xã Mường Xo")
    source.write_text(words, encoding="utf-8")
    with pytest.raises(RecordError, match="định nghĩa khác"):
        bdg("mau_giao.nu", "--data", folder / "ra", "--programme", other)
    same = tmp_path / "nhu_cu"
    shutil.copytree(definition.parent, same)
    assert bdg("mau_giao.nu", "--data", folder / "ra", "--programme", same)[0] == 0


def test_values_that_were_changed_since_the_run_are_told(
    folder: Path, results: Results, tmp_path: Path
) -> None:
    data = tmp_path / "ra"
    shutil.copytree(folder / "ra", data)
    values = data / "values.csv"
    before = values.read_text(encoding="utf-8-sig")
    values.write_text(before.replace(",139,139 cháu,", ",140,139 cháu,"), encoding="utf-8-sig")
    status, text, told = bdg("mau_giao.nu", "--data", data)
    assert status == 1
    assert "140" in text
    assert "values.csv đã bị sửa" in told
    assert "cộng lại các ô thì không ra mau_giao.nu" in told
    # Without a record of what was written nobody can tell: that is no output of a run.
    facts = json.loads((data / "run.json").read_text(encoding="utf-8"))
    del facts["outputs"]
    (data / "run.json").write_text(json.dumps(facts), encoding="utf-8")
    with pytest.raises(RecordError, match=r"run\.json bị hỏng"):
        bdg("mau_giao.nu", "--data", data)
