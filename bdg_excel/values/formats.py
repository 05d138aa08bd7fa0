"""Number formats that print digits of their own: ``0",000"`` shows 20 as ``20,000``.

So does ``0.000``, as ``20.000``: three decimals that a whole number does not have, and ``#.##0``,
the thousands of a Vietnamese Excel in an English one. ``-0`` shows what is no negative number as
one, ``0-0`` one number as two, and ``;;;`` nothing at all.

Of a format with several parts, `part_for` tells the one by which a number is shown; all else here
looks at one part.
"""

import operator
import re
from collections.abc import Callable, Mapping

from bdg_excel.values.typed import as_typed
from bdg_excel.values.units import shown_scale

_PIECE = re.compile(
    r'"([^"]*)"|\\(.)|(\.?[0#?](?:[0#?,.]*[0#?])?|(?i:general))(,*)|\[[^\[\]]*\]|[_*].|(.)',
    re.DOTALL,
)
"""What is printed as it stands, where the number goes and how many thousands of it are hidden."""
_BEHIND = re.compile(r"\s*(?:[.,/:-]\s*)?\d")
_BEFORE = re.compile(r"\d\s*(?:[.,/-]\s*)?$")
_MINUS = re.compile(r"[^\w()]*[-\u2212\u2013\u2014]\s*")
"""What makes a number a negative one, where it is all that is printed before it."""
_FEWEST = 3
"""So many decimals look like thousands; two look like decimals."""
_FRACTION, _WITH_WHOLE = re.compile(r"[0#?] */ *[0#?\d]"), re.compile(r"[0#?] +[0#?]+ */")
"""``?/?``, which shows 20 as ``20/1``, and ``# ?/?``, which has a place for the whole."""
_GROUPING = frozenset({" ", "\u00a0", "\u202f", ".", ",", "'"})
"""What may stand between the thousands of a number."""
_LITERAL = re.compile(r"""\"[^"]*"|\\.|_.|\*.""")
"""What is printed as it stands: ``0"%"`` multiplies nothing by a hundred."""
_PART = re.compile(r'((?:"[^"]*"|\\.|[^;])*);', re.DOTALL)
_CONDITION = re.compile(r"\[([<>=]+)\s*(-?\d+(?:\.\d*)?)\]")
_HOLDS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
_NO_NUMBER = re.compile(r"(?:\[(?!(?:h+|m+|s+)\])[^\[\]]*\]|[^0#?@a-z\[])*", re.IGNORECASE)
"""Colours and signs, but no digit's place, no part of a date and no ``General``."""
_POWER = re.compile(r"[Ee][+-]")
_MOST_HIDDEN = 50
"""So many thousands are more than any number has; Excel takes as many commas as it is given."""
_LONGEST_FORMAT = 10_000
"""Excel keeps 255 letters of a format; what a program writes behind so many nobody reads."""
_LONGEST = 400
"""No number that a file can hold has more digits, and Python takes no more than a few thousand."""


def shows_otherwise(number_format: str) -> bool:
    """Whether `number_format` shows another number than the file holds."""
    return "%" in number_format or any(map(_is_other, _parts(number_format)))


def _is_other(part: str) -> bool:
    other_digits = prints_digits(part) or prints_thousandths(part) or splits_digits(part)
    scaled = hides_thousands(part) or shown_scale(part) > 1
    return other_digits or scaled or conceals(part)


def part_for(number: float, number_format: str) -> str:
    """The part of `number_format` by which a cell shows `number`; '' where that is not known.

    The first part is for numbers above zero, or for those of which it says so: ``[>=1000]``. Where
    a zero has its own, ``-`` or nothing is one way to write it.
    """
    parts = _parts(number_format)
    if number == 0 and _CONDITION.search(parts[0]):
        return ""
    return next((part for part in parts if _is_for(number, part)), "")


def _parts(number_format: str) -> list[str]:
    """The parts for numbers above zero, in the order in which they are asked.

    That is the first, unless one says for which it is. Of three of which the second says nothing,
    spreadsheet programs do not agree which is for the rest.
    """
    if not number_format:
        return [""]
    whole = f"{number_format[:_LONGEST_FORMAT]};"
    first, *others = (part or '""' for part in _PART.findall(whole)[:3])
    if not any(map(_CONDITION.search, (first, *others))):
        return [first]
    is_open = len(others) > 1 and not _CONDITION.search(others[0])
    return [first] if is_open else [first, *others]


def _is_for(number: float, part: str) -> bool:
    found = _CONDITION.search(part)
    return not found or (found[1] in _HOLDS and _HOLDS[found[1]](number, float(found[2])))


def shows_percent(part: str) -> bool:
    """Whether `part` of a number format shows 0.65 as ``65%``."""
    return "%" in _bare(part)


def conceals(part: str) -> bool:
    """Whether `part` of a number format shows nothing of a number: ``""``, ``"chưa có"``."""
    return part != "" and _NO_NUMBER.fullmatch(_bare(part)) is not None


def instead(part: str) -> str:
    """What a cell with a format that `conceals` shows in place of the number."""
    return _parted(part)[0].strip()


def prints_digits(part: str) -> bool:
    """Whether `part` prints digits right before the number or right behind it, or a minus."""
    if _is_fraction(part):
        return False
    before, digits, _, behind = _parted(part)
    is_other = _BEHIND.match(behind) or _BEFORE.search(before) or _MINUS.fullmatch(before)
    return digits != "" and is_other is not None


def printed(number: float, part: str) -> str:
    """What the cell shows of `number`, if that reads as another number; else ''."""
    if not prints_digits(part):
        return ""
    before, digits, hidden, behind = _parted(part)
    shown = number / 1000**hidden
    text = f"{shown:,.0f}" if "," in digits and shown.is_integer() else as_typed(shown)
    whole = f"{before}{text}{behind}".strip()
    return whole if number > 0 and _MINUS.fullmatch(before) else _if_other(number, whole)


def splits_digits(part: str) -> bool:
    """Whether `part` shows one number as two: ``0-0``, ``00"/"00``, or as a fraction of it."""
    if _is_fraction(part):
        return _WITH_WHOLE.search(_bare(part)) is None
    _, *others = _groups(part) or [("", "")]
    return any(
        len(places) != _FEWEST or between not in _GROUPING
        for between, places in others
        if not _POWER.match(between)
    )


def split(number: float, part: str) -> str:
    """What the cell shows of the whole `number`, if it shows two for it; else ''."""
    if not splits_digits(part):
        return ""
    if _is_fraction(part):
        return f"{number:.0f}/1"
    shown, digits = "", f"{number:.0f}"
    (_, first), *others = _groups(part)
    for between, places in reversed(others):
        digits = digits.zfill(len(places))
        shown, digits = between + digits[-len(places) :] + shown, digits[: -len(places)]
    return digits.zfill(first.count("0") or 1) + shown


def _is_fraction(part: str) -> bool:
    return _FRACTION.search(_bare(part)) is not None


def _bare(part: str) -> str:
    """`part` without what is printed as it stands."""
    return _LITERAL.sub("", part)


def _groups(part: str) -> list[tuple[str, str]]:
    """The places for digits, each with what is printed between it and the one before it."""
    found, between = [], ""
    for quoted, escaped, places, _, other in _PIECE.findall(part):
        between += quoted or escaped or other
        if places:
            found.append((between, places))
            between = ""
    return found


def prints_thousandths(part: str) -> bool:
    """Whether `part` prints decimals that look like thousands behind a whole number."""
    _, digits, _, behind = _parted(part)
    return _decimals(digits) >= _FEWEST and not _POWER.match(behind)


def with_thousandths(number: float, part: str) -> str:
    """What the cell shows of the whole `number`, if it shows so many decimals; else ''."""
    if not prints_thousandths(part):
        return ""
    before, digits, hidden, behind = _parted(part)
    shown, grouped = number / 1000**hidden, "," if "," in digits else ""
    return _if_other(number, f"{before}{shown:{grouped}.{_decimals(digits)}f}{behind}".strip())


def _decimals(digits: str) -> int:
    """How many decimals are shown of a whole number: up to the last that is a ``0``."""
    _, point, behind = digits.partition(".")
    shown = behind.rstrip("#?.,") if point else ""
    return len(shown) - shown.count(",") - shown.count(".")


def without_thousands(number: float, part: str) -> str:
    """What the cell shows of `number` whose last digits it hides without a word; else ''."""
    before, digits, hidden, behind = _parted(part)
    if not hidden or any(letter.isalpha() for letter in before + behind):
        return ""
    grouped, places = "," if "," in digits else "", len(digits.partition(".")[2])
    shown = f"{number / 1000**hidden:{grouped}.{places}f}"
    return _if_other(number, f"{before}{shown}{behind}".strip())


def hides_thousands(part: str) -> bool:
    """Whether `part` divides what it shows by thousands."""
    return _parted(part)[2] > 0


def _if_other(number: float, text: str) -> str:
    """`text` if its digits are those of another number than `number`; else ''."""
    read = re.sub(r"\D", "", text)
    return "" if 0 < len(read) <= _LONGEST and int(read) == number else text


def _parted(part: str) -> tuple[str, str, int, str]:
    """What is printed before the number, its own digits, its hidden thousands, what is behind."""
    before, digits, hidden, behind = "", "", 0, ""
    for quoted, escaped, places, commas, other in _PIECE.findall(part):
        if places and not digits:
            digits, hidden = places, min(len(commas), _MOST_HIDDEN)
        elif digits:
            behind += quoted or escaped or other
        else:
            before += quoted or escaped or other
    return before, digits, hidden, behind
