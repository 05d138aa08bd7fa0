"""Rows and columns that now are called as another part of their question, or as another question:
ids against words.

Whoever pastes a block with its labels, or writes the labels in another order, means the words;
whoever overwrites a label by accident means the place. Nobody can tell which.
"""

from collections.abc import Iterable, Iterator, Mapping

from bdg_excel.form_words import label_texts
from bdg_excel.layout import HEAD, LABEL, TABLE_HEAD, QuestionSheet, TableSheet
from bdg_excel.programme import Field
from bdg_excel.reader.answers.labels import is_part
from bdg_excel.reader.answers.maps import Map, Target, text_at
from bdg_excel.reader.answers.own import key
from bdg_excel.reader.files.workbook import Rows

_WHOLES = frozenset({"tong", "tong so", "tong cong", "tong chung", "tat ca", "ca hai"})
"""The keys of labels that mean all parts together."""


def exchanged_rows(found: Map, rows: Rows, goal: Target) -> dict[int, str]:
    """The rows of answers that are called as another part or another question, by their number.

    Where the heading of a question is that of another, so are all rows under it.
    """
    if isinstance(goal.sheet, TableSheet) or LABEL not in found.columns:
        return {}
    return dict(_rows(found, rows, goal.sheet))


def _rows(found: Map, rows: Rows, sheet: QuestionSheet) -> Iterator[tuple[int, str]]:
    column, headings = found.columns[LABEL], _headings(sheet)
    above = ""
    for line in sheet.lines:
        if line.field is None:
            continue
        texts = {row: text_at(rows[row], column) for row in found.rows_of(line.row_id)}
        if not is_part(line):
            above = _other_question(texts.values(), line.field, headings)
        if line.answer is None:
            continue
        mine = line.field.part(line.answer.part).label
        labels = {key(part.label): part.label for part in line.field.parts}
        # A question of one part is printed with its own label, «Tổng số» it may be.
        own = () if is_part(line) else tuple(map(key, label_texts(line)))
        for row, text in texts.items():
            if key(text) in own:
                continue
            said = _other([text], mine, labels) or _other_question([text], line.field, headings)
            if said or above:
                yield row, said or above


def _headings(sheet: QuestionSheet) -> dict[str, str]:
    """What the questions of `sheet` may be headed, by its key: the labels of their fields."""
    return {
        key(text): line.field.label
        for line in sheet.lines
        if line.field and not is_part(line)
        for text in label_texts(line)
    }


def _other_question(texts: Iterable[str], mine: Field, headings: Mapping[str, str]) -> str:
    """Which other question `texts` name, where none of them names that of `mine`."""
    said = [headings[each] for each in map(key, texts) if each in headings]
    return "" if mine.label in said else next(iter(said), "")


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
