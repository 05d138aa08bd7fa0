"""Answers in numbers, as Vietnamese papers and both kinds of Excel write them.

``1.260`` and ``50,9`` are the written forms; an English Excel turns the first into 1.26. A reading
is taken only where there is no other.
"""

import datetime
import math
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from bdg_excel.text import fold, number, tidy
from bdg_excel.values.parsed import Parsed, Status, placeholder, read_as, refused
from bdg_excel.values.words import NIL, NOT_APPLICABLE, PLACEHOLDER

EXACT = 2**53
"""Excel keeps whole numbers exactly up to here."""

_APPROXIMATE = re.compile(r"^(khoang|tren|hon|gan|duoi|it nhat|uoc|~|≈)\s*")
_SCALES = {"nghin": 1_000, "ngan": 1_000, "trieu": 1_000_000, "ty": 1_000_000_000}
_MEASURES = frozenset(
    """
    nguoi em hs hoc sinh be chau tre can bo nu nam phu dang vien dai bieu luot buoi cuoc doan lop
    dot ca vu cai chiec to quyen cuon gio tin bai suat lan clip hoi thi mo hinh chuyen muc phong su
    dong d vnd dvn
    """.split()  # noqa: SIM905 - words read better than a list of fifty strings
)
"""Words that say what is counted, one by one and without accents: they change no number."""
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+),(\d+)")
_DOT_DECIMAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\.(\d+)")
_NUMBER_AND_WORDS = re.compile(r"([\d.,]+(?: \d{3})*) ?([^\d]*)")
_RATIO = re.compile(r"\d[\d. ]*[/:]\s*\d[\d. ]*")
_NEGATIVE = re.compile(r"[-−]\s*\d")


def whole(raw: object, typed: str) -> Parsed:
    """A whole number from 0 up: people, đồng, times."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _machine_number(raw, typed, _whole_number)
    return _other(raw, typed) or _worded(typed, _whole_text)


def percent(raw: object, typed: str) -> Parsed:
    """A percentage from 0 to 100, as the number before the sign."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _machine_number(raw, typed, _percent_number)
    bare = typed.replace("%", " ")
    return _other(raw, typed) or _worded(bare, _percent_text)._replace(text=typed)


def _other(raw: object, typed: str) -> Parsed | None:
    """A cell that Excel holds to be neither number nor text."""
    if isinstance(raw, bool):
        return refused(typed, "not_a_number")
    if isinstance(raw, datetime.date | datetime.time | datetime.timedelta):
        return refused(typed, "date_for_number")
    return None


def _machine_number(raw: float, typed: str, read: Callable[[float, str], Parsed]) -> Parsed:
    if not math.isfinite(raw):
        return refused(typed, "not_a_number")
    if raw < 0:
        return refused(typed, "negative")
    return Parsed(0, typed, Status.NIL) if raw == 0 else read(raw, typed)


def _whole_number(raw: float, typed: str) -> Parsed:
    if raw > EXACT:
        return refused(typed, "too_large")
    if raw == int(raw):
        return Parsed(int(raw), typed, Status.GIVEN)
    return _fraction(Decimal(repr(raw)), typed)


def _fraction(value: Decimal, typed: str) -> Parsed:
    """A number with decimals where people are counted.

    Exactly three decimals after 1 to 999 can only be a thousands dot that an English Excel took
    for a decimal point; with fewer, zeros may have been lost, so it is asked about.
    """
    places = -int(value.as_tuple().exponent)
    if not 1 <= value < 1000 or places > 3:
        return refused(typed, "fraction")
    thousands = int(value * 1000)
    if places == 3:
        told = read_as(thousands, typed)
        return told._replace(
            code="thousands_restored", words=(*told.words, ("found", number(value)))
        )
    return refused(typed, "ambiguous_number", readings=f"{number(thousands)} hoặc {number(value)}")


def _percent_number(raw: float, typed: str) -> Parsed:
    value = Decimal(repr(raw))
    if value > 1:
        return _within_hundred(value, typed)
    # Typed into a cell with a percent format, 65% is 0.65; typed into another, 0.65 is 0.65%.
    return refused(
        typed, "ambiguous_number", readings=f"{number(value * 100)}% hoặc {number(value)}%"
    )


def _within_hundred(value: Decimal, typed: str) -> Parsed:
    if value > 100:
        return refused(typed, "percent_out_of_range")
    exact = int(value) if value == int(value) else value
    return Parsed(exact, typed, Status.GIVEN if exact else Status.NIL)


def _worded(typed: str, read: Callable[[str, str, int], Parsed]) -> Parsed:
    """A number typed as text. `read` takes the digits, what was typed and a scale (``triệu``)."""
    word = fold(tidy(unicodedata.normalize("NFKC", typed).strip("'’‘ ")))
    if word in NIL:
        return Parsed(0, typed, Status.NIL)
    if word in NOT_APPLICABLE:
        return Parsed(None, typed, Status.NOT_APPLICABLE, "not_applicable")
    if PLACEHOLDER.fullmatch(word):
        return placeholder(typed)
    exact = _APPROXIMATE.sub("", word)
    found = _NUMBER_AND_WORDS.fullmatch(exact)
    scale = _scale(found[2]) if found else None
    if not found or scale is None:
        return refused(typed, _misfit(word))
    parsed = read(found[1].strip(), typed, scale)
    if exact == word or parsed.number is None:
        return parsed
    return parsed._replace(code="approximate", words=(("value", number(parsed.number)),))


def _misfit(word: str) -> str:
    """Why a text is no number, as a finding's code."""
    if _RATIO.fullmatch(word):
        return "ratio_in_cell"
    return "negative" if _NEGATIVE.match(word) else "not_a_number"


def _scale(words: str) -> int | None:
    """What the words after a number multiply it by; None where one of them is not known."""
    scale = 1
    for word in (word.strip(".,") for word in words.split()):
        if word in _SCALES:
            scale *= _SCALES[word]
        elif word not in _MEASURES:
            return None
    return scale


def _whole_text(digits: str, typed: str, scale: int) -> Parsed:
    if digits.isdecimal() or _GROUPED.fullmatch(digits):
        return _counted(int(digits.replace(".", "")) * scale, typed, told=scale != 1)
    if _SPACED.fullmatch(digits):
        return _counted(int(digits.replace(" ", "")) * scale, typed)
    if scale == 1 and _ENGLISH.fullmatch(digits):
        return _counted(int(digits.replace(",", "")), typed)
    value = _decimal(digits)
    if value is None:
        return refused(typed, "not_a_number")
    exact = Fraction(value) * scale
    if exact.denominator == 1:
        return _counted(int(exact), typed)
    return _fraction(value, typed) if scale == 1 else refused(typed, "fraction")


def _counted(value: int, typed: str, told: bool = True) -> Parsed:
    if value > EXACT:
        return refused(typed, "too_large")
    status = Status.GIVEN if value else Status.NIL
    return read_as(value, typed) if told else Parsed(value, typed, status)


def _percent_text(digits: str, typed: str, scale: int) -> Parsed:
    value = Decimal(digits) if digits.isdecimal() else _decimal(digits)
    if scale != 1 or value is None:
        return refused(typed, "not_a_number")
    return _within_hundred(value, typed)


def _decimal(digits: str) -> Decimal | None:
    if found := _DECIMAL.fullmatch(digits):
        return Decimal(f"{found[1].replace('.', '')}.{found[2]}")
    if found := _DOT_DECIMAL.fullmatch(digits):
        return Decimal(f"{found[1].replace(',', '')}.{found[2]}")
    return None
