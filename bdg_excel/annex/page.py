"""What all sheets of the annex share: looks, print set-up, and where each number stands."""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import chain, count
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.links import Links
from bdg_excel.fitting import height
from bdg_excel.results import Results
from bdg_excel.text import unmarked

NORMAL = {"font_name": "Times New Roman", "font_size": 11}
"""The font of the workbook: what row heights and column widths are counted in."""
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LEAST = 19
"""Points of a row with one line."""
_DEEP, _SOFT, _LINE = "#1F4E79", "#DDEBF7", "#9DB2C8"
_CELL_LIMIT = 32_000
"""Excel keeps 32.767 characters in a cell; a longer text is cut, and says so."""

_LINKED = "Mở ô nguồn"
"""What a program shows that tells a link's words beside the cell's value."""
_MOST_LINKS = 65_000
"""Excel takes 65.530 links on a sheet, and drops what is more."""

_BOX: dict[str, Any] = {"border": 1, "border_color": _LINE, "valign": "vcenter"}
_TEXT = {**_BOX, "text_wrap": True, "align": "left", "indent": 1}
_NUMBER = {**_BOX, "align": "right"}
_WHOLE, _DECIMAL = "#,##0_)", "#,##0.0_)"
"""``_)`` keeps numbers off the edge; an indent is lost in LibreOffice where a cell is linked."""
_SOURCE = {**_BOX, "align": "left", "indent": 1, "font_size": 9, "shrink": True}
_SUM = {"bold": True, "bg_color": _SOFT}
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
    "text": _TEXT,
    "center": {**_BOX, "align": "center"},
    "number": {**_NUMBER, "num_format": _WHOLE},
    "decimal": {**_NUMBER, "num_format": "General_)"},
    "share": {**_NUMBER, "num_format": _DECIMAL},
    "blank": {**_BOX, "bg_color": "#F2F2F2"},
    "nil": {**_NUMBER, "num_format": _WHOLE, "font_color": _DEEP, "italic": True},
    "not_applicable": {**_TEXT, "font_color": "#7F7F7F", "italic": True},
    "refused": {**_TEXT, "font_color": "#C00000", "italic": True, "bg_color": "#FCE4E4"},
    "place": {**_BOX, "align": "center", "font_size": 9, "font_color": "#595959"},
    "source": {**_SOURCE, "font_color": "#595959"},
    "moved": {**_TEXT, "font_size": 9, "font_color": "#595959"},
    "source_link": {**_SOURCE, "font_color": _DEEP},
    "total": {**_NUMBER, **_SUM, "num_format": _WHOLE},
    "total_decimal": {**_NUMBER, **_SUM, "num_format": _DECIMAL},
    "total_text": {**_TEXT, **_SUM},
    "link": {"font_color": "#0563C1", "underline": 1},
    "error": {**_TEXT, "bg_color": "#FCE4E4"},
    "warning": {**_TEXT, "bg_color": "#FFF2CC"},
    "info": _TEXT,
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
    """The workbook under way, with its styles, the results that it shows and links to the files.

    `way` leads from its folder to the drop folder, with ``/``; None: no links.
    """

    def __init__(self, book: xlsxwriter.Workbook, results: Results, way: str | None) -> None:
        self.book, self.results = book, results
        self._links = 0
        self.links = Links(way, [reply.file for reply in results.replies])
        self.style = cache(self._style)
        period = results.programme.round.period_end
        # A fixed time: the same results give the same bytes.
        created = datetime.datetime.combine(period, datetime.time(), datetime.UTC)
        book.set_properties({"title": "Phụ lục số liệu", "created": created.replace(tzinfo=None)})

    def _style(self, name: str) -> Format:
        return self.book.add_format({**NORMAL, **_STYLES[name]})

    def sheet(self, name: str, landscape: bool = True) -> Worksheet:
        """A new sheet, set up for A4 print: one page wide, page numbers below.

        Its name is `name` as far as Excel takes it and no other sheet has it.
        """
        sheet = self.book.add_worksheet(self._free_name(_NOT_IN_NAMES.sub("-", name)))
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer('&L&"Times New Roman,Italic"&9&A&R&"Times New Roman,Regular"&9&P/&N')
        return sheet

    def _free_name(self, name: str) -> str:
        taken = {sheet.get_name().casefold() for sheet in self.book.worksheets()}
        ends = chain([""], (f" ({number})" for number in count(2)))
        tries = (f"{name[: 31 - len(end)]}{end}" for end in ends)
        return next(free for free in tries if free.casefold() not in taken)

    def title(self, sheet: Worksheet, title: str, *notes: str) -> None:
        """The first lines of a sheet: a title, and a line for each of `notes`."""
        sheet.write_string(0, 0, title, self.style("title"))
        sheet.set_row(0, 24)
        for row, note in enumerate(notes, start=1):
            self.text(sheet, row, 0, note, "note")

    def text(self, sheet: Worksheet, row: int, column: int, text: str, style: str = "text") -> None:
        """Writes `text` as text, whatever it begins with."""
        cut = text if len(text) <= _CELL_LIMIT else text[:_CELL_LIMIT] + " … (bị cắt)"
        if cut:
            sheet.write_string(row, column, unmarked(cut), self.style(style))
        else:
            sheet.write_blank(row, column, None, self.style(style))

    def link(self, sheet: Worksheet, cell: tuple[int, int], link: str) -> None:
        """Puts `link` (see `Links`) behind a cell; what the cell shows must be written after it."""
        if self._links < _MOST_LINKS:
            self._links += 1
            sheet.write_url(*cell, link, string=_LINKED)

    def fit(self, sheet: Worksheet, row: int, cells: Iterable[tuple[str, float]]) -> None:
        """Makes `row` as tall as its texts need, each with the width of its column."""
        sheet.set_row(row, height(cells, _LEAST))

    def head(self, sheet: Worksheet, row: int, heads: Sequence[tuple[str, float]]) -> None:
        """A row of headings, each with the width of its column."""
        for column, (label, width) in enumerate(heads):
            sheet.write_string(row, column, label, self.style("head"))
            sheet.set_column(column, column, width)
        self.fit(sheet, row, heads)

    def row(
        self,
        sheet: Worksheet,
        row: int,
        cells: Sequence[str],
        heads: Sequence[tuple[str, float]],
        style: str = "text",
    ) -> None:
        """A row of texts under `heads`, as tall as they need."""
        for column, cell in enumerate(cells):
            self.text(sheet, row, column, cell, style)
        self.fit(sheet, row, [(cell, width) for cell, (_, width) in zip(cells, heads, strict=True)])

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
