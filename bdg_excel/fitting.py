"""How tall a row must be for its text: Excel does not fit rows whose height is set or merged."""

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

_LINE = 15.75
"""Points of one line in the forms' font."""
_TALLEST = 400
"""Excel allows 409 points."""
_EM = {"ijltfrI.,;:!'|()[]-/ ": 0.62, "mwMW": 1.6, "0123456789": 1.0}
_CAPITAL, _SMALL = 1.4, 0.98
_BOLD = 1.04
"""Nobody tells whether a text is bold: rather a line too many."""
_PADDING = 2.0
"""Digits that borders and indents take."""


@lru_cache(maxsize=4096)
def lines(text: str, width: float) -> int:
    """How many lines `text` takes in a column `width` digits wide, rather one too many."""
    return sum(_wrapped(line, width - _PADDING) for line in text.split("\n"))


def _wrapped(line: str, room: float) -> int:
    count, used = 1, 0.0
    for word in line.split():
        long = sum(_letter(letter) for letter in word) * _BOLD
        if used and used + long > room:
            count, used = count + 1, 0.0
        used += long + _letter(" ")
        while used - _letter(" ") > room > 0:
            count, used = count + 1, used - room
    return count


@cache
def _letter(letter: str) -> float:
    """The width of a letter of Times New Roman, in widths of a digit."""
    base = unicodedata.normalize("NFD", letter)[0]
    for letters, width in _EM.items():
        if base in letters:
            return width
    return _CAPITAL if base.isupper() else _SMALL


def height(cells: Iterable[tuple[str, float]], least: float = 21) -> float:
    """The height in points of a row with these texts, each with the width it has."""
    most = max((lines(text, width) for text, width in cells), default=1)
    return min(max(least, most * _LINE + 3), _TALLEST)
