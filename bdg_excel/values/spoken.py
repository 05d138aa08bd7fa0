"""Amounts as they are said: ``2tr5``, ``1 tỷ 200 triệu``, ``2 triệu rưỡi``, ``5 triệu chẵn``."""

import re

_SCALES = {"ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 10**3, "ngan": 10**3}
_STEPS = re.compile(
    r"(?:(?P<ty>[1-9]\d{0,2}) ?t[yi]\b ?)?(?:(?P<trieu>[1-9]\d{0,2}) ?(?:trieu|tr)\b ?)?"
    r"(?:(?P<nghin>[1-9]\d{0,2}) ?(?:nghin|ngan)\b ?)?(?:dong|d|vnd)?\.?"
)
"""Each step down has a number below a thousand: ``1 ty 200 trieu``."""
_SHORT = re.compile(
    r"([1-9]\d{0,2}) ?(ty|ti|trieu|tr) ?(?:([1-9]|\d{3})|(ruoi))(?: ?(?:dong|d|vnd))?\.?", re.ASCII
)
"""What follows is a tenth of the scale, or counts the next one below: ``2tr5``, ``2tr500``."""
_EXACTLY = re.compile(r"[\s(]{0,9}\b(?:chẵn|tròn|chan|tron)\b[\s).]*$", re.IGNORECASE)


def without_exactly(typed: str) -> str:
    """`typed` (in NFC) without the word behind an amount that says that it is a round one."""
    return _EXACTLY.sub("", typed)


def spoken(amount: str) -> int | None:
    """The đồng of `amount`, a text as `text.fold` leaves it; None if it is not said like that.

    ``2tr50`` may be said of 2.050.000 and of 2.500.000: it is not read.
    """
    if found := _SHORT.fullmatch(amount):
        scale, rest = _SCALES[found[2]], str(found[3] or 5)
        return int(found[1]) * scale + int(rest) * scale // int(10 ** len(rest))
    found = _STEPS.fullmatch(amount)
    steps = [(int(n), _SCALES[name]) for name, n in found.groupdict().items() if n] if found else []
    return sum(n * scale for n, scale in steps) if len(steps) > 1 else None
