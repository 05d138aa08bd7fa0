"""What xlrd sees in an old ``.xls`` and python-calamine does not: errors, formats, fonts."""

import io
import re
import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from bdg_excel.reader.files.facts import Cell, Facts, Lines, OutOfSight, Wanted
from bdg_excel.reader.files.ole import SIGNATURE
from bdg_excel.reader.files.workbook import address
from bdg_excel.values.raw import CellError

_ERROR, _TEXT, _NUMBERS = 5, 1, (2, 3)
"""Kinds of cells: an error, a text; a number, a number shown as a date."""
_NO_NUMBER = (0, 1, 6)
"""Kinds of cells that hold nothing, without a look and with one, and texts."""
_EXCEL_97 = 80
_FORMULA, _END, _TOKENS = 0x06, 0x0A, 22
"""The records of a formula and of a sheet's end, and where in the first its tokens begin."""
_POINT_NOUGHT = re.compile(r"(?<=\d)\.0(?!\d)")
"""What xlrd writes behind whole numbers."""
_HEADER, _CELL, _SIZE = struct.Struct("<HH"), struct.Struct("<HH"), struct.Struct("<H")
_CODES = rb"[\x00\x07\x0f\x17\x1d\x24\x2a]"
_ERRORS = re.compile(
    rb"\x05\x02\x08\x00.{6}%s\x01|\x06\x00.{8}\x02.%s.{3}\xff\xff" % (_CODES, _CODES), re.DOTALL
)
"""The records BOOLERR with an error, and FORMULA with an error for its result."""


def is_xls(content: bytes) -> bool:
    """Whether `content` is an OLE file."""
    return content.startswith(SIGNATURE)


def may_have_errors(content: bytes) -> bool:
    """Whether there are bytes that look like an error cell's."""
    return _ERRORS.search(content) is not None


def xls_errors(content: bytes) -> dict[str, dict[Cell, CellError]]:
    """The error cells of each sheet that has any."""
    import xlrd

    found = {}
    for sheet in opened_xls(content, formats=False).sheets():
        cells = {
            (row, column): CellError(xlrd.error_text_from_code.get(sheet.cell_value(row, column)))
            for row in range(sheet.nrows)
            for column, kind in enumerate(sheet.row_types(row))
            if kind == _ERROR
        }
        if cells:
            found[sheet.name] = cells
    return found


def xls_facts(content: bytes, wanted: Wanted) -> dict[tuple[str, str], Facts]:
    """What is to be known of the `wanted` cells."""
    book = opened_xls(content, formats=True)
    found = {}
    for sheet in book.sheets():
        cells = wanted.get(sheet.name, {})
        for row, column in cells:
            if row < sheet.nrows and column < sheet.row_len(row):
                runs = sheet.rich_text_runlist_map.get((row, column), ())
                facts = _facts(book, sheet.cell(row, column), runs)
                found[sheet.name, address(row, column)] = facts
    return found


def xls_merged(content: bytes) -> dict[str, list[tuple[int, int, int, int]]]:
    """The merged cells of each sheet: first row and column, last row and column."""
    return {
        sheet.name: [(top, left, below - 1, beside - 1) for top, below, left, beside in merged]
        for sheet in opened_xls(content, formats=True).sheets()
        if (merged := sheet.merged_cells)
    }


def xls_out_of_sight(content: bytes) -> OutOfSight:
    """What is hidden of the workbook."""
    sheets = opened_xls(content, formats=True).sheets()
    return OutOfSight(
        frozenset(sheet.name for sheet in sheets if sheet.visibility),
        {sheet.name: _hidden_lines(sheet) for sheet in sheets},
    )


def _hidden_lines(sheet: Any) -> Lines:
    columns = (column for column, look in sheet.colinfo_map.items() if look.hidden)
    return Lines(
        frozenset(row for row, look in sheet.rowinfo_map.items() if look.hidden),
        tuple(range(column, column + 1) for column in columns),
    )


def _facts(book: Any, cell: Any, runs: Sequence[tuple[int, int]]) -> Facts:
    look = book.xf_list[cell.xf_index]
    number = float(cell.value) if cell.ctype in _NUMBERS else None
    text = str(cell.value) if cell.ctype == _TEXT else ""
    font = book.font_list[look.font_index]
    form = book.format_map[look.format_key].format_str
    pieces = _pieces(text, [(0, font), *((start, book.font_list[index]) for start, index in runs)])
    struck = bool(font.struck_out)
    bare = "".join(
        piece for piece, own in pieces if not (struck if own is font else _is_marked(own))
    )
    fonts = tuple((piece, own.name) for piece, own in pieces)
    return Facts(number, text, form, font.name, bare, struck and not bare, fonts)


def _is_marked(font: Any) -> bool:
    """Whether a piece of a text in `font` is struck out, or stands above or below the line."""
    return bool(font.struck_out or font.escapement)


def _pieces(text: str, starts: Sequence[tuple[int, Any]]) -> list[tuple[str, Any]]:
    """`text` in pieces, each with its font: where each begins, and its font."""
    ends = [*(start for start, _ in starts[1:]), len(text)]
    return [(text[at:end], font) for (at, font), end in zip(starts, ends, strict=True)]


@lru_cache(maxsize=1)
def xls_formulas(content: bytes) -> dict[str, tuple[dict[Cell, str], set[Cell]]]:
    """By sheet: its formulas in Excel's words, '' for one in other words; its cells with numbers.

    Nothing of workbooks that are older than Excel 97. One file is asked several times in a row.
    """
    book = opened_xls(content, formats=False, keep=True)
    if book.biff_version != _EXCEL_97:
        return {}
    starts = zip(book.sheets(), book._sh_abs_posn, strict=True)
    return {sheet.name: (dict(_formulas(book, at)), _numbers(sheet)) for sheet, at in starts}


def _formulas(book: Any, at: int) -> Iterator[tuple[Cell, str]]:
    """The formulas of the sheet that begins at `at`: each is a record of its own."""
    while at + _HEADER.size <= len(book.mem):
        code, length = _HEADER.unpack_from(book.mem, at)
        record = book.mem[at + _HEADER.size : at + _HEADER.size + length]
        if code == _END:
            return
        if code == _FORMULA and length > _TOKENS:
            row, column, size = *_CELL.unpack_from(record), *_SIZE.unpack_from(record, _TOKENS - 2)
            yield (row, column), _formula(book, bytes(record[_TOKENS:]), size, (row, column))
        at += _HEADER.size + length


def _formula(book: Any, tokens: bytes, size: int, cell: Cell) -> str:
    from xlrd.formula import FMLA_TYPE_CELL, decompile_formula

    try:
        text = decompile_formula(book, tokens, size, FMLA_TYPE_CELL, *cell) or ""
        return _POINT_NOUGHT.sub("", text)
    except Exception:  # xlrd knows not every kind of formula
        return ""


def _numbers(sheet: Any) -> set[Cell]:
    rows = enumerate(map(sheet.row_types, range(sheet.nrows)))
    return {
        (row, column)
        for row, kinds in rows
        for column, kind in enumerate(kinds)
        if kind not in _NO_NUMBER
    }


@lru_cache(maxsize=2)
def opened_xls(content: bytes, formats: bool, keep: bool = False) -> Any:
    """The workbook in `content` as xlrd opens it, with `formats` or without.

    `keep`: its records can be looked at afterwards. Several look into one file, one after another.
    """
    import xlrd  # here, since few files of a round are that old

    return xlrd.open_workbook(
        file_contents=content,
        formatting_info=formats,
        logfile=io.StringIO(),
        ragged_rows=True,
        on_demand=keep,
    )
