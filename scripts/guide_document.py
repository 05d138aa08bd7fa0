"""The guide as a Word document: page, styles, lists, tables, pictures, a table of contents.

What a page looks like, and nothing of what the guide says: `document_guide.py` reads that.
"""

from collections.abc import Sequence
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.image.image import Image
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from word_elements import element

FONT, CODE_FONT = "Times New Roman", "Courier New"
TEXT_WIDTH = 165
"""Millimetres between the margins that Nghị định 30/2020 asks for."""
_TALLEST = 96
"""So many millimetres of a page may a picture take."""
_BETWEEN = 10
"""Millimetres between pictures that stand side by side."""
_KEPT_WHOLE = 700
"""A table of so many letters is not torn by the end of a page."""
_PIXELS_PER_MM = 5.5
"""A picture is shown no larger than it is sharp: 140 pixels an inch."""
_NAVY, _CODE_FILL, _NOTE_FILL, _HEAD_FILL = "1F4E79", "F2F2F2", "FFF8E1", "DDEBF7"

# Styles, by the names that people see in Word.
BODY, ITEM, MORE = "HD Nội dung", "HD Bước", "HD Bước tiếp"
CODE, NOTE, CELL, GAP, PICTURE = "HD Lệnh", "HD Lưu ý", "HD Ô bảng", "HD Khoảng", "HD Hình"
_CONTENTS = ("HD Mục lục 1", "HD Mục lục 2")
_LEVEL_INDENT = 9
_NUMBERS, _BULLETS = 90, 91
_LEVELS = {_NUMBERS: ("decimal", ("%1.", "%2)", "%3.")), _BULLETS: ("bullet", ("-", "+", "-"))}


class Piece(NamedTuple):
    """Some words in one look; `target` is the bookmark that they lead to, empty for none."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    target: str = ""


class Picture(NamedTuple):
    """A picture's file, and the words that are read out to who cannot see it."""

    path: Path
    words: str


class Entry(NamedTuple):
    """A line of the table of contents: level 0 or 1, words, bookmark, page."""

    level: int
    text: str
    bookmark: str
    page: str


class Guide:
    """A document that grows at its end."""

    def __init__(self) -> None:
        self.document: DocumentObject = Document()
        _set_page(self.document)
        _set_styles(self.document)
        _define_lists(self.document)
        self._bookmarks = 0

    def add_text(self, pieces: Sequence[Piece], style: str = BODY) -> Paragraph:
        """A paragraph."""
        paragraph = _filled(self.document.add_paragraph(style=style), pieces)
        if paragraph.text.endswith(":"):  # what it announces comes with it
            paragraph.paragraph_format.keep_with_next = True
        return paragraph

    def add_heading(self, level: int, pieces: Sequence[Piece], bookmark: str) -> None:
        """A heading that links find by `bookmark`; level 0 is the title."""
        style = f"Heading {level}" if level else "Title"
        paragraph = self.add_text(pieces, style)
        self._bookmarks += 1
        number = str(self._bookmarks)
        paragraph._p.insert_element_before(
            element("w:bookmarkStart", id=number, name=bookmark), "w:r"
        )
        paragraph._p.append(element("w:bookmarkEnd", id=number))

    def add_contents(self, entries: Sequence[Entry]) -> None:
        """Headings with their pages: fields, so that Word can count the pages anew."""
        for entry in entries:
            paragraph = self.document.add_paragraph(style=_CONTENTS[entry.level])
            link = element("w:hyperlink", anchor=entry.bookmark)
            paragraph._p.append(link)
            link.append(_run(entry.text))
            link.append(element("w:r", element("w:tab")))
            page = element("w:fldSimple", _run(entry.page), instr=f"PAGEREF {entry.bookmark} \\h")
            link.append(page)

    def new_list(self, *, ordered: bool, start: int = 1) -> int:
        """The number of a list of its own, whose first item is `start`."""
        numbering = self.document.part.numbering_part.element
        made = numbering.add_num(_NUMBERS if ordered else _BULLETS)
        for level in range(3):
            made.add_lvlOverride(level).add_startOverride(start)
        return int(made.numId)

    def add_item(self, pieces: Sequence[Piece], list_number: int, level: int) -> None:
        """The first paragraph of a list's item."""
        paragraph = self.add_text(pieces, ITEM)
        numbered = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbered.get_or_add_ilvl().val = level
        numbered.get_or_add_numId().val = list_number

    def add_more(self, pieces: Sequence[Piece], level: int) -> None:
        """A further paragraph of a list's item."""
        paragraph = self.add_text(pieces, MORE)
        paragraph.paragraph_format.left_indent = _indent(level)

    def add_code(self, lines: Sequence[str], level: int | None = None) -> None:
        """Lines as they are typed or printed, together on a page; `level` of the list around it."""
        paragraph = self.document.add_paragraph(style=CODE)
        if level is not None:
            paragraph.paragraph_format.left_indent = _indent(level)
        for number, line in enumerate(lines):
            run = paragraph.add_run()
            if number:
                run.add_break()
            run.add_text(line)

    def add_pictures(self, pictures: Sequence[Picture]) -> None:
        """Pictures side by side, each as large as it is sharp and fits."""
        paragraph = self.document.add_paragraph(style=PICTURE)
        room = (TEXT_WIDTH + _BETWEEN) / len(pictures) - _BETWEEN
        for place, picture in enumerate(pictures):
            if place:
                paragraph.add_run("\u2003\u2003")
            image = Image.from_file(str(picture.path))
            wide, high = image.px_width, image.px_height
            scale = min(1 / _PIXELS_PER_MM, room / wide, _TALLEST / high)
            size = Mm(wide * scale), Mm(high * scale)
            shape = paragraph.add_run().add_picture(str(picture.path), *size)
            for side in "TBLR":  # unsaid, LibreOffice takes 3 mm
                shape._inline.set(f"dist{side}", "0")
            shape._inline.docPr.set("descr", picture.words)
            shape._inline.graphic.graphicData.pic.spPr.append(_outline())

    def add_table(self, rows: Sequence[Sequence[Sequence[Piece]]]) -> None:
        """A table with lines; its first row is repeated on every page."""
        table: Table = self.document.add_table(len(rows), len(rows[0]), "Table Grid")
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        widths = _widths(rows)
        kept = len(rows) - 1 if sum(map(sum, _lengths(rows))) <= _KEPT_WHOLE else 1
        for place, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
            limits = row._tr.get_or_add_trPr()
            limits.append(element("w:cantSplit"))
            if place == 0:
                limits.append(element("w:tblHeader"))
            for cell, pieces, width in zip(row.cells, texts, widths, strict=True):
                _fill_cell(cell, pieces, width, is_head=place == 0)
                cell.paragraphs[0].paragraph_format.keep_with_next = place < kept
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        self.document.add_paragraph(style=GAP)


# ---------------------------------------------------------------- Words


def _filled(paragraph: Paragraph, pieces: Sequence[Piece]) -> Paragraph:
    for piece in pieces:
        run = paragraph.add_run(piece.text)
        run.bold, run.italic = piece.bold or None, piece.italic or None
        if piece.code:
            run.font.name, run.font.size = CODE_FONT, Pt(11)
            _only_font(run._r.get_or_add_rPr().get_or_add_rFonts(), CODE_FONT)
        if piece.target:
            run.font.color.rgb = RGBColor.from_string(_NAVY)
            link = element("w:hyperlink", anchor=piece.target)
            run._r.addprevious(link)
            link.append(run._r)
    return paragraph


def _run(text: str) -> BaseOxmlElement:
    words = element("w:t")
    words.text = text
    return element("w:r", words)


# ---------------------------------------------------------------- Page and styles


def _set_page(document: DocumentObject) -> None:
    """A4 upright; numbered in the middle of the top margin, but not on the first page."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    number._p.append(element("w:fldSimple", _run(""), instr="PAGE"))


def _set_styles(document: DocumentObject) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        _only_font(fonts, FONT)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    _style(document, "Normal", 13)
    _style(document, "Header", 13)
    _style(document, BODY, 13, after=6)
    _style(document, ITEM, 13, after=4)
    _style(document, MORE, 13, after=4)
    _style(document, CELL, 11.5)
    _style(document, GAP, 4)
    _set_headings(document)
    _set_boxes(document)
    _set_contents(document)
    picture = _style(document, PICTURE, 13, before=4, after=2)
    caption = _style(document, "Caption", 12, after=10)
    caption.font.italic = True
    picture.paragraph_format.keep_with_next = True
    for style in (picture, caption):
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_headings(document: DocumentObject) -> None:
    title = _style(document, "Title", 20, after=10)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    headings = [title]
    for level, (size, before) in enumerate(((17, 0), (14, 12), (13, 8)), start=1):
        style = _style(document, f"Heading {level}", size, before=before, after=6)
        style.paragraph_format.keep_with_next = True
        style.element.pPr.append(element("w:outlineLvl", val=str(level - 1)))
        headings.append(style)
    headings[1].paragraph_format.page_break_before = True
    for style in headings:
        style.font.bold = True
        style.font.color.rgb = RGBColor.from_string(_NAVY)


def _set_boxes(document: DocumentObject) -> None:
    code = _style(document, CODE, 9.5, before=2, after=8, font=CODE_FONT)
    note = _style(document, NOTE, 13, before=2, after=8)
    note.paragraph_format.left_indent = note.paragraph_format.right_indent = Mm(3)
    for style, fill in ((code, _CODE_FILL), (note, _NOTE_FILL)):
        style.paragraph_format.keep_together = True
        style.element.pPr.append(element("w:shd", val="clear", color="auto", fill=fill))
    edge = element("w:left", val="single", sz="24", space="6", color="E0A800")
    note.element.pPr.append(element("w:pBdr", edge))
    _sort(code)
    _sort(note)


def _sort(style: ParagraphStyle) -> None:
    """Word wants the properties of a paragraph in the order of its schema."""
    order = ("keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd")
    places = {qn(f"w:{name}"): place for place, name in enumerate(order)}
    properties = style.element.pPr
    properties[:] = sorted(properties, key=lambda child: places.get(child.tag, len(order)))


def _set_contents(document: DocumentObject) -> None:
    for level, name in enumerate(_CONTENTS):
        style = _style(document, name, 13, before=0 if level else 5, after=2)
        style.font.bold = level == 0
        shape = style.paragraph_format
        shape.left_indent, shape.right_indent = Mm(7 * level), Mm(8)
        shape.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _style(
    document: DocumentObject,
    name: str,
    size: float,
    before: float = 0,
    after: float = 0,
    font: str = FONT,
) -> ParagraphStyle:
    """The style called `name`, made if need be, with nothing left of what it was before."""
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    for tag in ("w:rPr", "w:pPr"):
        for old in style.element.findall(qn(tag)):
            style.element.remove(old)
    style.font.name, style.font.size = font, Pt(size)
    _only_font(style.element.rPr.rFonts, font)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1.08
    shape.widow_control = True
    return style


def _only_font(fonts: BaseOxmlElement, font: str) -> None:
    """One font for every script: theme fonts would win over it."""
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


# ---------------------------------------------------------------- Lists, tables, pictures


def _define_lists(document: DocumentObject) -> None:
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for number, (look, marks) in _LEVELS.items():
        levels = [_level(level, look, mark) for level, mark in enumerate(marks)]
        kind = element("w:multiLevelType", val="multilevel")
        first.addprevious(element("w:abstractNum", kind, *levels, abstractNumId=str(number)))


def _level(level: int, look: str, mark: str) -> BaseOxmlElement:
    looks = (look, "lowerLetter", look)
    indent = element(
        "w:ind", left=str(_indent(level).twips), hanging=str(Mm(_LEVEL_INDENT - 1).twips)
    )
    return element(
        "w:lvl",
        element("w:start", val="1"),
        element("w:numFmt", val="bullet" if look == "bullet" else looks[level]),
        element("w:lvlText", val=mark),
        element("w:lvlJc", val="left"),
        element("w:pPr", indent),
        ilvl=str(level),
    )


def _indent(level: int) -> Mm:
    return Mm(_LEVEL_INDENT * (level + 1))


def _widths(rows: Sequence[Sequence[Sequence[Piece]]]) -> list[Mm]:
    """Columns that hold more are wider, but not as much: a short one must not be torn."""
    weights = [sqrt(sum(column)) for column in zip(*_lengths(rows), strict=True)]
    return [Mm(TEXT_WIDTH * weight / sum(weights)) for weight in weights]


def _lengths(rows: Sequence[Sequence[Sequence[Piece]]]) -> list[list[int]]:
    """How many letters each cell has, row by row."""
    return [[sum(len(piece.text) for piece in cell) for cell in row] for row in rows]


def _fill_cell(cell: _Cell, pieces: Sequence[Piece], width: Mm, *, is_head: bool) -> None:
    cell.width = width
    paragraph = cell.paragraphs[0]
    paragraph.style = CELL
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(2)
    _filled(paragraph, [piece._replace(bold=True) for piece in pieces] if is_head else pieces)
    if is_head:
        shade = element("w:shd", val="clear", color="auto", fill=_HEAD_FILL)
        cell._tc.get_or_add_tcPr().append(shade)


def _outline() -> BaseOxmlElement:
    """A thin grey line: the pages in the pictures are as white as the guide's own."""
    line = (
        f'<a:ln {nsdecls("a")} w="6350"><a:solidFill><a:srgbClr val="BFBFBF"/></a:solidFill></a:ln>'
    )
    parsed: BaseOxmlElement = parse_xml(line)
    return parsed
