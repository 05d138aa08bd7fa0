"""Dates and times where a number belongs: most are ratios that Excel took for one as it was typed.

``12/35`` in an unformatted cell becomes the first of December 1935, shown as ``Dec-35``, and
``12:35`` a time. Format and day tell what was typed, but never which of two numbers is asked: it
is always set aside.
"""

import datetime
import re

from bdg_excel.values.parsed import Parsed, refused
from bdg_excel.values.raw import Dated, Moment
from bdg_excel.values.typed import as_typed

_CENTURY = range(1930, 2030)
"""The years that Excel gives to two digits."""
_FIRST_SHORT = 1930
"""No date before this comes of two digits for the year: it is rather a number in a date cell."""
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]|am/pm', re.IGNORECASE)


def number(dated: Dated) -> Parsed:
    """The refusal of a date in a cell for a number, with what was probably typed."""
    typed = as_typed(dated.moment)
    if dated.serial is not None and dated.serial < 0:
        return refused(f"{dated.serial:g}", "negative")
    readings = _typed(dated.moment, _parts(dated.format))
    if readings:
        what = "ngày tháng" if isinstance(dated.moment, datetime.date) else "giờ"
        return refused(typed, "ratio_as_date", what=what, readings=readings)
    if _is_small(dated):
        return refused(typed, "number_as_date", value=f"{dated.serial:g}")
    return refused(typed, "date_for_number")


def _parts(number_format: str) -> frozenset[str]:
    """Which of year, month, day, hour a number format shows, by their letters ``y m d h``."""
    return frozenset(_LITERAL.sub("", number_format).split(";")[0].lower()) & frozenset("ymdh")


def _typed(moment: Moment, shown: frozenset[str]) -> str:
    """What was typed to become `moment`, in all readings; '' where it was a date, or a number."""
    if isinstance(moment, datetime.timedelta):
        minutes, seconds = divmod(int(moment.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60}" if minutes > 0 and not seconds else ""
    if isinstance(moment, datetime.time):
        is_ratio = moment.second == 0 and moment != datetime.time()
        return f"{moment.hour}:{moment.minute}" if is_ratio else ""
    if shown == {"y", "m"} and moment.day == 1:
        return _month_and_year(moment)
    if shown == {"d", "m"}:
        both = dict.fromkeys((f"{moment.day}/{moment.month}", f"{moment.month}/{moment.day}"))
        return " hoặc ".join(both)
    return ""


def _month_and_year(day: datetime.date) -> str:
    if day.year in _CENTURY:
        return f"{day.month:02d}/{day.year % 100:02d}"
    return f"{day.month}/{day.year}"


def _is_small(dated: Dated) -> bool:
    """Whether the date is one that nobody means: a number typed into a cell for dates."""
    if dated.serial is None or dated.serial != int(dated.serial):
        return False
    return not isinstance(dated.moment, datetime.date) or dated.moment.year < _FIRST_SHORT
