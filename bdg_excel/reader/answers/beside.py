"""Every filled cell that answers nothing: named, and told from what the form says by itself."""

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass

from bdg_excel.findings import EACH, Finding, Place, finding
from bdg_excel.layout import (
    HEAD,
    IDENTITY,
    IDENTITY_KEYS,
    REVISION,
    STT,
    TABLE_HEAD,
    FormLayout,
    TableSheet,
)
from bdg_excel.reader.answers.maps import BODY, Map, Target
from bdg_excel.reader.answers.own import COUNT, UNIT, cover, is_count, is_verdict, key, lists, says
from bdg_excel.reader.files.workbook import Grid, Raw, address, is_filled
from bdg_excel.values.typed import as_shown

Cell = tuple[int, int]
OWN, OTHER = "own", ""
Owner = Callable[[int, int, Raw], str]
"""``owner(row, column, cell)``: `OWN`, `OTHER`, or the text that the form had there."""
_NAMED = 20
"""How many cells of a sheet are named one by one."""
_ADDRESSES = 40


def filled_cells(grid: Grid) -> Iterator[tuple[int, int, Raw]]:
    """Every cell of `grid` in which anything stands."""
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if cell != "" and is_filled(cell):
                yield number, column, cell


def count(grid: Grid, owner: Owner) -> int:
    """How many cells of `grid` somebody filled: all but the form's own."""
    return sum(owner(*cell) != OWN for cell in filled_cells(grid))


def beside(grid: Grid, owner: Owner, taken: Set[Cell], place: Place) -> list[Finding]:
    """What stands in `grid` and is neither the form's own nor `taken`: one finding a cell.

    A sheet full of them is told by their number and their addresses.
    """
    found: list[Finding] = []
    more = 0
    for row, column, cell in filled_cells(grid):
        if (row, column) in taken or (verdict := owner(row, column, cell)) == OWN:
            continue
        if len(found) == _NAMED + EACH:
            more += 1
            continue
        where = place._replace(cell=address(row, column))
        code = "outside_cell" if verdict == OTHER else "label_changed"
        found.append(finding(code, where, as_shown(cell), cells=1, expected=verdict))
    if len(found) <= _NAMED:
        return found
    each = tuple(found[_NAMED:])
    more += len(each)
    listed = ", ".join(other.place.cell for other in each[:_ADDRESSES])
    listed += ", …" if more > _ADDRESSES else ""
    many = finding("outside_many", place, more, more, where=listed)
    return [*found[:_NAMED], many._replace(each=each)]


@dataclass
class SheetOwner:
    """What the form says by itself on a sheet of questions or with a table."""

    found: Map
    goal: Target
    unit: str
    ordinals: int

    def __post_init__(self) -> None:
        """Column ids by place: the first of a name counts."""
        self.names = {column: name for name, column in self.found.columns.items()}

    def __call__(self, row: int, column: int, cell: Raw) -> str:
        """Whether a cell is the form's own; the text that belongs there where it is not."""
        found = self.found
        if row == found.id_row or column == found.id_column:
            return self._id(row, column, cell)
        role, name = found.roles[row], self.names.get(column, "")
        if row in found.unknown_rows:
            # An older form's own words cannot be checked; what was typed there is told elsewhere.
            quiet = found.unknown_rows[row].startswith("#") or name.startswith("_")
            return OWN if (quiet and isinstance(cell, str)) or name == STT else OTHER
        if role == BODY:
            return OWN if name == STT and self._is_ordinal(cell) else OTHER
        own = self.goal.own.get(role)
        if own is None or not name:
            return OTHER
        if name in own.live:
            mine = is_count(cell) if own.counts else is_verdict(cell)
            return OWN if mine else OTHER
        return self._text(role, name, cell)

    def _id(self, row: int, column: int, cell: Raw) -> str:
        found = self.found
        if row == found.id_row:
            known = (
                self.names.get(column),
                found.unknown_columns.get(column),
                self._marker(column),
            )
            return OWN if cell in known else OTHER
        text = cell if isinstance(cell, str) else ""
        mine = text in self.goal.own or self.goal.is_body(text) or row in found.unknown_rows
        return OWN if mine else OTHER

    def _marker(self, column: int) -> str | None:
        return self.goal.sheet.marker if column == self.found.id_column else None

    def _text(self, role: str, name: str, cell: Raw) -> str:
        own = self.goal.own[role].texts.get(name, ())
        if role in (HEAD, TABLE_HEAD):  # read by labels the two levels may be one
            rows = (self.goal.own[r] for r in (HEAD, TABLE_HEAD) if r in self.goal.own)
            if any(says(cell, row.texts.get(name, ()), self.unit) for row in rows):
                return OWN
        if says(cell, own, self.unit):
            return OWN
        return own[0].replace(UNIT, self.unit) if own else OTHER

    def _is_ordinal(self, cell: Raw) -> bool:
        return type(cell) is float and cell.is_integer() and 0 < cell <= self.ordinals


def sheet_owner(found: Map, goal: Target, unit: str) -> SheetOwner:
    """The owner of a sheet that was read through `found`."""
    rows = len(found.rows_of(BODY))
    prepared = goal.sheet.table.rows if isinstance(goal.sheet, TableSheet) else 0
    return SheetOwner(found, goal, unit, max(rows, prepared))


def cover_owner(form: FormLayout, grid: Grid, unit: str) -> Owner:
    """The owner of the cover: rows are told by what they say, wherever they lie."""
    texts = cover(form)
    rows = dict(_cover_rows(grid, texts, unit))

    def owner(row: int, column: int, cell: Raw) -> str:
        place = (rows.get(row, row), column - grid.marker_column)
        if row == grid.marker_row and cell == grid.marker:
            return OWN
        if place not in texts or place[0] == 0:
            return OTHER
        if texts[place] in ("", COUNT):
            mine = is_count(cell) if texts[place] else is_verdict(cell)
            return OWN if mine else OTHER
        mine = says(cell, (texts[place],), unit)
        return OWN if mine else texts[place].replace(UNIT, unit)

    return owner


def _cover_rows(grid: Grid, texts: Mapping[Cell, str], unit: str) -> Iterator[Cell]:
    """Each row of the cover in `grid` with its place in an untouched one."""
    words: dict[str, int] = {}
    for (row, _), text in texts.items():
        if text not in ("", COUNT) and not text.isdigit():
            words.setdefault(key(text.replace(UNIT, unit)), row)
    shift = 0
    for number, cells in enumerate(grid.rows):
        texts_here = [key(cell) for cell in cells if isinstance(cell, str) and cell.strip()]
        place = next((words[text] for text in texts_here if text in words), number + shift)
        shift = place - number
        yield number, place


def lists_owner(form: FormLayout) -> Owner:
    """The owner of the hidden sheet with the lists: wherever they stand on it."""
    texts = {key(text) for text in lists(form).values()}

    def owner(row: int, column: int, cell: Raw) -> str:
        del row, column
        return OWN if isinstance(cell, str) and key(cell) in texts else OTHER

    return owner


def identity_owner(grid: Grid) -> Owner:
    """The owner of the hidden sheet of facts."""

    keys = (*IDENTITY_KEYS, REVISION)

    def owner(row: int, column: int, cell: Raw) -> str:
        if column == grid.marker_column:
            return OWN if cell in (IDENTITY, *keys) else OTHER
        key_cell = grid.rows[row][grid.marker_column]
        return OWN if column == grid.marker_column + 1 and key_cell in keys else OTHER

    return owner


def nobody(row: int, column: int, cell: Raw) -> str:
    """The owner of a sheet that is not the form's: all of it was filled by somebody."""
    del row, column, cell
    return OTHER
