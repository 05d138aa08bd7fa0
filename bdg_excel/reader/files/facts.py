"""What the second readers tell of a cell, and how cells are named to them."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

Cell = tuple[int, int]
"""Row and column, counted from 0."""
Wanted = Mapping[str, Collection[Cell]]
"""The cells that are asked about, by sheet."""


class Facts(NamedTuple):
    """A cell's number (a date's too) or text as the file holds it, its number format, its font.

    `pieces` are the whole text as it is in pieces, each with its font; empty where nobody asked.
    `bare` is the text without what is struck out or set above or below the line. `is_struck`: the
    whole cell is struck out.
    """

    number: float | None
    text: str
    format: str
    font: str
    bare: str = ""
    is_struck: bool = False
    pieces: tuple[tuple[str, str], ...] = ()


class Lines(NamedTuple):
    """Hidden rows, and hidden columns from the first to the last of each run; counted from 0."""

    rows: frozenset[int]
    columns: tuple[range, ...]


class OutOfSight(NamedTuple):
    """What of a workbook is not shown: whole sheets, and lines of the others, by their names."""

    sheets: frozenset[str]
    lines: Mapping[str, Lines]


def place(address: str) -> Cell:
    """Where the cell with this address stands: ``E7`` is (6, 4). Raises `ValueError`."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(address[len(letters) :]) - 1, column - 1
