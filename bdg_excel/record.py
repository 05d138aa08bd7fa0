"""What programs read: ``values.csv``, ``figures.csv``, ``findings.csv`` and ``run.json``.

CSV files are UTF-8 with BOM, comma, ``\\n``. A text that a spreadsheet would take for a formula
gets an apostrophe in front: no file of ours runs anything when it is opened.
"""

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from bdg_excel import __version__
from bdg_excel.csv_file import harmless, write_csv
from bdg_excel.findings import Severity
from bdg_excel.outputs import RECORD, sha256
from bdg_excel.recorded import (
    FIGURES,
    FINDINGS,
    VALUES,
    figure_rows,
    finding_rows,
    source_rows,
)
from bdg_excel.results import Results
from bdg_excel.rows import Exact, FigureRow, FindingRow, ValueRow
from bdg_excel.statements import Statement


def write_records(
    folder: Path, results: Results, definition: Path, stated: Sequence[Statement] = ()
) -> None:
    """Writes the four files into `folder`.

    `definition` is the programme's TOML file, `stated` what the report says of the figures.
    """
    write_csv(folder / VALUES, ValueRow._fields, _value_cells(results))
    write_csv(folder / FIGURES, FigureRow._fields, map(_figure_cells, figure_rows(results)))
    findings = ([harmless(cell) for cell in row] for row in finding_rows(results))
    write_csv(folder / FINDINGS, FindingRow._fields, findings)
    made = {path.relative_to(folder).as_posix(): sha256(path) for path in _files(folder)}
    facts = _record(results, definition, stated) | {"outputs": made}
    record = json.dumps(facts, ensure_ascii=False, indent=2)
    (folder / RECORD).write_text(record + "\n", encoding="utf-8", newline="\n")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _value_cells(results: Results) -> Iterable[Sequence[object]]:
    """Column by column: there are many rows."""
    frame = results.frame
    columns: list[Iterable[object]] = []
    for name in ValueRow._fields:
        cells = frame[name].tolist()
        if name == "row":
            cells = [row or "" for row in cells]
        elif name in ("text", "file", "sheet"):
            cells = [harmless(cell) for cell in cells]
        columns.append(cells)
    return zip(*columns, strict=True)


def _figure_cells(row: FigureRow) -> Sequence[object]:
    numbers = (row.value, row.numerator, row.denominator, row.percent)
    return (
        row.indicator,
        row.part,
        *map(_plain, numbers),
        harmless(row.printed),
        row.units_reported,
        row.units_expected,
        ";".join(row.missing),
    )


def _plain(value: Exact | None) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


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
        "inputs": [source._asdict() for source in source_rows(results)],
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
        "report": [statement._asdict() for statement in stated],
    }
