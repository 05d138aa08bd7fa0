"""Rows and columns that now are called as another part of the same question: ids against words.

Whoever pastes a block with its labels, or writes the labels in another order, means the words;
whoever overwrites a label by accident means the place. Nobody can tell which.
"""

from collections.abc import Iterable, Iterator, Mapping

from bdg_excel.layout import HEAD, LABEL, TABLE_HEAD, QuestionSheet, TableSheet
from bdg_excel.reader.answers.maps import Map, Target, text_at
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.files.workbook import Rows

_WHOLES = frozenset({"tong", "tong so", "tong cong", "tong chung", "tat ca", "ca hai"})
"""The keys of labels that mean all parts together."""


def exchanged_rows(found: Map, rows: Rows, goal: Target) -> dict[int, str]:
    """The rows of answers that are called as another part of their question, by their number."""
    if isinstance(goal.sheet, TableSheet) or LABEL not in found.columns:
        return {}
    return dict(_rows(found, rows, goal.sheet))


def _rows(found: Map, rows: Rows, sheet: QuestionSheet) -> Iterator[tuple[int, str]]:
    for line in sheet.lines:
        if not line.answer or not line.field:
            continue
        mine = line.field.part(line.answer.part).label
        labels = {key(part.label): part.label for part in line.field.parts}
        for row in found.rows_of(line.row_id):
            said = _other([text_at(rows[row], found.columns[LABEL])], mine, labels)
            if said:
                yield row, said


def exchanged_columns(found: Map, rows: Rows, goal: Target) -> dict[str, str]:
    """The columns of a table that are headed as another one of their group, by their id."""
    if not isinstance(goal.sheet, TableSheet):
        return {}
    columns = goal.sheet.table.columns
    heads = [row for role in (HEAD, TABLE_HEAD) for row in found.rows_of(role)]
    told = {}
    for column in columns:
        group = {key(other.label): other.label for other in columns if other.group == column.group}
        place = found.columns.get(column.id, -1)
        said = _other((text_at(rows[row], place) for row in heads), column.label, group)
        if said:
            told[column.id] = said
    return told


def _other(texts: Iterable[str], mine: str, labels: Mapping[str, str]) -> str:
    """Which of `labels` stands in `texts`, where that is another than `mine`; or a whole's name.

    Whoever heads the men's column with «Tổng số» has written there how many came in all.
    """
    keys = {key(text): text for text in texts}
    if key(mine) in keys:
        return ""
    known = next((labels[text] for text in keys if text in labels), "")
    return known or next((keys[text] for text in keys if text in _WHOLES), "")
