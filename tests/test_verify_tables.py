"""Tables: totals down and across, shares, differences, stocks, area times yield."""

import pytest

from bdg_excel.verify import Passage, verify


def table(text: str) -> list[Passage]:
    rows = [line.strip().strip("|").split("|") for line in text.strip().splitlines()]
    return [
        Passage(f"bảng 1, dòng {row + 1}, cột {column + 1}", cell.strip(), "cell", 0, row, column)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
    ]


def alarms(text: str) -> list[tuple[str, str]]:
    return [(v.number, v.expected) for v in verify(table(text)) if v.verdict == "wrong"]


COMMUNES = """
| TT | Xã | Tổng số hộ | Hộ nghèo | Tỷ lệ (%) |
| 1 | Đắk Hà | 2.415 | 398 | 16,48 |
| 2 | Ngọc Réo | 1.978 | 452 | 22,85 |
| 3 | Măng Bút | 3.026 | 377 | 12,46 |
| | Tổng cộng | 7.419 | 1.227 | 16,54 |
"""


def test_a_right_table_is_left_in_peace() -> None:
    assert alarms(COMMUNES) == []


def test_each_number_of_a_right_table_is_checked() -> None:
    valued = [v for v in verify(table(COMMUNES)) if v.cls in {"count", "percent"}]
    assert {v.verdict for v in valued} <= {"right", "rounded"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("7.419", "7.491", ("7.491", "7.419")),
        ("| 22,85", "| 28,25", ("28,25", "22,85")),
        ("| 452", "| 425", ("425", "452")),
        ("1.227", "1.327", ("1.327", "1.227")),
    ],
)
def test_a_changed_cell_is_found(before: str, after: str, expected: tuple[str, str]) -> None:
    assert expected in alarms(COMMUNES.replace(before, after))


def test_men_and_women_make_up_the_total_of_a_row() -> None:
    people = """
    | Nhóm tuổi | Tổng số | Nam | Nữ |
    | Dưới 15 | 308 | 160 | 148 |
    | 15 đến 59 | 823 | 412 | 421 |
    | Trên 60 | 153 | 66 | 87 |
    """
    assert alarms(people) == [("823", "833")]


def test_area_times_yield_is_the_harvest() -> None:
    crops = """
    | Cây trồng | Diện tích (ha) | Năng suất (tạ/ha) | Sản lượng (tấn) |
    | Lúa | 2.205 | 71 | 15.655,5 |
    | Ngô | 64 | 82,5 | 582 |
    | Rau | 310 | 205 | 6.355 |
    """
    assert alarms(crops) == [("582", "528")]


def test_a_stock_is_what_was_and_came_and_went() -> None:
    members = """
    | Khối | Đầu năm | Kết nạp | Chuyển đi | Cuối năm |
    | Xã | 3.940 | 486 | 371 | 4.055 |
    | Trường | 1.885 | 298 | 160 | 2.032 |
    | Cơ quan | 295 | 28 | 17 | 306 |
    """
    assert alarms(members) == [("2.032", "2.023")]


def test_an_average_is_not_added_up() -> None:
    yields = """
    | Xã | Diện tích | Năng suất |
    | A | 100 | 50 |
    | B | 200 | 56 |
    | Cộng | 300 | 54 |
    """
    assert alarms(yields) == []


def test_a_row_stands_around_its_number() -> None:
    assert verify(table(COMMUNES))[2].text == "1 | Đắk Hà | 2.415 | 398 | 16,48"
