"""A report held against the data that it came from: the output folder of a merge.

A figure in its content control must say what the data say. A figure whose control was deleted is
looked for by the sentence in which it stood; one that is nowhere any more is told.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from bdg_excel.outputs import RECORD
from bdg_excel.recorded import no_record, read_record
from bdg_excel.statements import Statement
from bdg_excel.text import tidy
from bdg_excel.verify.document import Control
from bdg_excel.verify.lines import BETWEEN, Line, lines_of
from bdg_excel.verify.matching import Found, locate
from bdg_excel.verify.passage import Passage, Spot, Verdict

_NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True)
class Data:
    """What a merge found: each figure as printed, by its name, and what the report said of it."""

    printed: Mapping[str, str]
    statements: tuple[Statement, ...]

    def label(self, indicator: str) -> str:
        """The figure in words, else its name."""
        labels = (one.label for one in self.statements if one.indicator == indicator)
        return next(labels, indicator)


def load_data(folder: Path) -> Data:
    """The data in the output folder of a merge; `RecordError` where it is none."""
    figures, facts = read_record(folder)
    try:
        statements = tuple(_statement(entry) for entry in facts.get("report", ()))
    except (LookupError, TypeError) as error:
        raise no_record(folder, f"{RECORD} bị hỏng") from error
    printed = {name: row.printed for name, row in figures.items()}
    return Data({**{one.indicator: one.printed for one in statements}, **printed}, statements)


def _statement(entry: Mapping[str, Any]) -> Statement:
    made = Statement(**{name: entry[name] for name in Statement._fields})
    texts = (made.indicator, made.printed, made.label, made.title, made.sentence)
    if not all(isinstance(text, str) for text in texts) or not isinstance(made.start, int):
        raise TypeError("not a statement")
    return made


@dataclass(frozen=True)
class _Figure:
    """A figure of the data and where the report states it."""

    indicator: str
    spot: Spot


def with_data(
    passages: Sequence[Passage],
    controls: Sequence[Control],
    verdicts: Sequence[Verdict],
    data: Data,
) -> list[Verdict]:
    """`verdicts`, with what the data say of the figures in place of what the text alone says.

    What the report does not state any more comes last.
    """
    lines = lines_of(passages)
    figures = _controlled(passages, controls, data)
    held = {figure.indicator for figure in figures}
    lost = [one for one in _first_of_each(data.statements) if one.indicator not in held]
    found, missing = _look_for(lost, lines, figures)
    judge = _Judge(passages, lines, verdicts, data)
    for figure in sorted([*figures, *found], key=lambda one: (one.spot.passage, one.spot.start)):
        judge.figure(figure)
    judge.filled_blanks(figures)
    return judge.settled() + [_no_more(one, data) for one in missing]


def _controlled(
    passages: Sequence[Passage], controls: Sequence[Control], data: Data
) -> list[_Figure]:
    """The figures that stand in their controls. LibreOffice may have kept the title only."""
    titled: dict[str, list[str]] = defaultdict(list)
    for one in data.statements:
        titled[one.title].append(one.indicator)
    figures = []
    for control in controls:
        names = titled.get(control.title, [])
        indicator = control.tag if control.tag in data.printed else ""
        if not control.tag and names:
            indicator = names.pop(0) if len(names) > 1 else names[0]
        if indicator and _words(passages, control.spot):
            figures.append(_Figure(indicator, control.spot))
    return figures


def _first_of_each(statements: Sequence[Statement]) -> list[Statement]:
    return list({one.indicator: one for one in reversed(statements)}.values())[::-1]


def _look_for(
    lost: Sequence[Statement], lines: Sequence[Line], figures: Sequence[_Figure]
) -> tuple[list[_Figure], list[Statement]]:
    """The figures without a control that are still stated, and those that are not."""
    taken = [figure.spot for figure in figures]
    tables: dict[str, int] = {}
    by_passage = {index: line.table for line in lines for index, _, _ in line.parts}
    for figure in figures:
        table = by_passage[figure.spot.passage]
        if table is not None:
            tables[_list_of(figure.indicator)] = table
    found, missing = [], []
    for statement in lost:
        table = tables.get(_list_of(statement.indicator))
        place: Found = locate(statement, lines, taken, table)
        if place is None:
            missing.append(statement)
        else:
            taken.append(place)
            found.append(_Figure(statement.indicator, place))
    return found, missing


def _list_of(indicator: str) -> str:
    """What stands in one table of the report: ``bieu.hoat_dong`` of ``bieu.hoat_dong.1.nam``."""
    return indicator.rsplit(".", 2)[0] if indicator.count(".") > 2 else indicator


def _no_more(statement: Statement, data: Data) -> Verdict:
    printed = data.printed[statement.indicator]
    why = f"báo cáo không còn nêu {statement.label}: {printed}"
    return Verdict(Spot(-1, 0, 0), statement.sentence, "", "count", "wrong", printed, why)


class _Judge:
    """Puts what the data say in place of what the text alone says."""

    def __init__(
        self,
        passages: Sequence[Passage],
        lines: Sequence[Line],
        verdicts: Sequence[Verdict],
        data: Data,
    ) -> None:
        self._passages = passages
        self._data = data
        self._lines = {index: line for line in lines for index, _, _ in line.parts}
        self._alone: dict[int, list[Verdict]] = defaultdict(list)
        for verdict in verdicts:
            self._alone[verdict.spot.passage].append(verdict)
        self._said: list[Verdict] = []

    def figure(self, figure: _Figure) -> None:
        """Holds one figure of the report against the data."""
        expected = self._data.printed[figure.indicator]
        alone = self._take(figure.spot)
        label = self._data.label(figure.indicator)
        stated = _words(self._passages, figure.spot)
        if _same(stated, expected):
            self._said += [_right(verdict, label) for verdict in alone]
            return
        mine, theirs = list(_NUMBER.finditer(stated)), _NUMBER.findall(expected)
        if not theirs or len(mine) != len(theirs):
            self._say(figure.spot, alone, "wrong", expected, _why(label, expected))
            return
        passage, start = figure.spot.passage, figure.spot.start
        for number, right in zip(mine, theirs, strict=True):
            spot = Spot(passage, start + number.start(), start + number.end())
            judged = _compared(number[0], right)
            why = _why(label, expected) if judged != "right" else f"khớp số liệu: {label}"
            self._say(spot, alone, judged, right if judged == "wrong" else "", why)

    def filled_blanks(self, figures: Sequence[_Figure]) -> None:
        """Numbers that were typed into cells which the data leave blank."""
        stated = {one.indicator: one for one in self._data.statements}
        done: set[int] = set()
        for figure in figures:
            line, statement = self._lines[figure.spot.passage], stated.get(figure.indicator)
            before = statement.sentence.split(BETWEEN) if statement else []
            if line.table is None or id(line) in done or len(before) != len(line.parts):
                continue
            done.add(id(line))
            for (index, _, length), cell in zip(line.parts, before, strict=True):
                if not cell.strip() and _NUMBER.search(self._passages[index].text):
                    spot = Spot(index, 0, length)
                    why = "số liệu không có số nào cho ô này"
                    self._say(spot, self._take(spot), "wrong", "", why)

    def settled(self) -> list[Verdict]:
        """All verdicts, in the order of the report."""
        rest = [verdict for verdicts in self._alone.values() for verdict in verdicts]
        return sorted(
            [*self._said, *rest], key=lambda one: (one.spot.passage, one.spot.start, one.spot.end)
        )

    def _take(self, spot: Spot) -> list[Verdict]:
        """The verdicts inside `spot`, which the data now answer for."""
        here = self._alone[spot.passage]
        inside = [one for one in here if one.spot.start < spot.end and spot.start < one.spot.end]
        self._alone[spot.passage] = [one for one in here if one not in inside]
        return inside

    def _say(
        self, spot: Spot, alone: Sequence[Verdict], judged: Any, expected: str, why: str
    ) -> None:
        same = [one for one in alone if one.spot.start < spot.end and spot.start < one.spot.end]
        text = same[0].text if same else self._lines[spot.passage].text
        cls = same[0].cls if same else "count"
        number = self._passages[spot.passage].text[spot.start : spot.end]
        self._said.append(Verdict(spot, text, number, cls, judged, expected, why))


def _right(verdict: Verdict, label: str) -> Verdict:
    return replace(verdict, verdict="right", expected="", why=f"khớp số liệu: {label}")


def _why(label: str, expected: str) -> str:
    return f"số liệu của {label} là {expected}"


def _words(passages: Sequence[Passage], spot: Spot) -> str:
    return passages[spot.passage].text[spot.start : spot.end]


def _same(one: str, other: str) -> bool:
    return tidy(one).casefold() == tidy(other).casefold()


def _compared(stated: str, expected: str) -> str:
    """``right``, ``rounded`` or ``wrong``: a number as stated beside the one of the data."""
    if stated == expected:
        return "right"
    mine, theirs = _value(stated), _value(expected)
    if mine is None or theirs is None:
        return "wrong"
    if mine == theirs:
        return "right"
    _, _, decimals = stated.partition(",")
    step = Decimal(1).scaleb(-len(decimals))
    return "rounded" if theirs.quantize(step, ROUND_HALF_UP) == mine else "wrong"


def _value(number: str) -> Decimal | None:
    try:
        return Decimal(number.replace(".", "").replace(",", "."))
    except InvalidOperation:
        return None
