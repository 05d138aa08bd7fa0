"""Word files made and edited for tests: with lxml on the package, as an editor of text would."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
Change = Callable[[bytes], bytes]


def edited(
    source: Path,
    target: Path,
    changes: dict[str, Change],
    more: dict[str, bytes] | None = None,
) -> Path:
    """A copy of `source` with each named part changed, and `more` parts added."""
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            blob = old.read(name)
            new.writestr(name, changes[name](blob) if name in changes else blob)
        for name, blob in (more or {}).items():
            new.writestr(name, blob)
    return target


def with_body(target: Path, xml: str) -> Path:
    """A Word file whose body is `xml` (prefixes as Word has them)."""
    plain = target.with_name(f"plain_{target.name}")
    Document().save(str(plain))
    body = f"<w:document {_NAMESPACES}><w:body>{xml}<w:sectPr/></w:body></w:document>".encode()
    return edited(plain, target, {"word/document.xml": lambda _: body})


def paragraph(*inner: str, properties: str = "") -> str:
    """A paragraph; what is no markup becomes a run."""
    return f"<w:p>{properties}{''.join(one if one[:1] == '<' else run(one) for one in inner)}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: Iterable[str]) -> str:
    """A table; what is no markup becomes a cell."""
    cells = [[*row] for row in rows]
    lines = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in cells)
    grid = '<w:gridCol w:w="2000"/>' * max(map(len, cells))
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


_WIDTH = '<w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>'


def _cell(text: str) -> str:
    return text if text.startswith("<w:tc>") else f"<w:tc>{_WIDTH}{paragraph(text)}</w:tc>"


def control(tag: str, text: str, title: str = "") -> str:
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{tag}"/><w:text/></w:sdtPr>'
        f"<w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"
    )


def body_changed(source: Path, target: Path, change: Callable[[Any], None]) -> Path:
    """A copy of `source` whose main part was changed, as a tree, by `change`."""

    def changed(blob: bytes) -> bytes:
        root = etree.fromstring(blob)
        change(root)
        made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return made

    return edited(source, target, {"word/document.xml": changed})


def controls(root: Any, tag: str) -> list[Any]:
    """The content controls with that tag."""
    return [
        one
        for one in root.iter(f"{W}sdt")
        if (found := one.find(f"{W}sdtPr/{W}tag")) is not None and found.get(f"{W}val") == tag
    ]


def text_of(element: Any) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def set_text(element: Any, words: str) -> None:
    first, *rest = element.iter(f"{W}t")
    first.text = words
    for text in rest:
        text.text = ""


def retype(one: Any, words: str) -> None:
    """The control is gone, `words` stand in its place as plain text."""
    for child in list(one.find(f"{W}sdtContent")):
        one.addprevious(child)
    set_text(one.getprevious(), words)
    one.getparent().remove(one)


def paragraph_of(root: Any, words: str) -> Any:
    """The first paragraph with these words."""
    return next(one for one in root.iter(f"{W}p") if words in text_of(one))


def comments(path: Path) -> list[tuple[str, str]]:
    """Each comment of a Word file: the text that it is anchored on, and what it says."""
    with ZipFile(path) as archive:
        body = archive.read("word/document.xml").decode()
        root = etree.fromstring(archive.read("word/comments.xml"))
    found = []
    for comment in root:
        number = comment.get(f"{W}id")
        assert f'<w:commentReference w:id="{number}"/>' in body
        begin = body.find(f'<w:commentRangeStart w:id="{number}"/>')
        end = body.find(f'<w:commentRangeEnd w:id="{number}"/>')
        anchored = re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", body[begin:end])
        found.append(("".join(anchored), "\n".join(text_of(one) for one in comment)))
    return found


def body(path: Path) -> Any:
    with ZipFile(path) as archive:
        return etree.fromstring(archive.read("word/document.xml"))
