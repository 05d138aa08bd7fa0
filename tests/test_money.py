"""Amounts of money: what is too small to be meant, and what stands beside the cell."""

from pathlib import Path

import openpyxl
import pytest

from bdg_excel.findings import Place
from bdg_excel.layout import Slot
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.values.evaluation import evaluate, parse
from bdg_excel.values.parsed import Status
from bdg_excel.values.raw import Measured
from bdg_excel.values.value import Answer
from tests.builders import cell, filled
from tests.understood import understood

MONEY = Slot("ngan_sach", "tong", "money", "Kinh phí", "đồng")
REMARK = Slot("ngan_sach", "ghi_chu", "text", "Kinh phí: Ghi chú")
IN_OTHER_UNITS = [
    *("Tr.đ", "trđ", "đvt trđ", "đơn vị tính: trđ", "tr.đ", "triệu", "tr đồng", "tr.đồng"),
    *("ngàn", "nghìn", "x1000", "x 1.000 đ", "×1000", "ngđ", "ĐVT: 1000đ", "Số tiền (triệu đồng)"),
]


@pytest.mark.parametrize("raw", [20.0, 999.0, "2", "50 đồng", "20,0", "20", "khoảng 20"])
def test_an_amount_smaller_than_any_note_may_be_in_millions(raw: object) -> None:
    values, [found] = evaluate([Answer(MONEY, 0, raw, "Số liệu", "E7")], Place())
    assert (values[0].number, values[0].status, found.cells) == (None, Status.REFUSED, 1)
    assert found.code == "small_amount"
    assert "đồng hoặc" in found.message
    assert "triệu đồng;" in found.message


@pytest.mark.parametrize(
    ("raw", "readings"),
    [
        (20.0, "20 đồng hoặc 20 triệu đồng"),
        (500.0, "500 đồng hoặc 500 nghìn đồng hoặc 500 triệu đồng"),
        (1_000.0, "1.000 đồng hoặc 1.000 nghìn đồng hoặc 1.000 triệu đồng"),
        (20_000.0, "20.000 đồng hoặc 20.000 nghìn đồng"),
        (99_999.0, "99.999 đồng hoặc 99.999 nghìn đồng"),
        ("20.000", "20.000 đồng hoặc 20.000 nghìn đồng"),
        ("khoảng 20.000", "20.000 đồng hoặc 20.000 nghìn đồng"),
    ],
)
def test_an_amount_too_small_for_a_budget_may_be_in_thousands_or_millions(
    inbox: Path, programme: Programme, raw: object, readings: str
) -> None:
    key = ("ngan_sach_nha_nuoc", "tong", 0)
    values, findings = understood(filled(inbox, programme, "BVSTBPN", {key: raw}), programme)
    [found] = [found for found in findings if found.place.cell == "E7"]
    assert (found.code, found.cells) == ("small_amount", 1)
    assert f"có thể hiểu là {readings};" in found.message
    assert [v.status for v in values if v[:3] == key] == [Status.REFUSED]


@pytest.mark.parametrize(
    ("note", "number"),
    [
        ("50.000 đồng", 50_000),
        ("đúng là 50.000đ, kinh phí tự có", 50_000),
        ("50000 VNĐ", 50_000),
        ("ĐVT: đồng", None),
        ("đúng", None),
        ("5.000 đồng", None),
        ("50.000 đồng hay 50.000.000 đồng", None),
    ],
)
def test_a_small_amount_counts_once_its_note_says_it_too(
    inbox: Path, programme: Programme, note: str, number: int | None
) -> None:
    """As the finding asks for it: the cell itself takes no words."""
    key, beside = (("ngan_sach_nha_nuoc", part, 0) for part in ("tong", "ghi_chu"))
    form = filled(inbox, programme, "BVSTBPN", {key: 50_000, beside: note})
    values, findings = understood(form, programme)
    assert [value.number for value in values if value[:3] == key] == [number]
    told = [found.code for found in findings if found.place.cell == "E7"]
    assert (told == []) == (number is not None)


def test_a_small_amount_of_a_table_is_confirmed_in_its_own_cell() -> None:
    """A row of a table has no note; its cell takes the unit instead (see `test_template`)."""
    slot = Slot("bieu", "kinh_phi", "money", "Kinh phí", "đồng")
    [value], [found] = evaluate([Answer(slot, 1, 50_000.0, "Biểu 4", "E9")], Place())
    assert (value.number, found.code, found.cells) == (None, "small_amount", 1)
    assert "ô của bảng: ghi «50.000 đồng» ngay trong ô" in found.message
    [value], findings = evaluate([Answer(slot, 1, "50.000 đồng", "Biểu 4", "E9")], Place())
    assert (value.number, value.status) == (50_000, Status.GIVEN)
    assert [found.code for found in findings] == []


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (100_000.0, 100_000),
        ("20.000 đồng", 20_000),
        ("20.000đ", 20_000),
        ("20.000 VNĐ", 20_000),
        ("20.000₫", 20_000),
        ("khoảng 20.000 đồng", 20_000),
        ("20k", 20_000),
        ("2 nghìn", 2_000),
        (0.0, 0),
        ("Không", 0),
        (None, None),
        ("Không có kinh phí", 0),
        ("không đồng", 0),
    ],
)
def test_an_amount_that_can_be_paid_and_none_are_taken(raw: object, number: int | None) -> None:
    [value], _ = evaluate([Answer(MONEY, 0, raw, "Số liệu", "E7")], Place())
    assert value.number == number
    assert value.status is not Status.REFUSED


@pytest.mark.parametrize(
    ("note", "amount", "number", "codes"),
    [
        ("ĐVT: 1.000 đồng", 20000.0, None, ["unit_in_note"]),
        ("đơn vị tính là nghìn đồng", "20.000", None, ["unit_in_note"]),
        ("(triệu đồng)", 20.0, None, ["unit_in_note"]),
        ("ĐVT: 1.000 đồng", "20 triệu đồng", 20_000_000, ["read_as"]),
        ("ĐVT: 1.000 đồng", 0.0, 0, []),
        ("ĐVT: 1.000 đồng", "20,000,000", None, ["unit_in_note"]),
        ("theo tỷ lệ 50%", 200_000.0, 200_000, []),
        ("Theo ngân sách xã được giao", 200_000.0, 200_000, []),
        ("ĐVT ngàn", 20_000.0, None, ["unit_in_note"]),
        ("năm trước trang 20", 200_000.0, 200_000, []),
        ("20 triệu đồng", 20_000_000.0, 20_000_000, []),
        ("20.000.000 đồng", "20 triệu", 20_000_000, ["read_as"]),
        ("2023", 20_000_000.0, 20_000_000, []),
        ("25 người", 20_000_000.0, 20_000_000, []),
        ("(nghìn đồng)", "khoảng 20.000", None, ["unit_in_note"]),
        ("(nghìn đồng)", "20.000*", None, ["unit_in_note"]),
        ("(nghìn đồng)", "20000k", 20_000_000, ["read_as"]),
        ("(nghìn đồng)", "20.000 ngđ", 20_000_000, ["read_as"]),
        ("hỗ trợ thêm 20 triệu đồng", 200_000.0, 200_000, []),
    ],
)
def test_an_amount_whose_note_speaks_of_thousands_is_asked_about(
    note: str, amount: object, number: int | None, codes: list[str]
) -> None:
    answers = [
        Answer(MONEY, 0, amount, "Số liệu", "E7"),
        Answer(REMARK, 0, note, "Số liệu", "G7"),
    ]
    values, findings = evaluate(answers, Place())
    assert values[0].number == number
    assert [found.code for found in findings] == codes
    assert number is not None or " đồng hoặc 20.000.000" in findings[0].message


@pytest.mark.parametrize("typed", ["20.000. đồng", "20.000, đồng"])
def test_a_sign_left_before_the_unit_may_stand_for_digits_that_are_missing(typed: str) -> None:
    assert parse(typed, MONEY)[0::3] == (None, "not_a_number")


@pytest.mark.parametrize("unit", IN_OTHER_UNITS)
@pytest.mark.parametrize("amount", [20.0, 20_000.0])
def test_a_note_or_a_unit_cell_may_say_thousands_in_many_ways(unit: str, amount: float) -> None:
    beside = [
        Answer(MONEY, 0, amount, "Số liệu", "E7"),
        Answer(REMARK, 0, unit, "Số liệu", "G7"),
    ]
    changed = [Answer(MONEY, 0, Measured(amount, unit), "Số liệu", "E7")]
    for answers in (beside, changed):
        values, findings = evaluate(answers, Place())
        assert values[0].status is Status.REFUSED
        assert [(found.code, found.cells) for found in findings] == [("unit_in_note", 1)]


@pytest.mark.parametrize("note", ["20 triệu đồng", "20.000.000 đồng", "20tr", "20.000.000"])
@pytest.mark.parametrize("amount", [20.0, "20", "20.000"])
def test_a_note_that_holds_another_amount_is_asked_about(note: str, amount: object) -> None:
    answers = [
        Answer(MONEY, 0, amount, "Số liệu", "E7"),
        Answer(REMARK, 0, note, "Số liệu", "G7"),
    ]
    values, [found] = evaluate(answers, Place())
    assert (values[0].number, found.code, found.cells) == (None, "unit_in_note", 1)
    assert " đồng hoặc 20.000.000 đồng" in found.message


@pytest.mark.parametrize(
    ("column", "words"), [("C", "Số tiền (triệu đồng)"), ("D", "tr.đ"), ("D", "trđ")]
)
def test_a_label_or_a_unit_that_was_changed_to_millions_is_heard(
    inbox: Path, programme: Programme, column: str, words: str
) -> None:
    asked = ("ngan_sach_nha_nuoc", "tong", 0)
    path = filled(inbox, programme, "BVSTBPN", {asked: 20})
    book = openpyxl.load_workbook(path)
    amount = cell(book, *asked)
    amount.parent[f"{column}{amount.row}"] = words
    book.save(path)
    codes = {(found.code, found.cells) for found in collect(inbox, programme).findings}
    assert ("unit_in_note", 1) in codes
