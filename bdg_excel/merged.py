"""The replies that count, as one tidy table: a row a value, from the unit down to the cell."""

from collections.abc import Sequence

import pandas as pd

from bdg_excel.checks.reply import Reply
from bdg_excel.rows import ValueRow
from bdg_excel.values.parsed import COUNTED

COLUMNS = ValueRow._fields
"""The columns of the table and of ``values.csv``; `row` counts a table's rows, else it is 0."""


def merge(replies: Sequence[Reply]) -> pd.DataFrame:
    """All values of `replies` with `COLUMNS`, in the order of the replies and of their forms.

    ``value`` holds exact Python numbers (int or Decimal), None where there is none: no float comes
    between a cell and a figure.
    """
    values = [value for reply in replies for value in reply.values]
    columns: list[Sequence[object]] = (
        list(zip(*values, strict=True)) if values else [() for _ in range(8)]
    )
    of_replies = {
        name: [word for reply, word in zip(replies, words, strict=True) for _ in reply.values]
        for name, words in {
            "unit_code": [reply.unit.code for reply in replies],
            "unit": [reply.unit.name for reply in replies],
            "form": [reply.unit.form for reply in replies],
            "file": [reply.file for reply in replies],
        }.items()
    }
    of_values = dict(
        zip(
            ("field", "part", "row", "value", "text", "status", "sheet", "cell"),
            columns,
            strict=True,
        )
    )
    frame = pd.DataFrame({**of_replies, **of_values}, columns=list(COLUMNS), dtype=object)
    return frame.astype({"row": "int64"})


def answered(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of `frame` that count: given or nil, never blank or refused."""
    return frame[frame["status"].isin(COUNTED)]
