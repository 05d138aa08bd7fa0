"""What a figure is made of, as a chart: unit by unit while they are few, else by area or size."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import floor
from typing import NamedTuple

from markupsafe import Markup

from bdg_excel.indicators import Figure
from bdg_excel.layout import NO, YES
from bdg_excel.page.amounts import Amount, Plan, plan
from bdg_excel.page.answers import Numbers
from bdg_excel.page.areas import Area, flat
from bdg_excel.page.charts import Bar, bars
from bdg_excel.programme import Indicator, Programme
from bdg_excel.rows import Exact
from bdg_excel.text import number

_MOST_UNITS, _MOST_AREAS = 45, 90
"""So many units, or areas, have a bar each."""
_BINS = 10
"""About so many steps of size, where there are too many for bars of their own."""
_REST, _REST_LABEL = "c0", "Còn lại"


class Key(NamedTuple):
    """A colour of a chart and what it stands for."""

    style: str
    label: str


class Chart(NamedTuple):
    """A picture, what its rows are, and the key to its colours."""

    svg: Markup
    rows: str
    keys: tuple[Key, ...]


def chart(
    indicator: Indicator,
    figures: Sequence[Figure],
    programme: Programme,
    numbers: Numbers,
    tree: Sequence[Area],
) -> Chart | None:
    """The chart of `indicator`, whose `figures` are one a part; None where there is one number."""
    coverage = figures[0].coverage
    if coverage.expected < 2 or not coverage.reported:
        return None
    if indicator.parts[0].kind == "yes_count":
        return _yes_and_no(figures[0])
    shown = plan(indicator, figures, programme)
    if shown is None:
        return None
    if len(shown.units) <= _MOST_UNITS:
        rows = [shown.of_unit(unit, numbers) for unit in shown.units]
        return _drawn(shown, rows, f"Từng {coverage.called}")
    level = _level(tree)
    if level:
        return _drawn(shown, [shown.of_area(area, numbers) for area in level], "Từng địa bàn")
    return _by_size(shown, numbers)


def _level(tree: Sequence[Area]) -> list[Area]:
    """The widest areas that are several, and not too many to have a bar each."""
    every = flat(tree)
    for depth in sorted({area.depth for area in every}):
        level = [area for area in every if area.depth == depth]
        if 1 < len(level) <= _MOST_AREAS:
            return level
    return []


def _drawn(shown: Plan, rows: Sequence[Amount], what: str) -> Chart:
    longest = max((row.length for row in rows), default=0)
    drawn = [_bar(shown, row, longest) for row in rows]
    styles = {style for bar in drawn for style, length in bar.pieces if length}
    keys = [Key(f"c{n}", label) for n, label in enumerate(shown.labels, start=1)]
    keys += [Key(_REST, _REST_LABEL)] if _REST in styles else []
    return Chart(bars(drawn, shown.title, _description(shown, rows)), what, tuple(keys))


def _bar(shown: Plan, row: Amount, longest: Exact) -> Bar:
    sizes = [(f"c{n}", size or 0) for n, size in enumerate(row.pieces, start=1)]
    sizes = [*sizes, (_REST, row.length - row.sum)] if row.is_given else []
    pieces = tuple((style, float(size / longest) if longest else 0.0) for style, size in sizes)
    return Bar(row.name, pieces, row.words, f"{row.name}: {shown.told(row)}")


def _description(shown: Plan, rows: Sequence[Amount]) -> str:
    """What the picture says at a glance, for those who do not see it."""
    given = sorted((row for row in rows if row.is_given), key=lambda row: row.length)
    if not given:
        return f"{shown.coverage.words} có số liệu."
    most, least = given[-1], given[0]
    return (
        f"{shown.coverage.words} có số liệu. Lớn nhất: {most.name}, {shown.told(most)}. "
        f"Nhỏ nhất: {least.name}, {shown.told(least)}."
    )


def _yes_and_no(figure: Figure) -> Chart:
    """How many answered what: a row an answer."""
    yes, answered = figure.numerator or 0, figure.denominator or 0
    silent = len(figure.coverage.missing)
    counts = [(YES, "c1", yes), (NO, "c2", answered - yes)]
    counts += [("Chưa trả lời", _REST, silent)] if silent else []
    drawn = [
        _counted(name, style, count, figure.coverage.expected) for name, style, count in counts
    ]
    description = "; ".join(bar.tip for bar in drawn)
    return Chart(bars(drawn, figure.label, description), f"Số {figure.coverage.called}", ())


def _counted(name: str, style: str, count: Exact, most: int) -> Bar:
    """A row that says how many units there are of a kind."""
    return Bar(name, ((style, float(count / most)),), number(count), f"{name}: {number(count)}")


def _by_size(shown: Plan, numbers: Numbers) -> Chart:
    """How many units are how large: by the first piece, as a share where there is a whole."""
    sizes = list(_sizes(shown, numbers))
    step = _step(max(sizes, default=0))
    counts = Counter(size // step for size in sizes)
    most, unit = max(counts.values(), default=1), "%" if shown.has_whole else ""
    drawn = []
    for place in range(max(counts, default=-1) + 1):
        name = f"{number(place * step)} – dưới {number((place + 1) * step)}{unit}"
        drawn.append(_counted(name, "c1", counts[place], most))
    what = f"Số {shown.coverage.called} theo {'tỷ lệ' if unit else 'mức'} {shown.labels[0]}"
    return Chart(bars(drawn, shown.title, what), what, ())


def _sizes(shown: Plan, numbers: Numbers) -> Iterator[int]:
    """The size of each unit without its decimals: steps begin and end at whole numbers."""
    for unit in shown.coverage.reported:
        amount = shown.of_unit(unit, numbers)
        piece, whole = amount.pieces[0], amount.wholes[0]
        if piece is not None and whole:
            yield _whole_times(100 * piece, whole)
        elif piece is not None and whole is None:
            yield floor(piece)


def _whole_times(piece: Exact, whole: Exact) -> int:
    """How many times `whole` goes into `piece`."""
    if isinstance(piece, int) and isinstance(whole, int):
        return piece // whole
    return floor(Fraction(piece) / Fraction(whole))


def _step(largest: int) -> int:
    """1, 2 or 5 times a power of ten, so that there are at most `_BINS` steps."""
    power = 1
    while True:
        for times in (1, 2, 5):
            if largest < power * times * _BINS:
                return power * times
        power *= 10
