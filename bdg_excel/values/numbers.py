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
from functools import partial

from bdg_excel.text import fold, number, tidy
from bdg_excel.values import approximate
from bdg_excel.values.letters import has_odd_digits, is_broken, visible
from bdg_excel.values.measures import PIECES
from bdg_excel.values.misfits import misfit
from bdg_excel.values.parsed import Parsed, Status, placeholder, read_as, refused
from bdg_excel.values.raw import Shown
from bdg_excel.values.scales import BILLION, FOLDED_TIMES, MILLION, THOUSAND, TIMES
from bdg_excel.values.typed import as_typed
from bdg_excel.values.words import NIL, NOT_APPLICABLE, PLACEHOLDER, is_unknown

EXACT = 2**53
"""Excel keeps whole numbers exactly up to here."""

_MILLIONS = re.compile(rf"(?:\d|{THOUSAND})\s*(?:{MILLION}|trd|{BILLION})\b")
_OFFICIALS = re.compile(r"\b(vien|cong) chuc\b")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_SPACED = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+")
_DECIMAL = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d+),(\d+)")
_DOT_DECIMAL = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)\.(\d+)")
_NUMBER_AND_WORDS = re.compile(r"([\d.,]+(?: \d{3})*) ?([^\d]*)")
_DASHED_ZERO = re.compile(r"[-−–—] ?0+")
_STOPPED = re.compile(r"\d+\.")
"""A sentence's end: what is counted has no decimals that could be missing."""
_LONGEST = 100
"""No number has more digits than this; Python itself takes no more than a few thousand."""
_QUOTES = "'’‘\"“”` "


def whole(raw: object, typed: str) -> Parsed:
    """A whole number from 0 up: people, đồng, times."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _machine_number(raw, typed, _whole_number)
    return _other(raw, typed) or _worded(typed, plain_text(typed), _whole_text)


def percent(raw: object, typed: str) -> Parsed:
    """A percentage from 0 to 100, as the number before the sign."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _machine_number(raw, typed, _percent_number)
    plain = plain_text(typed)
    read = partial(_percent_text, signed="%" in plain)
    return _other(raw, typed) or _worded(typed, plain.replace("%", " "), read)


def count(raw: object, typed: str) -> Parsed:
    """People or times: never millions, and ``5 tr`` may be five schools."""
    if isinstance(raw, str) and _MILLIONS.search(fold(typed)):
        return refused(typed, "not_a_number")
    return whole(raw, typed)


def shown_percent(raw: float) -> Parsed:
    """A percentage in a cell that shows it as one: 0.65 is ``65%``, as the person sees it.

    12.5 in such a cell shows ``1250%``: the format came after the number.
    """
    typed = as_typed(Shown(raw))
    if not 0 <= raw <= 100:
        is_negative = raw < 0 and math.isfinite(raw)
        return refused(typed, "negative" if is_negative else "percent_out_of_range")
    value = _exact(raw) * 100
    if value > 100:
        return refused(typed, "percent_of_percent", value=f"{number(_exact(raw))}%")
    return _within_hundred(value, typed)


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
    value = _exact(raw)
    if value == int(value):
        return Parsed(int(value), typed, Status.GIVEN)
    is_victim = 1 <= value < 1000 and _places(value) == 3
    return _restored(value, typed) if is_victim else _fraction(value, typed)


def _exact(raw: float) -> Decimal:
    """The number that Excel shows: of a fraction it keeps 15 digits, the rest is noise."""
    return Decimal(int(raw) if raw == int(raw) else f"{raw:.15g}")


def _restored(value: Decimal, typed: str) -> Parsed:
    """A whole number whose thousands dot an English Excel took for a decimal point.

    With three decimals after 1 to 999 there is no other reading where people are counted.
    """
    told = read_as(int(value * 1000), typed)
    return told._replace(code="thousands_restored", words=(*told.words, ("found", number(value))))


def _fraction(value: Decimal, typed: str) -> Parsed:
    """A number with decimals where people are counted; where zeros may be lost, it is asked."""
    if not 1 <= value < 1000 or _places(value) > 3:
        return refused(typed, "fraction")
    readings = f"{number(int(value * 1000))} hoặc {number(value)}"
    return refused(typed, "ambiguous_number", readings=readings)


def _places(value: Decimal) -> int:
    return -int(value.as_tuple().exponent)


def _percent_number(raw: float, typed: str) -> Parsed:
    value = _exact(raw)
    return _within_hundred(value, typed) if value > 1 else _percent_or_share(value, typed)


def _percent_or_share(value: Decimal, typed: str) -> Parsed:
    """Typed into a cell with a percent format, 65% is 0.65; typed into another, 0.65 is 0.65%."""
    return refused(
        typed, "ambiguous_number", readings=f"{number(value * 100)}% hoặc {number(value)}%"
    )


def _within_hundred(value: Decimal, typed: str) -> Parsed:
    if value > 100:
        return refused(typed, "percent_out_of_range")
    exact = int(value) if value == int(value) else value
    return Parsed(exact, typed, Status.GIVEN if exact else Status.NIL)


def plain_text(typed: str) -> str:
    """`typed` with what nobody sees taken away, full-width letters made plain, out of quotes."""
    return unicodedata.normalize("NFKC", visible(typed)).strip(_QUOTES)


def _worded(typed: str, plain: str, read: Callable[[str, str, int], Parsed]) -> Parsed:
    """A number typed as text. `read` takes the digits, what was typed and a scale (``triệu``)."""
    word = fold(tidy(plain))
    if (none := _no_number(word, typed)) is not None:
        return none
    is_stopped = _STOPPED.fullmatch(word) is not None
    exact = approximate.BEFORE.sub("", word.removesuffix(".") if is_stopped else word)
    found = _NUMBER_AND_WORDS.fullmatch(exact)
    scale = _scale(found[2], plain) if found else None
    if not found or scale is None or has_odd_digits(typed) or is_broken(plain):
        return misfit(typed, word, plain)
    if len(found[1]) > _LONGEST:
        return refused(typed, "too_large")
    parsed = read(found[1].strip(), typed, scale)
    if parsed.number is None or exact == word:
        return parsed
    if is_stopped:
        return read_as(parsed.number, typed)
    return parsed._replace(code="approximate", words=(("value", number(parsed.number)),))


def _no_number(word: str, typed: str) -> Parsed | None:
    """What stands for none, for "does not apply" or for no answer, if `word` does."""
    if word in NIL or (word[:1].isalpha() and word.removesuffix(".") in NIL):
        return Parsed(0, typed, Status.NIL)
    if _DASHED_ZERO.fullmatch(word):
        return read_as(0, typed)
    if word in NOT_APPLICABLE:
        return Parsed(None, typed, Status.NOT_APPLICABLE, "not_applicable")
    if not word or PLACEHOLDER.fullmatch(word) or is_unknown(word):
        return placeholder(typed)
    return None


def _scale(words: str, plain: str) -> int | None:
    """What the words after a number multiply it by; None where one of them is not known.

    `words` have lost their accents, `plain` has not.
    """
    # By itself *chục* is ten, and no word for people.
    bare = [word.strip(".,;()") for word in _OFFICIALS.sub(r"\1", words).split()]
    if not all(word in PIECES or word in FOLDED_TIMES or not word for word in bare):
        return None
    factors = [word for word in bare if word in FOLDED_TIMES]
    if not factors:
        return 1
    known = [TIMES[word] for word in _spelled(plain) if word in TIMES]
    if len(known) != len(factors) or (len(known) > 1 and known != [1_000, 1_000_000_000]):
        return None
    return math.prod(known)


def has_false_scale(plain: str) -> bool:
    """Whether a word of `plain` is one that multiplies but for its accents: *ngăn*, *tý*."""
    return any(fold(word) in FOLDED_TIMES and word not in TIMES for word in _spelled(plain))


def _spelled(plain: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", plain).casefold())


def _whole_text(digits: str, typed: str, scale: int) -> Parsed:
    if digits.isdecimal() or _GROUPED.fullmatch(digits):
        return _counted(int(digits.replace(".", "")) * scale, typed, told=scale != 1)
    if _SPACED.fullmatch(digits):
        return _counted(int(digits.replace(" ", "")) * scale, typed)
    if _ENGLISH.fullmatch(digits):
        return _english(digits, typed, scale)
    return _pointed(digits, typed, scale)


def _pointed(digits: str, typed: str, scale: int) -> Parsed:
    """A number with decimals: ``12,0`` is a whole one, and so is ``1,5`` with *triệu* behind."""
    value = _decimal(digits)
    if value is None:
        return refused(typed, "not_a_number")
    if (joined := _perhaps_grouped(digits, value)) is not None:
        return _either(joined * scale, value * scale, typed)
    exact = Fraction(value) * scale
    if exact.denominator == 1:
        return _counted(int(exact), typed)
    return _fraction(value, typed) if scale == 1 else refused(typed, "fraction")


def _english(digits: str, typed: str, scale: int) -> Parsed:
    """``1,260``: a whole number, unless a word multiplies it: then it may be 1,26 of that."""
    value = int(digits.replace(",", ""))
    decimal = _decimal(digits)
    if scale == 1 or decimal is None:
        return _counted(value * scale, typed)
    return _either(value * scale, decimal * scale, typed)


def _perhaps_grouped(digits: str, value: Decimal) -> int | None:
    """What `digits` are where the part behind their last sign may be thousands: ``20.000,000``.

    It may where three digits stand behind signs of two kinds, or no fewer than three zeros.
    """
    whole, part = re.split(r"[.,](?=\d+$)", digits)
    is_mixed = len(part) == 3 and not whole.isdecimal()
    is_zeros = len(part) >= 3 and not part.strip("0")
    joined = int(re.sub(r"[.,]", "", digits))
    return joined if (is_mixed or is_zeros) and joined != value else None


def _either(one: int | Decimal, other: int | Decimal, typed: str) -> Parsed:
    readings = " hoặc ".join(number(each) for each in (one, other))
    return refused(typed, "ambiguous_number", readings=readings)


def _counted(value: int, typed: str, told: bool = True) -> Parsed:
    if value > EXACT:
        return refused(typed, "too_large")
    status = Status.GIVEN if value else Status.NIL
    return read_as(value, typed) if told else Parsed(value, typed, status)


def _percent_text(digits: str, typed: str, scale: int, signed: bool) -> Parsed:
    value = Decimal(digits) if digits.isdecimal() else _decimal(digits)
    if scale != 1 or value is None:
        return refused(typed, "not_a_number")
    if 0 < value <= 1 and not signed:
        return _percent_or_share(value, typed)
    if _GROUPED.fullmatch(digits) or _ENGLISH.fullmatch(digits):
        whole = int(digits.replace(".", "").replace(",", ""))
        readings = f"{number(whole)}% hoặc {number(value)}%"
        return refused(typed, "ambiguous_number", readings=readings)
    return _within_hundred(value, typed)


def _decimal(digits: str) -> Decimal | None:
    if found := _DECIMAL.fullmatch(digits):
        return Decimal(f"{found[1].replace('.', '')}.{found[2]}")
    if found := _DOT_DECIMAL.fullmatch(digits):
        return Decimal(f"{found[1].replace(',', '')}.{found[2]}")
    return None
