"""What an explanation holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bdg_excel.coverage import Coverage
from bdg_excel.explanation.names import FigureName
from bdg_excel.layout import NO, YES
from bdg_excel.programme import Unit
from bdg_excel.rows import Exact, FigureRow, FindingRow, ValueRow
from bdg_excel.text import number, tidy


class Role(StrEnum):
    """What an answer is to a figure.

    ``value``: a term of a sum, or the office's own number. ``numerator``, ``denominator``: of a
    share. ``answer``: Có or Không, counted. ``asked``: the answer to a table's question, where
    Không is a zero.
    """

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    ANSWER = "answer"
    ASKED = "asked"


class Answer(NamedTuple):
    """One answer. In a table `about` says what its row is about, `measure` what it is counted in.

    `counted`: whether it is in the figure.
    """

    role: Role
    row: ValueRow
    counted: bool
    about: str = ""
    measure: str = ""

    @property
    def shown(self) -> str:
        """The value as it is printed; empty where there is none."""
        if self.row.value is None:
            return ""
        if self.role in (Role.ANSWER, Role.ASKED):
            return YES if self.row.value else NO
        return number(self.row.value)

    @property
    def typed(self) -> str:
        """The text as typed, where it says it otherwise than `shown`."""
        text = tidy(self.row.text)
        return "" if text in (self.shown, str(self.row.value)) else text


class UnitAnswers(NamedTuple):
    """The answers of a unit whose form counts; `why` none of them is in the figure, else empty."""

    unit: Unit
    answers: tuple[Answer, ...]
    why: str = ""

    @property
    def counted(self) -> bool:
        """Whether the unit is in the figure."""
        return not self.why


class Silent(NamedTuple):
    """A unit of whose files none counts, the files that it sent, and what was found about them."""

    unit: Unit
    files: tuple[str, ...]
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True)
class Explanation:
    """One figure: how it is computed, what came out, and from what.

    `labels` are what the questions are called, by what their answers are to the figure. `units`
    are those whose form counts, `silent` the others that were asked. `findings` touch the answers;
    `strays` are on files of which nobody knows whose they are. `sources`: the SHA-256 of each file.
    """

    name: FigureName
    kind: str
    formula: str
    figure: FigureRow
    coverage: Coverage
    labels: Mapping[Role, str]
    units: tuple[UnitAnswers, ...]
    silent: tuple[Silent, ...]
    findings: tuple[FindingRow, ...]
    strays: tuple[FindingRow, ...]
    sources: Mapping[str, str]

    @property
    def totals(self) -> dict[Role, Exact]:
        """The sum of the counted answers of each role."""
        found: dict[Role, Exact] = {}
        for unit in self.units:
            for answer in unit.answers:
                if answer.counted and answer.row.value is not None:
                    found[answer.role] = found.get(answer.role, 0) + answer.row.value
        return found

    @property
    def agrees(self) -> bool:
        """Whether the answers give the figure; they do not where somebody changed the files."""
        counted = tuple(unit.unit for unit in self.units if unit.counted)
        if counted != self.coverage.reported:
            return False
        measures = {answer.measure for unit in self.units for answer in unit.answers}
        if self.figure.numerator is None:
            return not counted or len(measures) > 1
        totals = self.totals
        top = [totals[role] for role in (Role.VALUE, Role.NUMERATOR, Role.ANSWER) if role in totals]
        whole = totals.get(Role.DENOMINATOR, self.figure.denominator)
        return sum(top) == self.figure.numerator and whole == self.figure.denominator
