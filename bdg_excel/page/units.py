"""Who has reported, in which state, and what belongs to each unit."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from bdg_excel.findings import Severity
from bdg_excel.letters import Letter
from bdg_excel.page.links import Link, link
from bdg_excel.programme import Unit
from bdg_excel.results import Results
from bdg_excel.text import number


class State(StrEnum):
    """How far a unit is, from well to missing."""

    FULL = "full"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"
    REJECTED = "rejected"
    UNCLEAR = "unclear"
    MISSING = "missing"


STATE_NAMES = {
    State.FULL: "Đủ",
    State.DOUBTFUL: "Cần xem lại",
    State.WRONG: "Có ô sai",
    State.REJECTED: "Chưa tính được",
    State.UNCLEAR: "Chưa rõ tệp",
    State.MISSING: "Chưa gửi",
}


class File(NamedTuple):
    """A file of the drop folder that a unit sent, and whether it counts."""

    link: Link
    counted: bool


class Row(NamedTuple):
    """One unit of the list; `findings` counts those of all severities.

    `returned` is its form with the mistakes marked, if it gets one back.
    """

    unit: Unit
    state: State
    cells: int
    errors: int
    warnings: int
    findings: int
    files: tuple[File, ...]
    returned: Link | None
    message: str

    @property
    def state_name(self) -> str:
        """The state in words."""
        return STATE_NAMES[self.state]


class Tally(NamedTuple):
    """How many of some units are in each state."""

    counts: tuple[tuple[State, int], ...]

    @property
    def expected(self) -> int:
        """All of them."""
        return sum(count for _, count in self.counts)

    @property
    def reported(self) -> int:
        """Those whose form counts."""
        return sum(count for state, count in self.counts if state not in _LEFT_OUT)

    @property
    def words(self) -> str:
        """All states that occur: ``Đủ: 19; Chưa gửi: 4``."""
        return "; ".join(f"{STATE_NAMES[state]}: {number(n)}" for state, n in self.counts if n)


_LEFT_OUT = (State.REJECTED, State.UNCLEAR, State.MISSING)
_ABSENT = {"not_sent": State.MISSING, "perhaps_sent": State.UNCLEAR}


def tally(rows: Sequence[Row]) -> Tally:
    """How many of `rows` are in each state, from well to missing."""
    counts = Counter(row.state for row in rows)
    return Tally(tuple((state, counts[state]) for state in State))


def unit_rows(
    results: Results, letters: Sequence[Letter], inbox: str, returned: str
) -> tuple[Row, ...]:
    """A row for each unit of the roster, in its order.

    `inbox` and `returned` are the addresses of the drop folder and of the returned forms.
    """
    counts, absent = _findings(results)
    cells = {reply.unit.code: reply.counted for reply in results.replies}
    files = _files(results, inbox)
    by_code = {letter.unit.code: letter for letter in letters}
    rows = []
    for unit in results.programme.units:
        code = unit.code
        errors, warnings = (counts[code, s] for s in (Severity.ERROR, Severity.WARNING))
        letter = by_code.get(code)
        rows.append(
            Row(
                unit=unit,
                state=_state(code in cells, absent.get(code), errors, warnings),
                cells=cells.get(code, 0),
                errors=errors,
                warnings=warnings,
                findings=errors + warnings + counts[code, Severity.INFO],
                files=tuple(files.get(code, {}).values()),
                returned=link(returned, letter.file) if letter and letter.file else None,
                message=letter.text if letter else "",
            )
        )
    return tuple(rows)


def _state(counted: bool, absent: State | None, errors: int, warnings: int) -> State:
    if not counted:
        return absent or State.REJECTED
    if errors:
        return State.WRONG
    return State.DOUBTFUL if warnings else State.FULL


def _findings(results: Results) -> tuple[Counter[tuple[str, Severity]], dict[str, State]]:
    """How many findings each unit has of each severity; the state of those that sent nothing."""
    counts: Counter[tuple[str, Severity]] = Counter()
    absent: dict[str, State] = {}
    for found in results.findings:
        counts[found.place.unit_code, found.severity] += 1
        if found.code in _ABSENT:
            absent[found.place.unit_code] = _ABSENT[found.code]
    return counts, absent


def _files(results: Results, inbox: str) -> dict[str, dict[str, File]]:
    """The files of each unit: those that were read as its own, and those that were left out."""
    counted = {source.file for source in results.sources if source.counted}
    owners = [(s.unit.code, s.file) for s in results.sources if s.unit]
    owners += [(f.place.unit_code, f.place.file) for f in results.findings if f.place.file]
    files: dict[str, dict[str, File]] = {}
    for code, name in owners:
        if code:
            files.setdefault(code, {})[name] = File(link(inbox, name), name in counted)
    return files
