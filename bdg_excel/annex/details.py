"""The rows of the tables and the words of the units, one below the other as they were sent."""

from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.page import Annex, Span, Where
from bdg_excel.layout import NOTE
from bdg_excel.programme import Table
from bdg_excel.values import COUNTED, Status

_HEAD = 2
_FIRST = 3
_LEAD = (("Mã", 9), ("Đơn vị", 28))
_FRAME = ("unit_code", "unit", "file", "row", "part", "value", "text", "status")


def write_details(annex: Annex, table: Table, where: Where) -> None:
    """Every row that a unit wrote into `table`, under its own headings."""
    sheet = annex.sheet(f"Biểu {table.number} - từng đơn vị")
    annex.title(sheet, f"Biểu {table.number}. {table.title}: từng dòng của các đơn vị")
    heads = [*_LEAD, *((column.full_label, column.width) for column in table.columns)]
    _write_head(annex, sheet, heads)
    widths = {column.id: column.width for column in table.columns}
    rows = _rows(annex, table)
    for row, (unit, answers) in enumerate(rows, start=_FIRST):
        annex.text(sheet, row, 0, unit[0])
        annex.text(sheet, row, 1, unit[1])
        texts = [(answer[1], widths[part]) for part, answer in answers.items()]
        annex.fit(sheet, row, [(unit[1], _LEAD[1][1]), *texts])
        for place, column in enumerate(table.columns, start=len(_LEAD)):
            _write_cell(annex, sheet, (row, place), answers.get(column.id))
    last = _FIRST + max(len(rows), 1) - 1
    for place, column in enumerate(table.columns, start=len(_LEAD)):
        if column.merge == "sum":
            where.add(f"{table.id}.{column.id}", Span(sheet.get_name(), _FIRST, last, place))


def _write_head(annex: Annex, sheet: Worksheet, heads: list[tuple[str, float]]) -> None:
    annex.head(sheet, _HEAD, heads)
    sheet.freeze_panes(_FIRST, len(_LEAD))
    sheet.repeat_rows(_HEAD)


_Answers = dict[str, tuple[object, str, str]]


def _rows(annex: Annex, table: Table) -> list[tuple[tuple[str, str], _Answers]]:
    """The rows of `table` by unit, each with its answers by column id."""
    frame = annex.results.frame
    mine = frame[(frame["field"] == table.id) & (frame["row"] > 0)]
    found: dict[tuple[str, str, str, int], _Answers] = {}
    for code, unit, file, row, part, *answer in zip(
        *(mine[c].tolist() for c in _FRAME), strict=True
    ):
        found.setdefault((code, unit, file, row), {})[part] = tuple(answer)
    return [((code, unit), answers) for (code, unit, _, _), answers in found.items()]


def _write_cell(
    annex: Annex, sheet: Worksheet, cell: tuple[int, int], answer: tuple[object, str, str] | None
) -> None:
    value, text, status = answer or (None, "", Status.BLANK)
    if status == Status.BLANK:
        annex.number(sheet, cell, None)
    elif isinstance(value, int):
        annex.number(sheet, cell, value)
    else:
        annex.text(sheet, *cell, text, "text" if status in COUNTED else "refused")


def write_opinions(annex: Annex) -> None:
    """What units wrote in words: difficulties, proposals, notes to their figures."""
    programme = annex.results.programme
    sheet = annex.sheet("Ý kiến, ghi chú")
    annex.title(sheet, "Ý kiến và ghi chú của các đơn vị")
    heads: list[tuple[str, float]] = [*_LEAD, ("Về", 46), ("Nội dung", 90)]
    _write_head(annex, sheet, heads)
    frame = annex.results.frame
    worded = {field.id for field in programme.fields if field.kind == "text"}
    mine = frame[
        (frame["row"] == 0)
        & (frame["status"] == Status.GIVEN)
        & (frame["field"].isin(worded) | (frame["part"] == NOTE))
    ]
    columns = ("unit_code", "unit", "field", "text")
    for row, (code, unit, name, text) in enumerate(
        zip(*(mine[c].tolist() for c in columns), strict=True), start=_FIRST
    ):
        cells = (code, unit, programme.field(name).label, text)
        annex.row(sheet, row, cells, heads)
