"""Questions that changed places in a form while their hidden ids stayed: whose numbers are they?"""

from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest

from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.results import Results
from tests.builders import filled, sample_of
from tests.table_results import told

CODE, SHEET = "03589", "Số liệu"
SCHOOLS = [(11 + row, 15 + row) for row in range(4)]
COUNCIL = [(31 + row, 34 + row) for row in range(3)]

Pairs = Iterable[tuple[int, int]]
Exchange = Callable[..., Results]


@pytest.fixture
def exchanged(inbox: Path, programme: Programme, definition: Path) -> Exchange:
    """Exchanges rows of the sample form of Mường So, all columns that are seen or some of them."""

    def read(pairs: Pairs, columns: str = "BCDEFG", **typed: object) -> Results:
        path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
        book = openpyxl.load_workbook(path)
        sheet = book[SHEET]
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        for one, other in pairs:
            for column in columns:
                first, second = sheet[f"{column}{one}"], sheet[f"{column}{other}"]
                first.value, second.value = second.value, first.value
        for place, value in typed.items():
            sheet[place] = value
        book.save(path)
        return collect(inbox, programme)

    return read


def contested(results: Results) -> list[str]:
    return [f.place.cell for f in told(results) if f.code == "label_contradicts"]


@pytest.mark.parametrize(
    ("pairs", "cells"),
    [
        (SCHOOLS, ["E12", "E13", "E14", "E16", "E17", "E18"]),
        (COUNCIL, ["E32", "E33", "E35", "E36"]),
        ([(27, 28)], ["E27", "E28"]),
    ],
    ids=["pupils", "council", "yes or no"],
)
@pytest.mark.parametrize("columns", ["BCDEFG", "C"], ids=["all", "labels"])
def test_answers_under_the_heading_of_another_question_are_set_aside(
    exchanged: Exchange, pairs: Pairs, cells: list[str], columns: str
) -> None:
    results = exchanged(pairs, columns)
    assert contested(results) == cells
    assert all(f.cells == 1 for f in told(results) if f.code == "label_contradicts")
    mine = results.frame[results.frame["cell"].isin(cells)]
    assert set(mine["status"]) == {"refused"}
    assert results.balance.holds


def test_an_exchanged_question_is_told_by_its_name(exchanged: Exchange) -> None:
    results = exchanged([], C11="HOC SINH TIEU HOC:", E12=488)
    [found, *_] = [f for f in told(results) if f.code == "label_contradicts"]
    assert "«Học sinh mẫu giáo: Tổng số» ghi «488»" in found.message
    assert "đã bị đổi thành «Học sinh tiểu học»" in found.message


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ({"C11": "Học sinh tiểu học"}, ["E12", "E13", "E14"]),
        ({"C11": "Học sinh tiểu học", "E13": None}, ["E12", "E14"]),
        ({"C13": "Học sinh tiểu học"}, ["E13"]),
        ({"C27": "Đảng viên"}, ["E27"]),
        ({"C11": "Học sinh mẫu giáo"}, []),
        ({"C11": "Học sinh mẫu giáo, tiểu học"}, []),
        ({"C11": "Giáo dục - đào tạo"}, []),  # a section's title
        ({"C11": None}, []),
        ({"C11": "Khó khăn, tồn tại"}, []),  # asked on another sheet
        ({"C10": "Học sinh tiểu học"}, []),
    ],
    ids=str,
)
def test_only_the_name_of_another_question_contradicts(
    exchanged: Exchange, typed: dict[str, object], cells: list[str]
) -> None:
    results = exchanged([], **typed)
    assert contested(results) == cells
    assert results.balance.holds


def test_rows_that_were_moved_with_their_ids_contradict_nothing(exchanged: Exchange) -> None:
    results = exchanged(SCHOOLS, "ABCDEFG")
    assert [f for f in told(results) if f.cells] == []
