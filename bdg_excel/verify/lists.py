"""Parts listed line by line under the sentence that names their whole."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bdg_excel.verify.numbers import Number
from bdg_excel.verify.parts import is_part, same_kind
from bdg_excel.verify.relations import Relation, holds
from bdg_excel.verify.repairs import slip
from bdg_excel.verify.shape import COUNT, Shape

_BULLET = re.compile(r"\s*([-–+*•]|\(?[a-zđ]\)|\(?\d{1,2}[.)])\s?")
_INTRO = re.compile(
    r"(?:gồm|trong đó|chia ra|cụ thể|như sau|sau đây)\s*[:.]?\s*$|:\s*$", re.IGNORECASE
)
_WHOLE = re.compile(r"gồm|chia ra|tổng", re.IGNORECASE)


def lists(texts: Sequence[str], sentences: Mapping[int, Sequence[Shape]]) -> Iterator[Relation]:
    """The sums that a sentence ending in ``gồm:`` makes with the lines under it."""
    for index, text in enumerate(texts):
        if not _INTRO.search(text):
            yield from _unannounced(texts, sentences, index)
            continue
        above = sentences.get(index) or sentences.get(index - 1) or ()
        lines = [sentences.get(line) for line in _lines(texts, index)]
        parts = [first for line in lines if (first := _first(line))]
        wholes = [shape.number(place) for shape in above for place in shape.places(COUNT)]
        if len(parts) > 2 and not sentences.get(index):
            far = list(_of_earlier(sentences[parts[0].passage][0].earlier, parts))
            yield from far
            wholes = [] if far else wholes
        if len(parts) > 1 and wholes:
            parts = _of_money(lines) if wholes[-1].cls == "money" != parts[0].cls else parts
            wholes = [whole for whole in wholes if not whole.aside] or wholes
            yield from _sum(wholes, parts, sure=bool(_WHOLE.search(text)))


def _unannounced(
    texts: Sequence[str], sentences: Mapping[int, Sequence[Shape]], index: int
) -> Iterator[Relation]:
    """The sum that lines make of a number of the line above them, which does not announce them."""
    above = sentences.get(index, ())
    if _BULLET.match(texts[index]) and not texts[index][:1].isdigit():
        return
    parts = [first for line in _lines(texts, index) if (first := _first(sentences.get(line)))]
    wholes = [shape.number(place) for shape in above for place in shape.places(COUNT)]
    relations = (
        [Relation("sum", (w, *parts)) for w in wholes if same_kind(w, parts[0])] if parts else []
    )
    if len(parts) > 2 or (len(parts) == 2 and (parts[0].value or 0) >= 1000):
        fitting = [relation for relation in relations if holds(relation)]
        others = re.search(r"khác|còn lại", texts[parts[-1].passage])
        yield from (
            fitting[:1] or [r for r in relations if others and len(parts) > 2 and slip(r)][:1]
        )


def _lines(texts: Sequence[str], intro: int) -> list[int]:
    """The lines of the list under `intro`: those that begin with the same mark as the first."""
    found: list[int] = []
    mark = ""
    for index in range(intro + 1, len(texts)):
        match = _BULLET.match(texts[index])
        kind = "" if match is None else match[1][-1] + str(match[1][0].isdigit())
        if not found:
            mark = kind
        if not kind or kind != mark:
            break
        found.append(index)
    return found


def _first(sentences: Sequence[Shape] | None) -> Number | None:
    """The first count of a line."""
    for shape in sentences or ():
        places = shape.places(COUNT)
        if places:
            return shape.number(places[0])
    return None


def _of_money(lines: Sequence[Sequence[Shape] | None]) -> list[Number]:
    """The sum of money in each of `lines`, where there is one but for what each one gets."""
    found = []
    for line in lines:
        places = [(shape, at) for shape in line or () for at in shape.places(COUNT)]
        money = [
            shape.number(at)
            for shape, at in places
            if shape.number(at).cls == "money" and is_part(shape, at)
        ]
        if len(money) != 1:
            return []
        found += money
    return found


def _of_earlier(earlier: Sequence[Number], parts: Sequence[Number]) -> Iterator[Relation]:
    """The sum of a list whose whole is told some lines above, in the unit of its parts."""
    units = {part.unit.partition(" ")[0] for part in parts}
    alike = [n for n in reversed(earlier) if {n.unit.partition(" ")[0]} == units and not n.aside]
    yield from [r for n in alike if holds(r := Relation("sum", (n, *parts)))][:1]


def _sum(wholes: Sequence[Number], parts: Sequence[Number], sure: bool) -> Iterator[Relation]:
    if not parts:
        return
    relations = [Relation("sum", (whole, *parts)) for whole in reversed(wholes)]
    for relation in relations:
        if holds(relation):
            yield relation
            return
    kinds = {part.cls for part in parts} | {wholes[-1].cls}
    if len(wholes) == 1 and len(kinds) == 1 and (sure or slip(relations[0])):
        yield relations[0]
        return
    alike = [r for r in relations if r.terms[0].unit == r.terms[1].unit and r.terms[0].unit]
    if len(parts) > 2 and len(alike) == 1 and slip(alike[0]):
        yield alike[0]
