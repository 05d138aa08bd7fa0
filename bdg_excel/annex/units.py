"""Every answer unit by unit: a row a unit and a column a question, with live sums on top."""

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.page import Annex, Span, Where
from bdg_excel.layout import NO, YES
from bdg_excel.programme import Field, Form, Part, Programme, Unit
from bdg_excel.values import COUNTED, Status

_HEAD, _TOTAL, _GIVEN, _FIRST = 3, 5, 6, 7
_UNIT_COLUMNS = 3
_QUESTION_WIDTH = 12


class Cell(NamedTuple):
    """An answer as the annex shows it."""

    number: int | Decimal | None
    text: str
    status: str


class _Question(NamedTuple):
    field: Field
    part: Part

    @property
    def ref(self) -> str:
        return f"{self.field.id}.{self.part.id}"

    @property
    def yes_no(self) -> bool:
        return self.field.kind == "yes_no"


def answers(annex: Annex) -> dict[tuple[str, str], Cell]:
    """The answers outside tables by unit code and ``field.part``; made once a workbook."""
    frame = annex.results.frame
    rows = frame[frame["row"] == 0]
    columns = ("unit_code", "field", "part", "value", "text", "status")
    return {
        (code, f"{field}.{part}"): Cell(value, text, status)
        for code, field, part, value, text, status in zip(
            *(rows[name].tolist() for name in columns), strict=True
        )
    }


def write_units(
    annex: Annex, form: Form, where: Where, given: Mapping[tuple[str, str], Cell]
) -> None:
    """The sheet of a form that many units fill; a form of one unit stands on the offices' sheet."""
    programme = annex.results.programme
    units = [unit for unit in programme.units if unit.form == form.id]
    if len(units) < 2:
        return
    questions = _questions(programme, form)
    sheet = annex.sheet(f"Số liệu {form.units}")
    annex.title(sheet, form.title, _NOTE)
    _write_head(annex, sheet, questions)
    for row, unit in enumerate(units, start=_FIRST):
        _write_unit(annex, sheet, row, unit, questions, given)
    last = _FIRST + len(units) - 1
    for column, question in enumerate(questions, start=_UNIT_COLUMNS):
        cells = [given.get((unit.code, question.ref)) for unit in units]
        _write_sums(annex, sheet, column, last, question, cells)
        where.add(question.ref, Span(sheet.get_name(), _FIRST, last, column))
    sheet.freeze_panes(_FIRST, _UNIT_COLUMNS)
    sheet.repeat_rows(_HEAD, _HEAD + 1)
    sheet.repeat_columns(0, _UNIT_COLUMNS - 1)
    sheet.fit_to_pages(3, 0)  # as wide as three pages: one would be too small to read


_NOTE = "Ô xám: chưa có số liệu (không tính là 0). Ô đỏ nghiêng: ghi chưa rõ, chưa tính."


def _questions(programme: Programme, form: Form) -> list[_Question]:
    fields = [programme.field(name) for name in form.field_ids]
    return [
        _Question(field, part) for field in fields if field.kind != "text" for part in field.parts
    ]


def _write_head(annex: Annex, sheet: Worksheet, questions: Sequence[_Question]) -> None:
    style = annex.style("head")
    for column, (label, width) in enumerate((("STT", 6), ("Mã", 9), ("Đơn vị", 26))):
        sheet.merge_range(_HEAD, column, _HEAD + 1, column, label, style)
        sheet.set_column(column, column, width)
    sheet.set_row(_HEAD, 62)
    column = _UNIT_COLUMNS
    while column - _UNIT_COLUMNS < len(questions):
        field = questions[column - _UNIT_COLUMNS].field
        last = column + len(field.parts) - 1
        if last == column:
            sheet.write_string(_HEAD, column, field.label, style)
        else:
            sheet.merge_range(_HEAD, column, _HEAD, last, field.label, style)
        for place, part in enumerate(field.parts, start=column):
            sheet.write_string(_HEAD + 1, place, part.label, style)
        column = last + 1
    sheet.set_column(_UNIT_COLUMNS, _UNIT_COLUMNS + len(questions) - 1, _QUESTION_WIDTH)
    annex.fit(sheet, _HEAD + 1, [(q.part.label, _QUESTION_WIDTH) for q in questions])
    for row, label in ((_TOTAL, "Tổng cộng"), (_GIVEN, "Số đơn vị có số liệu")):
        for column in range(_UNIT_COLUMNS - 1):
            annex.text(sheet, row, column, "", "total_text")
        annex.text(sheet, row, _UNIT_COLUMNS - 1, label, "total_text")


def _write_unit(
    annex: Annex,
    sheet: Worksheet,
    row: int,
    unit: Unit,
    questions: Sequence[_Question],
    given: Mapping[tuple[str, str], Cell],
) -> None:
    sheet.write_number(row, 0, row - _FIRST + 1, annex.style("center"))
    sheet.write_string(row, 1, unit.code, annex.style("center"))
    annex.text(sheet, row, 2, unit.name)
    for column, question in enumerate(questions, start=_UNIT_COLUMNS):
        write_answer(
            annex, sheet, (row, column), given.get((unit.code, question.ref)), question.yes_no
        )


def write_answer(
    annex: Annex, sheet: Worksheet, cell: tuple[int, int], answer: Cell | None, yes_no: bool
) -> None:
    """One answer: a number, Có or Không; what was set aside as it was typed; nothing as nothing."""
    if answer is None or answer.status == Status.BLANK:
        annex.number(sheet, cell, None)
    elif answer.status not in COUNTED:
        annex.text(sheet, *cell, answer.text, "refused")
    elif yes_no:
        annex.text(sheet, *cell, YES if answer.number else NO, "center")
    else:
        whole = answer.number == int(answer.number or 0)
        annex.number(sheet, cell, answer.number, "number" if whole else "decimal")


def _write_sums(
    annex: Annex,
    sheet: Worksheet,
    column: int,
    last: int,
    question: _Question,
    cells: Sequence[Cell | None],
) -> None:
    numbers = [c.number for c in cells if c and c.status in COUNTED and c.number is not None]
    span = xl_range(_FIRST, column, last, column)
    if question.yes_no:
        annex.formula(sheet, (_TOTAL, column), f'COUNTIF({span},"{YES}")', sum(numbers))
        count = f'COUNTIF({span},"{YES}")+COUNTIF({span},"{NO}")'
    else:
        if question.field.kind == "percent":
            annex.text(sheet, _TOTAL, column, "", "total_text")
        else:
            annex.formula(sheet, (_TOTAL, column), f"SUM({span})", sum(numbers))
        count = f"COUNT({span})"
    annex.formula(sheet, (_GIVEN, column), count, len(numbers))


def write_offices(annex: Annex, where: Where, given: Mapping[tuple[str, str], Cell]) -> None:
    """What each single office gave: a row a question."""
    programme = annex.results.programme
    sheet = annex.sheet("Số liệu cơ quan")
    annex.title(sheet, "Số liệu của từng cơ quan", _NOTE)
    heads = (("Cơ quan", 44), ("Chỉ tiêu", 60), ("Số liệu", 18), ("Đơn vị tính", 12))
    annex.head(sheet, _HEAD, heads)
    filling = Counter(unit.form for unit in programme.units)
    row = _HEAD + 1
    for unit in programme.units:
        if filling[unit.form] > 1:
            continue
        for question in _questions(programme, programme.form(unit.form)):
            texts = (unit.name, question.field.full_label(question.part))
            annex.row(sheet, row, texts, heads[:2])
            write_answer(
                annex, sheet, (row, 2), given.get((unit.code, question.ref)), question.yes_no
            )
            annex.text(sheet, row, 3, question.field.unit)
            where.add(question.ref, Span(sheet.get_name(), row, row, 2))
            row += 1
    sheet.freeze_panes(_HEAD + 1, 0)
    sheet.repeat_rows(_HEAD)
