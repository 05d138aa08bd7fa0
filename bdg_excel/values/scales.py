"""Words behind an amount in figures: what multiplies it (*nghìn*, *tr*, *tỷ*), and its currency.

Shorter ones (``k``, ``ng``) multiply only where more is said: `around` and `units` know where.
"""

from collections.abc import Iterable

from bdg_excel import numerals
from bdg_excel.text import fold


def _either_way(words: Iterable[str], times: int) -> dict[str, int]:
    return {form: times for word in words for form in (word, fold(word))}


TIMES = {
    **_either_way(("chục",), 10),
    **_either_way(numerals.THOUSANDS, 10**3),
    **_either_way(numerals.MILLIONS, 10**6),
    **_either_way(numerals.BILLIONS, 10**9),
    **dict.fromkeys(("tr", "trđ"), 10**6),
}
"""Words that multiply, with their accents or with none: *ngăn* is no thousand."""
FOLDED_TIMES = {fold(word): times for word, times in TIMES.items()}
"""The same as `text.fold` leaves them."""

# For patterns, as `text.fold` leaves them.
THOUSAND = "|".join(map(fold, numerals.THOUSANDS))
MILLION = "|".join(map(fold, (*numerals.MILLIONS, "tr")))
BILLION = "|".join(map(fold, numerals.BILLIONS))
DONG = "(?:dong|d|vnd)"
