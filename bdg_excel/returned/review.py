"""A unit's case as its form shows it: marks on the cells, the list, the message."""

from collections.abc import Iterable, Mapping
from itertools import chain

from bdg_excel.findings import BY_LABEL, OUTSIDE, SEVERITIES, Finding, Severity
from bdg_excel.layout import FormLayout
from bdg_excel.programme import Round
from bdg_excel.results import by_severity
from bdg_excel.returned.case import Case
from bdg_excel.returned.wording import as_open, as_staying, letter, summary, told
from bdg_excel.template import Item, Key, Mark, Review

_IN_CELLS = frozenset({"sheet_twice", "two_versions"})
"""Errors of whole sheets and files of which the form has the answers in question."""
_UNKNOWN = "(chưa rõ ô nào)"
_SECTIONS = {
    Severity.ERROR: "Phải sửa: chưa được tính vào số liệu",
    Severity.WARNING: "Cần xem lại",
    None: "Nội dung ghi ngoài các ô của biểu",
    Severity.INFO: "Để biết: đã đọc như sau; đúng thì không phải sửa",
}
"""The headings of the list, in their order; None for what stands where the form has no cell."""


def review_of(case: Case, open_: Mapping[Key, str], round_: Round) -> Review:
    """What the form says about itself; `open_` are its answers that hold the sign of that."""
    groups = _groups(case, open_)
    items = list(chain.from_iterable(groups.values()))
    return Review(
        marks=_marks(items),
        summary=summary(items, round_, has_open=bool(open_)),
        sections=[(_SECTIONS[group], found) for group, found in groups.items() if found],
        message=letter(case, items, round_),
        revision=1 + max((reply.revision for reply in case.replies), default=0),
    )


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


def _groups(case: Case, open_: Mapping[Key, str]) -> dict[Severity | None, list[Item]]:
    """The list by section, each in the order of the form and without repetition."""
    groups: dict[Severity | None, list[Item]] = {group: [] for group in _SECTIONS}
    for item in dict.fromkeys(_items_of_cells(case, open_)):
        groups[item.severity].append(item)
    outside = [part for found in case.findings if found.code in OUTSIDE for part in found.parts]
    groups[None] += [_item(case, found, None) for found in by_severity(outside)]
    return groups


def _items_of_cells(case: Case, open_: Mapping[Key, str]) -> list[Item]:
    """All but what stands outside the form: first what concerns no one cell."""
    differing = set(case.differing)
    items = [_difference(case, key) for key in case.differing]
    for found in case.findings:
        key = case.key_of(found)
        if found.code not in OUTSIDE and key not in differing and _is_told(found, key):
            items.append(_item(case, found, key))
    told_of = {item.key for item in items if item.severity is not Severity.INFO}
    items += [_unsettled(case, key, text) for key, text in open_.items() if key not in told_of]
    items = [as_open(item) if item.key in open_ else item for item in items]
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
    stays = key is None and _stays(case, found)
    shown = found.found or ("(trống)" if key else _UNKNOWN if stays else "")
    item = Item(found.severity, key, where, shown, problem, remedy)
    return as_staying(item) if stays else item


def _stays(case: Case, found: Finding) -> bool:
    """Whether the list alone holds what `found` tells: the form that goes back has no trace of it.

    Of how the sent file was made it need not: that is mended.
    """
    if found.place.file not in {reply.file for reply in case.replies}:
        return False
    if found.severity is Severity.ERROR:
        return found.code not in _IN_CELLS
    is_typed = found.place.cell != "" or found.code in OUTSIDE
    return found.severity is Severity.WARNING and is_typed and found.code not in BY_LABEL


def _unsettled(case: Case, key: Key, text: str) -> Item:
    """Of an answer that is open for what is told of its row, or of its sheet."""
    label = case.layout.slot_of(key[0], key[1]).label
    problem = f"«{label}» ghi «{text}»: chưa rõ nên chưa tính."
    remedy = "Kiểm tra lại; nếu không đúng thì ghi lại hoặc xóa (dòng ghi thừa thì xóa cả dòng)."
    return Item(Severity.ERROR, key, "", text, problem, remedy)


def _difference(case: Case, key: Key) -> Item:
    """Both values, and a blank cell: which is right is for the unit to say."""
    texts = [value.text if (value := values.get(key)) else "" for values in case.values]
    shown = "; ".join(
        f"bản {number}: {text or '(trống)'}" for number, text in enumerate(texts, start=1)
    )
    label = case.layout.slot_of(key[0], key[1]).label
    problem = f"«{label}»: các tệp đã gửi ghi khác nhau ({shown})."
    return Item(Severity.ERROR, key, "", shown, problem, "Ghi lại số hoặc nội dung đúng.")
