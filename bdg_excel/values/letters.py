"""Letters that are not what they seem: those that nobody sees, and those that pass for digits."""

import re

_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\uffff\ud800-\udfff]"
)
"""Zero-width spaces, soft hyphens, byte order marks, control characters, halves of letters."""
_ALIKE = str.maketrans("OoОоΟοlIІіΙι|!", "0" * 6 + "1" * 8)
"""Latin, Cyrillic and Greek letters that are typed, or read by a scanner, for 0 and 1."""
_DIGITS_AND_DOTS = re.compile(r"(?=.*\d)[\d.,]+")
_BROKEN = re.compile(r"\d(?:[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]|\s{2,})\d")
"""A line break or a wide gap between digits: one number in two pieces, or two numbers?"""


def visible(text: str) -> str:
    """`text` without the characters that nobody sees. Legacy text must be converted before:
    there, the soft hyphen is the letter ư."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def has_odd_digits(text: str) -> bool:
    """Whether there are digits such as ``²``, ``½`` or ``①``: a note, a power or a number?"""
    return any(letter.isnumeric() and not letter.isdecimal() for letter in text)


def is_broken(text: str) -> bool:
    """Whether digits of `text` stand apart: by a line break, or by a wide gap."""
    return _BROKEN.search(text) is not None


def digits_meant(text: str) -> str:
    """The number that `text` looks like if its letters O, l, I stand for digits; else ''."""
    meant = text.strip().translate(_ALIKE)
    is_mixed = any(letter.isdecimal() for letter in text) or set(meant) == {"0"}
    is_number = meant != text.strip() and _DIGITS_AND_DOTS.fullmatch(meant)
    return meant if is_mixed and is_number else ""
