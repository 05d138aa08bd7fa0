"""What a cell says: one raw answer into a number or a text with a status, or a refusal.

Blank is not zero. Nothing is guessed: a repair is made only where one reading is possible, and is
told; what can be read in two ways is refused, with both readings.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.layout import NO, NOTE, YES, Slot, is_open
from bdg_excel.programme.constraints import NUMERIC
from bdg_excel.text import number
from bdg_excel.values import around, dates, legacy, measures, money, numbers, units, words
from bdg_excel.values.context import (
    about_right,
    against_notes,
    as_above,
    no_units_of_measure,
    of_other_units,
    unlikely_amounts,
)
from bdg_excel.values.letters import visible
from bdg_excel.values.parsed import BLANK, COUNTED, Parsed, Status, placeholder, read_as, refused
from bdg_excel.values.raw import (
    CellError,
    Computed,
    Concealed,
    Contested,
    Dated,
    Formula,
    Lettered,
    Marked,
    Measured,
    Merged,
    Printed,
    Scaled,
    Seen,
    SetAside,
    Shown,
    Unseen,
)
from bdg_excel.values.typed import as_shown, as_typed, with_comma
from bdg_excel.values.value import Answer, Value

_ERRORS = frozenset(
    {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
_MISFITS = words.UNLISTED | {"not_yes_no", "not_a_number"}
"""What a text without its legacy font may look like."""
_PERHAPS_WORDED = frozenset({"not_a_number", "several_numbers", "ratio_in_cell"})
"""What a number may look like that has more around it than a number needs."""
_SHORT = (NO, YES, "Không có", "Không phát sinh")
"""What is written where no list of answers is given."""
_WORDED = frozenset({"text", "choice"})
_NO_RESULT = {CellError: "error_value", Formula: "uncalculated_formula"}


def evaluate(answers: Sequence[Answer], place: Place) -> tuple[list[Value], list[Finding]]:
    """The value of each answer, in order, and what is to be said of them."""
    values: list[Value] = []
    findings: list[Finding] = []
    notes: dict[str, str] = {}
    worded: list[int] = []
    no_units: list[int] = []
    above: dict[tuple[str, str], tuple[int, Parsed]] = {}
    for slot, row, raw, sheet, cell in answers:
        parsed = parse(raw, slot)
        if row and slot.kind in _WORDED and parsed.text:
            parsed = as_above(parsed, row, *above.get(slot[:2], (0, BLANK)))
            above[slot[:2]] = row, parsed
            is_listed = not slot.names_unit or parsed.text in slot.choices
            if not is_listed and words.is_no_unit(parsed.text):
                no_units.append(len(values))
        values.append(Value(slot.field, slot.part, row, *parsed[:3], sheet, cell))
        if parsed.code or parsed.legacy:
            findings += _told(parsed, raw, slot, place._replace(sheet=sheet, cell=cell))
        if slot.part == NOTE and parsed.text:
            notes[slot.field] = parsed.text
        if row and type(raw) is str and slot.kind == "count" and _may_name_unit(parsed):
            worded.append(len(values) - 1)
    asked = list(against_notes(answers, values, notes, place)) if notes else []
    # After the notes: they may tell which unit was meant.
    asked += unlikely_amounts(answers, values, notes, place)
    if no_units:
        asked += no_units_of_measure(answers, values, no_units, place)
    if worded:
        asked += of_other_units(answers, values, worded, place)
    if asked:
        cells = {(found.place.sheet, found.place.cell) for found in asked}
        # What was said of how the number was read no longer holds.
        findings = [f for f in findings if (f.place.sheet, f.place.cell) not in cells] + asked
    return values, [*findings, *about_right(answers, values, notes, place)]


def _may_name_unit(parsed: Parsed) -> bool:
    """Whether a unit of measure may stand behind the number: not behind ``12``."""
    has_number = bool(parsed.number) or parsed.code == "not_a_number"
    return has_number and not parsed.text.isdecimal()


def _told(parsed: Parsed, raw: object, slot: Slot, where: Place) -> Iterator[Finding]:
    if parsed.legacy:
        yield finding("legacy_font", where, parsed.legacy, label=slot.label, value=parsed.text)
    if parsed.code:
        found = with_comma(parsed.text) if _is_number(raw) else parsed.text
        blanks: dict[str, Any] = {"found": found, **dict(parsed.words)}
        cells = 0 if parsed.status in COUNTED else 1
        yield finding(parsed.code, where, cells=cells, label=slot.label, **blanks)


def _is_number(raw: object) -> bool:
    """Whether a cell holds a number and no text: what is typed as text is told as it stands."""
    bare = raw.raw if isinstance(raw, Contested | Marked | Measured | Merged | Unseen) else raw
    return isinstance(bare, float | Computed | Scaled | Shown)


def parse(raw: object, slot: Slot) -> Parsed:
    """What `raw`, as a spreadsheet library hands it over, answers to the question of `slot`."""
    # The way of nearly every cell of a large round: kept first and short.
    if type(raw) is float and slot.kind == "count" and 0 < raw <= numbers.EXACT:
        exact = int(raw)
        if exact == raw:
            return Parsed(exact, str(exact), Status.GIVEN)
    if raw is None or raw == "":
        return BLANK
    if type(raw) is str:
        return _text(raw, slot)
    return _seen(raw, slot) if isinstance(raw, Seen) else _typed(raw, as_typed(raw), slot)


@lru_cache(maxsize=20_000)
def _text(raw: str, slot: Slot) -> Parsed:
    """Units write the same few words over and over."""
    if is_open(raw):
        return refused(raw, "left_open")
    return _typed(raw, raw, slot)


def _typed(raw: object, typed: str, slot: Slot) -> Parsed:
    if not typed.strip():
        return BLANK
    parsed = _parse(raw, typed, slot)
    is_odd = parsed.code in _MISFITS or (slot.kind == "text" and not parsed.code)
    if typed.isascii() or not is_odd:
        return parsed
    return _without_font(typed, slot) or (parsed if parsed.code else _perhaps_legacy(parsed, typed))


def _seen(raw: Seen, slot: Slot) -> Parsed:
    """What a second look at the cell found out."""
    return _SEEN[type(raw)](raw, slot)


def _without_result(raw: CellError | Formula, _: Slot) -> Parsed:
    return refused(raw.text, _NO_RESULT[type(raw)])


def _dated(raw: Dated, slot: Slot) -> Parsed:
    return dates.number(raw) if slot.kind in NUMERIC else parse(raw.moment, slot)


def _shown(raw: Shown, slot: Slot) -> Parsed:
    if slot.kind == "percent":
        return numbers.shown_percent(raw.number)
    return refused(as_typed(raw), "not_a_number")


def _computed(raw: Computed, slot: Slot) -> Parsed:
    """A formula's result: a sum of blanks is no zero, nor is one with a blank in it complete.

    No dot of thousands was lost in it.
    """
    if raw.number == 0 and raw.of_blanks:
        return refused(raw.formula, "formula_of_blanks")
    if raw.number == 0 and raw.may_be_text:
        return refused(raw.formula, "formula_of_words")
    if raw.blanks:
        result = as_shown(raw.number)
        return refused(raw.formula, "formula_with_blanks", result=result, blanks=raw.blanks)
    if math.isfinite(raw.number) and raw.number % 1 and slot.kind in ("count", "money"):
        return refused(as_typed(raw), "fraction")
    return parse(raw.number, slot)


def _lettered(raw: Lettered, slot: Slot) -> Parsed:
    """Text in a legacy font, unless it is a word that is expected here as it stands."""
    if raw.text.strip().casefold() in map(str.casefold, _expected(slot)):
        return parse(raw.text, slot)
    return _parse(raw.plain, raw.plain, slot)._replace(legacy=raw.text)


def _marked(raw: Marked, slot: Slot) -> Parsed:
    """An answer with a footnote's mark or a correction in it, where these make another of it."""
    whole, bare = parse(raw.raw, slot), parse(raw.bare, slot)
    if whole.number is not None and whole.number == bare.number:
        return whole
    readings = f"{raw.bare.strip() or 'để trống'} hoặc {whole.text}"
    return refused(whole.text, "marked_digits", readings=readings)


def _measured(raw: Measured, slot: Slot) -> Parsed:
    return _counted_in(raw, slot) if slot.kind == "count" else _amount_in(raw, slot)


def _counted_in(raw: Measured, slot: Slot) -> Parsed:
    """A number in thousands or in ones, unless it says itself which."""
    parsed = parse(raw.raw, slot)
    if not parsed.number or units.names_scale(parsed.text):
        return parsed
    readings = units.count_readings(parsed.number, units.count_multiplier(raw.unit))
    asked = refused(parsed.text, "unit_of_count", said=raw.unit, readings=readings)
    return asked._replace(legacy=parsed.legacy)


def _amount_in(raw: Measured, slot: Slot) -> Parsed:
    """An amount in thousands or in đồng, unless it says itself which."""
    shown, scales = raw.raw, {units.multiplier(raw.unit)}
    if isinstance(raw.raw, Scaled):
        shown, scales = raw.raw.number, scales | {raw.raw.times}
    times = sorted(scales - {1})
    parsed = parse(shown, slot)
    typed = parsed.text if parsed.legacy else as_typed(shown)
    amount = parsed.number or money.stated(shown, slot)
    if not times or not amount or units.names_scale(typed):
        return parsed
    asked = refused(
        typed,
        "unit_in_note",
        where=units.BESIDE,
        said=raw.unit,
        readings=units.readings(amount, *times),
    )
    return asked._replace(legacy=parsed.legacy)


def _merged(raw: Merged, slot: Slot) -> Parsed:
    """An answer that stands in the cells of several questions."""
    parsed = parse(raw.raw, slot)
    if parsed.status not in COUNTED:
        return parsed
    return refused(parsed.text, "merged_cells", area=raw.area, questions=raw.questions)


def _unseen(raw: Unseen, slot: Slot) -> Parsed:
    """An answer that may be shown as another: ``39`` as ``3900``, ``1`` as ``100%``."""
    parsed = parse(raw.raw, slot)
    if parsed.status not in COUNTED:
        return parsed
    return refused(parsed.text, "look_unseen")


def _contested(raw: Contested, slot: Slot) -> Parsed:
    parsed = parse(raw.raw, slot)
    typed = parsed.text if parsed.legacy else as_typed(raw)
    contested = refused(typed, "label_contradicts", other=raw.label)
    return contested._replace(legacy=parsed.legacy)


def _set_aside(raw: SetAside, _: Slot) -> Parsed:
    """It stays open, but it is not blank; nothing more is to be said of it."""
    return Parsed(None, as_typed(raw), Status.REFUSED)


def _printed(raw: Printed, slot: Slot) -> Parsed:
    """A number that its cell shows as another."""
    parsed = parse(raw.number, slot)
    if parsed.status not in COUNTED:
        return parsed
    return refused(raw.shown, "shown_otherwise", value=parsed.text)


def _concealed(raw: Concealed, slot: Slot) -> Parsed:
    """A number that its cell does not show."""
    parsed = parse(raw.number, slot)
    if parsed.status not in COUNTED:
        return parsed
    shown = f"«{raw.shown}»" if raw.shown else "như ô để trống"
    return refused(parsed.text, "number_concealed", shown=shown)


def _scaled(raw: Scaled, slot: Slot) -> Parsed:
    """A number that its cell shows in thousands or millions."""
    if slot.kind == "money" and (amount := money.stated(raw.number, slot)):
        return refused(
            as_typed(raw),
            "unit_in_note",
            where=units.IN_FORMAT,
            said=units.NAMES[raw.times],
            readings=units.readings(amount, raw.times),
        )
    parsed = parse(raw.number, slot)
    if not parsed.number:
        return parsed
    both = units.count_readings(parsed.number, raw.times)
    return refused(parsed.text, "ambiguous_number", readings=both)


_SEEN: Mapping[type, Callable[[Any, Slot], Parsed]] = {
    CellError: _without_result,
    Computed: _computed,
    Concealed: _concealed,
    Contested: _contested,
    Dated: _dated,
    Formula: _without_result,
    Lettered: _lettered,
    Marked: _marked,
    Measured: _measured,
    Merged: _merged,
    Printed: _printed,
    Scaled: _scaled,
    SetAside: _set_aside,
    Shown: _shown,
    Unseen: _unseen,
}


def _without_font(typed: str, slot: Slot) -> Parsed | None:
    """Legacy text whose font got lost, if it is one of the answers that are expected here."""
    converted = legacy.guess(typed, _expected(slot))
    if converted is None:
        return None
    return _parse(converted, converted, slot)._replace(legacy=typed)


def _perhaps_legacy(parsed: Parsed, typed: str) -> Parsed:
    """A text that only a legacy font would show as Vietnamese is kept as it is, and told."""
    meant = legacy.reading(typed)
    return parsed._replace(code="font_lost", words=(("value", meant),)) if meant else parsed


def _expected(slot: Slot) -> tuple[str, ...]:
    return slot.choices or _SHORT


_NUMBERS = {"count": numbers.count, "money": money.amount, "percent": numbers.percent}


def _number(raw: object, typed: str, slot: Slot) -> Parsed:
    if type(raw) is str and words.is_ditto(visible(raw)):
        return refused(typed, "ditto_number")
    parsed = _of_kind(raw, typed, slot)
    if type(raw) is str and parsed.code in _PERHAPS_WORDED:
        parsed = _without_around(raw, slot) or parsed
    return parsed


def _without_around(typed: str, slot: Slot) -> Parsed | None:
    """A number that is one without what stands around it; None if it is none even so."""
    bare = around.bare(typed, slot)
    parsed = _of_kind(bare.text, bare.text, slot) if bare else None
    if bare is None or parsed is None or parsed.code in _PERHAPS_WORDED:
        return None
    if parsed.number is not None and bare.spelled not in (None, parsed.number):
        readings = " hoặc ".join(number(each) for each in (parsed.number, bare.spelled or 0))
        return refused(typed, "ambiguous_number", readings=readings)
    if parsed.number is None or parsed.code == "approximate":
        return parsed._replace(text=typed)
    return read_as(parsed.number, typed)


def _of_kind(raw: object, typed: str, slot: Slot) -> Parsed:
    """A number, unless it is one of something else than the question asks for."""
    parsed = _NUMBERS[slot.kind](raw, typed)
    if type(raw) is not str or typed.isdecimal():
        return parsed
    if parsed.code == "not_a_number" and (bare := measures.without_own(typed, slot.unit)):
        return _NUMBERS[slot.kind](bare, bare)._replace(text=typed)
    return parsed if parsed.number is None else measures.accepted(parsed, slot)


def _parse(raw: object, typed: str, slot: Slot) -> Parsed:
    if typed in _ERRORS:
        return refused(typed, "error_value")
    if slot.kind in _NUMBERS:
        return _number(raw, typed, slot)
    seen = visible(typed)
    if not seen.strip():
        return placeholder(typed)
    if slot.kind == "yes_no":
        return words.yes_no(raw, seen, slot.label)
    return words.choice(seen, slot.choices) if slot.kind == "choice" else words.text(seen)
