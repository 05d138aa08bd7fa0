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
    assert "ghi «39 cháu»" in told["label_contradicts"].message
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
        ((248, "#.##0"), "248.000"),
        ((248, "#.##0;-#.##0"), "248.000"),
        ((248, "#.##0,00"), "248.00000"),
        ((248, "#.#00"), "248.000"),
        ((248, ".000"), "248.000"),
        ((261, "-0"), "-261"),
        ((261, '"-"0'), "-261"),
        ((261, "[Red]\\-#,##0"), "-261"),
        ((261, '"– "General'), "– 261"),
        ((261, '"1"General'), "1261"),
        ((261, "0-0"), "26-1"),
        ((1235, '00"/"00'), "12/35"),
        ((261, "00:00"), "02:61"),
        ((261, '0"."0'), "26.1"),
        ((20, "?/?"), "20/1"),
        ((1234, "[<1000]0;0,"), "1"),
        ((20, '[>=1000]0;"-"0'), "-20"),
        ((20, "[>=1000]0;[>=10]-0;0"), "-20"),
        ((0, "-0"), ""),
        ((1234, '[>=1000]0;"-"0'), ""),
        ((20, "[>=1000]0;[>=100]-0;0"), ""),
        ((20, "[>=1000]0;-0;0"), ""),
        ((1234, "#\\.##0"), ""),
        ((1234, "# ##0"), ""),
        ((1234567, '0"."000"."000'), ""),
        ((20, "# ??/100"), ""),
        ((20, "# ?/?"), ""),
        ((20, '"Nam - "0'), ""),
        ((20, "0_);(0)"), ""),
        ((20, "_-* #,##0_-;-* #,##0_-"), ""),
        ((20, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'), ""),
        ((20, "0.0##"), ""),
        ((20, "#.###"), ""),
        ((20, "0.???"), ""),
        ((20_000, "0.000,"), ""),
        ((0, "0.000"), ""),
        ((20, "0.00"), ""),
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


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        (";;;", "như ô để trống"),
        (";;", "như ô để trống"),
        ('""', "như ô để trống"),
        ("[Blue];-0", "như ô để trống"),
        ('"chưa có"', "«chưa có»"),
        ('"5 triệu"', "«5 triệu»"),
        ('[>30]"nhiều";0', "«nhiều»"),
        ('[>40]"nhiều";0', ""),
        ("\\-", "«-»"),
        ("0;;", ""),
        ('#,##0;-0;""', ""),
        ('[=0]"";0', ""),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', ""),
        ("[Blue]General", ""),
    ],
)
def test_a_number_that_its_format_does_not_show_is_set_aside(
    form: Callable[..., Path], programme: Programme, number_format: str, shown: str
) -> None:
    values, findings = understood(form({NAM: (39, number_format)}), programme)
    told = [found for found in findings if found.place.cell == "E13"]
    assert [found.code for found in told] == (["number_concealed"] if shown else [])
    assert all(
        "có số 39," in found.message and f"ô hiện {shown})" in found.message for found in told
    )
    assert number_of(values, NAM) == (None if shown else 39)


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


SPLITTING = ("0-0", '00"/"00', "?/?", "[>=20]#,##0,;[>0]0;General")


def test_formats_that_split_a_number_are_seen_in_an_open_document(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path
) -> None:
    asked = [(field, part, 0) for field in ("mau_giao", "tieu_hoc") for part in ("nam", "nu")]
    cells = dict(zip(asked, SPLITTING, strict=True))
    [path] = soffice([form({key: (39, each) for key, each in cells.items()})], "ods", tmp_path)
    values, findings = understood(path, programme)
    told = [found.code for found in findings if found.code == "shown_otherwise"]
    assert len(told) == len(SPLITTING)
    assert all(number_of(values, key) is None for key in asked)


@pytest.mark.parametrize("letters", ["[]" * 50, "0" + " " * 100_000, "0-" * 50_000])
def test_a_format_costs_no_more_than_it_says(
    form: Callable[..., Path], programme: Programme, letters: str
) -> None:
    """Read in a process of its own, a form whose formats take longer would not be read at all."""
    values, _ = understood(form({NAM: (39, letters)}), programme)
    assert number_of(values, NAM) in (None, 39)


CONCEALING = (";;;", '[>30]"chưa có";0', "\\-")
SHOWING = ('# ?/?" m"', '0.00E+00" m"', "[Blue]General", '[=0]"";0', "[<50]0;0,", "0;-0;")


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_formats_that_show_nothing_are_seen_in_other_kinds_of_files(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path, kind: str
) -> None:
    fields = ("mau_giao", "tieu_hoc", "thcs", "dao_tao_nghe")
    asked = [(field, part, 0) for field in fields for part in ("tong", "nam", "nu")]
    typed = dict(zip(asked, (*CONCEALING, *SHOWING), strict=False))
    [path] = soffice([form({key: (39, each) for key, each in typed.items()})], kind, tmp_path)
    values, findings = understood(path, programme)
    told = [found.code for found in findings if found.found == "39" and found.cells]
    assert told == ["number_concealed"] * len(CONCEALING)
    assert {each for key, each in typed.items() if number_of(values, key) == 39} == set(SHOWING)


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


def test_a_count_that_is_shown_as_a_percentage_is_no_count(
    form: Callable[..., Path], programme: Programme
) -> None:
    """1 with the format 0% is 100% to the person who typed it, never one pupil."""
    values, findings = understood(form({NAM: (1, "0%")}), programme)
    [value] = [value for value in values if (value.field, value.part) == NAM[:2]]
    assert (value.number, value.text) == (None, "100%")
    assert "not_a_number" in [found.code for found in findings]
