"""Several files of one unit: which of them counts, and why, or that somebody must say.

Of files with the same content one counts. Of different ones: the one that a person chose; else the
newest by what the forms themselves state (the number of a returned form, then the time at which a
spreadsheet program saved it, in the file, not on the disk). Where these two contradict each other,
and where nothing tells, somebody is asked. Nothing else decides.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from bdg_excel.checks.reply import Reply
from bdg_excel.findings import Finding, finding
from bdg_excel.layout import without_sign
from bdg_excel.text import listing
from bdg_excel.values.parsed import COUNTED, Status
from bdg_excel.values.value import Value

Stated = Callable[[Reply], datetime.datetime | None]
"""When the file of a reply says that it was saved; None where it does not."""


class Choice(NamedTuple):
    """One unit's files: the reply that counts, if any, and what is to be said of the others."""

    kept: Reply | None
    findings: tuple[Finding, ...]


def choose(
    replies: Sequence[Reply],
    decisions: Mapping[str, str],
    stated: Stated,
    began: datetime.datetime,
) -> Choice:
    """The reply of one unit that counts. `decisions`: by chosen file, who chose it.

    The round `began` then: a returned form that states an earlier time was saved by a program
    without a clock, or with a wrong one.
    """
    first, *others = replies
    if not others:
        return Choice(first, ())
    chosen = _chosen(replies, decisions)
    if len(chosen) == 1:
        by = decisions[chosen[0].file]
        return Choice(chosen[0], tuple(_told("version_chosen", chosen[0], replies, by=by)))
    distinct, same = _distinct(replies)
    if len(distinct) == 1:
        return Choice(distinct[0], tuple(same))
    newest = _newest(distinct, stated, began)
    if newest:
        return Choice(newest, (*same, *_outdated(newest, distinct)))
    return Choice(None, (*same, _two_versions(distinct)))


def _chosen(replies: Sequence[Reply], decisions: Mapping[str, str]) -> list[Reply]:
    """The replies that somebody chose: on the command line, which comes last, before in writing."""
    chosen = [reply for reply in replies if reply.file in decisions]
    now = [reply for reply in chosen if decisions[reply.file].startswith("--")]
    return now or chosen


def _distinct(replies: Sequence[Reply]) -> tuple[list[Reply], list[Finding]]:
    """One file of each content, and a finding for each that says the same again.

    A returned form goes before what it repeats: sent back unchanged, it confirms that. Of copies
    that does from whose list more was cleared. Else the shortest name does, which is that of the
    form and not of a copy.
    """
    groups: dict[tuple[tuple[object, ...], ...], list[Reply]] = {}
    for reply in replies:
        groups.setdefault(_content(reply), []).append(reply)
    kept = [min(group, key=_original) for group in groups.values()]
    same = [
        found
        for first, group in zip(kept, groups.values(), strict=True)
        for reply in group
        if reply is not first
        for found in _same(reply, first)
    ]
    return kept, same


def _same(reply: Reply, kept: Reply) -> Iterator[Finding]:
    """What is said of a file with the answers of `kept`; a returned form holds more than these."""
    if kept.revision > reply.revision:
        code = "corrected_version" if kept.cleared else "returned_unsettled"
        yield from _told(code, kept, (reply,))
    else:
        yield finding("same_twice", reply.place, cells=reply.counted, other=kept.file)


def _original(reply: Reply) -> tuple[int, int, int, str]:
    return (-reply.revision, -reply.cleared, len(reply.file), reply.file)


def _content(reply: Reply) -> tuple[tuple[object, ...], ...]:
    """What was answered, wherever the cells lie and however a number was typed."""
    return tuple((v.field, v.part, v.row, *_meaning(v)) for v in reply.values if v.text)


def _meaning(value: Value | None) -> tuple[object, ...]:
    if value is None:
        return (Status.BLANK, "")
    if value.number is not None:
        return (value.status, value.number)
    if value.status is Status.REFUSED:  # what a returned form adds is no answer
        return (value.status, without_sign(value.text))
    return (value.status, value.text)


def _newest(replies: Sequence[Reply], stated: Stated, began: datetime.datetime) -> Reply | None:
    """The one that is later than all others by what the forms state; None if that is not clear."""
    times = [(reply.revision, stated(reply)) for reply in replies]
    if any(time is None for _, time in times) and len({revision for revision, _ in times}) == 1:
        return None
    latest = max((revision, time or _NEVER) for revision, time in times)
    newest = [
        reply
        for reply, (revision, time) in zip(replies, times, strict=True)
        if (revision, time or _NEVER) == latest
    ]
    overtaken = latest[1] > began and _is_overtaken(latest[1], times)
    return newest[0] if len(newest) == 1 and not overtaken else None


_NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)


def _is_overtaken(
    saved: datetime.datetime, times: Iterable[tuple[int, datetime.datetime | None]]
) -> bool:
    """Whether another file was saved after the newest, which states that it was `saved` then.

    So it is where a unit went on in its own form after it had sent the returned one.
    """
    return any(time and time > saved for _, time in times)


def _outdated(kept: Reply, replies: Sequence[Reply]) -> Iterator[Finding]:
    """What is said of each file that gave way to `kept`, which is newer."""
    for reply in replies:
        if reply is not kept:
            yield from _told(_outdated_by(kept, reply), kept, (reply,))


def _outdated_by(new: Reply, old: Reply) -> str:
    """Why `old` gave way, by what `new` says otherwise: nothing at all, or nothing that counts."""
    pairs = list(_differing(old, new))
    later = {after.status if after else Status.BLANK for _, after in pairs}
    if later == {Status.BLANK} and any(before and before.status in COUNTED for before, _ in pairs):
        return "answers_dropped"
    if new.revision <= old.revision:
        return "later_version"
    is_settled = new.cleared or not later <= {Status.REFUSED}
    return "corrected_version" if is_settled else "returned_unsettled"


def _told(code: str, kept: Reply, replies: Sequence[Reply], **words: str) -> Iterator[Finding]:
    """What is said of each file that gave way to `kept`."""
    for reply in replies:
        if reply is not kept:
            yield finding(
                code,
                reply.place,
                reply.file,
                cells=reply.counted,
                kept=kept.file,
                differences="; ".join(_differences(reply, kept)) or "không có",
                **words,
            )


def _two_versions(replies: Sequence[Reply]) -> Finding:
    files = listing(reply.file for reply in replies)
    return finding(
        "two_versions",
        replies[0].place._replace(file=""),
        files,
        cells=sum(reply.counted for reply in replies),
        others=files,
        differences="; ".join(_differences(*replies)),
    )


def _differences(*replies: Reply) -> Iterator[str]:
    """``ô E7 trang Số liệu (120 / 125)`` for each answer that is not the same in all.

    A file without the question's sheet has no cell for it: the others say where it stands.
    """
    for values in _differing(*replies):
        shown = max(filter(None, reversed(values)), key=lambda value: bool(value.cell))
        texts = " / ".join((value.text if value else "") or "trống" for value in values)
        yield f"ô {shown.cell} trang {shown.sheet} ({texts})"


def _differing(*replies: Reply) -> Iterator[tuple[Value | None, ...]]:
    """What each of `replies` says, question by question, where they do not say the same."""
    answers = [_by_question(reply) for reply in replies]
    for question in dict.fromkeys(question for mine in answers for question in mine):
        values = tuple(mine.get(question) for mine in answers)
        if len({_meaning(value) for value in values}) > 1:
            yield values


def _by_question(reply: Reply) -> dict[tuple[str, str, int], Value]:
    return {(value.field, value.part, value.row): value for value in reply.values}
