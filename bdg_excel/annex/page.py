"""What all sheets of the annex share: looks, print set-up, and where each number stands."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from bdg_excel.results import Results

_FONT = "Times New Roman"
_DEEP, _SOFT, _LINE = "#1F4E79", "#DDEBF7", "#9DB2C8"
_CELL_LIMIT = 32_000
"""Excel keeps 32.767 characters in a cell; a longer text is cut, and says so."""

_STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "font_color": _DEEP},
    "note": {"italic": True, "font_color": "#595959"},
    "plain": {"text_wrap": True, "valign": "top"},
    "bold": {"bold": True},
    "head": {
        "bold": True,
        "font_color": "white",
        "bg_color": _DEEP,
        "border": 1,
        "border_color": _LINE,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
    },
    "text": {"border": 1, "border_color": _LINE, "valign": "top", "text_wrap": True},
    "center": {"border": 1, "border_color": _LINE, "valign": "top", "align": "center"},
    "number": {"border": 1, "border_color": _LINE, "valign": "top", "num_format": "#,##0"},
    "decimal": {"border": 1, "border_color": _LINE, "valign": "top", "num_format": "#,##0.##"},
    "blank": {"border": 1, "border_color": _LINE, "bg_color": "#F2F2F2"},
    "refused": {
        "border": 1,
        "border_color": _LINE,
        "valign": "top",
        "font_color": "#C00000",
        "italic": True,
        "bg_color": "#FCE4E4",
    },
    "total": {
        "bold": True,
        "border": 1,
        "border_color": _LINE,
        "bg_color": _SOFT,
        "num_format": "#,##0",
    },
    "total_decimal": {
        "bold": True,
        "border": 1,
        "border_color": _LINE,
        "bg_color": _SOFT,
        "num_format": "#,##0.0",
    },
    "total_text": {"bold": True, "border": 1, "border_color": _LINE, "bg_color": _SOFT},
    "link": {"font_color": "#0563C1", "underline": 1},
    "error": {"border": 1, "border_color": _LINE, "valign": "top", "bg_color": "#FCE4E4"},
    "warning": {"border": 1, "border_color": _LINE, "valign": "top", "bg_color": "#FFF2CC"},
    "info": {"border": 1, "border_color": _LINE, "valign": "top"},
}


class Span(NamedTuple):
    """Where the numbers of one question stand: rows `first` to `last` of a column of a sheet."""

    sheet: str
    first: int
    last: int
    column: int

    @property
    def words(self) -> str:
        """The range for a formula: ``'Số liệu xã'!$C$8:$C$24``."""
        cells = xl_range_abs(self.first, self.column, self.last, self.column)
        return f"'{self.sheet}'!{cells}"


@dataclass
class Where:
    """The spans of every ``field.part``, filled while the sheets of values are written."""

    spans: dict[str, list[Span]] = field(default_factory=dict)

    def add(self, ref: str, span: Span) -> None:
        """Notes that numbers of `ref` stand in `span` too."""
        self.spans.setdefault(ref, []).append(span)

    def of(self, ref: str) -> list[Span]:
        """Where the numbers of `ref` stand; nowhere if nobody was asked."""
        return self.spans.get(ref, [])


class Annex:
    """The workbook under way, with its styles and the results that it shows."""

    def __init__(self, book: xlsxwriter.Workbook, results: Results) -> None:
        self.book, self.results = book, results
        self.style = cache(self._style)
        period = results.programme.round.period_end
        # A fixed time: the same results give the same bytes.
        created = datetime.datetime.combine(period, datetime.time(), datetime.UTC)
        book.set_properties({"title": "Phụ lục số liệu", "created": created.replace(tzinfo=None)})
        book.formats[0].set_font_name(_FONT)
        book.formats[0].set_font_size(11)

    def _style(self, name: str) -> Format:
        return self.book.add_format({"font_name": _FONT, "font_size": 11, **_STYLES[name]})

    def sheet(self, name: str, landscape: bool = True) -> Worksheet:
        """A new sheet, set up for A4 print: one page wide, page numbers below."""
        sheet = self.book.add_worksheet(name[:31])
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer('&L&"Times New Roman,Italic"&9&A&R&"Times New Roman,Regular"&9&P/&N')
        return sheet

    def title(self, sheet: Worksheet, title: str, note: str = "") -> None:
        """The first two lines of a sheet."""
        sheet.write_string(0, 0, title, self.style("title"))
        sheet.set_row(0, 24)
        if note:
            self.text(sheet, 1, 0, note, "note")

    def text(self, sheet: Worksheet, row: int, column: int, text: str, style: str = "text") -> None:
        """Writes `text` as text, whatever it begins with."""
        cut = text if len(text) <= _CELL_LIMIT else text[:_CELL_LIMIT] + " … (bị cắt)"
        if cut:
            sheet.write_string(row, column, cut, self.style(style))
        else:
            sheet.write_blank(row, column, None, self.style(style))

    def number(
        self,
        sheet: Worksheet,
        cell: tuple[int, int],
        value: int | Decimal | None,
        style: str = "number",
    ) -> None:
        """Writes `value`, or an empty grey cell where nothing was reported."""
        if value is None:
            sheet.write_blank(*cell, None, self.style("blank"))
        else:
            sheet.write_number(*cell, value, self.style(style))

    def formula(
        self,
        sheet: Worksheet,
        cell: tuple[int, int],
        formula: str,
        value: int | Decimal | str | None,
        style: str = "total",
    ) -> None:
        """Writes a live formula together with the value that it has."""
        shown = "" if value is None else value if isinstance(value, str) else float(value)
        sheet.write_formula(*cell, f"={formula}", self.style(style), shown)
