"""A report as lines to search: each paragraph, and each row of a table with ``|`` between cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from bdg_excel.text import fold, tidy
from bdg_excel.verify.passage import Passage, Spot

BETWEEN = " | "
_DIGITS = re.compile(r"\d[\d.,]*")


def masked(text: str) -> str:
    """`text` with every number the same, to compare the words around them."""
    return _DIGITS.sub("0", tidy(text))


@dataclass(frozen=True)
class Line:
    """`text`, of the passages `parts`: index of the passage, where it begins, how long it is."""

    text: str
    parts: tuple[tuple[int, int, int], ...]
    table: int | None

    @cached_property
    def folded(self) -> str:
        """`text` without accents and case."""
        return fold(self.text)

    @cached_property
    def masked(self) -> str:
        """`text` with every number the same."""
        return masked(self.text)

    def spot(self, start: int, end: int) -> Spot:
        """The characters from `start` up to `end`, as far as they are in one passage."""
        for index, begin, length in self.parts:
            if start <= begin + length:
                within = max(start, begin)
                return Spot(index, within - begin, max(within, min(end, begin + length)) - begin)
        index, begin, length = self.parts[-1]
        return Spot(index, length, length)


def lines_of(passages: Sequence[Passage]) -> tuple[Line, ...]:
    """The lines of `passages`, in their order."""
    return tuple(_lines(passages))


def _lines(passages: Sequence[Passage]) -> Iterator[Line]:
    rows = groupby(enumerate(passages), lambda one: (one[1].table, one[1].row))
    for (table, _), group in rows:
        members = list(group)
        for row in [members] if table is not None else [[one] for one in members]:
            parts, length = [], 0
            for index, passage in row:
                parts.append((index, length, len(passage.text)))
                length += len(passage.text) + len(BETWEEN)
            text = BETWEEN.join(passage.text for _, passage in row)
            yield Line(text, tuple(parts), table)
