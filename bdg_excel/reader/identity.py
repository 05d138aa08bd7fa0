"""Which form a workbook is and who filled it, by its hidden sheet."""

from collections.abc import Mapping, Sequence

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.layout import IDENTITY
from bdg_excel.programme import Programme
from bdg_excel.reader.workbook import Grid
from bdg_excel.values import as_typed


def identity(grids: Sequence[Grid]) -> dict[str, str]:
    """The facts of the hidden sheet by `layout.IDENTITY_KEYS`; none without such a sheet."""
    for grid in grids:
        if grid.marker == IDENTITY:
            rows = grid.rows[grid.marker_row + 1 :]
            pairs = (row[grid.marker_column : grid.marker_column + 2] for row in rows)
            return {as_typed(pair[0]): as_typed(pair[1]).strip() for pair in pairs if len(pair) > 1}
    return {}


def identity_fault(facts: Mapping[str, str], programme: Programme, place: Place) -> Finding | None:
    """Why a workbook with these facts is no submission of this round; None if it is one."""
    if not facts:
        return finding("not_a_form", place)
    expected = f"{programme.id} {programme.round.year}"
    found = f"{facts.get('programme', '')} {facts.get('year', '')}".strip()
    if found != expected:
        return finding("other_round", place, found, expected=expected)
    unit = programme.units_by_code.get(facts.get("unit", ""))
    if unit is None:
        return finding("unknown_unit", place, facts.get("unit", ""))
    if facts.get("form") != unit.form:
        title = programme.form(unit.form).title
        mine = place._replace(unit_code=unit.code, unit=unit.name)
        return finding("wrong_form", mine, facts.get("form", ""), expected=title)
    return None
