"""What programs read: ``values.csv``, ``figures.csv``, ``findings.csv`` and ``run.json``.

CSV files are UTF-8 with BOM, comma, ``\\n``. A text that a spreadsheet would take for a formula
gets an apostrophe in front: no file of ours runs anything when it is opened.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from bdg_excel import __version__
from bdg_excel.findings import Severity
from bdg_excel.merge import COLUMNS
from bdg_excel.results import Results

_VALUE_COLUMNS = tuple(COLUMNS)
_FIGURE_COLUMNS = (
    "indicator",
    "part",
    "value",
    "numerator",
    "denominator",
    "percent",
    "printed",
    "units_reported",
    "units_expected",
    "missing",
)
_FINDING_COLUMNS = ("code", "severity", "unit_code", "file", "sheet", "cell", "found", "message")
_FORMULA_STARTS = ("=", "+", "@", "\t", "\r")


def write_records(folder: Path, results: Results, definition: Path) -> None:
    """Writes the four files into `folder`. `definition`: the programme's TOML file."""
    _write_csv(folder / "values.csv", _VALUE_COLUMNS, _value_rows(results))
    _write_csv(folder / "figures.csv", _FIGURE_COLUMNS, _figure_rows(results))
    _write_csv(folder / "findings.csv", _FINDING_COLUMNS, _finding_rows(results))
    record = json.dumps(_record(results, definition), ensure_ascii=False, indent=2)
    (folder / "run.json").write_text(record + "\n", encoding="utf-8", newline="\n")


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _value_rows(results: Results) -> Iterable[Sequence[object]]:
    frame = results.frame
    columns: list[Iterable[object]] = []
    for name in COLUMNS:
        cells = frame[name].tolist()
        if name == "row":
            cells = [row or "" for row in cells]
        elif name in ("text", "file", "sheet"):
            cells = [harmless(cell) for cell in cells]
        columns.append(cells)
    return zip(*columns, strict=True)


def _figure_rows(results: Results) -> Iterable[Sequence[object]]:
    for figure in results.figures:
        yield (
            figure.indicator,
            figure.part,
            _plain(figure.value),
            _plain(figure.numerator),
            _plain(figure.denominator),
            _plain(figure.percent),
            harmless(figure.printed),
            len(figure.coverage.reported),
            figure.coverage.expected,
            ";".join(unit.code for unit in figure.coverage.missing),
        )


def _plain(value: int | Decimal | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _finding_rows(results: Results) -> Iterable[Sequence[object]]:
    for found in results.findings:
        place = found.place
        yield (
            found.code,
            found.severity,
            place.unit_code,
            harmless(place.file),
            harmless(place.sheet),
            place.cell,
            harmless(found.found),
            harmless(found.message),
        )


def harmless(text: str) -> str:
    """`text` as a spreadsheet takes it for text, whatever it begins with."""
    dashed = text.startswith("-") and len(text) > 1 and not text[1].isdigit()
    return f"'{text}" if dashed or text.startswith(_FORMULA_STARTS) else text


def _record(results: Results, definition: Path) -> dict[str, Any]:
    balance = results.balance
    template = definition.parent / results.programme.report_template
    severities = [found.severity for found in results.findings]
    return {
        "program": "bdg_excel",
        "version": __version__,
        "programme": results.programme.id,
        "year": results.programme.round.year,
        "definition": {path.name: _sha256(path) for path in (definition, template)},
        "inputs": [
            {
                "file": source.file,
                "sha256": source.sha256,
                "unit_code": source.unit.code if source.unit else "",
                "counted": source.counted,
            }
            for source in results.sources
        ],
        "decisions": [{"file": file, "by": by} for file, by in results.decisions.by_file.items()],
        "units": {
            "expected": len(results.programme.units),
            "counted": len(results.sent.reported),
            "not_counted": [unit.code for unit in results.sent.missing],
        },
        "findings": {str(severity): severities.count(severity) for severity in Severity},
        "balance": {
            "files": balance.files,
            "files_counted": balance.files_counted,
            "files_set_aside": balance.files_set_aside,
            "cells": balance.cells,
            "cells_counted": balance.cells_counted,
            "cells_set_aside": balance.cells_set_aside,
            "holds": balance.holds,
        },
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
