"""Parts that make up a whole: ``tổng số 57 người, gồm 25 nam, 32 nữ``, shares that add up to 100 %."""

import itertools
import re
from collections.abc import Iterator, Sequence

from bdg_excel.verify.numbers import Number
from bdg_excel.verify.relations import Relation, holds, outcome
from bdg_excel.verify.repairs import slip
from bdg_excel.verify.shape import COUNT, PERCENT, RATIO, Shape, pattern
from bdg_excel.verify.shares import matches

_OPEN = pattern(
    r"[^;()\ue000-\ue004]{0,80}?(?P<m>trong đó|bao gồm|gồm có|gồm|chia ra|cụ thể|trong số đó|phân theo|:|\()"
)
_TOTAL_BEFORE = re.compile(r"(?:tổng|cộng|trên tổng số|tổng cộng|tổng số)[^;()\ue000-\ue004]{0,40}$")
_REST = pattern(
    r"(?P<a>N)[^\ue000-\ue004]{0,60}?"
    r"còn(?: lại| thiếu| tồn| dư)?\s[^\ue000-\ue004]{0,20}?(?P<b>N)"
)
_RATIO_REST = pattern(r"(?P<r>R)[^\ue000\ue002-\ue004]{0,60}?còn(?: lại)?\s[^\ue000-\ue004]{0,15}?(?P<b>N)")
_NOT_PART = re.compile(
    r"(?:tăng|giảm|bình quân|trung bình|mỗi|kế hoạch|chỉ tiêu|so với|cùng kỳ|vượt|thiếu|trị giá|"
    r"định mức|tổng số|tổng|tổng cộng|cộng)[^;,()\ue000-\ue004]{0,25}$"
)
_PER = re.compile(r"\s*[^\W\d]+(?:\s[^\W\d]+)?\s?/\s?[^\W\d]")
_EXHAUSTIVE = frozenset({"gồm", "bao gồm", "gồm có", "chia ra", "("})
_HALVES = tuple(
    (re.compile(rf"(?<!\w)(?:{one})(?!\w)"), re.compile(rf"(?<!\w)(?:{other})(?!\w)"))
    for one, other in (
        ("nam|trai", "nữ|gái"),
        ("thành thị|đô thị", "nông thôn"),
        ("trực tuyến", "trực tiếp"),
        ("đúng hạn|trước hạn", "trễ hạn|quá hạn"),
        ("quốc tế|nước ngoài", "nội địa|trong nước"),
        ("khai thác|đánh bắt", "nuôi trồng"),
    )
)
"""Words for the two halves of a whole."""


def sums(shape: Shape) -> list[Relation]:
    """The sums that `shape` states."""
    found: list[Relation] = []
    for place in shape.places(COUNT):
        found += _parts_after(shape, place)
        found += _parts_before(shape, place)
    found += [*_far_parts(shape), *_couple(shape), *_unmarked(shape)]
    return [*found, *_rest(shape), *_ratios(shape), *_hundred(shape)]


_MARK = re.compile(r"trong đó|bao gồm|gồm có|gồm|chia ra|cụ thể|trong số đó|phân theo|chia theo|:")


def _far_parts(shape: Shape) -> Iterator[Relation]:
    """Parts after a mark whose whole stands further off, in this sentence or an earlier one."""
    for match in _MARK.finditer(shape.text):
        depth = shape.depth(match.start())
        places = [
            at
            for at in shape.places(COUNT, match.end())
            if shape.depth(at) == depth and _is_part(shape, at)
        ]
        parts = [shape.number(at) for at in places]
        inside = [shape.number(at) for at in reversed(shape.places(COUNT, 0, match.start()))]
        wholes = [*inside, *reversed(shape.earlier)]
        fitting = list(_fitting(wholes, parts))
        yield from fitting
        if not fitting:
            for unit in dict.fromkeys(part.unit.partition(" ")[0] for part in parts):
                alike = [part for part in parts if part.unit.partition(" ")[0] == unit]
                if unit and len(alike) < len(parts):
                    near = [n for n in wholes if n.unit.partition(" ")[0] == unit]
                    yield from _fitting(near, alike)


def _fitting(wholes: Sequence[Number], parts: Sequence[Number]) -> Iterator[Relation]:
    """The sum of `parts` (or of the first few) with the whole that fits, or nearly does."""
    if len(parts) < 2:
        return
    wholes = [whole for whole in wholes if _same_kind(whole, parts[0]) and whole.cls != "percent"]
    for count in range(len(parts), 1, -1):
        for whole in wholes:
            relation = Relation("sum", (whole, *parts[:count]))
            if (count > 2 or whole.unit[:3] == parts[0].unit[:3] or (whole.value or 0) >= 1000) and holds(relation):
                yield relation
                return
    for whole in wholes:
        relation = Relation("sum", (whole, *parts))
        alike = whole.unit and whole.unit.partition(" ")[0] == parts[0].unit.partition(" ")[0]
        many = len(parts) > 2 and (whole.value or 0) >= 500 and whole.cls != "ratio"
        if (many or (alike and (whole.value or 0) >= 20)) and slip(relation):
            yield relation
            return


def _couple(shape: Shape) -> Iterator[Relation]:
    """Men and women after their sum, with no mark between."""
    places = shape.places(COUNT)
    for one, other in zip(places, places[1:], strict=False):
        parts = [shape.number(one), shape.number(other)]
        if not _complementary(shape, parts) or not _is_part(shape, one) or not _is_part(shape, other):
            continue
        inside = [shape.number(at) for at in reversed(places) if at < one]
        fitting = list(_fitting([*inside, *reversed(shape.earlier)], parts))
        outer = [shape.number(at) for at in places if at < one and not shape.depth(at)]
        yield from fitting or _nearly(outer[:1], parts)


def _nearly(wholes: Sequence[Number], parts: Sequence[Number]) -> Iterator[Relation]:
    """The sum of `parts` with a whole that it is not far from."""
    for whole in wholes:
        total = sum(part.value or 0 for part in parts)
        if 7 * total > 5 * (whole.value or 0) and 5 * total < 7 * (whole.value or 0):
            yield Relation("sum", (whole, *parts))


def _unmarked(shape: Shape) -> Iterator[Relation]:
    """A sentence that begins with a total and goes on with all its parts."""
    places = [place for place in shape.places(COUNT) if not shape.depth(place)]
    if len(places) < 3 or not re.search(r"tổng|toàn|dân số", shape.text[: places[0]]):
        return
    parts = [shape.number(place) for place in places[1:] if _is_part(shape, place)]
    relation = Relation("sum", (shape.number(places[0]), *parts))
    if len(parts) > 1 and (holds(relation) or slip(relation)):
        yield relation


def _parts_after(shape: Shape, place: int) -> Iterator[Relation]:
    """The whole at `place`, and the parts that are listed after it."""
    match = _OPEN.match(shape.text, place + 1)
    if match is None:
        return
    mark, start = match["m"], match.end()
    depth = shape.depth(start)
    end = _closing(shape, start) if mark == "(" else len(shape.text)
    whole = shape.number(place)
    places = [
        at
        for at in shape.places(COUNT, start, end)
        if shape.depth(at) == depth and _is_part(shape, at) and _same_kind(whole, shape.number(at))
    ]
    yield from _made_of(shape, whole, places, mark)


def _made_of(shape: Shape, whole: Number, places: list[int], mark: str) -> Iterator[Relation]:
    parts = [shape.number(at) for at in places]
    for count in range(len(parts), 1, -1):
        relation = Relation("sum", (whole, *parts[:count]))
        if holds(relation):
            yield relation
            return
    alike = [part for part in parts if part.unit == parts[0].unit] if parts else []
    if 1 < len(alike) < len(parts):
        parts = alike
        relation = Relation("sum", (whole, *parts))
        if holds(relation):
            yield relation
            return
    if len(parts) > 1 and _surely(shape, whole, parts, mark):
        yield Relation("sum", (whole, *parts))
    elif len(parts) == 1 or not parts:
        yield from _within(whole, parts, mark)


def _within(whole: Number, parts: list[Number], mark: str) -> Iterator[Relation]:
    """One part of a whole: it cannot be more than the whole."""
    if parts and mark in {"trong đó", "trong số đó"} and parts[0].cls == whole.cls == "count":
        relation = Relation("order", (whole, parts[0]))
        if whole.unit[:3] == parts[0].unit[:3] and not holds(relation):
            yield relation


def _surely(shape: Shape, whole: Number, parts: Sequence[Number], mark: str) -> bool:
    """May parts that do not add up be called wrong: is the list known to be whole?"""
    if any((part.value or 0) > (whole.value or 0) for part in parts):
        return slip(Relation("sum", (whole, *parts)))
    if len(parts) == 2 and _complementary(shape, parts):
        return True
    units = {part.unit.partition(" ")[0] for part in parts} | {whole.unit.partition(" ")[0]}
    if mark in _EXHAUSTIVE and len(units - {""}) <= 1:
        return True
    total = sum(part.value or 0 for part in parts)
    if len(parts) > 2 and len(units - {""}) <= 2 and abs(total - (whole.value or 0)) * 10 < total:
        return True
    return slip(Relation("sum", (whole, *parts)))


def _complementary(shape: Shape, parts: Sequence[Number]) -> bool:
    """Are these men and women: of two parts, one named with each word?"""
    labels = []
    for part in parts:
        place = next(at for at, numbers in shape.items.items() if part in numbers)
        around = shape.text[max(0, place - 25) : place]
        labels.append(re.split(r"[\ue000-\ue005;,]", around)[-1] + shape.text[place + 1 : place + 14])
    first, second = labels
    return any(
        (one.search(first) and other.search(second)) or (other.search(first) and one.search(second))
        for one, other in _HALVES
    )


def _is_part(shape: Shape, place: int) -> bool:
    head = shape.text[max(0, place - 60) : place]
    return not _NOT_PART.search(head) and not _PER.match(shape.text, place + 1)


def _same_kind(whole: Number, part: Number) -> bool:
    return (whole.cls == "money") == (part.cls == "money")


def _closing(shape: Shape, start: int) -> int:
    """Where the bracket that was opened before `start` is closed."""
    depth = 1
    for place in range(start, len(shape.text)):
        depth += {"(": 1, ")": -1}.get(shape.text[place], 0)
        if not depth:
            return place
    return len(shape.text)


def _parts_before(shape: Shape, place: int) -> Iterator[Relation]:
    """The total at `place`, and the parts that were listed before it."""
    if not _TOTAL_BEFORE.search(shape.text[max(0, place - 60) : place]):
        return
    whole = shape.number(place)
    places = [
        at
        for at in shape.places(COUNT, 0, place)
        if _is_part(shape, at) and not shape.depth(at) and _same_kind(whole, shape.number(at))
    ]
    parts = [shape.number(at) for at in places]
    for first in range(len(parts) - 1):
        relation = Relation("sum", (whole, *parts[first:]))
        if holds(relation):
            yield relation
            return
    nearby = [*shape.earlier[-8:], *parts] if (whole.value or 0) >= 100 else []
    for one, other in itertools.combinations(nearby, 2):
        relation = Relation("sum", (whole, one, other))
        if outcome(relation) == "exact":
            yield relation
            return
    relation = Relation("sum", (whole, *parts))
    added = len(parts) > 2 and re.search(r"cộng\s*(?:là|:)?\s*$", shape.text[:place])
    if len(parts) > 1 and (added or slip(relation)):
        yield relation


_SHORT = pattern(r"(?P<a>N)[^;()\ue000]{0,60}\([^;()\ue000]{0,40}(?P<t>N)[^;()\ue000]{0,20}\),?\s*(?:còn )?thiếu\s*(?P<b>N)")


def _rest(shape: Shape) -> Iterator[Relation]:
    """What is left of a whole: ``đã chi …, còn lại …``."""
    for match in _SHORT.finditer(shape.text):
        relation = Relation("sum", tuple(shape.number(match.start(name)) for name in "tab"))
        if holds(relation) or slip(relation):
            yield relation
    for match in matches(_REST, shape.text):
        part, rest = shape.number(match.start("a")), shape.number(match.start("b"))
        before = [shape.number(at) for at in shape.places(COUNT, 0, match.start("a"))]
        relations = [Relation("sum", (whole, part, rest)) for whole in [*before, *shape.earlier]]
        fitting = next((r for r in relations if holds(r)), None)
        fitting = fitting or next((r for r in relations[: len(before)] if slip(r)), None)
        if fitting is None and len(before) == 1 and "còn lại" in match.group():
            fitting = relations[0]
        if fitting is not None:
            yield fitting
    for at in shape.places(RATIO):
        part, whole = shape.items[at]
        for rest in shape.places(COUNT, at):
            relation = Relation("sum", (whole, part, shape.number(rest)))
            if outcome(relation) == "exact":
                yield relation
    yield from _stock(shape)
    for match in _RATIO_REST.finditer(shape.text):
        part, whole = shape.items[match.start("r")]
        relation = Relation("sum", (whole, part, shape.number(match.start("b"))))
        if holds(relation) or slip(relation):
            yield relation


def _stock(shape: Shape) -> Iterator[Relation]:
    """What was there at the beginning, came, went, and is there at the end."""
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
            if holds(relation) or (len(parts) == 2 and _complementary(shape, parts)):
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
    if len(places) >= 3 and alone and (85 <= total <= 115 or slip(relation)):
        if re.search(r"cơ cấu|tỷ trọng|tỉ trọng|nguyên nhân|khác|phân theo|xếp loại", shape.text):
            yield relation
