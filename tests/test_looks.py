"""How cells look, in workbooks whose styles few writers write so: seen, or told as unseen."""

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from bdg_excel.programme import Programme
from bdg_excel.reader.files.package import Package
from bdg_excel.reader.second_look.looks import style_signs
from tests.answers_by_hand import NAM, SESSIONS, ByHand, Typed, by_hand, number_of
from tests.archives import replaced_in
from tests.builders import Key, cell
from tests.test_damage import changed
from tests.understood import understood

NU: Key = ("mau_giao", "nu", 0)
HOSTEL: Key = ("nu_ho_sinh", "tra_loi", 0)
STYLES = "xl/styles.xml"
COLOUR = (rb"<color [^>]*/>", b'<color rgb="red"/>')
"""What openpyxl refuses a workbook for, and Excel does not mind."""


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    return by_hand(inbox, programme, definition)


def codes_of(path: Path, programme: Programme, key: Key = NAM) -> tuple[object, list[str]]:
    """What a cell counts as, and what is said of it."""
    values, findings = understood(path, programme)
    [where] = [v.cell for v in values if (v.field, v.part, v.row) == key]
    return number_of(values, key), [f.code for f in findings if f.place.cell == where]


@pytest.mark.parametrize("refused", [False, True], ids=["usual", "refused by openpyxl"])
@pytest.mark.parametrize(
    "styles",
    [
        lambda part: part,
        lambda part: part.decode().encode("utf-16"),
        lambda part: re.sub(rb'numFmtId="(\d{3})"', rb'numFmtId="0\1"', part),
        lambda part: re.sub(rb'(numFmtId|fontId)="(\d+)"', rb"\1 = '\2'", part),
        lambda part: re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1s:", part).replace(b"xmlns=", b"xmlns:s="),
    ],
    ids=["as they are", "UTF-16", "leading zeros", "apostrophes", "prefixed"],
)
@pytest.mark.parametrize(
    ("typed", "code"),
    [((39, '0"00"'), "shown_otherwise"), ((39, "#,##0"), "")],
)
def test_formats_are_seen_however_styles_are_written(
    form: Callable[..., Path],
    programme: Programme,
    refused: bool,
    styles: Callable[[bytes], bytes],
    typed: Typed,
    code: str,
) -> None:
    path = form({NAM: typed})
    if refused:
        changed(path, STYLES, lambda part: re.sub(*COLOUR, part))
    changed(path, STYLES, lambda part: styles(re.sub(rb"^<\?xml[^>]*>\s*", b"", part)))
    number, told = codes_of(path, programme)
    assert [each for each in told if each != "other_reader"] == ([code] if code else [])
    assert number == (None if code else 39)


@pytest.mark.parametrize("others", [0, 3])
def test_a_format_that_is_defined_in_a_way_that_few_know_is_seen(
    form: Callable[..., Path], programme: Programme, others: int
) -> None:
    """With others beside it openpyxl refuses nothing, and gives the cell one of those."""
    more = {("hoat_dong", "so_cuoc", row): (row, f'0.0"{row}"') for row in range(1, others + 1)}
    path = form({**more, NAM: (39, '0"00"')})
    wrapped = (
        rb'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/'
        rb'2006"><mc:Choice Requires="x16r2">\1</mc:Choice></mc:AlternateContent>'
    )
    wrap = re.compile(rb'(<numFmt [^>]*formatCode="0&quot;00&quot;"[^>]*/>)')
    changed(path, STYLES, lambda part: wrap.sub(wrapped, part))
    assert codes_of(path, programme) == (None, ["shown_otherwise"])


@pytest.mark.parametrize(
    "instead",
    [b"", b'<numFmt numFmtId="%b" formatCode="0"/><numFmt numFmtId="%b" formatCode="0,"/>'],
    ids=["not at all", "in two ways"],
)
def test_a_number_whose_format_is_not_defined_once_is_set_aside(
    form: Callable[..., Path], programme: Programme, instead: bytes
) -> None:
    path = form({NAM: (39, '0"00"'), NU: 40})
    asked = re.compile(rb'<numFmt [^>]*?numFmtId="(\d+)"[^>]*formatCode="0&quot;00&quot;"[^>]*/>')

    def defined(part: bytes) -> bytes:
        found = asked.search(part)
        assert found
        return part.replace(found[0], instead.replace(b"%b", found[1]))

    changed(path, STYLES, defined)
    assert codes_of(path, programme) == (None, ["look_unseen"])
    assert codes_of(path, programme, NU) == (40, [])


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ((39, "0" + "," * 110), "shown_otherwise"),
        ((39, '0"' + "9" * 200 + '"'), "shown_otherwise"),
        ((39, ";;;"), "number_concealed"),
    ],
)
def test_formats_that_nobody_means_hurt_nothing(
    form: Callable[..., Path], programme: Programme, typed: Typed, code: str
) -> None:
    number, told = codes_of(form({NAM: typed}), programme)
    assert told == ([code] if code else [])
    assert number == (None if code else 39)


@pytest.mark.parametrize("huge", [b"1e400", b"-1e400", b"NaN"])
@pytest.mark.parametrize("number_format", ["0,", "0.000"])
def test_what_is_no_number_is_told_as_such_whatever_its_format(
    form: Callable[..., Path], programme: Programme, huge: bytes, number_format: str
) -> None:
    path = form({NAM: (987654321, number_format)})
    replaced_in(path, b"<v>987654321</v>", b"<v>" + huge + b"</v>")
    number, told = codes_of(path, programme)
    assert number is None
    assert len(told) == 1
    assert told[0] != "reading_failed"


def test_a_row_out_of_its_place_hides_no_look(
    form: Callable[..., Path], programme: Programme
) -> None:
    path = form({NAM: (39, '0"00"')})
    changed(
        path,
        "xl/worksheets/sheet.*",
        lambda sheet: sheet.replace(
            b"<sheetData>", b'<sheetData><row r="9000"><c r="A9000"><v>1</v></c></row>', 1
        ),
    )
    number, told = codes_of(path, programme)
    assert (number, told) == (None, ["shown_otherwise"])


@pytest.mark.parametrize("refused", [False, True], ids=["usual", "refused by openpyxl"])
def test_a_legacy_font_elsewhere_is_no_doubt_about_other_texts(
    form: Callable[..., Path], programme: Programme, refused: bool
) -> None:
    path = form({NAM: "45", SESSIONS: ("39", ".VnTime"), HOSTEL: "Không"})
    if refused:
        changed(path, STYLES, lambda part: re.sub(*COLOUR, part))
    for key, number in ((NAM, 45), (SESSIONS, 39), (HOSTEL, 0)):
        assert codes_of(path, programme, key) == (number, [])


def test_legacy_text_is_read_where_openpyxl_refuses_the_workbook(
    form: Callable[..., Path], programme: Programme
) -> None:
    path = form({NAM: ("Kh«ng cã", ".VnTime")})
    changed(path, STYLES, lambda part: re.sub(*COLOUR, part))
    assert codes_of(path, programme) == (0, ["legacy_font"])


@pytest.mark.parametrize(
    ("key", "typed"), [(HOSTEL, "Có"), (HOSTEL, "x"), (NAM, 39), (NAM, "39 cháu")]
)
@pytest.mark.parametrize("strike", [b"<strike/>", b"<strike val='1'/>", b"<strike val='0'/>"])
def test_an_answer_that_is_struck_out_is_none(
    form: Callable[..., Path], programme: Programme, key: Key, typed: Typed, strike: bytes
) -> None:
    path = form({key: typed})
    book = openpyxl.load_workbook(path)
    cell(book, *key).font = Font(strike=True)
    book.save(path)
    changed(path, STYLES, lambda part: re.sub(rb"<strike[^>]*/>", strike, part))
    number, told = codes_of(path, programme, key)
    if b"0" in strike:
        assert (number is None, "marked_digits" in told) == (False, False)
    else:
        assert (number, told) == (None, ["marked_digits"])


def test_a_piece_of_a_yes_that_is_struck_out_is_seen(
    form: Callable[..., Path], programme: Programme
) -> None:
    struck = TextBlock(InlineFont(strike=True), "Có")
    path = form({HOSTEL: CellRichText([struck, " Không"])})
    assert codes_of(path, programme, HOSTEL) == (None, ["marked_digits"])


def test_tens_of_thousands_of_styles_hide_no_look(
    form: Callable[..., Path], programme: Programme
) -> None:
    """So many have workbooks into which others were copied for years."""
    path = form({NAM: (39, '0"00"')})
    more = b'<cellStyle name="x" xfId="0" builtinId="0"/>' * 60_000
    changed(path, STYLES, lambda part: part.replace(b"</cellStyles>", more + b"</cellStyles>"))
    assert style_signs(Package(path.read_bytes())).formats
    assert codes_of(path, programme) == (None, ["shown_otherwise"])
