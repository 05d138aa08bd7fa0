"""The figures and lists of 2023, made by hand from what was published: no merging on the way."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from bdg_excel.coverage import Coverage, coverage
from bdg_excel.indicators import NO_FIGURE, Figure
from bdg_excel.programme import Programme, load_programme
from bdg_excel.report import Context, Opinion, report_context, sound_template, write_report
from bdg_excel.statements import Statement
from bdg_excel.tables import Group, Summary

DATA = Path(__file__).parent / "data"
PROGRAMME, DEFINITION = load_programme()
TEMPLATE = DEFINITION.parent / PROGRAMME.report_template
CLEANING = "Lao động tổng vệ sinh, dọn dẹp nhà cửa, tặng quà cho nữ chủ hộ là người cao tuổi cô đơn"
PLANS = "Tuyên truyền Kế hoạch số 16/KH-BVSTBPN và Kế hoạch số 265/KH-UBND"


def without(name: str, *missing: str) -> Coverage:
    """Everybody who is asked `name` but the units with these codes."""
    asked = {unit.code for unit in PROGRAMME.asked_of(name)}
    return coverage(PROGRAMME, name, frozenset(asked - set(missing)))


def published() -> list[dict[str, str]]:
    with (DATA / "report_2023.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figures(*missing: str) -> list[Figure]:
    asked = {(i.id, part.id): part.of for i in PROGRAMME.indicators for part in i.parts}
    labels = {indicator.id: indicator.label for indicator in PROGRAMME.indicators}
    made = []
    for row in published():
        name = asked[row["indicator"], row["part"]].split(".")[0]
        numbers = [int(row[key]) if row[key] else None for key in ("numerator", "denominator")]
        nobody = coverage(PROGRAMME, name, frozenset())
        made.append(
            Figure(
                indicator=row["indicator"],
                part=row["part"],
                label=labels[row["indicator"]],
                value=numbers[0],
                numerator=numbers[0],
                denominator=numbers[1],
                percent=None,
                printed=row["printed"],
                coverage=nobody if row["printed"] == NO_FIGURE else without(name, *missing),
            )
        )
    return made


def summary(name: str, rows: int, *groups: Group, missing: Sequence[str] = ()) -> Summary:
    table = next(table for table in PROGRAMME.tables if table.id == name)
    summed = [column.id for column in table.columns if column.merge == "sum"]
    given = {column: [n for g in groups if (n := g.numbers[column])] for column in summed}
    measured = summed[0] if len({group.unit for group in groups}) > 1 else None
    return Summary(
        table=table,
        groups=groups,
        totals={c: sum(given[c]) if given[c] and c != measured else None for c in summed},
        rows=rows,
        given={column: rows if given[column] else 0 for column in summed},
        mixed=frozenset({measured} if measured else ()),
        coverage=without(name, *missing),
    )


def group(name: str, unit: str, level: str, **numbers: int | None) -> Group:
    return Group(name=name, unit=unit, numbers=numbers, unions={"cap": level}, units=())


def summaries(*missing: str) -> list[Summary]:
    cleaning = group(CLEANING, "", "Cấp xã", so_cuoc=25, nam=42, nu=65)
    plans = group(PLANS, "buổi", "Cấp huyện, xã", so_luong=39, nam=None, nu=None)
    banners = group("Băng rôn", "cái", "Cấp huyện", so_luong=33, nam=None, nu=None)
    return [
        summary("hoat_dong", 17, cleaning, missing=missing),
        summary("truyen_thong", 18, plans, missing=missing),
        summary("san_pham", 1, banners),
    ]


def context(*missing: str, opinions: Mapping[str, Sequence[Opinion]] | None = None) -> Any:
    sent = without("kho_khan", *missing)
    return report_context(PROGRAMME, figures(*missing), summaries(*missing), opinions or {}, sent)


def report_from(
    source: Path, target: Path, ready: Context, programme: Programme = PROGRAMME
) -> tuple[Statement, ...]:
    """The template at `source` filled with `ready`, at `target`; what it states."""
    return write_report(sound_template(source, programme), target, ready)


def report_text(scratch: Path) -> str:
    """The report of 2023, every unit in it, as text."""
    made = scratch / "report_2023.docx"
    report_from(TEMPLATE, made, context())
    return "\n".join(lines(made)) + "\n"


def lines(path: Path) -> list[str]:
    """A line for each paragraph and each row (cells parted by ``|``), in the document's order."""
    return list(_lines(unwrapped(path)))


def unwrapped(path: Path) -> Any:
    """The document without its content controls, whose text python-docx would not read."""
    document = Document(str(path))
    for control in list(document.element.body.iter(qn("w:sdt"))):
        for child in list(control.find(qn("w:sdtContent"))):
            control.addprevious(child)
        control.getparent().remove(control)
    return document


def _lines(holder: Any) -> Iterator[str]:
    for block in holder.iter_inner_content():
        if not isinstance(block, WordTable):
            yield block.text
            continue
        for row in block.rows:
            yield " | ".join("/".join(_lines(cell)) for cell in row.cells)
