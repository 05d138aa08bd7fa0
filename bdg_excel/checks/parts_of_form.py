"""Files of one unit that are no versions of its form but parts of it: its sheets, each by itself.

Of these none is right and the others wrong: whichever counted, the rest would be lost.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from bdg_excel.checks.differing import Question, Said, meaning, question
from bdg_excel.checks.reply import Reply
from bdg_excel.findings import Finding

IN_PARTS = "form_in_parts"
"""What is said of such files."""


def complete_each_other(replies: Sequence[Reply]) -> bool:
    """Whether each file says what each other leaves blank, and none says anything otherwise."""
    return all(_complete(one, other) for one, other in combinations(map(_said, replies), 2))


def without_gaps(told: Iterable[Finding], parts: Sequence[Reply]) -> Iterator[Finding]:
    """`told` without what is said of the blanks in some of the `parts` that others fill."""
    filled = {(reply.unit.code, asked) for reply in parts for asked in _said(reply)}
    gaps = {
        (reply.file, value.sheet, value.cell)
        for reply in parts
        for value in reply.values
        if not value.text and (reply.unit.code, question(value)) in filled
    }
    return (found for found in told if found.place[2:] not in gaps)


def _complete(one: dict[Question, Said], other: dict[Question, Said]) -> bool:
    both = one.keys() & other.keys()
    # Two forms that are all but the same are versions, of which an answer moved to another cell.
    more = 2 * len(both) < min(len(one), len(other))
    return more and all(one[asked] == other[asked] for asked in both)


def _said(reply: Reply) -> dict[Question, Said]:
    """What a file answers; nothing of what it leaves blank."""
    return {question(value): meaning(value) for value in reply.values if value.text}
