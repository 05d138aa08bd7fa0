"""The answers of a sheet as it was written: they stand where its plan says."""

from collections.abc import Iterable
from typing import NamedTuple

from bdg_excel.findings import Finding, Place
from bdg_excel.layout import QuestionSheet, TableSheet
from bdg_excel.reader.answers.body import Body
from bdg_excel.reader.answers.lines import Line
from bdg_excel.reader.answers.own_totals import HasFormula, OwnTotals
from bdg_excel.reader.answers.plan import Plan
from bdg_excel.reader.files.workbook import Grid, is_filled
from bdg_excel.values.value import Answer


class Read(NamedTuple):
    """What a form's sheets hold. `filled`: the cells that somebody filled, counted by themselves.

    `filled` takes no notice of answers and findings: these must come to the same.
    """

    answers: list[Answer]
    findings: list[Finding]
    filled: int


def read_untouched(
    grid: Grid,
    sheet: QuestionSheet | TableSheet,
    plan: Plan,
    place: Place,
    has_formula: HasFormula,
) -> Read:
    """The answers of `sheet` in `grid`, which is as `plan` says; and what stands in its totals."""
    rows, name = grid.rows, grid.name
    answers = [Answer(slot, 0, rows[r][c], name, cell) for slot, r, c, cell in plan.answers]
    if not isinstance(sheet, TableSheet):
        return Read(answers, [], _filled(answers))
    first, last = sheet.first_column, sheet.first_column + len(sheet.cells)
    parts = tuple(slot.part for slot in sheet.cells)
    columns = dict(zip(parts, range(first, last), strict=True))
    body = Body(sheet, columns, 1, place)
    filled, empty, lines = _filled(answers), [""] * len(parts), list[Line]()
    for number in range(plan.first_row, len(rows)):
        cells = rows[number][first:last]
        begun = 0 if cells == empty else sum(map(is_filled, cells))
        if begun:
            filled += begun
            lines.append(Line(number, "", dict(zip(parts, cells, strict=True))))
    if lines:
        body.read(lines)
        answers = [body.settled(asked) for asked in answers]
    above = {at: cell for at, cell in enumerate(rows[sheet.total_row]) if type(cell) is float}
    if not above:
        return Read(answers + body.answers, body.findings, filled)
    totals = OwnTotals(sheet.total_row, above, body, lines, has_formula)
    typed = totals.typed()
    told = [found] if (found := totals.told(typed, ())) else []
    return Read(answers + body.answers, body.findings + told, filled + len(typed))


def _filled(answers: Iterable[Answer]) -> int:
    return sum(answer.raw != "" and is_filled(answer.raw) for answer in answers)
