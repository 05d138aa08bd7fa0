"""The rows of the CSV files that a run writes: the names of their fields are the columns."""

from decimal import Decimal
from typing import NamedTuple

Exact = int | Decimal
"""A number that no float has touched."""


class ValueRow(NamedTuple):
    """``values.csv``: one answer. `row` counts the rows of a table from 1; it is 0 elsewhere."""

    unit_code: str
    unit: str
    form: str
    field: str
    part: str
    row: int
    value: Exact | None
    text: str
    status: str
    file: str
    sheet: str
    cell: str


class FigureRow(NamedTuple):
    """``figures.csv``: one figure; `missing` are the codes of the units that are not in it."""

    indicator: str
    part: str
    value: Exact | None
    numerator: Exact | None
    denominator: Exact | None
    percent: Exact | None
    printed: str
    units_reported: int
    units_expected: int
    missing: tuple[str, ...]


class FindingRow(NamedTuple):
    """``findings.csv``: one finding, with its place."""

    code: str
    severity: str
    unit_code: str
    file: str
    sheet: str
    cell: str
    found: str
    message: str


class SourceRow(NamedTuple):
    """A file of the drop folder, in ``run.json`` under ``inputs``."""

    file: str
    sha256: str
    unit_code: str
    counted: bool
