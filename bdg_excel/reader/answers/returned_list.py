"""The list in a form that was given back: what of it is open, and what its unit has cleared."""

from collections.abc import Iterator

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.layout import (
    RETURNED_COLUMNS,
    RETURNED_ERROR,
    RETURNED_FOUND,
    RETURNED_ITEM,
    RETURNED_REASON,
    RETURNED_WARNING,
    RETURNED_WORDS,
)
from bdg_excel.reader.answers.beside import LEFT, OTHER, OWN, Owner
from bdg_excel.reader.files.workbook import Grid, Raw, address, is_filled
from bdg_excel.text import tidy

_LEFT = {RETURNED_ERROR: LEFT, RETURNED_WARNING: OTHER}
"""What is open in the rows of that list until it is cleared."""


def returned_owner(grid: Grid) -> Owner:
    """The owner of the list in a form that was given back: of the rows that have its ids."""
    first = grid.marker_column
    ids = {row: cells[first] for row, cells in enumerate(grid.rows) if first < len(cells)}
    items = (RETURNED_ITEM, *_LEFT)
    lasts = {RETURNED_WORDS: first + 2, **dict.fromkeys(items, first + RETURNED_COLUMNS)}
    if not lasts.keys() & ids.values():  # an older one
        lasts, ids = {"": first + RETURNED_COLUMNS}, {}

    def owner(row: int, column: int, cell: Raw) -> str:
        if row == grid.marker_row and cell == grid.marker:
            return OWN
        row_id = str(ids.get(row, ""))
        if column == first + RETURNED_FOUND and row_id in _LEFT:
            return _LEFT[row_id]
        return OWN if first <= column < lasts.get(row_id, 0) else OTHER

    return owner


def cleared(grid: Grid, place: Place) -> Iterator[Finding]:
    """The lines of the list whose content was cleared, since they are settled: by their reasons."""
    found, reason = (grid.marker_column + at for at in (RETURNED_FOUND, RETURNED_REASON))
    for number, cells in enumerate(grid.rows):
        if len(cells) <= reason or cells[grid.marker_column] not in _LEFT:
            continue
        if not is_filled(cells[found]) and isinstance(why := cells[reason], str):
            where = place._replace(cell=address(number, found))
            yield finding("cleared_in_list", where, tidy(why))
