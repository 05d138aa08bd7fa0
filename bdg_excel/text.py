"""How Vietnamese is compared and how numbers are printed: one place for every output."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

# đ does not decompose; Ð is the Icelandic letter that some keyboards give for Đ.
_STROKED_D = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_SPACES = re.compile(r"\s+")
_ORDINAL = re.compile(r"^\s*(?:\(?\d{1,2}[.)/](?!\d)|[-–+•*])\s*(?=[^\W\d_])")


def tidy(text: str) -> str:
    """`text` in NFC, white space (line breaks and NBSP too) folded to single spaces."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def unmarked(text: str) -> str:
    """`text` as xlsxwriter takes it for text: what looks like its own runs it writes raw."""
    return f"\u200b{text}" if text.startswith("<r>") and text.endswith("</r>") else text


def fold(text: str) -> str:
    """`text` for comparing: lower case, without accents, so that ``Hoà`` equals ``Hòa``."""
    decomposed = unicodedata.normalize("NFD", text.translate(_STROKED_D))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return _SPACES.sub(" ", bare.casefold()).strip()


def loose(text: str) -> str:
    """`text` without what makes no difference in a table: case, spaces, a last full stop."""
    return tidy(text).casefold().rstrip(" .;,")


def unnumbered(text: str) -> str:
    """`text` without the number or the dash of a list before it: ``1. Tập huấn``."""
    return _ORDINAL.sub("", text)


def likeness(one: str, other: str) -> float:
    """How alike two texts are, letter by letter: 100 where they are the same."""
    # Here and not above: where every form is as it should be, nothing is compared.
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other)


def file_stem(text: str) -> str:
    """`text` as a part of a file name: ``Xã Lản Nhì Thàng`` gives ``xa-lan-nhi-thang``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def number(value: int | Decimal, pad: int = 0) -> str:
    """`value` as official papers print it, ``1.260`` or ``50,9``, with zeros up to `pad` digits."""
    if isinstance(value, int):
        return f"{value:0{pad}d}" if value < 10**pad else f"{value:,}".replace(",", ".")
    # Here and not above: most processes that read forms print no such number.
    from babel.numbers import format_decimal

    return str(format_decimal(value, format="#,##0.##########", locale="vi"))


def rounded(ratio: Fraction, decimals: int) -> Decimal:
    """`ratio` rounded half up, away from zero, to `decimals` places, without a float."""
    scaled = abs(ratio) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if ratio < 0 else whole).scaleb(-decimals)


def percent(ratio: Fraction, decimals: int) -> str:
    """`ratio` as a printed percentage: ``50,9%``, ``49%`` (a trailing ``,0`` is dropped)."""
    return f"{number(rounded(ratio * 100, decimals))}%"


def long_date(day: date) -> str:
    """`day` as a heading prints it: only days below ten and months 1 and 2 take a zero."""
    return f"ngày {day.day:02d} tháng {_month(day)} năm {day.year}"


def short_date(day: date) -> str:
    """`day` as a citation prints it: ``30/10/2023``, ``12/4/2021``."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def _month(day: date) -> str:
    return f"{day.month:02d}" if day.month < 3 else str(day.month)


def listing(items: Iterable[str]) -> str:
    """`items` as a sentence lists them: ``a, b và c``."""
    *head, last = tuple(items) or ("",)
    return f"{', '.join(head)} và {last}" if head else last


def lower_first(text: str) -> str:
    """`text` inside a sentence: ``Xã Mường So`` gives ``xã Mường So``."""
    return text[:1].lower() + text[1:]
