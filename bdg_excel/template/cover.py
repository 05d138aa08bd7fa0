"""The first sheet: whose form it is, how far it is, where its sheets are, how it is filled."""

from collections.abc import Sequence

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from bdg_excel.fitting import height
from bdg_excel.layout import COVER, QuestionSheet, TableSheet
from bdg_excel.template.book import COVER_SHEET, Book, Sheet
from bdg_excel.template.live import Live, Tally, on_sheet, status
from bdg_excel.template.styles import NAVY
from bdg_excel.text import long_date, short_date

_NUMBER, _NAME, _ABOUT, _BLANK, _DOUBTS = range(1, 6)
_WIDTHS = (6, 26, 46, 12, 12)
_WIDE = _WIDTHS[2] + _WIDTHS[3] + _WIDTHS[4]
_FACTS_ROW = 4
_STATUS_ROW = 9
_SHEETS_ROW = 11
_FIRST_SHEET = _SHEETS_ROW + 2

_STEPS = (
    "Chỉ điền vào các ô màu vàng nhạt như ô số 1 bên trái; các ô khác đã khóa.",
    "Không có thì ghi 0 hoặc Không. Chưa có số liệu thì để trống, đừng ghi 0.",
    "Mỗi ô ghi một số, không ghi kèm chữ: ghi 25, không ghi «25 người» hay «12/25».",
    "Chỗ nào báo «Xem lại» (màu đỏ) thì sửa lại số; nếu số đúng là như vậy thì giải thích ở cột "
    "Ghi chú.",
    "Đừng thêm, xóa hay đổi tên các trang.",
    "Điền xong thì lưu và gửi lại đúng tệp này (.xlsx); không đổi sang PDF, không chụp ảnh.",
)


def tally_on_cover(place: int, tally: Tally) -> Tally:
    """`tally`, of the sheet in this place, by the cells of the cover that show it."""
    row = _FIRST_SHEET + place
    cells = (
        on_sheet(COVER_SHEET, xl_rowcol_to_cell(row, at, row_abs=True, col_abs=True))
        for at in (_BLANK, _DOUBTS)
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
    _write_steps(book, sheet, _FIRST_SHEET + len(tallies) + 2)
    book.set_up_page(sheet, pages=1)
    sheet.set_tab_color(NAVY)


def _write_titles(book: Book, sheet: Sheet) -> None:
    for row, text, style in (
        (1, book.layout.form.title, "cover_title"),
        (2, book.programme.round.title, "cover_subtitle"),
    ):
        book.write(sheet, (row, _NUMBER, row, _DOUBTS), text, style)
        sheet.set_row(row, height([(text, sum(_WIDTHS) * 0.72)], 26) + 8)
    sheet.set_row(3, 8)


def _write_facts(book: Book, sheet: Sheet) -> None:
    round_ = book.programme.round
    facts = (
        ("Đơn vị báo cáo", f"{book.unit.name} (mã {book.unit.code})"),
        ("Cơ quan tổng hợp", round_.issuer),
        ("Kỳ báo cáo", f"Từ {short_date(round_.period_start)} đến {short_date(round_.period_end)}"),
        ("Hạn gửi", f"Chậm nhất {long_date(round_.deadline)}"),
    )
    for row, (name, value) in enumerate(facts, start=_FACTS_ROW):
        book.write(sheet, (row, _NUMBER, row, _NAME), name, "fact")
        book.write(sheet, (row, _ABOUT, row, _DOUBTS), value, "fact_value")
        sheet.set_row(row, height([(value, _WIDE)], 22))
    sheet.set_row(_FACTS_ROW + len(facts), 8)


def _write_sheets(book: Book, sheet: Sheet, tallies: Sequence[Tally]) -> None:
    book.write(sheet, (_SHEETS_ROW, _NUMBER, _SHEETS_ROW, _DOUBTS), "Các trang cần điền", "band")
    head = ("STT", "Trang (bấm để mở)", "Nội dung", "Ô chưa điền", "Cần xem lại")
    for column, text in enumerate(head, start=_NUMBER):
        sheet.write_string(_SHEETS_ROW + 1, column, text, book.styles["head"])
    sheet.set_row(_SHEETS_ROW + 1, 36)
    for place, (page, tally) in enumerate(zip(book.layout.sheets, tallies, strict=True)):
        _write_sheet_line(book, sheet, place, page)
        for column, live in zip((_BLANK, _DOUBTS), tally, strict=True):
            cell = (_FIRST_SHEET + place, column)
            book.write_live(sheet, (*cell, *cell), live, "centre")
    _write_total(book, sheet, tallies)


def _write_sheet_line(
    book: Book, sheet: Sheet, place: int, page: QuestionSheet | TableSheet
) -> None:
    row, about = _FIRST_SHEET + place, _about(page)
    first = page.asks_row if isinstance(page, TableSheet) else page.lines[0].row
    sheet.write_number(row, _NUMBER, place + 1, book.styles["centre"])
    link = f"internal:{quote_sheetname(page.name)}!{xl_rowcol_to_cell(first, 1)}"
    sheet.write_url(row, _NAME, link, book.styles["link"], page.name, "Mở trang này")
    sheet.write_string(row, _ABOUT, about, book.styles["label"])
    sheet.set_row(row, height([(about, _WIDTHS[2]), (page.name, _WIDTHS[1])], 24))


def _about(page: QuestionSheet | TableSheet) -> str:
    if isinstance(page, TableSheet):
        return page.table.title
    return "; ".join(line.section for line in page.lines if line.section)


def _write_total(book: Book, sheet: Sheet, tallies: Sequence[Tally]) -> None:
    row, last = _FIRST_SHEET + len(tallies), _FIRST_SHEET + len(tallies) - 1
    book.write(sheet, (row, _NUMBER, row, _ABOUT), "Cộng", "total")
    sheet.set_row(row, 24)
    cells = []
    for column, lives in zip((_BLANK, _DOUBTS), zip(*tallies, strict=True), strict=True):
        top, bottom = (xl_rowcol_to_cell(at, column) for at in (_FIRST_SHEET, last))
        live = Live(f"SUM({top}:{bottom})", sum(int(live.value) for live in lives))
        book.write_live(sheet, (row, column, row, column), live, "total_centre")
        cells.append(Live(xl_rowcol_to_cell(row, column, True, True), live.value))
    _write_status(book, sheet, Tally(*cells))
    _colour_counts(book, sheet, row)


def _write_status(book: Book, sheet: Sheet, total: Tally) -> None:
    box = (_STATUS_ROW, _NUMBER, _STATUS_ROW, _DOUBTS)
    book.write_live(sheet, box, status(total), "big_status")
    sheet.set_row(_STATUS_ROW, 42)
    sheet.set_row(_STATUS_ROW + 1, 8)
    book.colour_status(sheet, box)


def _colour_counts(book: Book, sheet: Sheet, last: int) -> None:
    for column, style in ((_BLANK, "waiting"), (_DOUBTS, "wrong")):
        box = (_FIRST_SHEET, column, last, column)
        cell = xl_rowcol_to_cell(_FIRST_SHEET, column)
        book.colour_if(sheet, box, f"={cell}=0", "right")
        book.colour_if(sheet, box, f"={cell}>0", style)


def _write_steps(book: Book, sheet: Sheet, row: int) -> None:
    contact = f"Có gì chưa rõ, đề nghị liên hệ {book.programme.round.issuer}."
    book.write(sheet, (row, _NUMBER, row, _DOUBTS), "Cách điền", "band")
    for number, text in enumerate((*_STEPS, contact), start=1):
        style = "swatch" if number == 1 else "step"
        sheet.write_number(row + number, _NUMBER, number, book.styles[style])
        book.write(sheet, (row + number, _NAME, row + number, _DOUBTS), text, "plain")
        sheet.set_row(row + number, height([(text, _WIDTHS[1] + _WIDE)], 22))
