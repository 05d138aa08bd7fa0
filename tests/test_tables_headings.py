"""Rows that stand above others as their heading, with numbers or without."""

import pytest

from bdg_excel.results import Results
from tests.table_results import events, told
from tests.table_rows import Row, Typed

H, T, K = "Hội nghị, hội thảo", "Tập huấn, bồi dưỡng", "Ký cam kết"
A: Row = (H, "Bản A", 2, 30, 40, "Cấp xã")
B: Row = (T, "Bản B", 3, 10, 20, "Cấp xã")
D: Row = (K, "Bản D", 4, 7, 9, "Cấp xã")


def headings(results: Results) -> list[tuple[str, str]]:
    codes = {"called_total", "perhaps_total", "unnamed_total", "group_heading", "typed_total"}
    return [(f.code, f.place.cell) for f in told(results) if f.code in codes]


@pytest.mark.parametrize(
    "name",
    [
        *("1. Cấp xã", "I, Cấp xã", "I Cấp xã", "(I) Cấp xã", "Phần I. Xã", "Mục 1: Cấp xã"),
        *("Ở cấp xã", "Cấp xã tổ chức", "Hoạt động của xã"),
    ],
)
def test_a_heading_with_one_wrong_number_is_asked(typed: Typed, name: str) -> None:
    results = typed((name, None, 5, 40, 61), A, B)
    assert headings(results) == [("called_total", "C9")]
    assert events(results) == [2, 3]


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("1. Tập huấn", ("1.1", "1.2")),
        ("1) Tập huấn", ("a)", "b)")),
        ("Hội Phụ nữ", ("-", "-")),
        ("Hội Phụ nữ:", ("+", "+")),
        ("a) Tập huấn", ("-", "-")),
    ],
)
def test_a_row_above_rows_with_deeper_marks_is_a_heading(
    typed: Typed, name: str, marks: tuple[str, str]
) -> None:
    parts = [(f"{marks[0]} Lớp A", None, 2, 30, 40), (f"{marks[1]} Lớp B", None, 3, 10, 20)]
    assert headings(typed((name, None, 5, 40, 61), *parts)) == [("called_total", "C9")]
    results = typed((name, None, 5, 40, 60), *parts)
    assert headings(results) == [("unnamed_total", "C9")]
    assert events(results) == [2, 3]


@pytest.mark.parametrize("part", ["- Lớp X", "1.1 Bản X"])
def test_a_heading_of_one_row_that_holds_the_same_is_asked(typed: Typed, part: str) -> None:
    name = H if part[0] == "-" else "1. Thể thao"
    results = typed((name, None, 4, 20, 20), (part, None, 4, 20, 20), B)
    assert headings(results) == [("perhaps_total", "C9")]
    assert events(results) == [4, 3]


@pytest.mark.parametrize(
    ("heading", "parts", "code"),
    [
        (("1. Cấp xã", None, 5), [A, B], "unnamed_total"),
        (("Các lớp tập huấn", None, 5), [A, B], "called_total"),
        ((T, None, 5, 40, 60), [("- Lớp A", None, 2), ("- Lớp B", None, 3)], "perhaps_total"),
        ((T, None, 5, 40, 60), [("- A", None, 2, 30), ("- B", None, 3, 10)], "perhaps_total"),
    ],
)
def test_a_sum_in_some_of_the_columns_is_seen(
    typed: Typed, heading: Row, parts: list[Row], code: str
) -> None:
    results = typed(heading, *parts)
    assert headings(results) == [(code, "C9")]
    assert events(results) == [2, 3]


@pytest.mark.parametrize(
    ("first", "second"),
    [((5, 40, 60), (4, 7, 9)), ((5,), (4,))],
)
def test_a_heading_of_one_row_is_what_others_of_its_kind_are(
    typed: Typed, first: tuple[int, ...], second: tuple[int, ...]
) -> None:
    results = typed(("I. Cấp xã", None, *first), A, B, ("II. Cấp bản", None, *second), D)
    assert sorted(headings(results)) == [("unnamed_total", "C12"), ("unnamed_total", "C9")]
    assert events(results) == [2, 3, 4]


@pytest.mark.parametrize("name", ["Cấp bản", "Các bản", "Thôn, bản", "Các trường học"])
def test_a_level_above_another_is_no_heading(typed: Typed, name: str) -> None:
    results = typed(("Cấp xã", None, 2, 200, 300), (name, None, 1, 20, 30))
    assert headings(results) == []
    assert events(results) == [2, 1]


def test_an_item_above_a_row_without_a_mark_is_an_activity(typed: Typed) -> None:
    results = typed(("a) Lễ phát động", None, 1, 200, 300), (T, "x", 5, 40, 60))
    assert headings(results) == []
    assert events(results) == [1, 5]


def test_words_with_a_colon_above_a_row_are_its_heading(typed: Typed) -> None:
    results = typed(("Công tác tập huấn:",), A, B)
    assert headings(results) == [("group_heading", "C9")]
    assert events(results) == [2, 3]


def test_a_heading_without_a_mark_of_one_row_is_asked_where_another_is_sure(typed: Typed) -> None:
    first, second = ("Đoàn TN", None, 5, 40, 60), ("Hội Phụ nữ", None, 4, 7, 9)
    results = typed(first, A, B, second, D)
    assert sorted(headings(results)) == [("perhaps_total", "C12"), ("unnamed_total", "C9")]
    assert events(results) == [2, 3, 4]
