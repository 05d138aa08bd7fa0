"""What the words of a table's row say that it is, where it is no row: a total, a note, nothing."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from bdg_excel.reader.answers.own import key
from bdg_excel.reader.files.workbook import is_filled
from bdg_excel.text import fold, tidy
from bdg_excel.values.words import NIL, NOT


class Said(StrEnum):
    """What words by themselves say of the row in which they stand."""

    TOTAL = "total"
    WHOLE = "whole"
    """A total where nothing else names the row; beside a name perhaps only where it was."""
    IN_WHICH = "in_which"
    MADE_OF = "made_of"
    PERIOD = "period"
    SHARE = "share"


_SUMMANDS = r"(?: (?:[a-h]|[ivx]+|\d{1,2}))*"
"""The letters of what was added up: Tổng (I+II)."""
_SAID = re.compile(
    rf"(?P<whole>(?:toan (?:xa|phuong|don vi)|tong hop){_SUMMANDS}$)"
    # By its words, with what it counts: Tổng số cuộc.
    r"|(?P<total>(?:tong(?: cong| so| chung| hop)?(?: so)?(?: cac)?"
    r"(?: (?:cuoc|hoat dong|hinh thuc|san pham|su kien|lop|buoi|doan|luot|nguoi|so luong))*"
    r"|cong(?: tong| chung)?|t c|tc|ts|t cong|[σ∑]\W*"
    r"|(?:tong )?(?:cong don|luy ke)(?: (?:tu dau|trong|den|het|ca|nam|quy|thang|ky|nay|\d+))*)"
    rf"{_SUMMANDS}$)"
    r"|(?P<in_which>(?:\d{1,2} )?(?:trong|tr) do\b)|(?P<made_of>(?:\d{1,2} )?(?:bao )?gom\b)"
    r"|(?P<period>(?:(?:so lieu|so|sanh|voi|tang|giam|ket qua|thuc hien) )*"
    r"(?:cung ky|ky truoc|nam truoc|nam ngoai)"
    r"(?: (?:nam|truoc|ngoai|ky|thang|quy|bao cao|tang|giam|\d{1,4}))*$)"
    r"|(?P<share>(?:(?:ty|ti) (?:le|trong)|co cau|phan tram|\(?%\)?)"
    r"(?: (?:phan tram|nam|nu|va|gioi|gioi tinh|tham gia|dat|hoan thanh|so voi|tren|tong so"
    r"|ke hoach|cung ky|nam truoc))*$)"
)
_PART = re.compile(
    # With accents, where there are any: Trồng đỗ, Trong độ tuổi and Gom rác are activities.
    r"[\W\d_]*(?:tr(?:ong)?\W{0,2}[đð]ó|trong do(?! tuoi)|(?:bao )?gồm|bao gom|gom(?=\s*:))"
    r"(?!\w)(?P<opens>(?: có)?\W*$|\s*:?\s*[-–+•*])?"
)
_LABEL = re.compile(r"\(?\s*(\d{1,2}|[a-h])\s*\)?(?:\s*=[\s\d()+:/*x-]*)?", re.IGNORECASE)
"""What numbers a column: ``(3)``, ``A``, ``4=5+6``."""
_LABELS = 3
"""So many columns at least are numbered where any are."""
_NOTE = re.compile(
    r"(ghi chu|luu y|chu thich|chu y|nguoi lap|nguoi tong hop|noi nhan|tm ubnd|tm uy ban"
    r")\b|(.{0,30} )?ngay( \d+)? thang( \d+)?( nam( \d+)?)?$"
    r"|(kt )?(pho )?chu tich( ubnd| uy ban nhan dan)?( xa| phuong| thi tran)?$"
)
_OUTLINE = re.compile(r"\s*(?:[IVX]{1,4}|[A-Ha-h])\s*(?:[.)/:]|[-–]\s|$)")
"""What stands before a heading: ``I.``, ``A)``; in the column of ordinals by itself."""
_NONE = re.compile(
    rf"(?:{NOT})(?: (?:co|to chuc|phat sinh|thuc hien|trien khai|san xuat|phat hanh))*"
    r"(?: (?:hoat dong|hinh thuc|san pham|noi dung|cuoc|truyen thong|gi|nao|ca))*"
    r"(?: trong (?:nam|ky|dot)(?: nay| bao cao)?)?"
)
_BULLET = re.compile(r"(?:^|\s)[-–+•*]\s+")
_ITEM = re.compile(r"\s*(?:[-–+•*]|\d+[.)]|[^\W\d_])")


@lru_cache(maxsize=4096)
def said_by(text: str) -> Said | None:
    """What `text` says of its row, if it says anything but what an activity is."""
    match = _SAID.match(key(text))
    if match is None or match.lastgroup is None:
        return None
    said = Said(match.lastgroup)
    is_part = said in (Said.IN_WHICH, Said.MADE_OF)
    return said if not is_part or _PART.match(tidy(text).casefold()) else None


def opens_parts(text: str) -> bool:
    """Whether `text`, which says *in which*, stands above parts: ``Trong đó:``, ``Gồm: - a``."""
    match = _PART.match(tidy(text).casefold())
    return match is not None and match["opens"] is not None


def numbers_columns(cells: Iterable[object]) -> bool:
    """Whether `cells` number the columns of a table: ``(1) (2) (3)``, ``A B 1 C 2 3``."""
    labels = [_label(cell) for cell in cells if is_filled(cell)]
    numbers = [int(label) for label in labels if label.isdecimal()]
    letters = [ord(label) for label in labels if not label.isdecimal() and label]
    return "" not in labels and len(labels) >= _LABELS and _is_run(numbers) and _is_run(letters)


def _label(cell: object) -> str:
    """The number or letter in `cell`; '' where it is anything else."""
    if isinstance(cell, float):
        return str(int(cell)) if cell in range(100) else ""
    match = _LABEL.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return match[1].casefold() if match else ""


def _is_run(numbers: Sequence[int]) -> bool:
    return all(after == before + 1 for before, after in pairwise(numbers))


@lru_cache(maxsize=4096)
def says_note(text: str) -> bool:
    """Whether `text` begins a note, or is what stands over a signature."""
    return text.lstrip().startswith("*") or _NOTE.match(key(text)) is not None


@lru_cache(maxsize=4096)
def says_none(text: str) -> bool:
    """Whether `text` says that there is nothing: ``-``, ``Không có hoạt động nào``."""
    said = fold(text).strip(" .!()")
    return said in NIL or _NONE.fullmatch(said) is not None


def is_outline(text: str) -> bool:
    """Whether `text` begins as headings are numbered: ``II. Cấp bản``."""
    return _OUTLINE.match(text) is not None


@lru_cache(maxsize=4096)
def count_items(text: str) -> int:
    """How many things a cell lists: by lines, by semicolons, or by bullets; 1 for a sentence."""
    lines = [line for line in text.splitlines() if line.strip()]
    # A line that goes on in lower case is the same sentence, wrapped by hand.
    begun = [line for line in lines if (m := _ITEM.match(line)) and not m[0].strip().islower()]
    parts = [part for part in text.split(";") if part.strip()]
    return max(len(begun), len(parts), len(_BULLET.findall(text)))
