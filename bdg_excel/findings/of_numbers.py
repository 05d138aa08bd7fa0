"""What can be said of a number: how it was read, or why it was not."""

from bdg_excel.findings.kind import NOTES, Kind, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

NUMBERS: dict[str, Kind] = {
    "not_a_number": Kind(
        _E,
        "«{label}» cần một con số nhưng ghi «{found}», chưa tính.",
        "Ghi lại bằng chữ số, ví dụ 1.260; mỗi ô một số, theo đúng đơn vị tính được hỏi. Không có "
        "thì ghi 0; chưa có số liệu thì để trống.",
        name="Không phải con số",
    ),
    "ditto_number": Kind(
        _E,
        "«{label}» ghi «{found}», nghĩa là như trên; ô này cần chính con số nên chưa tính.",
        "Ghi con số bằng chữ số, kể cả khi bằng số ở dòng trên.",
        name="Ghi như trên thay cho số",
    ),
    "ditto_unclear": Kind(
        _E,
        "«{label}» ghi «{found}», nghĩa là như trên, mà ô ở dòng trên chưa tính được; chưa tính.",
        "Sửa ô ở dòng trên, và ghi đủ nội dung vào ô này.",
        name="Ghi như trên một ô chưa rõ",
    ),
    "not_a_unit": Kind(
        _E,
        "«{label}» cần một đơn vị tính (như buổi, lần, tờ) nhưng ghi «{found}»; chưa tính.",
        "Ghi số lượng vào cột số, ở đây chỉ ghi đơn vị tính.",
        name="Không phải đơn vị tính",
    ),
    "unit_in_number": Kind(
        _E,
        "«{label}» ghi «{found}», còn cột đơn vị tính của dòng ấy không có đơn vị tính; chưa tính.",
        "Ghi số vào ô này, đơn vị tính vào cột đơn vị tính.",
        name="Đơn vị tính nằm ở ô số",
    ),
    "ambiguous_number": Kind(
        _E,
        "«{label}» ghi «{found}», có thể hiểu là {readings}; chưa tính.",
        "Hỏi lại đơn vị số nào đúng rồi ghi lại cho rõ.",
        name="Số hiểu được hai cách",
    ),
    "small_amount": Kind(
        _E,
        "«{label}» ghi «{found}», ít hơn thường thấy, có thể hiểu là {readings}; chưa tính.",
        "Ghi đủ số đồng vào ô trả lời, ví dụ 20.000.000; nếu đúng là {amount} đồng thì giữ số ấy "
        "và ghi «{amount} đồng» vào cột Ghi chú (ô của bảng: ghi «{amount} đồng» ngay trong ô).",
        name="Số tiền nhỏ bất thường",
    ),
    "marked_digits": Kind(
        _E,
        "«{label}» ghi «{found}», trong ô có phần gạch bỏ hoặc viết nhỏ phía trên, phía dưới dòng "
        "(như số của chú thích): có thể là {readings}; chưa tính.",
        f"Xóa phần đã gạch, chuyển chú thích sang {NOTES}, chỉ để lại con số đúng trong ô.",
        name="Số có phần gạch bỏ hoặc chú thích",
    ),
    "look_unseen": Kind(
        _E,
        "«{label}» ghi {found}, nhưng chương trình không xem được ô hiển thị số hay chữ ấy thế nào "
        "(định dạng, phông chữ); chưa tính.",
        "Mở tệp bằng Excel, xem số liệu có đúng không, bấm Lưu rồi gửi lại; vẫn bị thì chép câu "
        "trả lời sang biểu đã phát.",
        name="Không xem được định dạng ô",
    ),
    "merged_cells": Kind(
        _E,
        "«{label}» ghi {found}, nhưng các ô {area} đã bị gộp (merge) thành một, nên chưa rõ đó là "
        "trả lời của câu nào: {questions}; chưa tính.",
        "Bỏ gộp ô (Merge & Center), ghi từng trả lời vào ô của câu ấy; không có thì ghi 0.",
        name="Nhiều ô trả lời gộp làm một",
    ),
    "ratio_in_cell": Kind(
        _E,
        "«{label}» ghi «{found}», hai số trong một ô; chưa tính.",
        "Ô này chỉ ghi số được hỏi; số kia (tổng số, mẫu số) ghi vào ô riêng của nó nếu biểu có "
        f"hỏi, nếu không thì ghi vào {NOTES}.",
        name="Hai số trong một ô",
    ),
    "date_for_number": Kind(
        _E,
        "«{label}» cần một con số nhưng ô chứa ngày tháng hoặc giờ {found} (Excel có thể "
        "đã tự đổi một tỷ số như 12/35 thành ngày); chưa tính.",
        "Định dạng ô là Số (Number) rồi ghi lại.",
        name="Ngày tháng thay cho số",
    ),
    "date_typed": Kind(
        _E,
        "«{label}» cần một con số nhưng ghi ngày tháng «{found}»; chưa tính.",
        f"Ghi con số được hỏi; ngày tháng thì ghi vào {NOTES}.",
        name="Ghi ngày tháng thay cho số",
    ),
    "ratio_as_date": Kind(
        _E,
        "«{label}» cần một con số nhưng ô chứa {what} {found}: Excel đã đổi {readings} thành "
        "{what}, mà đó là hai số trong một ô; chưa tính.",
        "Định dạng ô là Số (Number), rồi ghi vào ô này số được hỏi; số kia (tổng số, mẫu số) ghi "
        "vào ô riêng của nó nếu biểu có hỏi.",
        name="Tỷ số bị đổi thành ngày, giờ",
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
        f"Mỗi ô chỉ ghi một số; phần giải thích ghi vào {NOTES}.",
        name="Nhiều số trong một ô",
    ),
    "letters_in_number": Kind(
        _E,
        "«{label}» ghi «{found}», có chữ cái lẫn trong số (O, l, I thay cho 0, 1?), trông như "
        "{reading}; chưa tính.",
        "Ghi lại bằng chữ số.",
        name="Chữ cái lẫn trong số",
    ),
    "shown_otherwise": Kind(
        _E,
        "«{label}» hiện «{found}» vì định dạng của ô in thêm hoặc giấu bớt chữ số, còn số trong ô "
        "là {value}: chưa rõ số nào đúng; chưa tính.",
        "Định dạng ô là Số (Number), ghi lại con số rồi xem số hiện ra có đúng không.",
        name="Ô hiện khác số trong ô",
    ),
    "number_concealed": Kind(
        _E,
        "«{label}» có số {found}, nhưng định dạng của ô giấu số ấy đi (ô hiện {shown}): chưa rõ có "
        "phải là câu trả lời không; chưa tính.",
        "Định dạng ô là Số (Number) rồi ghi lại con số; chưa có số liệu thì xóa nội dung ô.",
        name="Số bị định dạng ô giấu đi",
    ),
    "unit_in_note": Kind(
        _E,
        "«{label}» ghi {found}, còn ở {where} là «{said}»: có thể là {readings}; chưa tính.",
        "Ghi đủ số đồng vào ô trả lời, ví dụ 20.000.000, và sửa {where} cho khớp.",
        name="Chưa rõ đồng hay nghìn đồng",
    ),
    "unit_of_count": Kind(
        _E,
        "«{label}» ghi {found}, mà chỗ ghi đơn vị tính là «{said}»: có thể là {readings}; "
        "chưa tính.",
        "Ghi đủ con số vào ô trả lời, ví dụ 1.260, và trả lại đơn vị tính như biểu đã phát.",
        name="Đơn vị tính bị đổi thành nghìn, triệu",
    ),
    "zero_unknown": Kind(
        _E,
        "«{label}» ghi {found} nhưng ghi chú là «{note}»: có thể là 0, có thể là chưa có số liệu; "
        "chưa tính.",
        "Không có thì ghi 0 và xóa ghi chú ấy; chưa có số liệu thì để trống ô trả lời.",
        name="Ghi 0 mà ghi chú chưa có số liệu",
    ),
    "fraction": Kind(
        _E,
        "«{label}» cần số nguyên nhưng ghi {found}; chưa tính.",
        "Ghi lại số nguyên.",
        name="Số lẻ, cần số nguyên",
    ),
    "negative": Kind(
        _E,
        "«{label}» ghi {found}: số âm, hay dấu gạch đầu dòng trước con số? Chưa tính.",
        "Ghi lại số từ 0 trở lên, không có dấu gạch đằng trước.",
        name="Số âm hoặc gạch đầu dòng",
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
    "approximate_note": Kind(
        _W,
        "«{label}» ghi {found}, ghi chú «{note}»: một số ước chừng; tính là {value}.",
        "Nếu có số chính xác, ghi lại và xóa ghi chú ấy.",
        name="Ghi chú là số ước chừng",
    ),
}
