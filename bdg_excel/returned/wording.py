"""What is said to a unit: in the list of its form, and in a chat or a mail."""

from collections.abc import Sequence

from bdg_excel.findings import Finding, Severity
from bdg_excel.form_words import unit_words
from bdg_excel.layout import OPEN
from bdg_excel.letters import Letter
from bdg_excel.programme import Round, Unit
from bdg_excel.returned.case import Case
from bdg_excel.template import Item, cell_name, form_name
from bdg_excel.text import listing, long_date, short_date, tidy

_LISTED, _LONGEST = 10, 220
"""How many places a message names, and how long it is about each: the form tells the rest."""
_THANKS = "Trân trọng cảm ơn."
# The catalogue speaks to the staff, who hold the file as it was sent; the unit holds a sound form.
_TWO_VERSIONS = (
    "Đơn vị gửi nhiều tệp khác nhau: {files}. "
    f"Ô nào các tệp ghi khác nhau thì tệp này ghi cả, kèm dấu {OPEN}."
)
_REMEDIES = {
    "two_versions": "Ghi lại các ô đó cho đúng rồi gửi lại đúng tệp này.",
    "blank_form": "Điền số liệu vào tệp này rồi gửi lại.",
    "empty_file": "Gửi lại tệp đã điền.",
    "damaged_file": "Mở tệp bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại.",
    "reading_failed": "Mở tệp bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại.",
    "wrong_form": "Tệp này là đúng biểu của đơn vị: điền rồi gửi lại.",
    "other_round": "Tệp này là biểu của đợt này: điền rồi gửi lại.",
    "question_missing": "Điền vào ô này.",
    "question_twice": "Ghi lại câu trả lời đúng vào ô này.",
    "label_contradicts": "Ghi lại câu trả lời đúng vào ô này.",
    "unit_of_count": "Ghi đủ số, không tính bằng nghìn hay triệu.",
    "sheet_twice": "Ghi lại câu trả lời đúng vào các ô, các dòng ấy trong tệp này.",
    "ambiguous_number": "Ghi lại cho rõ số nào đúng.",
    # What only the file showed that was sent is no longer there to be mended.
    "date_for_number": "Ghi lại con số.",
    "ratio_as_date": "Ghi lại số được hỏi.",
    "number_as_date": "Ghi lại con số.",
    "percent_of_percent": "Ghi lại số phần trăm, ví dụ 65.",
    "error_value": "Ghi lại câu trả lời.",
    "uncalculated_formula": "Ghi lại câu trả lời.",
    "formula_of_blanks": "Ghi lại con số (0 nếu không có); chưa có số liệu thì để trống.",
    "formula_of_words": "Ghi lại con số (0 nếu không có); chưa có số liệu thì để trống.",
    "formula_with_blanks": "Ghi lại con số đúng, và điền ô còn trống (không có thì ghi 0).",
    "form_in_parts": "Biểu này đã ghép các phần ấy lại: xem đủ chưa, rồi gửi lại một biểu này.",
    "look_unseen": "Ghi lại câu trả lời đúng.",
    "number_concealed": "Ghi lại số đúng; chưa có thì xóa đi.",
    "shown_otherwise": "Ghi lại số đúng.",
    "marked_digits": "Ghi lại số đúng.",
    "merged_cells": "Ghi lại câu trả lời của từng câu vào ô của câu ấy; không có thì ghi 0.",
    "left_open": "Ghi lại câu trả lời đúng; chưa có số liệu thì để trống.",
    "left_in_list": "Ghi vào đúng ô của biểu.",
    "kept_in_list": "Xem lại, có số liệu thì ghi vào đúng ô của biểu.",
    "row_left_open": "Nếu không phải một dòng số liệu thì xóa cả dòng.",
    "row_in_total_place": "Dòng ấy nay ở cuối bảng: nếu là một dòng số liệu thì giữ, nếu là số "
    "tổng thì xóa cả dòng.",
    "unlocated_errors": "Điền lại các ô ấy.",
    "outlier": "Kiểm tra lại; nếu đúng thì giữ nguyên.",
}


_SETTLED = f"Xong thì bỏ dấu {OPEN}."
_CLEARED = "Xong thì xóa nội dung ở cột «Đã ghi»."
_OPEN_CELLS = f"Ô có dấu {OPEN} là chỗ chưa rõ nên chưa tính: đúng rồi thì bỏ dấu ấy. "


_FILLED_ANEW = frozenset({"blank_form", "wrong_form", "other_round"})
_COLOURED = "mở tệp kèm theo ({form}), sửa các ô tô màu, lưu rồi gửi lại đúng tệp đó"
_LISTED_ONLY = "mở tệp kèm theo ({form}), sửa theo trang «Cần sửa», lưu rồi gửi lại đúng tệp đó"
_EMPTY = "điền vào tệp kèm theo ({form}), lưu rồi gửi lại đúng tệp đó"
_SENT_AGAIN = "gửi lại tệp đã điền; không còn tệp ấy thì điền vào tệp kèm theo ({form}) rồi gửi"


def told(found: Finding, case: Case) -> tuple[str, str]:
    """What is wrong and what to do, each by itself, without the place."""
    problem = found.problem
    if found.code == "two_versions":
        files = (f"bản {n} là {reply.file}" for n, reply in enumerate(case.versions, start=1))
        problem = _TWO_VERSIONS.format(files=listing(files))
    return problem, _REMEDIES.get(found.code, found.remedy)


def as_open(item: Item) -> Item:
    """A line about a cell that holds the sign of what is open: until that is gone, so it is."""
    return item._replace(remedy=f"{item.remedy} {_SETTLED}")


def as_staying(item: Item) -> Item:
    """A line about what has no cell in the form: it is open as long as the list holds it."""
    return item._replace(remedy=f"{item.remedy} {_CLEARED}".strip(), stays=True)


def summary(items: Sequence[Item], round_: Round, *, has_open: bool) -> str:
    """How much there is to do, and how, on top of the list."""
    how = (
        "Bấm vào cột «Ở đâu» để mở ô; lý do cũng hiện khi đưa chuột vào ô tô màu. "
        if _has_cells(items)
        else ""
    )
    how += _OPEN_CELLS if has_open else ""
    return (
        f"Có {_counts(items)}. {how}Sửa xong thì lưu và gửi lại đúng tệp này. "
        f"Hạn gửi: {short_date(round_.deadline)}."
    )


def _counts(items: Sequence[Item]) -> str:
    severities = [item.severity for item in items]
    red, amber = (" (màu đỏ)", " (màu cam)") if _has_cells(items) else ("", "")
    named = (
        (severities.count(Severity.ERROR), f"chỗ phải sửa{red}"),
        (severities.count(Severity.WARNING), f"chỗ cần xem lại{amber}"),
    )
    return listing(f"{count} {words}" for count, words in named if count)


def _has_cells(items: Sequence[Item]) -> bool:
    """Whether any cell of the form is coloured."""
    return any(item.key and item.severity is not Severity.INFO for item in items)


def _request(case: Case, items: Sequence[Item]) -> str:
    """What to do with the form that goes along."""
    if _has_cells(items):
        return _COLOURED
    if _FILLED_ANEW & {found.code for found in case.findings}:
        return _EMPTY
    return _LISTED_ONLY if case.replies else _SENT_AGAIN


def letter(case: Case, items: Sequence[Item], round_: Round) -> list[str]:
    """The message that goes with a form that is given back, line by line."""
    doubts = [item for item in items if item.severity is not Severity.INFO]
    more = len(doubts) - _LISTED
    return [
        f"Kính gửi {case.unit.name},",
        f"{round_.issuer} {_received(case, items)}:",
        *(_line(case, number, item) for number, item in enumerate(doubts[:_LISTED], start=1)),
        *([f"… và {more} chỗ khác, xem trang «Cần sửa» trong tệp kèm theo."] if more > 0 else []),
        f"Đề nghị {_request(case, items).format(form=form_name(case.unit))}. "
        f"Hạn gửi: {short_date(round_.deadline)}.",
        _THANKS,
    ]


def _received(case: Case, items: Sequence[Item]) -> str:
    if _request(case, items) is _SENT_AGAIN:
        return f"đã nhận tệp của đơn vị{_files(case)} nhưng không đọc được"
    return f"đã nhận số liệu của đơn vị{_files(case)}, còn {_counts(items)}"


def _files(case: Case) -> str:
    files = dict.fromkeys(found.place.file for found in case.findings if found.place.file)
    files |= dict.fromkeys(reply.file for reply in case.replies)
    return f" (tệp {listing(sorted(files))})" if files else ""


def _line(case: Case, number: int, item: Item) -> str:
    where = item.place
    if item.key:
        sheet, cell = cell_name(case.layout, item.key)
        where = f"Trang {sheet}, ô {cell}"
    words = tidy(f"{where}: {item.problem} {item.remedy}" if where else item.problem)
    return f"{number}. {words if len(words) <= _LONGEST else f'{words[:_LONGEST]} …'}"


NOT_SENT, PERHAPS_SENT = "Chưa gửi biểu", "Có thể đã gửi biểu"


def question(unit: Unit, files: str, round_: Round) -> list[str]:
    """The message to a unit of which a file may be that is no form, or names other units too."""
    return [
        f"Kính gửi {unit.name},",
        f"{round_.issuer} có nhận được tệp {files} ghi tên đơn vị nhưng chưa tính được "
        f"vì không phải biểu Excel, hoặc ghi cả tên đơn vị khác ({round_.title}).",
        "Nếu tệp ấy là của đơn vị, hoặc đơn vị chưa gửi, đề nghị điền vào biểu đã phát "
        f"({form_name(unit)}), lưu rồi gửi đúng tệp đó, chậm nhất {long_date(round_.deadline)}.",
        _THANKS,
    ]


def reminder(unit: Unit, round_: Round) -> list[str]:
    """The message to a unit that has not sent anything, line by line."""
    return [
        f"Kính gửi {unit.name},",
        f"{round_.issuer} chưa nhận được biểu số liệu của đơn vị ({round_.title}).",
        f"Đề nghị điền vào biểu đã phát ({form_name(unit)}), lưu rồi gửi lại đúng tệp đó, chậm "
        f"nhất {long_date(round_.deadline)}.",
        _THANKS,
    ]


def block(letter: Letter) -> str:
    """A message in the file of all messages, under a line that says for whom."""
    note = f"Gửi kèm tệp {letter.file}" if letter.file else letter.state
    heading = f"===== {unit_words(letter.unit.name, letter.unit.code)}. {note} ====="
    return "\n".join([heading, *letter.lines, ""])
