"""What is said to be the highest or the lowest: of a table, or of the two ends named together."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bdg_excel.verify import naming
from bdg_excel.verify.grids import Grid
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.relations import Relation
from bdg_excel.verify.shape import COUNT, PERCENT, Shape, pattern

_MOST = r"cao nhất|nhiều nhất|lớn nhất|đông nhất|dẫn đầu"
_LEAST = r"thấp nhất|ít nhất|nhỏ nhất"
_EXTREME = pattern(
    rf"[^;,.\ue000-\ue004]*(?P<v>{_MOST}|{_LEAST})[^;,.\ue000-\ue004]{{0,60}}?"
    rf"(?:\(|với|là|đạt|có|:)\s*(?:[^\W\d]+\s){{0,3}}?(?P<n>NP)"
)


class Claim(NamedTuple):
    """`number` is the highest (or not `most`: the lowest) of what `words` of a sentence name."""

    number: Number
    words: str
    sentence: str
    most: bool


def extremes(shape: Shape, grids: Sequence[Grid]) -> Iterator[Relation]:
    """The highest and the lowest that `shape` names, held against each other and the tables."""
    found = list(_EXTREME.finditer(shape.text))
    for match in found:
        number = shape.number(match.start("n"))
        for grid in grids:
            claim = Claim(number, match.group(), shape.text, _is_most(match["v"]))
            yield from _in_table(grid, claim)
    ends = {_is_most(match["v"]): shape.number(match.start("n")) for match in found}
    if len(found) == len(ends) == 2 and _comparable(ends[True], ends[False]):
        yield Relation("order", (ends[True], ends[False]))


def _is_most(verb: str) -> bool:
    return re.fullmatch(_MOST, verb) is not None


def _comparable(one: Number, other: Number) -> bool:
    return one.cls == other.cls and one.unit == other.unit


def _in_table(grid: Grid, claim: Claim) -> Iterator[Relation]:
    """What a table says of the claim that a row of it is the end of a column."""
    number, most = claim.number, claim.most
    for row in grid.rows:
        if row in grid.totals or not _names(grid.labels[row], claim.words):
            continue
        column = _column(grid, row, claim)
        if column is None:
            continue
        cell = grid.numbers[row, column]
        yield Relation("equal", (number, cell))
        others = [
            grid.numbers[at, column]
            for at in grid.rows
            if at not in grid.totals and at != row and (at, column) in grid.numbers
        ]
        if len(others) > 1 and number.value == cell.value:
            worst = (max if most else min)(others, key=lambda other: other.value or 0)
            terms = (number, worst) if most else (worst, number)
            yield Relation("order", terms, sign=1 if most else -1)


def _names(label: str, words: str) -> bool:
    return len(label) > 3 and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", words) is not None


def _column(grid: Grid, row: int, claim: Claim) -> int | None:
    """The one column that holds the claim's number in `row`, or whose header it names."""
    number = claim.number
    kind = PERCENT if number.cls == "percent" else COUNT
    alike = {
        column: cell
        for column in grid.columns
        if (cell := grid.numbers.get((row, column))) is not None
        and (PERCENT if cell.cls == "percent" else COUNT) == kind
    }
    said = set(naming.content(claim.sentence))
    named = [c for c in alike if set(naming.content(grid.headers[c])) <= said]
    equal = [c for c, cell in alike.items() if cell.value == number.value]
    if len(equal) == 1 and (equal[0] in named or len(alike) == 1):
        return equal[0]
    return named[0] if not equal and len(named) == 1 else None
