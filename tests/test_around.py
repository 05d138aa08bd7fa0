"""Numbers with more around them than a number needs."""

import time

import pytest

from bdg_excel.findings import Place
from bdg_excel.layout import Slot
from bdg_excel.values import units
from bdg_excel.values.evaluation import evaluate, parse
from bdg_excel.values.parsed import Status
from bdg_excel.values.value import Answer

PUPILS = Slot("mau_giao", "tong", "count", "Học sinh mẫu giáo: Tổng số", "học sinh")
GIRLS = PUPILS._replace(part="nu", label="Học sinh mẫu giáo: Nữ")
BOYS = PUPILS._replace(part="nam", label="Học sinh mẫu giáo: Nam")
MONEY = Slot("ngan_sach", "tong", "money", "Kinh phí", "đồng")
PERCENT = Slot("ty_le", "ty_le", "percent", "Tỷ lệ", "%")


@pytest.mark.parametrize(
    "typed",
    [
        *("25,", "(25)", "25*", "+25", "=25", "25- người", "25 (hai mươi lăm)"),
        *("Tổng số: 25", "TS: 25", "ts 25", "SL: 25", "Số lượng: 25", "Có 25 người"),
        *("25 (hai lăm)", "Tổng số: 25 người", "Có 25 học sinh (Hai mươi lăm)."),
    ],
)
def test_what_says_no_more_of_a_count_is_overlooked_and_told(typed: str) -> None:
    assert parse(typed, PUPILS)[0::3] == (25, "read_as")


@pytest.mark.parametrize(("typed", "number"), [("1.260.", 1260), ("0,", 0), ("1.260,", 1260)])
def test_a_sign_at_the_end_of_a_count_is_overlooked(typed: str, number: int) -> None:
    assert parse(typed, PUPILS)[0::3] == (number, "read_as")


@pytest.mark.parametrize(
    "typed",
    [
        *("25 ng", "25 đc", "25 đ.c", "25 đ.c.", "25 h/s", "25 hv", "25 người dân"),
        *("25 cấp ủy viên", "25 nhân khẩu", "25 học sinh mẫu giáo", "25 trường hợp"),
    ],
)
def test_more_words_for_people(typed: str) -> None:
    assert parse(typed, PUPILS)[0::3] == (25, "")


@pytest.mark.parametrize(
    ("slot", "typed", "code"),
    [
        *((GIRLS, f"25 {word}", "") for word in ("bà", "nữ giới", "nữ sinh")),
        *((BOYS, f"25 {word}", "") for word in ("ông", "nam giới", "nam sinh")),
        (GIRLS, "Nữ: 25", "read_as"),
        (GIRLS, "nữ 25", "read_as"),
        (BOYS, "Nam: 25", "read_as"),
        (GIRLS, "Nam: 25", "ambiguous_number"),
        (PUPILS, "Nữ: 25", "ambiguous_number"),
        (PUPILS, "25 bà", "ambiguous_number"),
        (GIRLS, "Tổng số: 25", "not_a_number"),
        (GIRLS, "25 ba", "not_a_number"),
    ],
)
def test_a_sex_that_is_named_must_be_the_question_s_own(slot: Slot, typed: str, code: str) -> None:
    parsed = parse(typed, slot)
    assert (parsed.number, parsed.code) == (25 if code in ("", "read_as") else None, code)


@pytest.mark.parametrize(
    "typed",
    ["tầm 25", "chừng 25", "cỡ 25 người", "ước chừng 25", "khoảng chừng 25", "25 (ước)"],
)
def test_more_words_for_about(typed: str) -> None:
    assert parse(typed, PUPILS)[0::3] == (25, "approximate")


@pytest.mark.parametrize(
    "typed",
    [
        *("20.000.000₫", "20.000.000 ₫", "20 tr.đ", "20 tr.đồng", "20.000.000 đồng./."),
        *("20.000.000,-", "20.000.000 đồng (Hai mươi triệu đồng)", "20.000 ngđ", "20000k"),
        "20.000.000 đồng (Bằng chữ: Hai mươi triệu đồng chẵn)",
    ],
)
def test_what_says_no_more_of_an_amount_is_overlooked_and_told(typed: str) -> None:
    assert parse(typed, MONEY)[0::3] == (20_000_000, "read_as")


@pytest.mark.parametrize(
    "typed", ["65 phần trăm", "đạt 65%", "tỷ lệ 65%", "Tỷ lệ đạt: 65%", "65.", "(65%)", "65/100"]
)
def test_what_says_no_more_of_a_percentage_is_overlooked_and_told(typed: str) -> None:
    assert parse(typed, PERCENT)[0::3] == (65, "read_as")


def test_a_percentage_may_be_about_right() -> None:
    assert parse("65% (ước)", PERCENT)[0::3] == (65, "approximate")


@pytest.mark.parametrize(
    ("slot", "typed", "readings"),
    [
        (PUPILS, "15 (mười sáu)", "15 hoặc 16"),
        (PUPILS, "khoảng 15 (mười sáu)", "15 hoặc 16"),
        (MONEY, "20.000.000 đồng (hai triệu đồng)", "20.000.000 hoặc 2.000.000"),
    ],
)
def test_a_number_with_another_in_words_is_asked_about(
    slot: Slot, typed: str, readings: str
) -> None:
    values, [found] = evaluate([Answer(slot, 0, typed, "Số liệu", "E7")], Place())
    assert (values[0].number, found.code, found.cells) == (None, "ambiguous_number", 1)
    assert readings in found.message


@pytest.mark.parametrize(
    ("slot", "typed", "code"),
    [
        (PUPILS, "500k", "not_a_number"),
        (PUPILS, "65/100", "ratio_in_cell"),
        (PUPILS, "25 (năm học)", "not_a_number"),
        (PUPILS, "(25) 30", "several_numbers"),
        (PUPILS, "25 (30)", "several_numbers"),
        (PUPILS, "Có 25 lớp", "not_a_number"),
        (MONEY, "20.000.", "not_a_number"),
        (PERCENT, "65/120", "ratio_in_cell"),
        (PERCENT, "165/100", "percent_out_of_range"),
    ],
)
def test_what_says_more_is_still_refused(slot: Slot, typed: str, code: str) -> None:
    assert parse(typed, slot)[0::3] == (None, code)


MANY = 32_000
"""Excel takes few letters more in a cell."""


@pytest.mark.parametrize("slot", [PUPILS, MONEY, PERCENT], ids=lambda slot: slot.kind)
@pytest.mark.parametrize(
    "typed",
    [f"1{' ' * MANY}x", f"1{'(' * MANY}x", "1 " * (MANY // 2), f"1/1{'.' * MANY}/"],
    ids=["gap", "brackets", "digits", "dots"],
)
def test_no_text_however_long_keeps_a_reader_busy(typed: str, slot: Slot) -> None:
    """Ten seconds are all that a whole file gets; each of these takes a few milliseconds."""
    begun = time.process_time()
    assert parse(typed, slot).status is Status.REFUSED
    assert units.multiplier(typed) == 1
    assert time.process_time() - begun < 1
