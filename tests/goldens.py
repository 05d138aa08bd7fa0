"""The golden files in tests/golden: what makes each of them.

``python scripts/regenerate_golden.py`` rewrites them; read the diff before you commit it. To add
one, add a function that takes a scratch folder and returns the text.
"""

from collections.abc import Callable
from pathlib import Path

from bdg_excel.cli.explained import explained
from bdg_excel.explanation import explain, fields_of, named
from bdg_excel.layout import layouts
from bdg_excel.programme import load_programme
from bdg_excel.recorded import of_folder
from bdg_excel.template import form_name, write_form
from tests.dump import dump_workbook
from tests.gaps import round_with_gaps

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


def explanation_of_a_share(scratch: Path) -> str:
    """A share in a round with gaps: what is in it, what is not, and why."""
    return _explained("mau_giao.nu", scratch)


def explanation_of_a_list(scratch: Path) -> str:
    """The sum of a table's column in the same round."""
    return _explained("hoat_dong.so_cuoc", scratch)


def _explained(name: str, scratch: Path) -> str:
    programme = round_with_gaps(scratch).programme
    [figure] = named(programme, name)
    _, definition = load_programme()
    recorded = of_folder(scratch / "ra", definition, fields_of(programme, [figure]))
    return explained(explain(programme, figure, recorded), 100) + "\n"


GOLDENS: dict[str, Callable[[Path], str]] = {
    "form_commune.txt": commune_form,
    "form_office.txt": office_form,
    "explain_share.txt": explanation_of_a_share,
    "explain_list.txt": explanation_of_a_list,
}
