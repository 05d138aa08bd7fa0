"""Small forms made to take long: each is read in the time that any other takes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from tests.answers_by_hand import NAM, ByHand, by_hand
from tests.test_damage import changed

LETTERS = 32_000
OPEN = 20_000


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    return by_hand(inbox, programme, definition)


def comment(tag: bytes) -> bytes:
    """So many beginnings of a tag, and a quote that none of them closes."""
    return b"<!-- " + tag * OPEN + b'" -->'


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xl/styles.xml", b"</styleSheet>", b"</styleSheet>" + comment(b"<numFmt ")),
        ("xl/workbook.xml", b"<sheets>", comment(b"<sheet ") + b"<sheets>"),
        ("xl/_rels/workbook.xml.rels", b"</Relation", comment(b"<Relationship ") + b"</Relation"),
        ("xl/sharedStrings.xml", b"</sst>", comment(b"<rFont <strike ") + b"</sst>"),
        ("xl/worksheets/.*", b"<v>987654321</v>", b"<f>" + b"a" * LETTERS + b"(</f><v>0</v>"),
        ("xl/worksheets/.*", b"<v>987654321</v>", b"<f>A1+" + b"A." * LETTERS + b"</f><v>0</v>"),
        ("xl/worksheets/.*", b"<v>987654321</v>", b"<f>" + b"'" * LETTERS + b"</f><v>0</v>"),
        ("xl/worksheets/.*", b"<sheetData>", b"<sheetData>" + comment(b"<c x ")),
    ],
    ids=["formats", "sheets", "relations", "fonts", "name", "sheet's name", "quotes", "cells"],
)
def test_a_form_of_many_beginnings_is_read_in_time(
    form: Callable[..., Path],
    inbox: Path,
    programme: Programme,
    name: str,
    old: bytes,
    new: bytes,
) -> None:
    """One that takes ten seconds is given up, and told so: a thousand times what a form takes."""
    changed(form({NAM: 987654321}), name, lambda part: part.replace(old, new))
    told = {found.code for found in collect(inbox, programme).findings}
    assert "reading_failed" not in told
    assert "not_sent" in told
