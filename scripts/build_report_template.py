"""Builds the Word template of the built-in programme's report, laid out by Nghị định 30/2020.

Staff may edit the template in Word afterwards; this script is how its first version came to be,
and how it can be made anew: ``.venv/bin/python scripts/build_report_template.py``. Its prose is in
``build_report_template.txt``: a paragraph after each blank line, its kind by its first letters
(see `KINDS`), **bold** and //italic//.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.styles.styles import Styles
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from word_elements import element

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bdg_excel.report import stable_docx  # noqa: E402 - a script finds the package by its own place

TEXT = Path(__file__).with_suffix(".txt")
TARGET = ROOT / "bdg_excel/programmes/thang_hanh_dong/bao_cao.docx"
FONT = "Times New Roman"
INDENT = Mm(12.7)
LEFT, CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
JUSTIFY = WD_ALIGN_PARAGRAPH.JUSTIFY

# Styles, by the names that staff see in Word.
BODY, COMMAND, NOTICE = "BC Nội dung", "BC Lệnh", "BC Gợi ý"
MIDDLE, CELL = "BC Giữa", "BC Ô bảng"
KINDS = {"# ": "Heading 1", "## ": "Heading 2", "### ": "Heading 3", "! ": NOTICE, "{%p": COMMAND}


class AnnexTable(NamedTuple):
    """A table of the annex: its id, the heading of its first column, its column of quantities."""

    id: str
    first: str
    quantity: str


ANNEX = (
    AnnexTable("hoat_dong", "Hoạt động", "so_cuoc"),
    AnnexTable("truyen_thong", "Nội dung", "so_luong"),
    AnnexTable("san_pham", "Nội dung", "so_luong"),
)
ANNEX_WIDTHS = (10, 54, 29, 20, 20, 32)


def report_template() -> bytes:
    """The template as a .docx file; the same bytes every time."""
    document: DocumentObject = Document()
    _set_styles(document.styles)
    _set_page(document.sections[0])
    _add_heading(document)
    for block in TEXT.read_text(encoding="utf-8").strip().split("\n\n"):
        _add_block(document, " ".join(block.split("\n")))
    _add_closing(document)
    document.add_section(WD_SECTION.NEW_PAGE)  # takes over the first one's page and numbering
    _shrink(document.paragraphs[-1])
    _add_annex(document)
    return stable_docx(document, "Mẫu báo cáo", "bdg_excel")


# ---------------------------------------------------------------- Page and styles


def _set_page(section: Section) -> None:
    """A4 upright; numbered from 1 in the middle of the top margin, but not on the first page."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    margins = section._sectPr.find(qn("w:pgMar"))
    margins.addnext(element("w:pgNumType", start="1"))
    number = section.header.paragraphs[0]
    number.style = MIDDLE
    number._p.append(element("w:fldSimple", element("w:r", element("w:t")), instr="PAGE"))


def _set_styles(styles: Styles) -> None:
    for style in list(styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    defaults = styles.element.find(qn("w:docDefaults"))
    for fonts in defaults.iter(qn("w:rFonts")):
        _only_font(fonts)
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    _style(styles, "Normal", LEFT)
    _style(styles, BODY, JUSTIFY, indent=True, after=6)
    for level in range(3):
        style = _style(styles, f"Heading {level + 1}", JUSTIFY, indent=True, after=6)
        style.font.bold = level < 2  # a point of the text, a), is set upright
        style.paragraph_format.keep_with_next = True
        style.element.pPr.append(element("w:outlineLvl", val=str(level)))
    _style(styles, MIDDLE, CENTER)
    _style(styles, CELL, LEFT, size=12)
    _style(styles, COMMAND, LEFT, size=10).font.color.rgb = RGBColor(0x80, 0x80, 0x80)
    notice = _style(styles, NOTICE, JUSTIFY, indent=True, after=6).font
    notice.italic, notice.highlight_color = True, WD_COLOR_INDEX.YELLOW


def _style(
    styles: Styles,
    name: str,
    alignment: WD_ALIGN_PARAGRAPH,
    size: float = 14,
    indent: bool = False,
    after: float = 0,
) -> ParagraphStyle:
    """The style called `name`, made if need be, with nothing left of what it was before."""
    if name not in styles:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)  # type: ignore[no-untyped-call]
    style = styles[name]
    assert isinstance(style, ParagraphStyle)
    for tag in ("w:rPr", "w:pPr"):
        for old in style.element.findall(qn(tag)):
            style.element.remove(old)
    style.font.name, style.font.size = FONT, Pt(size)
    _only_font(style.element.rPr.rFonts)
    shape = style.paragraph_format
    shape.alignment, shape.widow_control = alignment, True
    shape.space_before, shape.space_after, shape.line_spacing = Pt(0), Pt(after), 1.0
    if indent:
        shape.first_line_indent = INDENT
    return style


def _only_font(fonts: BaseOxmlElement) -> None:
    """One font for every script: theme fonts would win over it."""
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


# ---------------------------------------------------------------- Parts of the report


def _add_heading(document: DocumentObject) -> None:
    table = _table(document, 2, (68, 97))
    left, right = table.rows[0].cells
    _fill(left, ["{{ vong.co_quan_chu_quan|upper }}", "{%p for dong in vong.dau_de %}"], 12)
    _fill(left, ["**{{ dong|upper }}**", "{%p endfor %}"], 12)
    _rule(left.add_paragraph(), 68, 20)
    _fill(right, ["**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**"], 12)
    _fill(right, ["**Độc lập - Tự do - Hạnh phúc**"], 13)
    _rule(right.add_paragraph(), 97, 58)
    number, day = table.rows[1].cells
    _fill(number, ["Số:        /{{ vong.ky_hieu }}"], 13)
    when = "ngày      tháng {{ vong.thang }} năm {{ vong.nam }}"
    _fill(day, [f"//{{{{ vong.dia_danh }}}}, {when}//"], 13)
    _add_title(document)


def _add_title(document: DocumentObject) -> None:
    _paragraph(document, MIDDLE, "**BÁO CÁO**").paragraph_format.space_before = Pt(14)
    subject = _paragraph(document, MIDDLE, "**{{ vong.trich_yeu }}**").paragraph_format
    subject.left_indent = subject.right_indent = Mm(8)
    _rule(document.add_paragraph(), 165, 55)
    _paragraph(document, COMMAND, "{%p if vong.kinh_gui|length == 1 %}")
    _paragraph(document, MIDDLE, "Kính gửi: {{ vong.kinh_gui[0] }}")
    _paragraph(document, COMMAND, "{%p else %}")
    _paragraph(document, MIDDLE, "Kính gửi:")
    _paragraph(document, COMMAND, "{%p for noi in vong.kinh_gui %}")
    one = _paragraph(document, "Normal", "- {{ noi }}{% if loop.last %}.{% else %};{% endif %}")
    one.paragraph_format.left_indent = Mm(60)
    _paragraph(document, COMMAND, "{%p endfor %}")
    _paragraph(document, COMMAND, "{%p endif %}")
    document.add_paragraph()


def _add_block(document: DocumentObject, block: str) -> None:
    for mark, style in KINDS.items():
        if block.startswith(mark):
            text = block if style == COMMAND else block.removeprefix(mark)
            _paragraph(document, style, text)
            return
    _paragraph(document, BODY, block)


def _add_closing(document: DocumentObject) -> None:
    last = document.paragraphs[-1].paragraph_format
    gap = document.add_paragraph()
    _shrink(gap)
    gap.paragraph_format.space_after = Pt(6)
    # The signature never stands on a page by itself: the last sentence goes there with it.
    last.keep_with_next = gap.paragraph_format.keep_with_next = True
    table = _table(document, 1, (85, 80))
    left, right = table.rows[0].cells
    _fill(left, ["**//Nơi nhận://**"], 12, LEFT)
    recipient = "- {{ noi }}{% if loop.last %}.{% else %};{% endif %}"
    _fill(left, ["{%p for noi in vong.noi_nhan %}", recipient, "{%p endfor %}"], 11, LEFT)
    _fill(right, ["**{{ vong.chuc_vu[0]|upper }}**", "**{{ vong.chuc_vu[1]|upper }}**"], 14)
    _fill(right, [""] * 5, 14)  # room for the signature, the seal and the name


def _add_annex(document: DocumentObject) -> None:
    when = "ngày      tháng {{ vong.thang }} năm {{ vong.nam }}"
    _paragraph(document, MIDDLE, "**Phụ lục**")
    _paragraph(document, MIDDLE, "**BIỂU TỔNG HỢP SỐ LIỆU**")
    attached = f"Kèm theo Báo cáo số      /{{{{ vong.ky_hieu }}}} {when} của"
    _paragraph(document, MIDDLE, f"//({attached} {{{{ vong.co_quan_ban_hanh }}}})//")
    _rule(document.add_paragraph(), 165, 40)
    for table in ANNEX:
        _add_annex_table(document, table)
    _paragraph(document, "Normal", "./.").alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _add_annex_table(document: DocumentObject, annex: AnnexTable) -> None:
    name = f"bieu.{annex.id}"
    title = _paragraph(document, "Normal", f"**{{{{ {name}.so }}}}. {{{{ {name}.tieu_de }}}}**")
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(6)
    title.paragraph_format.keep_with_next = True
    columns = (annex.quantity, "nam", "nu", "cap")
    table = _table(document, 9, ANNEX_WIDTHS, margin=1)
    table.style = "Table Grid"
    _add_annex_head(table, annex)
    _fill_row(table, 2, [f"{{%tr if not {name}.dong %}}"])
    _fill_row(table, 3, ["", f"{{{{ {name}.trong }}}}"])
    _fill_row(table, 4, ["{%tr endif %}"])
    _fill_row(table, 5, [f"{{%tr for dong in {name}.dong %}}"])
    _fill_row(table, 6, [f"{{{{ dong.{column} }}}}" for column in ("stt", "ten", *columns)])
    _fill_row(table, 7, ["{%tr endfor %}"])
    totals = [f"**{{{{ {name}.tong.{column} }}}}**" for column in columns[:-1]]
    _fill_row(table, 8, ["", "**Tổng số**", *totals, ""])
    _paragraph(document, COMMAND, f"{{%p if {name}.ghi_chu %}}")
    note = _paragraph(document, CELL, f"//Ghi chú: {{{{ {name}.ghi_chu }}}}//")
    note.alignment, note.paragraph_format.space_before = JUSTIFY, Pt(3)
    _paragraph(document, COMMAND, "{%p endif %}")


def _add_annex_head(table: Table, annex: AnnexTable) -> None:
    """Two header rows, repeated on each page: Nam and Nữ stand under one heading."""
    name = f"bieu.{annex.id}"
    label = f"**{{{{ {name}.cot.%s }}}}**"
    above, below = table.rows[0].cells, table.rows[1].cells
    heads = {0: "**Stt**", 1: f"**{annex.first}**", 2: label % annex.quantity, 5: label % "cap"}
    for place, text in heads.items():
        _fill(above[place].merge(below[place]), [text], 12)
        above[place].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    _fill(above[3].merge(above[4]), [f"**{{{{ {name}.nhom.nam }}}}**"], 12)
    for place, column in ((3, "nam"), (4, "nu")):
        _fill(below[place], [label % column], 12)
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(element("w:tblHeader"))


# ---------------------------------------------------------------- Small pieces of a page


def _paragraph(holder: DocumentObject | _Cell, style: str, text: str) -> Paragraph:
    """A new paragraph at the end of `holder`; a cell's first one is there already."""
    first = holder.paragraphs[0] if isinstance(holder, _Cell) else None
    fresh = first is not None and not first.runs and len(holder.paragraphs) == 1
    paragraph = first if first is not None and fresh else holder.add_paragraph()
    paragraph.style = style
    for piece in re.split(r"(\*\*.+?\*\*|//.+?//)", text):
        marks = re.match(r"[*/]*", piece)
        mark = marks[0] if marks else ""
        if piece:
            run = paragraph.add_run(piece.strip("*/") if mark else piece)
            run.bold, run.italic = "**" in mark or None, "//" in mark or None
    return paragraph


def _fill(
    cell: _Cell, texts: Iterable[str], size: float, alignment: WD_ALIGN_PARAGRAPH = CENTER
) -> None:
    for text in texts:
        paragraph = _paragraph(cell, COMMAND if text.startswith("{%p") else "Normal", text)
        paragraph.alignment = alignment
        for run in paragraph.runs:
            run.font.size = Pt(size)


def _fill_row(table: Table, index: int, texts: Sequence[str]) -> None:
    for place, text in enumerate(texts):
        cell = table.cell(index, place)
        command = text.startswith("{%")
        if command:
            cell = cell.merge(table.rows[index].cells[-1])
        paragraph = _paragraph(cell, COMMAND if command else CELL, text)
        paragraph.alignment = LEFT if place == 1 or command else CENTER


def _table(
    document: DocumentObject, rows: int, widths: Sequence[float], margin: float = 0
) -> Table:
    """A table without lines, its columns `widths` mm wide; no row breaks across pages."""
    table: Table = document.add_table(rows, len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    sides = [
        element(f"w:{side}", w=str(Mm(margin).twips), type="dxa") for side in ("left", "right")
    ]
    table._tbl.tblPr.find(qn("w:tblLook")).addprevious(element("w:tblCellMar", *sides))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    return table


def _rule(paragraph: Paragraph, space: float, length: float) -> None:
    """A line `length` mm long in the middle of `space` mm: a border that the indents shorten."""
    _shrink(paragraph)
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm((space - length) / 2)
    shape.space_before, shape.space_after = Pt(4), Pt(6)
    line = element("w:top", val="single", sz="6", space="1", color="000000")
    paragraph._p.get_or_add_pPr().insert_element_before(
        element("w:pBdr", line), "w:spacing", "w:ind", "w:jc"
    )


def _shrink(paragraph: Paragraph) -> None:
    """Makes an empty paragraph, which Word wants in this place, take no room."""
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    shape.space_before = shape.space_after = Pt(0)


if __name__ == "__main__":
    TARGET.write_bytes(report_template())
    print(f"Đã ghi {TARGET}")
