"""Amounts in thousands or millions: a remark beside the cell may say so where the cell does not."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from bdg_excel import numerals
from bdg_excel.text import fold, number
from bdg_excel.values.scales import BILLION, DONG, THOUSAND

IN_NOTE, BESIDE, IN_FORMAT = "ghi chú", "chỗ ghi đơn vị tính", "định dạng của ô"
"""Where another unit of an amount may be said, in the words of a finding."""
NAMES = {
    10**3: f"{numerals.THOUSANDS[0]} đồng",
    10**6: f"{numerals.MILLIONS[0]} đồng",
    10**9: f"{numerals.BILLIONS[0]} đồng",
}
"""What amounts are counted in where a number format multiplies them."""
_WORD = (
    r"(?:nghin|ngan(?! (?:sach|hang))|ng(?=[ .]*d)|trieu|tr(?=[ .]*d)|t[yi](?! (?:le|so|trong)))"
)
_DONG = rf"[ .]*{DONG}"
_FIGURES = "1[.,]?000"
_ANY = rf"(?:{_FIGURES}|{_WORD})(?:{_DONG})?(?!\w)"
_UNIT = re.compile(
    rf"(?:dvt|don vi tinh|don vi|tinh bang|tinh theo|theo)\W{{0,9}}(?:la )?{_ANY}"
    rf"|\(\W{{0,9}}(?:{_WORD}(?:{_DONG})?|{_FIGURES}{_DONG})\W*\)"
    rf"|^\W*(?:{_WORD}(?:{_DONG})?|{_FIGURES}{_DONG}|(?:x|×|\*|nhan(?: voi)?) ?{_ANY})\W*$"
)
"""``ĐVT: 1.000 đồng``, ``đơn vị tính là trđ``, ``Số tiền (nghìn đồng)``, ``tr.đ``, ``x1000``.

*Theo ngân sách* is no thousand."""
_NAMED = re.compile(rf"(\bng|{_FIGURES})|(\btr)|(\bt[yi]\b)")
"""Which of them is named: thousands, millions, thousands of millions."""
_COUNTED = re.compile(
    r"\W*(?:[^\W\d_]+\W+){0,6}?(?:(?:x|×|nhan(?: voi)?) ?)?"
    r"(?<!/)(?:(nghin|ngan(?! (?:sach|hang))|1[.,]?000)|(trieu|1[.,]?000[.,]?000)"
    r"|(t[yi](?! (?:le|so|trong))))(?:\W+[^\W\d_]+){0,4}\W*"
)
"""``nghìn người``, ``ĐVT: 1.000 lượt người``, ``người (nghìn)``, ``x1000``: no other number, and no
share, ``người/1.000 dân``."""
_FEW = re.compile(r"(?<!phần )\btrăm\b|\bchục\b|\bk\b")
_FEW_TIMES = {"chục": 10, "trăm": 100, "k": 1_000}
"""With their accents: *trạm* and *chức* are none."""
_SHOWN = re.compile(
    rf"\b(?:(nghìn|nghin|ngàn|ngan(?= )|{_FIGURES}|k)|(triệu|trieu|trđ|trd|tr)"
    r"|(tỷ|tỉ)(?! (?:lệ|số)))\b"
)
"""What a number format prints behind a number; *tỷ lệ* is a share."""
_IN_THOUSANDS = re.compile(r"[0#?](,+)(?![,0#?])")
"""``#,##0,``: a format's commas behind the last digit each hide three of the number's."""
_CONDITION = re.compile(r"\[[^\[\]]*\]")
"""``[>=1000]``, ``[Red]``: for which numbers a format is, and its colour."""
_ESCAPED = re.compile(r"\\(.)")
_WORD_BEGINS = re.compile(r"(?<=[0#?,])(?=[^\W\d])")
"""Where a word follows a number's place that is in no quotes: its letters are escaped."""
_QUOTED = re.compile(r'"[^"]*"')
_SCALE = re.compile(rf"{THOUSAND}|trieu|\b(?:{BILLION})\b|\dtr|\btr|\d ?k\b|\dng|\bng")


def multiplier(remark: str) -> int:
    """By what a remark says that amounts are to be multiplied; 1 where it says nothing of it."""
    found = _UNIT.search(fold(remark))
    named = _NAMED.search(found[0]) if found else None
    return int(1_000 ** (named.lastindex or 0)) if named else 1


@lru_cache(maxsize=256)
def count_multiplier(unit: str) -> int:
    """By what a unit of what is counted says that numbers are to be multiplied; 1 if by nothing."""
    found = _COUNTED.fullmatch(fold(unit))
    if found:
        return int(1_000 ** (found.lastindex or 0))
    spelled = unicodedata.normalize("NFC", unit).casefold()
    few = _FEW.search(spelled)
    return _FEW_TIMES[few[0]] if few else 1


def shown_scale(number_format: str) -> int:
    """By what the words of a number format multiply what they stand behind; 1 if by nothing.

    ``#,##0,, "triệu đồng"`` shows 20 million as 20 and says so: that number is right.
    """
    shown = unicodedata.normalize("NFC", number_format).partition(";")[0].casefold()
    shown = _CONDITION.sub("", shown)
    found = _SHOWN.search(_WORD_BEGINS.sub(" ", _ESCAPED.sub(r"\1", shown)))
    if not found:
        return 1
    hidden = _IN_THOUSANDS.search(_QUOTED.sub("", shown))
    times: int = 1_000 ** (found.lastindex or 0)
    return 1 if hidden and 1_000 ** len(hidden[1]) == times else times


def count_readings(number_typed: int | Decimal, times: int) -> str:
    """What a number may mean beside a unit that says that it is to be multiplied."""
    return " hoặc ".join(number(each) for each in (number_typed, number_typed * times))


def readings(amount: int | Decimal, *times: int) -> str:
    """What `amount` may mean where something says that it is to be multiplied by `times`."""
    return either(amount, *(amount * each for each in times))


def either(*amounts: int | Decimal) -> str:
    """The amounts that may be meant."""
    return " hoặc ".join(f"{number(amount)} đồng" for amount in amounts)


def names_scale(amount: str) -> bool:
    """Whether `amount` itself says that it is in thousands or millions."""
    return bool(_SCALE.search(fold(amount)))
