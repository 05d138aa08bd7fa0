"""Forms whose ids are gone, whose unit is in doubt, or that are of an older layout."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bdg_excel.findings import ABSENT, Finding
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.reader.identity.units import names_of
from bdg_excel.results import Results
from tests.builders import filled, sample_of
from tests.copies import Change, copied, form_of, row_with

CODE = "03589"
QUESTIONS, TABLE, COVER = "Số liệu", "Biểu 1 - Hoạt động", "Hướng dẫn"


@dataclass
class Copies:
    """The sample form of Mường So, its values copied into another workbook, and collected."""

    folder: Path
    inbox: Path
    programme: Programme
    definition: Path

    def __call__(self, change: Change | None = None, name: str = "a.xlsx", **kept: bool) -> Results:
        answers = sample_of(self.programme, self.definition, CODE)
        form = form_of(self.folder / "goc", self.programme, CODE, answers)
        copied(form, self.inbox / name, change=change, **kept)
        return collect(self.inbox, self.programme)


@pytest.fixture
def copy(tmp_path: Path, inbox: Path, programme: Programme, definition: Path) -> Copies:
    return Copies(tmp_path, inbox, programme, definition)


@pytest.fixture
def numbers(sample_inbox: Path, programme: Programme, copy: Copies) -> dict[Any, Any]:
    """What the form says when it is read by its ids."""
    return by_question(collect(sample_inbox, programme))


def by_question(results: Results) -> dict[Any, Any]:
    frame = results.frame[results.frame["unit_code"] == CODE]
    given = frame[frame["status"].isin(["given", "nil"])]
    keys = zip(given["field"], given["part"], given["row"], strict=True)
    return dict(zip(keys, zip(given["value"], given["text"], strict=True), strict=True))


def told(results: Results) -> list[Finding]:
    return [found for found in results.findings if found.code not in ABSENT]


def codes(results: Results) -> set[str]:
    return {found.code for found in told(results)}


def only(results: Results, code: str) -> Finding:
    [found] = [found for found in results.findings if found.code == code]
    return found


def without_unit(book: Workbook) -> None:
    """Nothing in the workbook says whose it is."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows(max_row=8):
            for cell in row:
                if "(mã " in str(cell.value):
                    cell.value = None


@pytest.mark.parametrize(
    "kept",
    [{}, {"rows": True}, {"columns": True}],
    ids=["values only", "no hidden column", "no hidden row"],
)
def test_figures_copied_into_a_new_workbook_are_found_by_their_labels(
    copy: Copies, numbers: dict[Any, Any], kept: dict[str, Any]
) -> None:
    results = copy(**kept)
    assert codes(results) == {"unit_found_by", "matched_by_labels"}
    assert by_question(results) == numbers
    assert results.balance.holds
    assert results.balance.cells == results.balance.cells_counted == 37
    sheet = next(f for f in told(results) if f.place.sheet == QUESTIONS and "label" in f.code)
    if "rows" not in kept:
        assert "«Số liệu» = cột" in sheet.message
    if "columns" not in kept:
        assert "«Học sinh mẫu giáo: Nam» = dòng" in sheet.message


def test_labels_typed_without_accents_or_with_other_tones_are_the_same(
    copy: Copies, numbers: dict[Any, Any]
) -> None:
    def retype(book: Workbook) -> None:
        sheet = book[QUESTIONS]
        sheet.cell(row_with(sheet, "Học sinh mẫu giáo"), 2).value = "HOC SINH  MAU GIAO:"
        row = row_with(sheet, "Cấp ủy viên xã")
        sheet.cell(row, 2).value = "Cấp uỷ viên xã"

    results = copy(retype)
    assert by_question(results) == numbers
    assert codes(results) == {"unit_found_by", "matched_by_labels"}


def test_rows_and_columns_in_another_order_are_found_by_what_they_say(
    copy: Copies, numbers: dict[Any, Any]
) -> None:
    def move(book: Workbook) -> None:
        sheet = book[QUESTIONS]
        sheet.insert_cols(3)
        sheet.insert_rows(row_with(sheet, "Học sinh tiểu học"))
        book[TABLE].insert_cols(1)

    results = copy(move)
    assert by_question(results) == numbers
    assert results.balance.holds


def test_a_label_that_is_only_similar_sets_its_cells_aside(copy: Copies) -> None:
    def slip(book: Workbook) -> None:
        sheet = book[QUESTIONS]
        row = row_with(sheet, "Trạm y tế có nữ hộ sinh")
        sheet.cell(row, 2).value = "Trạm y tế có nữ hộ sinh hoặc y sỹ sản nhy"

    results = copy(slip)
    found = only(results, "label_uncertain")
    assert (found.cells, found.place.cell[0]) == (1, "D")
    assert "Trạm y tế có nữ hộ sinh hoặc y sỹ sản nhi" in found.message
    assert ("nu_ho_sinh", "tra_loi", 0) not in by_question(results)
    assert results.balance.holds


def test_two_rows_with_the_label_of_one_question_are_both_set_aside(copy: Copies) -> None:
    def again(book: Workbook) -> None:
        sheet = book[QUESTIONS]
        row = row_with(sheet, "Nam", row_with(sheet, "Học sinh mẫu giáo"))
        sheet.insert_rows(row)
        sheet.cell(row, 2).value, sheet.cell(row, 4).value = "Nam", 999

    results = copy(again)
    found = only(results, "label_uncertain")
    assert found.cells == 2
    assert "999" in found.found
    assert ("mau_giao", "nam", 0) not in by_question(results)
    assert results.balance.holds


def test_a_table_without_its_first_heading_is_not_read(copy: Copies) -> None:
    def behead(book: Workbook) -> None:
        sheet = book[TABLE]
        sheet.cell(row_with(sheet, "STT"), 2).value = "Việc đã làm"

    results = copy(behead)
    assert only(results, "question_missing").message.count("«Hoạt động»") == 1
    assert not [key for key in by_question(results) if key[0] == "hoat_dong" and key[2]]
    assert results.balance.holds


def test_totals_that_lost_their_name_are_no_row(copy: Copies) -> None:
    def rename(book: Workbook) -> None:
        sheet = book[TABLE]
        sheet.cell(row_with(sheet, "Tổng cộng"), 2).value = "Cả xã"

    results = copy(rename)
    found = only(results, "label_uncertain")
    assert (found.cells, "dòng Tổng cộng" in found.message) == (4, True)
    assert by_question(results)["hoat_dong", "so_cuoc", 1][0] == 1
    assert results.balance.holds


def test_parts_under_a_heading_that_is_gone_are_not_guessed(copy: Copies) -> None:
    """The parts of primary schools stand below those of kindergartens: whose are they?"""

    def behead(book: Workbook) -> None:
        sheet = book[QUESTIONS]
        sheet.delete_rows(row_with(sheet, "Học sinh tiểu học"))

    read = by_question(results := copy(behead))
    assert not {key for key in read if key[0] in ("mau_giao", "tieu_hoc")}
    assert ("thcs", "nam", 0) in read
    assert "label_uncertain" in codes(results)
    assert results.balance.holds


def test_two_columns_of_figures_are_both_set_aside(copy: Copies) -> None:
    def again(book: Workbook) -> None:
        sheet = book[QUESTIONS]
        row = row_with(sheet, "STT")
        sheet.cell(row, 9).value, sheet.cell(row + 3, 9).value = "Số liệu", 5

    results = copy(again)
    assert only(results, "label_uncertain").cells == 25  # 24 answers and the 5
    assert not [key for key in by_question(results) if key[0] == "mau_giao"]
    assert results.balance.holds


def test_a_sheet_that_is_gone_is_one_finding(copy: Copies) -> None:
    results = copy(lambda book: book.remove(book[TABLE]), rows=True, columns=True, hidden=True)
    assert only(results, "sheet_missing").found == TABLE
    assert results.balance.holds


def test_the_identity_sheet_gone_the_unit_is_on_the_cover(
    copy: Copies, numbers: dict[Any, Any]
) -> None:
    results = copy(rows=True, columns=True)
    assert codes(results) == {"unit_found_by"}
    assert "bìa ghi «Xã Mường So (mã 03589)»" in told(results)[0].message
    assert by_question(results) == numbers


@pytest.mark.parametrize("said", ["3589", 3589], ids=repr)
def test_a_code_that_became_a_number_names_its_unit_on_the_cover(
    copy: Copies, numbers: dict[Any, Any], said: str | int
) -> None:
    def change(book: Workbook) -> None:
        without_unit(book)
        book[COVER]["D5"] = said

    results = copy(change, rows=True, columns=True)
    assert codes(results) == {"unit_found_by"}
    assert "bìa ghi «3589»" in told(results)[0].message
    assert by_question(results) == numbers


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        (3589, "Xã Mường So", set()),
        ("3589.0", "Xã Mường So", set()),
        (3589, "Xã Nậm Xe", {"unknown_unit"}),
        (3589, None, {"unknown_unit"}),
        (589, "Xã Mường So", {"unknown_unit"}),
    ],
)
def test_a_hidden_code_that_became_a_number_is_its_units_where_the_name_says_so(
    copy: Copies, code: str | int, name: str | None, expected: set[str]
) -> None:
    def change(book: Workbook) -> None:
        book["_bdg"]["B5"], book["_bdg"]["B6"] = code, name

    assert codes(copy(change, rows=True, columns=True, hidden=True)) == expected


def test_a_number_that_two_codes_may_have_become_names_no_unit(programme: Programme) -> None:
    first, second, *others = programme.units
    twins = (replace(first, code="0777"), replace(second, code="00777"), *others)
    names = names_of(replace(programme, units=twins))
    assert names.alone("777") == ()
    assert [unit.code for unit in names.alone("0777")] == ["0777"]
    assert [unit.code for unit in names.alone("3589")] == [CODE]


@pytest.mark.parametrize(
    "name",
    [
        "BC BDG xa Muong So (1).xlsx",
        "03589.xlsx",
        "UBND xã Mường Xo.xlsx",
        "MuongSo.xlsx",
        "xa muong so - huyen Phong Tho.xlsx",
    ],
)
def test_the_unit_is_found_by_the_name_of_the_file(copy: Copies, name: str) -> None:
    results = copy(without_unit, name)
    assert "tên tệp" in only(results, "unit_found_by").message
    assert results.sources[0].unit is not None
    assert results.sources[0].unit.code == CODE
    assert results.balance.holds


@pytest.mark.parametrize("name", ["bao cao.xlsx", "Phong Tho.xlsx", "xa Then Sin.xlsx"])
def test_a_file_that_names_no_unit_is_asked_about(copy: Copies, name: str) -> None:
    results = copy(without_unit, name)
    assert codes(results) == {"unit_unclear"}
    assert results.frame.empty


@pytest.mark.parametrize(
    "name", ["xa Nam Xe.xlsx", "03586.xlsx", "TT Phong Thổ.xlsx", "Lả Nhì Thàng.xlsx"]
)
def test_a_file_named_after_another_unit_is_asked_about(copy: Copies, name: str) -> None:
    results = copy(None, name, rows=True, columns=True, hidden=True)
    [found] = told(results)
    assert (found.code, found.severity.value) == ("unit_disagrees", "error")
    assert "Xã Mường So (mã 03589)" in found.message
    assert found.message.count("mã 03589") == 1
    assert results.frame.empty
    assert results.balance.files_set_aside == 1


@pytest.mark.parametrize(
    "name",
    ["a.xlsx", "BC thang 12 huyen Phong Tho.xlsx", "Ban VSTBPN huyện.xlsx", "nop lai (2).xlsx"],
)
def test_a_file_named_anything_else_is_read(copy: Copies, name: str) -> None:
    assert codes(copy(None, name, rows=True, columns=True, hidden=True)) == set()


@pytest.mark.parametrize("sheet", [COVER, QUESTIONS, TABLE])
def test_a_heading_of_another_unit_is_asked_about(copy: Copies, sheet: str) -> None:
    def change(book: Workbook) -> None:
        for row in book[sheet].iter_rows(max_row=8):
            for cell in row:
                if "(mã 03589)" in str(cell.value):
                    cell.value = "Xã Nậm Xe (mã 03586)"

    results = copy(change, rows=True, columns=True, hidden=True)
    assert codes(results) == {"unit_disagrees"}
    assert "Xã Nậm Xe (mã 03586)" in told(results)[0].message


NAMED = {COVER: "D5", QUESTIONS: "B3", TABLE: "B3"}


@pytest.mark.parametrize("sheet", NAMED)
@pytest.mark.parametrize(
    "said",
    [
        "Xã Nậm Xe",
        "UBND xã Nậm Xe, huyện Phong Thổ",
        "XÃ NẬM XE",
        "Nậm Xe",
        "03586",
        "3586",
        3586,
        "3586.0",
        "Xã Nậm Xe - Biểu số liệu của xã, thị trấn",
    ],
    ids=repr,
)
def test_a_sheet_that_names_another_unit_without_its_code_is_asked_about(
    copy: Copies, sheet: str, said: str | int
) -> None:
    def change(book: Workbook) -> None:
        book[sheet][NAMED[sheet]] = said

    results = copy(change, rows=True, columns=True, hidden=True)
    assert codes(results) == {"unit_disagrees"}
    assert f"ghi «{said}» (Xã Nậm Xe, mã 03586)" in told(results)[0].message
    assert results.frame.empty
    assert results.balance.holds


@pytest.mark.parametrize("sheet", NAMED)
@pytest.mark.parametrize(
    "said",
    ["Xã Mường So", "UBND XÃ MƯỜNG SO", "03589", "3589", 3589, "3589.0", None],
    ids=repr,
)
def test_a_sheet_that_names_its_unit_without_its_code_is_nothing_to_tell(
    copy: Copies, numbers: dict[Any, Any], sheet: str, said: str | int | None
) -> None:
    def change(book: Workbook) -> None:
        book[sheet][NAMED[sheet]] = said

    results = copy(change, rows=True, columns=True, hidden=True)
    assert codes(results) == set()
    assert by_question(results) == numbers


@pytest.mark.parametrize("said", ["Nguyễn Nậm Xe", "Xã Mường Khoa", "gần xã Nậm Xe"])
def test_a_cover_that_is_not_just_the_name_of_a_unit_is_only_told(copy: Copies, said: str) -> None:
    def change(book: Workbook) -> None:
        book[COVER]["D5"] = said

    assert codes(copy(change, rows=True, columns=True, hidden=True)) == {"label_changed"}


def test_a_hidden_name_of_another_unit_than_the_code_is_asked_about(copy: Copies) -> None:
    def change(book: Workbook) -> None:
        book["_bdg"]["B5"] = "03586"

    results = copy(change, rows=True, columns=True, hidden=True)
    assert codes(results) == {"unit_disagrees"}


def test_a_round_of_another_year_is_known_by_its_cover(copy: Copies) -> None:
    def change(book: Workbook) -> None:
        sheet = book[COVER]
        sheet["A2"] = str(sheet["A2"].value).replace("2023", "2022")

    results = copy(change)
    assert codes(results) == {"other_round"}
    [found] = told(results)
    assert found.place.unit_code == CODE
    assert CODE not in [f.place.unit_code for f in results.findings if f.code == "not_sent"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lả Nhì Thàng", "03391"),
        ("xã Lản Nhì Thàng", "03391"),
        ("Ma Ly Pho", "03574"),
        ("UBND XÃ TÔNG QUA LÌN", "03565"),
        ("Xã Sì Lờ Lầu", "03550"),
        ("xa sin suoi ho", "03592"),
        ("Khổng Lào", "03583"),
        ("Vang Ma Chai", "03562"),
        ("Thị trấn Phong Thổ", "03549"),
        ("muong xo", "03589"),
        ("Xã Dào Xan", "03571"),
    ],
)
def test_units_are_known_by_every_official_spelling(
    programme: Programme, text: str, code: str
) -> None:
    names = names_of(programme)
    assert [u.code for u in names.exact(text) or names.closest(text)] == [code]


@pytest.mark.parametrize("text", ["Thèn Sin", "Ma Li Chải", "Phong Thổ", "báo cáo", ""])
def test_no_unit_is_guessed(programme: Programme, text: str) -> None:
    names = names_of(programme)
    assert names.exact(text) == names.closest(text) == ()


@pytest.fixture
def older(copy: Copies) -> Callable[[Change], Results]:
    """Reads a form of another layout of this round, changed."""

    def read(change: Change) -> Results:
        def both(book: Workbook) -> None:
            book["_bdg"]["B7"] = "00000000"
            change(book)

        return copy(both, rows=True, columns=True, hidden=True)

    return read


def test_an_older_layout_with_the_rows_elsewhere_is_read_by_ids(
    older: Callable[[Change], Results], numbers: dict[Any, Any]
) -> None:
    def move(book: Workbook) -> None:
        sheet = book[QUESTIONS]
        row = row_with(sheet, "Học sinh mẫu giáo")
        sheet.move_range(f"A{row}:G{row + 3}", rows=60)

    results = older(move)
    assert codes(results) == {"other_layout"}
    assert by_question(results) == numbers


def test_what_an_older_layout_called_a_part_contradicts_nothing(
    older: Callable[[Change], Results], numbers: dict[Any, Any]
) -> None:
    def rename(book: Workbook) -> None:
        sheet = book[QUESTIONS]
        row = row_with(sheet, "Học sinh mẫu giáo")
        for at in range(row, row + 4):
            label = sheet[f"C{at}"].value
            sheet[f"C{at}"] = {"Nam": "Nữ", "Nữ": "Nam"}.get(label, label)

    results = older(rename)
    assert "label_contradicts" not in codes(results)
    assert by_question(results) == numbers


def test_a_question_that_is_no_longer_asked_is_told(older: Callable[[Change], Results]) -> None:
    def add(book: Workbook) -> None:
        sheet = book[QUESTIONS]
        row = sheet.max_row + 1
        sheet.cell(row, 1).value, sheet.cell(row, 3).value = "#hoi.ho_ngheo", "Hộ nghèo"
        sheet.cell(row + 1, 1).value, sheet.cell(row + 1, 3).value = "ho_ngheo.tong", "Tổng số"
        sheet.cell(row + 1, 5).value = 12
        table = book[TABLE]
        table["I1"], table["I6"], table["I9"] = "kinh_phi", "Kinh phí", 500

    results = older(add)
    found = [f for f in told(results) if f.code == "unknown_question"]
    assert [(f.cells, f.place.sheet, f.found.split()[0]) for f in found] == [
        (1, TABLE, "500"),
        (1, QUESTIONS, "12"),
    ]
    assert codes(results) <= {"other_layout", "unknown_question", "outside_cell"}
    assert results.balance.holds


def test_a_question_without_its_id_is_found_by_its_label(
    copy: Copies, numbers: dict[Any, Any]
) -> None:
    def clear(book: Workbook) -> None:
        sheet = book[QUESTIONS]
        sheet.cell(row_with(sheet, "Nam"), 1).value = None

    results = copy(clear, rows=True, columns=True, hidden=True)
    assert codes(results) == {"matched_by_labels"}
    assert "«Học sinh mẫu giáo: Nam» = dòng 13" in told(results)[0].message
    assert by_question(results) == numbers


def test_every_form_of_the_roster_is_read_the_fast_way(
    sample_inbox: Path, programme: Programme
) -> None:
    """What the reader takes for the form's own words is what the writer writes."""
    from bdg_excel.layout import layouts
    from bdg_excel.reader.answers.plan import plans, untouched
    from bdg_excel.reader.files.workbook import grids

    forms = layouts(programme)
    for unit in programme.units:
        [path] = sample_inbox.glob(f"*_{unit.code}_*")
        for grid in grids(path.read_bytes()):
            if grid.marker != "bdg:phieu":
                plan = plans(forms[unit.form])[grid.marker]
                assert untouched(grid, plan, f"{unit.name} (mã {unit.code})"), (path, grid.name)


def test_copies_are_workbooks_of_values(copy: Copies) -> None:
    copy()
    book = openpyxl.load_workbook(copy.inbox / "a.xlsx")
    assert "_bdg" not in book.sheetnames
    assert not any("bdg:" in str(c.value) for s in book.worksheets for r in s.rows for c in r)


@pytest.mark.parametrize(
    ("cell", "words"), [("D7", "1.000 đồng"), ("D7", "triệu đồng"), ("D5", "ĐVT: nghìn đồng")]
)
def test_an_amount_beside_another_unit_than_the_forms_own_is_asked_about(
    inbox: Path, programme: Programme, definition: Path, cell: str, words: str
) -> None:
    code = "BVSTBPN"
    path = filled(inbox, programme, code, sample_of(programme, definition, code))
    book = openpyxl.load_workbook(path)
    assert book[QUESTIONS]["D7"].value == "đồng"
    book[QUESTIONS][cell] = words
    book[QUESTIONS]["E7"] = 20000
    book.save(path)
    results = collect(inbox, programme)
    [asked] = [found for found in results.findings if found.code == "unit_in_note"]
    assert (asked.place.cell, asked.found) == ("E7", "20000")
    assert "20.000 đồng hoặc 20.000." in asked.message
    assert results.balance.holds


@pytest.mark.parametrize(
    ("cells", "readings"),
    [
        ({"D8": "nghìn người"}, "96 hoặc 96.000;"),
        ({"D8": "1.000 người"}, "96 hoặc 96.000;"),
        ({"D8": 1000}, "96 hoặc 96.000;"),
        ({"D8": "người (x1000)"}, "96 hoặc 96.000;"),
        ({"D8": "ĐVT: ngàn lượt người"}, "96 hoặc 96.000;"),
        ({"D8": "triệu người"}, "96 hoặc 96.000.000;"),
        ({"D5": "ĐVT: nghìn người"}, "96 hoặc 96.000;"),
        ({"D8": "trăm người"}, "96 hoặc 9.600;"),
        ({"D8": "chục người"}, "96 hoặc 960;"),
        ({"D8": "k người"}, "96 hoặc 96.000;"),
        ({"D8": "trạm"}, ""),
        ({"D8": "người/1.000 dân"}, ""),
        ({"D8": "nghìn người", "E8": "96 em"}, "96 hoặc 96.000;"),
        ({"D8": "nghìn người", "E8": 0}, ""),
        ({"D8": "nghìn người", "E8": "96 nghìn"}, ""),
        ({"D8": "lao động"}, ""),
        ({"D8": "12 người"}, ""),
        ({"D8": "theo ngân sách"}, ""),
        ({"H8": "1.000 người"}, ""),
        ({"G8": "nghìn người"}, ""),
        ({"D8": None}, ""),
    ],
    ids=str,
)
def test_a_number_beside_another_unit_than_the_forms_own_is_asked_about(
    inbox: Path, programme: Programme, definition: Path, cells: dict[str, Any], readings: str
) -> None:
    path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
    book = openpyxl.load_workbook(path)
    assert book[QUESTIONS]["D8"].value == "người"
    book[QUESTIONS]["E8"], book[QUESTIONS]["E9"] = 96, None
    for place, value in cells.items():
        book[QUESTIONS][place] = value
    book.save(path)
    results = collect(inbox, programme)
    asked = [f for f in results.findings if f.code == "unit_of_count" and f.place.cell == "E8"]
    assert [found.cells for found in asked] == ([1] if readings else [])
    assert all(readings in found.message for found in asked)
    frame = results.frame
    mine = frame[(frame["field"] == "dao_tao_nghe") & (frame["part"] == "tong")]
    assert (mine["status"].item() == "refused") == bool(readings)
    assert results.balance.holds


def test_an_amount_that_names_its_unit_is_clear_whatever_stands_beside_it(
    inbox: Path, programme: Programme, definition: Path
) -> None:
    code = "BVSTBPN"
    path = filled(inbox, programme, code, sample_of(programme, definition, code))
    book = openpyxl.load_workbook(path)
    book[QUESTIONS]["D7"], book[QUESTIONS]["E7"] = "nghìn đồng", "20 triệu đồng"
    book.save(path)
    results = collect(inbox, programme)
    assert "unit_in_note" not in [found.code for found in results.findings]
    figure = next(f for f in results.figures if f.indicator == "ngan_sach_nha_nuoc")
    assert figure.value == 20_000_000


@pytest.mark.parametrize("note", ["ĐVT: nghìn đồng", "20 triệu đồng"])
def test_a_note_that_disputes_an_amount_is_named_as_a_note(
    inbox: Path, programme: Programme, definition: Path, note: str
) -> None:
    code, asked = "BVSTBPN", "ngan_sach_nha_nuoc"
    answers = {(asked, "tong", 0): 20000, (asked, "ghi_chu", 0): note}
    filled(inbox, programme, code, sample_of(programme, definition, code) | answers)
    results = collect(inbox, programme)
    [found] = [found for found in results.findings if found.code == "unit_in_note"]
    assert f"còn ở ghi chú là «{note}»: có thể là 20.000 đồng hoặc" in found.problem
    assert found.remedy.endswith("và sửa ghi chú cho khớp.")
    assert "định dạng" not in found.message
