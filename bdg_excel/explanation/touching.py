"""Which findings are about the answers that a figure is made of."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from bdg_excel.findings import BY_LABEL, OUTSIDE, Severity
from bdg_excel.programme import Programme
from bdg_excel.rows import FindingRow, ValueRow

_NAMING = ("name", "detail", "unit")
"""What the columns hold without which a table's row means nothing."""


class Touching:
    """The cells that answer a figure's questions, to hold findings against.

    `questions` are in words by ``field.part``; `values` all rows of their fields and tables.
    """

    def __init__(
        self,
        programme: Programme,
        questions: Mapping[str, str],
        values: Mapping[str, Sequence[ValueRow]],
    ) -> None:
        fields = {ref.partition(".")[0] for ref in questions}
        parts = {*questions, *(ref for name in fields for ref in _beside(programme, name))}
        rows = [row for name in fields for row in values.get(name, ())]
        self._labels = frozenset(questions.values())
        self._units = {row.unit_code for row in rows}
        self._sheets = {(row.file, row.sheet) for row in rows}
        self._cells = {_cell(row) for row in rows if f"{row.field}.{row.part}" in parts}
        self._others = {_cell(row) for row in rows} - self._cells
        self._tables = {(r.file, r.sheet) for r in rows if programme.is_table(r.field)}

    def of(self, findings: Iterable[FindingRow]) -> tuple[FindingRow, ...]:
        """Those of `findings` that touch the answers."""
        return tuple(found for found in findings if self._touches(found))

    def _touches(self, found: FindingRow) -> bool:
        if found.unit_code not in self._units:
            return False
        if found.code == "label_uncertain":
            return any(label in found.message for label in self._labels)
        if found.code in BY_LABEL:
            return any(f"«{label}»" in found.message for label in self._labels)
        if found.code in OUTSIDE:
            return False
        return self._on_cell(found) if found.cell else self._on_all(found)

    def _on_cell(self, found: FindingRow) -> bool:
        """On an answer, or in a table on a row that is none: a total or a note that was typed."""
        place, cell = (found.file, found.sheet), (found.file, found.sheet, found.cell)
        return cell in self._cells or (place in self._tables and cell not in self._others)

    def _on_all(self, found: FindingRow) -> bool:
        """What makes a whole file or sheet doubtful, if it is the one of these answers."""
        place = (found.file, found.sheet)
        if found.severity == Severity.INFO:
            return False
        if found.code == "sheet_missing":
            return place in self._sheets
        return not found.sheet or place in self._sheets


def _cell(row: ValueRow) -> tuple[str, str, str]:
    return row.file, row.sheet, row.cell


def _beside(programme: Programme, name: str) -> Collection[str]:
    """What is judged together: the parts of a field, and in a table what a row is about."""
    if not programme.is_table(name):
        return [f"{name}.{part.id}" for part in programme.field(name).parts]
    columns = programme.table(name).columns
    return [f"{name}.{column.id}" for column in columns if column.merge in _NAMING]
