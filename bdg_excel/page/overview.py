"""What the page says at a glance: how many have reported, whether all adds up, what to do next."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from bdg_excel.findings import Severity
from bdg_excel.page.areas import Area, flat
from bdg_excel.page.charts import strip
from bdg_excel.page.units import Row, State, Tally, tally
from bdg_excel.programme import Programme
from bdg_excel.results import Results
from bdg_excel.text import listing, number

_MOST_TILES = 150
"""So many units of a kind have a tile each."""
_SINGLE = "Cơ quan, đơn vị khác"


class Cluster(NamedTuple):
    """Units of one kind; no `tiles` where they are too many to be shown one by one."""

    name: str
    tally: Tally
    strip: Markup
    tiles: tuple[Row, ...]


class Overview(NamedTuple):
    """`area_strips` are bars of states by the number of the area, `findings` counts by severity."""

    next_step: str
    tally: Tally
    strip: Markup
    clusters: tuple[Cluster, ...]
    area_strips: Mapping[str, Markup]
    findings: Mapping[Severity, int]


def overview(results: Results, rows: Sequence[Row], tree: Sequence[Area]) -> Overview:
    """All that stands above the lists."""
    counts = tally(rows)
    severities = Counter(found.severity for found in results.findings)
    return Overview(
        next_step=_next_step(results, rows),
        tally=counts,
        strip=_strip(counts),
        clusters=tuple(_clusters(rows, results.programme)),
        area_strips={area.number: _strip(area.tally) for area in flat(tree)},
        findings={severity: severities[severity] for severity in Severity},
    )


def _strip(counts: Tally) -> Markup:
    return strip([(f"s-{state}", count) for state, count in counts.counts], counts.words)


def _clusters(rows: Sequence[Row], programme: Programme) -> Iterator[Cluster]:
    """The units by their form; those that fill a form alone stand together."""
    by_form: dict[str, list[Row]] = {}
    for row in rows:
        by_form.setdefault(row.unit.form, []).append(row)
    for form, mine in by_form.items():
        if len(mine) > 1:
            yield _cluster(_sentence(programme.form(form).units), mine)
    alone = [mine[0] for mine in by_form.values() if len(mine) == 1]
    if alone:
        yield _cluster(_SINGLE, alone)


def _cluster(name: str, rows: Sequence[Row]) -> Cluster:
    counts = tally(rows)
    return Cluster(name, counts, _strip(counts), tuple(rows) if len(rows) <= _MOST_TILES else ())


def _next_step(results: Results, rows: Sequence[Row]) -> str:
    """What to do next, in one sentence."""
    if not results.balance.holds:
        return "Đừng dùng kết quả này: số ô không khớp, có ô bị sót."
    steps = list(_steps(results, rows))
    if steps:
        return f"{_sentence(listing(steps))}."
    return (
        "Mọi đơn vị đã gửi và không có chỗ nào cần sửa: mở báo cáo, chọn lọc ý kiến của các đơn "
        "vị, điền số và ngày rồi trình ký."
    )


def _steps(results: Results, rows: Sequence[Row]) -> Iterator[str]:
    counts = dict(tally(rows).counts)
    strangers = {source.file for source in results.sources if not source.unit}
    strangers -= {file.link.name for row in rows for file in row.files}
    wrong = counts[State.WRONG] + counts[State.REJECTED]
    if strangers:
        yield f"xem {number(len(strangers))} tệp chưa rõ của đơn vị nào"
    if counts[State.MISSING]:
        yield f"nhắc {number(counts[State.MISSING])} đơn vị chưa gửi"
    if wrong:
        yield f"gửi lại biểu cho {number(wrong)} đơn vị có chỗ sai"
    if counts[State.DOUBTFUL]:
        yield f"hỏi lại {number(counts[State.DOUBTFUL])} đơn vị có chỗ cần xem"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
