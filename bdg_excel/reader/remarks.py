"""What was written beside the cells: comments on them, and text boxes laid over a sheet.

No reader of cells sees these. A form as it was handed out has no such parts; one that was given
back has our own comments, which are known by what its list says.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple
from xml.etree import ElementTree as ET

from bdg_excel.findings import SEVERITIES, Finding, Place, finding
from bdg_excel.layout import AUTHOR, RETURNED, RETURNED_COLUMNS
from bdg_excel.reader.package import Package
from bdg_excel.reader.preflight import COLUMNS, ROWS
from bdg_excel.reader.relations import sheets_of_parts
from bdg_excel.reader.workbook import Grid, address
from bdg_excel.text import tidy

_TALKS = "xl/threadedcomments"
_FOLDERS = ("xl/comments", _TALKS, "xl/drawings/")
_LARGEST = 4 * 2**20
"""A hundred times what a form's comments take up, unpacked."""
_NAMED, _ADDRESSES = 10, 40
"""How many are told one by one, and how many of the others with their cells."""
_LONGEST = 300
_LEVELS = tuple(f"{words}: " for words in SEVERITIES.values())
"""How each line of our own comments begins."""
_CUT = "…"
_LEVEL, _CELL, _PROBLEM, _REMEDY = 2, 3, 5, 6
"""The columns of the list in a form that was given back, from its hidden one on."""
_THREAD = "tc="
"""The author of a comment that only says that there is a conversation: that is told by itself."""
_REFERENCE = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_ESCAPED = re.compile(r"_x(?![dD][89a-fA-F])([0-9a-fA-F]{4})_")
"""A letter that XML does not take, as it stands in cells and comments."""
_TWICE = frozenset({"Fallback", "rPh"})
"""What says once more what stands before it: for older programs, and how it is pronounced."""
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_BREAKS = frozenset({"p", "br"})

_Listed = Mapping[str, Sequence[str]]
"""What the list of a form that was given back says of a cell, by the cell's address."""


class _Remark(NamedTuple):
    """A comment or the text of a box, the cell and the sheet where it stands ('' if unknown)."""

    text: str
    cell: str
    author: str = ""
    is_box: bool = False
    sheet: str = ""

    @property
    def where(self) -> str:
        """The place in a list of places."""
        return ", ".join(step for step in (self.sheet, self.cell) if step) or "chưa rõ ở đâu"

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written: Excel puts the author's name before."""
        return tidy(self.text) in ("", tidy(f"{self.author}:"))

    def told(self, place: Place) -> Finding:
        """The finding, in the file `place`."""
        text = self.text if len(self.text) <= _LONGEST else f"{self.text[:_LONGEST]} {_CUT}"
        code = "text_box" if self.is_box else "cell_comment"
        return finding(code, place._replace(sheet=self.sheet, cell=self.cell), text)


def remark_parts(archive: Package) -> list[str]:
    """The parts of a workbook that may hold comments or text boxes, by their names alone."""
    names = archive.NameToInfo
    return [n for n in names if n.lower().startswith(_FOLDERS) and n.endswith(".xml")]


def remarks_in(
    archive: Package, parts: Sequence[str], grids: Sequence[Grid], place: Place
) -> list[Finding]:
    """A finding for each of the first few comments and text boxes in `parts`, one for the others.

    Our own comments are not told unless something was added to them. Raises nothing.
    """
    unread: list[str] = []
    found = _theirs(_placed(archive, parts, unread), _listed(grids))
    told = [remark.told(place) for remark in islice(found, _NAMED)]
    others = [remark.where for remark in islice(found, _ADDRESSES)]
    more = sum(1 for _ in found)
    if others:
        where = "; ".join([*others, _CUT] if more else others)
        told.append(finding("comments_many", place, len(others) + more, where=where))
    if unread:
        told.append(finding("comments_unread", place))
    return told


def _placed(archive: Package, parts: Sequence[str], unread: list[str]) -> Iterator[_Remark]:
    """All that stands in `parts`, with the sheets; a part that cannot be read goes to `unread`."""
    sheets = _sheets(archive)
    has_talks = any(name.lower().startswith(_TALKS) for name in parts)
    for name in parts:
        try:
            found = _in_part(_content(archive, name))
        except Exception:  # whatever comes up in a damaged part
            unread.append(name)
            continue
        for remark in found:
            if not remark.is_blank and not (has_talks and remark.author.startswith(_THREAD)):
                yield remark._replace(sheet=sheets.get(name, ""))


def _sheets(archive: Package) -> Mapping[str, str]:
    try:
        return sheets_of_parts(archive)
    except Exception:  # what is found is told all the same, without its sheet
        return {}


def _content(archive: Package, name: str) -> bytes:
    """The part `name`. Raises `ValueError` for what no form has, and what `part` raises."""
    if archive.NameToInfo[name].file_size > _LARGEST:
        raise ValueError(name)
    part = archive.part(name)
    if b"<!DOCTYPE" in part.replace(b"\0", b""):  # without the zeros UTF-16 looks like itself
        raise ValueError(name)
    return part


def _in_part(part: bytes) -> list[_Remark]:
    """What one part holds, whatever its name. Raises `ParseError`."""
    root = ET.fromstring(part)
    for element in _all(root, _TWICE):
        element.clear()
    kind = _local(root)
    if kind == "comments":
        return list(_comments(root))
    return list(_talks(root) if kind == "ThreadedComments" else _boxes(root))


def _comments(root: ET.Element) -> Iterator[_Remark]:
    authors = {str(n): author.text or "" for n, author in enumerate(_all(root, {"author"}))}
    for comment in _all(root, {"comment"}):
        author = authors.get(comment.get("authorId", ""), "")
        words = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), _words(comment))
        yield _Remark(words, _cell(comment), author)


def _talks(root: ET.Element) -> Iterator[_Remark]:
    """The conversations: what one begins and others answer stands at one cell."""
    talks: dict[str, list[str]] = {}
    for comment in _all(root, {"threadedComment"}):
        words = "".join(text.text or "" for text in _all(comment, {"text"}))
        talks.setdefault(_cell(comment), []).append(words)
    for cell, said in talks.items():
        yield _Remark("\n".join(said), cell)


def _boxes(root: ET.Element) -> Iterator[_Remark]:
    for anchor in list(_all(root, _ANCHORS)) or [root]:
        for box in _all(anchor, {"txBody"}):
            yield _Remark(_words(box), _corner(anchor), is_box=True)


def _words(element: ET.Element) -> str:
    """The text in `element`, whatever its runs."""
    pieces = []
    for each in element.iter():
        name = _local(each)
        pieces.append("\n" if name in _BREAKS else (each.text or "") if name == "t" else "")
    return "".join(pieces)


def _cell(comment: ET.Element) -> str:
    found = _REFERENCE.match(comment.get("ref", ""))
    return found[0] if found else ""


def _corner(anchor: ET.Element) -> str:
    """The cell in which the upper left corner of what is anchored lies."""
    row, column = (anchor.findtext(f"{{*}}from/{{*}}{name}", "").strip() for name in ("row", "col"))
    if not (row.isdecimal() and column.isdecimal()):
        return ""
    at = int(row[:8]), int(column[:8])
    return address(*at) if at[0] < ROWS and at[1] < COLUMNS else ""


def _all(root: ET.Element, names: Collection[str]) -> Iterator[ET.Element]:
    return (element for element in root.iter() if _local(element) in names)


def _local(element: ET.Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


def _theirs(remarks: Iterable[_Remark], listed: _Listed | None) -> Iterator[_Remark]:
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
    begun = rest.removesuffix(_CUT).rstrip()
    is_cut = begun != rest and any(words.startswith(begun) for words in ours)
    return "" if is_cut else rest


def _rest_by_lines(remark: _Remark) -> str:
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
        if len(cells) >= RETURNED_COLUMNS and cells[_PROBLEM]:
            cell = cells[_CELL].rpartition(" ")[2]
            words = tidy(f"{cells[_LEVEL]}: {cells[_PROBLEM]} {cells[_REMEDY]}")
            said.setdefault(cell, set()).add(words)
    return {cell: sorted(words, key=len, reverse=True) for cell, words in said.items()}
