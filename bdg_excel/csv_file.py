"""How CSV files are written: UTF-8 with BOM, comma, ``\\n``, and nothing that runs when opened."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

_NUMBER = re.compile(r"-\d[\d.,]*%?")
_FORMULA_STARTS = ("=", "+", "@", "\t", "\r")


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Writes `rows` under `header` to `path`."""
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def harmless(text: str) -> str:
    """`text` as a spreadsheet takes it for text, whatever it begins with."""
    dashed = text.startswith("-") and len(text) > 1 and not _NUMBER.fullmatch(text)
    return f"'{text}" if dashed or text.startswith(_FORMULA_STARTS) else text
