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
from bdg_excel.reader.sums import Number, Numbers, Sums, sums_below
from bdg_excel.reader.workbook import Raw, address, is_filled
from bdg_excel.text import fold
from bdg_excel.text import number as printed
from bdg_excel.values import Answer, as_typed, parse
from bdg_excel.values.words import NIL, UNLISTED

_TOTAL = re.compile(
    # By its words, with what it counts and the letters of its summands: Tổng số cuộc, Tổng (I+II).
    r"(?:tong(?: cong| so| chung| hop)?(?: so)?(?: cac)?"
    r"(?: (?:cuoc|hoat dong|hinh thuc|san pham|su kien|lop|buoi|doan|luot|nguoi|so luong))*"
    r"|cong(?: tong| chung)?|toan (?:xa|phuong|don vi)|t c|tc|ts|t cong|[σ∑]\W*"
    r"|(?:tong )?(?:cong don|luy ke)(?: (?:tu dau|trong|den|het|ca|nam|quy|thang|ky|nay|\d+))*)"
    r"(?: (?:[a-h]|[ivx]+|\d{1,2}))*"
)
_NOTE = re.compile(
    r"(ghi chu|luu y|chu thich|chu y|nguoi lap|nguoi tong hop|noi nhan|tm ubnd|tm uy ban"
    r")\b|(.{0,30} )?ngay( \d+)? thang( \d+)?( nam( \d+)?)?$"
    r"|(kt )?(pho )?chu tich( ubnd| uy ban nhan dan)?( xa| phuong| thi tran)?$"
)
_OUTLINE = re.compile(r"\s*(?:[IVX]{1,4}|[A-Ha-h])\s*(?:[.)/:]|[-–]\s|$)")
"""What stands before a heading: ``I.``, ``A)``; in the column of ordinals by itself."""
_BULLET = re.compile(r"(?:^|\s)[-–+•*]\s+")
_ITEM = re.compile(r"\s*(?:[-–+•*]|\d+[.)]|[^\W\d_])")


class Line(NamedTuple):
    """A row of a table's body: its cells by column id, and the text in its column of ordinals."""

    row: int
    stt: Raw
    cells: Mapping[str, object]


class _Total(NamedTuple):
    """A total that was typed: its numbers, its finding, and which of the sums in between it is."""

    told: Numbers
    aside: Finding
    at: int


class _Parts(NamedTuple):
    """The columns of a table that hold numbers, those in words, and those that are added up."""

    numeric: tuple[Slot, ...]
    worded: tuple[str, ...]
    summed: tuple[str, ...]


@lru_cache(maxsize=64)
def _parts(sheet: TableSheet) -> _Parts:
    numeric = tuple(slot for slot in sheet.cells if slot.kind in NUMERIC)
    worded = tuple(slot.part for slot in sheet.cells if slot.kind not in NUMERIC)
    summed = tuple(column.id for column in sheet.table.columns if column.merge == "sum")
    return _Parts(numeric, worded, summed)


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
    _number: int = 0
    _noted: bool = False

    @property
    def parts(self) -> _Parts:
        """The columns by what they hold."""
        return _parts(self.sheet)

    def read(self, lines: Sequence[Line]) -> None:
        """The rows: an answer to each column of one, or a finding that says why it is none."""
        headings = self._headings(lines)
        for line in lines:
            self._read(line, headings.get(line.row, ""))
        self._judge_totals()

    def _read(self, line: Line, as_heading: str) -> None:
        first = self.sheet.cells[0].part
        texts = [cell for cell in (line.stt, *line.cells.values()) if isinstance(cell, str)]
        if _is_total(line, self.parts.worded):
            self._total(line)
        elif self._is_note(line, texts):
            self._set_aside("table_note", line)
            self._noted = True
        elif as_heading:
            self._set_aside(as_heading, line, where="dưới")
            self._between.append(self.sums.copy())
        elif code := self._as_sum_of_those_above(line):
            self._set_aside(code, line, where="trên")
            self._between.append(self.sums.copy())
        elif any(is_filled(cell) for cell in line.cells.values()):
            self._row(line)
            self._several(line, [first, *_details(self.sheet)])

    def _row(self, line: Line) -> None:
        self._number += 1
        for slot in self.sheet.cells:
            if slot.part in self.columns:
                at, raw = self.columns[slot.part], line.cells[slot.part]
                cell = address(line.row, at)
                self.answers.append(Answer(slot, self._number, raw, self.place.sheet, cell))
                self.taken.add((line.row, at))
        self.sums.add(self._numbers(line))

    def _numbers(self, line: Line) -> dict[str, Number | None]:
        return {
            slot.part: parse(raw, slot).number
            for slot in self.parts.numeric
            if is_filled(raw := line.cells.get(slot.part, ""))
        }

    def _as_sum_of_those_above(self, line: Line) -> str:
        """The code of a row that no list names, if it holds what those above come to."""
        if self.sums.rows < 1 or self._is_named(line):
            return ""
        return self._as_sum(line, self.sums, self._numbers(line))

    def _headings(self, lines: Sequence[Line]) -> dict[int, str]:
        """The rows that no list names and that hold what those below come to, with their codes."""
        if all(map(self._is_named, lines)):
            return {}
        found: dict[int, str] = {}
        below: list[Numbers] = []
        outlined = False
        for line in reversed(lines):
            numbers = self._numbers(line)
            if not numbers or _is_total(line, self.parts.worded):
                continue
            code = "" if self._is_named(line) else self._as_heading(line, numbers, below, outlined)
            if code:
                found[line.row] = code
            else:
                below.append(numbers)
                outlined = _is_outlined(line, self.parts.worded)
        return found

    def _as_heading(
        self, line: Line, numbers: Numbers, below: Sequence[Numbers], outlined: bool
    ) -> str:
        """The code of a row above its parts; `outlined`: the row below it has a heading's number.

        A heading may have one part only, which by chance an activity may be like: that is asked.
        """
        sums = sums_below(numbers, reversed(below), self.parts.summed)
        if sums is None:
            return ""
        certain = self._as_sum(line, sums, numbers)
        likely = sums.rows + sums.matches(numbers, self.parts.summed) > 2
        if not certain and likely and not outlined and _is_outlined(line, self.parts.worded):
            return "perhaps_total"
        return certain

    def _as_sum(self, line: Line, sums: Sums, numbers: Numbers) -> str:
        """The code of a row that holds `sums`; one that says more than a total would is asked."""
        if not sums.is_no_accident(sums.matches(numbers, self.parts.summed)):
            return ""
        words = [raw for name in self.parts.worded if isinstance(raw := line.cells.get(name), str)]
        said = [text for text in words if text.strip() and fold(text) not in NIL]
        return "unnamed_total" if len(said) <= 1 else "perhaps_total"

    def _is_named(self, line: Line) -> bool:
        """Whether the row says what it is about as the form asks: from the list, where one is."""
        slot = self.sheet.cells[0]
        name = line.cells.get(slot.part, "")
        if not slot.choices:
            return is_filled(name)
        return name in slot.choices or (is_filled(name) and parse(name, slot).code not in UNLISTED)

    def _is_note(self, line: Line, texts: Sequence[str]) -> bool:
        """Whether a row is a note or a signature: what stands below one without numbers is too."""
        if not any(map(_says_note, texts)):
            followed = self._noted and any(map(is_filled, texts)) and not self._is_named(line)
            return followed and not self._has_number(line)
        return not self._has_number(line)

    def _has_number(self, line: Line) -> bool:
        numeric = {slot.part: slot for slot in self.sheet.cells if slot.kind in NUMERIC}
        return any(
            not isinstance(raw, str)
            or (name in numeric and _number(raw, numeric[name]) is not None)
            for name, raw in line.cells.items()
            if is_filled(raw)
        )

    def _set_aside(self, code: str, line: Line, **words: str) -> None:
        places: dict[int, object] = {self.stt_column: line.stt} if isinstance(line.stt, str) else {}
        places |= {self.columns[name]: raw for name, raw in line.cells.items()}
        filled = {at: raw for at, raw in sorted(places.items()) if is_filled(raw)}
        self.taken |= {(line.row, at) for at in filled}
        where = self.place._replace(cell=address(line.row, min(filled)))
        found = " | ".join(as_typed(raw) for raw in filled.values())
        self.findings.append(finding(code, where, found, len(filled), **words))

    def _total(self, line: Line) -> None:
        self._set_aside("typed_total", line)
        total = _Total(self._numbers(line), self.findings[-1], len(self._between))
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


def _details(sheet: TableSheet) -> Iterator[str]:
    return (column.id for column in sheet.table.columns if column.merge == "detail")


def _is_outlined(line: Line, names: Sequence[str]) -> bool:
    """Whether the row is numbered as headings are."""
    words = (line.stt, *(line.cells.get(name, "") for name in names[:1]))
    return any(isinstance(word, str) and _OUTLINE.match(word) for word in words)


def _is_total(line: Line, names: Sequence[str]) -> bool:
    """Whether the first text of the row, in its ordinal or its first words, is a total's."""
    words = [line.stt, *(line.cells.get(name, "") for name in names[:2])]
    first = next((word for word in words if isinstance(word, str) and word.strip()), "")
    return _says_total(first)


@lru_cache(maxsize=4096)
def _says_total(text: str) -> bool:
    return _TOTAL.fullmatch(key(text)) is not None


@lru_cache(maxsize=4096)
def _says_note(text: str) -> bool:
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
