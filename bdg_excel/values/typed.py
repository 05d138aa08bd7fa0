"""What a cell holds as a person sees it."""

import datetime
import re

_DECIMAL = re.compile(r"(-?\d+)\.(\d{1,6})(\d*)((?:e[+-]\d+)?%?)")


def as_typed(raw: object) -> str:
    """`raw` as a person sees it: no ``.0`` after whole numbers, dates as day/month/year."""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() and abs(raw) < 1e15 else repr(raw)
    if isinstance(raw, datetime.date):
        return _day(raw)
    if isinstance(raw, datetime.time):
        return raw.isoformat("seconds" if raw.second else "minutes")
    return _clock(raw) if isinstance(raw, datetime.timedelta) else str(raw)


def as_shown(raw: object) -> str:
    """`raw` in a sentence: like `as_typed`, but numbers have a decimal comma."""
    typed = as_typed(raw)
    return typed if isinstance(raw, str) else with_comma(typed)


def with_comma(typed: str) -> str:
    """A number that `as_typed` wrote, as people write it: ``0,5``; six digits behind and ``…``."""
    found = _DECIMAL.fullmatch(typed)
    if not found:
        return typed
    whole, digits, more, sign = found.groups()
    return f"{whole},{digits}{'…' if more else ''}{sign}"


def _clock(span: datetime.timedelta) -> str:
    """Hours and minutes, as a cell shows a time beyond a day: ``26:00``."""
    minutes, seconds = divmod(round(abs(span.total_seconds())), 60)
    sign = "-" if span < datetime.timedelta() else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")


def _day(day: datetime.date) -> str:
    """A day, and the time of it where there is one."""
    said = f"{day.day:02d}/{day.month:02d}/{day.year}"
    if not isinstance(day, datetime.datetime) or day.time() == datetime.time():
        return said
    return f"{said} {day.hour:02d}:{day.minute:02d}"
