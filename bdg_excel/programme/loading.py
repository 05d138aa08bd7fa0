"""A definition's file into a `Programme`, or one error that names every fault."""

import pickle
import re
from pathlib import Path
from typing import Any

from bdg_excel.errors import ProgrammeError, why
from bdg_excel.programme.model import Programme
from bdg_excel.programme.references import reference_faults
from bdg_excel.remembered import remembered

BUILT_IN = "thang_hanh_dong"
"""The programme that is used when none is named: the action month of 2023."""

_PROGRAMMES = Path(__file__).parent.parent / "programmes"
_FILE = "programme.toml"
_WORDS = {
    "missing": "thiếu mục này",
    "unexpected_keyword_argument": "không có mục nào tên như vậy",
    "string_pattern_mismatch": "không đúng dạng cho phép {pattern}",
    "literal_error": "phải là một trong {expected}",
    "string_too_short": "không được để trống",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_type": "phải là chữ, đặt trong dấu ngoặc kép",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "float_type": "phải là số",
    "float_parsing": "phải là số",
    "bool_type": "phải là true hoặc false",
    "bool_parsing": "phải là true hoặc false",
    "date_type": "phải là ngày, viết như 2023-12-18",
    "date_parsing": "phải là ngày, viết như 2023-12-18",
    "date_from_datetime_parsing": "phải là ngày, viết như 2023-12-18",
    "tuple_type": "phải là danh sách trong dấu [ ]",
    "dict_type": "phải là một bảng có tên",
    "dataclass_type": "phải là một bảng có tên",
    "too_long": "có quá nhiều mục: nhiều nhất {max_length}",
}


def load_programme(path: Path | None = None) -> tuple[Programme, Path]:
    """The programme at `path` (a folder or its TOML file; none: the built-in), and its TOML file.

    A definition with faults raises `ProgrammeError` with all of them, each with its place.
    """
    source = path or _PROGRAMMES / BUILT_IN
    source = source / _FILE if source.is_dir() else source
    text = _read(source)
    programme = remembered("definition", pickle, lambda: _made(text, source), text)
    return programme, source


def _made(text: str, source: Path) -> Programme:
    raw = _parsed(text, source)
    programme, faults = _checked(raw)
    faults += reference_faults(raw)
    if programme is None or faults:
        raise ProgrammeError(str(source), faults)
    return programme


def _checked(raw: dict[str, Any]) -> tuple[Programme | None, list[str]]:
    """The programme that `raw` describes, or what is wrong with its shape."""
    # Here and not above, like tomllib: they take long to load, and mostly it was checked before.
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Programme).validate_python(raw), []
    except ValidationError as error:
        return None, [_fault(raw, detail) for detail in error.errors()]


def _read(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ProgrammeError(str(source), [f"không mở được tệp: {why(error)}"]) from error
    except UnicodeDecodeError as error:
        raise ProgrammeError(str(source), ["tệp không phải UTF-8: lưu lại với mã UTF-8"]) from error


def _parsed(text: str, source: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgrammeError(str(source), [_syntax(error)]) from error


def _syntax(error: ValueError) -> str:
    """Where the file stops being TOML; the library's own words say no more to who edits it."""
    place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
    where = f"dòng {place[1]}, cột {place[2]}" if place else "cuối tệp"
    return (
        f"{where}: sai cú pháp TOML. Xem dòng ấy và dòng trên: chữ đặt trong ngoặc kép, ngày viết "
        "như 2023-12-18, số không có dấu chấm, ngoặc [ ] và { } phải đủ đôi"
    )


def _fault(raw: object, detail: Any) -> str:
    known = _WORDS.get(detail["type"])
    words = known.format(**detail.get("ctx", {})) if known else _ours(detail["msg"])
    place = _place(raw, detail["loc"])
    if detail["type"] in ("missing", "unexpected_keyword_argument"):
        return f"{place}: {words}"
    return f"{place}: {words} (đang là {detail['input']!r:.80})"


def _ours(message: str) -> str:
    """The words of our own checks, without what pydantic puts before them."""
    return message.removeprefix("Value error, ")


def _place(raw: object, loc: tuple[int | str, ...]) -> str:
    """``fields[3] (mau_giao) → parts[0] (tong) → label``: the way to a fault, with ids."""
    steps: list[str] = []
    for key in loc:
        raw = _step(raw, key)
        if isinstance(key, int) and steps:
            name = raw.get("id", raw.get("code")) if isinstance(raw, dict) else None
            steps[-1] += f"[{key}]" + (f" ({name})" if name else "")
        else:
            steps.append(str(key))
    return " → ".join(steps) or "tệp"


def _step(raw: object, key: int | str) -> object:
    if isinstance(raw, dict):
        return raw.get(key)
    if isinstance(raw, list) and isinstance(key, int) and key < len(raw):
        return raw[key]
    return None
