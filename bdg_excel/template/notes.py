"""Notes on cells: plain ones, which Excel 2010, WPS Office and LibreOffice keep."""

from bdg_excel.fitting import lines
from bdg_excel.layout import AUTHOR
from bdg_excel.template.book import Sheet
from bdg_excel.template.styles import FONT

_WIDTH, _DIGITS = 340, 50
"""How wide a note is, in pixels and in digits of its font."""
_SIZE, _LINE, _EDGE = 11, 19, 14
"""Points of the font; pixels of a line, and of what lies around the lines."""
_LONGEST = 1500
"""More than a screen of text is told on the sheet that lists everything."""


def write_note(sheet: Sheet, row: int, column: int, text: str) -> None:
    """A note with `text`, seen when the mouse is over the cell, and as large as its text."""
    told = text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
    look = {
        "author": AUTHOR,
        "font_name": FONT,
        "font_size": _SIZE,
        "width": _WIDTH,
        "height": lines(told, _DIGITS) * _LINE + _EDGE,
    }
    sheet.write_comment(row, column, told, look)
