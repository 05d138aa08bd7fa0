"""The most likely repair of a claim that does not hold: one changed number that makes all agree."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from bdg_excel.verify.intervals import Interval
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.relations import Relation, as_printed, outcome, solve


def repairs(relation: Relation) -> Iterator[tuple[Number, Fraction]]:
    """For each term of `relation`, the value that would make it hold, if there is one."""
    exact = [term.exact for term in relation.terms]
    for place, term in enumerate(relation.terms):
        wanted = solve(relation, place, exact)
        if wanted is None or wanted.low != wanted.high or wanted.low < 0:
            continue
        value = wanted.low
        whole = term.cls in {"count", "ratio"} and "," not in term.text
        if whole and relation.kind != "share" and value.denominator != 1:
            continue
        yield term, value


def with_value(relation: Relation, number: Number, value: Fraction) -> bool:
    """Would `relation` hold if `number` were `value` (rounded as it is printed)?"""
    half = number.step / 2
    if number.cls in {"count", "ratio"} and not half:
        value = Fraction(round(value))
    changed = Interval(value - half, value + half)
    values = [changed if term is number else term.interval for term in relation.terms]
    return outcome(relation, values) != "broken"


def slip(relation: Relation) -> bool:
    """Is the claim a slip of the pen away from holding: one digit changed, or two swapped?

    Of few digits many others are a slip away: that says something only where several are added.
    """
    return any(
        _telling_slip(relation, term, as_printed(value, term))
        for term, value in repairs(relation)
        if value > 0
    )


def likely_slip(relation: Relation) -> bool:
    """Is the sum a slip away from holding, and not far off, as a list that leaves parts out is?"""
    total, *parts = (term.value or Fraction(0) for term in relation.terms)
    return 4 * abs(total - sum(parts, Fraction(0))) < total and slip(relation)


def _telling_slip(relation: Relation, term: Number, shown: str) -> bool:
    shortest = min(len(_digits(term.text)), len(_digits(shown)))
    if sorted(_digits(term.text)) == sorted(_digits(shown)):
        return near(term.text, shown)
    enough = 1 if relation.kind == "sum" else 3 if term.cls == "percent" else 2
    return near(term.text, shown) and shortest >= enough


def believable(relation: Relation, farthest: Fraction = Fraction(2)) -> bool:
    """Could this be meant: is what it comes to a slip from what is printed, or not far off?

    `farthest`: by what factor it may be off.
    """
    result = relation.terms[relation.result]
    wanted = solve(relation, relation.result, [term.exact for term in relation.terms])
    said = result.value or Fraction(0)
    near = wanted is not None and said < farthest * wanted.low < farthest * farthest * said
    return near or slip(relation)


def near(one: str, other: str) -> bool:
    """Do `one` and `other` differ by one digit, by two swapped, or by one left out?"""
    a, b = (_digits(text) for text in (one, other))
    if a == b or not a or not b:
        return False
    if len(a) == len(b):
        differing = [place for place in range(len(a)) if a[place] != b[place]]
        if len(differing) == 1:
            return True
        return len(differing) == 2 and [a[differing[0]], a[differing[1]]] == [
            b[differing[1]],
            b[differing[0]],
        ]
    long, short = (a, b) if len(a) > len(b) else (b, a)
    if len(long) - len(short) != 1:
        return False
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


def slips_of(number: Number) -> Iterator[Fraction]:
    """What `number` would be worth with one digit changed, or two neighbours swapped."""
    places = [at for at, letter in enumerate(number.text) if letter.isdigit()]
    digits = [number.text[at] for at in places]
    if number.value is None or not number.value:
        return
    scale = number.value / int("".join(digits) or "1")
    for at, digit in enumerate(digits):
        others = [*digits[:at], "", *digits[at + 1 :]]
        for other in "0123456789":
            if other != digit:
                others[at] = other
                yield int("".join(others)) * scale
        if at and digits[at - 1] != digit:
            swapped = [*digits[: at - 1], digit, digits[at - 1], *digits[at + 1 :]]
            yield int("".join(swapped)) * scale


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdigit())


def consistent(number: Number, value: Fraction, relations: Sequence[Relation]) -> bool:
    """Would every one of `relations` that speaks of `number` hold if it were `value`?"""
    return all(
        with_value(relation, number, value) for relation in relations if number in relation.terms
    )
