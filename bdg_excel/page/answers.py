"""What each unit answered: as numbers for the charts, and as it is shown when a unit is opened.

The second goes into the page as JSON and becomes visible on request only: the cells of thousands of
units would be too much for a browser to lay out.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from bdg_excel.checks.reply import Reply
from bdg_excel.layout import (
    HAS_ROWS,
    NO,
    NOTE,
    YES,
    FormLayout,
    QuestionSheet,
    Slot,
    TableSheet,
    layouts,
)
from bdg_excel.results import Results
from bdg_excel.rows import Exact
from bdg_excel.text import number
from bdg_excel.values.parsed import COUNTED, Status
from bdg_excel.values.value import Value

_UNCOUNTED = {
    Status.REFUSED: Status.REFUSED.words,
    Status.NOT_APPLICABLE: Status.NOT_APPLICABLE.words,
    Status.BLANK: "coi như để trống",
}
Json = Any
"""What `json.dumps` takes."""
Numbers = Mapping[str, Mapping[str, Exact]]
"""By ``field.part`` or ``table.column``, then by unit code; the rows of a table are added up."""


class Answers(NamedTuple):
    """All answers of a round.

    `forms` says what is asked, by form id; `units` are the answers by unit code (see `_unit`).
    `places` are lists of cells: where the questions of a form, or those of a table's row, stand.
    """

    forms: Json
    places: Json
    units: Mapping[str, Json]
    numbers: Numbers


def answers(results: Results) -> Answers:
    """The answers that count, of every unit of which a form counts."""
    forms = layouts(results.programme)
    places: dict[tuple[str, ...], int] = {}
    units: dict[str, Json] = {}
    numbers: dict[str, dict[str, Exact]] = {}
    for reply in results.replies:
        units[reply.unit.code] = _unit(reply, forms[reply.unit.form], places)
        _add(numbers, reply)
    return Answers(
        {name: _form(layout) for name, layout in forms.items()}, list(places), units, numbers
    )


def _add(numbers: dict[str, dict[str, Exact]], reply: Reply) -> None:
    code = reply.unit.code
    for value in reply.values:
        if value.number is not None:
            of_units = numbers.setdefault(f"{value.field}.{value.part}", {})
            of_units[code] = of_units.get(code, 0) + value.number


def _form(layout: FormLayout) -> Json:
    """``sections``: heading and fields, each ``[id, label, unit, [[part id, label], …]]``.

    ``tables``: ``[id, title, question, [column id, …], [column label, …]]``.
    """
    sections: list[Json] = []
    tables = []
    for sheet in layout.sheets:
        if isinstance(sheet, QuestionSheet):
            sections += _sections(sheet)
        else:
            tables.append(_table(sheet))
    return {"title": layout.form.title, "sections": sections, "tables": tables}


def _sections(sheet: QuestionSheet) -> list[Json]:
    found: list[tuple[str, dict[str, list[Json]]]] = []
    for line in sheet.lines:
        if line.section:
            found.append((line.section, {}))
        elif line.answer and line.field:
            field = line.field
            asked = found[-1][1].setdefault(field.id, [field.id, field.label, field.unit, []])
            asked[3].append([line.answer.part, field.part(line.answer.part).label])
    return [[heading, list(fields.values())] for heading, fields in found]


def _table(sheet: TableSheet) -> Json:
    table = sheet.table
    title = f"Biểu {table.number}. {table.title}"
    ids, labels = zip(*((c.id, c.full_label) for c in table.columns), strict=True)
    return [table.id, title, table.asks, ids, labels]


def _unit(reply: Reply, layout: FormLayout, places: dict[tuple[str, ...], int]) -> Json:
    """One unit's answers.

    ``values`` are in the order of the form's fields and their parts, and ``place`` says which of
    `places` names their cells; ``notes`` are by field. ``tables`` hold, by table, the answer to its
    question and the rows: which of `places` names their cells, then an answer a column.
    """
    fixed, rows = _parted(reply.values)
    asked = [slot for slot in layout.slots if slot.part not in (NOTE, HAS_ROWS)]
    given = [fixed.get((slot.field, slot.part)) for slot in asked]
    notes = {name: value.text for (name, part), value in fixed.items() if part == NOTE}
    return {
        "file": reply.file,
        "values": [_shown(value, slot.kind) for value, slot in zip(given, asked, strict=True)],
        "place": _place(given, places),
        "notes": {name: text for name, text in notes.items() if text},
        "tables": {
            name: [
                _shown(fixed.get((name, HAS_ROWS)), "yes_no"),
                [_row(row, layout, name, places) for row in rows.get(name, {}).values()],
            ]
            for name in layout.form.table_ids
        },
    }


_Fixed = dict[tuple[str, str], Value]
_Rows = dict[str, dict[int, dict[str, Value]]]


def _parted(values: Iterable[Value]) -> tuple[_Fixed, _Rows]:
    """The answers outside the rows of tables by field and part, and the rows by table."""
    fixed: _Fixed = {}
    rows: _Rows = {}
    for value in values:
        if value.row:
            rows.setdefault(value.field, {}).setdefault(value.row, {})[value.part] = value
        else:
            fixed[value.field, value.part] = value
    return fixed, rows


def _row(
    row: Mapping[str, Value], layout: FormLayout, table: str, places: dict[tuple[str, ...], int]
) -> list[Json]:
    columns = _columns(layout, table)
    given = [row.get(column.part) for column in columns]
    shown = [_shown(value, column.kind) for value, column in zip(given, columns, strict=True)]
    return [_place(given, places), *shown]


def _place(given: Sequence[Value | None], places: dict[tuple[str, ...], int]) -> int:
    """The number of the list of the cells of `given`: most files have them at the same places."""
    cells = tuple(f"{value.sheet}!{value.cell}" if value else "" for value in given)
    return places.setdefault(cells, len(places))


def _columns(layout: FormLayout, table: str) -> Sequence[Slot]:
    sheets = (sheet for sheet in layout.sheets if isinstance(sheet, TableSheet))
    return next(sheet.cells for sheet in sheets if sheet.table.id == table)


def _shown(value: Value | None, kind: str) -> Json:
    """0 for a blank; a text where it says what was typed.

    Otherwise a list: the meaning, the text as typed and, if so, why it is not counted.
    """
    if value is None or (value.status is Status.BLANK and not value.text):
        return 0
    return _meaning(value.number, value.text, value.status, kind == "yes_no")


@lru_cache(maxsize=50_000)
def _meaning(given: Exact | None, text: str, status: Status, yes_no: bool) -> Json:
    """Units give the same few answers over and over."""
    if given is None:
        return text if status in COUNTED else ["", text, _UNCOUNTED[status]]
    shown = (YES if given else NO) if yes_no else number(given)
    return shown if text in (shown, str(given)) else [shown, text]
