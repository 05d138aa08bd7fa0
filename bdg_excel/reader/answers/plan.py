"""The fast way: a sheet on which every cell that is the form's own stands where it was written.

Nearly every sheet of a round is one. It is compared as a whole with what the form says by itself; a
difference sends it the long way, through ids, labels and every single cell.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, product
from operator import itemgetter
from typing import NamedTuple

from bdg_excel.layout import (
    CHECK,
    HEAD,
    HINT,
    IDENTITY,
    IDENTITY_KEYS,
    STATUS,
    STT,
    TABLE_HEAD,
    TITLE,
    TOTAL,
    UNIT_ROW,
    FormLayout,
    QuestionSheet,
    Slot,
    TableSheet,
)
from bdg_excel.reader.answers.own import (
    COUNT,
    UNIT,
    OwnRow,
    cover,
    is_count,
    is_verdict,
    lists,
    own_rows,
)
from bdg_excel.reader.files.workbook import Grid, Raw, address

_At = tuple[int, int]
_Look = Callable[[Sequence[Raw]], tuple[Raw, ...]]


class Plan(NamedTuple):
    """An untouched sheet: what its cells hold, and where its answers, formulas and unit stand.

    `fixed` picks the cells that hold `texts` out of all its cells, row after row; `verdicts` and
    `counts` those with the form's formulas, which give words or numbers.
    """

    height: int
    width: int
    fixed: _Look
    texts: tuple[object, ...]
    verdicts: _Look
    counts: _Look
    unit: tuple[int, int, str] | None
    answers: tuple[tuple[Slot, int, int, str], ...] = ()
    first_row: int = 0
    """Where a table's rows begin; 0 where there is none."""
    own: frozenset[tuple[int, int]] = frozenset()
    """Where the form has words or formulas of its own."""


def untouched(grid: Grid, plan: Plan, unit: str) -> bool:
    """Whether `grid` holds what `plan` says, and nothing else but answers."""
    rows = grid.rows
    if len(rows) != plan.height or len(rows[0]) != plan.width:
        return False
    cells = list(chain.from_iterable(rows))
    if plan.fixed(cells) != plan.texts:
        return False
    if plan.unit:
        at, column, text = plan.unit
        if rows[at][column] != text.replace(UNIT, unit):
            return False
    return all(map(is_verdict, plan.verdicts(cells))) and all(map(is_count, plan.counts(cells)))


@lru_cache(maxsize=64)
def plans(form: FormLayout) -> Mapping[str, Plan]:
    """The plan of each sheet of `form` by its marker, the cover's and the lists' too."""
    found = {sheet.marker: _sheet_plan(form, sheet) for sheet in form.sheets}
    for texts in (cover(form), lists(form)):
        found[texts[0, 0]] = _fixed_plan(texts)
    return found


def _sheet_plan(form: FormLayout, sheet: QuestionSheet | TableSheet) -> Plan:
    own, places = own_rows(form, sheet), row_places(sheet)
    columns = list(sheet.columns)
    if isinstance(sheet, TableSheet):
        if sheet.asks_column + 1 == len(columns):
            columns.append(CHECK)
        for number in range(1, sheet.table.rows + 1):
            own[sheet.row_id(number)] = OwnRow({STT: (str(number),)})
            places[sheet.row_id(number)] = sheet.first_row + number - 1
    texts = {(0, column): name for column, name in enumerate(columns)} | {(0, 0): sheet.marker}
    live: dict[bool, list[_At]] = {False: [], True: []}
    for row_id, row in own.items():
        at = places[row_id]
        texts[at, 0] = row_id
        texts |= {(at, columns.index(name)): found[0] for name, found in row.texts.items()}
        live[row.counts] += [(at, columns.index(name)) for name in row.live]
    asked = [(slot, places[r], columns.index(c)) for (r, c), slot in sheet.slots.items()]
    answers = tuple((slot, r, c, address(r, c)) for slot, r, c in asked)
    free = {(r, c) for _, r, c in asked}
    first = sheet.first_row if isinstance(sheet, TableSheet) else 0
    if isinstance(sheet, TableSheet):
        last = sheet.last_row + 1
        wide = range(sheet.first_column, sheet.first_column + len(sheet.cells))
        free |= {(r, c) for r in range(first, last) for c in wide}
    plan = _plan(texts, live[False], live[True], free, len(columns))
    return plan._replace(answers=answers, first_row=first)


def row_places(sheet: QuestionSheet | TableSheet) -> dict[str, int]:
    """Where the rows with ids stand in an untouched form, without those of a table's body."""
    places = {TITLE: sheet.title_row, UNIT_ROW: sheet.unit_row, HEAD: sheet.head_row}
    if isinstance(sheet, TableSheet):
        below = {HINT: sheet.asks_row + 1, TABLE_HEAD: sheet.total_row - 1, TOTAL: sheet.total_row}
        return places | {sheet.asks_id: sheet.asks_row} | below
    lines = {line.row_id: line.row for line in sheet.lines}
    return places | {STATUS: sheet.head_row - 1} | lines


def _fixed_plan(texts: Mapping[_At, str]) -> Plan:
    verdicts = [place for place, text in texts.items() if not text]
    counts = [place for place, text in texts.items() if text == COUNT]
    width = max(column for _, column in texts) + 1
    fixed = {place: text for place, text in texts.items() if text not in ("", COUNT)}
    return _plan(fixed, verdicts, counts, set(), width)


def _plan(
    texts: Mapping[_At, str],
    verdicts: Sequence[_At],
    counts: Sequence[_At],
    free: set[_At],
    width: int,
) -> Plan:
    """The plan of a sheet that holds `texts`, formulas, and in `free` whatever it may."""
    live = {*verdicts, *counts}
    unit = next(((*place, text) for place, text in texts.items() if UNIT in text), None)
    height = max(row for row, _ in texts) + 1
    others = free.union(live, [unit[:2]] if unit else [])
    fixed = [place for place in product(range(height), range(width)) if place not in others]
    return Plan(
        height,
        width,
        _look(fixed, width),
        tuple(_cell(texts.get(place, "")) for place in fixed),
        _look(verdicts, width),
        _look(counts, width),
        unit,
        own=frozenset(texts).union(live),
    )


def _look(places: Sequence[_At], width: int) -> _Look:
    """What picks the cells at `places` out of all cells of a sheet."""
    indexes = [row * width + column for row, column in places]
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda cells: tuple(cells[index] for index in indexes)


def _cell(text: str) -> object:
    """Ordinals are numbers; no other own text looks like one."""
    return float(text) if text.isdigit() else text


def identity_is_untouched(grid: Grid) -> bool:
    """Whether the hidden sheet of facts holds these and nothing else."""
    keys = tuple(row[0] for row in grid.rows)
    return keys == (IDENTITY, *IDENTITY_KEYS) and all(
        len(row) == 2 and (index or row[1] == "") for index, row in enumerate(grid.rows)
    )
