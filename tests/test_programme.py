"""The definition: all its faults at once, each with its place."""

import shutil
from pathlib import Path

import pytest

from bdg_excel.errors import ProgrammeError
from bdg_excel.programme import BUILT_IN, load_programme


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    """A copy of the built-in definition to spoil."""
    copy = tmp_path / "programme.toml"
    shutil.copy(load_programme()[1], copy)
    return copy


def spoil(toml: Path, *changes: tuple[str, str]) -> list[str]:
    """The faults that are told after the changes."""
    text = toml.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    toml.write_text(text, encoding="utf-8")
    with pytest.raises(ProgrammeError) as caught:
        load_programme(toml)
    return list(caught.value.faults)


def test_the_built_in_programme_is_that_of_2023() -> None:
    programme, source = load_programme()
    assert (programme.id, programme.round.year) == (BUILT_IN, 2023)
    assert [unit.form for unit in programme.units].count("xa") == 17
    assert programme.units_by_code["03391"].other_spellings == ("Lả Nhì Thàng",)
    assert source.name == "programme.toml"


def test_a_folder_names_the_definition_in_it(toml: Path) -> None:
    assert load_programme(toml.parent)[0] == load_programme(toml)[0]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('kind = "percent"', 'kind = "precent"', "fields[1] (thoi_gian_lao_dong) → kind"),
        ("deadline = 2023-12-18\n", "", "round → deadline: thiếu mục này"),
        ("decimals = 1", "decimal = 1", "round → decimal: không có mục nào tên như vậy"),
        ('code = "03490"', 'code = "03391"', "units: mã '03391' dùng 2 lần"),
        ('form = "lao_dong"', 'form = "lao"', "units (LDTBXH) → form: không có 'lao'"),
        ('fields = ["vay_von"]', 'fields = ["vay"]', "forms (ngan_hang) → fields: không có 'vay'"),
        ('fields = ["vay_von"]', 'fields = ["vay"]', "fields và tables (vay_von): không biểu nào"),
        (
            'checks = ["nam + nu = tong"]',
            'checks = ["nam + nữ = tong"]',
            "không hiểu phép kiểm tra",
        ),
        ('checks = ["nu <= tong"]', 'checks = ["nu <= tongso"]', "không có 'tongso'"),
        ('choices = "cap"', 'choices = "cấp"', "→ choices"),
        ('choices = "cap"', 'choices = "cac_cap"', "không có 'cac_cap'"),
        ('of = "vay_von.nu"', 'of = "vay_von.tong"', "indicators (vay_von.nu) → of"),
        ('of = "vay_von.nu"', 'of = "dang_vien.nu"', "17 đơn vị cùng được hỏi 'dang_vien'"),
        ('print = "{value} phụ nữ"', 'print = "{so} phụ nữ"', "không có tên ['so']"),
        ('kind = "single", of = "vay_von.nu"', 'kind = "share", of = "vay_von.nu"', "per đi cùng"),
        ('id = "chi_tiet"', 'id = "co"', "columns của tables: mã 'co' dành cho"),
        ('[[indicators]]\nid = "vay_von"', '[[indicators]]\nid = "bieu"', "mã 'bieu' dành cho"),
        ("year = 2023", "year = 2024", "title ghi năm 2023 còn year = 2024"),
        ("report_month = 12", "report_month = 13", "report_month phải từ 1 đến 12"),
        ('"thcs.nu"]', '"mau_giao.nu"]', "charts[0] → figures: 'mau_giao.nu' ghi 2 lần"),
        (
            '"thcs.nu"]',
            '"thcs.nu", "dao_tao_nghe.tong", "kham_thai.ty_le", "nu_ho_sinh.so_don_vi"]',
            "charts[0] → figures: có quá nhiều phần khác nhau; nhiều nhất 4",
        ),
        (
            'of = "hoat_dong.so_cuoc"\n',
            'of = "san_pham.so_luong"\n',
            "charts[2] → of: san_pham.so_luong đếm theo nhiều đơn vị tính",
        ),
        ('"thcs.nu"]', '"thpt.nu"]', "charts[0] → figures: không có 'thpt.nu'"),
        (
            'of = "hoat_dong.so_cuoc"\n',
            'of = "hoat_dong.cap"\n',
            "charts[2] → of: hoat_dong.cap là",
        ),
        ('of = "hoat_dong.so_cuoc"\n', "", "charts[2]: một biểu đồ có hoặc figures, hoặc of"),
        ('symbol = "BC-BVSTBPN"', 'symbol = "bc"', "round → symbol: không đúng dạng"),
    ],
)
def test_each_fault_is_told_with_its_place(toml: Path, old: str, new: str, fault: str) -> None:
    assert fault in "\n".join(spoil(toml, (old, new)))


def test_all_faults_are_told_at_once(toml: Path) -> None:
    faults = spoil(
        toml,
        ("year = 2023", 'year = "hai"'),
        ('form = "lao_dong"', 'form = "lao"'),
        ('kind = "percent"', 'kind = "precent"'),
        ('of = "vay_von.nu"', 'of = "vay.nu"'),
        ("decimals = 1", "decimal = 1"),
    )
    text = "\n".join(faults)
    for place in ("round → year", "(LDTBXH)", "(thoi_gian_lao_dong) → kind", "(vay_von.nu)"):
        assert place in text
    assert "round → decimal:" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'id = "a" "b"', "dòng 1, cột 10: sai cú pháp TOML"),
        (b"deadline = 18/12/2023", "dòng 1, cột 14: sai cú pháp TOML"),
        ("id = 'Lào'".encode("utf-16"), "không phải UTF-8"),
        (b"id = 1", "round: thiếu mục này"),
        (b"units = 3\nforms = [1]\nfields = {}", "units"),
    ],
)
def test_a_file_that_is_no_definition_is_told_so(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "programme.toml"
    path.write_bytes(content)
    with pytest.raises(ProgrammeError, match=words):
        load_programme(path)


def test_a_missing_file_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ProgrammeError, match="không mở được tệp"):
        load_programme(tmp_path / "khong_co.toml")
