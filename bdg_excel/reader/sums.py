"""What rows of a table come to."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

Number = int | Decimal
Numbers = Mapping[str, Number | None]
"""What a row holds by column, blank columns left out; None where it is no number."""


def added(rows: Iterable[Numbers]) -> dict[str, Number | None]:
    """What `rows` come to, by column; None where one of them holds what is no number."""
    sums: dict[str, Number | None] = {}
    for row in rows:
        for name, number in row.items():
            before = sums.get(name, 0)
            sums[name] = None if number is None or before is None else before + number
    return sums
