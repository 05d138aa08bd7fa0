"""The list in a form that was given back: what of it is open, and what its unit has cleared."""

from collections.abc import Iterator, Sequence

from bdg_excel.findings import REASON, Finding, Place, finding
from bdg_excel.layout import (
    RETURNED_COLUMNS,
    RETURNED_ERROR,
    RETURNED_FOUND,
    RETURNED_ITEM,
    RETURNED_PLACE,
    RETURNED_REASON,
    RETURNED_WARNING,
    RETURNED_WORDS,
)
from bdg_excel.reader.answers.beside import OTHER, OWN, Owner, beside
from bdg_excel.reader.files.workbook import Grid, Raw, address, is_filled
from bdg_excel.text import tidy
from bdg_excel.values.typed import as_shown

_CODES = {RETURNED_ERROR: "left_in_list", RETURNED_WARNING: "kept_in_list"}
"""What is open in such rows of the list until it is cleared."""
_MOST = 1000
"""So many lines are told one by one, since nothing else holds them; no unit has so many faults."""


def told_of_list(grid: Grid, owner: Owner, place: Place) -> list[Finding]:
    """What is open in the list, what its unit has cleared, and what somebody typed beside it."""
    lines = list(_lines(grid, place))
    taken = {(row, grid.marker_column + RETURNED_FOUND) for row, _ in lines}
    return [*(found for _, found in lines), *beside(grid, owner, taken, place)]


def _lines(grid: Grid, place: Place) -> Iterator[tuple[int, Finding]]:
    """The lines that stay until they are cleared, by their rows."""
    first = grid.marker_column
    staying = (n for n, cells in enumerate(grid.rows) if cells[first : first + 1] in _STAYING)
    for number, _ in zip(staying, range(_MOST), strict=False):
        cells = grid.rows[number][first:]
        where, reason = place._replace(cell=address(number, first + RETURNED_FOUND)), _reason(cells)
        typed = cells[RETURNED_FOUND] if len(cells) > RETURNED_FOUND else ""
        if is_filled(typed):
            code = _CODES[str(cells[0])]
            yield number, finding(code, where, as_shown(typed), cells=1, reason=reason)
        elif reason:
            yield number, finding("cleared_in_list", where, reason)


_STAYING = [[row_id] for row_id in _CODES]


def _reason(cells: Sequence[Raw]) -> str:
    """Where it was and what was wrong with it: in the file in which it was found at first."""
    texts = [tidy(cell) if isinstance(cell, str) else "" for cell in cells]
    if len(texts) <= RETURNED_REASON:
        return ""
    place, reason = texts[RETURNED_PLACE], texts[RETURNED_REASON]
    return reason.partition(REASON)[2] or ": ".join(filter(None, (place, reason)))


def returned_owner(grid: Grid) -> Owner:
    """The owner of the list in a form that was given back: of the rows that have its ids."""
    first = grid.marker_column
    ids = {row: cells[first] for row, cells in enumerate(grid.rows) if first < len(cells)}
    items = (RETURNED_ITEM, *_CODES)
    lasts = {RETURNED_WORDS: first + 2, **dict.fromkeys(items, first + RETURNED_COLUMNS)}
    if not lasts.keys() & ids.values():  # an older one
        lasts, ids = {"": first + RETURNED_COLUMNS}, {}

    def owner(row: int, column: int, cell: Raw) -> str:
        if row == grid.marker_row and cell == grid.marker:
            return OWN
        row_id = str(ids.get(row, ""))
        if column == first + RETURNED_FOUND and row_id in _CODES:
            return OTHER
        return OWN if first <= column < lasts.get(row_id, 0) else OTHER

    return owner
