"""The quick reader is given a workbook unpacked, and reads just what it would read in the file."""

import datetime
import io
from pathlib import Path

import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from bdg_excel.reader.files.package import Package
from bdg_excel.reader.files.quick import nothing_merged, unpacked
from bdg_excel.reader.files.workbook import Grid, UnreadableError, grids
from tests.archives import MAIN, SHEET, book, part, relations, row, value, with_sheet
from tests.archives import sheet as sheet_of
from tests.conftest import Convert

STYLES = "xl/styles.xml"
DATE = '<numFmts count="1"><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts>'
FONTS = '<fonts count="1"><font><name val="Times New Roman"/></font></fonts>'
LOOKS = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170"><alignment/></xf></cellXfs>'
WHOLE = f'<worksheet xmlns="{MAIN}"><sheetData>{{rows}}</sheetData>{{merged}}</worksheet>'
SHOWN_AS_DATE = row(1, '<c r="A1" s="1"><v>45000</v></c>')
MERGED = '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'


def given(content: bytes) -> bytes:
    """What the quick reader is given."""
    made = unpacked(Package(content))
    assert made is not None
    return made


def read_alike(content: bytes) -> list[Grid]:
    """What is read in `content`: the same in what the quick reader is given."""
    found = grids(given(content))
    assert found == grids(content)
    return found


def test_a_form_is_read_alike(sample_inbox: Path) -> None:
    for path in sorted(sample_inbox.iterdir()):
        assert any(grid.marker for grid in read_alike(path.read_bytes()))


def test_a_form_that_libreoffice_saved_is_read_alike(
    sample_inbox: Path, soffice: Convert, tmp_path: Path
) -> None:
    [made] = soffice([next(iter(sorted(sample_inbox.iterdir())))], "xlsx", tmp_path)
    assert any(grid.marker for grid in read_alike(made.read_bytes()))


def test_dates_percentages_and_merged_cells_are_read_alike() -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([1, 2.5, "Mường So", True, "=1/0"])
    sheet.append([datetime.date(2026, 11, 30), datetime.time(8, 30), None, "", 0.65])
    sheet["E2"].number_format = "0%"
    sheet["A3"], sheet["A3"].number_format = 45000, '[$-42A]"ngày "d/m/yyyy'
    sheet["B3"], sheet["B3"].number_format = datetime.timedelta(hours=30), "[h]:mm"
    sheet.merge_cells("A5:C6")
    sheet["A5"] = 7
    content = io.BytesIO()
    made.save(content)
    [grid] = read_alike(content.getvalue())
    assert grid.rows[1][0] == datetime.date(2026, 11, 30)
    assert isinstance(grid.rows[2][0], datetime.date)
    assert grid.rows[4][0] == 7


def test_no_sheet_is_searched_for_merged_cells() -> None:
    """Or each would be parsed twice: whoever reads `merged_cell_ranges` here must change that."""
    content = book(part(SHEET, WHOLE.format(rows=SHOWN_AS_DATE, merged=MERGED)))
    assert merged_in(content) == [((0, 0), (1, 1))]
    assert merged_in(given(content)) == []


def merged_in(content: bytes) -> object:
    found = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return found.merged_cell_ranges


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData>{rows}</sheetData>{merged}",
        "<worksheet><sheetData>{rows}</sheetData>{merged}</worksheet",
        "<worksheet><!-- <sheetData> --><sheetData>{rows}</sheetData>{merged}</worksheet>",
        "<worksheet><x:sheetData>{rows}</x:sheetData>{merged}</worksheet>",
        "<x:worksheet><sheetData>{rows}</sheetData>{merged}</x:worksheet>",
    ],
)
def test_a_sheet_that_may_be_damaged_is_parsed_to_its_end(sheet: str) -> None:
    part = sheet.format(rows=SHOWN_AS_DATE, merged=MERGED).encode()
    assert nothing_merged(part) == part


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData/></worksheet>",
        "<worksheet><sheetData></sheetData></worksheet>",
        "<worksheet><sheetData>{rows}</sheetData></worksheet>",
        '<worksheet><sheetData\n xml:space="preserve">{rows}</sheetData ></worksheet>',
        "<worksheet><!-- <sheetData> --><sheetData>{rows}</sheetData></worksheet>",
        "<worksheet><!-- </sheetData> --><sheetData>{rows}</sheetData></worksheet>",
        "<worksheet><sheetData>{rows}</sheetData><a><![CDATA[</sheetData>]]></a></worksheet>",
        "<worksheet><sheetData>{rows}</sheetData><sheetData>{more}</sheetData></worksheet>",
        "<worksheet><cols><col/></cols><sheetData>{rows}</sheetData>{merged}</worksheet>",
        "<x:worksheet xmlns:x='m'><x:sheetData><x:row r='2'><x:c r='B2'><x:v>5</x:v></x:c></x:row>"
        "</x:sheetData></x:worksheet>",
        "<x:worksheet xmlns:x='m'><sheetData>{rows}</sheetData></x:worksheet>",
        "\ufeff<?xml version='1.0'?><worksheet><sheetData>{rows}</sheetData></worksheet>",
    ],
)
def test_a_sheet_of_another_make_is_read_alike(sheet: str) -> None:
    rows, more = row(2, value("B2", "12"), value("D2", "7")), row(9, value("A9", "4"))
    [grid] = read_alike(book(part(SHEET, sheet.format(rows=rows, more=more, merged=MERGED))))
    numbers = [cell for line in grid.rows for cell in line if cell != ""]
    assert numbers == ([12, 7] if "{rows}" in sheet else [5] if "<x:v>" in sheet else [])


def test_a_sheet_that_ends_in_the_midst_of_its_rows_is_refused_alike() -> None:
    cut = book(part(SHEET, "<worksheet><sheetData>" + row(2, value("B2", "12"))))
    for content in (cut, given(cut)):
        with pytest.raises(UnreadableError):
            grids(content)


@pytest.mark.parametrize(
    ("styles", "is_date"),
    [
        (f"<styleSheet>{DATE}{FONTS}<fills/>{LOOKS}<dxfs/></styleSheet>", True),
        (f"<styleSheet>{FONTS}{DATE}{LOOKS}</styleSheet>", True),
        (f"<styleSheet>{FONTS}{LOOKS}{DATE}</styleSheet>", None),
        (f"<styleSheet>{LOOKS}{FONTS}</styleSheet>", False),
        (f"<styleSheet>{FONTS}{LOOKS.replace('170', '14')}</styleSheet>", True),
        (f"<styleSheet>{DATE}{FONTS}</styleSheet>", False),
        (f"<styleSheet>{DATE}{LOOKS}</styleSheet>", True),
    ],
)
def test_styles_of_another_make_tell_the_same_dates(styles: str, is_date: bool | None) -> None:
    [grid] = read_alike(with_sheet(SHOWN_AS_DATE, part(STYLES, styles)))
    if is_date is not None:
        assert isinstance(grid.rows[0][0], datetime.date) is is_date


def test_a_sheet_that_is_not_what_its_checksum_says_is_damaged(sample_inbox: Path) -> None:
    content = bytearray(next(iter(sorted(sample_inbox.iterdir()))).read_bytes())
    info = Package(bytes(content)).getinfo(SHEET)
    at = content.find(b"PK\x01\x02")
    while content[at + 46 : at + 46 + len(SHEET)] != SHEET.encode():
        at = content.find(b"PK\x01\x02", at + 1)
    content[at + 16 : at + 20] = (info.CRC ^ 1).to_bytes(4, "little")
    with pytest.raises(Exception, match="CRC"):
        unpacked(Package(bytes(content)))


def test_what_is_given_is_a_sound_zip(sample_inbox: Path) -> None:
    made = Package(given(next(iter(sorted(sample_inbox.iterdir()))).read_bytes()))
    assert made.testzip() is None


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData>{rows}</sheetData><mergeCells><mergeCell ref=",
        "<worksheet><sheetData>{rows}</sheetData><mergeCells count='1'>",
        "<worksheet><sheetData>{rows}</sheetData><pageMargins left='",
    ],
)
def test_a_sheet_that_is_cut_off_behind_its_rows_is_refused_as_before(sheet: str) -> None:
    cut = book(part(SHEET, sheet.format(rows=row(2, value("B2", "12")))))
    for content in (cut, given(cut)):
        with pytest.raises(UnreadableError):
            grids(content)


@pytest.mark.parametrize("folder", ["docProps", "xl/drawings", "xl/media", "xl/theme"])
def test_a_sheet_may_lie_anywhere(folder: str) -> None:
    where = part(f"{folder}/sheet1.xml", sheet_of(row(1, value("A1", "12"))))
    links = relations([("worksheet", f"/{folder}/sheet1.xml"), ("styles", "styles.xml")])
    made = book(where, part("xl/_rels/workbook.xml.rels", links), without=(SHEET,))
    [grid] = read_alike(made)
    assert grid.rows[0][0] == 12
