"""Which of the files count, and who has not sent: what only the whole round can tell."""

from collections.abc import Collection, Iterator, Sequence

from bdg_excel.checks.reply import Reply
from bdg_excel.findings import Finding, Place, finding
from bdg_excel.programme import Programme
from bdg_excel.text import listing, short_date
from bdg_excel.values import Value

_LISTED = 8
"""How many differing cells a message names before it says how many more there are."""


def settle(replies: Sequence[Reply], programme: Programme) -> tuple[list[Reply], list[Finding]]:
    """The replies that count, in the roster's order, and what is to be said of the others.

    Of files with the same content the first counts. Of different files of one unit none does:
    which is right is for the unit to say.
    """
    kept: list[Reply] = []
    findings: list[Finding] = []
    by_unit: dict[str, list[Reply]] = {}
    for reply in replies:
        if not reply.is_blank:
            by_unit.setdefault(reply.unit.code, []).append(reply)
    for unit in programme.units:
        sent = by_unit.get(unit.code, [])
        distinct = list(_distinct(sent, findings))
        if len(distinct) == 1:
            kept.append(distinct[0])
        elif distinct:
            findings.append(_two_versions(distinct))
    findings += _not_sent(by_unit.keys(), programme)
    return kept, findings


def _distinct(replies: Sequence[Reply], findings: list[Finding]) -> Iterator[Reply]:
    seen: dict[tuple[tuple[object, ...], ...], Reply] = {}
    for reply in replies:
        first = seen.setdefault(_content(reply), reply)
        if first is reply:
            yield reply
        else:
            other = finding("same_twice", reply.place, cells=reply.counted, other=first.file)
            findings.append(other)


def _content(reply: Reply) -> tuple[tuple[object, ...], ...]:
    """What was answered, wherever the cells lie."""
    return tuple((v.field, v.part, v.row, v.number, v.text, v.status) for v in reply.values)


def _two_versions(replies: Sequence[Reply]) -> Finding:
    first, *others = replies
    cells = [words for other in others for words in _differences(first, other)]
    more = f" và {len(cells) - _LISTED} ô khác" if len(cells) > _LISTED else ""
    files = listing(reply.file for reply in replies)
    return finding(
        "two_versions",
        first.place._replace(file=""),
        files,
        cells=sum(reply.counted for reply in replies),
        others=files,
        differences="; ".join(cells[:_LISTED]) + more,
    )


def _differences(first: Reply, other: Reply) -> Iterator[str]:
    """``ô E7 trang Số liệu (120 / 125)`` for each answer that is not the same in both."""
    before, after = (_by_question(reply) for reply in (first, other))
    for question in before | after:
        old, new = before.get(question), after.get(question)
        if (old and old[3:6]) == (new and new[3:6]):
            continue
        shown = new or old
        assert shown is not None  # the question comes from one of the two
        texts = " / ".join((value.text if value else "") or "trống" for value in (old, new))
        yield f"ô {shown.cell} trang {shown.sheet} ({texts})"


def _by_question(reply: Reply) -> dict[tuple[str, str, int], Value]:
    return {(value.field, value.part, value.row): value for value in reply.values}


def _not_sent(sent: Collection[str], programme: Programme) -> Iterator[Finding]:
    deadline = short_date(programme.round.deadline)
    for unit in programme.units:
        if unit.code not in sent:
            yield finding("not_sent", Place(unit.code, unit.name), deadline=deadline)
