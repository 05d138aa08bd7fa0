"""Names in tables that may be one thing in two spellings: suggested, never merged unasked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bdg_excel.checks.reply import Reply
from bdg_excel.findings import Finding, Place, finding
from bdg_excel.programme import Programme, Table
from bdg_excel.text import fold, likeness, unnumbered
from bdg_excel.values.parsed import COUNTED
from bdg_excel.values.value import Value

_ALIKE = 88
"""Likeness of 100 from which two folded names are suggested to be one."""
_MOST = 400
"""So many names of a column are compared, the most frequent first: each with each."""
_LONGEST = 200
"""Longer texts are stories: to compare them takes seconds, and hardly two tell the same."""


def alike(replies: Sequence[Reply], programme: Programme) -> Iterator[Finding]:
    """Each pair of names or details of a table's column that look like one."""
    # All but a few values of a form stand in no table: they are passed over once.
    in_rows = [value for reply in replies for value in reply.values if value.row]
    for table in programme.tables:
        for column in table.columns:
            if column.merge in ("name", "detail"):
                yield from _pairs(_texts(in_rows, table, column.id), table)


def _texts(in_rows: Iterable[Value], table: Table, column: str) -> Counter[str]:
    """How many rows hold each text; texts that differ in case only are one already."""
    found: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for value in in_rows:
        asked = value.field == table.id and value.part == column and value.status in COUNTED
        if asked and 0 < len(value.text) <= _LONGEST:
            found[shown.setdefault(value.text.casefold(), value.text)] += 1
    return found


def _pairs(texts: Counter[str], table: Table) -> Iterator[Finding]:
    names = [(text, rows, fold(unnumbered(text))) for text, rows in texts.most_common(_MOST)]
    for place, (text, rows, folded) in enumerate(names):
        for other, other_rows, other_folded in names[:place]:
            if likeness(folded, other_folded) >= _ALIKE and not _numbered(folded, other_folded):
                yield finding(
                    "alike_names",
                    Place(sheet=f"Biểu {table.number}"),
                    text,
                    rows=rows,
                    other=other,
                    other_rows=other_rows,
                )


def _numbered(one: str, other: str) -> bool:
    """Whether the two differ in a number: plans 16 and 265 are not one."""
    digits = ["".join(letter for letter in name if letter.isdecimal()) for name in (one, other)]
    return digits[0] != digits[1]
