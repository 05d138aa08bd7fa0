"""What answers say beside each other: a note, the unit in the same row, the row above."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.programme.constraints import NUMERIC
from bdg_excel.values import measures, money, units, words
from bdg_excel.values.parsed import Parsed, Status
from bdg_excel.values.raw import as_typed
from bdg_excel.values.value import Answer, Value


def as_above(parsed: Parsed, row: int, row_above: int, text_above: str) -> Parsed:
    """`parsed`; where it only says "as above", what stands in the row above."""
    if row_above != row - 1 or not text_above or not words.is_ditto(parsed.text):
        return parsed
    told = (("found", parsed.text), ("value", f"«{text_above}», như dòng trên"))
    return Parsed(None, text_above, Status.GIVEN, "read_as", told)


def against_notes(
    answers: Sequence[Answer], values: list[Value], notes: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    """Sets aside what a note beside the question, by field, leaves in doubt."""
    yield from _other_amounts(answers, values, notes, place)
    unknown = {field: note for field, note in notes.items() if words.is_unknown(note)}
    if unknown:
        yield from _no_zeros(answers, values, unknown, place)


def _other_amounts(
    answers: Sequence[Answer], values: list[Value], notes: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    """Sets aside the amounts of which a note says that they are others than their cells say."""
    for index, (answer, value) in enumerate(zip(answers, values, strict=True)):
        note = notes.get(value.field) if answer.slot.kind == "money" else None
        readings = _readings(answer, note) if note else ""
        if not readings:
            continue
        values[index] = value._replace(number=None, status=Status.REFUSED)
        where = place._replace(sheet=value.sheet, cell=value.cell)
        blanks = {"label": answer.slot.label, "readings": readings}
        yield finding("unit_in_note", where, value.text, cells=1, **blanks)


def _readings(answer: Answer, note: str) -> str:
    """What an amount may be beside a note that speaks of thousands, or holds another; else ''.

    An amount that says it itself, ``20 triệu đồng``, is clear.
    """
    amount = money.stated(answer.raw, answer.slot)
    if not amount:
        return ""
    times = units.multiplier(note)
    if times > 1:
        return "" if units.names_scale(as_typed(answer.raw)) else units.readings(amount, times)
    noted = None if note.isdecimal() else money.stated(note, answer.slot)
    return units.either(amount, noted) if noted and noted != amount else ""


def _no_zeros(
    answers: Sequence[Answer], values: list[Value], unknown: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    """Sets aside the zeros beside a note that says that there are no figures."""
    for index, (answer, value) in enumerate(zip(answers, values, strict=True)):
        note = unknown.get(value.field)
        if not note or value.number != 0 or answer.slot.kind not in NUMERIC:
            continue
        values[index] = value._replace(number=None, status=Status.REFUSED)
        where = place._replace(sheet=value.sheet, cell=value.cell)
        blanks = {"label": answer.slot.label, "note": note}
        yield finding("zero_unknown", where, value.text, cells=1, **blanks)


def of_other_units(
    answers: Sequence[Answer], values: list[Value], worded: Iterable[int], place: Place
) -> Iterator[Finding]:
    """Sets aside ``5 buổi`` in a row whose own column for it says that the unit is ``lần``."""
    names = zip(answers, values, strict=True)
    said = {(v.field, v.row): v.text for answer, v in names if answer.slot.names_unit and v.text}
    for index in worded:
        slot, value = answers[index].slot, values[index]
        unit = said.get((value.field, value.row), "")
        if not unit or not measures.asks_for_any(slot) or not measures.disagrees(value.text, unit):
            continue
        values[index] = value._replace(number=None, status=Status.REFUSED)
        where = place._replace(sheet=value.sheet, cell=value.cell)
        readings = measures.of_either(value.text, value.number or 0, unit)
        blanks = {"label": slot.label, "readings": readings}
        yield finding("ambiguous_number", where, value.text, cells=1, **blanks)
