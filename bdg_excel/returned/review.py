"""A unit's case as its form shows it: answers, marks on the cells, the list, the message."""

import re
from collections.abc import Iterable, Mapping
from itertools import chain

from bdg_excel.findings import OUTSIDE, SEVERITIES, Finding, Place, Severity
from bdg_excel.layout import FormLayout, Slot
from bdg_excel.programme import Round
from bdg_excel.programme.constraints import DEFINITE, NUMERIC
from bdg_excel.returned.case import Case
from bdg_excel.returned.wording import letter, summary, told
from bdg_excel.template import Item, Key, Mark, Raw, Review
from bdg_excel.values.evaluation import evaluate
from bdg_excel.values.parsed import COUNTED, Status
from bdg_excel.values.typed import as_typed
from bdg_excel.values.value import Answer, Value

_WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
"""Digits that are one number, whether they were typed as a number or as a text."""
_MOST_UNITS = 32767
"""UTF-16 units that a cell takes."""
_SECTIONS = {
    Severity.ERROR: "Phải sửa: chưa được tính vào số liệu",
    Severity.WARNING: "Cần xem lại",
    None: "Nội dung ghi ngoài các ô của biểu",
    Severity.INFO: "Để biết: đã đọc như sau; đúng thì không phải sửa",
}
"""The headings of the list, in their order; None for what stands where the form has no cell."""


def review_of(case: Case, round_: Round) -> Review:
    """What the form says about itself."""
    groups = _groups(case)
    items = list(chain.from_iterable(groups.values()))
    return Review(
        marks=_marks(items),
        summary=summary(items, round_),
        sections=[(_SECTIONS[group], found) for group, found in groups.items() if found],
        message=letter(case, items, round_),
        revision=1 + max((reply.revision for reply in case.replies), default=0),
    )


def answers_of(case: Case) -> dict[Key, Raw]:
    """What the form holds: what all files of the unit agree in."""
    left_out, marked = set(case.differing), _marks(_items_of_cells(case))
    answers: dict[Key, Raw] = {}
    for values in case.values:
        for key, value in values.items():
            if value.text and key not in left_out and key not in answers:
                slot = case.layout.slot_of(value.field, value.part)
                answers[key] = _written(value, slot, is_marked=key in marked)
    return answers | _kept_open(case, answers)


def _kept_open(case: Case, answers: Mapping[Key, Raw]) -> dict[Key, Raw]:
    """Those of `answers` that were set aside and would count if they came back untouched: ``45?``.

    Why they were doubtful, only the file showed that was sent: its formats, its merged cells.
    """
    refused = {
        key: value.text
        for values in case.values
        for key, value in values.items()
        if value.status is Status.REFUSED and key in answers
    }
    if not refused:
        return {}
    raws = [_answer(case.layout, key, raw) for key, raw in answers.items()]
    values, _ = evaluate(raws, Place())
    return {
        key: f"{refused[key]}?"
        for key, raw, value in zip(answers, raws, values, strict=True)
        if key in refused and raw.slot.kind in DEFINITE and value.status in COUNTED
    }


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


def _fitting(text: str) -> str:
    """As much of `text` as a cell can hold; only a file not made by a spreadsheet has more."""
    units = text.encode("utf-16-le", "replace")
    return units[: 2 * _MOST_UNITS].decode("utf-16-le", "ignore")


def _marks(items: Iterable[Item]) -> dict[Key, Mark]:
    """Each doubtful cell with all that is to be said of it, in the colour of the gravest."""
    marks: dict[Key, Mark] = {}
    for item in items:
        if item.key and item.severity is not Severity.INFO:
            message = f"{SEVERITIES[item.severity]}: {item.problem} {item.remedy}".strip()
            before = marks.get(item.key)
            severity = before.severity if before else item.severity  # errors come first
            marks[item.key] = Mark(severity, f"{before.message}\n{message}" if before else message)
    return marks


def _groups(case: Case) -> dict[Severity | None, list[Item]]:
    """The list by section, each in the order of the form and without repetition."""
    groups: dict[Severity | None, list[Item]] = {group: [] for group in _SECTIONS}
    for item in dict.fromkeys(_items_of_cells(case)):
        groups[item.severity].append(item)
    for found in case.findings:
        if found.code in OUTSIDE:
            groups[None].append(_item(case, found, None))
    return groups


def _items_of_cells(case: Case) -> list[Item]:
    """All but what stands outside the form: first what concerns no one cell."""
    differing = set(case.differing)
    items = [_difference(case, key) for key in case.differing]
    for found in case.findings:
        key = case.key_of(found)
        if found.code not in OUTSIDE and key not in differing and _is_told(found, key):
            items.append(_item(case, found, key))
    order = list(Severity)
    return sorted(
        items, key=lambda item: (order.index(item.severity), *_place(case.layout, item.key))
    )


def _is_told(found: Finding, key: Key | None) -> bool:
    """Of what is only worth knowing, how a cell was read."""
    return found.severity is not Severity.INFO or key is not None


def _place(layout: FormLayout, key: Key | None) -> tuple[int, int, int]:
    if key is None:
        return (-1, 0, 0)
    name, row, column = layout.cell_of(*key)
    return ([sheet.name for sheet in layout.sheets].index(name), row, column)


def _item(case: Case, found: Finding, key: Key | None) -> Item:
    problem, remedy = told(found, case)
    place = found.place._replace(unit="")
    if len(case.replies) == 1:
        place = place._replace(file="")
    where = "" if key else place.words or "Cả biểu"
    if where and place.sheet and not place.file:  # the form that goes back may have it elsewhere
        where += " (trong tệp đã gửi)"
    shown = found.found or ("(trống)" if key else "")
    return Item(found.severity, key, where, shown, problem, remedy)


def _difference(case: Case, key: Key) -> Item:
    """Both values, and a blank cell: which is right is for the unit to say."""
    texts = [value.text if (value := values.get(key)) else "" for values in case.values]
    shown = "; ".join(
        f"bản {number}: {text or '(trống)'}" for number, text in enumerate(texts, start=1)
    )
    label = case.layout.slot_of(key[0], key[1]).label
    problem = f"«{label}»: các tệp đã gửi ghi khác nhau ({shown})."
    return Item(Severity.ERROR, key, "", shown, problem, "Ghi lại số hoặc nội dung đúng.")
