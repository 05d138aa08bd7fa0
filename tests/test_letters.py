"""Texts in fonts from before Unicode: what is made of them is made of what they say."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from bdg_excel.pipeline import collect
from bdg_excel.programme import Programme
from bdg_excel.results import Results
from bdg_excel.values import legacy
from tests.answers_by_hand import ByHand, by_hand
from tests.builders import Key, cell, filled, sample_of
from tests.conftest import Convert
from tests.table_results import codes, events, told
from tests.table_rows import CODE, TABLE, rows
from tests.understood import understood

LEVEL = "Cấp xã"
TALK = ("Tuyên truyền", "", 2, 10, 20, LEVEL)
NOTE: Key = ("mau_giao", "ghi_chu", 0)
OPINION = [("Thiếu kinh phí; ", ""), ("ng­êi d©n ë xa", ".VnTime")]
MEANT = "Thiếu kinh phí; người dân ở xa"

Type = Callable[[Mapping[str, Any], str], Results]


@pytest.fixture
def typed(inbox: Path, programme: Programme, definition: Path) -> Type:
    """Types into the sample form's table in a font, and collects the folder."""

    def typing(cells: Mapping[str, Any], font: str) -> Results:
        path = filled(inbox, programme, CODE, sample_of(programme, definition, CODE))
        book = openpyxl.load_workbook(path)
        for name, value in cells.items():
            book[TABLE][name] = value
            if isinstance(value, str) and font and not value.isascii() and value != LEVEL:
                book[TABLE][name].font = Font(name=font)
        book.save(path)
        return collect(inbox, programme)

    return typing


@pytest.fixture
def form(inbox: Path, programme: Programme, definition: Path) -> ByHand:
    return by_hand(inbox, programme, definition)


@pytest.mark.parametrize(
    ("font", "plain", "row"),
    [
        (".VnTime", "Tổng cộng", ("Tæng céng", "", 9, 99, 99)),
        ("VNI-Times", "Tổng cộng", ("Toång coäng", "", 9, 99, 99)),
        (".VnTime", "Tổng cộng", ("Tæng céng", "", 2, 10, 20)),
        (".VnTime", "Trong đó:", ("Trong ®ã:",)),
        (".VnTime", "Không có hoạt động nào", ("Kh«ng cã ho¹t ®éng nµo",)),
        (".VnTime", "Người lập biểu", ("Ng­êi lËp biÓu",)),
    ],
)
def test_a_row_in_a_legacy_font_is_what_it_is_in_unicode(
    typed: Type, tmp_path: Path, font: str, plain: str, row: tuple[Any, ...]
) -> None:
    old = typed(rows(TALK, row), font)
    for path in tmp_path.glob("nop/*"):
        path.unlink()
    new = typed(rows(TALK, (plain, *row[1:])), "")
    assert events(old) == events(new) == [2]
    assert [each for each in codes(old) if each[0] != "legacy_font"] == codes(new)
    # What is no activity is told as people read it.
    assert [plain in f.message for f in told(old)] == [plain in f.message for f in told(new)]


def test_an_activity_in_a_legacy_font_counts_and_is_told(typed: Type) -> None:
    results = typed(rows(("TuyÒn th«ng", "", 3, 5, 6, LEVEL)), ".VnTime")
    assert events(results) == [3]
    assert ("legacy_font", "C9") in [(code, where) for code, where, _ in codes(results)]


@pytest.mark.parametrize("font", [".VNTIME", ".vntime", ".vNtImE"])
def test_a_font_of_a_piece_is_known_in_capitals_too(
    form: ByHand, programme: Programme, font: str
) -> None:
    words, legacy_words = (text for text, _ in OPINION)
    path = form({NOTE: CellRichText([words, TextBlock(InlineFont(rFont=font), legacy_words)])})
    values, _ = understood(path, programme)
    assert [v.text for v in values if (v.field, v.part, v.row) == NOTE] == [MEANT]


@pytest.mark.parametrize("kind", ["", "xlsx", "xls", "ods"])
def test_pieces_of_a_text_are_read_each_in_its_font(
    form: ByHand, programme: Programme, soffice: Convert, tmp_path: Path, kind: str
) -> None:
    pieces = [TextBlock(InlineFont(rFont=font), t) if font else t for t, font in OPINION]
    path = form({NOTE: CellRichText(pieces)})
    if kind:
        (tmp_path / "saved").mkdir()
        [path] = soffice([path], kind, tmp_path / "saved")
    values, findings = understood(path, programme)
    assert [v.text for v in values if (v.field, v.part, v.row) == NOTE] == [MEANT]
    [found] = [each for each in findings if each.code == "legacy_font"]
    assert f"«{MEANT}»" in found.message


@pytest.mark.parametrize(
    ("text", "font"),
    [
        *((text, ".VnTime") for text in ("Toàn xã Hà Nam", "Nhà văn hóa", "Bài ca", "Mùa lúa")),
        *((text, ".VnTime") for text in ("Không ai", "Các cháu", "Khác", "Kinh phí", "Mít tinh")),
        *((text, ".VnTimeH") for text in ("Công an xã", "Tháng 11", "Phát thanh", "20 m²")),
        *((text, "VNI-Times") for text in ("Bài ca", "Cái kéo", "Toàn xã", "Quý tý", "Không ai")),
        *((text, "VNI-Times") for text in ("Hoàng Mai", "Thanh Hóa", "Tình hình", "Thôn Ia Boòng")),
        *(
            (text, font)
            for text in ("Plông", "Xã Bhalêê", "Dêê")
            for font in (".VnTime", "VNI-Times")
        ),
    ],
)
def test_unicode_in_a_legacy_font_that_stayed_is_left_alone(
    form: ByHand, programme: Programme, text: str, font: str
) -> None:
    """Nobody sees that it stayed where that font is not installed."""
    values, findings = understood(form({NOTE: (text, font)}), programme)
    assert [v.text for v in values if (v.field, v.part, v.row) == NOTE] == [text]
    assert findings == []


@pytest.mark.parametrize(
    ("text", "font", "meant"),
    [
        ("gia ñình", "VNI-Times", "gia đình"),
        ("Xaõ Bình Lö", "VNI-Times", "Xã Bình Lư"),
        ("Phaùt thanh bình ñaúng giôùi", "VNI-Times", "Phát thanh bình đẳng giới"),
        ("kinh phí hoã trôï", "VNI-Times", "kinh phí hỗ trợ"),
        ("DiÖn tÝch 20 m²", ".VnTime", "Diện tích 20 m²"),
        ("nhiÖt ®é 5°C", ".VnArial", "nhiệt độ 5°C"),
    ],
)
def test_signs_and_letters_that_both_have_are_no_doubt(
    form: ByHand, programme: Programme, text: str, font: str, meant: str
) -> None:
    values, findings = understood(form({NOTE: (text, font)}), programme)
    assert [v.text for v in values if (v.field, v.part, v.row) == NOTE] == [meant]
    assert [found.code for found in findings] == ["legacy_font"]


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_a_form_all_in_a_legacy_font_is_the_form_that_it_was(
    sample_inbox: Path, tmp_path: Path, programme: Programme, font: str
) -> None:
    """Copied into such a workbook, all its cells get the font, and stay in Unicode."""
    for path in sorted(sample_inbox.glob("*.xlsx"))[::4]:
        book = openpyxl.load_workbook(path)
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for each in row:
                    each.font = Font(name=font)
        book.save(tmp_path / path.name)
        assert understood(tmp_path / path.name, programme) == understood(path, programme)


def test_unicode_keeps_its_letters_and_legacy_text_is_read(programme: Programme) -> None:
    """Of all names of places and activities that have nothing but letters of Latin-1."""
    names = {unit.name for unit in programme.units}
    names |= {name for table in programme.tables for c in table.columns for name in c.choices or ()}
    bare = {name for name in names if legacy.is_suspect(name)}
    assert bare
    for name in bare:
        assert legacy.converted(name, ".VnTime") is None
        assert legacy.converted(name, "VNI-Times") is None


def test_what_stands_beside_the_form_is_told_in_unicode(form: ByHand, programme: Programme) -> None:
    path = form({})
    book = openpyxl.load_workbook(path)
    target = cell(book, *NOTE)
    beside = target.parent.cell(target.row, target.column + 3)
    beside.value, beside.font = "ch­a cã sè liÖu", Font(name=".VnTime")
    book.save(path)
    _, findings = understood(path, programme)
    assert "chưa có số liệu" in " ".join(found.message for found in findings)
