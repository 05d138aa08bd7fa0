"""Every answer unit by unit: a row a unit and a column a question, with live sums on top."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from xlsxwriter.utility import xl_cell_to_rowcol, xl_col_to_name, xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.answers import LEGEND, NOT_SENT, Answer, write_answer, write_file
from bdg_excel.annex.page import Annex, Span, Where
from bdg_excel.annex.questions import Given, Question, questions
from bdg_excel.layout import NO, YES, FormLayout
from bdg_excel.programme import Unit
from bdg_excel.values.parsed import COUNTED

_NOTE, _HEAD, _PLACE, _TOTAL, _GIVEN, _FIRST = 2, 3, 5, 6, 7, 8
_UNIT_HEADS = (("STT", 6), ("Mã", 9), ("Đơn vị", 26))
_TOTALS = (
    "Dòng Tổng cộng cộng mọi số đã ghi; tỷ lệ ở trang Chỉ tiêu chỉ tính các đơn vị có đủ cả hai số."
)
_UNIT_COLUMNS = len(_UNIT_HEADS)
_QUESTION_WIDTH = 12
_FILE = ("Tệp", 40)
_ELSEWHERE = ("Ô nằm khác biểu gốc", 40)


def write_units(annex: Annex, layout: FormLayout, where: Where, given: Given) -> None:
    """The sheet of a form that many units fill; a form of one unit stands on the offices' sheet."""
    programme, form = annex.results.programme, layout.form
    units = [unit for unit in programme.units if unit.form == form.id]
    if len(units) < 2:
        return
    sheet = annex.sheet(f"Số liệu {form.units}")
    grid = _Grid(annex, sheet, layout, units, questions(programme, form), given)
    annex.title(sheet, form.title, LEGEND)
    grid.write_head()
    grid.write_units()
    grid.write_sums()
    for column, question in enumerate(grid.questions, start=_UNIT_COLUMNS):
        where.add(question.ref, Span(sheet.get_name(), _FIRST, grid.last, column))
    sheet.freeze_panes(_FIRST, _UNIT_COLUMNS)
    sheet.repeat_rows(_HEAD, _PLACE)
    sheet.repeat_columns(0, _UNIT_COLUMNS - 1)
    sheet.fit_to_pages(3, 0)  # as wide as three pages: one would be too small to read


@dataclass(frozen=True)
class _Grid:
    """A sheet under way: `units` by `questions`, and behind them where the answers come from."""

    annex: Annex
    sheet: Worksheet
    layout: FormLayout
    units: Sequence[Unit]
    questions: Sequence[Question]
    given: Given

    @property
    def last(self) -> int:
        """The row of the last unit."""
        return _FIRST + len(self.units) - 1

    @property
    def file_column(self) -> int:
        """The column behind the questions."""
        return _UNIT_COLUMNS + len(self.questions)

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """Sheet and cell of each question in an untouched form."""
        cells = (self.layout.cell_of(q.field.id, q.part.id, 0) for q in self.questions)
        return [(name, xl_rowcol_to_cell(row, column)) for name, row, column in cells]

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The file that counts, by unit code."""
        return {reply.unit.code: reply.file for reply in self.annex.results.replies}

    @cached_property
    def answers(self) -> list[list[Answer | None]]:
        """The answers of each unit to the questions, in their order."""
        refs = [question.ref for question in self.questions]
        return [[self.given.get((unit.code, ref)) for ref in refs] for unit in self.units]

    # ---------------------------------------------------------------- Headings

    def write_head(self) -> None:
        """Field, part and the cell of the form; then the labels of the sums."""
        style = self.annex.style("head")
        for column, (label, width) in enumerate(_UNIT_HEADS):
            self.sheet.merge_range(_HEAD, column, _HEAD + 1, column, label, style)
            self.sheet.set_column(column, column, width)
        self.sheet.set_row(_HEAD, 62)
        self._write_fields()
        last = self.file_column - 1
        self.sheet.set_column(_UNIT_COLUMNS, last, _QUESTION_WIDTH)
        parts = [(question.part.label, _QUESTION_WIDTH) for question in self.questions]
        self.annex.fit(self.sheet, _HEAD + 1, parts)
        self._write_behind(self.file_column, *_FILE)
        self._write_places()
        for row, label in ((_TOTAL, "Tổng cộng"), (_GIVEN, "Số đơn vị có số liệu")):
            for column in range(_UNIT_COLUMNS - 1):
                self.annex.text(self.sheet, row, column, "", "total_text")
            self.annex.text(self.sheet, row, _UNIT_COLUMNS - 1, label, "total_text")

    def _write_fields(self) -> None:
        style = self.annex.style("head")
        column = _UNIT_COLUMNS
        while column < self.file_column:
            field = self.questions[column - _UNIT_COLUMNS].field
            last = column + len(field.parts) - 1
            if last == column:
                self.sheet.write_string(_HEAD, column, field.label, style)
            else:
                self.sheet.merge_range(_HEAD, column, _HEAD, last, field.label, style)
            for place, part in enumerate(field.parts, start=column):
                self.sheet.write_string(_HEAD + 1, place, part.label, style)
            column = last + 1

    def _write_behind(self, column: int, label: str, width: float) -> None:
        """A heading behind the questions."""
        style = self.annex.style("head")
        self.sheet.merge_range(_HEAD, column, _HEAD + 1, column, label, style)
        self.sheet.set_column(column, column, width)

    def _write_places(self) -> None:
        """Where the form asks each question: that of all units, where nothing else is said."""
        pages = {name for name, _ in self.places}
        one = f", trang {next(iter(pages))}" if len(pages) == 1 else ""
        label = f"Ô trong biểu{one}"
        for column in range(_UNIT_COLUMNS - 1):
            self.annex.text(self.sheet, _PLACE, column, "", "place")
        self.annex.text(self.sheet, _PLACE, _UNIT_COLUMNS - 1, label, "place")
        for column, (name, cell) in enumerate(self.places, start=_UNIT_COLUMNS):
            words = f"{name}, {cell}" if len(pages) > 1 else cell
            self.annex.text(self.sheet, _PLACE, column, words, "place")

    # ---------------------------------------------------------------- Units

    def write_units(self) -> None:
        """A row a unit; says on top where the links to single cells end."""
        unlinked = 0
        for row, (unit, answers) in enumerate(
            zip(self.units, self.answers, strict=True), start=_FIRST
        ):
            linked = self.annex.links.room_for(len(answers))
            unlinked = unlinked or (0 if linked else row + 1)
            self._write_unit(row, unit, answers, linked)
        note = f"{_TOTALS} {self.annex.links.note(unlinked)}"
        self.annex.text(self.sheet, _NOTE, 0, note, "note")
        self._write_elsewhere()

    def _write_unit(
        self, row: int, unit: Unit, answers: Sequence[Answer | None], linked: bool
    ) -> None:
        center = self.annex.style("center")
        self.sheet.write_number(row, 0, row - _FIRST + 1, center)
        self.sheet.write_string(row, 1, unit.code, center)
        self.annex.text(self.sheet, row, 2, unit.name)
        for column, question in enumerate(self.questions, start=_UNIT_COLUMNS):
            answer = answers[column - _UNIT_COLUMNS]
            write_answer(self.annex, self.sheet, (row, column), answer, question.yes_no, linked)
        at, file = (row, self.file_column), self.files.get(unit.code)
        if file:
            write_file(self.annex, self.sheet, at, file, self.annex.links.to(file))
        else:
            self.annex.text(self.sheet, *at, NOT_SENT, "source")

    def _write_elsewhere(self) -> None:
        """Where units answered in another cell than their form asked: a column only if need be."""
        told = [self._elsewhere(answers) for answers in self.answers]
        if not any(told):
            return
        column = self.file_column + 1
        self._write_behind(column, *_ELSEWHERE)
        for row, words in enumerate(told, start=_FIRST):
            self.annex.text(self.sheet, row, column, words, "moved")
            if words:
                self.annex.fit(self.sheet, row, [(words, _ELSEWHERE[1])])

    def _elsewhere(self, answers: Sequence[Answer | None]) -> str:
        """``trang Số liệu (2): D–F ở E9–E14``: columns of this sheet, cells of the unit's file."""
        moved = [
            (index, answer)
            for index, (answer, place) in enumerate(zip(answers, self.places, strict=True))
            if answer and answer.cell and (answer.sheet, answer.cell) != place
        ]
        runs = groupby(enumerate(moved), lambda one: self._shift(*one))
        return "; ".join(self._run([one for _, one in run]) for _, run in runs)

    def _shift(self, number: int, moved: tuple[int, Answer]) -> tuple[object, ...]:
        """What is the same for neighbours that were moved together."""
        index, answer = moved
        was, now = (xl_cell_to_rowcol(cell) for cell in (self.places[index][1], answer.cell))
        return index - number, answer.sheet, now[0] - was[0], now[1] - was[1]

    def _run(self, moved: Sequence[tuple[int, Answer]]) -> str:
        (first, begin), (last, end) = moved[0], moved[-1]
        if begin.cell == self.places[first][1]:
            return f"trang {begin.sheet}"
        columns = dict.fromkeys(xl_col_to_name(_UNIT_COLUMNS + place) for place in (first, last))
        cells = dict.fromkeys((begin.cell, end.cell))
        return f"trang {begin.sheet}: {'–'.join(columns)} ở {'–'.join(cells)}"

    # ---------------------------------------------------------------- Sums

    def write_sums(self) -> None:
        """Under the headings: what each column adds up to, and of how many units."""
        columns = zip(*self.answers, strict=True)
        for column, answers in enumerate(columns, start=_UNIT_COLUMNS):
            numbers = [
                answer.number
                for answer in answers
                if answer and answer.status in COUNTED and answer.number is not None
            ]
            self._write_sum(column, self.questions[column - _UNIT_COLUMNS], numbers)

    def _write_sum(self, column: int, question: Question, numbers: Sequence[int | Decimal]) -> None:
        annex, sheet, at = self.annex, self.sheet, (_TOTAL, column)
        span = xl_range(_FIRST, column, self.last, column)
        if question.yes_no:
            annex.formula(sheet, at, f'COUNTIF({span},"{YES}")', sum(numbers))
            count = f'COUNTIF({span},"{YES}")+COUNTIF({span},"{NO}")'
        else:
            if question.field.kind == "percent":
                annex.text(sheet, *at, "", "total_text")
            else:
                annex.formula(sheet, at, f"SUM({span})", sum(numbers))
            count = f"COUNT({span})"
        annex.formula(sheet, (_GIVEN, column), count, len(numbers))
