"""The report's figures as the page shows them: printed text, coverage, chart, how it came about."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bdg_excel.coverage import Coverage
from bdg_excel.formula import formula
from bdg_excel.indicators import Figure
from bdg_excel.page.amounts import is_paired
from bdg_excel.page.answers import Answers
from bdg_excel.page.areas import Area, flat
from bdg_excel.page.breakdown import Chart, chart
from bdg_excel.page.grids import Grid, grid
from bdg_excel.programme import Indicator, IndicatorPart, Programme
from bdg_excel.results import Results
from bdg_excel.rows import Exact
from bdg_excel.text import listing, number, percent

_NAMED = 10
"""So many missing units are named; the list of units tells the others."""
_TABLES = "Các biểu"
_NO_SUBTOTAL = "–"


class Part(NamedTuple):
    """One number of an indicator: what it is, how it is printed and how it was computed."""

    label: str
    printed: str
    formula: str


class Scope(NamedTuple):
    """How many units are in the numbers called `parts` (empty: in all), and who is missing."""

    parts: str
    words: str
    complete: bool
    missing: str


class Card(NamedTuple):
    """One indicator.

    `columns` are the answers that it is made of, by reference and label, and `left_out` the codes
    of units that gave some of them but are not counted. `subtotals` has a line an area (in the
    order of `flat`), a text a part.
    """

    id: str
    label: str
    parts: tuple[Part, ...]
    scopes: tuple[Scope, ...]
    chart: Chart | None
    grid: Grid | None
    columns: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]
    subtotals: tuple[tuple[str, ...], ...]


class Chapter(NamedTuple):
    """Indicators that belong together."""

    heading: str
    cards: tuple[Card, ...]


def chapters(results: Results, answers: Answers, tree: Sequence[Area]) -> tuple[Chapter, ...]:
    """The indicators by the definition's sections, in its order."""
    programme = results.programme
    sections: dict[str, list[Indicator]] = {}
    for indicator in programme.indicators:
        sections.setdefault(indicator.section, []).append(indicator)
    return tuple(
        Chapter(
            _heading(indicators, programme),
            tuple(_card(each, results, answers, tree) for each in indicators),
        )
        for indicators in sections.values()
    )


def _heading(indicators: Sequence[Indicator], programme: Programme) -> str:
    """What the forms call the section that most of `indicators` are asked in."""
    titles = {
        name: section.title
        for form in programme.forms
        for sheet in form.sheets
        for section in sheet.sections
        for name in section.fields
    }
    names = (part.of.partition(".")[0] for each in indicators for part in each.parts)
    return Counter(titles.get(name, _TABLES) for name in names).most_common(1)[0][0]


def _card(indicator: Indicator, results: Results, answers: Answers, tree: Sequence[Area]) -> Card:
    programme, name = results.programme, indicator.parts[0].of.partition(".")[0]
    figures = [figure for figure in results.figures if figure.indicator == indicator.id]
    pairs = list(zip(indicator.parts, figures, strict=True))
    summary = next((each for each in results.summaries if each.table.id == name), None)
    refs = dict.fromkeys(ref for p in indicator.parts for ref in (p.of, p.per, p.by) if ref)
    return Card(
        id=indicator.id,
        label=indicator.label,
        parts=tuple(
            Part(programme.label_of(part.of), figure.printed, formula(programme, part))
            for part, figure in pairs
        ),
        scopes=tuple(_scopes(pairs, programme)),
        chart=chart(indicator, figures, programme, answers.numbers, tree),
        grid=grid(summary) if summary else None,
        columns=tuple((ref, programme.label_of(ref)) for ref in refs),
        left_out=_left_out(figures, answers),
        subtotals=tuple(
            zip(*(_subtotals(pair, answers, tree, programme) for pair in pairs), strict=True)
        ),
    )


_Pair = tuple[IndicatorPart, Figure]


def _scopes(pairs: Sequence[_Pair], programme: Programme) -> Iterator[Scope]:
    """The coverage of the parts, once where it is the same for all."""
    alike: dict[Coverage, list[str]] = {}
    for part, figure in pairs:
        alike.setdefault(figure.coverage, []).append(programme.label_of(part.of))
    for coverage, labels in alike.items():
        parts = listing(labels) if len(alike) > 1 else ""
        missing = _named(coverage) if coverage.reported else ""
        yield Scope(parts, coverage.words, coverage.complete, missing)


def _named(coverage: Coverage) -> str:
    names = [unit.name for unit in coverage.missing]
    others = len(names) - _NAMED
    return listing(names[:_NAMED] + ([f"{number(others)} đơn vị khác"] if others > 0 else []))


def _left_out(figures: Sequence[Figure], answers: Answers) -> tuple[str, ...]:
    """Units that gave something, but are in none of `figures`."""
    missing = ({unit.code for unit in figure.coverage.missing} for figure in figures)
    return tuple(sorted(set.intersection(*missing).intersection(answers.units)))


def _subtotals(
    pair: _Pair, answers: Answers, tree: Sequence[Area], programme: Programme
) -> Iterator[str]:
    """The figure of each area alone, by the same rule."""
    part, figure = pair
    apart = part.by or part.kind == "single" or is_paired(part, programme)
    counted = {unit.code for unit in figure.coverage.reported}
    top = answers.numbers.get(part.of, {})
    bottom = answers.numbers.get(part.per, {}) if part.per else {}
    for area in flat(tree):
        codes = [row.unit.code for row in area.rows if row.unit.code in counted]
        if not codes or apart:
            yield _NO_SUBTOTAL
            continue
        above: Exact = sum(top.get(code, 0) for code in codes)
        below: Exact = sum(bottom.get(code, 0) for code in codes)
        yield _ratio(
            above, len(codes) if part.kind == "yes_count" else below, programme.round.decimals
        )


def _ratio(above: Exact, below: Exact, decimals: int) -> str:
    if not below:
        return number(above)
    share = percent(Fraction(above) / Fraction(below), decimals)
    return f"{number(above)}/{number(below)} ({share})"
