"""The answers of a form's sheets, and all that stands in a file beside them.

A sheet as it was written is read at once (`plan`); any other by the ids in its hidden row and
column, then by labels, and every cell of it is accounted for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.form_words import unit_words
from bdg_excel.layout import (
    COVER,
    IDENTITY,
    LISTS,
    NOTE,
    RETURNED,
    STT,
    TOTAL,
    FormLayout,
    QuestionSheet,
    Slot,
    TableSheet,
)
from bdg_excel.reader.answers.beside import (
    OWN,
    Cell,
    Owner,
    beside,
    count,
    cover_owner,
    identity_owner,
    lists_owner,
    nobody,
    sheet_owner,
)
from bdg_excel.reader.answers.body import Body
from bdg_excel.reader.answers.exchanged import exchanged_columns, exchanged_rows
from bdg_excel.reader.answers.labels import told, with_labels
from bdg_excel.reader.answers.lines import Line
from bdg_excel.reader.answers.maps import BODY, Target, by_ids, target
from bdg_excel.reader.answers.own_totals import HasFormula, OwnTotals, unknown_formula
from bdg_excel.reader.answers.plan import identity_is_untouched, plans, untouched
from bdg_excel.reader.answers.returned_list import returned_owner, told_of_list
from bdg_excel.reader.answers.sheets import find_sheets
from bdg_excel.reader.answers.twice import settled
from bdg_excel.reader.answers.units_said import UnitsSaid
from bdg_excel.reader.answers.untouched import Read, read_untouched
from bdg_excel.reader.files.workbook import Grid, Raw, address, is_filled
from bdg_excel.values.raw import Contested, Measured, SetAside
from bdg_excel.values.typed import as_shown
from bdg_excel.values.value import Answer

_NOTHING = Read([], [], 0)


def read_form(
    grids: Sequence[Grid],
    form: FormLayout,
    place: Place,
    has_formula: HasFormula = unknown_formula,
    version: str = "",
) -> Read:
    """All answers of `form` in `grids`, in its order, and what stands where nothing was asked.

    `version`: which layout of the form the file says that it is, if it says so.
    """
    by_marker, rest = find_sheets(grids, form)
    others = [grid for grid in rest if grid.marker not in by_marker]
    older = bool(by_marker) and version not in ("", form.version)
    reads = [_other(grid, form, place) for grid in others]
    for sheet in form.sheets:
        grid = by_marker.get(sheet.marker)
        if grid is None:
            reads.append(_missing(sheet, place))
            continue
        read = _sheet(grid, sheet, form, place, has_formula, older=older)
        for copy in rest if len(others) < len(rest) else ():
            if copy.marker == sheet.marker:
                again = _sheet(copy, sheet, form, place, has_formula, older=older)
                read = _together(read, again, grid.name, place._replace(sheet=copy.name))
        reads.append(read)
    return Read(
        [answer for read in reads for answer in read.answers],
        [found for read in reads for found in read.findings],
        sum(read.filled for read in reads),
    )


def _together(read: Read, copy: Read, first: str, place: Place) -> Read:
    """A sheet and its copy at `place`; of what the copy lacks the sheet itself tells enough."""
    answers, told = settled(read.answers, copy.answers, first, place)
    beside = [found for found in copy.findings if found.cells]
    return Read(answers, [*read.findings, *told, *beside], read.filled + copy.filled)


def _missing(sheet: QuestionSheet | TableSheet, place: Place) -> Read:
    answers = [Answer(slot, 0, "", "", "") for slot in sheet.slots.values()]
    return Read(answers, [finding("sheet_missing", place, sheet.name)], 0)


def _sheet(
    grid: Grid,
    sheet: QuestionSheet | TableSheet,
    form: FormLayout,
    place: Place,
    has_formula: HasFormula,
    *,
    older: bool,
) -> Read:
    plan, mine = plans(form)[sheet.marker], place._replace(sheet=grid.name)
    if untouched(grid, plan, _unit(place)):
        return read_untouched(grid, sheet, plan, mine, has_formula)
    return _Sheet(grid, _targets(form)[sheet.marker], mine, has_formula, older=older).read()


def _unit(place: Place) -> str:
    return unit_words(place.unit, place.unit_code)


@lru_cache(maxsize=64)
def _targets(form: FormLayout) -> Mapping[str, Target]:
    return {sheet.marker: target(form, sheet) for sheet in form.sheets}


def _other(grid: Grid, form: FormLayout, place: Place) -> Read:
    """A sheet without questions: the cover, a hidden one, or one that is not the form's."""
    unit = _unit(place)
    if grid.marker in (COVER, LISTS) and untouched(grid, plans(form)[grid.marker], unit):
        return _NOTHING
    if grid.marker == IDENTITY and identity_is_untouched(grid):
        return _NOTHING
    mine, owner = place._replace(sheet=grid.name), _owner(grid, form, unit)
    filled = count(grid, owner)
    if owner is nobody:
        told = [finding("outside_sheet", mine, filled, cells=filled)] if filled else []
        return Read([], told, filled)
    if grid.marker == RETURNED:
        return Read([], told_of_list(grid, owner, mine), filled)
    return Read([], beside(grid, owner, frozenset(), mine), filled)


def _owner(grid: Grid, form: FormLayout, unit: str) -> Owner:
    if grid.marker == COVER:
        return cover_owner(form, grid, unit)
    if grid.marker == LISTS:
        return lists_owner(form)
    if grid.marker == RETURNED:
        return returned_owner(grid)
    return identity_owner(grid) if grid.marker == IDENTITY else nobody


class _Sheet:
    """A sheet that is not as it was written: every cell of it is looked at."""

    def __init__(
        self, grid: Grid, goal: Target, place: Place, has_formula: HasFormula, *, older: bool
    ) -> None:
        self.grid, self.goal, self.place, self.has_formula = grid, goal, place, has_formula
        self.map = with_labels(by_ids(grid, goal, older), grid.rows, goal)
        self.taken: set[Cell] = set()
        self.findings: list[Finding] = []
        self._units = UnitsSaid(self.map, grid.rows)
        # What an older form called a part may be another one's name today.
        self._other_rows = {} if older else exchanged_rows(self.map, grid.rows, goal)
        self._other_columns = {} if older else exchanged_columns(self.map, grid.rows, goal)

    def read(self) -> Read:
        """The answers, what is to be said, and how many cells were filled."""
        owner = sheet_owner(self.map, self.goal, _unit(self.place))
        self._tell_labels()
        self._set_doubts_aside(owner)
        self._set_unknown_aside()
        answers = [self._answer(at, slot) for at, slot in self.goal.sheet.slots.items()]
        typed = 0
        if isinstance(self.goal.sheet, TableSheet):
            body, lines = self._body(self.goal.sheet)
            answers = list(map(body.settled, answers))
            self.taken |= body.taken
            self.findings += body.findings
            typed = sum(self._totals(row, body, lines, owner) for row in self.map.rows_of(TOTAL))
            answers += body.answers
        self.findings += beside(self.grid, owner, self.taken, self.place)
        return Read(answers, self.findings, count(self.grid, owner) + typed)

    def _raw(self, row: int, column: int) -> Raw:
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else ""

    def _said(self, slot: Slot, row: int, column: int) -> object:
        """A cell, with what the form now says otherwise of it: its unit, its label."""
        raw = self._raw(row, column)
        if slot.part == NOTE or not is_filled(raw):
            return raw
        label = self._other_rows.get(row) or self._other_columns.get(slot.part)
        if label:
            return Contested(raw, label)
        unit = self._units.beside(row, slot)
        return Measured(raw, unit) if unit else raw

    def _tell_labels(self) -> None:
        words = told(self.map)
        if words:
            self.findings.append(finding("matched_by_labels", self.place, words))

    def _set_doubts_aside(self, owner: Owner) -> None:
        for label, candidates, cells in self.map.doubts:
            free = [cell for cell in cells if cell not in self.taken]
            mine = [cell for cell in free if owner(*cell, self._raw(*cell)) != OWN]
            if mine:
                self._set_aside("label_uncertain", mine, label, " / ".join(candidates))

    def _set_unknown_aside(self) -> None:
        """What an older form asked and this one does not."""
        for row, row_id in self.map.unknown_rows.items():
            asked = [c for name, c in self.map.columns.items() if not name.startswith("_")]
            cells = [(row, column) for column in sorted(asked) if self._is_free(row, column)]
            if cells and not row_id.startswith("#"):
                self._set_aside("unknown_question", cells, row_id)
        for column, name in self.map.unknown_columns.items():
            rows = [n for n, role in enumerate(self.map.roles) if role and not role.startswith("#")]
            cells = [(row, column) for row in rows if self._is_free(row, column)]
            if cells and not name.startswith("_"):
                self._set_aside("unknown_question", cells, name)

    def _is_free(self, row: int, column: int) -> bool:
        return (row, column) not in self.taken and is_filled(self._raw(row, column))

    def _set_aside(self, code: str, cells: Sequence[Cell], label: str, other: str = "") -> None:
        self.taken |= set(cells)
        typed = [f"{as_shown(self._raw(*cell))} ({address(*cell)})" for cell in cells]
        where = self.place._replace(cell=address(*cells[0]))
        words = finding(code, where, ", ".join(typed), len(cells), label=label, candidates=other)
        self.findings.append(words)

    def _answer(self, at: tuple[str, str], slot: Slot) -> Answer:
        """The answer to a question; one that is gone counts as not answered."""
        row_id, column_id = at
        column = self.map.columns.get(column_id)
        rows = self.map.rows_of(row_id) if column is not None else []
        answers = [
            Answer(slot, 0, self._said(slot, row, column), self.place.sheet, address(row, column))
            for row in rows
            if column is not None and (row, column) not in self.taken
        ]
        self.taken |= {(row, column) for row in rows if column is not None}
        return self._only(answers, slot)

    def _only(self, answers: Sequence[Answer], slot: Slot) -> Answer:
        """The one answer among those that stand in copies of a row."""
        if not answers:
            if slot.part != NOTE:
                self.findings.append(finding("question_missing", self.place, label=slot.label))
            return Answer(slot, 0, "", self.place.sheet, "")
        filled = [answer for answer in answers if is_filled(answer.raw)]
        if len(filled) <= 1:
            return (filled or answers)[0]
        both = ", ".join(f"{as_shown(answer.raw)} ({answer.cell})" for answer in filled)
        where = self.place._replace(cell=filled[-1].cell)
        if len({answer.raw for answer in filled}) == 1:
            again = finding("question_repeated", where, both, len(filled) - 1, label=slot.label)
            self.findings.append(again)
            return filled[0]
        self.findings.append(finding("question_twice", where, both, len(filled), label=slot.label))
        return filled[0]._replace(raw=SetAside(" / ".join(as_shown(a.raw) for a in filled)))

    def _body(self, sheet: TableSheet) -> tuple[Body, list[Line]]:
        """The rows of a table, through its columns wherever they stand."""
        columns = {p: c for p, c in self.map.columns.items() if p in sheet.row_slots}
        stt = self.map.columns.get(STT, -1)
        body = Body(sheet, columns, stt, self.place)
        if sheet.cells[0].part not in columns:  # nobody knows what the rows are about
            self._tell_missing(sheet.cells[:1])
            return body, []
        lines = list(self._lines(sheet, columns, stt))
        body.read(lines)
        if body.answers:
            self._tell_missing([slot for slot in sheet.cells if slot.part not in columns])
        return body, lines

    def _totals(self, row: int, body: Body, lines: Sequence[Line], owner: Owner) -> int:
        """Tells what stands in place of the form's totals; how many numbers are no formula's."""
        at = [column for name, column in self.map.columns.items() if name in {STT, *body.columns}]
        cells = {
            column: self._raw(row, column) for column in sorted(at) if self._is_free(row, column)
        }
        words = [column for column, cell in cells.items() if owner(row, column, cell) != OWN]
        totals = OwnTotals(row, cells, body, lines, self.has_formula)
        typed = [column for column in totals.typed(thorough=bool(words)) if column not in words]
        told = totals.told(typed, words)
        if told:
            self.findings.append(told)
            self.taken |= {(row, column) for column in (*typed, *words)}
        return len(typed)

    def _tell_missing(self, slots: Iterable[Slot]) -> None:
        for slot in slots:
            self.findings.append(finding("question_missing", self.place, label=slot.label))

    def _lines(self, sheet: TableSheet, columns: Mapping[str, int], stt: int) -> Iterator[Line]:
        for row in self.map.rows_of(BODY):
            cells = {
                slot.part: self._said(slot, row, columns[slot.part])
                if (row, columns[slot.part]) not in self.taken
                else ""
                for slot in sheet.cells
                if slot.part in columns
            }
            ordinal = self._raw(row, stt) if stt >= 0 and (row, stt) not in self.taken else ""
            yield Line(row, ordinal, cells)
