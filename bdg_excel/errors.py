"""What stops a run. What a unit typed never does: that is a finding (see ``findings``)."""

from collections.abc import Sequence


class BdgError(Exception):
    """A reason to stop, told in Vietnamese: what is wrong and what to do."""


class ProgrammeError(BdgError):
    """A wrong definition: every fault of it, each with its place."""

    def __init__(self, source: str, faults: Sequence[str]) -> None:
        self.source = source
        self.faults = tuple(faults)
        lines = "\n".join(f"  - {fault}" for fault in self.faults)
        super().__init__(f"Định nghĩa {source} có {len(self.faults)} chỗ sai, cần sửa:\n{lines}")


class ReportTemplateError(BdgError):
    """A Word template that cannot be filled."""


class InboxError(BdgError):
    """The drop folder cannot be read at all."""


class OutputError(BdgError):
    """An output cannot be written: the folder is read-only, a file is open in Excel or Word."""
