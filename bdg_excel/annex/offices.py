"""What each single office gave: a row a question, with its status and its cell."""

from collections import Counter

from bdg_excel.annex.answers import LEGEND, NOT_SENT, Answer, write_answer, write_source
from bdg_excel.annex.page import Annex, Span, Where
from bdg_excel.annex.questions import Given, questions
from bdg_excel.values.parsed import Status

_HEAD = 3
_HEADS = (
    ("Cơ quan", 44),
    ("Chỉ tiêu", 60),
    ("Số liệu", 18),
    ("Đơn vị tính", 12),
    ("Tình trạng", 16),
    ("Trang, ô", 18),
    ("Tệp", 46),
)
_NUMBER, _MEASURE, _STATUS, _SOURCE = 2, 3, 4, 5


def write_offices(annex: Annex, where: Where, given: Given) -> None:
    """The sheet of the forms that one unit alone fills."""
    programme = annex.results.programme
    sheet = annex.sheet("Số liệu cơ quan")
    annex.title(sheet, "Số liệu của từng cơ quan", LEGEND, annex.links.note())
    annex.head(sheet, _HEAD, _HEADS)
    filling = Counter(unit.form for unit in programme.units)
    row = _HEAD + 1
    for unit in programme.units:
        if filling[unit.form] > 1:
            continue
        for question in questions(programme, programme.form(unit.form)):
            answer = given.get((unit.code, question.ref))
            texts = (unit.name, question.field.full_label(question.part))
            annex.row(sheet, row, texts, _HEADS[:_NUMBER])
            write_answer(annex, sheet, (row, _NUMBER), answer, question.yes_no, linked=True)
            annex.text(sheet, row, _MEASURE, question.field.unit)
            annex.text(sheet, row, _STATUS, _words(answer))
            if answer:
                write_source(annex, sheet, (row, _SOURCE), [answer])
            else:
                annex.text(sheet, row, _SOURCE, "")
                annex.text(sheet, row, _SOURCE + 1, "")
            where.add(question.ref, Span(sheet.get_name(), row, row, _NUMBER))
            row += 1
    sheet.freeze_panes(_HEAD + 1, 0)
    sheet.repeat_rows(_HEAD)


def _words(answer: Answer | None) -> str:
    return Status(answer.status).words if answer else NOT_SENT
