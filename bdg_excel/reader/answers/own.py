"""What a form says by itself, cell by cell: so that whatever else stands in a file was typed.

The words are the writer's own (`form_words`); a test compares them with every form that it writes.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from bdg_excel import form_words
from bdg_excel.form_words import (
    ALL_DONE,
    BLANK_CELLS,
    DOUBT,
    DOUBTFUL,
    RIGHT,
    STILL,
    TOTAL_WORDS,
    column_heading,
    headings,
    label_texts,
    measure_text,
    of_form,
    roman,
    table_hint,
    table_title,
    unit_of,
)
from bdg_excel.layout import (
    CHECK,
    COVER,
    HEAD,
    HINT,
    LABEL,
    LISTS,
    MEASURE,
    STATUS,
    STT,
    TABLE_HEAD,
    TITLE,
    TOTAL,
    UNIT_ROW,
    FormLayout,
    QuestionSheet,
    TableSheet,
)
from bdg_excel.reader.files.workbook import Raw
from bdg_excel.reader.identity.units import bare_code, names_area
from bdg_excel.text import fold, likeness, tidy
from bdg_excel.values.typed import as_typed

UNIT = "\0"
"""Stands in own texts for the unit's name and code."""
_LONG, _REWORDED = 30, 75
"""How long a text must be to be known again after it was reworded, and how like it must be."""
_VERDICT = re.compile(
    rf"{RIGHT}|{DOUBT}: .*\([a-z_]+\)|{ALL_DONE}|{STILL}\d+{BLANK_CELLS}, \d+{DOUBTFUL}", re.DOTALL
)
"""What live checks say; a doubt ends with its code."""
_ERROR = re.compile(r"#(?:N/A|[A-Z]+(?:/0)?[!?])|Err:\d+")
"""What a formula gone wrong says."""
COUNT = "\1"
"""Stands in own texts for a formula that counts; '' for one that gives words."""


class OwnRow(NamedTuple):
    """A row of a sheet: its texts by column id (any of several), and its formulas' columns.

    `counts`: its formulas give numbers, not words.
    """

    texts: Mapping[str, tuple[str, ...]]
    live: frozenset[str] = frozenset()
    counts: bool = False


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """`text` for comparing labels: letters and digits only, without accents."""
    return re.sub(r"[\W_]+", " ", fold(text)).strip() or tidy(text)


def is_verdict(cell: Raw) -> bool:
    """Whether `cell` can be what one of the form's checks came to, which give words."""
    if isinstance(cell, str):
        return not cell or bool(_VERDICT.fullmatch(cell) or _ERROR.fullmatch(cell))
    return cell is None or (
        type(cell) is float and not cell
    )  # an .xls holds a formula's empty text as 0


def is_count(cell: Raw) -> bool:
    """Whether `cell` can be what one of the form's sums came to."""
    if isinstance(cell, str):
        return not cell or _ERROR.fullmatch(cell) is not None
    return cell is None or type(cell) is float


def says(cell: Raw, texts: tuple[str, ...], unit: str) -> bool:
    """Whether `cell` holds one of the form's own `texts`, however it is accented and spaced.

    A long text may differ in some words (its wording was mended since the form was made) but not in
    a number, nor in the label that it begins with: then somebody has written something there.
    """
    found = as_typed(cell)
    whole = key(found)
    own = [text.replace(UNIT, unit) for text in texts]
    if any(UNIT in text for text in texts) and _names(found, unit):
        return True
    if any(found == text or whole == key(text) for text in own):
        return True
    if not own or len(own[0]) < _LONG or (len(own) > 1 and not whole.startswith(key(own[-1]))):
        return False
    numbers = re.findall(r"\d+", own[0])
    return re.findall(r"\d+", found) == numbers and likeness(whole, key(own[0])) >= _REWORDED


def _names(said: str, unit: str) -> bool:
    """Whether `said` is the unit's name or its code by itself: ``UBND xã Mường So``, ``3589``.

    The name of the area around it may follow: ``Xã Mường So, huyện Phong Thổ``.
    """
    name, code = unit_of(unit)
    number = bare_code(said)
    is_code = bool(number) and number == bare_code(code)
    words = key(said).removeprefix("ubnd ")
    rest = words.removeprefix(key(name)).strip()
    return is_code or words == key(code) or (words != rest and (not rest or names_area(rest)))


def own_rows(form: FormLayout, sheet: QuestionSheet | TableSheet) -> dict[str, OwnRow]:
    """The rows of `sheet` by their ids, without those of a table's body."""
    if isinstance(sheet, TableSheet):
        return _table_rows(sheet)
    return dict(_question_rows(form, sheet))


def _question_rows(form: FormLayout, sheet: QuestionSheet) -> Iterator[tuple[str, OwnRow]]:
    heads = headings(sheet)
    yield TITLE, OwnRow({STT: (sheet.name,)})
    yield UNIT_ROW, OwnRow({STT: (of_form(UNIT, form),)})
    yield STATUS, OwnRow({}, frozenset({STT}))
    yield HEAD, OwnRow({name: (text,) for name, text in heads.items()})
    sections = fields = 0
    for line in sheet.lines:
        if line.section:
            sections += 1
            yield line.row_id, OwnRow({STT: (roman(sections),), LABEL: (line.section,)})
            continue
        begins = line.field is not None and (line.answer is None or len(line.field.parts) == 1)
        fields += begins
        texts = label_texts(line)
        own = {LABEL: texts, **({STT: (str(fields),)} if begins else {})}
        if line.answer and MEASURE in heads:
            own[MEASURE] = (measure_text(line.answer),)
        yield line.row_id, OwnRow(own, frozenset({CHECK} if line.rules else ()))


def _table_rows(sheet: TableSheet) -> dict[str, OwnRow]:
    table, columns = sheet.table, sheet.table.columns
    beside = (*sheet.columns, CHECK)[sheet.asks_column + 1]
    upper: dict[str, tuple[str, ...]] = {STT: ("STT",)}
    previous = ""
    for column in columns:
        if not column.group:
            upper[column.id] = (column_heading(column), column.label)
        elif column.group != previous:
            upper[column.id] = (column.group,)
        previous = column.group
    lower = {c.id: (column_heading(c), c.label) for c in columns if c.group}
    summed = frozenset(column.id for column in columns if column.merge == "sum")
    total = {} if columns[0].id in summed else {columns[0].id: (TOTAL_WORDS,)}
    return {
        TITLE: OwnRow({STT: (table_title(table),)}),
        UNIT_ROW: OwnRow({STT: (UNIT,)}, frozenset({beside})),
        sheet.asks_id: OwnRow({STT: (table.asks,)}),
        HINT: OwnRow({STT: (table_hint(table),)}, frozenset({beside})),
        HEAD: OwnRow(upper),
        TABLE_HEAD: OwnRow(lower),
        TOTAL: OwnRow(total, summed, counts=True),
    }


def cover(form: FormLayout) -> dict[tuple[int, int], str]:
    """The cover's texts by row and column; '' or `COUNT` where a formula stands."""
    words = form_words
    found = {
        (0, 0): COVER,
        (words.TITLE_ROW, words.NUMBER): form.form.title,
        (words.ROUND_ROW, words.NUMBER): form.round.title,
        (words.STATUS_ROW, words.NUMBER): "",
        (words.SHEETS_ROW, words.NUMBER): words.SHEETS,
    }
    for row, (name, value) in enumerate(words.facts(form, UNIT), start=words.FACTS_ROW):
        found |= {(row, words.NUMBER): name, (row, words.ABOUT): value}
    row = words.SHEETS_ROW + 1
    found |= {(row, words.NUMBER + at): text for at, text in enumerate(words.SHEET_HEADINGS)}
    for number, sheet in enumerate(form.sheets, start=1):
        texts = (str(number), sheet.name, words.about(sheet), COUNT, COUNT)
        row = words.FIRST_SHEET_ROW + number - 1
        found |= {(row, words.NUMBER + at): text for at, text in enumerate(texts)}
    last = words.FIRST_SHEET_ROW + len(form.sheets)
    found |= {(last, words.NUMBER): words.SHEETS_SUM, (last, words.BLANK): COUNT}
    found |= {(last, words.DOUBTS): COUNT, (last + 2, words.NUMBER): words.HOW}
    for number, text in enumerate(words.steps(form), start=1):
        row = last + 2 + number
        found |= {(row, words.NUMBER): str(number), (row, words.NAME): text}
    return found


def lists(form: FormLayout) -> dict[tuple[int, int], str]:
    """The texts of the hidden sheet with the lists, by row and column."""
    found = {(0, 0): LISTS}
    for column, (name, choices) in enumerate(form.lists.items(), start=1):
        found |= {(row, column): text for row, text in enumerate((name, *choices))}
    return found
