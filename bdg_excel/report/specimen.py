"""A context as the definition makes it before any data: every name, nothing to say behind it."""

from collections.abc import Sequence

from bdg_excel.coverage import Coverage, coverage
from bdg_excel.indicators import NO_FIGURE, Figure
from bdg_excel.programme import Indicator, IndicatorPart, Programme, Table
from bdg_excel.report.context import Context, Opinion, report_context
from bdg_excel.tables import Group, Summary


def specimen(programme: Programme, rows: int = 1) -> Context:
    """All that a template may name, nobody having reported; each list has so many `rows`."""
    figures = [
        _figure(programme, indicator, part)
        for indicator in programme.indicators
        for part in indicator.parts
    ]
    summaries = [_summary(programme, table, rows) for table in programme.tables]
    opinion = Opinion(programme.units[0], "…")
    opinions = {field.id: [opinion] * rows for field in programme.fields}
    nobody = Coverage((), programme.units, "đơn vị")
    return report_context(programme, figures, summaries, opinions, nobody)


def _figure(programme: Programme, indicator: Indicator, part: IndicatorPart) -> Figure:
    asked = part.of.partition(".")[0]
    return Figure(
        indicator=indicator.id,
        part=part.id,
        label=indicator.label,
        value=None,
        numerator=None,
        denominator=None,
        percent=None,
        printed=NO_FIGURE,
        coverage=coverage(programme, asked, frozenset()),
    )


def _summary(programme: Programme, table: Table, rows: int) -> Summary:
    summed = [column.id for column in table.columns if column.merge == "sum"]
    union = {column.id: "" for column in table.columns if column.merge == "union"}
    numbers = dict.fromkeys(summed)
    groups: Sequence[Group] = [Group("", "", numbers, union, ())] * rows
    return Summary(
        table=table,
        groups=tuple(groups),
        totals=numbers,
        rows=rows,
        given=dict.fromkeys(summed, 0),
        mixed=frozenset(),
        coverage=coverage(programme, table.id, frozenset()),
    )
