"""Texts in fonts from before Unicode, put into Unicode before anything is made of them.

So a row «Tæng céng» is the total that it is, and no activity. A piece of a text may have a font of
its own: what was pasted from Word beside what was typed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from bdg_excel.reader.files.facts import Cell, Facts, Wanted, place
from bdg_excel.reader.files.ods import CONTENT, is_ods
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.workbook import Grid
from bdg_excel.reader.second_look.looks import cell_facts, style_signs
from bdg_excel.reader.second_look.ods import ods_facts
from bdg_excel.reader.second_look.xls import is_xls, xls_facts
from bdg_excel.reader.second_look.xlsx import has_legacy_runs, xlsx_facts
from bdg_excel.values import legacy

Typed = Mapping[tuple[str, str], str]
"""The texts of cells as the file has them, by sheet and address."""


def in_unicode(
    content: bytes, archive: Package | None, grids: Sequence[Grid]
) -> tuple[Sequence[Grid], Typed]:
    """`grids` with texts in legacy fonts in Unicode, and what the file has in their place.

    Raises nothing: where looks cannot be read all stays as it is.
    """
    try:
        if not _may_have_legacy_fonts(content, archive):
            return grids, {}
        texts = {grid.name: dict(_suspects(grid)) for grid in grids}
        found = _facts(content, archive, {name: cells for name, cells in texts.items() if cells})
    except Exception:  # whatever comes up in damaged parts
        return grids, {}
    plain: dict[str, dict[Cell, str]] = {}
    typed: dict[tuple[str, str], str] = {}
    for (sheet, cell), facts in found.items():
        text = texts[sheet][place(cell)]
        if converted := _converted(text, facts):
            plain.setdefault(sheet, {})[place(cell)] = converted
            typed[sheet, cell] = text
    return [_with(grid, plain.get(grid.name, {})) for grid in grids], typed


def _may_have_legacy_fonts(content: bytes, archive: Package | None) -> bool:
    if is_xls(content):
        return True
    if archive is None:
        return False
    if is_ods(archive):
        return any(font in archive.part(CONTENT).lower() for font in (b".vn", b"vni"))
    return style_signs(archive).legacy or has_legacy_runs(archive)


def _suspects(grid: Grid) -> Iterator[tuple[Cell, str]]:
    """The texts of a sheet that have letters which may stand for others."""
    for row, cells in enumerate(grid.rows):
        for column, raw in enumerate(cells):
            if isinstance(raw, str) and legacy.may_be(raw):
                yield (row, column), raw


def _facts(
    content: bytes, archive: Package | None, wanted: Wanted
) -> Mapping[tuple[str, str], Facts]:
    if is_xls(content):
        return xls_facts(content, wanted)
    if archive is None or not wanted:
        return {}
    if is_ods(archive):
        return ods_facts(archive, wanted)
    if has_legacy_runs(archive):
        with suppress(Exception):  # openpyxl refuses what Excel does not mind
            return xlsx_facts(content, wanted)
    return cell_facts(archive, wanted)


def _converted(text: str, facts: Facts) -> str | None:
    """`text` in Unicode; None where it is no legacy text."""
    pieces = facts.pieces or ((text, facts.font),)
    if "".join(piece for piece, _ in pieces) != text:
        return None
    if len({font for _, font in pieces}) == 1:
        return legacy.converted(text, pieces[0][1])
    plain = "".join(legacy.converted(piece, font) or piece for piece, font in pieces)
    return plain if plain != text else None


def _with(grid: Grid, plain: Mapping[Cell, str]) -> Grid:
    """`grid` with the texts of some cells in Unicode."""
    if not plain:
        return grid
    rows: list[list[Any]] = [list(row) for row in grid.rows]
    for (row, column), text in plain.items():
        rows[row][column] = text
    return grid._replace(rows=rows)
