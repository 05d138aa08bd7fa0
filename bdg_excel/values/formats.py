"""Number formats that print digits of their own: ``0",000"`` shows 20 as ``20,000``.

So does ``0.000``, as ``20.000``: three decimals that a whole number does not have. And ``;;;``
shows nothing at all.
"""

import re

from bdg_excel.values.typed import as_typed
from bdg_excel.values.units import shown_scale

_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|([0#?](?:[0#?,.]*[0#?])?)(,*)|\[[^\[\]]*\]|[_*].|(.)', re.DOTALL
)
"""What is printed as it stands, where the number goes and how many thousands of it are hidden."""
_BEHIND = re.compile(r"\s*[.,/:-]?\s*\d")
_BEFORE = re.compile(r"\d\s*(?:[.,/-]\s*)?$")
_THOUSANDTHS = re.compile(r"\.(0{3,})$")
"""Decimals that look like thousands, or like several; two look like decimals."""
_LITERAL = re.compile(r"""\"[^"]*"|\\.|_.|\*.""")
"""What is printed as it stands: ``0"%"`` multiplies nothing by a hundred."""
_CONDITION = re.compile(r"\[[<>=]")
_NO_NUMBER = re.compile(r"(?:\[(?!(?:h+|m+|s+)\])[^\[\]]*\]|[^0#?@a-z])*", re.IGNORECASE)
"""Colours and signs, but no digit's place, no part of a date and no ``General``."""
_POWER = re.compile(r"[Ee][+-]")
_MOST_HIDDEN = 50
"""So many thousands are more than any number has; Excel takes as many commas as it is given."""
_LONGEST = 400
"""No number that a file can hold has more digits, and Python takes no more than a few thousand."""


def shows_otherwise(number_format: str) -> bool:
    """Whether `number_format` shows another number than the file holds."""
    other_digits = prints_digits(number_format) or prints_thousandths(number_format)
    scaled = hides_thousands(number_format) or shown_scale(number_format) > 1
    return "%" in number_format or other_digits or scaled or conceals(number_format)


def shows_percent(number_format: str) -> bool:
    """Whether `number_format` shows 0.65 as ``65%``."""
    return "%" in _LITERAL.sub("", number_format)


def conceals(number_format: str) -> bool:
    """Whether `number_format` shows nothing of a number: ``;;;``, ``"chưa có"``."""
    positive = _positive(number_format)
    if not number_format or _CONDITION.search(positive):
        return False
    return _NO_NUMBER.fullmatch(_LITERAL.sub("", positive)) is not None


def instead(number_format: str) -> str:
    """What a cell with a format that `conceals` shows in place of the number."""
    return _parted(number_format)[0].strip()


def prints_digits(number_format: str) -> bool:
    """Whether `number_format` prints digits right before the number or right behind it."""
    before, _, _, behind = _parted(number_format)
    return _BEHIND.match(behind) is not None or _BEFORE.search(before) is not None


def printed(number: float, number_format: str) -> str:
    """What the cell shows of `number`, if that reads as another number; else ''."""
    if not prints_digits(number_format):
        return ""
    before, digits, hidden, behind = _parted(number_format)
    shown = number / 1000**hidden
    text = f"{shown:,.0f}" if "," in digits and shown.is_integer() else as_typed(shown)
    return _if_other(number, f"{before}{text}{behind}".strip())


def prints_thousandths(number_format: str) -> bool:
    """Whether `number_format` prints decimals that look like thousands behind a whole number."""
    _, digits, _, behind = _parted(number_format)
    return _THOUSANDTHS.search(digits) is not None and not _POWER.match(behind)


def with_thousandths(number: float, number_format: str) -> str:
    """What the cell shows of the whole `number`, if it shows so many decimals; else ''."""
    if not prints_thousandths(number_format):
        return ""
    before, digits, hidden, behind = _parted(number_format)
    places = len(digits.rpartition(".")[2])
    shown, grouped = number / 1000**hidden, "," if "," in digits else ""
    return _if_other(number, f"{before}{shown:{grouped}.{places}f}{behind}".strip())


def without_thousands(number: float, number_format: str) -> str:
    """What the cell shows of `number` whose last digits it hides without a word; else ''."""
    before, digits, hidden, behind = _parted(number_format)
    if not hidden or any(letter.isalpha() for letter in before + behind):
        return ""
    grouped, places = "," if "," in digits else "", len(digits.partition(".")[2])
    shown = f"{number / 1000**hidden:{grouped}.{places}f}"
    return _if_other(number, f"{before}{shown}{behind}".strip())


def hides_thousands(number_format: str) -> bool:
    """Whether `number_format` divides what it shows by thousands."""
    return _parted(number_format)[2] > 0


def _if_other(number: float, text: str) -> str:
    """`text` if its digits are those of another number than `number`; else ''."""
    read = re.sub(r"\D", "", text)
    return "" if 0 < len(read) <= _LONGEST and int(read) == number else text


def _parted(number_format: str) -> tuple[str, str, int, str]:
    """What is printed before the number, its own digits, its hidden thousands, what is behind."""
    before, digits, hidden, behind = "", "", 0, ""
    for quoted, escaped, places, commas, other in _PIECE.findall(_positive(number_format)):
        if places and not digits:
            digits, hidden = places, min(len(commas), _MOST_HIDDEN)
        elif digits:
            behind += quoted or escaped or other
        else:
            before += quoted or escaped or other
    return before, digits, hidden, behind


def _positive(number_format: str) -> str:
    """The part of the format that is for numbers above zero: the first."""
    found = re.match(r'(?:"[^"]*"|\\.|[^;])*', number_format, re.DOTALL)
    return found[0] if found else ""
