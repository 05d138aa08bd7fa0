"""From files in a folder to values and findings: a file a fault; codes, cells and figures."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bdg_excel.findings import Finding
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.results import Results
from tests.builders import Key, cell, filled, sample_of

CODE = "03589"
NAME = "xa_03589_xa-muong-so.xlsx"
TABLE_1 = ("ten", "chi_tiet", "so_cuoc", "nam", "nu", "cap")
Change = Callable[[Workbook], None]


@pytest.fixture
def send(inbox: Path, programme: Programme, definition: Path) -> Callable[..., Results]:
    """Sends the sample form of Mường So with some answers changed, and collects the folder."""

    def sent(answers: dict[Key, Any] | None = None, change: Change | None = None) -> Results:
        typed = sample_of(programme, definition, CODE) | (answers or {})
        path = filled(inbox, programme, CODE, typed)
        if change:
            book = openpyxl.load_workbook(path)
            change(book)
            book.save(path)
        return collect(inbox, programme)

    return sent


def told(results: Results) -> list[Finding]:
    """What is said of the files, without the units that have not sent."""
    return [found for found in results.findings if found.code != "not_sent"]


def codes(results: Results) -> list[tuple[str, str]]:
    """Code and cell of what is said of the files."""
    return [(found.code, found.place.cell) for found in told(results)]


def value_of(results: Results, field: str, part: str, row: int = 0) -> Any:
    frame = results.frame
    mine = frame[(frame["field"] == field) & (frame["part"] == part) & (frame["row"] == row)]
    return mine["value"].item()


def test_a_form_filled_by_a_person_is_read_without_a_word(send: Callable[..., Results]) -> None:
    results = send()
    assert codes(results) == []
    assert value_of(results, "hdnd_xa", "tong") > 0
    assert results.balance.holds
    assert results.balance.cells_counted == results.balance.cells == 37


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({("mau_giao", "nam", 0): "nhiều"}, [("not_a_number", "E13")]),
        ({("mau_giao", "nam", 0): "06/39"}, [("ratio_in_cell", "E13")]),
        ({("mau_giao", "nam", 0): None}, [("required_blank", "E13")]),
        ({("mau_giao", "nam", 0): "…"}, [("required_blank", "E13"), ("placeholder", "E13")]),
        ({("nu_ho_sinh", "tra_loi", 0): "17"}, [("not_yes_no", "E29")]),
        ({("nu_ho_sinh", "tra_loi", 0): "Đủ"}, [("not_yes_no", "E29")]),
        ({("co_so_thiet_bi", "tra_loi", 0): "Đủ"}, [("read_as", "E27")]),
        ({("hoat_dong", "so_cuoc", 1): None}, [("required_blank", "E9")]),
        ({("hoat_dong", "ten", 1): "Dọn vệ sinh"}, [("not_in_list", "C9")]),
        ({("hoat_dong", "ten", 1): None}, [("required_text_blank", "C9")]),
        (
            {("hoat_dong", "ten", 1): "Khác", ("hoat_dong", "chi_tiet", 1): None},
            [("detail_missing", "D9")],
        ),
        ({("hoat_dong", "co", 0): "Không"}, [("rows_despite_no", "D4")]),
        ({("hoat_dong", "co", 0): None}, [("required_yes_no_blank", "D4")]),
        ({("nu_ho_sinh", "tra_loi", 0): None}, [("required_yes_no_blank", "E29")]),
        ({("hoat_dong", p, 1): None for p in TABLE_1}, [("no_rows_despite_yes", "D4")]),
        ({("mau_giao", "ghi_chu", 0): "đã hỏi lại trường"}, []),
        (
            {("mau_giao", "nam", 0): 0, ("mau_giao", "ghi_chu", 0): "Chưa thống kê được."},
            [("zero_unknown", "E13")],
        ),
        (
            {("nu_ho_sinh", "tra_loi", 0): "Không", ("nu_ho_sinh", "ghi_chu", 0): "không rõ"},
            [],
        ),
        ({("mau_giao", "tong", 0): "12 lớp"}, [("not_a_number", "E12")]),
        ({("mau_giao", "nam", 0): "109 nữ"}, [("ambiguous_number", "E13")]),
        ({("hoat_dong", "nam", 1): "5 buổi"}, [("not_a_number", "F9")]),
        ({("truyen_thong", "so_luong", 1): "5 bài"}, [("ambiguous_number", "E9")]),
    ],
)
def test_each_fault_in_a_cell_is_told_with_its_cell(
    send: Callable[..., Results], answers: dict[Key, Any], expected: list[tuple[str, str]]
) -> None:
    results = send(answers)
    assert codes(results) == expected
    assert results.balance.holds


def test_findings_go_down_the_sheet(send: Callable[..., Results]) -> None:
    typed: dict[Key, Any] = {
        ("dao_tao_nghe", "nu", 0): "x",
        ("mau_giao", "nam", 0): "x",
        ("dang_vien", "nu", 0): "x",
    }
    places = [found.place.cell for found in told(send(typed)) if found.code == "not_a_number"]
    assert places == ["E9", "E13", "E42"]


def test_sums_that_do_not_add_up_are_told_with_both_numbers(send: Callable[..., Results]) -> None:
    results = send(
        {("mau_giao", "tong", 0): 400, ("mau_giao", "nam", 0): 1, ("mau_giao", "nu", 0): 2}
    )
    [found] = told(results)
    assert (found.code, found.place.cell, found.severity.value) == (
        "sum_mismatch",
        "E12",
        "warning",
    )
    assert "Nam + Nữ phải bằng Tổng số" in found.message
    assert "Nam 1 + Nữ 2 = 3 còn Tổng số = 400 (lệch 397)" in found.message
    assert value_of(results, "mau_giao", "tong") == 400


def test_a_part_larger_than_its_whole_is_told(send: Callable[..., Results]) -> None:
    results = send({("hdnd_xa", "tong", 0): 20, ("hdnd_xa", "nu", 0): 21})
    assert [code for code, _ in codes(results)] == ["figure_impossible", "part_exceeds_whole"]
    assert "Nữ = 21 còn Tổng số = 20 (hơn 1)" in told(results)[1].message
    assert "không thể đúng: Nữ 21, lớn hơn Tổng số 20" in told(results)[0].message


def test_parts_that_together_are_more_than_their_whole_are_told_as_a_figure_too(
    send: Callable[..., Results],
) -> None:
    results = send({("mau_giao", "tong", 0): 300, ("mau_giao", "nam", 0): 200})
    assert [code for code, _ in codes(results)] == ["figure_impossible", "sum_mismatch"]
    assert "Nam 200 + Nữ 239 = 439, lớn hơn Tổng số 300" in told(results)[0].message


def test_a_question_of_yes_or_no_that_is_blank_asks_for_no_number(
    send: Callable[..., Results],
) -> None:
    [found] = told(send({("nu_ho_sinh", "tra_loi", 0): None}))
    assert found.remedy == "Chọn Có hoặc Không."
    [found] = told(send({("mau_giao", "nam", 0): None}))
    assert "nếu không phát sinh thì ghi 0" in found.remedy


@pytest.mark.parametrize(
    ("key", "place"),
    [(("mau_giao", "nam", 0), "E13"), (("nu_ho_sinh", "tra_loi", 0), "E29")],
)
@pytest.mark.parametrize("typed", [None, "…"])
def test_a_blank_that_the_unit_explains_is_not_asked_for(
    send: Callable[..., Results], key: Key, place: str, typed: str | None
) -> None:
    note = "Không thuộc việc của đơn vị"
    results = send({key: typed, (key[0], "ghi_chu", 0): note})
    found = told(results)[0]
    assert (found.code, found.place.cell, found.severity.value) == (
        "blank_explained",
        place,
        "info",
    )
    assert f"để trống; đơn vị ghi chú: «{note}»" in found.message
    assert not found.remedy
    assert value_of(results, key[0], key[1]) is None
    assert results.balance.holds


@pytest.mark.parametrize(
    ("key", "note"),
    [
        (("mau_giao", "nam", 0), "114"),
        (("mau_giao", "nam", 0), "114 học sinh"),
        (("mau_giao", "nam", 0), "Không"),
        (("nu_ho_sinh", "tra_loi", 0), "Có"),
    ],
)
def test_an_answer_in_the_column_of_notes_is_no_explanation(
    send: Callable[..., Results], key: Key, note: str
) -> None:
    results = send({key: None, (key[0], "ghi_chu", 0): note})
    found = told(results)[0]
    assert (found.code, found.severity.value) == ("answer_in_note", "warning")
    assert f"cột Ghi chú ghi «{note}»" in found.message
    assert "vào đúng ô" in found.remedy
    assert value_of(results, key[0], key[1]) is None
    assert results.balance.holds


def test_one_note_is_the_answer_to_one_question_only(send: Callable[..., Results]) -> None:
    blank = {("mau_giao", part, 0): None for part in ("tong", "nam", "nu")}
    results = send({**blank, ("mau_giao", "ghi_chu", 0): "114"})
    assert codes(results) == [
        ("answer_in_note", "E12"),
        ("required_blank", "E13"),
        ("required_blank", "E14"),
    ]


def test_a_note_explains_no_other_question(send: Callable[..., Results]) -> None:
    note = ("tieu_hoc", "ghi_chu", 0)
    [found] = told(send({("mau_giao", "nam", 0): None, note: "Trường sáp nhập"}))
    assert found.code == "required_blank"


def test_a_mismatch_that_the_unit_explains_is_not_asked_about_again(
    send: Callable[..., Results],
) -> None:
    note = "Còn 7 trẻ chưa ghi giới tính"
    results = send({("mau_giao", "tong", 0): 483, ("mau_giao", "ghi_chu", 0): note})
    [found] = told(results)
    assert (found.code, found.severity.value) == ("mismatch_explained", "info")
    assert f"đơn vị ghi chú: «{note}»" in found.message


@pytest.mark.parametrize(
    "note", [*"-.…x0?_", "ok", "OK.", "nt", "n.t.", "Không", "480", "12 hs", "Đúng", "như trên"]
)
def test_a_note_that_gives_no_reason_explains_no_mismatch(
    send: Callable[..., Results], note: str
) -> None:
    results = send({("mau_giao", "tong", 0): 480, ("mau_giao", "ghi_chu", 0): note})
    [found] = [found for found in told(results) if found.place.cell == "E12"]
    assert (found.code, found.severity.value) == ("sum_mismatch", "warning")
    assert "(lệch 4)." in found.message


@pytest.mark.parametrize(
    "note",
    [
        *("Số đúng là 476", "476 học sinh", "tổng 476 cháu", "Nam 241", "sửa thành 500 trẻ"),
        "số đúng 500 trẻ",
    ],
)
def test_a_note_that_holds_another_number_is_named_and_explains_nothing(
    send: Callable[..., Results], note: str
) -> None:
    results = send({("mau_giao", "tong", 0): 480, ("mau_giao", "ghi_chu", 0): note})
    [found] = told(results)
    assert (found.code, found.severity.value) == ("sum_mismatch", "warning")
    assert f"(lệch 4); cột Ghi chú lại nói số khác: «{note}»." in found.message
    assert found.remedy.startswith("Xem lại các số này")


@pytest.mark.parametrize(
    "note", ["Thiếu 4 trẻ chưa rõ giới tính", "năm học 2023-2024", "trường mới, 480 trẻ", "1.476m"]
)
def test_a_note_with_a_number_that_mends_nothing_still_explains(
    send: Callable[..., Results], note: str
) -> None:
    results = send({("mau_giao", "tong", 0): 480, ("mau_giao", "ghi_chu", 0): f"Lý do: {note}"})
    assert [found.code for found in told(results)] == ["mismatch_explained"]


@pytest.mark.parametrize(
    ("key", "note", "code"),
    [
        (("mau_giao", "nam", 0), "…", "required_blank"),
        (("mau_giao", "nam", 0), "ok", "required_blank"),
        (("mau_giao", "nam", 0), "không áp dụng", "blank_explained"),
        (("mau_giao", "nam", 0), "n/a", "blank_explained"),
        (("nu_ho_sinh", "tra_loi", 0), "nt", "required_yes_no_blank"),
    ],
)
def test_a_blank_beside_a_note_that_gives_no_reason_is_asked_for(
    send: Callable[..., Results], key: Key, note: str, code: str
) -> None:
    results = send({key: None, (key[0], "ghi_chu", 0): note})
    assert code in [found.code for found in told(results)]
    assert value_of(results, key[0], key[1]) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (0.5, "ghi 0,5;"),
        (229 / 3, "ghi 76,333333…;"),
        (76.5, "ghi «76,5»"),
        (-4.25, "ghi -4,25:"),
        (1.5e16, "ghi 1,5e+16,"),
        ("76.55", "ghi «76.55»"),
        (-20000000, "ghi -20000000:"),
    ],
)
def test_a_number_in_a_message_is_written_as_people_write_it(
    send: Callable[..., Results], typed: object, words: str
) -> None:
    """What was typed as text stands as it was typed."""
    results = send({("mau_giao", "nam", 0): typed})
    [found] = [found for found in told(results) if found.place.cell == "E13"]
    assert words in found.message


def test_a_number_beside_the_questions_is_written_as_people_write_it(
    send: Callable[..., Results],
) -> None:
    def beside(book: Workbook) -> None:
        book["Số liệu"]["J40"], book["Số liệu"]["J41"] = 0.5, "0.5"

    assert [found.found for found in told(send(change=beside))] == ["0,5", "0.5"]


def test_no_note_makes_a_part_larger_than_its_whole_right(send: Callable[..., Results]) -> None:
    key = ("hdnd_xa", "ghi_chu", 0)
    results = send({("hdnd_xa", "tong", 0): 20, ("hdnd_xa", "nu", 0): 21, key: "đã kiểm tra"})
    assert "part_exceeds_whole" in [code for code, _ in codes(results)]


def test_rules_are_silent_while_one_of_the_numbers_is_not_there(
    send: Callable[..., Results],
) -> None:
    results = send({("mau_giao", "tong", 0): "không áp dụng"})
    assert [code for code, _ in codes(results)] == ["not_applicable"]
    assert results.balance.holds


def test_a_renamed_sheet_is_still_read(send: Callable[..., Results]) -> None:
    def rename(book: Workbook) -> None:
        book["Số liệu"].title = "Sheet1"

    assert codes(send(change=rename)) == []


def test_an_inserted_row_and_column_move_nothing(send: Callable[..., Results]) -> None:
    """Every answer keeps its meaning, and its address is that of the file as it is."""

    def insert(book: Workbook) -> None:
        book["Số liệu"].insert_rows(9)
        book["Số liệu"].insert_cols(3)
        cell(book, "mau_giao", "nam").value = "nhiều"

    results = send(change=insert)
    assert codes(results) == [("not_a_number", "F14")]


def test_rows_that_were_sorted_are_still_read(send: Callable[..., Results]) -> None:
    def swap(book: Workbook) -> None:
        sheet = book["Số liệu"]
        for column in range(1, 8):
            upper, lower = sheet.cell(13, column), sheet.cell(14, column)
            upper.value, lower.value = lower.value, upper.value

    plain = send()
    nam, nu = value_of(plain, "mau_giao", "nam"), value_of(plain, "mau_giao", "nu")
    swapped = send(change=swap)
    assert (value_of(swapped, "mau_giao", "nam"), value_of(swapped, "mau_giao", "nu")) == (nam, nu)
    assert codes(swapped) == []


def test_a_row_inserted_into_a_table_is_a_row_of_it(send: Callable[..., Results]) -> None:
    def insert(book: Workbook) -> None:
        sheet = book["Biểu 1 - Hoạt động"]
        sheet.insert_rows(9)
        sheet["C9"], sheet["E9"] = "Ký cam kết", 3

    results = send(change=insert)
    assert codes(results) == []
    assert value_of(results, "hoat_dong", "so_cuoc", 1) == 3
    assert value_of(results, "hoat_dong", "so_cuoc", 2) > 0


def test_rows_below_the_prepared_ones_are_read(send: Callable[..., Results]) -> None:
    def below(book: Workbook) -> None:
        sheet = book["Biểu 1 - Hoạt động"]
        sheet["C60"], sheet["E60"] = "Ký cam kết", 3

    results = send(change=below)
    assert codes(results) == []
    assert value_of(results, "hoat_dong", "so_cuoc", 2) == 3


def test_what_is_typed_beside_the_questions_is_named(send: Callable[..., Results]) -> None:
    def beside(book: Workbook) -> None:
        book["Số liệu"]["J40"] = "gọi lại cho tôi"
        book.create_sheet("Nháp")["B2"] = 12

    results = send(change=beside)
    assert sorted(codes(results)) == [("outside_cell", "J40"), ("outside_sheet", "")]
    assert results.balance.cells_set_aside == 2
    assert results.balance.holds


def test_a_deleted_question_is_told_and_not_a_zero(send: Callable[..., Results]) -> None:
    def delete(book: Workbook) -> None:
        book["Số liệu"].delete_rows(13)

    results = send(change=delete)
    assert "question_missing" in [code for code, _ in codes(results)]
    assert value_of(results, "mau_giao", "nam") is None


def test_a_deleted_column_of_a_table_is_told(send: Callable[..., Results]) -> None:
    def delete(book: Workbook) -> None:
        sheet = book["Biểu 1 - Hoạt động"]
        [column] = [cell.column for cell in sheet[1] if cell.value == "nam"]
        sheet.delete_cols(column)

    results = send(change=delete)
    told = [found.message for found in results.findings if found.code == "question_missing"]
    assert len(told) == 1
    assert "«Số người tham gia: Nam»" in told[0]
    assert value_of(results, "hoat_dong", "so_cuoc", 1) is not None
    assert results.balance.holds


def test_a_copied_question_with_another_answer_counts_neither(send: Callable[..., Results]) -> None:
    def copy(book: Workbook) -> None:
        sheet = book["Số liệu"]
        sheet["A50"], sheet["E50"] = "mau_giao.nam", 7

    results = send(change=copy)
    assert ("question_twice", "E50") in codes(results)
    assert value_of(results, "mau_giao", "nam") is None
    assert results.balance.holds


def test_a_copied_question_with_the_same_answer_counts_once(send: Callable[..., Results]) -> None:
    def copy(book: Workbook) -> None:
        sheet = book["Số liệu"]
        sheet["A50"], sheet["E50"] = "mau_giao.nam", sheet["E13"].value

    results = send(change=copy)
    assert codes(results) == [("question_repeated", "E50")]
    assert results.balance.holds


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("year", "2022", "other_round"),
        ("programme", "khac", "other_round"),
        ("unit", "99999", "unknown_unit"),
        ("form", "huyen_uy", "wrong_form"),
    ],
)
def test_a_form_of_something_else_is_left_out(
    send: Callable[..., Results], key: str, value: str, code: str
) -> None:
    def change(book: Workbook) -> None:
        for row in book["_bdg"].iter_rows():
            if row[0].value == key:
                row[1].value = value

    results = send(change=change)
    assert codes(results) == [(code, "")]
    assert results.frame.empty
    assert results.balance.files_set_aside == 1


def test_an_older_layout_is_read_and_told(send: Callable[..., Results]) -> None:
    def change(book: Workbook) -> None:
        for row in book["_bdg"].iter_rows():
            if row[0].value == "layout":
                row[1].value = "00000000"

    results = send(change=change)
    assert codes(results) == [("other_layout", "")]
    assert not results.frame.empty


def test_an_older_layout_whose_hidden_unit_is_gone_is_told_too(
    send: Callable[..., Results],
) -> None:
    def change(book: Workbook) -> None:
        for row in book["_bdg"].iter_rows():
            if row[0].value in ("layout", "unit"):
                row[1].value = "00000000" if row[0].value == "layout" else None

    results = send(change=change)
    assert sorted(codes(results)) == [("other_layout", ""), ("unit_found_by", "")]


def test_a_blank_form_is_one_finding_and_counts_as_not_sent(
    inbox: Path, programme: Programme
) -> None:
    filled(inbox, programme, CODE, {})
    results = collect(inbox, programme)
    assert codes(results) == [("blank_form", "")]
    assert results.frame.empty


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("hỏng.xlsx", b"PK\x03\x04 not a zip", "damaged_file"),
        ("rong.xlsx", b"", "empty_file"),
        ("van ban.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "damaged_file"),
        ("bao cao.docx", b"PK", "not_a_spreadsheet"),
        ("anh.jpg", b"\xff\xd8", "not_a_spreadsheet"),
    ],
)
def test_a_file_that_is_no_form_does_not_stop_the_rest(
    send: Callable[..., Results], inbox: Path, name: str, content: bytes, code: str
) -> None:
    (inbox / name).write_bytes(content)
    results = send()
    assert codes(results) == [(code, "")]
    assert told(results)[0].place.file == name
    assert value_of(results, "hdnd_xa", "tong") > 0


def test_a_workbook_of_somebody_else_is_left_out(send: Callable[..., Results], inbox: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "Danh sách"
    book.save(inbox / "danh sach.xlsx")
    assert codes(send()) == [("not_a_form", "")]


def test_lock_files_and_hidden_files_are_passed_over_and_folders_searched(
    send: Callable[..., Results], inbox: Path, programme: Programme
) -> None:
    (inbox / "~$xa.xlsx").write_bytes(b"x")
    (inbox / ".xa.xlsx").write_bytes(b"x")
    send()
    (inbox / "Zalo").mkdir()
    (inbox / NAME).rename(inbox / "Zalo" / NAME.upper())
    results = collect(inbox, programme)
    assert codes(results) == []
    assert results.sources[0].file == f"Zalo/{NAME.upper()}"


@pytest.mark.skipif(os.name == "nt", reason="POSIX special files")
def test_a_link_and_a_pipe_are_not_opened(send: Callable[..., Results], inbox: Path) -> None:
    (inbox / "a.xlsx").symlink_to("/dev/zero")
    os.mkfifo(inbox / "b.xlsx")
    assert codes(send()) == [("not_a_file", ""), ("not_a_file", "")]
