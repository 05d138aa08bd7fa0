"""Rows of tables of which words, or nothing but their sums, say that they are none."""

import pytest

from bdg_excel.results import Results
from tests.table_results import codes, events, told
from tests.table_rows import Row, Typed

H, T, OTHER = "Hội nghị, hội thảo", "Tập huấn, bồi dưỡng", "Khác"
A, B = (H, "Bản A", 2, 30, 40, "Cấp xã"), (H, "Bản B", 3, 10, 20, "Cấp xã")


def aside(results: Results) -> list[tuple[str, str]]:
    """Code and cell of the rows that are set aside."""
    return [(code, cell) for code, cell, cells in codes(results) if cells]


# ---------------------------------------------------------------- what words say


@pytest.mark.parametrize("detail", ["Tổng cộng", "Cộng", "Tổng", "Lũy kế từ đầu năm"])
@pytest.mark.parametrize("name", [OTHER, H])
def test_a_total_below_a_name_of_the_list_is_one(typed: Typed, name: str, detail: str) -> None:
    results = typed(A, B, (name, detail, 5, 40, 60, "Cấp xã"))
    assert codes(results) == [("typed_total", "C11", 6)]
    assert events(results) == [2, 3]


def test_such_a_total_that_does_not_agree_is_told(typed: Typed) -> None:
    results = typed(A, B, (OTHER, "Tổng", 5, 40, 61))
    assert [code for code, _, _ in codes(results)] == ["typed_total", "typed_total_differs"]
    assert "Nữ ghi 61, các dòng trên cộng lại 60." in "".join(f.message for f in told(results))
    assert events(results) == [2, 3]


def test_such_a_total_on_top_of_its_rows_is_one(typed: Typed) -> None:
    results = typed((H, "Tổng", 5, 40, 60), A, B)
    assert codes(results) == [("typed_total", "C9", 5)]
    assert events(results) == [2, 3]


CALLED = [
    "Tổng cộng toàn xã",
    "Tổng cộng (5 hoạt động)",
    "Tổng cộng: 5 hoạt động",
    "Tổng cộng năm 2023",
    "TỔNG CỘNG TOÀN ĐỢT",
    "Tổng số: 9 cuộc",
    "Tổng số lượt người tham gia: 101 người",
    "Tổng cả xã",
    "Cộng cấp xã",
    "Cộng các hoạt động trên",
    "Cả xã",
    "Toàn xã năm 2023",
    "Toàn xã Mường So",
    "UBND xã Mường So",
    "Xã Mường So",
]


def test_a_total_is_known_by_what_it_is_of(typed: Typed) -> None:
    """Though its sum is wrong: nothing but its words tells it from an activity."""
    totals = [(name, None, 5, 40, 61) for name in CALLED]
    results = typed(A, B, *totals, (None, "Tổng cộng toàn xã", 5, 40, 61))
    assert events(results) == [2, 3]
    assert [code for code, _ in aside(results)] == ["typed_total"] * (len(CALLED) + 1)
    differs = [found for found in told(results) if found.code == "typed_total_differs"]
    assert len(differs) == len(CALLED) + 1


def test_beside_a_name_only_others_is_a_total_of_something(typed: Typed) -> None:
    """Of a name of the list it may be that one's own: so many classes, the whole commune."""
    own = [(T, "Tổng số 3 lớp", 3, 7, 8), ("Tuyên truyền", "Tổng cả xã", 4, 9, 9)]
    whole = [("Toàn xã", "Vệ sinh", 6, 1, 1), ("Xã Mường So", "Thi nấu ăn", 7, 2, 1)]
    total = [(OTHER, "Tổng cộng toàn xã", 9, 9, 9), ("Toàn xã", "2 hoạt động", 9, 9, 9)]
    results = typed(A, B, *own, *whole, *total)
    assert events(results) == [2, 3, 3, 4, 6, 7]
    assert aside(results) == [("called_total", "C15"), ("called_total", "C16")]


WHOLE: Row = (T, None, 5, 40, 60)


@pytest.mark.parametrize(
    "part",
    [
        ("Trong đó: lớp cho cán bộ nữ", None, 2, 0, 40),
        ("- TRONG ĐÓ DTTS", None, None, 25, 35),
        ("Tr.đó nữ", None, None, None, 35),
        ("trong do: nu", None, None, None, 35),
        ("Gồm: 2 lớp", None, 2, 20, 20),
        (None, "Bao gồm lớp A", 2, 20, 20),
        (OTHER, "Trong đó nữ DTTS", 0, 0, 20),
        ("Lớp ở bản", "trong đó nữ", 1, 0, 20),
    ],
)
def test_a_part_of_the_row_above_is_not_counted(typed: Typed, part: Row) -> None:
    results = typed(WHOLE, part)
    cell = "C10" if part[0] else "D10"
    assert aside(results) == [("part_of_above", cell)]
    assert events(results) == [5]
    [found] = [found for found in told(results) if found.code == "part_of_above"]
    assert "là một phần của dòng trên" in found.message


@pytest.mark.parametrize(
    "opens",
    ["Trong đó:", "Gồm", "Trong đó: - Lớp A", "Chia theo cấp:", "CHIA RA", "Chia ra: Lớp A"],
)
def test_what_follows_such_words_is_a_part_too(typed: Typed, opens: str) -> None:
    results = typed(WHOLE, (opens, None, 2, 20, 40), ("- Lớp B", None, 3, 20, 20), A)
    assert aside(results) == [("part_of_above", "C10"), ("part_of_above", "C11")]
    assert events(results) == [5, 2]


def test_what_follows_a_part_that_is_whole_in_itself_is_a_row(typed: Typed) -> None:
    results = typed(WHOLE, ("Trong đó nữ", None, None, 0, 40), ("Giao lưu", None, 3, 20, 21))
    assert aside(results) == [("part_of_above", "C10")]
    assert events(results) == [5, 3]


@pytest.mark.parametrize(
    "wanted",
    [
        [(T,), ("Trong đó: lớp A", None, 2, 30, 40)],
        [(T, None, 5), ("Trong đó: lớp A", None, 2, 30, 40)],
        [(T,), ("Trong đó:",), ("- Lớp A", None, 2, 30, 40)],
        [("I. Cấp xã",), ("Gồm: lễ phát động", None, 2, 30, 40)],
    ],
)
def test_a_part_of_a_row_without_its_numbers_is_asked(typed: Typed, wanted: list[Row]) -> None:
    results = typed(*wanted, A)
    assert aside(results)[-1] == ("perhaps_part", f"C{len(wanted) + 8}")
    assert [number for number in events(results) if number not in (None, 5)] == [2]


@pytest.mark.parametrize("name", [T, OTHER])
def test_rows_of_the_list_below_such_words_may_be_parts_and_are_asked(
    typed: Typed, name: str
) -> None:
    results = typed(WHOLE, ("Trong đó:",), (name, "Lớp cho nữ", 2, 0, 40), A)
    assert aside(results) == [("part_of_above", "C10"), ("perhaps_part", "C11")]
    assert events(results) == [5, 2]


@pytest.mark.parametrize(
    ("wanted", "counted"),
    [
        # The parts add up: what follows is none of them.
        (
            [
                *(
                    WHOLE,
                    ("Trong đó:",),
                    ("- Lớp A", None, 2, 20, 30),
                    ("- Lớp B", None, 3, 20, 30),
                ),
                *(
                    (T, "Bản X", 2, 20, 30),
                    (OTHER, "Ký", 1, 1, 1),
                    (H, "Nấu ăn", 1, 1, 1, "Cấp xã"),
                ),
            ],
            [5, 2, 1, 1],
        ),
        ([WHOLE, ("Trong đó:",), ("- Lớp A", None, 2, 20, 30), (), (T, "X", 1, 1, 1)], [5, 1]),
        ([WHOLE, ("Trong đó:",), ("- Lớp A", None, 5, 40, 60), (T, "X", 1, 1, 1)], [5, 1]),
        ([WHOLE, ("Trong đó:",), ("- A", None, 5, 40, 60), ("Giao lưu", None, 1, 60, 10)], [5, 1]),
        (
            [
                ("1. Tập huấn", None, 5, 40, 60),
                ("Trong đó:",),
                ("- Lớp A", None, 5, 40, 60),
                ("2. Hội nghị", None, 4, 20, 20),
                ("Trong đó:",),
                ("- Hội nghị A", None, 4, 20, 20),
            ],
            [5, 4],
        ),
        ([WHOLE, ("Trong đó:",), ("- A", None, 2, 20, 30), ("II. Cấp bản",), A], [5, 2]),
        (
            [("- Tập huấn", None, 5, 9, 9), ("Gồm:",), ("+ A", None, 2, 9, 9), ("- Vẽ", None, 1)],
            [5, 1],
        ),
        # What stands above is no activity of the list: it may be the sum of what stands below.
        (
            [
                *(("Cấp xã", None, 6, 70, 90), ("Trong đó:",)),
                *((OTHER, "A", 2, 30, 40), (H, "B", 3, 30, 40), (OTHER, "C", 1, 10, 10)),
            ],
            [2, 3, 1],
        ),
    ],
)
def test_rows_that_are_none_of_the_parts_count(
    typed: Typed, wanted: list[Row], counted: list[int]
) -> None:
    results = typed(*wanted)
    assert "perhaps_part" not in [code for code, _ in aside(results)]
    assert events(results) == counted


@pytest.mark.parametrize(
    "wanted",
    [
        [(T, None, "5 hoặc 6", 40, 60), ("Trong đó: lớp A", None, 2, 20, 30)],
        [WHOLE, ("Trong đó: lớp A", None, 2, 20, 300)],
        [(T, None, 5, 0, 0), ("Trong đó nữ", None, None, None, 20)],
        [WHOLE, ("Trong đó:",), ("Hội thi nấu ăn", "20/10", 1, 10, 10)],
        [WHOLE, ("Trong đó:",), ("- Lớp A", None, 2, 20, 30), ("- Lớp B", None, 2, 20, 31)],
        [WHOLE, ("Trong đó:",), ("- Lớp A", None, 2, 20, 30), (), ("- Lớp B", None, 2, 20, 30)],
        [WHOLE, ("Trong đó:", None, 5, 40, 60), ("- Lớp A", None, 2, 20, 30)],
        [
            WHOLE,
            ("Trong đó:",),
            ("- A", None, 2, 9, 9, "Cấp xã"),
            ("- B", None, 2, 39, 9, "Cấp xã"),
        ],
        [WHOLE, ("Trong đó:",), ("- Lớp A", None, None, None, 30), ("Giao lưu", None, 2, 5, 6)],
        [WHOLE, ("Trong đó:",), (T, "Lớp A", 2, 20, 30), (T, "Lớp B", 2, 20, 31)],
    ],
)
def test_what_the_row_above_cannot_hold_is_asked(typed: Typed, wanted: list[Row]) -> None:
    results = typed(*wanted)
    assert ("perhaps_part", f"C{8 + len(wanted)}") in aside(results)
    assert not {1, 2} & {*events(results)}


def test_a_larger_row_of_the_list_below_such_words_is_none_of_the_parts(typed: Typed) -> None:
    results = typed(WHOLE, ("Trong đó:",), (T, "Lớp cho nữ", 2, 0, 400), A)
    assert aside(results) == [("part_of_above", "C10")]
    assert events(results) == [5, 2, 2]


@pytest.mark.parametrize("words", ["Tổng số lớp: 3", "Tổng số 3 lớp", "Tổng số lượt người"])
def test_a_detail_that_says_how_much_there_was_is_an_activity(typed: Typed, words: str) -> None:
    results = typed(A, (T, words, 3, 70, 80, "Cấp xã"))
    assert aside(results) == []
    assert events(results) == [2, 3]


@pytest.mark.parametrize(
    "words", ["Tổ chức ngày 25 tháng 11 năm 2023", "Lưu ý: lồng ghép", "Chủ tịch UBND xã"]
)
def test_an_activity_whose_detail_begins_like_a_note_is_asked_for_its_number(
    typed: Typed, words: str
) -> None:
    results = typed(A, (T, words), ("Hội thao bản",), B)
    assert "table_note" not in [code for code, _, _ in codes(results)]
    blanks = [cell for code, cell, _ in codes(results) if code == "required_blank"]
    assert "E10" in blanks


@pytest.mark.parametrize("words", ["Gồm: lớp A, lớp B", "Chia theo cụm bản"])
@pytest.mark.parametrize("name", [T, OTHER])
def test_what_is_made_of_others_may_be_a_part_and_is_asked(
    typed: Typed, name: str, words: str
) -> None:
    results = typed(WHOLE, (name, words, 2, 20, 30))
    assert aside(results) == [("perhaps_part", "C10")]
    assert events(results) == [5]
    [found] = [found for found in told(results) if found.code == "perhaps_part"]
    assert "có thể là một phần" in found.message
    assert "có thể là một dòng số liệu riêng" in found.message


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (("Cùng kỳ năm 2022", None, 12, 130, 140), "số liệu của kỳ khác để so sánh"),
        ((OTHER, "Cùng kỳ năm 2022", 12, 130, 140), "số liệu của kỳ khác để so sánh"),
        (("So với năm trước", None, 12, 130, 140), "số liệu của kỳ khác để so sánh"),
        (("Tỷ lệ %", None, None, 43, 57), "tỷ lệ"),
        ((OTHER, "Tỉ lệ (%)", None, 43, 57), "tỷ lệ"),
        (("%", None, None, 43, 57), "tỷ lệ"),
        (("(1)", "(2)", "(3)", "(4)", "(5)", "(6)"), "số thứ tự của các cột"),
        ((1, 2, 3, 4, 5, 6), "số thứ tự của các cột"),
        (("A", "B", 1, "C", 2, 3), "số thứ tự của các cột"),
        (("(2)", "(3)", "(4)=(5)+(6)", "(5)", "(6)"), "số thứ tự của các cột"),
    ],
)
def test_what_is_no_activity_is_told_as_what_it_is(typed: Typed, row: Row, what: str) -> None:
    results = typed(row, A, B)
    [(code, cell, cells)] = codes(results)
    assert (code, cell, cells) == ("not_a_row", "C9", sum(each is not None for each in row))
    assert f"là {what}, không phải một dòng số liệu" in told(results)[0].message
    assert events(results) == [2, 3]


def test_activities_with_such_words_are_rows(typed: Typed) -> None:
    details = [
        "Tổng vệ sinh toàn xã",
        "Tổng duyệt năm 2023",
        "Tổng phụ trách Đội",
        "Tổng hợp báo cáo năm 2023",
        "Công đoàn xã",
        "Công bằng",
        "Xã đội tập huấn",
        "Xã Bản Lang",
        "Tuyên truyền toàn xã",
        "Mường So",
        "Chia sẻ kinh nghiệm",
        "Tổng vệ sinh",
        "Tổng kết",
        "Cộng đồng chung tay",
        "Toàn xã",
        "Hội nghị gồm 3 bản",
        "Gốm sứ",
        "Gom rác thải",
        "Trồng đỗ, trồng ngô",
        "Trong độ tuổi sinh đẻ",
        "Trong đợt cao điểm",
        "Tuyên truyền tỷ lệ giới tính khi sinh",
        "Tỷ lệ giới tính khi sinh, nói chuyện chuyên đề",
        "Cùng ký cam kết",
        "So sánh, bình chọn",
        "1",
    ]
    wanted = [(OTHER, detail, at, at, 3 * at) for at, detail in enumerate(details, start=1)]
    names = [(detail, None, 99, at, 7 * at) for at, detail in enumerate(details[:11], start=1)]
    results = typed(*wanted, *names)
    assert (aside(results), len(events(results))) == ([], len(wanted) + len(names))


@pytest.mark.parametrize(
    "wanted",
    [
        [(H, "Gồm: bản A, bản B", 5, 40, 60)],
        [("Trong đó nữ", None, 1, 0, 9)],
        [WHOLE, (H, "Gồm: bản A, bản B", 2, 20, 30)],
        [WHOLE, (T, "Gồm: bản A, bản B", 2, 20, 61)],
    ],
)
def test_what_can_be_no_part_of_the_row_above_is_a_row(typed: Typed, wanted: list[Row]) -> None:
    results = typed(*wanted)
    assert aside(results) == []
    assert events(results) == [row[2] for row in wanted]


# ---------------------------------------------------------------- headings and footnotes


@pytest.mark.parametrize(
    ("wanted", "headings", "counted"),
    [
        ([("I. Hoạt động ở xã",), A, ("II. Hoạt động khác",), B], ["C11", "C9"], [2, 3]),
        ([("A. Tập huấn ở bản",), ("I. Cấp xã",), A, B], ["C10", "C9"], [2, 3]),
        ([("Cấp xã",), A, ("Hoạt động cấp huyện:",), B], ["C11", "C9"], [2, 3]),
        ([("Chia theo cấp:",), ("Cấp xã", None, 2, 9, 8), ("Cấp huyện", None, 3)], ["C9"], [2, 3]),
    ],
)
def test_a_heading_without_numbers_asks_for_none(
    typed: Typed, wanted: list[Row], headings: list[str], counted: list[int]
) -> None:
    results = typed(*wanted)
    assert aside(results) == [("group_heading", cell) for cell in headings]
    assert "required_blank" not in [code for code, _, _ in codes(results)]
    assert {f.severity.value for f in told(results) if f.code == "group_heading"} == {"info"}
    assert events(results) == counted


@pytest.mark.parametrize(
    "wanted",
    [
        [("I. Giao lưu",), ("II. Hội thi", None, 1, 2, 3)],
        [A, ("II. Giao lưu",)],
        [("I. Giao lưu",), ("Thi nấu ăn",)],
        [("I. Giao lưu", "ở bản"), A],
        [("I. Giao lưu", None, None, None, None, "Cấp xã"), A],
        [("a) Giao lưu",), A],
        [("1. Giao lưu",), A],
    ],
)
def test_what_may_be_an_activity_without_its_number_is_asked_for_it(
    typed: Typed, wanted: list[Row]
) -> None:
    results = typed(*wanted)
    assert aside(results) == []
    assert "required_blank" in [code for code, _, _ in codes(results)]


def test_footnotes_are_notes(typed: Typed) -> None:
    results = typed(A, ("(*) Số liệu tính đến ngày 10/12/2023",), ("[*] Ước tính",))
    assert aside(results) == [("table_note", "C10"), ("table_note", "C11")]
    assert events(results) == [2]


# ---------------------------------------------------------------- what only the sums say

SUM = (5, 40, 60)


@pytest.mark.parametrize(
    ("wanted", "cell", "where", "counted"),
    [
        ([A, B, (H, None, *SUM)], "C11", "trên", [2, 3]),
        ([A, B, (OTHER, None, *SUM)], "C11", "trên", [2, 3]),
        ([A, B, (H.upper(), "-", *SUM)], "C11", "trên", [2, 3]),
        ([(T, "a", 9, 9, 9), A, B, (H, None, *SUM)], "C12", "trên", [9, 2, 3]),
        ([(T, *A[1:]), B, (H, None, *SUM)], "C11", "trên", [2, 3]),
        ([(H, None, *SUM), A, B], "C9", "dưới", [2, 3]),
        ([(H, None, *SUM), A, B, (T, "a", 9, 9, 9)], "C9", "dưới", [2, 3, 9]),
        ([WHOLE, ("- Lớp A", *A[1:]), ("- Lớp B", *B[1:])], "C9", "dưới", [2, 3]),
        ([A, ("Cấp huyện", None, *B[2:5]), B], "C10", "dưới", [2, 3]),
        ([("Hoạt động cấp xã", None, *A[2:5]), A, B], "C9", "dưới", [2, 3]),
        ([(T, "xã mở", *SUM), ("- Lớp A", *A[1:]), ("- Lớp B", *B[1:])], "C9", "dưới", [2, 3]),
        ([WHOLE, (None, *A[1:]), (None, *B[1:]), (T, "b", 9, 9, 9)], "C9", "dưới", [2, 3, 9]),
    ],
)
def test_a_listed_row_that_is_the_sum_of_those_beside_it_is_asked(
    typed: Typed, wanted: list[Row], cell: str, where: str, counted: list[int]
) -> None:
    results = typed(*wanted)
    assert aside(results) == [("perhaps_total", cell)]
    [found] = [found for found in told(results) if found.code == "perhaps_total"]
    assert f"mọi số đều bằng đúng các dòng {where} cộng lại; có thể là dòng tổng" in found.message
    assert f"ghi lại dòng ấy và các dòng {where} với tên chọn trong danh sách" in found.remedy
    assert events(results) == counted


@pytest.mark.parametrize("wanted", [[A, B, (T, "Toàn xã", *SUM)], [(H, "Toàn xã", *SUM), A, B]])
def test_the_whole_commune_is_a_total_where_the_sums_say_so_too(
    typed: Typed, wanted: list[Row]
) -> None:
    results = typed(*wanted)
    assert [code for code, _ in aside(results)] == ["typed_total"]
    assert events(results) == [2, 3]


@pytest.mark.parametrize(
    "wanted",
    [
        [A, B, (H, "Bản C", *SUM)],
        [A, B, (T, None, *SUM)],
        [A, B, (H, None, 5, 40, 61)],
        [A, (H, None, *A[2:])],
        [A[:3], B[:3], (H, None, 5)],
        [A, B, (H, "Toàn xã", 5, 40, 61)],
        [(T, None, *SUM), A, B],
        [(T, "a", *SUM), ("- Lớp A", *A[1:]), (H, *B[1:])],
        [(H, None, 0, 0, 0), (H, None, 0, 0, 0), (H, None, 0, 0, 0)],
    ],
)
def test_a_listed_row_that_may_be_an_activity_is_one(typed: Typed, wanted: list[Row]) -> None:
    results = typed(*wanted)
    assert aside(results) == []
    assert events(results) == [row[2] for row in wanted]
