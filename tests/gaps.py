"""A round with gaps: of each kind of answer one, a unit with two files, a file of nobody."""

import shutil
from pathlib import Path
from typing import Any

from bdg_excel.layout import layouts
from bdg_excel.pipeline import run
from bdg_excel.programme import load_programme
from bdg_excel.results import Results
from bdg_excel.template import write_form
from tests.builders import Key, filled, sample_of

_COLUMNS = ("ten", "chi_tiet", "so_cuoc", "nam", "nu", "cap")
_NO_ROWS: dict[Key, Any] = {("hoat_dong", column, 1): None for column in _COLUMNS}
_CHANGES: dict[str, dict[Key, Any]] = {
    "03391": {("mau_giao", "tong", 0): "nhiều", ("co_so_thiet_bi", "tra_loi", 0): "Không"},
    "03490": {("mau_giao", "nu", 0): "-", ("hoat_dong", "co", 0): "Không", **_NO_ROWS},
    "03549": {("mau_giao", "nu", 0): None, ("hoat_dong", "co", 0): None, **_NO_ROWS},
    "03550": {("mau_giao", "nu", 0): "139 cháu", ("hoat_dong", "so_cuoc", 1): None},
    "03559": {("mau_giao", "nu", 0): "Không áp dụng"},
    "03565": {
        ("hoat_dong", "ten", 2): "Tổng cộng",
        ("hoat_dong", "so_cuoc", 2): 5,
        ("truyen_thong", "ten", 2): "Phát thanh",
        ("truyen_thong", "so_luong", 2): 12,
        ("truyen_thong", "don_vi", 2): "giờ",
    },
}


def _as_written(path: Path, code: str, answers: dict[Key, Any]) -> None:
    programme, _ = load_programme()
    unit = programme.units_by_code[code]
    write_form(path, programme, layouts(programme)[unit.form], unit, answers)


def round_with_gaps(folder: Path) -> Results:
    """The round merged from ``nop`` into ``ra``, both in `folder`."""
    programme, definition = load_programme()
    inbox = folder / "nop"
    inbox.mkdir()
    for code, changes in _CHANGES.items():
        filled(inbox, programme, code, sample_of(programme, definition, code) | changes)
    for name, number in (("a.xlsx", 239), ("b (1).xlsx", 5)):  # saved at the same time
        _as_written(inbox / name, "03589", {("mau_giao", "nu", 0): number})
    (inbox / "hỏng.xlsx").write_bytes(b"PK\x03\x04")
    (inbox / "xã").mkdir()
    [path] = inbox.glob("xa_03550*")
    shutil.move(path, inbox / "xã" / path.name)
    return run(inbox, folder / "ra", programme, definition)
