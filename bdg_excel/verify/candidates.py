"""What shares can be of, and the percentages that nothing in their own sentence explains."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bdg_excel.verify import naming
from bdg_excel.verify.grids import Grid
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.relations import Relation, holds
from bdg_excel.verify.shape import COUNT, PERCENT, RATIO, Shape
from bdg_excel.verify.shares import is_change, part_of


@dataclass(frozen=True, slots=True)
class Whole:
    """A number that others may be shares of, and the words that say what it counts.

    `total` if it is said to be all there is; `plan` if it is one, not what came of it; `aside` if
    it is of another time; `part` if it is said to be a share itself.
    """

    number: Number
    words: frozenset[str]
    total: bool = False
    plan: bool = False
    aside: bool = False
    part: bool = False

    @property
    def is_free(self) -> bool:
        """May any share be meant of it: is it no plan, no other time's, no share itself?"""
        return not (self.plan or self.aside or self.part)

    def is_all(self, base: Sequence[str]) -> bool:
        """Is it all that `base` names, and not some kind of it?"""
        return self.total or not self.words - set(base) - set(naming.content(self.number.unit))


@dataclass(frozen=True, slots=True)
class Open:
    """A percentage that nothing explains yet, and the part that it measures.

    `words`: of the part; `bases`: what the words say that it is of, `against` which it is held
    (``so với``), or whether that is `told` after it; `plan` if of one; `rate` if it stands by
    itself, away from its part, `guessed` if that is named by some of its words only; `reached` if
    it says so (``đạt``).
    """

    part: Number
    percent: Number
    words: frozenset[str]
    bases: tuple[tuple[str, ...], ...]
    against: bool = False
    told: bool = False
    plan: bool = False
    rate: bool = False
    guessed: bool = False
    reached: bool = False

    def of(self, whole: Number, sure: bool = True) -> Relation:
        """The claim that it is the share of `whole`."""
        return Relation("share", (self.part, whole, self.percent), sure)


def candidates(shapes: Sequence[Shape]) -> Iterator[Whole]:
    """Every number of `shapes` that a share may be of, in their order."""
    for shape in shapes:
        for place in shape.places(COUNT + RATIO):
            number = shape.number(place)
            if number.value:
                words, total = naming.named(shape, place), naming.is_total(shape, place)
                plan, aside = naming.is_plan(shape, place), naming.is_aside(shape, place)
                yield Whole(number, words, total, plan, aside)


def totals_of(grids: Sequence[Grid]) -> Iterator[Whole]:
    """The total of each column of `grids`, named by the column's header."""
    for grid in grids:
        for row, column in itertools.product(grid.totals, grid.columns):
            number = grid.numbers.get((row, column))
            if number is not None and number.cls != "percent":
                words = frozenset(naming.content(grid.headers[column]))
                yield Whole(number, words, total=True)


def open_shares(
    shapes: Sequence[Shape], relations: Sequence[Relation], options: Sequence[Whole]
) -> Iterator[Open]:
    """The percentages of `shapes` that `relations` do not explain, with the parts they measure."""
    settled = _settled(relations)
    for shape in shapes:
        for place in shape.places(PERCENT):
            percent = shape.number(place)
            if id(percent) in settled or is_change(shape.text, place) or percent.hedge:
                continue
            part = part_of(shape, place)
            part = naming.subject(shape, place) if part is None else part
            if part is None:
                yield from _of_rate(shape, place, options)
            elif shape.number(part).value and not is_change(shape.text, part):
                yield _open(shape, place, part)


def _settled(relations: Sequence[Relation]) -> set[int]:
    """The percentages of which it is known what they are, and the targets, by their identity."""
    settled = {
        id(relation.terms[-1])
        for relation in relations
        if len(relation.terms) == 3 and (relation.sure or holds(relation))
    }
    return settled | {id(r.terms[r.sign > 0]) for r in relations if r.kind == "order"}


def _open(shape: Shape, place: int, part: int) -> Open:
    return Open(
        part=shape.number(part),
        percent=shape.number(place),
        words=naming.named(shape, part),
        bases=tuple(naming.bases(shape, place)),
        against=naming.is_against(shape, place),
        told=naming.tells_whole(shape, place),
        plan=naming.of_plan(shape, place),
        reached=naming.is_reached(shape, place),
    )


def _of_rate(shape: Shape, place: int, options: Sequence[Whole]) -> Iterator[Open]:
    """A rate by itself, ``tỷ lệ nữ là 40%``, of the one number nearby that its words name."""
    rated = set(naming.rated(shape, place))
    percent = shape.number(place)
    if not rated:
        return
    near = [w for w in options if 0 <= percent.passage - w.number.passage <= 1]
    inside = [w for w in near if any(w.number in numbers for numbers in shape.items.values())]
    for named, guessed in (
        ([w for w in near if rated <= w.words], False),
        ([w for w in inside if rated & w.words], True),
    ):
        if len({w.number.value for w in named}) == 1:
            names = tuple(naming.bases(shape, place))
            part = named[-1]
            yield Open(part.number, percent, part.words, names, rate=True, guessed=guessed)
            return
