"""The first sheet: who has sent, what is missing, what stands where."""

from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.lists import SEVERITIES
from bdg_excel.annex.page import Annex
from bdg_excel.text import listing, short_date


def write_overview(annex: Annex, sheet: Worksheet) -> None:
    """The round, how many units are in, how many findings there are, and links to the sheets."""
    results = annex.results
    of_round = results.programme.round
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 100)
    sheet.set_portrait()
    annex.title(sheet, "PHỤ LỤC SỐ LIỆU", of_round.subject)
    severities = [found.severity for found in results.findings]
    counts = [f"{words}: {severities.count(level)}" for level, words in SEVERITIES.items()]
    facts = (
        ("Đơn vị tổng hợp", of_round.issuer),
        ("Thời gian", f"{short_date(of_round.period_start)} - {short_date(of_round.period_end)}"),
        ("Đơn vị được tính", results.sent.words),
        (
            "Chưa có số liệu được tính",
            listing(unit.name for unit in results.sent.missing) or "Không",
        ),
        ("Phát hiện", "; ".join(counts)),
        ("Đối chiếu", results.balance.words),
    )
    for row, (label, words) in enumerate(facts, start=3):
        annex.text(sheet, row, 0, label, "total_text")
        annex.text(sheet, row, 1, words)
        annex.fit(sheet, row, [(words, 100)])
    _write_links(annex, sheet, 3 + len(facts) + 1)


def _write_links(annex: Annex, sheet: Worksheet, first: int) -> None:
    annex.text(sheet, first, 0, "Các trang", "bold")
    others = [other for other in annex.book.worksheets() if other is not sheet]
    for row, other in enumerate(others, start=first + 1):
        name = other.get_name()
        sheet.write_url(row, 0, f"internal:'{name}'!A1", annex.style("link"), name)
