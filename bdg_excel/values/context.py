"""What answers say beside each other: a note, the unit in the same row, the row above."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.programme.constraints import NUMERIC
from bdg_excel.text import number
from bdg_excel.values import measures, money, numbers, units, words
from bdg_excel.values.parsed import COUNTED, Parsed, Status, refused
from bdg_excel.values.typed import as_typed
from bdg_excel.values.value import Answer, Value

_COUNTED = re.compile(r"(\d{1,9})\s*([^\W\d_].*)")


def as_above(parsed: Parsed, row: int, row_above: int, above: Parsed) -> Parsed:
    """`parsed`; where it only says "as above", what stands in the row above, if that counts."""
    if row_above != row - 1 or not above.text or not words.is_ditto(parsed.text):
        return parsed
    if above.status not in COUNTED:
        return refused(parsed.text, "ditto_unclear")
    told = (("found", parsed.text), ("value", f"«{above.text}», như dòng trên"))
    return Parsed(None, above.text, Status.GIVEN, "read_as", told)


def against_notes(
    answers: Sequence[Answer], values: list[Value], notes: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    """Sets aside what a note beside the question, by field, leaves in doubt."""
    yield from _other_amounts(answers, values, notes, place)
    unknown = {field: note for field, note in notes.items() if words.says_unknown(note)}
    if unknown:
        yield from _no_zeros(answers, values, unknown, place)


def about_right(
    answers: Sequence[Answer], values: Sequence[Value], notes: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    """Tells of the numbers of which a note says that nobody has counted them; they count."""
    told = {field: note for field, note in notes.items() if _is_about(field, note, values)}
    for answer, value in zip(answers, values, strict=True) if told else ():
        note = told.get(value.field)
        if note and value.number and answer.slot.kind in NUMERIC:
            yield finding(
                "approximate_note",
                _where(value, place),
                value.text,
                label=answer.slot.label,
                note=note,
                value=number(value.number),
            )


def _is_about(field: str, note: str, values: Sequence[Value]) -> bool:
    mine = {str(value.number) for value in values if value.field == field and value.number}
    return words.says_about(note, mine)


def _other_amounts(
    answers: Sequence[Answer], values: list[Value], notes: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    """Sets aside the amounts of which a note says that they are others than their cells say."""
    for index, (answer, value) in enumerate(zip(answers, values, strict=True)):
        note = notes.get(value.field) if answer.slot.kind == "money" else None
        readings = _readings(answer, value, note) if note else ""
        if not readings:
            continue
        blanks = {"label": answer.slot.label, "said": note, "readings": readings}
        yield _set_aside("unit_in_note", values, index, place, where=units.IN_NOTE, **blanks)


def _readings(answer: Answer, value: Value, note: str) -> str:
    """What an amount may be beside a note that speaks of thousands, or holds another; else ''.

    An amount that says it itself, ``20 triệu đồng``, is clear.
    """
    amount = value.number or money.stated(answer.raw, answer.slot)
    if not amount:
        return ""
    times = units.multiplier(note)
    if times > 1:
        return "" if units.names_scale(as_typed(answer.raw)) else units.readings(amount, times)
    noted = None if note.isdecimal() else money.stated(note, answer.slot)
    return units.either(amount, noted) if noted and noted != amount else ""


def unlikely_amounts(
    answers: Sequence[Answer], values: list[Value], notes: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    """Sets aside the amounts too small for what is asked, unless cell or note says their unit.

    The rows of a table have no notes of their own, but their cells take a unit.
    """
    for index, answer in enumerate(answers):
        if answer.slot.kind != "money":
            continue
        value, amount = values[index], values[index].number or 0
        confirmed = money.confirms(notes.get(value.field, ""), amount)
        if money.is_unlikely(amount, value.text) and not confirmed:
            readings = money.readings(amount)
            blanks = {"label": answer.slot.label, "readings": readings, "amount": number(amount)}
            yield _set_aside("small_amount", values, index, place, **blanks)


def _no_zeros(
    answers: Sequence[Answer], values: list[Value], unknown: Mapping[str, str], place: Place
) -> Iterator[Finding]:
    """Sets aside the zeros beside a note that says that there are no figures."""
    for index, (answer, value) in enumerate(zip(answers, values, strict=True)):
        note = unknown.get(value.field)
        if not note or value.number != 0 or answer.slot.kind not in NUMERIC:
            continue
        blanks = {"label": answer.slot.label, "note": note}
        yield _set_aside("zero_unknown", values, index, place, **blanks)


def no_units_of_measure(
    answers: Sequence[Answer], values: list[Value], no_units: Iterable[int], place: Place
) -> Iterator[Finding]:
    """Reads ``2 buổi`` in the column for units beside the number 2; sets other numbers aside."""
    pairs = zip(answers, values, strict=True)
    amounts = [value for answer, value in pairs if measures.asks_for_any(answer.slot)]
    counted = {(value.field, value.row, value.number) for value in amounts if value.row}
    for index in no_units:
        slot, value = answers[index].slot, values[index]
        found = _COUNTED.fullmatch(value.text)
        if found and (value.field, value.row, int(found[1])) in counted:
            unit = words.choice(found[2], slot.choices).text
            values[index] = value._replace(text=unit)
            yield finding(
                "read_as", _where(value, place), value.text, label=slot.label, value=f"«{unit}»"
            )
            continue
        yield _set_aside("not_a_unit", values, index, place, label=slot.label)


def of_other_units(
    answers: Sequence[Answer], values: list[Value], worded: Iterable[int], place: Place
) -> Iterator[Finding]:
    """Holds ``5 buổi`` against the unit that the row's own column names: ``lần``, or none."""
    pairs = zip(answers, values, strict=True)
    units_said = {
        (v.field, v.row): v.text if v.status is Status.GIVEN else ""
        for answer, v in pairs
        if answer.slot.names_unit
    }
    for index in worded:
        slot, value = answers[index].slot, values[index]
        unit = units_said.get((value.field, value.row))
        if unit is None or not measures.asks_for_any(slot):
            continue
        if own := _with_own(value, unit):
            values[index] = own
            said = number(own.number or 0)
            yield finding("read_as", _where(value, place), value.text, label=slot.label, value=said)
        elif code := _misfit(value, unit):
            readings = measures.of_either(value.text, value.number or 0, unit)
            blanks = {"label": slot.label, "readings": readings}
            yield _set_aside(code, values, index, place, **blanks)


def _with_own(value: Value, unit: str) -> Value | None:
    """``30 phút`` as 30 where the row's unit is *phút*: no unit that is known elsewhere."""
    bare = measures.without_own(value.text, unit) if value.status is Status.REFUSED else ""
    parsed = numbers.count(bare, bare) if bare else None
    if parsed is None or not parsed.number:
        return None
    return value._replace(number=parsed.number, status=Status.GIVEN)


def _misfit(value: Value, unit: str) -> str:
    """The code of a number whose own unit is not the row's; '' for any other."""
    if not value.number:
        return ""
    if unit:
        return "ambiguous_number" if measures.disagrees(value.text, unit) else ""
    return "unit_in_number" if measures.names_unit(value.text) else ""


def _set_aside(
    code: str, values: list[Value], index: int, place: Place, **words: object
) -> Finding:
    """The finding `code` of a value, which counts no more."""
    value = values[index]
    values[index] = value._replace(number=None, status=Status.REFUSED)
    return finding(code, _where(value, place), value.text, cells=1, **words)


def _where(value: Value, place: Place) -> Place:
    return place._replace(sheet=value.sheet, cell=value.cell)
