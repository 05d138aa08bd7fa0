"""One form that came in several files: its sheets each by itself, or its numbers and its tables."""

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bdg_excel.findings import Severity
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.results import Results
from bdg_excel.template import form_name
from bdg_excel.values.parsed import COUNTED
from tests.builders import Key, filled, sample_of
from tests.rounds import state, told
from tests.test_returned import give_back

CODE = "03589"
TABLES = ("hoat_dong", "truyen_thong")
SHARED = ("kham_thai", "dang_vien")

Send = Callable[..., Path]


@pytest.fixture
def answers(programme: Programme, definition: Path) -> dict[Key, Any]:
    return sample_of(programme, definition, CODE)


@pytest.fixture
def send(inbox: Path, programme: Programme, answers: dict[Key, Any]) -> Send:
    """Puts a form of Mường So into the drop folder that answers some of its questions."""

    def sent(
        name: str,
        without: Iterable[str] = (),
        only: Iterable[str] = (),
        saved: str | None = None,
        **changes: Any,
    ) -> Path:
        mine = {
            key: value
            for key, value in answers.items()
            if key[0] not in without and (not only or key[0] in only)
        }
        mine |= {(field, "nam", 0): value for field, value in changes.items()}
        path = filled(inbox, programme, CODE, mine, name)
        state(path, saved)
        return path

    return sent


def codes(results: Results) -> list[str]:
    mine = ("form_in_parts", "two_versions", "later_version", "answers_dropped")
    return [found.code for found in told(results, *mine)]


@pytest.mark.parametrize("saved", [None, "2023-12-12T08:00:00Z"])
def test_parts_of_one_form_are_to_be_put_together(
    send: Send, inbox: Path, programme: Programme, saved: str | None
) -> None:
    send("so_lieu.xlsx", without=TABLES, saved="2023-12-10T08:00:00Z")
    send("bieu.xlsx", only=TABLES, saved=saved)
    results = collect(inbox, programme)
    [found] = told(results, "form_in_parts")
    assert codes(results) == ["form_in_parts"]
    assert "bieu.xlsx và so_lieu.xlsx trông như các phần của một biểu" in found.message
    assert "Gộp thành một biểu" in found.message
    assert results.frame.empty
    assert results.balance.holds
    assert not [f for f in results.findings if "blank" in f.code]


def test_parts_may_be_many_and_repeat_what_the_others_say(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", without=TABLES)
    send("b.xlsx", only=(*SHARED, TABLES[0]))
    send("c.xlsx", only=(*SHARED, TABLES[1]))
    assert codes(collect(inbox, programme)) == ["form_in_parts"]


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ({"without": TABLES}, {}, "two_versions"),  # one says all
        ({"without": TABLES}, {"without": SHARED, "mau_giao": 1}, "two_versions"),
        ({"without": SHARED}, {"without": TABLES}, "two_versions"),  # one moved, perhaps
        (
            {"without": SHARED, "saved": "2023-12-10T08:00:00Z"},
            {"without": TABLES, "saved": "2023-12-12T08:00:00Z"},
            "later_version",
        ),
    ],
)
def test_versions_are_no_parts(
    send: Send,
    inbox: Path,
    programme: Programme,
    first: dict[str, Any],
    second: dict[str, Any],
    code: str,
) -> None:
    send("a.xlsx", **first)
    send("b.xlsx", **second)
    assert codes(collect(inbox, programme)) == [code]


def test_the_form_that_is_given_back_holds_all_its_parts(
    send: Send, inbox: Path, tmp_path: Path, programme: Programme, answers: dict[Key, Any]
) -> None:
    """Sent back as it is, it is the unit's whole form."""
    send("so_lieu.xlsx", without=TABLES)
    send("bieu.xlsx", only=TABLES)
    given_back = give_back(inbox, tmp_path / "tra_lai", programme)
    form = given_back[form_name(programme.units_by_code[CODE])]
    book = openpyxl.load_workbook(form)
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("[?]" in text for text in texts)
    assert "Có 1 chỗ phải sửa. Sửa xong thì lưu và gửi lại đúng tệp này." in " ".join(texts)
    shutil.copy(form, inbox)
    results = collect(inbox, programme)
    [reply] = results.replies
    counted = {(v.field, v.part, v.row) for v in reply.values if v.status in COUNTED}
    assert counted == {key for key, value in answers.items() if value is not None}
    assert not [
        f for f in results.findings if f.severity is Severity.ERROR and f.code != "not_sent"
    ]
    assert results.balance.holds


def test_a_part_is_not_lost_where_another_was_corrected(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", without=TABLES, saved="2023-12-10T08:00:00Z")
    send("b.xlsx", only=TABLES, saved="2023-12-11T08:00:00Z")
    send("c.xlsx", without=TABLES, saved="2023-12-12T08:00:00Z", mau_giao=1)
    results = collect(inbox, programme)
    assert codes(results) == ["two_versions"]
    assert results.balance.holds


def test_a_form_that_says_all_that_a_part_said_is_the_later_one(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", without=TABLES, saved="2023-12-10T08:00:00Z")
    send("b.xlsx", saved="2023-12-12T08:00:00Z")
    assert codes(collect(inbox, programme)) == ["later_version"]


def test_parts_that_share_an_answer_are_parts_however_late_one_is(
    send: Send, inbox: Path, programme: Programme
) -> None:
    send("a.xlsx", without=TABLES, saved="2023-12-10T08:00:00Z")
    send("b.xlsx", only=(SHARED[0], *TABLES), saved="2023-12-12T08:00:00Z")
    assert codes(collect(inbox, programme)) == ["form_in_parts"]
