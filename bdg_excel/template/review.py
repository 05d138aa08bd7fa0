"""What is wrong with a form that is given back to its unit."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from bdg_excel.findings import Severity
from bdg_excel.layout import FormLayout
from bdg_excel.template.given import Key, Mark


class Item(NamedTuple):
    """A line of the list: where (`key`, or `place` in words), what is there, what to do.

    What has no cell in the form `stays` in the list: it is told again until it is cleared there.
    """

    severity: Severity
    key: Key | None
    place: str
    found: str
    problem: str
    remedy: str
    stays: bool = False


class Review(NamedTuple):
    """The marks on the cells, the same as a list, and the words to send along.

    `sections` have a heading each. `revision` counts how often the unit got its form back.
    """

    marks: Mapping[Key, Mark]
    summary: str
    sections: Sequence[tuple[str, Sequence[Item]]]
    message: Sequence[str]
    revision: int


def cell_name(layout: FormLayout, key: Key) -> tuple[str, str]:
    """The sheet and the cell of the answer at `key`, as people know them."""
    sheet, row, column = layout.cell_of(*key)
    return sheet, str(xl_rowcol_to_cell(row, column))
