"""Totals, shares and differences in tables: a column's rule is what most of its rows obey."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from bdg_excel.verify.grids import Grid
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.relations import Relation, holds
from bdg_excel.verify.repairs import slip

_AVERAGE = re.compile(
    r"năng suất|bình quân|trung bình|tỷ lệ|tỉ lệ|mức |đơn giá|%|tỷ trọng|chỉ số|xếp"
)
_MAIN_ROW = re.compile(r"[IVX]+\.?|[A-ZĐ]\.?")
_WIDEST = 14

Rule = Callable[[int], Relation | None]
"""The relation that a rule states for one row, if its cells are all there."""


def tables(grid: Grid) -> list[Relation]:
    """The relations between the cells of `grid`."""
    return [*_down(grid), *_across(grid), *_percents(grid)]


def _down(grid: Grid) -> Iterator[Relation]:
    """Rows that are totals of others."""
    for total in grid.totals:
        best: list[Relation] = []
        for parts in _part_rows(grid, total):
            relations = [
                relation
                for column in grid.columns
                if (relation := _column_sum(grid, column, total, parts)) is not None
            ]
            if sum(map(holds, relations)) > sum(map(holds, best)) or not best:
                best = relations
        some = any(map(holds, best))
        yield from (r for r in best if holds(r) or some or slip(r) or _likely(r))


def _likely(relation: Relation) -> bool:
    """Is the total near enough to the parts' sum to have been meant as it?"""
    total, *parts = (term.value or Fraction(0) for term in relation.terms)
    return bool(total) and 2 * abs(total - sum(parts, Fraction(0))) < abs(total)


def _part_rows(grid: Grid, total: int) -> Iterator[list[int]]:
    """Which rows a total may be made of: the main ones, all above it, all below it."""
    totals = set(grid.totals)
    others = [row for row in grid.rows if row not in totals]
    main = [row for row in others if _MAIN_ROW.fullmatch(grid.marks[row])]
    above = [row for row in others if row < total]
    below = [row for row in others if row > total]
    for rows in (above, below, main):
        if len(rows) > 1:
            yield rows
    earlier = [row for row in totals if row < total]
    if earlier:
        yield [row for row in above if row > max(earlier)]
        if len(earlier) > 1:
            yield earlier


def _column_sum(grid: Grid, column: int, total: int, parts: Sequence[int]) -> Relation | None:
    if _AVERAGE.search(grid.headers.get(column, "")):
        return None
    whole = grid.numbers.get((total, column))
    cells = grid.cells(column, parts)
    given = [cell for cell in cells if cell is not None]
    blanks = sum(bool(grid.texts.get((row, column), "").strip(" -–")) for row in parts) - len(given)
    if whole is None or whole.cls == "percent" or len(given) < 2 or blanks:
        return None
    return Relation("sum", (whole, *given))


def _across(grid: Grid) -> Iterator[Relation]:
    """Columns that are sums or differences of others, or stocks with what came and went."""
    columns = [c for c in grid.columns if not _is_percent(grid, c)][:_WIDEST]
    accepted: set[frozenset[int]] = set()
    for rule_columns, rule in _sum_rules(grid, columns):
        relations = _obeyed(grid, rule)
        key = frozenset(rule_columns)
        if relations and not any(key <= other or other <= key for other in accepted):
            accepted.add(key)
            yield from relations


def _sum_rules(grid: Grid, columns: Sequence[int]) -> Iterator[tuple[tuple[int, ...], Rule]]:
    """Every way in which one column may be made of others, the widest first."""
    for width in range(len(columns) - 1, 2, -1):
        for first in range(len(columns) - width + 1):
            parts = tuple(columns[first : first + width])
            for total in (c for c in columns if c not in parts):
                yield (total, *parts), _row_rule(grid, "sum", (total, *parts))
    for total, one, other in itertools.permutations(columns, 3):
        if one < other:
            yield (total, one, other), _row_rule(grid, "sum", (total, one, other))
    if any(_AVERAGE.search(grid.headers.get(column, "")) for column in columns):
        yield from _product_rules(grid, columns)
    for start, came, went, end in itertools.combinations(columns, 4):
        yield (end, start, came, went), _row_rule(grid, "flow", (end, start, came, went))


def _row_rule(grid: Grid, kind: str, columns: Sequence[int]) -> Rule:
    def rule(row: int) -> Relation | None:
        cells = [grid.numbers.get((row, column)) for column in columns]
        found = [cell for cell in cells if cell is not None]
        if len(found) < len(cells):
            return None
        return Relation(kind, tuple(found))  # type: ignore[arg-type]

    return rule


def _product_rules(grid: Grid, columns: Sequence[int]) -> Iterator[tuple[tuple[int, ...], Rule]]:
    """Area times yield, number times price: with the factors between their units."""
    for total, count, each in itertools.permutations(columns, 3):
        if count < each:
            for factor in (Fraction(1), Fraction(1, 10), Fraction(1, 1000)):
                yield (total, count, each), _product_rule(grid, (total, count, each), factor)


def _product_rule(grid: Grid, columns: Sequence[int], factor: Fraction) -> Rule:
    plain = _row_rule(grid, "product", columns)

    def rule(row: int) -> Relation | None:
        relation = plain(row)
        return None if relation is None else replace(relation, factor=factor)

    return rule


def _obeyed(grid: Grid, rule: Rule) -> list[Relation]:
    """The relations of `rule` for every row, if most rows obey it (never fewer than two)."""
    relations: list[Relation] = []
    obeyed = 0
    for seen, row in enumerate(grid.rows):
        relation = rule(row)
        if relation is None:
            continue
        relations.append(relation)
        obeyed += _telling(relation) and holds(relation)
        if seen >= 3 and not obeyed:
            return []  # of the first four rows none obeys: the rest need not be looked at
    if obeyed >= 2 and 2 * obeyed >= len(relations):
        return relations
    return []


def _telling(relation: Relation) -> bool:
    """Could the relation fail? One of zeros alone says nothing."""
    return sum(bool(term.value) for term in relation.terms) >= 2


def _is_percent(grid: Grid, column: int) -> bool:
    cells = [number for (_, at), number in grid.numbers.items() if at == column]
    return sum(cell.cls == "percent" for cell in cells) * 2 > len(cells)


def _percents(grid: Grid) -> Iterator[Relation]:
    """Columns of percentages, by the pair of columns that explains most of their rows."""
    columns = list(grid.columns[:_WIDEST])
    plain = [column for column in columns if not _is_percent(grid, column)]
    for percent in (column for column in columns if _is_percent(grid, column)):
        best: list[Relation] = []
        for rule in _percent_rules(grid, percent, plain):
            relations = _obeyed(grid, rule)
            if sum(map(holds, relations)) > sum(map(holds, best)):
                best = relations
        yield from best


def _percent_rules(grid: Grid, percent: int, plain: Sequence[int]) -> Iterator[Rule]:
    nearest = sorted(plain, key=lambda column: (column > percent, abs(percent - column)))
    for part, whole in itertools.permutations(nearest, 2):
        yield _row_rule(grid, "share", (part, whole, percent))
        yield _row_rule(grid, "change", (part, whole, percent))
    for part in nearest:
        for total in grid.totals:
            whole_cell = grid.numbers.get((total, part))
            if whole_cell is not None:
                yield _share_of(grid, part, percent, whole_cell)


def _share_of(grid: Grid, part: int, percent: int, whole: Number) -> Rule:
    def rule(row: int) -> Relation | None:
        one, share = grid.numbers.get((row, part)), grid.numbers.get((row, percent))
        if one is None or share is None:
            return None
        return Relation("share", (one, whole, share))

    return rule
