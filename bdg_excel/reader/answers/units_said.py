"""In which thousands or millions a sheet now says that an answer is, where the form asks for ones.

Of money any remark beside or above tells it: ``ĐVT: 1.000 đồng``. Of what is counted only the
column of the units does: elsewhere *1.000 người* may be a remark on the number itself.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bdg_excel.layout import MEASURE, STATIC, Slot
from bdg_excel.reader.answers.maps import Map
from bdg_excel.reader.files.workbook import Rows
from bdg_excel.values.typed import as_typed
from bdg_excel.values.units import count_multiplier, multiplier


class _Way(NamedTuple):
    """How answers of one kind are looked at: by what a text multiplies, and where it may stand."""

    times: Callable[[str], int]
    may_stand_in: Callable[[int], bool]


class UnitsSaid:
    """What the rows of a sheet say of the units of the answers in them, and below them."""

    def __init__(self, found: Map, rows: Rows) -> None:
        self._roles, self._rows = found.roles, rows
        asked = {column for name, column in found.columns.items() if not name.startswith("_")}
        measures = found.columns.get(MEASURE)
        self._ways = {
            "money": _Way(multiplier, lambda column: column not in asked),
            "count": _Way(count_multiplier, lambda column: column == measures),
        }
        self._above: dict[str, list[tuple[int, str]]] = {}

    def beside(self, row: int, slot: Slot) -> str:
        """The unit of the answer to `slot` in `row`, by the row itself, else by what is above.

        '' where that is none of thousands or millions, or the form's own.
        """
        way = self._ways.get(slot.kind)
        if way is None:
            return ""
        above = (text for at, text in reversed(self._headings(slot.kind, way)) if at < row)
        said = next(self._said(row, way), "") or next(above, "")
        return said if way.times(said) != way.times(slot.unit) else ""

    def _headings(self, kind: str, way: _Way) -> list[tuple[int, str]]:
        """The units that the rows without questions name, from the top down."""
        if kind not in self._above:
            roles = enumerate(self._roles)
            static = [row for row, role in roles if not role or role[0] == STATIC]
            self._above[kind] = [(row, text) for row in static for text in self._said(row, way)]
        return self._above[kind]

    def _said(self, row: int, way: _Way) -> Iterator[str]:
        for column, cell in enumerate(self._rows[row]):
            if isinstance(cell, str | float) and cell and way.may_stand_in(column):
                text = as_typed(cell)
                if way.times(text) > 1:
                    yield text
