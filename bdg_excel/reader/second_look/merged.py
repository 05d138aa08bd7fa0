"""Answer cells that were made one: what stands in them may be the answer to any of their questions.

Forms have merged cells of their own, headings and titles. Whether others may be among them is told
by their corners, which is done once for the forms of a round; only then are all answers looked at.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.layout import FormLayout
from bdg_excel.programme.constraints import DEFINITE
from bdg_excel.reader.answers.plan import plans
from bdg_excel.reader.files.facts import place
from bdg_excel.reader.files.ods import is_ods
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.relations import sheet_names, sheet_parts
from bdg_excel.reader.files.workbook import address, is_filled
from bdg_excel.reader.second_look.ods import ods_merged
from bdg_excel.reader.second_look.xls import is_xls, xls_merged
from bdg_excel.values.raw import Lettered, Merged
from bdg_excel.values.value import Answer

_LIST, _LIST_ENDS, _MERGED = b"mergeCells", b"mergeCells>", b"mergeCell "
_RANGE = re.compile(rb"""\bref\s*=\s*["']([A-Z]{1,3}\d{1,7}):([A-Z]{1,3}\d{1,7})["']""")
_NAMED = 6
"""So many of the questions that share a cell are named."""
_Columns = dict[int, list[tuple[int, Answer]]]
"""The answers of a sheet with their rows, from the top down, by column."""


class Box(NamedTuple):
    """The cells that were made one, from corner to corner; rows and columns counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    def __str__(self) -> str:
        return f"{address(self.top, self.left)}:{address(self.bottom, self.right)}"


def out_of_merged(
    content: bytes,
    answers: Sequence[Answer],
    archive: Package | None,
    form: FormLayout,
    where: Place,
) -> tuple[Sequence[Answer], list[Finding]]:
    """`answers`, those in cells that were made one with others' told as such.

    They themselves where no cells of theirs were; and what is to be said of words in such cells of
    a table, which stay those of the first row. Raises nothing.
    """
    try:
        merged = _merged(content, archive, form)
    except Exception:  # whatever comes up in a damaged file that the first reader could read
        return answers, []
    if not merged:
        return answers, []
    shared = dict(_shared(answers, merged))
    told = list(_words(answers, merged, where))
    if not shared:
        return answers, told
    return [shared.get((answer.sheet, answer.cell), answer) for answer in answers], told


def _words(
    answers: Sequence[Answer], merged: Mapping[str, Sequence[Box]], where: Place
) -> Iterator[Finding]:
    """A finding for each box with words that belong to several rows of a table."""
    for sheet, columns in _asked(filter(_is_worded, answers)).items():
        for box in merged.get(sheet, ()):
            for first in _firsts(columns, box):
                place, said = where._replace(sheet=sheet, cell=first.cell), _said(first.raw)
                label, area = first.slot.label, str(box)
                yield finding("merged_words", place, said, label=label, area=area)


def _firsts(columns: _Columns, box: Box) -> Iterator[Answer]:
    """The filled answers of the first rows that `box` makes one with others below; they go.

    So each is told once, however many boxes a broken file lays over them.
    """
    for cells, start, end in _spans(columns, box):
        inside = [answer for _, answer in cells[start:end]]
        del cells[start:end]
        if len(inside) > 1 and is_filled(inside[0].raw):
            yield inside[0]


def _said(raw: object) -> str:
    return raw.plain if isinstance(raw, Lettered) else str(raw)


def _is_worded(answer: Answer) -> bool:
    return bool(answer.row) and answer.slot.kind not in DEFINITE


def _shared(
    answers: Sequence[Answer], merged: Mapping[str, Sequence[Box]]
) -> Iterator[tuple[tuple[str, str], Answer]]:
    """The answers that share a cell with others, by their places."""
    definite = (answer for answer in answers if answer.slot.kind in DEFINITE)
    for sheet, columns in _asked(definite).items():
        # Each answer is told once, however many boxes a broken file lays over each other.
        untold = {column: list(cells) for column, cells in columns.items()}
        for box in merged.get(sheet, ()):
            if sum(end - start for _, start, end in _spans(columns, box)) < 2:
                continue
            labels = _labels(columns, box)
            for cells, start, end in _spans(untold, box):
                for _, answer in cells[start:end]:
                    if is_filled(answer.raw):
                        raw = Merged(answer.raw, str(box), labels)
                        yield (sheet, answer.cell), answer._replace(raw=raw)
                del cells[start:end]


def _asked(answers: Iterable[Answer]) -> dict[str, _Columns]:
    """By sheet: the answers that stand in cells."""
    found: dict[str, _Columns] = {}
    for answer in answers:
        if answer.cell:
            row, column = place(answer.cell)
            found.setdefault(answer.sheet, {}).setdefault(column, []).append((row, answer))
    for columns in found.values():
        for cells in columns.values():
            cells.sort(key=_row)
    return found


def _row(cell: tuple[int, Answer]) -> int:
    return cell[0]


def _spans(columns: _Columns, box: Box) -> Iterator[tuple[list[tuple[int, Answer]], int, int]]:
    """The columns that `box` crosses, and from where to where it holds their answers."""
    for column, cells in columns.items():
        if box.left <= column <= box.right:
            start = bisect_left(cells, box.top, key=_row)
            yield cells, start, bisect_right(cells, box.bottom, key=_row)


def _labels(columns: _Columns, box: Box) -> str:
    """Which questions `box` answers; the first of them where they are many."""
    inside = (cells[n][1] for cells, *span in _spans(columns, box) for n in range(*span))
    first = [_named(answer) for answer in islice(inside, _NAMED + 1)]
    return " / ".join([*first[:_NAMED], *("…" for _ in first[_NAMED:])])


def _named(answer: Answer) -> str:
    """A question; in a table, of which row."""
    cell = f" ô {answer.cell}" if answer.row else ""
    return f"«{answer.slot.label}»{cell}"


def _merged(
    content: bytes, archive: Package | None, form: FormLayout
) -> Mapping[str, Sequence[Box]]:
    """The merged cells of each sheet; nothing where they are the form's own."""
    if is_xls(content):
        return _boxed(xls_merged(content))
    if archive is None:
        return {}
    if is_ods(archive):
        return _boxed(ods_merged(archive))
    names = sheet_names(archive)
    lists = {
        names[path]: _list(archive.part(path)) for path in sheet_parts(archive) if path in names
    }
    if _are_own(form, tuple(lists.items())):
        return {}
    return {name: _boxes(boxes) for name, boxes in lists.items()}


def _boxed(found: Mapping[str, Iterable[Sequence[int]]]) -> dict[str, list[Box]]:
    return {name: [Box(*box) for box in boxes] for name, boxes in found.items()}


def _list(part: bytes) -> bytes:
    """Where a sheet's XML lists its merged cells: behind the cells, so from the end."""
    end = part.rfind(_LIST_ENDS)
    closes = end >= 0 and part[part.rfind(b"<", 0, end) :].startswith(b"</")
    if not closes:  # no such list, or one whose end is missing
        return part[part.find(_MERGED) :] if _MERGED in part else b""
    return part[part.rfind(_LIST, 0, end) : end]


@lru_cache(maxsize=64)
def _are_own(form: FormLayout, lists: tuple[tuple[str, bytes], ...]) -> bool:
    """Whether all merged cells begin where their sheet has words or formulas of the form's own."""
    known = plans(form)
    asking = {sheet.name: known[sheet.marker].own for sheet in form.sheets}
    markers = {sheet.marker for sheet in form.sheets}
    others = [plan.own for marker, plan in known.items() if marker not in markers]
    corners = ((name, {(box.top, box.left) for box in _boxes(each)}) for name, each in lists)
    return all(
        any(some <= words for words in ([asking[name]] if name in asking else others))
        for name, some in corners
    )


def _boxes(part: bytes) -> list[Box]:
    return [_box(first.decode(), last.decode()) for first, last in _RANGE.findall(part)]


def _box(first: str, last: str) -> Box:
    return Box(*place(first), *place(last))
