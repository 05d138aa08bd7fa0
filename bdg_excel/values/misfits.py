"""Why a text is no number: what it looks like instead."""

import re

from bdg_excel.values.letters import digits_meant, has_odd_digits
from bdg_excel.values.parsed import Parsed, refused

_RATIO = re.compile(r"[^\d/:]*\d[\d. ]*[/:]\s*\d[\d. ]*[^\d/:]*")
_DATE = re.compile(r"\D*\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\D*")
_NEGATIVE = re.compile(r"[-−]\s*\d")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?e[+-]?(\d+)")
_DIGITS = re.compile(r"\d[\d.,]*")


def misfit(typed: str, word: str, plain: str) -> Parsed:
    """Why a text is no number."""
    if meant := digits_meant(plain):
        return refused(typed, "letters_in_number", reading=meant)
    if power := _SCIENTIFIC.fullmatch(word):
        return refused(typed, "too_large" if int(power[1]) > 15 else "not_a_number")
    if _DATE.fullmatch(word):
        return refused(typed, "date_for_number")
    if _RATIO.fullmatch(word):
        return refused(typed, "ratio_in_cell")
    if _NEGATIVE.match(word):
        return refused(typed, "negative")
    several = len(_DIGITS.findall(word)) > 1 and not has_odd_digits(typed)
    return refused(typed, "several_numbers" if several else "not_a_number")
