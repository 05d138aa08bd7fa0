"""How a figure is computed, in words: for whoever asks where it comes from."""

from bdg_excel.programme import IndicatorPart, Programme, Table

SHARE_RULE = "Tỷ lệ = tổng tử số / tổng mẫu số của các đơn vị có đủ cả hai số, làm tròn nửa lên."
"""How every share of the report is computed."""
_BOTH = "Chỉ tính các đơn vị có đủ cả hai số."


def formula(programme: Programme, part: IndicatorPart) -> str:
    """The formula of `part` in sentences: what is added up, over whom, out of what."""
    words = _KINDS[part.kind](programme, part)
    return f"{words} Bằng 0 thì in «{part.nil}»." if part.nil else words


def _sum(programme: Programme, part: IndicatorPart) -> str:
    name, _, _ = part.of.partition(".")
    if programme.is_table(name):
        return _column_sum(programme, part, programme.table(name))
    return f"Cộng số ghi ở {_question(programme, part.of)} của các đơn vị có ghi số."


def _column_sum(programme: Programme, part: IndicatorPart, table: Table) -> str:
    words = (
        f"Cộng cột {_question(programme, part.of)} ở mọi dòng của Biểu {table.number}. "
        "Đơn vị trả lời Không và không ghi dòng nào thì tính là 0."
    )
    if not part.by:
        return words
    by = _question(programme, part.by)
    return f"{words} Cộng riêng theo {by}: khác đơn vị tính thì không cộng với nhau."


def _share(programme: Programme, part: IndicatorPart) -> str:
    top, whole = _question(programme, part.of), _question(programme, str(part.per))
    rule = SHARE_RULE if "{percent}" in part.print else _BOTH
    return f"Tử số: cộng {top}. Mẫu số: cộng {whole}. {rule}"


def _yes_count(programme: Programme, part: IndicatorPart) -> str:
    return (
        f"Đếm các đơn vị trả lời Có ở {_question(programme, part.of)}, "
        "trên tổng số đơn vị trả lời Có hoặc Không."
    )


def _single(programme: Programme, part: IndicatorPart) -> str:
    name, _, _ = part.of.partition(".")
    asked = " hoặc ".join(unit.name for unit in programme.asked_of(name))
    return (
        f"Lấy nguyên số ghi ở {_question(programme, part.of)} của {asked}; "
        "không cộng, không lấy trung bình."
    )


def _question(programme: Programme, ref: str) -> str:
    return f"«{programme.full_label_of(ref)}»"


_KINDS = {"sum": _sum, "share": _share, "yes_count": _yes_count, "single": _single}
