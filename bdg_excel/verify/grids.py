"""A table's cells put back into rows and columns, with headers and labels."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bdg_excel.verify.numbers import Number, lower
from bdg_excel.verify.passage import Passage

_VALUE = re.compile(r"\s*[-−–]?\s*\d[\d.,\s]*(?:%|đồng|\w{0,8})?\s*")
_COUNTER = re.compile(r"\s*\(?\d{1,2}\)?\s*")
TOTAL = re.compile(r"\s*(?:\W*\s*)?(?:tổng|cộng|toàn|chung$|total)")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `texts` and `numbers` by row and column, `headers` by column, the rows of data.

    `marks` is what stands first in each row, `labels` its words in lower case; `totals` are the
    rows that say that they are totals.
    """

    texts: Mapping[tuple[int, int], str]
    numbers: Mapping[tuple[int, int], Number]
    headers: Mapping[int, str]
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    marks: Mapping[int, str]
    totals: tuple[int, ...]
    labels: Mapping[int, str]

    def cells(self, column: int, rows: Sequence[int]) -> list[Number | None]:
        """The numbers of `column` in `rows`."""
        return [self.numbers.get((row, column)) for row in rows]


def headers(passages: Sequence[Passage]) -> dict[int, str]:
    """The header above each cell of a table, by the index of its passage."""
    found: dict[int, str] = {}
    for members in _tables(passages).values():
        texts = _texts(passages, members)
        first = _first_data_row(texts)
        names = _names(texts, first)
        unit = _unit_above(passages, members[0])
        for index in members:
            passage = passages[index]
            if passage.row is not None and passage.row >= first:
                name = names.get(passage.column or 0, "")
                found[index] = name if _ORDER.fullmatch(name.strip()) else name + unit
    return found


_UNIT_LINE = re.compile(r"(?:^\W*|\()(?:đvt|đơn vị(?: tính)?)\s*:\s*([^.;()]{2,20})", re.IGNORECASE)
_ORDER = re.compile(r"stt|tt|mục|số tt|số thứ tự")


def _unit_above(passages: Sequence[Passage], first: int) -> str:
    """The unit that the line before a table gives for all of it: ``ĐVT: triệu đồng``."""
    match = _UNIT_LINE.search(passages[first - 1].text) if first else None
    return f" ({match[1].lower().strip()})" if match else ""


def labels(passages: Sequence[Passage]) -> dict[int, str]:
    """What the cell at each index is about: the words of its row and of its column."""
    found: dict[int, str] = {}
    for members in _tables(passages).values():
        texts = _texts(passages, members)
        rows: dict[int, str] = {}
        for (row, _), text in sorted(texts.items()):
            if not _VALUE.fullmatch(text):
                rows[row] = f"{rows.get(row, '')} {lower(text)}"
        above = _names(texts, _first_data_row(texts))
        for index in members:
            row, column = passages[index].row or 0, passages[index].column or 0
            found[index] = f"{rows.get(row, '')} {above.get(column, '')}"
    return found


def row_texts(passages: Sequence[Passage], texts: Sequence[str]) -> dict[int, str]:
    """The whole row around the cell at each index."""
    found: dict[int, str] = {}
    for members in _tables(passages).values():
        rows: dict[int, list[int]] = {}
        for index in members:
            rows.setdefault(passages[index].row or 0, []).append(index)
        for row in rows.values():
            found |= dict.fromkeys(row, " | ".join(texts[index] for index in row))
    return found


def grids(passages: Sequence[Passage], numbers: Mapping[int, Sequence[Number]]) -> Iterator[Grid]:
    """Every table of the report that has numbers; `numbers` by the index of their passage."""
    for members in _tables(passages).values():
        texts = _texts(passages, members)
        first = _first_data_row(texts)
        cells: dict[tuple[int, int], Number] = {}
        for index in members:
            passage = passages[index]
            number = _only(numbers.get(index, ()), passage.text)
            if number is not None and (passage.row or 0) >= first:
                cells[passage.row or 0, passage.column or 0] = number
        rows = tuple(sorted({row for row, _ in texts if row >= first}))
        columns = tuple(sorted({column for _, column in cells}))
        if cells:
            by_row = _by_row(texts)
            marks = {row: next(iter(by_row[row].values()), "").strip() for row in rows}
            labels = {row: _label(row, by_row[row], cells) for row in rows}
            totals = tuple(row for row in rows if TOTAL.match(labels[row]))
            yield Grid(texts, cells, _names(texts, first), rows, columns, marks, totals, labels)


def _by_row(texts: Mapping[tuple[int, int], str]) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sorted(texts.items()):
        rows.setdefault(row, {})[column] = text
    return rows


def _label(row: int, texts: Mapping[int, str], cells: Mapping[tuple[int, int], Number]) -> str:
    """What a row is about: its words, in lower case."""
    words = [
        text
        for column, text in texts.items()
        if (row, column) not in cells and not _COUNTER.fullmatch(text)
    ]
    return " ".join(lower(word).strip() for word in words[:2]).strip()


def _tables(passages: Sequence[Passage]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for index, passage in enumerate(passages):
        if passage.table is not None and passage.row is not None and passage.column is not None:
            found.setdefault(passage.table, []).append(index)
    return found


def _texts(passages: Sequence[Passage], members: Sequence[int]) -> dict[tuple[int, int], str]:
    texts: dict[tuple[int, int], str] = {}
    for index in members:
        place = passages[index].row or 0, passages[index].column or 0
        texts[place] = f"{texts.get(place, '')} {passages[index].text}".strip()
    return texts


def _first_data_row(texts: Mapping[tuple[int, int], str]) -> int:
    """The first row with a number that is not the counting of columns: (1) (2) (3)."""
    for row, cells in _by_row(texts).items():
        values = list(cells.values())
        numeric = [text for text in values[1:] if text.strip() and _VALUE.fullmatch(text)]
        years = all(re.fullmatch(r"\s*(?:19|20)\d\d\s*", text) for text in numeric)
        if numeric and not years and not _counts_columns(values):
            return row
    return 0


def _counts_columns(values: Sequence[str]) -> bool:
    filled = [text.strip(" ()") for text in values if text.strip()]
    return len(filled) > 2 and filled == [str(place) for place in range(1, len(filled) + 1)]


def _names(texts: Mapping[tuple[int, int], str], first: int) -> dict[int, str]:
    """The header of each column: its cells above the data, a blank one borrowing from its left."""
    columns = sorted({column for _, column in texts})
    names = dict.fromkeys(columns, "")
    for row in range(first):
        last = ""
        for column in columns:
            own = texts.get((row, column), "").strip()
            last = own or (last if row == 0 and first > 1 else "")
            if last and not _COUNTER.fullmatch(last):
                names[column] = f"{names[column]} {lower(last)}".strip()
    return names


def _only(numbers: Sequence[Number], text: str) -> Number | None:
    """The number that a cell holds, if it holds one and little else."""
    valued = [number for number in numbers if number.value is not None]
    if len(valued) != 1 or len(numbers) != 1:
        return None
    rest = text[: valued[0].start] + text[valued[0].end :]
    return valued[0] if len(rest.strip()) <= 8 else None
