"""Numbers written in words, read and written, in the forms of the north and of the south."""

import re
import unicodedata

_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_VALUES = {word: value for value, word in enumerate(_DIGITS)} | {
    "mốt": 1,
    "tư": 4,
    "lăm": 5,
    "nhăm": 5,
    "bẩy": 7,
}
THOUSANDS, MILLIONS, BILLIONS = ("nghìn", "ngàn"), ("triệu",), ("tỷ", "tỉ")
"""How each of them is said."""
_SCALES = {
    **dict.fromkeys(THOUSANDS, 10**3),
    "vạn": 10**4,
    **dict.fromkeys(MILLIONS, 10**6),
    **dict.fromkeys(BILLIONS, 10**9),
}
_ZEROS = frozenset({"linh", "lẻ"})
_ENDINGS = frozenset({"đồng", "chẵn", "việt", "nam", "đ", "vnđ"})
_FILLERS = frozenset({"và", "cả"})

_WORD = "|".join(sorted({*_VALUES, *_SCALES, *_ZEROS, "mười", "mươi", "trăm", "rưỡi"}))
RUN = re.compile(rf"\b(?:{_WORD})(?:[\s,-]+(?:{_WORD}))+\b", re.IGNORECASE)
"""A run of two or more number words."""


def read(text: str) -> int | None:
    """The number that `text` spells, or None if it spells none (or nothing sure)."""
    plain = unicodedata.normalize("NFC", text).lower()
    tokens = [word for word in re.split(r"[\s,.;-]+", plain) if word and word not in _FILLERS]
    while tokens and tokens[-1] in _ENDINGS:
        # "năm" is five and year, "nam" is no digit: only a trailing unit is cut off.
        tokens.pop()
    return _sum(tokens) if tokens else None


def _sum(tokens: list[str]) -> int | None:
    """`tokens` split at their greatest scale: what stands before it, and the rest."""
    scales = [(_SCALES[token], -place) for place, token in enumerate(tokens) if token in _SCALES]
    if not scales:
        return _below_thousand(tokens)
    scale, place = max(scales)
    head = _sum(tokens[:-place]) if place else None
    rest = tokens[1 - place :]
    if head is None:
        return None
    if rest == ["rưỡi"]:
        return head * scale + scale // 2
    tail = _sum(rest) if rest else 0
    return None if tail is None or tail >= scale else head * scale + tail


def _below_thousand(tokens: list[str]) -> int | None:
    """The number under a thousand that `tokens` spell: ``hai trăm linh năm``."""
    if "trăm" in tokens:
        place = tokens.index("trăm")
        head = _VALUES.get(tokens[0]) if place == 1 else None
        rest = tokens[place + 1 :]
        if head is None:
            return None
        if rest == ["rưỡi"]:
            return head * 100 + 50
        tail = _below_hundred(rest) if rest else 0
        return None if tail is None else head * 100 + tail
    return _below_hundred(tokens)


def _below_hundred(tokens: list[str]) -> int | None:
    match tokens:
        case [zero, unit] if zero in _ZEROS:
            return _VALUES.get(unit)
        case ["mười", *units] if len(units) < 2:
            return _plus(10, units[0]) if units else 10
        case [ten, "mươi"]:
            return _tens(ten)
        case [ten, "mươi", unit] | [ten, unit]:
            tens = _tens(ten)
            return None if tens is None else _plus(tens, unit)
        case [unit]:
            return _VALUES.get(unit)
        case _:
            return None


def _tens(word: str) -> int | None:
    value = _VALUES.get(word, 0)
    return value * 10 if value >= 2 else None


def _plus(tens: int, word: str) -> int | None:
    value = _VALUES.get(word)
    return None if value is None else tens + value


def write(value: int, south: bool = False) -> str:
    """`value` in words: ``ba nghìn không trăm tám mươi ba``; `south` says ngàn and lẻ."""
    if value == 0:
        return "không"
    groups = _groups(value)
    parts = []
    for place, (group, scale) in enumerate(groups):
        if group:
            parts.append(f"{_group(group, first=place == 0)}{scale}")
    spelled = " ".join(parts)
    if not south:
        return spelled
    return spelled.replace("nghìn", "ngàn").replace("linh", "lẻ")


def _groups(value: int) -> list[tuple[int, str]]:
    """`value` in groups of three digits, greatest first, each with its scale word."""
    names = ["", " nghìn", " triệu", " tỷ", " nghìn tỷ", " triệu tỷ"]
    groups: list[tuple[int, str]] = []
    for name in names:
        groups.append((value % 1000, name))
        value //= 1000
    while not groups[-1][0]:
        groups.pop()
    named = groups[::-1]
    return [_within_billions(named, place) for place in range(len(named))]


def _within_billions(groups: list[tuple[int, str]], place: int) -> tuple[int, str]:
    """A group above the billions says ``tỷ`` only if no lower group of theirs will."""
    group, name = groups[place]
    follows = [other for number, other in groups[place + 1 :] if number and other.endswith(" tỷ")]
    return (group, name.removesuffix(" tỷ")) if follows and name.count(" ") == 2 else (group, name)


def _group(value: int, first: bool) -> str:
    hundreds, rest = divmod(value, 100)
    words = [] if first and not hundreds else [_DIGITS[hundreds], "trăm"]
    tens, units = divmod(rest, 10)
    if tens == 0 and units:
        return " ".join([*words, *(["linh"] if words else []), _DIGITS[units]])
    if tens == 1:
        words.append("mười")
    elif tens:
        words += [_DIGITS[tens], "mươi"]
    if units:
        words.append(_unit(units, tens))
    return " ".join(words)


def _unit(value: int, tens: int) -> str:
    """The last digit, as it is said after `tens`: mốt, tư, lăm."""
    if value == 1 and tens > 1:
        return "mốt"
    if value == 4 and tens > 1:
        return "tư"
    return "lăm" if value == 5 and tens else _DIGITS[value]
