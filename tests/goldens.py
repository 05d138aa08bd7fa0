"""The golden files in tests/golden: what makes each of them.

``python scripts/regenerate_golden.py`` rewrites them; read the diff before you commit it. To add
one, add a function that takes a scratch folder and returns the text.
"""

from collections.abc import Callable
from pathlib import Path

from bdg_excel.layout import layouts
from bdg_excel.programme import load_programme
from bdg_excel.template import form_name, write_form
from tests.dump import dump_workbook

FOLDER = Path(__file__).parent / "golden"


def commune_form(scratch: Path) -> str:
    """The empty form of a commune."""
    return _form("03391", scratch)


def office_form(scratch: Path) -> str:
    """The empty form of the district's women's board: money, two tables, opinions."""
    return _form("BVSTBPN", scratch)


def _form(code: str, scratch: Path) -> str:
    programme, _ = load_programme()
    unit = programme.units_by_code[code]
    target = scratch / form_name(unit)
    write_form(target, programme, layouts(programme)[unit.form], unit)
    return dump_workbook(target)


GOLDENS: dict[str, Callable[[Path], str]] = {
    "form_commune.txt": commune_form,
    "form_office.txt": office_form,
}
