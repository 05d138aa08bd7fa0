"""Where a report still states a figure whose control is gone: found by the words around it."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from bdg_excel.statements import Statement
from bdg_excel.text import fold
from bdg_excel.verify.lines import BETWEEN, Line, masked
from bdg_excel.verify.passage import Spot

Found = Spot | None

_ALIKE = 75
"""So much of a sentence (per cent, numbers apart) is still the same sentence."""
_MARGIN = 20
_NUMBER = re.compile(r"\d(?:\d|\\[.,]|,(?=\d))*")
_TELLING = 6
"""A name of so many letters tells one sentence from the next."""


def locate(
    statement: Statement, lines: Sequence[Line], taken: Sequence[Spot], table: int | None
) -> Found:
    """Where the figure of `statement` stands now, outside `taken`; None if nowhere.

    `table`: the table where it must be, if that is known.
    """
    names = _names(statement)
    allowed = [line for line in lines if table in (None, line.table)]
    named = [line for line in allowed if all(name in line.folded for name in names)]
    for line in _alike(statement, named):
        for spot in _places(statement, line):
            if not any(_overlap(spot, other) for other in taken):
                return spot
    # In its own table a row may have been given another name: its value still tells it.
    for line in _alike(statement, allowed) if table is not None else ():
        for spot in _printed(statement, line):
            if not any(_overlap(spot, other) for other in taken):
                return spot
    return None


def _alike(statement: Statement, lines: Sequence[Line]) -> list[Line]:
    """The lines that say much the same as the sentence of `statement`, the most alike first."""
    words = masked(statement.sentence)
    found = [(_likeness(words, line.masked), line) for line in lines]
    return [line for likeness, line in sorted(found, key=lambda one: -one[0]) if likeness >= _ALIKE]


def _names(statement: Statement) -> list[str]:
    """What the sentence calls the figure: the line that states it must say so, too."""
    sentence = fold(statement.sentence)
    return [
        name
        for part in statement.label.split(" - ")
        if len(name := fold(part)) >= _TELLING and name in sentence
    ]


def _likeness(sentence: str, line: str) -> float:
    compare = fuzz.ratio if len(line) < len(sentence) else fuzz.partial_ratio
    return compare(sentence, line, score_cutoff=_ALIKE)


def _places(statement: Statement, line: Line) -> Iterator[Spot]:
    """Where in `line` the figure may be: where the sentence has it, else wherever it is printed."""
    sentence, text = statement.sentence, line.text
    if line.table is not None and len(line.parts) == sentence.count(BETWEEN) + 1:
        yield from _same_cell(statement, line)
        return
    window = fuzz.partial_ratio_alignment(sentence, text) if len(text) > len(sentence) else None
    begin, end = (window.dest_start, window.dest_end) if window else (0, len(text))
    # A little more on both sides: where numbers differ in length the window is cut short.
    begin, end = max(0, begin - _MARGIN), min(len(text), end + _MARGIN)
    start = begin + _begin(statement, text[begin:end])
    spot = _trimmed(line, start, _end(statement, text, start))
    if spot is not None and spot.end - spot.start <= 3 * len(statement.printed) + _MARGIN:
        yield spot
    yield from _printed(statement, line)


def _same_cell(statement: Statement, line: Line) -> Iterator[Spot]:
    """The figure's own cell, if anything stands in it."""
    before = statement.sentence[: statement.start].count(BETWEEN)
    _, begin, length = line.parts[before]
    spot = _trimmed(line, begin, begin + length)
    if spot is not None:
        yield spot


def _begin(statement: Statement, text: str) -> int:
    """Where in `text`, a later form of the sentence, the words before the figure end."""
    before = statement.sentence[: statement.start]
    blocks = SequenceMatcher(None, before, text, autojunk=False).get_matching_blocks()
    likely = max((block.b + block.size for block in blocks if block.size >= 3), default=0)
    for length in (30, 20, 12, 8, 5, 3, 2, 1):
        tail = _any_numbers(before[-length:])
        ends = [found.end() for found in re.finditer(tail, text)] if tail else [0]
        if ends:
            return min(ends, key=lambda end: abs(end - likely))
    return likely


def _end(statement: Statement, text: str, start: int) -> int:
    """Where in `text` the words after the figure begin, if it begins at `start`."""
    after = statement.sentence[statement.start + len(statement.printed) :]
    for length in (12, 8, 5, 3, 2, 1):
        head = _any_numbers(after[:length])
        # A dot that ends the sentence is not the dot inside a number.
        found = re.compile(rf"{head}(?!(?<=\d[.,])\d)").search(text, start) if head else None
        if found:
            return found.start()
    return len(text)


def _any_numbers(words: str) -> str:
    """A pattern for `words` with other numbers, for those may have been changed as well."""
    return _NUMBER.sub(r"\\d[\\d.,]*", re.escape(words))


def _printed(statement: Statement, line: Line) -> Iterator[Spot]:
    """Wherever in `line` the figure stands as it was printed."""
    alone = re.compile(rf"(?<![\d.,/]){re.escape(statement.printed)}(?![\d/]|[.,]\d)")
    for found in alone.finditer(line.text):
        yield line.spot(*found.span())


def _trimmed(line: Line, start: int, end: int) -> Found:
    """The figure alone, in one passage, without the blanks around it; None if none is there."""
    words = line.text[start:end]
    if not words.strip() or BETWEEN in words.strip():
        return None
    start += len(words) - len(words.lstrip())
    return line.spot(start, start + len(words.strip()))


def _overlap(one: Spot, other: Spot) -> bool:
    same = one.passage == other.passage
    return same and one.start < other.end and other.start < one.end
