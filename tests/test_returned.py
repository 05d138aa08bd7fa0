"""The forms that units get back: what is marked in them, and that correcting them is enough."""

import shutil
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from bdg_excel.cli.summary import summary
from bdg_excel.findings import Severity
from bdg_excel.layout import (
    IDENTITY_SHEET,
    RETURNED,
    RETURNED_FOUND,
    RETURNED_WARNING,
    layouts,
)
from bdg_excel.pipeline import collect, run
from bdg_excel.programme import Programme
from bdg_excel.results import Results
from bdg_excel.returned import MESSAGES, RETURNED_FOLDER, write_returned
from bdg_excel.template import LIST_SHEET, Mark, Review, form_name, write_form
from bdg_excel.template.styles import AMBER, RED
from tests.builders import Key, cell, filled, sample_of
from tests.conftest import Convert
from tests.forms import saved_at, values

CODE = "03589"
FORMULA = '=HYPERLINK("http://vi.du","y")'
TYPED: dict[Key, Any] = {
    ("dao_tao_nghe", "tong", 0): 3.083,
    ("mau_giao", "tong", 0): "rất nhiều",
    ("tieu_hoc", "nam", 0): "1.26",
    ("thcs", "tong", 0): 200,
    ("hdnd_xa", "nu", 0): None,
    ("mau_giao", "ghi_chu", 0): "  http://vi.du",
    ("hoat_dong", "so_cuoc", 1): "vài cuộc",
}
ERRORS: set[Key] = {
    ("mau_giao", "tong", 0),
    ("tieu_hoc", "nam", 0),
    ("hoat_dong", "so_cuoc", 1),
}
WARNINGS: set[Key] = {("thcs", "tong", 0), ("hdnd_xa", "nu", 0)}


@pytest.fixture
def faulty(inbox: Path, programme: Programme, definition: Path) -> Path:
    """A drop folder with one commune's form that has one fault of each kind."""
    path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE) | TYPED)
    book = openpyxl.load_workbook(path)
    words = cell(book, "kho_khan", "noi_dung")
    words.value, words.data_type = FORMULA, "s"
    cell(book, "mau_giao", "tong").parent["J9"] = "12 cuộc, chị Hoa ghi"
    book.create_sheet("Nháp")["B2"] = 5
    book.save(path)
    return inbox


def give_back(inbox: Path, folder: Path, programme: Programme) -> dict[str, Path]:
    """What `write_returned` makes of the drop folder, by file name."""
    write_returned(folder, collect(inbox, programme))
    return {path.name: path for path in folder.iterdir()}


def form_of(folder: Path, programme: Programme, code: str = CODE) -> Any:
    """The open form that the unit `code` gets back."""
    return openpyxl.load_workbook(folder / form_name(programme.units_by_code[code]))


def notes(book: Any) -> dict[tuple[str, str], str]:
    """All notes, by sheet and cell."""
    return {
        (sheet.title, found.coordinate): found.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for found in row
        if found.comment
    }


def place(book: Any, key: Key) -> tuple[str, str]:
    found = cell(book, *key)
    return found.parent.title, found.coordinate


def listed(book: Any) -> list[tuple[Any, ...]]:
    """The numbered lines of the list: severity, link, what was found, why, what to do."""
    rows = book[LIST_SHEET].iter_rows(min_row=7)
    return [
        (row[2].value, row[3].hyperlink, *(found.value for found in row[3:7]))
        for row in rows
        if isinstance(row[1].value, int)
    ]


def message(book: Any) -> list[str]:
    """The lines for a chat that stand under the list."""
    lines = [row[0] for row in book[LIST_SHEET].iter_rows(min_col=2, max_col=2, values_only=True)]
    start = next(n for n, line in enumerate(lines) if str(line).startswith("Kính gửi"))
    return lines[start:]


def codes(results: Results) -> list[str]:
    return [found.code for found in results.findings if found.code != "not_sent"]


def test_exactly_the_doubtful_cells_are_marked(
    faulty: Path, tmp_path: Path, programme: Programme
) -> None:
    give_back(faulty, tmp_path / "tra_lai", programme)
    book = form_of(tmp_path / "tra_lai", programme)
    assert notes(book).keys() == {place(book, key) for key in ERRORS | WARNINGS}
    for keys, colour, word in ((ERRORS, RED, "Phải sửa: "), (WARNINGS, AMBER, "Xem lại: ")):
        for key in keys:
            marked = cell(book, *key)
            assert marked.fill.start_color.rgb == f"FF{colour[1:]}"
            assert marked.comment.text.startswith(word)
            assert marked.comment.author == "bdg"
            assert not marked.protection.locked
    told = cell(book, "mau_giao", "tong").comment.text
    assert "«Học sinh mẫu giáo: Tổng số» cần một con số nhưng ghi «rất nhiều»" in told
    assert "Ghi lại bằng chữ số" in told
    assert "Xã Mường So" not in told  # the note lies on the cell: no need to say where


def test_the_form_holds_what_was_typed(
    faulty: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    give_back(faulty, tmp_path / "tra_lai", programme)
    book = form_of(tmp_path / "tra_lai", programme)
    expected = sample_of(programme, definition, CODE) | TYPED
    expected |= {
        ("dao_tao_nghe", "tong", 0): 3083,  # read with certainty: a number again
        ("mau_giao", "ghi_chu", 0): "http://vi.du",
        ("kho_khan", "noi_dung", 0): FORMULA,
    }
    for key, value in expected.items():
        found = cell(book, *key)
        assert found.value == value, key
        assert value is None or found.data_type == ("s" if isinstance(value, str) else "n")
        assert found.hyperlink is None
    read_as = [line for line in listed(book) if line[0] == "Để biết"]
    assert [line[3] for line in read_as] == ["3,083"]


def test_the_list_names_every_finding_and_leads_to_its_cell(
    faulty: Path, tmp_path: Path, programme: Programme
) -> None:
    give_back(faulty, tmp_path / "tra_lai", programme)
    book = form_of(tmp_path / "tra_lai", programme)
    sheet = book[LIST_SHEET]
    assert book.active is sheet
    assert [page.title for page in book.worksheets if page.sheet_view.tabSelected] == [LIST_SHEET]
    assert (sheet["A1"].value, sheet.protection.sheet) == (RETURNED, True)
    linked = [line for line in listed(book) if line[1]]
    cells = {tuple(line[1].location.replace("'", "").split("!")) for line in linked}
    assert cells == {place(book, key) for key in ERRORS | WARNINGS | {("dao_tao_nghe", "tong", 0)}}
    assert [line[0] for line in linked] == ["Phải sửa"] * 3 + ["Xem lại"] * 2 + ["Để biết"]
    outside = [line[2:4] for line in listed(book) if not line[1]]
    assert ("Trang Số liệu, ô J9 (trong tệp đã gửi)", "12 cuộc, chị Hoa ghi") in outside
    assert any("Nháp" in where for where, _ in outside)


def test_totals_and_notes_of_a_table_are_told_where_the_unit_finds_them(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu 1 - Hoạt động"]
    sheet["C13"], sheet["E13"], sheet["C14"] = "Tổng cộng", 7, "Ghi chú: chưa đủ"
    book.save(path)
    give_back(inbox, tmp_path / "tra_lai", programme)
    back = form_of(tmp_path / "tra_lai", programme)
    places = [line[2] for line in listed(back)]
    assert places == [f"Trang {sheet.title}, ô {c} (trong tệp đã gửi)" for c in ("C13", "C14")]
    assert f"Trang {sheet.title}, ô C13 (trong tệp đã gửi): " in " ".join(map(str, message(back)))


def test_the_message_names_the_faults_the_file_and_the_deadline(
    faulty: Path, tmp_path: Path, programme: Programme
) -> None:
    made = give_back(faulty, tmp_path / "tra_lai", programme)
    name = form_name(programme.units_by_code[CODE])
    lines = message(form_of(tmp_path / "tra_lai", programme))
    assert lines[0] == "Kính gửi Xã Mường So,"
    assert "3 chỗ phải sửa (màu đỏ)" in lines[1]
    assert lines[2].startswith("1. Trang Số liệu, ô E12: «Học sinh mẫu giáo: Tổng số»")
    assert f"({name})" in lines[-2]
    assert lines[-2].endswith("Hạn gửi: 18/12/2023.")
    content = made[MESSAGES].read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n")
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    assert "\n".join(lines) in text
    assert text.count("=====\n") == len(programme.units)  # the others have not sent
    assert "===== Xã Sin Suối Hồ (mã 03592). Chưa gửi biểu =====\nKính gửi" in text
    assert "chậm nhất ngày 18 tháng 12 năm 2023" in text


def test_of_two_versions_the_differing_cells_come_back_open(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    answers = sample_of(programme, definition, CODE)
    nu, note, row = ("mau_giao", "nu", 0), ("mau_giao", "ghi_chu", 0), ("hoat_dong", "so_cuoc", 9)
    more = {nu: answers[nu] + 1, note: "đã sửa", row: 3}
    filled(inbox, programme, CODE, answers, "a.xlsx")
    filled(inbox, programme, CODE, answers | more, "b.xlsx")
    for name in ("a.xlsx", "b.xlsx"):
        saved_at(inbox / name, "2023-12-01T08:00:00Z")
    results = collect(inbox, programme)
    assert "two_versions" in codes(results)
    write_returned(tmp_path / "tra_lai", results)
    book = form_of(tmp_path / "tra_lai", programme)
    told = notes(book)
    said = {nu: f"{answers[nu]} / {answers[nu] + 1} [?]", note: "(trống) / đã sửa [?]"}
    for key in (nu, note):
        assert cell(book, *key).value == said[key]
        assert cell(book, *key).fill.start_color.rgb == f"FF{RED[1:]}"
    assert f"bản 1: {answers[nu]}; bản 2: {answers[nu] + 1}" in told[place(book, nu)]
    assert "bản 1: (trống); bản 2: đã sửa" in told[place(book, note)]
    assert cell(book, "mau_giao", "tong").value == answers["mau_giao", "tong", 0]
    assert "bản 1 là a.xlsx và bản 2 là b.xlsx" in " ".join(message(book))
    assert "--use" not in " ".join(message(book))


def test_an_empty_form_and_a_copy_beside_two_versions_are_no_versions(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    answers, key = sample_of(programme, definition, CODE), ("mau_giao", "nam", 0)
    filled(inbox, programme, CODE, answers | {key: 90}, "b.xlsx")
    filled(inbox, programme, CODE, answers | {key: 91}, "c.xlsx")
    shutil.copy(inbox / "b.xlsx", inbox / "b (1).xlsx")
    book = openpyxl.load_workbook(filled(inbox, programme, CODE, {}, "a.xlsx"))
    book["Số liệu"]["J9"] = "xem tệp c"
    book.save(inbox / "a.xlsx")
    for path in inbox.iterdir():
        saved_at(path, "2023-12-01T08:00:00Z")
    give_back(inbox, tmp_path / "tra_lai", programme)
    book = form_of(tmp_path / "tra_lai", programme)
    assert cell(book, *key).value == "90 / 91 [?]"
    assert cell(book, "mau_giao", "tong").value == answers["mau_giao", "tong", 0]
    assert "bản 1: 90; bản 2: 91)" in notes(book)[place(book, key)]
    assert "bản 1 là b.xlsx và bản 2 là c.xlsx" in " ".join(message(book))
    [beside] = [row for row in book[LIST_SHEET].iter_rows() if row[0].value == RETURNED_WARNING]
    assert beside[RETURNED_FOUND].value == "xem tệp c"  # of the empty form the list alone holds it


def test_a_corrected_form_clears_the_findings(
    faulty: Path, tmp_path: Path, programme: Programme, definition: Path, soffice: Convert
) -> None:
    """Opened and saved by LibreOffice, mended as a person would, dropped into a fresh folder."""
    made = give_back(faulty, tmp_path / "tra_lai", programme)
    name = form_name(programme.units_by_code[CODE])
    (opened,) = soffice([made[name]], "xlsx", tmp_path / "libre", recalculate=True)
    book = openpyxl.load_workbook(opened)
    answers = sample_of(programme, definition, CODE)
    assert len(notes(book)) == len(ERRORS | WARNINGS)
    for key in ERRORS | WARNINGS:
        cell(book, *key).value = answers[key]
    for row in book[LIST_SHEET].iter_rows():
        if row[0].value == RETURNED_WARNING:  # what stood outside the form: told until it is gone
            row[RETURNED_FOUND].value = None
    fresh = tmp_path / "nop_lai"
    fresh.mkdir()
    book.save(fresh / name)
    results = collect(fresh, programme)
    assert codes(results) == ["cleared_in_list"] * 2
    assert results.balance.holds
    assert results.balance.cells_set_aside == 0
    read = {(v.field, v.part, v.row): v.number for v in results.replies[0].values}
    assert {key: read[key] for key in ERRORS | WARNINGS} == {
        key: answers[key] for key in ERRORS | WARNINGS
    }


def test_a_form_sent_back_as_it_is_has_the_same_faults_and_no_others(
    faulty: Path, tmp_path: Path, programme: Programme
) -> None:
    made = give_back(faulty, tmp_path / "tra_lai", programme)
    fresh = tmp_path / "nop_lai"
    fresh.mkdir()
    shutil.copy(made[form_name(programme.units_by_code[CODE])], fresh)
    before = [code for code in codes(collect(faulty, programme)) if code != "thousands_restored"]
    again = collect(fresh, programme)
    beside = ("outside_sheet", "outside_cell")
    assert codes(again) == ["kept_in_list" if code in beside else code for code in before]
    assert again.balance.holds


def test_a_doubt_that_comes_back_with_the_form_is_left_as_it_was_typed(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    typed = sample_of(programme, definition, CODE) | {("mau_giao", "nam", 0): "khoảng 1.5"}
    path = filled(inbox, programme, CODE, typed)
    given = give_back(inbox, tmp_path / "tra_lai", programme)[path.name]
    assert cell(openpyxl.load_workbook(given), "mau_giao", "nam").value == "khoảng 1.5"


def test_the_values_kept_in_the_form_are_those_that_libreoffice_computes(
    faulty: Path, tmp_path: Path, programme: Programme, soffice: Convert
) -> None:
    (sent,) = faulty.iterdir()
    sent.rename(faulty / "so_xa_moi.xlsx")  # LibreOffice takes _xa_ for a line break
    made = give_back(faulty, tmp_path / "tra_lai", programme)
    ours = made[form_name(programme.units_by_code[CODE])]
    (theirs,) = soffice([ours], "xlsx", tmp_path / "libre", recalculate=True)
    assert values(ours) == values(theirs)
    assert any("so_xa_moi.xlsx" in str(value) for value in values(ours).values())


def test_a_blank_form_comes_back_blank(inbox: Path, tmp_path: Path, programme: Programme) -> None:
    filled(inbox, programme, CODE, {})
    made = give_back(inbox, tmp_path / "tra_lai", programme)
    assert set(made) == {form_name(programme.units_by_code[CODE]), MESSAGES}
    book = form_of(tmp_path / "tra_lai", programme)
    assert notes(book) == {}
    assert [(line[0], line[2]) for line in listed(book)] == [("Xem lại", "Cả biểu")]
    assert message(book)[-2].startswith("Đề nghị điền vào tệp kèm theo (")


@pytest.mark.parametrize(
    ("content", "said", "asked"),
    [
        (b"", "Gửi lại tệp đã điền.", "gửi lại tệp đã điền; không còn tệp ấy thì điền vào tệp"),
        (b"PK\x03\x04" + b"x" * 90, "Lưu thành (Save As)", "gửi lại tệp đã điền; không còn"),
    ],
)
def test_of_a_file_that_could_not_be_read_no_coloured_cells_are_spoken_of(
    inbox: Path, tmp_path: Path, programme: Programme, content: bytes, said: str, asked: str
) -> None:
    (inbox / "03589.xlsx").write_bytes(content)
    give_back(inbox, tmp_path / "tra_lai", programme)
    book = form_of(tmp_path / "tra_lai", programme)
    words = " ".join(map(str, message(book)))
    assert said in words
    assert f"Đề nghị {asked}" in words
    assert "Hạn gửi: 18/12/2023." in words
    assert "đã nhận tệp của đơn vị (tệp 03589.xlsx) nhưng không đọc được:" in words
    told = str(book[LIST_SHEET]["B4"].value)
    assert "Có 1 chỗ phải sửa. Sửa xong" in told
    assert "màu" not in words + told


def test_an_archive_is_the_staffs_to_unpack(
    inbox: Path, tmp_path: Path, programme: Programme
) -> None:
    with zipfile.ZipFile(inbox / "03589.zip", "w") as archive:
        archive.writestr("bieu.xlsx", b"x")
    results = collect(inbox, programme)
    said = "\n".join(summary(results, tmp_path))
    assert "Đã gửi nhưng chưa tính được: Xã Mường So." in said
    assert "Người tổng hợp xem 1 tệp không đọc được" in said
    assert "Gửi lại" not in said
    made = give_back(inbox, tmp_path / "tra_lai", programme)
    assert set(made) == {MESSAGES}
    assert "Mường So" not in made[MESSAGES].read_text(encoding="utf-8-sig")


def test_what_marks_no_cell_is_to_be_mended_by_the_list(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
    book = openpyxl.load_workbook(path)
    book.create_sheet("Nháp")["B2"] = 5
    book.save(path)
    give_back(inbox, tmp_path / "tra_lai", programme)
    words = " ".join(map(str, message(form_of(tmp_path / "tra_lai", programme))))
    assert "sửa theo trang «Cần sửa»" in words
    assert "màu" not in words


def test_a_unit_that_filled_another_form_gets_its_own(
    inbox: Path, tmp_path: Path, programme: Programme
) -> None:
    path = filled(inbox, programme, CODE, {("mau_giao", "tong", 0): 3})
    book = openpyxl.load_workbook(path)
    facts = book[IDENTITY_SHEET]
    next(row for row in facts.iter_rows() if row[0].value == "form")[1].value = "y_te"
    book.save(path)
    give_back(inbox, tmp_path / "tra_lai", programme)
    back = form_of(tmp_path / "tra_lai", programme)
    assert cell(back, "mau_giao", "tong").value is None
    ((severity, _, where, _, _, remedy),) = listed(back)
    assert (severity, where) == ("Phải sửa", f"Tệp {path.name}")
    assert remedy == "Tệp này là đúng biểu của đơn vị: điền rồi gửi lại."


def of_last_year(path: Path, **facts: str) -> None:
    """Makes the form in `path` one of the year before, with some of its hidden facts changed."""
    book = openpyxl.load_workbook(path)
    for row in book[IDENTITY_SHEET].iter_rows():
        row[1].value = ({"year": "2022"} | facts).get(str(row[0].value), row[1].value)
    book.save(path)


def test_a_unit_that_sent_the_form_of_another_year_is_told_so_and_gets_its_own(
    inbox: Path, tmp_path: Path, programme: Programme
) -> None:
    path = filled(inbox, programme, CODE, {("mau_giao", "tong", 0): 3})
    of_last_year(path)
    results = collect(inbox, programme)
    assert [f.code for f in results.findings if f.place.unit_code == CODE] == ["other_round"]
    assert results.balance.holds
    give_back(inbox, tmp_path / "tra_lai", programme)
    back = form_of(tmp_path / "tra_lai", programme)
    assert cell(back, "mau_giao", "tong").value is None
    words = " ".join(map(str, message(back)))
    assert f"đã nhận số liệu của đơn vị (tệp {path.name})" in words
    assert "Biểu của đợt báo cáo khác: năm 2022; đợt này là năm 2023." in words
    assert "Tệp này là biểu của đợt này: điền rồi gửi lại." in words


def test_a_file_that_names_two_units_is_told_to_both(
    inbox: Path, tmp_path: Path, programme: Programme
) -> None:
    filled(inbox, programme, CODE, {("mau_giao", "tong", 0): 3}, "xa Nam Xe.xlsx")
    results = collect(inbox, programme)
    perhaps = [found for found in results.findings if found.code == "perhaps_sent"]
    assert sorted(found.place.unit_code for found in perhaps) == ["03586", CODE]
    assert all("tệp xa Nam Xe.xlsx ghi tên đơn vị này" in found.message for found in perhaps)
    assert len([f for f in results.findings if f.code == "not_sent"]) == len(programme.units) - 2
    said = "\n".join(summary(results, tmp_path))
    assert "Có tệp ghi tên nhưng chưa rõ có phải của: Xã Nậm Xe, Xã Mường So." in said
    assert f"Nhắc {len(programme.units) - 2} đơn vị gửi biểu" in said
    give_back(inbox, tmp_path / "tra_lai", programme)
    words = (tmp_path / "tra_lai" / MESSAGES).read_text(encoding="utf-8-sig")
    assert words.count("Có thể đã gửi biểu") == 2
    assert words.count("có nhận được tệp xa Nam Xe.xlsx ghi tên đơn vị") == 2
    assert words.count("chưa nhận được biểu số liệu của đơn vị") == len(programme.units) - 2
    assert results.balance.holds


def test_a_report_without_a_form_is_not_to_be_signed(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    filled(inbox, programme, CODE, {})
    said = "\n".join(summary(collect(inbox, programme), tmp_path))
    assert "trình ký" not in said
    assert "Chưa tính được biểu nào" in said
    filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
    assert "rồi trình ký" in "\n".join(summary(collect(inbox, programme), tmp_path))


def test_a_unit_whose_form_counts_is_not_asked_about_another_file(
    inbox: Path, programme: Programme, definition: Path
) -> None:
    filled(inbox, programme, CODE, {("mau_giao", "tong", 0): 3}, "xa Nam Xe.xlsx")
    filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
    results = collect(inbox, programme)
    asked = [f.place.unit_code for f in results.findings if f.code == "perhaps_sent"]
    assert asked == ["03586"]


@pytest.mark.parametrize("facts", [{"unit_name": "Xã Mường Khoa"}, {"unit": "99999"}])
def test_a_form_of_another_year_whose_unit_is_not_certain_is_nobodys(
    inbox: Path, programme: Programme, facts: dict[str, str]
) -> None:
    path = filled(inbox, programme, CODE, {("mau_giao", "tong", 0): 3}, "bieu.xlsx")
    of_last_year(path, **facts)
    results = collect(inbox, programme)
    assert [f.code for f in results.findings if f.place.unit_code == CODE] == ["not_sent"]
    assert [f.place.unit_code for f in results.findings if f.code == "other_round"] == [""]


def test_a_question_that_is_gone_is_marked_where_the_form_has_it(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
    book = openpyxl.load_workbook(path)
    gone = cell(book, "dao_tao_nghe", "nu")
    for blank in gone.parent[gone.row]:
        if not isinstance(blank, MergedCell):
            blank.value = None
    book.save(path)
    give_back(inbox, tmp_path / "tra_lai", programme)
    back = form_of(tmp_path / "tra_lai", programme)
    assert set(notes(back)) == {place(back, ("dao_tao_nghe", "nu", 0))}


def test_the_form_that_came_back_counts_and_not_the_one_before(
    faulty: Path, tmp_path: Path, programme: Programme
) -> None:
    made = give_back(faulty, tmp_path / "tra_lai", programme)
    book = openpyxl.load_workbook(made[form_name(programme.units_by_code[CODE])])
    cell(book, "mau_giao", "tong").value = 476
    # Beside the list, where somebody answers who has taken the protection off.
    book[LIST_SHEET]["H8"] = "đã hỏi trường"
    below = book[LIST_SHEET].max_row + 2
    book[LIST_SHEET][f"E{below}"] = "số đúng là 476"
    book.save(faulty / "lan_hai.xlsx")
    saved_at(faulty / "lan_hai.xlsx", "2001-01-01T00:00:00Z")  # a computer whose clock is wrong
    results = collect(faulty, programme)
    assert [(reply.file, reply.revision) for reply in results.replies] == [("lan_hai.xlsx", 1)]
    assert results.balance.holds
    outside = [found for found in results.findings if found.code == "outside_cell"]
    for written in ("H8", f"E{below}"):
        assert ("lan_hai.xlsx", LIST_SHEET, written) in [found.place[2:] for found in outside]
    write_returned(tmp_path / "lan_hai", results)
    again = form_of(tmp_path / "lan_hai", programme)
    assert [row[1].value for row in again[IDENTITY_SHEET].iter_rows()][-1] == "2"
    assert place(again, ("mau_giao", "tong", 0)) not in notes(again)


def test_a_unit_without_findings_gets_nothing_back(
    sample_output: Path, programme: Programme
) -> None:
    folder = sample_output / RETURNED_FOLDER
    doubtful = {"Xã Mồ Sì San", "Xã Bản Lang", "Xã Mù Sang", "Xã Nậm Xe"}
    expected = {form_name(unit) for unit in programme.units if unit.name in doubtful}
    assert {path.name for path in folder.iterdir()} == expected | {MESSAGES}


def test_forms_of_an_earlier_run_do_not_linger(
    faulty: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    output = tmp_path / "ra"
    run(faulty, output, programme, definition)
    folder, name = output / RETURNED_FOLDER, form_name(programme.units_by_code[CODE])
    (folder / "cua_toi.xlsx").write_bytes(b"x")
    assert (folder / name).exists()
    filled(faulty, programme, CODE, sample_of(programme, definition, CODE))
    filled(faulty, programme, "03592", {("mau_giao", "tong", 0): "?"})
    run(faulty, output, programme, definition)
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["cua_toi.xlsx", MESSAGES, form_name(programme.units_by_code["03592"])]
    )


def test_two_runs_give_the_same_bytes(faulty: Path, tmp_path: Path, programme: Programme) -> None:
    first, second = (give_back(faulty, tmp_path / name, programme) for name in ("mot", "hai"))
    assert {name: path.read_bytes() for name, path in first.items()} == {
        name: path.read_bytes() for name, path in second.items()
    }


@pytest.mark.parametrize("key", [("vay_von", "nu", 0), ("mau_giao", "tong", 1)])
def test_a_mark_on_no_cell_is_refused(programme: Programme, tmp_path: Path, key: Key) -> None:
    unit = programme.units_by_code[CODE]
    review = _review({key: Mark(Severity.ERROR, "sai")}, [])
    with pytest.raises(ValueError, match="no cell for"):
        write_form(tmp_path / "x.xlsx", programme, layouts(programme)[unit.form], unit, {}, review)


def _review(marks: dict[Key, Mark], lines: Sequence[str]) -> Review:
    return Review(marks, "", (), lines, 1)
