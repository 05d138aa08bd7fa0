"""Percentages of something: ``678/1.527 … 44%``, ``504 người, chiếm 40%``, ``đạt 95% kế hoạch``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from bdg_excel.verify import naming
from bdg_excel.verify import repairs as slips
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.parts import may_count_the_same, same_kind
from bdg_excel.verify.relations import Relation, as_printed, holds
from bdg_excel.verify.shape import COUNT, PERCENT, RATIO, Shape, matches, pattern

_WORD = (
    r"(?:(?:nên|và|mới|chỉ|hay|tức là|tức|đã|ước)\s*)?"
    r"(?:đạt tỷ lệ(?: [^\W\d]+){0,3}|đạt|chiếm|bằng|tức|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|"
    r"tương đương|tương ứng|với|=|là|có|cho|khoảng)\s*"
)
_LINK = rf"(?:\s*[,(:–-]?\s*(?:{_WORD}){{1,3}}|\s*\(\s*|\s*,\s*|\s+)"
_NOUN = r"(?:(?!tỷ lệ|tỉ lệ)[^;,()\ue000-\ue005]){0,70}?"
_OF = r"(?:/|trên tổng số|trên tổng|trên|trong tổng số|trong số|so với tổng số)"
_IN = r"[^;()\ue000-\ue004]"

_RATIO_FIRST = pattern(rf"(?P<r>R){_NOUN}{_LINK}(?P<p>P)")
_RATIO_LAST = pattern(rf"(?P<p>P)[^;,()\ue000-\ue004]{{0,70}}?[\s,]*\(\s*{_IN}{{0,70}}?(?P<r>R)")
_RATIO_LOOSE = pattern(
    rf"(?P<r>R)(?:(?!tỷ lệ|tỉ lệ){_IN}){{0,110}}?"
    rf"(?:đạt|chiếm|,\s*tỷ lệ|,\s*tỉ lệ|\()\s*(?:tỷ lệ\s*)?(?P<p>P)"
)
# After a comma, one of these begins another subject, of which the ratio need not speak.
_OTHER_SUBJECT = re.compile(r",\s*(?:số|tổng|toàn|các|có|hộ|người|trong|riêng|còn|nhưng|và)\s")
_RATIO_AFTER = pattern(
    rf"(?P<p>P){_IN}{{0,50}}?(?:với|tương ứng|tức|là|:)\s*{_IN}{{0,30}}?(?P<r>R)"
)
_OUT_OF = pattern(rf"(?P<a>N){_NOUN}\s*{_OF}\s*{_NOUN}(?P<b>N){_IN}{{0,60}}?{_LINK}(?P<p>P)")
_OUT_OF_LAST = pattern(
    rf"(?P<p>P)[^;()\ue000-\ue004]{{0,70}}?\(\s*{_IN}{{0,50}}?(?P<a>N)"
    rf"(?:(?!trong đó){_IN}){{0,40}}?(?:(?<!\w)|(?=/)){_OF}\s*{_NOUN}(?P<b>N)"
)
_OUT_OF_FIRST = pattern(
    rf"(?:trong|trên)(?: tổng)?(?: số)?\s*(?P<b>N){_IN}{{0,60}}?(?P<a>N){_NOUN}{_LINK}(?P<p>P)"
)
_SINGLE = pattern(rf"(?P<a>N)(?:{_NOUN}\(\s*W\s*\))?{_NOUN}{_LINK}(?P<p>P)")
_SAID_TWICE = pattern(
    rf"(?P<b>N)(?:{_NOUN}\(\s*W\s*\))?{_IN}{{0,80}}?(?P<p>P)[^;,()\ue000-\ue004]{{0,15}},?\s*"
    r"(?:tương đương|tương ứng|tức|là|=)\s[^;,()\ue000-\ue004]{0,15}(?P<a>N)"
)
_SINGLE_RATE = pattern(rf"(?P<a>N){_IN}{{0,30}}?,\s*tỷ lệ\s{_IN}{{0,25}}?(?P<p>P)$")
_SINGLE_LAST = pattern(
    rf"(?P<p>P)[^;,()\ue000-\ue004]{{0,70}}?\(\s*{_IN}{{0,50}}?(?P<a>N){_NOUN}\)"
)
_OF_TARGET = pattern(
    rf"(?P<a>P)\)?{_IN}{{0,20}}?(?:bằng|đạt)\s(?P<p>P)\s(?:chỉ tiêu|kế hoạch)"
    r"[^;,()\ue000-\ue004]{0,25}\(\s*(?P<b>P)\s*\)"
)
_WHOLE_AFTER = pattern(rf"{_IN}{{0,80}}?\(\s*{_IN}{{0,60}}?(?P<b>N)")
_WHOLE_NAMED = pattern(rf"{_IN}{{0,60}}?(?:tổng số|trong số|trên)\s+{_IN}{{0,25}}?(?P<b>N)")
_BASE = re.compile(
    r"tổng|số người|kế hoạch|chỉ tiêu|dự toán|dân số|mục tiêu|so với|nghị quyết|kh(?!\w)|số thu"
)
_SCOPE = re.compile(r"\(\s*(?:theo )?(?:số liệu|báo cáo|tổng hợp) (?:của|từ)\s")
_PARTITION = re.compile(r"trong đó|trong số|gồm|tổng|toàn|chia ra|cụ thể")

# In this order: a percentage that one of them explains is not looked at again.
_RATIOS = (
    (_RATIO_FIRST, True),
    (_RATIO_LAST, True),
    (_OUT_OF, True),
    (_OUT_OF_LAST, True),
    (_OUT_OF_FIRST, False),
    (_RATIO_LOOSE, False),
    (_RATIO_AFTER, False),
)


def shares(shape: Shape) -> list[Relation]:
    """The percentages of `shape` that are shares of something in it."""
    if PERCENT not in shape.text:
        return []
    explained: dict[int, Relation] = {}
    for wording, sure in _RATIOS:
        for match in matches(wording, shape.text):
            place = match.start("p")
            if place in explained or is_change(shape.text, place) or _is_scope(match):
                continue
            plain = wording is _RATIO_LOOSE and not _OTHER_SUBJECT.search(match.group())
            plain = plain or (wording is _OUT_OF_FIRST and _alone(shape, match))
            relation = _of_match(shape, match, sure or plain)
            if relation.sure or holds(relation):
                explained[place] = relation
    for place in shape.places(PERCENT):
        if place not in explained and not is_change(shape.text, place):
            single = _single(shape, place)
            if single is not None:
                explained[place] = single
    explained |= {place: told for place, told in _told(shape) if place not in explained}
    return _with_siblings(list(explained.values()))


def _is_scope(match: re.Match[str]) -> bool:
    """Whether the ratio says of how many bodies a figure is: ``100% (số liệu của 13/17 xã)``."""
    return match.start("p") == match.start() and _SCOPE.search(match.group()) is not None


def _told(shape: Shape) -> Iterator[tuple[int, Relation]]:
    """Percentages told as a number after them: ``vận động 60%, tương đương 57,6 triệu đồng``."""
    for match in matches(_SAID_TWICE, shape.text):
        relation = _of_match(shape, match, sure=True)
        if _alike(relation) and (holds(relation) or slips.slip(relation)):
            yield match.start("p"), relation
    for match in matches(_OF_TARGET, shape.text):
        relation = _of_match(shape, match, sure=True)
        if holds(relation) or slips.slip(relation):
            yield match.start("p"), relation


def _alone(shape: Shape, match: re.Match[str]) -> bool:
    """Is there no other count between the whole and the percentage, so that no other is meant?"""
    part, whole = shape.number(match.start("a")), shape.number(match.start("b"))
    if _PLAN.match(shape.text, match.start("p") + 1):
        return False
    only = len(shape.places(COUNT, match.start("b"), match.start("p"))) == 2
    said = match.group().startswith("trong") and may_count_the_same(part, whole)
    return only and said and (whole.value or 0) >= (part.value or 0)


def _with_siblings(relations: list[Relation]) -> list[Relation]:
    """A share that does not hold is sure if another of the same whole in the sentence does."""
    held = {relation.terms[1] for relation in relations if holds(relation)}
    return [replace(r, sure=True) if r.terms[1] in held else r for r in relations]


def _of_match(shape: Shape, match: re.Match[str], sure: bool) -> Relation:
    groups = match.groupdict()
    percent = shape.number(match.start("p"))
    if "r" in groups:
        part, whole = shape.items[match.start("r")]
    else:
        part, whole = shape.number(match.start("a")), shape.number(match.start("b"))
    return Relation("share", (part, whole, percent), sure)


_CHANGE = re.compile(
    r"(?:tăng|giảm|vượt|hơn|kém|hụt|thiếu|tiết kiệm|chênh lệch|chênh|lệch|bớt|tụt|sụt|thêm|mất)"
    r"\s*(?:thêm|được|gần|hơn|khoảng)?\s*$"
)


def is_change(text: str, place: int) -> bool:
    """Is the percentage at `place` a change, not a share?"""
    return bool(_CHANGE.search(text[max(0, place - 20) : place]))


def _alike(relation: Relation) -> bool:
    part, whole, _ = relation.terms
    return same_kind(part, whole) and may_count_the_same(part, whole)


_PLAN_BETWEEN = pattern(
    rf"(?P<a>N){_NOUN}[;,(]\s*(?:so với\s)?(?:chỉ tiêu|kế hoạch|dự toán){_IN}{{0,30}}?(?P<b>N)"
    rf"{_NOUN}[,;]\s*(?:mới |chỉ |đã )?(?:đạt|bằng)\s(?:tỷ lệ )?(?P<p>P)"
)


_PLANNED_PART = re.compile(
    r"\(\s*(?:so với\s)?(?:chỉ tiêu|kế hoạch|dự toán|định mức)[^;,.()\ue000-\ue005]{0,40}$"
)


def _single(shape: Shape, place: int) -> Relation | None:
    """The share of one count that the percentage at `place` follows (or opens a bracket on)."""
    for match in matches(_PLAN_BETWEEN, shape.text[: place + 1]):
        planned = _of_match(shape, match, sure=True)
        if match.start("p") == place and slips.believable(planned) and _alike(planned):
            return planned
    part_place = part_of(shape, place)
    if part_place is not None and _PLANNED_PART.search(shape.text[:part_place]):
        part_place = None  # nothing is a share that a plan is of something
    after = _after(shape, place)
    if after is not None:
        whole, sure = after
        part = _measured(shape, place, part_place, whole)
        if part is not None:
            relation = Relation("share", (part, whole, shape.number(place)), sure)
            return relation if sure or holds(relation) else None
    return None if part_place is None else _governed(shape, part_place, place)


def _measured(shape: Shape, place: int, nearest: int | None, whole: Number) -> Number | None:
    """What is measured against `whole`: the count before the percentage, or one of its unit."""
    part = None if nearest is None else shape.number(nearest)
    before = [shape.number(at) for at in shape.places(COUNT, 0, place) if not shape.depth(at)]
    alike = [n for n in before if n.unit == whole.unit and n is not whole]
    for option in ([part] if part else []) + alike:
        if option is not whole and holds(Relation("share", (option, whole, shape.number(place)))):
            return option
    if part is not None and part is not whole and (part.unit == whole.unit or not alike):
        return part
    return alike[0] if len(alike) == 1 else None


def part_of(shape: Shape, place: int) -> int | None:
    """Where the count stands whose share the percentage at `place` is; None if there is none."""
    found = None
    for match in matches(_SINGLE, shape.text[: place + 1]):
        if match.start("p") == place:
            found = match.start("a")
    if found is None:
        found = _rated(shape, place)
    if found is None and not _PLAN.match(shape.text, place + 1):
        last = _SINGLE_LAST.match(shape.text, place)
        found = last.start("a") if last else None
    if found is None or shape.number(found).value is None or is_change(shape.text, found):
        return None
    return found


def _rated(shape: Shape, place: int) -> int | None:
    """The part of ``655 phòng, tỷ lệ kiên cố 92%``, if it is that share of a count before it."""
    rate = _SINGLE_RATE.search(shape.text[: place + 1])
    if rate is None:
        return None
    part = rate.start("a")
    for whole in shape.places(COUNT, 0, part):
        terms = shape.number(part), shape.number(whole), shape.number(place)
        if holds(Relation("share", terms)):
            return part
    return None


def _after(shape: Shape, place: int) -> tuple[Number, bool] | None:
    """The whole that is named after the percentage: ``kế hoạch (1.200 người)``."""
    for wording in (_WHOLE_AFTER, _WHOLE_NAMED):
        match = wording.match(shape.text, place + 1)
        if match:
            sure = bool(_BASE.search(shape.text[place : match.start("b")]))
            return shape.number(match.start("b")), sure
    return None


_PLAN = re.compile(
    r"\s*(?:của\s|so với\s|so\s)?(?:kế hoạch|chỉ tiêu|dự toán|kh(?!\w)|mục tiêu|nghị quyết|cùng kỳ|"
    r"năm|quý|tháng|số|các|những)"
)
"""After a percentage: of what it is a share; so it is none of the sentence's first count."""


def _governed(shape: Shape, part_place: int, place: int) -> Relation | None:
    """The share of the count that governs the sentence, or of the one before."""
    part, percent = shape.number(part_place), shape.number(place)
    wholes = [
        at
        for at in shape.places(COUNT, 0, part_place)
        if (shape.number(at).cls == "money") == (part.cls == "money")
        and ((shape.number(at).value or 0) >= (part.value or 0) or _ALL.search(shape.text[:at]))
        and not _SIDE.search(shape.text[:at])
    ]
    wholes += [
        at
        for at in shape.places(COUNT, part_place + 1)
        if _LATER.search(shape.text[:at]) and (shape.number(at).value or 0) >= (part.value or 0)
    ]
    options = [Relation("share", (part, shape.number(at), percent)) for at in wholes]
    halves = [shape.items[at][0] for at in shape.places(RATIO, 0, part_place)]
    ratios = [Relation("share", (part, half, percent)) for half in halves]
    fitting = next((option for option in [*options, *ratios] if holds(option)), None)
    fitting = fitting or next((r for r in ratios if _alike(r) and slips.slip(r)), None)
    if fitting is not None:
        return fitting
    wholes = [at for at in wholes if not _HAS_SHARE.match(shape.text, at)]
    options = [o for o in options if any(o.terms[1] is shape.number(at) for at in wholes)]
    fitting = _earlier(shape, part_place, percent, sure=not wholes)
    if fitting is not None:
        return fitting
    planned = _PLAN.match(shape.text, place + 1)
    if planned:
        return _planned(shape, part_place, place, planned.group())
    for at, option in zip(wholes, options, strict=True):
        if _of_one_base(shape, at, part_place, place):
            continue
        near = len(wholes) == 1 and abs(part_place - at) <= 110
        parted = bool(_PARTITION.search(shape.text[max(0, at - 60) : part_place]))
        return replace(option, sure=near or (parted and len(wholes) <= 2))
    return None


def _of_one_base(shape: Shape, whole: int, part: int, place: int) -> bool:
    """Is `whole` itself told as a share of what the percentage at `place` names?"""
    names = naming.bases(shape, place)[:1]
    others = shape.places(PERCENT, whole, part)
    return bool(names) and any(naming.bases(shape, other)[:1] == names for other in others)


def _planned(shape: Shape, part_place: int, place: int, words: str) -> Relation | None:
    """The share of the plan that the sentence named first: ``kế hoạch 560 ha, đã trồng 203 ha``."""
    part = shape.number(part_place)
    plan = next((word for word in ("kế hoạch", "chỉ tiêu", "dự toán") if word in words), None)
    wholes = [shape.number(at) for at in shape.places(COUNT, 0, part_place)]
    named = [w for w in wholes if plan and plan in w.label and w.unit == part.unit]
    return Relation("share", (part, named[0], shape.number(place))) if len(named) == 1 else None


_HAS_SHARE = pattern(rf"N{_NOUN}{_LINK}P")
_ALL = re.compile(r"(?:tổng|toàn)[^;,()\ue000-\ue005]{0,30}$")
_LATER = re.compile(r"(?:trên|tổng số)\s[^;,()\ue000-\ue005]{0,15}$")
_SIDE = re.compile(
    r"(?:tăng|giảm|kế hoạch|chỉ tiêu|cùng kỳ|so với|bình quân)[^;,()\ue000-\ue005]{0,25}$"
)


_NAMED = re.compile(
    r"\s*(?:của |trên |trong |so với )?(?:tổng số|tổng|số)\s+([^;,.()\ue000-\ue005]{3,40})"
)


def _pointed(
    shape: Shape, part: Number, percent: Number, wholes: Sequence[Number]
) -> Relation | None:
    """The share of the total that the words after the percentage name, or of the part's unit."""
    place = next(at for at, numbers in shape.items.items() if percent in numbers)
    named = _NAMED.match(shape.text, place + 1)
    totals = [w for w in wholes if re.search(r"tổng|toàn", w.label) and w.cls == part.cls]
    if named:
        phrase = " ".join(named[1].split()[:2])
        said = set(naming.content(named[1]))
        options = [w for w in totals if phrase in w.label and said <= set(naming.content(w.label))]
        options = options or [w for w in wholes if phrase in w.label and w.cls == part.cls]
    else:
        unit = part.unit.partition(" ")[0]
        options = [w for w in totals if unit and w.unit.partition(" ")[0] == unit]
    bigger = {w.value for w in options if (w.value or 0) > (part.value or 0)}
    values = bigger or {w.value for w in options}
    if len(values) != 1:
        return None
    relation = Relation("share", (part, next(w for w in options if w.value in values), percent))
    return relation if slips.believable(relation) else None


_SAME = re.compile(r"(?:trong|tổng) (?:tổng )?số (?:này|đó|trên)")


def _earlier(shape: Shape, part_place: int, percent: Number, sure: bool) -> Relation | None:
    """The share of a count of an earlier sentence, if one fits or one is pointed at."""
    part = shape.number(part_place)
    wholes = [n for n in shape.earlier if n.cls not in {"percent", "points"} and n.value]
    if percent.hedge or (percent.step == 1 and (part.value or 0) < 100):
        wholes = []  # too easily met by chance
    fitting = [
        relation
        for whole in reversed(wholes)
        if (whole.value or 0) > (part.value or 0)
        and holds(relation := Relation("share", (part, whole, percent)))
    ]
    if fitting:  # of several that fit, what is itself a part fits by chance
        return max(fitting, key=lambda r: _likelihood(part, r.terms[1]))
    place = next(at for at, numbers in shape.items.items() if percent in numbers)
    planned = _PLAN.match(shape.text, place + 1) and not _NAMED.match(shape.text, place + 1)
    if not sure or (planned and "giải ngân" not in shape.text[:part_place]):
        return None
    return _pointed(shape, part, percent, wholes) or _near(shape, part_place, percent, wholes)


def _likelihood(part: Number, whole: Number) -> tuple[bool, bool, Fraction]:
    """How likely `part` is a share of `whole`, of those that fit."""
    return not whole.aside, whole.unit == part.unit, whole.value or Fraction(0)


def _near(
    shape: Shape, part_place: int, percent: Number, wholes: Sequence[Number]
) -> Relation | None:
    """The share, though it does not hold, of a count of the same paragraph that must be meant."""
    part = shape.number(part_place)
    near = [whole for whole in wholes if whole.passage == part.passage]
    head = shape.text[max(0, part_place - 45) : part_place]
    for whole in near:
        if len(whole.unit) > 3 and whole.unit in head and (whole.value or 0) > (part.value or 0):
            return Relation("share", (part, whole, percent))
    for whole in (*near[:1], *near[-1:]):
        relation = Relation("share", (part, whole, percent))
        exact = Fraction(100 * (part.value or 0)) / (whole.value or 1)
        shown = as_printed(exact, percent)
        if percent.step < 1 and slips.near(percent.text, shown):
            return relation
    if near and _SAME.search(shape.text[:part_place]):
        return Relation("share", (part, near[0], percent))
    return None
