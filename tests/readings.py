"""Every number that a person could read in a text: slow, and not made like the parser.

A number is one run of digits, with points, commas or single spaces in it. Each of these may group
thousands; one point or comma may stand for the decimals. Words behind it may multiply it.
"""

import itertools
import re
import unicodedata
from fractions import Fraction

_NO = ("không", "ko", "k", "khong")
NONE = frozenset(
    {
        *(word for no in _NO for word in (no, f"{no} có", f"{no} phát sinh", f"{no} có ai")),
        *("kps", "không người nào", "không có người nào", "không (0)"),
        *("không có kinh phí", "không kinh phí", "không đồng"),
        *("-", "--", "---", "–", "—", "−", "―"),
    }
)
"""Words and signs for zero."""
_RUN = re.compile(r"\d(?:[\d.,]|[ \u00a0](?=\d))*")
_THOUSANDS = {"nghìn", "nghin", "ngàn", "ngan", "ngđ", "ng", "k"}
_MILLIONS = {"triệu", "trieu", "tr", "trđ"}
_BILLIONS = {"tỷ", "tỉ", "ty", "ti"}
_SPELLED = {
    *("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mốt", "tư", "lăm"),
    *("mười", "mươi", "trăm", "nghìn", "triệu", "tỷ", "linh", "lẻ", "đồng", "rưỡi"),
}
_UNSEEN = ("Cf", "Cc", "Mn", "Cs")


def readings(typed: str) -> set[Fraction]:
    """The readings of `typed`; none where a person would see no number, or several."""
    text = "".join(map(_seen, unicodedata.normalize("NFC", typed))).strip(" .,\u00a0")
    text = re.sub(r"\(([^()]*)\)", _unspelled, text)
    text = re.sub(r"(\d)[ \u00a0]*/[ \u00a0]*100$", r"\1", text)
    text = re.sub(r"(\./|[.,]-)$", "", text)
    runs = _RUN.findall(text)
    if len(runs) != 1 or "rưỡi" in text.lower():
        return _said(text)
    before, after = text.split(runs[0], 1)
    if re.match(r"[OolIiО|!]", after) and not re.match(r"[^\W\d]{2}", after):
        return set()  # perhaps a digit, perhaps not
    sign = -1 if before.rstrip().endswith(("-", "−")) else 1
    scale = _scale(after)
    return {sign * number * scale for number in _numbers(runs[0].strip(" .,\u00a0"))}


def _unspelled(brackets: re.Match[str]) -> str:
    """Nothing where brackets only say a number once more, in words; else what they say."""
    said = set(brackets[1].lower().split())
    return "" if len(said) > 1 and said <= _SPELLED else brackets[0]


def _said(text: str) -> set[Fraction]:
    """An amount said in steps, ``1 tỷ 200 triệu``, ``2tr5``, ``2 triệu rưỡi``, ``1- tỷ 200``."""
    steps = re.findall(r"(\d+|rưỡi)-? *([^\W\d_]*)", text.lower())
    total, above = Fraction(0), 0
    for place, (digits, word) in enumerate(steps):
        scale = _scale(word)
        is_last = place == len(steps) - 1
        if digits == "rưỡi":
            return {total + Fraction(above, 2)} if is_last and above else set()
        if scale == 1 and is_last and above:
            return {total + int(digits) * Fraction(above, of) for of in (10, 100, 1000)}
        if scale == 1 or (above and not 0 < int(digits) * scale < above):
            return set()
        total, above = total + int(digits) * scale, scale
    return {total} if len(steps) > 1 else set()


def _seen(letter: str) -> str:
    if letter in "\n\r\t\v\f\u2028\x85":
        return "\n"
    if letter.isdecimal():
        return str(int(letter))
    wide = unicodedata.decomposition(letter).startswith(("<wide>", "<noBreak>"))
    if unicodedata.category(letter) in _UNSEEN:
        return ""
    return unicodedata.normalize("NFKC", letter) if wide else letter


def _scale(words: str) -> int:
    scale = 1
    for word in re.findall(r"[^\W\d_]+", words.lower()):
        scale *= 1_000 if word in _THOUSANDS else 1
        scale *= 1_000_000 if word in _MILLIONS else 1
        scale *= 1_000_000_000 if word in _BILLIONS else 1
    return scale


def _numbers(run: str) -> set[Fraction]:
    marks = {i for i, letter in enumerate(run) if letter in ".,"}
    found = set()
    for decimal in (None, *marks):
        whole, part = (run, "") if decimal is None else (run[:decimal], run[decimal + 1 :])
        if decimal is not None and not part.isdigit():
            continue
        if _is_grouped(whole):
            digits = "".join(letter for letter in whole if letter.isdigit())
            found.add(Fraction(int(digits + part), 10 ** len(part)))
    return found


def _is_grouped(whole: str) -> bool:
    """Whether the separators, all of one kind, cut off three digits each."""
    first, *others = re.split(r"[., \u00a0]", whole)
    kinds = {" " if letter == "\u00a0" else letter for letter in whole if not letter.isdigit()}
    if not others:
        return first.isdigit()
    return (
        len(kinds) == 1
        and 1 <= len(first) <= 3
        and all(len(group) == 3 for group in itertools.chain(others))
    )
