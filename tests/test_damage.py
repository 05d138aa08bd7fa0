"""Damage beside the answers of a workbook: what cannot be seen any more is told, never guessed."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from bdg_excel.inbox import InboxFile
from bdg_excel.layout import layouts
from bdg_excel.programme import Programme
from bdg_excel.reader import Rejected, read
from tests.answers_by_hand import NAM, SESSIONS, ByHand, Typed, by_hand, number_of
from tests.archives import replaced_in
from tests.builders import Key, cell
from tests.understood import understood

ROWS_END = b"</sheetData>"
NU: Key = ("mau_giao", "nu", 0)
BY_LOOK: dict[Key, Typed] = {NAM: (39, '0"00"')}
"""39, shown as 3900."""


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    return by_hand(inbox, programme, definition)


def changed(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The file with each part whose name is like `name` changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, part in parts.items():
            archive.writestr(each, change(part) if re.fullmatch(name, each) else part)
    return path


def refused(path: Path, programme: Programme) -> str:
    found = read(InboxFile(path, path.name), programme, layouts(programme))
    assert isinstance(found, Rejected)
    return found.finding.code


def cut_behind_rows(path: Path, rest: bytes) -> Path:
    def cut(sheet: bytes) -> bytes:
        return sheet[: sheet.find(ROWS_END)] + ROWS_END + rest

    return changed(path, "xl/worksheets/sheet.*", cut)


@pytest.mark.parametrize("rest", [b"<pageMargins left=", b"<mergeCells count='1'>"])
def test_a_sheet_that_is_cut_off_behind_its_rows_is_refused(
    form: Callable[..., Path], programme: Programme, rest: bytes
) -> None:
    assert refused(cut_behind_rows(form(BY_LOOK), rest), programme) == "damaged_file"


@pytest.mark.parametrize(
    ("typed", "code"),
    [((39, '0"00"'), "shown_otherwise"), ((39, "0,"), "shown_otherwise"), (("39", ".VnTime"), "")],
)
@pytest.mark.parametrize("rest", [b"", b"<a><b></a></worksheet>"], ids=["cut off", "not closed"])
def test_looks_are_seen_whatever_comes_behind_the_rows(
    form: Callable[..., Path], programme: Programme, rest: bytes, typed: Typed, code: str
) -> None:
    values, findings = understood(cut_behind_rows(form({NAM: typed}), rest), programme)
    assert {found.code for found in findings if found.cells} == ({code} if code else set())
    assert number_of(values, NAM) == (None if code else 39)


def test_styles_that_are_cut_off_are_refused(
    form: Callable[..., Path], programme: Programme
) -> None:
    for cut in (-200, -1):
        path = changed(form(BY_LOOK), "xl/styles.xml", lambda styles, cut=cut: styles[:cut])  # type: ignore[misc]
        assert refused(path, programme) == "damaged_file"


@pytest.mark.parametrize("typed", [(39, '0"00"'), (1, '0"%"'), (39, "0,")])
def test_an_answer_whose_look_cannot_be_read_is_set_aside(
    form: Callable[..., Path], programme: Programme, typed: Typed
) -> None:
    path = form({NAM: typed})
    replaced_in(path, b"<fonts", b"<q><fonts")
    values, findings = understood(path, programme)
    assert {found.code for found in findings if found.cells} == {"look_unseen"}
    assert "E13" in {found.place.cell for found in findings}
    assert number_of(values, NAM) is None


def test_a_text_whose_font_cannot_be_read_is_set_aside(
    form: Callable[..., Path], programme: Programme
) -> None:
    path = form({SESSIONS: ("39", ".VnTime")})
    replaced_in(path, b"<fonts", b"<q><fonts")
    values, findings = understood(path, programme)
    assert {found.code for found in findings} == {"look_unseen"}
    assert number_of(values, SESSIONS) is None


def test_damage_that_no_look_depends_on_hurts_no_answer(
    form: Callable[..., Path], programme: Programme
) -> None:
    path = form({NAM: 39})
    replaced_in(path, ROWS_END, ROWS_END + b"<a><b></a>")
    values, findings = understood(path, programme)
    assert number_of(values, NAM) == 39
    assert "look_unseen" not in {found.code for found in findings}


def test_a_date_whose_format_cannot_be_read_is_told_as_a_date(
    form: Callable[..., Path], programme: Programme
) -> None:
    path = form({NAM: (13119, "mmm-yy")})
    replaced_in(path, ROWS_END, ROWS_END + b"<a><b></a>")
    values, findings = understood(path, programme)
    assert number_of(values, NAM) is None
    assert {found.code for found in findings} <= {"ratio_as_date", "date_for_number"}
    assert findings


@pytest.mark.parametrize("start", [b"<mergeCells>", b'<mergeCells count="9">'])
def test_merged_cells_are_seen_though_their_list_has_no_end(
    form: Callable[..., Path], programme: Programme, start: bytes
) -> None:
    path = form({NAM: 111})
    book = openpyxl.load_workbook(path)
    asked = cell(book, *NAM)
    asked.parent.merge_cells(f"{asked.coordinate}:{asked.offset(1).coordinate}")
    book.save(path)
    replaced_in(path, b"</mergeCells>", b"")
    changed(path, "xl/worksheets/sheet.*", lambda sheet: re.sub(b"<mergeCells[^>]*>", start, sheet))
    values, findings = understood(path, programme)
    assert number_of(values, NAM) is None
    assert "merged_cells" in {found.code for found in findings}


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_an_oddly_packed_form_with_a_changed_byte_is_refused(
    form: Callable[..., Path], programme: Programme, method: int
) -> None:
    path = form({NAM: 39})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with zipfile.ZipFile(path) as archive:
        packed = archive.getinfo("xl/worksheets/sheet2.xml")
    content = bytearray(path.read_bytes())
    content[packed.header_offset + 30 + len(packed.filename) + packed.compress_size // 2] ^= 255
    path.write_bytes(content)
    assert refused(path, programme) == "damaged_file"


@pytest.mark.parametrize("name", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_damage_in_the_list_of_sheets_is_told(
    form: Callable[..., Path], programme: Programme, name: str
) -> None:
    """Without it nobody would see which cells were made one."""
    assert refused(with_a_wrong_checksum(form({NAM: 111}), name), programme) == "damaged_file"


def test_damage_in_a_sheet_of_any_name_is_told(
    form: Callable[..., Path], programme: Programme
) -> None:
    path = form({NAM: 12345})
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for each, part in parts.items():
            place = each.replace("sheets/sheet", "sheets/trang")
            archive.writestr(place, part.replace(b"sheets/sheet", b"sheets/trang"))
    path.write_bytes(path.read_bytes().replace(b"<v>12345</v>", b"<v>92345</v>"))
    assert refused(path, programme) == "damaged_file"


def with_a_wrong_checksum(path: Path, name: str) -> Path:
    """The file with a part that is not what its checksum says, and reads like any other."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for each, part in parts.items():
            archive.writestr(each, part)
        checksum = archive.getinfo(name).CRC
    old, new = (each.to_bytes(4, "little") for each in (checksum, checksum ^ 1))
    path.write_bytes(path.read_bytes().replace(old, new))
    return path


REFUSED_BY_OPENPYXL = [
    ("xl/styles.xml", rb'<family val="\d+"', b'<family val="34"'),
    ("xl/styles.xml", rb"(<fills[^>]*>)", rb"\1<fill/>"),
    ("xl/styles.xml", rb"<color [^>]*/>", b'<color rgb="red"/>'),
    ("docProps/core.xml", rb">[^<]*</dcterms:created>", b">h\xc3\xb4m qua</dcterms:created>"),
]


def is_refused_by_openpyxl(path: Path) -> bool:
    try:
        openpyxl.load_workbook(path, read_only=True)
    except (TypeError, ValueError):
        return True
    return False


@pytest.mark.parametrize("change", REFUSED_BY_OPENPYXL)
@pytest.mark.parametrize(
    ("typed", "code"),
    [((39, '0"00"'), "shown_otherwise"), ((1, "0%"), "not_a_number"), ((39, "#,##0"), "")],
)
def test_what_openpyxl_refuses_and_excel_opens_is_read_by_its_formats(
    form: Callable[..., Path],
    programme: Programme,
    change: tuple[str, bytes, bytes],
    typed: Typed,
    code: str,
) -> None:
    """A format in one cell is no reason to set the others aside."""
    path, (name, old, new) = form({NAM: typed, SESSIONS: (0.5, "0%"), NU: 40}), change
    changed(path, name, lambda part: re.sub(old, new, part))
    assert is_refused_by_openpyxl(path)
    values, findings = understood(path, programme)
    assert number_of(values, NU) == 40
    assert "look_unseen" not in {found.code for found in findings}
    told = [found.code for found in findings if found.place.cell == "E13"]
    assert told == ([code] if code else [])
    assert number_of(values, NAM) == (None if code else 39)


def test_as_above_says_nothing_where_the_row_above_is_set_aside(
    form: Callable[..., Path], programme: Programme
) -> None:
    above, below = ("hoat_dong", "ten", 1), ("hoat_dong", "ten", 2)
    row = {("hoat_dong", part, 2): 1 for part in ("so_cuoc", "nam", "nu")}
    path = form({above: ("TuyÒn th«ng", ".VnTime"), below: "như trên", **row})
    replaced_in(path, b"<fonts", b"<q><fonts")
    values, findings = understood(path, programme)
    names = [v for v in values if (v.field, v.part) == ("hoat_dong", "ten") and v.row in (1, 2)]
    assert [value.status for value in names] == ["refused", "refused"]
    assert "ditto_unclear" in {found.code for found in findings}


def test_styles_are_found_by_another_name_and_in_other_quotes(
    form: Callable[..., Path], programme: Programme
) -> None:
    path = form(BY_LOOK)
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    quoted = b"formatCode='0\"00\"'"
    assert b'formatCode="0&quot;00&quot;"' in parts["xl/styles.xml"]
    parts["xl/styles2.xml"] = parts.pop("xl/styles.xml").replace(
        b'formatCode="0&quot;00&quot;"', quoted
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, part in parts.items():
            archive.writestr(each, part.replace(b"styles.xml", b"styles2.xml"))
    values, findings = understood(path, programme)
    assert number_of(values, NAM) is None
    assert "shown_otherwise" in {found.code for found in findings}


def test_formulas_of_a_writer_with_prefixes_are_seen(
    form: Callable[..., Path], programme: Programme
) -> None:
    def prefixed(sheet: bytes) -> bytes:
        bare = sheet.replace(b"<v>987654321</v>", b"<f>SUM(Z90:Z95)</f><v>0</v>")
        return re.sub(rb"<(/?)(?=\w)", rb"<\1x:", bare).replace(b" xmlns=", b" xmlns:x=")

    path = changed(form({NAM: 987654321}), "xl/worksheets/sheet.*", prefixed)
    values, findings = understood(path, programme)
    assert number_of(values, NAM) is None
    assert "formula_of_blanks" in {found.code for found in findings}
