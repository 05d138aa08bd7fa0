"""What a note beside a number says of it: that nobody knows it yet, or that nobody counted it."""

from pathlib import Path

import pytest

from bdg_excel.programme import Programme
from tests.answers_by_hand import NAM, ByHand, by_hand, number_of
from tests.builders import Key
from tests.understood import understood

NOTE: Key = ("mau_giao", "ghi_chu", 0)


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    return by_hand(inbox, programme, definition)


@pytest.mark.parametrize(
    ("note", "is_unknown"),
    [
        *(
            (note, True)
            for note in (
                *(
                    "Chưa có số liệu, sẽ bổ sung sau",
                    "Đang chờ số liệu của trường",
                    "Không có số liệu",
                ),
                *(
                    "Trường chưa thống kê được số nữ",
                    "Đơn vị không có số liệu",
                    "Xã không thống kê",
                ),
                *("Số liệu đang chờ trường gửi", "Đợi số liệu từ trường", "chưa thu thập được"),
                *("Trạm y tế chưa báo cáo", "Số 0 vì mới lập; trường chưa tổng hợp"),
            )
        ),
        *(
            (note, False)
            for note in (
                *("Không có", "Năm nay chưa có ai", "Số liệu đến 30/11", "Bổ sung sách vở"),
                *("Không có trẻ, không thống kê trẻ vãng lai", "Không có số liệu phát sinh"),
                *("Bổ sung sau rà soát: không có", "Không theo dõi riêng dân tộc"),
                *("Năm 2022 chưa thống kê", "Bổ sung sau (nếu có)", "Đã bổ sung sau rà soát"),
                *("Không còn chờ số liệu", "Không tổng hợp trùng"),
            )
        ),
    ],
)
def test_a_zero_beside_a_note_that_there_are_no_figures_is_set_aside(
    form: ByHand, programme: Programme, note: str, is_unknown: bool
) -> None:
    values, findings = understood(form({NAM: 0, NOTE: note}), programme)
    assert number_of(values, NAM) == (None if is_unknown else 0)
    told = [found.code for found in findings if found.place.cell == "E13"]
    assert told == (["zero_unknown"] if is_unknown else [])


@pytest.mark.parametrize(
    ("note", "is_about"),
    [
        *((note, True) for note in ("ước khoảng", "Số ước tính", "số liệu ước.", "Tạm tính")),
        *((note, True) for note in ("Ước 237", "khoảng 237 cháu", "Tổng số ước khoảng 476")),
        *((note, False) for note in ("Thước đo", "ước mơ của em", "Khoảng cách xa", "đã hỏi")),
        *((note, False) for note in ("Điểm trường bản xa, khoảng 15 km", "(khoảng 30% là Mông)")),
        *((note, False) for note in ("Trong đó khuyết tật: khoảng 3", "Độ tuổi: khoảng 3-5 tuổi")),
        ("khoảng tháng 11 có thêm", False),
    ],
)
def test_numbers_beside_a_note_that_they_are_about_right_count_and_are_told(
    form: ByHand, programme: Programme, note: str, is_about: bool
) -> None:
    before, _ = understood(form({}), programme)
    values, findings = understood(form({NOTE: note}), programme)
    assert number_of(values, NAM) == number_of(before, NAM)
    told = [(found.code, found.place.cell) for found in findings]
    cells = ("E12", "E13", "E14") if is_about else ()
    assert told == [("approximate_note", cell) for cell in cells]
    assert all(f"ghi chú «{note}»" in found.message for found in findings)
