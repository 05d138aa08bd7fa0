"""Numbers that a formula gave, and what it looks at."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bdg_excel.programme import Programme
from tests.answers_by_hand import NAM, SESSIONS, ByHand, Typed, by_hand, number_of
from tests.archives import replaced_in
from tests.builders import Key, cell
from tests.conftest import Convert
from tests.test_damage import changed
from tests.understood import understood


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    return by_hand(inbox, programme, definition)


@pytest.mark.parametrize(
    ("formula", "result", "around", "number", "code"),
    [
        ("SUM({nam}:{nu})", 0, (None, None), None, "formula_of_blanks"),
        ("{nam}+{nu}", 0, (None, None), None, "formula_of_blanks"),
        ("[1]Sheet1!B9", 0, (5, 6), None, "formula_of_blanks"),
        ("SUM(so_lieu)", 0, (5, 6), None, "formula_of_blanks"),
        ("SUM({nam}:XFD9999)", 0, (5, 6), None, "formula_of_blanks"),
        ("SUM(0)", 0, (5, 6), 0, ""),
        ("{nu}", 0, (0, 0), 0, ""),
        ("10-10", 0, (5, 5), 0, ""),
        ("{nam}-{nu}", 0, (5, 5), 0, ""),
        ("9/8", 1.125, (5, 6), None, "fraction"),
        ("SUM({nam}:{nu})", 11, (5, 6), 11, ""),
    ],
)
def test_a_formula_gives_no_number_that_nobody_gave(  # noqa: PLR0913, PLR0917
    form: Callable[[dict[Key, Typed]], Path],
    programme: Programme,
    formula: str,
    result: float,
    around: tuple[int | None, int | None],
    number: object,
    code: str,
) -> None:
    """A sum of blanks is 0 to Excel; three decimals of a formula are no thousands."""
    tong, nu = (("mau_giao", part, 0) for part in ("tong", "nu"))
    path = form({NAM: around[0], nu: around[1], tong: 987654321})
    places = {"nam": _address(path, NAM), "nu": _address(path, nu)}
    written = f"<f>{formula.format(**places)}</f><v>{result}</v>"
    replaced_in(path, b"<v>987654321</v>", written.encode())
    values, findings = understood(path, programme)
    assert number_of(values, tong) == number
    told = [f.code for f in findings if f.place.cell == _address(path, tong)]
    assert told == ([code] if code else [])


@pytest.mark.parametrize("blank", [None, "…", "chưa có số liệu"])
@pytest.mark.parametrize(
    ("formula", "result", "blanks"),
    [
        ("E13+E14", 239, "E13"),
        ("SUM(E13:E14)", 239, "E13"),
        ("$E$14+$E$13", 239, "E13"),
        ("E14+E13-E14", 0, "E13"),
        ("SUM(E13:E14)/2", 119.5, "E13"),
        ("E14*1", 239, ""),
        ("E14+G13+E99", 239, ""),
        ("SUM('Biểu 1 - Hoạt động'!E13:E14)+E14", 239, ""),
        ('E14&"E13"', 239, ""),
    ],
)
def test_a_formula_with_a_blank_part_is_not_taken_for_the_whole(
    form: Callable[[dict[Key, Typed]], Path],
    programme: Programme,
    blank: str | None,
    formula: str,
    result: float,
    blanks: str,
) -> None:
    tong = ("mau_giao", "tong", 0)
    path = form({NAM: blank, tong: 987654321})
    written = f"<f>{formula.replace('&', '&amp;')}</f><v>{result}</v>"
    replaced_in(path, b"<v>987654321</v>", written.encode())
    values, findings = understood(path, programme)
    told = [f for f in findings if f.place.cell == "E12"]
    assert number_of(values, tong) == (None if blanks else result)
    assert [found.code for found in told] == (["formula_with_blanks"] if blanks else [])
    assert all(f"mà ô {blanks} nó tính còn để trống" in found.message for found in told)


def test_a_formula_over_a_blank_that_nobody_must_answer_counts(
    form: Callable[[dict[Key, Typed]], Path], programme: Programme
) -> None:
    """The rows of a table, and the column of notes."""
    path = form({SESSIONS: None, ("hoat_dong", "so_cuoc", 2): 987654321, NAM: None})
    replaced_in(path, b"<v>987654321</v>", b"<f>E9+G12+SUM(E11:E38)</f><v>24</v>")
    values, findings = understood(path, programme)
    assert number_of(values, ("hoat_dong", "so_cuoc", 2)) == 24
    assert "formula_with_blanks" not in [found.code for found in findings]


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_a_formula_with_a_blank_part_is_found_in_other_kinds_of_files(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path, kind: str
) -> None:
    cells: dict[Key, Typed] = {("mau_giao", "tong", 0): "=SUM(E13:E14)", NAM: None}
    [path] = soffice([form(cells)], kind, tmp_path, recalculate=True)
    _, findings = understood(path, programme)
    assert [(f.code, f.place.cell) for f in findings if f.cells] == [("formula_with_blanks", "E12")]


@pytest.mark.parametrize(
    ("origin", "around", "number", "found"),
    [
        ('<f t="shared" ref="E12:E16" si="0">E13-E14</f>', (5, 5), 0, None),
        ('<f si="0" t="shared" ref="E12:E16">SUM(E13:E14)</f>', (0, 0), 0, None),
        ('<f t="shared" ref="E12:E16" si="0">E13-E14</f>', (None, None), None, "=E17-E18"),
        ('<f t="shared" ref="E12:E16" si="0">E13&amp;E14</f>', (None, None), None, "=E17&E18"),
        ('<f t="shared" ref="E12:E16" si="0">$E$99-$E$98</f>', (5, 5), None, "=$E$99-$E$98"),
        ('<f t="shared" ref="E12:E16" si="0">"E13</f>', (5, 5), None, "=…"),
        ('<f t="shared" ref="E12:E16" si="0">E13)</f>', (5, 5), None, "=…"),
        ('<f t="shared" ref="E12:E16" si="0">XFD1048575</f>', (5, 5), None, "=XFD1048579"),
        ('<f t="shared" ref="E12:E16" si="1">E13-E14</f>', (5, 5), None, "=…"),
        ("<f>E13-E14</f>", (5, 5), None, "=…"),
    ],
)
def test_a_formula_that_was_dragged_is_judged_by_the_one_that_it_comes_from(
    form: Callable[[dict[Key, Typed]], Path],
    programme: Programme,
    origin: str,
    around: tuple[int | None, int | None],
    number: int | None,
    found: str | None,
) -> None:
    """It has no words of its own: they stand in the first cell, four rows above."""
    first, dragged = (("mau_giao", "tong", 0), ("tieu_hoc", "tong", 0))
    nam, nu = (("tieu_hoc", part, 0) for part in ("nam", "nu"))
    path = form({first: 987654321, dragged: 987654322, nam: around[0], nu: around[1]})
    assert [_address(path, key) for key in (first, dragged, nam)] == ["E12", "E16", "E17"]
    replaced_in(path, b"<v>987654321</v>", f"{origin}<v>24</v>".encode())
    replaced_in(path, b"<v>987654322</v>", b'<f t="shared" si="0"/><v>0</v>')
    values, findings = understood(path, programme)
    assert number_of(values, dragged) == number
    told = [(f.code, f.found) for f in findings if f.place.cell == "E16"]
    assert told == ([("formula_of_blanks", found)] if found else [])


def test_a_formula_that_may_come_from_two_is_asked_about(
    form: Callable[[dict[Key, Typed]], Path], programme: Programme
) -> None:
    """A file that gives two formulas one number does not tell which of them was dragged."""
    keys = [(field, "tong", 0) for field in ("mau_giao", "tieu_hoc", "thcs")]
    marks = (987654321, 987654322, 987654323)
    path = form(dict(zip(keys, marks, strict=True)))
    origin = b'<f t="shared" ref="E12:E20" si="0">10-10</f><v>24</v>'
    for mark, formula in zip(
        marks, (origin, origin, b'<f t="shared" si="0"/><v>0</v>'), strict=True
    ):
        replaced_in(path, b"<v>%d</v>" % mark, formula)
    values, findings = understood(path, programme)
    assert number_of(values, keys[2]) is None
    asked = [(found.code, found.found) for found in findings if found.place.cell == "E20"]
    assert asked == [("formula_of_blanks", "=…")]


def _address(path: Path, key: Key) -> str:
    return str(cell(openpyxl.load_workbook(path), *key).coordinate)


OPINION: Key = ("kho_khan", "noi_dung", 0)
TEXTS: dict[Key, str] = {
    NAM: '=IF(1,"",5)',
    SESSIONS: '="chưa"&" có"',
    ("hoat_dong", "ten", 2): "=C9",
    OPINION: '="Thiếu"&" vốn"',
}


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_formula_with_a_text_for_a_result_is_never_a_zero(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path, kind: str
) -> None:
    """LibreOffice writes 0 for such texts into an ``.xls``, and nothing for '' into an ``.ods``."""
    [path] = soffice([form(dict(TEXTS))], kind, tmp_path, recalculate=True)
    values, findings = understood(path, programme)
    mine = {(v.field, v.part, v.row): v for v in values if (v.field, v.part, v.row) in TEXTS}
    assert all(v.number is None and v.status != "nil" for v in mine.values())
    codes = {found.place.cell: found.code for found in findings}
    if kind == "xls":
        told = {codes.get(v.cell) for v in mine.values()}
        assert told == {"formula_of_blanks", "formula_of_words"}
    else:
        assert mine[OPINION].text == "Thiếu vốn"
        assert mine[NAM].status == "blank"
        assert "uncalculated_formula" not in codes.values()


def _prefixed(sheet: bytes) -> bytes:
    """As some writers name all elements, here behind a long comment."""
    named = re.sub(rb"<(/?)(?=\w)", rb"<\1x:", sheet).replace(b" xmlns=", b" xmlns:x=")
    return named.replace(b"<x:worksheet", b"<!--" + b"a" * 3000 + b"--><x:worksheet", 1)


@pytest.mark.parametrize(
    "write",
    [
        lambda sheet: re.sub(rb'<c (r="[A-Z]+\d+")([^>/]*)>', rb"<c\2 \1>", sheet),
        lambda sheet: re.sub(rb'<c r="([A-Z]+\d+)"', rb"<c r='\1'", sheet),
        lambda sheet: re.sub(rb'<c r="([A-Z]+\d+)"', rb'<c  r = "\1"', sheet),
        _prefixed,
    ],
    ids=["place said last", "apostrophes", "spaces", "prefixed"],
)
@pytest.mark.parametrize(
    ("written", "code"),
    [
        (b"<f>SUM(Z90:Z95)</f><v>0</v>", "formula_of_blanks"),
        (b"<f>E14+1</f>", "uncalculated_formula"),
    ],
)
def test_formulas_are_found_however_their_cells_are_written(
    form: Callable[..., Path],
    programme: Programme,
    write: Callable[[bytes], bytes],
    written: bytes,
    code: str,
) -> None:
    path = form({NAM: 987654321})
    replaced_in(path, b"<v>987654321</v>", written)
    changed(path, "xl/worksheets/sheet.*", write)
    values, findings = understood(path, programme)
    assert number_of(values, NAM) is None
    assert code in {found.code for found in findings}


def test_what_libreoffice_keeps_of_another_file_is_no_sheet(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path
) -> None:
    """Nobody sees it: it is there for the formulas that refer to that file."""
    where = "file:///C:/Users/lan/kh%C3%A1c.xlsx"
    [path] = soffice([form({NAM: 109})], "ods", tmp_path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    error = '<table:table-cell calcext:value-type="error" office:value-type="string">'
    kept = (
        f'<table:table table:name="\'{where}\'#Sheet"><table:table-source xlink:href="{where}"/>'
        '<table:table-row><table:table-cell office:value-type="float" office:value="5"/>'
        f"{error}<text:p>#REF!</text:p></table:table-cell></table:table-row></table:table>"
    )
    end = b"</office:spreadsheet>"
    parts["content.xml"] = parts["content.xml"].replace(end, kept.encode() + end)
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    values, findings = understood(path, programme)
    assert (number_of(values, NAM), findings) == (109, [])
