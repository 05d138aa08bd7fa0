"""Which part of a workbook's zip belongs to which sheet, and which holds the styles."""

import posixpath
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET

from bdg_excel.reader.files.package import Package

SHEETS = "xl/worksheets/"
"""Where nearly all writers put the sheets."""
BOOK = "xl/workbook.xml"
_BINARY_BOOK = "xl/workbook.bin"
"""In other workbooks macros and pictures are binary, and no sheets."""
_ROOT = "_rels/.rels"
_LIST_ENDS = b"</sheets>"
"""What follows it in a workbook differs from unit to unit."""
_IS_BOOK, _IS_STYLES = "/officeDocument", "/styles"
"""How the types of these parts end, whatever the namespaces' year."""
_HIDDEN = ("hidden", "veryHidden")


def is_binary(archive: Package) -> bool:
    """Whether `archive` is an ``.xlsb``, of which only the first reader knows anything."""
    return _BINARY_BOOK in archive.NameToInfo and BOOK not in archive.NameToInfo


def sheet_names(archive: Package) -> dict[str, str]:
    """The names of the sheets by the paths of their parts. Raises `KeyError`."""
    book = _book(archive)
    return dict(_sheet_names(_listed(archive), archive.part(relations_of(book)), book))


def sheet_parts(archive: Package) -> list[str]:
    """The parts that sheets are made of: where nearly all writers put them, else as it is listed.

    Raises `KeyError`.
    """
    usual = [name for name in archive.NameToInfo if name.startswith(SHEETS)]
    return usual or list(sheet_names(archive))


def style_part(archive: Package) -> str | None:
    """The part with the styles; None where there is none. Raises `KeyError`."""
    book = _book(archive)
    paths = _styles(archive.part(relations_of(book)), book)
    return next((path for path in paths if path in archive.NameToInfo), None)


def hidden_sheets(archive: Package) -> frozenset[str]:
    """The names of the sheets that are not shown. Raises `KeyError`."""
    return _hidden_sheets(_listed(archive))


def _listed(archive: Package) -> bytes:
    """The part that lists the sheets, up to the end of the list."""
    book = archive.part(_book(archive))
    return book[: book.rfind(_LIST_ENDS) + 1] or book


def _book(archive: Package) -> str:
    """The path of the part that lists the sheets. Raises `KeyError`."""
    if BOOK in archive.NameToInfo:
        return BOOK
    listed = _relations(archive.part(_ROOT))
    found = (_target("", item) for item in listed if item["Type"].endswith(_IS_BOOK))
    return next(found, BOOK)


@lru_cache(maxsize=8)
def _hidden_sheets(listed: bytes) -> frozenset[str]:
    return frozenset(
        sheet["name"] for sheet in _tags("sheet", listed) if sheet.get("state") in _HIDDEN
    )


@lru_cache(maxsize=8)
def _sheet_names(listed: bytes, relations: bytes, book: str) -> dict[str, str]:
    """The forms of a round share their list of sheets: it is looked through once."""
    targets = {item["Id"]: _target(book, item) for item in _relations(relations)}
    return {targets[sheet["id"]]: sheet["name"] for sheet in _tags("sheet", listed)}


@lru_cache(maxsize=8)
def _styles(relations: bytes, book: str) -> list[str]:
    listed = _relations(relations)
    return [_target(book, item) for item in listed if item["Type"].endswith(_IS_STYLES)]


def sheets_of_parts(archive: Package) -> dict[str, str]:
    """The name of the sheet to which a part belongs, by the part's path. Raises `KeyError`."""
    names = sheet_names(archive)
    with_parts = (path for path in names if relations_of(path) in archive.NameToInfo)
    return {
        _target(path, item): names[path]
        for path in with_parts
        for item in _relations(archive.part(relations_of(path)))
    }


@lru_cache(maxsize=64)
def relations_of(path: str) -> str:
    """The part that lists to which others the part `path` refers."""
    folder, name = posixpath.split(path)
    return f"{folder}/_rels/{name}.rels"


def _target(path: str, relation: Mapping[str, str]) -> str:
    """The path of the part to which the part `path` refers."""
    folder = posixpath.dirname(f"/{path}")
    return posixpath.normpath(posixpath.join(folder, relation["Target"])).lstrip("/")


@lru_cache(maxsize=16)
def _relations(part: bytes) -> list[dict[str, str]]:
    return list(_tags("Relationship", part))


def _tags(name: str, part: bytes) -> Iterator[dict[str, str]]:
    """The attributes of each such tag, without their namespaces; `part` may lack its end.

    Raises `ParseError`.
    """
    parser: ET.XMLPullParser[Any] = ET.XMLPullParser(("start",))
    parser.feed(part)
    events: Iterator[Any] = parser.read_events()
    for _, element in events:
        if local(element.tag) == name:
            yield {local(key): value for key, value in element.attrib.items()}


def local(name: str) -> str:
    """A name of XML without its namespace."""
    return name.rpartition("}")[2]
