"""What the report says, computed from the merged values: one function per kind of indicator.

A percentage is a ratio of sums over the units that gave both numbers, as an exact fraction, rounded
half up once, when it is printed.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import pandas as pd

from bdg_excel.coverage import Coverage, coverage
from bdg_excel.layout import HAS_ROWS
from bdg_excel.merged import answered
from bdg_excel.programme import Indicator, IndicatorPart, Programme
from bdg_excel.rows import Exact
from bdg_excel.text import loose, number, percent, rounded

NO_FIGURE = "chưa có số liệu"
"""What is printed where no unit has answered: never a zero."""


class Figure(NamedTuple):
    """A computed part of an indicator.

    `value` is the number itself (a count, đồng, per cent of a ``single`` percentage), None where
    nobody answered; `percent` is rounded to the round's decimals, None where there is no whole.
    """

    indicator: str
    part: str
    label: str
    value: Exact | None
    numerator: Exact | None
    denominator: Exact | None
    percent: Decimal | None
    printed: str
    coverage: Coverage


class Result(NamedTuple):
    """What a kind of indicator gives: exact sums, and the codes of the units that are in them."""

    numerator: Exact | None
    denominator: Exact | None
    units: frozenset[str]
    measures: tuple[tuple[str, Exact], ...] = ()


def figures(frame: pd.DataFrame, programme: Programme) -> tuple[Figure, ...]:
    """Every indicator of `programme` from the merged values, in the definition's order."""
    answers = _Answers(answered(frame), programme)
    return tuple(
        _figure(indicator, part, _KINDS[part.kind](part, answers), programme)
        for indicator in programme.indicators
        for part in indicator.parts
    )


class _Answers:
    """The answers that count, looked up by ``field.part``."""

    def __init__(self, known: pd.DataFrame, programme: Programme) -> None:
        self.programme = programme
        columns = ["unit_code", "row", "value", "text"]
        self._none = known.iloc[:0][columns]
        self._by_question = {
            f"{field}.{part}": rows[columns]
            for (field, part), rows in known.groupby(["field", "part"], sort=False)
        }
        listed = known[known["row"] > 0]
        self._writers = {
            str(table): frozenset(rows["unit_code"])
            for table, rows in listed.groupby("field", sort=False)
        }

    def of(self, ref: str) -> pd.DataFrame:
        """All answers to `ref`: columns unit_code, row, value, text."""
        return self._by_question.get(ref, self._none)

    def numbers(self, ref: str) -> pd.DataFrame:
        """Those answers to `ref` that are numbers."""
        rows = self.of(ref)
        return rows[rows["value"].notna()]

    def writers(self, table: str) -> frozenset[str]:
        """The codes of the units that wrote rows into `table`."""
        return self._writers.get(table, frozenset())


def _sum(part: IndicatorPart, answers: _Answers) -> Result:
    """Σ over the units that gave a number; for a table see `_reported`."""
    rows = answers.numbers(part.of)
    units = frozenset(rows["unit_code"])
    name, _, _ = part.of.partition(".")
    if answers.programme.is_table(name):
        units = _reported(name, rows, answers)
    if rows.empty and not units:
        return Result(None, None, units)
    measures = _by_measure(rows, answers.of(part.by)) if part.by else ()
    total = None if len(measures) > 1 else _total(rows)
    return Result(total, None, units, measures)


def _reported(table: str, rows: pd.DataFrame, answers: _Answers) -> frozenset[str]:
    """The units that are in a table's sum.

    Không in answer to the table's question is a zero, but only of a unit that wrote no rows.
    """
    asked = answers.of(f"{table}.{HAS_ROWS}")
    none = frozenset(asked["unit_code"][asked["value"] == 0])
    return frozenset(rows["unit_code"]) | (none - answers.writers(table))


def _by_measure(rows: pd.DataFrame, measures: pd.DataFrame) -> tuple[tuple[str, Exact], ...]:
    """The sums by unit of measure: sessions are not added to articles."""
    named = rows.merge(measures, on=["unit_code", "row"], how="left", suffixes=("", "_of"))
    named["text_of"] = named["text_of"].fillna("")
    groups = named.groupby(named["text_of"].map(loose), sort=True)
    return tuple((str(group["text_of"].iloc[0]), _total(group)) for _, group in groups)


def _share(part: IndicatorPart, answers: _Answers) -> Result:
    """Σ numerator / Σ denominator over the units that gave both."""
    both = answers.numbers(part.of).merge(answers.numbers(str(part.per)), on=["unit_code", "row"])
    if both.empty:
        return Result(None, None, frozenset())
    return Result(_add(both["value_x"]), _add(both["value_y"]), frozenset(both["unit_code"]))


def _yes_count(part: IndicatorPart, answers: _Answers) -> Result:
    """The units that answer yes, of those that answered."""
    rows = answers.numbers(part.of)
    if rows.empty:
        return Result(None, None, frozenset())
    return Result(_total(rows), len(rows), frozenset(rows["unit_code"]))


def _single(part: IndicatorPart, answers: _Answers) -> Result:
    """The one office's own number: nothing to add up, nothing to average."""
    rows = answers.numbers(part.of)
    if rows.empty:
        return Result(None, None, frozenset())
    field, _, _ = part.of.partition(".")
    of_hundred = answers.programme.field(field).kind == "percent"
    return Result(rows["value"].iloc[0], 100 if of_hundred else None, frozenset(rows["unit_code"]))


_KINDS: dict[str, Callable[[IndicatorPart, _Answers], Result]] = {
    "sum": _sum,
    "share": _share,
    "yes_count": _yes_count,
    "single": _single,
}


def _total(rows: pd.DataFrame) -> Exact:
    return _add(rows["value"])


def _add(values: Iterable[Any]) -> Exact:
    # Python's own sum: exact for any size, where a frame's would pass through machine numbers.
    total: Exact = sum(values)
    return total


def _figure(
    indicator: Indicator, part: IndicatorPart, result: Result, programme: Programme
) -> Figure:
    name, _, _ = part.of.partition(".")
    ratio = _ratio(result)
    decimals = programme.round.decimals
    return Figure(
        indicator=indicator.id,
        part=part.id,
        label=indicator.label,
        value=result.numerator,
        numerator=result.numerator,
        denominator=result.denominator,
        percent=None if ratio is None else rounded(ratio * 100, decimals),
        printed=_printed(part, result, ratio, decimals),
        coverage=coverage(programme, name, result.units),
    )


def _ratio(result: Result) -> Fraction | None:
    if result.numerator is None or not result.denominator:
        return None
    return Fraction(result.numerator) / Fraction(result.denominator)


def _printed(part: IndicatorPart, result: Result, ratio: Fraction | None, decimals: int) -> str:
    if len(result.measures) > 1:
        return "; ".join(f"{number(total)} {measure}".strip() for measure, total in result.measures)
    if result.numerator is None:
        return NO_FIGURE
    if part.nil and result.numerator == 0:
        return part.nil
    shown = number(result.numerator, part.pad)
    whole = "" if result.denominator is None else number(result.denominator, part.pad)
    if ratio is None and "{percent}" in part.print:
        return f"{shown}/{whole}"  # nobody to be a share of: the two numbers say so
    return part.print.format(
        value=shown,
        numerator=shown,
        denominator=whole,
        percent="" if ratio is None else percent(ratio, decimals),
        unit=result.measures[0][0] if result.measures else "",
    ).strip()
