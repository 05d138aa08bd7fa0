"""What only the whole round can tell: which files count, who is missing, what is odd."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from types import MappingProxyType

from bdg_excel.checks.alike import alike
from bdg_excel.checks.copied import copied
from bdg_excel.checks.outliers import outliers
from bdg_excel.checks.reply import Reply
from bdg_excel.checks.versions import Stated, choose
from bdg_excel.decisions import Decisions
from bdg_excel.findings import Finding, Place, finding
from bdg_excel.programme import Programme
from bdg_excel.text import listing, short_date


def settle(
    replies: Sequence[Reply],
    programme: Programme,
    decisions: Decisions,
    stated: Stated,
    told: Mapping[str, Sequence[Finding]] = MappingProxyType({}),
    perhaps: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[list[Reply], list[Finding]]:
    """The replies that count, one a unit at most, in the roster's order, and what is to be said.

    `decisions` are the files that somebody chose, with who chose them; `told` what is said
    of each file alone, of those too that are left out; `perhaps` the files that may be of a unit,
    but name others too or are no form, by the unit's code.
    """
    began = datetime.combine(programme.round.period_start, time(), UTC)
    kept: list[Reply] = []
    findings: list[Finding] = []
    by_unit: dict[str, list[Reply]] = {}
    for reply in replies:
        if not reply.is_blank:
            by_unit.setdefault(reply.unit.code, []).append(reply)
    for reply in replies:
        if reply.is_blank and (others := by_unit.get(reply.unit.code)):
            files = listing(other.file for other in others)
            findings.append(finding("blank_beside", reply.place, other=files))
    for unit in programme.units:
        if unit.code in by_unit:
            choice = choose(by_unit[unit.code], decisions, stated, began, told)
            kept += [choice.kept] if choice.kept else []
            findings += choice.findings
    came = {found.place.unit_code for mine in told.values() for found in mine}
    findings += _not_sent({*by_unit, *came}, perhaps, programme)
    return kept, findings


def compare(kept: Sequence[Reply], programme: Programme) -> list[Finding]:
    """What is unlike the other units', or too like to be two things: never an error."""
    return [*copied(kept), *outliers(kept, programme), *alike(kept, programme)]


def _not_sent(
    sent: Collection[str], perhaps: Mapping[str, Sequence[str]], programme: Programme
) -> Iterator[Finding]:
    deadline = short_date(programme.round.deadline)
    for unit in programme.units:
        place, files = Place(unit.code, unit.name), listing(perhaps.get(unit.code, ()))
        if unit.code in sent:
            continue
        if files:
            yield finding("perhaps_sent", place, files)
        else:
            yield finding("not_sent", place, deadline=deadline)
