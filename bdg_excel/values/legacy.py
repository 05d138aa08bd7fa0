"""Text typed with the fonts from before Unicode, TCVN3 (``.VnTime``) and VNI (``VNI-Times``).

Such a text is stored in Latin-1 letters that only its font shows as Vietnamese: ``Kh«ng`` is
Không. The font alone is no proof, for it often stays when the text is converted: the letters must
agree, and a text that is right as it stands is left alone.
"""

import re
import unicodedata
from collections.abc import Collection

from bdg_excel.text import tidy

_TCVN3_FONTS, _VNI_FONTS = ".vn", "vni"
"""How their names begin: ``.VnTime``, ``VNI-Times``."""
_LATIN_1 = re.compile("[\u00a1-\u00ff]")
_UNICODE_VIETNAMESE = re.compile("[ĂăĐđƠơƯư\u0300-\u036f\u1ea0-\u1ef9]")
"""Letters that no legacy text can hold: they stand outside Latin-1."""

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¸¶·¹»¾¼½ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖ×ÝØÜÞßãáâäåèæçéêíëìîïóñòôõøö÷ùúýûüþ",
    "ĂÂÊÔƠƯĐăâêôơưđàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ",
)
"""TCVN 5712 (ABC). It has no capitals with tones: fonts whose name ends in H show them."""

_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = dict(zip("âàáåãä", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True))
_BREVE = dict(zip("êèéúüë", ("", *"\u0300\u0301\u0309\u0303\u0323"), strict=True))
_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "ò": "ị", "æ": "ỉ", "ó": "ĩ", "î": "ỵ"}
_VNI = re.compile("[aeo][âàáåãä]|a[êèéúüë]|[aeiouyôö][øùûõï]|[ôöñòæóî]", re.IGNORECASE)
"""VNI: a vowel and a mark after it, longest match first; a few letters stand alone."""

_SIGNS = re.compile("[°±²³½×«»ìíÌÍ]")
"""What stands for itself in a charset, or may: it speaks for none and against none."""
_MARKS = re.compile("[°±²³]|(?<![A-Za-z\u00a1-\u036f])×")
"""What is no letter in any charset; ``×`` is one in TCVN3."""
_WORD = re.compile(r"[A-Za-z\u00a1-\u036f\u1e00-\u1eff]+")
"""A word, in whatever charset: some of the letters of TCVN3 are signs in Latin-1."""
_NO_LETTERS = re.compile("[A-Za-z][\u00a1-\u00bf×]|[\u00a1-\u00bf×][A-Za-z]")
"""What stands in words of TCVN3 and in no others."""
_ASCII_LETTER = re.compile("[A-Za-z]")
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    "(?:ngh?|[cgknpt]h|gi|qu|tr|[bcdđghklmnpqrstvx])?"
    "(?:uyê|uya|uyu|uây|uêu|uôi|ươi|ươu|iêu|yêu|oai|oao|oay|oeo"
    "|a[iouy]|â[uy]|eo|êu|i[aêu]|o[aăeio]|ôi|ơi|u[aâêiôơy]|ư[aiơu]|yê|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnpt])?"
)
"""A Vietnamese syllable without its tone, as it is spelled; a few that do not occur pass too."""


def is_legacy_font(font: str) -> bool:
    """Whether a font of this name shows TCVN3 or VNI."""
    return font.casefold().startswith((_TCVN3_FONTS, _VNI_FONTS))


def converted(text: str, font: str) -> str | None:
    """`text` in Unicode if it is legacy text by its font and its letters; else None.

    The font often stays where the text is Unicode, and nobody sees it where it is not installed. So
    it is left alone unless more of it is Vietnamese then, and where it has letters of no such font.
    """
    plain = _in_unicode(text, font) if is_suspect(text) else None
    if plain is None or plain == text:
        return None
    is_none_else = not _is_vni(font) and _NO_LETTERS.search(_MARKS.sub(" ", text))
    return plain if is_none_else or _misspelled(plain) < _misspelled(text) else None


def _in_unicode(text: str, font: str) -> str | None:
    """What `text` is in `font`; None where that is no legacy font, or has not all its letters."""
    if not is_legacy_font(font):
        return None
    if _is_vni(font):
        strange = _LATIN_1.search(_SIGNS.sub("", _VNI.sub("", text)))
        return None if strange else _from_vni(text)
    letters = _LATIN_1.findall(_SIGNS.sub("", text))
    if not _TCVN3.keys() >= set(map(ord, letters)):
        return None
    plain = text.translate(_TCVN3)
    return plain.upper() if font.rstrip().endswith("H") else plain


def _is_vni(font: str) -> bool:
    return font.casefold().startswith(_VNI_FONTS)


def may_be(text: str) -> bool:
    """Whether a piece of `text` may be legacy text: it has letters that may stand for others."""
    return not text.isascii() and _LATIN_1.search(text) is not None


def is_suspect(text: str) -> bool:
    """Whether `text` has letters that may stand for others, and none that rules it out."""
    return may_be(text) and not _is_unicode(text)


def guess(text: str, known: Collection[str]) -> str | None:
    """The one of `known` that `text` is in either charset; None if it is not exactly one.

    For cells that lost their font: only a text that becomes an expected answer, letter by letter,
    is taken for legacy text.
    """
    if not is_suspect(text):
        return None
    readings = {tidy(text.translate(_TCVN3)).casefold(), tidy(_from_vni(text)).casefold()}
    found = [answer for answer in known if tidy(answer).casefold() in readings]
    return found[0] if len(found) == 1 else None


def reading(text: str) -> str | None:
    """What `text` would say in a legacy font that nobody knows of; None where it reads as it is.

    For text that lost its font: as it stands some word of it is no Vietnamese syllable, and in one
    of the charsets every word is. That proves nothing, so it is good for a question only.
    """
    if not is_suspect(text) or _is_spelled(text):
        return None
    found = {each for each in (text.translate(_TCVN3), _from_vni(text)) if _is_other(each, text)}
    return found.pop() if len(found) == 1 else None


def _is_other(reading: str, text: str) -> bool:
    """Whether `reading` is Vietnamese, and differs from `text` by more than signs between words."""
    pairs = zip(_words(text), _words(reading), strict=False)
    differs = any(old != new and _ASCII_LETTER.search(old) for old, new in pairs)
    return differs and _is_spelled(reading)


def _is_spelled(text: str) -> bool:
    """Whether the words of `text` with letters beyond ASCII are syllables of Vietnamese."""
    return not _misspelled(text)


def _misspelled(text: str) -> int:
    """How many words of `text` are none of Vietnamese; a sign by itself may be a bullet."""
    words = (word for word in _words(text) if not word.isascii() and len(word) > 1)
    return sum(not _is_syllable(word) for word in words)


def _words(text: str) -> list[str]:
    return _WORD.findall(_MARKS.sub(" ", text))


def _is_syllable(word: str) -> bool:
    letters = unicodedata.normalize("NFD", word.lower())
    bare, tones = _TONE.subn("", letters)
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None


def _is_unicode(text: str) -> bool:
    return bool(_UNICODE_VIETNAMESE.search(text))


def _from_vni(text: str) -> str:
    return unicodedata.normalize("NFC", _VNI.sub(_vni_letter, text))


def _vni_letter(found: re.Match[str]) -> str:
    """One letter, as its base with combining marks; the case is that of its first character."""
    vowel, mark = found[0][0], found[0][1:].lower()
    low = vowel.lower()
    base = _SINGLE.get(low, low)
    if mark in _CIRCUMFLEX and mark and low in "aeo":
        base += "\u0302" + _CIRCUMFLEX[mark]
    elif mark in _BREVE and mark:
        base += "\u0306" + _BREVE[mark]
    elif mark:
        base += _TONES[mark]
    return base.upper() if vowel.isupper() else base
