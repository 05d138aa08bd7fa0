"""How the annex shows an answer: its value, its status at a glance, and a link to its cell."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from bdg_excel.annex.page import Annex
from bdg_excel.layout import NO, YES
from bdg_excel.values.parsed import COUNTED, Status

LEGEND = (
    f"Số thường: {Status.GIVEN.words}. Số 0 xanh nghiêng: {Status.NIL.words}. "
    f"Ô xám: {Status.BLANK.words}, không tính là 0. Chữ xám nghiêng: "
    f"{Status.NOT_APPLICABLE.words}. Ô đỏ nghiêng: ghi chưa rõ, {Status.REFUSED.words}."
)
"""What the looks of an answer mean."""
NOT_SENT = "chưa có biểu được tính"
"""What stands in place of the file of a unit of which none counts."""


class Answer(NamedTuple):
    """An answer as the annex shows it, and where it comes from."""

    number: int | Decimal | None
    text: str
    status: str
    file: str
    sheet: str
    cell: str


COLUMNS = ("value", "text", "status", "file", "sheet", "cell")
"""The columns of the merged table that an `Answer` is made of."""


def write_answer(
    annex: Annex,
    sheet: Worksheet,
    at: tuple[int, int],
    answer: Answer | None,
    yes_no: bool = False,
    linked: bool = False,
) -> None:
    """One answer: a number, a text, Có or Không; what was set aside as typed; nothing as nothing.

    Where it is `linked`, a click opens the cell that it comes from; but not on words, which
    LibreOffice would no longer wrap.
    """
    if answer is None or answer.status == Status.BLANK:
        annex.number(sheet, at, None)
        return
    is_words = answer.status in COUNTED and answer.number is None
    if linked and not is_words and (link := annex.links.to(answer.file, answer.sheet, answer.cell)):
        annex.link(sheet, at, link)
    if answer.status not in COUNTED:
        annex.text(sheet, *at, answer.text, answer.status)
    elif yes_no:
        annex.text(sheet, *at, YES if answer.number else NO, "center")
    elif answer.number is None:
        annex.text(sheet, *at, answer.text)
    else:
        annex.number(sheet, at, answer.number, _style(answer))


def _style(answer: Answer) -> str:
    if answer.status == Status.NIL:
        return "nil"
    return "number" if answer.number == int(answer.number or 0) else "decimal"


def write_source(
    annex: Annex,
    sheet: Worksheet,
    at: tuple[int, int],
    answers: Sequence[Answer],
    linked: bool = True,
) -> None:
    """Sheet and cells of `answers`, which stand side by side, and then their file, `linked`."""
    row, column = at
    first, last = answers[0], answers[-1]
    cells = first.cell if first.cell == last.cell else f"{first.cell}:{last.cell}"
    place = f"{first.sheet}, {cells}" if first.cell else ""
    annex.text(sheet, row, column, place, "source")
    link = annex.links.to(first.file, first.sheet, cells) if linked else ""
    write_file(annex, sheet, (row, column + 1), first.file, link)


def write_file(annex: Annex, sheet: Worksheet, at: tuple[int, int], file: str, link: str) -> None:
    """The name of `file`, with `link` behind it where there is one."""
    if link:
        annex.link(sheet, at, link)
    annex.text(sheet, *at, file, "source_link" if link else "source")
