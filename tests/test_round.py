"""Across the round: several files of a unit, decisions, answers unlike the rest, names alike."""

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bdg_excel.cli import app
from bdg_excel.findings import Finding
from bdg_excel.layout import IDENTITY_SHEET, RETURNED_FOUND, RETURNED_WARNING
from bdg_excel.pipeline import collect, run
from bdg_excel.programme import Programme
from bdg_excel.results import Results
from bdg_excel.returned import MESSAGES, write_returned
from bdg_excel.template import LIST_SHEET
from tests.builders import Key, cell, filled, sample_of

CODE = "03589"
FODS = b'<?xml version="1.0"?>\n<office:document xmlns:office="urn:oasis"><table/>'
Send = Callable[..., Path]


@pytest.fixture
def send(inbox: Path, programme: Programme, definition: Path) -> Send:
    """Puts a form of Mường So into the drop folder, stating when it was saved."""

    def sent(name: str, saved: str | None = None, **changes: Any) -> Path:
        answers: dict[Key, Any] = sample_of(programme, definition, CODE)
        for question, value in changes.items():
            field, _, part = question.partition("__")
            answers[field, part, 0] = value
        path = filled(inbox, programme, CODE, answers, name)
        state(path, saved)
        return path

    return sent


def state(path: Path, saved: str | None) -> None:
    """Rewrites what `path` says of when it was saved; None takes it out."""
    stated = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{saved}</dcterms:modified>'
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    core = parts["docProps/core.xml"].decode()
    core = re.sub(r"<dcterms:modified.*?</dcterms:modified>", stated if saved else "", core)
    parts["docProps/core.xml"] = core.encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)


def told(results: Results, *codes: str) -> list[Finding]:
    return [found for found in results.findings if found.code in codes]


def value_of(results: Results, field: str, part: str) -> Any:
    frame = results.frame
    mine = frame[(frame["field"] == field) & (frame["part"] == part) & (frame["row"] == 0)]
    return mine["value"].tolist()


def test_the_same_content_twice_counts_once(send: Send, inbox: Path, programme: Programme) -> None:
    path = send("a.xlsx", mau_giao__nam=100)
    shutil.copy(path, inbox / "b (1).xlsx")
    send("c.xlsx", mau_giao__nam="100")  # typed as text: the same answer
    results = collect(inbox, programme)
    assert [f.place.file for f in told(results, "same_twice")] == ["b (1).xlsx", "c.xlsx"]
    assert value_of(results, "mau_giao", "nam") == [100]
    assert results.balance.files_counted == 1
    assert results.balance.holds


def test_of_the_same_content_the_form_itself_counts_and_not_its_copy(
    send: Send, inbox: Path, programme: Programme
) -> None:
    path = send("xa_03589.xlsx")
    shutil.copy(path, inbox / "Copy of xa_03589.xlsx")
    [again] = told(collect(inbox, programme), "same_twice")
    assert again.place.file == "Copy of xa_03589.xlsx"


def test_a_returned_form_that_confirms_one_of_two_versions_settles_it(
    send: Send, inbox: Path, programme: Programme, definition: Path, tmp_path: Path
) -> None:
    send("a.xlsx", mau_giao__nam=100)
    send("b.xlsx", mau_giao__nam=101)
    results = run(inbox, tmp_path / "ra", programme, definition)
    assert told(results, "two_versions")
    [returned] = (tmp_path / "ra" / "tra_lai").glob("xa_03589*.xlsx")
    book = openpyxl.load_workbook(returned)
    assert cell(book, "mau_giao", "nam").value == "100 / 101 [?]"
    cell(book, "mau_giao", "nam").value = 101
    book.save(inbox / "da sua.xlsx")
    settled = collect(inbox, programme)
    assert not told(settled, "two_versions")
    assert value_of(settled, "mau_giao", "nam") == [101]
    assert settled.balance.holds


def test_doubts_about_a_form_that_gave_way_to_a_later_one_are_gone(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", "2023-12-01T08:00:00Z", mau_giao__tong=999)
    assert told(collect(inbox, programme), "sum_mismatch")
    send("b.xlsx", "2023-12-02T08:00:00Z")
    results = collect(inbox, programme)
    assert not told(results, "sum_mismatch")
    assert told(results, "later_version")
    assert results.balance.holds


@pytest.fixture
def corrected(
    send: Send, inbox: Path, programme: Programme, definition: Path, tmp_path: Path
) -> Callable[[Any], Results]:
    """A form with an error, and beside it the form that came back with one cell set to a value."""

    def made(value: Any) -> Results:
        path = send("a.xlsx", mau_giao__tong="rất nhiều", mau_giao__nam="2xx")
        book = openpyxl.load_workbook(path)
        book["Số liệu"]["J9"] = "12 cuộc"
        book.save(path)
        run(inbox, tmp_path / "ra", programme, definition)
        [returned] = (tmp_path / "ra" / "tra_lai").glob("xa_03589*.xlsx")
        book = openpyxl.load_workbook(returned)
        cell(book, "mau_giao", "tong").value = 476
        cell(book, "mau_giao", "nam").value = value
        [left] = [row for row in book[LIST_SHEET].iter_rows() if row[0].value == RETURNED_WARNING]
        assert left[RETURNED_FOUND].value == "12 cuộc"
        left[RETURNED_FOUND].value = None
        book.save(inbox / "moi.xlsx")
        return collect(inbox, programme)

    return made


def test_a_corrected_form_leaves_nothing_to_mend_in_the_one_before(
    corrected: Callable[[Any], Results], inbox: Path, tmp_path: Path
) -> None:
    from typer.testing import CliRunner

    results = corrected(237)
    found, cleared = (f for f in results.findings if f.code != "not_sent")
    assert (cleared.code, cleared.severity.value, cleared.cells) == ("cleared_in_list", "info", 0)
    assert "«12 cuộc»" in cleared.found
    assert (found.code, found.severity.value) == ("corrected_version", "info")
    assert (found.place.file, found.cells) == ("a.xlsx", 38)  # 37 answers and the note beside
    assert "moi.xlsx là biểu trả lại" in found.message
    assert "lưu sau" not in found.message
    assert "(rất nhiều / 476)" in found.message
    assert results.balance.holds
    done = CliRunner().invoke(app, ["merge", str(inbox), "-o", str(tmp_path / "lai")])
    assert done.exit_code == 0, done.output


def _without_ids(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for row in book["Số liệu"].iter_rows(min_row=2, max_col=1):
        row[0].value = None
    book.save(path)


ABOUT, BAD = {"mau_giao__nam": "khoảng 53"}, {"mau_giao__nu": "9x"}
NAM_90, NAM_91 = {"mau_giao__nam": 90}, {"mau_giao__nam": 91}


@pytest.mark.parametrize(
    ("sent", "mended", "code"),
    [
        ([ABOUT], {"nam": 53}, "corrected_version"),
        ([ABOUT | BAD], {"nam": 53}, "corrected_version"),
        ([ABOUT | BAD], {}, "returned_unsettled"),
        ([NAM_90, NAM_91], {"nam": 90}, "corrected_version"),
        ([NAM_90 | BAD, NAM_91 | BAD], {"nam": 90}, "corrected_version"),
        ([NAM_90, NAM_91], {}, "returned_unsettled"),
        ([{}], {}, "corrected_version"),
    ],
)
def test_that_nothing_is_settled_in_a_returned_form_is_said_where_nothing_is(
    send: Send,
    inbox: Path,
    programme: Programme,
    sent: Sequence[dict[str, Any]],
    mended: dict[str, Any],
    code: str,
) -> None:
    files = [send(f"{number}.xlsx", **changes) for number, changes in enumerate(sent)]
    if not any(sent):  # nothing is wrong in its answers
        _without_ids(files[0])
    folder = inbox.parent / "tra_lai"
    write_returned(folder, collect(inbox, programme))
    [form] = folder.glob("xa_03589*.xlsx")
    book = openpyxl.load_workbook(form)
    for part, value in mended.items():
        cell(book, "mau_giao", part).value = value
    book.save(inbox / "c.xlsx")
    results = collect(inbox, programme)
    said = {f.code for f in results.findings if f.place.file in {path.name for path in files}}
    assert said == {code}
    assert results.balance.holds


@pytest.fixture
def returned(
    send: Send, programme: Programme, definition: Path, inbox: Path, tmp_path: Path
) -> Callable[..., Path]:
    """The sample form with one part set to a value, as it came back and was saved at a time."""

    def made(name: str, saved: str | None, nam: int) -> Path:
        run(inbox, tmp_path / name, programme, definition)
        [form] = (tmp_path / name / "tra_lai").glob("xa_03589*.xlsx")
        book = openpyxl.load_workbook(form)
        cell(book, "mau_giao", "tong").value = 476
        cell(book, "mau_giao", "nam").value = nam
        book.save(inbox / name)
        state(inbox / name, saved)
        return inbox / name

    return made


@pytest.mark.parametrize(
    ("saved", "code"),
    [
        ("2023-12-20T08:00:00Z", "two_versions"),
        ("2023-12-14T08:00:00Z", "corrected_version"),
        ("2023-12-16T08:00:00Z", "corrected_version"),
        (None, "corrected_version"),
    ],
)
def test_a_form_saved_after_the_returned_one_is_not_passed_over(
    send: Send,
    inbox: Path,
    programme: Programme,
    returned: Callable[..., Path],
    saved: str | None,
    code: str,
) -> None:
    send("a.xlsx", "2023-12-14T08:00:00Z", mau_giao__tong=500)
    returned("b.xlsx", "2023-12-16T08:00:00Z", 237)
    send("c.xlsx", saved, mau_giao__tong=476, mau_giao__nam=238)
    results = collect(inbox, programme)
    codes = ("two_versions", "corrected_version", "later_version", "answers_dropped")
    assert {found.code for found in told(results, *codes)} == {code}
    assert value_of(results, "mau_giao", "nam") == ([] if code == "two_versions" else [237])
    assert results.balance.holds


def test_a_form_that_was_returned_twice_is_newer_where_it_was_saved_later(
    send: Send, inbox: Path, programme: Programme, returned: Callable[..., Path]
) -> None:
    send("a.xlsx", "2023-12-14T08:00:00Z", mau_giao__tong=500)
    returned("b.xlsx", "2023-12-16T08:00:00Z", 1)
    returned("c.xlsx", "2023-12-18T08:00:00Z", 237)
    results = collect(inbox, programme)
    assert [f.place.file for f in told(results, "corrected_version")] == ["a.xlsx", "b.xlsx"]
    assert value_of(results, "mau_giao", "nam") == [237]


def test_an_error_that_was_not_mended_is_told_of_the_form_that_counts_alone(
    corrected: Callable[[Any], Results],
) -> None:
    results = corrected("2xx")
    assert [(f.code, f.place.file) for f in results.findings if f.code != "not_sent"] == [
        ("not_a_number", "moi.xlsx"),
        ("corrected_version", "a.xlsx"),
        ("cleared_in_list", "moi.xlsx"),
    ]
    assert results.balance.holds


def test_a_copy_tells_only_what_stands_beside_its_answers(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", mau_giao__nam="2xx")
    book = openpyxl.load_workbook(send("a (1).xlsx", mau_giao__nam="2xx"))
    book["Số liệu"]["J9"] = "12 cuộc"
    book.save(inbox / "a (1).xlsx")
    results = collect(inbox, programme)
    assert [(f.code, f.place.file) for f in results.findings if f.code != "not_sent"] == [
        ("not_a_number", "a.xlsx"),
        ("outside_cell", "a (1).xlsx"),
        ("same_twice", "a (1).xlsx"),
    ]
    assert results.balance.holds


@pytest.mark.parametrize(
    ("later", "code"),
    [
        ({"mau_giao__nam": None}, "answers_dropped"),
        ({"mau_giao__nam": None, "mau_giao__nu": None}, "answers_dropped"),
        ({"mau_giao__nam": None, "mau_giao__nu": 91}, "later_version"),
        ({"mau_giao__nam": None, "mau_giao__ghi_chu": "không thống kê"}, "later_version"),
        ({"mau_giao__nam": 0}, "later_version"),
    ],
)
def test_a_later_version_that_only_drops_answers_is_told_so(
    send: Send, inbox: Path, programme: Programme, later: dict[str, Any], code: str
) -> None:
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100, mau_giao__nu=90)
    new = {"mau_giao__nam": 100, "mau_giao__nu": 90} | later
    send("b.xlsx", "2023-12-12T08:00:00Z", **new)
    results = collect(inbox, programme)
    [found] = told(results, "answers_dropped", "later_version")
    assert (found.code, found.severity.value) == (code, "warning")
    assert "--use" in found.message
    assert results.balance.holds


def test_a_corrected_form_that_only_drops_answers_is_told_so(
    send: Send, inbox: Path, corrected: Callable[[Any], Results], programme: Programme
) -> None:
    corrected(237)
    (inbox / "a.xlsx").unlink()
    send("a.xlsx", mau_giao__tong=476, mau_giao__nam=237, tieu_hoc__ghi_chu="đã hỏi trường")
    [found] = told(collect(inbox, programme), "answers_dropped")
    assert "(đã hỏi trường / trống)" in found.message


ROW, OTHER = ("Khác", "Ký cam kết", 5, 50, 60, "Cấp xã"), ("Khác", "Thi vẽ", 2, 20, 30, "Cấp xã")
SHORT = ("Khác", "Ký cam kết", 5, None, 60, "Cấp xã")


@pytest.fixture
def with_rows(send: Send) -> Callable[..., None]:
    """A form whose table has these rows, and in the cell before it an answer."""

    def made(name: str, saved: str, rows: Sequence[Sequence[Any]], answer: str = "Có") -> None:
        path = send(name)
        book = openpyxl.load_workbook(path)
        sheet = book["Biểu 1 - Hoạt động"]
        sheet["D4"] = answer
        for number in range(9, 14):
            row = rows[number - 9] if number - 9 < len(rows) else [None] * 6
            for column, value in zip("CDEFGH", row, strict=True):
                sheet[f"{column}{number}"] = value
        book.save(path)
        state(path, saved)

    return made


@pytest.mark.parametrize(
    ("rows", "answer", "code"),
    [
        (([ROW, ROW, OTHER], [ROW, OTHER]), "Có", "later_version"),
        (([ROW, OTHER, ROW], [OTHER, ROW]), "Có", "later_version"),
        (([ROW, ROW, SHORT], [ROW, SHORT]), "Có", "later_version"),
        (([ROW, ROW, OTHER], [ROW]), "Có", "answers_dropped"),
        (([ROW, OTHER], [OTHER]), "Có", "answers_dropped"),
        (([ROW, OTHER], []), "Không", "later_version"),
        (([ROW, OTHER], []), "Có", "answers_dropped"),
    ],
)
def test_rows_that_were_to_be_deleted_are_not_dropped(
    with_rows: Callable[..., None],
    inbox: Path,
    programme: Programme,
    rows: tuple[Sequence[Any], Sequence[Any]],
    answer: str,
    code: str,
) -> None:
    with_rows("a.xlsx", "2023-12-10T08:00:00Z", rows[0], answer)
    with_rows("b.xlsx", "2023-12-12T08:00:00Z", rows[1], answer)
    results = collect(inbox, programme)
    [found] = told(results, "answers_dropped", "later_version")
    assert found.code == code
    assert results.balance.holds


@pytest.mark.parametrize(
    ("later", "code"),
    [
        ({}, "later_version"),
        ({"tieu_hoc__nam": None}, "answers_dropped"),
    ],
)
def test_a_note_that_was_to_be_deleted_is_not_dropped(
    send: Send, inbox: Path, programme: Programme, later: dict[str, Any], code: str
) -> None:
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__ghi_chu="ước khoảng")
    assert told(collect(inbox, programme), "approximate_note")
    send("b.xlsx", "2023-12-12T08:00:00Z", **later)
    [found] = told(collect(inbox, programme), "answers_dropped", "later_version")
    assert found.code == code


def test_of_three_versions_each_cell_says_what_every_file_holds(
    send: Send, inbox: Path, programme: Programme
) -> None:
    for number, name in enumerate(("a.xlsx", "b.xlsx", "c.xlsx"), start=100):
        send(name, mau_giao__nam=number, mau_giao__nu=90 + (name == "c.xlsx"))
    [found] = told(collect(inbox, programme), "two_versions")
    assert "a.xlsx, b.xlsx và c.xlsx" in found.message
    assert "ô E13 trang Số liệu (100 / 101 / 102)" in found.message
    assert "ô E14 trang Số liệu (90 / 90 / 91)" in found.message


def test_the_place_of_what_differs_is_that_of_a_file_which_has_it(
    send: Send, inbox: Path, programme: Programme
) -> None:
    """Of three copies each has lost other sheets."""
    for name, sheet in (
        ("a.xlsx", "Biểu 1 - Hoạt động"),
        ("b.xlsx", "Số liệu"),
        ("c.xlsx", "Số liệu"),
    ):
        path = send(name, kho_khan__noi_dung=name)
        book = openpyxl.load_workbook(path)
        del book[sheet]
        book.save(path)
        state(path, None)
    [found] = told(collect(inbox, programme), "two_versions")
    assert "ô E13 trang Số liệu (237 / trống / trống)" in found.message
    assert "ô  trang " not in found.message


def test_a_file_that_cannot_be_read_is_told_of_the_unit_that_its_name_names(
    send: Send, inbox: Path, programme: Programme
) -> None:
    path = send("xa_03562_xa-vang-ma-chai.xlsx")
    path.write_bytes(path.read_bytes()[:5000])
    (inbox / "anh 03565.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    results = collect(inbox, programme)
    [damaged] = told(results, "damaged_file")
    assert damaged.place.unit == "Xã Vàng Ma Chải"
    silent = {found.place.unit_code for found in told(results, "not_sent")}
    assert "03562" not in silent
    assert "03565" not in silent
    [perhaps] = told(results, "perhaps_sent")  # a picture is no form, but somebody sent it
    assert (perhaps.place.unit_code, perhaps.found) == ("03565", "anh 03565.png")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])


def _of_last_year(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    next(row for row in book[IDENTITY_SHEET].iter_rows() if row[0].value == "year")[1].value = 2022
    book.save(path)


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("xa_03589 (1).xlsx", _cut),
        ("Mường So hỏng.xlsx", _cut),
        ("xa_03589.fods", lambda path: path.write_bytes(FODS)),
        ("xa_03589.html", lambda path: path.write_bytes(b"<html><table><tr><td>1")),
        ("xa_03589 cu.xlsx", _of_last_year),
        ("xa_03589 0.xlsx", lambda path: path.write_bytes(b"")),
    ],
)
def test_a_dead_file_is_no_error_where_another_of_its_unit_counts(
    send: Send, inbox: Path, programme: Programme, name: str, spoil: Callable[[Path], object]
) -> None:
    """Nor is anything more than a warning, which ends when somebody says which file is right."""
    counts, dead = send("a.xlsx"), send(name)
    spoil(dead)
    results = collect(inbox, programme)
    [found] = [f for f in results.findings if f.place.file == name]
    assert (found.code, found.severity.value) == ("left_out_later", "warning")
    assert "(a.xlsx)" in found.message
    assert not [f for f in results.findings if f.severity.value == "error"]
    assert results.balance.files_counted == 1
    assert results.balance.holds
    again = collect(inbox, programme, used=["a.xlsx"])
    assert told(again, "left_out_later", "choice_not_counted") == []
    counts.unlink()
    [found] = [f for f in collect(inbox, programme).findings if f.place.file == name]
    assert found.severity.value == "error"


def test_a_dead_file_that_states_an_earlier_time_is_only_told(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", "2023-12-10T08:00:00Z")
    dead = send("b.xlsx")
    _of_last_year(dead)
    state(dead, "2022-12-10T08:00:00Z")
    assert told(collect(inbox, programme), "left_out_beside")
    state(dead, "2023-12-11T08:00:00Z")
    assert told(collect(inbox, programme), "left_out_later")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("Khổng Lào.zip", b"PK\x05\x06" + bytes(18), "03583"),
        ("Bản Lang.pdf", b"%PDF-1.4", "03577"),
        ("UBND xã Sì Lở Lầu.jpg", b"\xff\xd8\xff\xe0", "03550"),
        ("khong lao.xlsx", b"", "03583"),
    ],
)
def test_a_file_named_for_a_unit_that_is_no_form_is_told_with_the_unit(
    inbox: Path, programme: Programme, tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    (inbox / name).write_bytes(content)
    results = collect(inbox, programme)
    [found] = told(results, "perhaps_sent")
    assert (found.place.unit_code, found.found) == (code, name)
    assert code not in {found.place.unit_code for found in told(results, "not_sent")}
    write_returned(tmp_path / "tra_lai", results)
    words = (tmp_path / "tra_lai" / MESSAGES).read_text(encoding="utf-8-sig")
    assert words.count(f"có nhận được tệp {name} ghi tên đơn vị") == 1
    assert results.balance.holds


@pytest.mark.parametrize(
    ("name", "first", "units"),
    [
        ("xa Muong So.xlsx", "BÁO CÁO", ["03589"]),
        ("bao cao.xlsx", "UBND XÃ MƯỜNG SO", ["03589"]),
        ("bao cao.xlsx", "Học sinh xã Mường So", []),
    ],
)
def test_a_units_own_table_is_no_form_but_something_came(
    inbox: Path, programme: Programme, name: str, first: str, units: list[str]
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"], book.worksheets[0]["A2"] = first, "Học sinh mẫu giáo"
    book.save(inbox / name)
    results = collect(inbox, programme)
    assert [found.place.unit_code for found in told(results, "perhaps_sent")] == units
    assert not {found.place.unit_code for found in told(results, "not_sent")} & set(units)
    assert told(results, "not_a_form")


def test_an_empty_form_beside_the_filled_one_asks_for_nothing(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", mau_giao__nam=100)
    blank = filled(inbox, programme, CODE, {}, "trong.xlsx")
    book = openpyxl.load_workbook(blank)
    book["Số liệu"]["J9"] = "xem tệp a"
    book.save(blank)
    results = collect(inbox, programme)
    [beside] = told(results, "outside_cell")  # nobody else says it
    assert (beside.place.file, beside.found) == ("trong.xlsx", "xem tệp a")
    [found] = told(results, "blank_beside")
    assert (found.place.file, found.severity.value) == ("trong.xlsx", "info")
    assert "a.xlsx" in found.message
    assert told(results, "blank_form") == []
    assert results.balance.holds


def test_a_file_that_names_no_unit_and_is_no_form_is_nobodys(
    inbox: Path, programme: Programme
) -> None:
    (inbox / "anh huyện Phong Thổ.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert told(collect(inbox, programme), "perhaps_sent") == []


def test_different_files_that_state_no_time_count_not_at_all(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("cu.xlsx", mau_giao__nam=100, mau_giao__nu=90)
    send("moi.xlsx", mau_giao__nam=101, mau_giao__nu=91)
    results = collect(inbox, programme)
    [found] = told(results, "two_versions")
    assert found.severity.value == "error"
    assert "ô E13 trang Số liệu (100 / 101); ô E14 trang Số liệu (90 / 91)" in found.message
    assert "cu.xlsx và moi.xlsx" in found.message
    assert results.frame.empty
    assert not told(results, "not_sent") or CODE not in [
        f.place.unit_code for f in told(results, "not_sent")
    ]
    assert results.balance.holds


def test_the_later_of_two_by_what_the_forms_state_counts_and_is_told(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("z_cu.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100)
    send("a_moi.xlsx", "2023-12-12T08:00:00Z", mau_giao__nam=101)
    results = collect(inbox, programme)
    [found] = told(results, "later_version")
    assert (found.place.file, found.severity.value) == ("z_cu.xlsx", "warning")
    assert "(100 / 101)" in found.message
    assert value_of(results, "mau_giao", "nam") == [101]
    assert results.balance.holds


@pytest.mark.parametrize("other", [None, "2023-12-10T08:00:00Z", "hôm qua"])
def test_a_time_that_decides_nothing_is_not_used(
    send: Send, inbox: Path, programme: Programme, other: str | None
) -> None:
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100)
    send("b.xlsx", other, mau_giao__nam=101)
    assert told(collect(inbox, programme), "two_versions")


def test_properties_full_of_spaces_state_no_time(
    send: Send, inbox: Path, programme: Programme
) -> None:
    """Nobody watches over this search: it must not look at each space again for each other."""
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100)
    send("b.xlsx", " " * 900_000 + "2023-12-12T08:00:00Z", mau_giao__nam=101)
    assert told(collect(inbox, programme), "two_versions")


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


def test_a_file_that_states_no_readable_time_ends_nothing(
    send: Send, inbox: Path, programme: Programme
) -> None:
    """The properties of one of two versions are damaged: readers of cells never look at them."""
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100)
    path = send("b.xlsx", "2023-12-11T08:00:00Z", mau_giao__nam=101)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("docProps/core.xml")
    start = info.header_offset + 30 + len(info.filename)
    content[start : start + 20] = b"\xff" * 20
    path.write_bytes(content)
    assert collect(inbox, programme).balance.holds
