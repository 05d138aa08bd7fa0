"""A second look at a workbook, where something can be decided only by it.

The first reader is fast because it gives values alone. A date where a number belongs needs the
cell's format; text in a legacy font needs its font; a percentage may be a number that is shown as
one; and cells that look empty may hold an error. Hardly any file needs a second look.
"""

import datetime
import math
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from bdg_excel.layout import HAS_ROWS, OWN_SHEETS, STATIC
from bdg_excel.programme.constraints import DEFINITE, NUMERIC
from bdg_excel.reader.files.facts import Cell, Facts, Wanted, place
from bdg_excel.reader.files.ods import is_ods
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.relations import is_binary
from bdg_excel.reader.files.workbook import Grid
from bdg_excel.reader.second_look.formulas import AnyFormulas, blanks_in, formulas_of
from bdg_excel.reader.second_look.hidden import NOTHING, Hidden
from bdg_excel.reader.second_look.letters import Typed
from bdg_excel.reader.second_look.looks import cell_facts, style_signs
from bdg_excel.reader.second_look.ods import ods_facts
from bdg_excel.reader.second_look.xls import is_xls, xls_facts
from bdg_excel.reader.second_look.xlsx import has_marked_runs, xlsx_facts
from bdg_excel.values import legacy
from bdg_excel.values.evaluation import parse
from bdg_excel.values.formats import (
    conceals,
    instead,
    part_for,
    printed,
    shows_percent,
    split,
    with_thousandths,
    without_thousands,
)
from bdg_excel.values.parsed import Status
from bdg_excel.values.raw import (
    DISPUTED,
    CellError,
    Computed,
    Concealed,
    Dated,
    Formula,
    Lettered,
    Marked,
    Printed,
    Scaled,
    Shown,
    Unseen,
)
from bdg_excel.values.units import shown_scale
from bdg_excel.values.value import Answer

_Found = dict[tuple[str, str], Facts]
"""What is known of cells, by sheet and address."""
_ASKS = f".{HAS_ROWS}"
_DATES = (datetime.date, datetime.time, datetime.timedelta)


def shown(grids: Sequence[Grid], found: Hidden) -> list[Grid]:
    """`grids` with the errors and uncalculated formulas of `found` in their answer cells.

    So a row of a table that holds nothing but errors is a row. The form's own formulas stay blank.
    """
    cells = found.cells
    return [_shown(grid, cells[grid.name]) if grid.name in cells else grid for grid in grids]


def _shown(grid: Grid, cells: Mapping[Cell, CellError | Formula]) -> Grid:
    if not grid.marker or grid.marker in OWN_SHEETS:
        return grid
    answers = {cell: raw for cell, raw in cells.items() if _is_answer(grid, *cell)}
    if not answers:
        return grid
    rows: list[list[Any]] = [list(row) for row in grid.rows]
    for (row, column), raw in answers.items():
        rows[row][column] = raw
    return grid._replace(rows=rows)


def _is_answer(grid: Grid, row: int, column: int) -> bool:
    """Whether a blank cell stands in a row and a column with the ids of answers."""
    if row >= len(grid.rows) or column >= len(grid.rows[row]):
        return False
    row_id, column_id = grid.rows[row][grid.marker_column], grid.rows[grid.marker_row][column]
    if grid.rows[row][column] != "" or row == grid.marker_row or column == grid.marker_column:
        return False
    named = isinstance(column_id, str) and column_id != "" and not column_id.startswith("_")
    # Beside the answer to a table's question stands a formula of the form's own.
    return named and not str(row_id).startswith(STATIC) and not str(row_id).endswith(_ASKS)


def seen_again(
    content: bytes,
    answers: Sequence[Answer],
    archive: Package | None,
    found: Hidden = NOTHING,
    typed: Typed = MappingProxyType({}),
) -> Sequence[Answer]:
    """`answers` with what only a second look at the workbook tells in the place of their `raw`.

    They themselves where it tells nothing. `typed`: see `in_unicode`.
    """
    # Hardly any form has such answers, and asking one by one takes ten times as long.
    if frozenset(DISPUTED).isdisjoint([type(answer.raw) for answer in answers]):
        return _lettered(_looked_at(content, answers, archive, found), typed)
    bare = [_as_it_stands(answer) for answer in answers]
    seen = _lettered(_looked_at(content, bare, archive, found), typed)
    return answers if seen is bare else list(map(_still_disputed, answers, seen))


def _lettered(answers: Sequence[Answer], typed: Typed) -> Sequence[Answer]:
    """`answers` with what the file has in place of texts that are now in Unicode."""
    if not typed:
        return answers
    return [
        answer._replace(raw=Lettered(typed[answer.sheet, answer.cell], answer.raw))
        if isinstance(answer.raw, str) and (answer.sheet, answer.cell) in typed
        else answer
        for answer in answers
    ]


def _as_it_stands(answer: Answer) -> Answer:
    """`answer` with what its cell holds, whatever else the form says of it."""
    return answer._replace(raw=answer.raw.raw) if isinstance(answer.raw, DISPUTED) else answer


def _still_disputed(answer: Answer, seen: Answer) -> Answer:
    """`answer` as `seen`, with what else the form says of it."""
    if not isinstance(answer.raw, DISPUTED):
        return seen
    return answer._replace(raw=replace(answer.raw, raw=seen.raw))


def _looked_at(
    content: bytes, answers: Sequence[Answer], archive: Package | None, found: Hidden
) -> Sequence[Answer]:
    if found.cells:
        answers = [_revealed(answer, found) for answer in answers]
    answers = _with_formulas(content, answers, archive)
    asked = [answer for answer in answers if _is_asked(answer)]
    if not asked:
        return answers
    if archive and is_binary(archive):
        return answers
    if archive and not is_ods(archive):
        return _shown_in_open_xml(content, archive, answers, asked)
    facts = _found(partial(_facts, content, archive), asked)
    return [_known(answer, facts) for answer in answers] if facts else answers


def _with_formulas(
    content: bytes, answers: Sequence[Answer], archive: Package | None
) -> Sequence[Answer]:
    """`answers` with the formulas that gave doubtful numbers; they themselves where none did."""
    blank = _blank(answers)
    doubtful = [a for a in answers if isinstance(a.raw, float) and _is_doubtful(a, blank)]
    if not doubtful:
        return answers
    try:
        formulas = formulas_of(content, archive)
        if formulas is None:
            return answers
        found = {
            (answer.sheet, answer.cell): _formula(formulas, answer, blank) for answer in doubtful
        }
    except Exception:  # no Open XML, or one that only the first reader understands
        return answers
    if not any(found.values()):
        return answers
    return [a._replace(raw=found.get((a.sheet, a.cell)) or a.raw) for a in answers]


def _blank(answers: Sequence[Answer]) -> dict[str, set[Cell]]:
    """The cells of numbers that are required and were not given, by sheet; of no table's rows."""
    found: dict[str, set[Cell]] = {}
    for slot, row, raw, sheet, cell in answers:
        if row or type(raw) is float or not slot.required or slot.kind not in NUMERIC:
            continue
        if cell and isinstance(raw, str) and parse(raw, slot).status is Status.BLANK:
            found.setdefault(sheet, set()).add(place(cell))
    return found


def _formula(
    formulas: AnyFormulas, answer: Answer, blank: Mapping[str, set[Cell]]
) -> Computed | None:
    """The formula that gave a doubtful number, if one did."""
    assert isinstance(answer.raw, float)
    computed = formulas.computed(answer.sheet, answer.cell, answer.raw)
    if computed is None:
        return None
    blanks = blanks_in(computed.formula, blank.get(answer.sheet, ()))
    return replace(computed, blanks=blanks) if blanks or _is_odd(answer) else None


def _is_doubtful(answer: Answer, blank: Container[str]) -> bool:
    """Whether a formula may have given a number that nobody meant."""
    if answer.slot.kind not in NUMERIC:
        return answer.raw == 0  # where words are asked, a reference to a blank cell
    return answer.sheet in blank or _is_odd(answer)


def _is_odd(answer: Answer) -> bool:
    """Whether a number is nil, or no whole one where that is asked for."""
    number, kind = answer.raw, answer.slot.kind
    if not isinstance(number, float) or (number and number.is_integer()):
        return False
    return number == 0 or kind != "percent"


def _revealed(answer: Answer, found: Hidden) -> Answer:
    if answer.raw != "" or not answer.cell:
        return answer
    raw = found.cells.get(answer.sheet, {}).get(place(answer.cell))
    return answer._replace(raw=raw) if raw else answer


def _is_asked(answer: Answer) -> bool:
    """Whether a second look can tell more of an answer, by its value alone."""
    raw, kind = answer.raw, answer.slot.kind
    if type(raw) is float:
        return kind in NUMERIC
    if raw == "":
        return False
    if isinstance(raw, str):
        if kind == "yes_no" or "\0" in raw or (kind in NUMERIC and any(map(str.isdigit, raw))):
            return True
        return legacy.is_suspect(raw) and raw not in answer.slot.choices
    return kind in NUMERIC and isinstance(raw, _DATES)


def _facts(content: bytes, archive: Package | None, wanted: Wanted) -> _Found:
    """What a second reader tells of an old ``.xls`` or an ``.ods``."""
    if is_xls(content):
        return xls_facts(content, wanted)
    return ods_facts(archive, wanted) if archive else {}


def _shown_in_open_xml(
    content: bytes, archive: Package, answers: Sequence[Answer], asked: Sequence[Answer]
) -> Sequence[Answer]:
    """`answers` as their cells show them; unseen where that matters and cannot be read."""
    try:
        needed, in_pieces = _needed(archive, asked)
    except Exception:  # whatever comes up in damaged styles or texts
        needed, in_pieces = asked, True
    texts = [answer for answer in needed if in_pieces and isinstance(answer.raw, str)]
    others = [answer for answer in needed if not (in_pieces and isinstance(answer.raw, str))]
    facts = _found(partial(cell_facts, archive), others)
    facts |= _found(partial(xlsx_facts, content), texts)
    unseen = {(a.sheet, a.cell) for a in needed if not isinstance(a.raw, _DATES)} - facts.keys()
    if not facts and not unseen:
        return answers
    return [
        answer._replace(raw=Unseen(answer.raw))
        if (answer.sheet, answer.cell) in unseen
        else _known(answer, facts)
        for answer in answers
    ]


def _found(look: Callable[[Wanted], _Found], asked: Sequence[Answer]) -> _Found:
    """What `look` tells of the cells of `asked`; nothing where it fails."""
    if not asked:
        return {}
    try:
        return look(_wanted(asked))
    except Exception:  # whatever comes up in damaged parts; openpyxl dislikes others too
        return {}


def _needed(archive: Package, asked: Sequence[Answer]) -> tuple[Sequence[Answer], bool]:
    """Those of `asked` of which the file's styles and texts say that more is to be known.

    And whether pieces of texts have looks of their own.
    """
    signs = style_signs(archive)
    texts = [a for a in asked if isinstance(a.raw, str) and a.slot.kind in DEFINITE]
    in_pieces = bool(texts) and has_marked_runs(archive)
    needed = [answer for answer in asked if isinstance(answer.raw, _DATES)]
    if signs.struck or in_pieces:
        needed += texts
    if signs.formats or signs.struck:
        needed += [answer for answer in asked if type(answer.raw) is float]
    return needed, in_pieces


def _wanted(asked: Iterable[Answer]) -> dict[str, set[Cell]]:
    wanted: dict[str, set[Cell]] = {}
    for answer in asked:
        wanted.setdefault(answer.sheet, set()).add(place(answer.cell))
    return wanted


def _known(answer: Answer, facts: Mapping[tuple[str, str], Facts]) -> Answer:
    """`answer` with what was found out of it."""
    fact = facts.get((answer.sheet, answer.cell))
    return answer._replace(raw=_raw(answer, fact)) if fact else answer


def _raw(answer: Answer, fact: Facts) -> object:
    raw, is_definite = answer.raw, answer.slot.kind in DEFINITE
    if isinstance(raw, _DATES):
        return Dated(raw, fact.number, fact.format)
    if fact.is_struck and is_definite:
        return Marked(raw, "")
    if isinstance(raw, int | float):
        return _shown_as(raw, fact.format, answer.slot.kind) if math.isfinite(raw) else raw
    text = fact.text if "\0" in str(raw) else str(raw)
    if fact.bare != fact.text and is_definite:
        return Marked(text, fact.bare)
    return text


def _shown_as(raw: float, number_format: str, kind: str) -> object:
    """A number as its cell shows it: not at all, with other digits, as a percentage …"""
    part = part_for(raw, number_format)
    if conceals(part):
        return Concealed(raw, instead(part))
    if shown := printed(raw, part):
        return Printed(raw, shown)
    if raw <= 0:
        return raw
    # Where a share is asked, a sign that is only printed says no more than the question.
    if shows_percent(part) if kind == "percent" else "%" in part:
        return Shown(raw)
    is_whole = kind != "percent" and float(raw).is_integer()
    other = (with_thousandths(raw, part) or split(raw, part)) if is_whole else ""
    if shown := other or without_thousands(raw, part):
        return Printed(raw, shown)
    times = shown_scale(part)
    return raw if times == 1 else Scaled(raw, times)
