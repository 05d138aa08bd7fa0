"""The forms: what is asked, where, what is locked, and which answers are accepted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils import get_column_letter

from bdg_excel.errors import OutputError
from bdg_excel.layout import (
    ANSWER,
    COVER,
    IDENTITY,
    IDENTITY_KEYS,
    IDENTITY_NAME,
    IDENTITY_SHEET,
    LISTS,
    NOTE,
    TABLE_HEAD,
    QuestionSheet,
    TableSheet,
    layouts,
)
from bdg_excel.programme import Programme
from bdg_excel.template import COVER_SHEET, form_name, write_form, write_forms
from tests.conftest import Convert
from tests.forms import address, blank_forms, everything, filled_forms, parts, slot_cells, write
from tests.goldens import FOLDER, GOLDENS

ROOT = Path(__file__).resolve().parent.parent
FUNCTIONS = {
    *(
        "AND",
        "COUNT",
        "COUNTA",
        "COUNTBLANK",
        "ISNA",
        "ISTEXT",
        "MATCH",
        "FIND",
        "IF",
        "INT",
        "ISNUMBER",
        "LEFT",
        "LOWER",
    ),
    *("N", "NOT", "OR", "RIGHT", "SUM", "SUMPRODUCT", "TRIM"),
}
"""All that the forms compute with: in Excel 2010, WPS and LibreOffice, the same in any country."""


@pytest.fixture(scope="module")
def blank(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return blank_forms(tmp_path_factory.mktemp("blank"), programme)


@pytest.fixture(scope="module")
def filled(programme: Programme, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return filled_forms(tmp_path_factory.mktemp("filled"), programme)


def test_a_form_is_named_after_its_kind_its_unit_and_the_name_without_accents(
    programme: Programme,
) -> None:
    assert form_name(programme.units_by_code["03391"]) == "xa_03391_xa-lan-nhi-thang.xlsx"


def test_the_forms_in_the_repository_are_those_of_the_definition(
    programme: Programme, tmp_path: Path
) -> None:
    made = write_forms(tmp_path, programme)
    kept = ROOT / "input_templates"
    assert [path.name for path in made] == [form_name(unit) for unit in programme.units]
    assert {path.name for path in kept.glob("*.xlsx")} == {path.name for path in made}
    for path in made:
        assert parts(path) == parts(kept / path.name), f"{path.name}: run `bdg templates`"


def test_the_same_answers_give_the_same_bytes(programme: Programme, tmp_path: Path) -> None:
    unit = programme.units_by_code["03391"]
    answers = everything(layouts(programme)["xa"])
    first = write(tmp_path / "a", programme, unit, answers)
    second = write(tmp_path / "b", programme, unit, answers)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    "name", ["Xã A", "Thị trấn Phong Thổ", "Xã " + "Mường " * 4 + "So", "A & <B>"]
)
def test_a_form_copied_for_a_unit_is_the_one_written_for_it(
    programme: Programme, tmp_path: Path, name: str
) -> None:
    units = tuple(replace(u, name=name) if u.form == "xa" else u for u in programme.units)
    renamed = replace(programme, units=units)
    unit = units[0]
    assert (unit.form, unit.name) == ("xa", name)
    write_form(tmp_path / "one.xlsx", renamed, layouts(renamed)["xa"], unit)
    write_forms(tmp_path / "all", renamed)
    one = (tmp_path / "one.xlsx").read_bytes()
    assert (tmp_path / "all" / form_name(unit)).read_bytes() == one


def test_no_sheet_uses_an_extension_and_no_format_names_another_sheet(
    filled: dict[str, Path],
) -> None:
    for path in filled.values():
        for name, part in parts(path).items():
            text = part.decode("utf-8")
            assert not re.search("x14|extLst|_xlfn", text), f"{path.name}: {name}"
            for rule in re.findall(r"<cfRule.*?</cfRule>", text):
                assert "!" not in rule, rule


def test_formulas_use_only_functions_that_all_programs_have(filled: dict[str, Path]) -> None:
    used: set[str] = set()
    for path in filled.values():
        for name, part in parts(path).items():
            if "/worksheets/" in name:
                text = part.decode("utf-8")
                formulas = re.findall(r"<(?:f|formula|formula1)>(.*?)</", text)
                used |= set(re.findall(r"\b([A-Z][A-Z0-9.]*)\(", " ".join(formulas)))
    assert used == FUNCTIONS


@pytest.mark.parametrize("name", ["form_commune.txt", "form_office.txt"])
def test_the_form_is_the_golden_one(name: str, tmp_path: Path) -> None:
    golden = (FOLDER / name).read_text(encoding="utf-8")
    assert GOLDENS[name](tmp_path) == golden, "run scripts/regenerate_golden.py, read the diff"


def test_an_old_form_stays_when_the_new_one_cannot_be_written(
    programme: Programme, tmp_path: Path
) -> None:
    unit = programme.units[0]
    (tmp_path / form_name(unit)).mkdir()
    with pytest.raises(OutputError, match="Không ghi được"):
        write(tmp_path, programme, unit)
    assert [path.name for path in tmp_path.iterdir()] == [form_name(unit)]


def test_ids_and_markers_stand_where_the_layout_says(
    programme: Programme, blank: dict[str, Path]
) -> None:
    for form_id, form in layouts(programme).items():
        book = openpyxl.load_workbook(blank[form_id])
        assert book.sheetnames[0] == COVER_SHEET
        assert book[COVER_SHEET]["A1"].value == COVER
        for sheet in form.sheets:
            page = book[sheet.name]
            ids = [cell.value or "" for cell in page[sheet.id_row + 1]][: len(sheet.columns)]
            assert ids == [sheet.marker, *sheet.columns[1:]]
            for row, row_id in _expected_row_ids(sheet):
                assert page.cell(row + 1, 1).value == row_id
            assert page.column_dimensions["A"].hidden
            assert page.row_dimensions[sheet.id_row + 1].hidden


def _expected_row_ids(sheet: QuestionSheet | TableSheet) -> Iterator[tuple[int, str]]:
    if isinstance(sheet, QuestionSheet):
        yield from ((line.row, line.row_id) for line in sheet.lines)
        return
    yield sheet.asks_row, sheet.asks_id
    yield sheet.total_row - 1, TABLE_HEAD
    yield sheet.total_row, "#tong_cong"
    for number in range(1, sheet.table.rows + 1):
        yield sheet.first_row + number - 1, sheet.row_id(number)


def test_every_answer_is_open_and_everything_else_is_locked(
    programme: Programme, blank: dict[str, Path]
) -> None:
    for form_id, form in layouts(programme).items():
        book = openpyxl.load_workbook(blank[form_id])
        slots = {sheet.name: slot_cells(sheet) for sheet in form.sheets}
        for page in book.worksheets:
            assert page.protection.sheet
            assert page.protection.password is None
            merged = {cell for box in page.merged_cells.ranges for cell in box.cells}
            found = {
                (cell.row, cell.column)
                for row in page.iter_rows()
                for cell in row
                if not cell.protection.locked
            }
            expected = set(slots.get(page.title, {}))
            assert expected <= found, page.title
            assert found - expected <= merged, page.title  # the rest of a merged answer cell


def test_outside_the_answers_only_rows_and_columns_of_the_form_itself_hold_text(
    programme: Programme, blank: dict[str, Path]
) -> None:
    for form_id, form in layouts(programme).items():
        book = openpyxl.load_workbook(blank[form_id])
        for sheet in form.sheets:
            page = book[sheet.name]
            for row in page.iter_rows(min_row=2, min_col=2):
                own = str(page.cell(row[0].row, 1).value).startswith("#")
                for cell in row:
                    column_id = str(page.cell(1, cell.column).value or "")
                    if cell.value is not None:
                        assert own or column_id.startswith("_"), (page.title, cell.coordinate)


def test_a_form_says_twice_which_one_it_is(programme: Programme, blank: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(blank["xa"])
    page = book[IDENTITY_SHEET]
    unit, version = programme.units[0], layouts(programme)["xa"].version
    facts = dict(page.iter_rows(min_row=2, max_col=2, values_only=True))
    assert page["A1"].value == IDENTITY
    assert page.sheet_state == "veryHidden"
    assert list(facts) == list(IDENTITY_KEYS)
    assert list(facts.values()) == [programme.id, "2023", "xa", unit.code, unit.name, version]
    assert book.defined_names[IDENTITY_NAME].attr_text == f'"{"|".join(map(str, facts.values()))}"'


def test_lists_are_named_ranges_of_a_hidden_sheet(
    programme: Programme, blank: dict[str, Path]
) -> None:
    book = openpyxl.load_workbook(blank["ban_vstbpn"])
    page = next(page for page in book.worksheets if page["A1"].value == LISTS)
    assert page.sheet_state == "veryHidden"
    for column in programme.table("san_pham").columns:
        if column.choices:
            sheet, cells = next(iter(book.defined_names[f"ds_{column.choices}"].destinations))
            listed = tuple(row[0].value for row in book[sheet][cells])
            assert listed == programme.choices[column.choices]


def _validations(page: Any) -> dict[str, Any]:
    """The validation of each cell, by its address."""
    return {
        f"{get_column_letter(column)}{row}": rule
        for rule in page.data_validations.dataValidation
        for box in rule.sqref.ranges
        for row, column in box.cells
    }


def test_every_answer_but_notes_is_guarded_after_its_kind(
    programme: Programme, blank: dict[str, Path]
) -> None:
    kinds = {"count": "custom", "money": "custom", "percent": "custom", "yes_no": "list"}
    for form_id, form in layouts(programme).items():
        book = openpyxl.load_workbook(blank[form_id])
        for sheet in form.sheets:
            rules = _validations(book[sheet.name])
            for (row, column), slot in slot_cells(sheet).items():
                rule = rules.get(f"{get_column_letter(column)}{row}")
                if slot.kind in kinds:
                    assert rule is not None
                    assert rule.type == kinds[slot.kind]
                    assert rule.errorStyle in (None, "stop")
                elif slot.kind == "choice":
                    assert rule is not None
                    assert (rule.type, rule.errorStyle) == ("list", "warning")
                    assert rule.formula1.startswith("ds_")
                assert rule is None or slot.part != NOTE


def test_what_a_cell_tells_is_short_enough_for_excel(blank: dict[str, Path]) -> None:
    told = 0
    for path in blank.values():
        for page in openpyxl.load_workbook(path).worksheets:
            for rule in page.data_validations.dataValidation:
                assert len(rule.formula1 or "") <= 255
                assert len(rule.prompt or "") <= 255
                assert len(rule.error or "") <= 225
                assert max(len(rule.promptTitle or ""), len(rule.errorTitle or "")) <= 32
                told += bool(rule.prompt)
    assert told > 20


TYPED_COUNTS: dict[object, bool] = {
    0: True,
    1260: True,
    "Không": True,
    " KHÔNG ": True,
    "không có": True,
    "-": True,
    -1: False,
    1.5: False,
    "abc": False,
    "12 người": False,
    "12/35": False,
    "hông": False,
    "|": False,
}
TYPED_PERCENTS: dict[object, bool] = {
    0: True,
    50.9: True,
    100: True,
    "Không": True,
    0.65: False,
    100.1: False,
    -3: False,
    "65 phần trăm": False,
}


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("xa/mau_giao/tong", TYPED_COUNTS),
        ("ban_vstbpn/ngan_sach_van_dong/tong", TYPED_COUNTS),
        ("y_te/tiep_can_y_te/ty_le", TYPED_PERCENTS),
    ],
)
def test_a_number_cell_takes_numbers_and_words_for_none(
    question: str,
    typed: Mapping[object, bool],
    blank: dict[str, Path],
    soffice: Convert,
    tmp_path: Path,
    programme: Programme,
) -> None:
    form_id, field, part = question.split("/")
    sheet = layouts(programme)[form_id].sheets[0]
    assert isinstance(sheet, QuestionSheet)
    cell = address(sheet.row_of(part, field), sheet.column(ANSWER))
    rule = _validations(openpyxl.load_workbook(blank[form_id])[sheet.name])[cell].formula1
    assert _taken(rule, cell, typed, soffice, tmp_path) == typed


def test_an_amount_in_a_table_may_be_typed_with_its_unit(
    soffice: Convert, tmp_path: Path, programme: Programme
) -> None:
    """Where an amount is doubted there is no note that could confirm it."""
    table, *others = programme.tables
    columns = [replace(c, kind="money") if c.merge == "sum" else c for c in table.columns]
    changed = replace(programme, tables=(replace(table, columns=tuple(columns)), *others))
    [path, *_] = write_forms(tmp_path, changed)
    sheet = next(s for s in layouts(changed)["xa"].sheets if isinstance(s, TableSheet))
    place = sheet.first_column + next(n for n, c in enumerate(columns) if c.kind == "money")
    cell = address(sheet.first_row, place)
    rules = openpyxl.load_workbook(path)[sheet.name].data_validations.dataValidation
    [rule, prompt] = [w for r in rules if cell in r.sqref for w in (r.formula1, r.prompt)]
    assert "số đồng" in prompt
    assert "không ghi kèm chữ" not in prompt
    typed: dict[object, bool] = {
        20_000_000: True,
        "50.000 đồng": True,
        "20 triệu Đồng ": True,
        "Không": True,
        "50.000": False,
        "đồng ý": False,
        -1: False,
    }
    assert _taken(rule, cell, typed, soffice, tmp_path) == typed


def _taken(
    rule: str, cell: str, typed: Mapping[object, bool], soffice: Convert, scratch: Path
) -> dict[object, bool]:
    """Whether `rule` of `cell` takes each of what is `typed`, as LibreOffice computes it."""
    source = scratch / "typed.xlsx"
    with xlsxwriter.Workbook(source) as book:
        page = book.add_worksheet()
        for row, value in enumerate(typed):
            page.write(row, 0, value)
            page.write_formula(row, 1, f"={rule.replace(cell, f'A{row + 1}')}")
    (computed,) = soffice([source], "xlsx", scratch / "computed", recalculate=True)
    rows = openpyxl.load_workbook(computed, data_only=True).active.iter_rows(values_only=True)
    return dict(rows)
