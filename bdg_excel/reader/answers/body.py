"""The rows of a table: which of them are rows, and which are totals or notes that people add."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bdg_excel.findings import CATALOGUE, Finding, Place, Severity, finding
from bdg_excel.layout import NO, Slot, TableSheet
from bdg_excel.programme.constraints import NUMERIC
from bdg_excel.reader.answers.asides import TOTAL, Aside, asides
from bdg_excel.reader.answers.lines import Line, Parts, is_named, listed_name, numbers, parts
from bdg_excel.reader.answers.row_words import count_items, says_none, says_note
from bdg_excel.reader.answers.summands import Above, Held
from bdg_excel.reader.answers.sums import Number, Numbers, Sums
from bdg_excel.reader.answers.typed_totals import beside_totals
from bdg_excel.reader.answers.unsaid_totals import as_sum_of_those_above, sums_of_those_below
from bdg_excel.reader.files.workbook import address, is_filled
from bdg_excel.text import number as printed
from bdg_excel.values.evaluation import parse
from bdg_excel.values.raw import SetAside
from bdg_excel.values.typed import as_shown
from bdg_excel.values.value import Answer


class _Total(NamedTuple):
    """A total that was typed: its numbers, its finding, and which of the sums in between it is."""

    told: Numbers
    aside: Finding
    at: int


@dataclass
class Body:
    """A table being read, from top to bottom. `taken` are the cells that are spoken for."""

    sheet: TableSheet
    columns: Mapping[str, int]
    stt_column: int
    place: Place
    answers: list[Answer] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    sums: Sums = field(default_factory=Sums)
    """What the rows so far come to."""
    _between: list[Sums] = field(default_factory=list)
    """What the rows above each total come to."""
    _totals: list[_Total] = field(default_factory=list)
    _nothing: list[Line] = field(default_factory=list)
    """The rows that say that there are none."""
    _number: int = 0
    _noted: bool = False

    parts: Parts = field(init=False)
    """The columns by what they hold."""
    _above: Above = field(init=False)

    def __post_init__(self) -> None:
        # Once for a table, not at each use: a sheet is much to look up by.
        self.parts = parts(self.sheet)._replace(unit=self.place.unit)
        self._above = Above(self.parts)

    def settled(self, asked: Answer) -> Answer:
        """`asked`, the answer to the table's question; a row that says «Không» may be it."""
        open_yet = asked.cell and not is_filled(asked.raw)
        if self._nothing and open_yet and not self._number and not self._totals:
            asked = self._said_below(self._nothing[0], asked)
        for line in self._nothing:
            self._set_aside("nil_row", line)
        return asked

    def _said_below(self, line: Line, asked: Answer) -> Answer:
        at, typed = next((self.columns[n], raw) for n, raw in line.cells.items() if is_filled(raw))
        where = self.place._replace(cell=address(line.row, at))
        label = self.sheet.table.asks
        self.findings.append(finding("read_as", where, as_shown(typed), label=label, value=NO))
        self.taken.add((line.row, at))
        return asked._replace(raw=NO, cell=where.cell)

    def read(self, lines: Sequence[Line]) -> None:
        """The rows: an answer to each column of one, or a finding that says why it is none."""
        aside = asides(lines, self.parts)
        others = [line for line in lines if line.row not in aside] if aside else lines
        headings = sums_of_those_below(others, self.parts)
        aside |= beside_totals(lines, aside, headings.keys(), self.parts)
        for line in lines:
            if line.row in aside:
                self._say_aside(line, aside[line.row])
            else:
                self._read(line, headings.get(line.row, ""))
        self._judge_totals()

    def _read(self, line: Line, as_heading: str) -> None:
        first = self.sheet.cells[0].part
        texts = [cell for cell in (line.stt, *line.cells.values()) if isinstance(cell, str)]
        if texts and _says_nothing(line):
            self._nothing.append(line)
        elif self._is_note(line, texts):
            self._set_aside("table_note", line)
            self._noted = True
        elif as_heading:
            self._set_aside(as_heading, line, where="dưới")
            self._between.append(self.sums.copy())
        elif code := as_sum_of_those_above(line, self._above, self._sums()):
            self._set_aside(code, line, where="trên")
            self._between.append(self.sums.copy())
        elif any(is_filled(cell) for cell in line.cells.values()):
            self._row(line)
            self._several(line, [first, *self.parts.details])

    def _row(self, line: Line) -> None:
        self._number += 1
        for slot in self.sheet.cells:
            if slot.part in self.columns:
                at, raw = self.columns[slot.part], line.cells[slot.part]
                cell = address(line.row, at)
                self.answers.append(Answer(slot, self._number, raw, self.place.sheet, cell))
                self.taken.add((line.row, at))
        held = Held(line, numbers(line, self.parts.numeric))
        self._above.rows.append(held)
        self.sums.add(held.numbers)

    def _sums(self) -> tuple[Sums, Sums]:
        """What all rows so far come to, and those since the last total."""
        return self.sums, self.sums.without(self._between[-1]) if self._between else self.sums

    def hold(self, row: int, cells: Mapping[str, object]) -> None:
        """Keeps a row that does not count and is to be settled: its `cells` by column id."""
        self._number += 1
        for slot in self.sheet.cells:
            if is_filled(raw := cells.get(slot.part)):
                cell = address(row, self.columns[slot.part])
                answer = Answer(slot, self._number, SetAside(raw), self.place.sheet, cell)
                self.answers.append(answer)

    def _is_note(self, line: Line, texts: Sequence[str]) -> bool:
        """Whether a row is a note or a signature: what stands below one without numbers is too."""
        if listed_name(line, self.parts.name):
            return False
        followed = (
            self._noted and any(map(is_filled, texts)) and not is_named(line, self.parts.name)
        )
        return (followed or any(map(says_note, texts))) and not self._has_number(line)

    def _has_number(self, line: Line) -> bool:
        numeric = {slot.part: slot for slot in self.sheet.cells if slot.kind in NUMERIC}
        return any(
            not isinstance(raw, str)
            or (name in numeric and _number(raw, numeric[name]) is not None)
            for name, raw in line.cells.items()
            if is_filled(raw)
        )

    def _set_aside(self, code: str, line: Line, **words: str) -> Finding | None:
        """Keeps the row from counting; None where all its cells are spoken for."""
        places: dict[int, object] = {self.stt_column: line.stt} if isinstance(line.stt, str) else {}
        places |= {self.columns[name]: raw for name, raw in line.cells.items()}
        free = (at for at in sorted(places) if (line.row, at) not in self.taken)
        filled = {at: places[at] for at in free if is_filled(places[at])}
        if not filled:
            return None
        self.taken |= {(line.row, at) for at in filled}
        columns = self.columns.items()
        held = {name: filled[at] for name, at in columns if at in filled}
        is_held = bool(held) and CATALOGUE[code].severity is Severity.ERROR
        # A held row is found again by the cell of an answer, and an ordinal is none.
        told_at = min(self.columns[name] for name in held) if is_held else min(filled)
        where = self.place._replace(cell=address(line.row, told_at))
        shown = " | ".join(as_shown(raw) for raw in filled.values())
        found = finding(code, where, shown, len(filled), **words)
        self.findings.append(found)
        if is_held:
            self.hold(line.row, held)
        return found

    def _say_aside(self, line: Line, aside: Aside) -> None:
        found = self._set_aside(aside.code, line, **aside.words)
        if found is None or aside.code != TOTAL.code:
            return
        total = _Total(numbers(line, self.parts.numeric), found, len(self._between))
        self._totals.append(total)
        self._between.append(self.sums.copy())

    def _judge_totals(self) -> None:
        """Tells the totals that are the sum of no rows beside them, above or below."""
        bounds = [Sums(), *self._between, self.sums]
        for told, aside, at in self._totals:
            before, above, after = bounds[at : at + 3]
            below = self.sums.without(above)
            beside = (above, above.without(before), after.without(above), below)
            if not all(sums.gaps(told) for sums in beside):
                continue
            where, sums = ("dưới", below) if below.rows and not above.rows else ("trên", above)
            labels = {slot.part: slot.label for slot in self.parts.numeric}
            gaps = "; ".join(
                f"{labels[name]} ghi {printed(told[name] or 0)}, các dòng {where} cộng lại "
                f"{printed(total)}"
                for name, total in sums.gaps(told).items()
            )
            found = finding("typed_total_differs", aside.place, aside.found, gaps=gaps)
            self.findings.append(found)

    def _several(self, line: Line, names: Sequence[str]) -> None:
        counts = [s for s in self.sheet.cells if s.kind in NUMERIC and line.cells.get(s.part)]
        for name in names if counts else ():
            raw = line.cells.get(name)
            items = count_items(raw) if isinstance(raw, str) else 0
            if items > 1:
                where = self.place._replace(cell=address(line.row, self.columns[name]))
                self.findings.append(finding("several_in_one_cell", where, raw, items=items))
                return


def _says_nothing(line: Line) -> bool:
    """Whether a row says in each cell that there is nothing, and in one of them by a word."""
    filled = (raw for raw in line.cells.values() if is_filled(raw))
    nothing = all(says_none(raw) if isinstance(raw, str) else raw == 0.0 for raw in filled)
    return nothing and any(isinstance(raw, str) and raw.strip() for raw in line.cells.values())


def _number(raw: object, slot: Slot) -> Number | None:
    return parse(raw, slot).number if is_filled(raw) else None
