"""What a note beside a question is worth: a reason, nothing at all, or another number.

Where in doubt it is no reason: then the unit is asked, which costs less than a mistake.
"""

import re
from collections.abc import Container
from decimal import Decimal

from bdg_excel.text import fold
from bdg_excel.values.words import NIL, NOT_APPLICABLE, is_ditto

_AGREED = frozenset(
    {
        *("oke", "okie", "okay", "yes", "dung", "dung roi", "da dung", "chinh xac"),
        *("roi", "xong", "da xong", "nhu tren", "dong y", "nhat tri"),
    }
)
"""What says no more than that all is well, as `text.fold` leaves it."""
_FEWEST = 3
"""So many letters a reason has at least: ``ok`` and ``nt`` are none."""
_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+|\d{1,15})(?![.,]?\d)")
_CORRECTED = re.compile(
    r"\b(?:dung|chinh xac|phai|sua|sua lai|dinh chinh|thuc te|so dung|so that)"
    r"(?: ?(?:la|thanh|bang|[:=]))+ ?\d|\bso (?:dung|that) \d"
)
"""``Số đúng là 476``, ``sửa lại thành 476``."""


def gives_reason(note: str) -> bool:
    """Whether `note` can be a reason: it is no sign, number or word that stands for none."""
    if sum(map(str.isalpha, note)) < _FEWEST:
        return False
    said = fold(note).strip(" .,;:!-()\"'")
    return not (said in NIL or said in NOT_APPLICABLE or said in _AGREED or is_ditto(said))


def named(note: str) -> str:
    """The words that name a `note` which says that another number is right."""
    return f"; cột Ghi chú lại nói số khác: «{note}»"


def corrects(note: str, fitting: Container[int | Decimal] = ()) -> bool:
    """Whether `note` says that another number is right: in words, or one of those `fitting`."""
    if _CORRECTED.search(fold(note)):
        return True
    return any(int(found[0].replace(".", "")) in fitting for found in _NUMBER.finditer(note))
