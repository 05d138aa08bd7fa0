"""What can be wrong or worth knowing about the data: one catalogue of codes, severities and words.

A wrong definition is an exception (`errors`); wrong data is a finding. Codes are for programs and
never change their meaning; the words are for people: where, what was found, what was expected and
what to do.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """``error``: a file or a value is left out. ``warning``: counted, but doubtful. ``info``."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class Kind:
    """One thing that can be found: `found` and `remedy` are sentences with named blanks.

    `name` is what it is called where findings are counted or chosen from.
    """

    severity: Severity
    found: str
    remedy: str = ""
    name: str = field(kw_only=True)


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

    @property
    def problem(self) -> str:
        """What is wrong, by itself: without the place and the remedy."""
        return self._body[: self._remedy_at].rstrip()

    @property
    def remedy(self) -> str:
        """What to do, by itself; empty where there is nothing to do."""
        return self._body[self._remedy_at :].lstrip()

    @property
    def _body(self) -> str:
        return self.message.removeprefix(f"{self.place.words}: ")

    @property
    def _remedy_at(self) -> int:
        """Where the remedy begins: its blanks are filled, so only its first words are known."""
        begins = CATALOGUE[self.code].remedy.partition("{")[0]
        at = self._body.rfind(f" {begins}") if begins else -1
        return at if at >= 0 else len(self._body)


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


SEVERITY_NAMES = {
    Severity.ERROR: "Sai, chưa tính",
    Severity.WARNING: "Cần xem lại",
    Severity.INFO: "Để biết",
}
"""Severities as the staff read them, gravest first."""

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CATALOGUE: dict[str, Kind] = {
    # ---------------------------------------------------------------- tệp
    "not_a_spreadsheet": Kind(
        _I,
        "Tệp không phải bảng tính ({found}) nên không đọc.",
        "Nếu đây là biểu số liệu, đề nghị đơn vị gửi lại đúng tệp Excel.",
        name="Không phải bảng tính",
    ),
    "not_a_file": Kind(
        _W,
        "Đây không phải tệp mà là {found} nên không mở.",
        "Chép chính tệp biểu vào thư mục.",
        name="Không phải tệp",
    ),
    "open_elsewhere": Kind(
        _W,
        "Tệp đang mở trên một máy khác hoặc lần mở trước chưa đóng hẳn; đã đọc bản đang có, "
        "có thể chưa phải bản cuối.",
        "Lưu và đóng tệp ở máy đó rồi chạy lại.",
        name="Tệp đang mở ở nơi khác",
    ),
    "unreadable": Kind(
        _E,
        "Không mở được tệp: {reason}.",
        "Kiểm tra quyền đọc, ổ đĩa và mạng rồi chạy lại.",
        name="Không mở được tệp",
    ),
    "empty_file": Kind(
        _E,
        "Tệp rỗng (0 byte), có thể do tải về hoặc gửi chưa xong.",
        "Đề nghị đơn vị gửi lại.",
        name="Tệp rỗng",
    ),
    "damaged_file": Kind(
        _E,
        "Tệp hỏng hoặc bị cắt ngắn: {reason}.",
        "Tải lại từ thư gốc; nếu vẫn không được, đề nghị đơn vị mở tệp bằng Excel, chọn Lưu thành "
        "(Save As) dạng .xlsx rồi gửi lại.",
        name="Tệp hỏng",
    ),
    "password_protected": Kind(
        _E,
        "Tệp được mã hóa bằng mật khẩu nên không đọc được.",
        "Mở bằng Excel, vào Tệp > Thông tin > Bảo vệ sổ làm việc > Mã hóa bằng mật khẩu "
        "(Encrypt with Password), xóa mật khẩu, lưu rồi gửi lại.",
        name="Tệp có mật khẩu",
    ),
    "wrong_kind": Kind(
        _E,
        "Tệp mang tên như bảng tính nhưng bên trong là {found}.",
        "Đề nghị đơn vị gửi lại đúng tệp Excel đã điền.",
        name="Không phải tệp Excel",
    ),
    "text_as_workbook": Kind(
        _E,
        "Tệp không phải bảng tính Excel mà là {found}, và không có mã nhận dạng của biểu.",
        "Mở bằng Excel, chọn Lưu thành (Save As) dạng Sổ làm việc Excel (.xlsx) rồi gửi lại; "
        "tốt nhất là điền vào biểu đã phát.",
        name="Tệp chữ, không phải biểu",
    ),
    "archive": Kind(
        _E,
        "Tệp nén (.zip, .rar, .7z …), bên trong có thể có biểu; chưa đọc.",
        "Giải nén vào thư mục này rồi chạy lại.",
        name="Tệp nén",
    ),
    "no_sheets": Kind(
        _E,
        "Tệp không có trang tính nào (chỉ có biểu đồ hoặc macro).",
        "Đề nghị đơn vị gửi lại đúng biểu đã phát.",
        name="Tệp không có trang tính",
    ),
    "has_macros": Kind(
        _I,
        "Tệp có chứa macro; macro không chạy, chỉ đọc các ô.",
        "Lần sau lưu dạng .xlsx.",
        name="Tệp có macro",
    ),
    "strict_open_xml": Kind(
        _I,
        "Tệp lưu theo dạng Strict Open XML, không phải chương trình nào cũng đọc đủ; các ô vẫn "
        "đọc được.",
        "Lần sau lưu dạng Sổ làm việc Excel (.xlsx) thông thường.",
        name="Dạng Strict Open XML",
    ),
    "other_reader": Kind(
        _I,
        "Tệp có phần mà trình đọc thường dùng không nhận (như trang macro Excel 4, mã lỗi mới); đã "
        "đọc bằng trình đọc thứ hai, các ô vẫn đọc được.",
        "Nên mở bằng Excel, lưu lại dạng .xlsx và gửi lại.",
        name="Đọc bằng trình đọc thứ hai",
    ),
    "unsafe_file": Kind(
        _E,
        "Tệp có cấu tạo bất thường nên không mở: {found}.",
        "Đề nghị đơn vị chép số liệu vào biểu đã phát, lưu dạng .xlsx rồi gửi lại.",
        name="Tệp có cấu tạo bất thường",
    ),
    "file_too_large": Kind(
        _E,
        "Tệp lớn quá mức của một biểu nên không đọc: {found}.",
        "Xóa các dòng, cột và trang thừa (chọn cả dòng rồi chọn Xóa), lưu dạng .xlsx rồi gửi lại.",
        name="Tệp quá lớn",
    ),
    "reading_failed": Kind(
        _E,
        "Không đọc được tệp: {reason}. Các tệp khác không bị ảnh hưởng.",
        "Mở tệp bằng Excel, chọn Lưu thành (Save As) dạng .xlsx rồi chạy lại; nếu vẫn không được, "
        "chép số liệu vào biểu đã phát.",
        name="Không đọc được tệp",
    ),
    "not_a_form": Kind(
        _E,
        "Tệp không phải biểu của đợt báo cáo này (không thấy trang nhận dạng).",
        "Đề nghị đơn vị điền vào đúng biểu đã phát và gửi lại.",
        name="Không phải biểu của đợt này",
    ),
    "other_round": Kind(
        _E,
        "Biểu của đợt báo cáo khác: {found}; đợt này là {expected}.",
        "Đề nghị đơn vị điền vào biểu của đợt này và gửi lại.",
        name="Biểu của đợt khác",
    ),
    "unknown_unit": Kind(
        _E,
        "Biểu ghi mã đơn vị {found}, không có trong danh sách đơn vị của đợt này.",
        "Kiểm tra lại biểu đã phát cho đơn vị hoặc danh sách đơn vị trong định nghĩa.",
        name="Mã đơn vị lạ",
    ),
    "wrong_form": Kind(
        _E,
        "Đơn vị điền nhầm biểu {found}; biểu của đơn vị là {expected}.",
        "Đề nghị đơn vị điền vào đúng biểu của mình và gửi lại.",
        name="Điền nhầm biểu",
    ),
    "unit_disagrees": Kind(
        _E,
        "Tệp nói về nhiều đơn vị khác nhau: {found}. Chưa đọc tệp này.",
        "Hỏi xem số liệu là của đơn vị nào; sửa tên tệp cho đúng, hoặc điền lại vào đúng biểu của "
        "đơn vị đó rồi gửi lại.",
        name="Tệp nói về nhiều đơn vị",
    ),
    "unit_unclear": Kind(
        _E,
        "Tệp có các bảng của biểu nhưng mất trang nhận dạng và không rõ của đơn vị nào: {found}. "
        "Chưa đọc tệp này.",
        "Đặt tên tệp theo mã hoặc tên đơn vị rồi chạy lại, hoặc đề nghị đơn vị điền vào đúng biểu "
        "đã phát.",
        name="Chưa rõ của đơn vị nào",
    ),
    "unit_found_by": Kind(
        _W,
        "Tệp mất trang nhận dạng; tính là của {owner} vì {found}.",
        "Kiểm tra lại có đúng là số liệu của đơn vị này, đợt này không; lần sau đề nghị đơn vị gửi "
        "đúng tệp đã phát.",
        name="Tệp mất trang nhận dạng",
    ),
    "sheet_missing": Kind(
        _W,
        "Không thấy trang «{found}» của biểu, coi như các câu hỏi ở trang đó chưa trả lời.",
        "Điền lại vào biểu nguyên gốc; đừng xóa trang.",
        name="Mất một trang của biểu",
    ),
    "matched_by_labels": Kind(
        _W,
        "Không còn mã ẩn của biểu nên các ô được tìm theo nhãn: {found}.",
        "Kiểm tra lại các dòng, cột đã ghép; lần sau đề nghị đơn vị gửi đúng tệp đã phát.",
        name="Ghép ô theo nhãn",
    ),
    "other_layout": Kind(
        _I,
        "Biểu được làm từ một bản khác của định nghĩa (bản {found}, bản hiện nay {expected}); "
        "các ô được tìm theo mã nên vẫn đọc được.",
        name="Biểu của bản định nghĩa khác",
    ),
    "blank_form": Kind(
        _W,
        "Biểu chưa điền ô nào, coi như đơn vị chưa gửi.",
        "Đề nghị đơn vị điền số liệu và gửi lại.",
        name="Biểu trống",
    ),
    "same_twice": Kind(
        _I,
        "Tệp có nội dung giống hệt {other} nên chỉ tính một lần.",
        name="Gửi hai lần giống nhau",
    ),
    "two_versions": Kind(
        _E,
        "Đơn vị gửi nhiều tệp khác nhau: {others}. Các ô khác nhau: {differences}. "
        "Chưa tính tệp nào của đơn vị này.",
        "Hỏi đơn vị bản nào đúng rồi chạy lại với --use TÊN_TỆP, hoặc ghi tên tệp ấy vào tệp "
        "TÊN_THƯ_MỤC_NHẬN.quyet_dinh.txt cạnh thư mục nhận.",
        name="Nhiều bản khác nhau, chưa tính",
    ),
    "later_version": Kind(
        _W,
        "Đơn vị gửi nhiều tệp khác nhau; tính tệp {kept} vì chính tệp ấy ghi là lưu sau. "
        "Các ô khác nhau (tệp này / tệp được tính): {differences}.",
        'Nếu tệp này mới đúng, chạy lại với --use "{found}".',
        name="Nhiều bản, tính bản lưu sau",
    ),
    "version_chosen": Kind(
        _I,
        "Không tính tệp này vì {by} đã chọn tệp {kept}. "
        "Các ô khác nhau (tệp này / tệp được tính): {differences}.",
        name="Bản không được chọn",
    ),
    "choice_unused": Kind(
        _W,
        "{by} chọn tệp {found} nhưng trong thư mục không có biểu nào tên như vậy.",
        "Sửa lại tên tệp hoặc bỏ dòng đó.",
        name="Quyết định về tệp không có",
    ),
    "choice_not_counted": Kind(
        _W,
        "{by} chọn tệp {found} nhưng tệp ấy không được tính: biểu trống, không đọc được, "
        "hoặc đã chọn tệp khác của cùng đơn vị.",
        "Mỗi đơn vị chỉ chọn một tệp đọc được.",
        name="Tệp đã chọn không được tính",
    ),
    "not_sent": Kind(
        _I,
        "Đơn vị chưa gửi biểu.",
        "Nhắc đơn vị gửi trước hạn {deadline}.",
        name="Chưa gửi biểu",
    ),
    # ---------------------------------------------------------------- ô
    "question_missing": Kind(
        _W,
        "Không thấy dòng hay cột hỏi «{label}» (đã bị xóa hoặc mất mã), coi như chưa trả lời.",
        "Điền lại vào biểu nguyên gốc.",
        name="Mất câu hỏi của biểu",
    ),
    "question_twice": Kind(
        _E,
        "Câu hỏi «{label}» xuất hiện hai lần với hai trả lời khác nhau: {found}. Chưa tính số nào.",
        "Xóa dòng thừa rồi gửi lại.",
        name="Câu hỏi có hai trả lời",
    ),
    "question_repeated": Kind(
        _I,
        "Câu hỏi «{label}» xuất hiện hai lần với cùng một trả lời {found}; chỉ tính một lần.",
        "Xóa dòng thừa.",
        name="Câu hỏi lặp lại",
    ),
    "label_uncertain": Kind(
        _E,
        "Không còn mã ẩn của biểu và nhãn «{label}» không chắc là câu hỏi nào (có thể là: "
        "{candidates}). Chưa tính: {found}.",
        "Điền các số này vào đúng ô của biểu đã phát.",
        name="Nhãn không chắc là câu nào",
    ),
    "unknown_question": Kind(
        _W,
        "Biểu cũ có câu hỏi «{label}» mà bản hiện nay không còn hỏi; không tính: {found}.",
        "Nếu vẫn cần số liệu này, điền vào ô tương ứng của biểu hiện nay.",
        name="Câu hỏi không còn dùng",
    ),
    "label_changed": Kind(
        _W,
        "Chữ in sẵn của biểu bị ghi đè: ô ghi «{found}», biểu in «{expected}»; ô bên cạnh vẫn được "
        "đọc theo mã của dòng.",
        "Nếu là số liệu hay ghi chú, ghi vào đúng ô; kiểm tra số liệu bên cạnh có đúng câu hỏi "
        "không.",
        name="Chữ in sẵn bị ghi đè",
    ),
    "outside_many": Kind(
        _W,
        "Còn {found} ô khác có nội dung ngoài các ô được hỏi ({where}); không tính vào số liệu.",
        "Nếu có số liệu, chuyển vào đúng ô của biểu.",
        name="Nhiều ô ghi ngoài biểu",
    ),
    "typed_total": Kind(
        _I,
        "Dòng tổng «{found}» do đơn vị tự ghi trong bảng; không tính để khỏi cộng hai lần.",
        "Không cần ghi dòng tổng: biểu tự cộng ở đầu bảng.",
        name="Dòng tổng tự ghi",
    ),
    "typed_total_differs": Kind(
        _W,
        "Dòng tổng do đơn vị tự ghi không khớp các dòng bên trên: {gaps}.",
        "Xem lại còn thiếu dòng nào hoặc số nào sai.",
        name="Dòng tổng tự ghi không khớp",
    ),
    "table_note": Kind(
        _W,
        "«{found}» là ghi chú hoặc chữ ký dưới bảng, không phải một dòng số liệu; không tính.",
        "Nếu là một hoạt động, ghi đủ số lượng; nếu là ghi chú, ghi ở trang Ý kiến.",
        name="Ghi chú dưới bảng",
    ),
    "several_in_one_cell": Kind(
        _W,
        "Một ô ghi {items} nội dung: «{found}»; vẫn tính là một dòng với số đã ghi.",
        "Tách mỗi nội dung thành một dòng với số riêng của nó.",
        name="Nhiều nội dung trong một ô",
    ),
    "outside_sheet": Kind(
        _W,
        "Trang này không thuộc biểu, có {found} ô đã ghi; không tính vào số liệu.",
        "Nếu có số liệu, chuyển vào đúng ô của biểu.",
        name="Trang ngoài biểu",
    ),
    "outside_cell": Kind(
        _W,
        "Có nội dung ngoài các ô được hỏi: «{found}»; không tính vào số liệu.",
        "Nếu là số liệu, chuyển vào đúng ô; nếu là ghi chú, ghi vào cột Ghi chú.",
        name="Ô ghi ngoài biểu",
    ),
    "required_blank": Kind(
        _W,
        "«{label}» để trống.",
        "Điền số liệu; nếu không phát sinh thì ghi 0 hoặc Không.",
        name="Số liệu để trống",
    ),
    "required_text_blank": Kind(
        _W,
        "«{label}» để trống.",
        "Chọn trong danh sách hoặc ghi nội dung.",
        name="Nội dung để trống",
    ),
    "detail_missing": Kind(
        _W,
        "Chọn Khác nhưng «{label}» để trống.",
        "Ghi rõ đó là gì.",
        name="Chọn Khác mà chưa ghi rõ",
    ),
    "placeholder": Kind(
        _I,
        "«{label}» chỉ ghi «{found}», coi như chưa có số liệu.",
        name="Ô chỉ có dấu chấm",
    ),
    "not_applicable": Kind(
        _I,
        "«{label}» ghi «{found}»: không áp dụng cho đơn vị, không tính vào số liệu.",
        name="Không áp dụng cho đơn vị",
    ),
    "not_a_number": Kind(
        _E,
        "«{label}» cần một con số nhưng ghi «{found}», chưa tính.",
        "Ghi lại bằng chữ số, ví dụ 1.260; mỗi ô một số.",
        name="Không phải con số",
    ),
    "ambiguous_number": Kind(
        _E,
        "«{label}» ghi «{found}», có thể hiểu là {readings}; chưa tính.",
        "Hỏi lại đơn vị số nào đúng rồi ghi lại cho rõ.",
        name="Số hiểu được hai cách",
    ),
    "ratio_in_cell": Kind(
        _E,
        "«{label}» ghi «{found}», hai số trong một ô; chưa tính.",
        "Ghi tử số và mẫu số vào hai ô riêng của chúng.",
        name="Hai số trong một ô",
    ),
    "date_for_number": Kind(
        _E,
        "«{label}» cần một con số nhưng ô chứa ngày tháng {found} (Excel có thể đã tự đổi "
        "một tỷ số như 12/35 thành ngày); chưa tính.",
        "Định dạng ô là Số (Number) rồi ghi lại.",
        name="Ngày tháng thay cho số",
    ),
    "ratio_as_date": Kind(
        _E,
        "«{label}» cần một con số nhưng ô chứa ngày tháng {found}: Excel đã đổi {readings} thành "
        "ngày, mà đó là hai số trong một ô; chưa tính.",
        "Định dạng ô là Số (Number), rồi ghi tử số và mẫu số vào hai ô riêng của chúng.",
        name="Tỷ số bị đổi thành ngày",
    ),
    "number_as_date": Kind(
        _E,
        "«{label}» cần một con số nhưng ô có định dạng ngày nên hiện {found}; có thể số đã ghi là "
        "{value}; chưa tính.",
        "Định dạng ô là Số (Number), xem lại con số hiện ra rồi gửi lại.",
        name="Số hiện thành ngày",
    ),
    "several_numbers": Kind(
        _E,
        "«{label}» cần một con số nhưng ghi «{found}», có nhiều số trong một ô; chưa tính.",
        "Mỗi ô chỉ ghi một số; phần giải thích ghi vào cột Ghi chú.",
        name="Nhiều số trong một ô",
    ),
    "letters_in_number": Kind(
        _E,
        "«{label}» ghi «{found}», có chữ cái lẫn trong số (O, l, I thay cho 0, 1?), trông như "
        "{reading}; chưa tính.",
        "Ghi lại bằng chữ số.",
        name="Chữ cái lẫn trong số",
    ),
    "unit_in_note": Kind(
        _E,
        "«{label}» ghi {found}, còn ghi chú hoặc chỗ ghi đơn vị tính nói là nghìn hoặc triệu đồng: "
        "có thể là {readings}; chưa tính.",
        "Ghi đủ số đồng vào ô trả lời, ví dụ 20.000.000.",
        name="Chưa rõ đồng hay nghìn đồng",
    ),
    "fraction": Kind(
        _E,
        "«{label}» cần số nguyên nhưng ghi {found}; chưa tính.",
        "Ghi lại số nguyên.",
        name="Số lẻ, cần số nguyên",
    ),
    "negative": Kind(
        _E,
        "«{label}» ghi số âm {found}; chưa tính.",
        "Ghi lại số từ 0 trở lên.",
        name="Số âm",
    ),
    "too_large": Kind(
        _E,
        "«{label}» ghi {found}, lớn quá mức Excel giữ được chính xác; chưa tính.",
        "Kiểm tra và ghi lại.",
        name="Số quá lớn",
    ),
    "percent_out_of_range": Kind(
        _E,
        "«{label}» ghi {found}, không nằm trong khoảng 0 đến 100 phần trăm; chưa tính.",
        "Ghi số phần trăm, ví dụ 65.",
        name="Tỷ lệ ngoài 0 đến 100",
    ),
    "percent_of_percent": Kind(
        _E,
        "«{label}» hiện {found} vì ô có định dạng phần trăm; có thể số đã ghi là {value}; "
        "chưa tính.",
        "Ghi lại cả dấu %, ví dụ 65%, rồi xem số hiện ra có đúng không.",
        name="Phần trăm của phần trăm",
    ),
    "thousands_restored": Kind(
        _I,
        "«{label}» ghi {found}, đọc là {value} "
        "(dấu chấm hàng nghìn bị Excel hiểu thành dấu thập phân).",
        "Nếu không đúng, ghi lại.",
        name="Dấu chấm hàng nghìn đã khôi phục",
    ),
    "read_as": Kind(
        _I,
        "«{label}» ghi «{found}», đọc là {value}.",
        "Nếu không đúng, ghi lại.",
        name="Đọc hiểu khác cách ghi",
    ),
    "approximate": Kind(
        _W,
        "«{label}» ghi «{found}», một số ước chừng; tính là {value}.",
        "Nếu có số chính xác, ghi lại.",
        name="Số ước chừng",
    ),
    "error_value": Kind(
        _E,
        "«{label}» chứa lỗi công thức {found}; chưa tính.",
        "Xóa công thức và ghi con số.",
        name="Ô lỗi công thức",
    ),
    "uncalculated_formula": Kind(
        _E,
        "«{label}» là công thức {found} mà tệp không có kết quả; chưa tính.",
        "Mở tệp bằng Excel cho công thức được tính, lưu lại rồi gửi; hoặc ghi thẳng con số.",
        name="Công thức chưa có kết quả",
    ),
    "unlocated_errors": Kind(
        _E,
        "Tệp có ô lỗi công thức (như #REF!, #N/A) hoặc công thức chưa có kết quả, nhưng không xác "
        "định được ở ô nào: những ô đó được đọc như ô trống.",
        "Mở tệp bằng Excel, sửa các ô lỗi, chọn Lưu thành (Save As) dạng .xlsx rồi gửi lại.",
        name="Ô lỗi chưa rõ vị trí",
    ),
    "legacy_font": Kind(
        _I,
        "«{label}» gõ bằng phông chữ cũ (TCVN3, VNI) «{found}», đã đổi sang Unicode: «{value}».",
        "Nếu không đúng, gõ lại bằng phông Unicode (Times New Roman).",
        name="Phông chữ cũ",
    ),
    "not_yes_no": Kind(
        _E,
        "«{label}» cần trả lời Có hoặc Không nhưng ghi «{found}»; chưa tính.",
        "Chọn Có hoặc Không trong danh sách.",
        name="Không phải Có hay Không",
    ),
    "not_in_list": Kind(
        _W,
        "«{label}» ghi «{found}», không có trong danh mục; giữ nguyên như đã ghi.",
        "Chọn một mục trong danh sách; không có mục phù hợp thì chọn Khác và ghi rõ.",
        name="Ngoài danh mục",
    ),
    # ---------------------------------------------------------------- đối chiếu giữa các đơn vị
    "outlier": Kind(
        _W,
        "«{label}» ghi {found}, khác hẳn các đơn vị khác (thường {usual}).",
        "Hỏi lại đơn vị; nếu đúng thì giữ nguyên và ghi lý do ở cột Ghi chú.",
        name="Khác hẳn đơn vị khác",
    ),
    "outlier_explained": Kind(
        _I,
        "«{label}» ghi {found}, khác hẳn các đơn vị khác (thường {usual}); đơn vị ghi chú: "
        "«{note}».",
        name="Khác hẳn đơn vị khác, đã giải thích",
    ),
    "same_numbers": Kind(
        _W,
        "Mọi số liệu giống hệt {other}; có thể một đơn vị đã chép biểu của đơn vị kia.",
        "Hỏi lại cả hai đơn vị.",
        name="Số giống hệt đơn vị khác",
    ),
    "alike_names": Kind(
        _I,
        "«{found}» ({rows} dòng) và «{other}» ({other_rows} dòng) có thể là một; vẫn để riêng.",
        "Nếu là một, đề nghị các đơn vị ghi thống nhất.",
        name="Tên gần giống nhau",
    ),
    # ---------------------------------------------------------------- đối chiếu trong một biểu
    "figure_impossible": Kind(
        _W,
        "Chỉ tiêu «{label}» không thể đúng: {found}, lớn hơn {whole}; báo cáo vẫn in các số này.",
        "Hỏi lại các đơn vị có chỗ cần xem ở chỉ tiêu này rồi chạy lại, trước khi trình ký.",
        name="Chỉ tiêu không thể đúng",
    ),
    "sum_mismatch": Kind(
        _W,
        "{label}: {sentence}, nhưng {left} còn {whole} = {total} (lệch {gap}).",
        "Xem lại các số này và sửa số sai; nếu đúng là như vậy thì giải thích ở cột Ghi chú.",
        name="Cộng không khớp",
    ),
    "mismatch_explained": Kind(
        _I,
        "{label}: {left} còn {whole} = {total} (lệch {gap}); đơn vị ghi chú: «{note}».",
        name="Cộng không khớp, đã giải thích",
    ),
    "part_exceeds_whole": Kind(
        _W,
        "{label}: {sentence}, nhưng {left} còn {whole} = {total} (hơn {gap}).",
        "Xem lại các số này và sửa số sai.",
        name="Phần lớn hơn tổng",
    ),
    "rows_despite_no": Kind(
        _W,
        "Trả lời Không có ở «{label}» nhưng bên dưới vẫn có {found} dòng; các dòng đó được tính.",
        "Sửa câu trả lời thành Có, hoặc xóa các dòng.",
        name="Trả lời Không mà có dòng",
    ),
    "no_rows_despite_yes": Kind(
        _W,
        "Trả lời Có ở «{label}» nhưng bên dưới không có dòng nào.",
        "Ghi từng dòng vào bảng, hoặc sửa câu trả lời thành Không.",
        name="Trả lời Có mà không có dòng",
    ),
}

RULE_CODES = {"=": "sum_mismatch", "<=": "part_exceeds_whole"}
"""The code of a broken rule, by its relation; the forms show the same code."""

OUTSIDE = frozenset(
    {
        "label_changed",
        "label_uncertain",
        "outside_cell",
        "outside_many",
        "outside_sheet",
        "unknown_question",
    }
)
"""What stands where the form has no cell: its place is in the file that was sent."""
BY_LABEL = frozenset({"question_missing", "question_twice"})
"""What has no one cell in the file that was sent: the label says which question it is about."""
