"""Answers that a later file of a unit leaves out: dropped, or deleted as somebody asked."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from tests.rounds import Send, state, told


@pytest.mark.parametrize(
    ("later", "code"),
    [
        ({"mau_giao__nam": None}, "answers_dropped"),
        ({"mau_giao__nam": None, "mau_giao__nu": None}, "answers_dropped"),
        ({"mau_giao__nam": None, "mau_giao__nu": 91}, "later_version"),
        ({"mau_giao__nam": None, "mau_giao__ghi_chu": "không thống kê"}, "later_version"),
        ({"mau_giao__nam": 0}, "later_version"),
    ],
)
def test_a_later_version_that_only_drops_answers_is_told_so(
    send: Send, inbox: Path, programme: Programme, later: dict[str, Any], code: str
) -> None:
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100, mau_giao__nu=90)
    new = {"mau_giao__nam": 100, "mau_giao__nu": 90} | later
    send("b.xlsx", "2023-12-12T08:00:00Z", **new)
    results = collect(inbox, programme)
    [found] = told(results, "answers_dropped", "later_version")
    assert (found.code, found.severity.value) == (code, "warning")
    assert "--use" in found.message
    assert results.balance.holds


ROW, OTHER = ("Khác", "Ký cam kết", 5, 50, 60, "Cấp xã"), ("Khác", "Thi vẽ", 2, 20, 30, "Cấp xã")


SHORT = ("Khác", "Ký cam kết", 5, None, 60, "Cấp xã")


@pytest.fixture
def with_rows(send: Send) -> Callable[..., None]:
    """A form whose table has these rows, and in the cell before it an answer."""

    def made(name: str, saved: str, rows: Sequence[Sequence[Any]], answer: str = "Có") -> None:
        path = send(name)
        book = openpyxl.load_workbook(path)
        sheet = book["Biểu 1 - Hoạt động"]
        sheet["D4"] = answer
        for number in range(9, 14):
            row = rows[number - 9] if number - 9 < len(rows) else [None] * 6
            for column, value in zip("CDEFGH", row, strict=True):
                sheet[f"{column}{number}"] = value
        book.save(path)
        state(path, saved)

    return made


@pytest.mark.parametrize(
    ("rows", "answer", "code"),
    [
        (([ROW, ROW, OTHER], [ROW, OTHER]), "Có", "later_version"),
        (([ROW, OTHER, ROW], [OTHER, ROW]), "Có", "later_version"),
        (([ROW, ROW, SHORT], [ROW, SHORT]), "Có", "later_version"),
        (([ROW, ROW, OTHER], [ROW]), "Có", "answers_dropped"),
        (([ROW, OTHER], [OTHER]), "Có", "answers_dropped"),
        (([ROW, OTHER], []), "Không", "later_version"),
        (([ROW, OTHER], []), "Có", "answers_dropped"),
    ],
)
def test_rows_that_were_to_be_deleted_are_not_dropped(
    with_rows: Callable[..., None],
    inbox: Path,
    programme: Programme,
    rows: tuple[Sequence[Any], Sequence[Any]],
    answer: str,
    code: str,
) -> None:
    with_rows("a.xlsx", "2023-12-10T08:00:00Z", rows[0], answer)
    with_rows("b.xlsx", "2023-12-12T08:00:00Z", rows[1], answer)
    results = collect(inbox, programme)
    [found] = told(results, "answers_dropped", "later_version")
    assert found.code == code
    assert results.balance.holds


@pytest.mark.parametrize(
    ("later", "code"),
    [
        ({}, "later_version"),
        ({"tieu_hoc__nam": None}, "answers_dropped"),
    ],
)
def test_a_note_that_was_to_be_deleted_is_not_dropped(
    send: Send, inbox: Path, programme: Programme, later: dict[str, Any], code: str
) -> None:
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__ghi_chu="ước khoảng")
    assert told(collect(inbox, programme), "approximate_note")
    send("b.xlsx", "2023-12-12T08:00:00Z", **later)
    [found] = told(collect(inbox, programme), "answers_dropped", "later_version")
    assert found.code == code
