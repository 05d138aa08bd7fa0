"""Why a number is right or wrong, in Vietnamese: the sum that says so, and what could be mended."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from bdg_excel import text
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.relations import Relation, as_printed, outcome, solve

EVENED = "Lệch một đơn vị cuối để các tỷ lệ cộng lại đúng 100%"


def sentence(relation: Relation) -> str:
    """The claim as a sum, with what it comes to if that is not what is printed."""
    shown = _WORDS[relation.kind]([term.text.strip() for term in relation.terms], relation)
    if outcome(relation) != "broken" or relation.kind in {"order", "equal", "total"}:
        return shown
    result = relation.terms[relation.result]
    return f"{shown}, không phải {result.text.strip()}."


def expected(relation: Relation, value: Fraction, number: Number) -> str:
    """`value` printed as `number` is; a fall that was a rise says so."""
    shown = as_printed(abs(value), number)
    if value >= 0 or relation.kind not in {"change", "difference", "points"}:
        return as_printed(value, number)
    return f"{'giảm' if relation.sign > 0 else 'tăng'} {shown}"


def repairs(possible: Sequence[tuple[Number, Fraction]]) -> str:
    """The other numbers that could be changed, one at a time, to make it right."""
    ways = [f"sửa {term.text} thành {as_printed(value, term)}" for term, value in possible]
    return f"Cũng có thể {' hoặc '.join(ways)} thì khớp." if ways else ""


def _right(relation: Relation) -> str:
    """What the result comes to, printed as the result is."""
    wanted = solve(relation, relation.result, [term.exact for term in relation.terms])
    result = relation.terms[relation.result]
    return "?" if wanted is None else as_printed(wanted.low, result).strip()


def _share(terms: Sequence[str], relation: Relation) -> str:
    return f"{terms[0]}/{terms[1]} = {_right(relation)}"


def _sum(terms: Sequence[str], relation: Relation) -> str:
    return f"{' + '.join(terms[1:])} = {_right(relation)}"


def _total(terms: Sequence[str], relation: Relation) -> str:
    whole = sum((term.value or Fraction(0) for term in relation.terms), Fraction(0))
    return f"{' + '.join(terms)} = {text.number(text.rounded(whole, 2).normalize())}%" + (
        "" if outcome(relation) != "broken" else ", không phải 100%."
    )


def _change(terms: Sequence[str], relation: Relation) -> str:
    wanted = solve(relation, relation.result, [term.exact for term in relation.terms])
    word = "tăng" if relation.sign > 0 else "giảm"
    if wanted is None:
        return f"{terms[0]} so với {terms[1]}"
    right = expected(relation, wanted.low, relation.terms[2])
    return f"Từ {terms[1]} đến {terms[0]} là {right if wanted.low < 0 else f'{word} {right}'}"


def _growth(terms: Sequence[str], relation: Relation) -> str:
    sign = "-" if relation.sign > 0 else "+"
    return f"{terms[1]}/({terms[0]} {sign} {terms[1]}) = {_right(relation)}"


def _difference(terms: Sequence[str], relation: Relation) -> str:
    more, less = (terms[0], terms[1]) if relation.sign > 0 else (terms[1], terms[0])
    return f"{more} - {less} = {_right(relation)}"


def _product(terms: Sequence[str], relation: Relation) -> str:
    return f"{terms[1]} × {terms[2]} = {_right(relation)}"


def _flow(terms: Sequence[str], relation: Relation) -> str:
    return f"{terms[1]} + {terms[2]} - {terms[3]} = {_right(relation)}"


def _order(terms: Sequence[str], relation: Relation) -> str:
    if outcome(relation) == "broken":
        return f"{terms[0]} nhỏ hơn {terms[1]}, trái với lời văn."
    return f"{terms[0]} không nhỏ hơn {terms[1]}"


def _equal(terms: Sequence[str], relation: Relation) -> str:
    if outcome(relation) == "broken":
        return f"{terms[0]} khác {terms[1]}."
    return f"{terms[0]} là {terms[1]}"


_WORDS: dict[str, Callable[[Sequence[str], Relation], str]] = {
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
