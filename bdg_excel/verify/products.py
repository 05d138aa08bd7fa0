"""So many times so much: grants, averages, yields, and sums of money in words."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from bdg_excel.verify.numbers import Number
from bdg_excel.verify.parts import is_counted
from bdg_excel.verify.relations import Relation, holds
from bdg_excel.verify.repairs import believable
from bdg_excel.verify.shape import COUNT, RATIO, WORDS, Shape, matches, pattern

_CUE = re.compile(
    r"(?:bình quân|trung bình|mật độ|mỗi|định mức|đơn giá|(?<!tổng )trị giá|mức hỗ trợ|"
    r"năng suất)(?P<of>[^;\ue000-\ue005]{0,30})$"
)
_PER = re.compile(r"\s*([^\W\d]+)(?:\s[^\W\d]+)?\s?/\s?([^\W\d]+)")
_EACH = re.compile(r"(?:mỗi|bình quân một)\s+([^\W\d]+)")
_WRITTEN = pattern(
    r"(?P<a>N)\s*(?:đồng|đ|vnđ)?(?:/\w+){0,3}\s*(?:\(|,|–|-|:|;)\s*"
    r"(?:bằng chữ|viết bằng chữ|ghi bằng chữ)?\s*:?\s*(?P<w>W)"
)
_TIMES = pattern(
    r"(?P<n>N)[^;,\ue000-\ue004]{0,30}\s[x×*]\s?(?P<e>N)[^;,\ue000-\ue004]{0,20}=\s?(?P<t>N)"
)
_SERIES = pattern(
    r"(?P<n>N)[^;\ue000-\ue004]{0,80}?,?\s*(?:mỗi|định mức)\s[^;\ue000-\ue004]{0,25}?(?P<e>N)"
    r"[^;\ue000-\ue004]{0,15}?,\s*(?:với )?(?:tổng|thành tiền|số tiền|tương ứng)"
    r"[^;,\ue000-\ue004]{0,30}(?P<t>N)"
)
_PLACES = pattern(
    r"(?P<t>N)[^;()\ue000-\ue004]{0,50}(?P<n>N)[^;()\ue000-\ue004]{0,25}\(\s*mỗi\s"
    r"[^;()\ue000-\ue004]{0,15}(?P<e>N)[^;()\ue000-\ue004]{0,15}\)"
)
_EACH_OF = pattern(
    r"(?P<n>N)\s[^;()\ue000-\ue004]{0,25},\s*(?P<t>N)\s[^;()\ue000-\ue004]{0,25}"
    r"\(\s*(?:bình quân )?(?P<e>N)\s[^;,()/\ue000-\ue004]{0,20}/\s?(?P<u>[^\W\d]+)\s*\)"
)
"""``87 đội, 870 đội viên (10 người/đội)``."""
_TIMES_OF_YEAR = frozenset({"tháng", "năm", "quý", "ngày", "lần"})
_FACTORS = {
    ("tạ", "tấn"): Fraction(1, 10),
    ("kg", "tấn"): Fraction(1, 1000),
    ("kg", "tạ"): Fraction(1, 100),
}


def written(shape: Shape) -> list[Relation]:
    """Money in digits and, after it, in words."""
    if WORDS not in shape.text:
        return []
    return [
        Relation("equal", (shape.number(match.start("w")), shape.number(match.start("a"))))
        for match in _WRITTEN.finditer(shape.text)
    ]


def products(shape: Shape) -> list[Relation]:
    """Triples of a total, a count and an amount for each."""
    found = [*_told(shape), *_each_of(shape)]
    told = {relation.terms[2] for relation in found}
    for place in shape.places(COUNT):
        if shape.number(place) not in told:
            found += _each(shape, place)
    return found


def _told(shape: Shape) -> Iterator[Relation]:
    """The products that are told in full: so many, each so much, together so much."""
    for wording in (_TIMES, _SERIES, _PLACES):
        for match in matches(wording, shape.text):
            count, each, total = (shape.number(match.start(name)) for name in "net")
            if wording is _PLACES and total.unit[:4] != each.unit[:4]:
                total, count = count, total
            if wording is _PLACES and (
                total.unit[:4] != each.unit[:4] or count.unit[:4] == each.unit[:4]
            ):
                continue
            if wording is not _SERIES or count.cls == "count" != each.cls == total.cls:
                yield Relation("product", (total, count, each))


def _each_of(shape: Shape) -> Iterator[Relation]:
    """So many, together so much, and in brackets how much of it for each."""
    for match in _EACH_OF.finditer(shape.text):
        count, each, total = (shape.number(match.start(name)) for name in "net")
        if count.unit.partition(" ")[0] == match["u"] and each.cls == total.cls:
            yield Relation("product", (total, count, each))


def _each(shape: Shape, place: int) -> Iterator[Relation]:
    """The product in which the number at `place` is the amount for each, if it says so."""
    before, after = shape.text[:place], shape.text[place + 1 : place + 40]
    cue, per = _CUE.search(before), _PER.match(after)
    if cue is None and per is None:
        return
    if per is not None and cue is None and per[1] not in {"đồng", "tạ", "kg", "tấn"}:
        return
    if per is not None and cue is None and per[2] in _TIMES_OF_YEAR:
        return
    each = shape.number(place)
    counted = per[2] if per else _counted(before)
    options = list(_options(shape, each, counted, per[1] if per else ""))
    fitting = next((option for option in options if holds(option)), None)
    if fitting is not None:
        yield fitting
        return
    yield from _likeliest(shape, [o for o in options if counted and _inside(shape, o)], counted)


def _likeliest(shape: Shape, options: Sequence[Relation], counted: str) -> Iterator[Relation]:
    """The one product that the sentence can mean, if it is one: it may be called wrong."""
    named = [o for o in options if counted in o.terms[1].unit.split() or not counted]
    most = max((o.terms[1].value or 0 for o in named), default=0)
    of_all = [o for o in named if o.terms[1].value == most]
    if not of_all and counted not in _TIMES_OF_YEAR:
        of_all = [
            o
            for o in options
            if is_counted(o.terms[1])
            and o.terms[1] is not o.terms[2]
            and _of_kind(o)
            and believable(o)
        ]
    alike = [o for o in of_all if o.terms[0].unit[:4] == o.terms[2].unit[:4]] or of_all
    totals = [o for o in alike if _is_total(shape, o.terms[0])] or alike
    if len(totals) > 1:
        totals = [o for o in totals if believable(o)]
    if len(totals) > 1:
        totals = [o for o in totals if _in_one_clause(shape, o)] or totals
    place = options[0].terms[2].start if options else 0
    following = [o for o in totals if o.terms[0].start > place]
    if len({tuple(t.value for t in o.terms) for o in totals}) == 1 or (
        following and counted == "ha"
    ):
        yield min(following or totals, key=lambda option: option.terms[0].start)


def _in_one_clause(shape: Shape, relation: Relation) -> bool:
    places = [at for at, numbers in shape.items.items() for t in relation.terms if t in numbers]
    return ";" not in shape.text[min(places) : max(places)]


def _of_kind(relation: Relation) -> bool:
    """Do the total and the amount for each count the same: money, or one unit?"""
    total, _, each = relation.terms
    return total.cls == "money" or (total.unit[:4] == each.unit[:4] != "")


def _is_total(shape: Shape, number: Number) -> bool:
    place = next(at for at, numbers in shape.items.items() if number in numbers)
    return bool(
        re.search(
            r"(?:tổng|số tiền|kinh phí|dư nợ|trị giá)[^;,()\ue000-\ue005]{0,30}$",
            shape.text[:place],
        )
    )


def _inside(shape: Shape, relation: Relation) -> bool:
    return all(term not in shape.earlier for term in relation.terms)


def _counted(before: str) -> str:
    match = _EACH.search(before[-40:])
    return match[1] if match else ""


def _options(shape: Shape, each: Number, counted: str, measured: str) -> Iterator[Relation]:
    """Every total and count near enough that may belong to `each`, the likeliest first."""
    inside = [shape.items[place][0] for place in shape.places(COUNT + RATIO)]
    nearby = [n for n in [*inside, *reversed(shape.earlier[-6:])] if n is not each and n.value]
    counts = [n for n in nearby if not counted or counted in n.unit.split()]
    counts += [n for n in shape.earlier[:-6] if counted and n.unit.partition(" ")[0] == counted]
    if not counts or each.cls == "money":
        counts += [n for n in nearby if n.cls == "count" and n not in counts]
    for count in counts:
        for total in nearby:
            if total is count or ((total.value or 0) < (count.value or 0) and each.cls == "money"):
                continue
            factor = _factor(each, total, measured)
            if factor is not None:
                yield Relation("product", (total, count, each), factor=factor)


def _factor(each: Number, total: Number, measured: str) -> Fraction | None:
    """By how much the unit of `each` differs from that of `total`; None if they do not agree."""
    if each.cls == "money" or total.cls == "money":
        return Fraction(1) if each.cls == total.cls else None
    unit = total.unit.partition(" ")[0]
    if not measured or measured in total.unit.split():
        return Fraction(1) if measured or unit else None
    return _FACTORS.get((measured, unit))
