"""The same place or body spelled in two ways: ``Phong Thỏ`` and ``Phong Thổ``."""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bdg_excel import text as comparing
from bdg_excel.verify.passage import Passage

_LETTER = r"[^\W\d_]"
_NAME = re.compile(r"(?<!\w)([^\W\d_]+(?:\s[^\W\d_]+){1,5})(?!\w)")
_WORD = re.compile(rf"{_LETTER}+")
_ABBREVIATION = re.compile(r"(?<![\w&])[A-ZĐ]{6,}(?![\w&])")
_CLASSES = frozenset(
    [
        "xã",
        "phường",
        "huyện",
        "quận",
        "tỉnh",
        "thành",
        "phố",
        "thị",
        "trấn",
        "bản",
        "thôn",
        "ấp",
        "buôn",
        "làng",
        "khóm",
        "tp",
        "tx",
        "ủy",
        "ban",
        "nhân",
        "dân",
        "ubnd",
        "hđnd",
        "phòng",
        "sở",
        "trạm",
        "trường",
        "chi",
        "cục",
        "hội",
        "đoàn",
    ]
)
_IN_NAMES = frozenset(["Bản", "Phố", "Làng", "Thôn"])
"""Kinds of places with which names of other places begin."""
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_FEWEST_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Word:
    """A name or an abbreviation where it stands."""

    passage: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class TwoSpellings:
    """A word that is spelled otherwise elsewhere in the report."""

    word: Word
    why: str


def spellings(passages: Sequence[Passage], texts: Sequence[str]) -> Iterator[TwoSpellings]:
    """Every word that is the rarer spelling of a name of the report."""
    names = list(_names(texts))
    yield from _differing(passages, [*names, *_capitals(texts, names)])
    yield from _abbreviations(texts)


def _names(texts: Sequence[str]) -> Iterator[Word]:
    """Runs of two to four capitalised words, without the kind of place before them."""
    for index, text in enumerate(texts):
        words = list(_WORD.finditer(text))
        run: list[re.Match[str]] = []
        for word, after in itertools.zip_longest(words, words[1:]):
            run.append(word) if _capitalised(word.group()) else run.clear()
            joined = after is not None and text[word.end() : after.start()] == " "
            if run and not (joined and after is not None and _capitalised(after.group())):
                yield from _of_run(index, text, run)
                run = []


def _capitalised(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())


def _of_run(index: int, text: str, run: Sequence[re.Match[str]]) -> Iterator[Word]:
    whole = run
    before = text[: run[0].start()].split()[-1:]
    told = bool(before) and comparing.tidy(before[0]).lower() in _CLASSES
    while run and comparing.tidy(run[0].group()).lower() in _CLASSES:
        if len(run) == 2 and (told or len(whole) > 2):
            break  # xã Đoàn Kết is no đoàn
        run = run[1:]
    if len(run) == 1 and len(whole) > 1 and whole[-2].group() in _IN_NAMES:
        run = whole[-2:]  # xã Bản Khoang is no bản
    if 2 <= len(run) <= 4:
        start, end = run[0].start(), run[-1].end()
        yield Word(index, start, end, text[start:end])


def _capitals(texts: Sequence[str], names: Sequence[Word]) -> Iterator[Word]:
    """The same names where they are printed in capitals: in a heading, say."""
    known = {comparing.fold(name.text) for name in names}
    for index, text in enumerate(texts):
        words = list(_WORD.finditer(text))
        for size in (2, 3, 4):
            for first in range(len(words) - size + 1):
                run = words[first : first + size]
                if not all(word.group().isupper() and len(word.group()) > 1 for word in run):
                    continue
                start, end = run[0].start(), run[-1].end()
                if comparing.fold(text[start:end]) in known:
                    yield Word(index, start, end, text[start:end])


def _differing(passages: Sequence[Passage], words: Sequence[Word]) -> Iterator[TwoSpellings]:
    groups: dict[str, list[Word]] = {}
    for word in words:
        groups.setdefault(comparing.fold(word.text), []).append(word)
    for group in [*groups.values(), *_close(groups)]:
        spoken: dict[str, list[Word]] = {}
        for word in group:
            spoken.setdefault(_spoken(word.text), []).append(word)
        if len(spoken) > 1 and not _side_by_side(passages, list(spoken.values())):
            yield from _rarer(list(spoken.values()))


def _close(groups: Mapping[str, list[Word]]) -> Iterator[list[Word]]:
    """Long names that differ by one letter: ``Lả Nhì Thàng`` and ``Lản Nhì Thàng``."""
    by_shape: dict[str, list[str]] = {}
    for key in groups:
        if key.count(" ") >= 2 and len(key) >= _FEWEST_LETTERS + 3:
            for place in range(len(key) + 1):
                for shape in {
                    key[:place] + "_" + key[place:],
                    key[:place] + "_" + key[place + 1 :],
                }:
                    by_shape.setdefault(shape, []).append(key)
    pairs = {tuple(sorted(keys)) for keys in by_shape.values() if len(set(keys)) == 2}
    for one, other in sorted(pairs):
        if one != other:
            yield [*groups[one], *groups[other]]


def _side_by_side(passages: Sequence[Passage], spellings: Sequence[Sequence[Word]]) -> bool:
    """Do two spellings stand in one list or table? Then they are two places, not one."""
    places = []
    for words in spellings:
        tables = {("table", passages[word.passage].table) for word in words}
        lines = {("line", word.passage) for word in words}
        places.append({place for place in tables | lines if place[1] is not None})
    return any(one & other for at, one in enumerate(places) for other in places[at + 1 :])


def _rarer(spellings: Sequence[Sequence[Word]]) -> Iterator[TwoSpellings]:
    ordered = sorted(spellings, key=lambda words: (-len(words), words[0].passage))
    counted = [f"«{_usual(words)}» ({len(words)} lần)" for words in ordered]
    why = f"Cùng một tên viết {len(ordered)} cách: {', '.join(counted)}; cần thống nhất một cách."
    for words in ordered[1:]:
        for word in words:
            yield TwoSpellings(word, why)


def _usual(words: Sequence[Word]) -> str:
    """The spelling in small letters, if there is one."""
    small = [word.text for word in words if not word.text.isupper()]
    return Counter(small or [word.text for word in words]).most_common(1)[0][0]


def _spoken(name: str) -> str:
    """`name` as it sounds: where the tone mark sits (``hoà``, ``hòa``) does not matter."""
    syllables = []
    for syllable in unicodedata.normalize("NFD", name.lower()).split():
        tone = "".join(mark for mark in syllable if mark in _TONES)
        syllables.append("".join(mark for mark in syllable if mark not in _TONES) + tone)
    return " ".join(syllables)


def _abbreviations(texts: Sequence[str]) -> Iterator[TwoSpellings]:
    """Long abbreviations of which one has a letter more: ``VSTBPN`` and ``VSTBCPN``."""
    found: dict[str, list[Word]] = {}
    for index, text in enumerate(texts):
        letters = [letter for letter in text if letter.isalpha()]
        if sum(map(str.isupper, letters)) * 2 > len(letters):
            continue  # a heading in capitals: its words are no abbreviations
        for match in _ABBREVIATION.finditer(text):
            word = Word(index, match.start(), match.end(), match.group())
            found.setdefault(match.group(), []).append(word)
    for long in sorted(found):
        for place in range(len(long)):
            short = long[:place] + long[place + 1 :]
            if short in found and short not in {long[: len(short)], long[-len(short) :]}:
                yield from _rarer([found[long], found[short]])
                break
