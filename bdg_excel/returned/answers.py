"""What a form that is given back holds: what the unit typed, and beside what is open a sign.

The sign (`layout.OPEN`) keeps a doubt in the form that only the sent file showed: its formats, its
merged cells, a row in a place where none belongs. So a form that comes back untouched settles none.
"""

import re
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from bdg_excel.findings import Place
from bdg_excel.layout import OPEN, FormLayout, Slot, TableSheet, is_open, without_sign
from bdg_excel.programme.constraints import NUMERIC
from bdg_excel.returned.case import Case
from bdg_excel.template import Key, Raw
from bdg_excel.values.parsed import Status
from bdg_excel.values.typed import as_typed
from bdg_excel.values.value import Answer, Value

_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
"""Digits that are one number, whether they were typed as a number or as a text."""
_MOST_UNITS = 32767
"""UTF-16 units that a cell takes."""
_NOTHING = "(trống)"

Row = tuple[str, int]
"""A row of a table, by the table and its number."""


class Contents(NamedTuple):
    """The answers of a form; `open` are those with the sign, by what was typed without it."""

    answers: Mapping[Key, Raw]
    open: Mapping[Key, str]


def contents(case: Case) -> Contents:
    """What all files of the unit agree in, and of the rest what each of them says."""
    differing = set(case.differing)
    answers: dict[Key, Raw] = {}
    refused: dict[Key, str] = {}
    for values in case.values:
        for key, value in values.items():
            if value.text and key not in differing and key not in answers:
                slot = case.layout.slot_of(value.field, value.part)
                answers[key] = _written(value, slot, is_marked=key in case.doubts)
                if value.status is Status.REFUSED:
                    refused[key] = value.text
    open_ = {key: " / ".join(_said(case, key)) for key in case.differing}
    rows = _open_rows(case, answers, refused)
    if refused:
        for key in _unsettled(case, answers, refused, rows):
            open_[key] = without_sign(refused[key])
    signed = {
        key: _signed(text, in_front=_is_name(case.layout, key) and key[::2] not in rows)
        for key, text in open_.items()
    }
    return Contents(answers | signed, open_)


def _said(case: Case, key: Key) -> Iterator[str]:
    """The answer in each of the files."""
    for values in case.values:
        yield without_sign(values[key].text if key in values else "") or _NOTHING


def _signed(text: str, *, in_front: bool = False) -> str:
    """`text` with the sign, for which there must be room."""
    typed = _fitting(text.strip(), len(OPEN) + 1)
    return f"{OPEN} {typed}" if in_front else f"{typed} {OPEN}"


def _unsettled(
    case: Case, answers: Mapping[Key, Raw], refused: Mapping[Key, str], rows: Set[Row]
) -> Iterator[Key]:
    """Those of the `refused` answers that need the sign: of the open `rows` the name.

    Others do not of which the same is told again, ``1.5``.
    """
    again = _told_again(case.layout, answers)
    for key, text in refused.items():
        repeated = case.doubts.get(key, set()) & again.get(key, set())
        if key[::2] in rows:
            if _is_name(case.layout, key):
                yield key
        elif not repeated or is_open(text):
            yield key


def _open_rows(case: Case, answers: Mapping[Key, Raw], refused: Mapping[Key, str]) -> Set[Row]:
    """The rows with a name that is open, of which no answer counts, or some differ as well."""
    names = {key[::2] for key in (*refused, *case.differing) if _is_name(case.layout, key)}
    counted = {key[::2] for key in answers if key not in refused}
    differing = {key[::2] for key in case.differing if not _is_name(case.layout, key)}
    return names - (counted - differing)


def _is_name(layout: FormLayout, key: Key) -> bool:
    """Whether `key` is the name of a table's row."""
    table, part, row = key
    sheets = (sheet for sheet in layout.sheets if isinstance(sheet, TableSheet))
    return bool(row) and any(s.table.id == table and s.cells[0].part == part for s in sheets)


def _told_again(layout: FormLayout, answers: Mapping[Key, Raw]) -> dict[Key, set[str]]:
    """The codes of what is told of the answers if the form comes back untouched."""
    # Here, since a round without doubts gives no form back, and need not learn to read.
    from bdg_excel.values.evaluation import evaluate

    raws = {key: _answer(layout, key, raw) for key, raw in answers.items()}
    keys = {(answer.sheet, answer.cell): key for key, answer in raws.items()}
    codes: dict[Key, set[str]] = {}
    for found in evaluate(list(raws.values()), Place())[1]:
        codes.setdefault(keys[found.place.sheet, found.place.cell], set()).add(found.code)
    return codes


def _answer(layout: FormLayout, key: Key, raw: Raw) -> Answer:
    """What will be read where `raw` stands in the form."""
    sheet, row, column = layout.cell_of(*key)
    typed = raw if isinstance(raw, str) else float(raw)
    return Answer(layout.slot_of(*key[:2]), key[2], typed, sheet, f"{row}:{column}")


def _written(value: Value, slot: Slot, *, is_marked: bool) -> Raw:
    """A number that was read is a number again; what is doubtful stands as it was typed.

    A repair that is certain is written as it was read: the form's own checks then agree.
    """
    if slot.kind in NUMERIC:
        number = value.number
        if number and (not is_marked or as_typed(float(number)) == value.text):
            return number
        if _WHOLE.fullmatch(value.text):
            return int(value.text)
    return _fitting(value.text)


def _fitting(text: str, less: int = 0) -> str:
    """As much of `text` as a cell can hold; only a file not made by a spreadsheet has more."""
    units = text.encode("utf-16-le", "replace")
    return units[: 2 * (_MOST_UNITS - less)].decode("utf-16-le", "ignore")
