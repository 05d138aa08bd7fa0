"""Numbers of a sentence that a table states, too: in the row that the sentence names."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bdg_excel.verify import naming
from bdg_excel.verify.grids import Grid
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.relations import Relation
from bdg_excel.verify.shape import COUNT, PERCENT, RATIO, Shape


def mentions(sentences: Iterable[Shape], grids: Sequence[Grid]) -> Iterator[Relation]:
    """The numbers of `sentences` that repeat a cell of a row whose words they say."""
    rows = _rows_by_word(grids)
    for shape in sentences:
        said = frozenset(naming.content(shape.text))
        named = [row for word in said for row in rows.get(word, ()) if row.words <= said]
        for row in sorted(named, key=lambda row: row.order):
            yield from _repeated(shape, row.grid, row.number)


class _Row(NamedTuple):
    order: int
    grid: Grid
    number: int
    words: frozenset[str]


def _rows_by_word(grids: Sequence[Grid]) -> Mapping[str, list[_Row]]:
    """The rows of two words and more, each under one of them: few are looked at for a sentence."""
    found: dict[str, list[_Row]] = defaultdict(list)
    every = [(grid, row) for grid in grids for row in grid.rows]
    for order, (grid, row) in enumerate(every):
        words = frozenset(naming.content(grid.labels[row]))
        if len(words) > 1:
            found[min(words)].append(_Row(order, grid, row, words))
    return found


def _repeated(shape: Shape, grid: Grid, row: int) -> Iterator[Relation]:
    cells = [number for column in grid.columns if (number := grid.numbers.get((row, column)))]
    for place in shape.places(COUNT + PERCENT + RATIO):
        for number in shape.items[place]:
            alike = [cell for cell in cells if _same(number, cell)]
            yield from (Relation("equal", (number, cell)) for cell in alike[:1])


def _same(number: Number, cell: Number) -> bool:
    rates = number.cls == "percent", cell.cls == "percent"
    return number.value == cell.value and rates[0] == rates[1] and bool(number.value)
