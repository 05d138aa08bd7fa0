"""What a run found out, before any of it is written: the values, the figures, the findings."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from bdg_excel.checks.reply import Reply
from bdg_excel.coverage import Coverage
from bdg_excel.decisions import Decisions
from bdg_excel.findings import Finding, Severity
from bdg_excel.indicators import Figure
from bdg_excel.programme import Programme, Unit
from bdg_excel.tables import Summary


class Source(NamedTuple):
    """A file of the drop folder and whether it counts; no `sha256` if it could not be read."""

    file: str
    sha256: str
    unit: Unit | None
    counted: bool


class Balance(NamedTuple):
    """Promise 1 in numbers: everything that was filled in is counted, or set aside by a finding."""

    files: int
    files_counted: int
    files_set_aside: int
    cells: int
    cells_counted: int
    cells_set_aside: int

    @property
    def holds(self) -> bool:
        """Whether nothing is lost."""
        files = self.files_counted + self.files_set_aside
        return self.files == files and self.cells == self.cells_counted + self.cells_set_aside

    @property
    def words(self) -> str:
        """The balance as the last line of a run tells it."""
        return (
            f"Tệp: {self.files} = {self.files_counted} được tính + "
            f"{self.files_set_aside} để riêng. "
            f"Ô đã điền: {self.cells} = {self.cells_counted} được tính + "
            f"{self.cells_set_aside} để riêng."
        )


class Results(NamedTuple):
    """One run: `replies` are the submissions that count, `frame` their values (see `merge`).

    `kept` names the copies of older outputs that somebody had edited, `unprinted` the indicators
    that the report's template does not print.

    `set_aside` are those that were read but do not count.
    """

    programme: Programme
    replies: tuple[Reply, ...]
    frame: pd.DataFrame
    figures: tuple[Figure, ...]
    summaries: tuple[Summary, ...]
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...]
    balance: Balance
    decisions: Decisions
    kept: tuple[str, ...] = ()
    unprinted: tuple[str, ...] = ()
    set_aside: tuple[Reply, ...] = ()

    @property
    def sent(self) -> Coverage:
        """The units whose form counts, and those of the roster from which nothing counts yet."""
        codes = {reply.unit.code for reply in self.replies}
        units = self.programme.units
        return Coverage(
            reported=tuple(unit for unit in units if unit.code in codes),
            missing=tuple(unit for unit in units if unit.code not in codes),
            called="đơn vị",
        )


def by_severity(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, gravest first, then by unit, file and cell: the same order on every run."""
    order = list(Severity)
    return sorted(
        findings,
        key=lambda found: (
            order.index(found.severity),
            *found.place[:-1],
            _from_the_top(found.place.cell),
            found.code,
            found.message,
        ),
    )


def _from_the_top(cell: str) -> tuple[int, int, str]:
    """The row and the column of an address, so that ``C9`` goes before ``C10``."""
    column = cell.rstrip("0123456789")
    return (int(cell[len(column) :] or 0), len(column), column)
