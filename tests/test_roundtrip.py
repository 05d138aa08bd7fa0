"""What goes into a form comes out of it: any answers, written by us or typed through openpyxl."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bdg_excel.inbox import InboxFile
from bdg_excel.intake.taken import Taken
from bdg_excel.intake.understanding import understand
from bdg_excel.layout import FormLayout, Slot, TableSheet, layouts
from bdg_excel.programme import load_programme
from bdg_excel.template import write_form
from bdg_excel.values.parsed import Status
from tests.builders import Key, cell

PROGRAMME, _ = load_programme()
FORMS = layouts(PROGRAMME)
UNIT = PROGRAMME.units_by_code["03589"]
LETTERS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạ ĂÂĐÊÔƠƯ", min_size=3, max_size=40)
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def answer(slot: Slot) -> st.SearchStrategy[int | str]:
    """Anything that answers the question of `slot` clearly."""
    if slot.choices:
        return st.sampled_from(slot.choices)
    if slot.kind == "text":
        return LETTERS.map(lambda text: f"Ghi {' '.join(text.split())}".strip())
    return st.integers(2, 100) if slot.kind == "percent" else st.integers(0, 2**53)


@st.composite
def answers(draw: st.DrawFn, form: FormLayout) -> dict[Key, int | str]:
    """Answers to any of the form's questions, and whole rows of its tables."""
    found: dict[Key, int | str] = {}
    for sheet in form.sheets:
        for slot in sheet.slots.values():
            if draw(st.booleans()):
                found[slot.field, slot.part, 0] = draw(answer(slot))
        if isinstance(sheet, TableSheet):
            for row in range(1, draw(st.integers(0, 3)) + 1):
                found |= {(c.field, c.part, row): draw(answer(c)) for c in sheet.cells}
    return found


def read_back(path: Path) -> Taken:
    return understand((PROGRAMME, FORMS), InboxFile(path, path.name))


def assert_same(taken: Taken, typed: Mapping[Key, Any]) -> None:
    assert taken.reply is not None or not typed
    values = {(v.field, v.part, v.row): v for v in taken.reply.values} if taken.reply else {}
    for key, expected in typed.items():
        value = values[key]
        yes = {"Có": 1, "Không": 0}.get(str(expected)) if value.number is not None else None
        got = value.text if isinstance(expected, str) and yes is None else value.number
        assert got == (expected if yes is None else yes), key
    given_too = {key for key, value in values.items() if value.status is not Status.BLANK}
    assert given_too == set(typed)


@FEW
@given(typed=answers(FORMS["xa"]))
def test_what_the_template_writes_is_read_back(tmp_path: Path, typed: dict[Key, Any]) -> None:
    path = tmp_path / "a.xlsx"
    write_form(path, PROGRAMME, FORMS["xa"], UNIT, typed)
    assert_same(read_back(path), typed)


@FEW
@given(typed=answers(FORMS["xa"]))
def test_what_a_person_types_is_read_back(tmp_path: Path, typed: dict[Key, Any]) -> None:
    path = tmp_path / "a.xlsx"
    write_form(path, PROGRAMME, FORMS["xa"], UNIT)
    book = openpyxl.load_workbook(path)
    for key, value in typed.items():
        cell(book, *key).value = value
    book.save(path)
    assert_same(read_back(path), typed)
