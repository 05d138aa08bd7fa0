"""What the words of a table's row say that it is, where it is no row: a total, a note, nothing."""

import re
from functools import lru_cache

from bdg_excel.reader.own import key
from bdg_excel.text import fold
from bdg_excel.values.words import NIL, NOT

_TOTAL = re.compile(
    # By its words, with what it counts and the letters of its summands: Tổng số cuộc, Tổng (I+II).
    r"(?:tong(?: cong| so| chung| hop)?(?: so)?(?: cac)?"
    r"(?: (?:cuoc|hoat dong|hinh thuc|san pham|su kien|lop|buoi|doan|luot|nguoi|so luong))*"
    r"|cong(?: tong| chung)?|toan (?:xa|phuong|don vi)|t c|tc|ts|t cong|[σ∑]\W*"
    r"|(?:tong )?(?:cong don|luy ke)(?: (?:tu dau|trong|den|het|ca|nam|quy|thang|ky|nay|\d+))*)"
    r"(?: (?:[a-h]|[ivx]+|\d{1,2}))*"
)
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
def says_total(text: str) -> bool:
    """Whether `text` is what people call a total."""
    return _TOTAL.fullmatch(key(text)) is not None


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
