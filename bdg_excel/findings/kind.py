"""What a finding can be: how grave, and the sentences that tell it."""

from dataclasses import dataclass, field
from enum import StrEnum

NOTES = "cột Ghi chú (ở bảng không có cột ấy: trang Ý kiến)"
"""Where a unit writes what is no answer."""

REASON = "Lý do đã nêu: "
"""Stands before what was told earlier of the same thing, in a form that was given back."""


class Severity(StrEnum):
    """``error``: a file or a value is left out. ``warning``: counted, but doubtful. ``info``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Kind:
    """One thing that can be found: `found` and `remedy` are sentences with named blanks.

    `name` is what it is called where findings are counted or chosen from.
    """

    severity: Severity
    found: str
    remedy: str = ""
    name: str = field(kw_only=True)
