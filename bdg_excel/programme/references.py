"""Whether the ids of a definition name each other rightly.

Works on the raw mapping, so that these faults are told together with those of shape: whatever is
not of the shape expected is passed over here, since pydantic tells of it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from bdg_excel.programme.constraints import NUMERIC

Raw = dict[str, Any]

_RULE = re.compile(r"[a-z0-9_+\s]+(<=|=)[a-z0-9_\s]+")
_OWN_SHEETS = {"Cần sửa", "Hướng dẫn", "_bdg", "_danh_muc"}
"""Sheets that each form has of itself."""
_RESERVED = {
    "parts của fields": ({"ghi_chu"}, "cột ghi chú"),
    "columns của tables": ({"co", "stt"}, "câu hỏi và số thứ tự của bảng"),
    "indicators": (
        {"vong", "van_ban", "van_ban_ngan", "don_vi", "bieu", "y_kien"},
        "mẫu báo cáo Word",
    ),
    "parts của indicators": ({"nhan", "pham_vi"}, "mẫu báo cáo Word"),
}
"""Ids that forms and report give a meaning of their own."""
_MOST_SERIES = 4
"""So many bars may stand side by side in a chart."""


def reference_faults(raw: Raw) -> list[str]:
    """Every id that is used twice or that names nothing, as sentences with their places."""
    return [
        *_repeated(raw),
        *_reserved(raw),
        *_unit_faults(raw),
        *_form_faults(raw),
        *_field_faults(raw),
        *_table_faults(raw),
        *_indicator_faults(raw),
        *_chart_faults(raw),
    ]


def _items(raw: object, key: str) -> list[Raw]:
    found = raw.get(key, []) if isinstance(raw, dict) else []
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def _names(raw: object, key: str, name: str = "id") -> list[str]:
    return [item[name] for item in _items(raw, key) if isinstance(item.get(name), str)]


def _strings(value: object) -> list[str]:
    return [s for s in value if isinstance(s, str)] if isinstance(value, list) else []


def _repeated(raw: Raw) -> Iterator[str]:
    for place, names in _namespaces(raw):
        for name, times in Counter(names).items():
            if times > 1:
                yield f"{place}: mã {name!r} dùng {times} lần; mỗi mã chỉ một lần"


def _namespaces(raw: Raw) -> Iterator[tuple[str, list[str]]]:
    yield "units", _names(raw, "units", "code")
    yield "tên của units", _names(raw, "units", "name")
    yield "forms", _names(raw, "forms")
    yield "fields và tables", _names(raw, "fields") + _names(raw, "tables")
    yield "indicators", _names(raw, "indicators")
    yield "round → documents", _names(raw.get("round"), "documents")
    for key, inner in (
        ("fields", "parts"),
        ("tables", "columns"),
        ("indicators", "parts"),
    ):
        for item in _items(raw, key):
            yield f"{key} ({item.get('id')}) → {inner}", _names(item, inner)
    for form in _items(raw, "forms"):
        yield f"forms ({form.get('id')}) → sheets", _names(form, "sheets", "name")
        yield f"forms ({form.get('id')})", [*_asked_fields(form), *_asked_tables(form)]


def _reserved(raw: Raw) -> Iterator[str]:
    used = {
        "parts của fields": [n for item in _items(raw, "fields") for n in _names(item, "parts")],
        "columns của tables": [
            n for item in _items(raw, "tables") for n in _names(item, "columns")
        ],
        "indicators": _names(raw, "indicators"),
        "parts của indicators": [
            name for item in _items(raw, "indicators") for name in _names(item, "parts")
        ],
    }
    for place, (names, purpose) in _RESERVED.items():
        for name in sorted(names.intersection(used[place])):
            yield f"{place}: mã {name!r} dành cho {purpose}"


def _unit_faults(raw: Raw) -> Iterator[str]:
    forms = _names(raw, "forms")
    for unit in _items(raw, "units"):
        yield from _unknown(f"units ({unit.get('code')}) → form", [unit.get("form")], forms)
    for form in sorted(set(forms) - set(_names(raw, "units", "form"))):
        yield f"forms ({form}): không đơn vị nào điền biểu này"


def _asked_fields(form: Raw) -> list[str]:
    sections = [s for sheet in _items(form, "sheets") for s in _items(sheet, "sections")]
    return [name for section in sections for name in _strings(section.get("fields"))]


def _asked_tables(form: Raw) -> list[str]:
    return _names(form, "sheets", "table")


def _form_faults(raw: Raw) -> Iterator[str]:
    fields, tables = _names(raw, "fields"), _names(raw, "tables")
    asked: set[str] = set()
    for form in _items(raw, "forms"):
        place = f"forms ({form.get('id')})"
        for name in _OWN_SHEETS.intersection(_names(form, "sheets", "name")):
            yield f"{place} → sheets: tên {name!r} dành cho trang của biểu"
        asked |= {*_asked_fields(form), *_asked_tables(form)}
        yield from _unknown(f"{place} → fields", _asked_fields(form), fields)
        yield from _unknown(f"{place} → table", _asked_tables(form), tables)
    for name in sorted({*fields, *tables} - asked):
        yield f"fields và tables ({name}): không biểu nào hỏi mục này"


def _field_faults(raw: Raw) -> Iterator[str]:
    for field in _items(raw, "fields"):
        parts, place = _names(field, "parts"), f"fields ({field.get('id')})"
        if field.get("kind") == "choice":
            yield f"{place} → kind: 'choice' chỉ dùng cho cột của bảng"
        for check in _strings(field.get("checks")):
            used = re.findall(r"[a-z0-9_]+", check) if _RULE.fullmatch(check) else []
            yield from _unknown(f"{place} → checks {check!r}", used, parts)


def _table_faults(raw: Raw) -> Iterator[str]:
    lists = raw.get("choices", {})
    known = list(lists) if isinstance(lists, dict) else []
    for table in _items(raw, "tables"):
        for column in _items(table, "columns"):
            place = f"tables ({table.get('id')}) → columns ({column.get('id')}) → choices"
            if column.get("kind") == "choice":
                yield from _unknown(place, [column.get("choices")], known)
            elif "choices" in column:
                yield f"{place}: chỉ đi cùng kind = 'choice'"


def _indicator_faults(raw: Raw) -> Iterator[str]:
    kinds = _reference_kinds(raw)
    wanted = {"yes_count": {"yes_no"}}
    for indicator in _items(raw, "indicators"):
        for part in _items(indicator, "parts"):
            place = f"indicators ({indicator.get('id')}.{part.get('id')})"
            for key in ("of", "per", "by"):
                yield from _unknown(f"{place} → {key}", [part[key]] if key in part else [], kinds)
            if part.get("kind") == "single":
                yield from _not_single(place, raw, str(part.get("of")).partition(".")[0])
            kind = kinds.get(str(part.get("of")))
            allowed = wanted.get(str(part.get("kind")), NUMERIC)
            if kind is not None and kind not in allowed:
                yield f"{place} → of: {part.get('of')} là {kind!r}, cần {sorted(allowed)}"


def _chart_faults(raw: Raw) -> Iterator[str]:
    kinds = _reference_kinds(raw)
    parts = [
        f"{item.get('id')}.{part}"
        for item in _items(raw, "indicators")
        for part in _names(item, "parts")
    ]
    for number, chart in enumerate(_items(raw, "charts")):
        place, of = f"charts[{number}]", chart.get("of")
        figures = _strings(chart.get("figures"))
        yield from _unknown(f"{place} → figures", figures, parts)
        for name, times in Counter(figures).items():
            if times > 1:
                yield f"{place} → figures: {name!r} ghi {times} lần"
        if len({name.partition(".")[2] for name in figures}) > _MOST_SERIES:
            yield f"{place} → figures: có quá nhiều phần khác nhau; nhiều nhất {_MOST_SERIES}"
        if of in _measured(raw):
            yield f"{place} → of: {of} đếm theo nhiều đơn vị tính nên không cộng lại được"
        yield from _unknown(f"{place} → of", [of], kinds)
        if str(of) in kinds and kinds[str(of)] not in ("count", "money"):
            yield f"{place} → of: {of} là {kinds[str(of)]!r}, cần ['count', 'money']"


def _measured(raw: Raw) -> set[object]:
    """What is added up by unit of measure."""
    parts = [part for item in _items(raw, "indicators") for part in _items(item, "parts")]
    return {str(part.get("of")) for part in parts if "by" in part}


def _not_single(place: str, raw: Raw, field: str) -> Iterator[str]:
    forms = {form.get("id") for form in _items(raw, "forms") if field in _asked_fields(form)}
    asked = [name for name in _names(raw, "units", "form") if name in forms]
    if len(asked) > 1:
        yield f"{place}: kind = 'single' nhưng {len(asked)} đơn vị cùng được hỏi {field!r}"


def _reference_kinds(raw: Raw) -> dict[str, str]:
    """The answer kind of each ``field.part`` and ``table.column``."""
    of_fields = {
        f"{field.get('id')}.{part}": str(field.get("kind"))
        for field in _items(raw, "fields")
        for part in _names(field, "parts")
    }
    of_tables = {
        f"{table.get('id')}.{column.get('id')}": str(column.get("kind"))
        for table in _items(raw, "tables")
        for column in _items(table, "columns")
    }
    return of_fields | of_tables


def _unknown(place: str, used: Iterable[object], known: Iterable[str]) -> Iterator[str]:
    names = set(known)
    for name in used:
        if isinstance(name, str) and name not in names:
            yield f"{place}: không có {name!r}"
