"""Comments on cells and text boxes: no cell holds them, and none is lost in silence."""

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlrd
from openpyxl.comments import Comment

from bdg_excel.findings import Finding, Severity
from bdg_excel.inbox import InboxFile
from bdg_excel.layout import layouts
from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.reader import Submission, read
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.second_look.remarks import old_xls, open_document
from bdg_excel.reader.second_look.remarks.remark import Remark
from bdg_excel.returned import write_returned
from bdg_excel.template import LIST_SHEET, form_name
from tests.builders import Key, cell, filled, sample_of
from tests.conftest import Convert
from tests.forms import parts

CODE = "03589"
NU: Key = ("mau_giao", "nu", 0)
NAM: Key = ("mau_giao", "nam", 0)
WRONG: dict[Key, Any] = {
    ("mau_giao", "tong", 0): "rất nhiều",
    ("tieu_hoc", "nam", 0): "1.26",
    ("thcs", "tong", 0): 200,
}
DRAWINGS = "http://schemas.openxmlformats.org/drawingml/2006"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
THREADS = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
LAUGHS = "<!DOCTYPE c [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>"


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> Path:
    """The sample form of Mường So."""
    return filled(inbox, programme, CODE, sample_of(programme, definition, CODE))


def commented(path: Path, comments: Mapping[Key, Comment]) -> None:
    """Writes the comments on the cells of the questions."""
    book = openpyxl.load_workbook(path)
    for key, comment in comments.items():
        cell(book, *key).comment = comment
    book.save(path)


def with_parts(path: Path, changed: Mapping[str, str | bytes]) -> None:
    """The same workbook with the parts `changed`, in place of its own or besides."""
    kept = parts(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (kept | dict(changed)).items():
            archive.writestr(name, content)


def related(sheet: int, *targets: str) -> dict[str, str]:
    """The part that says what belongs to a sheet."""
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/any" Target="{target}"/>'
        for n, target in enumerate(targets, start=1)
    )
    part = f'<Relationships xmlns="{RELATIONS}">{listed}</Relationships>'
    return {f"xl/worksheets/_rels/sheet{sheet}.xml.rels": part}


def drawing(*anchored: str) -> str:
    return (
        f'<xdr:wsDr xmlns:xdr="{DRAWINGS}/spreadsheetDrawing" xmlns:a="{DRAWINGS}/main" '
        f'xmlns:mc="{COMPATIBLE}">{"".join(anchored)}</xdr:wsDr>'
    )


def box(*paragraphs: str, row: int = 11, column: int = 4) -> str:
    """A text box whose upper left corner lies in a cell, E12 unless told."""
    said = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
    return (
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:row>20</xdr:row>"
        f'</xdr:to><xdr:sp><xdr:txBody><a:bodyPr wrap="square"/>{said}</xdr:txBody></xdr:sp>'
        "<xdr:clientData/></xdr:twoCellAnchor>"
    )


def comments_part(*comments: tuple[str, str], author: str = "Lan", head: str = "") -> str:
    said = "".join(
        f'<comment ref="{ref}" authorId="0"><text><r><t>{text}</t></r></text></comment>'
        for ref, text in comments
    )
    authors = f"<authors><author>{author}</author></authors>"
    return f'{head}<comments xmlns="{MAIN}">{authors}<commentList>{said}</commentList></comments>'


def submitted(path: Path, programme: Programme) -> Submission:
    reading = read(InboxFile(path, path.name), programme, layouts(programme))
    assert isinstance(reading, Submission)
    return reading


def told(path: Path, programme: Programme) -> list[tuple[str, str, str, str]]:
    """What the reader says of a file: code, sheet, cell, the words found."""
    found = submitted(path, programme).findings
    return [(one.code, one.place.sheet, one.place.cell, one.found) for one in found]


def test_a_comment_on_a_cell_is_told_where_it_stands(form: Path, programme: Programme) -> None:
    before = submitted(form, programme)
    commented(form, {NU: Comment("Đúng là 45\ncháu, chưa kịp sửa", "Lan")})
    after = submitted(form, programme)
    [found] = after.findings
    assert (found.code, found.severity, found.cells) == ("cell_comment", Severity.WARNING, 0)
    assert (found.place.sheet, found.place.cell) == ("Số liệu", "E14")
    assert found.found == "Đúng là 45 cháu, chưa kịp sửa"
    assert "«Đúng là 45 cháu, chưa kịp sửa»" in found.problem
    assert found.remedy.startswith("Ghi số liệu vào đúng ô, lời giải thích vào cột Ghi chú")
    assert [answer.raw for answer in after.answers] == [answer.raw for answer in before.answers]
    assert after.filled == before.filled


def test_a_form_without_comments_is_not_searched(
    form: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bdg_excel.reader.second_look.remarks._listed", None)
    assert submitted(form, programme).findings == ()


def test_an_empty_comment_is_none(form: Path, programme: Programme) -> None:
    commented(form, {NU: Comment("Chị Lan:\n", "Chị Lan"), NAM: Comment(" \n", "Chị Lan")})
    assert told(form, programme) == []


def test_letters_that_are_written_by_their_numbers_are_read(
    form: Path, programme: Programme
) -> None:
    part = comments_part(("E14", "45_x000D_\ncháu, _x005F_x0041_ _xD800_"))
    with_parts(form, {**related(2, "../comments1.xml"), "xl/comments1.xml": part})
    assert told(form, programme) == [("cell_comment", "Số liệu", "E14", "45 cháu, _x0041_ _xD800_")]


def test_a_long_comment_is_shortened(form: Path, programme: Programme) -> None:
    commented(form, {NU: Comment("cháu " * 100, "Lan")})
    [(_, _, _, words)] = told(form, programme)
    assert words == f"{'cháu ' * 60} …"


def test_a_few_comments_are_told_one_by_one_and_the_others_by_their_cells(
    form: Path, programme: Programme
) -> None:
    book = openpyxl.load_workbook(form)
    for row in range(2, 72):
        book["Số liệu"].cell(row, 9).comment = Comment(f"số {row}", "Lan")
    book.save(form)
    *first, last = submitted(form, programme).findings
    assert [found.code for found in first] == ["cell_comment"] * 10
    assert [found.place.cell for found in first] == [f"I{row}" for row in range(2, 12)]
    assert (last.code, last.found, last.place.cell) == ("comments_many", "60", "")
    assert "(Số liệu, I12; Số liệu, I13; " in last.message
    assert "; Số liệu, I51; …)" in last.message


def test_the_text_of_a_box_is_told_with_the_cell_under_its_corner(
    form: Path, programme: Programme
) -> None:
    part = drawing(box("Số học sinh", "thật là 45"), box(" "), "<xdr:twoCellAnchor/>")
    with_parts(form, {**related(2, "../drawings/drawing1.xml"), "xl/drawings/drawing1.xml": part})
    [found] = submitted(form, programme).findings
    assert (found.code, found.severity) == ("text_box", Severity.WARNING)
    assert (found.place.sheet, found.place.cell) == ("Số liệu", "E12")
    assert found.found == "Số học sinh thật là 45"
    assert found.remedy.startswith("Ghi số liệu vào đúng ô")


def test_a_box_that_is_there_twice_for_older_programs_is_told_once(
    form: Path, programme: Programme
) -> None:
    choice = f'<mc:Choice Requires="a14">{box("45 cháu")}</mc:Choice>'
    both = f"<mc:AlternateContent>{choice}<mc:Fallback>{box('45 cháu')}</mc:Fallback>"
    part = drawing(f"{both}</mc:AlternateContent>")
    with_parts(form, {**related(2, "/xl/drawings/drawing7.xml"), "xl/drawings/drawing7.xml": part})
    assert told(form, programme) == [("text_box", "Số liệu", "E12", "45 cháu")]


@pytest.mark.parametrize(("row", "column"), [(-1, 4), (2**20, 4), (3, 2**14), ("²", 4)])
def test_a_box_at_no_cell_is_told_all_the_same(
    form: Path, programme: Programme, row: Any, column: int
) -> None:
    part = drawing(box("45 cháu", row=row, column=column))
    with_parts(form, {"xl/drawings/drawing1.xml": part})
    assert told(form, programme) == [("text_box", "", "", "45 cháu")]


def test_a_conversation_is_told_once_with_its_answers(form: Path, programme: Programme) -> None:
    legacy = comments_part(("E14", "[Threaded comment] Comment: 45?"), author="tc={7}")
    talk = (
        f'<ThreadedComments xmlns="{THREADS}"><threadedComment ref="E14" id="{{7}}"><text>45 hay '
        '46?</text></threadedComment><threadedComment ref="E14" parentId="{7}"><text>46</text>'
        "</threadedComment></ThreadedComments>"
    )
    names = ("xl/comments1.xml", "xl/threadedComments/threadedComment1.xml")
    with_parts(form, {**related(2, *(f"/{n}" for n in names)), names[0]: legacy})
    assert [words for *_, words in told(form, programme)] == ["[Threaded comment] Comment: 45?"]
    with_parts(form, {names[1]: talk})
    assert told(form, programme) == [("cell_comment", "Số liệu", "E14", "45 hay 46? 46")]


def test_a_comment_on_a_sheet_of_their_own_is_told(form: Path, programme: Programme) -> None:
    book = openpyxl.load_workbook(form)
    book.create_sheet("Nháp")["B2"].comment = Comment("45 cháu", "Lan")
    book.save(form)
    assert told(form, programme)[-1] == ("cell_comment", "Nháp", "B2", "45 cháu")


@pytest.mark.parametrize(
    "part",
    [
        "",
        "<comments",
        comments_part(("E14", "&b;"), head=LAUGHS),
        comments_part(("E14", "&b;"), head=LAUGHS).encode("utf-16"),
        comments_part(("E14", "ha" * 2**22)),
        comments_part(("E14", "&b;")),
    ],
    ids=["empty", "cut off", "entities", "entities in UTF-16", "large", "no such entity"],
)
def test_what_cannot_be_looked_at_is_told_and_the_rest_is_read(
    form: Path, programme: Programme, part: str | bytes
) -> None:
    before = submitted(form, programme)
    good = comments_part(("F3", "46 cháu"))
    with_parts(form, {"xl/comments1.xml": part, "xl/comments2.xml": good})
    after = submitted(form, programme)
    assert after.answers == before.answers
    assert [found.code for found in after.findings] == ["cell_comment", "comments_unread"]
    assert after.findings[0].place.cell == "F3"


def test_odd_parts_raise_nothing(form: Path, programme: Programme) -> None:
    many = "<comment/>" * 3 + '<comment ref="nowhere" authorId="99"><text><t>a</t></text></comment>'
    odd = f'<comments xmlns="{MAIN}"><commentList>{many}</commentList></comments>'
    deep = f"{'<p>' * 100_000}{'</p>' * 100_000}"
    with_parts(
        form,
        {
            "xl/comments1.xml": odd,
            "xl/drawings/drawing1.xml": deep,
            "xl/drawings/drawing2.xml": "<wsDr><txBody><t>b</t></txBody></wsDr>",
            **related(2, "&#0;", "../../../../etc/passwd"),
        },
    )
    assert told(form, programme) == [("cell_comment", "", "", "a"), ("text_box", "", "", "b")]


def test_a_comment_is_not_lost_with_an_otherwise_empty_form(
    inbox: Path, programme: Programme
) -> None:
    commented(filled(inbox, programme, CODE, {}), {NU: Comment("45", "Lan")})
    codes = {found.code for found in collect(inbox, programme).findings}
    assert {"blank_form", "cell_comment"} <= codes


@pytest.fixture
def given_back(inbox: Path, tmp_path: Path, programme: Programme, definition: Path) -> Path:
    """The form of Mường So with three faults, as the unit gets it back."""
    filled(inbox, programme, CODE, sample_of(programme, definition, CODE) | WRONG)
    write_returned(tmp_path / "tra_lai", collect(inbox, programme))
    return tmp_path / "tra_lai" / form_name(programme.units_by_code[CODE])


def of_comments(findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    codes = ("cell_comment", "text_box", "comments_many", "comments_unread")
    return [(f.code, f.place.cell, f.found) for f in findings if f.code in codes]


def test_our_own_comments_are_not_told(given_back: Path, programme: Programme) -> None:
    assert "xl/comments1.xml" in parts(given_back)
    assert submitted(given_back, programme).findings == ()


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_our_own_comments_are_known_when_another_program_has_saved_them(
    given_back: Path, tmp_path: Path, programme: Programme, soffice: Convert, ending: str
) -> None:
    book = openpyxl.load_workbook(given_back)
    cell(book, *NAM).comment = Comment("Đúng là 45\ncháu", "Lan")
    book.save(given_back)
    [saved] = soffice([given_back], ending, tmp_path)
    # Were ours not there any more, nothing would be shown by their not being told.
    assert len(all_comments(saved)) > 1
    found = of_comments(submitted(saved, programme).findings)
    assert found == [("cell_comment", "E13", "Đúng là 45 cháu")]


def all_comments(path: Path) -> list[str]:
    """The comments of a workbook of any kind, as another library or LibreOffice itself reads it."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return [c.comment.text for s in book for row in s for c in row if c.comment]
    if path.suffix == ".xls":
        sheets = xlrd.open_workbook(path).sheets()
        return [note.text for sheet in sheets for note in sheet.cell_note_map.values()]
    return re.findall(rb"<office:annotation\b.*?</office:annotation>", parts(path)["content.xml"])


def test_our_own_comments_are_known_when_openpyxl_has_saved_them(
    given_back: Path, programme: Programme
) -> None:
    book = openpyxl.load_workbook(given_back)
    book.save(given_back)
    assert of_comments(submitted(given_back, programme).findings) == []


@pytest.mark.parametrize("between", [" ", "\n"])
def test_what_was_added_to_our_comment_is_told(
    given_back: Path, programme: Programme, between: str
) -> None:
    book = openpyxl.load_workbook(given_back)
    noted = cell(book, "mau_giao", "tong")
    noted.comment = Comment(f"{noted.comment.text}{between}Lan: đúng là 83.", "bdg")
    book.save(given_back)
    found = of_comments(submitted(given_back, programme).findings)
    assert found == [("cell_comment", noted.coordinate, "Lan: đúng là 83.")]


def test_a_comment_of_ours_that_was_cut_is_known(given_back: Path, programme: Programme) -> None:
    book = openpyxl.load_workbook(given_back)
    noted = cell(book, "mau_giao", "tong")
    whole = noted.comment.text
    noted.comment = Comment(f"{whole[:60]} …", "bdg")
    book.save(given_back)
    assert of_comments(submitted(given_back, programme).findings) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [("", []), ("\nLan: đúng là 83.", [True])],
    ids=["unchanged", "answered"],
)
def test_our_comments_are_known_without_the_list(
    given_back: Path, programme: Programme, words: str, expected: list[bool]
) -> None:
    book = openpyxl.load_workbook(given_back)
    del book[LIST_SHEET]
    noted = cell(book, "mau_giao", "tong")
    noted.comment = Comment(f"{noted.comment.text}{words}", "bdg")
    book.save(given_back)
    found = of_comments(submitted(given_back, programme).findings)
    assert [words.strip() in text for _, _, text in found] == expected


def test_a_comment_goes_back_to_its_unit_in_the_list_and_marks_no_answer(
    form: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    commented(form, {NU: Comment("Đúng là 45", "Lan")})
    write_returned(tmp_path / "tra_lai", collect(form.parent, programme))
    book = openpyxl.load_workbook(tmp_path / "tra_lai" / form.name)
    assert cell(book, *NU).comment is None
    assert cell(book, *NU).value == sample_of(programme, definition, CODE)[NU]
    rows = [row for row in book[LIST_SHEET].iter_rows(values_only=True) if "Đúng là 45" in row]
    assert [row[3] for row in rows] == ["Trang Số liệu, ô E14 (trong tệp đã gửi)"]


def test_a_comment_in_a_file_that_another_took_the_place_of_is_told(
    given_back: Path, inbox: Path, programme: Programme
) -> None:
    [sent] = inbox.iterdir()
    commented(sent, {NU: Comment("Đúng là 45", "Lan")})
    given_back.rename(inbox / "gửi lại.xlsx")
    found = {
        (one.code, one.place.file, one.place.cell) for one in collect(inbox, programme).findings
    }
    assert ("cell_comment", sent.name, "E14") in found


# ---------------------------------------------------------------- Other kinds of files


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_comments_of_other_kinds_of_files_are_told(
    form: Path, tmp_path: Path, programme: Programme, soffice: Convert, ending: str
) -> None:
    commented(form, {NU: Comment("Đúng là 45\ncháu,  chưa kịp sửa", "Lan")})
    [saved] = soffice([form], ending, tmp_path / "khac")
    assert told(saved, programme) == [
        ("cell_comment", "Số liệu", "E14", "Đúng là 45 cháu, chưa kịp sửa")
    ]


@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_other_kinds_of_files_without_comments_are_not_searched(
    form: Path,
    tmp_path: Path,
    programme: Programme,
    soffice: Convert,
    ending: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    [saved] = soffice([form], ending, tmp_path / "khac")
    monkeypatch.setattr("bdg_excel.reader.second_look.remarks._listed", None)
    assert submitted(saved, programme).findings == ()


def test_a_text_box_in_an_ods_is_told(
    form: Path, tmp_path: Path, programme: Programme, soffice: Convert
) -> None:
    [saved] = soffice([form], "ods", tmp_path / "khac")
    content = parts(saved)["content.xml"].decode()
    box = (
        "<draw:frame><draw:text-box><text:p>Số liệu chưa chốt</text:p></draw:text-box></draw:frame>"
    )
    content = re.sub(
        r'<table:table table:name="Số liệu"[^>]*>',
        rf"\g<0><table:shapes>{box}</table:shapes>",
        content,
    )
    with_parts(saved, {"content.xml": content})
    assert told(saved, programme) == [("text_box", "Số liệu", "", "Số liệu chưa chốt")]


def test_repeated_cells_and_rows_do_not_move_a_comment(form: Path, programme: Programme) -> None:
    """LibreOffice writes equal cells once, with how often they follow each other."""
    table = (
        '<table:table table:name="T"><table:table-row table:number-rows-repeated="11">'
        "<table:table-cell/></table:table-row><table:table-row><table:table-cell "
        'table:number-columns-repeated="3"/><table:covered-table-cell/><table:table-cell>'
        '<office:annotation><dc:creator>Lan</dc:creator><text:p>một<text:s text:c="2"/>hai'
        "<text:line-break/>ba</text:p><text:p><text:span>bốn</text:span> năm</text:p>"
        "</office:annotation><text:p>45</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert in_ods(table) == [Remark("một  hai\nba\nbốn năm", "E12", "Lan", sheet="T")]


@pytest.mark.parametrize("head", [LAUGHS, "<"], ids=["entities", "broken"])
def test_what_cannot_be_read_of_an_ods_is_told_as_unread(head: str) -> None:
    unread: list[str] = []
    assert in_ods("<office:annotation/>", head, unread) == []
    assert unread == ["content.xml"]


def test_text_nested_a_thousand_deep_is_told_as_unread() -> None:
    unread: list[str] = []
    deep = "<text:span>" * 3_000 + "x" + "</text:span>" * 3_000
    table = (
        "<table:table><table:table-row><table:table-cell><office:annotation>"
        f"<text:p>{deep}</text:p></office:annotation></table:table-cell></table:table-row></table:table>"
    )
    assert in_ods(table, unread=unread) == []
    assert unread == ["content.xml"]


def in_ods(table: str, head: str = "", unread: list[str] | None = None) -> list[Remark]:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("content.xml", f"{head}<office:body {names} {dc}>{table}</office:body>")
    package = Package(made.getvalue())
    assert open_document.may_hold(package)
    return list(open_document.written(package, [] if unread is None else unread))


def test_comments_of_an_xlsb_cannot_be_read_and_that_is_told(
    form: Path, programme: Programme
) -> None:
    with_parts(form, {"xl/comments1.bin": b"\x9d\x05\x04"})
    assert [code for code, *_ in told(form, programme)] == ["comments_unread"]


def test_an_xls_that_only_looks_as_if_it_had_comments_says_so() -> None:
    unread: list[str] = []
    damaged = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x1c\x00\x20\x00"
        + b"\x01\x00\x02\x00"
        + b"\x00\x00"
    )
    assert old_xls.may_hold(damaged)
    assert list(old_xls.written(damaged, unread)) == []
    assert unread
