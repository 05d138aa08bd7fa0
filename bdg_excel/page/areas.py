"""The areas that units lie in, for subtotals: provinces, their districts, and so on."""

from collections.abc import Sequence
from typing import NamedTuple

from bdg_excel.page.units import Row, Tally, tally


class Area(NamedTuple):
    """An area with all units inside it. `number` is its name in the page: ``2.1`` lies in ``2``."""

    number: str
    name: str
    rows: tuple[Row, ...]
    parts: tuple["Area", ...]

    @property
    def depth(self) -> int:
        """How many areas lie around it."""
        return self.number.count(".")

    @property
    def tally(self) -> Tally:
        """The states of its units."""
        return tally(self.rows)


def areas(rows: Sequence[Row], depth: int = 0, around: str = "") -> tuple[Area, ...]:
    """The widest areas of `rows`, each with the areas inside it, in the roster's order."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for name in row.unit.within[depth : depth + 1]:
            groups.setdefault(name, []).append(row)
    return tuple(
        Area(f"{around}{n}", name, tuple(mine), areas(mine, depth + 1, f"{around}{n}."))
        for n, (name, mine) in enumerate(groups.items(), start=1)
    )


def flat(tree: Sequence[Area]) -> list[Area]:
    """All areas of `tree`, each before those inside it."""
    return [one for area in tree for one in (area, *flat(area.parts))]


def numbers(tree: Sequence[Area]) -> dict[str, str]:
    """The number of the smallest area around each unit, by the unit's code."""
    return {row.unit.code: area.number for area in flat(tree) for row in area.rows}
