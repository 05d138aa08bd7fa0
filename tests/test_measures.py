"""Units of measure typed behind a number: those that fit the question, and those that do not."""

import pytest

from bdg_excel.findings import Place
from bdg_excel.layout import Slot
from bdg_excel.values.evaluation import evaluate, parse
from bdg_excel.values.parsed import Status
from bdg_excel.values.value import Answer

COUNT = Slot("mau_giao", "nam", "count", "Học sinh mẫu giáo: Nam", "học sinh")
MONEY = Slot("ngan_sach", "tong", "money", "Kinh phí", "đồng")
PERCENT = Slot("ty_le", "ty_le", "percent", "Tỷ lệ", "%")
PUPILS = COUNT._replace(part="tong", label="Học sinh mẫu giáo: Tổng số")


GIRLS = COUNT._replace(part="nu", label="Học sinh mẫu giáo: Nữ")


MOTHERS = Slot("kham_thai", "tong", "count", "Khám thai: Tổng số phụ nữ có thai", "người")


MEN = Slot("hoat_dong", "nam", "count", "Số người tham gia: Nam")


EVENTS = Slot("hoat_dong", "so_cuoc", "count", "Số cuộc/Đoàn")


UNIT = Slot(
    *("truyen_thong", "don_vi", "choice", "Đơn vị tính"), choices=("buổi", "lượt"), names_unit=True
)


AMOUNT = Slot("truyen_thong", "so_luong", "count", "Số lượng")


HOUSEHOLDS = Slot("ho_ngheo", "tong", "count", "Số hộ nghèo", "hộ")


@pytest.mark.parametrize(
    ("slot", "typed"),
    [
        (PUPILS, "12 người"),
        (PUPILS, "12 học sinh"),
        (PUPILS, "12 hoc sinh"),
        (PUPILS, "12 đ/c"),
        (PUPILS, "12 đồng chí"),
        (PUPILS, "12 nguời"),
        (PUPILS, "12 uỷ viên"),
        (PUPILS, "12 cán bộ, công chức"),
        (MOTHERS, "12 bà mẹ"),
        (MEN, "12 người"),
        (EVENTS, "12 cuộc"),
        (EVENTS, "12 buổi"),
        (EVENTS, "12 đoàn"),
        (AMOUNT, "12 giờ"),
        (AMOUNT, "12 tin, bài"),
        (HOUSEHOLDS, "12 hộ"),
        (HOUSEHOLDS, "12 ho"),
    ],
)
def test_a_unit_of_measure_of_the_question_s_own_family_is_accepted(slot: Slot, typed: str) -> None:
    parsed = parse(typed, slot)
    assert (parsed.number, parsed.code, parsed.text) == (12, "", typed)


@pytest.mark.parametrize("typed", ["12.000 đồng", "12.000 VNĐ"])
def test_money_is_counted_in_dong(typed: str) -> None:
    assert parse(typed, MONEY)[0::3] == (12_000, "")


PEOPLE_REFUSE = "lớp, buổi, giờ, năm, chi bộ, tổ, đồng, mô hình, lượt, hộ, trường, ngày, triệu đồng"


@pytest.mark.parametrize(
    ("slot", "typed"),
    [
        *((PUPILS, f"12 {word}") for word in PEOPLE_REFUSE.split(", ")),
        (PUPILS, "12 lượt người"),
        (PUPILS, "12 công viên"),
        (MEN, "12 buổi"),
        (GIRLS, "12 năm"),
        (EVENTS, "12 người"),
        (HOUSEHOLDS, "12 người"),
        (HOUSEHOLDS, "12 hồ"),
    ],
)
def test_a_unit_of_measure_that_does_not_fit_is_no_answer(slot: Slot, typed: str) -> None:
    parsed = parse(typed, slot)
    assert (parsed.number, parsed.code) == (None, "not_a_number")


@pytest.mark.parametrize(
    ("slot", "typed"),
    [(MONEY, "20 người"), (PERCENT, "65 người"), (PERCENT, "65 năm"), (PUPILS, "12 triệu đồng")],
)
def test_people_are_no_money_and_no_percentage(slot: Slot, typed: str) -> None:
    assert parse(typed, slot)[0::3] == (None, "not_a_number")


@pytest.mark.parametrize(
    ("slot", "typed", "readings"),
    [
        (COUNT, "111 nữ", "111 nam (ghi nhầm chữ) hoặc 111 nữ (ghi nhầm ô)"),
        (GIRLS, "109 nam", "109 nữ (ghi nhầm chữ) hoặc 109 nam (ghi nhầm ô)"),
        (MEN, "5 phụ nữ", "5 nam (ghi nhầm chữ) hoặc 5 nữ (ghi nhầm ô)"),
        (PUPILS, "12 nữ", "12 cả nam và nữ hoặc chỉ 12 nữ"),
        (PUPILS, "12 học sinh nam", "12 cả nam và nữ hoặc chỉ 12 nam"),
    ],
)
def test_the_other_sex_is_asked_about(slot: Slot, typed: str, readings: str) -> None:
    values, [found] = evaluate([Answer(slot, 0, typed, "Số liệu", "E7")], Place())
    assert (values[0].number, found.code) == (None, "ambiguous_number")
    assert readings in found.message


@pytest.mark.parametrize(
    ("slot", "typed"),
    [
        (COUNT, "12 nam"),
        (GIRLS, "12 học sinh nữ"),
        (MOTHERS, "12 nữ"),
        (PUPILS, "12 nam, nữ"),
    ],
)
def test_the_question_s_own_sex_is_accepted(slot: Slot, typed: str) -> None:
    assert parse(typed, slot)[0::3] == (12, "")


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("5 buổi", "lần", None),
        ("5 người", "lần", None),
        ("5 nghìn tờ", "cái", None),
        ("5", "lần", 5),
        ("5 lần", "lần", 5),
        ("5 lan", "lần", 5),
        ("5 tin", "tin, bài", 5),
        ("5 cuốn", "quyển", 5),
        ("5", "", 5),
        ("30 túi", "túi", 30),
        ("30 phút", "lần", None),
    ],
)
def test_a_unit_beside_another_in_the_row_is_asked_about(
    typed: str, unit: str, number: int | None
) -> None:
    code = "not_a_number" if "phút" in typed else "ambiguous_number"
    column = Slot("truyen_thong", "don_vi", "choice", "Đơn vị tính", names_unit=True)
    answers = [
        Answer(AMOUNT, 1, typed, "Biểu 2", "E9"),
        Answer(column, 1, unit, "Biểu 2", "F9"),
        Answer(column, 2, "buổi", "Biểu 2", "F10"),
    ]
    values, findings = evaluate(answers, Place())
    mine = [found for found in findings if found.place.cell == "E9"]
    assert values[0].number == number
    assert [found.code for found in mine if found.cells] == ([] if number else [code])
    if number is None:
        assert values[0].status is Status.REFUSED
        assert code != "ambiguous_number" or f"{unit}; chưa tính" in mine[0].message


def row(amount: object, unit: object) -> list[Answer]:
    """A row of a table with a column for the unit of measure, and a whole one below."""
    return [
        Answer(AMOUNT, 1, amount, "Biểu 2", "E9"),
        Answer(UNIT, 1, unit, "Biểu 2", "F9"),
        Answer(AMOUNT, 2, 4.0, "Biểu 2", "E10"),
        Answer(UNIT, 2, "buổi", "Biểu 2", "F10"),
    ]


@pytest.mark.parametrize("unit", [None, "-"])
def test_a_number_whose_unit_stands_in_its_own_cell_alone_is_set_aside(unit: object) -> None:
    values, findings = evaluate(row("3 lượt", unit), Place())
    assert values[0].status is Status.REFUSED
    assert ("unit_in_number", "E9", 1) in [(f.code, f.place.cell, f.cells) for f in findings]


@pytest.mark.parametrize(
    ("amount", "unit", "text", "code"),
    [
        (2.0, "2 buổi", "buổi", "read_as"),
        ("2", "2 buoi", "buổi", "read_as"),
        (3.0, "2 buổi", None, "not_a_unit"),
        (None, "2 buổi", None, "not_a_unit"),
        (2.0, "20", None, "not_a_unit"),
        (2.0, 20.0, None, "not_a_unit"),
        (2.0, "-", None, "not_a_unit"),
        (2.0, "Không", None, "not_a_unit"),
        (2.0, "m2", "m2", "not_in_closed_list"),
    ],
)
def test_a_number_or_a_sign_is_no_unit_of_measure(
    amount: object, unit: object, text: str | None, code: str
) -> None:
    values, [found] = evaluate(row(amount, unit), Place())
    assert (found.code, found.place.cell, found.cells) == (code, "F9", 0 if text else 1)
    assert (values[1].text if text else None) == text
    assert (values[1].status is Status.REFUSED) == (text is None)
    assert values[0].number == (None if amount is None else int(amount))  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("typed", "number", "code"),
    [
        ("gần 12 chục người", 120, "approximate"),
        ("5 viên chức", 5, ""),
        ("5 cong chuc", 5, ""),
        ("2 chục", 20, "read_as"),
    ],
)
def test_ten_is_no_official(typed: str, number: int, code: str) -> None:
    """Without accents chục (ten) is spelled like the end of viên chức (official)."""
    parsed = parse(typed, COUNT._replace(unit="người"))
    assert (parsed.number, parsed.code) == (number, code)
