"""One workbook into the raw answers of a form: found by ids, never by position alone.

Knows only whether the file is ours, whose it is, and which cell answers which question; what an
answer means is for `values`. Nothing that a file holds raises past `read`.
"""

import hashlib
import stat
from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

from bdg_excel.errors import why
from bdg_excel.findings import Finding, Place, finding
from bdg_excel.inbox import InboxFile, named_place
from bdg_excel.layout import FormLayout
from bdg_excel.programme import Programme, Unit
from bdg_excel.reader.answers.form import read_form
from bdg_excel.reader.answers.own_totals import HasFormula
from bdg_excel.reader.files.opening import HEAD, LARGEST, opened, too_large
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.workbook import Grid, UnreadableError, is_filled
from bdg_excel.reader.identity.identify import Identity, identify, named_by
from bdg_excel.reader.second_look.formulas import has_formula
from bdg_excel.reader.second_look.hidden import Hidden, hidden_cells
from bdg_excel.reader.second_look.letters import Typed, in_unicode
from bdg_excel.reader.second_look.look import seen_again, shown
from bdg_excel.reader.second_look.merged import out_of_merged
from bdg_excel.reader.second_look.out_of_sight import out_of_sight
from bdg_excel.reader.second_look.remarks import remarks_in
from bdg_excel.values.value import Answer

__all__ = ["Rejected", "Submission", "read"]

NOT_MEANT = frozenset({"not_a_spreadsheet", "not_a_file"})
"""What was not sent as a form: whatever its name, its unit has not sent one."""


class Submission(NamedTuple):
    """One file that was read: who sent it, with all the answers of its form in order.

    `filled` is how many cells somebody filled in, outside the form's questions too.
    """

    file: str
    sha256: str
    unit: Unit
    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]
    filled: int
    revision: int = 0

    @property
    def place(self) -> Place:
        """The file, for findings."""
        return Place(self.unit.code, self.unit.name, self.file)


class Rejected(NamedTuple):
    """A file that is left out, and why. `sha256` is empty where it could not even be read.

    `filled` is how many cells it holds; 0 where nobody can tell. `named` are the codes of the
    units of which it may be: it names several, or only its name is known.
    """

    file: str
    sha256: str
    finding: Finding
    filled: int = 0
    named: tuple[str, ...] = ()


def read(
    file: InboxFile,
    programme: Programme,
    forms: Mapping[str, FormLayout],
    thorough: bool = False,
) -> Submission | Rejected:
    """The submission in `file`, or why it is left out. Raises for nothing that a file can hold.

    But a file can bring the process down: see `isolated`. `thorough`: look through it beforehand.
    """
    place, sha256 = Place(file=file.name), ""
    try:
        content = _content(file)
        sha256 = hashlib.sha256(content).hexdigest()
        sheets: Sequence[Grid]
        sheets, codes, archive = opened(file, content, thorough)
    except OSError as error:
        reason = why(error)
        mine = named_place(file.name, programme)
        return Rejected(file.name, sha256, finding("unreadable", mine, reason=reason))
    except UnreadableError as error:
        mine = place if error.code in NOT_MEANT else named_place(file.name, programme)
        named = tuple(unit.code for unit in named_by(file.name, programme))
        return Rejected(file.name, sha256, finding(error.code, mine, **error.words), named=named)
    sheets, typed = in_unicode(content, archive, sheets)
    who = identify(sheets, programme, forms, place)
    if who.fault or who.unit is None:
        fault, filled = who.fault or finding("not_a_form", place), _count(sheets)
        return Rejected(file.name, sha256, fault._replace(cells=filled), filled, who.named)
    hidden = hidden_cells(content, archive, [sheet.name for sheet in sheets])
    form, asked = forms[who.unit.form], partial(has_formula, content, archive)
    submission = _submission((file.name, sha256), shown(sheets, hidden), who, form, asked)
    submission = _looked_at_again(submission, (content, archive), hidden, typed, form)
    told = out_of_sight(content, submission.answers, archive, form, submission.place)
    told += remarks_in(content, archive, sheets, submission.place)
    return _with_notes(_with(submission, told), codes)


def _count(sheets: Sequence[Grid]) -> int:
    return sum(is_filled(cell) for sheet in sheets for row in sheet.rows for cell in row)


def _content(file: InboxFile) -> bytes:
    """The bytes of `file`. What is no file, or is far too large for a form, is not read at all."""
    found = file.path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableError("not_a_file", found="một thư mục hay thiết bị")
    with file.path.open("rb") as handle:
        if found.st_size > LARGEST:
            raise too_large(file, handle.read(HEAD), found.st_size)
        return handle.read()


def _looked_at_again(
    submission: Submission,
    file: tuple[bytes, Package | None],
    hidden: Hidden,
    typed: Typed,
    form: FormLayout,
) -> Submission:
    """`submission` with what only a second look at the `file` tells of its answers."""
    before, findings = submission.answers, submission.findings
    content, archive = file
    answers = seen_again(content, before, archive, hidden, typed)
    answers, told = out_of_merged(content, answers, archive, form, submission.place)
    findings = (*findings, *told)
    if answers is before and not hidden.unlocated:
        return submission._replace(findings=findings) if told else submission
    if hidden.unlocated:
        findings = (*findings, finding("unlocated_errors", submission.place))
    pairs = [] if answers is before else zip(before, answers, strict=True)
    more = sum(is_filled(new.raw) - is_filled(old.raw) for old, new in pairs)
    filled = submission.filled + more
    return submission._replace(answers=tuple(answers), findings=findings, filled=filled)


def _with(submission: Submission, told: Sequence[Finding]) -> Submission:
    """`submission` with more to be said of it: of hardly any file there is."""
    return submission._replace(findings=(*submission.findings, *told)) if told else submission


def _with_notes(submission: Submission, codes: Sequence[str]) -> Submission:
    if not codes:
        return submission
    notes = [finding(code, submission.place) for code in codes]
    return submission._replace(findings=(*notes, *submission.findings))


def _submission(
    file: tuple[str, str],
    sheets: Sequence[Grid],
    who: Identity,
    form: FormLayout,
    asked: HasFormula,
) -> Submission:
    assert who.unit is not None  # else the file was left out
    place = Place(who.unit.code, who.unit.name, file[0])
    answers, findings, filled = read_form(sheets, form, place, asked, who.layout)
    if who.layout != form.version:
        findings.insert(0, finding("other_layout", place, who.layout, expected=form.version))
    findings[:0] = who.findings
    told = tuple(findings)
    return Submission(*file, who.unit, tuple(answers), told, filled, who.revision)
