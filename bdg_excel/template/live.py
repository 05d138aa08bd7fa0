"""Formulas that tell a clerk at once what is missing or does not agree, with what they come to.

The value of each is computed here too, so that a form shows the right thing in a viewer that does
not compute. Only functions that every spreadsheet program has and that do not depend on a country.
"""

from collections.abc import Sequence
from typing import NamedTuple

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from bdg_excel.form_words import ALL_DONE, BLANK_CELLS, DOUBT, DOUBTFUL, STILL

NO_DOUBT = f", 0{DOUBTFUL}"
"""How the status ends while only answers are missing."""
_LONGEST_LITERAL = 250
"""Excel refuses a formula with a longer string in it (its limit is 255)."""


class Live(NamedTuple):
    """A formula, without its equals sign, and what it comes to with the answers given."""

    formula: str
    value: int | float | str


class Tally(NamedTuple):
    """Of one sheet: how many cells still want an answer, how many checks failed."""

    blank: Live
    doubts: Live


def status(tally: Tally) -> Live:
    """The sentence that says how far a sheet or a form is."""
    n, m = tally
    told = f'"{STILL}"&{n.formula}&"{BLANK_CELLS}, "&{m.formula}&"{DOUBTFUL}"'
    value = f"{STILL}{n.value}{BLANK_CELLS}, {m.value}{DOUBTFUL}"
    done = n.value == 0 and m.value == 0
    formula = f'IF({n.formula}+{m.formula}=0,"{ALL_DONE}",{told})'
    return Live(formula, ALL_DONE if done else value)


def doubts(sheet: str, box: tuple[int, int, int, int], checks: Sequence[Live]) -> Live:
    """How many of the `checks`, which stand in `box` of `sheet`, failed."""
    cells = on_sheet(sheet, xl_range_abs(*box))
    formula = f'SUMPRODUCT(--(LEFT({cells},{len(DOUBT)})="{DOUBT}"))'
    return Live(formula, sum(str(check.value).startswith(DOUBT) for check in checks))


def on_sheet(sheet: str, cells: str) -> str:
    """`cells` as another sheet names them."""
    return f"{quote_sheetname(sheet)}!{cells}"


def literal(text: str) -> str:
    """`text` as a string within a formula."""
    pieces = (text[at : at + _LONGEST_LITERAL] for at in range(0, len(text), _LONGEST_LITERAL))
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces) or '""'
