"""What was found, and the files that everything comes from."""

from collections.abc import Sequence

from bdg_excel.annex.page import Annex
from bdg_excel.findings import SEVERITY_NAMES

_HEAD, _FIRST = 2, 3
_CELL = 4
"""The column that is linked to what it names."""


def write_findings(annex: Annex) -> None:
    """One row a finding, gravest first."""
    heads = (
        ("Mức độ", 15),
        ("Đơn vị", 28),
        ("Tệp", 38),
        ("Trang", 22),
        ("Ô", 7),
        ("Nội dung", 90),
        ("Mã", 22),
    )
    rows = []
    for found in annex.results.findings:
        place = found.place
        level = SEVERITY_NAMES[found.severity]
        cells = (level, place.unit, place.file, place.sheet, place.cell, found.message, found.code)
        link = annex.links.to(place.file, place.sheet, place.cell) if place.cell else ""
        rows.append((cells, str(found.severity), link))
    _write(annex, "Phát hiện", "Những chỗ sai, đáng ngờ hoặc cần biết", heads, rows)


def write_sources(annex: Annex) -> None:
    """One row a file. When it was last changed is left out: same input, same output."""
    heads = (("Tệp", 64), ("Đơn vị", 34), ("Kết quả", 14), ("SHA-256", 70))
    rows = []
    for source in annex.results.sources:
        unit = source.unit.name if source.unit else ""
        outcome = "Được tính" if source.counted else "Để riêng"
        rows.append(((source.file, unit, outcome, source.sha256), "text", ""))
    _write(annex, "Nguồn", "Các tệp đã đọc", heads, rows)


def _write(
    annex: Annex,
    name: str,
    title: str,
    heads: Sequence[tuple[str, float]],
    rows: Sequence[tuple[Sequence[str], str, str]],
) -> None:
    sheet = annex.sheet(name)
    annex.title(sheet, title)
    annex.head(sheet, _HEAD, heads)
    for row, (cells, style, link) in enumerate(rows, start=_FIRST):
        annex.row(sheet, row, cells, heads, style)
        if link and annex.links.room_for(1):
            annex.link(sheet, (row, _CELL), link)
            annex.text(sheet, row, _CELL, cells[_CELL], style)
    sheet.freeze_panes(_FIRST, 0)
    sheet.repeat_rows(_HEAD)
    sheet.autofilter(_HEAD, 0, _FIRST + max(len(rows), 1) - 1, len(heads) - 1)
