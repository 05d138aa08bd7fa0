"""The forms as workbooks: one for each unit, named and prefilled for it.

Written with features that Excel 2010, WPS Office and LibreOffice all keep: no extension lists, no
macros, no functions that depend on a country.
"""

import datetime
import os
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO
from pathlib import Path

import xlsxwriter

from bdg_excel.errors import OutputError, why
from bdg_excel.layout import FormLayout, QuestionSheet, TableSheet, layouts
from bdg_excel.programme import Programme, Unit
from bdg_excel.template.book import COVER_SHEET, Book
from bdg_excel.template.copies import Copies
from bdg_excel.template.cover import write_cover
from bdg_excel.template.given import Given, Key, Mark, Raw
from bdg_excel.template.hidden import write_identity, write_lists
from bdg_excel.template.live import Tally
from bdg_excel.template.questions import write_questions
from bdg_excel.template.review import Item, Review, cell_name
from bdg_excel.template.styles import NORMAL, NORMAL_COLUMN, NORMAL_ROW, Styles
from bdg_excel.template.tables import write_table
from bdg_excel.template.todo import LIST_SHEET, write_todo
from bdg_excel.text import file_stem

__all__ = [
    "COVER_SHEET",
    "LIST_SHEET",
    "Item",
    "Key",
    "Mark",
    "Raw",
    "Review",
    "cell_name",
    "form_name",
    "write_form",
    "write_forms",
]


def form_name(unit: Unit) -> str:
    """The file name of the unit's form: ``xa_03391_xa-lan-nhi-thang.xlsx``."""
    return f"{unit.form}_{unit.code}_{file_stem(unit.name)}.xlsx"


def write_forms(folder: Path, programme: Programme) -> list[Path]:
    """The empty forms of all units of `programme` in `folder`, in the roster's order."""
    builders = {name: _builder(programme, form) for name, form in layouts(programme).items()}
    targets = [folder / form_name(unit) for unit in programme.units]
    for unit, target in zip(programme.units, targets, strict=True):
        _put(target, builders[unit.form](unit))
    return targets


def _builder(programme: Programme, layout: FormLayout) -> Callable[[Unit], bytes]:
    """What makes the empty forms of one kind: quickly, where there are several."""
    build = partial(_form_bytes, programme, layout)
    several = sum(unit.form == layout.form.id for unit in programme.units) > 1
    return Copies(build).form if several else build


def write_form(
    target: Path,
    programme: Programme,
    layout: FormLayout,
    unit: Unit,
    answers: Mapping[Key, Raw] | None = None,
    review: Review | None = None,
) -> None:
    """The form of `unit` at `target`, holding `answers`; there whole or not at all.

    `answers` are by (field, part, row): row 0 for fields, notes and a table's yes/no question, from
    1 for a table's rows. Numbers are written as numbers, strings as text, exactly as given. An
    answer to something that the form does not ask is a `ValueError`: it would be lost.

    A form that is given back has a `review`: its marks on the cells, and a sheet that lists them.
    """
    given = Given(answers or {}, review.marks if review else {})
    _put(target, _form_bytes(programme, layout, unit, given, review))


def _put(target: Path, content: bytes) -> None:
    part = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        os.replace(part, target)  # noqa: PTH105 -- atomic, and the same on Windows
    except OSError as error:
        part.unlink(missing_ok=True)
        raise OutputError(f"Không ghi được biểu {target.name}: {why(error)}.") from error


def _form_bytes(
    programme: Programme,
    layout: FormLayout,
    unit: Unit,
    given: Given | None = None,
    review: Review | None = None,
) -> bytes:
    given = given or Given({}, {})
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, _options())
    workbook.set_properties(_properties(programme, layout, unit))
    book = Book(workbook, Styles(workbook), programme, layout, unit, given)
    todo = book.add_sheet(LIST_SHEET) if review else None
    cover = book.add_sheet(COVER_SHEET)
    tallies = [_write_sheet(book, sheet, place) for place, sheet in enumerate(layout.sheets)]
    write_cover(book, cover, tallies)
    if review:
        write_todo(book, todo, review)
    (todo or cover).activate()
    write_lists(book)
    write_identity(book, review.revision if review else 0)
    workbook.close()
    given.refuse_unwritten()
    return buffer.getvalue()


def _options() -> dict[str, object]:
    """Made anew for each workbook: xlsxwriter writes into the properties that it is given."""
    return {
        "in_memory": True,
        "default_format_properties": dict(NORMAL),
        "default_row_height": NORMAL_ROW,
        "default_column_width": NORMAL_COLUMN,
    }


def _write_sheet(book: Book, sheet: QuestionSheet | TableSheet, place: int) -> Tally:
    if isinstance(sheet, TableSheet):
        return write_table(book, sheet, place)
    return write_questions(book, sheet, place)


def _properties(programme: Programme, layout: FormLayout, unit: Unit) -> dict[str, object]:
    """A fixed moment instead of the clock, and nobody's name: same definition, same bytes."""
    start = programme.round.period_start
    return {
        "title": f"{layout.form.title} - {unit.name}",
        "subject": programme.round.title,
        "company": programme.round.issuer,
        "created": datetime.datetime.combine(start, datetime.time()),
    }
