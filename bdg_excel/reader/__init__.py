"""One workbook into the raw answers of a form: found by ids, never by position alone.

Knows only whether the file is ours, whose it is, and which cell answers which question; what an
answer means is for `values`. Nothing that a file holds raises past `read`.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.inbox import InboxFile
from bdg_excel.layout import FormLayout
from bdg_excel.programme import Programme, Unit
from bdg_excel.reader.answers import read_form
from bdg_excel.reader.identity import identity, identity_fault
from bdg_excel.reader.workbook import Grid, UnreadableError, grids, is_filled
from bdg_excel.values import Answer

__all__ = ["Rejected", "Submission", "read"]


@dataclass(frozen=True)
class Submission:
    """One file that was read: who sent it, with all the answers of its form in order.

    `filled` is how many cells somebody filled in, outside the form's questions too.
    """

    file: str
    sha256: str
    unit: Unit
    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]
    filled: int

    @property
    def place(self) -> Place:
        """The file, for findings."""
        return Place(self.unit.code, self.unit.name, self.file)


@dataclass(frozen=True)
class Rejected:
    """A file that is left out, and why. `sha256` is empty where it could not even be read."""

    file: str
    sha256: str
    finding: Finding


def read(
    file: InboxFile, programme: Programme, forms: Mapping[str, FormLayout]
) -> Submission | Rejected:
    """The submission in `file`, or why it is left out. Raises for nothing that a file can hold."""
    place = Place(file=file.name)
    try:
        content = file.path.read_bytes()
    except OSError as error:
        reason = error.strerror or "lỗi đọc tệp"
        return Rejected(file.name, "", finding("unreadable", place, reason=reason))
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        sheets = grids(content)
    except UnreadableError as error:
        return Rejected(file.name, sha256, finding("unreadable", place, reason=str(error)))
    facts = identity(sheets)
    fault = identity_fault(facts, programme, place)
    if fault:
        return Rejected(file.name, sha256, fault)
    return _submission(file.name, sha256, sheets, facts, (programme, forms))


def _submission(
    name: str,
    sha256: str,
    sheets: Sequence[Grid],
    facts: Mapping[str, str],
    definition: tuple[Programme, Mapping[str, FormLayout]],
) -> Submission:
    programme, forms = definition
    unit = programme.units_by_code[facts["unit"]]
    form = forms[unit.form]
    place = Place(unit.code, unit.name, name)
    answers, findings = read_form(sheets, form, place)
    if facts.get("layout") != form.version:
        seen = facts.get("layout", "")
        findings.insert(0, finding("other_layout", place, seen, expected=form.version))
    filled = sum(is_filled(answer.raw) for answer in answers) + sum(f.cells for f in findings)
    return Submission(name, sha256, unit, tuple(answers), tuple(findings), filled)
