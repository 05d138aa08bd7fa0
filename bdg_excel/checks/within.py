"""What one form's answers must satisfy. One function a rule; each yields what is wrong."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from bdg_excel.checks.notes import corrects, gives_reason, named
from bdg_excel.checks.reply import Reply
from bdg_excel.findings import RULE_CODES, Finding, finding
from bdg_excel.layout import HAS_ROWS, FormLayout, Slot
from bdg_excel.programme import Field, Programme, Rule
from bdg_excel.programme.constraints import NUMERIC
from bdg_excel.text import loose, number
from bdg_excel.values.evaluation import parse
from bdg_excel.values.parsed import COUNTED, Status
from bdg_excel.values.value import Value

_BLANK: dict[str, str] = {
    **dict.fromkeys(NUMERIC, "required_blank"),
    "yes_no": "required_yes_no_blank",
}
"""The code of a blank cell by its kind, where it is not one for words."""
_MISPLACED = "answer_in_note"
_Values = Mapping[tuple[str, str], Value]


def check(reply: Reply, programme: Programme, form: FormLayout) -> list[Finding]:
    """What is wrong or doubtful within `reply`; a blank form is one finding, not fifty."""
    if reply.is_blank:
        return [finding("blank_form", reply.place)]
    return [found for rule in _RULES for found in rule(reply, programme, form)]


def _required_answers(reply: Reply, _: Programme, form: FormLayout) -> Iterator[Finding]:
    """Every required question is answered, and every required cell of a row that was begun."""
    blank = (value for value in reply.values if value.status is Status.BLANK and value.cell)
    misplaced: set[str] = set()
    for value in blank:
        slot = form.required.get((value.field, value.part))
        if slot is None:
            continue
        # A note that may be one answer of a question is not another's too.
        note = "" if value.row or value.field in misplaced else reply.note_on(value.field)
        code = _noted(note, slot) or _BLANK.get(slot.kind, "required_text_blank")
        if code == _MISPLACED:
            misplaced.add(value.field)
        yield finding(code, reply.place_of(value), label=slot.label, note=note)


def _noted(note: str, slot: Slot) -> str:
    """The code of a blank that has a note: an explanation, or the answer in the wrong column.

    '' where the note is neither.
    """
    if not note:
        return ""
    parsed = parse(note, slot)
    if parsed.number is not None:
        return _MISPLACED
    is_reason = gives_reason(note) or parsed.status is Status.NOT_APPLICABLE
    return "blank_explained" if is_reason else ""


def _others_are_named(reply: Reply, programme: Programme, form: FormLayout) -> Iterator[Finding]:
    """Whoever chooses the list's "other" says what it is."""
    for name in form.form.table_ids:
        table = programme.table(name)
        others = programme.others(table)
        mine = [value for value in reply.values if value.row and value.field == name]
        rows = {value.row for value in mine if value.text in others}
        for column in table.columns:
            if column.merge == "detail":
                for value in mine:
                    if value.part == column.id and value.row in rows and not value.text:
                        label = column.full_label
                        yield finding("detail_missing", reply.place_of(value), label=label)


def _rules_hold(reply: Reply, programme: Programme, form: FormLayout) -> Iterator[Finding]:
    """Parts add up to their whole, and no part is larger: wherever all of them were given."""
    values = {(value.field, value.part): value for value in reply.values if value.row == 0}
    for name in form.form.field_ids:
        field = programme.field(name)
        for rule in field.checks:
            yield from _rule(reply, field, rule, values)


def _rule(reply: Reply, field: Field, rule: Rule, values: _Values) -> Iterator[Finding]:
    whole = values[field.id, rule.whole]
    terms = [values[field.id, term] for term in rule.terms]
    numbers: list[int | Decimal] = [term.number for term in terms if term.number is not None]
    if whole.number is None or len(numbers) < len(terms):
        return
    total: int | Decimal = sum(numbers)
    gap: int | Decimal = total - whole.number
    if gap == 0 or (rule.relation == "<=" and gap < 0):
        return
    note = reply.note_on(field.id)
    is_other = corrects(note, _fitting(whole.number, numbers, gap))
    # A part larger than its whole, no note explains.
    explained = rule.relation == "=" and gives_reason(note) and not is_other
    yield finding(
        "mismatch_explained" if explained else RULE_CODES[rule.relation],
        reply.place_of(whole),
        whole.text,
        label=field.label,
        sentence=field.sentence(rule),
        left=_left(field, rule, numbers, total),
        whole=field.part(rule.whole).label,
        total=number(whole.number),
        gap=number(max(gap, -gap)),
        note=note,
        noted=named(note) if is_other else "",
    )


def _fitting(
    whole: int | Decimal, parts: Sequence[int | Decimal], gap: int | Decimal
) -> set[int | Decimal]:
    """The numbers of which each would mend the sum in the place of one that was given.

    The gap itself is none: a note that speaks of it explains it.
    """
    return {whole + gap, *(part - gap for part in parts)} - {abs(gap)}


def _left(field: Field, rule: Rule, numbers: Sequence[int | Decimal], total: int | Decimal) -> str:
    """``Nam 96 + Nữ 90 = 186``, or ``Nữ = 90`` where there is nothing to add."""
    labels = [field.part(term).label for term in rule.terms]
    if len(labels) == 1:
        return f"{labels[0]} = {number(total)}"
    terms = (f"{label} {number(n)}" for label, n in zip(labels, numbers, strict=True))
    return f"{' + '.join(terms)} = {number(total)}"


def _rows_agree(reply: Reply, programme: Programme, form: FormLayout) -> Iterator[Finding]:
    """A table has rows exactly where its question is answered Có."""
    for name in form.form.table_ids:
        mine = [value for value in reply.values if value.field == name]
        answer = next(value for value in mine if value.part == HAS_ROWS)
        counted = {value.row for value in mine if value.status in COUNTED} - {0}
        label = programme.table(name).asks
        if answer.number == 0 and counted:
            yield finding("rows_despite_no", reply.place_of(answer), len(counted), label=label)
        if answer.number == 1 and not any(value.row for value in mine):
            yield finding("no_rows_despite_yes", reply.place_of(answer), label=label)


def _rows_differ(reply: Reply, _: Programme, form: FormLayout) -> Iterator[Finding]:
    """No row of a table says all that another says: pasted twice, it would count twice."""
    for name in form.form.table_ids:
        rows: dict[int, list[Value]] = {}
        for value in reply.values:
            if value.field == name and value.row:
                rows.setdefault(value.row, []).append(value)
        first: dict[tuple[object, ...], Value] = {}
        for cells in rows.values() if len(rows) > 1 else ():
            named = next((cell for cell in cells if cell.text and cell.number is None), None)
            if named is None or not any(cell.number for cell in cells):
                continue
            said = tuple((cell.part, cell.number, loose(cell.text), cell.status) for cell in cells)
            other = first.setdefault(said, named)
            if other is not named:
                place = reply.place_of(named)
                yield finding("repeated_row", place, named.text, other=other.cell)


_RULES: tuple[Callable[[Reply, Programme, FormLayout], Iterator[Finding]], ...] = (
    _required_answers,
    _others_are_named,
    _rules_hold,
    _rows_agree,
    _rows_differ,
)
