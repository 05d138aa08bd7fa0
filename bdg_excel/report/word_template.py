"""A Word template that is open: docxtpl, with what it would leave broken put right."""

import marshal
import re
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.document import Document as DocumentObject
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from bdg_excel.errors import ReportError, ReportTemplateError
from bdg_excel.remembered import remembered
from bdg_excel.report.context import Context
from bdg_excel.report.language import ENVIRONMENT
from bdg_excel.word_file import Package, format_of

FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_UNREADABLE = (OSError, PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError)
_UNFILLABLE = (TemplateError, ArithmeticError, TypeError, ValueError, RecursionError, SyntaxError)


def open_template(source: Path) -> "WordTemplate":
    """The template at `source`; `ReportTemplateError` where it is no .docx that can be read."""
    try:
        _assert_readable(source)
        template = WordTemplate(source)
        template.init_docx()
    except ReportError as error:
        raise ReportTemplateError(f"Không mở được mẫu báo cáo {source}: {error}") from error
    except AttributeError as error:  # python-docx takes any part for what it should be
        raise ReportTemplateError(
            f"Không mở được mẫu báo cáo {source}: tệp bị hỏng, có phần không đúng loại. Mở bằng "
            "Word, lưu lại rồi thử lại."
        ) from error
    except _UNREADABLE as error:
        raise ReportTemplateError(
            f"Không mở được mẫu báo cáo {source}: phải là tệp Word .docx ({error}). Mở bằng Word, "
            "lưu lại (Save As) dạng Word Document (.docx) rồi thử lại."
        ) from error
    return template


def _assert_readable(source: Path) -> None:
    """Every part within bounds, before docxtpl unpacks and parses them all."""
    suffix = format_of(source)
    if suffix != ".docx":
        raise ReportError(
            f"đây là tệp {suffix}. Mở bằng Word, lưu lại (Save As) dạng Word Document (.docx)."
        )
    package = Package(source)
    try:
        for name in package.names:
            (package.xml if name.endswith((".xml", ".rels")) else package.read)(name)
    finally:
        package.close()


class WordTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template that is filled whole or not at all, as often as one likes."""

    def __init__(self, source: Path) -> None:
        self.name, self.content = source.name, source.read_bytes()
        super().__init__(BytesIO(self.content))
        self._patched: dict[str, str] = {}

    def fill(self, context: Context) -> DocumentObject:
        """The document filled with `context`; `ReportTemplateError` where it cannot be."""
        try:
            self.render(context, ENVIRONMENT, autoescape=True)
        except _UNFILLABLE as error:
            raise ReportTemplateError(f"Mẫu {self.name} không điền được: {error}") from error
        filled: DocumentObject = self.docx
        return filled

    def init_docx(self, reload: bool = True) -> None:
        """The document as the file has it, without Word's own mark of the last edit.

        That mark is a bookmark that nobody sees, and often stands in the middle of a tag.
        """
        before = self.docx
        super().init_docx(reload)
        if self.docx is not before:
            _forget_last_edit(self.docx.element.body)
            self.docx.core_properties.author  # noqa: B018 - there if the part is what it should be

    def patch_xml(self, src_xml: str) -> str:
        """docxtpl gives jinja2 back all that XML escapes, but for one letter.

        Its many expressions take longer than the filling, so each part passes them once.
        """
        if src_xml not in self._patched:
            patch = partial(self._patch, src_xml)
            self._patched[src_xml] = remembered("patched", marshal, patch, src_xml)
        return self._patched[src_xml]

    def _patch(self, src_xml: str) -> str:
        patched = super().patch_xml(src_xml)
        return _TAG.sub(lambda tag: tag[0].replace("&amp;", "&"), patched)

    def render_xml_part(self, src_xml: str, part: Any, *rest: Any) -> str:
        """A part filled. Broken XML is refused: docxtpl would drop all that follows the break."""
        filled = etree.fromstring(super().render_xml_part(src_xml, part, *rest).encode())
        _keep_valid(filled)
        made: str = etree.tostring(filled, encoding="unicode")
        return made

    def fix_tables(self, xml: str) -> Any:
        """Nothing to mend: no command makes or drops a column."""
        return etree.fromstring(xml)

    def render_footnotes(self, context: Context, jinja_env: Any = None) -> None:
        """Each part once: docxtpl fills it anew for each section, and so runs what units typed."""
        for part in self.docx.part.package.parts:
            if part.content_type == FOOTNOTES:
                xml = self.patch_xml(part.blob.decode("utf-8"))
                part._blob = self.render_xml_part(xml, part, context, jinja_env).encode()


def _forget_last_edit(body: Any) -> None:
    marks = [one for one in body.iter(f"{_W}bookmarkStart") if one.get(f"{_W}name") == "_GoBack"]
    numbers = {mark.get(f"{_W}id") for mark in marks}
    ends = [one for one in body.iter(f"{_W}bookmarkEnd") if one.get(f"{_W}id") in numbers]
    for mark in (*marks, *ends):
        mark.getparent().remove(mark)


def _keep_valid(root: Any) -> None:
    """Word opens no table without rows, and no cell or header without a paragraph at its end."""
    for table in list(root.iter(f"{_W}tbl")):
        if next(table.iter(f"{_W}tr"), None) is None:
            table.getparent().remove(table)
    for holder in list(root.iter(*(f"{_W}{name}" for name in _ENDING_IN_PARAGRAPHS))):
        if len(holder) == 0 or holder[-1].tag not in (f"{_W}p", f"{_W}sdt"):
            etree.SubElement(holder, f"{_W}p")


_ENDING_IN_PARAGRAPHS = ("tc", "txbxContent", "hdr", "ftr", "footnote")
