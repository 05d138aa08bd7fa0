"""What a form says by itself, cell by cell: so that whatever else stands in a file was typed.

The same words as the writer of forms uses; a test compares them with every form that it writes.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from bdg_excel.layout import (
    ANSWER,
    COVER,
    LISTS,
    NOTE,
    STATIC,
    TABLE_HEAD,
    FormLayout,
    Line,
    QuestionSheet,
    TableSheet,
)
from bdg_excel.programme import Column
from bdg_excel.reader.workbook import Raw
from bdg_excel.text import fold, likeness, long_date, short_date, tidy
from bdg_excel.values import as_typed

UNIT = "\0"
"""Stands in own texts for the unit's name and code."""
STT, LABEL, MEASURE, CHECK = "_stt", "_nhan", "_dvt", "_kiem_tra"
TITLE, UNIT_ROW, STATUS_ROW, HEAD, HINT, TOTAL = (
    f"{STATIC}{name}"
    for name in ("tieu_de", "don_vi", "tinh_trang", "dau_bang", "huong_dan", "tong_cong")
)
HEADINGS = {
    STT: "STT",
    LABEL: "Chỉ tiêu",
    MEASURE: "ĐVT",
    ANSWER: "Số liệu",
    CHECK: "Kiểm tra",
    NOTE: "Ghi chú",
}
_WORDY_HEADINGS = {STT: "STT", LABEL: "Mục", ANSWER: "Nội dung"}
TOTAL_WORDS = "Tổng cộng"
REPORTING = "Đơn vị báo cáo"
"""What stands before the unit on the cover."""
_ROOM = "Cột có dấu * phải điền. Thiếu dòng thì chèn thêm vào giữa bảng."
_COVER_HEADINGS = ("STT", "Trang (bấm để mở)", "Nội dung", "Ô chưa điền", "Cần xem lại")
_STEPS = (
    "Chỉ điền vào các ô màu vàng nhạt như ô số 1 bên trái; các ô khác đã khóa.",
    "Không có thì ghi 0 hoặc Không. Chưa có số liệu thì để trống, đừng ghi 0.",
    "Mỗi ô ghi một số, không ghi kèm chữ: ghi 25, không ghi «25 người» hay «12/25».",
    "Chỗ nào báo «Xem lại» (màu đỏ) thì sửa lại số; nếu số đúng là như vậy thì giải thích ở cột "
    "Ghi chú.",
    "Đừng thêm, xóa hay đổi tên các trang.",
    "Điền xong thì lưu và gửi lại đúng tệp này (.xlsx); không đổi sang PDF, không chụp ảnh.",
)
_LONG, _REWORDED = 30, 75
"""How long a text must be to be known again after it was reworded, and how like it must be."""
_VERDICT = re.compile(r"Đúng$|Xem lại\b|Đã điền đủ\b|Còn \d+ ô chưa điền\b|#")
"""How the texts of live checks begin; ``#`` is a formula gone wrong."""


class OwnRow(NamedTuple):
    """A row of a sheet: its texts by column id (any of several), and its formulas' columns."""

    texts: Mapping[str, tuple[str, ...]]
    live: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """`text` for comparing labels: letters and digits only, without accents."""
    return re.sub(r"[\W_]+", " ", fold(text)).strip() or tidy(text)


def is_live(cell: Raw) -> bool:
    """Whether `cell` can be what one of the form's formulas came to."""
    if isinstance(cell, str):
        return not cell or _VERDICT.match(cell) is not None
    return cell is None or type(cell) is float


def says(cell: Raw, texts: tuple[str, ...], unit: str) -> bool:
    """Whether `cell` holds one of the form's own `texts`, however it is accented and spaced.

    A long text may differ in some words (its wording was mended since the form was made) but not in
    a number, nor in the label that it begins with: then somebody has written something there.
    """
    found = as_typed(cell)
    whole = key(found)
    own = [text.replace(UNIT, unit) for text in texts]
    if any(UNIT in text for text in texts) and _names(whole, unit):
        return True
    if any(found == text or whole == key(text) for text in own):
        return True
    if not own or len(own[0]) < _LONG or (len(own) > 1 and not whole.startswith(key(own[-1]))):
        return False
    numbers = re.findall(r"\d+", own[0])
    return re.findall(r"\d+", found) == numbers and likeness(whole, key(own[0])) >= _REWORDED


def _names(said: str, unit: str) -> bool:
    """Whether the key `said` is the unit's name or its code by itself: ``UBND xã Mường So``."""
    name, _, code = unit.rpartition(" (mã ")
    return said.removeprefix("ubnd ") in (key(name), key(code))


def own_rows(form: FormLayout, sheet: QuestionSheet | TableSheet) -> dict[str, OwnRow]:
    """The rows of `sheet` by their ids, without those of a table's body."""
    if isinstance(sheet, TableSheet):
        return _table_rows(sheet)
    return dict(_question_rows(form, sheet))


def headings(sheet: QuestionSheet) -> dict[str, str]:
    """The headings of a question sheet by column id; a column without one is hidden."""
    if sheet.wordy:
        return _WORDY_HEADINGS
    checked = any(line.rules for line in sheet.lines)
    return {name: text for name, text in HEADINGS.items() if checked or name != CHECK}


def _question_rows(form: FormLayout, sheet: QuestionSheet) -> Iterator[tuple[str, OwnRow]]:
    heads = headings(sheet)
    yield TITLE, OwnRow({STT: (sheet.name,)})
    yield UNIT_ROW, OwnRow({STT: (f"{UNIT} - {form.form.title}",)})
    yield STATUS_ROW, OwnRow({}, frozenset({STT}))
    yield HEAD, OwnRow({name: (text,) for name, text in heads.items()})
    sections = fields = 0
    for line in sheet.lines:
        if line.section:
            sections += 1
            yield line.row_id, OwnRow({STT: (_roman(sections),), LABEL: (line.section,)})
            continue
        begins = line.field is not None and (line.answer is None or len(line.field.parts) == 1)
        fields += begins
        texts = label_texts(line)
        own = {LABEL: texts, **({STT: (str(fields),)} if begins else {})}
        if line.answer and MEASURE in heads:
            own[MEASURE] = (line.answer.unit or "/".join(line.answer.choices),)
        yield line.row_id, OwnRow(own, frozenset({CHECK} if line.rules else ()))


def label_texts(line: Line) -> tuple[str, ...]:
    """What a line of questions may be called: as the form writes it first, then without hints."""
    field = line.field
    if field is None:
        return (line.section,)
    if line.answer and len(field.parts) > 1:
        return (field.part(line.answer.part).label,)
    if not field.hint:
        return (field.label,)
    gap = "\n" if line.answer else ". "
    return f"{field.label}{gap}{field.hint}", field.label


def _table_rows(sheet: TableSheet) -> dict[str, OwnRow]:
    table, columns = sheet.table, sheet.table.columns
    beside = (*sheet.columns, CHECK)[sheet.asks_column + 1]
    upper: dict[str, tuple[str, ...]] = {STT: ("STT",)}
    previous = ""
    for column in columns:
        if not column.group:
            upper[column.id] = (_heading(column), column.label)
        elif column.group != previous:
            upper[column.id] = (column.group,)
        previous = column.group
    lower = {c.id: (_heading(c), c.label) for c in columns if c.group}
    summed = frozenset(column.id for column in columns if column.merge == "sum")
    total = {} if columns[0].id in summed else {columns[0].id: (TOTAL_WORDS,)}
    return {
        TITLE: OwnRow({STT: (f"Biểu {table.number}. {table.title}",)}),
        UNIT_ROW: OwnRow({STT: (UNIT,)}, frozenset({beside})),
        sheet.asks_id: OwnRow({STT: (table.asks,)}),
        HINT: OwnRow({STT: (f"{table.hint} {_ROOM}".strip(),)}, frozenset({beside})),
        HEAD: OwnRow(upper),
        TABLE_HEAD: OwnRow(lower),
        TOTAL: OwnRow(total, summed),
    }


def _heading(column: Column) -> str:
    label = f"{column.label} ({column.unit})" if column.unit else column.label
    return f"{label}\u00a0*" if column.required else label


def cover(form: FormLayout) -> dict[tuple[int, int], str]:
    """The cover's texts by row and column; '' where a formula stands."""
    found = {(0, 0): COVER, (1, 1): form.form.title, (2, 1): form.round.title, (9, 1): ""}
    for row, (name, value) in enumerate(_facts(form), start=4):
        found |= {(row, 1): name, (row, 3): value}
    found[11, 1] = "Các trang cần điền"
    found |= {(12, column): text for column, text in enumerate(_COVER_HEADINGS, start=1)}
    for row, sheet in enumerate(form.sheets, start=13):
        about = (
            sheet.table.title
            if isinstance(sheet, TableSheet)
            else "; ".join(line.section for line in sheet.lines if line.section)
        )
        found |= {(row, 1): str(row - 12), (row, 2): sheet.name, (row, 3): about}
        found |= {(row, 4): "", (row, 5): ""}
    last = 13 + len(form.sheets)
    found |= {(last, 1): "Cộng", (last, 4): "", (last, 5): "", (last + 2, 1): "Cách điền"}
    contact = f"Có gì chưa rõ, đề nghị liên hệ {form.round.issuer}."
    for number, text in enumerate((*_STEPS, contact), start=1):
        found |= {(last + 2 + number, 1): str(number), (last + 2 + number, 2): text}
    return found


def _facts(form: FormLayout) -> tuple[tuple[str, str], ...]:
    when = form.round
    period = f"Từ {short_date(when.period_start)} đến {short_date(when.period_end)}"
    return (
        (REPORTING, UNIT),
        ("Cơ quan tổng hợp", when.issuer),
        ("Kỳ báo cáo", period),
        ("Hạn gửi", f"Chậm nhất {long_date(when.deadline)}"),
    )


def lists(form: FormLayout) -> dict[tuple[int, int], str]:
    """The texts of the hidden sheet with the lists, by row and column."""
    found = {(0, 0): LISTS}
    for column, (name, choices) in enumerate(form.lists.items(), start=1):
        found |= {(row, column): text for row, text in enumerate((name, *choices))}
    return found


def _roman(number: int) -> str:
    words = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        words += letters * (number // value)
        number %= value
    return words
