"""What rows of a table come to, and which row holds just that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

Number = int | Decimal
Numbers = Mapping[str, Number | None]
"""What a row holds by column, blank columns left out; None where it is no number."""
_SUMMANDS, _MATCHES = 2, 2
"""So many rows with numbers, and columns that agree, make a sum that is no accident."""
FAR = 500
"""The rows of which another is the sum are not looked for any farther."""


@dataclass
class Sums:
    """What rows come to, by column (None where one holds what is no number), and how many count."""

    by_column: dict[str, Number | None] = field(default_factory=dict)
    rows: int = 0

    def add(self, row: Numbers) -> None:
        """One row more."""
        self.rows += any(row.values())
        for name, number in row.items():
            before = self.by_column.get(name, 0)
            self.by_column[name] = None if number is None or before is None else before + number

    def copy(self) -> "Sums":
        """These sums, which more rows do not change."""
        return Sums(dict(self.by_column), self.rows)

    def without(self, others: "Sums") -> "Sums":
        """What the rows after `others`, the first of these, come to."""
        less = others.by_column
        rest = {
            name: None if number is None else number - (less.get(name) or 0)
            for name, number in self.by_column.items()
        }
        return Sums(rest, self.rows - others.rows)

    def gaps(self, told: Numbers) -> dict[str, Number]:
        """Where `told` is another number, and what it would be; unread numbers say nothing."""
        totals = {name: self.by_column.get(name, 0) for name in told}
        return {
            name: total
            for name, total in totals.items()
            if total is not None and told[name] not in (None, total)
        }

    def matches(self, told: Numbers, names: Iterable[str]) -> int:
        """In how many columns `told` holds these sums; 0 if in one of `names` it does not."""
        pairs = [(told.get(name) or 0, self.by_column.get(name, 0)) for name in names]
        agree = all(one == other for one, other in pairs)
        return sum(bool(one) for one, _ in pairs) if agree else 0

    def are_near(self, told: Numbers, names: Iterable[str]) -> bool:
        """Whether `told` holds half to twice these sums wherever it holds anything."""
        pairs = [(told[name], self.by_column.get(name) or 0) for name in names if told.get(name)]
        return bool(pairs) and all(
            one is not None and one <= 2 * other and other <= 2 * one for one, other in pairs
        )

    def meet(self, told: Numbers, names: Iterable[str]) -> bool:
        """Whether `told` holds one of these sums."""
        return any(told.get(name) and told[name] == self.by_column.get(name) for name in names)

    def is_no_accident(self, matches: int) -> bool:
        """Whether so many columns agree by no chance: two at least, and not with one row alone."""
        return matches >= _MATCHES and self.rows >= _SUMMANDS


def sums_below(told: Numbers, rows: Iterable[Numbers], names: Sequence[str]) -> Sums | None:
    """The sums of the first of `rows`, however many they are, where `told` holds just them."""
    sums = Sums()
    for row in islice(rows, FAR):
        sums.add(row)
        if sums.matches(told, names):
            return sums
        totals = {name: sums.by_column.get(name, 0) for name in names}
        if any(total is None or total > (told.get(name) or 0) for name, total in totals.items()):
            return None
    return None
