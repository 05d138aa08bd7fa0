"""What somebody typed over the form's own totals, which stand above the rows of a table.

These are formulas, and the first reader hands over their results alone. A number that is what the
rows come to is taken for a result; where it is another, the file is asked for the formula.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from bdg_excel.findings import Finding, finding
from bdg_excel.reader.answers.body import Body
from bdg_excel.reader.answers.lines import Line
from bdg_excel.reader.files.workbook import Raw, address
from bdg_excel.text import number as printed
from bdg_excel.values.evaluation import parse
from bdg_excel.values.typed import as_shown

HasFormula = Callable[[str, str], bool | None]
"""``has_formula(sheet, cell)``: whether a formula gave what stands there; None: nobody can tell."""


def unknown_formula(sheet: str, cell: str) -> None:
    """What a file tells of its formulas that holds values alone."""
    del sheet, cell


class OwnTotals(NamedTuple):
    """The form's row of totals in a file: what it holds, by column, above the `lines` of `body`."""

    row: int
    cells: Mapping[int, Raw]
    body: Body
    lines: Sequence[Line]
    has_formula: HasFormula

    def typed(self, *, thorough: bool = False) -> list[int]:
        """The columns whose number is no formula's; `thorough`: the file is asked for each."""
        columns, sums = self.body.columns, self.body.sums.by_column
        mine = {name: columns[name] for name in self._summed}
        mine = {name: at for name, at in mine.items() if type(self.cells.get(at)) is float}
        if not thorough and all(self.cells[at] == sums.get(name) for name, at in mine.items()):
            return []
        return [at for name, at in mine.items() if not self._is_result(at, name)]

    def told(self, typed: Sequence[int], words: Collection[int]) -> Finding | None:
        """What is to be said of the `typed` numbers, and of `words` that the form has not there.

        What may be a row is held by the table's body.
        """
        filled = sorted({*typed, *words})
        if not typed and len(filled) < 2:
            return None
        asked = {*filled} & set(self.body.columns.values())
        where = self.body.place._replace(cell=address(self.row, min(asked or filled)))
        found = " | ".join(as_shown(self.cells[column]) for column in filled)
        names = [name for name in self._summed if self.body.columns[name] in typed]
        sums = self.body.sums.by_column
        if words or any(sums.get(name) is None for name in names):
            columns = self.body.columns.items()
            mine = {name: self.cells[at] for name, at in columns if at in filled}
            self.body.hold(self.row, mine)
            return finding("row_in_total_place", where, found, len(filled))
        gaps = "; ".join(gap for name in names if (gap := self._gap(name)))
        code = "total_overwritten" if gaps else "typed_total"
        return finding(code, where, found, len(filled), gaps=gaps)

    @property
    def _summed(self) -> list[str]:
        return [name for name in self.body.parts.summed if name in self.body.columns]

    def _is_result(self, column: int, name: str) -> bool:
        known = self.has_formula(self.body.place.sheet, address(self.row, column))
        return self._adds_up(column, name) if known is None else known

    def _adds_up(self, column: int, name: str) -> bool:
        """Whether the total is what the rows come to, as we read them or as a program adds them."""
        told = self.cells[column]
        if told == (self.body.sums.by_column.get(name) or 0):  # an .xls holds "" as 0
            return True
        numbers = {line.row: line.cells[name] for line in self.lines}
        added = {row: number for row, number in numbers.items() if type(number) is float}
        last = self.row + self.body.sheet.table.rows  # as far as the form's formula reaches
        prepared = (number for row, number in added.items() if row <= last)
        return bool(added) and told in (fsum(added.values()), fsum(prepared))

    def _gap(self, name: str) -> str:
        slot, total = self.body.sheet.row_slots[name], self.body.sums.by_column[name]
        raw = self.cells[self.body.columns[name]]
        if raw == total:
            return ""
        told = parse(raw, slot).number
        ours = as_shown(raw) if told is None else printed(told)
        return f"{slot.label} ghi {ours}, các dòng được tính cộng lại {printed(total or 0)}"
