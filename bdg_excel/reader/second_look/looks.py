"""How the cells of an Open XML workbook show what they hold: formats, fonts, lines through them.

By the XML itself: openpyxl refuses a whole workbook for a colour that Excel does not mind, and
gives a cell its neighbour's format where a format is defined in a way that it does not know.
"""

import io
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from xml.etree import ElementTree as ET

from bdg_excel.reader.files.facts import Facts, Wanted
from bdg_excel.reader.files.package import Inflatable, Package
from bdg_excel.reader.files.relations import local, sheet_names, style_part
from bdg_excel.reader.files.workbook import address
from bdg_excel.reader.second_look.cells import cells_in
from bdg_excel.values import legacy
from bdg_excel.values.formats import shows_otherwise

_FORMATS, _FONTS, _CELLS = "numFmts", "fonts", "cellXfs"
_SECTIONS = frozenset({_FORMATS, _FONTS, _CELLS})
_ASKED = frozenset({(_FORMATS, "numFmt"), (_FONTS, "font"), (_CELLS, "xf")})
_KEPT = frozenset({"name", "strike"})
"""What is asked of a font."""
_OFF = ("0", "false")
_MOST_STYLES = 100_000
"""Excel itself takes 64,000."""
_USUAL = {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
_OWN = 164
"""From this number on a workbook defines its number formats itself."""


class Look(NamedTuple):
    """How the cells of one style look; `format` is None where the file does not say it."""

    format: str | None
    font: str
    is_struck: bool


_PLAIN = Look("", "", is_struck=False)


class Signs(NamedTuple):
    """What a workbook's styles say of its cells: whether some may be in a legacy font or struck
    out, and whether its numbers are shown as percentages, in thousands or with other digits."""

    legacy: bool
    formats: bool
    struck: bool


_NO_SIGNS = Signs(legacy=False, formats=False, struck=False)


@lru_cache(maxsize=1)
def style_signs(archive: Package) -> Signs:
    """What the styles of a workbook say that its values do not. Raises what `_looks` raises."""
    part = style_part(archive)
    return _signs(archive.inflatable(part)) if part else _NO_SIGNS


def cell_facts(archive: Package, wanted: Wanted) -> dict[tuple[str, str], Facts]:
    """What the XML says of the `wanted` cells, by sheet and address; not all may be found.

    Of a text it tells the font of its cell, not those of its pieces. Raises whatever comes up in
    damaged parts.
    """
    part = style_part(archive)
    looks = _looks(archive.inflatable(part)) if part else ()
    paths = {name: path for path, name in sheet_names(archive).items()}
    found = (
        (name, where, _facts(looks, cell))
        for name, cells in wanted.items()
        for where, cell in cells_in(archive.part(paths[name]))
        if where in cells
    )
    return {(name, address(*where)): facts for name, where, facts in found if facts}


def _facts(looks: tuple[Look, ...], cell: ET.Element) -> Facts | None:
    """What is to be known of `cell`; None of a number that is shown nobody knows how."""
    style = int(cell.get("s", "0"))
    if style >= max(len(looks), 1):
        return None
    look = looks[style] if looks else _PLAIN
    value = next((each.text for each in cell if local(each.tag) == "v"), None)
    if cell.get("t", "n") != "n" or value is None:
        return Facts(None, "", look.format or "", look.font, is_struck=look.is_struck)
    if look.format is None:
        return None
    return Facts(float(value), "", look.format, look.font, is_struck=look.is_struck)


@lru_cache(maxsize=8)
def _signs(styles: Inflatable) -> Signs:
    """The forms of a round share their styles: looked through once, as they lie in the zip."""
    looks = frozenset(_looks(styles))
    return Signs(
        legacy=any(legacy.is_legacy_font(look.font) for look in looks),
        formats=any(look.format is None or shows_otherwise(look.format) for look in looks),
        struck=any(look.is_struck for look in looks),
    )


@lru_cache(maxsize=8)
def _looks(styles: Inflatable) -> tuple[Look, ...]:
    """The look of each style that cells may have, in order.

    Raises `ParseError`, `ValueError` or `IndexError` where the styles are damaged.
    """
    formats: dict[int, set[str]] = {}
    fonts: list[tuple[str, bool]] = []
    cells: list[tuple[int, int]] = []
    for section, element in _styles(styles.plain()):
        if section == _FORMATS:
            number = int(element.get("numFmtId", "0"))
            formats.setdefault(number, set()).add(element.get("formatCode", ""))
        elif section == _FONTS:
            fonts.append(_font(element))
        else:
            cells.append((int(element.get("numFmtId", "0")), int(element.get("fontId", "0"))))
    return tuple(Look(_code(formats, number), *fonts[font]) for number, font in cells)


def _styles(styles: bytes) -> Iterator[tuple[str, ET.Element]]:
    """The number formats, the fonts and the styles of cells, each with the name of its section.

    All else is let go of at once: some workbooks have tens of thousands of styles.
    """
    section, asked = "", 0
    for event, element in ET.iterparse(io.BytesIO(styles), ("start", "end")):
        name = local(element.tag)
        if name in _SECTIONS:
            section = name if event == "start" else ""
        elif event == "end":
            if (section, name) in _ASKED:
                yield section, element
                asked += 1
            if asked > _MOST_STYLES:
                raise ValueError("too many styles")
            if section != _FONTS or name not in _KEPT:
                element.clear()


def _font(font: ET.Element) -> tuple[str, bool]:
    said = {local(each.tag): each.get("val") for each in font}
    return said.get("name") or "", "strike" in said and said["strike"] not in _OFF


def _code(formats: Mapping[int, set[str]], number: int) -> str | None:
    """The number format with this number; None if it is not defined, or in two ways."""
    own = formats.get(number, set())
    if len(own) == 1:
        return next(iter(own))
    return _built_in(number) if not own and number < _OWN else None


def _built_in(number: int) -> str:
    """The number format that every program knows by this number."""
    if number in _USUAL:
        return _USUAL[number]
    # Loading it takes as long as fifty forms, and hardly any form asks for more.
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return str(BUILTIN_FORMATS.get(number, "General"))
