"""The sheets that nobody sees: what the form is, and the lists of its drop-downs."""

from xlsxwriter.utility import xl_range_abs

from bdg_excel.layout import (
    IDENTITY,
    IDENTITY_KEYS,
    IDENTITY_NAME,
    IDENTITY_SHEET,
    LISTS,
    REVISION,
    TableSheet,
)
from bdg_excel.template.book import Book
from bdg_excel.template.inputs import LIST_NAME
from bdg_excel.template.live import literal, on_sheet

_LISTS_SHEET = "_danh_muc"


def write_identity(book: Book, revision: int) -> None:
    """Which form this is and for whom: on a sheet, and as a name in case the sheet is lost.

    Only a form that was given back says how often (`revision`).
    """
    facts = _identity(book)
    sheet = book.workbook.add_worksheet(IDENTITY_SHEET)
    sheet.write_string(0, 0, IDENTITY)
    for row, key in enumerate(IDENTITY_KEYS, start=1):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, facts[key])
    if revision:
        sheet.write_string(len(IDENTITY_KEYS) + 1, 0, REVISION)
        sheet.write_string(len(IDENTITY_KEYS) + 1, 1, str(revision))
    sheet.protect()
    sheet.very_hidden()
    joined = "|".join(facts[key] for key in IDENTITY_KEYS)
    book.workbook.define_name(IDENTITY_NAME, f"={literal(joined)}")


def _identity(book: Book) -> dict[str, str]:
    return {
        "programme": book.programme.id,
        "year": str(book.programme.round.year),
        "form": book.layout.form.id,
        "unit": book.unit.code,
        "unit_name": book.unit.name,
        "layout": book.layout.version,
    }


def write_lists(book: Book) -> None:
    """The lists that the form's tables choose from, one a column, each with a defined name.

    Drop-downs ask the name, not the sheet: Excel writes a reference to another sheet into an
    extension that other programs drop.
    """
    used = _lists_used(book)
    if not used:
        return
    sheet = book.workbook.add_worksheet(_LISTS_SHEET)
    sheet.write_string(0, 0, LISTS)
    for column, list_id in enumerate(used, start=1):
        choices = book.programme.choices[list_id]
        sheet.write_string(0, column, list_id)
        for row, choice in enumerate(choices, start=1):
            sheet.write_string(row, column, choice)
        cells = xl_range_abs(1, column, len(choices), column)
        book.workbook.define_name(f"{LIST_NAME}{list_id}", f"={on_sheet(_LISTS_SHEET, cells)}")
    sheet.protect()
    sheet.very_hidden()


def _lists_used(book: Book) -> list[str]:
    tables = [sheet.table for sheet in book.layout.sheets if isinstance(sheet, TableSheet)]
    named = (column.choices for table in tables for column in table.columns)
    return list(dict.fromkeys(name for name in named if name))
