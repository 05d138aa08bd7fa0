"""Rows that are called as totals, notes or other periods are, and those that only seem so."""

import pytest

from bdg_excel.results import Results
from tests.table_results import events, told
from tests.table_rows import Row, Typed

H, T, K = "Hội nghị, hội thảo", "Tập huấn, bồi dưỡng", "Ký cam kết"
A: Row = (H, "Bản A", 2, 30, 40, "Cấp xã")
B: Row = (T, "Bản B", 3, 10, 20, "Cấp xã")
W: Row = (T, "x", 5, 40, 60)


def asides(results: Results) -> list[tuple[str, str]]:
    """What is said of rows that do not count."""
    known = ("total", "part", "perhaps", "not_a_row")
    found = [(f.code, f.place.cell) for f in told(results) if any(k in f.code for k in known)]
    return sorted(each for each in found if each[0] != "typed_total_differs")


@pytest.mark.parametrize("name", ["III. Tổng cộng", "3.Tổng số", "c) Tổng", "2) TỔNG (I+II)"])
def test_a_total_may_be_numbered(typed: Typed, name: str) -> None:
    results = typed(A, B, (name, None, 5, 40, 61))
    assert asides(results) == [("typed_total", "C11")]
    assert events(results) == [2, 3]


NAMES = [
    "Tổng số hoạt động trong Tháng hành động",
    "Tổng cộng các hoạt động hưởng ứng",
    "Tổng HĐ",
    "T.số",
    "Total",
    "Cộng mang sang",
    "Tổng (dòng 1 đến dòng 2)",
]


@pytest.mark.parametrize("detail", ["Xã Mường So", "Tất cả", "Chung toàn xã"])
def test_others_of_the_whole_commune_are_its_total(typed: Typed, detail: str) -> None:
    results = typed(A, B, ("Khác", detail, 5, 40, 60))
    assert asides(results) == [("typed_total", "C11")]
    assert events(results) == [2, 3]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("numbers", [(5, 40, 61), (5,)])
def test_a_row_that_begins_as_totals_are_called_is_asked(
    typed: Typed, name: str, numbers: tuple[int, ...]
) -> None:
    results = typed(A, B, (name, None, *numbers))
    assert asides(results) == [("called_total", "C11")]
    assert events(results) == [2, 3]


@pytest.mark.parametrize(
    "row",
    [
        ("Khác", "Tổng số học viên", 5, 40, 61),
        ("Khác", "Tổng (dòng 1 đến dòng 2)", 5, 40, 61),
        (K, "Tổng số", 5, 40, 61),
        ("Tổng số buổi", None, 12, 100, 100),
        ("UBND xã Mường So", None, 1, 200, 300),
        ("UBND xã Mường So", None, 4, 40, 50, "Cấp xã"),
        (None, None, 5),
    ],
)
def test_what_may_be_a_total_with_a_wrong_number_is_asked(typed: Typed, row: Row) -> None:
    results = typed(A, B, row)
    assert asides(results) == [("called_total", "E11" if row[0] is None else "C11")]
    assert events(results) == [2, 3]


def test_what_the_commune_itself_did_is_asked_above_others_too(typed: Typed) -> None:
    results = typed(("Toàn xã", None, 1, 200, 300), A, B)
    assert asides(results) == [("called_total", "C9")]
    assert "các dòng dưới" in told(results)[0].message


@pytest.mark.parametrize(
    "name", ["Năm 2022", "CK 2022", "Tăng so với năm 2022", "Bình quân", "Kế hoạch", "Ước cả năm"]
)
def test_what_may_be_of_another_time_or_a_plan_is_asked(typed: Typed, name: str) -> None:
    results = typed(A, B, (name, None, 7, 50, 50))
    assert asides(results) == [("perhaps_no_row", "C11")]
    assert events(results) == [2, 3]


def test_heads_of_columns_that_were_pasted_along_are_no_row(typed: Typed) -> None:
    heads: list[Row] = [
        ("Hoạt động *", "Nội dung cụ thể", "Số cuộc/Đoàn *", "Số người tham gia", None, "Cấp"),
        (None, None, None, "Nam", "Nữ"),
    ]
    results = typed(A, *heads, B)
    assert asides(results) == [("not_a_row", "C10"), ("not_a_row", "F11")]
    assert "tên của các cột" in next(f for f in told(results) if f.code == "not_a_row").message
    assert events(results) == [2, 3]


@pytest.mark.parametrize(
    "wanted",
    [
        [(T, "Toàn xã", 1, 50, 50), (H, "Toàn xã", 1, 50, 50), (K, "Toàn xã", 2, 100, 100)],
        [(T, "Toàn xã", 3, 30, 60), (H, "Toàn xã", 1, 35, 45), ("Khác", "Toàn xã", 5, 15, 15)],
        [(T, "Tổng số", 3, 30, 60), (H, "Tổng số", 4, 50, 60), (K, "Tổng số", 6, 70, 100)],
        [(T, "Tổng số", 3, 30, 60)],
        [A, B, ("Tổng số lượt truy cập fanpage", None, 500)],
        [A, B, ("Tổng vệ sinh", None, 5, 30, 30)],
        [A, B, ("Khác", None, 3, 25, 37)],
        [A, B, ("Khác", "Tổng hợp báo cáo", 5, 30, 30)],
        [A, B, ("Cộng đồng chung tay", None, 5, 40, 61)],
        [A, B, ("Các hoạt động khác", None, 4, 30, 30)],
        [A, B, ("Kế hoạch hóa gia đình", None, 4, 30, 30)],
        [("Tháng 11/2023", None, 2, 30, 40), ("Tháng 12/2023", None, 3, 10, 20)],
        [A, ("Ngoại khóa", "Riêng trường THCS", 1, 5, 5)],
        [A, (T, "Riêng trường THCS", 1, 5, 5)],
        [A, ("Riêng trường THCS thi vẽ tranh", "khối 8", 1, 5, 5)],
        [A, ("Ngoại khóa", "Gồm 2 buổi", 1, 5, 5)],
        [("Các cuộc thi", "x", 2, 50, 50), ("Các lớp", "y", 3, 6, 7), ("Các buổi", "z", 4, 99, 99)],
        [
            ("Các bản họp dân", None, 10, 90, 90, "Cấp xã"),
            (T, "xã", 5, 40, 60),
            (H, "xã", 5, 40, 60),
        ],
        [A, B, ("Sum họp gia đình", None, 4, 40, 50)],
        [A, B, ("Tất cả vì phụ nữ", None, 4, 40, 50)],
        [A, B, ("Tổng động viên học sinh ra lớp", None, 4, 40, 50)],
        [A, B, ("Khác", "Tổng số 30 hộ nghèo", 5, 30, 30)],
        [A, B, ("Khác", "Tổng 5 bản", 5, 40, 50)],
        [A, B, ("Kế hoạch số 12", None, 4, 40, 50)],
        [W, ("- Cấp phát tờ rơi", None, 2, 20, 30), ("- Ban hành văn bản", None, 1, 1, 1)],
        [A, B, ("Điện thoại tư vấn", None, 4, 40, 50)],
        [("2. Mít tinh", None, 3, 100, 100), ("20.10 gặp mặt", None, 2, 30, 30)],
        [("E - learning", None, 3, 100, 100), A],
        [("Lễ mít tinh", None, 3, 100, 100), ("- Giao lưu", "Bản A", 2, 30, 30)],
    ],
)
def test_what_only_seems_a_total_counts(typed: Typed, wanted: list[Row]) -> None:
    results = typed(*wanted)
    assert asides(results) == []
    assert events(results) == [row[2] for row in wanted]


# ---------------------------------------------------------------- what a total comes to, once more


@pytest.mark.parametrize(
    ("wanted", "asked"),
    [
        ([A, B, ("Tổng cộng", None, 5, 40, 60)], "below"),
        ([("Tổng cộng", None, 5, 40, 60)], "above"),
    ],
)
def test_rows_that_break_a_total_down_again_are_asked(
    typed: Typed, wanted: list[Row], asked: str
) -> None:
    parts: list[Row] = [("- Cấp xã", None, 2, 30, 40), ("- Cấp bản", None, 3, 10, 20)]
    results = typed(*wanted, *parts, *([A, B] if asked == "above" else []))
    first = 9 + len(wanted)
    found = [cell for code, cell in asides(results) if code == "perhaps_part"]
    assert found == [f"C{first}", f"C{first + 1}"] or found == [f"C{first + 1}", f"C{first}"]
    assert events(results) == [2, 3]


def test_rows_of_which_a_total_is_one_are_asked_by_nobody(typed: Typed) -> None:
    levels: list[Row] = [("Cấp xã", None, 2, 30, 40), ("Cấp bản", None, 3, 10, 20)]
    results = typed(("Tổng cộng", None, 5, 40, 60), *levels)
    assert asides(results) == [("typed_total", "C9")]
    assert events(results) == [2, 3]


@pytest.mark.parametrize(
    "below",
    [
        [("Trong đó: nữ DTTS", None, None, None, 35)],
        [("Trong đó:",), ("- Cấp xã", None, 2, 30, 40), ("- Cấp bản", None, 3, 10, 20)],
        [("Trong đó: cấp xã", None, 2, 30, 40), ("cấp bản", None, 3, 10, 20)],
    ],
)
def test_parts_of_a_total_are_parts(typed: Typed, below: list[Row]) -> None:
    results = typed(A, B, ("Tổng cộng", None, 5, 40, 60), *below)
    cells = [f"C{row}" for row in range(12, 12 + len(below))]
    assert asides(results) == sorted(
        [("typed_total", "C11"), *(("part_of_above", cell) for cell in cells)]
    )
    assert events(results) == [2, 3]


# ---------------------------------------------------------------- parts of parts


@pytest.mark.parametrize(
    "parts",
    [
        [("Trong đó: cấp xã", None, 3, 20, 30), ("Cấp bản", None, 2, 20, 30)],
        [("Trong đó: nam", None, None, 40, None), ("nữ", None, None, None, 60)],
        [
            ("Trong đó:",),
            ("- Cấp xã", None, 3, 20, 30),
            ("Trong đó: nữ", None, None, None, 30),
            ("- Cấp bản", None, 2, 20, 30),
        ],
        [
            ("Trong đó:",),
            ("- Cấp xã", None, 3, 20, 30),
            ("+ Lớp A", None, 1, 10, 10),
            ("+ Lớp B", None, 2, 10, 20),
            ("- Cấp bản", None, 2, 20, 30),
        ],
        [("Trong đó:",), ("- Nữ", None, None, None, 60), ("- DTTS", None, None, 30, 50)],
        [("Trong đó:",), ("- Lớp A", "bản A", 2, 20, 30), ("- Lớp B", "bản B", 3, 20, 30)],
        [("Trđ: nữ", None, None, None, 30)],
        [("Trong tổng số: nữ", None, None, None, 30)],
        [("Cụ thể: cấp xã", None, 2, 20, 30)],
        [("Cụ thể như sau:",), ("- Lớp A", None, 2, 20, 30)],
        [("T.đó:",), ("- Lớp A", None, 2, 20, 30)],
        [("Trong số đó:",), ("- Lớp A", None, 2, 20, 30)],
        [("Riêng bản A", None, 2, 20, 30)],
        [("DTTS", None, None, None, 30)],
    ],
)
def test_all_that_is_part_of_the_row_above_is_told_as_such(typed: Typed, parts: list[Row]) -> None:
    last: Row = (K, "c", 1, 1, 1)
    results = typed(W, *parts, last)
    cells = sorted(f"C{row}" for row in range(10, 10 + len(parts)))
    assert asides(results) == [("part_of_above", cell) for cell in cells]
    assert events(results) == [5, 1]


@pytest.mark.parametrize("last", [30, 31])
def test_levels_below_an_activity_are_asked(typed: Typed, last: int) -> None:
    results = typed(W, ("+ Cấp xã", None, 2, 20, 30), ("+ cấp bản", None, 3, 20, last))
    assert asides(results) == [("perhaps_part", "C10"), ("perhaps_part", "C11")]
    assert events(results) == [5]


def test_what_may_be_part_of_another_activity_is_asked(typed: Typed) -> None:
    own: Row = (T, "Trong đó 02 lớp cho cán bộ nữ", 2, 20, 30)
    assert asides(typed(A, own)) == [("perhaps_part", "C10")]
    assert asides(typed((T, "y", 5, 40, 60), own)) == [("part_of_above", "C10")]


@pytest.mark.parametrize(
    "row", [("Giao lưu", "20/10", 1, 10, 10), ("Nữ", None, 1, 0, 9), ("Hội thi", None, 9, 9, 9)]
)
def test_what_follows_a_part_may_be_an_activity(typed: Typed, row: Row) -> None:
    results = typed(W, ("Trong đó: cấp xã", None, 3, 20, 30), row)
    assert events(results) == [5, row[2]]
