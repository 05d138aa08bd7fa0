"""Charts as SVG that stands in the page itself, drawn with svg.py.

Widths are percentages, so that a chart fills its place and its letters stay as large as they are.
Colours are classes of the style sheet. The library escapes nothing: every text passes `escape`.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import svg

_LINE, _THICK, _STRIP = 20, 12, 14
"""Heights in pixels: of a row, of its bar, of a strip."""
_LEFT, _WIDTH = 37.0, 38.0
"""Where bars begin and how long the longest is, in per cent of the chart's width."""
_LONGEST = 24
"""How many letters of a name are shown; the whole name appears on hover."""


class Bar(NamedTuple):
    """A row of a chart: its pieces, each a style class and a length, and its number in words.

    1 is the length of the longest row; no `pieces` where there is no number. `tip` is what appears
    on hover.
    """

    name: str
    pieces: tuple[tuple[str, float], ...]
    words: str
    tip: str


def bars(rows: Sequence[Bar], title: str, description: str) -> str:
    """Lying bars, a row each, their pieces one behind the other."""
    drawn: list[svg.Element] = [svg.Title(text=escape(title)), svg.Desc(text=escape(description))]
    drawn += [_row(row, n * _LINE) for n, row in enumerate(rows)]
    return _svg(drawn, len(rows) * _LINE, "bars")


def strip(pieces: Sequence[tuple[str, int]], title: str) -> str:
    """One lying bar as wide as its place, in proportion: each piece a style class and a number."""
    whole = sum(count for _, count in pieces) or 1
    drawn: list[svg.Element] = [svg.Title(text=escape(title))]
    left = 0.0
    for style, count in pieces:
        width = 100 * count / whole
        drawn += [_piece(style, left, width, 0, _STRIP)] if count else []
        left += width
    return _svg(drawn, _STRIP, "strip")


def _svg(drawn: list[svg.Element], height: int, style: str) -> str:
    whole = svg.Length(100, "%")
    role = {"role": "img"}
    picture = svg.SVG(
        xmlns=None, width=whole, height=height, class_=[style], elements=drawn, extra=role
    )
    return picture.as_str()


def _row(row: Bar, top: int) -> svg.Element:
    middle = top + _LINE // 2
    name = row.name if len(row.name) <= _LONGEST else f"{row.name[: _LONGEST - 1]}…"
    drawn: list[svg.Element] = [
        svg.Title(text=escape(row.tip)),
        svg.Text(x=0, y=middle, text=escape(name)),
    ]
    left = _LEFT
    for style, length in row.pieces:
        width = _WIDTH * length
        drawn += [_piece(style, left, width, middle - _THICK // 2, _THICK)] if width else []
        left += width
    styles = ["num"] if row.pieces else ["num", "none"]
    end = svg.Length(100, "%")
    drawn.append(svg.Text(x=end, y=middle, class_=styles, text=escape(row.words)))
    return svg.G(elements=drawn)


def _piece(style: str, left: float, width: float, top: int, height: int) -> svg.Element:
    x, wide = (svg.Length(round(number, 2), "%") for number in (left, width))
    return svg.Rect(class_=[style], x=x, y=top, width=wide, height=height)
