"""What can be said of a cell, and of what stands in no cell of the form."""

from bdg_excel.findings.kind import NOTES, REASON, Kind, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CELLS: dict[str, Kind] = {
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
        "Chữ in sẵn của biểu bị ghi đè: ô ghi «{found}», biểu in «{expected}»; các ô được hỏi vẫn "
        "được tìm theo mã ẩn của dòng và cột.",
        "Nếu là số liệu hay ghi chú, ghi vào đúng ô; kiểm tra số liệu của dòng hay cột ấy có đúng "
        "câu hỏi không.",
        name="Chữ in sẵn bị ghi đè",
    ),
    "left_in_list": Kind(
        _E,
        "Trang «Cần sửa» của biểu trả lại còn giữ nội dung chưa ghi vào ô nào của biểu: «{found}»; "
        f"chưa tính. {REASON}{{reason}}",
        "Ghi vào đúng ô của biểu rồi xóa nội dung ấy ở trang «Cần sửa».",
        name="Còn nội dung ở trang Cần sửa",
    ),
    "kept_in_list": Kind(
        _W,
        "Trang «Cần sửa» của biểu trả lại còn giữ nội dung chưa xem lại: «{found}»; không tính. "
        f"{REASON}{{reason}}",
        "Xem lại, có số liệu thì ghi vào đúng ô của biểu, rồi xóa nội dung ấy ở trang «Cần sửa».",
        name="Còn nội dung chưa xem lại ở trang Cần sửa",
    ),
    "cleared_in_list": Kind(
        _I,
        "Ở trang «Cần sửa» của biểu trả lại đơn vị đã xóa nội dung được hỏi: coi là đã xử lý xong. "
        f"{REASON}{{found}}",
        name="Nội dung ở trang Cần sửa đã xóa",
    ),
    "left_open": Kind(
        _E,
        "«{label}» ghi «{found}», còn dấu hỏi [?] của biểu trả lại: chỗ này chưa được trả lời; "
        "chưa tính.",
        "Ghi lại câu trả lời đúng rồi bỏ dấu [?]; chưa có số liệu thì để trống.",
        name="Câu trả lời còn dấu [?]",
    ),
    "outside_many": Kind(
        _W,
        "Còn {found} ô khác có nội dung ngoài các ô được hỏi ({where}); không tính vào số liệu.",
        "Nếu có số liệu, chuyển vào đúng ô của biểu.",
        name="Nhiều ô ghi ngoài biểu",
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
        f"Nếu là số liệu, chuyển vào đúng ô; nếu là ghi chú, ghi vào {NOTES}.",
        name="Ô ghi ngoài biểu",
    ),
    "cell_comment": Kind(
        _W,
        "Ô có ghi chú kèm (comment): «{found}»; chương trình chỉ đọc ô, không đọc ghi chú kèm.",
        f"Ghi số liệu vào đúng ô, lời giải thích vào {NOTES}.",
        name="Ghi chú kèm ô (comment)",
    ),
    "text_box": Kind(
        _W,
        "Có chữ trong hộp chữ đặt trên trang: «{found}»; chương trình chỉ đọc ô, không đọc hộp "
        "chữ.",
        f"Ghi số liệu vào đúng ô, lời giải thích vào {NOTES}.",
        name="Hộp chữ trên trang",
    ),
    "comments_many": Kind(
        _W,
        "Còn {found} ghi chú kèm (comment) hoặc hộp chữ khác ({where}); chương trình chỉ đọc ô, "
        "không đọc chúng.",
        f"Ghi số liệu vào đúng ô, lời giải thích vào {NOTES}.",
        name="Nhiều ghi chú kèm, hộp chữ",
    ),
    "comments_unread": Kind(
        _W,
        "Tệp có ghi chú kèm (comment) hoặc hộp chữ mà chương trình không xem được.",
        "Mở tệp bằng Excel để xem; có số liệu thì ghi vào đúng ô, lời giải thích thì ghi vào cột "
        "Ghi chú.",
        name="Ghi chú kèm không xem được",
    ),
    "required_blank": Kind(
        _W,
        "«{label}» để trống.",
        "Điền số liệu; nếu không phát sinh thì ghi 0 hoặc Không.",
        name="Số liệu để trống",
    ),
    "required_yes_no_blank": Kind(
        _W,
        "«{label}» chưa trả lời.",
        "Chọn Có hoặc Không.",
        name="Chưa chọn Có hay Không",
    ),
    "answer_in_note": Kind(
        _W,
        "«{label}» để trống, mà cột Ghi chú ghi «{note}», có thể là câu trả lời; chưa tính.",
        "Nếu là câu trả lời, chuyển vào đúng ô; nếu chỉ là ghi chú, ghi thêm cho rõ.",
        name="Câu trả lời nằm ở cột Ghi chú",
    ),
    "blank_explained": Kind(
        _I,
        "«{label}» để trống; đơn vị ghi chú: «{note}».",
        name="Để trống, đã giải thích",
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
    "error_value": Kind(
        _E,
        "«{label}» chứa lỗi công thức {found}; chưa tính.",
        "Xóa công thức và ghi thẳng câu trả lời.",
        name="Ô lỗi công thức",
    ),
    "uncalculated_formula": Kind(
        _E,
        "«{label}» là công thức {found} mà tệp không có kết quả; chưa tính.",
        "Mở tệp bằng Excel cho công thức được tính, lưu lại rồi gửi; hoặc ghi thẳng câu trả lời.",
        name="Công thức chưa có kết quả",
    ),
    "formula_of_blanks": Kind(
        _E,
        "«{label}» là công thức {found} ra 0, mà không thấy số nào ở các ô nó tính (để trống, hoặc "
        "ở trang, tệp khác): không có (0) hay chưa có số liệu? Chưa tính.",
        "Ghi thẳng con số (0 nếu không có), hoặc để trống nếu chưa có số liệu.",
        name="Công thức của các ô trống",
    ),
    "formula_of_words": Kind(
        _E,
        "«{label}» là công thức {found} ra 0 trong tệp .xls, mà công thức ấy có thể ra chữ hoặc ô "
        "trống, có phần mềm lưu cả chữ thành 0: chưa rõ có phải 0 không; chưa tính.",
        "Ghi thẳng con số (0 nếu không có), hoặc lưu tệp dạng .xlsx rồi gửi lại.",
        name="Công thức ra 0 hoặc ra chữ",
    ),
    "formula_with_blanks": Kind(
        _E,
        "«{label}» là công thức {found} ra {result}, mà ô {blanks} nó tính còn để trống, nên "
        "{result} có thể chưa đủ; chưa tính.",
        "Điền ô còn trống (không có thì ghi 0), hoặc ghi thẳng con số đúng thay cho công thức.",
        name="Công thức có ô chưa điền",
    ),
    "merged_words": Kind(
        _W,
        "«{label}» ghi «{found}» ở các ô {area} đã bị gộp (merge) thành một: chỉ tính cho dòng "
        "đầu, các dòng dưới coi như để trống.",
        "Bỏ gộp ô (Merge & Center), ghi vào từng dòng.",
        name="Gộp ô chữ của nhiều dòng",
    ),
    "answers_hidden": Kind(
        _W,
        "Trang này có phần bị ẩn (bằng tay hoặc bằng bộ lọc) mà có ghi trả lời: {found}, tất cả "
        "{count} ô; các ô ấy vẫn được đọc như mọi ô khác.",
        "Bỏ ẩn (Unhide) hoặc bỏ lọc (Filter) để xem lại; ô nào không phải số liệu của đợt này thì "
        "xóa nội dung rồi gửi lại.",
        name="Phần bị ẩn có trả lời",
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
    "font_lost": Kind(
        _W,
        "«{label}» ghi «{found}», có vẻ là chữ gõ bằng phông cũ (TCVN3, VNI) nhưng ô không còn "
        "phông ấy; có lẽ là «{value}». Giữ nguyên như đã ghi, báo cáo sẽ in đúng như thế.",
        "Gõ lại bằng phông Unicode (Times New Roman).",
        name="Chữ phông cũ mất phông",
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
        "Chọn một mục trong danh sách; không có mục phù hợp thì chọn «{other}» và ghi rõ.",
        name="Ngoài danh mục",
    ),
    "not_in_closed_list": Kind(
        _W,
        "«{label}» ghi «{found}», không có trong danh mục; giữ nguyên như đã ghi.",
        "Chọn một mục trong danh sách; không có mục phù hợp thì hỏi lại cơ quan tổng hợp.",
        name="Ngoài danh mục không có mục Khác",
    ),
}
