"""What only a second look at a file tells: errors, formulas without results, formats, fonts."""

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from bdg_excel.layout import Slot
from bdg_excel.programme import Programme
from bdg_excel.reader.files.kind import look
from bdg_excel.reader.files.ole import SIGNATURE
from bdg_excel.reader.second_look import hidden as hidden_module
from bdg_excel.reader.second_look import look as second_module
from bdg_excel.reader.second_look.look import seen_again
from bdg_excel.values.value import Answer
from tests.answers_by_hand import CODE, NAM, SESSIONS, ByHand, Typed, by_hand, number_of
from tests.archives import replaced_in
from tests.builders import Key, cell, filled, sample_of
from tests.conftest import Convert
from tests.forms import write
from tests.small_books import zipped
from tests.understood import understood

SLOT = Slot("mau_giao", "nam", "count", "Nam")


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    return by_hand(inbox, programme, definition)


ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        *((error, "error_value", error) for error in ERRORS),
        ("=E14+1", "uncalculated_formula", "=E14+1"),
        ((13119, "mmm-yy"), "ratio_as_date", "12/35"),
        ((14397, "mmm-yy"), "ratio_as_date", "06/39"),
        (
            (datetime.date(2023, 11, 5), "d-mmm"),
            "ratio_as_date",
            "đổi 5/11 hoặc 11/5 thành ngày tháng",
        ),
        ((datetime.date(2035, 5, 1), "mmm-yy"), "ratio_as_date", "5/2035"),
        (
            (datetime.time(12, 35), "h:mm"),
            "ratio_as_date",
            "giờ 12:35: Excel đã đổi 12:35 thành giờ",
        ),
        ((datetime.time(3, 5), "h:mm"), "ratio_as_date", "giờ 03:05: Excel đã đổi 3:5 thành giờ"),
        ((datetime.timedelta(hours=40, minutes=25), "[h]:mm:ss"), "ratio_as_date", "40:25"),
        ((datetime.date(2023, 11, 5), "dd/mm/yyyy"), "date_for_number", "05/11/2023"),
        ((13119, "dd/mm/yyyy"), "date_for_number", "01/12/1935"),
        ((13120, "mmm-yy"), "date_for_number", "02/12/1935"),
        ((39, "dd/mm/yyyy"), "number_as_date", "39"),
        ((60, "dd/mm/yyyy"), "number_as_date", "60"),
        ((0, "dd/mm/yyyy"), "number_as_date", "0"),
        ((-5, "dd/mm/yyyy"), "negative", "-5"),
    ],
)
def test_a_cell_that_holds_no_number_is_told_and_not_counted(
    form: Callable[..., Path], programme: Programme, typed: Typed, code: str, words: str
) -> None:
    values, [found] = understood(form({NAM: typed}), programme)
    assert (found.code, found.place.cell, found.cells) == (code, "E13", 1)
    assert words in found.message
    assert number_of(values, NAM) is None


def test_a_row_of_nothing_but_errors_is_a_row(
    form: Callable[..., Path], programme: Programme
) -> None:
    keys = [("hoat_dong", part, 9) for part in ("ten", "so_cuoc", "nam")]
    _, findings = understood(form(dict.fromkeys(keys, "#REF!")), programme)
    assert [found.code for found in findings] == ["error_value"] * 3
    assert {found.place.sheet for found in findings} == {"Biểu 1 - Hoạt động"}


def test_the_answer_to_a_tables_question_may_be_an_error(
    form: Callable[..., Path], programme: Programme
) -> None:
    values, [found] = understood(form({("hoat_dong", "co", 0): "#N/A"}), programme)
    assert (found.code, found.place.cell) == ("error_value", "D4")
    assert number_of(values, ("hoat_dong", "co", 0)) is None


@pytest.mark.parametrize("typed", ["#N/A", "=E14+1"])
@pytest.mark.parametrize(
    "key", [NAM, ("nu_ho_sinh", "tra_loi", 0), ("kho_khan", "noi_dung", 0), ("hoat_dong", "co", 0)]
)
def test_what_to_do_about_a_formula_without_a_result_fits_every_kind_of_question(
    form: Callable[..., Path], programme: Programme, key: Key, typed: str
) -> None:
    _, findings = understood(form({key: typed}), programme)
    [remedy] = [found.remedy for found in findings if found.found == typed]
    assert "ghi thẳng câu trả lời." in remedy
    assert "con số" not in remedy


def test_an_error_in_a_note_is_told(form: Callable[..., Path], programme: Programme) -> None:
    """A note that begins with a dash is a formula to Excel: ``-đã hỏi`` becomes ``#NAME?``."""
    _, [found] = understood(form({("mau_giao", "ghi_chu", 0): "#NAME?"}), programme)
    assert found.code == "error_value"


@pytest.mark.parametrize(
    ("key", "typed", "number", "text"),
    [
        (SESSIONS, ("39 buæi", ".VnTime"), 39, "39 buổi"),
        (SESSIONS, ("39 buoåi", "VNI-Times"), 39, "39 buổi"),
        (NAM, ("Kh«ng cã", ".VnTime"), 0, "Không có"),
        (NAM, ("ng\u00adêi: 39 ng\u00adêi", ".VnArial"), None, "người: 39 người"),
        (("nu_ho_sinh", "tra_loi", 0), ("Cã", ".VnTime"), 1, "Có"),
        (("mau_giao", "ghi_chu", 0), ("x· M\u00adêng So", ".VnTimeH"), None, "XÃ MƯỜNG SO"),
        (("mau_giao", "ghi_chu", 0), ("Möôøng So", "VNI-Times"), None, "Mường So"),
    ],
)
def test_text_in_a_legacy_font_is_read_in_unicode(
    form: Callable[..., Path], programme: Programme, key: Key, typed: Typed, number: int, text: str
) -> None:
    values, findings = understood(form({key: typed}), programme)
    [found] = [f for f in findings if f.code == "legacy_font"]
    assert found.found == typed[0]
    assert f"«{text}»" in found.message
    assert number_of(values, key) == number


@pytest.mark.parametrize(
    ("font", "number", "codes"),
    [
        ('".VnTime"', 39, ["legacy_font"]),
        ("'.VnTime'", 39, ["legacy_font"]),
        ('"Times New Roman"', None, None),
    ],
)
def test_the_font_of_a_piece_of_a_text_counts_where_the_cell_has_another(
    tmp_path: Path,
    programme: Programme,
    definition: Path,
    font: str,
    number: int | None,
    codes: list[str] | None,
) -> None:
    """So Word's text arrives when it is pasted: the cell keeps its font, the letters theirs."""
    answers = sample_of(programme, definition, CODE) | {SESSIONS: "39 buæi"}
    made = write(tmp_path / "a", programme, programme.units_by_code[CODE], answers)
    path = tmp_path / made.name
    plain = "<t>39 buæi</t>".encode()
    piece = f"<r><rPr><rFont val={font}/></rPr><t>39 buæi</t></r>".encode()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        assert plain in old.read("xl/sharedStrings.xml")
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(plain, piece))
    values, findings = understood(path, programme)
    assert number_of(values, SESSIONS) == number
    assert codes is None or [found.code for found in findings if found.code != "read_as"] == codes


@pytest.mark.parametrize("text", ["Không", "Có", "Mường So", "39 buổi"])
def test_unicode_text_whose_legacy_font_stayed_is_left_alone(
    form: Callable[..., Path], programme: Programme, text: str
) -> None:
    key = ("mau_giao", "ghi_chu", 0)
    values, findings = understood(form({key: (text, ".VnTime")}), programme)
    assert findings == []
    assert [v.text for v in values if (v.field, v.part, v.row) == key] == [text]


AMOUNT: Key = ("ngan_sach_nha_nuoc", "tong", 0)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            (20, '#,##0 "triệu đồng"'),
            {"unit_in_note": "20 đồng hoặc 20.000 đồng hoặc 20.000.000 đ"},
        ),
        ((20, '#,##0 "nghìn đồng"'), {"unit_in_note": "ghi 20, "}),
        ((20_000, '#,##0"000"'), {"shown_otherwise": "20,000000"}),
        ((13119, "mmm-yy"), {"ratio_as_date": "12/35"}),
        (("#REF!", ""), {"error_value": "#REF!"}),
        (
            ("Kho¶ng 20.000", ".VnTime"),
            {"legacy_font": "«Khoảng 20.000»", "unit_in_note": "20.000 đồng hoặc 20.000.000 đồng"},
        ),
        (
            ("20 triÖu ®ång", ".VnTime"),
            {"legacy_font": "«20 triệu đồng»", "read_as": "20.000.000"},
        ),
    ],
)
def test_an_amount_beside_another_unit_gets_its_second_look(
    inbox: Path, programme: Programme, definition: Path, typed: Typed, told: dict[str, str]
) -> None:
    code = "BVSTBPN"
    path = filled(inbox, programme, code, sample_of(programme, definition, code))
    book = openpyxl.load_workbook(path)
    target = cell(book, *AMOUNT)
    target.value, look = typed
    if look.startswith(".Vn"):
        target.font = Font(name=look)
    elif look:
        target.number_format = look
    target.parent[f"D{target.row}"] = "nghìn đồng"
    book.save(path)
    values, findings = understood(path, programme)
    mine = {found.code: found for found in findings if found.place.cell == target.coordinate}
    assert mine.keys() == told.keys()
    assert all(words in mine[code].message for code, words in told.items())
    beside = "còn ở chỗ ghi đơn vị tính là «nghìn đồng»"
    assert "unit_in_note" not in told or beside in mine["unit_in_note"].message
    assert number_of(values, AMOUNT) == (20_000_000 if "read_as" in told else None)


def test_a_sum_of_blanks_beside_another_unit_is_no_zero(
    inbox: Path, programme: Programme, definition: Path
) -> None:
    code = "BVSTBPN"
    answers = sample_of(programme, definition, code) | {AMOUNT: 987654321}
    path = filled(inbox, programme, code, answers)
    book = openpyxl.load_workbook(path)
    target = cell(book, *AMOUNT)
    target.parent[f"D{target.row}"] = "nghìn đồng"
    book.save(path)
    replaced_in(path, b"<v>987654321</v>", b"<f>SUM(E98:E99)</f><v>0</v>")
    values, findings = understood(path, programme)
    told = [found.code for found in findings if found.place.cell == target.coordinate]
    assert told == ["formula_of_blanks"]
    assert number_of(values, AMOUNT) is None


def test_an_answer_under_another_label_is_told_as_its_font_shows_it(
    form: Callable[..., Path], programme: Programme
) -> None:
    path = form({NAM: ("39 ch¸u", ".VnTime")})
    book = openpyxl.load_workbook(path)
    target = cell(book, *NAM)
    target.parent[f"C{target.row}"] = "Nữ"
    book.save(path)
    _, findings = understood(path, programme)
    told = {f.code: f for f in findings if f.place.cell == target.coordinate}
    assert "ghi «39 cháu»" in told["label_contradicts"].message
    assert told["legacy_font"].found == "39 ch¸u"


def test_an_old_xls_is_looked_at_with_its_own_reader(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path
) -> None:
    cells = {
        NAM: "=1/0",
        ("mau_giao", "nu", 0): (13119, "mmm-yy"),
        ("tieu_hoc", "nam", 0): ("Kh«ng", ".VnTime"),
        ("tieu_hoc", "nu", 0): (20, '0 "nghìn"'),
        ("thcs", "nam", 0): (20, "#,##0.000"),
        ("thcs", "nu", 0): (20, "0.00"),
    }
    [path] = soffice([form(cells)], "xls", tmp_path, recalculate=True)
    values, findings = understood(path, programme)
    told = {found.place.cell: found.code for found in findings}
    assert told["E13"] == "error_value"
    assert told["E14"] == "ratio_as_date"
    assert "legacy_font" in told.values()
    assert told["E18"] == "ambiguous_number"
    assert told["E21"] == "shown_otherwise"
    assert "E22" not in told
    assert number_of(values, NAM) is None
    assert number_of(values, ("tieu_hoc", "nam", 0)) == 0
    # The first reader splits some texts of old files into halves of letters.
    halves = [Answer(SLOT, 0, "S\0...", "Số liệu", "C13")]
    [whole] = seen_again(path.read_bytes(), halves, look(path.read_bytes()).archive)
    assert whole.raw == openpyxl.load_workbook(form({}))["Số liệu"]["C13"].value


def test_the_formulas_of_an_old_xls_are_looked_at(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path
) -> None:
    cells: dict[Key, Typed] = {
        NAM: "=SUM(E98:E99)",
        ("mau_giao", "nu", 0): "=E98",
        ("tieu_hoc", "tong", 0): "=SUM(E17:E18)",
        ("tieu_hoc", "nam", 0): 0,
        ("tieu_hoc", "nu", 0): 0,
        ("thcs", "tong", 0): "=9/8",
        ("thcs", "nam", 0): "=IF(E98>0,1,0)",
    }
    [path] = soffice([form(cells)], "xls", tmp_path, recalculate=True)
    values, findings = understood(path, programme)
    told = {found.place.cell: (found.code, found.found) for found in findings if found.cells}
    assert told == {
        "E13": ("formula_of_blanks", "=SUM(E98:E99)"),
        "E14": ("formula_of_blanks", "=E98"),
        "E20": ("fraction", "1,125"),
        "E21": ("formula_of_blanks", "=IF(E98>0,1,0)"),
    }
    assert number_of(values, ("tieu_hoc", "tong", 0)) == 0
    assert number_of(values, ("tieu_hoc", "nam", 0)) == 0


def test_an_open_document_is_looked_at_with_its_own_reader(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path
) -> None:
    cells: dict[Key, Typed] = {
        NAM: "=1/0",
        ("mau_giao", "nu", 0): (0.65, "0%"),
        ("tieu_hoc", "tong", 0): (20, '0".000"'),
        ("tieu_hoc", "nam", 0): (20, '#,##0 "nghìn";-0'),
        ("tieu_hoc", "nu", 0): "=E99",
        ("thcs", "tong", 0): "=SUM(E21:E21)",
        ("thcs", "nam", 0): 0,
        ("thcs", "nu", 0): "=9/8",
        ("dao_tao_nghe", "tong", 0): (20, "#,##0.000"),
        ("dao_tao_nghe", "nu", 0): (20, "0.00"),
    }
    [path] = soffice([form(cells)], "ods", tmp_path, recalculate=True)
    values, findings = understood(path, programme)
    told = {found.place.cell: (found.code, found.found) for found in findings if found.cells}
    assert told == {
        "E8": ("shown_otherwise", "20.000"),
        "E13": ("error_value", "#DIV/0!"),
        "E14": ("not_a_number", "65%"),
        "E16": ("shown_otherwise", "20.000"),
        "E17": ("ambiguous_number", "20"),
        "E18": ("formula_of_blanks", "=E99"),
        "E22": ("fraction", "1,125"),
    }
    assert number_of(values, ("thcs", "tong", 0)) == 0


def test_errors_of_an_open_document_with_odd_xml_are_told_for_the_file(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path
) -> None:
    [path] = soffice([form({NAM: "=1/0"})], "ods", tmp_path, recalculate=True)
    replaced_in(path, b"<office:document-content", b"<!DOCTYPE x><office:document-content")
    _, findings = understood(path, programme)
    assert "unlocated_errors" in [found.code for found in findings]


def test_a_form_saved_by_libreoffice_needs_no_second_look(
    form: Callable[..., Path],
    programme: Programme,
    soffice: Convert,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    [path] = soffice([form({})], "xlsx", tmp_path, recalculate=True)
    monkeypatch.setattr(hidden_module, "_parsed", never)
    monkeypatch.setattr(second_module, "xlsx_facts", never)
    _, findings = understood(path, programme)
    assert findings == []


def test_a_second_reader_that_fails_leaves_a_date_a_date() -> None:
    answers = [Answer(SLOT, 0, datetime.date(1935, 12, 1), "Số liệu", "B2")]
    for content in (b"", zipped(""), SIGNATURE):
        assert seen_again(content, answers, look(content).archive) == answers


def test_nothing_is_looked_up_for_plain_answers() -> None:
    answers = [Answer(SLOT, 0, raw, "Số liệu", "B2") for raw in ("", 3.0, "39 buổi", "3.083")]
    assert seen_again(b"", answers, None) is answers
