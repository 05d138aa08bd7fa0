"""Files that are no form of the round, of units of which another file counts.

Nobody has to send them again, and old files stay in the drop folder: so they are no error for ever.
But one that may be later than the file that counts may hold newer answers, and is asked about.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

from bdg_excel.checks.reply import Reply
from bdg_excel.findings import SENT_AGAIN, Finding, finding
from bdg_excel.intake.taken import Taken
from bdg_excel.stated import stated_time


def told_of_files(
    taken: Sequence[Taken],
    kept: Sequence[Reply],
    paths: Mapping[str, Path],
    chosen: Container[str],
) -> Iterator[Finding]:
    """What is said of each of the files that were `taken`, now that `kept` are those that count.

    `paths` are the files by name. A file that somebody has `chosen` is the right one, however late
    another is.
    """
    counted = {reply.unit.code: reply.file for reply in kept}
    for mine in taken:
        other = None if mine.reply else counted.get(_owner(mine))
        for found in mine.findings:
            if other is None or found.code not in SENT_AGAIN:
                yield found
                continue
            later = other not in chosen and _is_perhaps_later(paths[mine.file], paths[other])
            code = "left_out_later" if later else "left_out_beside"
            words = {"reason": found.problem, "other": other}
            yield finding(code, found.place, found.found, found.cells, **words)


def _owner(mine: Taken) -> str:
    """The code of the unit whose file it is, by what is inside or by its name alone."""
    if mine.unit:
        return mine.unit.code
    return mine.named[0] if len(mine.named) == 1 else ""


def _is_perhaps_later(path: Path, other: Path) -> bool:
    """By what both state; where one states nothing, as damaged files do, nobody can know."""
    mine, its = stated_time(path), stated_time(other)
    return mine is None or its is None or mine > its
