"""Amounts as they are said: ``2tr5``, ``1 tỷ 200 triệu``, ``2 triệu rưỡi``, ``5 triệu chẵn``."""

import re

from bdg_excel.values.scales import BILLION, DONG, FOLDED_TIMES, MILLION, THOUSAND

_BELOW_1000 = r"[1-9]\d{0,2}"
_STEPS = re.compile(
    rf"(?:(?P<ty>{_BELOW_1000}) ?(?:{BILLION})\b ?)?"
    rf"(?:(?P<trieu>{_BELOW_1000}) ?(?:{MILLION})\b ?)?"
    rf"(?:(?P<nghin>{_BELOW_1000}) ?(?:{THOUSAND})\b ?)?{DONG}?\.?"
)
"""Each step down has a number below a thousand: ``1 ty 200 trieu``."""
_SHORT = re.compile(
    rf"({_BELOW_1000}) ?({BILLION}|{MILLION}) ?(?:([1-9]|\d{{3}})|(ruoi))(?: ?{DONG})?\.?", re.ASCII
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
        scale, rest = FOLDED_TIMES[found[2]], str(found[3] or 5)
        return int(found[1]) * scale + int(rest) * scale // int(10 ** len(rest))
    found = _STEPS.fullmatch(amount)
    said = found.groupdict().items() if found else ()
    steps = [(int(n), FOLDED_TIMES[name]) for name, n in said if n]
    return sum(n * scale for n, scale in steps) if len(steps) > 1 else None
