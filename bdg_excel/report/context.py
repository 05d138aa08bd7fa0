"""What a report's template may name: figures, lists and the round's own words, ready to print."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from bdg_excel.coverage import Coverage
from bdg_excel.indicators import NO_FIGURE, Figure
from bdg_excel.programme import (
    Column,
    Document,
    Indicator,
    IndicatorPart,
    Programme,
    Round,
    Table,
    Unit,
)
from bdg_excel.report.controls import Printed
from bdg_excel.tables import Group, Summary
from bdg_excel.text import lower_first, number, short_date

Context = dict[str, Any]
"""What a template may name: dictionaries, lists and strings that are ready to print."""

NAMES_LISTED = 10
"""How many missing units are listed by name; the others are counted."""

# Names of kinds of places are common nouns, written small inside a sentence (Nghị định 30/2020,
# Phụ lục II); names of bodies keep their capital.
_PLACES = ("Xã ", "Phường ", "Thị trấn ", "Đặc khu ", "Huyện ", "Quận ", "Thị xã ", "Thành phố ")
# A document is "về việc" doing something, but "về" a thing.
_DOING = ("ban hành", "phê duyệt", "tăng cường", "thành lập", "thực hiện", "tổ chức", "triển khai")


class Opinion(NamedTuple):
    """What a unit wrote in answer to a question in words, as typed."""

    unit: Unit
    text: str


def report_context(
    programme: Programme,
    figures: Sequence[Figure],
    summaries: Sequence[Summary],
    opinions: Mapping[str, Sequence[Opinion]],
    sent: Coverage,
) -> Context:
    """All that the report's template may name.

    `opinions` are by field id; `sent` says which units have sent their form at all.
    """
    return {
        **_figures(programme, figures),
        "vong": _round(programme.round),
        "van_ban": {paper.id: _citation(paper) for paper in programme.round.documents},
        "van_ban_ngan": {paper.id: _short_citation(paper) for paper in programme.round.documents},
        "don_vi": _sent(sent),
        "bieu": {summary.table.id: _table(summary) for summary in summaries},
        "y_kien": {
            field.id: _opinions(opinions.get(field.id, ()))
            for field in programme.fields
            if field.kind == "text"
        },
    }


def _sent(sent: Coverage) -> Context:
    source = f"{len(sent.reported)}/{sent.expected} đơn vị, phụ lục Tổng quan"
    counted, asked = number(len(sent.reported)), number(sent.expected)
    return {
        "da_gui": Printed(counted, "don_vi.da_gui", "Số đơn vị đã gửi biểu", source),
        "tong": Printed(asked, "don_vi.tong", "Số đơn vị phải gửi biểu", source),
        "chua_gui": _names(sent.missing),
    }


def _round(this: Round) -> Context:
    return {
        "nam": str(this.year),
        "ten": this.title,
        "trich_yeu": this.subject,
        "chu_de": this.theme,
        "tu_ngay": short_date(this.period_start),
        "den_ngay": short_date(this.period_end),
        "dia_ban": this.area,
        "co_quan_chu_quan": this.superior,
        "co_quan_ban_hanh": this.issuer,
        "dau_de": list(this.issuer_head),
        "ky_hieu": this.symbol,
        "dia_danh": this.place,
        # As a date prints it: only months 1 and 2 take a zero.
        "thang": short_date(date(this.year, this.report_month, 1)).split("/")[1],
        "kinh_gui": list(this.addressees),
        "noi_nhan": list(this.recipients),
        "chuc_vu": list(this.signature),
    }


def _short_citation(paper: Document) -> str:
    return f"{paper.type} số {paper.number}"


def _citation(paper: Document) -> str:
    """As a document is named the first time; afterwards `_short_citation` does."""
    day = f" ngày {short_date(paper.date)}" if paper.date else ""
    about = "về việc" if paper.about.startswith(_DOING) else "về"
    return f"{_short_citation(paper)}{day} của {paper.issuer} {about} {paper.about}"


def _figures(programme: Programme, figures: Sequence[Figure]) -> Context:
    found: Context = {}
    places = {(this.indicator, this.part): n for n, this in enumerate(figures, start=1)}
    for indicator in programme.indicators:
        own = [figure for figure in figures if figure.indicator == indicator.id]
        if own:
            found[indicator.id] = {
                "nhan": indicator.label,
                "pham_vi": _scope(programme, indicator, own),
                **{
                    figure.part: _figure(programme, figure, places[indicator.id, figure.part])
                    for figure in own
                },
            }
    return found


def _figure(programme: Programme, figure: Figure, place: int) -> Printed:
    """`place`: its number on the annex's sheet of indicators."""
    indicator = next(this for this in programme.indicators if this.id == figure.indicator)
    part = next(part for part in indicator.parts if part.id == figure.part)
    shown = len(figure.coverage.reported)
    return Printed(
        figure.printed,
        f"{figure.indicator}.{figure.part}",
        f"{figure.label} - {_part_label(programme, part)}",
        f"{shown}/{figure.coverage.expected} đơn vị, phụ lục Chỉ tiêu {place}",
    )


def _scope(programme: Programme, indicator: Indicator, figures: Sequence[Figure]) -> str:
    """Which units are not in `figures`, in brackets; empty where all are in all of them."""
    labels = {part.id: _part_label(programme, part) for part in indicator.parts}
    alike: dict[Coverage, list[str]] = {}
    for figure in figures:
        alike.setdefault(figure.coverage, []).append(labels[figure.part])
    lacking = [
        (f"{', '.join(parts)}: " if len(alike) > 1 else "") + _lacking(coverage)
        for coverage, parts in alike.items()
        if not coverage.complete
    ]
    return f" ({'. '.join(lacking)})" if lacking else ""


def _part_label(programme: Programme, part: IndicatorPart) -> str:
    name, inner = part.of.split(".")
    if programme.is_table(name):
        return programme.table(name).column(inner).label
    return programme.field(name).part(inner).label


def _lacking(coverage: Coverage) -> str:
    if coverage.expected == 1:
        return f"chưa có số liệu của {_names(coverage.missing)}"
    if not coverage.reported:
        return f"số liệu của {coverage.words}"
    return f"số liệu của {coverage.words}; chưa có: {_names(coverage.missing)}"


def _names(units: Sequence[Unit]) -> str:
    names = ", ".join(_in_sentence(unit.name) for unit in units[:NAMES_LISTED])
    others = len(units) - NAMES_LISTED
    return f"{names} và {others} đơn vị khác" if others > 0 else names


def _in_sentence(name: str) -> str:
    return lower_first(name) if name.startswith(_PLACES) else name


def _opinions(opinions: Iterable[Opinion]) -> list[Context]:
    worded = [
        {"don_vi": opinion.unit.name, "noi_dung": _lines(opinion.text)} for opinion in opinions
    ]
    return [opinion for opinion in worded if opinion["noi_dung"]]


def _lines(text: str) -> list[str]:
    """The thoughts of `text`, one a line, without the bullets that were typed before them."""
    lines = (line.strip().lstrip("-–—+*•").strip() for line in text.splitlines())
    return [line for line in lines if line]


def _table(summary: Summary) -> Context:
    table = summary.table
    measures = {group.unit for group in summary.groups}
    measure = measures.pop() if len(measures) == 1 else ""
    return {
        "so": table.number,
        "tieu_de": table.title,
        "cot": {column.id: column.label for column in table.columns},
        "nhom": {column.id: column.group for column in table.columns},
        "dong": [_row(table, stt, group) for stt, group in enumerate(summary.groups, start=1)],
        "tong": _numbers(table, "tong", Group("Tổng số", measure, summary.totals, {}, ())),
        "trong": "Không có" if summary.coverage.reported else _sentence(NO_FIGURE),
        "ghi_chu": " ".join(_notes(summary)),
    }


def _row(table: Table, stt: int, group: Group) -> Context:
    numbers = _numbers(table, str(stt), group)
    return {**numbers, **group.unions, "stt": str(stt), "ten": group.name}


def _numbers(table: Table, row: str, group: Group) -> dict[str, str]:
    """Each ``sum`` column printed, the quantity with its unit of measure; empty where not given."""
    quantity = _quantity(table)
    printed: dict[str, str] = {}
    for column in table.columns:
        if column.merge == "sum":
            value = group.numbers.get(column.id)
            unit = group.unit if column.id == quantity else ""
            printed[column.id] = Printed(
                "" if value is None else f"{number(value)} {unit}".rstrip(),
                f"bieu.{table.id}.{row}.{column.id}",
                f"{_column_label(table, column)} - {group.name}",
                _row_source(table, row, group),
            )
    return printed


def _column_label(table: Table, column: Column) -> str:
    """Short, but no other column's."""
    alike = [other for other in table.columns if other.label == column.label]
    return column.full_label if len(alike) > 1 else column.label


def _row_source(table: Table, row: str, group: Group) -> str:
    units = f"{len(group.units)} đơn vị, " if group.units else ""
    place = "" if row == "tong" else f" STT {row}"
    return f"{units}phụ lục Biểu {table.number}{place}"


def _quantity(table: Table) -> str | None:
    """The ``sum`` column that the table's unit of measure stands after."""
    before = None
    for column in table.columns:
        if column.merge == "unit":
            return before
        before = column.id if column.merge == "sum" else before
    return None


def _notes(summary: Summary) -> Iterator[str]:
    if not summary.coverage.complete:
        yield _sentence(_lacking(summary.coverage)) + "."
    unfilled: dict[int, list[str]] = {}
    for column in summary.table.columns:
        given = summary.given.get(column.id, summary.rows)
        if given < summary.rows:
            unfilled.setdefault(given, []).append(column.label)
    for given, labels in unfilled.items():
        counted = f"{number(given)}/{number(summary.rows)} dòng" if given else "chưa dòng nào"
        yield f"Cột {', '.join(labels)}: {counted} có số liệu (để trống không tính là 0)."
    for column in summary.table.columns:
        if column.id in summary.mixed:
            yield f"Cột {column.label} không cộng vì có nhiều đơn vị tính."


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
