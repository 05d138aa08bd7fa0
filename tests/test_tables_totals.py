"""Totals in tables: typed over the form's own, put first or in between, and rows that are none."""

import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bdg_excel.findings import Place
from bdg_excel.layout import TableSheet, layouts
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.reader.answers.body import Body
from bdg_excel.reader.answers.form import read_form
from bdg_excel.reader.answers.lines import Line
from bdg_excel.reader.files.facts import place
from bdg_excel.reader.files.workbook import grids
from bdg_excel.results import Results
from tests.builders import filled, sample_of
from tests.conftest import Convert
from tests.table_results import codes, events, told
from tests.table_rows import CODE, EMPTY, TABLE, Row, collected, rows

Type = Callable[[Mapping[str, Any]], Results]


@pytest.fixture
def typed(inbox: Path, programme: Programme, definition: Path) -> Type:
    """Types into cells of the sample form's table, below its one row, and collects the folder."""

    def typing(cells: Mapping[str, Any]) -> Results:
        return collected(inbox, programme, definition, cells)

    return typing


# ---------------------------------------------------------------- over the form's own totals


@pytest.mark.parametrize(
    ("cells", "place", "gaps"),
    [
        ({"E8": 99}, "E8", ["Số cuộc/Đoàn ghi 99, các dòng được tính cộng lại 1"]),
        (
            {"E8": 5, "F8": 6, "G8": 7},
            "E8",
            ["Đoàn ghi 5, các dòng được tính cộng lại 1", "Nam ghi 6, ", "Nữ ghi 7, "],
        ),
        (
            {"F8": 6, "G8": 2},
            "F8",
            ["Nam ghi 6, các dòng được tính cộng lại 2. Chỉ"],
        ),
        ({"F8": -6.5}, "F8", ["Nam ghi -6,5, các dòng được tính cộng lại 2"]),
    ],
)
def test_numbers_typed_over_the_totals_are_told_with_what_the_rows_come_to(
    typed: Type, cells: dict[str, Any], place: str, gaps: list[str]
) -> None:
    results = typed(cells)
    assert codes(results) == [("total_overwritten", place, len(cells))]
    [found] = told(results)
    assert all(gap in found.message for gap in gaps)
    assert "Nữ ghi 2" not in found.message
    assert events(results) == [1]
    assert results.balance.holds
    assert results.balance.cells == results.balance.cells_counted + len(cells)


NO_PEOPLE = dict.fromkeys(("F9", "G9"))


@pytest.mark.parametrize(
    ("cells", "place", "number"),
    [
        ({"C8": "Hội thi", "D8": "Nấu ăn", "E8": 1, "F8": 2, "G8": 2}, "C8", 5),
        ({"C8": "Hội thi", "E8": 5}, "C8", 2),
        ({"B8": 1, "C8": "Hội thi", "E8": "5 cuộc", "H8": "Cấp xã"}, "C8", 4),
        (EMPTY | {"E8": 5, "F8": 60}, "E8", 2),
        (NO_PEOPLE | {"F8": 60, "G8": 40}, "F8", 2),
    ],
)
def test_a_row_in_the_place_of_the_totals_is_told_as_a_whole(
    typed: Type, cells: dict[str, Any], place: str, number: int
) -> None:
    results = typed(cells)
    mine = [found for found in told(results) if found.place.cell.endswith("8")]
    assert [(f.code, f.place.cell, f.cells) for f in mine] == [
        ("row_in_total_place", place, number)
    ]
    assert mine[0].severity.value == "error"
    assert "có thể là một dòng số liệu, có thể là số tổng" in mine[0].message
    assert results.balance.holds


def test_one_word_over_the_total_is_printed_text_overwritten(typed: Type) -> None:
    assert codes(typed({"C8": "Cả xã"})) == [("label_changed", "C8", 1)]


@pytest.mark.parametrize("value", ["1", "77", ""])
def test_what_a_formula_of_the_form_came_to_is_never_told(
    inbox: Path, programme: Programme, definition: Path, value: str
) -> None:
    """Whatever the program that saved the file left as its result, an old one too."""
    path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
    _set_result(path, "E8", value)
    results = collect(inbox, programme)
    assert codes(results) == []
    assert results.balance.holds


def test_a_number_that_is_the_total_is_told_beside_an_old_result(
    typed: Type, inbox: Path, programme: Programme
) -> None:
    typed({"E8": 1})
    [path] = inbox.iterdir()
    _set_result(path, "F8", "77")
    results = collect(inbox, programme)
    assert codes(results) == [("typed_total", "E8", 1)]
    assert results.balance.holds


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"E8": 1.0}, []),
        ({"E9": "1 cuộc", "E8": 1.0}, []),
        ({"F9": "", "F8": 0.0}, []),
        ({"E8": 99.0}, ["total_overwritten"]),
    ],
)
def test_where_a_file_tells_of_no_formula_a_total_that_adds_up_is_the_forms(
    sample_inbox: Path, programme: Programme, cells: dict[str, Any], expected: list[str]
) -> None:
    [path] = sample_inbox.glob(f"*_{CODE}_*")
    sheets = grids(path.read_bytes())
    mine = next(sheet for sheet in sheets if sheet.name == TABLE)
    for cell, value in cells.items():
        row, column = place(cell)
        mine.rows[row][column] = value  # type: ignore[index]
    unit = programme.units_by_code[CODE]
    read = read_form(sheets, layouts(programme)[unit.form], Place(unit.code, unit.name, "a.ods"))
    assert [found.code for found in read.findings] == expected


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_other_kinds_of_files_are_asked_for_their_formulas_too(
    typed: Type, inbox: Path, programme: Programme, soffice: Convert, ending: str
) -> None:
    """LibreOffice writes 0 into an .xls for the '' of a formula that it did not calculate anew."""
    typed(NO_PEOPLE)
    [path] = inbox.iterdir()
    soffice([path], ending, inbox)
    path.unlink()
    results = collect(inbox, programme)
    assert codes(results) == []
    assert results.balance.holds


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_a_number_over_the_total_is_told_in_other_kinds_of_files_too(
    typed: Type, inbox: Path, programme: Programme, soffice: Convert, ending: str
) -> None:
    """The sheet is as it was but for that: its ordinals and other totals are told nowhere."""
    typed(NO_PEOPLE | {"E8": 7})
    [path] = inbox.iterdir()
    soffice([path], ending, inbox)
    path.unlink()
    results = collect(inbox, programme)
    assert codes(results) == [("total_overwritten", "E8", 1)]
    assert results.balance.holds


def test_an_old_xls_with_a_row_put_in_is_no_other_form(
    inbox: Path, programme: Programme, definition: Path, soffice: Convert
) -> None:
    path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
    book = openpyxl.load_workbook(path)
    book[TABLE].insert_rows(12)
    book.save(path)
    soffice([path], "xls", inbox)
    path.unlink()
    results = collect(inbox, programme)
    assert codes(results) == []
    assert events(results) == [1]


# ---------------------------------------------------------------- first, in between, or an activity


A, B, C = ("Ký cam kết", "a", 1, 20, 30), ("Ký cam kết", "b", 2, 5, 6), ("Khác", "c", 4, 7, 9)


@pytest.mark.parametrize(
    ("wanted", "cell", "code", "counted"),
    [
        ([("I. Cấp xã", None, 3, 25, 36), A, B], "C9", "unnamed_total", [1, 2]),
        ([("I. Cấp xã", "-", 3, 25, 36), A, B, C], "C9", "unnamed_total", [1, 2, 4]),
        ([(None, "Các bản", 3, 25, 36), A, B], "D9", "unnamed_total", [1, 2]),
        ([C, ("Cấp bản", None, 3, 25, 36), A, B], "C10", "unnamed_total", [4, 1, 2]),
        ([("Cấp xã", "cả năm", 3, 25, 36), A, B], "C9", "perhaps_total", [1, 2]),
        ([("I. Cấp xã", None, 1, 20, 30), A, C], "C9", "perhaps_total", [1, 4]),
        ([("A) Cấp xã", None, 3), A[:3], B[:3]], "C9", "perhaps_total", [1, 2]),
        (
            [A, B, ("Giao lưu bóng chuyền", "ở sân bản", 3, 25, 36, "Cấp xã")],
            "C11",
            "perhaps_total",
            [1, 2],
        ),
        ([("Cấp xã", None, 9, 99, 99), A, B], "C9", "called_total", [1, 2]),
        ([("II. Cấp bản", "-", 2, 25, 36), A, B], "C9", "called_total", [1, 2]),
        (
            [("A. CHUNG", None, 9, 99, 99), ("I. Xã", None, 9, 99, 99), A, B],
            "C9",
            "called_total",
            [1, 2],
        ),
        ([("I. Cấp xã", None, 3), A, B], "C9", "unnamed_total", [1, 2]),
        ([("I.1. Cấp xã", None, 4, 25, 36), A, B], "C9", "called_total", [1, 2]),
        ([("II/cấp xã", None, 4, 25, 36), A, B], "C9", "called_total", [1, 2]),
        ([A, B, ("Khác", "Toàn xã", 3, 25, 37)], "C11", "called_total", [1, 2]),
        ([A, B, ("Ký cam kết", "Tổng số cuộc", 4, 9, 9)], "C11", "called_total", [1, 2]),
        ([A, ("Ký cam kết", "Tổng số cuộc", 1, 20, 30)], "C10", "called_total", [1]),
        ([A, B, ("Ký cam kết", "Tổng số lớp: 3", 3)], "C11", "called_total", [1, 2]),
        ([("Tổng số", None, 3, 25, 36), A, B], "C9", "typed_total", [1, 2]),
        ([A, B, ("Cộng", None, 3), C, B, ("Cộng", None, 6)], "C11", "typed_total", [1, 2, 4, 2]),
        (
            [A, B, ("Cộng cấp xã", None, 3), C, ("Cộng cấp bản", None, 4)],
            "C11",
            "typed_total",
            [1, 2, 4],
        ),
        (
            [A, B, ("Cấp xã", None, 3, 25, 36), C, B, ("Cấp bản", None, 6, 12, 15)],
            "C11",
            "unnamed_total",
            [1, 2, 4, 2],
        ),
    ],
)
def test_a_total_is_not_counted_wherever_it_stands(
    typed: Type, wanted: list[Row], cell: str, code: str, counted: list[int]
) -> None:
    results = typed(rows(*wanted))
    mine = [found for found in told(results) if "total" in found.code]
    assert {found.code for found in mine} == {code}
    assert mine[0].place.cell == cell
    assert events(results) == counted
    assert results.balance.holds


@pytest.mark.parametrize(
    ("wanted", "counted"),
    [
        ([("Cấp xã", None, 2, 9, 8), ("Cấp huyện", None, 3, 9, 9)], [2, 3]),
        ([A, ("Cấp xã", None, 9, 99, 99)], [1, 9]),
        ([("Cấp xã", None, 2, 9, 8), ("Các bản", None, 10, 99, 99)], [2, 10]),
        ([("Cấp huyện", "Dự lễ phát động", 5, 99, 99), A], [5, 1]),
        ([("a) Mít tinh", None, 4, 40, 50), ("b) Văn nghệ", None, 5, 50, 60), A], [4, 5, 1]),
        ([("a) Ký cam kết", "ở sân bản", 4, 40, 50), A], [4, 1]),
        ([("H/động lưu động", None, 4, 40, 50), A], [4, 1]),
        ([("V/v phát động", None, 4, 40, 50), A], [4, 1]),
        ([("C.L.B phụ nữ", None, 4, 40, 50), A], [4, 1]),
        ([("D.đàn trẻ em", None, 4, 40, 50), A], [4, 1]),
        ([A, B, ("Khác", "Toàn xã", 20, 300, 400)], [1, 2, 20]),
        ([A, ("Ký cam kết", "Tổng số 1 hộ", 1, 15, 16)], [1, 1]),
        ([A, B, ("Khác", "Toàn xã", 1, 25, 37)], [1, 2, 1]),
        ([A, B, ("Tọa đàm, diễn đàn, đối thoại", "Tổng số lớp", 3, 9, 9)], [1, 2, 3]),
        ([A, B, ("Ký cam kết", "Tổng số lớp: 3", 4, 9, 9)], [1, 2, 4]),
        ([("Tập huấn, bồi dưỡng", "Tổng số lớp", n, n, n, "Cấp xã") for n in (1, 2)], [1, 2]),
        ([A, ("Khác", "Toàn xã", 3, 25, 37)], [1, 3]),
        ([A, B, ("Ký cam kết", "Toàn xã", 3, 25, 37)], [1, 2, 3]),
    ],
)
def test_a_row_of_a_level_or_of_the_whole_that_is_no_total_counts(
    typed: Type, wanted: list[Row], counted: list[int]
) -> None:
    results = typed(rows(*wanted))
    assert not [found for found in told(results) if "total" in found.code]
    assert events(results) == counted


def test_rows_of_zeros_are_not_compared_with_each_other(programme: Programme) -> None:
    sheet = next(s for s in layouts(programme)["xa"].sheets if isinstance(s, TableSheet))
    columns = {slot.part: at for at, slot in enumerate(sheet.cells, start=2)}
    none = {name: 0.0 if name in {"so_cuoc", "nam", "nu"} else "" for name in columns}

    def calls(rows: int) -> int:
        """How many calls it takes to read so many: a clock would say something else each time."""
        body, seen = Body(sheet, columns, 1, Place()), Counter[str]()
        sys.setprofile(lambda _, event, __: seen.update([event]))
        body.read([Line(row, "", none) for row in range(9, 9 + rows)])
        sys.setprofile(None)
        assert len(body.answers) == rows * len(columns)
        return seen["call"] + seen["c_call"]

    calls(10)  # what is looked up once
    assert calls(200) < 2.5 * calls(100)


def test_headings_of_headings_are_told_with_the_rows_below_them(typed: Type) -> None:
    total, first, second = ("Các bản", None, 10, 37, 51), ("I. Xã", None, 3, 25, 36), ("II. Bản",)
    results = typed(rows(total, first, A, B, (*second, None, 7, 12, 15), C, ("Khác", "d", 3, 5, 6)))
    mine = [found for found in told(results) if "total" in found.code]
    assert {(found.code, found.place.cell) for found in mine} == {
        ("unnamed_total", cell) for cell in ("C9", "C10", "C13")
    }
    assert "mọi số đều bằng đúng các dòng dưới cộng lại" in mine[0].message
    assert events(results) == [1, 2, 4, 3]


def test_a_total_put_first_that_does_not_agree_is_told_with_the_rows_below(typed: Type) -> None:
    results = typed(rows(("Tổng số", None, 4, 25, 36), A, B))
    [found] = [found for found in told(results) if found.code == "typed_total_differs"]
    assert "Số cuộc/Đoàn ghi 4, các dòng dưới cộng lại 3." in found.message
    assert "ghi 25" not in found.message


@pytest.mark.parametrize(
    "wanted",
    [
        [("Giao lưu", None, 1, 20, 30), A, C],
        [("Giao lưu", None, 1), ("Hội thi", None, 1)],
        [("I. Giao lưu", None, 1, 9, 9), ("II. Hội thi", None, 1, 9, 9)],
        [("Khác", "Các bản", 3, 25, 36), A, B],
        [("Giao lưu", None, 3, 25, None), A, B],
        [("Giao lưu", None, 3, 25, 36), ("Khác", "x", "nhiều", 25, 36), B],
    ],
)
def test_a_first_row_that_may_be_an_activity_is_one(typed: Type, wanted: list[Row]) -> None:
    results = typed(rows(*wanted))
    assert events(results)[0] == wanted[0][2]
    assert not any("total" in code for code, _, _ in codes(results))


@pytest.mark.parametrize(
    "words", ["Cộng dồn", "Lũy kế từ đầu năm", "LUỸ KẾ", "Tổng lũy kế đến tháng 12", "Cộng dồn:"]
)
def test_what_is_carried_over_is_a_total(typed: Type, words: str) -> None:
    results = typed(rows(A, B, (words, None, 20, 300, 400)))
    assert [code for code, _, _ in codes(results)] == ["typed_total", "typed_total_differs"]
    assert events(results) == [1, 2]
    assert results.balance.holds


# ---------------------------------------------------------------- no rows at all


def test_names_under_a_signature_are_no_activities(typed: Type) -> None:
    signed = {"C20": "Người lập biểu", "F20": "Chủ tịch", "C24": "Lò Thị A", "F24": "Vàng Văn B"}
    results = typed(rows(A) | signed | {"C25": "(đã ký)"})
    assert codes(results) == [
        ("table_note", f"C{row}", n) for row, n in ((20, 2), (24, 2), (25, 1))
    ]
    assert events(results) == [1]
    assert results.balance.holds


def test_what_has_a_number_or_a_listed_name_is_a_row_below_a_note_too(typed: Type) -> None:
    below = {"C20": "Lưu ý: còn thiếu", "C21": "Hội thao", "E21": 3, "C22": "Ký cam kết"}
    assert events(typed(rows(A) | below)) == [1, 3, None]


NONE = ["Không", "-", "Không có", "Không có hoạt động nào", "KHÔNG TỔ CHỨC", "Không phát sinh."]
ASKED = "D4"


@pytest.mark.parametrize("words", NONE)
def test_a_row_that_says_there_is_none_answers_the_question(typed: Type, words: str) -> None:
    results = typed(rows((words,)) | {ASKED: None})
    assert codes(results) == [("read_as", "C9", 0)]
    assert f"hoạt động nào không?» ghi «{words}», đọc là Không." in told(results)[0].message
    assert asked(results) == [("Không", 0)]
    assert events(results) == []
    assert results.balance.holds


@pytest.mark.parametrize(
    ("row", "cells"), [(("Không",), 1), (("Không", "-", 0, "-"), 4), ((None, "Không"), 1)]
)
def test_a_row_that_says_there_is_none_agrees_with_no(typed: Type, row: Row, cells: int) -> None:
    results = typed(rows(row) | {ASKED: "Không"})
    [(code, _, number)] = codes(results)
    assert (code, number) == ("nil_row", cells)
    assert told(results)[0].severity.value == "info"
    assert (asked(results), events(results)) == ([("Không", 0)], [])
    assert results.balance.holds


def test_all_cells_of_such_a_row_are_accounted_for(typed: Type) -> None:
    results = typed(rows(("Không", "-", 0), ("-",)) | {ASKED: None})
    assert codes(results) == [("nil_row", "C10", 1), ("nil_row", "D9", 2), ("read_as", "C9", 0)]
    assert results.balance.holds


def test_such_a_row_beside_others_answers_nothing(typed: Type) -> None:
    results = typed(rows(A, ("-", "-", "-")) | {ASKED: None})
    assert codes(results) == [("nil_row", "C10", 3), ("required_yes_no_blank", ASKED, 0)]
    assert events(results) == [1]
    assert results.balance.holds


def test_such_a_row_against_yes_is_told(typed: Type) -> None:
    results = typed(rows(("Không",)) | {ASKED: "Có"})
    assert codes(results) == [("nil_row", "C9", 1), ("no_rows_despite_yes", ASKED, 0)]


@pytest.mark.parametrize("row", [("Ký cam kết", "Không", 0), (None, None, 0), ("Không", None, 2)])
def test_what_says_more_than_nothing_is_a_row(typed: Type, row: Row) -> None:
    assert events(typed(rows(row))) == [row[2]]


def asked(results: Results) -> list[tuple[str, int]]:
    """The answer to the table's question."""
    frame = results.frame
    mine = frame[(frame["field"] == "hoat_dong") & (frame["part"] == "co")]
    return list(zip(mine["text"], mine["value"], strict=True))


def _set_result(path: Path, cell: str, value: str) -> None:
    """Writes `value` as the result of the formula in `cell` of the first table."""
    copy = path.with_name("cu")
    path.rename(copy)
    changed = 0
    with zipfile.ZipFile(copy) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet3.xml":
                part, changed = re.subn(
                    rb'(<c r="%b"[^>]*><f>[^<]*</f>)<v ?/?>(</v>)?' % cell.encode(),
                    rb"\1<v>%b</v>" % value.encode(),
                    part,
                )
            new.writestr(name, part)
    copy.unlink()
    assert changed == 1
