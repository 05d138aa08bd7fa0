"""What people type into a cell, and what it means: a table of readings, and what must never be."""

import datetime
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bdg_excel.findings import Place, Severity
from bdg_excel.layout import Slot
from bdg_excel.values import legacy
from bdg_excel.values.evaluation import evaluate, parse
from bdg_excel.values.parsed import COUNTED, Status
from bdg_excel.values.raw import (
    CellError,
    Computed,
    Dated,
    Formula,
    Lettered,
    Marked,
    Measured,
    Printed,
    Scaled,
    Shown,
)
from bdg_excel.values.typed import as_typed
from bdg_excel.values.value import Answer
from tests.readings import NONE, readings

COUNT = Slot("mau_giao", "nam", "count", "Học sinh mẫu giáo: Nam", "học sinh")
MONEY = Slot("ngan_sach", "tong", "money", "Kinh phí", "đồng")
PERCENT = Slot("ty_le", "ty_le", "percent", "Tỷ lệ", "%")
YES_NO = Slot("co_so", "tra_loi", "yes_no", "Đủ thiết bị")
LISTED = ("Băng rôn", "Tờ rơi", "Hội nghị, hội thảo", "Khác")
CHOICE = Slot("san_pham", "ten", "choice", "Sản phẩm", choices=LISTED)
TEXT = Slot("kho_khan", "noi_dung", "text", "Khó khăn")


@pytest.mark.parametrize(
    ("raw", "number", "status", "code"),
    [
        (3083.0, 3083, "given", ""),
        (3083, 3083, "given", ""),
        ("3083", 3083, "given", ""),
        ("3.083", 3083, "given", ""),
        (" 3.083 ", 3083, "given", ""),
        ("’39", 39, "given", ""),
        ("３９", 39, "given", ""),
        ("39 buổi", None, "refused", "not_a_number"),
        ("53 đồng chí", 53, "given", ""),
        ("210 đ/c", 210, "given", ""),
        ("34 lao động", 34, "given", ""),
        ("87 ba", None, "refused", "not_a_number"),
        ("34 hộ gia đình", None, "refused", "not_a_number"),
        ("1.260 người", 1260, "given", ""),
        ("1 260", 1260, "given", "read_as"),
        ("1\u00a0260", 1260, "given", "read_as"),
        ("1,260", 1260, "given", "read_as"),
        ("khoảng 1.260", 1260, "given", "approximate"),
        (3.083, 3083, "given", "thousands_restored"),
        (0.0, 0, "nil", ""),
        ("0", 0, "nil", ""),
        ("Không", 0, "nil", ""),
        ("không có", 0, "nil", ""),
        ("ko", 0, "nil", ""),
        ("-", 0, "nil", ""),
        ("–", 0, "nil", ""),
        (None, None, "blank", ""),
        ("", None, "blank", ""),
        ("  ", None, "blank", ""),
        ("…", None, "blank", "placeholder"),
        ("....", None, "blank", "placeholder"),
        ("không áp dụng", None, "not_applicable", "not_applicable"),
        (1.26, None, "refused", "ambiguous_number"),
        (1.5, None, "refused", "ambiguous_number"),
        ("1,5", None, "refused", "ambiguous_number"),
        (0.5, None, "refused", "fraction"),
        ("0.083", None, "refused", "fraction"),
        (12.3456, None, "refused", "fraction"),
        (-3.0, None, "refused", "negative"),
        ("-3", None, "refused", "negative"),
        ("Không.", 0, "nil", ""),
        ("-…", None, "refused", "not_a_number"),
        ("không có ai", 0, "nil", ""),
        ("KPS", 0, "nil", ""),
        ("ko phát sinh", 0, "nil", ""),
        ("k có", 0, "nil", ""),
        ("Không người nào.", 0, "nil", ""),
        ("Không (0)", 0, "nil", ""),
        ("0 trường hợp", 0, "nil", ""),
        ("---", 0, "nil", ""),
        ("−", 0, "nil", ""),
        ("―", 0, "nil", ""),
        ("không đồng", None, "refused", "not_a_number"),
        ("chưa rõ", None, "blank", "placeholder"),
        ("không biết", None, "blank", "placeholder"),
        ("Kho\u0302ng", 0, "nil", ""),
        ("không phát sinh", 0, "nil", ""),
        ("0 người", 0, "nil", ""),
        ("06", 6, "given", ""),
        ("“39”", 39, "given", ""),
        ("3\u200b9", 39, "given", ""),
        ("\ufeff39", 39, "given", ""),
        ("3\u00ad9", 39, "given", ""),
        ("\u200b", None, "blank", "placeholder"),
        ("chưa có số liệu", None, "blank", "placeholder"),
        ("?", None, "blank", "placeholder"),
        ("1.260,0", 1260, "given", "read_as"),
        ("12,00", 12, "given", "read_as"),
        ("1.000,000", None, "refused", "ambiguous_number"),  # a thousand, or a million
        ("1,000.000", None, "refused", "ambiguous_number"),
        ("1.0000", None, "refused", "ambiguous_number"),
        ("0,000", 0, "nil", "read_as"),
        ("5 nghìn người", 5000, "given", "read_as"),
        ("5 ngăn", None, "refused", "not_a_number"),
        (">100", 100, "given", "approximate"),
        ("≥ 100 người", 100, "given", "approximate"),
        ("ước đạt 100", 100, "given", "approximate"),
        (12.000000000000002, 12, "given", ""),
        ("1O5", None, "refused", "letters_in_number"),
        ("1О5", None, "refused", "letters_in_number"),
        ("5O", None, "refused", "letters_in_number"),
        ("l2", None, "refused", "letters_in_number"),
        ("O", None, "refused", "letters_in_number"),
        ("39²", None, "refused", "not_a_number"),
        ("½", None, "refused", "not_a_number"),
        ("①", None, "refused", "not_a_number"),
        ("1'260", None, "refused", "several_numbers"),
        ("1\n260", None, "refused", "several_numbers"),
        ("1\u00a0\u00a0260", None, "refused", "several_numbers"),
        ("1260\n1300", None, "refused", "several_numbers"),
        ("12; 35", None, "refused", "several_numbers"),
        ("12.", 12, "given", "read_as"),
        ("0.", 0, "nil", "read_as"),
        ("2tr5", None, "refused", "several_numbers"),
        ("10 - 15", None, "refused", "several_numbers"),
        ("39\nem", 39, "given", ""),
        ("12/35 hộ", None, "refused", "ratio_in_cell"),
        ("15/11/2023", None, "refused", "date_typed"),
        ("1e400", None, "refused", "too_large"),
        ("1e5", None, "refused", "not_a_number"),
        ("500k", None, "refused", "not_a_number"),
        ("#REF!", None, "refused", "error_value"),
        ("1.2.3", None, "refused", "not_a_number"),
        ("1.260.", 1260, "given", "read_as"),
        ("0001.260", None, "refused", "ambiguous_number"),
        (2.0**60, None, "refused", "too_large"),
        ("99999999999999999999", None, "refused", "too_large"),
        ("9" * 60 + ",0", None, "refused", "too_large"),
        ("1," + "0" * 40 + "1", None, "refused", "fraction"),
        (float("inf"), None, "refused", "not_a_number"),
        (float("nan"), None, "refused", "not_a_number"),
        (True, None, "refused", "not_a_number"),
        ("x", None, "refused", "not_a_number"),
        ("nhiều", None, "refused", "not_a_number"),
        ("25 nam, 30 nữ", None, "refused", "several_numbers"),
        ("5 tr", None, "refused", "not_a_number"),  # schools, or a million each
        ("12 triệu", None, "refused", "not_a_number"),
        ("12 triệu người", None, "refused", "not_a_number"),
        ("12 tỷ", None, "refused", "not_a_number"),
        ("2 nghìn tỷ", None, "refused", "not_a_number"),
        ('"', None, "refused", "ditto_number"),
        ("〃", None, "refused", "ditto_number"),
        ("nt", None, "refused", "ditto_number"),
        ("như trên", None, "refused", "ditto_number"),
        ("năm 2023: 248", None, "refused", "several_numbers"),
        ("2023: 12", None, "refused", "several_numbers"),
        ("12: 25", None, "refused", "ratio_in_cell"),
        ("20|25", None, "refused", "several_numbers"),
        ("20!25", None, "refused", "several_numbers"),
        ("5|", None, "refused", "letters_in_number"),
        ("-0", 0, "nil", "read_as"),
        ("- 0", 0, "nil", "read_as"),
        ("– 00", 0, "nil", "read_as"),
        ("- 12 đ/c", None, "refused", "negative"),
        ("–12", None, "refused", "negative"),
        ("–5", None, "refused", "negative"),
        ("- 5 người", None, "refused", "negative"),
        ("dưới 5", None, "refused", "not_a_number"),
        ("<5", None, "refused", "not_a_number"),
        ("39 %", None, "refused", "not_a_number"),
        ("06/39", None, "refused", "ratio_in_cell"),
        ("1.072 /3.459", None, "refused", "ratio_in_cell"),
        (datetime.date(1935, 12, 1), None, "refused", "date_for_number"),
        (datetime.datetime(2023, 11, 5, 8, 30), None, "refused", "date_for_number"),  # noqa: DTZ001
        (datetime.timedelta(hours=26), None, "refused", "date_for_number"),
    ],
    ids=repr,
)
def test_a_count_is_read_or_refused(
    raw: object, number: int | None, status: str, code: str
) -> None:
    parsed = parse(raw, COUNT)
    assert (parsed.number, parsed.status, parsed.code) == (number, status, code)


@pytest.mark.parametrize(
    ("raw", "number", "code"),
    [
        (20000000.0, 20_000_000, ""),
        ("20.000.000 đồng", 20_000_000, ""),
        ("20.000.000đ", 20_000_000, ""),
        ("20 triệu đồng", 20_000_000, "read_as"),
        ("1,5 triệu", 1_500_000, "read_as"),
        ("200 chục", 2_000, "read_as"),
        ("200 chuc", 2_000, "read_as"),
        ("2 chục triệu", None, "not_a_number"),
        ("20.000.000,00", 20_000_000, "read_as"),
        ("20,000,000", 20_000_000, "read_as"),
        ("20.000,000", None, "ambiguous_number"),
        ("20,000.000", None, "ambiguous_number"),
        ("20.000000", None, "ambiguous_number"),
        ("20000.000", None, "ambiguous_number"),
        ("20000,000 đồng", None, "ambiguous_number"),
        ("1.234,567 triệu", None, "ambiguous_number"),
        ("1234,567 triệu", 1_234_567_000, "read_as"),
        ("20,5 triệu", 20_500_000, "read_as"),
        ("20,125", None, "ambiguous_number"),  # thousands, or millions with a comma
        (20.125, None, "ambiguous_number"),
        ("20tr", 20_000_000, "read_as"),
        ("1.500 triệu đồng", 1_500_000_000, "read_as"),
        ("20.000 nghìn đồng", 20_000_000, "read_as"),
        ("20.000 (nghìn đồng)", 20_000_000, "read_as"),
        ("2 nghìn tỷ", 2_000_000_000_000, "read_as"),
        ("1,500 triệu", None, "ambiguous_number"),
        ("20.000 (1.000 đồng)", None, "several_numbers"),
        ("1 triệu 500 nghìn", 1_500_000, "read_as"),
        ("1 tỷ 200 triệu 50 nghìn đồng", 1_200_050_000, "read_as"),
        ("2tr5", 2_500_000, "read_as"),
        ("2tr500", 2_500_000, "read_as"),
        ("1 tỷ 2", 1_200_000_000, "read_as"),
        ("2 triệu rưỡi", 2_500_000, "read_as"),
        ("1 tỷ 1 ngăn", None, "several_numbers"),
        ("1\n triệu 1", None, "several_numbers"),
        ("2tr50", None, "several_numbers"),  # 2.050.000 or 2.500.000
        ("5 triệu 12 triệu", None, "several_numbers"),
        ("12 triệu 3 tỷ", None, "several_numbers"),
        ("20.000.000 đồng chẵn", 20_000_000, "read_as"),
        ("5 triệu (tròn)", 5_000_000, "read_as"),
        ("khoảng 5 triệu chẵn", None, "not_a_number"),
        ("20,125 chẵn", None, "not_a_number"),
        ("500000.", 500_000, "read_as"),
        ("20.000.", None, "not_a_number"),  # is a group of digits missing?
        ("5 triệu triệu", None, "not_a_number"),
    ],
)
def test_money_is_read_in_dong(raw: object, number: int | None, code: str) -> None:
    parsed = parse(raw, MONEY)
    assert (parsed.number, parsed.code) == (number, code)


@pytest.mark.parametrize(
    ("raw", "number", "status", "code"),
    [
        (65.0, 65, "given", ""),
        ("65%", 65, "given", ""),
        ("65,5 %", Decimal("65.5"), "given", ""),
        (65.5, Decimal("65.5"), "given", ""),
        ("khoảng 65%", 65, "given", "approximate"),
        (0.0, 0, "nil", ""),
        (0.65, None, "refused", "ambiguous_number"),
        (1.0, None, "refused", "ambiguous_number"),
        (1250.0, None, "refused", "percent_out_of_range"),
        ("1250%", None, "refused", "percent_out_of_range"),
        ("1.260", None, "refused", "ambiguous_number"),
        ("65,000%", None, "refused", "ambiguous_number"),
        ("６５％", 65, "given", ""),
        ("0,65%", Decimal("0.65"), "given", ""),
        ("0,65", None, "refused", "ambiguous_number"),
        ("1", None, "refused", "ambiguous_number"),
        ("0%", 0, "nil", ""),
        ("50% - 60%", None, "refused", "several_numbers"),
        ("65²%", None, "refused", "not_a_number"),
        (65.00000000000001, 65, "given", ""),
        (-5.0, None, "refused", "negative"),
    ],
)
def test_a_percentage_is_the_number_before_the_sign(
    raw: object, number: object, status: str, code: str
) -> None:
    parsed = parse(raw, PERCENT)
    assert (parsed.number, parsed.status, parsed.code) == (number, status, code)


@pytest.mark.parametrize(
    ("raw", "number", "code"),
    [
        ("Có", 1, ""),
        ("có", 1, "read_as"),
        ("x", 1, "read_as"),
        ("✓", 1, "read_as"),
        (True, 1, "read_as"),
        ("Không", 0, ""),
        ("ko", 0, "read_as"),
        *((word, 1, "read_as") for word in ("có.", "Có đủ", "Đã có", "Có rồi", "- Có", '"Có"')),
        *((word, 1, "read_as") for word in ("X.", "√", "✅", "Có (1 người)")),
        *((word, 0, "read_as") for word in ("Không.", "Chưa có", "Chưa đủ", "không đủ")),
        *((word, 0, "read_as") for word in ("ko có", "k có", "✗")),
        ("Có (chưa đủ)", None, "not_yes_no"),
        ("Không (1 người)", None, "not_yes_no"),
        ("Có (0 người)", None, "not_yes_no"),
        ("17", None, "not_yes_no"),
        ("-", None, "not_yes_no"),
        ("….", None, "placeholder"),
    ],
)
def test_yes_and_no(raw: object, number: int | None, code: str) -> None:
    parsed = parse(raw, YES_NO)
    assert (parsed.number, parsed.code) == (number, code)


@pytest.mark.parametrize(
    ("question", "typed", "number"),
    [
        ("Trạm có đủ thuốc", "Đủ", 1),
        ("Có đủ thuốc không?", "- đủ.", 1),
        (unicodedata.normalize("NFD", "Trạm có đủ thuốc"), unicodedata.normalize("NFD", "đủ"), 1),
        ("Trạm có đủ thuốc", "Dư", None),
        ("Trạm có đủ thuốc", "du", None),
        ("Trạm có đủ thuốc", "Đủ một phần", None),
        ("Trạm có thiếu thuốc không?", "Đủ", None),
        ("Trạm có nữ hộ sinh", "Đủ", None),
        ("Còn bản chưa có đủ thuốc", "Đủ", None),
        ("Có bản không có đủ thuốc", "Đủ", None),
    ],
)
def test_enough_is_a_yes_where_just_that_is_asked(
    question: str, typed: str, number: int | None
) -> None:
    parsed = parse(typed, YES_NO._replace(label=question))
    assert (parsed.number, parsed.code) == (number, "read_as" if number else "not_yes_no")


def test_no_as_an_answer_is_given_not_nil() -> None:
    assert parse("Không", YES_NO).status is Status.GIVEN


@pytest.mark.parametrize(
    ("raw", "text", "code"),
    [
        ("Băng rôn", "Băng rôn", ""),
        ("băng  rôn", "Băng rôn", "read_as"),
        ("bang ron", "Băng rôn", "read_as"),
        ("Băng zôn", "Băng zôn", "not_in_list"),
        ("Hội nghị , hội thảo", "Hội nghị, hội thảo", "read_as"),
        ("hội nghị,hội thảo", "Hội nghị, hội thảo", "read_as"),
        ("Hội nghị hội thảo", "Hội nghị hội thảo", "not_in_list"),
    ],
)
def test_a_choice_is_found_without_its_accents_and_else_kept(
    raw: str, text: str, code: str
) -> None:
    parsed = parse(raw, CHOICE)
    assert (parsed.text, parsed.code, parsed.status) == (text, code, Status.GIVEN)


@pytest.mark.parametrize(
    ("choices", "code", "other"),
    [
        (("Băng rôn", "Khác"), "not_in_list", "Khác"),
        (("Băng rôn", "Khác (ghi rõ)"), "not_in_list", "Khác (ghi rõ)"),
        (("Băng rôn", "Hình thức khác"), "not_in_list", "Hình thức khác"),
        (("Băng rôn", "Tờ rơi"), "not_in_closed_list", ""),
        (("Băng rôn", "Khách mời"), "not_in_closed_list", ""),
    ],
)
def test_only_a_list_with_an_other_is_said_to_have_one(
    choices: tuple[str, ...], code: str, other: str
) -> None:
    slot = CHOICE._replace(choices=choices)
    _, [found] = evaluate([Answer(slot, 1, "Pa nô", "Biểu 3", "C9")], Place())
    assert found.code == code
    assert (f"chọn «{other}»" in found.remedy) == bool(other)
    assert ("ghi rõ" in found.remedy) == bool(other)


@pytest.mark.parametrize(
    ("raw", "slot", "text", "number"),
    [
        ("B¨ng r«n", CHOICE, "Băng rôn", None),
        ("Tê r¬i", CHOICE, "Tờ rơi", None),
        ("Tôø rôi", CHOICE, "Tờ rơi", None),
        ("Kh¸c", CHOICE, "Khác", None),
        ("Khaùc", CHOICE, "Khác", None),
        ("Cã", YES_NO, "Có", 1),
        ("Kh«ng", YES_NO, "Không", 0),
        ("Khoâng", COUNT, "Không", 0),
        ("Kh«ng cã", TEXT, "Không có", None),
    ],
)
def test_legacy_text_without_its_font_is_read_where_it_is_an_expected_answer(
    raw: str, slot: Slot, text: str, number: int | None
) -> None:
    [value], findings = evaluate([Answer(slot, 0, raw, "Số liệu", "E7")], Place())
    assert (value.text, value.number, value.status in COUNTED) == (text, number, True)
    assert [(found.code, found.found) for found in findings] == [("legacy_font", raw)]


def test_legacy_text_without_its_font_is_else_left_as_it_is() -> None:
    assert parse("39 buæi", COUNT).code == "not_a_number"
    assert parse("Tæ chøc", TEXT).text == "Tæ chøc"
    assert parse("Khác", CHOICE) == (None, "Khác", Status.GIVEN, "", (), "")


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("TËp huÊn kiÕn thøc b×nh ®¼ng giíi", "Tập huấn kiến thức bình đẳng giới"),
        ("Héi LHPN x· M\xadêng So", "Hội LHPN xã Mường So"),
        ("Taäp huaán bình ñaúng giôùi", "Tập huấn bình đẳng giới"),
    ],
)
def test_a_text_that_only_a_lost_font_would_show_is_kept_and_told(raw: str, meant: str) -> None:
    [value], [found] = evaluate([Answer(TEXT, 0, raw, "Số liệu", "E7")], Place())
    seen = raw.replace("\xad", "")  # ư in TCVN3, a soft hyphen to all others
    assert (value.text, value.status) == (seen, Status.GIVEN)
    assert (found.code, found.found, found.severity) == ("font_lost", seen, Severity.WARNING)
    assert f"có lẽ là «{meant}»" in found.message


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Hà Nam",
            "· Bài hát",
            "Tháng 11 · Trà Vinh",
            "10 m²",
            "½ ngày",
            "5°C",
            "Café",
            "«Bài ca»",
        ),
        *("Müller", "François", "São Paulo", "Toà án", "quá", "lái xe", "cái kéo"),
    ],
)
def test_texts_that_are_right_as_they_stand_are_not_told_to_have_lost_a_font(text: str) -> None:
    assert parse(text, TEXT) == (None, text, Status.GIVEN, "", (), "")


LEGACY = [
    ("Phong Thổ", "Phong Thæ", "Phong Thoå"),
    ("Khổng Lào", "Khæng Lµo", "Khoång Laøo"),
    ("Mường So", "M\u00adêng So", "Möôøng So"),
    ("Sin Suối Hồ", "Sin Suèi Hå", "Sin Suoái Hoà"),
    ("Vàng Ma Chải", "Vµng Ma Ch¶i", "Vaøng Ma Chaûi"),
    ("người", "ng\u00adêi", "ngöôøi"),
    ("buổi", "buæi", "buoåi"),
    ("Không", "Kh«ng", "Khoâng"),
]


@pytest.mark.parametrize(("plain", "tcvn3", "vni"), LEGACY)
def test_legacy_charsets(plain: str, tcvn3: str, vni: str) -> None:
    assert legacy.converted(tcvn3, ".VnTime") == plain
    assert legacy.converted(tcvn3, ".VnArial NarrowH") == plain.upper()
    assert legacy.converted(vni, "VNI-Times") == plain
    assert legacy.converted(vni.upper(), "VNI-Times") == plain.upper()
    assert legacy.converted(tcvn3, "Times New Roman") is None
    assert legacy.converted(plain + " ở", ".VnTime") is None


def test_every_letter_of_vni_is_the_vietnamese_letter() -> None:
    marks = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
    hats = {"\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
    breves = {"\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
    for tone, mark in marks.items():
        for vowel, typed in zip("aeouyơư", "aeouyôö", strict=True):
            expected = unicodedata.normalize("NFC", vowel + tone)
            assert _before_dong(typed + mark) == expected
        for vowel, typed in zip("âêô", "aeo", strict=True):
            expected = unicodedata.normalize("NFC", vowel + tone)
            assert _before_dong(typed + hats[tone]) == expected
        expected = unicodedata.normalize("NFC", "ă" + tone)
        assert _before_dong("a" + breves[tone]) == expected


def _before_dong(vni: str) -> str:
    """What `vni` is before a word that is VNI for certain: by itself it may be Unicode too."""
    return (legacy.converted(f"{vni} ñoàng", "VNI-Times") or "").removesuffix(" đồng")


def test_a_hint_stands_in_the_message_of_a_number_with_letters() -> None:
    _, [found] = evaluate([Answer(COUNT, 0, "1O5", "Số liệu", "E7")], Place())
    assert "105" in found.message


def test_free_text_keeps_its_lines() -> None:
    assert parse(" một \n\n hai ", TEXT).text == "một\nhai"
    assert parse("Không.", TEXT).status is Status.NIL


def test_both_readings_stand_in_the_message_of_an_ambiguous_number() -> None:
    place = Place("03589", "Xã Mường So", "a.xlsx")
    values, [found] = evaluate([Answer(COUNT, 0, 1.26, "Số liệu", "E7")], place)
    assert values[0].text == "1.26"
    assert "1.260 hoặc 1,26" in found.message
    assert found.message.startswith("Xã Mường So, tệp a.xlsx, trang Số liệu, ô E7:")
    assert found.cells == 1


def test_both_readings_of_signs_of_two_kinds_are_told() -> None:
    _, [found] = evaluate([Answer(MONEY, 0, "20.000,000", "Số liệu", "E7")], Place())
    assert "20.000.000 hoặc 20.000;" in found.message


@pytest.mark.parametrize("typed", ["9" * 5_000, "1," + "0" * 5_000])
def test_a_row_of_thousands_of_digits_is_too_large(typed: str) -> None:
    assert parse(typed, COUNT).code == "too_large"


@given(st.text(max_size=12))
def test_no_text_makes_a_count_that_is_not_written_in_it(typed: str) -> None:
    """A text that becomes a number holds that number's digits, or a word for none."""
    parsed = parse(typed, COUNT)
    if parsed.number:
        digits = "".join(str(int(letter)) for letter in typed if letter.isdecimal())
        assert str(parsed.number).rstrip("0") == digits.lstrip("0").rstrip("0")


@given(
    st.one_of(
        st.none(),
        st.booleans(),
        st.floats(),
        st.integers(),
        st.text(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
        st.builds(CellError, st.text()),
        st.builds(Formula, st.text()),
        st.builds(Lettered, st.text(), st.text()),
        st.builds(Shown, st.floats()),
        st.builds(Computed, st.floats(), st.text(), st.booleans()),
        st.builds(Printed, st.floats(), st.text()),
        st.builds(Measured, st.one_of(st.floats(), st.text()), st.text()),
        st.builds(Marked, st.one_of(st.floats(), st.text()), st.text()),
        st.builds(Scaled, st.floats(), st.sampled_from([1_000, 1_000_000])),
        st.builds(
            Dated,
            st.one_of(st.dates(), st.datetimes(), st.times(), st.timedeltas()),
            st.one_of(st.none(), st.floats(-1e6, 1e6)),
            st.sampled_from(["", "mmm-yy", "d-mmm", "dd/mm/yyyy", "[h]:mm"]),
        ),
    )
)
def test_nothing_that_a_cell_can_hold_raises(raw: object) -> None:
    for slot in (COUNT, MONEY, PERCENT, YES_NO, CHOICE, TEXT):
        parsed = parse(raw, slot)
        assert (parsed.number is not None) <= (parsed.status in (Status.GIVEN, Status.NIL))


@given(st.integers(0, 2**53))
def test_a_number_printed_our_way_is_read_back(number: int) -> None:
    from bdg_excel.text import number as printed

    assert parse(printed(number), COUNT).number == number
    assert parse(float(number), COUNT).number == number


DIGITS = [*"0123456789²½OolI", "000", "260", "1.260", "1,260", "20.000.000", "50,9", "0,5", "１２"]
SIGNS = [*".,.,- –/%:'x…e+()<>≥;", "\u00a0", "\u200b", "\n"]
WORDS = ["triệu", "nghìn", "ngàn", "tỷ", "đồng", "người", "buổi", "khoảng", "trên", "ngăn", "năm"]
AROUND = ["(hai mươi lăm)", "₫", "./.", ",-", "Tổng số: ", "Có ", "nữ: ", "(ước)", "ngđ", "/100"]
OTHERS = ["tr", "k", "nam", " nữ", "và", "phần trăm", "Không", "không có", "ko", "ĐVT: 1.000 đồng"]
MARKS = [*SIGNS, *AROUND, *(f" {word} " for word in WORDS)]
PIECES = st.sampled_from([*DIGITS, *DIGITS, *MARKS, *OTHERS])


@settings(max_examples=1500)
@given(st.lists(PIECES, min_size=1, max_size=7).map("".join))
def test_a_text_never_becomes_a_number_that_nobody_would_read(typed: str) -> None:
    """Against a slow list of every reading that a person could give to the text."""
    for slot in (COUNT, MONEY, PERCENT):
        parsed = parse(typed, slot)
        if parsed.status is Status.NIL and _bare(typed) in NONE:
            continue
        if parsed.number is not None:
            assert parsed.number in readings(typed), (slot.kind, parsed)


def _bare(typed: str) -> str:
    """`typed` without its sign, what nobody sees, and what stands around it."""
    return typed.replace("%", " ").replace("\u200b", "").strip(" .'\u00a0\n").lower()


@given(st.text(max_size=8))
def test_no_other_text_becomes_a_number_that_nobody_would_read(typed: str) -> None:
    for slot in (COUNT, PERCENT):
        parsed = parse(typed, slot)
        if parsed.number:
            assert parsed.number in readings(typed), (slot.kind, parsed)


@given(st.floats(min_value=0, max_value=1e6).map(lambda number: round(number, 4)))
def test_a_float_is_itself_or_lost_its_thousands_dot(number: float) -> None:
    parsed = parse(number, COUNT)
    assert parsed.number in (None, number, round(number * 1000))
    if parsed.number not in (None, number):
        assert parsed.code == "thousands_restored"


@pytest.mark.parametrize(
    ("span", "seen"),
    [
        (datetime.timedelta(hours=26), "26:00"),
        (datetime.timedelta(hours=1, minutes=5, seconds=7), "1:05:07"),
        (datetime.timedelta(hours=-2), "-2:00"),
    ],
)
def test_a_span_of_time_is_told_as_its_cell_shows_it(span: datetime.timedelta, seen: str) -> None:
    assert as_typed(span) == seen
