"""What each row and column of a sheet is: by ids where they are, by labels where they are gone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from bdg_excel.layout import HEAD, STATIC, TABLE_HEAD, FormLayout, QuestionSheet, TableSheet
from bdg_excel.reader.answers.own import OwnRow, own_rows, says
from bdg_excel.reader.files.workbook import Grid, Raw, Rows, address, is_filled

BODY = "*"
"""The role of a row of a table's body."""
_ID = re.compile(r"#?[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$|#[a-z][a-z0-9_]*$|_?[a-z][a-z0-9_]*$")
_ID_ROWS, _ID_COLUMNS = 20, 8
"""How far from the corner ids are looked for where the marker is gone."""


class Target(NamedTuple):
    """A sheet of the form, with what it says by itself."""

    sheet: QuestionSheet | TableSheet
    own: Mapping[str, OwnRow]
    asked: frozenset[str]

    @property
    def is_table(self) -> bool:
        """Whether rows without a role are a table's, once its heading has been passed."""
        return isinstance(self.sheet, TableSheet)

    def is_body(self, row_id: str) -> bool:
        """Whether this is the id of a row of the table's body."""
        table = isinstance(self.sheet, TableSheet) and self.sheet.table.id
        return bool(table) and re.fullmatch(rf"{table}\.\d+", row_id) is not None


def target(form: FormLayout, sheet: QuestionSheet | TableSheet) -> Target:
    """The sheet as it is looked for in files."""
    return Target(sheet, own_rows(form, sheet), frozenset(row_id for row_id, _ in sheet.slots))


class Doubt(NamedTuple):
    """A row or a column that may answer a question, or another: `cells` are left out."""

    label: str
    candidates: tuple[str, ...]
    cells: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Map:
    """The roles of a grid's rows ('' where it has none) and where each column id stands.

    `unknown_*` are ids that the form does not have; `rows_told` and `columns_told` are what was
    found by its label, with that.
    """

    roles: tuple[str, ...]
    columns: Mapping[str, int]
    id_row: int = -1
    id_column: int = -1
    unknown_rows: Mapping[int, str] = field(default_factory=dict)
    unknown_columns: Mapping[int, str] = field(default_factory=dict)
    rows_told: Mapping[int, str] = field(default_factory=dict)
    columns_told: Mapping[str, str] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()

    def rows_of(self, row_id: str) -> list[int]:
        """The rows with this role."""
        return [number for number, role in enumerate(self.roles) if role == row_id]

    def is_free(self, column: int) -> bool:
        """Whether no id says what this column is."""
        return column != self.id_column and column not in self.columns.values()

    def with_body(self, number_of_rows: int) -> "Map":
        """With every row under the table's heading that is nothing else as a row of its body."""
        head = max(self.rows_of(TABLE_HEAD), default=number_of_rows)
        roles = [
            BODY if number > head and not role and number != self.id_row else role
            for number, role in enumerate(self.roles)
        ]
        if head < number_of_rows:  # an id of the body does not make a row of what stands above it
            roles[:head] = ["" if role == BODY else role for role in roles[:head]]
        return replace(self, roles=tuple(roles))


def by_ids(grid: Grid, goal: Target, older: bool) -> Map:
    """What the hidden row and column say; `older`: ids that the form does not have are believed."""
    id_row, id_column = _where(grid, goal)
    roles, unknown_rows = [], {}
    for number, cells in enumerate(grid.rows):
        cell = text_at(cells, id_column) if number != id_row else ""
        roles.append(_role(cell, goal))
        if older and not roles[-1] and _is_id(cell):
            unknown_rows[number] = cell
    found = Map(tuple(roles), {}, id_row, id_column, unknown_rows)
    if goal.is_table:
        found = found.with_body(len(roles))
        others = {n: cell for n, cell in unknown_rows.items() if found.roles[n] != BODY}
        found = replace(found, unknown_rows=others)
    return _with_columns(found, grid.rows, goal, older)


def _with_columns(found: Map, rows: Rows, goal: Target, older: bool) -> Map:
    """With the places of the column ids. Of two with one id, the one that has its heading counts.

    A column that was copied along with its id and its heading leaves both in doubt.
    """
    places: dict[str, list[int]] = {}
    unknown: dict[int, str] = {}
    known = {*goal.sheet.columns, *(name for own in goal.own.values() for name in _names(own))}
    for column, cell in enumerate(rows[found.id_row] if found.id_row >= 0 else ()):
        if column == found.id_column or not isinstance(cell, str) or not cell:
            continue
        if cell in known:
            places.setdefault(cell, []).append(column)
        elif older and _is_id(cell):
            unknown[column] = cell
    columns: dict[str, int] = {}
    doubts: list[Doubt] = []
    for name, here in places.items():
        headed = [column for column in here if _is_headed(found, rows, goal, (name, column))]
        if len(here) == 1 or len(headed) == 1 or name.startswith("_"):
            columns[name] = (headed or here)[0]
        else:
            doubts.append(_doubted(found, rows, goal, name, here))
    return replace(found, columns=columns, unknown_columns=unknown, doubts=tuple(doubts))


def _is_headed(found: Map, rows: Rows, goal: Target, at: tuple[str, int]) -> bool:
    name, column = at
    return any(
        says(rows[number][column], goal.own[role].texts[name], "")
        for role in (HEAD, TABLE_HEAD)
        if role in goal.own and name in goal.own[role].texts
        for number in found.rows_of(role)
        if column < len(rows[number])
    )


def _doubted(found: Map, rows: Rows, goal: Target, name: str, columns: Sequence[int]) -> Doubt:
    answers = [n for n, role in enumerate(found.roles) if role == BODY or role in goal.asked]
    cells = tuple(
        (number, column)
        for number in answers
        for column in columns
        if column < len(rows[number]) and is_filled(rows[number][column])
    )
    return Doubt(name, tuple(f"cột {address(0, column)[:-1]}" for column in columns), cells)


def text_at(cells: Sequence[Raw], column: int) -> str:
    """The text in this column of a row; '' where there is none, or a number."""
    cell = cells[column] if 0 <= column < len(cells) else ""
    return cell if isinstance(cell, str) else ""


def _names(own: OwnRow) -> Iterator[str]:
    yield from own.texts
    yield from own.live


def _is_id(cell: Raw) -> bool:
    return isinstance(cell, str) and _ID.match(cell) is not None


def _role(row_id: str, goal: Target) -> str:
    if row_id in goal.own:
        return row_id
    return BODY if row_id and goal.is_body(row_id) else ""


def _where(grid: Grid, goal: Target) -> tuple[int, int]:
    """The row and the column with ids, -1 where there is none: two ids make one."""
    if grid.marker:
        return grid.marker_row, grid.marker_column
    down = [
        sum(_role(text_at(row, column), goal) not in ("", STATIC) for row in grid.rows)
        for column in range(_ID_COLUMNS)
    ]
    names = frozenset(goal.sheet.columns[1:])
    across = [_ids_in(row, names) for row in grid.rows[:_ID_ROWS]] or [0]
    row, column = across.index(max(across)), down.index(max(down))
    return row if across[row] > 1 else -1, column if down[column] > 1 else -1


def _ids_in(row: Sequence[Raw], names: frozenset[str]) -> int:
    return sum(isinstance(cell, str) and cell in names for cell in row)


def holds_ids(rows: Rows, goal: Target) -> bool:
    """Whether there are ids of this sheet, though its marker is gone: most of its rows."""
    wanted = goal.own.keys()
    found = {text_at(row, column) for row in rows for column in range(_ID_COLUMNS)}
    return len(wanted & found) * 2 > len(wanted)
