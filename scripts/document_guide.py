"""Makes ``docs/huong-dan.docx``, the guide to print, from ``docs/huong-dan.md``.

The pages in its table of contents are counted by LibreOffice (``soffice``) and Poppler
(``pdftotext``), which therefore must be on the path.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from docx import Document
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from guide_document import NOTE, Entry, Guide, Picture, Piece

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bdg_excel.report import stable_docx  # noqa: E402 - a script finds the package by its own place

SOURCE = ROOT / "docs" / "huong-dan.md"
TARGET = SOURCE.with_suffix(".docx")
CONTENTS = "Mục lục"
"""The heading under which the contents stand; the list of links there is made anew, with pages."""


class Heading(NamedTuple):
    """A heading of the guide: its level (1 is the title), its words, what links call it."""

    level: int
    text: str
    anchor: str


def parsed(text: str) -> SyntaxTreeNode:
    """The guide as a tree."""
    return SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))


def headings(tree: SyntaxTreeNode) -> list[Heading]:
    """All headings of the guide, in their order."""
    found = (node for node in tree.children if node.type == "heading")
    texts = ((int(node.tag[1]), _plain(node)) for node in found)
    return [Heading(level, text, _anchor(text)) for level, text in texts]


def guide_docx(pages: Sequence[str] = ()) -> bytes:
    """The guide as a .docx file, `pages` in its contents; the same bytes every time."""
    tree = parsed(SOURCE.read_text(encoding="utf-8"))
    writer = _Writer(headings(tree), pages)
    for node in tree.children:
        writer.add(node)
    return stable_docx(writer.guide.document, writer.headings[0].text, "bdg_excel")


def pages_in(docx: bytes) -> list[str]:
    """The pages that the contents of a guide say."""
    fields = Document(BytesIO(docx)).element.body.iter(qn("w:fldSimple"))
    return [
        "".join(text.text or "" for text in field.iter(qn("w:t")))
        for field in fields
        if field.get(qn("w:instr")).startswith("PAGEREF")
    ]


def counted_pages(docx: bytes) -> list[str]:
    """The pages on which the headings really stand, as LibreOffice lays them out."""
    with tempfile.TemporaryDirectory(prefix="bdg_guide_") as name:
        source = Path(name) / "guide.docx"
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={(Path(name) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name]
        subprocess.run([*command, str(source)], check=True, capture_output=True)
        reader = ["pdftotext", "-layout", "-enc", "UTF-8", str(source.with_suffix(".pdf")), "-"]
        text = subprocess.run(reader, check=True, capture_output=True).stdout.decode("utf-8")
    return re.findall(r"\.{4,} *(\d+)$", text, re.MULTILINE)


class _Writer:
    """Puts the blocks of the Markdown into the document, one after the other."""

    def __init__(self, found: list[Heading], pages: Sequence[str]) -> None:
        self.guide = Guide()
        self.headings = found
        self._pages = pages
        self._bookmarks = {each.anchor: f"muc_{n}" for n, each in enumerate(found)}
        self._in_contents = False

    def add(self, node: SyntaxTreeNode, level: int = -1) -> None:
        """A block, in a list's item of `level`."""
        if self._in_contents and node.type == "bullet_list":
            return
        add = getattr(self, f"_add_{node.type}", None)
        if add is None:
            raise ValueError(f"{SOURCE.name}: {node.type} has no look in the guide")
        add(node, level)

    def _add_heading(self, node: SyntaxTreeNode, _: int) -> None:
        text = _plain(node)
        self._in_contents = text == CONTENTS
        if self._in_contents:
            self.guide.add_text([Piece(text, bold=True)])
            self.guide.add_contents(list(self._entries()))
        else:
            bookmark = self._bookmarks[_anchor(text)]
            self.guide.add_heading(int(node.tag[1]) - 1, self._pieces(node), bookmark)

    def _entries(self) -> Iterator[Entry]:
        shown = contents_of(self.headings)
        pages = self._pages or [""] * len(shown)
        for heading, page in zip(shown, pages, strict=True):
            bookmark = self._bookmarks[heading.anchor]
            yield Entry(heading.level - 2, heading.text, bookmark, page)

    def _add_paragraph(self, node: SyntaxTreeNode, level: int) -> None:
        [inline] = node.children
        kinds = {child.type for child in inline.children}
        if "image" in kinds:
            self.guide.add_pictures([_picture(each) for each in inline.children if each.attrs])
        elif kinds == {"em"}:
            self.guide.add_text(_upright(self._pieces(node)), "Caption")
        elif level < 0:
            self.guide.add_text(self._pieces(node))
        else:
            self.guide.add_more(self._pieces(node), level)

    def _add_blockquote(self, node: SyntaxTreeNode, _: int) -> None:
        for paragraph in node.children:
            self.guide.add_text(self._pieces(paragraph), NOTE)

    def _add_ordered_list(self, node: SyntaxTreeNode, level: int) -> None:
        self._add_list(node, level, ordered=True)

    def _add_bullet_list(self, node: SyntaxTreeNode, level: int) -> None:
        self._add_list(node, level, ordered=False)

    def _add_list(self, node: SyntaxTreeNode, level: int, *, ordered: bool) -> None:
        number = self.guide.new_list(ordered=ordered, start=int(node.attrs.get("start", 1)))
        for item in node.children:
            first, *rest = item.children
            self.guide.add_item(self._pieces(first), number, level + 1)
            for block in rest:
                self.add(block, level + 1)

    def _add_fence(self, node: SyntaxTreeNode, level: int) -> None:
        self.guide.add_code(node.content.splitlines(), level if level >= 0 else None)

    def _add_table(self, node: SyntaxTreeNode, _: int) -> None:
        rows = [row for part in node.children for row in part.children]
        self.guide.add_table([[self._pieces(cell) for cell in row.children] for row in rows])

    def _pieces(self, node: SyntaxTreeNode, look: Piece = Piece("")) -> list[Piece]:  # noqa: B008
        """The words inside `node`, each in its look."""
        found: list[Piece] = []
        for child in node.children:
            if child.type in ("text", "code_inline"):
                found.append(look._replace(text=child.content, code=child.type != "text"))
            elif child.type == "softbreak":
                found.append(look._replace(text=" "))
            else:
                found += self._pieces(child, self._look(child, look))
        return found

    def _look(self, node: SyntaxTreeNode, look: Piece) -> Piece:
        if node.type == "link":
            anchor = unquote(str(node.attrs["href"])).removeprefix("#")
            return look._replace(target=self._bookmarks[anchor])
        return look._replace(
            bold=look.bold or node.type == "strong", italic=look.italic or node.type == "em"
        )


def contents_of(found: Sequence[Heading]) -> list[Heading]:
    """The headings that stand in the contents: parts and their sections."""
    return [each for each in found if each.level in (2, 3) and each.text != CONTENTS]


def _picture(image: SyntaxTreeNode) -> Picture:
    return Picture(SOURCE.parent / str(image.attrs["src"]), image.content)


def _upright(pieces: Sequence[Piece]) -> list[Piece]:
    """A caption's style is slanted already."""
    return [piece._replace(italic=False) for piece in pieces]


def _plain(node: SyntaxTreeNode) -> str:
    return "".join(each.content for each in node.walk() if each.type in ("text", "code_inline"))


def _anchor(text: str) -> str:
    """What a page of Markdown calls a heading: its words in lower case, tied with hyphens."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def main() -> None:
    """Writes the guide; its pages are counted in a first draft."""
    TARGET.write_bytes(guide_docx(counted_pages(guide_docx())))


if __name__ == "__main__":
    main()
