"""A form that comes back untouched settles nothing: no doubt is cleared, no cell counts anew."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.workbook import Workbook

from bdg_excel.findings import OUTSIDE, Finding, Severity
from bdg_excel.layout import (
    OPEN,
    RETURNED_ERROR,
    RETURNED_FOUND,
    RETURNED_PLACE,
    RETURNED_WARNING,
)
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.results import Results
from bdg_excel.returned import write_returned
from bdg_excel.template import LIST_SHEET, form_name
from tests.builders import cell, filled, sample_of
from tests.conftest import Convert
from tests.forms import saved_at

CODE = "03589"
TABLE, QUESTIONS = "Biểu 1 - Hoạt động", "Số liệu"
ROW = ("Khác", "Ký cam kết", 5, 50, 60, "Cấp xã")
COPY = " (2)"
Cells = Mapping[str, Any]
Case = Callable[[Workbook], None]


def cells(sheet: str, typed: Cells, copy: Cells | None = None) -> Case:
    """What types `typed` into a sheet, and `copy` into a copy of it."""

    def change(book: Workbook) -> None:
        if copy is not None:
            again = book.copy_worksheet(book[sheet])
            again.title = f"{sheet}{COPY}"
            for at, value in copy.items():
                again[at] = value
        for at, value in typed.items():
            book[sheet][at] = value

    return change


def row(number: int, *typed: Any) -> dict[str, Any]:
    return {f"{column}{number}": value for column, value in zip("CDEFGH", typed, strict=False)}


def merged(book: Workbook) -> None:
    book[QUESTIONS].merge_cells("E13:E14")


IN_TOTAL_PLACE = cells(TABLE, row(8, *ROW))
NUMBERS_IN_TOTAL_PLACE = cells(
    TABLE, dict.fromkeys(("C9", "D9", "E9", "F9", "G9", "H9")) | {"E8": 5, "F8": 50, "G8": 60}
)
PERHAPS_TOTAL = cells(
    TABLE,
    row(13, "Cấp xã", None, 6, 100, 160) | row(14, *ROW[:2], 6, 100, 160),
)
ROWS_IN_DISPUTE = cells(TABLE, {}, {"C9": "Khác", "D9": "Ký", "E9": 7})
CELLS_IN_DISPUTE = cells(QUESTIONS, {"E13": 237}, {"E13": 240, "E29": "Không"})
COPIED_QUESTION = cells(QUESTIONS, {"A50": "mau_giao.nam", "E50": 7})
BESIDE = cells(QUESTIONS, {"J9": "12 cuộc"})
ASIDES = cells(TABLE, row(13, "Trong đó:", None, 1, 1, 1) | row(15, "Ghi chú: chưa đủ"))
NAME_WITHOUT_RESULT = cells(TABLE, row(10, "=Z1", "Bản C", 7, 8, 9, "Cấp xã"))
SAME_AS_HELD = cells(
    TABLE,
    row(10, "Hội nghị, hội thảo", "Bản A", 2, 30, 40)
    | row(11, "Khác", "-", 3, 32, 42, "Cấp xã")
    | row(12, "nt", "Bản C", 7, 8, 9, "Cấp xã"),
)
NUMBERED_TOTAL = cells(
    TABLE,
    row(13, "Cấp xã", None, 6, 100, 160) | row(14, *ROW[:2], 6, 100, 160) | {"B13": "II"},
)
NUMBERED_IN_TOTAL_PLACE = cells(TABLE, {"B8": "II"} | row(8, *ROW))
COPIED_COLUMN = cells(QUESTIONS, {"I1": "tra_loi", "I5": "Số liệu", "I12": 470, "I13": 230})


@pytest.fixture
def sent(inbox: Path, programme: Programme, definition: Path) -> Callable[[Case], Results]:
    """The sample's form after a change of its workbook, in the drop folder and read."""

    def made(change: Case) -> Results:
        path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE), "a.xlsx")
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return collect(inbox, programme)

    return made


@pytest.fixture
def back(inbox: Path, programme: Programme, tmp_path: Path) -> Callable[[Results], Path]:
    """Puts the unit's returned form into the drop folder, beside what it sent."""

    def given(results: Results) -> Path:
        write_returned(tmp_path / "tra_lai", results)
        target = inbox / "b.xlsx"
        shutil.copy(tmp_path / "tra_lai" / form_name(programme.units_by_code[CODE]), target)
        return target

    return given


def grave(results: Results, *severities: Severity) -> list[Finding]:
    return [found for found in results.findings if found.severity in severities]


def sums(results: Results) -> dict[tuple[str, str], Any]:
    """What all counted numbers come to, by question; how many cells count, under no question."""
    found: dict[tuple[str, str], Any] = {("", ""): results.balance.cells_counted}
    for reply in results.replies:
        for value in reply.values:
            if value.number is not None:
                at = value.field, value.part
                found[at] = found.get(at, 0) + value.number
    return found


def type_into(path: Path, typed: Cells) -> None:
    """Types into the sheet of questions of a form that is there."""
    book = openpyxl.load_workbook(path)
    for at, value in typed.items():
        book[QUESTIONS][at] = value
    book.save(path)


def held(path: Path, sheet: str, at: str) -> Any:
    return openpyxl.load_workbook(path)[sheet][at].value


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (IN_TOTAL_PLACE, ["row_left_open"]),
        (NUMBERS_IN_TOTAL_PLACE, ["left_open"] * 3),
        (PERHAPS_TOTAL, ["row_left_open"]),
        (ROWS_IN_DISPUTE, ["row_left_open"] * 2),
        (CELLS_IN_DISPUTE, ["left_open"] * 2),
        (COPIED_QUESTION, ["left_open"]),
        (COPIED_COLUMN, ["left_in_list"]),
        (NAME_WITHOUT_RESULT, ["left_open"]),
        (SAME_AS_HELD, ["row_left_open", "left_open"]),
        (NUMBERED_TOTAL, ["row_left_open"]),
        (NUMBERED_IN_TOTAL_PLACE, ["row_left_open"]),
    ],
)
def test_an_untouched_return_clears_no_error_and_counts_no_more(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
    change: Case,
    codes: list[str],
) -> None:
    before = sent(change)
    assert grave(before, Severity.ERROR)
    back(before)
    for of_the_sent in ({"returned_unsettled"}, set()):
        again = collect(inbox, programme)
        assert [found.code for found in grave(again, Severity.ERROR)] == codes
        assert all(found.place.file == "b.xlsx" for found in grave(again, Severity.ERROR))
        assert sums(again) == sums(before)
        told = {found.code for found in again.findings if found.place.file == "a.xlsx"}
        assert told == of_the_sent
        assert again.balance.holds
        (inbox / "a.xlsx").unlink(missing_ok=True)  # then the returned form by itself


@pytest.mark.parametrize(
    ("change", "texts"), [(BESIDE, ["12 cuộc"]), (ASIDES, ["Trong đó: | 1", "Ghi chú: chưa đủ"])]
)
def test_what_the_form_has_no_cell_for_is_told_until_it_is_cleared_from_the_list(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
    change: Case,
    texts: list[str],
) -> None:
    before = sent(change)
    path = back(before)
    again = grave(collect(inbox, programme), Severity.ERROR, Severity.WARNING)
    told = [found for found in again if found.place.sheet == LIST_SHEET]
    assert [found.code for found in told] == ["kept_in_list"] * len(texts)
    for found, text in zip(told, texts, strict=True):
        assert found.found.startswith(text)
    assert len(again) == len(grave(before, Severity.ERROR, Severity.WARNING))
    for line in openpyxl.load_workbook(path)[LIST_SHEET].iter_rows():
        if line[0].value in (RETURNED_ERROR, RETURNED_WARNING):
            assert not line[RETURNED_FOUND].protection.locked
    clear(path)
    cleared = collect(inbox, programme)
    assert not grave(cleared, Severity.ERROR, Severity.WARNING)
    reasons = [f.found for f in cleared.findings if f.code == "cleared_in_list"]
    assert len(reasons) == len(texts)
    for reason, text in zip(reasons, texts, strict=True):
        assert text.partition(" | ")[0] in reason
    assert cleared.balance.holds


def test_what_stands_in_the_list_is_named_line_by_line_however_long_it_is(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
) -> None:
    """The list is all that holds it, and it is told again from round to round."""

    def many(book: Workbook) -> None:
        for number in range(18):
            book[QUESTIONS][f"J{9 + number}"] = f"chuyện {number}"
            book[TABLE][f"K{9 + number}"] = f"việc {number}"

    results = sent(many)
    for _ in range(3):
        again = back(results)
        (inbox / "a.xlsx").unlink(missing_ok=True)
        results = collect(inbox, programme)
        found = {f.found for f in results.findings if f.code == "kept_in_list"}
        assert len(found) == 36
        assert "outside_many" not in {f.code for f in results.findings}
        assert results.balance.holds
        again.rename(inbox / "a.xlsx")


def test_the_list_holds_the_text_of_every_stray_cell(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
) -> None:
    """A sheet full of them is one finding more, and nothing of it is lost to the unit."""
    typed = {f"J{number}": f"chuyện {number}" for number in range(9, 69)}
    before = sent(cells(QUESTIONS, typed))
    [many] = [found for found in before.findings if found.code == "outside_many"]
    assert (many.found, many.cells) == ("40", 40)
    path = back(before)
    lines = list(openpyxl.load_workbook(path)[LIST_SHEET].iter_rows(values_only=True))
    held = [line for line in lines if line[0] == RETURNED_WARNING]
    assert {line[RETURNED_FOUND] for line in held} == set(typed.values())
    assert all(f"ô {at} " in line[RETURNED_PLACE] for at, line in zip(typed, held, strict=True))
    again = collect(inbox, programme)
    assert {found.place.file for found in again.findings if found.code in OUTSIDE} == {"b.xlsx"}
    assert again.balance.holds
    clear(path)
    assert not grave(collect(inbox, programme), Severity.ERROR, Severity.WARNING)


def test_a_copy_that_has_other_words_in_one_of_many_stray_cells_is_told(
    sent: Callable[[Case], Results], inbox: Path, programme: Programme
) -> None:
    sent(cells(QUESTIONS, {f"J{number}": f"chuyện {number}" for number in range(9, 69)}))
    shutil.copy(inbox / "a.xlsx", inbox / "a (1).xlsx")
    for text, files in (("chuyện 60", {"a.xlsx"}), ("khác", {"a.xlsx", "a (1).xlsx"})):
        type_into(inbox / "a (1).xlsx", {"J60": text})
        results = collect(inbox, programme)
        told = {found.place.file for found in results.findings if found.code == "outside_many"}
        assert told == files
        assert results.balance.holds


def test_an_equal_copy_of_a_returned_form_says_nothing_twice(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
) -> None:
    path = back(sent(BESIDE))
    shutil.copy(path, inbox / "b (1).xlsx")
    again = collect(inbox, programme)
    assert [f.place.file for f in again.findings if f.code == "kept_in_list"] == ["b.xlsx"]
    assert again.balance.holds


def clear(path: Path, *texts: str) -> None:
    """Clears the lines of the list that hold one of `texts`; without any, all of them."""
    book = openpyxl.load_workbook(path)
    for line in book[LIST_SHEET].iter_rows():
        is_open = line[0].value in (RETURNED_ERROR, RETURNED_WARNING)
        if is_open and (not texts or line[RETURNED_FOUND].value in texts):
            line[RETURNED_FOUND].value = None
    book.save(path)


@pytest.mark.parametrize("first", [True, False])
def test_of_equal_copies_the_one_from_which_more_was_cleared_counts(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
    first: bool,
) -> None:
    path = back(sent(BESIDE))
    copy = inbox / "b (1).xlsx"
    shutil.copy(path, copy)
    clear(path if first else copy)
    again = collect(inbox, programme)
    assert not grave(again, Severity.ERROR, Severity.WARNING)
    assert [reply.file for reply in again.replies] == [(path if first else copy).name]
    assert [f.code for f in again.findings if f.place.file == "a.xlsx"] == ["corrected_version"]
    assert again.balance.holds


@pytest.mark.parametrize("typed", ["12 cuộc", "Đã sửa"])
def test_copies_of_the_sent_form_and_words_in_the_list_tell_nothing_twice(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
    typed: str,
) -> None:
    path = back(sent(cells(QUESTIONS, {"J9": "12 cuộc", "E13": "1.5"})))
    shutil.copy(inbox / "a.xlsx", inbox / "a (1).xlsx")
    type_into(path, {"E13": 237})
    book = openpyxl.load_workbook(path)
    [line] = [row for row in book[LIST_SHEET].iter_rows() if row[0].value == RETURNED_WARNING]
    line[RETURNED_FOUND].value = typed
    book.save(path)
    again = collect(inbox, programme)
    told = [(f.place.file, f.found) for f in grave(again, Severity.ERROR, Severity.WARNING)]
    assert told == [("b.xlsx", typed)]
    assert again.balance.holds


def test_what_was_cleared_stays_so_from_round_to_round(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
) -> None:
    """All files stay in the folder; each says where its unit wrote it, and why that is doubtful."""
    results = sent(cells(QUESTIONS, {"J9": "chuyện X", "J10": "chuyện Y"}))
    for name, texts in (("1.xlsx", ["chuyện X"]), ("2.xlsx", ["không có"]), ("3.xlsx", [])):
        back(results).rename(inbox / name)
        clear(inbox / name, *texts)
        results = collect(inbox, programme)
        told = grave(results, Severity.ERROR, Severity.WARNING)
        left = [] if name == "3.xlsx" else [(name, "chuyện Y")]
        assert [(f.place.file, f.found) for f in told] == left
        assert all(
            "Lý do đã nêu: Trang Số liệu, ô J10 (trong tệp đã gửi): " in f.message for f in told
        )
        assert all(f.message.count("Lý do đã nêu") == 1 for f in told)
        assert results.balance.holds


def test_a_cleared_line_settles_nothing_in_another_cell_of_another_file(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
) -> None:
    path = back(sent(cells(QUESTIONS, {"J9": "12 cuộc", "E13": "1.5"})))
    clear(path)
    type_into(path, {"E13": 237})
    shutil.copy(inbox / "a.xlsx", inbox / "d.xlsx")
    type_into(inbox / "d.xlsx", {"J9": None, "J30": "12 cuộc"})
    again = collect(inbox, programme)
    told = [(f.place.file, f.place.cell) for f in grave(again, Severity.ERROR, Severity.WARNING)]
    assert told == [("d.xlsx", "J30")]
    assert again.balance.holds


def test_a_list_that_was_taken_out_settles_nothing(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
) -> None:
    path = back(sent(cells(QUESTIONS, {"J9": "12 cuộc", "E13": "1.5"})))
    type_into(path, {"E13": 237})
    book = openpyxl.load_workbook(path)
    del book[LIST_SHEET]
    book.save(path)
    again = collect(inbox, programme)
    told = [(f.place.file, f.found) for f in grave(again, Severity.ERROR, Severity.WARNING)]
    assert told == [("a.xlsx", "12 cuộc")]
    assert again.balance.holds


def test_versions_that_differ_in_the_name_of_a_row_alone_leave_its_numbers(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
) -> None:
    sent(cells(TABLE, row(10, *ROW)))
    (inbox / "a.xlsx").rename(inbox / "c.xlsx")
    sent(cells(TABLE, row(10, "Ký cam kết", *ROW[1:])))
    for name in ("a.xlsx", "c.xlsx"):
        saved_at(inbox / name, "2023-12-01T08:00:00Z")
    path = back(collect(inbox, programme))
    assert held(path, TABLE, "C10") == f"{OPEN} Ký cam kết / Khác"
    again = collect(inbox, programme)
    assert [f.place.cell for f in grave(again, Severity.ERROR)] == ["C10"]
    assert sums(again)["hoat_dong", "so_cuoc"] == 6


def test_a_row_that_was_set_aside_comes_back_marked_and_counts_without_the_sign(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
) -> None:
    before = sent(IN_TOTAL_PLACE)
    path = back(before)
    book = openpyxl.load_workbook(path)
    [at] = [c.coordinate for c in book[TABLE]["C"] if str(c.value).endswith(OPEN)]
    found = [c.value for c in book[TABLE][at[1:]][2:8]]
    assert found == [f"{ROW[0]} {OPEN}", *ROW[1:]]
    assert f"bỏ dấu {OPEN}" in book[TABLE][at].comment.text
    assert f"dấu {OPEN}" in book[LIST_SHEET]["B4"].value
    book[TABLE][at] = ROW[0]
    book.save(path)
    settled = collect(inbox, programme)
    assert not grave(settled, Severity.ERROR)
    assert sums(settled)["hoat_dong", "nam"] == sums(before)["hoat_dong", "nam"] + 50
    assert [f.code for f in settled.findings if f.place.file == "a.xlsx"] == ["corrected_version"]


def test_both_rows_in_dispute_and_both_answers_come_back(
    sent: Callable[[Case], Results], back: Callable[[Results], Path]
) -> None:
    path = back(sent(ROWS_IN_DISPUTE))
    names = [c.value for c in openpyxl.load_workbook(path)[TABLE]["C"]]
    assert [str(name).endswith(OPEN) for name in names].count(True) == 2
    path.unlink()
    path = back(sent(CELLS_IN_DISPUTE))
    assert held(path, QUESTIONS, "E13") == f"237 / 240 {OPEN}"
    assert held(path, QUESTIONS, "E29") == f"Có / Không {OPEN}"


def test_of_two_versions_an_untouched_return_settles_no_cell(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
) -> None:
    sent(cells(QUESTIONS, {"E13": 238, "G12": "đã sửa"}))
    (inbox / "a.xlsx").rename(inbox / "c.xlsx")
    sent(cells(QUESTIONS, {}))
    for name in ("a.xlsx", "c.xlsx"):
        saved_at(inbox / name, "2023-12-01T08:00:00Z")
    both = collect(inbox, programme)
    assert [found.code for found in grave(both, Severity.ERROR)] == ["two_versions"]
    back(both)
    again = collect(inbox, programme)
    assert [f.place.cell for f in again.findings if f.code == "left_open"] == ["G12", "E13"]
    assert {f.code for f in again.findings if f.place.file in ("a.xlsx", "c.xlsx")} == {
        "returned_unsettled"
    }


def struck(book: Workbook) -> None:
    book[QUESTIONS]["E13"].font = Font(strike=True)


def shown_as(number_format: str) -> Case:
    def change(book: Workbook) -> None:
        book[QUESTIONS]["E13"], book[QUESTIONS]["E13"].number_format = 39, number_format

    return change


@pytest.mark.parametrize(
    "change",
    [shown_as('0"00"'), shown_as("0%"), shown_as("0,"), merged, struck],
    ids=["digits", "percent", "thousands", "merged", "struck"],
)
def test_a_doubt_that_only_the_sent_file_shows_stays_open(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
    change: Case,
) -> None:
    """Sent back untouched, the form says nothing new: so nothing of it counts."""
    before = sent(change)
    path = back(before)
    assert str(held(path, QUESTIONS, "E13")).endswith((OPEN, "%"))
    (inbox / "a.xlsx").unlink()
    again = collect(inbox, programme)
    assert [found.place.cell for found in grave(again, Severity.ERROR)] == ["E13"]
    assert sums(again) == sums(before)


def test_a_long_text_keeps_the_sign(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
) -> None:
    def long(book: Workbook) -> None:
        merged(book)
        cell(book, "mau_giao", "nam").value = f"39{' ' * 32_763}"

    before = sent(long)
    path = back(before)
    assert held(path, QUESTIONS, "E13") == f"39 {OPEN}"
    again = collect(inbox, programme)
    assert sums(again) == sums(before)


def test_remedies_speak_of_what_the_returned_form_has(
    sent: Callable[[Case], Results], back: Callable[[Results], Path]
) -> None:
    path = back(sent(merged))
    told = openpyxl.load_workbook(path)[QUESTIONS]["E13"].comment.text
    assert "Bỏ gộp" not in told
    assert told.endswith(f"Xong thì bỏ dấu {OPEN}.")


def test_the_signs_outlive_other_programs(
    sent: Callable[[Case], Results],
    back: Callable[[Results], Path],
    inbox: Path,
    programme: Programme,
    soffice: Convert,
    tmp_path: Path,
) -> None:
    def both(book: Workbook) -> None:
        IN_TOTAL_PLACE(book)
        BESIDE(book)
        merged(book)

    before = sent(both)
    path = back(before)
    path.unlink()
    wanted = ["row_left_open", "left_open", "kept_in_list"]
    source = tmp_path / "tra_lai" / form_name(programme.units_by_code[CODE])
    for kind in ("xls", "ods"):
        (made,) = soffice([source], kind, tmp_path / kind)
        target = inbox / f"b.{kind}"
        shutil.copy(made, target)
        again = collect(inbox, programme)
        codes = [found.code for found in grave(again, Severity.ERROR, Severity.WARNING)]
        assert [code for code in codes if code in wanted] == wanted, kind
        assert sums(again) == sums(before), kind
        target.unlink()
