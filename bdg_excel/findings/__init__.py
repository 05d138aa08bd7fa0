"""What can be wrong or worth knowing about the data: one catalogue of codes, severities and words.

A wrong definition is an exception (`errors`); wrong data is a finding. Codes are for programs and
never change their meaning; the words are for people: where, what was found, what was expected and
what to do.
"""

from typing import NamedTuple

from bdg_excel.findings.kind import REASON, Kind, Severity
from bdg_excel.findings.of_cells import CELLS
from bdg_excel.findings.of_files import FILES
from bdg_excel.findings.of_form import FORM
from bdg_excel.findings.of_numbers import NUMBERS
from bdg_excel.findings.of_round import ROUND
from bdg_excel.findings.of_tables import TABLES

__all__ = [
    "ABSENT",
    "BY_LABEL",
    "CATALOGUE",
    "EACH",
    "FOR_STAFF",
    "GRAVE",
    "OUTSIDE",
    "REASON",
    "REPLACED",
    "RULE_CODES",
    "SENT_AGAIN",
    "SEVERITIES",
    "SEVERITY_NAMES",
    "Finding",
    "Kind",
    "Place",
    "Severity",
    "finding",
]

CATALOGUE: dict[str, Kind] = {**FILES, **CELLS, **NUMBERS, **TABLES, **ROUND, **FORM}
"""Everything that can be found, by its code."""


class Place(NamedTuple):
    """Where something was found; empty where it does not apply."""

    unit_code: str = ""
    unit: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def words(self) -> str:
        """The place in a sentence: ``Xã Mường So, tệp a.xlsx, trang Số liệu, ô E7``."""
        steps = [
            self.unit,
            f"tệp {self.file}" if self.file else "",
            f"trang {self.sheet}" if self.sheet else "",
            f"ô {self.cell}" if self.cell else "",
        ]
        words = ", ".join(step for step in steps if step)
        return words[:1].upper() + words[1:]


class Finding(NamedTuple):
    """Something found: `found` is what stood there, as typed; `message` the whole sentence.

    `cells` is how many filled cells it keeps out of the figures: so nothing is lost unnamed.
    `each` is what it sums up, for the one reader who needs all of it: the unit whose form it is.
    """

    code: str
    place: Place
    found: str
    message: str
    cells: int = 0
    each: tuple["Finding", ...] = ()

    @property
    def parts(self) -> tuple["Finding", ...]:
        """What it tells, one by one; itself as well where that is not all."""
        if not self.each:
            return (self,)
        return self.each if self.found == str(len(self.each)) else (*self.each, self)

    @property
    def severity(self) -> Severity:
        """How grave it is, from the catalogue."""
        return CATALOGUE[self.code].severity

    @property
    def problem(self) -> str:
        """What is wrong, by itself: without the place and the remedy."""
        return self._body[: self._remedy_at].rstrip()

    @property
    def remedy(self) -> str:
        """What to do, by itself; empty where there is nothing to do."""
        return self._body[self._remedy_at :].lstrip()

    @property
    def _body(self) -> str:
        return self.message.removeprefix(f"{self.place.words}: ")

    @property
    def _remedy_at(self) -> int:
        """Where the remedy begins: its blanks are filled, so only its first words are known."""
        begins = CATALOGUE[self.code].remedy.partition("{")[0]
        at = self._body.rfind(f" {begins}") if begins else -1
        return at if at >= 0 else len(self._body)


def finding(
    code: str, place: Place, found: object = "", cells: int = 0, **words: object
) -> Finding:
    """The finding `code` at `place`, its blanks filled with `words` (and with `found`)."""
    kind = CATALOGUE[code]
    sentence = kind.found.format(found=found, **words)
    where = place.words
    message = f"{where}: {sentence}" if where else sentence
    if kind.remedy:
        message = f"{message} {kind.remedy.format(found=found, **words)}"
    return Finding(code, place, str(found), message, cells)


EACH = 1000
"""So many of what a finding sums up go along with it: no unit goes through more."""

GRAVE = frozenset({Severity.ERROR, Severity.WARNING})
"""What somebody has to look at."""
SEVERITY_NAMES = {
    Severity.ERROR: "Sai, chưa tính",
    Severity.WARNING: "Cần xem lại",
    Severity.INFO: "Để biết",
}
"""Severities as the staff read them, gravest first."""
SEVERITIES = {
    Severity.ERROR: "Phải sửa",
    Severity.WARNING: "Xem lại",
    Severity.INFO: "Để biết",
}
"""Severities as a unit reads them, in the form that it gets back."""

RULE_CODES = {"=": "sum_mismatch", "<=": "part_exceeds_whole"}
"""The code of a broken rule, by its relation; the forms show the same code."""

ABSENT = frozenset({"not_sent", "perhaps_sent"})
"""What is said of a unit of which no file is known for certain."""

REPLACED = frozenset(
    {
        "answers_dropped",
        "blank_beside",
        "corrected_version",
        "later_version",
        "returned_unsettled",
        "same_twice",
        "version_chosen",
    }
)
"""What is said of a file in whose place another of its unit counts: it is set aside as a whole."""

OUTSIDE = frozenset(
    {
        "cell_comment",
        "comments_many",
        "kept_in_list",
        "label_changed",
        "label_uncertain",
        "left_in_list",
        "outside_cell",
        "outside_many",
        "outside_sheet",
        "text_box",
        "unknown_question",
    }
)
"""What stands where the form has no cell: its place is in the file that was sent."""
SENT_AGAIN = frozenset(
    {
        "damaged_file",
        "empty_file",
        "file_too_large",
        "flat_document",
        "no_sheets",
        "not_a_form",
        "other_round",
        "password_protected",
        "reading_failed",
        "text_as_workbook",
        "unsafe_file",
        "wrong_form",
        "wrong_kind",
    }
)
"""What is said of a file that is no form: its unit sends one, unless another file of it counts."""
FOR_STAFF = frozenset({"archive", "unreadable"})
"""What the staff mend who hold the file: its unit has nothing to do."""
BY_LABEL = frozenset({"question_missing", "question_twice"})
"""What has no one cell in the file that was sent: the label says which question it is about."""
