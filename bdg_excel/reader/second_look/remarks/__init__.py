"""What was written beside the cells: comments on them, and text boxes laid over a sheet.

No reader of cells sees these. A form as it was handed out has no such parts; one that was given
back has our own comments, which are known by what its list says.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from bdg_excel.findings import EACH, SEVERITIES, Finding, Place, finding
from bdg_excel.layout import AUTHOR, RETURNED, RETURNED_COLUMNS, RETURNED_REASON
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.workbook import Grid
from bdg_excel.reader.second_look.remarks import old_xls, open_document, open_xml
from bdg_excel.reader.second_look.remarks.remark import CUT, Remark
from bdg_excel.text import tidy

__all__ = ["remarks_in"]

_NAMED, _ADDRESSES = 10, 40
"""How many are told one by one, and how many of the others with their cells."""
_LEVELS = tuple(f"{words}: " for words in SEVERITIES.values())
"""How each line of our own comments begins."""
_LEVEL, _CELL, _REMEDY = 2, 3, 6
"""The columns of the list in a form that was given back, from its hidden one on."""

_Listed = Mapping[str, Sequence[str]]
"""What the list of a form that was given back says of a cell, by the cell's address."""


def remarks_in(
    content: bytes, archive: Package | None, grids: Sequence[Grid], place: Place
) -> list[Finding]:
    """A finding for each of the first few comments and text boxes, one for all others.

    `content` is the file, `archive` the same where it is a zip. Our own comments are not told
    unless something was added to them. Raises nothing.
    """
    unread: list[str] = []
    written = _written(content, archive, unread)
    if written is None:
        return []
    found = _theirs(written, _listed(grids))
    told = [remark.told(place) for remark in islice(found, _NAMED)]
    others = list(islice(found, EACH))
    if others:
        more = len(others) + sum(1 for _ in found)
        places = [remark.where for remark in others[:_ADDRESSES]]
        where = "; ".join([*places, CUT] if more > _ADDRESSES else places)
        many = finding("comments_many", place, more, where=where)
        told.append(many._replace(each=tuple(remark.told(place) for remark in others)))
    if unread:
        told.append(finding("comments_unread", place))
    return told


def _written(content: bytes, archive: Package | None, unread: list[str]) -> Iterator[Remark] | None:
    """All remarks, and in `unread` what cannot be read; None for nearly every file: it has none."""
    if archive is None:
        return old_xls.written(content, unread) if old_xls.may_hold(content) else None
    parts = open_xml.parts_in(archive)
    if parts:
        return open_xml.written(archive, parts, unread)
    return open_document.written(archive, unread) if open_document.may_hold(archive) else None


def _theirs(remarks: Iterable[Remark], listed: _Listed | None) -> Iterator[Remark]:
    """`remarks` without what we ourselves wrote into them. `listed`: None if there is no list."""
    for remark in remarks:
        text = tidy(remark.text)
        if not remark.is_box and text.startswith(_LEVELS):
            text = _rest_by_lines(remark) if listed is None else _rest(text, remark.cell, listed)
        if text:
            yield remark._replace(text=text)


def _rest(text: str, cell: str, listed: _Listed) -> str:
    """What stands in `text` after that which our list says of the cell."""
    ours, at = listed.get(cell, ()), 0
    while said := next((words for words in ours if text.startswith(words, at)), ""):
        at += len(said)
        at += text.startswith(" ", at)
    rest = text[at:]
    begun = rest.removesuffix(CUT).rstrip()
    is_cut = begun != rest and any(words.startswith(begun) for words in ours)
    return "" if is_cut else rest


def _rest_by_lines(remark: Remark) -> str:
    """The same where the list was deleted: all or nothing, by the author and each line's words."""
    lines = (tidy(line) for line in remark.text.splitlines())
    is_ours = remark.author == AUTHOR and all(line.startswith(_LEVELS) for line in lines if line)
    return "" if is_ours else tidy(remark.text)


def _listed(grids: Iterable[Grid]) -> _Listed | None:
    grid = next((grid for grid in grids if grid.marker == RETURNED), None)
    if grid is None:
        return None
    said: dict[str, set[str]] = {}
    for row in grid.rows:
        cells = [tidy(cell) if isinstance(cell, str) else "" for cell in row[grid.marker_column :]]
        if len(cells) >= RETURNED_COLUMNS and cells[RETURNED_REASON]:
            cell = cells[_CELL].rpartition(" ")[2]
            words = tidy(f"{cells[_LEVEL]}: {cells[RETURNED_REASON]} {cells[_REMEDY]}")
            said.setdefault(cell, set()).add(words)
    return {cell: sorted(words, key=len, reverse=True) for cell, words in said.items()}
