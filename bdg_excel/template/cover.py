"""The first sheet: whose form it is, how far it is, where its sheets are, how it is filled."""

from collections.abc import Sequence

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from bdg_excel.fitting import height
from bdg_excel.form_words import (
    ABOUT,
    BLANK,
    DOUBTS,
    FACTS_ROW,
    FIRST_SHEET_ROW,
    HOW,
    NAME,
    NUMBER,
    ROUND_ROW,
    SHEET_HEADINGS,
    SHEETS,
    SHEETS_ROW,
    SHEETS_SUM,
    STATUS_ROW,
    TITLE_ROW,
    about,
    facts,
    steps,
)
from bdg_excel.layout import COVER, QuestionSheet, TableSheet
from bdg_excel.template.book import COVER_SHEET, Book, Sheet
from bdg_excel.template.live import Live, Tally, on_sheet, status
from bdg_excel.template.styles import NAVY

_WIDTHS = (6, 26, 46, 12, 12)
_WIDE = _WIDTHS[2] + _WIDTHS[3] + _WIDTHS[4]


def tally_on_cover(place: int, tally: Tally) -> Tally:
    """`tally`, of the sheet in this place, by the cells of the cover that show it."""
    row = FIRST_SHEET_ROW + place
    cells = (
        on_sheet(COVER_SHEET, xl_rowcol_to_cell(row, at, row_abs=True, col_abs=True))
        for at in (BLANK, DOUBTS)
    )
    return Tally(*(Live(cell, live.value) for cell, live in zip(cells, tally, strict=True)))


def write_cover(book: Book, sheet: Sheet, tallies: Sequence[Tally]) -> None:
    """The cover; `tallies` say how far each sheet is, in the form's order."""
    book.hide_ids(sheet, [COVER])
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.set_column(column, column, width)
    _write_titles(book, sheet)
    _write_facts(book, sheet)
    _write_sheets(book, sheet, tallies)
    _write_steps(book, sheet, FIRST_SHEET_ROW + len(tallies) + 2)
    book.set_up_page(sheet, pages=1)
    sheet.set_tab_color(NAVY)


def _write_titles(book: Book, sheet: Sheet) -> None:
    for row, text, style in (
        (TITLE_ROW, book.layout.form.title, "cover_title"),
        (ROUND_ROW, book.programme.round.title, "cover_subtitle"),
    ):
        book.write(sheet, (row, NUMBER, row, DOUBTS), text, style)
        sheet.set_row(row, height([(text, sum(_WIDTHS) * 0.72)], 26) + 8)
    sheet.set_row(ROUND_ROW + 1, 8)


def _write_facts(book: Book, sheet: Sheet) -> None:
    told = facts(book.layout, book.about)
    for row, (name, value) in enumerate(told, start=FACTS_ROW):
        book.write(sheet, (row, NUMBER, row, NAME), name, "fact")
        book.write(sheet, (row, ABOUT, row, DOUBTS), value, "fact_value")
        sheet.set_row(row, height([(value, _WIDE)], 22))
    sheet.set_row(FACTS_ROW + len(told), 8)


def _write_sheets(book: Book, sheet: Sheet, tallies: Sequence[Tally]) -> None:
    book.write(sheet, (SHEETS_ROW, NUMBER, SHEETS_ROW, DOUBTS), SHEETS, "band")
    for column, text in enumerate(SHEET_HEADINGS, start=NUMBER):
        sheet.write_string(SHEETS_ROW + 1, column, text, book.styles["head"])
    sheet.set_row(SHEETS_ROW + 1, 36)
    for place, (page, tally) in enumerate(zip(book.layout.sheets, tallies, strict=True)):
        _write_sheet_line(book, sheet, place, page)
        for column, live in zip((BLANK, DOUBTS), tally, strict=True):
            cell = (FIRST_SHEET_ROW + place, column)
            book.write_live(sheet, (*cell, *cell), live, "centre")
    _write_total(book, sheet, tallies)


def _write_sheet_line(
    book: Book, sheet: Sheet, place: int, page: QuestionSheet | TableSheet
) -> None:
    row, said = FIRST_SHEET_ROW + place, about(page)
    first = page.asks_row if isinstance(page, TableSheet) else page.lines[0].row
    sheet.write_number(row, NUMBER, place + 1, book.styles["centre"])
    link = f"internal:{quote_sheetname(page.name)}!{xl_rowcol_to_cell(first, 1)}"
    sheet.write_url(row, NAME, link, book.styles["link"], page.name, "Mở trang này")
    sheet.write_string(row, ABOUT, said, book.styles["label"])
    sheet.set_row(row, height([(said, _WIDTHS[2]), (page.name, _WIDTHS[1])], 24))


def _write_total(book: Book, sheet: Sheet, tallies: Sequence[Tally]) -> None:
    row, last = FIRST_SHEET_ROW + len(tallies), FIRST_SHEET_ROW + len(tallies) - 1
    book.write(sheet, (row, NUMBER, row, ABOUT), SHEETS_SUM, "total")
    sheet.set_row(row, 24)
    cells = []
    for column, lives in zip((BLANK, DOUBTS), zip(*tallies, strict=True), strict=True):
        top, bottom = (xl_rowcol_to_cell(at, column) for at in (FIRST_SHEET_ROW, last))
        live = Live(f"SUM({top}:{bottom})", sum(int(live.value) for live in lives))
        book.write_live(sheet, (row, column, row, column), live, "total_centre")
        cells.append(Live(xl_rowcol_to_cell(row, column, True, True), live.value))
    _write_status(book, sheet, Tally(*cells))
    _colour_counts(book, sheet, row)


def _write_status(book: Book, sheet: Sheet, total: Tally) -> None:
    box = (STATUS_ROW, NUMBER, STATUS_ROW, DOUBTS)
    book.write_live(sheet, box, status(total), "big_status")
    sheet.set_row(STATUS_ROW, 42)
    sheet.set_row(STATUS_ROW + 1, 8)
    book.colour_status(sheet, box)


def _colour_counts(book: Book, sheet: Sheet, last: int) -> None:
    for column, style in ((BLANK, "waiting"), (DOUBTS, "wrong")):
        box = (FIRST_SHEET_ROW, column, last, column)
        cell = xl_rowcol_to_cell(FIRST_SHEET_ROW, column)
        book.colour_if(sheet, box, f"={cell}=0", "right")
        book.colour_if(sheet, box, f"={cell}>0", style)


def _write_steps(book: Book, sheet: Sheet, row: int) -> None:
    book.write(sheet, (row, NUMBER, row, DOUBTS), HOW, "band")
    for number, text in enumerate(steps(book.layout), start=1):
        style = "swatch" if number == 1 else "step"
        sheet.write_number(row + number, NUMBER, number, book.styles[style])
        book.write(sheet, (row + number, NAME, row + number, DOUBTS), text, "plain")
        sheet.set_row(row + number, height([(text, _WIDTHS[1] + _WIDE)], 22))
