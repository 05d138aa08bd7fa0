"""Comments, conversations and text boxes of an ``.xlsx``: each kind has a part of its own."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.preflight import COLUMNS, ROWS
from bdg_excel.reader.files.relations import local, sheets_of_parts
from bdg_excel.reader.files.workbook import address
from bdg_excel.reader.second_look.remarks.remark import LARGEST, Remark

_TALKS = "xl/threadedcomments"
_FOLDERS = ("xl/comments", _TALKS, "xl/drawings/")
_ENDINGS = (".xml", ".bin")
"""``.bin``: those of an ``.xlsb``, which nobody here can read."""
_THREAD = "tc="
"""The author of a comment that only says that there is a conversation: that is told by itself."""
_REFERENCE = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")
_ESCAPED = re.compile(r"_x(?![dD][89a-fA-F])([0-9a-fA-F]{4})_")
"""A letter that XML does not take, as it stands in cells and comments."""
_TWICE = frozenset({"Fallback", "rPh"})
"""What says once more what stands before it: for older programs, and how it is pronounced."""
_ANCHORS = frozenset({"twoCellAnchor", "oneCellAnchor", "absoluteAnchor"})
_BREAKS = frozenset({"p", "br"})


def parts_in(archive: Package) -> list[str]:
    """The parts of a workbook that may hold comments or text boxes, by their names alone."""
    names = archive.NameToInfo
    return [n for n in names if n.lower().startswith(_FOLDERS) and n.endswith(_ENDINGS)]


def written(archive: Package, parts: Sequence[str], unread: list[str]) -> Iterator[Remark]:
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
    if archive.NameToInfo[name].file_size > LARGEST:
        raise ValueError(name)
    part = archive.part(name)
    if b"<!DOCTYPE" in part.replace(b"\0", b""):  # without the zeros UTF-16 looks like itself
        raise ValueError(name)
    return part


def _in_part(part: bytes) -> list[Remark]:
    """What one part holds, whatever its name. Raises `ParseError`."""
    root = ET.fromstring(part)
    for element in _all(root, _TWICE):
        element.clear()
    kind = local(root.tag)
    if kind == "comments":
        return list(_comments(root))
    return list(_talks(root) if kind == "ThreadedComments" else _boxes(root))


def _comments(root: ET.Element) -> Iterator[Remark]:
    authors = {str(n): author.text or "" for n, author in enumerate(_all(root, {"author"}))}
    for comment in _all(root, {"comment"}):
        author = authors.get(comment.get("authorId", ""), "")
        words = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), _words(comment))
        yield Remark(words, _cell(comment), author)


def _talks(root: ET.Element) -> Iterator[Remark]:
    """The conversations: what one begins and others answer stands at one cell."""
    talks: dict[str, list[str]] = {}
    for comment in _all(root, {"threadedComment"}):
        words = "".join(text.text or "" for text in _all(comment, {"text"}))
        talks.setdefault(_cell(comment), []).append(words)
    for cell, said in talks.items():
        yield Remark("\n".join(said), cell)


def _boxes(root: ET.Element) -> Iterator[Remark]:
    for anchor in list(_all(root, _ANCHORS)) or [root]:
        for box in _all(anchor, {"txBody"}):
            yield Remark(_words(box), _corner(anchor), is_box=True)


def _words(element: ET.Element) -> str:
    """The text in `element`, whatever its runs."""
    pieces = []
    for each in element.iter():
        name = local(each.tag)
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
    return (element for element in root.iter() if local(element.tag) in names)
