"""The whole way: passages, their numbers, the claims among them, a verdict for each number."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from bdg_excel.verify import grids
from bdg_excel.verify.changes import changes
from bdg_excel.verify.dates import dates
from bdg_excel.verify.echoes import echoes
from bdg_excel.verify.extremes import extremes
from bdg_excel.verify.judge import Finding, judged, keep
from bdg_excel.verify.lists import lists
from bdg_excel.verify.mentions import mentions, rows_by_word
from bdg_excel.verify.numbers import Number, composed, find, place_of, style_of
from bdg_excel.verify.passage import Judgement, Passage, Spot, Verdict
from bdg_excel.verify.products import products, written
from bdg_excel.verify.relations import Relation, is_coherent
from bdg_excel.verify.remainders import remainders
from bdg_excel.verify.romans import romans
from bdg_excel.verify.shape import Shape, sentence_at, shapes
from bdg_excel.verify.shares import shares
from bdg_excel.verify.spelling import TwoSpellings, Word, spellings
from bdg_excel.verify.sums import sums
from bdg_excel.verify.tables import tables
from bdg_excel.verify.unmarked import unmarked
from bdg_excel.verify.wholes import wholes

_MOST_NUMBERS = 120
CLAIMS: tuple[Callable[[Shape], list[Relation]], ...] = (
    shares,
    sums,
    unmarked,
    remainders,
    changes,
    products,
    written,
)
"""The families of wordings, each looked for in every sentence."""


def verify(passages: Sequence[Passage]) -> list[Verdict]:
    """A verdict for each number of the report, in reading order."""
    read = [composed(passage.text) for passage in passages]
    texts = [text for text, _ in read]
    style = style_of(texts)
    above = grids.headers(passages)
    numbers = {
        index: find(index, passage, texts[index], style, above.get(index, ""))
        for index, passage in enumerate(passages)
    }
    echoed = echoes(passages, texts, numbers, grids.labels(passages))
    sentences = _sentences(passages, texts, numbers)
    claims = [*_claims(sentences), *lists(texts, sentences)]
    every = list(grids.grids(passages, numbers))
    claims += wholes(sentences, claims, every)
    rows = rows_by_word(every)
    for shape in _all(sentences):
        claims += [*extremes(shape, every), *mentions(shape, rows)]
    claims += [claim for grid in every for claim in tables(grid)]
    findings = judged([claim for claim in (*claims, *echoed) if is_coherent(claim)])
    for doubt in dates(texts, numbers):
        judgement: Judgement = "differs" if doubt.wrong and doubt.number.cls == "date" else "right"
        keep(findings, place_of(doubt.number), Finding(judgement, doubt.expected, doubt.why))
    around = partial(_around, texts, grids.row_texts(passages, texts))
    verdicts = [
        _verdict(around(number), number, findings.get(place_of(number)), read[index][1])
        for index, passage in enumerate(passages)
        for number in (*numbers[index], *romans(index, passage, texts[index]))
    ]
    verdicts += [
        _misspelt(around(found.word), found, read[found.word.passage][1])
        for found in spellings(passages, texts)
    ]
    return sorted(verdicts, key=lambda v: (v.spot.passage, v.spot.start, v.spot.end))


def _around(texts: Sequence[str], rows: Mapping[int, str], number: Number | Word) -> str:
    """The sentence or the row around `number`."""
    return rows.get(number.passage) or sentence_at(texts[number.passage], number.start)


def _misspelt(around: str, found: TwoSpellings, places: list[int] | None) -> Verdict:
    word = found.word
    start, end = (
        (word.start, word.end) if places is None else (places[word.start], places[word.end])
    )
    spot = Spot(word.passage, start, end)
    return Verdict(spot, around, word.text, "name", "differs", "", found.why)


def _sentences(
    passages: Sequence[Passage], texts: Sequence[str], numbers: Mapping[int, list[Number]]
) -> dict[int, list[Shape]]:
    """The sentences outside tables, by the index of their passage."""
    earlier: list[Number] = []
    found: dict[int, list[Shape]] = {}
    for index, passage in enumerate(passages):
        if passage.table is None:
            found[index] = shapes(texts[index], numbers[index], earlier[-40:])
            earlier += [number for number in numbers[index] if number.value is not None]
    return found


def _all(sentences: Mapping[int, Sequence[Shape]]) -> Iterator[Shape]:
    return itertools.chain.from_iterable(sentences.values())


def _claims(sentences: Mapping[int, Sequence[Shape]]) -> Iterator[Relation]:
    for shape in _all(sentences):
        if len(shape.items) > _MOST_NUMBERS:
            continue  # no sentence that a person wrote: nothing is claimed about it
        for family in CLAIMS:
            yield from family(shape)


def _verdict(
    around: str, number: Number, finding: Finding | None, places: list[int] | None
) -> Verdict:
    start, end = number.start, number.end
    if places is not None:
        start, end = places[start], places[end]
    found = finding or Finding("unchecked")
    return Verdict(
        Spot(number.passage, start, end),
        around,
        number.text,
        number.cls,
        found.judgement,
        found.expected,
        found.why,
    )
