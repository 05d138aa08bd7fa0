"""Parts listed line by line under the sentence that names their whole."""

import re
from collections.abc import Iterator, Mapping, Sequence

from bdg_excel.verify.numbers import Number
from bdg_excel.verify.parts import same_kind
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
        parts = [first for line in _lines(texts, index) if (first := _first(sentences.get(line)))]
        wholes = [shape.number(place) for shape in above for place in shape.places(COUNT)]
        if len(parts) > 1 and wholes:
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


def _sum(wholes: Sequence[Number], parts: Sequence[Number], sure: bool) -> Iterator[Relation]:
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
