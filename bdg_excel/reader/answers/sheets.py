"""Which sheet of a workbook is which sheet of the form."""

from collections.abc import Sequence
from functools import lru_cache

from bdg_excel.layout import COVER, OWN_SHEETS, FormLayout
from bdg_excel.reader.answers.labels import fits
from bdg_excel.reader.answers.maps import Target, holds_ids, target
from bdg_excel.reader.answers.own import COUNT, cover, key
from bdg_excel.reader.files.workbook import Grid

ENOUGH = 0.4
"""The part of a sheet's own words that must be there for it to be taken for that sheet."""


def find_sheets(grids: Sequence[Grid], form: FormLayout) -> tuple[dict[str, Grid], list[Grid]]:
    """The sheets with questions by their marker, and the other sheets of the workbook."""
    found: dict[str, Grid] = {}
    others: list[Grid] = []
    seen: set[str] = set()
    for grid in grids:
        if grid.marker in form.by_marker and grid.marker not in found:
            found[grid.marker] = grid
        elif grid.marker in seen:
            others.append(grid._replace(marker=""))  # a copy: no sheet of the form twice
        else:
            others.append(grid)
            seen |= {grid.marker} & OWN_SHEETS
    if len(found) < len(form.sheets) and any(not grid.marker for grid in others):
        others = _by_labels(found, others, form)
    return found, others


def _by_labels(found: dict[str, Grid], grids: Sequence[Grid], form: FormLayout) -> list[Grid]:
    """Adds to `found` the sheets that say what a missing one says; returns the rest."""
    scores = [
        (likeness(grid, goal), number, goal.sheet.marker)
        for number, grid in enumerate(grids)
        if not grid.marker and grid.rows
        for goal in goals(form)
        if goal.sheet.marker not in found
    ]
    used: set[int] = set()
    for score, number, marker in sorted(scores, key=lambda one: (-one[0], one[1], one[2])):
        if score >= ENOUGH and number not in used and marker not in found:
            used.add(number)
            found[marker] = grids[number]
    rest = [grid for number, grid in enumerate(grids) if number not in used]
    has_cover = any(grid.marker == COVER for grid in rest)
    return [_as_cover(grid, form) if not has_cover else grid for grid in rest]


@lru_cache(maxsize=64)
def goals(form: FormLayout) -> tuple[Target, ...]:
    """The sheets of `form` as they are looked for."""
    return tuple(target(form, sheet) for sheet in form.sheets)


def likeness(grid: Grid, goal: Target) -> float:
    """How much of a sheet is in `grid`, from 0 on; ids and its name count too."""
    named = key(grid.name) == key(goal.sheet.name)
    return fits(grid.rows, goal) + 0.2 * named + holds_ids(grid.rows, goal)


def _as_cover(grid: Grid, form: FormLayout) -> Grid:
    """`grid` marked as the cover if it says what the cover says."""
    own = (text for text in cover(form).values() if text not in ("", COUNT))
    words = {key(text) for text in own if not text.isdigit()}
    here = {key(cell) for row in grid.rows for cell in row if isinstance(cell, str)}
    if grid.marker or len(words & here) < ENOUGH * len(words):
        return grid
    # Without its hidden row and column the cover begins one place further up and left.
    return grid._replace(marker=COVER, marker_row=-1, marker_column=_left(grid, form))


def _left(grid: Grid, form: FormLayout) -> int:
    title = key(form.form.title)
    for row in grid.rows:
        for column, cell in enumerate(row):
            if isinstance(cell, str) and key(cell) == title:
                return column - 1
    return 0
