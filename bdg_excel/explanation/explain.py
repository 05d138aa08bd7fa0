"""The explanation of a figure, from the rows of the run that computed it."""

from collections.abc import Iterable

from bdg_excel.coverage import coverage
from bdg_excel.errors import RecordError
from bdg_excel.explanation.answers import unit_answers
from bdg_excel.explanation.model import Explanation, Silent
from bdg_excel.explanation.names import FigureName
from bdg_excel.explanation.questions import Questions
from bdg_excel.explanation.touching import Touching
from bdg_excel.findings import Severity
from bdg_excel.formula import formula
from bdg_excel.programme import Programme, Unit
from bdg_excel.recorded import FIGURES, Recorded
from bdg_excel.rows import FindingRow, ValueRow


def explain(programme: Programme, name: FigureName, recorded: Recorded) -> Explanation:
    """Where the figure `name` comes from, as `recorded` tells it.

    Its values must be there: those of `fields_of`. `RecordError` where the figure is not.
    """
    questions = Questions(programme, name)
    if name.id not in recorded.figures:
        raise RecordError(f"{FIGURES} không có chỉ tiêu {name.id}. Chạy lại bdg merge.")
    figure = recorded.figures[name.id]
    reported = {unit.code for unit in questions.asked}.difference(figure.missing)
    rows = _by_unit(recorded, questions.fields)
    sent = [unit for unit in questions.asked if unit.code in rows]
    touching = Touching(programme, questions.full_labels, recorded.values)
    return Explanation(
        name=name,
        kind=questions.part.kind,
        formula=formula(programme, questions.part),
        figure=figure,
        coverage=coverage(programme, questions.field, frozenset(reported)),
        labels=questions.labels,
        units=tuple(unit_answers(questions, unit, rows[unit.code]) for unit in sent),
        silent=tuple(_silent(unit, recorded) for unit in questions.asked if unit not in sent),
        findings=touching.of(recorded.findings),
        strays=tuple(found for found in recorded.findings if _is_stray(found)),
        sources={source.file: source.sha256 for source in recorded.sources},
    )


def fields_of(programme: Programme, names: Iterable[FigureName]) -> frozenset[str]:
    """The fields and tables whose values the figures `names` are made of."""
    return frozenset().union(*(Questions(programme, name).fields for name in names))


def _by_unit(recorded: Recorded, fields: Iterable[str]) -> dict[str, list[ValueRow]]:
    found: dict[str, list[ValueRow]] = {}
    for name in sorted(fields):
        for row in recorded.values.get(name, ()):
            found.setdefault(row.unit_code, []).append(row)
    return found


def _silent(unit: Unit, recorded: Recorded) -> Silent:
    return Silent(
        unit,
        tuple(source.file for source in recorded.sources if source.unit_code == unit.code),
        tuple(
            found
            for found in recorded.findings
            if found.unit_code == unit.code and not found.cell and found.severity != Severity.INFO
        ),
    )


def _is_stray(found: FindingRow) -> bool:
    return bool(found.file) and not found.unit_code and found.severity == Severity.ERROR
