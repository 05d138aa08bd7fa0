"""A sheet that stands in a workbook twice: what one says counts once, what they dispute not at all.

Excel copies a sheet with its hidden ids, so neither of the two is the form's own.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.reader.files.workbook import is_filled
from bdg_excel.values.raw import Disputed
from bdg_excel.values.typed import as_shown, as_typed
from bdg_excel.values.value import Answer

_Question = tuple[str, str, int]


class Settled(NamedTuple):
    """The answers of both sheets, each question once, and what is said of the copy."""

    answers: list[Answer]
    findings: list[Finding]


def settled(one: Sequence[Answer], other: Sequence[Answer], first: str, copy: Place) -> Settled:
    """Both sheets as one: `first` is the name of the one, `copy` the place of the other."""
    if not any(is_filled(answer.raw) for answer in other):
        return Settled(list(one), [])
    answers: list[Answer] = []
    again, disputed, words = 0, 0, list[str]()
    mine, theirs = _by_question(one), _by_question(other)
    for question in mine | theirs:
        pair = mine.get(question, []), theirs.get(question, [])
        counts = [_filled(side) for side in pair]
        if not all(counts):
            answers += pair[0] if counts[0] or not pair[1] else pair[1]
        elif _raws(pair[0]) == _raws(pair[1]):
            answers += pair[0]
            again += counts[1]
        else:
            answers += [answer._replace(raw=Disputed()) for answer in pair[0]]
            disputed += sum(counts)
            words += _differences(*pair)
    found = [finding("sheet_repeated", copy, cells=again, other=first)]
    if words:
        told = "; ".join(words)
        found.insert(0, finding("sheet_twice", copy, told, cells=disputed, other=first))
    return Settled(answers, found)


def _by_question(answers: Sequence[Answer]) -> dict[_Question, list[Answer]]:
    """By question; a row of a table is one, with all its cells."""
    found: dict[_Question, list[Answer]] = {}
    for answer in answers:
        part = "" if answer.row else answer.slot.part
        found.setdefault((answer.slot.field, part, answer.row), []).append(answer)
    return found


def _filled(answers: Sequence[Answer]) -> int:
    return sum(is_filled(answer.raw) for answer in answers)


def _raws(answers: Sequence[Answer]) -> dict[str, object]:
    return {answer.slot.part: answer.raw for answer in answers if is_filled(answer.raw)}


def _differences(mine: Sequence[Answer], theirs: Sequence[Answer]) -> Iterator[str]:
    """``ô E13 (237 / 240)`` for each cell that is not the same on both sheets."""
    raws = [_raws(side) for side in (mine, theirs)]
    for answer in mine:
        typed, copied = (side.get(answer.slot.part, "trống") for side in raws)
        if as_typed(typed) != as_typed(copied):
            yield f"ô {answer.cell} ({as_shown(typed)} / {as_shown(copied)})"
