"""Answers in sheets, rows and columns that somebody hid: they count, and are told.

The form hides its ids, a few columns and sheets of its own; no answer stands there. So most sheets
are done with after a search for one word.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.form_words import headings
from bdg_excel.layout import FormLayout, QuestionSheet
from bdg_excel.reader.files.facts import Lines, OutOfSight, place
from bdg_excel.reader.files.ods import is_ods
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.relations import hidden_sheets, sheet_names, sheet_parts
from bdg_excel.reader.files.workbook import is_filled, letters
from bdg_excel.reader.second_look.ods import ods_out_of_sight
from bdg_excel.reader.second_look.xls import is_xls, xls_out_of_sight
from bdg_excel.values.value import Answer

_SIGN = b"hidden="
_END = b"sheetData>"
_HIDES = re.compile(rb"""\shidden=["'](?:1|true)["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s(?:[^>]*\s)?r=["'](\d+)""")
_FIRST = re.compile(rb"""<(?:\w+:)?col\s(?:[^>]*\s)?min=["'](\d+)""")
_LAST = re.compile(rb"""\smax=["'](\d+)""")
_LONGEST_TAG = 500
_MANY = 10
"""How many rows, or runs of them, are named; of columns as many."""


def out_of_sight(
    content: bytes,
    answers: Sequence[Answer],
    archive: Package | None,
    form: FormLayout,
    where: Place,
) -> list[Finding]:
    """A finding for each sheet with `answers` that are out of sight. Raises nothing."""
    try:
        sheets, lines = _out_of_sight(content, archive, form)
    except Exception:  # whatever comes up in a damaged file that the first reader could read
        return []
    told = [found for sheet in sorted(sheets) for found in _whole(answers, sheet, where)]
    others = (sheet for sheet in lines.items() if sheet[0] not in sheets)
    return told + [found for sheet in others for found in _told(answers, *sheet, where)]


def _out_of_sight(content: bytes, archive: Package | None, form: FormLayout) -> OutOfSight:
    if is_xls(content):
        return xls_out_of_sight(content)
    if archive is None:
        return OutOfSight(frozenset(), {})
    if is_ods(archive):
        return ods_out_of_sight(archive)
    return OutOfSight(hidden_sheets(archive), _hidden(archive, form))


def _whole(answers: Iterable[Answer], sheet: str, where: Place) -> Iterator[Finding]:
    count = len(_filled(answers, sheet))
    if count:
        yield finding("answers_hidden", where._replace(sheet=sheet), "cả trang", count=count)


def _filled(answers: Iterable[Answer], sheet: str) -> list[Answer]:
    return [each for each in answers if each.sheet == sheet and each.cell and is_filled(each.raw)]


def _hidden(archive: Package, form: FormLayout) -> Mapping[str, Lines]:
    """What is hidden in each sheet that hides more than the form does, by the sheet's name."""
    tags = ((name, tuple(_tags(archive.part(name)))) for name in sheet_parts(archive))
    own = _own(form)
    found = {name: lines for name, each in tags if (lines := _lines(each)) not in own}
    names = sheet_names(archive) if found else {}
    return {names[path]: lines for path, lines in found.items() if path in names}


def _tags(part: bytes) -> Iterator[bytes]:
    """The tags of a sheet's XML that say of something whether it is hidden."""
    end = part.rfind(_END)  # what comes after the rows hides none, and is as long again
    at = part.find(_SIGN, 0, end)
    while at >= 0:
        start, closed = part.rfind(b"<", max(0, at - _LONGEST_TAG), at), part.find(b">", at)
        if start < 0 or closed < 0:  # no tag at all
            closed = at
        else:
            yield part[start : min(closed, at + _LONGEST_TAG)]
        at = part.find(_SIGN, max(closed, at + 1), end)


@lru_cache(maxsize=64)
def _own(form: FormLayout) -> frozenset[Lines]:
    """What the sheets of `form` hide as they are handed out: nothing, or columns without a heading.

    Looked for first, so that a sheet as it was made need not be known by its name.
    """
    own = {Lines(frozenset(), ())}
    for sheet in form.sheets:
        if isinstance(sheet, QuestionSheet):
            heads = headings(sheet)
            bare = {at for at, name in enumerate(sheet.columns) if at and name not in heads}
            columns = tuple(range(first, last + 1) for first, last in _runs(bare))
            own.add(Lines(frozenset(), columns))
    return frozenset(own)


@lru_cache(maxsize=64)
def _lines(tags: tuple[bytes, ...]) -> Lines:
    """What `tags` hide, without the first row and column: the form's ids are there, no answers."""
    hiding = [tag for tag in tags if _HIDES.search(tag)]
    rows = {int(found[1]) - 1 for tag in hiding if (found := _ROW.match(tag))}
    columns = [
        range(int(first[1]) - 1, int(last[1]))
        for tag in hiding
        if (first := _FIRST.match(tag)) and (last := _LAST.search(tag))
    ]
    return Lines(frozenset(rows - {0}), tuple(run for run in columns if run != range(1)))


def _told(answers: Iterable[Answer], sheet: str, lines: Lines, where: Place) -> Iterator[Finding]:
    cells = [place(each.cell) for each in _filled(answers, sheet)]
    rows = {row for row, _ in cells} & lines.rows
    columns = {each for each in {column for _, column in cells} if _is_in(lines.columns, each)}
    count = sum(row in rows or column in columns for row, column in cells)
    if count:
        named = [_named("dòng", rows, _ordinal), _named("cột", columns, letters)]
        words = "; ".join(filter(None, named))
        yield finding("answers_hidden", where._replace(sheet=sheet), words, count=count)


def _is_in(runs: Iterable[range], number: int) -> bool:
    return any(number in run for run in runs)


def _named(kind: str, numbers: Collection[int], name: Callable[[int], str]) -> str:
    """Rows or columns as people know them: ``dòng 9, 13–16``; nothing where there are none."""
    runs = [
        name(first) if first == last else f"{name(first)}–{name(last)}"
        for first, last in _runs(numbers)
    ]
    more = ["…"] if len(runs) > _MANY else []
    return f"{kind} {', '.join(runs[:_MANY] + more)}" if runs else ""


def _runs(numbers: Collection[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of `numbers`, in order."""
    firsts = sorted(number for number in numbers if number - 1 not in numbers)
    lasts = sorted(number for number in numbers if number + 1 not in numbers)
    yield from zip(firsts, lasts, strict=True)


def _ordinal(row: int) -> str:
    return str(row + 1)
