"""What only a second look at a file tells: errors, formulas without results, formats, fonts."""

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from bdg_excel.layout import Slot
from bdg_excel.programme import Programme
from bdg_excel.reader.files.kind import look
from bdg_excel.reader.files.ole import SIGNATURE
from bdg_excel.reader.second_look import hidden as hidden_module
from bdg_excel.reader.second_look import look as second_module
from bdg_excel.reader.second_look.hidden import NOTHING, Hidden, hidden_cells
from bdg_excel.reader.second_look.look import seen_again
from bdg_excel.values.raw import CellError, Formula
from bdg_excel.values.value import Answer, Value
from tests.archives import replaced_in
from tests.builders import Key, cell, filled, sample_of
from tests.conftest import Convert
from tests.forms import write
from tests.understood import understood

CODE = "03589"
NAM: Key = ("mau_giao", "nam", 0)
SESSIONS: Key = ("hoat_dong", "so_cuoc", 1)
SLOT = Slot("mau_giao", "nam", "count", "Nam")
Typed = Any
"""A value, or a value with the number format or the font of its cell."""


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> Callable[[dict[Key, Typed]], Path]:
    """The sample form of Mường So with some cells filled by hand."""

    def made(cells: dict[Key, Typed]) -> Path:
        path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
        book = openpyxl.load_workbook(path)
        for key, typed in cells.items():
            value, look = typed if isinstance(typed, tuple) else (typed, "")
            target = cell(book, *key)
            target.value = value
            if look.startswith((".Vn", "VNI")):
                target.font = Font(name=look)
            elif look:
                target.number_format = look
        book.save(path)
        return path

    return made


def number_of(values: list[Value], key: Key) -> object:
    [value] = [v for v in values if (v.field, v.part, v.row) == key]
    return value.number


ERRORS = ("#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!")


def hidden(content: bytes) -> Hidden:
    """What `hidden_cells` finds in a file, with the zip that was opened before."""
    return hidden_cells(content, look(content).archive)


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        *((error, "error_value", error) for error in ERRORS),
        ("=E14+1", "uncalculated_formula", "=E14+1"),
        ((13119, "mmm-yy"), "ratio_as_date", "12/35"),
        ((14397, "mmm-yy"), "ratio_as_date", "06/39"),
        ((datetime.date(2023, 11, 5), "d-mmm"), "ratio_as_date", "5/11 hoặc 11/5"),
        ((datetime.date(2035, 5, 1), "mmm-yy"), "ratio_as_date", "5/2035"),
        ((datetime.time(12, 35), "h:mm"), "ratio_as_date", "12/35"),
        ((datetime.timedelta(hours=40, minutes=25), "[h]:mm:ss"), "ratio_as_date", "40/25"),
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
    ("font", "number", "codes"), [(".VnTime", 39, ["legacy_font"]), ("Times New Roman", None, None)]
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
    piece = f'<r><rPr><rFont val="{font}"/></rPr><t>39 buæi</t></r>'.encode()
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


@pytest.mark.parametrize(
    ("typed", "number", "code"),
    [
        ((0.65, "0%"), 65, ""),
        ((1, "0%"), 100, ""),
        ((0.125, "0.0%"), 12.5, ""),
        ((12.5, "0%"), None, "percent_of_percent"),
        ((65, '0"%"'), 65, ""),
        ((65.5, '#,##0.0 "%"'), 65.5, ""),
        ((1, '0"%"'), None, "ambiguous_number"),
        ((0.65, "0.00\\%"), None, "ambiguous_number"),
        ((0.65, "General"), None, "ambiguous_number"),
        ((65, "0.000"), 65, ""),
        ((65, "General"), 65, ""),
    ],
)
def test_a_percentage_is_read_as_its_cell_shows_it(
    inbox: Path, programme: Programme, definition: Path, typed: Typed, number: object, code: str
) -> None:
    unit, key = next(
        (unit.code, (field.id, field.parts[0].id, 0))
        for unit in programme.units
        for field in map(programme.field, programme.form(unit.form).field_ids)
        if field.kind == "percent"
    )
    path = filled(inbox, programme, unit, sample_of(programme, definition, unit))
    book = openpyxl.load_workbook(path)
    cell(book, *key).value, cell(book, *key).number_format = typed
    book.save(path)
    values, findings = understood(path, programme)
    assert number_of(values, key) == number
    assert [found.code for found in findings] == ([code] if code else [])


@pytest.mark.parametrize(
    ("kind", "typed", "readings"),
    [
        ("money", (20, '#,##0 "triệu đồng"'), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20, '#,##0 "nghìn đồng"'), "20 đồng hoặc 20.000 đồng"),
        ("money", (2, '0" tỷ"'), "2 đồng hoặc 2.000.000.000 đồng"),
        ("money", (20, "#,##0 \\t\\r\\i\\ệ\\u"), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20, '0" tr"'), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20, "0\\t\\r"), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20, '0"trđ"'), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20, '0"k"'), "20 đồng hoặc 20.000 đồng"),
        ("money", (200_000, '#,##0,"k"'), ""),
        ("count", (20, '0" trẻ"'), ""),
        ("money", (20, '#,##0, "triệu đồng"'), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20_000_000, '#,##0,, "triệu đồng"'), ""),
        ("money", (20_000_000, '#,##0 "đồng"'), ""),
        ("money", (0, '#,##0 "triệu đồng"'), ""),
        ("count", (20, '0 "nghìn người"'), "20 hoặc 20.000"),
        ("count", (20, '0 "tỷ lệ"'), ""),
    ],
)
def test_a_number_whose_cell_shows_it_in_thousands_is_asked_about(
    inbox: Path,
    programme: Programme,
    definition: Path,
    kind: str,
    typed: tuple[int, str],
    readings: str,
) -> None:
    unit, key = next(
        (unit.code, (field.id, field.parts[0].id, 0))
        for unit in programme.units
        for field in map(programme.field, programme.form(unit.form).field_ids)
        if field.kind == kind and (kind == "money" or unit.form == "ngan_hang")
    )
    path = filled(inbox, programme, unit, sample_of(programme, definition, unit))
    book = openpyxl.load_workbook(path)
    cell(book, *key).value, cell(book, *key).number_format = typed
    book.save(path)
    values, findings = understood(path, programme)
    assert number_of(values, key) == (None if readings else typed[0])
    code = "unit_in_note" if kind == "money" else "ambiguous_number"
    assert [found.code for found in findings] == ([code] if readings else [])
    assert all(readings in found.message for found in findings)
    places = ("định dạng của ô", "ghi chú", "chỗ ghi đơn vị tính")
    told = {place for found in findings for place in places if place in found.message}
    assert told == ({places[0]} if readings and kind == "money" else set())


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
    assert "ghi 39 cháu" in told["label_contradicts"].message
    assert told["legacy_font"].found == "39 ch¸u"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ((20, '#,##0",000"'), "20,000"),
        ((476, "#,##0,"), "0"),
        ((20_000, "0,"), "20"),
        ((1234, '#,##0",000"'), "1,234,000"),
        ((20, '0",000,000"'), "20,000,000"),
        ((20, '0".000.000"'), "20.000.000"),
        ((20, "0\\0\\0"), "2000"),
        ((5, '0"0"'), "50"),
        ((5, '"1"0'), "15"),
        ((12, '0"/25"'), "12/25"),
        ((0, '0"/25"'), "0/25"),
        ((12, '[Red]0" / 25";-0'), "12 / 25"),
        ((20, "0.000"), "20.000"),
        ((1234, "#,##0.000"), "1,234.000"),
        ((20, '#,##0.0000" em"'), "20.0000 em"),
        ((20, "[Blue]0.000;-0.000"), "20.000"),
        ((20, f"0.{'0' * 5_000}"), f"20.{'0' * 5_000}"),
        ((20_000, "0.000,"), ""),
        ((0, "0.000"), ""),
        ((20, "0.00"), ""),
        ((20, "0.0##"), ""),
        ((20, "0.000E+00"), ""),
        ((20, '0;"0.000"'), ""),
        ((0, '0"000"'), ""),
        ((20_000, '0,"000"'), ""),
        ((20, '0" m2"'), ""),
        ((20, '"Năm 2023: "0'), ""),
        ((20, "[>=1000]#,##0;0"), ""),
        ((20, '0" đ/c"'), ""),
        ((20, '0" (năm 2023)"'), ""),
        ((20, '0;"-000"0'), ""),
    ],
)
def test_a_number_to_which_its_format_adds_digits_is_set_aside(
    form: Callable[..., Path], programme: Programme, typed: tuple[int, str], shown: str
) -> None:
    values, findings = understood(form({NAM: typed}), programme)
    told = [found for found in findings if found.place.cell == "E13"]
    assert [found.code for found in told] == (["shown_otherwise"] if shown else [])
    assert all(f"hiện «{shown}»" in f.message and f"là {typed[0]}:" in f.message for f in told)
    assert number_of(values, NAM) == (None if shown else typed[0])


def test_a_format_of_thousands_of_digits_is_looked_at_too(
    form: Callable[..., Path], programme: Programme
) -> None:
    values, findings = understood(form({NAM: (20, f'0"{"5" * 5_000}"')}), programme)
    assert [f.code for f in findings if f.place.cell == "E13"] == ["shown_otherwise"]
    assert number_of(values, NAM) is None


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


BOOK = (
    '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Số liệu" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELATIONS = '<Relationships><Relationship Id="rId1" Target="{}"/></Relationships>'


def zipped(rows: str, target: str = "worksheets/sheet1.xml") -> bytes:
    """A workbook of one sheet with these rows, of only what the search looks at."""
    return zipped_sheet(f"<worksheet>{rows}</worksheet>", target)


def zipped_sheet(sheet: str, target: str = "worksheets/sheet1.xml") -> bytes:
    """A workbook of one sheet, given as a whole."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(target))
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return content.getvalue()


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', {(1, 1): CellError("#REF!")}),
        ('<c r="B2" s="3" t="e"><f>A1</f><v>#N/A</v></c>', {(1, 1): CellError("#N/A")}),
        ('<c r="B2"><f>1+1</f></c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f><v/></c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f><v></v></c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f>\n</c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f>\r\n</c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f> </c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f>\t</c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f ></c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><x:f xmlns:x="x">1+1</x:f><v/></c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2" t = "e"><v>#REF!</v></c>', {(1, 1): CellError("#REF!")}),
        ("<c r='B2' t='e'><v>#REF!</v></c>", {(1, 1): CellError("#REF!")}),
        ('<c r="B2"><f t="shared" si="0"/></c>', {(1, 1): Formula("=…")}),
        ('<c/><c t="e"><v>#REF!</v></c>', {(1, 1): CellError("#REF!")}),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', {}),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', {}),
        ('<c r="B2" s="1"/>', {}),
    ],
)
def test_cells_that_only_look_empty_are_found(cells: str, found: dict[Any, Any]) -> None:
    sheet = f'<sheetData><row r="2">{cells}</row></sheetData>'
    expected = {"Số liệu": found} if found else {}
    assert hidden(zipped(sheet)) == Hidden(expected)


def test_cells_of_a_writer_with_prefixes_are_found() -> None:
    cells = '<x:row r="2"><x:c r="B2"><x:f>1+1</x:f></x:c></x:row>'
    content = zipped_sheet(f'<x:worksheet xmlns:x="x">{cells}</x:worksheet>')
    assert hidden(content).cells == {"Số liệu": {(1, 1): Formula("=1+1")}}


@pytest.mark.parametrize(
    "content",
    [
        zipped('<row><c r="B2" t="e"><v>#REF!</v></c></row>', target="elsewhere.xml"),
        zipped('<row><c r="?" t="e"><v>#REF!</v></c></row>'),
        zipped('<row><c r="B2" t="e"><v>#REF!</v></row>'),
    ],
)
def test_errors_that_cannot_be_located_are_no_silent_blanks(content: bytes) -> None:
    assert hidden(content).unlocated


def test_errors_of_a_binary_workbook_are_found_but_not_their_places() -> None:
    error = b"\x03\x09" + b"\0" * 8 + b"\x17"
    for record, unlocated in ((error, True), (b"\x02\x09" + b"\x03" * 9, False)):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("xl/worksheets/sheet1.bin", b"\x81\x01\x00" + record)
        assert hidden(content.getvalue()) == Hidden(unlocated=unlocated)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"<html>"])
def test_what_is_no_workbook_hides_nothing(content: bytes) -> None:
    assert hidden(content) == NOTHING


def test_a_damaged_xls_with_errors_is_told() -> None:
    start = SIGNATURE
    assert not hidden(start).unlocated
    assert hidden(start + b"\x05\x02\x08\x00" + b"\0" * 6 + b"\x17\x01").unlocated


def test_a_second_reader_that_fails_changes_nothing() -> None:
    answers = [Answer(SLOT, 0, datetime.date(1935, 12, 1), "Số liệu", "B2")]
    for content in (b"", zipped(""), SIGNATURE):
        assert seen_again(content, answers, look(content).archive) is answers


def test_nothing_is_looked_up_for_plain_answers() -> None:
    answers = [Answer(SLOT, 0, raw, "Số liệu", "B2") for raw in ("", 3.0, "39 buổi", "3.083")]
    assert seen_again(b"", answers, None) is answers


@pytest.mark.parametrize(
    ("formula", "result", "around", "number", "code"),
    [
        ("SUM({nam}:{nu})", 0, (None, None), None, "formula_of_blanks"),
        ("{nam}+{nu}", 0, (None, None), None, "formula_of_blanks"),
        ("[1]Sheet1!B9", 0, (5, 6), None, "formula_of_blanks"),
        ("SUM(so_lieu)", 0, (5, 6), None, "formula_of_blanks"),
        ("SUM({nam}:XFD9999)", 0, (5, 6), None, "formula_of_blanks"),
        ("SUM(0)", 0, (5, 6), 0, ""),
        ("{nu}", 0, (0, 0), 0, ""),
        ("10-10", 0, (5, 5), 0, ""),
        ("{nam}-{nu}", 0, (5, 5), 0, ""),
        ("9/8", 1.125, (5, 6), None, "fraction"),
        ("SUM({nam}:{nu})", 11, (5, 6), 11, ""),
    ],
)
def test_a_formula_gives_no_number_that_nobody_gave(  # noqa: PLR0913, PLR0917
    form: Callable[[dict[Key, Typed]], Path],
    programme: Programme,
    formula: str,
    result: float,
    around: tuple[int | None, int | None],
    number: object,
    code: str,
) -> None:
    """A sum of blanks is 0 to Excel; three decimals of a formula are no thousands."""
    tong, nu = (("mau_giao", part, 0) for part in ("tong", "nu"))
    path = form({NAM: around[0], nu: around[1], tong: 987654321})
    places = {"nam": _address(path, NAM), "nu": _address(path, nu)}
    written = f"<f>{formula.format(**places)}</f><v>{result}</v>"
    replaced_in(path, b"<v>987654321</v>", written.encode())
    values, findings = understood(path, programme)
    assert number_of(values, tong) == number
    told = [f.code for f in findings if f.place.cell == _address(path, tong)]
    assert told == ([code] if code else [])


@pytest.mark.parametrize("blank", [None, "…", "chưa có số liệu"])
@pytest.mark.parametrize(
    ("formula", "result", "blanks"),
    [
        ("E13+E14", 239, "E13"),
        ("SUM(E13:E14)", 239, "E13"),
        ("$E$14+$E$13", 239, "E13"),
        ("E14+E13-E14", 0, "E13"),
        ("SUM(E13:E14)/2", 119.5, "E13"),
        ("E14*1", 239, ""),
        ("E14+G13+E99", 239, ""),
        ("SUM('Biểu 1 - Hoạt động'!E13:E14)+E14", 239, ""),
        ('E14&"E13"', 239, ""),
    ],
)
def test_a_formula_with_a_blank_part_is_not_taken_for_the_whole(
    form: Callable[[dict[Key, Typed]], Path],
    programme: Programme,
    blank: str | None,
    formula: str,
    result: float,
    blanks: str,
) -> None:
    tong = ("mau_giao", "tong", 0)
    path = form({NAM: blank, tong: 987654321})
    written = f"<f>{formula.replace('&', '&amp;')}</f><v>{result}</v>"
    replaced_in(path, b"<v>987654321</v>", written.encode())
    values, findings = understood(path, programme)
    told = [f for f in findings if f.place.cell == "E12"]
    assert number_of(values, tong) == (None if blanks else result)
    assert [found.code for found in told] == (["formula_with_blanks"] if blanks else [])
    assert all(f"mà ô {blanks} nó tính còn để trống" in found.message for found in told)


def test_a_formula_over_a_blank_that_nobody_must_answer_counts(
    form: Callable[[dict[Key, Typed]], Path], programme: Programme
) -> None:
    """The rows of a table, and the column of notes."""
    path = form({SESSIONS: None, ("hoat_dong", "so_cuoc", 2): 987654321, NAM: None})
    replaced_in(path, b"<v>987654321</v>", b"<f>E9+G12+SUM(E11:E38)</f><v>24</v>")
    values, findings = understood(path, programme)
    assert number_of(values, ("hoat_dong", "so_cuoc", 2)) == 24
    assert "formula_with_blanks" not in [found.code for found in findings]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_formula_with_a_blank_part_is_found_in_other_kinds_of_files(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path, kind: str
) -> None:
    cells: dict[Key, Typed] = {("mau_giao", "tong", 0): "=SUM(E13:E14)", NAM: None}
    [path] = soffice([form(cells)], kind, tmp_path, recalculate=True)
    _, findings = understood(path, programme)
    assert [(f.code, f.place.cell) for f in findings if f.cells] == [("formula_with_blanks", "E12")]


@pytest.mark.parametrize(
    ("origin", "around", "number", "found"),
    [
        ('<f t="shared" ref="E12:E16" si="0">E13-E14</f>', (5, 5), 0, None),
        ('<f si="0" t="shared" ref="E12:E16">SUM(E13:E14)</f>', (0, 0), 0, None),
        ('<f t="shared" ref="E12:E16" si="0">E13-E14</f>', (None, None), None, "=E17-E18"),
        ('<f t="shared" ref="E12:E16" si="0">E13&amp;E14</f>', (None, None), None, "=E17&E18"),
        ('<f t="shared" ref="E12:E16" si="0">$E$99-$E$98</f>', (5, 5), None, "=$E$99-$E$98"),
        ('<f t="shared" ref="E12:E16" si="0">"E13</f>', (5, 5), None, "=…"),
        ('<f t="shared" ref="E12:E16" si="0">E13)</f>', (5, 5), None, "=…"),
        ('<f t="shared" ref="E12:E16" si="0">XFD1048575</f>', (5, 5), None, "=XFD1048579"),
        ('<f t="shared" ref="E12:E16" si="1">E13-E14</f>', (5, 5), None, "=…"),
        ("<f>E13-E14</f>", (5, 5), None, "=…"),
    ],
)
def test_a_formula_that_was_dragged_is_judged_by_the_one_that_it_comes_from(
    form: Callable[[dict[Key, Typed]], Path],
    programme: Programme,
    origin: str,
    around: tuple[int | None, int | None],
    number: int | None,
    found: str | None,
) -> None:
    """It has no words of its own: they stand in the first cell, four rows above."""
    first, dragged = (("mau_giao", "tong", 0), ("tieu_hoc", "tong", 0))
    nam, nu = (("tieu_hoc", part, 0) for part in ("nam", "nu"))
    path = form({first: 987654321, dragged: 987654322, nam: around[0], nu: around[1]})
    assert [_address(path, key) for key in (first, dragged, nam)] == ["E12", "E16", "E17"]
    replaced_in(path, b"<v>987654321</v>", f"{origin}<v>24</v>".encode())
    replaced_in(path, b"<v>987654322</v>", b'<f t="shared" si="0"/><v>0</v>')
    values, findings = understood(path, programme)
    assert number_of(values, dragged) == number
    told = [(f.code, f.found) for f in findings if f.place.cell == "E16"]
    assert told == ([("formula_of_blanks", found)] if found else [])


def test_a_formula_that_may_come_from_two_is_asked_about(
    form: Callable[[dict[Key, Typed]], Path], programme: Programme
) -> None:
    """A file that gives two formulas one number does not tell which of them was dragged."""
    keys = [(field, "tong", 0) for field in ("mau_giao", "tieu_hoc", "thcs")]
    marks = (987654321, 987654322, 987654323)
    path = form(dict(zip(keys, marks, strict=True)))
    origin = b'<f t="shared" ref="E12:E20" si="0">10-10</f><v>24</v>'
    for mark, formula in zip(
        marks, (origin, origin, b'<f t="shared" si="0"/><v>0</v>'), strict=True
    ):
        replaced_in(path, b"<v>%d</v>" % mark, formula)
    values, findings = understood(path, programme)
    assert number_of(values, keys[2]) is None
    asked = [(found.code, found.found) for found in findings if found.place.cell == "E20"]
    assert asked == [("formula_of_blanks", "=…")]


def _address(path: Path, key: Key) -> str:
    return str(cell(openpyxl.load_workbook(path), *key).coordinate)


def test_a_count_that_is_shown_as_a_percentage_is_no_count(
    form: Callable[..., Path], programme: Programme
) -> None:
    """1 with the format 0% is 100% to the person who typed it, never one pupil."""
    values, findings = understood(form({NAM: (1, "0%")}), programme)
    [value] = [value for value in values if (value.field, value.part) == NAM[:2]]
    assert (value.number, value.text) == (None, "100%")
    assert "not_a_number" in [found.code for found in findings]
