"""How numbers are shown in a workbook that openpyxl refuses: the cells' formats by the XML alone.

openpyxl refuses a whole workbook for a colour or a date that Excel does not mind. Then the few
facts that decide over a number are looked up here; of texts nothing is.
"""

from collections.abc import Collection, Iterator
from xml.etree import ElementTree as ET

from openpyxl.styles.numbers import BUILTIN_FORMATS

from bdg_excel.reader.files.facts import Facts, Wanted
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.relations import sheet_names, style_parts
from bdg_excel.reader.files.workbook import address

_NOT_STRUCK = ("0", "false")


def bare_facts(archive: Package, wanted: Wanted) -> dict[tuple[str, str], Facts]:
    """What the XML says of the `wanted` cells, by sheet and address; not all may be found.

    Raises whatever comes up in damaged parts.
    """
    [styles] = style_parts(archive)
    looks = list(_looks(ET.fromstring(archive.part(styles))))
    paths = {name: path for path, name in sheet_names(archive).items()}
    return {
        (name, where): looks[style]
        for name, cells in wanted.items()
        for where, style in _styles(archive.part(paths[name]), {address(*cell) for cell in cells})
    }


def _looks(styles: ET.Element) -> Iterator[Facts]:
    """The format and the font of each style that cells may have, in order."""
    codes = {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = styles.findall("{*}fonts/{*}font")
    for style in styles.iterfind("{*}cellXfs/{*}xf"):
        number, font = int(style.get("numFmtId", "0")), fonts[int(style.get("fontId", "0"))]
        name, strike = font.find("{*}name"), font.find("{*}strike")
        yield Facts(
            number=None,
            text="",
            format=codes.get(number) or BUILTIN_FORMATS.get(number, "General"),
            font="" if name is None else name.get("val", ""),
            is_struck=strike is not None and strike.get("val") not in _NOT_STRUCK,
        )


def _styles(sheet: bytes, wanted: Collection[str]) -> Iterator[tuple[str, int]]:
    """The number of the style of each `wanted` cell, by its address."""
    for cell in ET.fromstring(sheet).iterfind("{*}sheetData/{*}row/{*}c"):
        where = cell.get("r", "")
        if where in wanted:
            yield where, int(cell.get("s", "0"))
