"""Workbooks whose parts lie where few writers put them: what their cells show is seen too."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bdg_excel.programme import Programme
from tests.answers_by_hand import NAM, ByHand, by_hand, number_of
from tests.builders import cell
from tests.understood import understood

Move = tuple[tuple[str, str], ...]
BOOK: Move = (
    ("xl/workbook.xml", "xl/workbook22.xml"),
    ("workbook.xml.rels", "workbook22.xml.rels"),
)
SHEETS: Move = (("worksheets/sheet", "pages/sheet"),)
MOVES = [BOOK, SHEETS, BOOK + SHEETS]


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    return by_hand(inbox, programme, definition)


def moved(path: Path, moves: Move) -> Path:
    """The same file with its parts elsewhere, in all that names them."""
    with zipfile.ZipFile(path) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    with zipfile.ZipFile(path, "w") as zipped:
        for name, part in parts.items():
            place = name
            for old, new in moves:
                place, part = place.replace(old, new), part.replace(old.encode(), new.encode())
            zipped.writestr(place, part)
    return path


@pytest.mark.parametrize("moves", MOVES, ids=["book", "sheets", "both"])
class TestMoved:
    """A form whose `moves` nobody sees on the screen."""

    def test_it_is_read_as_it_was(
        self, form: Callable[..., Path], programme: Programme, moves: Move
    ) -> None:
        plain, before = understood(form({NAM: 111}), programme)
        values, findings = understood(moved(form({NAM: 111}), moves), programme)
        told = [found for found in findings if found.code != "other_reader"]
        assert (values, told) == (plain, before)

    def test_an_error_and_a_formula_without_a_result_are_told_where_they_stand(
        self, form: Callable[..., Path], programme: Programme, moves: Move
    ) -> None:
        values, findings = understood(moved(form({NAM: "#REF!"}), moves), programme)
        [found] = [each for each in findings if each.code == "error_value"]
        assert (found.place.cell, number_of(values, NAM)) == ("E13", None)
        assert "unlocated_errors" not in [each.code for each in findings]

    def test_what_its_format_shows_is_seen(
        self, form: Callable[..., Path], programme: Programme, moves: Move
    ) -> None:
        values, findings = understood(moved(form({NAM: (39, '0"00"')}), moves), programme)
        assert "shown_otherwise" in [each.code for each in findings]
        assert number_of(values, NAM) is None

    def test_merged_cells_and_hidden_sheets_are_told(
        self, form: Callable[..., Path], programme: Programme, moves: Move
    ) -> None:
        path = form({NAM: 111})
        book = openpyxl.load_workbook(path)
        asked = cell(book, *NAM)
        asked.parent.merge_cells(f"{asked.coordinate}:{asked.offset(1).coordinate}")
        asked.parent.sheet_state = "hidden"
        book.save(path)
        values, findings = understood(moved(path, moves), programme)
        assert {"merged_cells", "answers_hidden"} <= {each.code for each in findings}
        assert number_of(values, NAM) is None
