"""The lists of activities, put together: rows that say the same are one row, numbers added up."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from bdg_excel.coverage import Coverage, coverage
from bdg_excel.layout import HAS_ROWS
from bdg_excel.merged import answered
from bdg_excel.programme import Column, Programme, Table
from bdg_excel.text import loose, lower_first


class Group(NamedTuple):
    """Rows of any units that say the same, as one row.

    `numbers` holds a sum for each ``sum`` column, by column id; None where no row gave one
    (not reported is not zero). `unions` holds what the ``union`` columns said, in words.
    """

    name: str
    unit: str
    numbers: Mapping[str, int | None]
    unions: Mapping[str, str]
    units: tuple[str, ...]


class Summary(NamedTuple):
    """One table put together: its groups, and totals by column id (None: nobody gave one).

    `rows` is how many rows were put together and `given` how many of them gave a number in each
    ``sum`` column: the report says it where it is not all of them. `mixed` names the ``sum``
    columns whose rows are counted in several units of measure, so that they have no total.
    """

    table: Table
    groups: tuple[Group, ...]
    totals: Mapping[str, int | None]
    rows: int
    given: Mapping[str, int]
    mixed: frozenset[str]
    coverage: Coverage


class _Line(NamedTuple):
    """One row of one unit, by column id."""

    unit: str
    texts: Mapping[str, str]
    numbers: Mapping[str, int]


def summaries(frame: pd.DataFrame, programme: Programme) -> tuple[Summary, ...]:
    """Each table of `programme` put together from the merged values, in the definition's order."""
    known = answered(frame)
    return tuple(
        _summary(known[known["field"] == table.id], table, programme) for table in programme.tables
    )


def _summary(rows: pd.DataFrame, table: Table, programme: Programme) -> Summary:
    lines = _lines(rows[rows["row"] > 0])
    no_rows = rows[(rows["part"] == HAS_ROWS) & (rows["value"] == 0)]
    groups = tuple(_group(alike, table, programme) for alike in _alike(lines, table))
    summed = [column.id for column in table.columns if column.merge == "sum"]
    measured = _measured(table)
    mixed = frozenset({measured} if len({loose(group.unit) for group in groups}) > 1 else ())
    return Summary(
        table=table,
        groups=groups,
        totals={name: None if name in mixed else _add(lines, name) for name in summed},
        rows=len(lines),
        given={name: sum(name in line.numbers for line in lines) for name in summed},
        mixed=mixed,
        coverage=coverage(
            programme, table.id, frozenset(no_rows["unit_code"]) | {line.unit for line in lines}
        ),
    )


def _lines(rows: pd.DataFrame) -> list[_Line]:
    texts: dict[tuple[str, str, int], dict[str, str]] = {}
    numbers: dict[tuple[str, str, int], dict[str, int]] = {}
    columns = ("unit_code", "file", "row", "part", "text", "value")
    for code, file, row, part, text, value in zip(*(rows[c] for c in columns), strict=True):
        key = (code, file, row)
        if value is None:
            texts.setdefault(key, {})[part] = text
        else:
            numbers.setdefault(key, {})[part] = value
    lines = [_Line(key[0], texts.get(key, {}), numbers.get(key, {})) for key in texts | numbers]
    # Of a row that two sheets dispute nothing is left.
    return [line for line in lines if line.numbers or any(line.texts.values())]


def _alike(lines: Sequence[_Line], table: Table) -> list[list[_Line]]:
    """The lines by what they say; case, spaces and a last full stop are overlooked."""
    keys = [column.id for column in table.columns if column.merge in ("name", "detail", "unit")]
    found: dict[tuple[str, ...], list[_Line]] = {}
    for line in lines:
        key = tuple(loose(line.texts.get(column, "")) for column in keys)
        found.setdefault(key, []).append(line)
    order = {choice: place for place, choice in enumerate(_names(lines, table))}
    return sorted(found.values(), key=lambda alike: order[_said(alike, table, "name")])


def _names(lines: Sequence[_Line], table: Table) -> list[str]:
    return list(dict.fromkeys(_said([line], table, "name") for line in lines))


def _said(lines: Sequence[_Line], table: Table, merge: str) -> str:
    """What the first of `lines` says in the column of that kind."""
    for column in table.columns:
        if column.merge == merge:
            return lines[0].texts.get(column.id, "")
    return ""


def _group(lines: Sequence[_Line], table: Table, programme: Programme) -> Group:
    return Group(
        name=programme.row_title(table, lines[0].texts),
        unit=_said(lines, table, "unit"),
        numbers={c.id: _add(lines, c.id) for c in table.columns if c.merge == "sum"},
        unions={c.id: _union(lines, c) for c in table.columns if c.merge == "union"},
        units=tuple(dict.fromkeys(line.unit for line in lines)),
    )


def _union(lines: Sequence[_Line], column: Column) -> str:
    said = sorted({line.texts[column.id] for line in lines if line.texts.get(column.id)})
    return ", ".join([*said[:1], *map(lower_first, said[1:])])


def _add(lines: Sequence[_Line], column_id: str) -> int | None:
    given = [line.numbers[column_id] for line in lines if column_id in line.numbers]
    return sum(given) if given else None


def _measured(table: Table) -> str:
    """The ``sum`` column that a ``unit`` column gives the measure of: the one before it."""
    before = ""
    for column in table.columns:
        if column.merge == "unit":
            return before
        before = column.id
    return ""
