"""What a chart shows of an indicator: its numbers, for one unit or for all units of an area."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from bdg_excel.coverage import Coverage
from bdg_excel.indicators import NO_FIGURE, Figure
from bdg_excel.page.answers import Numbers
from bdg_excel.page.areas import Area
from bdg_excel.programme import Indicator, IndicatorPart, Programme, Unit
from bdg_excel.rows import Exact
from bdg_excel.text import number, percent

_Add = Callable[[Mapping[str, Exact], Set[str]], Exact | None]


class Amount(NamedTuple):
    """The numbers of one row: for each piece of its bar the number and the whole that it is of.

    None stands for a piece of which nobody in the row gave a number that counts: that is no zero.
    """

    name: str
    pieces: tuple[Exact | None, ...] = ()
    wholes: tuple[Exact | None, ...] = ()

    @property
    def is_given(self) -> bool:
        """Whether there is any number."""
        return any(piece is not None for piece in self.pieces)

    @property
    def sum(self) -> Exact:
        """The pieces that there are, together."""
        total: Exact = sum(piece for piece in self.pieces if piece is not None)
        return total

    @property
    def length(self) -> Exact:
        """How long the bar is; a piece may be larger than its whole where a unit is wrong."""
        return max(self.sum, *(whole or 0 for whole in self.wholes), 0)

    @property
    def words(self) -> str:
        """The numbers as they stand beside the bar: ``111 · 109``, ``111 · –`` or ``90/221``."""
        if not self.is_given:
            return NO_FIGURE
        if len(self.pieces) == 1 and self.wholes[0] is not None:
            return f"{_word(self.pieces[0])}/{number(self.wholes[0])}"
        return " · ".join(map(_word, self.pieces))


def _word(piece: Exact | None) -> str:
    return "–" if piece is None else number(piece)


@dataclass(frozen=True)
class Plan:
    """The pieces of each bar, with the part of the indicator and the figure of each.

    `units` are those that were asked; which of them count, the figure of each piece says.
    """

    title: str
    parts: tuple[IndicatorPart, ...]
    figures: tuple[Figure, ...]
    labels: tuple[str, ...]
    units: Sequence[Unit]
    decimals: int

    @property
    def coverage(self) -> Coverage:
        """That of the first piece."""
        return self.figures[0].coverage

    @property
    def has_whole(self) -> bool:
        """Whether the pieces are parts of a whole."""
        return bool(self.parts[0].per)

    @cached_property
    def _counted(self) -> tuple[frozenset[str], ...]:
        """The codes of the units that count, for each piece."""
        reported = (figure.coverage.reported for figure in self.figures)
        return tuple(frozenset(unit.code for unit in units) for units in reported)

    def of_unit(self, unit: Unit, numbers: Numbers) -> Amount:
        """What `unit` gave."""
        code = unit.code
        return self._amount(
            unit.name, numbers, lambda given, units: given.get(code) if code in units else None
        )

    def of_area(self, area: Area, numbers: Numbers) -> Amount:
        """What the units of `area` gave together."""
        codes = frozenset(row.unit.code for row in area.rows)
        return self._amount(area.name, numbers, lambda given, units: _sum(given, units & codes))

    def _amount(self, name: str, numbers: Numbers, add: _Add) -> Amount:
        """What `add` makes of the answers by unit and of the units that count, for each piece."""
        known = list(zip(self.parts, self._counted, strict=True))
        pieces = tuple(add(numbers.get(part.of, {}), units) for part, units in known)
        wholes = tuple(
            add(numbers.get(part.per, {}), units) if part.per else None for part, units in known
        )
        return Amount(name, pieces, wholes)

    def told(self, amount: Amount) -> str:
        """`amount` in words: ``Nam 111 (50,2%), Nữ 109 (49,3%)``."""
        return ", ".join(self._told(amount)) if amount.is_given else NO_FIGURE

    def _told(self, amount: Amount) -> Iterator[str]:
        for label, piece, whole in zip(self.labels, amount.pieces, amount.wholes, strict=True):
            if piece is None:
                yield f"{label} {NO_FIGURE}"
            elif whole:
                share = percent(Fraction(piece) / Fraction(whole), self.decimals)
                yield f"{label} {number(piece)} ({share})"
            else:
                yield f"{label} {number(piece)}"


def plan(indicator: Indicator, figures: Sequence[Figure], programme: Programme) -> Plan | None:
    """What the chart of `indicator` shows, whose `figures` are one a part; None if it has nothing.

    Numbers of several units of measure have no sum, so they are not compared either.
    """
    pairs = [
        (part, figure)
        for part, figure in zip(indicator.parts, figures, strict=True)
        if figure.value is not None and not is_paired(part, programme)
    ]
    together, wholes = _together(indicator, programme), {part.per for part in indicator.parts}
    chosen = [pair for pair in pairs if pair[0].of in together]
    chosen = chosen or [pair for pair in pairs if pair[0].of not in wholes][:1]
    if not chosen:
        return None
    parts, known = zip(*chosen, strict=True)
    return Plan(
        title=indicator.label,
        parts=parts,
        figures=known,
        labels=tuple(programme.label_of(part.of) for part in parts),
        units=programme.asked_of(parts[0].of.partition(".")[0]),
        decimals=programme.round.decimals,
    )


def is_paired(part: IndicatorPart, programme: Programme) -> bool:
    """Whether `part` is a share of two columns of a table, which is computed row by row.

    The sums of its columns may hold rows that are not in it.
    """
    return part.per is not None and programme.is_table(part.of.partition(".")[0])


def _together(indicator: Indicator, programme: Programme) -> list[str]:
    """What may stand in one bar, as nam and nữ do: shares of one whole, columns of one group."""
    name = indicator.parts[0].of.partition(".")[0]
    if not programme.is_table(name):
        wholes = {part.per for part in indicator.parts if part.per}
        return [part.of for part in indicator.parts if part.per] if len(wholes) == 1 else []
    groups = {f"{name}.{column.id}": column.group for column in programme.table(name).columns}
    counts = Counter(groups.get(part.of, "") for part in indicator.parts)
    shared = next((group for group, count in counts.items() if group and count > 1), None)
    return [part.of for part in indicator.parts if shared and groups.get(part.of) == shared]


def _sum(given: Mapping[str, Exact], codes: Set[str]) -> Exact | None:
    """The answers of the units `codes`, of all that were `given`; None where there are none."""
    answers = [given[code] for code in codes if code in given]
    return sum(answers) if answers else None
