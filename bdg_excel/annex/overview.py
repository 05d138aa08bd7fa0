"""The first sheet: who has sent, what is missing, the figures in short, what stands where."""

from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.page import Annex
from bdg_excel.findings import SEVERITY_NAMES
from bdg_excel.text import listing, short_date

_WIDTHS = (64, 38, 22)
_WIDE = _WIDTHS[1] + _WIDTHS[2]
_LINKS = len(_WIDTHS) + 1
"""The column of the links, beside what is printed: on paper nobody can click."""


def write_overview(annex: Annex, sheet: Worksheet) -> None:
    """The round, how many units are in, every figure as the report prints it; links beside."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_portrait()
    annex.title(sheet, "PHỤ LỤC SỐ LIỆU", annex.results.programme.round.subject)
    row = _write_facts(annex, sheet, 3)
    last = _write_figures(annex, sheet, row + 1)
    sheet.print_area(0, 0, last, len(_WIDTHS) - 1)
    sheet.fit_to_pages(1, 0)
    _write_links(annex, sheet, 3)


def _write_facts(annex: Annex, sheet: Worksheet, first: int) -> int:
    results = annex.results
    of_round = results.programme.round
    severities = [found.severity for found in results.findings]
    counts = [f"{words}: {severities.count(level)}" for level, words in SEVERITY_NAMES.items()]
    missing = listing(unit.name for unit in results.sent.missing)
    facts = {
        "Đơn vị tổng hợp": of_round.issuer,
        "Thời gian": f"{short_date(of_round.period_start)} - {short_date(of_round.period_end)}",
        "Đơn vị được tính": results.sent.words,
        "Chưa có số liệu được tính": missing or "Không",
        "Phát hiện": "; ".join(counts),
        "Đối chiếu": results.balance.words,
    }
    for row, (label, words) in enumerate(facts.items(), start=first):
        annex.text(sheet, row, 0, label, "total_text")
        sheet.merge_range(row, 1, row, 2, "", annex.style("text"))
        annex.text(sheet, row, 1, words)
        annex.fit(sheet, row, [(words, _WIDE)])
    return first + len(facts)


def _write_figures(annex: Annex, sheet: Worksheet, head: int) -> int:
    """Every figure as it is printed, and how many units are in it; returns the last row."""
    programme = annex.results.programme
    heads = ("Chỉ tiêu", "In trong báo cáo", "Số đơn vị có số liệu")
    for column, label in enumerate(heads):
        sheet.write_string(head, column, label, annex.style("head"))
    of = [part.of for indicator in programme.indicators for part in indicator.parts]
    row = head
    for row, (figure, ref) in enumerate(
        zip(annex.results.figures, of, strict=True), start=head + 1
    ):
        label = f"{figure.label}: {programme.label_of(ref)}"
        covered = f"{len(figure.coverage.reported)}/{figure.coverage.expected}"
        annex.text(sheet, row, 0, label)
        annex.text(sheet, row, 1, figure.printed)
        annex.text(sheet, row, 2, covered, "center")
        annex.fit(sheet, row, [(label, _WIDTHS[0]), (figure.printed, _WIDTHS[1])])
    sheet.repeat_rows(head)
    return row


def _write_links(annex: Annex, sheet: Worksheet, first: int) -> None:
    sheet.set_column(_LINKS, _LINKS, 30)
    annex.text(sheet, first, _LINKS, "Các trang", "bold")
    others = [other for other in annex.book.worksheets() if other is not sheet]
    for row, other in enumerate(others, start=first + 1):
        name = other.get_name()
        sheet.write_url(row, _LINKS, f"internal:'{name}'!A1", annex.style("link"), name)
