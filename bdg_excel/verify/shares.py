"""Percentages of something: ``678/1.527 … 44%``, ``504 người, chiếm 40%``, ``đạt 95% kế hoạch``."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bdg_excel.verify.numbers import Number
from bdg_excel.verify import repairs as slips
from bdg_excel.verify.relations import Relation, as_printed, holds
from bdg_excel.verify.shape import COUNT, PERCENT, Shape, pattern

_WORD = (
    r"(?:(?:nên|và|mới|chỉ|hay|tức là|tức|đã|ước)\s*)?"
    r"(?:đạt tỷ lệ(?: [^\W\d]+){0,3}|đạt|chiếm|bằng|tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tương đương|tương ứng|với|=|là|có|cho|khoảng)\s*"
)
_LINK = rf"(?:\s*[,(:–-]?\s*(?:{_WORD}){{1,3}}|\s*\(\s*|\s*,\s*|\s+)"
_NOUN = r"(?:(?!tỷ lệ|tỉ lệ)[^;,()\ue000-\ue005]){0,70}?"
_OF = r"(?:/|trên tổng số|trên tổng|trên|trong tổng số|trong số|so với tổng số)"
_IN = r"[^;()\ue000-\ue004]"

_RATIO_FIRST = pattern(rf"(?P<r>R){_NOUN}{_LINK}(?P<p>P)")
_RATIO_LAST = pattern(rf"(?P<p>P)[^;,()\ue000-\ue004]{{0,70}}?[\s,]*\(\s*{_IN}{{0,70}}?(?P<r>R)")
_RATIO_LOOSE = pattern(
    rf"(?P<r>R)(?:(?!tỷ lệ|tỉ lệ){_IN}){{0,110}}?(?:đạt|chiếm|,\s*tỷ lệ|,\s*tỉ lệ|\()\s*(?:tỷ lệ\s*)?(?P<p>P)"
)
# After a comma, one of these begins another subject, of which the ratio need not speak.
_OTHER_SUBJECT = re.compile(r",\s*(?:số|tổng|toàn|các|có|hộ|người|trong|riêng|còn|nhưng|và)\s")
_RATIO_AFTER = pattern(rf"(?P<p>P){_IN}{{0,50}}?(?:với|tương ứng|tức|là|:)\s*{_IN}{{0,30}}?(?P<r>R)")
_OUT_OF = pattern(rf"(?P<a>N){_NOUN}\s*{_OF}\s*{_NOUN}(?P<b>N){_IN}{{0,60}}?{_LINK}(?P<p>P)")
_OUT_OF_LAST = pattern(
    rf"(?P<p>P)[^;()\ue000-\ue004]{{0,70}}?\(\s*{_IN}{{0,50}}?(?P<a>N)"
    rf"(?:(?!trong đó){_IN}){{0,40}}?(?:(?<!\w)|(?=/)){_OF}\s*{_NOUN}(?P<b>N)"
)
_OUT_OF_FIRST = pattern(
    rf"(?:trong|trên)(?: tổng)?(?: số)?\s*(?P<b>N){_IN}{{0,60}}?(?P<a>N){_NOUN}{_LINK}(?P<p>P)"
)
_SINGLE = pattern(rf"(?P<a>N){_NOUN}{_LINK}(?P<p>P)")
_SINGLE_LAST = pattern(rf"(?P<p>P)[^;,()\ue000-\ue004]{{0,70}}?\(\s*{_IN}{{0,50}}?(?P<a>N){_NOUN}\)")
_WHOLE_AFTER = pattern(rf"{_IN}{{0,80}}?\(\s*{_IN}{{0,60}}?(?P<b>N)")
_WHOLE_NAMED = pattern(rf"{_IN}{{0,60}}?(?:tổng số|trong số|trên)\s+{_IN}{{0,25}}?(?P<b>N)")
_BASE = re.compile(r"tổng|kế hoạch|chỉ tiêu|dự toán|dân số|mục tiêu|so với|nghị quyết|kh(?!\w)|số thu")
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
            if place in explained or _changes(shape.text, place):
                continue
            plain = wording is _RATIO_LOOSE and not _OTHER_SUBJECT.search(match.group())
            relation = _of_match(shape, match, sure or plain)
            if relation.sure or holds(relation):
                explained[place] = relation
    for place in shape.places(PERCENT):
        if place not in explained and not _changes(shape.text, place):
            relation = _single(shape, place)
            if relation is not None:
                explained[place] = relation
    return _with_siblings(list(explained.values()))


def _with_siblings(relations: list[Relation]) -> list[Relation]:
    """A share that does not hold is sure if another of the same whole in the sentence does."""
    held = {relation.terms[1] for relation in relations if holds(relation)}
    return [replace(r, sure=True) if r.terms[1] in held else r for r in relations]


def matches(wording: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match of `wording`, those that begin inside another too."""
    match = wording.search(text)
    while match:
        yield match
        match = wording.search(text, match.start() + 1)


def _of_match(shape: Shape, match: re.Match[str], sure: bool) -> Relation:
    groups = match.groupdict()
    percent = shape.number(match.start("p"))
    if "r" in groups:
        part, whole = shape.items[match.start("r")]
    else:
        part, whole = shape.number(match.start("a")), shape.number(match.start("b"))
    return Relation("share", (part, whole, percent), sure)


_CHANGE = re.compile(r"(?:tăng|giảm|vượt|hơn|kém|hụt|thiếu)\s*(?:thêm|được|gần|hơn|khoảng)?\s*$")


def _changes(text: str, place: int) -> bool:
    """Is the percentage at `place` a change, not a share?"""
    return bool(_CHANGE.search(text[max(0, place - 20) : place]))


def _single(shape: Shape, place: int) -> Relation | None:
    """The share of one count that the percentage at `place` follows (or opens a bracket on)."""
    part_place = _part(shape, place)
    if part_place is None:
        return None
    part, percent = shape.number(part_place), shape.number(place)
    after = _after(shape, place)
    if after is not None and after[0] is not part:
        whole, sure = after
        relation = Relation("share", (part, whole, percent), sure)
        return relation if sure or holds(relation) else None
    return _governed(shape, part_place, percent)


def _part(shape: Shape, place: int) -> int | None:
    found = None
    for match in matches(_SINGLE, shape.text[: place + 1]):
        if match.start("p") == place:
            found = match.start("a")
    if found is None:
        match = _SINGLE_LAST.match(shape.text, place)
        found = match.start("a") if match else None
    if found is None or shape.number(found).value is None:
        return None
    return found


def _after(shape: Shape, place: int) -> tuple[Number, bool] | None:
    """The whole that is named after the percentage: ``kế hoạch (1.200 người)``."""
    for wording in (_WHOLE_AFTER, _WHOLE_NAMED):
        match = wording.match(shape.text, place + 1)
        if match:
            sure = bool(_BASE.search(shape.text[place : match.start("b")]))
            return shape.number(match.start("b")), sure
    return None


def _governed(shape: Shape, part_place: int, percent: Number) -> Relation | None:
    """The share of the count that governs the sentence, or of the one before."""
    part = shape.number(part_place)
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
    fitting = next((option for option in options if holds(option)), None)
    fitting = fitting or _earlier(shape, part_place, percent)
    if fitting is not None:
        return fitting
    for at, option in zip(wholes, options, strict=True):
        near = len(wholes) == 1 and abs(part_place - at) <= 110
        parted = bool(_PARTITION.search(shape.text[max(0, at - 60) : part_place]))
        return replace(option, sure=near or (parted and len(wholes) <= 2))
    return None


_ALL = re.compile(r"(?:tổng|toàn)[^;,()\ue000-\ue005]{0,30}$")
_LATER = re.compile(r"(?:trên|tổng số)\s[^;,()\ue000-\ue005]{0,15}$")
_SIDE = re.compile(r"(?:tăng|giảm|kế hoạch|chỉ tiêu|cùng kỳ|so với|bình quân)[^;,()\ue000-\ue005]{0,25}$")


_SAME = re.compile(r"(?:trong|tổng) (?:tổng )?số (?:này|đó|trên)")


def _earlier(shape: Shape, part_place: int, percent: Number) -> Relation | None:
    """The share of a count of an earlier sentence, if one fits or one is pointed at."""
    part = shape.number(part_place)
    wholes = [n for n in shape.earlier if n.cls not in {"percent", "points"} and n.value]
    if percent.hedge or (percent.step == 1 and (part.value or 0) < 100):
        wholes = []  # too easily met by chance
    for whole in reversed(wholes):
        relation = Relation("share", (part, whole, percent))
        if (whole.value or 0) > (part.value or 0) and holds(relation):
            return relation
    near = [whole for whole in wholes if whole.passage == part.passage]
    head = shape.text[max(0, part_place - 45) : part_place]
    for whole in near:
        if len(whole.unit) > 3 and whole.unit in head and (whole.value or 0) > (part.value or 0):
            return Relation("share", (part, whole, percent))
    for whole in (*near[:1], *near[-1:]):
        relation = Relation("share", (part, whole, percent))
        shown = as_printed(100 * (part.value or 0) / (whole.value or 1), percent)
        if percent.step < 1 and slips.near(percent.text, shown):
            return relation
    if near and _SAME.search(shape.text[:part_place]):
        return Relation("share", (part, near[0], percent))
    return None
