"""What can be wrong or worth knowing about the data: one catalogue of codes, severities and words.

A wrong definition is an exception (`errors`); wrong data is a finding. Codes are for programs and
never change their meaning; the words are for people: where, what was found, what was expected and
what to do.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """``error``: a file or a value is left out. ``warning``: counted, but doubtful. ``info``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Kind:
    """One thing that can be found: `found` and `remedy` are sentences with named blanks."""

    severity: Severity
    found: str
    remedy: str = ""


class Place(NamedTuple):
    """Where something was found; empty where it does not apply."""

    unit_code: str = ""
    unit: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""

    @property
    def words(self) -> str:
        """The place in a sentence: ``Xã Mường So, tệp a.xlsx, trang Số liệu, ô E7``."""
        steps = [
            self.unit,
            f"tệp {self.file}" if self.file else "",
            f"trang {self.sheet}" if self.sheet else "",
            f"ô {self.cell}" if self.cell else "",
        ]
        words = ", ".join(step for step in steps if step)
        return words[:1].upper() + words[1:]


@dataclass(frozen=True)
class Finding:
    """Something found: `found` is what stood there, as typed; `message` the whole sentence.

    `cells` is how many filled cells it keeps out of the figures: so nothing is lost unnamed.
    """

    code: str
    place: Place
    found: str
    message: str
    cells: int = 0

    @property
    def severity(self) -> Severity:
        """How grave it is, from the catalogue."""
        return CATALOGUE[self.code].severity


def finding(
    code: str, place: Place, found: object = "", cells: int = 0, **words: object
) -> Finding:
    """The finding `code` at `place`, its blanks filled with `words` (and with `found`)."""
    kind = CATALOGUE[code]
    sentence = kind.found.format(found=found, **words)
    where = place.words
    message = f"{where}: {sentence}" if where else sentence
    if kind.remedy:
        message = f"{message} {kind.remedy.format(found=found, **words)}"
    return Finding(code, place, str(found), message, cells)


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CATALOGUE: dict[str, Kind] = {
    # ---------------------------------------------------------------- tệp
    "not_a_spreadsheet": Kind(
        _I,
        "Tệp không phải bảng tính (.xlsx, .xlsm, .xls, .xlsb, .ods) nên không đọc.",
        "Nếu đây là biểu số liệu, đề nghị đơn vị gửi lại đúng tệp Excel.",
    ),
    "unreadable": Kind(
        _E,
        "Không mở được tệp: {reason}.",
        "Mở tệp bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại.",
    ),
    "not_a_form": Kind(
        _E,
        "Tệp không phải biểu của đợt báo cáo này (không thấy trang nhận dạng).",
        "Đề nghị đơn vị điền vào đúng biểu đã phát và gửi lại.",
    ),
    "other_round": Kind(
        _E,
        "Biểu của đợt báo cáo khác: {found}; đợt này là {expected}.",
        "Đề nghị đơn vị điền vào biểu của đợt này và gửi lại.",
    ),
    "unknown_unit": Kind(
        _E,
        "Biểu ghi mã đơn vị {found}, không có trong danh sách đơn vị của đợt này.",
        "Kiểm tra lại biểu đã phát cho đơn vị hoặc danh sách đơn vị trong định nghĩa.",
    ),
    "wrong_form": Kind(
        _E,
        "Đơn vị điền nhầm biểu {found}; biểu của đơn vị là {expected}.",
        "Đề nghị đơn vị điền vào đúng biểu của mình và gửi lại.",
    ),
    "other_layout": Kind(
        _I,
        "Biểu được làm từ một bản khác của định nghĩa (bản {found}, bản hiện nay {expected}); "
        "các ô được tìm theo mã nên vẫn đọc được.",
    ),
    "blank_form": Kind(
        _W,
        "Biểu chưa điền ô nào, coi như đơn vị chưa gửi.",
        "Đề nghị đơn vị điền số liệu và gửi lại.",
    ),
    "same_twice": Kind(
        _I,
        "Tệp có nội dung giống hệt {other} nên chỉ tính một lần.",
    ),
    "two_versions": Kind(
        _E,
        "Đơn vị gửi nhiều tệp khác nhau: {others}. Các ô khác nhau: {differences}. "
        "Chưa tính tệp nào của đơn vị này.",
        "Hỏi đơn vị bản nào đúng rồi chạy lại với --use TÊN_TỆP, hoặc ghi tên tệp ấy vào tệp "
        "quyết định cạnh thư mục nhận.",
    ),
    "later_version": Kind(
        _W,
        "Đơn vị gửi nhiều tệp khác nhau; tính tệp {kept} vì chính tệp ấy ghi là lưu sau. "
        "Các ô khác nhau (tệp này / tệp được tính): {differences}.",
        "Nếu tệp này mới đúng, chạy lại với --use \"{found}\".",
    ),
    "version_chosen": Kind(
        _I,
        "Không tính tệp này vì {by} đã chọn tệp {kept}. "
        "Các ô khác nhau (tệp này / tệp được tính): {differences}.",
    ),
    "choice_unused": Kind(
        _W,
        "{by} chọn tệp {found} nhưng trong thư mục không có biểu nào tên như vậy.",
        "Sửa lại tên tệp hoặc bỏ dòng đó.",
    ),
    "not_sent": Kind(
        _I,
        "Đơn vị chưa gửi biểu.",
        "Nhắc đơn vị gửi trước hạn {deadline}.",
    ),
    # ---------------------------------------------------------------- ô
    "question_missing": Kind(
        _W,
        "Không thấy dòng hỏi «{label}» (đã bị xóa hoặc mất mã), coi như chưa trả lời.",
        "Điền lại vào biểu nguyên gốc.",
    ),
    "question_twice": Kind(
        _E,
        "Câu hỏi «{label}» xuất hiện hai lần với hai trả lời khác nhau: {found}. Chưa tính số nào.",
        "Xóa dòng thừa rồi gửi lại.",
    ),
    "question_repeated": Kind(
        _I,
        "Câu hỏi «{label}» xuất hiện hai lần với cùng một trả lời {found}; chỉ tính một lần.",
        "Xóa dòng thừa.",
    ),
    "outside_sheet": Kind(
        _W,
        "Trang này không thuộc biểu, có {found} ô đã ghi; không tính vào số liệu.",
        "Nếu có số liệu, chuyển vào đúng ô của biểu.",
    ),
    "outside_cell": Kind(
        _W,
        "Có nội dung ngoài các ô được hỏi: «{found}»; không tính vào số liệu.",
        "Nếu là số liệu, chuyển vào đúng ô; nếu là ghi chú, ghi vào cột Ghi chú.",
    ),
    "required_blank": Kind(
        _W,
        "«{label}» để trống.",
        "Điền số liệu; nếu không phát sinh thì ghi 0 hoặc Không.",
    ),
    "placeholder": Kind(
        _I,
        "«{label}» chỉ ghi «{found}», coi như chưa có số liệu.",
    ),
    "not_applicable": Kind(
        _I,
        "«{label}» ghi «{found}»: không áp dụng cho đơn vị, không tính vào số liệu.",
    ),
    "not_a_number": Kind(
        _E,
        "«{label}» cần một con số nhưng ghi «{found}», chưa tính.",
        "Ghi lại bằng chữ số, ví dụ 1.260; mỗi ô một số.",
    ),
    "ambiguous_number": Kind(
        _E,
        "«{label}» ghi «{found}», có thể hiểu là {readings}; chưa tính.",
        "Hỏi lại đơn vị số nào đúng rồi ghi lại cho rõ.",
    ),
    "ratio_in_cell": Kind(
        _E,
        "«{label}» ghi «{found}», hai số trong một ô; chưa tính.",
        "Ghi tử số và mẫu số vào hai ô riêng của chúng.",
    ),
    "date_for_number": Kind(
        _E,
        "«{label}» cần một con số nhưng ô chứa ngày tháng {found} (Excel có thể đã tự đổi "
        "một tỷ số như 12/35 thành ngày); chưa tính.",
        "Định dạng ô là Số (Number) rồi ghi lại.",
    ),
    "fraction": Kind(
        _E,
        "«{label}» cần số nguyên nhưng ghi {found}; chưa tính.",
        "Ghi lại số nguyên.",
    ),
    "negative": Kind(
        _E,
        "«{label}» ghi số âm {found}; chưa tính.",
        "Ghi lại số từ 0 trở lên.",
    ),
    "too_large": Kind(
        _E,
        "«{label}» ghi {found}, lớn quá mức Excel giữ được chính xác; chưa tính.",
        "Kiểm tra và ghi lại.",
    ),
    "percent_out_of_range": Kind(
        _E,
        "«{label}» ghi {found}, không nằm trong khoảng 0 đến 100 phần trăm; chưa tính.",
        "Ghi số phần trăm, ví dụ 65.",
    ),
    "thousands_restored": Kind(
        _I,
        "«{label}» ghi {found}, đọc là {value} "
        "(dấu chấm hàng nghìn bị Excel hiểu thành dấu thập phân).",
        "Nếu không đúng, ghi lại.",
    ),
    "read_as": Kind(
        _I,
        "«{label}» ghi «{found}», đọc là {value}.",
        "Nếu không đúng, ghi lại.",
    ),
    "approximate": Kind(
        _W,
        "«{label}» ghi «{found}», một số ước chừng; tính là {value}.",
        "Nếu có số chính xác, ghi lại.",
    ),
    "error_value": Kind(
        _E,
        "«{label}» chứa lỗi công thức {found}; chưa tính.",
        "Xóa công thức và ghi con số.",
    ),
    "not_yes_no": Kind(
        _E,
        "«{label}» cần trả lời Có hoặc Không nhưng ghi «{found}»; chưa tính.",
        "Chọn Có hoặc Không trong danh sách.",
    ),
    "not_in_list": Kind(
        _W,
        "«{label}» ghi «{found}», không có trong danh mục; giữ nguyên như đã ghi.",
        "Chọn một mục trong danh sách; không có mục phù hợp thì chọn Khác và ghi rõ.",
    ),
    # ---------------------------------------------------------------- đối chiếu giữa các đơn vị
    "outlier": Kind(
        _W,
        "«{label}» ghi {found}, khác hẳn các đơn vị khác (thường {usual}).",
        "Hỏi lại đơn vị; nếu đúng thì giữ nguyên.",
    ),
    "alike_names": Kind(
        _I,
        "«{found}» ({rows} dòng) và «{other}» ({other_rows} dòng) có thể là một; vẫn để riêng.",
        "Nếu là một, đề nghị các đơn vị ghi thống nhất.",
    ),
    # ---------------------------------------------------------------- đối chiếu trong một biểu
    "sum_mismatch": Kind(
        _W,
        "{label}: {sentence}, nhưng {left} còn {whole} = {total} (lệch {gap}).",
        "Xem lại các số này và sửa số sai; nếu đúng là như vậy thì giải thích ở cột Ghi chú.",
    ),
    "part_exceeds_whole": Kind(
        _W,
        "{label}: {sentence}, nhưng {left} còn {whole} = {total} (hơn {gap}).",
        "Xem lại các số này và sửa số sai.",
    ),
    "rows_despite_no": Kind(
        _W,
        "Trả lời Không có ở «{label}» nhưng bên dưới vẫn có {found} dòng; các dòng đó được tính.",
        "Sửa câu trả lời thành Có, hoặc xóa các dòng.",
    ),
    "no_rows_despite_yes": Kind(
        _W,
        "Trả lời Có ở «{label}» nhưng bên dưới không có dòng nào.",
        "Ghi từng dòng vào bảng, hoặc sửa câu trả lời thành Không.",
    ),
}

RULE_CODES = {"=": "sum_mismatch", "<=": "part_exceeds_whole"}
"""The code of a broken rule, by its relation; the forms show the same code."""
