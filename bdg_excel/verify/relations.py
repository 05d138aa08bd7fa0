"""What a claim says, as an exact sum: each kind solved for any of its numbers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from bdg_excel import text as printing
from bdg_excel.verify.intervals import Interval, point
from bdg_excel.verify.numbers import Number

Kind = Literal[
    "share",
    "sum",
    "change",
    "growth",
    "difference",
    "points",
    "product",
    "order",
    "equal",
    "total",
    "flow",
]
Outcome = Literal["exact", "rounded", "broken"]


@dataclass(frozen=True, slots=True)
class Relation:
    """A claim about `terms`; `sure` if it can mean nothing else, so that it may be called wrong.

    share: part, whole, percent · sum: total, parts… · total: 100 = parts… · change: now, before,
    percent · growth: now, gap, percent · difference: now, before, gap · points: the same of
    percentages · product: total, count, each · flow: end, start, in, out · order: the greater, the
    less (`sign` -1: the less is what was reached, the greater a target) · equal: two of the same
    thing.
    """

    kind: Kind
    terms: tuple[Number, ...]
    sure: bool = True
    sign: int = 1
    factor: Fraction = Fraction(1)

    @property
    def result(self) -> int:
        """The place of the term that the writer computed from the others."""
        return 2 if self.kind in {"share", "change", "growth", "difference", "points"} else 0


def is_coherent(relation: Relation) -> bool:
    """Are the terms of kinds that can be added, compared or divided so?"""
    rates = [term.cls in {"percent", "points"} for term in relation.terms]
    if relation.kind in {"sum", "flow", "product", "equal"}:
        return not any(rates) or (all(rates) and relation.kind == "equal")
    if relation.kind in {"share", "growth"}:
        return not any(rates[:2]) or (relation.kind == "share" and all(rates))
    return relation.kind != "difference" or not any(rates)


def solve(relation: Relation, place: int, values: Sequence[Interval]) -> Interval | None:
    """What the term at `place` must be, the others being `values`; None if it cannot be said."""
    try:
        return _SOLVERS[relation.kind](relation, place, values)
    except ZeroDivisionError:
        return None


def outcome(relation: Relation, values: Sequence[Interval] | None = None) -> Outcome:
    """Does the claim hold: to the digit, after rounding, or not?"""
    exact = [term.exact for term in relation.terms] if values is None else None
    if exact is not None and not any(term.hedge for term in relation.terms):
        wanted = solve(relation, relation.result, exact)
        if wanted is not None and wanted.meets(exact[relation.result]):
            return "exact"
    spread = [term.interval for term in relation.terms] if values is None else values
    wanted = solve(relation, relation.result, spread)
    if wanted is not None and wanted.meets(spread[relation.result]):
        return "rounded"
    return "broken"


def holds(relation: Relation) -> bool:
    """Does the claim hold, rounded or not?"""
    values = [term.interval for term in relation.terms]
    wanted = solve(relation, relation.result, values)
    return wanted is not None and wanted.meets(values[relation.result])


def as_printed(value: Fraction, like: Number, decimals: int | None = None) -> str:
    """`value` printed in the manner of `like`: its decimals, its scale word, its sign."""
    match = re.search(r"\d[\d.,\s]*\d|\d", like.text)
    digits = match.group() if match else like.text
    places = len(digits.partition(",")[2]) if decimals is None else decimals
    shown = printing.rounded(value / _scale(like, digits), places)
    integral = shown == shown.to_integral_value()
    body = printing.number(int(shown)) if integral else printing.number(shown)
    tail = like.text[match.end() :] if match else ""
    return body + tail


def _scale(like: Number, digits: str) -> Fraction:
    """By how much the printed digits of `like` were multiplied: its scale word."""
    if like.value is None or not like.value or like.cls == "words":
        return Fraction(1)
    bare = re.sub(r"[\s.]", "", digits) if not re.fullmatch(r"\d+\.\d{1,2}", digits) else digits
    printed = Fraction(bare.replace(",", "."))
    return abs(like.value) / printed if printed else Fraction(1)


def _share(_: Relation, place: int, values: Sequence[Interval]) -> Interval:
    part, whole, percent = values
    if place == 0:
        return (whole * percent).scaled(Fraction(1, 100))
    return (part / (whole if place == 2 else percent)).scaled(100)


def _sum(_: Relation, place: int, values: Sequence[Interval]) -> Interval:
    total, *parts = values
    if place == 0:
        return _add(parts)
    return total - _add([part for at, part in enumerate(parts, 1) if at != place])


def _total(_: Relation, place: int, values: Sequence[Interval]) -> Interval:
    return point(100) - _add([part for at, part in enumerate(values) if at != place])


def _add(parts: Sequence[Interval]) -> Interval:
    low = sum((part.low for part in parts), Fraction(0))
    if all(part.low is part.high for part in parts):
        return point(low)
    return Interval(low, sum((part.high for part in parts), Fraction(0)))


def _change(relation: Relation, place: int, values: Sequence[Interval]) -> Interval:
    now, before, percent = values
    if place == 2:
        return (now / before - point(1)).scaled(100 * relation.sign)
    growth = point(1) + percent.scaled(Fraction(relation.sign, 100))
    return before * growth if place == 0 else now / growth


def _growth(relation: Relation, place: int, values: Sequence[Interval]) -> Interval:
    now, gap, percent = values
    step = gap.scaled(relation.sign)
    if place == 2:
        return (gap / (now - step)).scaled(100)
    share = percent.scaled(Fraction(1, 100))
    if place == 1:
        return (now * share) / (point(1) + share.scaled(relation.sign))
    return gap / share + step


def _difference(relation: Relation, place: int, values: Sequence[Interval]) -> Interval:
    now, before, gap = values
    if place == 2:
        return (now - before).scaled(relation.sign)
    step = gap.scaled(relation.sign)
    return before + step if place == 0 else now - step


def _product(relation: Relation, place: int, values: Sequence[Interval]) -> Interval:
    total, count, each = values
    if place == 0:
        return (count * each).scaled(relation.factor)
    return (total / (each if place == 1 else count)).scaled(1 / relation.factor)


def _order(_: Relation, place: int, values: Sequence[Interval]) -> Interval:
    more, less = values
    far = Fraction(10**18)
    return Interval(less.low, far) if place == 0 else Interval(-far, more.high)


def _flow(_: Relation, place: int, values: Sequence[Interval]) -> Interval:
    end, start, came, went = values
    match place:
        case 0:
            return start + came - went
        case 1:
            return end - came + went
        case 2:
            return end - start + went
        case _:
            return start + came - end


def _equal(_: Relation, place: int, values: Sequence[Interval]) -> Interval:
    return values[1 - place]


_SOLVERS: dict[str, Callable[[Relation, int, Sequence[Interval]], Interval]] = {
    "share": _share,
    "sum": _sum,
    "total": _total,
    "change": _change,
    "growth": _growth,
    "difference": _difference,
    "points": _difference,
    "product": _product,
    "flow": _flow,
    "order": _order,
    "equal": _equal,
}
