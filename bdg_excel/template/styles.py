"""How the forms look: one palette, one font, each cell format made once per workbook."""

from typing import Any

from bdg_excel.findings import Severity

FONT = "Times New Roman"
SIZE = 12
NORMAL = {"font_name": FONT, "font_size": SIZE}
NORMAL_ROW, NORMAL_COLUMN = 21, 72
"""Pixels of a row and a column in that font."""

NAVY, TEAL, MIST, PALE = "#1F4E79", "#2E75B6", "#DDEBF7", "#F4F8FC"
LINE, GREY = "#A6A6A6", "#595959"
YELLOW = "#FFF8DC"
GREEN, GREEN_INK = "#D9EAD3", "#1E5C2E"
TABLE_TAB = "#548235"
RED, RED_INK = "#FBDAD7", "#9C0006"
AMBER, AMBER_INK = "#FCE4C0", "#7F4F00"

_CENTRE = {"align": "center", "valign": "vcenter", "text_wrap": True}
_LEFT = {"align": "left", "valign": "vcenter", "text_wrap": True, "indent": 1}
_BOX = {"border": 1, "border_color": LINE}
_INPUT = {**_BOX, "bg_color": YELLOW, "locked": False, "valign": "vcenter"}

_STYLES: dict[str, dict[str, Any]] = {
    "title": {**_LEFT, "bold": True, "font_size": 15, "font_color": "white", "bg_color": NAVY},
    "subtitle": {**_LEFT, "bold": True, "font_size": 13, "font_color": NAVY, "bg_color": MIST},
    "cover_title": {
        **_CENTRE,
        "bold": True,
        "font_size": 16,
        "font_color": "white",
        "bg_color": NAVY,
    },
    "cover_subtitle": {
        **_CENTRE,
        "bold": True,
        "font_size": 14,
        "font_color": NAVY,
        "bg_color": MIST,
    },
    "fact": {**_LEFT, "font_color": GREY, "bottom": 1, "bottom_color": MIST},
    "fact_value": {**_LEFT, "bold": True, "bottom": 1, "bottom_color": MIST, "font_size": 13},
    "status": {**_LEFT, "bold": True, "font_color": RED_INK, "bg_color": RED},
    "big_status": {
        **_CENTRE,
        "bold": True,
        "font_size": 18,
        "font_color": RED_INK,
        "bg_color": RED,
        "border": 1,
        "border_color": LINE,
    },
    "band": {**_LEFT, "bold": True, "font_size": 13, "font_color": NAVY, "bottom": 2},
    "head": {**_CENTRE, **_BOX, "bold": True, "font_color": "white", "bg_color": NAVY},
    "section": {
        **_LEFT,
        **_BOX,
        "bold": True,
        "font_size": 13,
        "font_color": NAVY,
        "bg_color": MIST,
    },
    "section_number": {**_CENTRE, **_BOX, "bold": True, "font_color": NAVY, "bg_color": MIST},
    "group": {**_LEFT, **_BOX, "bg_color": PALE},
    "group_bold": {**_LEFT, **_BOX, "bg_color": PALE, "bold": True},
    "group_number": {**_CENTRE, **_BOX, "bg_color": PALE},
    "label": {**_LEFT, **_BOX},
    "label_bold": {**_LEFT, **_BOX, "bold": True},
    "part": {**_LEFT, **_BOX, "indent": 3},
    "centre": {**_CENTRE, **_BOX},
    "small": {**_LEFT, **_BOX, "font_size": 11},
    "link": {**_LEFT, **_BOX, "font_color": TEAL, "underline": 1},
    "total": {**_LEFT, **_BOX, "bold": True, "bg_color": MIST},
    "total_number": {
        **_BOX,
        "bold": True,
        "bg_color": MIST,
        "num_format": "#,##0",
        "align": "right",
        "valign": "vcenter",
    },
    "total_centre": {**_CENTRE, **_BOX, "bold": True, "bg_color": MIST},
    "question": {**_LEFT, "bold": True},
    "hint": {**_LEFT, "italic": True, "font_color": GREY, "font_size": 11},
    "check": {**_LEFT, "font_size": 11},
    "plain": {**_LEFT},
    "bold": {"bold": True},
    "hint_run": {"italic": True, "font_color": GREY, "font_size": 11},
    "swatch": {**_CENTRE, **_BOX, "bg_color": YELLOW},
    "step": {**_CENTRE, "bold": True, "font_color": NAVY},
    "id": {"font_color": GREY, "font_size": 9},
    "count": {**_INPUT, "num_format": "#,##0", "align": "right"},
    "money": {**_INPUT, "num_format": "#,##0", "align": "right"},
    # General: only then does Excel show and keep the sign when somebody types 65%.
    "percent": {**_INPUT, "align": "right"},
    "yes_no": {**_INPUT, "num_format": "@", "align": "center", "bold": True},
    "choice": {**_INPUT, "num_format": "@", "align": "left", "text_wrap": True, "indent": 1},
    # Text: a line that begins with a dash would be taken for a formula.
    "text": {**_INPUT, "num_format": "@", "align": "left", "text_wrap": True, "indent": 1},
    "note": {
        **_INPUT,
        "num_format": "@",
        "align": "left",
        "text_wrap": True,
        "indent": 1,
        "font_size": 11,
    },
    "long_text": {
        **_INPUT,
        "num_format": "@",
        "align": "left",
        "text_wrap": True,
        "indent": 1,
        "valign": "top",
    },
    # The list of what is wrong in a form that is given back.
    "error": {**_CENTRE, **_BOX, "bold": True, "font_color": RED_INK, "bg_color": RED},
    "warning": {**_CENTRE, **_BOX, "bold": True, "font_color": AMBER_INK, "bg_color": AMBER},
    "info": {**_CENTRE, **_BOX, "font_color": GREY},
    "typed": {**_LEFT, **_BOX, "num_format": "@", "font_size": 11},
    "chat": {**_LEFT, "bg_color": PALE},
    # What conditional formats put over a cell.
    "right": {"font_color": GREEN_INK, "bg_color": GREEN},
    "wrong": {"font_color": RED_INK, "bg_color": RED, "bold": True},
    "waiting": {"font_color": AMBER_INK, "bg_color": AMBER},
}

_MARKED: dict[str, dict[str, Any]] = {
    Severity.ERROR: {"bg_color": RED, "font_color": RED_INK, "border_color": RED_INK},
    Severity.WARNING: {"bg_color": AMBER, "font_color": AMBER_INK, "border_color": AMBER_INK},
}
"""What is over the style of an input cell that is wrong or doubtful."""


class Styles:
    """The cell formats of one workbook, each made when it is first used."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """The format called `name` (``name severity`` for a marked cell), or a `KeyError`."""
        if name not in self._made:
            style, _, severity = name.partition(" ")
            overlay = style in ("right", "wrong", "waiting")
            look = _STYLES[style] | (_MARKED[severity] if severity else {})
            self._made[name] = self._workbook.add_format({**({} if overlay else NORMAL), **look})
        return self._made[name]
