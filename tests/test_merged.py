"""Answer cells that were merged into one: nobody can tell which question was answered."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bdg_excel.findings import Finding
from bdg_excel.programme import Programme
from bdg_excel.reader.files.workbook import is_filled
from bdg_excel.reader.second_look import merged
from bdg_excel.values.value import Value
from tests.archives import replaced_in
from tests.builders import Key, cell, filled, sample_of
from tests.conftest import Convert
from tests.understood import understood

CODE = "03589"
NAM: Key = ("mau_giao", "nam", 0)
NU: Key = ("mau_giao", "nu", 0)
IN_TABLE: tuple[Key, Key] = (("hoat_dong", "nam", 1), ("hoat_dong", "nu", 1))


class Sent:
    """A folder, and the sample form of Mường So with some cells merged put into it."""

    def __init__(self, inbox: Path, programme: Programme, definition: Path) -> None:
        self._inbox, self._programme = inbox, programme
        self._answers = sample_of(programme, definition, CODE)

    def form(self, first: Key, last: Key, typed: Any) -> Path:
        """The form with the cells from `first` to `last` made one that holds `typed`."""
        path = filled(self._inbox, self._programme, CODE, self._answers)
        book = openpyxl.load_workbook(path)
        corners = cell(book, *first), cell(book, *last)
        corners[0].parent.merge_cells(":".join(corner.coordinate for corner in corners))
        corners[0].value = typed
        book.save(path)
        return path

    def read(self, path: Path) -> tuple[list[Value], list[Finding]]:
        """Its values and findings; the balance of its cells holds."""
        return understood(path, self._programme)


@pytest.fixture
def sent(inbox: Path, programme: Programme, definition: Path) -> Sent:
    """What a unit does to its form, and what is understood of it."""
    return Sent(inbox, programme, definition)


def numbers(values: list[Value], *keys: Key) -> list[object]:
    found = {(value.field, value.part, value.row): value.number for value in values}
    return [found[key] for key in keys]


@pytest.mark.parametrize("kind", ["", "xlsx", "xls", "ods"])
@pytest.mark.parametrize(("first", "last"), [(NAM, NU), IN_TABLE])
def test_a_number_in_the_cells_of_several_questions_is_set_aside(
    sent: Sent, soffice: Convert, tmp_path: Path, first: Key, last: Key, kind: str
) -> None:
    path = sent.form(first, last, 100)
    area = _area(path, first, last)
    if kind:
        (tmp_path / "saved").mkdir()
        [path] = soffice([path], kind, tmp_path / "saved")
    values, findings = sent.read(path)
    [found] = [found for found in findings if found.code == "merged_cells"]
    assert found.cells == 1
    assert all(words in found.message for words in (area, "ghi 100", "Nam", "Nữ"))
    assert numbers(values, first, last) == [None, None]


def test_one_yes_for_several_questions_is_set_aside(sent: Sent) -> None:
    """The other two are told as blank."""
    first, last = (("co_so_thiet_bi", "tra_loi", 0), ("nu_ho_sinh", "tra_loi", 0))
    values, findings = sent.read(sent.form(first, last, "Có"))
    assert [found.code for found in findings if found.cells] == ["merged_cells"]
    assert numbers(values, first, last) == [None, None]


@pytest.mark.parametrize("kind", ["", "xlsx", "xls", "ods"])
def test_words_for_several_rows_are_those_of_the_first_and_told(
    sent: Sent, soffice: Convert, tmp_path: Path, kind: str
) -> None:
    first, last = (("hoat_dong", "cap", row) for row in (1, 3))
    path = sent.form(first, last, "Cấp xã")
    book = openpyxl.load_workbook(path)
    for row in (2, 3):
        for part, typed in (("ten", "Tọa đàm"), ("so_cuoc", 1), ("nam", 2), ("nu", 3)):
            cell(book, "hoat_dong", part, row).value = typed
    book.save(path)
    area = _area(path, first, last)
    if kind:
        (tmp_path / "saved").mkdir()
        [path] = soffice([path], kind, tmp_path / "saved")
    values, findings = sent.read(path)
    [found] = [found for found in findings if found.code == "merged_words"]
    assert all(words in found.message for words in (area, "«Cấp xã»"))
    levels = [
        v.text for v in values if (v.field, v.part) == ("hoat_dong", "cap") and v.row in (1, 2)
    ]
    assert levels == ["Cấp xã", ""]


@pytest.mark.parametrize("last", ["F9", "G9"])
def test_cells_of_a_table_made_one_are_seen_where_the_form_has_no_others_left(
    sent: Sent, last: str
) -> None:
    """E9 is where another sheet of the form has words of its own."""
    path = sent.form(*IN_TABLE, 5)
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu 1 - Hoạt động"]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(area))
    sheet.merge_cells(f"E9:{last}")
    sheet["E9"] = 7
    book.save(path)
    values, findings = sent.read(path)
    assert "merged_cells" in [found.code for found in findings]
    assert numbers(values, ("hoat_dong", "so_cuoc", 1)) == [None]


def test_many_areas_over_the_words_of_a_table_are_told_once(sent: Sent) -> None:
    first, last = (("hoat_dong", "ten", row) for row in (1, 3))
    path = sent.form(first, last, "Tọa đàm")
    book = openpyxl.load_workbook(path)
    for row in (2, 3):
        cell(book, "hoat_dong", "so_cuoc", row).value = 1
    book.save(path)
    area = _area(path, first, last).encode()
    listed = b'<mergeCell ref="%b"/>' % area
    replaced_in(path, listed, listed * 5_000)
    _, findings = sent.read(path)
    assert [found.code for found in findings].count("merged_words") == 1


def test_questions_of_a_table_are_named_with_their_cells(sent: Sent) -> None:
    _, findings = sent.read(sent.form(*IN_TABLE, 100))
    [found] = [found for found in findings if found.code == "merged_cells"]
    assert "ô F9 / " in found.message
    assert "ô G9;" in found.message


def _area(path: Path, first: Key, last: Key) -> str:
    book = openpyxl.load_workbook(path)
    return f"{cell(book, *first).coordinate}:{cell(book, *last).coordinate}"


def test_an_answer_in_merged_cells_that_is_refused_anyway_is_told_once(sent: Sent) -> None:
    _, findings = sent.read(sent.form(NAM, NU, "năm 12 em, nữ 7"))
    assert [found.code for found in findings] == ["several_numbers"]


@pytest.mark.parametrize(
    ("first", "last", "typed", "expected"),
    [
        (NAM, NU, None, [None, None]),
        (("mau_giao", "tong", 0), ("mau_giao", "ghi_chu", 0), 12, [12, None]),
    ],
)
def test_merged_cells_of_one_question_are_read_as_they_stand(
    sent: Sent, first: Key, last: Key, typed: int | None, expected: list[object]
) -> None:
    """A form has such cells of its own; a note beside an answer is no question."""
    values, findings = sent.read(sent.form(first, last, typed))
    assert "merged_cells" not in [found.code for found in findings]
    assert numbers(values, first, last) == expected


def test_a_form_with_its_own_merged_cells_only_is_not_looked_through(
    sample_inbox: Path,
    sent: Sent,
    soffice: Convert,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[object] = []

    def shared(*each: object) -> list[object]:
        looked.append(each)
        return []

    monkeypatch.setattr(merged, "_shared", shared)
    paths = sorted(sample_inbox.glob("*.xlsx"))
    for path in [*paths, *soffice(paths[:1], "xlsx", tmp_path)]:
        sent.read(path)
    assert not looked


def test_many_merged_areas_cost_no_more_than_there_are_answers(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken file may lay thousands of them over all answers: each is looked at and told once."""
    looked: list[object] = []

    def counted(raw: Any) -> bool:
        looked.append(raw)
        return is_filled(raw)

    monkeypatch.setattr(merged, "is_filled", counted)
    path = sent.form(NAM, NU, 100)
    area = _area(path, NAM, NU).encode()
    boxes = b'"/><mergeCell ref="'.join(b"E13:XFD%d" % (1_000 + n) for n in range(2_000))
    replaced_in(path, b'mergeCell ref="%b"' % area, b'mergeCell ref="%b"' % boxes)
    values, findings = sent.read(path)
    told = [found for found in findings if found.code == "merged_cells"]
    assert len(told) > 10
    assert len(looked) < len(values)
    assert all(found.message.count(" / ") == 6 and " / …;" in found.message for found in told)
