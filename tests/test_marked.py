"""Numbers with a footnote's mark in their cell, and numbers that were struck out."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from bdg_excel.findings import Finding
from bdg_excel.programme import Programme
from bdg_excel.values.value import Value
from tests.archives import replaced_in
from tests.builders import Key, cell, filled, sample_of
from tests.conftest import Convert
from tests.forms import write
from tests.understood import understood as all_of

CODE = "03589"
NAM: Key = ("mau_giao", "nam", 0)
SESSIONS: Key = ("hoat_dong", "so_cuoc", 1)
RAISED, LOWERED = '<vertAlign val="superscript"/>', '<vertAlign val="subscript"/>'
STRUCK, NOT_STRUCK = "<strike/>", '<strike val="0"/>'
Pieces = tuple[tuple[str, str], ...]
"""The pieces of a text, each with what its font says."""

Made = Callable[..., Path]


@pytest.fixture
def made(tmp_path: Path, programme: Programme, definition: Path) -> Made:
    """The sample form of Mường So with a text in pieces in one cell."""

    def form(key: Key, pieces: Pieces, inline: bool = False) -> Path:
        answers = sample_of(programme, definition, CODE) | {key: "in pieces"}
        path = write(tmp_path, programme, programme.units_by_code[CODE], answers)
        runs = "".join(
            f'<r><rPr>{look}<sz val="12"/></rPr><t xml:space="preserve">{text}</t></r>'
            for text, look in pieces
        )
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        texts = parts["xl/sharedStrings.xml"].split(b"<si>")[1:]
        number = texts.index(b"<t>in pieces</t></si>")
        shared = f't="s"><v>{number}</v>', f't="inlineStr"><is>{runs}</is>'
        old, new = shared if inline else ("<t>in pieces</t>", runs)
        assert sum(part.count(old.encode()) for part in parts.values()) == 1
        with zipfile.ZipFile(path, "w") as archive:
            for name, part in parts.items():
                archive.writestr(name, part.replace(old.encode(), new.encode()))
        return path

    return form


def understood(path: Path, programme: Programme, key: Key) -> tuple[Value, list[Finding]]:
    """The answer to a question and what is said of its cell; the balance of cells holds."""
    values, told = all_of(path, programme)
    [value] = [v for v in values if (v.field, v.part, v.row) == key]
    return value, [f for f in told if (f.place.sheet, f.place.cell) == (value.sheet, value.cell)]


FOOTNOTE: Pieces = (("45", ""), ("1", RAISED))
CORRECTED: Pieces = (("109", STRUCK), ("119", ""))
DOUBTFUL = [
    (FOOTNOTE, "45 hoặc 451"),
    ((("45", ""), (" người", ""), ("1", LOWERED)), "45 người hoặc 45 người1"),
    (CORRECTED, "119 hoặc 109119"),
    ((("109", STRUCK), (" 119 em", "")), "119 em hoặc 109 119 em"),
    ((("Không", STRUCK), ("5", "")), "5 hoặc Không5"),
    ((("12", STRUCK),), "để trống hoặc 12"),
]


@pytest.mark.parametrize("key", [NAM, SESSIONS])
@pytest.mark.parametrize(("pieces", "readings"), DOUBTFUL)
def test_a_number_with_another_reading_without_its_marked_pieces_is_set_aside(
    made: Made, programme: Programme, key: Key, pieces: Pieces, readings: str
) -> None:
    value, [found] = understood(made(key, pieces), programme, key)
    assert (value.number, found.code, found.cells) == (None, "marked_digits", 1)
    assert f"có thể là {readings};" in found.message


@pytest.mark.parametrize("key", [NAM, SESSIONS])
@pytest.mark.parametrize(("pieces", "readings"), DOUBTFUL)
def test_marked_pieces_are_seen_in_a_text_that_stands_in_its_sheet(
    made: Made, programme: Programme, key: Key, pieces: Pieces, readings: str
) -> None:
    value, [found] = understood(made(key, pieces, inline=True), programme, key)
    assert (value.number, found.code, found.cells) == (None, "marked_digits", 1)
    assert f"có thể là {readings};" in found.message


def test_a_legacy_font_is_seen_in_a_text_that_stands_in_its_sheet(
    made: Made, programme: Programme
) -> None:
    path = made(NAM, (("Kh«ng", '<rFont val=".VnTime"/>'),), inline=True)
    value, [found] = understood(path, programme, NAM)
    assert (value.number, found.code) == (0, "legacy_font")


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("pieces", [FOOTNOTE, CORRECTED])
def test_marked_pieces_are_seen_in_what_libreoffice_saved(
    made: Made, programme: Programme, soffice: Convert, tmp_path: Path, pieces: Pieces, kind: str
) -> None:
    outdir = tmp_path / "saved"
    outdir.mkdir()
    [path] = soffice([made(NAM, pieces)], kind, outdir)
    _, [found] = understood(path, programme, NAM)
    assert found.code == "marked_digits"
    assert dict(DOUBTFUL)[pieces] in found.message


@pytest.mark.parametrize(
    ("pieces", "number"),
    [
        ((("4", ""), ("5", NOT_STRUCK)), 45),
        ((("45", RAISED.replace("superscript", "baseline")),), 45),
        ((("45 ", ""), ("em", RAISED)), 45),
    ],
)
def test_pieces_that_make_no_other_number_are_read_as_they_stand(
    made: Made, programme: Programme, pieces: Pieces, number: int
) -> None:
    value, findings = understood(made(NAM, pieces), programme, NAM)
    assert value.number == number
    assert "marked_digits" not in [found.code for found in findings]


def test_a_note_may_have_marks(made: Made, programme: Programme) -> None:
    key = ("mau_giao", "ghi_chu", 0)
    value, findings = understood(made(key, (("sân 20 m", ""), ("2", RAISED))), programme, key)
    assert (value.text, findings) == ("sân 20 m2", [])


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("typed", [57, 0, "57 em"])
def test_a_cell_that_is_struck_out_as_a_whole_is_set_aside(  # noqa: PLR0913, PLR0917
    inbox: Path,
    programme: Programme,
    definition: Path,
    soffice: Convert,
    tmp_path: Path,
    typed: int | str,
    kind: str,
) -> None:
    path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
    book = openpyxl.load_workbook(path)
    cell(book, *NAM).value = typed
    cell(book, *NAM).font = Font(strike=True)
    book.save(path)
    if kind != "xlsx":
        [path] = soffice([path], kind, tmp_path)
    value, [found] = understood(path, programme, NAM)
    assert (value.number, found.code, found.cells) == (None, "marked_digits", 1)
    assert f"để trống hoặc {typed};" in found.message


LINE = re.compile(r' style:text-line-through-\w+="\w+"')
STRUCK_STYLE = re.compile(
    r'<style:style (?:(?!<style:style ).)*? style:text-line-through-style="solid"[^>]*>'
)
NAMED = (
    '<style:style style:name="Bo" style:family="table-cell">'
    '<style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="Bo" style:family="graphic"/>'
)
BOLD = (
    '<style:style style:name="Dam" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)


def test_what_an_open_document_strikes_out_by_another_style_is_set_aside(
    inbox: Path, programme: Programme, soffice: Convert, tmp_path: Path
) -> None:
    """What a piece's style does not say the cell's says, or the one that this comes from."""
    path = filled(inbox, programme, CODE, {NAM: "57 em"})
    book = openpyxl.load_workbook(path)
    cell(book, *NAM).font = Font(strike=True)
    book.save(path)
    [path] = soffice([path], "ods", tmp_path)
    replaced_in(path, b">57 em<", b'><text:span text:style-name="Dam">57 em</text:span><')
    replaced_in(path, b"</office:automatic-styles>", f"{BOLD}</office:automatic-styles>".encode())
    assert [found.code for found in understood(path, programme, NAM)[1]] == ["marked_digits"]
    with zipfile.ZipFile(path) as archive:
        struck = STRUCK_STYLE.search(archive.read("content.xml").decode())
    assert struck
    bare = LINE.sub("", struck[0]).replace('parent-style-name="Default"', 'parent-style-name="Bo"')
    replaced_in(path, struck[0].encode(), bare.encode())
    assert understood(path, programme, NAM)[0].number == 57
    replaced_in(path, b"</office:styles>", f"{NAMED}</office:styles>".encode())
    assert [found.code for found in understood(path, programme, NAM)[1]] == ["marked_digits"]
