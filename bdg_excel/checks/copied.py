"""Units whose numbers are all the same: one may have copied the other's form."""

from collections.abc import Iterator, Sequence

from bdg_excel.checks.reply import Reply
from bdg_excel.findings import Finding, finding

_ENOUGH = 8
"""So many different numbers are not the same in two units by chance."""


def copied(replies: Sequence[Reply]) -> Iterator[Finding]:
    """A warning for each unit whose numbers are all those of a unit before it."""
    first: dict[tuple[object, ...], Reply] = {}
    for reply in replies:
        numbers = tuple(value.number for value in reply.values if value.row == 0)
        if len(set(numbers)) >= _ENOUGH:
            other = first.setdefault((reply.unit.form, numbers), reply)
            if other is not reply:
                yield finding("same_numbers", reply.place, other=other.unit.name)
