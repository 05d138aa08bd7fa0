"""What stops a run. What a unit typed never does: that is a finding (see ``findings``)."""

import errno
from collections.abc import Sequence

_REASONS = (
    (FileNotFoundError, "không có tệp hay thư mục này"),
    (IsADirectoryError, "đây là thư mục, không phải tệp"),
    (NotADirectoryError, "trên đường dẫn có một tệp đứng ở chỗ của thư mục"),
    (FileExistsError, "đã có một tệp mang tên của thư mục này"),
    (PermissionError, "không có quyền, hoặc tệp đang mở ở chương trình khác"),
)
_BY_NUMBER = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENAMETOOLONG: "tên hoặc đường dẫn quá dài",
    errno.ELOOP: "liên kết chạy vòng",
}


def why(error: OSError) -> str:
    """What the system says, in Vietnamese where it is one of the usual reasons."""
    if error.errno in _BY_NUMBER:
        return _BY_NUMBER[error.errno]
    known = (words for kind, words in _REASONS if isinstance(error, kind))
    return next(known, error.strerror or "lỗi của hệ điều hành")


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


class ReportError(BdgError):
    """A finished report that cannot be read: damaged, protected by a password, not a Word file."""


class InboxError(BdgError):
    """The drop folder cannot be read at all."""


class OutputError(BdgError):
    """An output cannot be written: the folder is read-only, a file is open in Excel or Word."""
