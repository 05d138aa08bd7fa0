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
_TOO_LONG = "tên hoặc đường dẫn quá dài; chuyển sang thư mục có đường dẫn ngắn hơn"
_GONE = "không tới được ổ đĩa mạng; kiểm tra kết nối"
_BY_NUMBER = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã dùng hết phần ổ đĩa được cấp",
    errno.EFBIG: "ổ đĩa không nhận tệp lớn như vậy",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.ELOOP: "liên kết chạy vòng",
}
_BY_WINDOWS_NUMBER = {53: _GONE, 59: _GONE, 64: _GONE, 67: _GONE, 206: _TOO_LONG}
"""Where Windows says more than the number that Python makes of it (mostly: no such file)."""
_WINDOWS_LONGEST = 260
"""Windows does not find longer paths unless it is set to."""


def why(error: OSError) -> str:
    """What the system says, in Vietnamese where it is one of the usual reasons."""
    by_windows = _by_windows(error)
    if by_windows:
        return by_windows
    if error.errno in _BY_NUMBER:
        return _BY_NUMBER[error.errno]
    known = (words for kind, words in _REASONS if isinstance(error, kind))
    return next(known, error.strerror or "lỗi của hệ điều hành")


def _by_windows(error: OSError) -> str | None:
    number = getattr(error, "winerror", None)
    if number is None:
        return None
    if isinstance(error, FileNotFoundError) and len(str(error.filename)) >= _WINDOWS_LONGEST:
        return _TOO_LONG
    return _BY_WINDOWS_NUMBER.get(number)


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
    """A Word template that cannot be read or filled: every fault, each with its place."""


class ReportError(BdgError):
    """A Word file that cannot be read: damaged, protected by a password, of another kind."""


class WorkingFolderError(BdgError):
    """No working folder where one is needed, or one whose marker cannot be understood."""


class RecordError(BdgError):
    """A folder that is no output of a merge, or of one with another definition."""


class UnknownFigureError(BdgError):
    """A figure that the definition does not have."""


class InboxError(BdgError):
    """The drop folder cannot be read at all."""


class EmptyInboxError(InboxError):
    """Nothing lies in the drop folder yet."""


class OutputError(BdgError):
    """An output cannot be written: the folder is read-only, a file is open in Excel or Word."""
