"""What the live checks and totals of a table sheet say."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.utility import xl_range, xl_range_abs, xl_rowcol_to_cell

from bdg_excel.form_words import DOUBT, RIGHT
from bdg_excel.layout import HAS_ROWS, NO, YES, Slot, TableSheet
from bdg_excel.template.given import Given, Raw, as_number
from bdg_excel.template.live import Live, Tally, doubts, on_sheet

_NO_BUT_ROWS = f"{DOUBT}: trả lời Không nhưng bên dưới vẫn có dòng (rows_despite_no)"
_YES_BUT_NONE = f"{DOUBT}: trả lời Có nhưng bên dưới chưa có dòng nào (no_rows_despite_yes)"


@dataclass(frozen=True)
class Filled:
    """A table sheet with its answers; `last_row` is the last row that has input cells."""

    sheet: TableSheet
    given: Given
    last_row: int

    @cached_property
    def rows(self) -> list[dict[str, Raw | None]]:
        """What the rows hold, by column id."""
        table, first = self.sheet.table.id, self.sheet.first_row
        return [
            {cell.part: self.given.look((table, cell.part, row)) for cell in self.sheet.cells}
            for row in range(1, self.last_row - first + 2)
        ]

    @property
    def started(self) -> list[dict[str, Raw | None]]:
        """The rows in which anything was typed."""
        return [row for row in self.rows if any(raw is not None for raw in row.values())]

    def column_range(self, column: int) -> str:
        """The input cells of one column, as the total above them names them."""
        return str(xl_range(self.sheet.first_row, column, self.last_row, column))

    @property
    def box(self) -> tuple[int, int, int, int]:
        """All input cells of the rows."""
        first = self.sheet.first_column
        return (self.sheet.first_row, first, self.last_row, first + len(self.sheet.cells) - 1)


def column_total(filled: Filled, column: int, slot: Slot) -> Live:
    """The sum of a column; nothing while no row gives a number, since blank is not zero."""
    cells = filled.column_range(column)
    raws = [row[slot.part] for row in filled.rows]
    numbers = [as_number(raw) for raw in raws if raw is not None and not isinstance(raw, str)]
    return Live(f'IF(COUNT({cells})=0,"",SUM({cells}))', sum(numbers) if numbers else "")


def asks_check(filled: Filled) -> Live:
    """Whether the answer to the table's question agrees with what stands below."""
    sheet = filled.sheet
    asked = str(xl_rowcol_to_cell(sheet.asks_row, sheet.asks_column))
    inside, word = xl_range(*filled.box), f"LOWER(TRIM({asked}))"
    formula = (
        f'IF(COUNTBLANK({asked})=1,"",'
        f'IF(AND({word}="{NO.lower()}",COUNTA({inside})>0),"{_NO_BUT_ROWS}",'
        f'IF(AND({word}="{YES.lower()}",COUNTA({inside})=0),"{_YES_BUT_NONE}","{RIGHT}")))'
    )
    return Live(formula, _asks_verdict(filled))


def _asks_verdict(filled: Filled) -> str:
    raw = filled.given.look((filled.sheet.table.id, HAS_ROWS, 0))
    if raw is None:
        return ""
    word = str(raw).strip().lower()
    if word == NO.lower() and filled.started:
        return _NO_BUT_ROWS
    if word == YES.lower() and not filled.started:
        return _YES_BUT_NONE
    return RIGHT


def missing_formula(filled: Filled, column: int) -> str:
    """Whether a row was begun but its cell in `column` left blank; for the first row."""
    first, left, _, right = filled.box
    cells = (xl_rowcol_to_cell(first, at, col_abs=True) for at in range(left, right + 1))
    return f'=AND({xl_rowcol_to_cell(first, column)}="",{"&".join(cells)}<>"")'


def table_tally(filled: Filled, check_box: tuple[int, int, int, int], check: Live) -> Tally:
    """How far the sheet is: its question, and the required cells of rows that were begun."""
    sheet = filled.sheet
    asked = xl_rowcol_to_cell(sheet.asks_row, sheet.asks_column, row_abs=True, col_abs=True)
    unanswered = filled.given.look((sheet.table.id, HAS_ROWS, 0)) is None
    formula = f"COUNTBLANK({on_sheet(sheet.name, str(asked))})"
    required = [cell for cell in sheet.cells if cell.required]
    if required:
        formula += f"+{_blank_in_rows(filled, required)}"
    gaps = sum(row[cell.part] is None for row in filled.started for cell in required)
    return Tally(Live(formula, int(unanswered) + gaps), doubts(sheet.name, check_box, [check]))


def _blank_in_rows(filled: Filled, required: Sequence[Slot]) -> str:
    sheet = filled.sheet
    columns = {
        cell.part: on_sheet(
            sheet.name,
            xl_range_abs(sheet.first_row, at, filled.last_row, at),
        )
        for at, cell in enumerate(sheet.cells, start=sheet.first_column)
    }
    begun = "&".join(columns.values())
    blanks = "+".join(f'({columns[cell.part]}="")' for cell in required)
    return f'SUMPRODUCT(({begun}<>"")*({blanks}))'
