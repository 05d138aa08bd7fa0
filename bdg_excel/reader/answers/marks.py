"""How rows are numbered and marked: ``II.``, ``A)``, ``1.``, ``1.1``, ``a)``, ``-``."""

import re
from functools import lru_cache

BULLETS = frozenset("-–+•*")
OUTLINE = ("roman", "letter")
"""Marks that stand before headings alone; in the column of ordinals by themselves."""
_DEPTHS = ("", *OUTLINE, "number", "subnumber", "item", *BULLETS)
_DEEPEST = _DEPTHS.index("item") + 1
_OUTLINE = re.compile(
    r"\s*(?:(?:[Pp]hần|[Mm]ục|PHẦN|MỤC)\s+)?\(?"
    r"(?:(?P<roman>[IVX]{1,4})|(?P<letter>[A-H])|(?P<item>[a-h]))\s*(?:[.)/:,]|[-–]\s|$)"
)
_OTHER = re.compile(
    r"\s*(?:[Mm]ục\s+)?(?:(?P<subnumber>\d{1,2}\.1)(?=[.)\s])|(?P<number>\d{1,2})\s*[.)/:]"
    r"|(?P<item>[a-zđ])[.)/]|[-–+•*])"
)
"""Of dates, ``20.10``, and parts of parts the first part alone is sure to be one: ``1.1``."""
_SHORT = frozenset("VXABCDEFGHabcdefgh")
"""Letters with which words begin that are cut short."""


@lru_cache(maxsize=4096)
def mark(text: str) -> str:
    """How `text` is numbered (``roman``, ``number`` …), or its bullet; '' if it has neither."""
    match = _marked(text)
    return "" if match is None else match.lastgroup or match[0].strip()


def unnumbered(text: str) -> str:
    """`text` without what numbers it; a bullet stays."""
    match = _marked(text)
    return text[match.end() :] if match and match.lastgroup else text


def is_deeper(mark: str, other: str) -> bool:
    """Whether a row with the one `mark` stands below a row with the `other`, as its part."""
    one, two = (min(_DEPTHS.index(each), _DEEPEST) for each in (mark, other))
    return one > two


def _marked(text: str) -> re.Match[str] | None:
    return _outlined(text) or _OTHER.match(text)


def _outlined(text: str) -> re.Match[str] | None:
    """``H/động``, ``V/v``, ``D.đàn`` and ``C.L.B`` are words that were cut short.

    ``I.1. Cấp xã`` and ``II/cấp xã`` are none: no word begins so.
    """
    match = _OUTLINE.match(text)
    if match is None or match[0].strip()[:-1].rstrip() not in _SHORT:
        return match
    rest = text[match.end() :]
    is_word = rest[:1].isalpha() and (rest[0].islower() or rest[1:2] in (".", "/"))
    return None if match[0].rstrip()[-1:] in "./:-–" and is_word else match
