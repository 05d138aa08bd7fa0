"""Every number of a report is found, classed and worth what it says; words are read and written."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdg_excel import numerals
from bdg_excel.verify import Passage, verify
from bdg_excel.verify.intervals import point, printed
from bdg_excel.verify.numbers import Style, find, style_of


def numbers_of(text: str, kind: str = "paragraph", header: str = "") -> list[tuple[str, str]]:
    passage = Passage("đoạn 1", text, kind)  # type: ignore[arg-type]
    return [(number.text, number.cls) for number in find(0, passage, text, Style(), header)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("có 1.260 người", [("1.260", "count")]),
        ("đạt 50,9%", [("50,9%", "percent")]),
        ("giảm 3,3 điểm phần trăm", [("3,3 điểm phần trăm", "points")]),
        ("Nam 3.576 /7.388", [("3.576", "ratio"), ("7.388", "ratio")]),
        ("20.000.000 đồng", [("20.000.000", "money")]),
        ("1,5 tỷ đồng", [("1,5 tỷ", "money")]),
        ("1,42 triệu con", [("1,42 triệu", "count")]),
        ("diện tích 4.850 ha", [("4.850", "measure")]),
        ("ngày 30/10/2023", [("30/10/2023", "date")]),
        ("ngày 05 tháng 12 năm 2023", [("05 tháng 12 năm 2023", "date")]),
        ("từ ngày 15/11 đến ngày 15/12", [("15/11", "date"), ("15/12", "date")]),
        ("HĐND cấp huyện là: 12/35", [("12", "ratio"), ("35", "ratio")]),
        ("năm 2023", [("2023", "year")]),
        ("giai đoạn 2021 – 2025", [("2021 – 2025", "year")]),
        ("Kế hoạch số 4161/KH-UBND", [("4161/KH-UBND", "document")]),
        ("Nghị quyết số 11-NQ/BCT", [("11-NQ/BCT", "document")]),
        ("Nghị định số 30/2020/NĐ-CP", [("30/2020/NĐ-CP", "document")]),
        ("khoản 2 Điều 5", [("2", "legal"), ("5", "legal")]),
        ("1. Công tác chỉ đạo", [("1", "list")]),
        ("điện thoại 0213.3896.115", [("0213.3896.115", "phone")]),
        ("lúc 7 giờ 30", [("7 giờ 30", "time")]),
        ("trẻ từ 6-14 tuổi", [("6-14", "range")]),
        ("dịch COVID-19", [("COVID-19", "code")]),
        ("Bảng 3", [("3", "ordinal")]),
        ("trong 9 tháng", [("9", "period")]),
        ("Tổng số 120 cán bộ", [("120", "count")]),
        ("thu 26 m3 gỗ", [("26", "measure")]),
        ("cho (hai mươi triệu đồng)", [("hai mươi triệu đồng", "words")]),
    ],
)
def test_a_number_is_classed_by_the_words_around_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert numbers_of(text) == expected


@pytest.mark.parametrize(
    ("header", "cls"), [("stt", "list"), ("tỷ lệ (%)", "percent"), ("số hộ", "count")]
)
def test_the_number_of_a_cell_is_classed_by_its_header(header: str, cls: str) -> None:
    assert numbers_of("12", "cell", header) == [("12", cls)]


def test_a_number_that_can_be_read_in_two_ways_has_no_value() -> None:
    text = "thu 1,260 người; chi 1,260,500 đồng; 1.234 hộ; 20,5%"
    style = style_of([text])
    values = [number.value for number in find(0, Passage("", text, "paragraph"), text, style)]
    assert style.mixed
    assert values[0] is None


def test_a_report_in_the_other_style_is_read_in_its_own() -> None:
    verdicts = verify(
        [Passage("", "Có 1,260,500 con, trong đó 630,250 con cái (50.0%).", "paragraph")]
    )
    assert [v.verdict for v in verdicts] == ["right", "right", "right"]


def test_spots_are_those_of_the_text_as_given_even_if_it_is_decomposed() -> None:
    text = "Tổng số hộ là 200 hộ, trong đó hộ nghèo 50 hộ, chiếm 30%"  # NFC
    import unicodedata

    decomposed = unicodedata.normalize("NFD", text)
    for given_text in (text, decomposed):
        wrong = [v for v in verify([Passage("", given_text, "paragraph")]) if v.verdict == "wrong"]
        assert [given_text[v.spot.start : v.spot.end] for v in wrong] == ["30%"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("hai mươi triệu", 20_000_000),
        ("ba nghìn không trăm tám mươi ba", 3083),
        ("ba ngàn lẻ năm", 3005),
        ("một trăm linh năm", 105),
        ("hai mươi mốt", 21),
        ("chín mươi tư", 94),
        ("tám mươi nhăm", 85),
        ("hai triệu rưỡi", 2_500_000),
        ("một tỷ hai trăm triệu", 1_200_000_000),
        ("triệu hai", None),
        ("năm hai ba bốn", None),
    ],
)
def test_number_words_are_read_in_the_forms_of_north_and_south(
    text: str, value: int | None
) -> None:
    assert numerals.read(text) == value


@given(st.integers(0, 10**15), st.booleans())
def test_what_is_written_in_words_is_read_back(value: int, south: bool) -> None:
    assert numerals.read(numerals.write(value, south)) == value


def test_a_printed_number_stands_for_what_rounds_to_it() -> None:
    assert printed(Fraction(509, 10), Fraction(1, 10)).meets(point(Fraction(5094, 100)))
    assert not printed(Fraction(509, 10), Fraction(1, 10)).meets(point(Fraction(511, 10)))
    assert printed(Fraction(44), Fraction(1), "over").meets(point(Fraction(444, 10)))
    assert not printed(Fraction(44), Fraction(1), "over").meets(point(Fraction(439, 10)))
    assert not printed(Fraction(44), Fraction(1), "over").meets(point(Fraction(47)))
