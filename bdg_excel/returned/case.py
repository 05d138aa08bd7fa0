"""What one unit sent and what is to be said of it: the files that its form is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bdg_excel.checks.differing import Said, by_question, meaning
from bdg_excel.checks.parts_of_form import IN_PARTS
from bdg_excel.checks.reply import Reply
from bdg_excel.findings import BY_LABEL, FOR_STAFF, GRAVE, OUTSIDE, REPLACED, Finding
from bdg_excel.layout import FormLayout
from bdg_excel.programme import Unit
from bdg_excel.results import Results
from bdg_excel.template import Key
from bdg_excel.values.value import Value


@dataclass(frozen=True)
class Case:
    """One unit whose form is given back.

    `replies` are the file that counts, or all that were sent where none counts; or none at all
    where not one could be taken for the unit's form.
    """

    unit: Unit
    layout: FormLayout
    replies: tuple[Reply, ...]
    findings: tuple[Finding, ...]

    @cached_property
    def versions(self) -> tuple[Reply, ...]:
        """The replies that may be right: no blank form beside them, and no copy of one of them."""
        replaced = {found.place.file for found in self.findings if found.code in REPLACED}
        return tuple(reply for reply in self.replies if reply.file not in replaced)

    @cached_property
    def values(self) -> list[dict[Key, Value]]:
        """The values of each version, by what they answer."""
        return [by_question(reply) for reply in self.versions]

    @cached_property
    def differing(self) -> list[Key]:
        """The questions that the versions answer differently.

        Where they are parts of one form, one says nothing by leaving blank what another fills.
        """
        keys = dict.fromkeys(key for values in self.values for key in values)
        is_in_parts = any(found.code == IN_PARTS for found in self.findings)
        silent = {meaning(None)} if is_in_parts else set[Said]()
        said = {key: {meaning(v.get(key)) for v in self.values} - silent for key in keys}
        return [key for key in keys if len(said[key]) > 1]

    @cached_property
    def doubts(self) -> dict[Key, set[str]]:
        """The codes of errors and warnings, by the question that they are about."""
        codes: dict[Key, set[str]] = {}
        for found in self.findings:
            if found.severity in GRAVE and (key := self.key_of(found)):
                codes.setdefault(key, set()).add(found.code)
        return codes

    def key_of(self, found: Finding) -> Key | None:
        """What the cell of a finding answers, wherever that cell lies in the file that was sent."""
        if found.code in OUTSIDE:
            return None
        if found.code in BY_LABEL:
            return next(self._named_in(found), None)
        return self._by_cell.get((found.place.file, found.place.sheet, found.place.cell))

    @cached_property
    def _by_cell(self) -> dict[tuple[str, str, str], Key]:
        return {
            (reply.file, value.sheet, value.cell): key
            for reply, values in zip(self.versions, self.values, strict=True)
            for key, value in values.items()
            if value.cell
        }

    def _named_in(self, found: Finding) -> Iterator[Key]:
        for slot in self.layout.slots:
            if f"«{slot.label}»" in found.message:
                yield slot.field, slot.part, 0


def cases(results: Results, forms: Mapping[str, FormLayout]) -> dict[str, Case]:
    """The units whose form is given back, by code: something in it is wrong or doubtful."""
    kept = {reply.unit.code: (reply,) for reply in results.replies}
    set_aside: dict[str, tuple[Reply, ...]] = {}
    for reply in results.set_aside:
        set_aside[reply.unit.code] = (*set_aside.get(reply.unit.code, ()), reply)
    findings: dict[str, list[Finding]] = {}
    for found in results.findings:
        findings.setdefault(found.place.unit_code, []).append(found)
    made = {}
    for unit in results.programme.units:
        counts = kept.get(unit.code, ())
        mine = tuple(_on(counts, findings.get(unit.code, [])))
        if any(found.severity in GRAVE for found in mine):
            replies = counts or set_aside.get(unit.code, ())
            made[unit.code] = Case(unit, forms[unit.form], replies, mine)
    return made


def _on(counts: tuple[Reply, ...], findings: list[Finding]) -> Iterator[Finding]:
    """Those on the file that counts, where one does: of the others nothing is to be mended."""
    files = {"", *(reply.file for reply in counts)}
    mine = (found for found in findings if found.code not in FOR_STAFF)
    return (found for found in mine if not counts or found.place.file in files)
