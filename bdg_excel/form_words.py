"""What a form says by itself, one place for who writes forms and for who reads them.

Ids of the rows and columns that are the form's own, headings, and where what stands on the cover.
Rows and columns are counted from 0.
"""

from bdg_excel.layout import (
    ANSWER,
    CHECK,
    LABEL,
    MEASURE,
    NOTE,
    STT,
    FormLayout,
    Line,
    QuestionSheet,
    Slot,
    TableSheet,
)
from bdg_excel.programme import Column, Table
from bdg_excel.text import long_date, short_date

# ------------------------------------------------------------------ What live checks say

RIGHT = "Đúng"
DOUBT = "Xem lại"
"""How the text of a failed check begins: the cover counts these."""
ALL_DONE = "Đã điền đủ, không có chỗ nào cần xem lại"
STILL, BLANK_CELLS, DOUBTFUL = "Còn ", " ô chưa điền", " chỗ cần xem lại"
"""What stands around the number of cells that want an answer, and behind that of doubts."""

# ------------------------------------------------------------------ Whose form it is


def unit_words(name: str, code: str) -> str:
    """How forms name a unit: ``Xã Mường So (mã 03589)``."""
    return f"{name}{_CODE}{code})"


_CODE = " (mã "


def unit_of(words: str) -> tuple[str, str]:
    """The name and the code in `words` that `unit_words` made."""
    name, _, code = words.rpartition(_CODE)
    return name, code.removesuffix(")")


def of_form(unit: str, form: FormLayout) -> str:
    """The line under the title of a sheet of questions, about the unit in these words."""
    return f"{unit} - {form.form.title}"


# ------------------------------------------------------------------ Sheets of questions

_HEADINGS = {
    STT: "STT",
    LABEL: "Chỉ tiêu",
    MEASURE: "ĐVT",
    ANSWER: "Số liệu",
    CHECK: "Kiểm tra",
    NOTE: "Ghi chú",
}
_WORDY_HEADINGS = {STT: "STT", LABEL: "Mục", ANSWER: "Nội dung"}


def headings(sheet: QuestionSheet) -> dict[str, str]:
    """The headings of a question sheet by column id; a column without one is hidden."""
    if sheet.wordy:
        return _WORDY_HEADINGS
    checked = any(line.rules for line in sheet.lines)
    return {name: text for name, text in _HEADINGS.items() if checked or name != CHECK}


def label_texts(line: Line) -> tuple[str, ...]:
    """What a line of questions may be called: as the form writes it first, then without hints."""
    field = line.field
    if field is None:
        return (line.section,)
    if line.answer and len(field.parts) > 1:
        return (field.part(line.answer.part).label,)
    if not field.hint:
        return (field.label,)
    return "".join(label_and_hint(line)), field.label


def label_and_hint(line: Line) -> tuple[str, str]:
    """The label of a field, and its hint with what parts the two."""
    assert line.field is not None  # a section has no hint
    gap = "\n" if line.answer else ". "
    return line.field.label, f"{gap}{line.field.hint}" if line.field.hint else ""


def measure_text(slot: Slot) -> str:
    """What is counted; of a yes/no question what may be answered."""
    return slot.unit or "/".join(slot.choices)


def roman(number: int) -> str:
    """The number of a section."""
    words = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        words += letters * (number // value)
        number %= value
    return words


# ------------------------------------------------------------------ Sheets with a table

TOTAL_WORDS = "Tổng cộng"
_ROOM = "Cột có dấu * phải điền. Thiếu dòng thì chèn thêm vào giữa bảng."
_REQUIRED = "\u00a0*"


def table_title(table: Table) -> str:
    """The title of a table's sheet."""
    return f"Biểu {table.number}. {table.title}"


def table_hint(table: Table) -> str:
    """How the rows of a table are to be filled."""
    return f"{table.hint} {_ROOM}".strip()


def column_heading(column: Column) -> str:
    """The heading of a table's column; a star says that it must be filled."""
    label = f"{column.label} ({column.unit})" if column.unit else column.label
    return f"{label}{_REQUIRED}" if column.required else label


# ------------------------------------------------------------------ The cover

TITLE_ROW, ROUND_ROW, FACTS_ROW, STATUS_ROW, SHEETS_ROW = 1, 2, 4, 9, 11
FIRST_SHEET_ROW = SHEETS_ROW + 2
"""Where the sheets are listed; below them comes their sum, and then how a form is filled."""
NUMBER, NAME, ABOUT, BLANK, DOUBTS = range(1, 6)
"""The columns of that list."""

SHEETS = "Các trang cần điền"
SHEET_HEADINGS = ("STT", "Trang (bấm để mở)", "Nội dung", "Ô chưa điền", "Cần xem lại")
SHEETS_SUM = "Cộng"
HOW = "Cách điền"
REPORTING = "Đơn vị báo cáo"
"""What stands before the unit on the cover."""
_STEPS = (
    "Chỉ điền vào các ô màu vàng nhạt như ô số 1 bên trái; các ô khác đã khóa.",
    "Không có thì ghi 0 hoặc Không. Chưa có số liệu thì để trống, đừng ghi 0.",
    "Mỗi ô ghi một số, không ghi kèm chữ: ghi 25, không ghi «25 người» hay «12/25».",
    f"Chỗ nào báo «{DOUBT}» (màu đỏ) thì sửa lại số; nếu số đúng là như vậy thì giải thích ở cột "
    f"{_HEADINGS[NOTE]}.",
    "Đừng thêm, xóa hay đổi tên các trang.",
    "Điền xong thì lưu và gửi lại đúng tệp này (.xlsx); không đổi sang PDF, không chụp ảnh.",
)


def facts(form: FormLayout, unit: str) -> tuple[tuple[str, str], ...]:
    """Whose form it is, who wants it, for when and until when: names and values."""
    when = form.round
    period = f"Từ {short_date(when.period_start)} đến {short_date(when.period_end)}"
    return (
        (REPORTING, unit),
        ("Cơ quan tổng hợp", when.issuer),
        ("Kỳ báo cáo", period),
        ("Hạn gửi", f"Chậm nhất {long_date(when.deadline)}"),
    )


def about(sheet: QuestionSheet | TableSheet) -> str:
    """What a sheet asks, in the list of sheets."""
    if isinstance(sheet, TableSheet):
        return sheet.table.title
    return "; ".join(line.section for line in sheet.lines if line.section)


def steps(form: FormLayout) -> tuple[str, ...]:
    """How a form is filled, step by step."""
    return (*_STEPS, f"Có gì chưa rõ, đề nghị liên hệ {form.round.issuer}.")
