"""The catalogue: every code is documented, provoked by a test, and says what to do."""

import re
from pathlib import Path
from string import Formatter

import pytest

from bdg_excel.findings import CATALOGUE, RULE_CODES, Place, Severity, finding
from bdg_excel.findings.of_cells import CELLS
from bdg_excel.findings.of_files import FILES
from bdg_excel.findings.of_form import FORM
from bdg_excel.findings.of_numbers import NUMBERS
from bdg_excel.findings.of_round import ROUND
from bdg_excel.findings.of_tables import TABLES
from document_findings import PAGE, page

TESTS = Path(__file__).parent


@pytest.fixture(scope="module")
def other_tests() -> str:
    """The text of all other tests."""
    files = sorted(TESTS.glob("test_*.py"))
    return "\n".join(f.read_text(encoding="utf-8") for f in files if f.name != "test_findings.py")


def test_the_page_of_codes_is_what_the_catalogue_says() -> None:
    """After a change of the catalogue run scripts/document_findings.py."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_no_code_means_two_things() -> None:
    assert len(CATALOGUE) == sum(map(len, (FILES, CELLS, NUMBERS, TABLES, ROUND, FORM)))


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_every_code_is_provoked_by_a_test(code: str, other_tests: str) -> None:
    assert re.search(rf"""["']{code}["']""", other_tests)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_what_must_be_mended_comes_with_a_remedy(code: str) -> None:
    kind = CATALOGUE[code]
    assert kind.remedy or kind.severity is Severity.INFO
    assert kind.found.endswith((".", "}"))


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_message_says_where_and_what(code: str) -> None:
    kind = CATALOGUE[code]
    blanks = {name for _, name, _, _ in Formatter().parse(kind.found + kind.remedy) if name}
    words = {name: f"«{name}»" for name in blanks - {"found"}}
    place = Place("03589", "xã Mường So", "a.xlsx", "Số liệu", "E7")
    told = finding(code, place, "đã ghi", 0, **words)
    assert told.message.startswith("Xã Mường So, tệp a.xlsx, trang Số liệu, ô E7: ")
    for name in words:
        assert f"«{name}»" in told.message
    assert told.place == place


def test_braces_in_what_was_typed_are_no_blanks() -> None:
    told = finding("outside_cell", Place(), "{found.__class__}")
    assert "«{found.__class__}»" in told.message


def test_the_rules_on_the_form_have_codes_of_the_catalogue() -> None:
    assert set(RULE_CODES.values()) <= set(CATALOGUE)
