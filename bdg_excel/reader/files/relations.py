"""Which part of a workbook's zip belongs to which sheet."""

import html
import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from bdg_excel.reader.files.package import Package

SHEETS = "xl/worksheets/"
"""Where nearly all writers put the sheets."""
_BOOK, _ROOT = "xl/workbook.xml", "_rels/.rels"
_BOOK_TYPE = "/officeDocument"
"""How the type of a workbook's part ends, where the package lists it under another name."""
_LIST_ENDS = b"</sheets>"
"""What follows it in a workbook differs from unit to unit."""
ATTRIBUTES = rb"""((?:[^>"']|"[^"]*"|'[^']*')*)"""
"""The inside of a tag, as a pattern: in quotes may stand what would end it."""
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s" + ATTRIBUTES + rb">")
_HIDDEN = ("hidden", "veryHidden")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s" + ATTRIBUTES + rb">")
_ATTRIBUTE = re.compile(r"""(?:\w+:)?(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
"""Quotes of one kind may hold the other: ``name="Quý '26"``."""


def sheet_names(archive: Package) -> dict[str, str]:
    """The names of the sheets by the paths of their parts. Raises `KeyError`."""
    book = _book(archive)
    return dict(_sheet_names(_listed(archive), archive.part(_relations_of(book)), book))


def sheet_parts(archive: Package) -> list[str]:
    """The parts that sheets are made of: where nearly all writers put them, else as it is listed.

    Raises `KeyError`.
    """
    usual = [name for name in archive.NameToInfo if name.startswith(SHEETS)]
    return usual or list(sheet_names(archive))


def style_parts(archive: Package) -> list[str]:
    """The parts with the styles: whatever else their names say, nearly all writers' say this."""
    return [name for name in archive.NameToInfo if "styles" in name]


def hidden_sheets(archive: Package) -> frozenset[str]:
    """The names of the sheets that are not shown. Raises `KeyError`."""
    return _hidden_sheets(_listed(archive))


def _listed(archive: Package) -> bytes:
    """The part that lists the sheets, up to the end of the list."""
    book = archive.part(_book(archive))
    return book[: book.rfind(_LIST_ENDS) + 1] or book


def _book(archive: Package) -> str:
    """The path of the part that lists the sheets. Raises `KeyError`."""
    if _BOOK in archive.NameToInfo:
        return _BOOK
    listed = _tags(_RELATION, archive.part(_ROOT))
    found = (item["Target"] for item in listed if item.get("Type", "").endswith(_BOOK_TYPE))
    return next(found, _BOOK).lstrip("/")


@lru_cache(maxsize=8)
def _hidden_sheets(book: bytes) -> frozenset[str]:
    return frozenset(
        sheet["name"] for sheet in _tags(_SHEET, book) if sheet.get("state") in _HIDDEN
    )


@lru_cache(maxsize=8)
def _sheet_names(listed: bytes, relations: bytes, book: str) -> dict[str, str]:
    """The forms of a round share their list of sheets: it is looked through once."""
    targets = _targets_in(relations, book)
    return {targets[sheet["id"]]: sheet["name"] for sheet in _tags(_SHEET, listed)}


def sheets_of_parts(archive: Package) -> dict[str, str]:
    """The name of the sheet to which a part belongs, by the part's path. Raises `KeyError`."""
    names = sheet_names(archive)
    with_parts = (path for path in names if _relations_of(path) in archive.NameToInfo)
    return {part: names[path] for path in with_parts for part in _targets(archive, path).values()}


def _targets(archive: Package, path: str) -> dict[str, str]:
    """The paths of the parts to which the part `path` refers, by its ids for them."""
    return _targets_in(archive.part(_relations_of(path)), path)


def _targets_in(relations: bytes, path: str) -> dict[str, str]:
    folder = posixpath.dirname(f"/{path}")
    return {
        item["Id"]: posixpath.normpath(posixpath.join(folder, item["Target"])).lstrip("/")
        for item in _tags(_RELATION, relations)
    }


def _relations_of(path: str) -> str:
    folder, name = posixpath.split(path)
    return f"{folder}/_rels/{name}.rels"


def _tags(tag: re.Pattern[bytes], part: bytes) -> Iterator[dict[str, str]]:
    """The attributes of each such tag, without their namespaces."""
    for found in tag.findall(part):
        pairs = _ATTRIBUTE.findall(found.decode())
        yield {name: html.unescape(double or single) for name, double, single in pairs}
