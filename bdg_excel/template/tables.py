"""A sheet with one table: is there anything at all, headings, totals on top, rows to fill."""

from typing import NamedTuple

from bdg_excel.fitting import height
from bdg_excel.form_words import TOTAL_WORDS, column_heading, table_hint, table_title
from bdg_excel.layout import CHECK, HEAD, HINT, TABLE_HEAD, TITLE, TOTAL, UNIT_ROW, TableSheet
from bdg_excel.programme import Column
from bdg_excel.template.book import Book, Box, Sheet
from bdg_excel.template.cover import tally_on_cover
from bdg_excel.template.inputs import guard_input, write_input
from bdg_excel.template.live import Live, Tally
from bdg_excel.template.styles import TABLE_TAB
from bdg_excel.template.table_checks import (
    Filled,
    asks_check,
    column_total,
    missing_formula,
    table_tally,
)

_STT_WIDTH = 5
_SIDE_WIDTH = 30
"""The width of a column beside a table too narrow for what is told beside its question."""


def write_table(book: Book, page: TableSheet, place: int) -> Tally:
    """The sheet `page`, which stands at `place` in the form; says how far it is."""
    rows = book.given.rows(page.table.id, page.table.rows)
    filled = Filled(page, book.given, page.first_row + rows - 1)
    writer = _Writer(book, book.add_sheet(page.name, insert_rows=True), page, filled)
    writer.write_frame()
    check = writer.write_question()
    writer.write_heads()
    writer.write_rows()
    tally = table_tally(filled, writer.check_box, check)
    writer.write_status(tally_on_cover(place, tally))
    return tally


class _Writer(NamedTuple):
    book: Book
    sheet: Sheet
    page: TableSheet
    filled: Filled

    @property
    def columns(self) -> list[tuple[int, Column]]:
        """The table's columns with the places where they stand."""
        return list(enumerate(self.page.table.columns, start=self.page.first_column))

    @property
    def side(self) -> tuple[int, int]:
        """The columns right of the question, where the form says how far it is."""
        first = self.page.asks_column + 1
        return first, max(first, self.columns[-1][0])

    @property
    def check_box(self) -> Box:
        """Where the check of the question stands."""
        return (self.page.asks_row + 1, self.side[0], self.page.asks_row + 1, self.side[1])

    def write_frame(self) -> None:
        """Ids, titles, widths, and how the sheet looks on screen and on paper."""
        book, page = self.book, self.page
        beside = self.side[1] > self.columns[-1][0]
        ids = (page.marker, *page.columns[1:], *([CHECK] if beside else []))
        book.hide_ids(self.sheet, ids)
        self.sheet.set_column(1, 1, _STT_WIDTH)
        for place, column in self.columns:
            self.sheet.set_column(place, place, column.width)
        if beside:
            self.sheet.set_column(*self.side, _SIDE_WIDTH)
        title = table_title(page.table)
        self.write_line(page.title_row, TITLE, title, "title")
        about = book.about
        self.write_line(page.unit_row, UNIT_ROW, about, "subtitle", page.asks_column)
        self.sheet.freeze_panes(page.first_row, 0)
        book.set_up_page(self.sheet, landscape=True, heading=(page.head_row, page.total_row - 1))
        self.sheet.set_tab_color(TABLE_TAB)

    def write_line(self, row: int, row_id: str, text: str, style: str, last: int = 0) -> None:
        """A text over the columns up to `last`, or over all of them."""
        last = last or self.side[1]
        self.write_id(row, row_id)
        self.book.write(self.sheet, (row, 1, row, last), text, style)
        self.sheet.set_row(row, height([(text, self.width(1, last) * 0.85)], 24))

    def write_question(self) -> Live:
        """Whether there was anything at all, the check of the answer, and how to fill the rows."""
        page, row, at = self.page, self.page.asks_row, self.page.asks_column
        asks, hint = page.table.asks, table_hint(page.table)
        self.write_id(row, page.asks_id)
        left = max(at - 1, 1)
        self.book.write(self.sheet, (row, 1, row, left), asks, "question")
        self.sheet.set_row(row, height([(asks, self.width(1, left) * 0.95)], 26))
        write_input(self.book, self.sheet, (row, at, row, at), page.has_rows)
        guard_input(self.sheet, (row, at, row, at), page.has_rows)
        self.write_line(row + 1, HINT, hint, "hint", at)
        check = asks_check(self.filled)
        self.book.write_live(self.sheet, self.check_box, check, "check")
        self.book.colour_verdicts(self.sheet, self.check_box)
        return check

    def write_status(self, tally: Tally) -> None:
        """How far the sheet is, beside the unit; a click leads back to the cover."""
        row = self.page.unit_row
        self.book.write_status(self.sheet, (row, self.side[0], row, self.side[1]), tally)

    def write_heads(self) -> None:
        """Two levels of headings, and the totals under them."""
        page, upper, lower = self.page, self.page.head_row, self.page.total_row - 1
        self.write_id(upper, HEAD)
        self.write_id(lower, TABLE_HEAD)
        self.write_id(page.total_row, TOTAL)
        self.book.write(self.sheet, (upper, 1, lower, 1), "STT", "head")
        for first, last, group in self.groups():
            if group:
                self.book.write(self.sheet, (upper, first, upper, last), group, "head")
        for place, column in self.columns:
            top = lower if column.group else upper
            self.book.write(self.sheet, (top, place, lower, place), column_heading(column), "head")
        texts = [(column_heading(column), column.width * 0.85) for _, column in self.columns]
        both = height(texts, 44)
        self.sheet.set_row(upper, 22)
        self.sheet.set_row(lower, max(both - 22, 22))
        self.write_totals()

    def groups(self) -> list[tuple[int, int, str]]:
        """Neighbours with one group as (first column, last column, group)."""
        found: list[tuple[int, int, str]] = []
        for place, column in self.columns:
            if found and column.group and found[-1][2] == column.group:
                found[-1] = (found[-1][0], place, column.group)
            else:
                found.append((place, place, column.group))
        return found

    def write_totals(self) -> None:
        """The sums, above the rows so that they stay in sight."""
        row = self.page.total_row
        self.sheet.set_row(row, 22)
        self.sheet.write_blank(row, 1, None, self.book.styles["total"])
        for (place, column), slot in zip(self.columns, self.page.cells, strict=True):
            if column.merge == "sum":
                total = column_total(self.filled, place, slot)
                self.book.write_live(self.sheet, (row, place, row, place), total, "total_number")
            else:
                text = TOTAL_WORDS if place == self.page.first_column else ""
                self.book.write(self.sheet, (row, place, row, place), text, "total")

    def write_rows(self) -> None:
        """The rows to fill: ids, numbers, input cells with what they take."""
        first, _, last, _ = self.filled.box
        for row in range(first, last + 1):
            self.write_row(row, row - first + 1)
        for (place, column), slot in zip(self.columns, self.page.cells, strict=True):
            box = (first, place, last, place)
            guard_input(self.sheet, box, slot, list_id=column.choices, takes_unit=True)
            if column.required:
                formula = missing_formula(self.filled, place)
                self.book.colour_if(self.sheet, box, formula, "waiting")

    def write_row(self, row: int, number: int) -> None:
        """One row; its height is set only where it holds text, so that it grows with typing."""
        self.write_id(row, self.page.row_id(number))
        self.sheet.write_number(row, 1, number, self.book.styles["centre"])
        for place, slot in enumerate(self.page.cells, start=self.page.first_column):
            write_input(self.book, self.sheet, (row, place, row, place), slot, row=number)
        texts = self.texts(number)
        if texts:
            self.sheet.set_row(row, height(texts, 20))

    def texts(self, number: int) -> list[tuple[str, float]]:
        """The texts of a row, each with the width that it has."""
        row = self.filled.rows[number - 1]
        widths = ((row[column.id], column.width) for _, column in self.columns)
        return [(raw, width) for raw, width in widths if isinstance(raw, str)]

    def write_id(self, row: int, row_id: str) -> None:
        """The id of a row, in the hidden column."""
        self.sheet.write_string(row, 0, row_id, self.book.styles["id"])

    def width(self, first: int, last: int) -> float:
        """How many digits wide the columns `first` to `last` are together."""
        widths = {1: float(_STT_WIDTH), **{place: column.width for place, column in self.columns}}
        return sum(widths.get(place, _SIDE_WIDTH) for place in range(first, last + 1))
