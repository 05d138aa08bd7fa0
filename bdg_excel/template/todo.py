"""The sheet that lists what is wrong in a form that is given back, with links to the cells."""

from collections.abc import Sequence
from typing import NamedTuple

from bdg_excel.findings import SEVERITIES, Severity
from bdg_excel.fitting import height
from bdg_excel.form_words import of_form
from bdg_excel.layout import (
    RETURNED,
    RETURNED_ERROR,
    RETURNED_FOUND,
    RETURNED_ITEM,
    RETURNED_WARNING,
    RETURNED_WORDS,
)
from bdg_excel.template.book import Book, Sheet
from bdg_excel.template.live import on_sheet
from bdg_excel.template.review import Item, Review, cell_name
from bdg_excel.template.styles import RED_INK

LIST_SHEET = "Cần sửa"

_HEADS = ("STT", "Mức độ", "Ở đâu (bấm để mở)", "Đã ghi", "Vì sao", "Cần làm gì")
_WIDTHS = (5, 11, 25, 22, 46, 36)
_FIRST, _LAST = 1, len(_HEADS)
_STAYING = {Severity.ERROR: RETURNED_ERROR, Severity.WARNING: RETURNED_WARNING}
_TITLE_ROW, _UNIT_ROW, _SUMMARY_ROW, _HEAD_ROW = 1, 2, 3, 5
_SMALLER = 0.95
"""How much narrower the letters of the list are than those that heights are made for."""
_CHAT = "Tin nhắn gửi đơn vị (chép vào Zalo hoặc thư)"
_LONGEST = 8000
"""What one row can show; Excel takes four times as much."""


def write_todo(book: Book, sheet: Sheet, review: Review) -> None:
    """The list, then the message; protected like all sheets, so that answers go into the form."""
    writer = _Writer(book, sheet)
    writer.write_frame(review)
    row = writer.write_list(review.sections, _HEAD_ROW + 1)
    writer.write_message(review.message, row + 1)
    book.set_up_page(sheet, landscape=True, heading=(_HEAD_ROW, _HEAD_ROW))
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.set_tab_color(RED_INK)


class _Writer(NamedTuple):
    book: Book
    sheet: Sheet

    def write_frame(self, review: Review) -> None:
        """Whose form it is, how much is wrong, the headings."""
        self.book.hide_ids(self.sheet, [RETURNED])
        for column, width in enumerate(_WIDTHS, start=_FIRST):
            self.sheet.set_column(column, column, width)
        about = of_form(self.book.about, self.book.layout)
        self.write_wide(_TITLE_ROW, LIST_SHEET, "title", 28)
        self.write_wide(_UNIT_ROW, about, "subtitle", 24)
        self.write_wide(_SUMMARY_ROW, review.summary, "question", 24)
        self.sheet.set_row(_SUMMARY_ROW + 1, 6)
        self.write_id(_HEAD_ROW, RETURNED_ITEM)
        for column, text in enumerate(_HEADS, start=_FIRST):
            self.sheet.write_string(_HEAD_ROW, column, text, self.book.styles["head"])
        self.sheet.set_row(_HEAD_ROW, 26)

    def write_id(self, row: int, row_id: str) -> None:
        """The id of a row, in the hidden column: what stands in others was typed by somebody."""
        self.sheet.write_string(row, 0, row_id, self.book.styles["id"])

    def write_list(self, sections: Sequence[tuple[str, Sequence[Item]]], row: int) -> int:
        """The sections, numbered through; returns the row below."""
        number = 0
        for title, items in sections:
            self.write_wide(row, title, "section", 24)
            for number, item in enumerate(items, start=number + 1):  # noqa: B020 -- goes on
                row += 1
                self.write_item(row, number, item)
            row += 1
        return row

    def write_item(self, row: int, number: int, item: Item) -> None:
        """One line; its place is a link where the form has the cell, else it may be cleared."""
        styles = self.book.styles
        self.write_id(row, _STAYING[item.severity] if item.stays else RETURNED_ITEM)
        self.sheet.write_number(row, _FIRST, number, styles["centre"])
        self.sheet.write_string(row, _FIRST + 1, SEVERITIES[item.severity], styles[item.severity])
        place = self.write_place(row, _FIRST + 2, item)
        texts = (item.found, item.problem, item.remedy)
        for column, text in enumerate(texts, start=_FIRST + 3):
            style = "typed" if column == RETURNED_FOUND else "small"
            look = f"note {item.severity}" if item.stays and style == "typed" else style
            self.book.write_text(self.sheet, row, column, _short(text), look)
        rooms = zip((place, *texts), (width * _SMALLER for width in _WIDTHS[2:]), strict=True)
        self.sheet.set_row(row, height(rooms, 24))

    def write_place(self, row: int, column: int, item: Item) -> str:
        """Where it is: in this form as a link, in the file that was sent as words."""
        if item.key is None:
            self.book.write_text(self.sheet, row, column, _short(item.place), "small")
            return item.place
        sheet, cell = cell_name(self.book.layout, item.key)
        place, link = f"{sheet}, ô {cell}", f"internal:{on_sheet(sheet, cell)}"
        self.sheet.write_url(row, column, link, self.book.styles["link"], place, "Mở ô này")
        return place

    def write_message(self, message: Sequence[str], row: int) -> None:
        """The words for a chat or a mail, one line a row: so they are copied without quotes."""
        self.write_wide(row, _CHAT, "band", 24)
        for line in message:
            row += 1
            self.write_wide(row, line, "chat", 21)

    def write_wide(self, row: int, text: str, style: str, least: float) -> None:
        """A text over all columns."""
        self.write_id(row, RETURNED_WORDS)
        self.book.write(self.sheet, (row, _FIRST, row, _LAST), text, style)
        self.sheet.set_row(row, height([(text, sum(_WIDTHS))], least))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
