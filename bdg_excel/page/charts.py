"""The page's charts: which piece lies where. How they are drawn stands in ``charts.svg.jinja``."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from bdg_excel.page.templates import template

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


class _Piece(NamedTuple):
    """Part of a bar; where it begins and how wide it is, in per cent of the chart's width."""

    style: str
    left: float
    width: float


class _Row(NamedTuple):
    name: str
    pieces: tuple[_Piece, ...]
    words: str
    tip: str
    is_blank: bool


def bars(rows: Sequence[Bar], title: str, description: str) -> Markup:
    """Lying bars, a row each, their pieces one behind the other."""
    return _macro("bars", [_row(row) for row in rows], title, description, _LINE, _THICK)


def strip(pieces: Sequence[tuple[str, int]], title: str) -> Markup:
    """One lying bar as wide as its place, in proportion: each piece a style class and a number."""
    whole = sum(count for _, count in pieces) or 1
    widths = [(style, 100 * count / whole) for style, count in pieces]
    return _macro("strip", list(_laid(widths, 0.0)), title, _STRIP)


def _macro(name: str, *words: object) -> Markup:
    drawn: Markup = getattr(template("charts.svg.jinja").module, name)(*words)
    return drawn


def _row(row: Bar) -> _Row:
    name = row.name if len(row.name) <= _LONGEST else f"{row.name[: _LONGEST - 1]}…"
    pieces = _laid([(style, _WIDTH * length) for style, length in row.pieces], _LEFT)
    return _Row(name, tuple(pieces), row.words, row.tip, not row.pieces)


def _laid(widths: Sequence[tuple[str, float]], left: float) -> Iterator[_Piece]:
    """The pieces one behind the other, from `left` on; none where there is nothing."""
    for style, width in widths:
        if width:
            yield _Piece(style, round(left, 2), round(width, 2))
        left += width
