"""Numbers and words as Vietnamese papers write them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdg_excel import text
from bdg_excel.csv_file import as_it_was, harmless


@pytest.mark.parametrize(
    ("value", "pad", "printed"),
    [
        (1260, 0, "1.260"),
        (20_000_000, 0, "20.000.000"),
        (999, 0, "999"),
        (6, 2, "06"),
        (0, 2, "00"),
        (12, 2, "12"),
        (1072, 2, "1.072"),
        (Decimal("65.5"), 0, "65,5"),
        (Decimal("49.0"), 0, "49"),
        (2**60, 0, "1.152.921.504.606.846.976"),
    ],
)
def test_numbers_have_thousands_dots_and_a_decimal_comma(
    value: int | Decimal, pad: int, printed: str
) -> None:
    assert text.number(value, pad) == printed


@pytest.mark.parametrize(
    ("numerator", "denominator", "printed"),
    [
        (3204, 6290, "50,9%"),
        (3083, 6290, "49%"),  # 49,014…: the zero after the comma is dropped
        (3576, 7388, "48,4%"),  # printed as 50,9% in the report of 2023
        (3625, 7388, "49,1%"),
        (678, 1527, "44,4%"),
        (17, 17, "100%"),
        (1, 16, "6,3%"),  # 6,25: half up
        (1, 80, "1,3%"),  # 1,25: half up, where a float or half-even gives 1,2
        (0, 5, "0%"),
    ],
)
def test_percentages_are_rounded_half_up(numerator: int, denominator: int, printed: str) -> None:
    assert text.percent(Fraction(numerator, denominator), 1) == printed


@given(st.integers(0, 10**12), st.integers(1, 10**9), st.integers(0, 4))
def test_rounding_is_that_of_exact_decimals(top: int, bottom: int, decimals: int) -> None:
    exact = Decimal(top * 10**12 // bottom) / 10**12  # cut, so only a true half is a half
    if (top * 10**12) % bottom:
        exact += Decimal(1).scaleb(-13)
    expected = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert text.rounded(Fraction(top, bottom), decimals) == expected


def test_dates_take_a_zero_only_where_the_decree_says() -> None:
    assert text.long_date(date(2023, 12, 5)) == "ngày 05 tháng 12 năm 2023"
    assert text.long_date(date(2024, 2, 10)) == "ngày 10 tháng 02 năm 2024"
    assert text.long_date(date(2024, 6, 1)) == "ngày 01 tháng 6 năm 2024"
    assert text.short_date(date(2021, 4, 12)) == "12/4/2021"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Đoàn Kết", "ÐOÀN  KẾT"),  # the Icelandic letter, two spaces
        ("Khổng Lào", "Khổng Lào"),  # NFD
    ],
)
def test_folded_words_are_equal_whatever_the_accents_are_made_of(one: str, other: str) -> None:
    assert text.fold(one) == text.fold(other)


def test_lists_and_file_names() -> None:
    assert text.listing(["a", "b", "c"]) == "a, b và c"
    assert text.listing(["a"]) == "a"
    assert text.listing([]) == ""
    assert text.file_stem("Xã Lản Nhì Thàng") == "xa-lan-nhi-thang"


@given(st.text(alphabet="'=+-@1x\t ", max_size=6))
def test_what_a_spreadsheet_must_not_run_can_be_told_from_what_was_typed(typed: str) -> None:
    cell = harmless(typed)
    assert as_it_was(cell) == typed
    assert not cell.startswith(("=", "+", "@", "\t"))
