"""An explanation as rows for programs."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bdg_excel.csv_file import harmless
from bdg_excel.explanation.model import Answer, Explanation, Silent, UnitAnswers
from bdg_excel.explanation.names import FigureName
from bdg_excel.explanation.questions import Questions
from bdg_excel.formula import formula
from bdg_excel.programme import Programme
from bdg_excel.rows import Exact, FindingRow


class Row(NamedTuple):
    """One row. `record` says of what.

    ``figure``: `value`, `text` as printed, `message` the formula. ``total``: the sum of the counted
    answers of a `role`. ``value``: one answer; `message` says why its unit is not in the figure.
    ``silent``: a unit of whose files none counts. ``finding`` touches the answers, ``stray`` is on
    a file of no known unit: `status` is the severity, `text` what was found.
    """

    record: str
    indicator: str
    part: str
    unit_code: str = ""
    unit: str = ""
    role: str = ""
    row: int | str = ""
    about: str = ""
    measure: str = ""
    value: Exact | None = None
    text: str = ""
    status: str = ""
    counted: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    sha256: str = ""
    code: str = ""
    message: str = ""


COLUMNS = Row._fields
LISTED = ("indicator", "part", "label", "formula")


def listed_rows(programme: Programme, names: Iterable[FigureName]) -> Iterator[list[str]]:
    """The cells of `names` under `LISTED`, fit for a spreadsheet."""
    for name in names:
        words = formula(programme, Questions(programme, name).part)
        yield [*map(harmless, (*name, words))]


def explanation_rows(explanations: Iterable[Explanation]) -> Iterator[list[object]]:
    """The cells of `explanations` under `COLUMNS`, fit for a spreadsheet."""
    for explanation in explanations:
        for row in _rows(explanation):
            yield [harmless(cell) if isinstance(cell, str) else cell for cell in row]


def _rows(explanation: Explanation) -> Iterator[Row]:
    figure, name = explanation.figure, (explanation.name.indicator, explanation.name.part)
    yield Row("figure", *name, value=figure.value, text=figure.printed, message=explanation.formula)
    for role, total in explanation.totals.items():
        yield Row("total", *name, role=role, value=total)
    for unit in explanation.units:
        for answer in unit.answers:
            yield _answer(Row("value", *name), unit, answer, explanation)
    for silent in explanation.silent:
        yield _silent(Row("silent", *name), silent)
    for record, findings in (("finding", explanation.findings), ("stray", explanation.strays)):
        for found in findings:
            yield _finding(Row(record, *name), found)


def _answer(row: Row, unit: UnitAnswers, answer: Answer, explanation: Explanation) -> Row:
    of = answer.row
    return row._replace(
        unit_code=unit.unit.code,
        unit=unit.unit.name,
        role=answer.role,
        row=of.row or "",
        about=answer.about,
        measure=answer.measure,
        value=of.value,
        text=of.text,
        status=of.status,
        counted="yes" if answer.counted else "no",
        file=of.file,
        sheet=of.sheet,
        cell=of.cell,
        sha256=explanation.sources.get(of.file, ""),
        message=unit.why,
    )


def _silent(row: Row, silent: Silent) -> Row:
    return row._replace(
        unit_code=silent.unit.code,
        unit=silent.unit.name,
        counted="no",
        file=";".join(silent.files),
        code=";".join(found.code for found in silent.findings),
        message=" ".join(found.message for found in silent.findings),
    )


def _finding(row: Row, found: FindingRow) -> Row:
    return row._replace(
        unit_code=found.unit_code,
        text=found.found,
        status=found.severity,
        file=found.file,
        sheet=found.sheet,
        cell=found.cell,
        code=found.code,
        message=found.message,
    )
