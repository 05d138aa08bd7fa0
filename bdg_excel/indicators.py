"""What the report says, computed from the merged values: one function per kind of indicator.

A percentage is a ratio of sums over the units that gave both numbers, as an exact fraction, rounded
half up once, when it is printed.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

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


_Item = TypeVar("_Item")
_Cell = tuple[str, int]
"""Where an answer to a question stands: the unit's code and the row of its table."""


class _Answers:
    """The answers that count, looked up by ``field.part``: at most one of a cell to each."""

    def __init__(self, known: pd.DataFrame, programme: Programme) -> None:
        self.programme = programme
        self._cells: list[_Cell] = list(zip(known["unit_code"], known["row"], strict=True))
        self._values, self._texts = known["value"].tolist(), known["text"].tolist()
        self._places = known.groupby(["field", "part"], sort=False).indices
        listed = known[known["row"] > 0]
        self._writers: dict[str, set[str]] = {}
        for table, unit in zip(listed["field"], listed["unit_code"], strict=True):
            self._writers.setdefault(table, set()).add(unit)

    def numbers(self, ref: str) -> dict[_Cell, Exact]:
        """Those answers to `ref` that are numbers."""
        found = self._found(ref, self._values)
        return {cell: value for cell, value in found.items() if value is not None}

    def texts(self, ref: str) -> dict[_Cell, str]:
        """The answers to `ref` as they were typed."""
        return self._found(ref, self._texts)

    def _found(self, ref: str, column: Sequence[_Item]) -> dict[_Cell, _Item]:
        field, _, part = ref.partition(".")
        places = self._places.get((field, part), ())
        found = {self._cells[at]: column[at] for at in places}
        if len(found) < len(places):
            raise ValueError(f"two answers to {ref} of one unit and row: one would be lost")
        return found

    def writers(self, table: str) -> frozenset[str]:
        """The codes of the units that wrote rows into `table`."""
        return frozenset(self._writers.get(table, ()))


def _units(cells: Iterable[_Cell]) -> frozenset[str]:
    return frozenset(unit for unit, _ in cells)


def _sum(part: IndicatorPart, answers: _Answers) -> Result:
    """Σ over the units that gave a number; for a table see `_reported`."""
    numbers = answers.numbers(part.of)
    units = _units(numbers)
    name, _, _ = part.of.partition(".")
    if answers.programme.is_table(name):
        units = _reported(name, units, answers)
    if not numbers and not units:
        return Result(None, None, units)
    measures = _by_measure(numbers, answers.texts(part.by)) if part.by else ()
    total = None if len(measures) > 1 else sum(numbers.values())
    return Result(total, None, units, measures)


def _reported(table: str, gave: frozenset[str], answers: _Answers) -> frozenset[str]:
    """The units that are in a table's sum: those that `gave` a number, and those with nothing.

    Không in answer to the table's question is a zero, but only of a unit that wrote no rows.
    """
    asked = answers.numbers(f"{table}.{HAS_ROWS}")
    none = _units(cell for cell, value in asked.items() if value == 0)
    return gave | (none - answers.writers(table))


def _by_measure(
    numbers: dict[_Cell, Exact], measures: dict[_Cell, str]
) -> tuple[tuple[str, Exact], ...]:
    """The sums by unit of measure: sessions are not added to articles."""
    alike: dict[str, list[tuple[str, Exact]]] = {}
    for cell, value in numbers.items():
        measure = measures.get(cell, "")
        alike.setdefault(loose(measure), []).append((measure, value))
    return tuple(
        (alike[name][0][0], sum(value for _, value in alike[name])) for name in sorted(alike)
    )


def _share(part: IndicatorPart, answers: _Answers) -> Result:
    """Σ numerator / Σ denominator over the units that gave both."""
    pieces, wholes = answers.numbers(part.of), answers.numbers(str(part.per))
    both = [cell for cell in pieces if cell in wholes]
    if not both:
        return Result(None, None, frozenset())
    # Python's own sums: exact for any size, where a frame's would pass through machine numbers.
    return Result(
        sum(pieces[cell] for cell in both), sum(wholes[cell] for cell in both), _units(both)
    )


def _yes_count(part: IndicatorPart, answers: _Answers) -> Result:
    """The units that answer yes, of those that answered."""
    numbers = answers.numbers(part.of)
    if not numbers:
        return Result(None, None, frozenset())
    return Result(sum(numbers.values()), len(numbers), _units(numbers))


def _single(part: IndicatorPart, answers: _Answers) -> Result:
    """The one office's own number: nothing to add up, nothing to average."""
    numbers = answers.numbers(part.of)
    if not numbers:
        return Result(None, None, frozenset())
    field, _, _ = part.of.partition(".")
    of_hundred = answers.programme.field(field).kind == "percent"
    return Result(next(iter(numbers.values())), 100 if of_hundred else None, _units(numbers))


_KINDS: dict[str, Callable[[IndicatorPart, _Answers], Result]] = {
    "sum": _sum,
    "share": _share,
    "yes_count": _yes_count,
    "single": _single,
}


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
