"""What a run found, as rows: made of its results to be written, and read back from its folder."""

import csv
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from bdg_excel.csv_file import as_it_was, read_csv
from bdg_excel.errors import RecordError
from bdg_excel.outputs import RECORD, sha256
from bdg_excel.rows import Exact, FigureRow, FindingRow, SourceRow, ValueRow
from bdg_excel.values.parsed import Status

if TYPE_CHECKING:  # pandas comes with it, and whoever reads a folder can do without
    from bdg_excel.results import Results

VALUES, FIGURES, FINDINGS = "values.csv", "figures.csv", "findings.csv"
_LARGEST = 64 << 20
_BROKEN = (ValueError, ArithmeticError, LookupError, TypeError, csv.Error, RecursionError)
"""What reading a file of ours raises that is not as a run wrote it."""

Facts = Mapping[str, Any]
"""What ``run.json`` holds."""


class Recorded(NamedTuple):
    """Values by field or table, figures by ``indicator.part``, findings and files.

    `changed` names the files that somebody changed since the run wrote them.
    """

    values: Mapping[str, Sequence[ValueRow]]
    figures: Mapping[str, FigureRow]
    findings: Sequence[FindingRow]
    sources: Sequence[SourceRow]
    changed: Sequence[str] = ()


def of_folder(folder: Path, definition: Path, fields: Collection[str]) -> Recorded:
    """What the run found that wrote `folder`; of the values those of `fields`.

    `RecordError` where `folder` is no output folder of a merge, or where its run had another
    definition than the one at `definition`.
    """
    figures, facts = read_record(folder)
    _assert_defined(folder, facts, definition)
    try:
        return Recorded(
            _values(folder / VALUES, fields),
            figures,
            [
                FindingRow._make(map(as_it_was, row))
                for row in read_csv(folder / FINDINGS, _FINDING)
            ],
            [SourceRow(*(source[name] for name in _SOURCE)) for source in facts["inputs"]],
            _changed(folder, facts),
        )
    except OSError as error:
        raise _missing(folder, error) from error
    except _BROKEN as error:
        raise no_record(folder, f"{VALUES}, {FINDINGS} hoặc {RECORD} bị hỏng") from error


def read_record(folder: Path) -> tuple[dict[str, FigureRow], Facts]:
    """The figures in `folder` and what its ``run.json`` holds; `RecordError` as `of_folder`."""
    try:
        rows = read_csv(_small(folder / FIGURES), _FIGURE)
        figures = {f"{row.indicator}.{row.part}": row for row in map(_figure, rows)}
        facts = json.loads(_small(folder / RECORD).read_text(encoding="utf-8"))
    except OSError as error:
        raise _missing(folder, error) from error
    except _BROKEN as error:
        raise no_record(folder, f"{FIGURES} hoặc {RECORD} bị hỏng") from error
    if not isinstance(facts, dict):
        raise no_record(folder, f"{RECORD} bị hỏng")
    return figures, facts


def figure_rows(results: "Results") -> Iterator[FigureRow]:
    """The figures of `results`, in the definition's order."""
    for figure in results.figures:
        coverage = figure.coverage
        yield FigureRow(
            figure.indicator,
            figure.part,
            figure.value,
            figure.numerator,
            figure.denominator,
            figure.percent,
            figure.printed,
            len(coverage.reported),
            coverage.expected,
            tuple(unit.code for unit in coverage.missing),
        )


def finding_rows(results: "Results") -> Iterator[FindingRow]:
    """The findings of `results`, gravest first."""
    for found in results.findings:
        unit_code, _, file, sheet, cell = found.place
        place = (unit_code, file, sheet, cell)
        yield FindingRow(found.code, found.severity, *place, found.found, found.message)


def source_rows(results: "Results") -> Iterator[SourceRow]:
    """The files of the drop folder."""
    for source in results.sources:
        code = source.unit.code if source.unit else ""
        yield SourceRow(source.file, source.sha256, code, source.counted)


def no_record(folder: Path, reason: str) -> RecordError:
    """The error that says why `folder` is no output folder, and what to do."""
    return RecordError(
        f"{folder} không phải thư mục kết quả của bdg merge ({reason}). "
        "Chạy bdg merge rồi chỉ đúng thư mục kết quả bằng --data."
    )


_VALUE, _FIGURE, _FINDING = ValueRow._fields, FigureRow._fields, FindingRow._fields
_SOURCE = SourceRow._fields
_FIELD = _VALUE.index("field")


def _values(path: Path, fields: Collection[str]) -> dict[str, list[ValueRow]]:
    found: dict[str, list[ValueRow]] = {name: [] for name in fields}
    for cells in read_csv(path, _VALUE):
        if cells[_FIELD] in found:
            row = ValueRow._make(cells)
            found[row.field].append(
                row._replace(
                    row=int(row.row or 0),
                    value=_exact(str(row.value)),
                    text=as_it_was(row.text),
                    status=Status(row.status),
                    file=as_it_was(row.file),
                    sheet=as_it_was(row.sheet),
                )
            )
    return found


def _figure(cells: tuple[str, ...]) -> FigureRow:
    row: Mapping[str, str] = dict(zip(_FIGURE, cells, strict=True))
    return FigureRow(
        indicator=row["indicator"],
        part=row["part"],
        value=_exact(row["value"]),
        numerator=_exact(row["numerator"]),
        denominator=_exact(row["denominator"]),
        percent=_exact(row["percent"]),
        printed=as_it_was(row["printed"]),
        units_reported=int(row["units_reported"]),
        units_expected=int(row["units_expected"]),
        missing=tuple(row["missing"].split(";")) if row["missing"] else (),
    )


def _exact(cell: str) -> Exact | None:
    if not cell:
        return None
    return Decimal(cell) if "." in cell or "E" in cell else int(cell)


def _assert_defined(folder: Path, facts: Facts, definition: Path) -> None:
    known = facts.get("definition")
    if not isinstance(known, dict) or sha256(definition) not in known.values():
        raise RecordError(
            f"Kết quả trong {folder} được tính theo một định nghĩa khác với {definition} "
            f"(SHA-256 ghi trong {RECORD} không khớp). Thêm --programme và định nghĩa đã dùng "
            "khi tổng hợp, hoặc chạy lại bdg merge."
        )


def _changed(folder: Path, facts: Facts) -> list[str]:
    known = facts["outputs"]
    return [name for name in (VALUES, FIGURES, FINDINGS) if sha256(folder / name) != known[name]]


def _small(path: Path) -> Path:
    if path.stat().st_size > _LARGEST:
        raise ValueError("too large")
    return path


def _missing(folder: Path, error: OSError) -> RecordError:
    return no_record(folder, f"thiếu hoặc không đọc được {Path(error.filename or '').name}")
