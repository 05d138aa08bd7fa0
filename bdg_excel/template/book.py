"""A form being written: what all its sheets share."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bdg_excel.form_words import ALL_DONE, DOUBT, RIGHT, unit_words
from bdg_excel.layout import FormLayout
from bdg_excel.programme import Programme, Unit
from bdg_excel.template.given import Given
from bdg_excel.template.live import NO_DOUBT, Live, Tally, on_sheet, status
from bdg_excel.template.styles import FONT, Styles
from bdg_excel.text import unmarked

COVER_SHEET = "Hướng dẫn"
_TO_COVER = "Bấm để về trang Hướng dẫn"

Sheet = Any
"""A worksheet of xlsxwriter, which brings no types."""
Box = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_PROTECTION = {"format_columns": True, "format_rows": True, "sort": True}
_A4 = 9
_EVERYWHERE = "A1:XFD1048576"
_LINE_BREAK = re.compile(r"(?<=_)(?=x[ad]_)")


class _EmptyText(str):
    """An empty result. xlsxwriter leaves out that '' is a text: it would look not calculated."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = str.__hash__


class FormSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter brings no types
    """A sheet whose formulas use only functions that every Excel has.

    xlsxwriter searches each formula for a hundred newer functions: a third of a form's time.
    """

    def _prepare_formula(self, formula: str, _expand: bool = False) -> str:
        return formula.removeprefix("=")


class Book(NamedTuple):
    """One workbook and all that is needed to write it."""

    workbook: Any
    styles: Styles
    programme: Programme
    layout: FormLayout
    unit: Unit
    given: Given

    @property
    def about(self) -> str:
        """Whose form it is."""
        return unit_words(self.unit.name, self.unit.code)

    def add_sheet(self, name: str, **allowed: bool) -> Sheet:
        """A new sheet that people see: locked without a password, without gridlines."""
        sheet = self.workbook.add_worksheet(name, FormSheet)
        sheet.protect("", {**_PROTECTION, **allowed})
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": _EVERYWHERE})
        return sheet

    def hide_ids(self, sheet: Sheet, columns: Sequence[str]) -> None:
        """The marker and the column ids in the first row, which like the first column is hidden."""
        for column, name in enumerate(columns):
            sheet.write_string(0, column, name, self.styles["id"])
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_column(0, 0, 12, None, {"hidden": True})

    def write(self, sheet: Sheet, box: Box, text: str, style: str) -> None:
        """A fixed text in `box`, merged where that is more than one cell."""
        self._merge(sheet, box, style)
        self.write_text(sheet, box[0], box[1], text, style)

    def write_text(self, sheet: Sheet, row: int, column: int, text: str, style: str) -> None:
        """Any text in a cell. LibreOffice takes ``_xa_`` for a line break, but not across runs."""
        look = self.styles[style]
        pieces = _LINE_BREAK.split(text)
        if len(pieces) == 1:
            sheet.write_string(row, column, unmarked(text), look)
            return
        runs = (part for piece in pieces for part in (look, piece))
        sheet.write_rich_string(row, column, *runs, look)

    def write_live(self, sheet: Sheet, box: Box, live: Live, style: str) -> None:
        """A formula in `box` with the value that it has now."""
        self._merge(sheet, box, style)
        value = live.value or _EmptyText() if isinstance(live.value, str) else live.value
        sheet.write_formula(box[0], box[1], live.formula, self.styles[style], value)

    def write_label(self, sheet: Sheet, box: Box, words: tuple[str, str], style: str) -> None:
        """A bold label with its hint after it, where there is one."""
        label, hint = words
        self._merge(sheet, box, style)
        if not hint:
            sheet.write_string(*box[:2], label, self.styles[f"{style}_bold"])
            return
        runs = (self.styles["bold"], label, self.styles["hint_run"], hint)
        sheet.write_rich_string(*box[:2], *runs, self.styles[style])

    def write_status(self, sheet: Sheet, box: Box, tally: Tally) -> None:
        """How far a sheet is, by the cover's counts; a click leads to the cover."""
        sheet.write_url(*box[:2], f"internal:{on_sheet(COVER_SHEET, 'B2')}", None, "", _TO_COVER)
        self.write_live(sheet, box, status(tally), "status")
        self.colour_status(sheet, box)

    def colour_status(self, sheet: Sheet, box: Box) -> None:
        """Green when all is done, amber while only answers are missing; red lies underneath.

        The words decide: a conditional format that names another sheet is an Excel extension.
        """
        cell = xl_rowcol_to_cell(*box[:2], row_abs=True, col_abs=True)
        self.colour_if(sheet, box, f'={cell}="{ALL_DONE}"', "right")
        ending = f'=RIGHT({cell},{len(NO_DOUBT)})="{NO_DOUBT}"'
        self.colour_if(sheet, box, ending, "waiting")

    def colour_verdicts(self, sheet: Sheet, box: Box) -> None:
        """Red for the checks in `box` that failed, green for those that agree."""
        cell = xl_rowcol_to_cell(*box[:2], col_abs=True)
        self.colour_if(sheet, box, f'=LEFT({cell},{len(DOUBT)})="{DOUBT}"', "wrong")
        self.colour_if(sheet, box, f'={cell}="{RIGHT}"', "right")

    def colour_if(self, sheet: Sheet, box: Box, formula: str, style: str) -> None:
        """The look `style` over the cells of `box` for which `formula` holds."""
        rule = {"type": "formula", "criteria": formula, "format": self.styles[style]}
        sheet.conditional_format(*box, rule)

    def _merge(self, sheet: Sheet, box: Box, style: str) -> None:
        if box[:2] != box[2:]:
            sheet.merge_range(*box, "", self.styles[style])

    def set_up_page(
        self,
        sheet: Sheet,
        *,
        landscape: bool = False,
        heading: tuple[int, int] | None = None,
        pages: int = 0,
    ) -> None:
        """A4, one page wide, `pages` long (0: as many as it takes), `heading` rows on each."""
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.4, top=0.4, bottom=0.6)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, pages)
        if heading:
            sheet.repeat_rows(*heading)
        name = self.unit.name.replace("&", "&&")
        name = f" {name}" if name[:1].isdigit() else name  # a digit would belong to the font's size
        font = f'&"{FONT},Italic"&10'
        sheet.set_footer(f"&L{font}{name}&R{font}Trang &P/&N")
