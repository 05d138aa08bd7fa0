"""Which unit a text names: by its code, by its name, or by a name that is nearly right."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bdg_excel.form_words import unit_words
from bdg_excel.programme import Programme, Unit
from bdg_excel.text import fold, likeness

_CLOSE, _GAP = 83, 10
"""Measured on the names of a district: any real slip is nearer than 83, any other name further."""
_TYPE = re.compile(r"(xa|phuong|tt|thi tran|thitran|ubnd) ")
_TOWN = ("thi tran", "tt", "thitran")
_AREA = re.compile(r"^(huyen|tinh|thanh pho|thi xa|quan|tp) ")
_OFFICE = re.compile(r"^(ubnd|uy ban nhan dan) ")
_HEADING = re.compile(r"^(.*?)\s*\(\s*ma\s*:?\s*(\w+)\s*\)")
_NUMBER = re.compile(r"0*([1-9]\d*)(?:[.,]0+)?", re.ASCII)


class Named(NamedTuple):
    """Where a unit is named (in Vietnamese), what stands there, and which units it may be."""

    source: str
    text: str
    units: tuple[Unit, ...]

    @property
    def words(self) -> str:
        """The reading in a sentence: ``tên tệp ghi «…» (Xã Nậm Xe)``."""
        said = f"{self.source} ghi «{self.text}»"
        if [self.text] == [unit_words(unit.name, unit.code) for unit in self.units]:
            return said
        names = " / ".join(f"{unit.name}, mã {unit.code}" for unit in self.units)
        return f"{said} ({names or 'không rõ đơn vị nào'})"


class Names(NamedTuple):
    """The roster by every way of naming a unit."""

    codes: dict[str, Unit]
    numbers: dict[str, Unit]
    phrases: dict[str, tuple[Unit, ...]]
    longest: int
    area: str

    def coded(self, text: str) -> Unit | None:
        """The unit whose code `text` is; a code that became a number has no leading zeros."""
        return self.codes.get(text.upper()) or self.numbers.get(bare_code(text))

    def exact(self, text: str) -> tuple[Unit, ...]:
        """The units whose code or name stands in `text`, each once."""
        words = self.words(text)
        found = {
            self.codes[word.upper()].code: self.codes[word.upper()]
            for word in words
            if word.upper() in self.codes
        }
        for phrase in _windows(words, self.longest):
            for unit in self.phrases.get(phrase, ()):
                found.setdefault(unit.code, unit)
        return tuple(found.values())

    def alone(self, text: str) -> tuple[Unit, ...]:
        """The units whose code or name `text` is, and nothing else: ``UBND xã Mường So``."""
        words = _OFFICE.sub("", " ".join(self.words(text)))
        by_code = self.coded(words) or self.coded(text)
        return (by_code,) if by_code else self.phrases.get(words, ())

    def closest(self, text: str) -> tuple[Unit, ...]:
        """The unit that `text` names with a slip; those that it may name where it is not clear."""
        words = ["".join(window.split()) for window in _windows(self.words(text), self.longest + 1)]
        best: dict[str, tuple[float, Unit]] = {}
        area = _AREA.sub("", self.area)
        for phrase, units in self.phrases.items():
            name = phrase.replace(" ", "")
            if not _is_telling(phrase, area) or _split(phrase)[0]:
                continue
            score = max((likeness(word, name) for word in words), default=0.0)
            for unit in units:
                best[unit.code] = max(best.get(unit.code, (0.0, unit)), (score, unit), key=_score)
        ranked = sorted(best.values(), key=_score, reverse=True)
        if not ranked or ranked[0][0] < _CLOSE:
            return ()
        return tuple(unit for score, unit in ranked if score > ranked[0][0] - _GAP)

    def words(self, text: str) -> list[str]:
        """The words of `text` without the name of the whole area: a unit may be called that too."""
        return f" {_words(text)} ".replace(f" {self.area} ", " ").split()


def _score(pair: tuple[float, Unit]) -> float:
    return pair[0]


def _windows(words: Sequence[str], longest: int) -> Iterator[str]:
    for first in range(len(words)):
        for length in range(1, min(longest, len(words) - first) + 1):
            yield " ".join(words[first : first + length])


def names_of(programme: Programme) -> Names:
    """The ways of naming the units of `programme`, made once for a roster."""
    return _names(programme.units, programme.round.area)


@lru_cache(maxsize=4)
def _names(units: tuple[Unit, ...], area: str) -> Names:
    place = _words(area)
    phrases: dict[str, tuple[Unit, ...]] = {}
    for unit in units:
        for phrase in dict.fromkeys(_phrases(unit, _AREA.sub("", place))):
            phrases[phrase] = (*phrases.get(phrase, ()), unit)
    longest = max((len(phrase.split()) for phrase in phrases), default=1)
    codes = {unit.code: unit for unit in units}
    return Names(codes, dict(_numbers(units)), phrases, longest, place)


def _numbers(units: Sequence[Unit]) -> Iterator[tuple[str, Unit]]:
    """The units by their codes as numbers, without those that would then be the same."""
    bare = [bare_code(unit.code) for unit in units]
    times = Counter(bare)
    for number, unit in zip(bare, units, strict=True):
        if number and times[number] == 1:
            yield number, unit


def _phrases(unit: Unit, area: str) -> Iterator[str]:
    """How a unit is named. Without its type only where that is no common word or area's name."""
    for name in (unit.name, *unit.other_spellings):
        words = _words(name)
        kind, bare = _split(words)
        yield words
        if _is_telling(bare, area):
            yield bare
        if kind in _TOWN:
            yield from (f"{kind} {bare}" for kind in _TOWN)


def _words(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


def _split(words: str) -> tuple[str, str]:
    """The type of a unit, and its name: ``thi tran``, ``phong tho``."""
    found = _TYPE.match(words)
    return (found[1], words[found.end() :]) if found else ("", words)


def _is_telling(bare: str, area: str) -> bool:
    return " " in bare and bare != area


def names_area(words: str) -> bool:
    """Whether the folded `words` name a district or a province and nothing else."""
    return _AREA.match(words) is not None


def bare_code(code: str) -> str:
    """`code` as a cell shows it that holds a number: ``3208`` for ``03208``; '' if it is none."""
    found = _NUMBER.fullmatch(code.strip())
    return found[1] if found else ""


def heading(text: str) -> tuple[str, str] | None:
    """The name and the code in ``Xã Mường So (mã 03589)``; None in any other text."""
    found = _HEADING.search(fold(text))
    return (found[1], found[2].upper()) if found else None
