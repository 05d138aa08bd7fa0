"""A second look finds its sheet, whatever a unit calls it: ``Số liệu quý '26``."""

import html
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bdg_excel.programme import Programme
from tests.answers_by_hand import NAM, ByHand, Typed, by_hand, number_of
from tests.archives import replaced_in
from tests.builders import cell
from tests.understood import understood

NAMES = ("Số liệu", "Số liệu quý '26", "Số 'liệu'", 'Số liệu "sửa"', "Số liệu & ghi chú", "A > B")


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    return by_hand(inbox, programme, definition)


def renamed(path: Path, name: str, *, merged: bool = False, state: str = "visible") -> Path:
    """Its name as a writer may write it that escapes no more than it must: ``A > B``."""
    book = openpyxl.load_workbook(path)
    asked = cell(book, *NAM)
    if merged:
        asked.parent.merge_cells(f"{asked.coordinate}:{asked.offset(1).coordinate}")
    asked.parent.sheet_state = state
    asked.parent.title = name
    book.save(path)
    replaced_in(path, html.escape(name, quote=False).encode(), name.replace("&", "&amp;").encode())
    return path


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("#REF!", "error_value"),
        ("=E14+1", "uncalculated_formula"),
        ((39, '0"00"'), "shown_otherwise"),
    ],
)
def test_a_doubtful_cell_is_told(
    form: Callable[..., Path], programme: Programme, name: str, typed: Typed, code: str
) -> None:
    values, findings = understood(renamed(form({NAM: typed}), name), programme)
    assert (code, name) in [(found.code, found.place.sheet) for found in findings]
    assert number_of(values, NAM) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_number_in_cells_that_were_made_one_is_told(
    form: Callable[..., Path], programme: Programme, name: str
) -> None:
    values, findings = understood(renamed(form({NAM: 111}), name, merged=True), programme)
    assert ("merged_cells", name) in [(found.code, found.place.sheet) for found in findings]
    assert number_of(values, NAM) is None


@pytest.mark.parametrize("name", NAMES)
def test_a_sheet_that_was_hidden_is_told(
    form: Callable[..., Path], programme: Programme, name: str
) -> None:
    values, findings = understood(renamed(form({NAM: 111}), name, state="hidden"), programme)
    assert ("answers_hidden", name) in [(found.code, found.place.sheet) for found in findings]
    assert number_of(values, NAM) == 111


@pytest.mark.parametrize("name", NAMES)
def test_a_formula_of_blanks_is_told(
    form: Callable[..., Path], programme: Programme, name: str
) -> None:
    path = renamed(form({NAM: 987654321}), name)
    replaced_in(path, b"<v>987654321</v>", b"<f>SUM(Z90:Z95)</f><v>0</v>")
    values, findings = understood(path, programme)
    assert ("formula_of_blanks", name) in [(found.code, found.place.sheet) for found in findings]
    assert number_of(values, NAM) is None
