"""Numbers of a sentence that a table states, too: in the row that the sentence names."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bdg_excel.verify import naming
from bdg_excel.verify.grids import Grid
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.relations import Relation
from bdg_excel.verify.shape import COUNT, PERCENT, RATIO, Shape


class Row(NamedTuple):
    """A row of a table with the telling words of its label; `order` among those of all tables."""

    order: int
    grid: Grid
    number: int
    words: frozenset[str]


Rows = Mapping[str, Sequence[Row]]


def rows_by_word(grids: Sequence[Grid]) -> Rows:
    """The rows of two words and more, each under the rarest of them: few share it."""
    every = ((grid, row) for grid in grids for row in grid.rows)
    rows = [
        Row(order, grid, row, frozenset(naming.content(grid.labels[row])))
        for order, (grid, row) in enumerate(every)
    ]
    often = Counter(word for row in rows for word in row.words)
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if len(row.words) > 1:
            found[min(row.words, key=lambda word: (often[word], word))].append(row)
    return found


def mentions(shape: Shape, rows: Rows) -> Iterator[Relation]:
    """The numbers of `shape` that repeat a cell of one of `rows` whose words it says."""
    said = frozenset(naming.content(shape.text))
    named = [row for word in said for row in rows.get(word, ()) if row.words <= said]
    for row in sorted(named, key=lambda row: row.order):
        yield from _repeated(shape, row.grid, row.number)


def _repeated(shape: Shape, grid: Grid, row: int) -> Iterator[Relation]:
    cells = [number for column in grid.columns if (number := grid.numbers.get((row, column)))]
    for place in shape.places(COUNT + PERCENT + RATIO):
        for number in shape.items[place]:
            alike = [cell for cell in cells if _same(number, cell)]
            yield from (Relation("equal", (number, cell)) for cell in alike[:1])


def _same(number: Number, cell: Number) -> bool:
    rates = number.cls == "percent", cell.cls == "percent"
    return number.value == cell.value and rates[0] == rates[1] and bool(number.value)
