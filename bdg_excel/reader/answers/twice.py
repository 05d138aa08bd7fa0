"""A sheet that stands in a workbook twice: what one says counts once, what they dispute not at all.

Excel copies a sheet with its hidden ids, so neither of the two is the form's own.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.reader.files.workbook import is_filled
from bdg_excel.values.raw import SetAside
from bdg_excel.values.typed import as_shown, as_typed
from bdg_excel.values.value import Answer

_Question = tuple[str, str, int]


class Settled(NamedTuple):
    """The answers of both sheets, each question once, and what is said of the copy."""

    answers: list[Answer]
    findings: list[Finding]


def settled(one: Sequence[Answer], other: Sequence[Answer], first: str, copy: Place) -> Settled:
    """Both sheets as one: `first` is the name of the one, `copy` the place of the other.

    What they dispute is kept: of a question both answers in one, of a table's row both rows.
    """
    if not any(is_filled(answer.raw) for answer in other):
        return Settled(list(one), [])
    answers: list[Answer] = []
    again, disputed, words = 0, 0, list[str]()
    mine, theirs = _by_question(one), _by_question(other)
    aside = _rows_aside(one)
    aside += [row for row in _rows_aside(other) if _raws(row) not in map(_raws, aside)]
    for question in mine | theirs:
        pair = mine.get(question, []), theirs.get(question, [])
        counts = [_filled(side) for side in pair]
        if not all(counts):
            answers += pair[0] if counts[0] or not pair[1] else pair[1]
        elif _raws(pair[0]) == _raws(pair[1]):
            answers += pair[0]
            again += counts[1]
        else:
            answers += _kept(*pair)
            aside += [pair[1]] if question[2] else []
            disputed += sum(counts)
            words += _differences(*pair)
    last = max(row for _, _, row in mine | theirs)
    for number, row in enumerate(aside, start=last + 1):
        answers += [answer._replace(row=number) for answer in _set_aside(row)]
    found = [finding("sheet_repeated", copy, cells=again, other=first)]
    if words:
        told = "; ".join(words)
        found.insert(0, finding("sheet_twice", copy, told, cells=disputed, other=first))
    return Settled(answers, found)


def _by_question(answers: Sequence[Answer]) -> dict[_Question, list[Answer]]:
    """By question; a row of a table is one, with all its cells, counted without those set aside."""
    found: dict[_Question, list[Answer]] = {}
    numbers: dict[int, int] = {0: 0}
    for answer in answers:
        if answer.row and isinstance(answer.raw, SetAside):
            continue
        part = "" if answer.row else answer.slot.part
        number = numbers.setdefault(answer.row, len(numbers))
        question = (answer.slot.field, part, number)
        found.setdefault(question, []).append(answer._replace(row=number))
    return found


def _rows_aside(answers: Sequence[Answer]) -> list[list[Answer]]:
    """The rows that one of the sheets by itself sets aside."""
    rows: dict[int, list[Answer]] = {}
    for answer in answers:
        if answer.row and isinstance(answer.raw, SetAside):
            rows.setdefault(answer.row, []).append(answer)
    return list(rows.values())


def _kept(mine: Sequence[Answer], theirs: Sequence[Answer]) -> Sequence[Answer]:
    """What the form holds of a question that is in dispute; of a row, that of the one sheet."""
    if mine[0].row:
        return _set_aside(mine)
    both = " / ".join(as_shown(answer.raw) for answer in (*mine, *theirs))
    return [mine[0]._replace(raw=SetAside(both))]


def _set_aside(row: Sequence[Answer]) -> list[Answer]:
    """The cells of a row that hold anything."""
    raws = ((answer, answer.raw) for answer in row if is_filled(answer.raw))
    return [
        answer if isinstance(raw, SetAside) else answer._replace(raw=SetAside(raw))
        for answer, raw in raws
    ]


def _filled(answers: Sequence[Answer]) -> int:
    """How many cells are filled of which nothing has been told yet."""
    raws = [answer.raw for answer in answers if not isinstance(answer.raw, SetAside)]
    return sum(map(is_filled, raws))


def _raws(answers: Sequence[Answer]) -> dict[str, object]:
    return {answer.slot.part: answer.raw for answer in answers if is_filled(answer.raw)}


def _differences(mine: Sequence[Answer], theirs: Sequence[Answer]) -> Iterator[str]:
    """``ô E13 (237 / 240)`` for each cell that is not the same on both sheets."""
    raws = [_raws(side) for side in (mine, theirs)]
    for answer in mine:
        typed, copied = (side.get(answer.slot.part, "trống") for side in raws)
        if as_typed(typed) != as_typed(copied):
            yield f"ô {answer.cell} ({as_shown(typed)} / {as_shown(copied)})"
