"""Files of one unit that are no versions of its form but parts of it: its sheets, each by itself.

Of these none is right and the others wrong: whichever counted, the rest would be lost.
"""

from collections.abc import Sequence
from itertools import combinations

from bdg_excel.checks.reply import Reply
from bdg_excel.layout import without_sign

_Said = dict[tuple[str, str, int], object]
"""What a file answers, by the question; nothing of what it leaves blank."""


def complete_each_other(replies: Sequence[Reply]) -> bool:
    """Whether each file says what each other leaves blank, and none says anything otherwise."""
    return all(_complete(one, other) for one, other in combinations(map(_said, replies), 2))


def are_apart(replies: Sequence[Reply]) -> bool:
    """Whether no two files answer the same question: none is a later version of another."""
    said = list(map(_said, replies))
    return all(said) and all(mine.keys().isdisjoint(other) for mine, other in combinations(said, 2))


def _complete(one: _Said, other: _Said) -> bool:
    both = one.keys() & other.keys()
    # Two forms that are all but the same are versions, of which an answer moved to another cell.
    more = 2 * len(both) < min(len(one), len(other))
    return more and all(one[question] == other[question] for question in both)


def _said(reply: Reply) -> _Said:
    return {
        (value.field, value.part, value.row): without_sign(value.text)
        if value.number is None
        else value.number
        for value in reply.values
        if value.text
    }
