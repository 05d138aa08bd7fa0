"""What people write into tables that is no row of them, and into cells that ask nothing."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bdg_excel.findings import Place
from bdg_excel.layout import layouts
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.reader.answers.form import read_form
from bdg_excel.reader.answers.row_words import count_items
from bdg_excel.reader.files.workbook import Grid, address, grids
from bdg_excel.results import Results
from bdg_excel.values.evaluation import evaluate
from bdg_excel.values.parsed import COUNTED
from bdg_excel.values.raw import DISPUTED, SetAside
from bdg_excel.values.value import Answer
from tests.builders import filled, sample_of
from tests.table_results import codes, events, told

CODE = "03589"
TABLE, QUESTIONS, COVER = "Biểu 1 - Hoạt động", "Số liệu", "Hướng dẫn"
Type = Callable[[dict[str, Any]], Results]


@pytest.fixture
def typed(inbox: Path, programme: Programme, definition: Path) -> Callable[..., Results]:
    """Types into cells of the sample form of Mường So, of one sheet, and collects the folder."""

    def typing(cells: dict[str, Any], sheet: str = TABLE) -> Results:
        path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
        book = openpyxl.load_workbook(path)
        for place, value in cells.items():
            for merged in [m for m in book[sheet].merged_cells.ranges if place in m]:
                book[sheet].unmerge_cells(str(merged))
            book[sheet][place] = value
        book.save(path)
        return collect(inbox, programme)

    return typing


@pytest.mark.parametrize("word", ["Tổng", "Cộng", "Tổng cộng", "TỔNG SỐ:", "tong cong"])
@pytest.mark.parametrize("column", ["B", "C", "D"])
def test_a_total_that_agrees_is_not_counted(typed: Type, word: str, column: str) -> None:
    results = typed({f"{column}12": word, "E12": 1, "F12": 2, "G12": 2})
    assert codes(results) == [("typed_total", f"{column}12", 4)]
    assert told(results)[0].severity.value == "info"
    assert events(results) == [1]
    assert results.balance.holds


@pytest.mark.parametrize(
    "word",
    [
        "TC",
        "TC:",
        "T.C",
        "TS",
        "Σ",
        "∑:",
        "T/cộng",
        "Tổng cộng (A)",
        "Tổng số cuộc",
        "Tổng số các hoạt động",
        "Tổng (I+II)",
        "Cộng (1+2)",
        "Toàn xã",
    ],
)
@pytest.mark.parametrize("column", ["B", "C", "D"])
def test_a_total_is_known_by_what_people_call_it(typed: Type, word: str, column: str) -> None:
    results = typed({f"{column}12": word, "E12": 1, "F12": 2, "G12": 2})
    assert codes(results) == [("typed_total", f"{column}12", 4)]
    assert events(results) == [1]
    assert results.balance.holds


@pytest.mark.parametrize(("ordinal", "cells"), [("6.", 5), ("Vệ sinh", 0)])
def test_an_ordinal_before_the_whole_commune_names_nothing(
    typed: Type, ordinal: str, cells: int
) -> None:
    results = typed({"B12": ordinal, "C12": "Toàn xã", "E12": 9, "F12": 9, "G12": 9})
    totals = [number for code, _, number in codes(results) if code == "called_total"]
    assert totals == [cells] * bool(cells)
    assert events(results) == ([1] if cells else [1, 9])
    assert results.balance.holds


@pytest.mark.parametrize(
    "words",
    [
        "Tổng kết đợt cao điểm",
        "Tổng kết",
        "Cộng tác viên dân số",
        "Tổng vệ sinh đường làng",
        "Công an",
        "Công đoàn",
        "Tổng đài 111",
        "Tổ chức",
        "TC05",
        "Tổng rà soát",
    ],
)
@pytest.mark.parametrize("column", ["C", "D"])
def test_an_activity_that_begins_like_a_total_is_a_row(
    typed: Type, words: str, column: str
) -> None:
    results = typed({"C10": "Khác", f"{column}10": words, "E10": 2})
    assert events(results) == [1, 2]
    assert not any("total" in code for code, _, _ in codes(results))


TWO_ROWS = {"C10": "Ký cam kết", "E10": 2, "F10": 30, "G10": 20}


@pytest.mark.parametrize("name", [{}, {"C12": "Cả xã cộng lại"}, {"D12": "Các bản"}])
def test_a_row_without_a_listed_name_that_adds_up_the_others_is_a_total(
    typed: Type, name: dict[str, str]
) -> None:
    results = typed(TWO_ROWS | name | {"E12": 3, "F12": 32, "G12": 22})
    [found] = [found for found in told(results) if found.code == "unnamed_total"]
    assert (found.severity.value, found.cells) == ("warning", 3 + len(name))
    assert "mọi số đều bằng đúng các dòng trên cộng lại: coi là dòng tổng" in found.message
    assert events(results) == [1, 2]
    assert results.balance.holds


@pytest.mark.parametrize(
    "cells",
    [
        TWO_ROWS | {"C12": "Khác", "D12": "Các bản", "E12": 3, "F12": 32, "G12": 22},
        TWO_ROWS | {"C12": "KÝ CAM KẾT", "D12": "Các bản", "E12": 3, "F12": 32, "G12": 22},
        TWO_ROWS | {"C12": "Hội nghị, hội thảo", "E12": 3, "F12": 32, "G12": 22},
        TWO_ROWS | {"E12": 2, "F12": 31, "G12": 21},
        TWO_ROWS | {"F10": "nhiều", "E12": 3, "F12": 2, "G12": 22},
        {"E12": 1, "F12": 2, "G12": 2},
        {"C10": "Ký cam kết", "E10": 0, "E12": 1, "F12": 2, "G12": 2},
    ],
)
def test_a_row_that_may_be_an_activity_is_one(typed: Type, cells: dict[str, Any]) -> None:
    results = typed(cells)
    assert events(results)[-1] == cells["E12"]
    assert not any("total" in code for code, _, _ in codes(results))


@pytest.mark.parametrize(
    "cells",
    [
        TWO_ROWS | {"E12": 3, "F12": 32, "G12": 23},
        TWO_ROWS | {"E12": 3, "F12": 32},
        {"F9": None, "G9": None, "C10": "Ký cam kết", "E10": 2, "E12": 3},
    ],
)
def test_a_row_without_any_words_that_holds_one_of_the_sums_is_asked(
    typed: Type, cells: dict[str, Any]
) -> None:
    results = typed(cells)
    assert events(results) == [1, 2]
    assert "called_total" in [code for code, _, _ in codes(results)]
    assert results.balance.holds


def test_one_column_that_agrees_makes_no_total(typed: Type) -> None:
    row = {"F9": None, "G9": None, "C10": "Ký cam kết", "E10": 2, "C12": "Giao lưu", "E12": 3}
    assert events(typed(row)) == [1, 2, 3]


def test_a_total_that_does_not_agree_is_told_with_both_numbers(typed: Type) -> None:
    results = typed({"C10": "Ký cam kết", "E10": "2 cuộc", "C12": "Tổng", "E12": 5})
    assert [f.code for f in told(results) if f.code.startswith("typed")] == [
        "typed_total_differs",
        "typed_total",
    ]
    assert "Số cuộc/Đoàn ghi 5, các dòng trên cộng lại 3" in told(results)[0].message
    assert events(results) == [1, 2]
    assert results.balance.holds


def test_a_total_over_numbers_that_cannot_be_read_is_not_judged(typed: Type) -> None:
    results = typed({"C10": "Ký cam kết", "E10": "nhiều", "C12": "Tổng", "E12": 5})
    assert "typed_total_differs" not in [code for code, _, _ in codes(results)]
    assert events(results) == [1, None]
    assert results.balance.holds


def test_activities_that_begin_like_a_total_are_rows(typed: Type) -> None:
    results = typed({"C10": "Khác", "D10": "Tổng vệ sinh", "E10": 2, "C11": "Cộng đồng", "E11": 3})
    assert events(results) == [1, 2, 3]


@pytest.mark.parametrize(
    "note",
    [
        "Ghi chú: số liệu tính đến 15/12",
        "* Chưa tính bản Tây An",
        "Lưu ý: còn thiếu",
        "Người lập biểu",
        "Ngày 15 tháng 12 năm 2023",
        "Mường So, ngày 15 tháng 12 năm 2023",
    ],
)
@pytest.mark.parametrize("cell", ["B40", "C40", "F40"])
def test_a_note_under_the_table_is_no_row(typed: Type, note: str, cell: str) -> None:
    results = typed({cell: note})
    assert codes(results) == [("table_note", cell, 1)]
    assert events(results) == [1]
    assert results.balance.holds


@pytest.mark.parametrize("words", ["Ghi chú", "SĐT", "Người lập biểu", "Kinh phí"])
def test_a_note_with_a_number_is_asked(typed: Type, words: str) -> None:
    results = typed({"C10": words, "E10": 4})
    assert codes(results) == [("perhaps_no_row", "C10", 2)]
    assert events(results) == [1]
    assert results.balance.holds


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Lễ phát động\nTập huấn\nHội thi", 3),
        ("Lễ phát động; tập huấn", 2),
        ("- Lễ phát động - Tập huấn", 2),
        ("1. Lễ phát động\n2. Tập huấn", 2),
        ("- Họp tổ 5 - Họp tổ 6", 2),
        ("Họp bản ngày 20 - 21/11 và 27  -  28/11", 1),
        ("Từ 8h - 10h và 14h - 16h", 1),
        ("Tờ rơi 200 - 5 băng rôn - 3 pa nô", 2),
        ("Dọn vệ sinh,\ntặng quà cho phụ nữ", 1),
        ("Phối hợp Phòng Lao động - Thương binh và Xã hội", 1),
        ("Kế hoạch số 16/KH-BVSTBPN", 1),
        ("", 0),
    ],
)
def test_items_of_a_cell_are_counted(text: str, items: int) -> None:
    assert count_items(text) == items


def test_a_list_without_another_is_not_said_to_have_one(
    inbox: Path, programme: Programme, definition: Path
) -> None:
    lists = dict(programme.choices)
    lists["cap"] = tuple(choice for choice in lists["cap"] if choice != "Khác")
    other = replace(programme, choices=lists)
    answers = {("hoat_dong", "cap", 1): "Cấp vùng", ("hoat_dong", "ten", 1): "Dọn vệ sinh"}
    path = filled(inbox, other, CODE, sample_of(programme, definition, CODE) | answers)
    rules = openpyxl.load_workbook(path)[TABLE].data_validations.dataValidation
    told_of = {str(rule.formula1): str(rule.prompt) for rule in rules if rule.type == "list"}
    assert "Khác" in told_of["ds_hoat_dong"]
    assert told_of["ds_cap"].endswith("Chọn một mục trong danh sách.")
    remedies = {found.code: found.remedy for found in told(collect(inbox, other))}
    assert remedies == {
        "not_in_list": "Chọn một mục trong danh sách; không có mục phù hợp thì chọn «Khác» và ghi "
        "rõ.",
        "not_in_closed_list": "Chọn một mục trong danh sách; không có mục phù hợp thì hỏi lại cơ "
        "quan tổng hợp.",
    }


@pytest.mark.parametrize("column", ["C", "D"])
def test_several_activities_in_one_cell_stay_one_row(typed: Type, column: str) -> None:
    row = {"C10": "Khác", "E10": 7} | {f"{column}10": "Lễ phát động\nTập huấn\nHội thi"}
    results = typed(row)
    assert ("several_in_one_cell", f"{column}10", 0) in codes(results)
    assert events(results) == [1, 7]
    assert results.balance.holds


@pytest.mark.parametrize(
    "mark", ["nt", "NT", "-nt-", "n.t.", '"', "”", "''", "〃", "như trên", ",,"]
)
def test_what_stands_above_is_taken_where_a_cell_only_says_so(typed: Type, mark: str) -> None:
    results = typed({"C10": mark, "D10": "Dọn chợ", "E10": 2, "H10": mark})
    assert codes(results) == [("read_as", "C10", 0), ("read_as", "H10", 0)]
    assert (
        f"ghi «{mark}», đọc là «Lao động tổng vệ sinh», như dòng trên" in told(results)[0].message
    )
    summary = next(s for s in results.summaries if s.table.id == "hoat_dong")
    assert [(group.numbers["so_cuoc"], group.unions["cap"]) for group in summary.groups] == [
        (1, "Cấp xã"),
        (2, "Cấp xã"),
    ]


def test_a_mark_under_nothing_says_nothing(typed: Type) -> None:
    results = typed({"D10": "Dọn chợ", "E10": 2, "C11": "nt", "D11": "Dọn chợ", "E11": 1})
    assert ("not_in_list", "C11", 0) in codes(results)


def test_a_chain_of_marks_goes_up_to_the_words(typed: Type) -> None:
    results = typed({"C10": "nt", "D10": "nt", "E10": 2, "C11": "nt", "D11": "nt", "E11": 3})
    summary = next(s for s in results.summaries if s.table.id == "hoat_dong")
    assert [group.numbers["so_cuoc"] for group in summary.groups] == [6]


@pytest.mark.parametrize("before", ["1. ", "2)", "- ", "• ", "(3) ", "1/ "])
def test_a_number_or_a_dash_before_a_name_of_the_list_is_no_other_name(
    typed: Type, before: str
) -> None:
    results = typed({"C9": f"{before}Lao động tổng vệ sinh"})
    assert codes(results) == [("read_as", "C9", 0)]


def test_a_row_pasted_twice_is_told_and_counted(typed: Type) -> None:
    detail = (
        "Lao động tổng vệ sinh, dọn dẹp nhà cửa, tặng quà cho nữ chủ hộ là người cao tuổi cô đơn "
    )
    row = {"C": "Lao động tổng vệ sinh", "D": detail, "E": 1, "F": 2, "G": 2, "H": "Cấp xã"}
    results = typed({f"{column}11": said for column, said in row.items()})
    assert codes(results) == [("repeated_row", "C11", 0)]
    [found] = told(results)
    assert "Dòng «Lao động tổng vệ sinh» giống hệt dòng ở ô C9" in found.message
    assert found.severity.value == "warning"
    assert events(results) == [1, 1]


@pytest.mark.parametrize("other", [{"D11": "Dọn chợ"}, {"E11": 3}, {"G11": None}])
def test_rows_that_differ_somewhere_are_two(typed: Type, other: dict[str, Any]) -> None:
    row = {"C11": "Lao động tổng vệ sinh", "D11": "Dọn", "E11": 1, "F11": 2, "G11": 2}
    results = typed({**{c.replace("11", "10"): v for c, v in row.items()}, **row, **other})
    assert "repeated_row" not in [code for code, _, _ in codes(results)]


def test_a_count_without_a_name_is_told(typed: Type) -> None:
    results = typed({"E10": 7})
    [(code, cell, _)] = codes(results)
    assert (code.startswith("required"), cell) == (True, "C10")
    assert events(results) == [1, 7]


@pytest.mark.parametrize(
    ("sheet", "cells", "expected"),
    [
        (QUESTIONS, {"C13": "Trai"}, [("label_changed", "C13", 1)]),
        (QUESTIONS, {"C11": "Học sinh mẫu giáo, thiếu 3 em"}, [("label_changed", "C11", 1)]),
        (QUESTIONS, {"D13": "lớp"}, [("label_changed", "D13", 1)]),
        (QUESTIONS, {"E11": 12}, [("outside_cell", "E11", 1)]),
        (QUESTIONS, {"F13": "hỏi lại"}, [("outside_cell", "F13", 1)]),
        (QUESTIONS, {"H1": "nhap"}, [("outside_cell", "H1", 1)]),
        (QUESTIONS, {"A60": "nhap"}, [("outside_cell", "A60", 1)]),
        (QUESTIONS, {"F12": "số này đúng"}, [("outside_cell", "F12", 1)]),
        (QUESTIONS, {"F12": 125}, [("outside_cell", "F12", 1)]),
        (QUESTIONS, {"F12": "Xem lại: 125 người"}, [("outside_cell", "F12", 1)]),
        (QUESTIONS, {"F12": "# 125"}, [("outside_cell", "F12", 1)]),
        (QUESTIONS, {"F12": "#REF!"}, []),
        (QUESTIONS, {"B4": 20}, [("outside_cell", "B4", 1)]),
        (TABLE, {"E5": 8}, [("outside_cell", "E5", 1)]),
        (TABLE, {"D7": 3}, [("outside_cell", "D7", 1)]),
        (TABLE, {"B10": 700}, [("outside_cell", "B10", 1)]),
        (TABLE, {"B10": 3}, []),
        (TABLE, {"K10": 3, "K11": "x"}, [("outside_cell", "K10", 1), ("outside_cell", "K11", 1)]),
        (COVER, {"D6": "Ban chỉ đạo xã"}, [("label_changed", "D6", 1)]),
        (COVER, {"H30": "gọi 0912"}, [("outside_cell", "H30", 1)]),
        (COVER, {"E14": "đã đủ"}, [("outside_cell", "E14", 1)]),
        (COVER, {"B10": 37}, [("outside_cell", "B10", 1)]),
        (COVER, {"D5": "UBND xã Mường So, huyện Phong Thổ"}, []),
        (COVER, {"D5": "Xã Mường So có 12 bản"}, [("label_changed", "D5", 1)]),
        ("_danh_muc", {"B30": "Bóng đá nữ"}, [("outside_cell", "B30", 1)]),
        ("_bdg", {"D9": 5}, [("outside_cell", "D9", 1)]),
    ],
)
def test_whatever_is_typed_outside_the_questions_is_named(
    typed: Callable[..., Results],
    sheet: str,
    cells: dict[str, Any],
    expected: list[tuple[str, str, int]],
) -> None:
    results = typed(cells, sheet)
    assert codes(results) == expected
    assert results.balance.holds
    assert results.balance.cells == 37 + len(expected)
    assert results.balance.cells_counted == 37


def test_a_sheet_full_of_scribbles_is_told_in_one_finding_after_twenty(
    typed: Callable[..., Results],
) -> None:
    results = typed({f"{c}{r}": r for c in "KLMN" for r in range(1, 51)}, QUESTIONS)
    assert [code for code, _, _ in codes(results)] == ["outside_cell"] * 20 + ["outside_many"]
    assert results.balance.cells_set_aside == 200
    assert results.balance.holds


@pytest.mark.parametrize(
    ("cells", "sheet", "expected"),
    [
        ({"C13": "Nữ", "C14": "Nam"}, QUESTIONS, ["E13", "E14"]),
        ({"C13": "- NỮ:"}, QUESTIONS, ["E13"]),
        ({"C13": "Nữ", "E13": None}, QUESTIONS, []),
        ({"C13": "Trai"}, QUESTIONS, []),
        ({"C13": "Đủ 3 lần"}, QUESTIONS, []),  # a label, but of another question
        ({"F7": "Nữ", "G7": "Nam", "F9": 2, "G9": 3, "F12": 5, "C12": "Khác"}, TABLE, 3),
        ({"C6": "Nội dung cụ thể (ghi rõ nếu chọn Khác)"}, TABLE, ["C9"]),
        ({"F6": "Số cuộc/Đoàn *"}, TABLE, []),
        ({"F7": "Tổng số", "G7": "Trong đó nữ", "F9": 4, "G9": 2}, TABLE, ["F9"]),
    ],
)
def test_what_ids_and_labels_give_to_two_parts_of_a_question_is_set_aside(
    typed: Callable[..., Results],
    cells: dict[str, Any],
    sheet: str,
    expected: list[str] | int,
) -> None:
    results = typed(cells, sheet)
    found = [found for found in told(results) if found.code == "label_contradicts"]
    places = [each.place.cell for each in found]
    assert (len(places) if isinstance(expected, int) else places) == expected
    assert all(each.cells == 1 for each in found)
    assert "label_changed" in [code for code, _, _ in codes(results)]
    assert "required_blank" not in {code for code, place, _ in codes(results) if place in places}
    assert results.balance.holds


def test_an_exchanged_label_is_told_with_both_readings(typed: Callable[..., Results]) -> None:
    results = typed({"C13": "Nữ", "E13": 109}, QUESTIONS)
    [found] = [found for found in told(results) if found.code == "label_contradicts"]
    assert "«Học sinh mẫu giáo: Nam» ghi «109»," in found.message
    assert "đổi thành «Nữ»" in found.message
    frame = results.frame
    mine = frame[(frame["field"] == "mau_giao") & (frame["part"] == "nam")]
    assert (mine["status"].item(), mine["text"].item()) == ("refused", "109")


@pytest.fixture
def duplicated(inbox: Path, programme: Programme, definition: Path) -> Callable[..., Results]:
    """Copies a sheet of the sample form, types into the sheet and into its copy, and collects."""

    def made(sheet: str, first: dict[str, Any], copy: dict[str, Any]) -> Results:
        path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
        book = openpyxl.load_workbook(path)
        book.copy_worksheet(book[sheet]).title = f"{sheet} (2)"
        for name, cells in ((sheet, first), (f"{sheet} (2)", copy)):
            for place, value in cells.items():
                book[name][place] = value
        book.save(path)
        return collect(inbox, programme)

    return made


HEADINGS = {10, 11, 15, 19, 23, 24, 30, 31, 34, 37, 40}
ANSWERS = {f"E{row}": None for row in range(8, 43) if row not in HEADINGS}


@pytest.mark.parametrize(
    ("first", "copy", "expected"),
    [
        ({}, {}, [("sheet_repeated", 24)]),
        ({}, ANSWERS, []),
        (ANSWERS, {}, [("sheet_repeated", 0)]),
        ({"E13": None}, {"E14": None}, [("sheet_repeated", 22)]),
        ({}, {"J9": "gọi lại"}, [("outside_cell", 1), ("sheet_repeated", 24)]),
    ],
)
def test_a_copy_of_a_sheet_counts_once(
    duplicated: Callable[..., Results],
    first: dict[str, Any],
    copy: dict[str, Any],
    expected: list[tuple[str, int]],
) -> None:
    results = duplicated(QUESTIONS, first, copy)
    assert [(code, cells) for code, _, cells in codes(results)] == expected
    remedies = [found.remedy for found in told(results) if found.code == "sheet_repeated"]
    assert all(f"vào trang «{QUESTIONS}», xóa trang chép" in remedy for remedy in remedies)
    assert results.balance.cells_counted == 37
    assert results.balance.holds


def test_what_a_sheet_and_its_copy_dispute_counts_not_at_all(
    duplicated: Callable[..., Results],
) -> None:
    results = duplicated(QUESTIONS, {"E13": 237}, {"E13": 240, "E29": "Không"})
    [found] = [found for found in told(results) if found.code == "sheet_twice"]
    assert found.place.sheet == f"{QUESTIONS} (2)"
    assert (found.severity.value, found.cells) == ("error", 4)
    assert "ô E13 (237 / 240); ô E29 (Có / Không)" in found.message
    assert {code for code, _, _ in codes(results)} == {"sheet_twice", "sheet_repeated"}
    frame = results.frame
    [status] = frame[(frame["field"] == "mau_giao") & (frame["part"] == "nam")]["status"]
    assert status == "refused"
    assert results.balance.cells_counted == 35
    assert results.balance.holds


@pytest.mark.parametrize(
    ("first", "copy", "counted", "words"),
    [
        ({"C10": "Khác", "D10": "Ký", "E10": 3}, {}, [1, 3], ""),
        ({}, {"C10": "Khác", "D10": "Ký", "E10": 3}, [1, 3], ""),
        ({}, {"E9": 2}, [], "ô E9 (1 / 2)"),
        ({"C10": "Khác", "D10": "Ký", "E10": 3}, {"G9": None}, [3], "ô G9"),
    ],
)
def test_rows_of_a_table_and_of_its_copy_are_settled_row_by_row(
    duplicated: Callable[..., Results],
    first: dict[str, Any],
    copy: dict[str, Any],
    counted: list[int],
    words: str,
) -> None:
    results = duplicated(TABLE, first, copy)
    assert [number for number in events(results) if number is not None] == counted
    summary = next(one for one in results.summaries if one.table.id == "hoat_dong")
    assert summary.rows == len(counted)
    assert words in "".join(found.message for found in told(results) if "twice" in found.code)
    found = {code for code, _, _ in codes(results)}
    assert ("sheet_twice" in found) == bool(words)
    assert "no_rows_despite_yes" not in found
    assert results.balance.holds


def test_a_column_copied_with_its_id_leaves_both_in_doubt(typed: Callable[..., Results]) -> None:
    column = {1: "tra_loi", 5: "Số liệu", 12: 470, 13: 230, 14: 240}
    results = typed({f"I{row}": value for row, value in column.items()}, QUESTIONS)
    [found] = [found for found in told(results) if found.code == "label_uncertain"]
    assert (found.cells, "cột E / cột I" in found.message) == (27, True)
    assert results.balance.holds


def test_an_id_typed_elsewhere_moves_no_column(typed: Callable[..., Results]) -> None:
    results = typed({"I1": "tra_loi", "I12": 470}, QUESTIONS)
    assert codes(results) == [("outside_cell", "I1", 1), ("outside_cell", "I12", 1)]
    assert results.balance.cells_counted == 37


def test_an_inserted_row_on_the_cover_names_nothing(
    inbox: Path, programme: Programme, definition: Path
) -> None:
    path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
    book = openpyxl.load_workbook(path)
    book[COVER].insert_rows(4, 2)
    book.save(path)
    assert codes(collect(inbox, programme)) == []


# ---------------------------------------------------------------- nothing is lost, whatever it is

JUNK = st.one_of(
    st.floats(-1e16, 1e16, allow_nan=False).map(lambda n: round(n, 2)),
    st.integers(0, 3000).map(float),
    st.sampled_from(["Tổng", "Ghi chú: x", "Không", "x", "12/35", "#hoi.la", "la.tong", "co", "*"]),
    st.text("aăâ Xx0159.,-/%:;\n#_*", max_size=12),
    st.booleans(),
)
Hit = tuple[int, int, int, Any]
HIT = st.tuples(st.integers(0, 4), st.integers(0, 45), st.integers(0, 10), JUNK)


@pytest.fixture(scope="module")
def sample_grids(sample_inbox: Path) -> list[Grid]:
    [path] = sample_inbox.glob(f"*_{CODE}_*")
    return grids(path.read_bytes())


def scribbled(sheets: Sequence[Grid], hits: Sequence[Hit]) -> list[Grid]:
    """The sheets with junk in some cells; the hidden facts are another matter."""
    rows = [[list(row) for row in sheet.rows] for sheet in sheets]
    for sheet, row, column, junk in hits:
        mine = rows[sheet]
        if sheet < 5 and (row, column) != (0, 0):
            width = max(column + 1, len(mine[0]))
            mine += [[""] * width for _ in range(row + 1 - len(mine))]
            for line in mine:
                line += [""] * (width - len(line))
            mine[row][column] = junk
    return [sheet._replace(rows=mine) for sheet, mine in zip(sheets, rows, strict=True)]


def by_cell(answers: Sequence[Answer]) -> dict[tuple[str, str], Answer]:
    """Those that may count."""
    filled = (answer for answer in answers if answer.raw != "")
    return {(a.sheet, a.cell): a for a in filled if not isinstance(a.raw, SetAside)}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(hits=st.lists(HIT, min_size=1, max_size=6), ids=st.booleans())
def test_the_balance_holds_for_any_junk_in_any_cells(
    sample_grids: list[Grid], programme: Programme, hits: list[Hit], ids: bool
) -> None:
    """With ids and without them; and no cell becomes the answer to another question."""
    unit = programme.units_by_code[CODE]
    form = layouts(programme)[unit.form]
    place = Place(unit.code, unit.name, "a.xlsx")
    sheets = sample_grids if ids else [without_ids(sheet) for sheet in sample_grids[:5]]
    answers, findings, cells = read_form(scribbled(sheets, hits), form, place)
    values, more = evaluate(answers, place)
    counted = sum(value.status in COUNTED for value in values)
    assert cells == counted + sum(found.cells for found in [*findings, *more])
    before, after = (by_cell(found) for found in (read_form(sheets, form, place).answers, answers))
    touched = [(sheets[s].name, r, c) for s, r, c, _ in hits]
    for where, answer in after.items():
        old = before.get(where)
        raw = answer.raw.raw if isinstance(answer.raw, DISPUTED) else answer.raw
        if old is None or raw != old.raw:
            assert where in {(name, address(r, c)) for name, r, c in touched}, where
        else:
            assert answer.slot == old.slot


def without_ids(sheet: Grid) -> Grid:
    """The sheet without its hidden row and column, as in a workbook of copied values."""
    return Grid(sheet.name, [row[1:] for row in sheet.rows[1:]], "", 0, 0)
