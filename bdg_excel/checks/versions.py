"""Several files of one unit: which of them counts, and why, or that somebody must say.

Of files with the same content one counts. Of different ones: the one that a person chose; else the
newest by what the forms themselves state (the number of a returned form, then the time at which a
spreadsheet program saved it, in the file, not on the disk). Where these two contradict each other,
and where nothing tells, somebody is asked; so it is where the newest and another one complete each
other, as parts of one form do. Nothing else decides.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bdg_excel.checks.differing import Said, Told, differing, is_mended, meaning, only_drops
from bdg_excel.checks.parts_of_form import IN_PARTS, complete_each_other
from bdg_excel.checks.reply import Reply
from bdg_excel.decisions import Decisions
from bdg_excel.findings import Finding, finding
from bdg_excel.text import listing
from bdg_excel.values.parsed import Status

Stated = Callable[[Reply], datetime.datetime | None]
"""When the file of a reply says that it was saved; None where it does not."""


class Choice(NamedTuple):
    """One unit's files: the reply that counts, if any, and what is to be said of the others."""

    kept: Reply | None
    findings: tuple[Finding, ...]


def choose(
    replies: Sequence[Reply],
    decisions: Decisions,
    stated: Stated,
    began: datetime.datetime,
    told: Mapping[str, Sequence[Finding]],
) -> Choice:
    """The reply of one unit that counts.

    The round `began` then: a returned form that states an earlier time was saved by a program
    without a clock, or with a wrong one. `told`: what each file says of itself alone.
    """
    first, *others = replies
    if not others:
        return Choice(first, ())
    chosen = _chosen(replies, decisions.by_file)
    if len(chosen) == 1:
        by = decisions.by_file[chosen[0].file]
        return Choice(chosen[0], tuple(_told("version_chosen", chosen[0], replies, by=by)))
    return _Versions(replies, stated, began, told).choice(decisions.name)


def _chosen(replies: Sequence[Reply], decisions: Mapping[str, str]) -> list[Reply]:
    """The replies that somebody chose: on the command line, which comes last, before in writing."""
    chosen = [reply for reply in replies if reply.file in decisions]
    now = [reply for reply in chosen if decisions[reply.file].startswith("--")]
    return now or chosen


@dataclass(frozen=True)
class _Versions:
    """The files of one unit of which nobody chose one; see `choose`."""

    replies: Sequence[Reply]
    stated: Stated
    began: datetime.datetime
    told: Mapping[str, Sequence[Finding]]

    def choice(self, asked_for: str) -> Choice:
        """The one that counts, if that is clear, and what is to be said of the others.

        Else somebody writes it into a file of decisions called `asked_for`.
        """
        groups = _by_content(self.replies)
        distinct = [group[0] for group in groups]
        same = [found for group in groups for found in self._same(group)]
        if len(distinct) == 1:
            return Choice(distinct[0], tuple(same))
        newest = self._newest(distinct)
        others = [reply for reply in distinct if reply is not newest]
        if newest is None or any(complete_each_other((newest, other)) for other in others):
            return Choice(None, (*same, _two_versions(distinct, asked_for)))
        return Choice(newest, (*same, *self._outdated(newest, distinct)))

    def _same(self, group: Sequence[Reply]) -> Iterator[Finding]:
        """What is said of files with the answers of the first; if returned, it holds more."""
        kept, *others = group
        for reply in others:
            if kept.revision > reply.revision:
                yield from _told(self._returned(kept, reply), kept, (reply,))
            else:
                yield finding("same_twice", reply.place, cells=reply.counted, other=kept.file)

    def _newest(self, replies: Sequence[Reply]) -> Reply | None:
        """The one that is later than all others by what the forms state; None if not clear."""
        times = [(reply.revision, self.stated(reply)) for reply in replies]
        if any(time is None for _, time in times) and len({revision for revision, _ in times}) == 1:
            return None
        latest = max((revision, time or _NEVER) for revision, time in times)
        newest = [
            reply
            for reply, (revision, time) in zip(replies, times, strict=True)
            if (revision, time or _NEVER) == latest
        ]
        overtaken = latest[1] > self.began and _is_overtaken(latest[1], times)
        return newest[0] if len(newest) == 1 and not overtaken else None

    def _outdated(self, kept: Reply, replies: Sequence[Reply]) -> Iterator[Finding]:
        """What is said of each file that gave way to `kept`, which is newer."""
        for reply in replies:
            if reply is not kept:
                yield from _told(self._outdated_by(kept, reply), kept, (reply,))

    def _outdated_by(self, new: Reply, old: Reply) -> str:
        """Why `old` gave way, by what `new` says otherwise."""
        if only_drops(new, self._with_told(old)):
            return "answers_dropped"
        return "later_version" if new.revision <= old.revision else self._returned(new, old)

    def _returned(self, new: Reply, old: Reply) -> str:
        """What is said of a file that gave way to the returned form `new`: is anything settled?"""
        later = {after.status if after else Status.BLANK for _, after in differing(old, new)}
        after = self._with_told(new)
        is_settled = (
            new.cleared
            or not later <= {Status.REFUSED}
            or not after.is_grave
            or is_mended(after, self._with_told(old))
            or self._has_decided(new)
        )
        return "corrected_version" if is_settled else "returned_unsettled"

    def _has_decided(self, new: Reply) -> bool:
        """Whether the returned form `new` answers what files before it said differently."""
        before = [reply for reply in self.replies if reply.revision < new.revision]
        versions = [group[0] for group in _by_content(before)]
        if len(versions) == 1 or self._newest(versions):
            return False
        return any(
            answer is None or answer.status is not Status.REFUSED
            for *said, answer in differing(*versions, new)
            if len({meaning(value) for value in said}) > 1
        )

    def _with_told(self, reply: Reply) -> Told:
        return Told(reply, self.told.get(reply.file, ()))


def _by_content(replies: Sequence[Reply]) -> list[list[Reply]]:
    """The files of each content, first the one that counts among them.

    A returned form goes before what it repeats: sent back unchanged, it confirms that. Of copies
    that does from whose list more was cleared. Else the shortest name does, which is that of the
    form and not of a copy.
    """
    groups: dict[tuple[Said, ...], list[Reply]] = {}
    for reply in replies:
        groups.setdefault(_content(reply), []).append(reply)
    return [_first_ahead(group) for group in groups.values()]


def _first_ahead(group: Sequence[Reply]) -> list[Reply]:
    first = min(group, key=_original)
    return [first, *(reply for reply in group if reply is not first)]


def _original(reply: Reply) -> tuple[int, int, int, str]:
    return (-reply.revision, -reply.cleared, len(reply.file), reply.file)


def _content(reply: Reply) -> tuple[Said, ...]:
    """What was answered, wherever the cells lie and however a number was typed."""
    return tuple((v.field, v.part, v.row, *meaning(v)) for v in reply.values if v.text)


_NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)


def _is_overtaken(
    saved: datetime.datetime, times: Iterable[tuple[int, datetime.datetime | None]]
) -> bool:
    """Whether another file was saved after the newest, which states that it was `saved` then.

    So it is where a unit went on in its own form after it had sent the returned one.
    """
    return any(time and time > saved for _, time in times)


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


def _two_versions(replies: Sequence[Reply], decisions: str) -> Finding:
    files = listing(reply.file for reply in replies)
    return finding(
        IN_PARTS if complete_each_other(replies) else "two_versions",
        replies[0].place._replace(file=""),
        files,
        cells=sum(reply.counted for reply in replies),
        others=files,
        differences="; ".join(_differences(*replies)),
        decisions=decisions,
    )


def _differences(*replies: Reply) -> Iterator[str]:
    """``ô E7 trang Số liệu (120 / 125)`` for each answer that is not the same in all.

    A file without the question's sheet has no cell for it: the others say where it stands.
    """
    for values in differing(*replies):
        shown = max(filter(None, reversed(values)), key=lambda value: bool(value.cell))
        texts = " / ".join((value.text if value else "") or "trống" for value in values)
        yield f"ô {shown.cell} trang {shown.sheet} ({texts})"
