"""A finished report checked, from the file to what is said of its numbers, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bdg_excel.outputs import staged
from bdg_excel.verify import Passage, Verdict
from bdg_excel.verify.bounds import verify_within_bounds
from bdg_excel.verify.comments import write_commented
from bdg_excel.verify.data import load_data, with_data
from bdg_excel.verify.document import opened
from bdg_excel.verify.record import write_record

RECORD = "verify.csv"


@dataclass(frozen=True)
class Checked:
    """What is said of a report: a verdict for each number, and what to know of how it was read."""

    passages: Sequence[Passage]
    verdicts: Sequence[Verdict]
    notes: Sequence[str]
    commented: str
    """The name of the commented copy."""

    @property
    def wrong(self) -> list[Verdict]:
        """What is wrong or doubtful, in the order of the report."""
        return [one for one in self.verdicts if one.verdict in ("wrong", "differs")]


def check_report(report: Path, output: Path, data: Path | None = None) -> Checked:
    """Checks `report`, by itself or with the `data` of a merge's output folder.

    ``verify.csv`` and the commented copy go into `output`; the report itself is only read.
    """
    loaded = load_data(data) if data else None
    with opened(report) as read:
        verdicts, notes = verify_within_bounds(read.passages)
        if loaded:
            verdicts = with_data(read.passages, read.controls, verdicts, loaded)
        checked = Checked(
            read.passages, verdicts, (*read.notes, *notes), f"{report.stem}_kiem_tra.docx"
        )
        with staged(output) as stage:
            write_record(stage.folder / RECORD, verdicts, read.passages)
            write_commented(read, verdicts, stage.folder / checked.commented)
    return checked
