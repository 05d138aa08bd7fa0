"""From the drop folder to the figures: nothing is written, and no writer is loaded."""

import gc
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

from bdg_excel.checks.across import compare, settle
from bdg_excel.checks.parts_of_form import IN_PARTS, without_gaps
from bdg_excel.checks.reply import Reply
from bdg_excel.decisions import Decisions, load_decisions
from bdg_excel.errors import EmptyInboxError
from bdg_excel.findings import OUTSIDE, REASON, REPLACED, Finding, Place
from bdg_excel.impossible import impossible
from bdg_excel.inbox import InboxFile, printable, workbooks
from bdg_excel.indicators import figures
from bdg_excel.intake.take import take
from bdg_excel.intake.taken import Taken
from bdg_excel.layout import layouts
from bdg_excel.left_out import told_of_files
from bdg_excel.merged import merge
from bdg_excel.programme import Programme
from bdg_excel.results import Balance, Results, Source, by_severity
from bdg_excel.stated import stated_time
from bdg_excel.tables import summaries
from bdg_excel.text import tidy

_Item = TypeVar("_Item")
Progress = Callable[[Sequence[_Item]], Iterable[_Item]]
"""Something that shows how far a loop over a sequence is."""


@contextmanager
def kept_values() -> Iterator[None]:
    """What a run makes lives to its end: looking for garbage in it would cost a third more."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


class Incoming(NamedTuple):
    """A drop folder whose files are being read: what is `taken` comes in the order of `files`."""

    files: Sequence[InboxFile]
    findings: Sequence[Finding]
    decisions: Decisions
    taken: Iterator[Taken]


@contextmanager
def incoming(
    inbox: Path,
    programme: Programme,
    output: Path | None = None,
    used: Sequence[str] = (),
) -> Iterator[Incoming]:
    """The drop folder; other processes read its files from now on, whatever this one is doing."""
    files, findings = _files(inbox, output)
    decisions = load_decisions(inbox, used).among([file.name for file in files])
    with take(files, programme, layouts(programme)) as taken:
        yield Incoming(files, findings, decisions, taken)


def collect(
    inbox: Path,
    programme: Programme,
    output: Path | None = None,
    progress: Progress[InboxFile] = iter,
    used: Sequence[str] = (),
) -> Results:
    """The drop folder up to its figures: nothing is written."""
    with incoming(inbox, programme, output, used) as came:
        return results_of(came, programme, progress)


@kept_values()
def results_of(
    came: Incoming, programme: Programme, progress: Progress[InboxFile] = iter
) -> Results:
    """All that comes of what `came` in, up to the figures."""
    taken = [mine for _, mine in zip(progress(came.files), came.taken, strict=True)]
    replies, paths = [m.reply for m in taken if m.reply], {f.name: f.path for f in came.files}
    kept, across = settle(
        replies,
        programme,
        came.decisions,
        stated=lambda reply: stated_time(paths[reply.file]),
        told={mine.file: mine.findings for mine in taken},
        perhaps=_perhaps(taken),
    )
    told = told_of_files(taken, kept, paths, came.decisions.by_file)
    own = list(without_gaps(told, _in_parts(replies, across)))
    findings = [
        *came.findings,
        *_without_replaced(own, across, taken),
        *came.decisions.unused(_owners(taken), [reply.file for reply in kept]),
        *compare(kept, programme),
    ]
    frame = merge(kept)
    computed = figures(frame, programme)
    findings += impossible(computed, programme)
    return Results(
        programme=programme,
        replies=tuple(kept),
        frame=frame,
        figures=computed,
        summaries=summaries(frame, programme),
        findings=tuple(by_severity(findings)),
        sources=_sources(taken, kept),
        balance=_balance(taken, kept, findings),
        decisions=came.decisions,
        set_aside=_set_aside(replies, kept),
    )


def _files(inbox: Path, output: Path | None) -> tuple[list[InboxFile], list[Finding]]:
    files, findings = workbooks(inbox, output)
    if not files:
        raise EmptyInboxError(
            f"Thư mục {inbox} không có tệp nào để đọc. Bỏ các biểu đã nhận vào đó rồi chạy lại; "
            "không ghi gì cả."
        )
    return files, findings


def inspect(
    paths: Sequence[Path], programme: Programme
) -> list[tuple[Path, Reply | None, list[Finding]]]:
    """Each of `paths` read and checked by itself, before it is sent: nothing is written."""
    files = [InboxFile(path, printable(path.name or str(path))) for path in paths]
    with take(files, programme, layouts(programme)) as taken:
        return [
            (path, mine.reply, list(mine.findings)) for path, mine in zip(paths, taken, strict=True)
        ]


def _without_replaced(
    own: Sequence[Finding], across: Sequence[Finding], taken: Sequence[Taken]
) -> list[Finding]:
    """`own` and `across`; of a file that another took the place of, that is all that is said.

    It is set aside with all its cells: nothing in it is to be mended any more. Only what stands
    beside its answers is told all the same, where no other file is known to say it.
    """
    replaced = {found.place.file: found.code for found in across if found.code in REPLACED}
    if not replaced:
        return [*own, *across]
    left = [found for found in own if found.place.file not in replaced]
    left += list(_said_nowhere_else(own, replaced, left))
    cells = Counter({mine.file: mine.filled for mine in taken})
    for found in left:
        cells[found.place.file] -= found.cells
    whole = [f._replace(cells=cells[f.place.file]) if f.code in REPLACED else f for f in across]
    return left + whole


def _said_nowhere_else(
    own: Sequence[Finding], replaced: Mapping[str, str], left: Sequence[Finding]
) -> Iterator[Finding]:
    """What stands beside the answers of the `replaced` files, and not in those that are `left`.

    A copy may say in the same cell the same. A returned form says in its list what stood in the
    sent one, until its unit clears that; in whichever file it did, it is settled.
    """
    told = {_said(part) for found in left if found.code in OUTSIDE for part in found.parts}
    lines = [found for found in own if found.code == "cleared_in_list"]
    lines += [found for found in left if found.code in _OPEN_LINES]
    reasons: dict[str, list[str]] = {}
    for line in lines:
        reasons.setdefault(line.place.unit_code, []).append(line.problem.partition(REASON)[2])
    for found in own:
        code = replaced.get(found.place.file)
        if code not in _TOLD_BESIDE or found.code not in OUTSIDE:
            continue
        parts = [part for part in found.parts if _said(part) not in told]
        if code != "blank_beside":
            given = reasons.get(found.place.unit_code, [])
            parts = [part for part in parts if not _is_told(part, given)]
        if parts:
            told.update(map(_said, parts))
            yield found


def _said(found: Finding) -> tuple[Place, str]:
    return found.place._replace(file=""), found.found


_TOLD_BESIDE = frozenset({"blank_beside", "corrected_version", "returned_unsettled", "same_twice"})
"""What is said of files beside whose answers something may stand that no other file says."""
_OPEN_LINES = frozenset({"kept_in_list", "left_in_list"})
_COMPARED = 7000
"""So much of a text the list of a returned form has for certain."""


def _is_told(found: Finding, reasons: Sequence[str]) -> bool:
    """Whether a line of the list of a returned form tells of `found`, by the reason it gives."""
    problem, at = tidy(found.problem), found.place.cell
    for reason in reasons:
        if problem.endswith(f"{REASON}{reason}"):
            return True
        # The same words may stand in another cell of another file, beside another answer.
        place, _, rest = reason.partition(": ")
        is_there = not at or (at in place and re.search(rf"\bô {at}\b", place) is not None)
        if is_there and problem[:_COMPARED] in rest:
            return True
    return False


def _in_parts(replies: Sequence[Reply], across: Sequence[Finding]) -> list[Reply]:
    """The files that are parts of their units' forms."""
    units = {found.place.unit_code for found in across if found.code == IN_PARTS}
    return [reply for reply in replies if reply.unit.code in units]


def _owners(taken: Sequence[Taken]) -> dict[str, str]:
    """The files, each with the code of the unit that filled it, if any."""
    return {
        m.file: m.unit.code if m.unit and m.reply and not m.reply.is_blank else "" for m in taken
    }


def _perhaps(taken: Sequence[Taken]) -> dict[str, list[str]]:
    """The files that may be of each unit, by its code: they name others too, or are no form."""
    files: dict[str, list[str]] = {}
    for mine in taken:
        for code in mine.named:
            files.setdefault(code, []).append(mine.file)
    return files


def _set_aside(replies: Sequence[Reply], kept: Sequence[Reply]) -> tuple[Reply, ...]:
    counted = {reply.file for reply in kept}
    return tuple(reply for reply in replies if reply.file not in counted)


def _sources(taken: Sequence[Taken], kept: Sequence[Reply]) -> tuple[Source, ...]:
    counted = {reply.file for reply in kept}
    return tuple(Source(mine.file, mine.sha256, mine.unit, mine.file in counted) for mine in taken)


def _balance(taken: Sequence[Taken], kept: Sequence[Reply], findings: Sequence[Finding]) -> Balance:
    return Balance(
        files=len(taken),
        files_counted=len(kept),
        files_set_aside=len(taken) - len(kept),
        cells=sum(mine.filled for mine in taken),
        cells_counted=sum(reply.counted for reply in kept),
        cells_set_aside=sum(found.cells for found in findings),
    )
