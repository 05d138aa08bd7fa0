"""Cells that look empty and are not, found in a file's own parts."""

import io
import zipfile
from typing import Any

import pytest

from bdg_excel.reader.files.kind import look
from bdg_excel.reader.files.ole import SIGNATURE
from bdg_excel.reader.second_look.hidden import NOTHING, Hidden, hidden_cells
from bdg_excel.values.raw import CellError, Formula
from tests.small_books import zipped, zipped_sheet


def hidden(content: bytes) -> Hidden:
    """What `hidden_cells` finds in a file, with the zip that was opened before."""
    return hidden_cells(content, look(content).archive, ["Số liệu"])


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ('<c r="B2" t="e"><v>#REF!</v></c>', {(1, 1): CellError("#REF!")}),
        ('<c r="B2" s="3" t="e"><f>A1</f><v>#N/A</v></c>', {(1, 1): CellError("#N/A")}),
        ('<c r="B2"><f>1+1</f></c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f><v/></c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f><v></v></c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f>\n</c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f>\r\n</c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f> </c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f>\t</c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><f>1+1</f ></c>', {(1, 1): Formula("=1+1")}),
        ('<c r="B2"><x:f xmlns:x="x">1+1</x:f><v/></c>', {(1, 1): Formula("=1+1")}),
        (
            '<c><f>1</f><v>1</v></c><c r="B2"><x:f xmlns:x="x">1+1</x:f><v/></c>',
            {(1, 1): Formula("=1+1")},
        ),
        ('<c r="B2" t = "e"><v>#REF!</v></c>', {(1, 1): CellError("#REF!")}),
        ("<c r='B2' t='e'><v>#REF!</v></c>", {(1, 1): CellError("#REF!")}),
        ('<c r="B2"><f t="shared" si="0"/></c>', {(1, 1): Formula("=…")}),
        ('<c/><c t="e"><v>#REF!</v></c>', {(1, 1): CellError("#REF!")}),
        ('<c r="B2" t="str"><f>""</f><v></v></c>', {}),
        ('<c r="B2"><f>1+1</f><v>2</v></c>', {}),
        ('<c r="B2" s="1"/>', {}),
    ],
)
def test_cells_that_only_look_empty_are_found(cells: str, found: dict[Any, Any]) -> None:
    sheet = f'<sheetData><row r="2">{cells}</row></sheetData>'
    expected = {"Số liệu": found} if found else {}
    assert hidden(zipped(sheet)) == Hidden(expected)


def test_cells_of_a_writer_with_prefixes_are_found() -> None:
    cells = '<x:row r="2"><x:c r="B2"><x:f>1+1</x:f></x:c></x:row>'
    content = zipped_sheet(f'<x:worksheet xmlns:x="x">{cells}</x:worksheet>')
    assert hidden(content).cells == {"Số liệu": {(1, 1): Formula("=1+1")}}


@pytest.mark.parametrize(
    "content",
    [
        zipped('<row><c r="B2" t="e"><v>#REF!</v></c></row>', target="elsewhere.xml"),
        zipped('<row><c r="?" t="e"><v>#REF!</v></c></row>'),
        zipped('<row><c r="B2" t="e"><v>#REF!</v></row>'),
    ],
)
def test_errors_that_cannot_be_located_are_no_silent_blanks(content: bytes) -> None:
    assert hidden(content).unlocated


def test_an_error_in_a_sheet_of_another_name_than_the_reader_says_is_no_silent_blank() -> None:
    content = zipped('<sheetData><row><c r="B2" t="e"><v>#REF!</v></c></row></sheetData>')
    archive = look(content).archive
    assert not hidden_cells(content, archive, ["Ý kiến", "Số liệu"]).unlocated
    assert hidden_cells(content, archive, ["Ý kiến"]).unlocated


def test_a_sheet_of_old_macros_holds_no_answers() -> None:
    """Its commands are formulas that nobody has calculated."""
    content = io.BytesIO(zipped(""))
    with zipfile.ZipFile(content, "a") as archive:
        commands = '<macrosheet><sheetData><row><c r="A1"><f>HALT()</f></c></row></sheetData>'
        archive.writestr("xl/macrosheets/sheet1.xml", f"{commands}</macrosheet>")
    assert hidden(content.getvalue()) == NOTHING


def test_errors_of_a_binary_workbook_are_found_but_not_their_places() -> None:
    error = b"\x03\x09" + b"\0" * 8 + b"\x17"
    for record, unlocated in ((error, True), (b"\x02\x09" + b"\x03" * 9, False)):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            archive.writestr("xl/workbook.bin", b"")
            archive.writestr("xl/worksheets/sheet1.bin", b"\x81\x01\x00" + record)
        assert hidden(content.getvalue()) == Hidden(unlocated=unlocated)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"<html>"])
def test_what_is_no_workbook_hides_nothing(content: bytes) -> None:
    assert hidden(content) == NOTHING


def test_a_damaged_xls_with_errors_is_told() -> None:
    start = SIGNATURE
    assert not hidden(start).unlocated
    assert hidden(start + b"\x05\x02\x08\x00" + b"\0" * 6 + b"\x17\x01").unlocated
