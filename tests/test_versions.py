"""Several files of one unit: which counts, and what is said of the others."""

import shutil
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bdg_excel.cli import app
from bdg_excel.layout import RETURNED_FOUND, RETURNED_WARNING
from bdg_excel.pipeline import collect, run
from bdg_excel.programme import Programme
from bdg_excel.results import Results
from bdg_excel.returned import write_returned
from bdg_excel.template import LIST_SHEET
from tests.builders import cell
from tests.rounds import CODE, Send, state, told, value_of


def test_the_same_content_twice_counts_once(send: Send, inbox: Path, programme: Programme) -> None:
    path = send("a.xlsx", mau_giao__nam=100)
    shutil.copy(path, inbox / "b (1).xlsx")
    send("c.xlsx", mau_giao__nam="100")  # typed as text: the same answer
    results = collect(inbox, programme)
    assert [f.place.file for f in told(results, "same_twice")] == ["b (1).xlsx", "c.xlsx"]
    assert value_of(results, "mau_giao", "nam") == [100]
    assert results.balance.files_counted == 1
    assert results.balance.holds


def test_of_the_same_content_the_form_itself_counts_and_not_its_copy(
    send: Send, inbox: Path, programme: Programme
) -> None:
    path = send("xa_03589.xlsx")
    shutil.copy(path, inbox / "Copy of xa_03589.xlsx")
    [again] = told(collect(inbox, programme), "same_twice")
    assert again.place.file == "Copy of xa_03589.xlsx"


def test_a_returned_form_that_confirms_one_of_two_versions_settles_it(
    send: Send, inbox: Path, programme: Programme, definition: Path, tmp_path: Path
) -> None:
    send("a.xlsx", mau_giao__nam=100)
    send("b.xlsx", mau_giao__nam=101)
    results = run(inbox, tmp_path / "ra", programme, definition)
    assert told(results, "two_versions")
    [returned] = (tmp_path / "ra" / "tra_lai").glob("xa_03589*.xlsx")
    book = openpyxl.load_workbook(returned)
    assert cell(book, "mau_giao", "nam").value == "100 / 101 [?]"
    cell(book, "mau_giao", "nam").value = 101
    book.save(inbox / "da sua.xlsx")
    settled = collect(inbox, programme)
    assert not told(settled, "two_versions")
    assert value_of(settled, "mau_giao", "nam") == [101]
    assert settled.balance.holds


def test_doubts_about_a_form_that_gave_way_to_a_later_one_are_gone(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", "2023-12-01T08:00:00Z", mau_giao__tong=999)
    assert told(collect(inbox, programme), "sum_mismatch")
    send("b.xlsx", "2023-12-02T08:00:00Z")
    results = collect(inbox, programme)
    assert not told(results, "sum_mismatch")
    assert told(results, "later_version")
    assert results.balance.holds


@pytest.fixture
def corrected(
    send: Send, inbox: Path, programme: Programme, definition: Path, tmp_path: Path
) -> Callable[[Any], Results]:
    """A form with an error, and beside it the form that came back with one cell set to a value."""

    def made(value: Any) -> Results:
        path = send("a.xlsx", mau_giao__tong="rất nhiều", mau_giao__nam="2xx")
        book = openpyxl.load_workbook(path)
        book["Số liệu"]["J9"] = "12 cuộc"
        book.save(path)
        run(inbox, tmp_path / "ra", programme, definition)
        [returned] = (tmp_path / "ra" / "tra_lai").glob("xa_03589*.xlsx")
        book = openpyxl.load_workbook(returned)
        cell(book, "mau_giao", "tong").value = 476
        cell(book, "mau_giao", "nam").value = value
        [left] = [row for row in book[LIST_SHEET].iter_rows() if row[0].value == RETURNED_WARNING]
        assert left[RETURNED_FOUND].value == "12 cuộc"
        left[RETURNED_FOUND].value = None
        book.save(inbox / "moi.xlsx")
        return collect(inbox, programme)

    return made


def test_a_corrected_form_leaves_nothing_to_mend_in_the_one_before(
    corrected: Callable[[Any], Results], inbox: Path, tmp_path: Path
) -> None:
    from typer.testing import CliRunner

    results = corrected(237)
    found, cleared = (f for f in results.findings if f.code != "not_sent")
    assert (cleared.code, cleared.severity.value, cleared.cells) == ("cleared_in_list", "info", 0)
    assert "«12 cuộc»" in cleared.found
    assert (found.code, found.severity.value) == ("corrected_version", "info")
    assert (found.place.file, found.cells) == ("a.xlsx", 38)  # 37 answers and the note beside
    assert "moi.xlsx là biểu trả lại" in found.message
    assert "lưu sau" not in found.message
    assert "(rất nhiều / 476)" in found.message
    assert results.balance.holds
    done = CliRunner().invoke(app, ["merge", str(inbox), "-o", str(tmp_path / "lai")])
    assert done.exit_code == 0, done.output


def _without_ids(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    for row in book["Số liệu"].iter_rows(min_row=2, max_col=1):
        row[0].value = None
    book.save(path)


ABOUT, BAD = {"mau_giao__nam": "khoảng 53"}, {"mau_giao__nu": "9x"}


NAM_90, NAM_91 = {"mau_giao__nam": 90}, {"mau_giao__nam": 91}


@pytest.mark.parametrize(
    ("sent", "mended", "code"),
    [
        ([ABOUT], {"nam": 53}, "corrected_version"),
        ([ABOUT | BAD], {"nam": 53}, "corrected_version"),
        ([ABOUT | BAD], {}, "returned_unsettled"),
        ([NAM_90, NAM_91], {"nam": 90}, "corrected_version"),
        ([NAM_90 | BAD, NAM_91 | BAD], {"nam": 90}, "corrected_version"),
        ([NAM_90, NAM_91], {}, "returned_unsettled"),
        ([{}], {}, "corrected_version"),
    ],
)
def test_that_nothing_is_settled_in_a_returned_form_is_said_where_nothing_is(
    send: Send,
    inbox: Path,
    programme: Programme,
    sent: Sequence[dict[str, Any]],
    mended: dict[str, Any],
    code: str,
) -> None:
    files = [send(f"{number}.xlsx", **changes) for number, changes in enumerate(sent)]
    if not any(sent):  # nothing is wrong in its answers
        _without_ids(files[0])
    folder = inbox.parent / "tra_lai"
    write_returned(folder, collect(inbox, programme))
    [form] = folder.glob("xa_03589*.xlsx")
    book = openpyxl.load_workbook(form)
    for part, value in mended.items():
        cell(book, "mau_giao", part).value = value
    book.save(inbox / "c.xlsx")
    results = collect(inbox, programme)
    said = {f.code for f in results.findings if f.place.file in {path.name for path in files}}
    assert said == {code}
    assert results.balance.holds


@pytest.fixture
def returned(
    send: Send, programme: Programme, definition: Path, inbox: Path, tmp_path: Path
) -> Callable[..., Path]:
    """The sample form with one part set to a value, as it came back and was saved at a time."""

    def made(name: str, saved: str | None, nam: int) -> Path:
        run(inbox, tmp_path / name, programme, definition)
        [form] = (tmp_path / name / "tra_lai").glob("xa_03589*.xlsx")
        book = openpyxl.load_workbook(form)
        cell(book, "mau_giao", "tong").value = 476
        cell(book, "mau_giao", "nam").value = nam
        book.save(inbox / name)
        state(inbox / name, saved)
        return inbox / name

    return made


@pytest.mark.parametrize(
    ("saved", "code"),
    [
        ("2023-12-20T08:00:00Z", "two_versions"),
        ("2023-12-14T08:00:00Z", "corrected_version"),
        ("2023-12-16T08:00:00Z", "corrected_version"),
        (None, "corrected_version"),
    ],
)
def test_a_form_saved_after_the_returned_one_is_not_passed_over(
    send: Send,
    inbox: Path,
    programme: Programme,
    returned: Callable[..., Path],
    saved: str | None,
    code: str,
) -> None:
    send("a.xlsx", "2023-12-14T08:00:00Z", mau_giao__tong=500)
    returned("b.xlsx", "2023-12-16T08:00:00Z", 237)
    send("c.xlsx", saved, mau_giao__tong=476, mau_giao__nam=238)
    results = collect(inbox, programme)
    codes = ("two_versions", "corrected_version", "later_version", "answers_dropped")
    assert {found.code for found in told(results, *codes)} == {code}
    assert value_of(results, "mau_giao", "nam") == ([] if code == "two_versions" else [237])
    assert results.balance.holds


def test_a_form_that_was_returned_twice_is_newer_where_it_was_saved_later(
    send: Send, inbox: Path, programme: Programme, returned: Callable[..., Path]
) -> None:
    send("a.xlsx", "2023-12-14T08:00:00Z", mau_giao__tong=500)
    returned("b.xlsx", "2023-12-16T08:00:00Z", 1)
    returned("c.xlsx", "2023-12-18T08:00:00Z", 237)
    results = collect(inbox, programme)
    assert [f.place.file for f in told(results, "corrected_version")] == ["a.xlsx", "b.xlsx"]
    assert value_of(results, "mau_giao", "nam") == [237]


def test_an_error_that_was_not_mended_is_told_of_the_form_that_counts_alone(
    corrected: Callable[[Any], Results],
) -> None:
    results = corrected("2xx")
    assert [(f.code, f.place.file) for f in results.findings if f.code != "not_sent"] == [
        ("not_a_number", "moi.xlsx"),
        ("corrected_version", "a.xlsx"),
        ("cleared_in_list", "moi.xlsx"),
    ]
    assert results.balance.holds


def test_a_copy_tells_only_what_stands_beside_its_answers(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", mau_giao__nam="2xx")
    book = openpyxl.load_workbook(send("a (1).xlsx", mau_giao__nam="2xx"))
    book["Số liệu"]["J9"] = "12 cuộc"
    book.save(inbox / "a (1).xlsx")
    results = collect(inbox, programme)
    assert [(f.code, f.place.file) for f in results.findings if f.code != "not_sent"] == [
        ("not_a_number", "a.xlsx"),
        ("outside_cell", "a (1).xlsx"),
        ("same_twice", "a (1).xlsx"),
    ]
    assert results.balance.holds


def test_a_corrected_form_that_only_drops_answers_is_told_so(
    send: Send, inbox: Path, corrected: Callable[[Any], Results], programme: Programme
) -> None:
    corrected(237)
    (inbox / "a.xlsx").unlink()
    send("a.xlsx", mau_giao__tong=476, mau_giao__nam=237, tieu_hoc__ghi_chu="đã hỏi trường")
    [found] = told(collect(inbox, programme), "answers_dropped")
    assert "(đã hỏi trường / trống)" in found.message


def test_of_three_versions_each_cell_says_what_every_file_holds(
    send: Send, inbox: Path, programme: Programme
) -> None:
    for number, name in enumerate(("a.xlsx", "b.xlsx", "c.xlsx"), start=100):
        send(name, mau_giao__nam=number, mau_giao__nu=90 + (name == "c.xlsx"))
    [found] = told(collect(inbox, programme), "two_versions")
    assert "a.xlsx, b.xlsx và c.xlsx" in found.message
    assert "ô E13 trang Số liệu (100 / 101 / 102)" in found.message
    assert "ô E14 trang Số liệu (90 / 90 / 91)" in found.message


def test_the_place_of_what_differs_is_that_of_a_file_which_has_it(
    send: Send, inbox: Path, programme: Programme
) -> None:
    """Of three copies each has lost other sheets."""
    for name, sheet in (
        ("a.xlsx", "Biểu 1 - Hoạt động"),
        ("b.xlsx", "Số liệu"),
        ("c.xlsx", "Số liệu"),
    ):
        path = send(name, kho_khan__noi_dung=name)
        book = openpyxl.load_workbook(path)
        del book[sheet]
        book.save(path)
        state(path, None)
    [found] = told(collect(inbox, programme), "two_versions")
    assert "ô E13 trang Số liệu (237 / trống / trống)" in found.message
    assert "ô  trang " not in found.message


def test_different_files_that_state_no_time_count_not_at_all(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("cu.xlsx", mau_giao__nam=100, mau_giao__nu=90)
    send("moi.xlsx", mau_giao__nam=101, mau_giao__nu=91)
    results = collect(inbox, programme)
    [found] = told(results, "two_versions")
    assert found.severity.value == "error"
    assert "ô E13 trang Số liệu (100 / 101); ô E14 trang Số liệu (90 / 91)" in found.message
    assert "cu.xlsx và moi.xlsx" in found.message
    assert results.frame.empty
    assert not told(results, "not_sent") or CODE not in [
        f.place.unit_code for f in told(results, "not_sent")
    ]
    assert results.balance.holds


def test_the_later_of_two_by_what_the_forms_state_counts_and_is_told(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("z_cu.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100)
    send("a_moi.xlsx", "2023-12-12T08:00:00Z", mau_giao__nam=101)
    results = collect(inbox, programme)
    [found] = told(results, "later_version")
    assert (found.place.file, found.severity.value) == ("z_cu.xlsx", "warning")
    assert "(100 / 101)" in found.message
    assert value_of(results, "mau_giao", "nam") == [101]
    assert results.balance.holds


@pytest.mark.parametrize("other", [None, "2023-12-10T08:00:00Z", "hôm qua"])
def test_a_time_that_decides_nothing_is_not_used(
    send: Send, inbox: Path, programme: Programme, other: str | None
) -> None:
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100)
    send("b.xlsx", other, mau_giao__nam=101)
    assert told(collect(inbox, programme), "two_versions")


def test_properties_full_of_spaces_state_no_time(
    send: Send, inbox: Path, programme: Programme
) -> None:
    """Nobody watches over this search: it must not look at each space again for each other."""
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100)
    send("b.xlsx", " " * 900_000 + "2023-12-12T08:00:00Z", mau_giao__nam=101)
    assert told(collect(inbox, programme), "two_versions")


def test_a_file_that_states_no_readable_time_ends_nothing(
    send: Send, inbox: Path, programme: Programme
) -> None:
    """The properties of one of two versions are damaged: readers of cells never look at them."""
    send("a.xlsx", "2023-12-10T08:00:00Z", mau_giao__nam=100)
    path = send("b.xlsx", "2023-12-11T08:00:00Z", mau_giao__nam=101)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("docProps/core.xml")
    start = info.header_offset + 30 + len(info.filename)
    content[start : start + 20] = b"\xff" * 20
    path.write_bytes(content)
    assert collect(inbox, programme).balance.holds
