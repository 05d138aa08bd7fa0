"""Every figure of the report with the live formula behind it."""

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.page import Annex, Span, Where
from bdg_excel.formula import SHARE_RULE
from bdg_excel.indicators import Figure
from bdg_excel.layout import NO, YES
from bdg_excel.programme import IndicatorPart
from bdg_excel.text import listing

_HEAD, _FIRST = 3, 4
_HEADS = (
    ("STT", 6),
    ("Chỉ tiêu", 52),
    ("Phần", 22),
    ("Số liệu / tử số", 18),
    ("Mẫu số", 14),
    ("Tỷ lệ (%)", 11),
    ("In trong báo cáo", 32),
    ("Số đơn vị có số liệu", 12),
    ("Số đơn vị phải gửi", 12),
    ("Chưa có số liệu của", 60),
    ("Mã", 26),
)
_LABEL, _PART, _NUMERATOR, _DENOMINATOR, _PERCENT = 1, 2, 3, 4, 5
_PRINTED, _REPORTED, _EXPECTED, _MISSING, _ID = 6, 7, 8, 9, 10

FIRST_ROW = _FIRST
COLUMN_OF = {"numerator": _NUMERATOR, "percent": _PERCENT}
"""Where other sheets find a figure's numbers: from `FIRST_ROW` on, in the order of the results."""


def write_indicators(annex: Annex, sheet: Worksheet, where: Where) -> None:
    """A row a figure: numerator, denominator and share are formulas over the units' sheets."""
    annex.title(
        sheet,
        "Các chỉ tiêu của báo cáo",
        SHARE_RULE,
    )
    annex.head(sheet, _HEAD, _HEADS)
    parts = [part for indicator in annex.results.programme.indicators for part in indicator.parts]
    for row, (figure, part) in enumerate(
        zip(annex.results.figures, parts, strict=True), start=_FIRST
    ):
        _write_words(annex, sheet, row, figure, part)
        _write_numbers(annex, sheet, row, figure, part, where)
    sheet.freeze_panes(_FIRST, 2)
    sheet.repeat_rows(_HEAD)


def _write_words(
    annex: Annex, sheet: Worksheet, row: int, figure: Figure, part: IndicatorPart
) -> None:
    center = annex.style("center")
    sheet.write_number(row, 0, row - _FIRST + 1, center)
    sheet.write_number(row, _REPORTED, len(figure.coverage.reported), center)
    sheet.write_number(row, _EXPECTED, figure.coverage.expected, center)
    texts = {
        _LABEL: figure.label,
        _PART: annex.results.programme.label_of(part.of),
        _PRINTED: figure.printed,
        _MISSING: listing(unit.name for unit in figure.coverage.missing),
        _ID: f"{figure.indicator}.{figure.part}",
    }
    for column, text in texts.items():
        annex.text(sheet, row, column, text)
    annex.fit(sheet, row, [(text, _HEADS[column][1]) for column, text in texts.items()])


def _write_numbers(
    annex: Annex,
    sheet: Worksheet,
    row: int,
    figure: Figure,
    part: IndicatorPart,
    where: Where,
) -> None:
    if figure.numerator is None:
        for column in (_NUMERATOR, _DENOMINATOR, _PERCENT):
            annex.number(sheet, (row, column), None)
        return
    top, bottom = _formulas(part, figure, where)
    annex.formula(sheet, (row, _NUMERATOR), top, figure.numerator)
    if not bottom:
        annex.number(sheet, (row, _DENOMINATOR), None)
        annex.number(sheet, (row, _PERCENT), None)
        return
    annex.formula(sheet, (row, _DENOMINATOR), bottom, figure.denominator)
    share = _share(row, annex.results.programme.round.decimals)
    annex.formula(sheet, (row, _PERCENT), share, figure.percent, "total_decimal")


def _share(row: int, decimals: int) -> str:
    """Half up as the report rounds: the only division is of whole numbers, so no digit strays."""
    top, bottom = (xl_rowcol_to_cell(row, column) for column in (_NUMERATOR, _DENOMINATOR))
    return f'IF({bottom}=0,"",ROUND({top}*{10 ** (decimals + 2)}/{bottom},0)/{10**decimals})'


def _formulas(part: IndicatorPart, figure: Figure, where: Where) -> tuple[str, str]:
    """The formulas of numerator and denominator; an empty one where there is no whole."""
    of = where.of(part.of)
    if part.kind == "share":
        whole = where.of(str(part.per))
        return _both(of, whole), _both(whole, of)
    if part.kind == "yes_count":
        return _count(of, (YES,)), _count(of, (YES, NO))
    sums = "+".join(f"SUM({span.words})" for span in of)
    return sums, str(figure.denominator or "")


def _both(summed: Sequence[Span], other: Sequence[Span]) -> str:
    """Σ of `summed` over the units that gave both numbers: a blank is not a zero."""
    return "+".join(
        f"SUMPRODUCT(ISNUMBER({mine.words})*ISNUMBER({theirs.words}),{mine.words})"
        for mine, theirs in zip(summed, other, strict=True)
    )


def _count(spans: Sequence[Span], words: Sequence[str]) -> str:
    return "+".join(f'COUNTIF({span.words},"{word}")' for span in spans for word in words)
