"""One part of a Word file - body, header, notes - as drafts of passages, in reading order.

Tracked changes are read as if accepted. What a reader does not see is left out: deleted and hidden
text, field codes, the second copy that Word keeps of a text box.
"""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bdg_excel.verify.draft import Draft, Tagged
from bdg_excel.verify.markup import (
    attribute,
    child,
    children,
    descendants,
    is_on,
    name,
    number_of,
)
from bdg_excel.verify.passage import Kind
from bdg_excel.verify.styles import Styles


@dataclass
class Field:
    """A field that is being read: its code, until ``separate`` comes; then its result."""

    code: str = ""
    in_result: bool = False

    @property
    def hides(self) -> bool:
        """Whether text here is no text of the report: a code, or the number of a page."""
        return not self.in_result or _is_pagenumber_of(self.code)


_MOST = 60_000
"""So many passages are two thousand pages."""
_PAGE_NUMBERS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "SECTION"})
# Wrappers that change nothing of what is read.
_RUNS = ("w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:customXml", "w:dir", "w:bdo")
_INLINE = frozenset(
    [*_RUNS, "w:sdtContent", "w:ruby", "w:rubyBase", "m:oMath", "m:oMathPara", "m:r"]
)
_BREAKS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_GRAPHICS = frozenset({"w:drawing", "w:pict", "w:object"})


class Story:
    """Reads one part after another; tables are counted through.

    `OverflowError` where there is more than a report may hold.
    """

    def __init__(self, styles: Styles) -> None:
        self.drafts: list[Draft] = []
        self.notes: list[tuple[str, str]] = []
        """Footnotes and endnotes in the order of their marks: kind, id."""
        self.changes = 0
        self.hidden = 0
        self._styles = styles
        self._tables = 0
        self._kind: Kind = "paragraph"
        self._host: Any = None
        self._draft: Draft | None = None
        self._fields: list[Field] = []
        self._boxes: list[tuple[Any, Any]] = []
        self._nested: list[Any] = []
        self._marks: dict[str, Callable[[Any], None]] = {
            "w:t": self._text,
            "m:t": self._text,
            "w:sym": self._symbol,
            "w:fldChar": self._field_mark,
            "w:instrText": self._field_code,
            "w:fldSimple": self._simple_field,
            "w:r": self._run,
            "w:sdt": self._inline_control,
            "mc:AlternateContent": self._alternative,
            "w:footnoteReference": self._note_mark,
            "w:endnoteReference": self._note_mark,
        }

    def read(self, holder: Any, kind: Kind = "paragraph") -> list[Draft]:
        """The passages of `holder` (a body, a header, a note): `kind` is that of all but cells."""
        before = len(self.drafts)
        self._kind, self._fields = kind, []
        self._blocks(holder)
        self._finish()
        return self.drafts[before:]

    # ------------------------------------------------------------ Blocks

    def _blocks(self, holder: Iterable[Any]) -> None:
        for block in holder:
            what = name(block)
            if what == "w:p":
                self._paragraph(block)
            elif what == "w:tbl":
                self._table_found(block)
            elif what == "w:sdt":
                self._block_control(block)
            elif what == "mc:AlternateContent":
                self._blocks(_chosen(block))
            elif what in ("w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:sdtContent"):
                self._blocks(block)

    def _paragraph(self, paragraph: Any) -> None:
        properties = child(paragraph, "w:pPr")
        draft = self._draft
        if draft is None:
            draft = self._draft = Draft(self._kind, paragraph, self._host)
            if self._kind == "paragraph":
                draft.level = self._level(properties)
        elif draft.kind == "cell" and draft.paragraph is not None:
            draft.add("\n", None)
        if draft.paragraph is None:
            draft.paragraph = paragraph
        self._inline(paragraph)
        # A code that never ends would hide all that follows; none is longer than its paragraph.
        self._fields = [field for field in self._fields if field.in_result]
        if draft.kind != "cell" and not _mark_is_deleted(properties):
            self._finish()

    def _finish(self) -> None:
        """The draft is whole: out with it, then with the text boxes that hang on it."""
        draft, self._draft = self._draft, None
        if draft is not None and (draft.length or draft.kind == "cell"):
            self.drafts.append(draft)
            if len(self.drafts) > _MOST:
                raise OverflowError
        boxes, self._boxes = self._boxes, []
        for box, host in boxes:
            self._inside("textbox" if self._kind == "paragraph" else self._kind, host, box)

    def _inside(self, kind: Kind, host: Any, holder: Any) -> None:
        kept = self._kind, self._host, self._fields
        self._kind, self._host, self._fields = kind, self._host or host, []
        self._blocks(holder)
        self._finish()
        self._kind, self._host, self._fields = kept

    def _level(self, properties: Any) -> int | None:
        if properties is None:
            return None
        own = child(properties, "w:outlineLvl")
        if own is not None:
            return _level_of(own)
        style = child(properties, "w:pStyle")
        return None if style is None else self._styles.levels.get(attribute(style, "val"))

    # ------------------------------------------------------------ Tables

    def _table_found(self, table: Any) -> None:
        if self._draft is not None and self._draft.kind == "cell":
            self._nested.append(table)  # after the table that it stands in
            return
        self._finish()
        nested, self._nested = self._nested, []
        self._table(table)
        inner, self._nested = self._nested, nested
        for one in inner:
            self._table_found(one)

    def _table(self, table: Any) -> None:
        self._tables += 1
        number, row = self._tables, 0
        for line in _rows(table):
            if child(line, "w:trPr", "w:del") is not None:
                self.changes += 1
                continue
            row += 1
            self._row(line, number, row)

    def _row(self, line: Any, table: int, row: int) -> None:
        column = 1 + number_of(child(line, "w:trPr", "w:gridBefore"), 0)
        for cell, control in _cells(line):
            properties = child(cell, "w:tcPr")
            width = 1
            if properties is not None:
                width = number_of(child(properties, "w:gridSpan"), 1)
            if not _is_continued(properties):
                self._cell(cell, control, Draft("cell", table=table, row=row, column=column))
            column += width

    def _cell(self, cell: Any, control: Any, draft: Draft) -> None:
        draft.host, self._draft = self._host, draft
        self._blocks(cell)
        if control is not None:
            self._tag(draft, control, 0)
        if self._kind in ("header", "footnote"):
            draft.kind = self._kind
        self._finish()

    # ------------------------------------------------------------ Inside a paragraph

    def _inline(self, holder: Iterable[Any]) -> None:
        for element in holder:
            what = name(element)
            if what in self._marks:
                self._marks[what](element)
            elif what in _BREAKS:
                self._add(_BREAKS[what], element)
            elif what in _INLINE:
                self.changes += what in ("w:ins", "w:moveTo")
                self._inline(element)
            elif what in _GRAPHICS:
                self._graphic(element)
            elif what in ("w:del", "w:moveFrom"):
                self.changes += 1

    def _run(self, run: Any) -> None:
        properties = child(run, "w:rPr")
        if properties is not None and self._is_hidden(properties):
            self.hidden += any(True for _ in descendants(run, "t"))
            return
        self._inline(run)

    def _is_hidden(self, properties: Any) -> bool:
        own = child(properties, "w:vanish")
        if own is not None:
            return is_on(own)
        style = child(properties, "w:rStyle")
        return style is not None and attribute(style, "val") in self._styles.hidden

    def _add(self, text: str, element: Any) -> None:
        if self._draft is not None and not any(field.hides for field in self._fields):
            self._draft.add(text, element)

    def _text(self, element: Any) -> None:
        self._add(shown(element), element)

    def _symbol(self, element: Any) -> None:
        self._add("•", element)  # a sign of a symbol font: which one does not matter here

    def _graphic(self, element: Any) -> None:
        host = self._host if self._host is not None else self._draft and self._draft.paragraph
        todo = list(element)[::-1]
        while todo:
            one = todo.pop()
            if name(one) == "w:txbxContent":
                self._boxes.append((one, host))
            elif name(one) == "mc:AlternateContent":
                todo += list(_chosen(one))[::-1]
            else:
                todo += list(one)[::-1]

    def _alternative(self, element: Any) -> None:
        chosen = _chosen(element)
        self._inline(chosen)
        self._graphic([one for one in chosen if name(one).startswith("?:")])

    def _field_mark(self, element: Any) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _field_code(self, element: Any) -> None:
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].code += element.text or ""

    def _simple_field(self, element: Any) -> None:
        self._fields.append(Field(attribute(element, "instr"), in_result=True))
        self._inline(element)
        self._fields.pop()

    def _note_mark(self, element: Any) -> None:
        self.notes.append((name(element)[2:-9], attribute(element, "id")))

    # ------------------------------------------------------------ Content controls

    def _inline_control(self, control: Any) -> None:
        content = child(control, "w:sdtContent")
        draft = self._draft
        if content is None or draft is None:
            return
        start = draft.length
        if child(control, "w:sdtPr", "w:showingPlcHdr") is None:  # else: what Word says there
            self._inline(content)
        self._tag(draft, control, start)

    def _block_control(self, control: Any) -> None:
        content = child(control, "w:sdtContent")
        if content is None:
            return
        inside, before = self._draft, len(self.drafts)
        start = inside.length if inside is not None else 0
        self._blocks(content)
        if inside is not None:
            separator = start > 0 or inside.text.startswith("\n")
            self._tag(inside, control, min(start + separator, inside.length))
        elif len(self.drafts) == before + 1:
            self._tag(self.drafts[before], control, 0)

    def _tag(self, draft: Draft, control: Any, start: int) -> None:
        about = child(control, "w:sdtPr")
        if about is None:
            return
        tag, title = (child(about, what) for what in ("w:tag", "w:alias"))
        tagged = Tagged(
            "" if tag is None else attribute(tag, "val"),
            "" if title is None else attribute(title, "val"),
            start,
            draft.length,
        )
        if tagged.tag or tagged.title:
            draft.controls.append(tagged)


# ---------------------------------------------------------------- What elements say


def shown(element: Any) -> str:
    """The text of a ``w:t`` as Word shows it, composed: line ends of the XML file are blanks."""
    return unicodedata.normalize("NFC", element.text or "").translate(_BLANKS)


_BLANKS = str.maketrans("\t\r\n", "   ")


def _chosen(alternatives: Any) -> Any:
    """The first of the choices that holds anything to read, else the fallback."""
    found = [*children(alternatives, "mc:Choice"), *children(alternatives, "mc:Fallback")]
    for choice in found:
        if next(descendants(choice, "t", "txbxContent"), None) is not None:
            return choice
    return found[0] if found else ()


def _rows(holder: Any) -> Iterable[Any]:
    for element in holder:
        what = name(element)
        if what == "w:tr":
            yield element
        elif what in ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo"):
            yield from _rows(element)


def _cells(holder: Any, control: Any = None) -> Iterable[tuple[Any, Any]]:
    """The cells of a row, each with the content control around it, if any."""
    for element in holder:
        what = name(element)
        if what == "w:tc":
            if child(element, "w:tcPr", "w:cellDel") is None:
                yield element, control
        elif what == "w:sdt":
            yield from _cells(element, element)
        elif what in ("w:sdtContent", "w:customXml", "w:ins", "w:moveTo"):
            yield from _cells(element, control)


def _is_continued(properties: Any) -> bool:
    """Whether a cell only carries on the one above it."""
    merged = None if properties is None else child(properties, "w:vMerge")
    return merged is not None and attribute(merged, "val") in ("", "continue")


def _mark_is_deleted(properties: Any) -> bool:
    """Whether the paragraph's end is deleted, so that it runs on into the next."""
    if properties is None:
        return False
    kinds = ("w:del", "w:moveFrom")
    return any(child(properties, "w:rPr", kind) is not None for kind in kinds)


def _is_pagenumber_of(code: str) -> bool:
    words = code.split()
    return bool(words) and words[0].upper() in _PAGE_NUMBERS


def _level_of(outline: Any) -> int | None:
    level = number_of(outline, 9)
    return level if level < 9 else None
