"""What the answers of one form say of each other."""

from bdg_excel.findings.kind import Kind, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

FORM: dict[str, Kind] = {
    "figure_impossible": Kind(
        _W,
        "Chỉ tiêu «{label}» không thể đúng: {found}, lớn hơn {whole}; báo cáo vẫn in các số này.",
        "Hỏi lại các đơn vị có chỗ cần xem ở chỉ tiêu này rồi chạy lại, trước khi trình ký.",
        name="Chỉ tiêu không thể đúng",
    ),
    "label_contradicts": Kind(
        _E,
        "«{label}» ghi «{found}», nhưng chữ in sẵn của dòng, cột hay câu hỏi ấy đã bị đổi thành "
        "«{other}»: không rõ là trả lời của mục nào. Chưa tính.",
        "Ghi lại trả lời vào đúng ô của biểu đã phát, không đổi chữ in sẵn.",
        name="Nhãn bị đổi sang mục khác",
    ),
    "sum_mismatch": Kind(
        _W,
        "{label}: {sentence}, nhưng {left} còn {whole} = {total} (lệch {gap}){noted}.",
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
        "{label}: {sentence}, nhưng {left} còn {whole} = {total} (hơn {gap}){noted}.",
        "Xem lại các số này và sửa số sai.",
        name="Phần lớn hơn tổng",
    ),
    "rows_despite_no": Kind(
        _W,
        "Trả lời Không có ở «{label}» nhưng bên dưới vẫn có {found} dòng; các dòng đó được tính.",
        "Sửa câu trả lời thành Có, hoặc xóa các dòng.",
        name="Trả lời Không mà có dòng",
    ),
    "repeated_row": Kind(
        _W,
        "Dòng «{found}» giống hệt dòng ở ô {other}, mọi ô như nhau; cả hai dòng đều được tính.",
        "Nếu là một hoạt động ghi hai lần thì xóa một dòng; nếu là hai thì ghi rõ nội dung từng "
        "dòng cho khác nhau.",
        name="Hai dòng giống hệt nhau",
    ),
    "no_rows_despite_yes": Kind(
        _W,
        "Trả lời Có ở «{label}» nhưng bên dưới không có dòng nào.",
        "Ghi từng dòng vào bảng, hoặc sửa câu trả lời thành Không.",
        name="Trả lời Có mà không có dòng",
    ),
}
