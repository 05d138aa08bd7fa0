"""What the live checks of a question sheet say."""

from collections.abc import Iterable, Sequence

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from bdg_excel.findings import RULE_CODES
from bdg_excel.form_words import DOUBT, RIGHT
from bdg_excel.layout import ANSWER, CHECK, Line, QuestionSheet
from bdg_excel.programme import Field, Rule
from bdg_excel.template.given import Given, Raw, as_number
from bdg_excel.template.inputs import NIL_WORDS
from bdg_excel.template.live import Live, Tally, doubts, literal, on_sheet

NOT_A_NUMBER = f"{DOUBT}: mỗi ô ghi một con số (not_a_number)"


def message(field: Field, rule: Rule) -> str:
    """What stands beside an answer that breaks `rule`."""
    return f"{DOUBT}: {field.sentence(rule)} ({RULE_CODES[rule.relation]})"


def line_check(sheet: QuestionSheet, line: Line, given: Given) -> Live | None:
    """The check of `line`: its first broken rule, or right, or nothing while cells are blank.

    Text such as ``Không`` counts as 0.
    """
    field = line.field
    if field is None or not line.rules:
        return None
    parts = dict.fromkeys(part for rule in line.rules for part in (*rule.terms, rule.whole))
    values = {part: given.look((field.id, part, 0)) for part in parts}
    formula = f'IF({_all_filled(sheet, field, parts)},"{RIGHT}","")'
    value = "" if None in values.values() else RIGHT
    for rule in reversed(line.rules):
        told = message(field, rule)
        filled = _all_filled(sheet, field, (*rule.terms, rule.whole))
        broken = f"AND({filled},NOT({_agrees(sheet, field, rule)}))"
        formula = f"IF({broken},{literal(told)},{formula})"
        value = told if _is_broken(rule, values) else value
    # Pasted text passes by the validation; beside it no sum is right.
    worded = "+".join(_is_wording(_cell(sheet, field, part)) for part in parts)
    formula = f"IF({worded}>0,{literal(NOT_A_NUMBER)},{formula})"
    return Live(formula, NOT_A_NUMBER if any(map(_is_words, values.values())) else value)


def _is_wording(cell: str) -> str:
    nil = ",".join(literal(word) for word in NIL_WORDS)
    return f"ISTEXT({cell})*ISNA(MATCH(LOWER(TRIM({cell})),{{{nil}}},0))"


def _is_words(raw: Raw | None) -> bool:
    return isinstance(raw, str) and raw.strip().lower() not in NIL_WORDS


def _all_filled(sheet: QuestionSheet, field: Field, parts: Iterable[str]) -> str:
    return "+".join(f"COUNTBLANK({_cell(sheet, field, part)})" for part in parts) + "=0"


def _agrees(sheet: QuestionSheet, field: Field, rule: Rule) -> str:
    left = "+".join(f"N({_cell(sheet, field, term)})" for term in rule.terms)
    return f"{left}{rule.relation}N({_cell(sheet, field, rule.whole)})"


def _cell(sheet: QuestionSheet, field: Field, part: str) -> str:
    return str(xl_rowcol_to_cell(sheet.row_of(part, field.id), sheet.column(ANSWER)))


def _is_broken(rule: Rule, values: dict[str, Raw | None]) -> bool:
    terms, whole = [values[term] for term in rule.terms], values[rule.whole]
    if whole is None or None in terms:
        return False
    left, right = sum(as_number(term) for term in terms), as_number(whole)
    return left != right if rule.relation == "=" else left > right


def question_tally(sheet: QuestionSheet, checks: Sequence[Live], given: Given) -> Tally:
    """How far the sheet is: required answers that are blank, checks that failed."""
    asked = [(line.row, line.answer) for line in sheet.lines if line.answer]
    wanted = [(row, slot) for row, slot in asked if slot.required]
    answers, column = sheet.column(ANSWER), sheet.column(CHECK)
    cells = [xl_range_abs(a, answers, b, answers) for a, b in _runs([row for row, _ in wanted])]
    formula = "+".join(f"COUNTBLANK({on_sheet(sheet.name, run)})" for run in cells) or "0"
    blank = sum(given.look((slot.field, slot.part, 0)) is None for _, slot in wanted)
    box = (sheet.head_row + 1, column, sheet.lines[-1].row, column)
    return Tally(Live(formula, blank), doubts(sheet.name, box, checks))


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring rows as (first, last): a short formula for a long sheet."""
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
