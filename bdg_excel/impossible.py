"""Figures that cannot be: more of the parts than of their whole."""

from collections.abc import Iterator, Sequence

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.indicators import Figure
from bdg_excel.programme import Indicator, IndicatorPart, Programme
from bdg_excel.rows import Exact
from bdg_excel.text import number

_Pair = tuple[IndicatorPart, Figure]


def impossible(figures: Sequence[Figure], programme: Programme) -> Iterator[Finding]:
    """What is to be said of `figures`, which are one for each part of each indicator, in order."""
    rest = iter(figures)
    for indicator in programme.indicators:
        pairs = [(part, next(rest)) for part in indicator.parts]
        shares = [pair for pair in pairs if pair[0].per and pair[1].denominator]
        for group in [[pair] for pair in shares] + list(_additive(shares, programme)):
            parts: Exact = sum(figure.numerator or 0 for _, figure in group)
            whole = group[0][1].denominator or 0
            if parts > whole:
                yield _told(indicator, group, parts, whole, programme)
                break


def _additive(shares: Sequence[_Pair], programme: Programme) -> Iterator[list[_Pair]]:
    """The shares of one whole that its field says add up to it, over the same units."""
    for field in programme.fields:
        for rule in field.checks:
            terms = {f"{field.id}.{term}" for term in rule.terms}
            group = [pair for pair in shares if pair[0].of in terms]
            alike = len({(part.per, figure.coverage) for part, figure in group}) == 1
            if rule.relation == "=" and len(group) > 1 and alike:
                yield group


def _told(
    indicator: Indicator, group: Sequence[_Pair], parts: Exact, whole: Exact, programme: Programme
) -> Finding:
    terms = [f"{programme.label_of(p.of)} {number(f.numerator or 0)}" for p, f in group]
    total = f" = {number(parts)}" if len(terms) > 1 else ""
    return finding(
        "figure_impossible",
        Place(),
        f"{' + '.join(terms)}{total}",
        label=indicator.label,
        whole=f"{programme.label_of(str(group[0][0].per))} {number(whole)}",
    )
