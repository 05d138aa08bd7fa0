"""What people type into a cell, and what it means: a table of readings, and what must never be."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdg_excel.findings import Place
from bdg_excel.layout import Slot
from bdg_excel.values import Answer, Status, evaluate, parse

COUNT = Slot("mau_giao", "nam", "count", "Học sinh mẫu giáo: Nam", "học sinh")
MONEY = Slot("ngan_sach", "tong", "money", "Kinh phí", "đồng")
PERCENT = Slot("ty_le", "ty_le", "percent", "Tỷ lệ", "%")
YES_NO = Slot("co_so", "tra_loi", "yes_no", "Đủ thiết bị")
CHOICE = Slot("san_pham", "ten", "choice", "Sản phẩm", choices=("Băng rôn", "Tờ rơi", "Khác"))
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
        ("39 buổi", 39, "given", ""),
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
        (2.0**60, None, "refused", "too_large"),
        ("99999999999999999999", None, "refused", "too_large"),
        ("9" * 60 + ",0", None, "refused", "too_large"),
        ("1," + "0" * 40 + "1", None, "refused", "fraction"),
        (float("inf"), None, "refused", "not_a_number"),
        (float("nan"), None, "refused", "not_a_number"),
        (True, None, "refused", "not_a_number"),
        ("x", None, "refused", "not_a_number"),
        ("nhiều", None, "refused", "not_a_number"),
        ("25 nam, 30 nữ", None, "refused", "not_a_number"),
        ("39 %", None, "refused", "not_a_number"),
        ("06/39", None, "refused", "ratio_in_cell"),
        ("1.072 /3.459", None, "refused", "ratio_in_cell"),
        (datetime.date(1935, 12, 1), None, "refused", "date_for_number"),
        (datetime.datetime(2023, 11, 5, 8, 30), None, "refused", "date_for_number"),  # noqa: DTZ001
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
        ("20.000.000,00", 20_000_000, "read_as"),
        ("20,000,000", 20_000_000, "read_as"),
    ],
)
def test_money_is_read_in_dong(raw: object, number: int, code: str) -> None:
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
        ("17", None, "not_yes_no"),
        ("-", None, "not_yes_no"),
    ],
)
def test_yes_and_no(raw: object, number: int | None, code: str) -> None:
    parsed = parse(raw, YES_NO)
    assert (parsed.number, parsed.code) == (number, code)


def test_no_as_an_answer_is_given_not_nil() -> None:
    assert parse("Không", YES_NO).status is Status.GIVEN


@pytest.mark.parametrize(
    ("raw", "text", "code"),
    [
        ("Băng rôn", "Băng rôn", ""),
        ("băng  rôn", "Băng rôn", "read_as"),
        ("bang ron", "Băng rôn", "read_as"),
        ("Băng zôn", "Băng zôn", "not_in_list"),
    ],
)
def test_a_choice_is_found_without_its_accents_and_else_kept(
    raw: str, text: str, code: str
) -> None:
    parsed = parse(raw, CHOICE)
    assert (parsed.text, parsed.code, parsed.status) == (text, code, Status.GIVEN)


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
