"""The tables of the report, as they were put together from the rows of all units."""

from typing import NamedTuple

from bdg_excel.programme import Column
from bdg_excel.tables import Group, Summary
from bdg_excel.text import number

_MOST_ROWS = 200
"""So many rows are shown; the annex has all."""


class Grid(NamedTuple):
    """Headings and rows, each with its cells; `more` rows are not shown."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int


def grid(summary: Summary) -> Grid:
    """The rows of `summary`, the numbers in words, and how many units each row is of."""
    table = summary.table
    columns = [column for column in table.columns if column.merge != "detail"]
    shown = summary.groups[:_MOST_ROWS]
    return Grid(
        title=f"Biểu {table.number}. {table.title}",
        heads=(*(column.full_label for column in columns), "Số đơn vị"),
        rows=tuple(
            (*(_cell(group, column) for column in columns), number(len(group.units)))
            for group in shown
        ),
        more=len(summary.groups) - len(shown),
    )


def _cell(group: Group, column: Column) -> str:
    if column.merge == "sum":
        value = group.numbers.get(column.id)
        return "" if value is None else number(value)
    if column.merge == "union":
        return group.unions.get(column.id, "")
    return group.unit if column.merge == "unit" else group.name
