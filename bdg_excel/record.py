"""What programs read: ``values.csv``, ``figures.csv``, ``findings.csv`` and ``run.json``.

CSV files are UTF-8 with BOM, comma, ``\\n``. A text that a spreadsheet would take for a formula
gets an apostrophe in front: no file of ours runs anything when it is opened.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from bdg_excel import __version__
from bdg_excel.csv_file import harmless, write_csv
from bdg_excel.findings import Severity
from bdg_excel.merged import COLUMNS
from bdg_excel.outputs import RECORD, sha256
from bdg_excel.results import Results
from bdg_excel.statements import Statement

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


def write_records(
    folder: Path, results: Results, definition: Path, stated: Sequence[Statement] = ()
) -> None:
    """Writes the four files into `folder`.

    `definition` is the programme's TOML file, `stated` what the report says of the figures.
    """
    write_csv(folder / "values.csv", _VALUE_COLUMNS, _value_rows(results))
    write_csv(folder / "figures.csv", _FIGURE_COLUMNS, _figure_rows(results))
    write_csv(folder / "findings.csv", _FINDING_COLUMNS, _finding_rows(results))
    made = {path.relative_to(folder).as_posix(): sha256(path) for path in _files(folder)}
    facts = _record(results, definition, stated) | {"outputs": made}
    record = json.dumps(facts, ensure_ascii=False, indent=2)
    (folder / RECORD).write_text(record + "\n", encoding="utf-8", newline="\n")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


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


def _record(results: Results, definition: Path, stated: Sequence[Statement]) -> dict[str, Any]:
    balance = results.balance
    template = definition.parent / results.programme.report_template
    severities = [found.severity for found in results.findings]
    return {
        "program": "bdg_excel",
        "version": __version__,
        "programme": results.programme.id,
        "year": results.programme.round.year,
        "definition": {path.name: sha256(path) for path in (definition, template)},
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
        # What the report said when it was made, so that an edited one can be held against it.
        "report": [asdict(statement) for statement in stated],
    }
