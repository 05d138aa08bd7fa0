"""What only the answers of all units together can tell."""

from bdg_excel.findings.kind import Kind, Severity

_W, _I = Severity.WARNING, Severity.INFO

ROUND: dict[str, Kind] = {
    "outlier": Kind(
        _W,
        "«{label}» ghi {found}, khác hẳn các đơn vị khác (thường {usual}){noted}.",
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
}
