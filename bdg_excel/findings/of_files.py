"""What can be said of a file as a whole."""

from bdg_excel.findings.kind import Kind, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

FILES: dict[str, Kind] = {
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
    "flat_document": Kind(
        _E,
        "Tệp là bảng tính OpenDocument dạng một tệp XML (.fods), chương trình không đọc được.",
        "Mở bằng LibreOffice, chọn Lưu thành (Save As) dạng Excel (.xlsx) rồi gửi lại.",
        name="Bảng tính .fods",
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
        "Hỏi xem số liệu là của đơn vị nào; sửa tên tệp hay tên đơn vị ghi trên bìa, trên trang "
        "cho đúng, hoặc điền lại vào đúng biểu của đơn vị đó rồi gửi lại.",
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
    "sheet_twice": Kind(
        _E,
        "Trang này là bản chép của trang «{other}» nhưng có ô ghi khác (trang «{other}» / trang "
        "này): {found}. Chưa tính các ô và các dòng ấy của cả hai trang.",
        "Giữ lại một trang có số đúng, xóa trang kia rồi gửi lại.",
        name="Trang chép có trả lời khác",
    ),
    "sheet_repeated": Kind(
        _I,
        "Trang này là bản chép của trang «{other}»; ô nào hai trang ghi như nhau thì chỉ tính một "
        "lần, ô nào chỉ một trang ghi thì tính trang ấy.",
        "Nếu không đúng, ghi đủ số liệu vào trang «{other}», xóa trang chép này rồi gửi lại.",
        name="Trang chép lại",
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
    "blank_beside": Kind(
        _I,
        "Biểu này chưa điền ô nào; đơn vị có gửi biểu đã điền ({other}) nên không xét đến tệp này.",
        name="Biểu trống bên cạnh biểu đã điền",
    ),
    "left_out_beside": Kind(
        _I,
        "{reason} Đơn vị có tệp khác được tính ({other}), và không thấy dấu hiệu tệp này mới hơn, "
        "nên không phải gửi lại tệp này.",
        name="Tệp không đọc được bên cạnh tệp được tính",
    ),
    "left_out_later": Kind(
        _W,
        "{reason} Đơn vị có tệp khác được tính ({other}), nhưng tệp này có thể được lưu "
        "sau tệp ấy, có thể có số liệu mới hơn.",
        "Hỏi đơn vị: tệp này mới hơn thì gửi lại; không thì bỏ tệp này ra, hoặc chạy lại với --use "
        '"{other}".',
        name="Tệp không đọc được, có thể mới hơn tệp được tính",
    ),
    "same_twice": Kind(
        _I,
        "Tệp có nội dung giống hệt {other} nên chỉ tính một lần.",
        name="Gửi hai lần giống nhau",
    ),
    "two_versions": Kind(
        _E,
        "Đơn vị gửi nhiều tệp khác nhau: {others}. "
        "Các ô khác nhau (theo thứ tự các tệp ấy): {differences}. "
        "Chưa tính tệp nào của đơn vị này.",
        "Hỏi đơn vị bản nào đúng rồi chạy lại với --use TÊN_TỆP, hoặc ghi tên tệp ấy vào tệp "
        "{decisions} cạnh thư mục nhận.",
        name="Nhiều bản khác nhau, chưa tính",
    ),
    "form_in_parts": Kind(
        _E,
        "Các tệp {others} trông như các phần của một biểu: chỗ tệp này để trống thì tệp kia có trả "
        "lời, không ô nào ghi khác nhau. Chưa tính tệp nào của đơn vị này.",
        "Gộp thành một biểu: chép câu trả lời (hoặc cả trang) của các tệp kia vào một tệp, rồi chỉ "
        "gửi, chỉ để trong thư mục nhận một tệp ấy.",
        name="Một biểu gửi thành nhiều tệp",
    ),
    "later_version": Kind(
        _W,
        "Đơn vị gửi nhiều tệp khác nhau; tính tệp {kept} vì chính tệp ấy ghi là lưu sau. "
        "Các ô khác nhau (tệp này / tệp được tính): {differences}.",
        'Nếu tệp này mới đúng, chạy lại với --use "{found}".',
        name="Nhiều bản, tính bản lưu sau",
    ),
    "corrected_version": Kind(
        _I,
        "Không tính tệp này nữa vì tệp {kept} là biểu trả lại mà đơn vị đã xem và gửi lại. "
        "Các ô khác nhau (tệp này / tệp được tính): {differences}.",
        name="Bản đã được sửa và gửi lại",
    ),
    "returned_unsettled": Kind(
        _I,
        "Không tính tệp này nữa vì đơn vị đã gửi lại biểu trả lại ({kept}), nhưng trong biểu ấy "
        "chưa câu trả lời nào sửa xong; chỗ còn sai được nêu ở biểu ấy. "
        "Các ô khác nhau (tệp này / tệp được tính): {differences}.",
        name="Biểu trả lại gửi lại mà chưa sửa",
    ),
    "answers_dropped": Kind(
        _W,
        "Tính tệp {kept} vì là bản sau, nhưng bản ấy chỉ bỏ trống những ô mà tệp này có ghi, không "
        "ghi thêm hay sửa ô nào (tệp này / tệp được tính): {differences}.",
        'Hỏi đơn vị; nếu tệp này mới đúng, chạy lại với --use "{found}".',
        name="Bản sau chỉ bỏ bớt số liệu",
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
    "choice_unclear": Kind(
        _W,
        "{by} chọn tệp {found}, trong thư mục không có tệp nào tên đúng như vậy; gần nhất là "
        "{nearest}. Chưa theo lựa chọn này.",
        "Ghi lại đúng tên tệp, kể cả đuôi (.xlsx) và thư mục con nếu có.",
        name="Quyết định chưa rõ về tệp nào",
    ),
    "choice_not_counted": Kind(
        _W,
        "{by} chọn tệp {found} nhưng tệp ấy không được tính: {why}.",
        "Mỗi đơn vị chỉ chọn một tệp đọc được.",
        name="Tệp đã chọn không được tính",
    ),
    "decisions_ignored": Kind(
        _W,
        "Tệp quyết định {found} không được đọc vì không nằm cạnh thư mục nhận hoặc tên không đúng.",
        "Đặt tệp ấy cạnh thư mục nhận (không phải trong thư mục), đổi tên thành {name} (tệp Word "
        "thì mở ra, lưu thành văn bản thuần .txt), rồi chạy lại.",
        name="Tệp quyết định đặt sai chỗ, sai tên",
    ),
    "not_sent": Kind(
        _I,
        "Đơn vị chưa gửi biểu.",
        "Nhắc đơn vị gửi trước hạn {deadline}.",
        name="Chưa gửi biểu",
    ),
    "perhaps_sent": Kind(
        _I,
        "Chưa có biểu nào được tính cho đơn vị; có tệp {found} ghi tên đơn vị này nhưng chưa đọc "
        "được: tệp không phải biểu Excel, hoặc ghi cả tên đơn vị khác.",
        "Xem tệp ấy là gì, của ai rồi mới nhắc đơn vị.",
        name="Có thể đã gửi, chưa rõ của ai",
    ),
}
