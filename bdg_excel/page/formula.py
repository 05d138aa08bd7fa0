"""How a figure is computed, in words: one sentence for each kind of indicator."""

from bdg_excel.indicators import Figure
from bdg_excel.programme import IndicatorPart, Programme
from bdg_excel.text import lower_first, number


def formula(figure: Figure, part: IndicatorPart, programme: Programme) -> str:
    """What was added up or divided by what, with the numbers."""
    of, reported = asked(programme, part.of), len(figure.coverage.reported)
    units = f"{number(reported)} đơn vị"
    if part.kind == "single":
        return f"Lấy nguyên số của «{of}»; một đơn vị trả lời, không cộng, không chia."
    if part.kind == "yes_count":
        top, bottom = _numbers(figure)
        return f"«{of}»: {top} đơn vị trả lời Có trong {bottom} đơn vị có trả lời."
    if part.kind == "share":
        top, bottom = _numbers(figure)
        whole = asked(programme, str(part.per))
        return (
            f"Tổng «{of}» ({top}) chia cho tổng «{whole}» ({bottom}) của {units} có cả hai số; "
            "làm tròn nửa lên một lần."
        )
    apart = f", riêng từng {lower_first(programme.label_of(part.by))}" if part.by else ""
    return f"Cộng «{of}» của {units} có số liệu{apart}."


def asked(programme: Programme, ref: str) -> str:
    """What `ref` asks: ``Học sinh mẫu giáo: Nam``, ``Biểu 1: Số cuộc/Đoàn``."""
    name, _, _ = ref.partition(".")
    label = programme.label_of(ref)
    if programme.is_table(name):
        return f"Biểu {programme.table(name).number}: {label}"
    field = programme.field(name)
    return f"{field.label}: {label}" if len(field.parts) > 1 else field.label


def _numbers(figure: Figure) -> tuple[str, str]:
    pair = (figure.numerator, figure.denominator)
    top, bottom = ("–" if value is None else number(value) for value in pair)
    return top, bottom
