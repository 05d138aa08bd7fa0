"""Rises and falls (``tăng 12 % so với``, ``từ x lên y``) and targets (``vượt``, ``chưa đạt``)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from bdg_excel.verify import naming
from bdg_excel.verify.numbers import Number, place_of
from bdg_excel.verify.parts import same_kind
from bdg_excel.verify.relations import Kind, Relation, holds
from bdg_excel.verify.repairs import believable, slip
from bdg_excel.verify.shape import COUNT, PERCENT, POINTS, RATIO, Shape, matches, pattern

_UP = r"tăng|gấp|vượt|cao hơn|nhiều hơn|lớn hơn"
_DOWN = r"giảm|thấp hơn|ít hơn|hụt|tiết kiệm"
_IN = r"[^;\ue000-\ue004]"
_FLAT = r"[^;()\ue000-\ue004]"

_FROM_TO = pattern(
    rf"(?<!\w)từ\s{_IN}{{0,40}}?(?P<a>NP){_IN}{{0,60}}?"
    rf"(?P<v>lên|xuống|còn|đến|thành|sang)\s{_IN}{{0,25}}?(?P<b>NP)"
)
_GAP_AFTER = pattern(
    rf"{_IN}{{0,40}}?(?P<v>{_UP}|{_DOWN}|tức|tương ứng|tương đương|bằng)\s*"
    rf"{_FLAT}{{0,20}}?(?P<g>NPX)"
)
_GAP_BEFORE = pattern(rf"(?:{_UP}|{_DOWN})\s{_FLAT}{{0,15}}?(?P<g>NPX){_FLAT}{{0,80}}\(?\s*$")
_CHANGE = pattern(
    rf"(?P<v>{_UP}|{_DOWN})\s*(?:thêm|được|gấp|gần bằng|(?:so với\s)?(?:cùng kỳ|năm|đầu năm)"
    rf"[^;,()\ue000-\ue004]{{0,25}}?)?\s*(?P<g>NPX)"
)
_BASE = (
    pattern(rf"{_FLAT}{{0,100}}?\(\s*{_FLAT}{{0,60}}?(?P<b>NP)"),
    pattern(rf"{_FLAT}{{0,60}}?so với\s[^;:,()\ue000-\ue004]{{0,60}}?(?P<b>NP)"),
    pattern(rf"{_FLAT}{{0,20}}\(\s*P\s*\){_FLAT}{{0,60}}\(\s*{_FLAT}{{0,40}}?(?P<b>NP)"),
)
_BASE_BEFORE = pattern(
    rf"so với{_FLAT}{{0,40}}\(\s*{_FLAT}{{0,40}}?(?P<b>NP)"
    rf"|(?:cùng kỳ|năm trước|năm ngoái)(?:(?!tăng|giảm){_FLAT}){{0,30}}?(?P<c>NP){_FLAT}{{0,25}}$"
    rf"|\((?:so với )?(?:cùng kỳ|năm trước|năm ngoái){_FLAT}{{0,25}}(?P<d>NP){_FLAT}{{0,20}}\)"
    rf",?{_FLAT}{{0,12}}$"
)
_PLAN_AFTER = re.compile(rf"{_FLAT}{{0,20}}so với (?:kế hoạch|chỉ tiêu|dự toán)")
_TARGET_BEFORE = pattern(
    rf"\(\s*(?:chỉ tiêu|mục tiêu|kế hoạch){_FLAT}{{0,30}}(?P<b>NP)"
    rf"{_FLAT}{{0,15}}\)\s*,?{_FLAT}{{0,12}}$"
)
_INNER = pattern(
    rf"(?P<a>NP){_FLAT}{{0,40}}\({_FLAT}{{0,40}}?(?P<b>NP){_FLAT}{{0,30}}?(?P<v>tăng|giảm)\s*"
    r"(?P<g>NPX)"
)
_TARGET = r"(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu|nghị quyết)"
_REACHED = r"vượt|cao hơn|chưa đạt|không đạt|thấp hơn|đạt"
_TARGETS = (
    pattern(
        rf"(?P<p>P)[^;\ue001\ue003\ue004]{{0,90}}?(?P<v>{_REACHED})\s*(?:so với\s*)?"
        rf"{_TARGET}{_IN}{{0,45}}?(?P<t>P)"
    ),
    pattern(
        rf"(?P<p>P){_FLAT}{{0,30}}?\(\s*{_TARGET}{_FLAT}{{0,30}}?(?P<t>P)\s*\)"
        rf"{_FLAT}{{0,25}}?(?P<v>{_REACHED})\s*(?:so với\s*)?{_TARGET}"
    ),
)


def changes(shape: Shape) -> list[Relation]:
    """The rises, falls and targets that `shape` speaks of."""
    found = [*_from_to(shape), *_targets(shape)]
    for match in matches(_INNER, shape.text):
        if shape.text[match.start("a")] != shape.text[match.start("b")]:
            continue
        now, before, gap = (shape.number(match.start(name)) for name in "abg")
        found.append(_step(now, before, gap, 1 if match["v"] == "tăng" else -1))
    taken = {relation.terms[-1] for relation in found}
    for match in matches(_CHANGE, shape.text):
        gap = shape.number(match.start("g"))
        if gap not in taken:
            found += _change(shape, match)
    explained = {place_of(relation.terms[-1]) for relation in found if holds(relation)}
    found += [r for r in _by_unit(shape) if place_of(r.terms[-1]) not in explained]
    found += [r for r in _by_points(shape) if place_of(r.terms[-1]) not in explained]
    return [*found, *_grown(shape)]


_NOW = re.compile(r"(?:tăng|giảm)[^;)]*")


def _by_unit(shape: Shape) -> Iterator[Relation]:
    """Several things compared at once: ``6 vụ, 8 người; cùng kỳ 4 vụ, 5 người; tăng 2 vụ …``."""
    verbs = list(_NOW.finditer(shape.text))
    if len(verbs) != 1 or not _EARLIER_WORDS.search(shape.text):
        return
    start, end = verbs[0].span()
    sign = 1 if verbs[0].group().startswith("tăng") else -1
    units: dict[str, list[int]] = {}
    for place in shape.places(COUNT):
        units.setdefault(shape.number(place).unit.partition(" ")[0], []).append(place)
    for unit, places in units.items():
        gaps = [place for place in places if start <= place < end]
        others = [place for place in places if place not in gaps]
        if not unit or len(gaps) != 1 or len(others) != 2:
            continue
        before = [place for place in others if _is_earlier(shape, place)]
        if len(before) == 1:
            now = next(place for place in others if place not in before)
            terms = tuple(shape.number(place) for place in (now, before[0], gaps[0]))
            yield Relation("difference", terms, sign=sign)


_EARLIER_WORDS = re.compile(r"cùng kỳ|năm trước|năm ngoái|đầu năm|so với")


def _is_earlier(shape: Shape, place: int) -> bool:
    """Does the count at `place` stand in what is said of the time before?"""
    cues = [m.end() for m in _EARLIER_WORDS.finditer(shape.text[:place])]
    return bool(cues) and not re.search(
        r"[;()]|tăng|giảm", shape.text[cues[-1] : place].lstrip(" (")
    )


def _by_points(shape: Shape) -> Iterator[Relation]:
    """A step in points between the only two percentages of a sentence."""
    steps, rates = shape.places(POINTS), shape.places(PERCENT)
    if len(steps) != 1 or len(rates) != 2:
        return
    more, less = sorted((shape.number(place) for place in rates), key=lambda n: -(n.value or 0))
    relation = Relation("points", (more, less, shape.number(steps[0])))
    told = re.search(r"(?:tương ứng|tức|như vậy)[^;\ue000-\ue005]{0,20}$", shape.text[: steps[0]])
    if told or holds(relation):
        yield relation


_GROWN = pattern(
    rf"(?P<v>tăng|giảm)\s*(?:thêm|được)?\s*(?P<g>N){_FLAT}{{0,40}}?(?:\(|,)\s*"
    rf"(?:(?:tương ứng|tức|tương đương|bằng|hay|là|tăng|giảm|tỷ lệ)\s*){{0,3}}(?P<p>P)"
)


def _grown(shape: Shape) -> Iterator[Relation]:
    """A step and its percentage, of which only the end is told: ``tăng 230 em (20%)``."""
    for match in matches(_GROWN, shape.text):
        gap, percent = shape.number(match.start("g")), shape.number(match.start("p"))
        ends = [shape.number(at) for at in reversed(shape.places(COUNT, 0, match.start()))]
        sign = 1 if match["v"] == "tăng" else -1
        relations = [Relation("growth", (end, gap, percent), sign=sign) for end in ends]
        relations += [Relation("growth", (n, gap, percent), sign=sign) for n in shape.earlier[-6:]]
        yield from [relation for relation in relations if holds(relation)][:1]


def _from_to(shape: Shape) -> Iterator[Relation]:
    for match in matches(_FROM_TO, shape.text):
        before, now = shape.number(match.start("a")), shape.number(match.start("b"))
        if shape.text[match.start("a")] != shape.text[match.start("b")]:
            continue
        words = shape.text[match.start() : match.end()]
        sign = _direction(match["v"], words)
        if sign == 0:
            continue
        gaps = [*_gaps(shape, match.end())]
        if not gaps:
            gaps = [m.start("g") for m in _GAP_BEFORE.finditer(shape.text[: match.start()])]
        steps = [_step(now, before, shape.number(place), sign) for place in gaps]
        vague = [_EQUALS.search(shape.text[:place]) for place in gaps]
        yield from (r for r, word in zip(steps, vague, strict=True) if not word or holds(r))
        yield Relation("order", (now, before) if sign > 0 else (before, now))


_EQUALS = re.compile(r"bằng\s*$")
"""After it may stand the step, or what the end is of the beginning or of something else."""


def _direction(verb: str, words: str) -> int:
    """1 for a rise, -1 for a fall, 0 where the words do not say."""
    if verb == "lên" or "tăng" in words:
        return 1
    return -1 if verb in {"xuống", "còn"} or "giảm" in words else 0


def _gaps(shape: Shape, start: int) -> Iterator[int]:
    """The numbers after `start` that say how much it changed, one after the other."""
    match = _GAP_AFTER.match(shape.text, start)
    while match:
        if re.search(r"bình quân|trung bình|mỗi|chỉ tiêu|kế hoạch|mục tiêu", match.group()):
            return
        if naming.of_plan(shape, match.start("g")):
            return
        yield match.start("g")
        match = _GAP_AFTER.match(shape.text, match.end())


def _step(now: Number, before: Number, gap: Number, sign: int) -> Relation:
    """How much it changed: as a number, in points, or in percent."""
    terms = (now, before, gap)
    if now.cls == "percent":
        points = Relation("points", terms, sign=sign)
        relative = Relation("change", terms, sign=sign)
        # "giảm 1,7%" of a percentage may mean points or a part: either may be right.
        return (
            relative if gap.cls == "percent" and not holds(points) and holds(relative) else points
        )
    kind: Kind = "change" if gap.cls in {"percent", "points"} else "difference"
    return Relation(kind, terms, sign=sign)


def _change(shape: Shape, match: re.Match[str]) -> list[Relation]:
    place = match.start("g")
    gap = shape.number(place)
    base_place = _base(shape, place)
    if base_place is None:
        return []
    base = shape.number(base_place)
    sign = 1 if re.fullmatch(_UP, match["v"]) else -1
    options = [n for n in _subjects(shape, match.start(), base_place) if same_kind(n, base)]
    relations = [_against(now, base, gap, sign) for now in options]
    rate = _rate(shape, place, base_place)
    for relation in relations:
        if holds(relation):
            return [relation, *rate]
    head = set(naming.content(naming.clause_before(shape, match.start())))
    named = [
        n for n in options if len(head) > 1 and head <= _words(n) and _comparable(n, base, gap)
    ]
    told = [
        n
        for n in options
        for r in rate
        if holds(Relation("change", (n, base, r.terms[2]), sign=sign))
    ]
    fewest = min((len(_words(n)) for n in named), default=0)
    named = told or [n for n in named if len(_words(n)) == fewest]
    if len({n.value for n in named}) == 1:
        relation = _against(named[0], base, gap, sign)
        farthest = Fraction(3) if named[0].passage == gap.passage else Fraction(3, 2)
        if told or believable(relation, farthest):
            return [relation, *rate]
    return [*_meant(shape, relations, gap, base), *rate]


def _words(number: Number) -> set[str]:
    return set(naming.content(f"{number.label} {number.unit}"))


def _comparable(now: Number, base: Number, gap: Number) -> bool:
    """Are the two near enough to be the same thing at two times?"""
    one, other = now.value or 0, base.value or 0
    return now is not base and (gap.unit.startswith("lần") or one < 2 * other < 4 * one)


def _meant(
    shape: Shape, relations: Sequence[Relation], gap: Number, base: Number
) -> list[Relation]:
    """The one change that can be meant, though it does not hold: of the same unit, and near."""
    inside = [r for r in relations if r.terms[0] not in shape.earlier]
    units = {n.unit.partition(" ")[0] for n in (gap, base)} - {""}
    alike = [r for r in inside if r.terms[0].unit.partition(" ")[0] in units]
    for options in (alike, inside):
        if len(options) == 1:
            return options
    nearest = [r for r in alike if not shape.depth(_place(shape, r.terms[0])) and slip(r)]
    if nearest:
        return nearest[:1]
    named = [r for r in relations if not inside and _same_thing(r.terms[0], gap) and believable(r)]
    named = named or [r for r in relations if not inside and _only_of_unit(r, relations, gap)]
    return named[:1] if len({r.terms[0].value for r in named}) == 1 else []


def _only_of_unit(relation: Relation, relations: Sequence[Relation], gap: Number) -> bool:
    """Is it the change of the only number of the unit of what it is held against, just before?"""
    base = relation.terms[1]
    near = {
        r.terms[0].value
        for r in relations
        if r.terms[0].unit == base.unit != "" and gap.passage - r.terms[0].passage <= 1
    }
    return near == {relation.terms[0].value} and believable(relation)


def _place(shape: Shape, number: Number) -> int:
    return next(at for at, numbers in shape.items.items() if number in numbers)


_EMPTY = frozenset(
    [
        "số",
        "là",
        "có",
        "được",
        "đạt",
        "so",
        "với",
        "năm",
        "tăng",
        "giảm",
        "trong",
        "tổng",
        "và",
        "các",
        "của",
    ]
)


def _same_thing(number: Number, gap: Number) -> bool:
    """Do the words around `number` name what changed by `gap`?"""
    named = set(gap.label.split()) - _EMPTY
    return len(named & set(number.label.split())) >= max(2, len(named) // 2)


_RATE_INSIDE = pattern(rf"{_FLAT}{{0,25}}\(\s*(?:tương ứng\s)?(?P<p>P)\s*\)")
_RATE = pattern(
    rf"{_IN}{{0,60}}?(?:tốc độ tăng(?: trưởng)?|tăng|giảm|tương ứng|tương đương|bằng|tỷ lệ|hay|,|="
    r"|\()\s*(?P<p>P)"
)


_REPEATED = re.compile(r"[^,;()]{0,25}\)?\s*,\s*(?:tức(?: là)?\s)?(?:tăng|giảm)?\s*")


def _rate(shape: Shape, gap: int, base: int) -> list[Relation]:
    """The percentage that repeats the step: ``tăng 142 tỷ (1.720 tỷ), tốc độ tăng 8,3%``."""
    inside = _RATE_INSIDE.match(shape.text, gap + 1)
    match = _RATE.match(shape.text, max(gap, base) + 1) or inside
    if shape.text[gap] != COUNT or match is None:
        return []
    relation = Relation(
        "share", (shape.number(gap), shape.number(base), shape.number(match.start("p")))
    )
    words = match.group()[:-1]
    named = re.search(r"tốc độ|tương ứng|tương đương|=|(?<!\w)hay(?!\w)", words)
    repeated = _REPEATED.fullmatch(words)
    of_plan = re.match(r"\s*(?:so với )?(?:kế hoạch|chỉ tiêu|dự toán)", shape.text[match.end() :])
    sure = named or match is inside or (repeated and not of_plan)
    return [relation] if sure or holds(relation) else []


def _base(shape: Shape, place: int) -> int | None:
    for wording in _BASE:
        match = wording.match(shape.text, place + 1)
        if match and not (shape.text[place] == COUNT and shape.text[match.start("b")] == PERCENT):
            return match.start("b")
    match = _BASE_BEFORE.search(shape.text[:place])
    plans = [at for at in shape.places(COUNT, 0, place) if naming.is_plan(shape, at)]
    if _PLAN_AFTER.match(shape.text, place + 1) and len(plans) == 1:
        return plans[0]
    match = match or _TARGET_BEFORE.search(shape.text[:place])
    return match.start(match.lastgroup or "b") if match else None


def _against(now: Number, base: Number, gap: Number, sign: int) -> Relation:
    if gap.unit.startswith("lần"):
        return Relation("product", (now, base, gap))
    return _step(now, base, gap, sign)


def _subjects(shape: Shape, end: int, base: int) -> list[Number]:
    """What may have changed: counts before the verb, nearest first, outside brackets first."""
    sign = shape.text[base]
    signs = sign + RATIO if sign == COUNT else sign
    places = [place for place in shape.places(signs, 0, end) if place != base]
    clause = [place for place in places if place > shape.text.rfind(";", 0, end)]
    places = clause or places
    free = [place for place in places if not _CHANGE_BEFORE.search(shape.text[:place])]
    outer = [shape.items[place][0] for place in reversed(free) if not shape.depth(place)]
    if outer:
        return outer
    return [number for number in reversed(shape.earlier) if _alike(number, sign)]


_CHANGE_BEFORE = re.compile(rf"(?:{_UP}|{_DOWN})\s*(?:thêm|được)?\s*$")


def _alike(number: Number, sign: str) -> bool:
    if sign == PERCENT:
        return number.cls == "percent"
    return sign == COUNT and number.cls in {"count", "money", "measure"}


def _targets(shape: Shape) -> Iterator[Relation]:
    """Percentages said to reach, pass or miss a target."""
    for wording in _TARGETS:
        for match in matches(wording, shape.text):
            reached, target = shape.number(match.start("p")), shape.number(match.start("t"))
            if _CHANGE_BEFORE.search(shape.text[: match.start("p")]):
                continue
            missed = match["v"] in {"chưa đạt", "không đạt", "thấp hơn"}
            if target.hedge == "under" and not missed:
                yield Relation(
                    "order", (Number.printed(replace(target, hedge="")), reached), sign=-1
                )
                continue
            if missed:
                yield Relation("order", (target, reached), sign=-1)
            else:
                yield Relation("order", (reached, target))
