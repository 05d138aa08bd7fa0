"""What stands around a number and changes nothing of it: ``Tổng số: 25``, ``(65%)``, ``500k``.

Only what is no number as it stands is looked at here; what is left is then read like any other.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from bdg_excel import numerals
from bdg_excel.layout import Slot
from bdg_excel.values import approximate, measures
from bdg_excel.values.letters import visible

_Rule = tuple[re.Pattern[str], str]


class Bare(NamedTuple):
    """A number without what stood around it; `spelled`: the same, or another, in words."""

    text: str
    spelled: int | None = None


def _rules(*pairs: tuple[str, str]) -> tuple[_Rule, ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in pairs)


_SPELLED = re.compile(r"([^()]+)\((?:bằng chữ\W{0,9})?([^()\d]+)\)[\s.]*")
_ANYWHERE = _rules(
    (rf"^(\d[^()]*)\((?:{approximate.BEHIND})\)$", rf"{approximate.USUAL} \1"),
    (rf"^(?:{approximate.ACCENTED})\s+(?=\d)", f"{approximate.USUAL} "),
    (r"^\((\d[^()]*)\)$", r"\1"),
    (r"^[+=]\s*(?=\d)", ""),
    (r"(?<=\d)(?:\*+|,)$", ""),
    (r"(?<=\d)\s*[-–]\s*(?=[^\W\d_])", " "),
)
_OF_KIND = {
    "count": _rules(
        (r"^(\d{1,3}(?:\.\d{3})+)\.$", r"\1"),
        (r"^(?:số lượng|sl|có)\b\s*:?\s*(?=\d)", ""),
        (r"^(nam|nữ)\b\s*:?\s*(\d[\d.]*)$", r"\2 \1"),
    ),
    "money": _rules(
        (r"₫", "đ"),
        (r"(?<![^\W\d_])tr\s*\.\s*(?=đ)", " triệu "),
        (r"(?<=\d)\s*(?:k|ng\.?\s*đ)$", " nghìn đồng"),
        (r"\s{0,9}(?:\./\.|[.,]-)$", ""),
    ),
    "percent": _rules(
        (r"(?<=\d)\s*phần trăm\b", "%"),
        (r"^(?:tỷ lệ|tỉ lệ)?\s*(?:đạt|chiếm)?\s*:?\s*(?=\d)", ""),
        (r"^(\d{1,3}(?:,\d+)?)\s*/\s*100$", r"\1%"),
    ),
}
_TOTAL = _rules((r"^(?:tổng số|tổng cộng|tổng|ts)\b\s*:?\s*(?=\d)", ""))
"""Where the question is about one sex, a total is another number than is asked."""


def bare(typed: str, slot: Slot) -> Bare | None:
    """The number of `typed` by itself; None where nothing stands around it, or what says more."""
    plain = unicodedata.normalize("NFC", visible(typed)).casefold().strip()
    if not any(map(str.isdecimal, plain)) or len(plain.splitlines()) > 1:
        return None
    total = _TOTAL if slot.kind == "count" and not measures.one_sex(slot) else ()
    rules = (*_ANYWHERE, *_OF_KIND.get(slot.kind, ()), *total)
    text = _without(rules, plain)
    found = _SPELLED.fullmatch(text)
    spelled = numerals.read(found[2]) if found else None
    if found and spelled is not None:
        text = _without(rules, found[1].strip())
    return Bare(text, spelled) if text != plain else None


def _without(rules: Iterable[_Rule], text: str) -> str:
    for pattern, instead in rules:
        text = pattern.sub(instead, text)
    return text
