"""Charts of the main figures, each beside the little table that it is drawn from."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.indicators import COLUMN_OF, FIRST_ROW
from bdg_excel.annex.page import NORMAL, Annex
from bdg_excel.merged import answered
from bdg_excel.programme import Chart

_MOST = 20
"""So many units fit into one picture."""
_COLOURS = ("#1F4E79", "#C55A11", "#7F7F7F", "#548235")
_WIDTHS = (92, 3, 44, *[14] * len(_COLOURS))
"""The column under the charts, a gap, and the columns of the numbers that they are drawn from."""
_FIRST, _LABEL = 3, 2
_WIDTH, _BAR, _FRAME = 640, 17, 80
"""Pixels: a chart's width, the room of a bar, and that of title and legend."""
_ROW = 20
"""Points of a row; a third more pixels."""
_ON_A_PAGE = 36
"""Rows that fit on A4."""


class _Cell(NamedTuple):
    """One number of a chart with the formula that it is shown by ('' if it is only a number)."""

    value: int | Decimal | None
    formula: str = ""


class _Data(NamedTuple):
    """The bars of one chart: a line for each label, a cell for each of the `series`."""

    series: tuple[str, ...]
    lines: Sequence[tuple[str, Sequence[_Cell]]]
    note: str = ""


def write_charts(annex: Annex, sheet: Worksheet, figures: str) -> None:
    """All charts of the programme, one below the other; `figures` is the sheet of all figures."""
    annex.title(sheet, "Biểu đồ", "Vẽ từ các trang số liệu của phụ lục này.")
    sheet.set_portrait()
    sheet.set_print_scale(100)  # page breaks of one's own do not go with a page to fit
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    row, page, breaks = _FIRST, 0, []
    for chart in annex.results.programme.charts:
        data = _by_unit(annex, chart.of) if chart.of else _of_figures(annex, chart, figures)
        if not data.lines:
            continue
        end = row + _rows_of(data)
        if end - page > _ON_A_PAGE and row > _FIRST:
            breaks.append(page := row)
        _write(annex, sheet, row, chart, data)
        row = end
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, row, 0)


def _of_figures(annex: Annex, chart: Chart, sheet: str) -> _Data:
    """A line an indicator, with the parts that the chart names side by side."""
    figures = {f"{one.indicator}.{one.part}": n for n, one in enumerate(annex.results.figures)}
    series: dict[str, str] = {}
    lines: dict[str, tuple[str, dict[str, _Cell]]] = {}
    for ref in chart.figures:
        number = figures[ref]
        figure = annex.results.figures[number]
        series.setdefault(figure.part, _part_label(annex, ref))
        cell = xl_rowcol_to_cell(FIRST_ROW + number, COLUMN_OF[chart.shows], True, True)
        value = getattr(figure, chart.shows)
        _, cells = lines.setdefault(figure.indicator, (figure.label, {}))
        cells[figure.part] = _Cell(value, f"'{sheet}'!{cell}")
    rows = [
        (label, [cells.get(one, _Cell(None)) for one in series]) for label, cells in lines.values()
    ]
    return _Data(tuple(series.values()), rows)


def _part_label(annex: Annex, ref: str) -> str:
    programme = annex.results.programme
    name, _, part_id = ref.partition(".")
    [indicator] = [one for one in programme.indicators if one.id == name]
    [part] = [one for one in indicator.parts if one.id == part_id]
    return programme.label_of(part.of)


def _by_unit(annex: Annex, ref: str) -> _Data:
    """A line a unit that has answered, the largest first where they do not all fit."""
    field, _, part = ref.partition(".")
    frame = answered(annex.results.frame)
    mine = frame[(frame["field"] == field) & (frame["part"] == part)]
    sums: dict[str, Any] = {}
    for unit, value in zip(mine["unit"].tolist(), mine["value"].tolist(), strict=True):
        sums[unit] = sums.get(unit, 0) + (value or 0)
    shown = sorted(sums, key=lambda unit: -sums[unit])[:_MOST]
    note = f"{_MOST} đơn vị có số lớn nhất trong {len(sums)} đơn vị." if len(sums) > _MOST else ""
    label = annex.results.programme.label_of(ref)
    return _Data((label,), [(unit, (_Cell(sums[unit]),)) for unit in shown], note)


def _height(data: _Data) -> int:
    return _FRAME + _BAR * len(data.lines) * (len(data.series) + 1)


def _rows_of(data: _Data) -> int:
    """The rows that a chart and its table take up, with one below them."""
    return max(-(-_height(data) * 3 // (_ROW * 4)), len(data.lines) + 2) + 1


def _write(annex: Annex, sheet: Worksheet, row: int, chart: Chart, data: _Data) -> None:
    """The chart from `row` on, and its table beside it."""
    for at in range(row, row + _rows_of(data)):
        sheet.set_row(at, _ROW)
    for column, head in enumerate((chart.title, *data.series), start=_LABEL):
        sheet.write_string(row, column, head, annex.style("head"))
    for at, (label, cells) in enumerate(data.lines, start=row + 1):
        annex.text(sheet, at, _LABEL, label)
        for column, cell in enumerate(cells, start=_LABEL + 1):
            _write_cell(annex, sheet, (at, column), cell)
    if data.note:
        annex.text(sheet, row + len(data.lines) + 1, _LABEL, data.note, "note")
    sheet.insert_chart(row, 0, _drawn(annex, sheet, row, chart, data))


def _write_cell(annex: Annex, sheet: Worksheet, at: tuple[int, int], cell: _Cell) -> None:
    if cell.formula and cell.value is not None:
        style = "share" if isinstance(cell.value, Decimal) else "number"
        annex.formula(sheet, at, cell.formula, cell.value, style)
    else:
        annex.number(sheet, at, cell.value)


def _drawn(annex: Annex, sheet: Worksheet, row: int, chart: Chart, data: _Data) -> Any:
    """Lying bars: the labels are sentences."""
    drawn = annex.book.add_chart({"type": "bar"})
    name, last = sheet.get_name(), row + len(data.lines)
    font = {"name": NORMAL["font_name"], "size": 10}
    for column, colour in zip(range(len(data.series)), _COLOURS, strict=False):
        at = _LABEL + 1 + column
        drawn.add_series(
            {
                "name": [name, row, at],
                "categories": [name, row + 1, _LABEL, last, _LABEL],
                "values": [name, row + 1, at, last, at],
                "fill": {"color": colour},
                "gap": 60,
                "data_labels": {"value": True, "font": font, "num_format": _format(chart)},
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {**font, "size": 13, "color": _COLOURS[0]}})
    drawn.set_y_axis({"reverse": True, "num_font": font, "line": {"color": "#9DB2C8"}})
    drawn.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    alone = {"none": True} if len(data.series) == 1 else {"position": "bottom", "font": font}
    drawn.set_legend(alone)
    drawn.set_size({"width": _WIDTH, "height": _height(data)})
    return drawn


def _format(chart: Chart) -> str:
    return "0.0" if chart.shows == "percent" else "#,##0"
