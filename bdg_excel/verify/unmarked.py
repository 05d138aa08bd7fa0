"""Parts that no word announces: all counts of a sentence or of a clause."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bdg_excel.verify.numbers import Number
from bdg_excel.verify.parts import is_part
from bdg_excel.verify.relations import Relation, holds, outcome
from bdg_excel.verify.repairs import likely_slip
from bdg_excel.verify.shape import COUNT, Shape
from bdg_excel.verify.sums import LAST_OF_ALL, MARK, divides, nearly

_FARTHEST = 10
"""So many lines above, a number may be the whole of two parts that are exactly that."""


def unmarked(shape: Shape) -> list[Relation]:
    """The sums of a sentence of parts alone, whose total opens it or stands in a line before."""
    return list(_unmarked(replace(shape, earlier=tuple(n for n in shape.earlier if not n.aside))))


def _unmarked(shape: Shape) -> Iterator[Relation]:
    places = [place for place in shape.places(COUNT) if not shape.depth(place)]
    parts = [shape.number(place) for place in places if is_part(shape, place)]
    yield from _clauses(shape, places)
    if len(places) == len(parts) == 2:
        yield from _two_of(shape, parts)
    if len(places) < 3:
        return
    if re.search(r"tổng|toàn|dân số", shape.text[: places[0]]):
        whole = shape.number(places[0])
        rest = [part for part in parts if part is not whole and divides(whole, part)]
        relation = Relation("sum", (whole, *rest))
        if len(rest) > 1 and (holds(relation) or likely_slip(relation)):
            yield relation
        return
    if len(parts) == len(places):
        yield from _all_of(shape, parts)


def _clauses(shape: Shape, places: Sequence[int]) -> Iterator[Relation]:
    """Clauses of three parts or more, each of which makes up the first number of the sentence."""
    bounds = [at for at, letter in enumerate(shape.text) if letter == ";"]
    for start, end in itertools.pairwise([*bounds, len(shape.text)]):
        parts = [shape.number(at) for at in places if start < at < end]
        if len(parts) > 2:
            relation = Relation("sum", (shape.number(places[0]), *parts))
            if outcome(relation) == "exact":
                yield relation


def _two_of(shape: Shape, parts: Sequence[Number]) -> Iterator[Relation]:
    """Two parts of a sentence that are exactly a number of their unit some lines before."""
    units = {part.unit.partition(" ")[0] for part in parts}
    for whole in reversed(shape.earlier):
        relation = Relation("sum", (whole, *parts))
        near = parts[0].passage - whole.passage <= _FARTHEST
        alike = {whole.unit.partition(" ")[0]} == units != {""}
        if near and alike and outcome(relation) == "exact":
            yield relation
            return


def _all_of(shape: Shape, parts: Sequence[Number]) -> Iterator[Relation]:
    """The total of a line before that `parts` are all of: by their sum, or by their words."""
    kinds = {part.unit.partition(" ")[0] for part in parts} - {""}
    totals = [
        n
        for n in reversed(shape.earlier)
        if n.unit.partition(" ")[0] in kinds and n.passage >= parts[0].passage - 2
    ]
    fitting = [r for n in totals if holds(r := Relation("sum", (n, *parts)))]
    totals = [n for n in totals if not re.search("tăng|giảm", n.label)]
    if len(kinds) != 1:
        return
    if fitting:
        yield fitting[0]
    elif LAST_OF_ALL.search(shape.text) and not MARK.search(shape.text):
        yield from nearly(totals[:1], parts)
