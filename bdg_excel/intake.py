"""Files into what is known of each alone: read, understood and checked, in processes of their own.

Only this runs in the workers, so it imports no more than it needs: every start of one pays for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bdg_excel.checks import Reply, check
from bdg_excel.findings import Finding, finding
from bdg_excel.inbox import InboxFile
from bdg_excel.layout import FormLayout
from bdg_excel.programme import Programme, Unit
from bdg_excel.reader import Rejected, named_place, read
from bdg_excel.reader.isolation import LIMITS, Failure, Limits, isolated
from bdg_excel.values import evaluate

_Definition = tuple[Programme, Mapping[str, FormLayout]]


class Taken(NamedTuple):
    """One file as far as it can be judged alone: no `reply` if it is left out.

    `filled` is how many of its cells somebody filled in; no `sha256` if it could not be read.
    `named` are the codes of the units of which it may be, where it names several.
    """

    file: str
    sha256: str
    unit: Unit | None
    filled: int
    reply: Reply | None
    findings: tuple[Finding, ...]
    named: tuple[str, ...] = ()


def take(
    files: Sequence[InboxFile],
    programme: Programme,
    forms: Mapping[str, FormLayout],
    limits: Limits = LIMITS,
) -> Iterator[Taken]:
    """Each of `files`, in their order. A file that kills, hangs or bloats its reader is told."""
    results = isolated(understand, (programme, forms), files, limits)
    for file, result in zip(files, results, strict=True):
        yield _failed(file, result, programme) if isinstance(result, Failure) else result


def understand(definition: _Definition, file: InboxFile, again: bool = False) -> Taken:
    """The values of one file and all that is to be said of it alone.

    `again`: a reader died over it before, so it is looked through first.
    """
    programme, forms = definition
    reading = read(file, programme, forms, thorough=again)
    if isinstance(reading, Rejected):
        unit = programme.units_by_code.get(reading.finding.place.unit_code)
        why = (reading.finding,)
        return Taken(file.name, reading.sha256, unit, reading.filled, None, why, reading.named)
    values, findings = evaluate(reading.answers, reading.place)
    reply = Reply(reading.file, reading.sha256, reading.unit, tuple(values), reading.revision)
    found = check(reply, programme, forms[reading.unit.form])
    told = (*reading.findings, *findings, *found)
    return Taken(file.name, reading.sha256, reading.unit, reading.filled, reply, told)


def _failed(file: InboxFile, failure: Failure, programme: Programme) -> Taken:
    place = named_place(file.name, programme)
    found = finding("reading_failed", place, reason=failure.reason)
    return Taken(file.name, "", programme.units_by_code.get(place.unit_code), 0, None, (found,))
