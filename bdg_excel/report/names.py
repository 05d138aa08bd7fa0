"""Every name that a template may use: what it is, and what it prints."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bdg_excel.programme import Indicator, Programme, Table
from bdg_excel.report.context import Context

_INDICATOR = {
    "nhan": "tên chỉ tiêu",
    "pham_vi": "trong ngoặc: số liệu của mấy đơn vị, thiếu ai; đủ cả thì không in gì",
}
_ROUND = {
    "nam": "năm báo cáo",
    "ten": "tên đợt",
    "trich_yeu": "trích yếu của báo cáo",
    "chu_de": "chủ đề của đợt",
    "tu_ngay": "ngày bắt đầu",
    "den_ngay": "ngày kết thúc",
    "dia_ban": "địa bàn",
    "co_quan_chu_quan": "cơ quan chủ quản",
    "co_quan_ban_hanh": "cơ quan ban hành báo cáo",
    "dau_de": "danh sách: các dòng tên cơ quan ban hành ở đầu báo cáo",
    "ky_hieu": "ký hiệu của báo cáo",
    "dia_danh": "địa danh trước ngày ký",
    "thang": "tháng ký báo cáo",
    "kinh_gui": "danh sách: nơi nhận ở dòng Kính gửi",
    "noi_nhan": "danh sách: các dòng Nơi nhận",
    "chuc_vu": "danh sách: các dòng chức vụ người ký",
}
_PAPERS = {
    "van_ban": "dẫn lần đầu, đầy đủ",
    "van_ban_ngan": "dẫn các lần sau, ngắn",
}
_UNITS = {
    "da_gui": "số đơn vị đã gửi biểu",
    "tong": "số đơn vị phải gửi biểu",
    "chua_gui": "tên các đơn vị chưa có số liệu; đủ cả thì không in gì",
}
_TABLE = {
    "so": "số của biểu",
    "tieu_de": "tên biểu",
    "cot": "tên cột {column}",
    "nhom": "tên nhóm của cột {column}, nếu có",
    "dong": "danh sách: các dòng của biểu",
    "tong": "cộng cột {column}",
    "trong": "chữ in khi biểu không có dòng nào",
    "ghi_chu": "đơn vị còn thiếu, cột chưa đủ số liệu; đủ cả thì không in gì",
}
_ROW = {"stt": "số thứ tự của dòng", "ten": "tên dòng"}
_OPINION = {
    "don_vi": "tên đơn vị nêu ý kiến",
    "noi_dung": "danh sách: từng ý, mỗi ý một dòng chữ",
}


class Name(NamedTuple):
    """A name as a template writes it, what it is, and an example of what it prints."""

    name: str
    label: str
    example: str
    is_list: bool = False

    @property
    def tag(self) -> str:
        """The name as it is typed to be printed; a list is only named, in a loop."""
        return self.name if self.is_list else f"{{{{ {self.name} }}}}"


class Section(NamedTuple):
    """Names that belong together; `example`: lines to copy, a line a paragraph.

    Where the lines are rows of a table, their cells are parted by ``|``.
    """

    title: str
    names: tuple[Name, ...]
    example: tuple[str, ...] = ()


def names(programme: Programme, context: Context) -> Iterator[Section]:
    """All that a template may name, in sections; what `context` says stands as the example."""
    yield from (_indicator(programme, one, context[one.id]) for one in programme.indicators)
    yield from (_table(table, context["bieu"][table.id]) for table in programme.tables)
    for field, opinions in context["y_kien"].items():
        yield _opinions(field, programme.field(field).label, opinions)
    yield Section("Đơn vị", _listed("don_vi", context["don_vi"], _UNITS))
    yield Section("Đợt báo cáo và cơ quan", _listed("vong", context["vong"], _ROUND))
    papers = [
        Name(f"{group}.{key}", label, text)
        for group, label in _PAPERS.items()
        for key, text in context[group].items()
    ]
    yield Section("Văn bản được dẫn", tuple(papers))


def _indicator(programme: Programme, indicator: Indicator, values: Mapping[str, Any]) -> Section:
    labels = {part.id: programme.label_of(part.of) for part in indicator.parts}
    parts = "; ".join(f"{labels[part]} {{{{ {indicator.id}.{part} }}}}" for part in labels)
    line = f"- {{{{ {indicator.id}.nhan }}}}: {parts}{{{{ {indicator.id}.pham_vi }}}}."
    title = f"Chỉ tiêu {indicator.label}"
    return Section(title, _listed(indicator.id, values, {**_INDICATOR, **labels}), (line,))


def _table(table: Table, values: Mapping[str, Any]) -> Section:
    own = f"bieu.{table.id}"
    listed: list[Name] = []
    for key, label in _TABLE.items():
        if isinstance(values[key], Mapping):
            labels = {c.id: label.format(column=c.full_label) for c in table.columns}
            listed += _listed(f"{own}.{key}", values[key], labels)
        else:
            listed += _listed(own, {key: values[key]}, _TABLE)
    row = values["dong"][0] if values["dong"] else {}
    columns = {column.id: f"trong vòng lặp: cột {column.full_label}" for column in table.columns}
    inside = {key: f"trong vòng lặp: {label}" for key, label in _ROW.items()}
    ordered = {key: row[key] for key in _ROW if key in row} | dict(row)
    listed += _listed("dong", ordered, {**columns, **inside})
    return Section(f"Biểu {table.title}", tuple(listed), tuple(_rows(own, table, row)))


def _rows(own: str, table: Table, row: Mapping[str, Any]) -> Iterator[str]:
    shown = [column.id for column in table.columns if column.id in row and column.id not in _ROW]
    heads = [f"{{{{ {own}.cot.{key} }}}}" for key in shown]
    cells = [f"{{{{ dong.{key} }}}}" for key in shown]
    summed = {column.id for column in table.columns if column.merge == "sum"}
    totals = [f"{{{{ {own}.tong.{key} }}}}" if key in summed else "" for key in shown]
    for line in (
        ["Stt", "Nội dung", *heads],
        [f"{{%tr for dong in {own}.dong %}}"],
        ["{{ dong.stt }}", "{{ dong.ten }}", *cells],
        ["{%tr endfor %}"],
        ["", "Tổng số", *totals],
    ):
        yield " | ".join(line)


def _opinions(field: str, label: str, opinions: Sequence[Mapping[str, Any]]) -> Section:
    own = Name(f"y_kien.{field}", "danh sách: các đơn vị có ý kiến", "", is_list=True)
    first = opinions[0] if opinions else dict.fromkeys(_OPINION, "")
    inside = {key: f"trong vòng lặp: {words}" for key, words in _OPINION.items()}
    example = (
        f"{{%p for y in {own.name} %}}",
        "{%p for dong in y.noi_dung %}",
        "+ {{ y.don_vi }}: {{ dong }}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    return Section(f"Ý kiến: {label}", (own, *_listed("y", first, inside)), example)


def _listed(group: str, values: Mapping[str, Any], labels: Mapping[str, str]) -> tuple[Name, ...]:
    return tuple(
        Name(f"{group}.{key}", labels[key], _example(value), isinstance(value, list))
        for key, value in values.items()
    )


def _example(value: Any) -> str:
    """What is printed; of a list of lines the first."""
    if isinstance(value, list):
        return str(value[0]) if value and isinstance(value[0], str) else ""
    return str(value)
