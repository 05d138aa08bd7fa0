"""The rows of a table: which of them are rows, and which are totals or notes that people add."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.layout import Slot, TableSheet
from bdg_excel.programme.constraints import NUMERIC
from bdg_excel.reader.own import key
from bdg_excel.reader.sums import Number, Numbers, added
from bdg_excel.reader.workbook import Raw, address, is_filled
from bdg_excel.text import number as printed
from bdg_excel.values import Answer, as_typed, parse
from bdg_excel.values.words import UNLISTED

_TOTAL = re.compile(
    # By its words, with what it counts and the letters of its summands: Tổng số cuộc, Tổng (I+II).
    r"(?:tong(?: cong| so| chung| hop)?(?: so)?(?: cac)?"
    r"(?: (?:cuoc|hoat dong|hinh thuc|san pham|su kien|lop|buoi|doan|luot|nguoi|so luong))*"
    r"|cong(?: tong| chung)?|toan (?:xa|phuong|don vi)|t c|tc|ts|t cong|[σ∑]\W*)"
    r"(?: (?:[a-h]|[ivx]+|\d{1,2}))*"
)
_NOTE = re.compile(
    r"(ghi chu|luu y|chu thich|chu y|nguoi lap|nguoi tong hop|noi nhan|tm ubnd|tm uy ban"
    r")\b|(.{0,30} )?ngay( \d+)? thang( \d+)?( nam( \d+)?)?$"
    r"|(kt )?(pho )?chu tich( ubnd| uy ban nhan dan)?( xa| phuong| thi tran)?$"
)
_SUMMANDS, _MATCHES = 2, 2
"""So many rows with numbers, and columns that agree, make a sum that is no accident."""
_BULLET = re.compile(r"(?:^|\s)[-–+•*]\s+")
_ITEM = re.compile(r"\s*(?:[-–+•*]|\d+[.)]|[^\W\d_])")


class Line(NamedTuple):
    """A row of a table's body: its cells by column id, and the text in its column of ordinals."""

    row: int
    stt: Raw
    cells: Mapping[str, object]


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
    _rows: list[Numbers] = field(default_factory=list)
    """The numbers of each row so far."""

    def read(self, lines: Sequence[Line]) -> None:
        """The rows: an answer to each column of one, or a finding that says why it is none."""
        for line in lines:
            self._read(line)

    @property
    def sums(self) -> dict[str, Number | None]:
        """What the rows so far come to, by column; None where one holds what is no number."""
        return added(self._rows)

    def _read(self, line: Line) -> None:
        first = self.sheet.cells[0].part
        texts = [cell for cell in (line.stt, *line.cells.values()) if isinstance(cell, str)]
        if _is_total(line, [cell.part for cell in self.sheet.cells if cell.kind not in NUMERIC]):
            self._total(line)
        elif any(_is_note(text) for text in texts) and not self._has_number(line):
            self._set_aside("table_note", line)
        elif self._adds_up_the_others(line):
            self._set_aside("unnamed_total", line)
        elif any(is_filled(cell) for cell in line.cells.values()):
            self._row(line)
            self._several(line, [first, *_details(self.sheet)])

    def _row(self, line: Line) -> None:
        numbers: dict[str, Number | None] = {}
        self._rows.append(numbers)
        for slot in self.sheet.cells:
            if slot.part in self.columns:
                at, raw = self.columns[slot.part], line.cells[slot.part]
                cell = address(line.row, at)
                self.answers.append(Answer(slot, len(self._rows), raw, self.place.sheet, cell))
                self.taken.add((line.row, at))
                if slot.kind in NUMERIC and is_filled(raw):
                    numbers[slot.part] = parse(raw, slot).number

    def _adds_up_the_others(self, line: Line) -> bool:
        """Whether a row that no list names holds in every summed column what those above come to.

        In two columns at least, and not of one row alone: by chance no activity does.
        """
        if len(self._rows) < _SUMMANDS or self._is_named(line):
            return False
        if sum(any(row.values()) for row in self._rows) < _SUMMANDS:
            return False
        matching, sums = 0, self.sums
        for column in self.sheet.table.columns:
            if column.merge != "sum":
                continue
            told = _number(line.cells.get(column.id, ""), self.sheet.row_slots[column.id])
            if (told or 0) != sums.get(column.id, 0):
                return False
            matching += bool(told)
        return matching >= _MATCHES

    def _is_named(self, line: Line) -> bool:
        """Whether the row says what it is about as the form asks: from the list, where one is."""
        slot = self.sheet.cells[0]
        name = line.cells.get(slot.part, "")
        if not slot.choices:
            return is_filled(name)
        return name in slot.choices or (is_filled(name) and parse(name, slot).code not in UNLISTED)

    def _has_number(self, line: Line) -> bool:
        numeric = {slot.part: slot for slot in self.sheet.cells if slot.kind in NUMERIC}
        return any(
            not isinstance(raw, str)
            or (name in numeric and _number(raw, numeric[name]) is not None)
            for name, raw in line.cells.items()
            if is_filled(raw)
        )

    def _set_aside(self, code: str, line: Line) -> None:
        places: dict[int, object] = {self.stt_column: line.stt} if isinstance(line.stt, str) else {}
        places |= {self.columns[name]: raw for name, raw in line.cells.items()}
        filled = {at: raw for at, raw in sorted(places.items()) if is_filled(raw)}
        self.taken |= {(line.row, at) for at in filled}
        where = self.place._replace(cell=address(line.row, min(filled)))
        found = " | ".join(as_typed(raw) for raw in filled.values())
        self.findings.append(finding(code, where, found, cells=len(filled)))

    def _total(self, line: Line) -> None:
        self._set_aside("typed_total", line)
        gaps = list(self._gaps(line))
        if gaps:
            where = self.findings[-1].place
            found = self.findings[-1].found
            told = finding("typed_total_differs", where, found, gaps="; ".join(gaps))
            self.findings.append(told)

    def _gaps(self, line: Line) -> Iterator[str]:
        """Where the total is not what the rows above come to; unread numbers say nothing."""
        sums = self.sums
        for slot in self.sheet.cells:
            told, total = _number(line.cells.get(slot.part, ""), slot), sums.get(slot.part, 0)
            if slot.kind not in NUMERIC or told is None or total is None:
                continue
            if told != total:
                yield f"{slot.label} ghi {printed(told)}, các dòng trên cộng lại {printed(total)}"

    def _several(self, line: Line, names: Sequence[str]) -> None:
        counts = [s for s in self.sheet.cells if s.kind in NUMERIC and line.cells.get(s.part)]
        for name in names if counts else ():
            raw = line.cells.get(name)
            items = count_items(raw) if isinstance(raw, str) else 0
            if items > 1:
                where = self.place._replace(cell=address(line.row, self.columns[name]))
                self.findings.append(finding("several_in_one_cell", where, raw, items=items))
                return


def _details(sheet: TableSheet) -> Iterator[str]:
    return (column.id for column in sheet.table.columns if column.merge == "detail")


def _is_total(line: Line, names: Sequence[str]) -> bool:
    """Whether the first text of the row, in its ordinal or its first words, is a total's."""
    words = [line.stt, *(line.cells.get(name, "") for name in names[:2])]
    first = next((word for word in words if isinstance(word, str) and word.strip()), "")
    return _says_total(first)


@lru_cache(maxsize=4096)
def _says_total(text: str) -> bool:
    return _TOTAL.fullmatch(key(text)) is not None


@lru_cache(maxsize=4096)
def _is_note(text: str) -> bool:
    return text.lstrip().startswith("*") or _NOTE.match(key(text)) is not None


def _number(raw: object, slot: Slot) -> Number | None:
    return parse(raw, slot).number if is_filled(raw) else None


@lru_cache(maxsize=4096)
def count_items(text: str) -> int:
    """How many things a cell lists: by lines, by semicolons, or by bullets; 1 for a sentence."""
    lines = [line for line in text.splitlines() if line.strip()]
    # A line that goes on in lower case is the same sentence, wrapped by hand.
    begun = [line for line in lines if (m := _ITEM.match(line)) and not m[0].strip().islower()]
    parts = [part for part in text.split(";") if part.strip()]
    return max(len(begun), len(parts), len(_BULLET.findall(text)))
