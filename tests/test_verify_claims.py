"""Claims in sentences: what is called wrong, what it should be, and what is left in peace."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bdg_excel import text as printing
from bdg_excel.verify import Passage, Verdict, verify


def verdicts(*lines: str) -> list[Verdict]:
    return verify([Passage(f"đoạn {at}", line, "paragraph") for at, line in enumerate(lines)])


def alarms(*lines: str) -> list[tuple[str, str]]:
    found = verdicts(*lines)
    return [(v.number, v.expected) for v in found if v.verdict in {"wrong", "differs"}]


WRONG = [
    ("Nữ 3.625/7.388 đạt 52%", [("52%", "49%")]),
    ("Tỷ lệ khám thai đạt trên 54% (đã khám cho 678/1.527 sản phụ).", [("54%", "44%")]),
    ("Tổng số lao động là 1.260 người, trong đó nữ 504 người, chiếm 45%.", [("45%", "40%")]),
    ("Có 1.250 đơn vị máu, vượt 15% kế hoạch (1.000 đơn vị).", [("15%", "25%")]),
    ("Đạt 80% kế hoạch (1.250/1.200 người).", [("80%", "104%")]),
    ("Thu 1.142 tỷ đồng, giảm 12% so với năm 2022 (1.020 tỷ đồng).", [("12%", "tăng 12%")]),
    ("Số hộ giảm từ 450 hộ xuống 398 hộ, giảm 62 hộ.", [("62", "52")]),
    ("Tỷ lệ giảm từ 18,6% xuống 16,4% (giảm 3,2%).", [("3,2%", "2,2%")]),
    ("Có 46 trường, gồm 17 trường mầm non, 18 trường tiểu học, 12 trường THCS.", [("46", "47")]),
    ("Có 1.233 trẻ (nam 641, nữ 529).", [("529", "592")]),
    ("Tặng 25 suất, mỗi suất 500.000 đồng, tổng 15.500.000 đồng.", [("15.500.000", "12.500.000")]),
    ("Chi 20.000.000 đồng (hai triệu đồng).", [("hai triệu đồng", "hai mươi triệu đồng")]),
    ("Diện tích 4.850 ha, năng suất 62,4 tạ/ha, sản lượng 32.264 tấn.", [("32.264", "30.264")]),
    ("Tỷ lệ đạt 60%, vượt chỉ tiêu (chỉ tiêu 65%).", [("60%", "")]),
    ("Họp ngày 31/9/2023.", [("31/9/2023", "")]),
    ("Theo Thông tư số 15/2021/TT-BTC ngày 12/3/2022 của Bộ.", [("12/3/2022", "12/3/2021")]),
    ("Số hộ nghèo 412 hộ, tăng 12 hộ so với năm 2022 (400 hộ), tăng 5%.", [("5%", "3%")]),
    ("Bắt 6 vụ, 8 người; cùng kỳ 4 vụ, 5 người; tăng 2 vụ, 4 người.", [("4", "3")]),
    ("Cấp 3.970 thẻ; chỉ tiêu giao 4.200 thẻ, mới đạt 84,5%.", [("84,5%", "94,5%")]),
    ("Hiện có 24 biên chế/27 chỉ tiêu, còn thiếu 13 người.", [("27", "37")]),
    ("Số dư đầu năm 86 triệu đồng; thu trong năm 154 triệu đồng; chi 139 triệu đồng; "
     "cuối năm 111 triệu đồng.", [("111 triệu", "101 triệu")]),
    ("Xã cao nhất là Nậm Xe (41 hộ), thấp nhất là Ma Li (57 hộ).", [("41", "")]),
    ("Mở từ ngày 15/12/2023 đến ngày 15/11/2023.", [("15/11/2023", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), WRONG, ids=[line[:40] for line, _ in WRONG])
def test_a_false_claim_is_found_with_what_it_should_be(
    line: str, expected: list[tuple[str, str]]
) -> None:
    assert alarms(line) == expected


RIGHT = [
    "Nữ 3.625/7.388 đạt 49%",
    "Tỷ lệ khám thai đạt trên 44% (đã khám cho 678/1.527 sản phụ).",
    "Số lao động được đào tạo nghề là 1.260 người, trong đó lao động nữ là 504 người.",
    "17/17 trạm y tế có nữ hộ sinh, Y sỹ sản nhi đạt 100%.",
    "Có 12/35 xã đạt chuẩn, tỷ lệ hộ nghèo còn 18%, tỷ lệ hộ cận nghèo 12%.",
    "Có 37 sản phẩm OCOP, trong đó 29 sản phẩm 3 sao và 8 sản phẩm 4 sao.",
    "Giải quyết việc làm cho 1.340 lao động, đạt 111,7% kế hoạch, trong đó đi nước ngoài "
    "45 người, đạt 90% kế hoạch.",
    "Tổng diện tích 1.260 ha, tăng 60 ha, bằng 105% so với cùng kỳ.",
    "Công an bắt 25 vụ, 40 đối tượng, thu giữ 1,2 kg ma túy; khởi tố 23 vụ, 35 bị can.",
    "Tỷ lệ hộ nghèo từ 18,63% giảm còn 16,48%, tức giảm 2,15 điểm phần trăm, vượt chỉ tiêu "
    "huyện giao (giảm 2% trở lên).",
    "Huy động 1.250 lượt người, trong đó có 320 đoàn viên, 150 hội viên phụ nữ.",
    "Ước thiệt hại trên 3,2 tỷ đồng, gồm nhà ở 1.150 triệu đồng, hoa màu 2.085 triệu đồng.",
    "Trạm đón 5.400 lượt bệnh nhân, bình quân 450 lượt/tháng; điều trị 1.200 người.",
    "Tập huấn 12 lớp (mỗi lớp 35 học viên), tổng số 420 học viên.",
    "Tảo hôn còn 186 cặp, tỷ lệ 4%, đạt mục tiêu đề ra (dưới 5%).",
    "Quản lý 43 người nghiện: 28 người đang điều trị, 9 người ở trại, 6 người ở cộng đồng.",
    "Tỷ lệ đạt 98,1%, tăng 1,2 điểm % so với cùng kỳ; tỷ lệ hài lòng 95%.",
    "Tăng 3,7% so với năm 2021, vượt 1,9% kế hoạch (183.000 tấn).",
    "Hỗ trợ mỗi tân binh 3.000.000 đồng; các xã hỗ trợ từ 1 đến 2 triệu đồng/tân binh.",
    "Từ 01/01/2023 đến 30/6/2023 tiếp 85 lượt dân, giảm 15% so với cùng kỳ (100 lượt).",
]


@pytest.mark.parametrize("line", RIGHT, ids=[line[:40] for line in RIGHT])
def test_a_true_or_unclear_line_is_left_in_peace(line: str) -> None:
    assert alarms(line) == []


def test_a_verdict_says_whether_it_was_exact_or_rounded() -> None:
    exact, rounded = verdicts("Nữ 504/1.260 đạt 40%")[2], verdicts("Nữ 504/1.261 đạt 40%")[2]
    assert (exact.verdict, rounded.verdict) == ("right", "rounded")


def test_what_cannot_be_recomputed_is_unchecked() -> None:
    assert [v.verdict for v in verdicts("Hỗ trợ 558 phụ nữ vay vốn, tỷ lệ đạt khoảng 65%.")] == [
        "unchecked",
        "unchecked",
    ]


def test_the_parts_of_a_whole_may_be_listed_line_by_line() -> None:
    lines = [
        "Tổng thu 9.742 triệu đồng, gồm:",
        "- Thu xã: 612 triệu đồng;",
        "- Bổ sung: 9.030 triệu đồng.",
    ]
    assert alarms(*lines) == [("9.742 triệu", "9.642 triệu")]


def test_the_same_place_spelled_in_two_ways_is_doubted() -> None:
    found = verdicts("UBND huyện Phong Thổ họp.", "Huyện Phong Thổ báo cáo.", "huyện Phong Thỏ đã")
    assert [(v.number, v.cls, v.verdict) for v in found] == [("Phong Thỏ", "name", "differs")]
    assert "2 cách" in found[0].why


def test_where_the_tone_mark_sits_is_no_other_spelling() -> None:
    assert alarms("Xã Tân Hòa.", "xã Tân Hoà báo cáo") == []


def test_one_thing_with_two_values_a_slip_apart_differs() -> None:
    lines = [
        "Tổng số lao động được đào tạo nghề 1.268 người.",
        "Đã đào tạo nghề cho lao động 1.286 người.",
    ]
    assert alarms(*lines) == [("1.268", "1.286"), ("1.286", "1.268")]


def test_a_plan_older_than_the_one_that_it_carries_out_is_doubted() -> None:
    lines = [
        "Thực hiện Kế hoạch số 41/KH-UBND ngày 30/10/2023 về triển khai Tháng hành động năm nay,",
        "Đã ban hành Kế hoạch số 26/KH-UBND ngày 12/10/2023 về triển khai Tháng hành động năm nay.",
    ]  # fmt: skip
    assert alarms(*lines) == [("30/10/2023", ""), ("12/10/2023", "")]


ELSEWHERE = [
    (
        [
            "Toàn tỉnh có 96.350 hội viên.",
            "Hội viên nữ 51.740 người (tỷ lệ 53,7%), hội viên trẻ 14.260 người (tỷ lệ 18,4%).",
        ],
        [("18,4%", "14,8%")],
    ),
    (
        [
            "Dân số nông thôn 98.760 người.",
            "Giải quyết việc làm.",
            "Số người tham gia bảo hiểm 91.550 người, đạt 82,7% dân số nông thôn.",
        ],
        [("82,7%", "92,7%")],
    ),
    (
        [
            "Tiếp nhận 742 hồ sơ: trực tuyến 697, trực tiếp 45.",
            "Tỷ lệ trực tuyến là 99,3%.",
        ],
        [("99,3%", "93,9%")],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), ELSEWHERE, ids=["kind", "name", "sum"])
def test_the_whole_of_a_share_may_stand_in_another_line(
    lines: list[str], expected: list[tuple[str, str]]
) -> None:
    assert alarms(*lines) == expected


def test_what_was_reached_of_a_plan_that_is_not_told_is_left_in_peace() -> None:
    lines = [
        "Khám sức khỏe cho 2.145 em, phát hiện 326 em mắc bệnh (15,2%).",
        "Tẩy giun cho 1.980 em, đạt 98,1%.",
    ]
    assert alarms(*lines) == []


def test_roman_numerals_are_times_or_places_in_a_list_and_never_counts() -> None:
    found = verdicts("II. Kết quả quý III theo Chương IV, khóa XV")
    assert [(v.number, v.cls) for v in found] == [
        ("II", "list"),
        ("III", "period"),
        ("IV", "legal"),
        ("XV", "ordinal"),
    ]


def test_an_activity_of_another_year_than_the_report_is_doubted() -> None:
    lines = [
        "Kết quả Tháng hành động (từ ngày 15/11 đến ngày 15/12/2023)",
        "Huyện tổ chức lễ phát động vào ngày 15/11/2022.",
        "Xã Nậm Xe tổ chức truyền thông ngày 20/11/2023.",
        "Theo Kế hoạch số 12/KH-UBND ngày 12/10/2022, xã tổ chức mít tinh.",
    ]
    assert alarms(*lines) == [("15/11/2022", "")]


def test_the_highest_of_a_table_is_held_against_its_column() -> None:
    rows = [["Xã", "Số hộ nghèo"], ["Nậm Xe", "41"], ["Ma Li Pho", "57"], ["Sin Suối Hồ", "30"]]
    cells = [
        Passage(f"ô {row}.{column}", text, "cell", 0, row, column)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    line = Passage("đoạn", "Số hộ nghèo cao nhất ở xã Nậm Xe (41 hộ).", "paragraph")
    found = [v for v in verify([*cells, line]) if v.verdict == "wrong"]
    assert [(v.number, v.spot.passage) for v in found] == [("41", len(cells))]


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int, int]:
    whole = draw(st.integers(20, 99_999))
    return draw(st.integers(1, whole)), whole, draw(st.integers(0, 2))


@given(shares())
def test_a_true_share_is_never_wrong(share: tuple[int, int, int]) -> None:
    part, whole, decimals = share
    percent = printing.percent(Fraction(part, whole), decimals)
    line = f"Có {printing.number(part)}/{printing.number(whole)} hộ, đạt {percent}"
    assert {v.verdict for v in verdicts(line)} <= {"right", "rounded"}


@given(shares(), st.integers(2, 40))
def test_a_share_changed_beyond_rounding_is_never_right(
    share: tuple[int, int, int], off: int
) -> None:
    part, whole, decimals = share
    ratio = Fraction(part, whole) + Fraction(off, 100 * 10**decimals)
    wrong = printing.percent(ratio, decimals)
    places = len(wrong.partition(",")[2].rstrip("%"))  # a trailing zero is not printed
    assume(wrong != printing.percent(Fraction(part, whole), places))
    line = f"Có {printing.number(part)}/{printing.number(whole)} hộ, đạt {wrong}"
    percent = verdicts(line)[-1]
    assert percent.verdict == "wrong"


@given(st.lists(st.integers(1, 9999), min_size=2, max_size=5))
def test_a_true_sum_is_never_wrong(parts: list[int]) -> None:
    listed = ", ".join(f"{printing.number(part)} hộ" for part in parts)
    assert alarms(f"Tổng số {printing.number(sum(parts))} hộ, gồm {listed}.") == []


def test_the_parts_of_a_true_sum_are_no_sum_among_themselves() -> None:
    assert alarms("Tổng số 173 hộ, gồm 100 hộ, 1 hộ, 2 hộ, 70 hộ.") == []


@given(st.lists(st.integers(100, 9999), min_size=2, max_size=5), st.integers(1, 90))
def test_a_false_sum_is_never_right(parts: list[int], off: int) -> None:
    listed = ", ".join(f"{printing.number(part)} hộ" for part in parts)
    total = sum(parts) + off
    found = verdicts(f"Tổng số {printing.number(total)} hộ, gồm {listed}.")
    assert found[0].verdict not in {"right", "rounded"} or total in {
        sum(parts[:count]) for count in range(2, len(parts))
    }
