"""The annex workbook: the tables of the report, every figure with its live formula, every value.

Formulas carry the value that the report prints, so that it is there before anything recalculates.
Whatever a unit typed is written as text, never as a formula or a link; what is linked are the cells
that answers come from (see ``links``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from bdg_excel.annex.charts import write_charts
from bdg_excel.annex.details import write_details, write_opinions
from bdg_excel.annex.indicators import write_indicators
from bdg_excel.annex.lists import write_findings, write_sources
from bdg_excel.annex.offices import write_offices
from bdg_excel.annex.overview import write_overview
from bdg_excel.annex.page import NORMAL, Annex, Where
from bdg_excel.annex.questions import answers
from bdg_excel.annex.tables import write_table
from bdg_excel.annex.units import write_units
from bdg_excel.errors import OutputError, why
from bdg_excel.layout import layouts
from bdg_excel.results import Results


def write_annex(target: Path, results: Results, way: str | None = None) -> None:
    """Writes the annex of `results` to `target`: the same results give the same bytes.

    `way` leads from the folder where it will lie to the drop folder, for the links to its files.
    """
    with _book(target) as book:
        annex = Annex(book, results, way)
        overview = annex.sheet("Tổng quan")
        charts = annex.sheet("Biểu đồ") if results.programme.charts else None
        for summary in results.summaries:
            write_table(annex, summary)
        indicators = annex.sheet("Chỉ tiêu")
        where, given = Where(), answers(results)
        for form in layouts(results.programme).values():
            write_units(annex, form, where, given)
        write_offices(annex, where, given)
        for summary in results.summaries:
            write_details(annex, summary.table, where)
        write_opinions(annex)
        write_findings(annex)
        write_sources(annex)
        write_indicators(annex, indicators, where)
        if charts:
            write_charts(annex, charts, indicators.get_name())
        write_overview(annex, overview)


@contextmanager
def _book(target: Path) -> Iterator[Any]:
    """A workbook that is at `target` when the block ends; `OutputError` where it cannot be."""
    try:
        with xlsxwriter.Workbook(str(target), _options()) as book:
            yield book
    except FileCreateError as error:
        reason = why(error.args[0])
        raise OutputError(f"Không ghi được phụ lục {target.name}: {reason}.") from error


def _options() -> dict[str, Any]:
    """Made anew each time: xlsxwriter changes the dictionaries that it is given."""
    return {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
        "default_format_properties": dict(NORMAL),
        "default_row_height": 20,
    }
