"""What is said of each number, for programs: ``verify.csv``."""

from collections.abc import Sequence
from pathlib import Path

from bdg_excel.csv_file import harmless, write_csv
from bdg_excel.verify.passage import Passage, Verdict

COLUMNS = ("place", "text", "number", "class", "verdict", "expected", "why")
WHOLE = "Báo cáo"
"""The place of what the report as a whole lacks."""


def place_of(verdict: Verdict, passages: Sequence[Passage]) -> str:
    """Where the number of `verdict` stands."""
    index = verdict.spot.passage
    return passages[index].place if index >= 0 else WHOLE


def write_record(path: Path, verdicts: Sequence[Verdict], passages: Sequence[Passage]) -> None:
    """Writes a row for each of `verdicts` to `path`."""
    write_csv(
        path,
        COLUMNS,
        (
            (
                harmless(place_of(verdict, passages)),
                harmless(" ".join(verdict.text.split())),
                harmless(verdict.number),
                verdict.cls,
                verdict.verdict,
                harmless(verdict.expected),
                harmless(" ".join(verdict.why.split())),
            )
            for verdict in verdicts
        ),
    )
