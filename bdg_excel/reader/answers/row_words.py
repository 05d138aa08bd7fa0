"""What the words of a table's row say that it is, where it is no row: a total, a note, nothing."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from bdg_excel.reader.answers.marks import unnumbered
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.files.workbook import is_filled
from bdg_excel.text import fold, tidy
from bdg_excel.values.words import NIL, NOT


class Said(StrEnum):
    """What words by themselves say of the row in which they stand."""

    TOTAL = "total"
    TOTAL_OF = "total_of"
    """A total, and what it is of; beside the name of an activity it may be that one's own."""
    WHOLE = "whole"
    """A total where nothing else names the row; beside a name perhaps only where it was."""
    IN_WHICH = "in_which"
    MADE_OF = "made_of"
    PERIOD = "period"
    COMPARED = "compared"
    """Perhaps another period, a plan or an average; perhaps what the row is about."""
    SHARE = "share"
    PEOPLE = "people"
    """Of whom there are so many: beside people of the row above they are some of those."""
    APART = "apart"
    """Told by itself, perhaps of what the row above tells already."""


_SUMMANDS = r"(?: (?:[a-h]|[ivx]+|\d{1,2}))*"
"""The letters of what was added up: Tổng (I+II)."""
_THING = r"(?:cuoc|hoat dong|hinh thuc|san pham|su kien|noi dung|lop|buoi|doan|luot|nguoi|so luong)"
_PLACE = "(?:xa|phuong|thi tran|dac khu|huyen|thanh pho|tinh|don vi|dia ban|nganh)"
_TIME = "(?:dot|ky|nam|quy|thang|ngay)"
_WHOLE_OF = rf"(?:toan|ca)(?: bo)? (?:{_PLACE}|{_TIME})"
_PLACED = "muc|phan|nhom|bang|bieu"
_OF = (
    rf"(?: (?:{_THING}|{_PLACE}|ban|thon|{_TIME}(?: nay| bao cao)?|{_PLACED}|\d+|[a-h]|[ivx]+"
    r"|cong|so|chung|(?:toan|ca)(?: bo)?|cap|cac|va|nu|hop|tham gia|tham du|tiep can|o|tren"
    r"|trong|cua|tu|den|het))*"
)
"""What a total may be of and still says nothing else: things, a place, a time, rows."""
_SUM = r"cong(?: tong| chung)?|t c|tc|ts|t cong|[σ∑]\W*"
_SUM_OF = rf" (?:toan|ca|cap|cac|trong|\d+|(?:{_TIME}|{_PLACED}) (?:[a-h]|[ivx]+|\d+|nay))\b"
"""What follows these where they begin a total: Công đoàn xã, Công bằng are none."""
_SAID = re.compile(
    r"(?P<whole>(?:tong hop|(?:tong )?tat ca|toan bo(?: cac)?(?: hoat dong)?"
    rf"|chung (?:toan|ca) {_PLACE}"
    r"|tinh (?:chung|tong)|so tong|gop chung|ket qua (?:chung|tong hop)|tong ket qua"
    rf"|(?:tong hop )?{_WHOLE_OF}(?: (?:{_TIME}|nay|bao cao|\d+))*)"
    rf"{_SUMMANDS}$)"
    rf"|(?P<total>(?:tong(?: cong| so| chung| hop)?(?: so)?(?: cac)?|{_SUM}"
    r"|(?:tong )?(?:cong don|luy ke|lk)(?: (?:tu|dau|trong|den|het|ca|nam|quy|thang|ngay|ky|nay"
    r"|\d+))*)"
    rf"{_SUMMANDS}$)"
    rf"|(?P<total_of>(?:tong|(?:{_SUM})(?={_SUM_OF})){_OF}$)"
    r"|(?P<in_which>(?:\d{1,2} )?"
    r"(?:(?:trong(?: so)?|tr|t) (?:do|day|nay)\b|trongdo\b|trong tong so\b|trd\b|td$|cu the\b))"
    r"|(?P<apart>(?:tinh )?rieng\b)"
    r"|(?P<made_of>(?:\d{1,2} )?(?:(?:bao )?gom|chia (?:ra|theo|thanh)|phan theo)\b)"
    r"|(?P<period>(?:(?:so lieu|so|sanh|voi|tang|giam|ket qua|thuc hien) )*"
    r"(?:cung ky|ky truoc|nam truoc|nam ngoai)"
    r"(?: (?:nam|truoc|ngoai|ky|thang|quy|bao cao|tang|giam|\d{1,4}))*$)"
    r"|(?P<compared>(?=.*\b(?:binh quan|trung binh|chenh lech|ke hoach|ck|tang|giam|uoc|dau nam"
    r"|chuyen sang|nam \d{4})\b)(?:(?:so lieu|so voi|voi|tang|giam|ket qua"
    r"|thuc hien|uoc|ke hoach|binh quan|trung binh|chenh lech|ck|ky truoc|chuyen sang|nam|thang"
    r"|quy|ca|dau|\d{1,4})(?: |$))+$)"
    r"|(?P<people>(?:nguoi |so )?(?:nam|nu)(?: gioi)?$|dtts$|(?:nguoi )?dan toc(?: thieu so)?$)"
    r"|(?P<share>(?:(?:ty|ti) (?:le|trong)|co cau|phan tram|\(?%\)?)"
    r"(?: (?:phan tram|nam|nu|va|gioi|gioi tinh|tham gia|dat|hoan thanh|so voi|tren|tong so"
    r"|ke hoach|cung ky|nam truoc))*$)"
)
_COMMUNE = re.compile("(?:xa|phuong|thi tran|dac khu) ")
_TWICE = re.compile(r"\b(?:toan|ca|ubnd)(?: ubnd)? toan\b")
_COUNTS = re.compile(rf"\d+(?: {_THING})+(?: \d+(?: {_THING})+)*")
_BEGINS_TOTAL = re.compile(
    rf"(?:tong(?: (?:so|cong|hop (?:ket qua|so lieu|cac {_THING})|gop|chung|cac|tat ca|hd|luot|cuoc"
    r"|dong \d)|$)|tat ca(?! vi)|chung (?:toan|ca)|ket qua chung|t so|tcong|total$|sum$)\b"
)
_ROWS_NAMED = re.compile(rf"\b(?:dong|{_PLACED}) \d+(?: (?:den|va|toi|\d+))*")
"""Which rows are added up: ``dòng 1 đến dòng 2``, ``mục 1-3``."""
_ADDED = re.compile(r"cộng\b(?! đồng| tác)")
"""*Cộng*, which without its accents may be *công*."""
_PART = re.compile(
    # With accents, where there are any: Trồng đỗ, Trong độ tuổi and Gom rác are activities.
    r"[\W\d_]*(?:t(?:r|rong)?(?: số)?\W{0,2}(?:[đð]ó|đấy|này)|trong do(?! tuoi)|trong tổng số|trđ"
    r"|(?:bao )?gồm|bao gom|gom(?=\s*:)|tđ(?=\W*$)|cụ thể(?: như sau)?(?=\s*:|\W*$)"
    # What is divided has two parts at least.
    r"|(?P<divides>chia (?:ra|theo|th[àa]nh)|phân theo))"
    r"(?!\w)(?P<opens>(?: có)?\W*$|\s*:?\s*[-–+•*])?"
)
_LABEL = re.compile(r"\(?\s*(\d{1,2}|[a-h])\s*\)?(?:\s*=[\s\d()+:/*x-]*)?", re.IGNORECASE)
"""What numbers a column: ``(3)``, ``A``, ``4=5+6``."""
_LABELS = 3
"""So many columns at least are numbered where any are."""
_FOOTNOTE = re.compile(r"\s*[(\[]?\*")
_NOTE = re.compile(
    r"(?:ghi chu|luu y|chu thich|chu y|nguoi lap|nguoi tong hop|can bo tong hop|noi nhan|tm ubnd"
    r"|tm uy ban|thu truong|co danh sach|so lieu tinh den)\b"
    r"|(.{0,30} )?ngay(( \d+)? thang( \d+)?( nam( \d+)?)?| \d+ \d+ \d+)$"
    r"|(kt )?(pho )?chu tich( ubnd| uy ban nhan dan)?( xa| phuong| thi tran)?$"
)
_BESIDE = re.compile(
    r"(?:ghi chu|luu y|chu thich|chu y)\b|(?:nguoi (?:lap(?: bieu| bang)?|tong hop)|can bo tong hop"
    r"|noi nhan|sdt|(?:so )?dien thoai|kinh phi)(?: \d[\d ]*)?$"
)
"""What stands beside a table, and no activity is called by."""
_NONE = re.compile(
    rf"(?:{NOT})(?: (?:co|to chuc|phat sinh|thuc hien|trien khai|san xuat|phat hanh))*"
    r"(?: (?:hoat dong|hinh thuc|san pham|noi dung|cuoc|truyen thong|gi|nao|ca))*"
    r"(?: trong (?:nam|ky|dot)(?: nay| bao cao)?)?"
)
_BULLET = re.compile(r"(?:^|\s)[-–+•*]\s+")
_RANGE = re.compile(r"\d(?:h|/\d+)?\s*[-–]\s*\d+(?:h|/)")
"""Days and hours between which a dash means *to*: ``20 - 21/11``, ``8h - 10h``."""
_ITEM = re.compile(r"\s*(?:[-–+•*]|\d+[.)]|[^\W\d_])")


def said_by(text: str, unit: str = "") -> Said | None:
    """What `text` says of its row, if it says anything but what an activity is.

    The name of the commune `unit` means the whole commune: ``Xã Nậm Xe``, ``Toàn xã Nậm Xe``.
    """
    said = _said(text)
    if said or not unit:
        return said
    name, words = key(unit), key(unnumbered(text))
    if name not in words or not _COMMUNE.match(name):
        return said
    return _said(_TWICE.sub("toan", words.replace(name, "toan xa")))


@lru_cache(maxsize=4096)
def _said(text: str) -> Said | None:
    match = _SAID.match(key(unnumbered(text)))
    if match is None or match.lastgroup is None:
        return None
    said = Said(match.lastgroup)
    is_part = said in (Said.IN_WHICH, Said.MADE_OF)
    return said if not is_part or _PART.match(tidy(text).casefold()) else None


@lru_cache(maxsize=4096)
def begins_total(text: str) -> bool:
    """Whether `text` begins as totals are called, whatever follows: ``Tổng số lượt người dự``."""
    words = tidy(unnumbered(text)).casefold()
    return _ADDED.match(words) is not None or _BEGINS_TOTAL.match(key(words)) is not None


def is_plural(text: str) -> bool:
    """Whether `text` is about several things, and does not say *others*: ``Các lớp tập huấn``."""
    return key(unnumbered(text)).startswith("cac ") and not key(text).endswith(" khac")


def counts(text: str) -> bool:
    """Whether `text` says how many of something there are: ``Tổng số 30 hộ``, not which rows."""
    return any(map(str.isdecimal, _ROWS_NAMED.sub("", key(text))))


def counts_rows(text: str) -> bool:
    """Whether `text` only says how many of something there are: ``5 hoạt động, 9 cuộc``."""
    return _COUNTS.fullmatch(key(text)) is not None


def opens_parts(text: str) -> bool:
    """Whether `text` stands above parts: ``Trong đó:``, ``Gồm: - a``, ``Chia theo cấp: Cấp xã``."""
    match = _PART.match(tidy(text).casefold())
    return match is not None and (match["opens"], match["divides"]) != (None, None)


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
    return _FOOTNOTE.match(text) is not None or _NOTE.match(key(text)) is not None


@lru_cache(maxsize=4096)
def names_note(text: str) -> bool:
    """Whether `text` is what stands beside a table, and no activity: ``Người lập biểu``."""
    return _BESIDE.match(key(text)) is not None


@lru_cache(maxsize=4096)
def says_none(text: str) -> bool:
    """Whether `text` says that there is nothing: ``-``, ``Không có hoạt động nào``."""
    said = fold(text).strip(" .!()")
    return said in NIL or _NONE.fullmatch(said) is not None


@lru_cache(maxsize=4096)
def count_items(text: str) -> int:
    """How many things a cell lists: by lines, by semicolons, or by bullets; 1 for a sentence."""
    lines = [line for line in text.splitlines() if line.strip()]
    # A line that goes on in lower case is the same sentence, wrapped by hand.
    begun = [line for line in lines if (m := _ITEM.match(line)) and not m[0].strip().islower()]
    parts = [part for part in text.split(";") if part.strip()]
    return max(len(begun), len(parts), len(_BULLET.findall(_RANGE.sub("", text))))
