"""The sample form of Mường So with some cells filled by hand, and what it was read as."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font

from bdg_excel.programme import Programme
from bdg_excel.values.value import Value
from tests.builders import Key, cell, filled, sample_of

CODE = "03589"
NAM: Key = ("mau_giao", "nam", 0)
SESSIONS: Key = ("hoat_dong", "so_cuoc", 1)
Typed = Any
"""A value, or a value with the number format or the font of its cell."""
ByHand = Callable[[dict[Key, Typed]], Path]


def by_hand(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    """What puts the form into `inbox`, with some cells filled as it is told."""

    def made(cells: dict[Key, Typed]) -> Path:
        path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
        book = openpyxl.load_workbook(path)
        for key, typed in cells.items():
            value, look = typed if isinstance(typed, tuple) else (typed, "")
            target = cell(book, *key)
            target.value = value
            if look.startswith((".Vn", "VNI")):
                target.font = Font(name=look)
            elif look:
                target.number_format = look
        book.save(path)
        return path

    return made


def number_of(values: list[Value], key: Key) -> object:
    """The number of a question, of a part, of a row; None where it does not count."""
    [value] = [v for v in values if (v.field, v.part, v.row) == key]
    return value.number
