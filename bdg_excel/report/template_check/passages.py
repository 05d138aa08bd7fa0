"""A template's paragraphs, wherever they stand, in words that a person can follow to them.

Everything that docxtpl fills is read, in the order in which it is filled: body, headers, footers,
footnotes, the file's properties; and what it does not fill, so that no tag is forgotten there.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from docx.oxml import parse_xml
from lxml import etree

from bdg_excel.report.word_template import FOOTNOTES, WordTemplate

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHOWN = 60
"""So many letters of a heading are quoted."""
_MOST_BASES = 20
_DRAWN = re.compile(r"/word/(?:charts|diagrams)/[^/]+\.xml$")
_DRAWN_WORDS = "Biểu đồ hoặc SmartArt"
_ENDNOTES = FOOTNOTES.replace("footnotes", "endnotes")
_MARGINS = (("HEADER_URI", "Đầu trang"), ("FOOTER_URI", "Chân trang"))
# The properties that docxtpl fills, as Word calls them.
_PROPERTIES = {
    "author": "Author",
    "comments": "Comments",
    "identifier": "Identifier",
    "language": "Language",
    "subject": "Subject",
    "title": "Title",
}
_TEXTS = frozenset({"t", "delText", "instrText", "delInstrText"})
# What Word strews into text without anybody asking for it, and what is no content.
_SILENT = frozenset(
    {"pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "lastRenderedPageBreak", "Fallback"}
)
_WRAPPERS = {
    "hyperlink": "một liên kết (Hyperlink)",
    "ins": "một thay đổi đang theo dõi (Track Changes)",
    "del": "một thay đổi đang theo dõi (Track Changes)",
    "moveTo": "một thay đổi đang theo dõi (Track Changes)",
    "moveFrom": "một thay đổi đang theo dõi (Track Changes)",
    "fldSimple": "một trường (Field)",
    "sdt": "một ô nội dung (Content Control)",
    "oMath": "một công thức",
    "ruby": "chữ chú âm",
}
_BREAKS = {
    "tab": "dấu tab",
    "ptab": "dấu tab",
    "br": "chỗ ngắt dòng (Shift+Enter)",
    "cr": "chỗ ngắt dòng (Shift+Enter)",
    "noBreakHyphen": "gạch nối không ngắt",
    "softHyphen": "gạch nối mềm",
    "sym": "một ký hiệu (Symbol)",
    "fldChar": "một trường (Field)",
    "bookmarkStart": "một dấu trang (Bookmark)",
    "bookmarkEnd": "một dấu trang (Bookmark)",
    "footnoteReference": "một chú thích chân trang (Footnote)",
    "endnoteReference": "một chú thích cuối (Endnote)",
    "commentRangeStart": "một nhận xét (Comment)",
    "commentRangeEnd": "một nhận xét (Comment)",
    "commentReference": "một nhận xét (Comment)",
    "drawing": "một hình hoặc khung chữ",
    "pict": "một hình hoặc khung chữ",
    "object": "một đối tượng chèn (Object)",
}


class Piece(NamedTuple):
    """Where the text of one element stands in its passage; `holder` is what its run stands in."""

    start: int
    end: int
    element: Any
    holder: Any


class Break(NamedTuple):
    """Something between two letters that is no text, in words."""

    at: int
    what: str


@dataclass
class Passage:
    """A paragraph, or a text that is none (`paragraph` is None): a property, a picture's words.

    `place` says where it stands, `number` which of all it is in the template's order, `filled`
    whether docxtpl fills what stands there.
    """

    place: str
    paragraph: Any = None
    number: int = 0
    filled: bool = True
    text: str = ""
    pieces: list[Piece] = field(default_factory=list)
    breaks: list[Break] = field(default_factory=list)

    @property
    def length(self) -> int:
        """How many letters its pieces have."""
        return self.pieces[-1].end if self.pieces else 0

    def between(self, start: int, end: int) -> list[Piece]:
        """The pieces that have any of the letters from `start` to `end`."""
        first = bisect_right(self.pieces, start, key=lambda piece: piece.end)
        after = bisect_left(self.pieces, end, key=lambda piece: piece.start)
        return self.pieces[first:after]

    @property
    def container(self) -> Any:
        """What the paragraph stands in: a body, a cell, a header; None for no paragraph."""
        return None if self.paragraph is None else self.paragraph.getparent()

    def around(self, name: str) -> Any:
        """The innermost row, cell … (`name`) around the paragraph; None if there is none."""
        return None if self.paragraph is None else _above(self.paragraph, name)


def local(element: Any) -> str:
    """An element's name without its namespace; empty for a comment inside the XML."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def wrappers(element: Any, upto: Any) -> tuple[str, ...]:
    """What stands between `element` and `upto` around it, in words, from the inside outwards."""
    found = []
    for one in element.iterancestors():
        if one is upto:
            break
        found.append(_WRAPPERS.get(local(one), ""))
    return tuple(words for words in found if words)


def parts(template: WordTemplate) -> Iterator[list[Passage]]:
    """The passages of each part of `template` that have any text, as they are filled."""
    number = count()
    for part in _parts(template):
        passages = list(part)
        for passage in passages:
            passage.number = next(number)
        yield passages


def _parts(template: WordTemplate) -> Iterator[Iterable[Passage]]:
    yield _Reader(_heading_styles(template), "").read(template.docx.element.body)
    for kind, words in _MARGINS:
        for _, part in template.get_headers_footers(getattr(template, kind)):
            yield _Reader((), words).read(parse_xml(part.blob))
    for name, words in _PROPERTIES.items():
        text = getattr(template.docx.core_properties, name)
        yield [Passage(f"Thuộc tính {words} của tệp (File → Info)", text=text)]
    for part in template.docx.part.package.parts:
        if part.content_type == FOOTNOTES:
            yield _Reader((), "Chú thích chân trang").read(parse_xml(part.blob))
        elif part.content_type == _ENDNOTES:
            yield map(_unfilled, _Reader((), "Chú thích cuối").read(parse_xml(part.blob)))
        elif _DRAWN.match(part.partname):
            texts = parse_xml(part.blob).iter("{*}t", "{*}v")
            yield [Passage(_DRAWN_WORDS, filled=False, text=one.text or "") for one in texts]


def _unfilled(passage: Passage) -> Passage:
    passage.filled = False
    return passage


def _heading_styles(template: WordTemplate) -> frozenset[str]:
    """The ids of the styles that make a paragraph a heading."""
    styles = {style.get(f"{_W}styleId"): style for style in template.docx.styles.element}
    return frozenset(key for key in styles if key and _is_heading_style(key, styles))


def _is_heading_style(key: str | None, styles: dict[str, Any]) -> bool:
    for _ in range(_MOST_BASES):
        style = styles.get(key or "")
        if style is None:
            return False
        level = style.find(f"{_W}pPr/{_W}outlineLvl")
        if level is not None:
            return bool(level.get(f"{_W}val") != "9")
        name = style.find(f"{_W}name")
        if name is not None and (name.get(f"{_W}val") or "").lower().startswith("heading "):
            return True
        base = style.find(f"{_W}basedOn")
        key = None if base is None else base.get(f"{_W}val")
    return False


class _Reader:
    """Reads one part; the headings of a body are followed, and its tables counted."""

    def __init__(self, heading_styles: Iterable[str], where: str) -> None:
        self._styles = frozenset(heading_styles)
        self._where = where
        self._section = where or "Đầu văn bản"
        self._count = 0
        self._tables = 0
        self._inside: list[str] = []
        self._counts: list[int] = []

    def read(self, holder: Any) -> Iterator[Passage]:
        """The passages of `holder`, those of a text box after that of their paragraph."""
        for element in holder:
            name = local(element)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                yield from self._table(element)
            elif name not in _SILENT:
                yield from self.read(element)

    def _table(self, table: Any) -> Iterator[Passage]:
        self._tables += 1
        number = self._tables
        for text in _hidden_texts(table.iterfind(f"{_W}tblPr/*")):
            yield Passage(f"{self._last()}, bảng {number}, chữ thay thế (Alt Text)", text=text)
        for row, line in enumerate(_rows(table), start=1):
            for place, cell in enumerate(_cells(line), start=1):
                yield from self._within(f"bảng {number}, dòng {row}, ô {place}", cell)

    def _within(self, words: str, holder: Any) -> Iterator[Passage]:
        self._inside.append(words)
        self._counts.append(0)
        yield from self.read(holder)
        self._inside.pop()
        self._counts.pop()

    def _paragraph(self, paragraph: Any) -> Iterator[Passage]:
        draft = Passage("", paragraph)
        boxes: list[Any] = []
        others: list[str] = []
        _read_inline(paragraph, draft, boxes, others)
        draft.text = "".join(piece.element.text or "" for piece in draft.pieces)
        if draft.text.strip():
            draft.place = self._place(draft)
            yield draft
        for text in dict.fromkeys(others):
            yield Passage(f"{self._last()}, chữ thay thế (Alt Text) của hình", text=text)
        for box in boxes:
            number = self._counts[-1] if self._inside else self._count
            yield from self._within(f"đoạn {max(1, number)}, khung chữ", box)

    def _place(self, draft: Passage) -> str:
        if self._inside:
            self._counts[-1] += 1
            return self._last()
        if self._is_heading(draft.paragraph):
            words = " ".join(draft.text.split())
            short = words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
            self._section, self._count = f"Mục “{short}”", 0
            return f"Đề mục “{short}”"
        self._count += 1
        return self._last()

    def _last(self) -> str:
        """Where the last paragraph stood."""
        if self._inside:
            return f"{self._section}, {', '.join(self._inside)}, đoạn {max(1, self._counts[-1])}"
        return f"{self._section}, đoạn {max(1, self._count)}"

    def _is_heading(self, paragraph: Any) -> bool:
        level = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
        if level is not None:
            return bool(level.get(f"{_W}val") != "9")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return style is not None and style.get(f"{_W}val") in self._styles


def _read_inline(element: Any, draft: Passage, boxes: list[Any], others: list[str]) -> None:
    """What stands in `element`, into `draft`; text boxes and attributes with tags apart."""
    for child in element:
        name = local(child)
        if name in _SILENT or not name:
            continue
        others += _hidden_texts([child])
        if name == "txbxContent":
            boxes.append(child)
            continue
        if name in _TEXTS:
            end = draft.length + len(child.text or "")
            draft.pieces.append(Piece(draft.length, end, child, child.getparent().getparent()))
        elif name in _BREAKS:
            draft.breaks.append(Break(draft.length, _BREAKS[name]))
        _read_inline(child, draft, boxes, others)


def _hidden_texts(elements: Iterable[Any]) -> list[str]:
    """Attributes with tags: what a picture or a table shows to those who cannot see it."""
    values = [text for element in elements for text in element.attrib.values()]
    return [text for text in values if "{{" in text or "{%" in text]


def _rows(table: Any) -> Iterator[Any]:
    return _inside(table, "tr", ("sdt", "sdtContent", "ins", "customXml"))


def _cells(row: Any) -> Iterator[Any]:
    return _inside(row, "tc", ("sdt", "sdtContent", "ins", "customXml"))


def _inside(holder: Any, wanted: str, through: Sequence[str]) -> Iterator[Any]:
    for child in holder:
        if local(child) == wanted:
            yield child
        elif local(child) in through:
            yield from _inside(child, wanted, through)


def _above(element: Any, name: str) -> Any:
    return next(element.iterancestors(f"{_W}{name}"), None)
