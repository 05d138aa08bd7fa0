"""Amounts of money, in đồng."""

import re
from decimal import Decimal

from bdg_excel.text import fold, number
from bdg_excel.values.letters import has_odd_digits, is_broken
from bdg_excel.values.numbers import plain_text, whole
from bdg_excel.values.parsed import Parsed, read_as, refused
from bdg_excel.values.spoken import spoken, without_exactly

_LONE_GROUP = re.compile(r"[1-9]\d{0,2},\d{3}(?: ?(?:dong|d|vnd))?")


def money(raw: object, typed: str) -> Parsed:
    """Đồng: 20,125 and 20.125 with a lone group may be thousands, and may be millions."""
    if isinstance(raw, str) and (said := _said(typed)) is not None:
        return said
    parsed = whole(raw, typed)
    lone = parsed.code == "read_as" and _LONE_GROUP.fullmatch(fold(typed).strip())
    if parsed.number is None or not (lone or parsed.code == "thousands_restored"):
        return parsed
    readings = (
        f"{number(parsed.number)} đồng hoặc {number(Decimal(parsed.number) / 1000)} triệu đồng"
    )
    return refused(typed, "ambiguous_number", readings=readings)


def _said(typed: str) -> Parsed | None:
    """An amount written as it is said, if `typed` is one."""
    plain = plain_text(typed)
    if has_odd_digits(typed) or is_broken(plain):
        return None
    bare = without_exactly(plain)
    amount = spoken(fold(bare))
    if amount is not None:
        return read_as(amount, typed)
    if bare == plain:
        return None
    parsed = money(bare, bare)
    known = parsed.number is not None and parsed.code in ("", "read_as")
    return read_as(parsed.number or 0, typed) if known else None
