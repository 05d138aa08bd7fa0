"""A cell that people fill: its look, what it takes, and what it tells when it is entered."""

from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from bdg_excel.layout import Slot, other_choice
from bdg_excel.template.book import Book, Box, Sheet
from bdg_excel.template.notes import write_note
from bdg_excel.text import unmarked

LIST_NAME = "ds_"
"""How the defined names of the lists begin; the id of the list follows."""
NIL_WORDS = ("không", "không có", "ko", "k", "-", "–")
"""What may stand for "none" in a cell for numbers; the reader understands more."""

_LONGEST_MESSAGE = 255
_UNIT = "đồng"
_WHOLE = "Ghi một số nguyên, không ghi kèm chữ; không có thì ghi 0 hoặc Không."
_AMOUNT_WITH_UNIT = "Ghi đủ số đồng; không có thì ghi 0 hoặc Không."
_PERCENT = "Ghi số phần trăm, không ghi dấu %; không có thì ghi 0 hoặc Không."
_YES_NO = "Chọn Có hoặc Không."
_CHOICE = "Chọn một mục trong danh sách."
_OTHER = "Không có mục phù hợp thì chọn {other} và ghi rõ."
_HOW = {
    "count": _WHOLE,
    "money": "Ghi đủ số đồng, không ghi kèm chữ; không có thì ghi 0 hoặc Không.",
    "percent": _PERCENT,
    "yes_no": _YES_NO,
    "choice": _CHOICE,
    "text": "",
}
_REFUSED = {
    "count": "Ô này cần một số nguyên từ 0 trở lên, ví dụ 25. Không có thì ghi 0 hoặc Không; "
    "chưa có số liệu thì để trống.",
    "money": "Ô này cần số đồng, là số nguyên từ 0 trở lên, ví dụ 20000000. Không có thì ghi 0 "
    "hoặc Không; chưa có số liệu thì để trống.",
    "percent": "Ô này cần số phần trăm từ 0 đến 100, không ghi dấu %, ví dụ 65. Không có thì ghi 0 "
    "hoặc Không; chưa có số liệu thì để trống.",
    "yes_no": _YES_NO,
    "choice": "Mục này không có trong danh sách. Vẫn giữ như đã ghi?",
}


def write_input(
    book: Book, sheet: Sheet, box: Box, slot: Slot, *, row: int = 0, style: str = ""
) -> None:
    """The input cell of `slot` with its answer, exactly as given; never a formula or a link.

    A mark colours it, and lies on it as a note.
    """
    key = (slot.field, slot.part, row)
    raw, mark = book.given.take(key), book.given.mark(key)
    look = book.styles[f"{style or slot.kind}{f' {mark.severity}' if mark else ''}"]
    if box[:2] != box[2:]:
        sheet.merge_range(*box, "", look)
    if raw is None:
        sheet.write_blank(*box[:2], None, look)
    elif isinstance(raw, str):
        sheet.write_string(*box[:2], unmarked(raw), look)
    else:
        sheet.write_number(*box[:2], float(raw) if isinstance(raw, Decimal) else raw, look)
    if mark:
        write_note(sheet, box[0], box[1], mark.message)


def guard_input(
    sheet: Sheet,
    box: Box,
    slot: Slot,
    hint: str = "",
    list_id: str | None = None,
    takes_unit: bool = False,
) -> None:
    """What the cells in `box` take, and what they tell when they are entered.

    `takes_unit`: an amount may be typed with its unit, ``50.000 đồng``, as there is no note for it.
    """
    rule = _accepted(slot, xl_rowcol_to_cell(*box[:2]), list_id, takes_unit)
    told = _message(slot, hint, takes_unit)
    if told:
        rule |= {"input_title": "Cách điền", "input_message": told}
    elif rule["validate"] == "any":
        return
    if slot.kind in _REFUSED:
        rule |= {"error_title": "Xem lại ô này", "error_message": _REFUSED[slot.kind]}
    sheet.data_validation(*box, rule)


def _accepted(slot: Slot, cell: str, list_id: str | None, takes_unit: bool) -> dict[str, Any]:
    if slot.kind == "yes_no":
        return {"validate": "list", "source": list(slot.choices)}
    if slot.kind == "choice":
        # A warning, not a stop: what is in no list may still be typed.
        return {"validate": "list", "source": f"={LIST_NAME}{list_id}", "error_type": "warning"}
    if slot.kind == "text":
        return {"validate": "any"}
    tests = [_number_test(slot.kind, cell), _nil_test(cell)]
    if slot.kind == "money" and takes_unit:
        tests.append(f'RIGHT(LOWER(TRIM({cell})),{len(_UNIT)})="{_UNIT}"')
    return {"validate": "custom", "value": f"=OR({','.join(tests)})"}


def _number_test(kind: str, cell: str) -> str:
    """N() first: comparing or rounding a text would make an error of the whole formula."""
    if kind == "percent":
        # Up to 1 is refused: 65% typed with its sign is 0.65, and nobody could tell them apart.
        return f"AND(ISNUMBER({cell}),OR(N({cell})=0,AND(N({cell})>1,N({cell})<=100)))"
    return f"AND(ISNUMBER({cell}),N({cell})>=0,N({cell})=INT(N({cell})))"


def _nil_test(cell: str) -> str:
    """Membership without an array constant, which Excel does not allow in a validation."""
    words = f"|{'|'.join(NIL_WORDS)}|"
    return f'ISNUMBER(FIND("|"&LOWER(TRIM({cell}))&"|","{words}"))'


def _message(slot: Slot, hint: str, takes_unit: bool) -> str:
    """The hint, then how to answer where there is room and the hint has not said so."""
    with_unit = takes_unit and slot.kind == "money"
    how, other = _AMOUNT_WITH_UNIT if with_unit else _HOW[slot.kind], other_choice(slot.choices)
    how = f"{how} {_OTHER.format(other=other)}" if other else how
    both = hint if how in hint else f"{hint} {how}".strip()
    return both if len(both) <= _LONGEST_MESSAGE else hint
