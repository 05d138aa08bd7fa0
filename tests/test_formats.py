"""Number formats that show another number than the cell holds, or none."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bdg_excel.programme import Programme
from tests.answers_by_hand import NAM, ByHand, Typed, by_hand, number_of
from tests.builders import cell, filled, sample_of
from tests.conftest import Convert
from tests.understood import understood


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    return by_hand(inbox, programme, definition)


@pytest.mark.parametrize(
    ("typed", "number", "code"),
    [
        ((0.65, "0%"), 65, ""),
        ((1, "0%"), 100, ""),
        ((0.125, "0.0%"), 12.5, ""),
        ((12.5, "0%"), None, "percent_of_percent"),
        ((65, '0"%"'), 65, ""),
        ((65.5, '#,##0.0 "%"'), 65.5, ""),
        ((1, '0"%"'), None, "ambiguous_number"),
        ((0.65, "0.00\\%"), None, "ambiguous_number"),
        ((0.65, "General"), None, "ambiguous_number"),
        ((65, "0.000"), 65, ""),
        ((65, "General"), 65, ""),
    ],
)
def test_a_percentage_is_read_as_its_cell_shows_it(
    inbox: Path, programme: Programme, definition: Path, typed: Typed, number: object, code: str
) -> None:
    unit, key = next(
        (unit.code, (field.id, field.parts[0].id, 0))
        for unit in programme.units
        for field in map(programme.field, programme.form(unit.form).field_ids)
        if field.kind == "percent"
    )
    path = filled(inbox, programme, unit, sample_of(programme, definition, unit))
    book = openpyxl.load_workbook(path)
    cell(book, *key).value, cell(book, *key).number_format = typed
    book.save(path)
    values, findings = understood(path, programme)
    assert number_of(values, key) == number
    assert [found.code for found in findings] == ([code] if code else [])


@pytest.mark.parametrize(
    ("kind", "typed", "readings"),
    [
        ("money", (20, '#,##0 "triệu đồng"'), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20, '#,##0 "nghìn đồng"'), "20 đồng hoặc 20.000 đồng"),
        ("money", (2, '0" tỷ"'), "2 đồng hoặc 2.000.000.000 đồng"),
        ("money", (20, "#,##0 \\t\\r\\i\\ệ\\u"), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20, '0" tr"'), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20, "0\\t\\r"), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20, '0"trđ"'), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20, '0"k"'), "20 đồng hoặc 20.000 đồng"),
        ("money", (200_000, '#,##0,"k"'), ""),
        ("count", (20, '0" trẻ"'), ""),
        ("money", (20, '#,##0, "triệu đồng"'), "20 đồng hoặc 20.000.000 đồng"),
        ("money", (20_000_000, '#,##0,, "triệu đồng"'), ""),
        ("money", (20_000_000, '#,##0 "đồng"'), ""),
        ("money", (0, '#,##0 "triệu đồng"'), ""),
        ("count", (20, '0 "nghìn người"'), "20 hoặc 20.000"),
        ("count", (20, '0 "tỷ lệ"'), ""),
    ],
)
def test_a_number_whose_cell_shows_it_in_thousands_is_asked_about(
    inbox: Path,
    programme: Programme,
    definition: Path,
    kind: str,
    typed: tuple[int, str],
    readings: str,
) -> None:
    unit, key = next(
        (unit.code, (field.id, field.parts[0].id, 0))
        for unit in programme.units
        for field in map(programme.field, programme.form(unit.form).field_ids)
        if field.kind == kind and (kind == "money" or unit.form == "ngan_hang")
    )
    path = filled(inbox, programme, unit, sample_of(programme, definition, unit))
    book = openpyxl.load_workbook(path)
    cell(book, *key).value, cell(book, *key).number_format = typed
    book.save(path)
    values, findings = understood(path, programme)
    assert number_of(values, key) == (None if readings else typed[0])
    code = "unit_in_note" if kind == "money" else "ambiguous_number"
    assert [found.code for found in findings] == ([code] if readings else [])
    assert all(readings in found.message for found in findings)
    places = ("định dạng của ô", "ghi chú", "chỗ ghi đơn vị tính")
    told = {place for found in findings for place in places if place in found.message}
    assert told == ({places[0]} if readings and kind == "money" else set())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ((20, '#,##0",000"'), "20,000"),
        ((476, "#,##0,"), "0"),
        ((20_000, "0,"), "20"),
        ((1234, '#,##0",000"'), "1,234,000"),
        ((20, '0",000,000"'), "20,000,000"),
        ((20, '0".000.000"'), "20.000.000"),
        ((20, "0\\0\\0"), "2000"),
        ((5, '0"0"'), "50"),
        ((5, '"1"0'), "15"),
        ((12, '0"/25"'), "12/25"),
        ((0, '0"/25"'), "0/25"),
        ((12, '[Red]0" / 25";-0'), "12 / 25"),
        ((20, "0.000"), "20.000"),
        ((1234, "#,##0.000"), "1,234.000"),
        ((20, '#,##0.0000" em"'), "20.0000 em"),
        ((20, "[Blue]0.000;-0.000"), "20.000"),
        ((20, f"0.{'0' * 5_000}"), f"20.{'0' * 5_000}"),
        ((248, "#.##0"), "248.000"),
        ((248, "#.##0;-#.##0"), "248.000"),
        ((248, "#.##0,00"), "248.00000"),
        ((248, "#.#00"), "248.000"),
        ((248, ".000"), "248.000"),
        ((261, "-0"), "-261"),
        ((261, '"-"0'), "-261"),
        ((261, "[Red]\\-#,##0"), "-261"),
        ((261, '"– "General'), "– 261"),
        ((261, '"1"General'), "1261"),
        ((261, "0-0"), "26-1"),
        ((1235, '00"/"00'), "12/35"),
        ((261, "00:00"), "02:61"),
        ((261, '0"."0'), "26.1"),
        ((20, "?/?"), "20/1"),
        ((1234, "[<1000]0;0,"), "1"),
        ((20, '[>=1000]0;"-"0'), "-20"),
        ((20, "[>=1000]0;[>=10]-0;0"), "-20"),
        ((0, "-0"), ""),
        ((1234, '[>=1000]0;"-"0'), ""),
        ((20, "[>=1000]0;[>=100]-0;0"), ""),
        ((20, "[>=1000]0;-0;0"), ""),
        ((1234, "#\\.##0"), ""),
        ((1234, "# ##0"), ""),
        ((1234567, '0"."000"."000'), ""),
        ((20, "# ??/100"), ""),
        ((20, "# ?/?"), ""),
        ((20, '"Nam - "0'), ""),
        ((20, "0_);(0)"), ""),
        ((20, "_-* #,##0_-;-* #,##0_-"), ""),
        ((20, '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)'), ""),
        ((20, "0.0##"), ""),
        ((20, "#.###"), ""),
        ((20, "0.???"), ""),
        ((20_000, "0.000,"), ""),
        ((0, "0.000"), ""),
        ((20, "0.00"), ""),
        ((20, "0.000E+00"), ""),
        ((20, '0;"0.000"'), ""),
        ((0, '0"000"'), ""),
        ((20_000, '0,"000"'), ""),
        ((20, '0" m2"'), ""),
        ((20, '"Năm 2023: "0'), ""),
        ((20, "[>=1000]#,##0;0"), ""),
        ((20, '0" đ/c"'), ""),
        ((20, '0" (năm 2023)"'), ""),
        ((20, '0;"-000"0'), ""),
    ],
)
def test_a_number_to_which_its_format_adds_digits_is_set_aside(
    form: Callable[..., Path], programme: Programme, typed: tuple[int, str], shown: str
) -> None:
    values, findings = understood(form({NAM: typed}), programme)
    told = [found for found in findings if found.place.cell == "E13"]
    assert [found.code for found in told] == (["shown_otherwise"] if shown else [])
    assert all(f"hiện «{shown}»" in f.message and f"là {typed[0]}:" in f.message for f in told)
    assert number_of(values, NAM) == (None if shown else typed[0])


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        (";;;", "như ô để trống"),
        (";;", "như ô để trống"),
        ('""', "như ô để trống"),
        ("[Blue];-0", "như ô để trống"),
        ('"chưa có"', "«chưa có»"),
        ('"5 triệu"', "«5 triệu»"),
        ('[>30]"nhiều";0', "«nhiều»"),
        ('[>40]"nhiều";0', ""),
        ("\\-", "«-»"),
        ("0;;", ""),
        ('#,##0;-0;""', ""),
        ('[=0]"";0', ""),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', ""),
        ("[Blue]General", ""),
    ],
)
def test_a_number_that_its_format_does_not_show_is_set_aside(
    form: Callable[..., Path], programme: Programme, number_format: str, shown: str
) -> None:
    values, findings = understood(form({NAM: (39, number_format)}), programme)
    told = [found for found in findings if found.place.cell == "E13"]
    assert [found.code for found in told] == (["number_concealed"] if shown else [])
    assert all(
        "có số 39," in found.message and f"ô hiện {shown})" in found.message for found in told
    )
    assert number_of(values, NAM) == (None if shown else 39)


def test_a_format_of_thousands_of_digits_is_looked_at_too(
    form: Callable[..., Path], programme: Programme
) -> None:
    values, findings = understood(form({NAM: (20, f'0"{"5" * 5_000}"')}), programme)
    assert [f.code for f in findings if f.place.cell == "E13"] == ["shown_otherwise"]
    assert number_of(values, NAM) is None


SPLITTING = ("0-0", '00"/"00', "?/?", "[>=20]#,##0,;[>0]0;General")


def test_formats_that_split_a_number_are_seen_in_an_open_document(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path
) -> None:
    asked = [(field, part, 0) for field in ("mau_giao", "tieu_hoc") for part in ("nam", "nu")]
    cells = dict(zip(asked, SPLITTING, strict=True))
    [path] = soffice([form({key: (39, each) for key, each in cells.items()})], "ods", tmp_path)
    values, findings = understood(path, programme)
    told = [found.code for found in findings if found.code == "shown_otherwise"]
    assert len(told) == len(SPLITTING)
    assert all(number_of(values, key) is None for key in asked)


@pytest.mark.parametrize("letters", ["[]" * 50, "0" + " " * 100_000, "0-" * 50_000])
def test_a_format_costs_no_more_than_it_says(
    form: Callable[..., Path], programme: Programme, letters: str
) -> None:
    """Read in a process of its own, a form whose formats take longer would not be read at all."""
    values, _ = understood(form({NAM: (39, letters)}), programme)
    assert number_of(values, NAM) in (None, 39)


CONCEALING = (";;;", '[>30]"chưa có";0', "\\-")


SHOWING = ('# ?/?" m"', '0.00E+00" m"', "[Blue]General", '[=0]"";0', "[<50]0;0,", "0;-0;")


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_formats_that_show_nothing_are_seen_in_other_kinds_of_files(
    form: Callable[..., Path], programme: Programme, soffice: Convert, tmp_path: Path, kind: str
) -> None:
    fields = ("mau_giao", "tieu_hoc", "thcs", "dao_tao_nghe")
    asked = [(field, part, 0) for field in fields for part in ("tong", "nam", "nu")]
    typed = dict(zip(asked, (*CONCEALING, *SHOWING), strict=False))
    [path] = soffice([form({key: (39, each) for key, each in typed.items()})], kind, tmp_path)
    values, findings = understood(path, programme)
    told = [found.code for found in findings if found.found == "39" and found.cells]
    assert told == ["number_concealed"] * len(CONCEALING)
    assert {each for key, each in typed.items() if number_of(values, key) == 39} == set(SHOWING)


def test_a_count_that_is_shown_as_a_percentage_is_no_count(
    form: Callable[..., Path], programme: Programme
) -> None:
    """1 with the format 0% is 100% to the person who typed it, never one pupil."""
    values, findings = understood(form({NAM: (1, "0%")}), programme)
    [value] = [value for value in values if (value.field, value.part) == NAM[:2]]
    assert (value.number, value.text) == (None, "100%")
    assert "not_a_number" in [found.code for found in findings]
