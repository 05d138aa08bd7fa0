"""A sentence with a sign in the place of each number: so a wording is one pattern to look for."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bdg_excel.verify.numbers import Number, lower

COUNT, PERCENT, RATIO, POINTS, WORDS, OTHER = "\ue000\ue001\ue002\ue003\ue004\ue005"
"""The signs: a count, money or measure; a percentage; ``a/b``; points; words; any other number."""

_SIGNS = {
    "count": COUNT,
    "money": COUNT,
    "measure": COUNT,
    "percent": PERCENT,
    "points": POINTS,
    "words": WORDS,
}
_GRADES = ("tuổi", "sao ")
"""Units of numbers that name a kind of thing and count nothing: ``5 tuổi``, ``3 sao``."""
_TIMES = re.compile(r"(?:đủ|từ|ít nhất|tối thiểu|dưới)\s+(?:lần|mũi|bữa)")
"""``đủ 4 lần``: how often a thing is done that is counted, no count itself."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỵ“\"(+-])")


def pattern(source: str) -> re.Pattern[str]:
    """`source` compiled: N P R X W D are the signs, ``_`` any text without a valued number."""
    signs = {"N": COUNT, "P": PERCENT, "R": RATIO, "X": POINTS, "W": WORDS, "D": OTHER}
    text = re.sub(r"(?<![\w<\\(?])[NPRXWD](?!\w)", lambda match: signs[match.group()], source)
    text = re.sub(
        r"\(\?P<(\w+)>([NPRXW]+)\)",
        lambda m: f"(?P<{m[1]}>[{''.join(signs[c] for c in m[2])}])",
        text,
    )
    return re.compile(text.replace("_", "[^;\ue000-\ue004]"))


def matches(wording: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Every match of `wording`, those that begin inside another too."""
    match = wording.search(text)
    while match:
        yield match
        match = wording.search(text, match.start() + 1)


@dataclass(frozen=True, slots=True)
class Shape:
    """A sentence: `text` in lower case with signs, `items` the number(s) behind each sign."""

    text: str
    items: dict[int, tuple[Number, ...]]
    start: int
    end: int
    earlier: tuple[Number, ...] = ()

    def number(self, place: int) -> Number:
        """The number behind the sign at `place`."""
        return self.items[place][-1]

    def depth(self, place: int) -> int:
        """How many brackets are open at `place`."""
        depth = 0
        for letter in self.text[:place]:
            depth += (letter == "(") - (letter == ")" and depth > 0)  # "1)" closes nothing
        return depth

    def places(self, signs: str, start: int = 0, end: int | None = None) -> list[int]:
        """Where numbers of the kinds `signs` with a sure value stand."""
        stop = len(self.text) if end is None else end
        return [
            place
            for place, numbers in self.items.items()
            if start <= place < stop
            and self.text[place] in signs
            and all(number.value is not None for number in numbers)
        ]


def shapes(text: str, numbers: Sequence[Number], earlier: Sequence[Number] = ()) -> list[Shape]:
    """The sentences of `text`, each with its signs; `earlier`: the last numbers before it."""
    if not numbers:
        return []
    bounds = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    small = lower(text)
    recent = list(earlier)
    found = []
    for start, end in itertools.pairwise(bounds):
        inside = [number for number in numbers if start <= number.start < end]
        if inside:
            found.append(_shape(small, inside, (start, end), tuple(recent[-40:])))
            recent += [number for number in inside if number.value is not None]
    return found


def sentence_at(text: str, place: int) -> str:
    """The sentence of `text` in which `place` is."""
    bounds = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    for start, end in itertools.pairwise(bounds):
        if start <= place < end:
            return text[start:end].strip()
    return text


def _shape(
    small: str, numbers: Sequence[Number], bounds: tuple[int, int], earlier: tuple[Number, ...]
) -> Shape:
    start, end = bounds
    pieces: list[str] = []
    items: dict[int, tuple[Number, ...]] = {}
    length, at, index = 0, start, 0
    while index < len(numbers):
        group = _group(numbers, index)
        gap = small[at : group[0].before]
        sign = RATIO if len(group) == 2 else _SIGNS.get(group[0].cls, OTHER)
        if (
            group[-1].unit.startswith(_GRADES)
            or _TIMES.search(gap + group[-1].unit)
            or any(number.value is None for number in group)
        ):
            sign = OTHER
        pieces += [gap, sign]
        length += len(gap)
        items[length] = group
        length += 1
        at = group[-1].end
        index += len(group)
    pieces.append(small[at:end])
    return Shape("".join(pieces), items, start, end, earlier)


def _group(numbers: Sequence[Number], index: int) -> tuple[Number, ...]:
    """The number at `index`, with the other half of its ratio."""
    first = numbers[index]
    follows = numbers[index + 1] if index + 1 < len(numbers) else None
    if first.cls == "ratio" and follows is not None and follows.cls == "ratio":
        return first, follows
    return (first,)
