"""A sheet of questions: label, unit, yellow cell, live check, note."""

from dataclasses import dataclass
from dataclasses import field as dataclass_field

from bdg_excel.fitting import height
from bdg_excel.form_words import headings, label_and_hint, measure_text, of_form, roman
from bdg_excel.layout import (
    ANSWER,
    CHECK,
    HEAD,
    LABEL,
    MEASURE,
    NOTE,
    STATUS,
    STT,
    TITLE,
    UNIT_ROW,
    Line,
    QuestionSheet,
    Slot,
)
from bdg_excel.programme import Field
from bdg_excel.template.book import Book, Sheet
from bdg_excel.template.cover import tally_on_cover
from bdg_excel.template.inputs import guard_input, write_input
from bdg_excel.template.live import Live, Tally
from bdg_excel.template.question_checks import line_check, message, question_tally
from bdg_excel.template.styles import TEAL

_WIDTHS = {STT: 5.0, LABEL: 35.0, MEASURE: 10.0, ANSWER: 15.0, CHECK: 31.0, NOTE: 22.0}
_UNCHECKED_WIDTHS = {STT: 5.0, LABEL: 52.0, MEASURE: 11.0, ANSWER: 18.0, NOTE: 32.0}
_WORDY_WIDTHS = {STT: 5.0, LABEL: 26.0, ANSWER: 78.0}
_TALL = 150
"""The height of a row whose answer is words."""
_STATUS_ROW = 3
_INDENT = 2
_PAPER_WIDTH, _PAPER_HEIGHT = 85, 750
"""What A4 takes: digits across, points down."""
_SQUEEZE = 1.2


def write_questions(book: Book, page: QuestionSheet, place: int) -> Tally:
    """The sheet `page`, which stands at `place` in the form; says how far it is."""
    writer = _Writer(book, book.add_sheet(page.name), page)
    writer.write_frame()
    checks = writer.write_lines()
    tally = question_tally(page, checks, book.given)
    writer.write_status(tally_on_cover(place, tally))
    writer.set_up_page()
    return tally


@dataclass(frozen=True)
class _Writer:
    book: Book
    sheet: Sheet
    page: QuestionSheet
    heights: list[float] = dataclass_field(default_factory=list)

    @property
    def heads(self) -> dict[str, tuple[str, float]]:
        """The columns that are seen: heading and width by column id."""
        texts = headings(self.page)
        checked = _WIDTHS if CHECK in texts else _UNCHECKED_WIDTHS
        widths = _WORDY_WIDTHS if self.page.wordy else checked
        return {name: (text, widths[name]) for name, text in texts.items()}

    @property
    def last(self) -> int:
        """The last column that is seen."""
        return self.page.column([*self.heads][-1])

    def write_frame(self) -> None:
        """Ids, titles, headings, and how the sheet looks on screen and on paper."""
        book, page, first = self.book, self.page, 1
        book.hide_ids(self.sheet, (page.marker, *page.columns[1:]))
        about = of_form(book.about, book.layout)
        for row, row_id, text, style in (
            (page.title_row, TITLE, page.name, "title"),
            (page.unit_row, UNIT_ROW, about, "subtitle"),
        ):
            self.write_id(row, row_id)
            book.write(self.sheet, (row, first, row, self.last), text, style)
            self.set_height(row, height([(text, self.width(first, self.last) * 0.75)], 24))
        self.write_heads()
        self.sheet.freeze_panes(page.head_row + 1, 0)
        answer = next((line.row for line in page.lines if line.answer), page.head_row + 1)
        self.sheet.set_selection(answer, page.column(ANSWER), answer, page.column(ANSWER))
        self.sheet.set_tab_color(TEAL)

    def set_height(self, row: int, points: float) -> None:
        """The height of a row, remembered for the paper."""
        self.heights.append(points)
        self.sheet.set_row(row, points)

    def set_up_page(self) -> None:
        """One page where that makes the print little smaller, else as many as it takes."""
        room = sum(self.heights) * min(1, _PAPER_WIDTH / self.width(1, self.last))
        heading = (self.page.head_row, self.page.head_row)
        pages = int(room < _PAPER_HEIGHT * _SQUEEZE)
        self.book.set_up_page(self.sheet, heading=heading, pages=pages)

    def write_heads(self) -> None:
        """The heading row; columns without a heading are hidden."""
        self.write_id(self.page.head_row, HEAD)
        self.set_height(self.page.head_row, 26)
        for column, name in enumerate(self.page.columns[1:], start=1):
            if name not in self.heads:
                self.sheet.set_column(column, column, 9, None, {"hidden": True})
                continue
            text, width = self.heads[name]
            self.sheet.set_column(column, column, width)
            self.sheet.write_string(self.page.head_row, column, text, self.book.styles["head"])

    def write_lines(self) -> list[Live]:
        """All lines with their numbers; returns the checks beside them."""
        sections = fields = 0
        checks = []
        for line in self.page.lines:
            self.write_id(line.row, line.row_id)
            if line.section:
                sections += 1
                self.write_section(line, roman(sections))
            elif line.field and line.answer:
                alone = len(line.field.parts) == 1
                fields += alone
                checks += self.write_answer(line, line.field, line.answer, fields if alone else 0)
            elif line.field:
                fields += 1
                self.write_group(line, line.field, fields)
        self.colour_checks()
        return checks

    def write_section(self, line: Line, number: str) -> None:
        """The heading of a section."""
        label = self.page.column(LABEL)
        self.sheet.write_string(line.row, label - 1, number, self.book.styles["section_number"])
        self.book.write(self.sheet, (line.row, label, line.row, self.last), line.section, "section")
        room = self.width(label, self.last) * 0.9
        self.set_height(line.row, height([(line.section, room)], 24))

    def write_group(self, line: Line, field: Field, number: int) -> None:
        """The heading of a field of several parts."""
        label = self.page.column(LABEL)
        self.sheet.write_number(line.row, label - 1, number, self.book.styles["group_number"])
        box = (line.row, label, line.row, self.last)
        self.book.write_label(self.sheet, box, label_and_hint(line), "group")
        room = self.width(label, self.last)
        self.set_height(line.row, height([(f"{field.label}. {field.hint}", room)], 22))

    def write_answer(self, line: Line, field: Field, slot: Slot, number: int) -> list[Live]:
        """A line with an input cell; `number` is 0 where the field's heading has it."""
        answer = (line.row, self.page.column(ANSWER))
        self.write_label(line, field, slot, number)
        self.write_unit(line, slot)
        wide = slot.kind == "text"
        last = self.last if wide else answer[1]
        style = "long_text" if wide else slot.kind
        write_input(self.book, self.sheet, (*answer, line.row, last), slot, style=style)
        if slot.part == field.parts[0].id:
            bottom = line.row + len(field.parts) - 1
            guard_input(self.sheet, (*answer, bottom, answer[1]), slot, field.hint)
        self.fit(line, field, slot)
        return [] if wide else self.write_beside(line)

    def write_label(self, line: Line, field: Field, slot: Slot, number: int) -> None:
        """The number and the words of a line."""
        column = self.page.column(LABEL)
        cell = (line.row, column, line.row, column)
        if number:
            self.sheet.write_number(line.row, column - 1, number, self.book.styles["centre"])
            self.book.write_label(self.sheet, cell, label_and_hint(line), "label")
            return
        self.sheet.write_blank(line.row, column - 1, None, self.book.styles["centre"])
        self.book.write(self.sheet, cell, field.part(slot.part).label, "part")

    def write_unit(self, line: Line, slot: Slot) -> None:
        """What is counted; a yes/no question says what may be answered."""
        if MEASURE not in self.heads:
            return
        text = measure_text(slot)
        column = self.page.column(MEASURE)
        self.sheet.write_string(line.row, column, text, self.book.styles["centre"])

    def write_beside(self, line: Line) -> list[Live]:
        """The live check and the note of a line, where it has them."""
        check = line_check(self.page, line, self.book.given)
        cell, note = (line.row, self.page.column(CHECK)), (line.row, self.page.column(NOTE))
        if check:
            self.book.write_live(self.sheet, (*cell, *cell), check, "small")
        else:
            self.sheet.write_blank(*cell, None, self.book.styles["small"])
        if line.note:
            write_input(self.book, self.sheet, (*note, *note), line.note, style="note")
        else:
            self.sheet.write_blank(*note, None, self.book.styles["small"])
        return [check] if check else []

    def fit(self, line: Line, field: Field, slot: Slot) -> None:
        """The line's height: its label, the longest thing its check can say, what was typed."""
        alone = len(field.parts) == 1
        label = f"{field.label}\n{field.hint}" if alone else field.part(slot.part).label
        texts = [(label, self.heads[LABEL][1] - (0 if alone else _INDENT))]
        texts += [(message(field, rule), _WIDTHS[CHECK] * 1.05) for rule in line.rules]
        if line.note:
            texts.append((self.typed(line.note), self.heads[NOTE][1]))
        if slot.kind == "text":
            texts.append((self.typed(slot), self.width(self.page.column(ANSWER), self.last)))
        self.set_height(line.row, height(texts, _TALL if slot.kind == "text" else 21))

    def typed(self, slot: Slot) -> str:
        """What the cell of `slot` holds, as text."""
        raw = self.book.given.look((slot.field, slot.part, 0))
        return "" if raw is None else str(raw)

    def colour_checks(self) -> None:
        """Red and green for what the checks say."""
        if CHECK in self.heads:
            column = self.page.column(CHECK)
            box = (self.page.head_row + 1, column, self.page.lines[-1].row, column)
            self.book.colour_verdicts(self.sheet, box)

    def write_status(self, tally: Tally) -> None:
        """How far the sheet is, above the headings; a click leads back to the cover."""
        self.write_id(_STATUS_ROW, STATUS)
        self.book.write_status(self.sheet, (_STATUS_ROW, 1, _STATUS_ROW, self.last), tally)
        self.set_height(_STATUS_ROW, 24)

    def write_id(self, row: int, row_id: str) -> None:
        """The id of a row, in the hidden column."""
        self.sheet.write_string(row, 0, row_id, self.book.styles["id"])

    def width(self, first: int, last: int) -> float:
        """How many digits wide the columns `first` to `last` are together."""
        names = self.page.columns[first : last + 1]
        return sum(self.heads[name][1] for name in names if name in self.heads)
