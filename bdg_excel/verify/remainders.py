"""Sums that no list announces: what is left of a whole, stocks and flows, shares of 100 %."""

import itertools
import re
from collections.abc import Iterator

from bdg_excel.verify.numbers import Number
from bdg_excel.verify.parts import complementary, is_part, may_count_the_same
from bdg_excel.verify.relations import Relation, holds, outcome
from bdg_excel.verify.repairs import slip
from bdg_excel.verify.shape import COUNT, PERCENT, RATIO, Shape, matches, pattern

_REST = pattern(
    r"(?P<a>N)[^\ue000\ue002-\ue004]{0,60}?"
    r"còn(?: lại| thiếu| tồn| dư)?\s[^\ue000-\ue004]{0,20}?(?P<b>N)"
)

_RATIO_REST = pattern(
    r"(?P<r>R)[^\ue000\ue002-\ue004]{0,60}?còn(?: lại)?\s[^\ue000-\ue004]{0,15}?(?P<b>N)"
)

_SHORT = pattern(
    r"(?P<a>N)[^;()\ue000]{0,60}\([^;()\ue000]{0,40}(?P<t>N)[^;()\ue000]{0,20}\),?\s*"
    r"(?:còn )?thiếu\s*(?P<b>N)"
)

_POSTS = pattern(
    r"(?P<a>N)\s[^;,()\ue000-\ue004]{2,20}/\s?(?P<t>N)\s[^;()\ue000-\ue004]{2,25},\s*"
    r"(?:(?:đạt|bằng) P,\s*)?(?:còn )?thiếu\s(?P<b>N)"
)

_STRUCTURE = re.compile(r"cơ cấu|tỷ trọng|tỉ trọng|nguyên nhân|khác|phân theo|xếp loại")
_ADDED = re.compile(r"lũy kế|nâng tổng|còn phải|còn lại|thiếu|trước đó|đối ứng")


def remainders(shape: Shape) -> list[Relation]:
    """The sums of `shape` that can be told by their numbers alone."""
    families = (_births, _runs, _triples, _rest, _short, _ratio_rest, _stock, _ratios, _hundred)
    return [relation for family in families for relation in family(shape)]


def _runs(shape: Shape) -> Iterator[Relation]:
    """Counts of one unit of which the first is the sum of all others."""
    units: dict[str, list[Number]] = {}
    for place in shape.places(COUNT):
        if not shape.depth(place) and is_part(shape, place):
            number = shape.number(place)
            units.setdefault(number.unit.partition(" ")[0], []).append(number)
    every = [number for numbers in units.values() for number in numbers]
    every.sort(key=lambda number: number.start)
    if len(every) > 3 and (every[0].value or 0) >= 100:
        relation = Relation("sum", tuple(every))
        if outcome(relation) == "exact":
            yield relation
    for unit, numbers in units.items():
        if unit and len(numbers) > 3:
            relation = Relation("sum", tuple(numbers))
            if holds(relation):
                yield relation


def _triples(shape: Shape) -> Iterator[Relation]:
    """Three counts of one unit, one the sum of the others."""
    numbers = [shape.number(place) for place in shape.places(COUNT)][:10]
    for one, other, whole in itertools.permutations(numbers, 3):
        alike = one.unit[:4] == other.unit[:4] == whole.unit[:4] != ""
        if (
            one.start < other.start
            and alike
            and (whole.value or 0) >= (5 if whole.start < one.start else 10)
            and one.value
            and other.value
        ):
            relation = Relation("sum", (whole, one, other))
            if outcome(relation) == "exact":
                yield relation
                return
    for unit in {number.unit.partition(" ")[0] for number in numbers} - {""}:
        alike_all = [n for n in numbers if n.unit.partition(" ")[0] == unit]
        if len(alike_all) == 3 and _ADDED.search(shape.text):
            whole, *parts = sorted(alike_all, key=lambda number: -(number.value or 0))
            relation = Relation("sum", (whole, *parts))
            if slip(relation):
                yield relation


def _births(shape: Shape) -> Iterator[Relation]:
    """The ratio of the sexes at birth: boys to a hundred girls."""
    if "tỷ số giới tính" not in shape.text:
        return
    numbers = [shape.number(place) for place in shape.places(COUNT)]
    for boys, girls, ratio in itertools.permutations(numbers[:8], 3):
        relation = Relation("share", (boys, girls, ratio))
        if "," in ratio.text and holds(relation):
            yield relation
            return


def _rest(shape: Shape) -> Iterator[Relation]:
    """What is left of a whole: ``đã chi …, còn lại …``."""
    for match in matches(_REST, shape.text):
        part, rest = shape.number(match.start("a")), shape.number(match.start("b"))
        if not may_count_the_same(part, rest):
            continue
        before = [shape.number(at) for at in shape.places(COUNT, 0, match.start("a"))]
        relations = [
            Relation("sum", (whole, part, rest))
            for whole in [*before, *shape.earlier]
            if whole.cls != "percent"
        ]
        fitting = next((r for r in relations if holds(r)), None)
        fitting = fitting or next((r for r in relations[: len(before)] if slip(r)), None)
        if fitting is None and "còn lại" in match.group() and "số còn lại" not in match.group():
            totals = [n for n in before if "tổng" in n.label and n.cls == rest.cls] or before
            sure = len(totals) == 1 and (
                (totals[0].value or 0) > (part.value or 0) or "đã" in shape.text[: match.start("a")]
            )
            fitting = Relation("sum", (totals[0], part, rest)) if sure else None
        if fitting is not None:
            yield fitting


def _short(shape: Shape) -> Iterator[Relation]:
    """What is missing from a plan: ``3.786 người … (4.300 người), thiếu 514``."""
    for wording in (_SHORT, _POSTS):
        for match in wording.finditer(shape.text):
            relation = Relation("sum", tuple(shape.number(match.start(name)) for name in "tab"))
            if wording is _POSTS or holds(relation) or slip(relation):
                yield relation


def _ratio_rest(shape: Shape) -> Iterator[Relation]:
    """What is left of a ratio: ``19/20 đơn …; còn 1 đơn``."""
    for at in shape.places(RATIO):
        part, whole = shape.items[at]
        for place in shape.places(COUNT, at):
            relation = Relation("sum", (whole, part, shape.number(place)))
            if outcome(relation) == "exact":
                yield relation
        rest = [shape.number(place) for place in shape.places(COUNT, at)]
        relation = Relation("sum", (whole, part, *rest))
        if len(rest) == 2 and outcome(relation) == "exact":
            yield relation
    yield from _rest_of_earlier(shape)
    for match in _RATIO_REST.finditer(shape.text):
        part, whole = shape.items[match.start("r")]
        relation = Relation("sum", (whole, part, shape.number(match.start("b"))))
        if holds(relation) or slip(relation):
            yield relation


_BETWEEN = r"[^\ue000-\ue005]{0,25}"
_NEXT = r"[^\ue000-\ue005]{0,15}[;,]\s*(?:đã )?(?:tổng )?"
_FLOW = pattern(
    rf"(?:đầu (?:năm|kỳ)|năm trước chuyển sang|kỳ trước chuyển sang){_BETWEEN}(?P<s>N)"
    rf"{_NEXT}(?:thu|nhập|tăng|tiếp nhận|kết nạp){_BETWEEN}(?P<i>N)"
    rf"{_NEXT}(?:chi|xuất|giảm|giải quyết|sử dụng){_BETWEEN}(?P<o>N)"
    rf"{_NEXT}(?:số dư |hiện )?(?:cuối|còn|tồn){_BETWEEN}(?P<e>N)"
)


def _rest_of_earlier(shape: Shape) -> Iterator[Relation]:
    """What is left of the ratio of the sentence before: ``Còn lại 6 xã …``."""
    match = re.match(r"\W*(?:số )?còn(?: lại)?[^\ue000-\ue005]{0,15}(?P<b>\ue000)", shape.text)
    ratios = [number for number in shape.earlier if number.cls == "ratio"]
    if match is None or len(ratios) < 2:
        return
    rest = shape.number(match.start("b"))
    if rest.passage == ratios[-1].passage:
        yield Relation("sum", (ratios[-1], ratios[-2], rest), sure=rest.step == 0)


def _stock(shape: Shape) -> Iterator[Relation]:
    """What was there at the beginning, came, went, and is there at the end."""
    for match in _FLOW.finditer(shape.text):
        yield Relation("flow", tuple(shape.number(match.start(name)) for name in "esio"))
    if "đầu" not in shape.text or not re.search(r"cuối|còn", shape.text):
        return
    numbers = [shape.number(place) for place in shape.places(COUNT)]
    if not 4 <= len(numbers) <= 7:
        return
    for start, one, other, end in itertools.permutations(numbers, 4):
        relation = Relation("flow", (end, start, one, other))
        if outcome(relation) == "exact" and (one.value or 0) * (other.value or 0):
            yield relation
            return


def _ratios(shape: Shape) -> Iterator[Relation]:
    """Ratios of one whole (``Nam a/c; Nữ b/c``): their upper parts add up to it."""
    if shape.text.count(RATIO) < 2:
        return
    wholes: dict[str, list[tuple[Number, ...]]] = {}
    for place in shape.places(RATIO):
        wholes.setdefault(shape.items[place][1].text, []).append(shape.items[place])
    for group in wholes.values():
        parts = [part for part, _ in group]
        for _, whole in group[: 1 if len(group) > 1 else 0]:
            relation = Relation("sum", (whole, *parts))
            others = [Relation("equal", (whole, other)) for _, other in group[1:]]
            if holds(relation) or (len(parts) == 2 and complementary(shape, parts)):
                yield relation
                yield from others


def _hundred(shape: Shape) -> Iterator[Relation]:
    """Shares that add up to 100 %."""
    places = shape.places(PERCENT)
    if len(places) < 2:
        return
    for first in range(len(places) - 1):
        relation = Relation("total", tuple(shape.number(place) for place in places[first:]))
        if holds(relation):
            yield relation
            return
    relation = Relation("total", tuple(shape.number(place) for place in places))
    alone = not any(sign in shape.text[places[0] : places[-1]] for sign in (COUNT, RATIO))
    total = sum(term.value or 0 for term in relation.terms)
    near = len(places) >= 3 and alone and (85 <= total <= 115 or slip(relation))
    if near and _STRUCTURE.search(shape.text):
        yield relation
