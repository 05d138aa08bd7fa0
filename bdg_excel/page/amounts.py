"""What a chart shows of an indicator: its numbers, for one unit or for all units of an area."""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from bdg_excel.coverage import Coverage
from bdg_excel.indicators import NO_FIGURE, Figure
from bdg_excel.page.answers import Numbers
from bdg_excel.page.areas import Area
from bdg_excel.programme import Indicator, Programme, Unit
from bdg_excel.rows import Exact
from bdg_excel.text import number, percent


class Amount(NamedTuple):
    """The numbers of one row: a number for each piece of its bar; none where nobody answered."""

    name: str
    pieces: tuple[Exact, ...] = ()
    whole: Exact | None = None

    @property
    def length(self) -> Exact:
        """How long the bar is; a piece may be larger than its whole where a unit is wrong."""
        return max(sum(self.pieces), self.whole or 0)

    @property
    def words(self) -> str:
        """The numbers as they stand beside the bar: ``111 · 109`` or ``90/221``."""
        if not self.pieces:
            return NO_FIGURE
        if self.whole is not None and len(self.pieces) == 1:
            return f"{number(self.pieces[0])}/{number(self.whole)}"
        return " · ".join(map(number, self.pieces))


@dataclass(frozen=True)
class Plan:
    """The pieces of each bar and the whole that they are parts of, by ``field.part``.

    `units` are those that were asked, `coverage` says which of them count.
    """

    title: str
    pieces: tuple[str, ...]
    labels: tuple[str, ...]
    whole: str | None
    units: Sequence[Unit]
    coverage: Coverage
    decimals: int

    @cached_property
    def counted(self) -> frozenset[str]:
        """The codes of the units that count."""
        return frozenset(unit.code for unit in self.coverage.reported)

    def of_unit(self, unit: Unit, numbers: Numbers) -> Amount:
        """What `unit` gave."""
        return self._amount(unit.name, self.counted & {unit.code}, numbers)

    def of_area(self, area: Area, numbers: Numbers) -> Amount:
        """What the units of `area` gave together."""
        return self._amount(area.name, self.counted & {r.unit.code for r in area.rows}, numbers)

    def _amount(self, name: str, codes: Set[str], numbers: Numbers) -> Amount:
        if not codes:
            return Amount(name)
        pieces = tuple(_sum(ref, codes, numbers) for ref in self.pieces)
        return Amount(name, pieces, _sum(self.whole, codes, numbers) if self.whole else None)

    def told(self, amount: Amount) -> str:
        """`amount` in words: ``Nam 111 (50,2%), Nữ 109 (49,3%)``."""
        return ", ".join(self._told(amount)) or NO_FIGURE

    def _told(self, amount: Amount) -> Iterator[str]:
        for label, piece in zip(self.labels, amount.pieces, strict=False):
            share = ""
            if amount.whole:
                share = f" ({percent(Fraction(piece) / Fraction(amount.whole), self.decimals)})"
            yield f"{label} {number(piece)}{share}"


def plan(indicator: Indicator, figures: Sequence[Figure], programme: Programme) -> Plan | None:
    """What the chart of `indicator` shows, whose `figures` are one a part; None if it has nothing.

    Numbers of several units of measure have no sum, so they are not compared either.
    """
    refs = [part.of for part in indicator.parts]
    wholes = {part.of: part.per for part in indicator.parts}
    given = {ref for ref, figure in zip(refs, figures, strict=True) if figure.value is not None}
    pieces = [ref for ref in _together(indicator, programme) if ref in given]
    pieces = pieces or [ref for ref in refs if ref in given and ref not in wholes.values()][:1]
    if not pieces:
        return None
    return Plan(
        title=indicator.label,
        pieces=tuple(pieces),
        labels=tuple(programme.label_of(ref) for ref in pieces),
        whole=wholes[pieces[0]],
        units=programme.asked_of(pieces[0].partition(".")[0]),
        coverage=figures[refs.index(pieces[0])].coverage,
        decimals=programme.round.decimals,
    )


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


def _sum(ref: str, codes: Set[str], numbers: Numbers) -> Exact:
    of_units = numbers.get(ref, {})
    total: Exact = sum(of_units.get(code, 0) for code in codes)
    return total
