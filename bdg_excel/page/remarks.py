"""The findings as the page lists them: by code, gravest first, each with its remedy."""

from collections.abc import Sequence
from typing import NamedTuple

from bdg_excel.findings import CATALOGUE, SEVERITY_NAMES, Finding, Severity
from bdg_excel.page.links import Link, link


class Remark(NamedTuple):
    """One finding; no `problem` and no `remedy` where its group tells them for all."""

    unit_code: str
    unit: str
    file: Link | None
    place: str
    problem: str
    remedy: str


class Group(NamedTuple):
    """All findings of one code, and the sentences that they share, if they do."""

    code: str
    name: str
    severity: Severity
    problem: str
    remedy: str
    remarks: tuple[Remark, ...]

    @property
    def severity_name(self) -> str:
        """How grave it is, in words."""
        return SEVERITY_NAMES[self.severity]


def groups(findings: Sequence[Finding], inbox: str) -> tuple[Group, ...]:
    """The findings by code, in the catalogue's order within a severity."""
    by_code: dict[str, list[Finding]] = {}
    for found in findings:
        by_code.setdefault(found.code, []).append(found)
    return tuple(
        _group(code, by_code[code], inbox)
        for severity in Severity
        for code, kind in CATALOGUE.items()
        if code in by_code and kind.severity is severity
    )


def _group(code: str, findings: Sequence[Finding], inbox: str) -> Group:
    kind = CATALOGUE[code]
    sentences = [(found.problem, found.remedy) for found in findings]
    problem, remedy = (_shared(kinds) for kinds in zip(*sentences, strict=True))
    problem = problem if len(findings) > 1 else ""
    remarks = tuple(_remark(found, inbox, problem, remedy) for found in findings)
    return Group(code, kind.name, kind.severity, problem, remedy, remarks)


def _shared(sentences: Sequence[str]) -> str:
    """The sentence that is the same in all of them; empty where they differ."""
    return sentences[0] if len(set(sentences)) == 1 else ""


def _remark(found: Finding, inbox: str, problem: str, remedy: str) -> Remark:
    place = found.place
    return Remark(
        unit_code=place.unit_code,
        unit=place.unit,
        file=link(inbox, place.file) if place.file else None,
        place=place._replace(unit="", file="").words,
        problem="" if problem else found.problem,
        remedy="" if remedy else found.remedy,
    )
