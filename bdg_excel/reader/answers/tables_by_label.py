"""The columns of a table by their headings, which may have two levels."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bdg_excel.form_words import TOTAL_WORDS
from bdg_excel.layout import HEAD, STT, TABLE_HEAD, TOTAL, TableSheet
from bdg_excel.programme import Column
from bdg_excel.reader.answers.maps import Doubt, Map
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.files.workbook import Raw, Rows, address, is_filled

_Matches = dict[str, list[int]]


def table_columns(found: Map, rows: Rows, sheet: TableSheet) -> Map:
    """`found` with the columns that have no id, and the rows of the headings and of the totals."""
    scored = [(_matches(rows, number, sheet), number) for number in range(len(rows))]
    best, head = max(scored, key=lambda pair: (len(pair[0]), -pair[1]), default=({}, -1))
    if len(best) * 2 < len(sheet.cells) or len(best) < 2:
        return found
    columns, told, doubts = dict(found.columns), dict(found.columns_told), list(found.doubts)
    labels = {STT: "STT", **{column.id: column.full_label for column in sheet.table.columns}}
    last = _last_heading(rows, head, sheet)
    for name, places in best.items():
        here = [place for place in places if found.is_free(place)]
        if name in columns or not here:
            continue
        if len(here) == 1:
            columns[name] = here[0]
            told[name] = labels[name]
        else:
            doubts.append(_two_columns(labels[name], rows, last, here))
    roles = _roles(found.roles, rows, (head, last))
    if TOTAL not in roles:
        doubts += _unnamed_total(rows, last, columns.get(STT, -1))
    found = replace(found, roles=roles, columns=columns, columns_told=told, doubts=tuple(doubts))
    return found.with_body(len(rows))


def _matches(rows: Rows, number: int, sheet: TableSheet) -> _Matches:
    """The places of each column whose heading stands in this row (and the one below)."""
    upper, lower = _keys(rows[number]), _keys(rows[number + 1] if number + 1 < len(rows) else ())
    groups, found = list(_filled_forward(upper)), _Matches()
    if "stt" in upper:
        found[STT] = [place for place, text in enumerate(upper) if text == "stt"]
    for column in sheet.table.columns:
        names = _names(column)
        here = [place for place, text in enumerate(upper) if text in names]
        if column.group:
            here += [
                place
                for place, text in enumerate(lower)
                if text == key(column.label) and groups[place : place + 1] == [key(column.group)]
            ]
        if here:
            found[column.id] = sorted(set(here))
    return found


def _names(column: Column) -> set[str]:
    """What the heading of a column may say on one level."""
    labels = [column.full_label] if column.group else [column.label]
    with_unit = [f"{label} ({column.unit})" for label in labels if column.unit]
    return {key(text) for text in labels + with_unit}


def _keys(row: Sequence[Raw]) -> list[str]:
    return [key(cell) if isinstance(cell, str) and cell.strip() else "" for cell in row]


def _filled_forward(row: Sequence[str]) -> Iterator[str]:
    """A merged heading stands in its first cell only."""
    last = ""
    for text in row:
        last = text or last
        yield last


def _last_heading(rows: Rows, head: int, sheet: TableSheet) -> int:
    """The row below the headings' first one is a heading too where a group's column is named."""
    below = set(_keys(rows[head + 1])) if head + 1 < len(rows) else set()
    lower = {key(column.label) for column in sheet.table.columns if column.group}
    return head + 1 if below & lower else head


def _roles(roles: Sequence[str], rows: Rows, heads: tuple[int, int]) -> tuple[str, ...]:
    """With the headings, and with the form's own totals, which stand right below them."""
    found, (head, last) = list(roles), heads
    found[head] = found[head] or (HEAD if last > head else TABLE_HEAD)
    found[last] = found[last] or TABLE_HEAD
    if TABLE_HEAD not in found:
        found[last] = TABLE_HEAD
    below = rows[last + 1] if last + 1 < len(rows) else ()
    if key(TOTAL_WORDS) in _keys(below):
        found[last + 1] = TOTAL
    return tuple(found)


def _unnamed_total(rows: Rows, last: int, stt: int) -> Iterator[Doubt]:
    """A row right below the headings, before the first: the form's totals, or one put there."""
    first, second = ([*rows[n]] if n < len(rows) else [] for n in (last + 1, last + 2))
    if stt < 0 or first[stt : stt + 1] not in ([""], [None]) or second[stt : stt + 1] != [1.0]:
        return
    cells = tuple((last + 1, column) for column, cell in enumerate(first) if is_filled(cell))
    if cells:
        label = str(first[cells[0][1]])
        yield Doubt(label, ("dòng Tổng cộng của biểu", "một dòng của bảng"), cells)


def _two_columns(label: str, rows: Rows, last: int, columns: Sequence[int]) -> Doubt:
    cells = tuple(
        (number, column)
        for number, row in enumerate(rows)
        for column in columns
        if number > last and column < len(row) and is_filled(row[column])
    )
    return Doubt(label, tuple(f"cột {address(last, column)[:-1]}" for column in columns), cells)
