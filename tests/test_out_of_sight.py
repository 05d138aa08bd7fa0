"""Answers in rows and columns that somebody hid: they count, and the compiler is told."""

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest

from bdg_excel.findings import Finding, Severity
from bdg_excel.programme import Programme
from bdg_excel.values.value import Value
from tests.builders import Key, cell, filled, sample_of
from tests.conftest import Convert
from tests.understood import understood

CODE = "03589"
NAM: Key = ("mau_giao", "nam", 0)
SESSIONS: Key = ("hoat_dong", "so_cuoc", 1)

TABLE = "Biểu 1 - Hoạt động"

Hide = Callable[..., Path]


@pytest.fixture
def hide(inbox: Path, programme: Programme, definition: Path) -> Hide:
    """The sample form of Mường So with the rows or columns of some answers hidden."""

    def made(rows: Sequence[Key] = (), columns: Sequence[Key] = ()) -> Path:
        path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
        book = openpyxl.load_workbook(path)
        for key in rows:
            found = cell(book, *key)
            found.parent.row_dimensions[found.row].hidden = True
        for key in columns:
            found = cell(book, *key)
            found.parent.column_dimensions[found.column_letter].hidden = True
        book.save(path)
        return path

    return made


def told(findings: Sequence[Finding]) -> list[Finding]:
    return [found for found in findings if found.code == "answers_hidden"]


def counted(values: Sequence[Value]) -> dict[Key, object]:
    return {(value.field, value.part, value.row): value.number for value in values}


@pytest.mark.parametrize(
    ("rows", "columns", "where", "found", "cells", "saved_as"),
    [
        ([NAM], [], "Số liệu", "dòng 13", 1, ""),
        (
            [("mau_giao", part, 0) for part in ("tong", "nam", "nu")],
            [],
            "Số liệu",
            "dòng 12–14",
            3,
            "",
        ),
        ([], [SESSIONS], TABLE, "cột E", 1, ""),
        *(
            ([SESSIONS], [SESSIONS], TABLE, "dòng 9; cột E", 6, saved_as)
            for saved_as in ("", "xlsx", "xls", "ods")
        ),
    ],
)
def test_answers_in_hidden_rows_and_columns_count_and_are_told_once_a_sheet(  # noqa: PLR0913, PLR0917
    hide: Hide,
    programme: Programme,
    soffice: Convert,
    tmp_path: Path,
    rows: list[Key],
    columns: list[Key],
    where: str,
    found: str,
    cells: int,
    saved_as: str,
) -> None:
    plain, _ = understood(hide(), programme)
    path = hide(rows, columns)
    if saved_as:
        (tmp_path / "saved").mkdir()
        [path] = soffice([path], saved_as, tmp_path / "saved")
    values, findings = understood(path, programme)
    [one] = told(findings)
    assert (one.place.sheet, one.found, one.cells) == (where, found, 0)
    assert one.severity is Severity.WARNING
    assert f": {found}, tất cả {cells} ô;" in one.message
    assert counted(values) == counted(plain)


@pytest.mark.parametrize(
    ("state", "saved_as"),
    [("veryHidden", ""), *(("hidden", saved_as) for saved_as in ("", "xls", "ods"))],
)
def test_a_sheet_that_is_hidden_as_a_whole_counts_and_is_told_once(
    hide: Hide,
    programme: Programme,
    soffice: Convert,
    tmp_path: Path,
    state: str,
    saved_as: str,
) -> None:
    plain, _ = understood(hide(), programme)
    path = hide([SESSIONS])
    book = openpyxl.load_workbook(path)
    book[TABLE].sheet_state = state
    book.save(path)
    if saved_as:
        (tmp_path / "saved").mkdir()
        [path] = soffice([path], saved_as, tmp_path / "saved")
    values, findings = understood(path, programme)
    [one] = told(findings)
    filled_cells = [v for v in plain if v.sheet == TABLE and v.text]
    assert (one.place.sheet, one.found, one.cells) == (TABLE, "cả trang", 0)
    assert f": cả trang, tất cả {len(filled_cells)} ô;" in one.message
    assert counted(values) == counted(plain)


def test_a_hidden_sheet_without_answers_is_nothing_to_tell(
    hide: Hide, programme: Programme
) -> None:
    path = hide()
    book = openpyxl.load_workbook(path)
    book.create_sheet("Nháp").sheet_state = "hidden"
    book.save(path)
    assert told(understood(path, programme)[1]) == []


def test_each_sheet_with_hidden_answers_is_told(hide: Hide, programme: Programme) -> None:
    _, findings = understood(hide([NAM, SESSIONS]), programme)
    assert [found.place.sheet for found in told(findings)] == ["Số liệu", TABLE]


def test_a_hidden_row_without_answers_is_nothing_to_tell(
    inbox: Path, hide: Hide, programme: Programme
) -> None:
    """A filter hides what is blank, so that what was filled in is seen."""
    path = hide([NAM, ("hoat_dong", "so_cuoc", 20)])
    book = openpyxl.load_workbook(path)
    cell(book, *NAM).value = None
    book.save(path)
    assert told(understood(path, programme)[1]) == []


def test_the_rows_and_columns_that_forms_hide_themselves_are_no_news(
    sample_inbox: Path, programme: Programme, soffice: Convert, tmp_path: Path
) -> None:
    paths = sorted(sample_inbox.glob("*.xlsx"))
    saved = [path for kind in ("xlsx", "xls", "ods") for path in soffice(paths[:1], kind, tmp_path)]
    for path in [*paths, *saved]:
        assert told(understood(path, programme)[1]) == []


def test_of_very_many_hidden_rows_the_first_are_named(
    inbox: Path, programme: Programme, definition: Path
) -> None:
    answers = sample_of(programme, definition, CODE)
    rows = {("hoat_dong", "ten", row): f"Việc {row}" for row in range(1, 31)}
    path = filled(inbox, programme, CODE, answers | rows)
    book = openpyxl.load_workbook(path)
    for row in range(1, 31, 2):
        found = cell(book, "hoat_dong", "ten", row)
        found.parent.row_dimensions[found.row].hidden = True
    book.save(path)
    [one] = told(understood(path, programme)[1])
    assert one.found == "dòng 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, …"
