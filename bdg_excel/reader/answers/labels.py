"""Rows and columns without ids, by what is written beside and above them; never by position.

A label that says the same, however it is accented, spaced and punctuated, is certain where only one
question has it. Whatever only looks like a label, or fits two, is a doubt: its cells are set aside.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bdg_excel.form_words import ALL_DONE, STILL, label_texts
from bdg_excel.form_words import headings as question_headings
from bdg_excel.layout import (
    ANSWER,
    HEAD,
    LABEL,
    NOTE,
    STATIC,
    STATUS,
    TABLE_HEAD,
    TITLE,
    TOTAL,
    UNIT_ROW,
    Line,
    QuestionSheet,
    TableSheet,
)
from bdg_excel.reader.answers.maps import Doubt, Map, Target, text_at
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.answers.tables_by_label import table_columns
from bdg_excel.reader.files.workbook import Raw, Rows, address, is_filled
from bdg_excel.text import likeness

CLOSE, GAP = 83, 10
"""From which likeness on a label may be a slip of another, and how far ahead of the next it is."""
_STATUS = (f"{key(STILL)} ", key(ALL_DONE))
"""How the keys of a sheet's status begin."""


def with_labels(found: Map, rows: Rows, goal: Target) -> Map:
    """`found`, completed by labels where its ids do not reach."""
    wanted = {column for _, column in goal.sheet.slots}
    if isinstance(goal.sheet, TableSheet):
        wanted |= goal.sheet.row_slots.keys()
        if not wanted <= found.columns.keys() or not found.rows_of(TABLE_HEAD):
            found = table_columns(found, rows, goal.sheet)
    elif not (wanted | {LABEL}) <= found.columns.keys():
        found = _question_columns(found, rows, goal.sheet)
    if goal.asked <= set(found.roles):
        return found
    found = _own_rows(found, rows, goal)
    if isinstance(goal.sheet, TableSheet):
        return _table_question(found, rows, goal.sheet).with_body(len(rows))
    return _Walk(found, rows, goal.sheet).matched()


def _question_columns(found: Map, rows: Rows, sheet: QuestionSheet) -> Map:
    """The columns by the headings in the row that has most of them."""
    heads = {key(text): name for name, text in question_headings(sheet).items()}
    matches = [{c: key(x) for c, x in enumerate(row) if isinstance(x, str)} for row in rows]
    score = [len({k for k in row.values() if k in heads}) for row in matches]
    best = score.index(max(score)) if score else -1
    if best < 0 or score[best] < 2:
        return found
    columns, told, doubts = dict(found.columns), dict(found.columns_told), list(found.doubts)
    for text, name in heads.items():
        here = [c for c, k in matches[best].items() if k == text and found.is_free(c)]
        if name in columns or not here:
            continue
        if len(here) == 1:
            columns[name] = here[0]
            told[name] = question_headings(sheet)[name]
        elif name in (ANSWER, NOTE):
            doubts.append(_two_columns(rows, best, here))
    roles = list(found.roles)
    roles[best] = roles[best] or HEAD
    return replace(
        found, roles=tuple(roles), columns=columns, columns_told=told, doubts=tuple(doubts)
    )


def _two_columns(rows: Rows, head: int, columns: Sequence[int]) -> Doubt:
    cells = tuple(
        (number, column)
        for number, row in enumerate(rows)
        for column in columns
        if number > head and column < len(row) and is_filled(row[column])
    )
    names = tuple(f"cột {address(head, column)}" for column in columns)
    return Doubt(str(rows[head][columns[0]]), names, cells)


def _own_rows(found: Map, rows: Rows, goal: Target) -> Map:
    """The form's title, unit and status by what they say."""
    titles = {
        key(text): row_id
        for row_id, own in goal.own.items()
        if row_id.startswith(STATIC) and row_id not in (UNIT_ROW, HEAD, TABLE_HEAD, TOTAL)
        for text in next(iter(own.texts.values()), ())
        if len(own.texts) == 1
    }
    roles = list(found.roles)
    for number, row in enumerate(rows):
        first = next((cell for cell in row if isinstance(cell, str) and cell.strip()), "")
        if roles[number] or number == found.id_row or not first:
            continue
        text = key(first)
        if " ma " in f" {text} " and "(" in first:
            roles[number] = UNIT_ROW if UNIT_ROW not in roles else ""
        elif text.startswith(_STATUS):
            roles[number] = STATUS if STATUS in goal.own else UNIT_ROW
        elif HEAD not in roles and _has_headings(row, goal):
            roles[number] = HEAD
        elif titles.get(text, TITLE) not in roles and text in titles:
            roles[number] = titles[text]
    return replace(found, roles=tuple(roles))


def _has_headings(row: Sequence[Raw], goal: Target) -> bool:
    heads = {key(texts[0]) for texts in goal.own[HEAD].texts.values()}
    return len(heads & {key(cell) for cell in row if isinstance(cell, str)}) * 2 > len(heads)


def _table_question(found: Map, rows: Rows, sheet: TableSheet) -> Map:
    if sheet.asks_id in found.roles:
        return found
    asks = key(sheet.table.asks)
    here = [n for n, row in enumerate(rows) if any(key(c) == asks for c in row if _is_text(c))]
    if len(here) != 1 or sheet.columns[sheet.asks_column] not in found.columns:
        return found
    roles = list(found.roles)
    roles[here[0]] = sheet.asks_id
    told = {**found.rows_told, here[0]: sheet.table.asks}
    return replace(found, roles=tuple(roles), rows_told=told)


def _is_text(cell: object) -> bool:
    return isinstance(cell, str)


@dataclass
class _Walk:
    """Down the rows of a question sheet, knowing under which heading each one stands."""

    found: Map
    rows: Rows
    sheet: QuestionSheet
    heading: str = ""
    sure: bool = True
    roles: list[str] = field(default_factory=list)
    told: dict[int, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def matched(self) -> Map:
        """The map with every row whose label is that of one question only."""
        self.roles = list(self.found.roles)
        missing = [line for line in self.sheet.lines if line.row_id not in self.found.roles]
        column = self._label_column(missing)
        for number in range(len(self.rows)) if column >= 0 else ():
            if self.roles[number]:
                self._pass(self.roles[number])
            elif number != self.found.id_row:
                self._match(number, text_at(self.rows[number], column), missing)
        self._set_aside_repeated()
        return replace(
            self.found,
            roles=tuple(self.roles),
            rows_told={**self.found.rows_told, **self.told},
            doubts=(*self.found.doubts, *self.doubts),
        )

    def _label_column(self, missing: Sequence[Line]) -> int:
        """The labels' column: by its heading, else the one with most of the labels."""
        if LABEL in self.found.columns:
            return self.found.columns[LABEL]
        keys = {key(text) for line in missing for text in label_texts(line)}
        width = max((len(row) for row in self.rows), default=0)
        score = [sum(key(text_at(row, c)) in keys for row in self.rows) for c in range(width)]
        return score.index(max(score)) if score and max(score) > 1 else -1

    def _pass(self, role: str) -> None:
        """A row with a role: a heading begins, or ends, what the rows below belong to."""
        line = next((line for line in self.sheet.lines if line.row_id == role), None)
        if line and not (line.answer and line.field and len(line.field.parts) > 1):
            self.heading, self.sure = (line.field.id if line.field else ""), True
        elif line and line.field:
            self.heading, self.sure = line.field.id, True

    def _match(self, number: int, label: str, missing: Sequence[Line]) -> None:
        if not label.strip():
            return
        near = [line for line in missing if self._may_follow(line)]
        same = [line for line in near if _is_called(line, label)]
        if not same and not self.heading:
            same = [line for line in missing if _is_called(line, label)]
        if len(same) == 1 and (self.sure or not is_part(same[0])):
            self.roles[number] = same[0].row_id
            if same[0].answer:
                self.told[number] = same[0].answer.label
            self._pass(same[0].row_id)
            return
        close = same or _similar(near, label)
        if close:
            self._doubt(number, label, close)
            if close[0].answer is None and close[0].field:
                self.heading, self.sure = close[0].field.id, False

    def _may_follow(self, line: Line) -> bool:
        """Whether `line` can stand here: a part of the field above, or what begins anew."""
        mine = line.field is not None and line.field.id == self.heading
        return mine or not is_part(line)

    def _doubt(self, number: int, label: str, lines: Sequence[Line]) -> None:
        names = tuple(line.answer.label if line.answer else label_texts(line)[-1] for line in lines)
        self.doubts.append(Doubt(label, names, self._answers(number)))

    def _answers(self, number: int) -> tuple[tuple[int, int], ...]:
        columns = (self.found.columns.get(name, -1) for name in (ANSWER, NOTE))
        row = self.rows[number]
        return tuple((number, c) for c in columns if 0 <= c < len(row) and is_filled(row[c]))

    def _set_aside_repeated(self) -> None:
        """Two rows with one label: neither is taken."""
        by_role: dict[str, list[int]] = {}
        for number, role in enumerate(self.roles):
            by_role.setdefault(role, []).append(number)
        for numbers in by_role.values():
            told = [number for number in numbers if number in self.told]
            if len(numbers) < 2 or not told:
                continue
            label = self.told[told[0]]
            places = tuple(f"dòng {number + 1}" for number in numbers)
            cells = tuple(cell for number in numbers for cell in self._answers(number))
            self.doubts.append(Doubt(label, places, cells))
            for number in told:
                self.roles[number] = ""
                del self.told[number]


def is_part(line: Line) -> bool:
    """Whether `line` asks for one of several parts, under the heading of its question."""
    return line.answer is not None and line.field is not None and len(line.field.parts) > 1


def _is_called(line: Line, label: str) -> bool:
    return key(label) in {key(text) for text in label_texts(line)}


def _similar(lines: Sequence[Line], label: str) -> list[Line]:
    """The lines that `label` may be a slip of, best first: one, or several that are as near."""
    scored = sorted(_scores(lines, key(label)), key=lambda pair: -pair[0])
    if not scored or scored[0][0] < CLOSE:
        return []
    return [line for score, line in scored if score > scored[0][0] - GAP]


def _scores(lines: Sequence[Line], label: str) -> Iterator[tuple[float, Line]]:
    for line in lines:
        yield max(likeness(label, key(text)) for text in label_texts(line)), line


def fits(rows: Rows, goal: Target) -> float:
    """Which part of what the sheet says by itself is found somewhere in `rows`."""
    wanted = {key(text[0]) for own in goal.own.values() for text in own.texts.values()}
    wanted -= {text for text in wanted if text.isdigit()}
    found = {key(cell) for row in rows for cell in row if isinstance(cell, str)}
    return len(wanted & found) / len(wanted)


def told(found: Map) -> str:
    """What was found by its label, in words: columns by their letter, rows by their number."""
    columns = [
        f"«{text}» = cột {address(0, found.columns[name])[:-1]}"
        for name, text in found.columns_told.items()
        if name == LABEL or not name.startswith("_")
    ]
    lines = [f"«{text}» = dòng {number + 1}" for number, text in found.rows_told.items()]
    return "; ".join(columns + lines)
