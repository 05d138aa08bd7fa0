"""The rows of the tables and the words of the units, one below the other as they were sent."""

from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.answers import COLUMNS, LEGEND, Answer, write_answer, write_source
from bdg_excel.annex.page import Annex, Span, Where
from bdg_excel.layout import NOTE
from bdg_excel.programme import Table
from bdg_excel.values.parsed import Status

_HEAD, _FIRST = 3, 4
_LEAD = (("Mã", 9), ("Đơn vị", 28))
_SOURCE = (("Trang, ô", 20), ("Tệp", 40))
_NOTE = 2


def write_details(annex: Annex, table: Table, where: Where) -> None:
    """Every row that a unit wrote into `table`, under its own headings."""
    sheet = annex.sheet(f"Biểu {table.number} - từng đơn vị")
    title = f"Biểu {table.number}. {table.title}: từng dòng của các đơn vị"
    annex.title(sheet, title, LEGEND)
    labels = ((column.full_label, column.width) for column in table.columns)
    _write_head(annex, sheet, [*_LEAD, *labels, *_SOURCE])
    rows, unlinked = _rows(annex, table), 0
    for row, line in enumerate(rows, start=_FIRST):
        linked = annex.links.room_for(len(table.columns) + 1)
        unlinked = unlinked or (0 if linked else row + 1)
        _write_row(annex, sheet, row, table, line, linked)
    annex.text(sheet, _NOTE, 0, annex.links.note(unlinked), "note")
    last = _FIRST + max(len(rows), 1) - 1
    for place, column in enumerate(table.columns, start=len(_LEAD)):
        if column.merge == "sum":
            where.add(f"{table.id}.{column.id}", Span(sheet.get_name(), _FIRST, last, place))


def _write_head(annex: Annex, sheet: Worksheet, heads: list[tuple[str, float]]) -> None:
    annex.head(sheet, _HEAD, heads)
    sheet.freeze_panes(_FIRST, len(_LEAD))
    sheet.repeat_rows(_HEAD)


_Unit = tuple[str, str]
_Answers = dict[str, Answer]


def _rows(annex: Annex, table: Table) -> list[tuple[_Unit, _Answers]]:
    """The rows of `table`, each with its unit's code and name and its answers by column id."""
    frame = annex.results.frame
    mine = frame[(frame["field"] == table.id) & (frame["row"] > 0)]
    found: dict[tuple[str, int], tuple[_Unit, _Answers]] = {}
    columns = ("unit_code", "unit", "row", "part", *COLUMNS)
    for code, unit, row, part, *answer in zip(*(mine[c].tolist() for c in columns), strict=True):
        found.setdefault((code, row), ((code, unit), {}))[1][part] = Answer(*answer)
    return list(found.values())


def _write_row(
    annex: Annex,
    sheet: Worksheet,
    row: int,
    table: Table,
    line: tuple[_Unit, _Answers],
    linked: bool,
) -> None:
    (code, unit), answers = line
    annex.text(sheet, row, 0, code)
    annex.text(sheet, row, 1, unit)
    texts = [(answers[c.id].text, c.width) for c in table.columns if c.id in answers]
    annex.fit(sheet, row, [(unit, _LEAD[1][1]), *texts])
    for place, column in enumerate(table.columns, start=len(_LEAD)):
        yes_no = column.kind == "yes_no"
        write_answer(annex, sheet, (row, place), answers.get(column.id), yes_no, linked)
    behind = len(_LEAD) + len(table.columns)
    write_source(annex, sheet, (row, behind), list(answers.values()), linked)


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
