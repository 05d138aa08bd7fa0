"""The lines of the finished report of 2023 that matter: what is false in it, and what is not."""

import pytest

from bdg_excel.verify import Passage, Verdict, verify

LINES = [
    "Thực hiện Kế hoạch số 4161/KH-UBND, ngày 30/10/2023 của UBND tỉnh về việc triển khai Tháng "
    "hành động vì bình đẳng giới năm 2023, huyện Phong Thỏ báo cáo:",
    "Ban đã tham mưu UBND huyện Phong Thỏ ban hành Kế hoạch số 265/KH-UBND, ngày 12/10/2023 về "
    "việc triển khai Tháng hành động vì bình đẳng giới năm 2023.",
    "Đào tạo nghề cho 1.260 người, trong đó lao động nữ là 504 người.",
    "+ Mẫu giáo: Nam 3.204/6.290 đạt 50,9%; Nữ 3.083/6.290 đạt 49%",
    "+ Tiểu học: Nam 5.140/9.964 đạt 51,6%; Nữ 4.824/9.964 đạt 48,4%",
    "+ THCS: Nam 3.576 /7.388 đạt 50,9%; Nữ 3.625/7.388 đạt 49%",
    "+ Khám thai đủ 3 lần đạt trên 44% (đã khám cho 678/1.527 sản phụ).",
    "+ 17/17 trạm y tế có nữ hộ sinh, Y sỹ sản nhi đạt 100%.",
    "+ Nữ đại biểu cấp huyện: 12/35; cấp xã: 110/366; cấp ủy huyện: 06/39; đảng viên: 1072/3459",
    "a. Ngân sách Nhà nước: 20.000.000 đồng.",
    "Trên đây là báo cáo của Ban VSTBCPN huyện Phong Thổ.",
    "Các kế hoạch của Ban VSTBPN huyện được giao.",
]


@pytest.fixture(scope="module")
def found() -> list[Verdict]:
    return verify([Passage(f"đoạn {at}", line, "paragraph") for at, line in enumerate(LINES)])


def of_line(found: list[Verdict], line: int) -> list[tuple[str, str, str]]:
    alarms = {"wrong", "differs"}
    return [
        (v.number, v.verdict, v.expected)
        for v in found
        if v.spot.passage == line and v.verdict in alarms
    ]


def test_the_false_percentage_is_found_and_the_sum_that_does_not_add_up(
    found: list[Verdict],
) -> None:
    assert of_line(found, 5) == [("3.576", "wrong", "3.763"), ("50,9%", "wrong", "48,4%")]


def test_the_other_sum_that_does_not_add_up_has_one_repair(found: list[Verdict]) -> None:
    assert of_line(found, 3) == [("3.083", "wrong", "3.086")]


@pytest.mark.parametrize(("line", "old", "new"), [(5, "3.576", "3.763"), (3, "3.083", "3.086")])
def test_the_repair_proposed_makes_the_whole_line_consistent(line: int, old: str, new: str) -> None:
    mended = verify([Passage("đoạn", LINES[line].replace(old, new), "paragraph")])
    assert {v.verdict for v in mended} <= {"right", "rounded"}


def test_the_false_percentage_names_the_repair(found: list[Verdict]) -> None:
    percent = next(v for v in found if v.number == "50,9%" and v.verdict == "wrong")
    assert "3.576/7.388 = 48,4%" in percent.why
    assert "sửa 3.576 thành 3.763" in percent.why


@pytest.mark.parametrize("line", [2, 4, 6, 7, 8, 9])
def test_lines_that_are_right_are_left_in_peace(found: list[Verdict], line: int) -> None:
    assert of_line(found, line) == []


def test_the_plan_older_than_the_one_it_carries_out_is_found(found: list[Verdict]) -> None:
    assert of_line(found, 0) == [("30/10/2023", "differs", "")]
    assert of_line(found, 1) == [("12/10/2023", "differs", "")]


def test_the_place_and_the_body_spelled_in_two_ways_are_found(found: list[Verdict]) -> None:
    words = {v.number for v in found if v.cls == "name"}
    assert "Phong Thổ" in words
    assert words & {"VSTBCPN", "VSTBPN"}
