"""One unit's answers to the questions of a figure, and whether they are in it."""

from collections.abc import Sequence

from bdg_excel.explanation.model import Answer, Role, UnitAnswers
from bdg_excel.explanation.questions import Questions
from bdg_excel.layout import NO, YES
from bdg_excel.programme import Unit
from bdg_excel.rows import ValueRow
from bdg_excel.values.parsed import COUNTED, Status

_Place = tuple[Role, int]
"""What an answer is to the figure, and in which row of a table it stands."""


def unit_answers(questions: Questions, unit: Unit, rows: Sequence[ValueRow]) -> UnitAnswers:
    """The answers of `unit` among `rows`, all that its form holds in these fields and tables."""
    mine = [
        (questions.roles[ref], row)
        for row in rows
        if (ref := f"{row.field}.{row.part}") in questions.roles
    ]
    counted = _counted(questions, mine, rows)
    about = _about(questions, rows)
    answers = [
        Answer(role, row, (role, row.row) in counted, *about.get(row.row, ())) for role, row in mine
    ]
    order = list(questions.labels)
    answers.sort(key=lambda answer: (answer.row.row, order.index(answer.role)))
    return UnitAnswers(unit, tuple(answers), "" if counted else _why(questions, mine))


def _counted(
    questions: Questions, mine: Sequence[tuple[Role, ValueRow]], rows: Sequence[ValueRow]
) -> set[_Place]:
    """As `indicators` counts them: a share needs both numbers, Không is the zero of a table."""
    numbers: set[_Place] = {
        (role, row.row) for role, row in mine if role is not Role.ASKED and _is_number(row)
    }
    if questions.part.kind == "share":
        return {
            (role, row)
            for role, row in numbers
            if {(Role.NUMERATOR, row), (Role.DENOMINATOR, row)} <= numbers
        }
    has_rows = any(row.row and row.status in COUNTED for row in rows)
    if numbers or has_rows:
        return numbers
    return {(role, row.row) for role, row in mine if role is Role.ASKED and row.value == 0}


def _is_number(row: ValueRow) -> bool:
    return row.status in COUNTED and row.value is not None


def _about(questions: Questions, rows: Sequence[ValueRow]) -> dict[int, tuple[str, str]]:
    """What each row of a table is about, and what it is counted in."""
    if not questions.programme.is_table(questions.field):
        return {}
    table = questions.programme.table(questions.field)
    texts: dict[int, dict[str, str]] = {}
    for row in rows:
        if row.row and row.value is None:
            texts.setdefault(row.row, {})[row.part] = row.text
    _, _, by = str(questions.part.by or "").partition(".")
    return {
        number: (questions.programme.row_title(table, said), said.get(by, ""))
        for number, said in texts.items()
    }


def _why(questions: Questions, mine: Sequence[tuple[Role, ValueRow]]) -> str:
    """Why none of the answers is in the figure; never empty."""
    written = [(role, row) for role, row in mine if role is not Role.ASKED]
    if not written:
        return _why_no_rows([row for _, row in mine])
    lacking = dict.fromkeys(
        (questions.labels[role], Status(row.status).words)
        for role, row in written
        if not _is_number(row)
    )
    words = "; ".join(f"«{label}» {words}" for label, words in lacking)
    return words or "không chỗ nào có đủ cả hai số"


def _why_no_rows(asked: Sequence[ValueRow]) -> str:
    """`asked`: the answer to the table's question, where it matters."""
    if asked and asked[0].value:
        return f"trả lời {YES} nhưng không ghi dòng nào"
    words = f", câu trả lời {YES}/{NO} {Status(asked[0].status).words}" if asked else ""
    return f"không ghi dòng nào{words}"
