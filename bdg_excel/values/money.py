"""Amounts of money, in đồng."""

import re
from decimal import Decimal

from bdg_excel.layout import Slot
from bdg_excel.text import fold, number
from bdg_excel.values import measures
from bdg_excel.values.letters import has_odd_digits, is_broken
from bdg_excel.values.numbers import has_false_scale, plain_text, whole
from bdg_excel.values.parsed import Parsed, Status, read_as, refused
from bdg_excel.values.raw import Seen
from bdg_excel.values.scales import DONG
from bdg_excel.values.spoken import spoken, without_exactly
from bdg_excel.values.typed import as_typed
from bdg_excel.values.units import names_scale

_SMALLEST = 1_000
"""Đồng: the smallest note that anybody still pays with."""
LEAST, _MOST = 100_000, 10_000_000_000
"""Đồng: between these an amount is likely. A smaller one is so only where its unit is written."""
_UNIT = re.compile(rf"(?<![^\W\d_]){DONG}(?!\w)|₫")
_IN_DONG = re.compile(rf"(?<![\d.,])(\d{{1,3}}(?:\.\d{{3}})+|\d{{1,9}}) ?{DONG}(?!\w)")
_PLAIN = frozenset({"", "read_as"})
"""What is said of a number that is read without doubt."""
_NONE = frozenset({"khong co kinh phi", "khong kinh phi", "khong dong"})
_LONE_GROUP = re.compile(rf"[1-9]\d{{0,2}},\d{{3}}(?: ?{DONG})?")


def readings(amount: int | Decimal) -> str:
    """What an amount below `LEAST` may mean: đồng, and the larger units where that is likely."""
    larger = ((1_000, "nghìn đồng"), (1_000_000, "triệu đồng"))
    units = ("đồng", *(unit for times, unit in larger if LEAST <= amount * times <= _MOST))
    return " hoặc ".join(f"{number(amount)} {unit}" for unit in units)


def is_unlikely(amount: int | Decimal, typed: str) -> bool:
    """Whether so small an amount, as it was `typed`, may have been meant in a larger unit."""
    return 0 < amount < LEAST and (amount < _SMALLEST or not names_unit(typed))


def confirms(note: str, amount: int | Decimal) -> bool:
    """Whether a `note` says that it is so many đồng indeed: ``đúng là 50.000 đồng``."""
    said = _IN_DONG.findall(fold(note))
    return bool(said) and all(int(each.replace(".", "")) == amount for each in said)


def names_unit(typed: str) -> bool:
    """Whether an amount says itself what it is in: ``20.000 đồng``, ``20 nghìn``."""
    return bool(_UNIT.search(fold(typed))) or names_scale(typed)


def stated(raw: object, slot: Slot) -> int | Decimal | None:
    """The amount, however small, that `raw` says by itself and beyond doubt."""
    if raw is None or isinstance(raw, Seen):
        return None
    parsed = amount(raw, as_typed(raw))
    if parsed.number is None or parsed.code not in _PLAIN:
        return None
    return measures.accepted(parsed, slot).number


def amount(raw: object, typed: str) -> Parsed:
    """Đồng: 20,125 and 20.125 with a lone group may be thousands, and may be millions."""
    if isinstance(raw, str) and fold(typed).strip(" .") in _NONE:
        return Parsed(0, typed, Status.NIL)
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
    is_apart = is_broken(plain) or len(plain.splitlines()) > 1
    if is_apart or has_odd_digits(typed) or has_false_scale(plain):
        return None
    bare = without_exactly(plain)
    if (said := spoken(fold(bare))) is not None:
        return read_as(said, typed)
    if bare == plain:
        return None
    parsed = amount(bare, bare)
    known = parsed.number is not None and parsed.code in _PLAIN
    return read_as(parsed.number or 0, typed) if known else None
