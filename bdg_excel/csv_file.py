"""How CSV files are written: UTF-8 with BOM, comma, ``\\n``, and nothing that runs when opened."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import TextIO

_NUMBER = re.compile(r"-\d[\d.,]*%?")
_FORMULA_STARTS = ("=", "+", "@", "\t", "\r")
_LONGEST = 1 << 24
"""So many letters a cell may have that is read: more than Excel keeps, less than a memory."""


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Writes `rows` under `header` to `path`."""
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        _write(handle, header, rows)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """What `write_csv` would write, to be printed."""
    text = io.StringIO(newline="")
    _write(text, header, rows)
    return text.getvalue().encode("utf-8-sig")


def _write(handle: TextIO, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(handle, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)


def read_csv(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The cells of `columns`, two at least, row by row, as they stand in the file at `path`.

    A file without one of them raises `ValueError`, one that is no CSV `csv.Error`.
    """
    csv.field_size_limit(_LONGEST)
    with path.open(encoding="utf-8-sig", newline="") as handle:
        lines = csv.reader(handle, strict=True)
        header = next(lines, [])
        cells = itemgetter(*(header.index(column) for column in columns))
        for line in lines:
            yield cells(line)


def harmless(text: str) -> str:
    """`text` as a spreadsheet takes it for text, whatever it begins with."""
    if text[:1].isalnum():  # as nearly all do
        return text
    if text.startswith("'"):  # so that what was typed can be told from what was put before it
        return f"'{text}" if harmless(text[1:]) != text[1:] else text
    dashed = text.startswith("-") and len(text) > 1 and not _NUMBER.fullmatch(text)
    return f"'{text}" if dashed or text.startswith(_FORMULA_STARTS) else text


def as_it_was(cell: str) -> str:
    """The text that `harmless` wrote as `cell`."""
    bare = cell[1:]
    return bare if cell.startswith("'") and harmless(bare) == cell else cell
