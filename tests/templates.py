"""Word templates made for tests of their check."""

from pathlib import Path

from docx import Document

from bdg_excel.report import Checked, check_template
from tests.report_2023 import PROGRAMME
from tests.word_files import paragraph, with_body

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HEADING = '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>I. SỐ LIỆU</w:t></w:r></w:p>'
HERE = "Mục “I. SỐ LIỆU”, đoạn 2"


def check(path: Path) -> Checked:
    return check_template(path, PROGRAMME)


def of_texts(path: Path, *texts: str) -> Path:
    """A template of these paragraphs, the first of them the second after a heading."""
    document = Document()
    document.add_paragraph("Trước đề mục.")
    document.add_heading("I. SỐ LIỆU", 1)
    document.add_paragraph("Số liệu năm {{ vong.nam }}.")
    for text in texts:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def of_xml(path: Path, *blocks: str) -> Path:
    """The same of paragraphs as Word's XML."""
    return with_body(path, "".join((HEADING, paragraph("Năm {{ vong.nam }}."), *blocks)))


def told(checked: Checked) -> list[tuple[str, str]]:
    """Code and place of each fault."""
    return [(one.code, one.place) for one in checked.faults]
