"""Why a text is no number: what it looks like instead."""

import re

from bdg_excel.values.letters import digits_meant, has_odd_digits
from bdg_excel.values.parsed import Parsed, refused

_RATIO = re.compile(r"[^\d/:]*\d[\d. ]*[/:]\s*\d[\d. ]*(?:[^\d/:. ][^\d/:]*)?")
_OF_A_YEAR = re.compile(r"(?:.*\bnam )?(?:19|20)\d\d ?:.*")
"""``năm 2023: 248``: the number of a year, no ratio."""
_DATE = re.compile(r"\D*\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\D*")
_DASHED = re.compile(r"[-−–—]\s*\d")
_BARRED = re.compile(r"\d\s*[|!]\s*\d")
"""Between digits a bar is drawn to part them; at their end it passes for a 1."""
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?e[+-]?(\d+)")
_DIGITS = re.compile(r"\d[\d.,]*")


def misfit(typed: str, word: str, plain: str) -> Parsed:
    """Why a text is no number."""
    meant = "" if _BARRED.search(word) else digits_meant(plain)
    if meant:
        return refused(typed, "letters_in_number", reading=meant)
    return refused(typed, _code(typed, word))


def _code(typed: str, word: str) -> str:
    if power := _SCIENTIFIC.fullmatch(word):
        return "too_large" if int(power[1]) > 15 else "not_a_number"
    if _DATE.fullmatch(word):
        return "date_typed"
    if _RATIO.fullmatch(word) and not _OF_A_YEAR.fullmatch(word):
        return "ratio_in_cell"
    if _DASHED.match(word):
        return "negative"
    several = len(_DIGITS.findall(word)) > 1 and not has_odd_digits(typed)
    return "several_numbers" if several else "not_a_number"
