"""Numbers of a sentence that a table states, too: in the row that the sentence names."""

from collections.abc import Iterator, Sequence

from bdg_excel.verify import naming
from bdg_excel.verify.grids import Grid
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.relations import Relation
from bdg_excel.verify.shape import COUNT, PERCENT, RATIO, Shape


def mentions(shape: Shape, grids: Sequence[Grid]) -> Iterator[Relation]:
    """The numbers of `shape` that repeat a cell of a row whose words it says."""
    said = set(naming.content(shape.text))
    for grid in grids:
        for row in grid.rows:
            label = set(naming.content(grid.labels[row]))
            if len(label) > 1 and label <= said:
                yield from _repeated(shape, grid, row)


def _repeated(shape: Shape, grid: Grid, row: int) -> Iterator[Relation]:
    cells = [number for column in grid.columns if (number := grid.numbers.get((row, column)))]
    for place in shape.places(COUNT + PERCENT + RATIO):
        for number in shape.items[place]:
            alike = [cell for cell in cells if _same(number, cell)]
            yield from (Relation("equal", (number, cell)) for cell in alike[:1])


def _same(number: Number, cell: Number) -> bool:
    rates = number.cls == "percent", cell.cls == "percent"
    return number.value == cell.value and rates[0] == rates[1] and bool(number.value)
