"""The three tables, as they stand in the report."""

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.page import Annex
from bdg_excel.programme import Column, Table
from bdg_excel.tables import Group, Summary

_HEAD, _TOTAL, _FIRST = 3, 5, 6
_WIDTHS = {"name": 60, "sum": 14, "unit": 12, "union": 30}
_SHOWN = tuple(_WIDTHS)


def write_table(annex: Annex, summary: Summary) -> None:
    """One sheet: heading in two levels, totals, a row for each group of rows that say the same."""
    table = summary.table
    sheet = annex.sheet(f"Biểu {table.number}")
    annex.title(sheet, f"Biểu {table.number}. {table.title}", _note(summary))
    columns = _shown(table)
    _write_head(annex, sheet, columns)
    _write_totals(annex, sheet, summary, columns)
    for row, group in enumerate(summary.groups, start=_FIRST):
        _write_group(annex, sheet, row, group, columns)
    sheet.freeze_panes(_FIRST, 2)
    sheet.repeat_rows(_HEAD, _HEAD + 1)


def _shown(table: Table) -> list[Column]:
    """The columns that a put-together table has: the details stand in the name's."""
    return [column for column in table.columns if column.merge in _SHOWN]


def _note(summary: Summary) -> str:
    reported = f"Số liệu của {summary.coverage.words}."
    gaps = [
        f"{column.full_label} có ở {summary.given[column.id]}/{summary.rows} dòng"
        for column in summary.table.columns
        if column.id in summary.given and summary.given[column.id] < summary.rows
    ]
    return f"{reported} {'; '.join(gaps)}." if gaps else reported


def _write_head(annex: Annex, sheet: Worksheet, columns: list[Column]) -> None:
    style = annex.style("head")
    sheet.merge_range(_HEAD, 0, _HEAD + 1, 0, "STT", style)
    sheet.set_column(0, 0, 6)
    for place, column in enumerate(columns, start=1):
        sheet.set_column(place, place, _WIDTHS[column.merge])
        if column.group:
            sheet.write_string(_HEAD + 1, place, column.label, style)
        else:
            sheet.merge_range(_HEAD, place, _HEAD + 1, place, column.label, style)
    for first, last, group in _groups(columns):
        if first == last:
            sheet.write_string(_HEAD, first, group, style)
        else:
            sheet.merge_range(_HEAD, first, _HEAD, last, group, style)


def _groups(columns: list[Column]) -> list[tuple[int, int, str]]:
    """The runs of neighbouring columns under one heading: first place, last place, heading."""
    found: list[tuple[int, int, str]] = []
    for place, column in enumerate(columns, start=1):
        if column.group and found and found[-1][1:] == (place - 1, column.group):
            found[-1] = (found[-1][0], place, column.group)
        elif column.group:
            found.append((place, place, column.group))
    return found


def _write_totals(annex: Annex, sheet: Worksheet, summary: Summary, columns: list[Column]) -> None:
    annex.text(sheet, _TOTAL, 0, "", "total_text")
    last = _FIRST + max(len(summary.groups), 1) - 1
    for place, column in enumerate(columns, start=1):
        if column.merge == "name":
            annex.text(sheet, _TOTAL, place, "Tổng cộng", "total_text")
        elif summary.totals.get(column.id) is None:
            annex.text(sheet, _TOTAL, place, "", "total_text")
        else:
            cells = xl_range(_FIRST, place, last, place)
            annex.formula(sheet, (_TOTAL, place), f"SUM({cells})", summary.totals[column.id])


def _write_group(
    annex: Annex, sheet: Worksheet, row: int, group: Group, columns: list[Column]
) -> None:
    sheet.write_number(row, 0, row - _FIRST + 1, annex.style("center"))
    annex.fit(
        sheet,
        row,
        [
            (group.name, _WIDTHS["name"]),
            *((words, _WIDTHS["union"]) for words in group.unions.values()),
        ],
    )
    for place, column in enumerate(columns, start=1):
        if column.merge == "name":
            annex.text(sheet, row, place, group.name)
        elif column.merge == "union":
            annex.text(sheet, row, place, group.unions[column.id])
        elif column.merge == "unit":
            annex.text(sheet, row, place, group.unit)
        else:
            annex.number(sheet, (row, place), group.numbers[column.id])
