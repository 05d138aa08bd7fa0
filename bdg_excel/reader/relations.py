"""Which part of a workbook's zip belongs to which sheet."""

import html
import posixpath
import re
from collections.abc import Iterator

from bdg_excel.reader.package import Package

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""(?:\w+:)?(\w+)\s*=\s*["']([^"']*)["']""")


def sheet_names(archive: Package) -> dict[str, str]:
    """The names of the sheets by the paths of their parts. Raises `KeyError`."""
    targets = _targets(archive, "xl/workbook.xml")
    sheets = _tags(_SHEET, archive.part("xl/workbook.xml"))
    return {targets[sheet["id"]]: sheet["name"] for sheet in sheets}


def sheets_of_parts(archive: Package) -> dict[str, str]:
    """The name of the sheet to which a part belongs, by the part's path. Raises `KeyError`."""
    names = sheet_names(archive)
    with_parts = (path for path in names if _relations_of(path) in archive.NameToInfo)
    return {part: names[path] for path in with_parts for part in _targets(archive, path).values()}


def _targets(archive: Package, path: str) -> dict[str, str]:
    """The paths of the parts to which the part `path` refers, by its ids for them."""
    folder = posixpath.dirname(f"/{path}")
    relations = _tags(_RELATION, archive.part(_relations_of(path)))
    return {
        item["Id"]: posixpath.normpath(posixpath.join(folder, item["Target"])).lstrip("/")
        for item in relations
    }


def _relations_of(path: str) -> str:
    folder, name = posixpath.split(path)
    return f"{folder}/_rels/{name}.rels"


def _tags(tag: re.Pattern[bytes], part: bytes) -> Iterator[dict[str, str]]:
    """The attributes of each such tag, without their namespaces."""
    for found in tag.findall(part):
        pairs = _ATTRIBUTE.findall(found.decode())
        yield {name: html.unescape(value) for name, value in pairs}
