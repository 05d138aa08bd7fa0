"""What can be said of the rows of a table, and of what people write into it that is none."""

from bdg_excel.findings.kind import Kind, Severity

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

TABLES: dict[str, Kind] = {
    "typed_total": Kind(
        _I,
        "Dòng tổng «{found}» do đơn vị tự ghi trong bảng; không tính để khỏi cộng hai lần.",
        "Không cần ghi dòng tổng: biểu tự cộng ở đầu bảng.",
        name="Dòng tổng tự ghi",
    ),
    "unnamed_total": Kind(
        _W,
        "Dòng «{found}» không có tên trong danh mục, mà mọi số đều bằng đúng các dòng {where} cộng "
        "lại: coi là dòng tổng, không tính để khỏi cộng hai lần.",
        "Nếu đó là một dòng số liệu riêng, ghi lại dòng ấy với tên chọn trong danh sách và nội "
        "dung cụ thể; nếu là dòng tổng thì bỏ.",
        name="Dòng bằng tổng các dòng khác",
    ),
    "perhaps_total": Kind(
        _E,
        "Dòng «{found}»: mọi số đều bằng đúng các dòng {where} cộng lại; có thể là dòng tổng, có "
        "thể là một dòng số liệu riêng; chưa tính.",
        "Nếu là dòng tổng thì xóa; nếu là một dòng số liệu riêng, ghi lại dòng ấy và các dòng "
        "{where} với tên chọn trong danh sách và nội dung cụ thể.",
        name="Chưa rõ dòng tổng hay dòng số liệu",
    ),
    "called_total": Kind(
        _E,
        "Dòng «{found}» có tên như dòng tổng của các dòng {where} mà các số không khớp hết; có thể "
        "là dòng tổng ghi thiếu hoặc ghi sai, có thể là một dòng số liệu riêng; chưa tính.",
        "Nếu là dòng tổng thì xóa; nếu là một dòng số liệu riêng, ghi lại với tên chọn trong danh "
        "sách và nội dung cụ thể.",
        name="Dòng có tên như dòng tổng mà số không khớp",
    ),
    "typed_total_differs": Kind(
        _W,
        "Dòng tổng do đơn vị tự ghi không khớp các dòng của bảng: {gaps}.",
        "Xem lại còn thiếu dòng nào hoặc số nào sai.",
        name="Dòng tổng tự ghi không khớp",
    ),
    "part_of_above": Kind(
        _W,
        "Dòng «{found}» là một phần của dòng trên, đã có trong số của dòng ấy; không tính để khỏi "
        "cộng hai lần.",
        "Xóa dòng này; nếu là một dòng số liệu riêng, ghi lại với tên chọn trong danh sách, nội "
        "dung không bắt đầu bằng «Trong đó», «Gồm», «Chia ra».",
        name="Dòng là một phần của dòng trên",
    ),
    "perhaps_part": Kind(
        _E,
        "Dòng «{found}»: có thể là một phần, đã có trong số của dòng trên, có thể là một dòng số "
        "liệu riêng; chưa tính.",
        "Nếu là một phần của dòng trên thì xóa; nếu là một dòng số liệu riêng, bỏ những chữ như "
        "«Trong đó», «Gồm», «Chia theo» ở dòng này hoặc ở dòng phía trên.",
        name="Chưa rõ một phần của dòng trên hay dòng riêng",
    ),
    "not_a_row": Kind(
        _W,
        "Dòng «{found}» là {what}, không phải một dòng số liệu của bảng; không tính.",
        "Xóa dòng này; nếu là một dòng số liệu, ghi lại với tên chọn trong danh sách và nội dung "
        "cụ thể.",
        name="Dòng không phải số liệu của bảng",
    ),
    "perhaps_no_row": Kind(
        _E,
        "Dòng «{found}» {what}, mà có số: có thể không phải một dòng số liệu của bảng; chưa tính.",
        "Nếu không phải thì xóa dòng này; nếu là một dòng số liệu, ghi lại với tên chọn trong danh "
        "sách và nội dung cụ thể.",
        name="Chưa rõ có phải dòng số liệu của bảng",
    ),
    "total_overwritten": Kind(
        _W,
        "Công thức ở dòng Tổng cộng của biểu bị ghi đè bằng số khác: {gaps}. Chỉ tính các dòng.",
        "Ghi số liệu vào từng dòng của bảng; xóa số ở dòng Tổng cộng, biểu tự cộng.",
        name="Dòng Tổng cộng bị ghi đè",
    ),
    "row_in_total_place": Kind(
        _E,
        "Dòng Tổng cộng của biểu ghi «{found}»: có thể là một dòng số liệu, có thể là số tổng; "
        "chưa tính.",
        "Nếu là một dòng số liệu, chép xuống một dòng trống của bảng; nếu là số tổng, xóa đi và "
        "ghi từng dòng, biểu tự cộng.",
        name="Số liệu ghi ở dòng Tổng cộng",
    ),
    "row_left_open": Kind(
        _E,
        "Dòng «{found}» còn dấu hỏi [?] của biểu trả lại: chưa rõ có phải một dòng số liệu không; "
        "chưa tính.",
        "Nếu là một dòng số liệu thì bỏ dấu [?]; nếu không (dòng tổng, dòng ghi hai lần) thì xóa "
        "cả dòng.",
        name="Dòng của bảng còn dấu [?]",
    ),
    "nil_row": Kind(
        _I,
        "«{found}» trong bảng nghĩa là không có dòng nào; không tính là một dòng.",
        "Không có thì chỉ cần trả lời Không ở câu hỏi đầu bảng, để trống các dòng.",
        name="Dòng chỉ ghi Không",
    ),
    "group_heading": Kind(
        _I,
        "«{found}» là tiêu đề của một nhóm dòng, không kèm số nào; không tính là một dòng.",
        "Không cần sửa; nếu là một dòng số liệu, ghi đủ số lượng.",
        name="Tiêu đề nhóm dòng",
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
}
