"""A copy of the report has a Word comment at each wrong or doubtful number, nothing else new."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from bdg_excel.verify.comments import write_commented
from bdg_excel.verify.document import opened
from bdg_excel.verify.passage import Spot, Verdict
from tests.conftest import Convert
from tests.test_verify_document import BOX, with_notes
from tests.word_files import (
    W,
    comments,
    control,
    edited,
    paragraph,
    run,
    table,
    text_of,
    with_body,
)

WRITTEN = "Sai: {0}, phải là 99. Tính lại không khớp."


def verdict(spot: Spot, number: str, kind: str = "wrong") -> Verdict:
    return Verdict(spot, "…", number, "count", kind, "99", "tính lại không khớp")  # type: ignore[arg-type]


def commented(source: Path, target: Path, numbers: Iterable[str]) -> list[tuple[str, str]]:
    """The comments of a copy in which the first of each of `numbers` was found wrong."""
    with opened(source) as report:
        found = []
        for number in numbers:
            index, text = next(
                (index, one.text)
                for index, one in enumerate(report.passages)
                if re.search(rf"(?<!\d){re.escape(number)}(?!\d)", one.text)
            )
            start = text.index(number)
            found.append(verdict(Spot(index, start, start + len(number)), number))
        assert write_commented(report, found, target) == len(found)
    return comments(target)


def body_xml(path: Path) -> str:
    with ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def words(path: Path) -> list[str]:
    with opened(path) as report:
        return [one.text for one in report.passages]


BOLD = "<w:rPr><w:b/><w:color w:val='FF0000'/></w:rPr>"


def test_a_comment_is_anchored_on_exactly_the_number(tmp_path: Path) -> None:
    source = with_body(
        tmp_path / "a.docx", paragraph("Có ", run("nam 12, nữ 345 và 6", BOLD), run("7 khác 8"))
    )
    found = commented(source, tmp_path / "b.docx", ["12", "345", "67", "8"])
    assert found == [(number, WRITTEN.format(number)) for number in ("12", "345", "67", "8")]
    assert words(tmp_path / "b.docx") == words(source)
    root = etree.fromstring(body_xml(tmp_path / "b.docx").encode())
    bold = [text_of(one) for one in root.iter(f"{W}r") if one.find(f"{W}rPr/{W}b") is not None]
    assert bold == ["nam ", "12", ", nữ ", "345", " và ", "6"]


def test_runs_with_tabs_and_breaks_keep_them(tmp_path: Path) -> None:
    inner = (
        "<w:r><w:t>1</w:t><w:tab/><w:t>22 xã</w:t><w:br/><w:t>3</w:t><w:noBreakHyphen/>"
        "<w:t>4</w:t></w:r>"
    )
    source = with_body(tmp_path / "a.docx", paragraph(inner))
    found = commented(source, tmp_path / "b.docx", ["22", "3", "4", "1"])
    assert [anchor for anchor, _ in found] == ["1", "22", "3", "4"]
    assert words(tmp_path / "b.docx") == ["1\t22 xã\n3-4"]


def test_numbers_in_controls_links_changes_and_cells(tmp_path: Path) -> None:
    link = f"<w:hyperlink w:anchor='x'>{run(' nối 21 và 22')}</w:hyperlink>"
    change = f"<w:ins w:id='900' w:author='x'>{run(' thêm 31')}</w:ins>"
    gone = "<w:del w:id='901' w:author='x'><w:r><w:delText>77</w:delText></w:r></w:del>"
    source = with_body(
        tmp_path / "a.docx",
        paragraph(
            "x ", control("a.b", "11"), " ", control("a.c", "12/13 đạt 14%"), link, change, gone
        )
        + table(["Tổng", "41"]),
    )
    asked = ["11", "12", "13", "14", "21", "22", "31", "41"]
    found = commented(source, tmp_path / "b.docx", asked)
    assert [anchor for anchor, _ in found] == asked
    assert words(tmp_path / "b.docx") == words(source)
    root = etree.fromstring(body_xml(tmp_path / "b.docx").encode())
    for holder in ("sdtContent", "hyperlink", "ins"):
        for one in root.iter(f"{W}{holder}"):
            assert one.find(f".//{W}commentReference") is None
    assert [text_of(one) for one in root.iter(f"{W}sdt")] == ["11", "12/13 đạt 14%"]
    assert "77" in body_xml(tmp_path / "b.docx")


def test_notes_headers_and_boxes_are_commented_where_word_lets_it(tmp_path: Path) -> None:
    found = commented(with_notes(tmp_path), tmp_path / "b.docx", ["11", "22"])
    assert found == [
        ("AB.", f"Chú thích 1: {WRITTEN.format(11)}"),
        ("AB.", f"Chú thích 2: {WRITTEN.format(22)}"),
    ]
    document = Document()
    document.add_paragraph("Đầu tiên")
    document.sections[0].header.paragraphs[0].text = "Năm 2023"
    document.save(str(tmp_path / "c.docx"))
    [(anchor, text)] = commented(tmp_path / "c.docx", tmp_path / "d.docx", ["2023"])
    assert (anchor, text[:11]) == ("Đầu tiên", "Đầu trang: ")
    xml = paragraph("Đầu") + paragraph("Neo", BOX.format(paragraph("khung 5")))
    source = with_body(tmp_path / "e.docx", xml)
    [(anchor, text)] = commented(source, tmp_path / "f.docx", ["5"])
    assert text.startswith("Đoạn 2, khung chữ: Sai: 5")
    assert anchor.startswith("Neo")


def test_what_the_report_lacks_is_told_at_its_beginning(tmp_path: Path) -> None:
    source = with_body(tmp_path / "a.docx", paragraph("Đầu") + paragraph("Hai"))
    with opened(source) as report:
        lost = Verdict(
            Spot(-1, 0, 0), "", "", "count", "wrong", "40/246", "báo cáo không còn nêu x"
        )
        write_commented(report, [lost], tmp_path / "b.docx")
    assert comments(tmp_path / "b.docx") == [("Đầu", "Báo cáo không còn nêu x.")]


def test_only_what_is_wrong_or_doubtful_is_commented(tmp_path: Path) -> None:
    source = with_body(tmp_path / "a.docx", paragraph("1 2 3 4 5"))
    kinds = ("right", "rounded", "wrong", "differs", "unchecked")
    with opened(source) as report:
        found = [
            verdict(Spot(0, 2 * n, 2 * n + 1), str(n + 1), kind) for n, kind in enumerate(kinds)
        ]
        assert write_commented(report, found, tmp_path / "b.docx") == 2
    assert [text[:10] for _, text in comments(tmp_path / "b.docx")] == ["Sai: 3, ph", "Cần xem: 4"]


def test_two_findings_at_one_number_are_one_comment(tmp_path: Path) -> None:
    source = with_body(tmp_path / "a.docx", paragraph("12"))
    with opened(source) as report:
        twice = [verdict(Spot(0, 0, 2), "12"), verdict(Spot(0, 0, 2), "12", "differs")]
        assert write_commented(report, twice, tmp_path / "b.docx") == 1
    [(anchor, text)] = comments(tmp_path / "b.docx")
    assert (anchor, len(text.splitlines())) == ("12", 2)


def test_overlapping_findings_still_give_a_whole_document(tmp_path: Path) -> None:
    source = with_body(tmp_path / "a.docx", paragraph("1234567890"))
    spots = [Spot(0, 0, 10), Spot(0, 2, 6), Spot(0, 4, 8), Spot(0, 0, 3)]
    with opened(source) as report:
        write_commented(report, [verdict(spot, "?") for spot in spots], tmp_path / "b.docx")
    assert words(tmp_path / "b.docx") == ["1234567890"]
    assert len(comments(tmp_path / "b.docx")) == 4


def test_without_findings_the_copy_is_the_report(tmp_path: Path) -> None:
    source = with_body(tmp_path / "a.docx", paragraph("12"))
    with opened(source) as report:
        assert write_commented(report, [], tmp_path / "b.docx") == 0
    assert parts(tmp_path / "b.docx") == parts(source)


def parts(path: Path) -> dict[str, bytes]:
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_only_the_needed_parts_change_and_the_report_does_not(tmp_path: Path) -> None:
    source = with_body(tmp_path / "a.docx", paragraph("12"))
    before = source.read_bytes()
    commented(source, tmp_path / "b.docx", ["12"])
    assert source.read_bytes() == before
    old, new = parts(source), parts(tmp_path / "b.docx")
    changed = {name for name in new if new[name] != old.get(name)}
    assert changed == {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    source = with_body(tmp_path / "a.docx", paragraph("12 và 34"))
    commented(source, tmp_path / "b.docx", ["12", "34"])
    commented(source, tmp_path / "c.docx", ["12", "34"])
    assert (tmp_path / "b.docx").read_bytes() == (tmp_path / "c.docx").read_bytes()


def test_comments_that_are_there_stay(tmp_path: Path) -> None:
    document = Document()
    held = document.add_paragraph("Có 12 và ")
    last = held.add_run("34")
    document.add_comment([last], text="của người khác", author="ai đó")
    document.save(str(tmp_path / "a.docx"))
    found = commented(tmp_path / "a.docx", tmp_path / "b.docx", ["12", "34"])
    assert found == [
        ("34", "của người khác"),
        ("12", WRITTEN.format(12)),
        ("34", WRITTEN.format(34)),
    ]
    commented(tmp_path / "b.docx", tmp_path / "c.docx", ["12"])
    assert len(comments(tmp_path / "c.docx")) == 4


def test_a_name_that_is_taken_is_not_written_over(tmp_path: Path) -> None:
    plain = with_body(tmp_path / "plain.docx", paragraph("12"))
    source = edited(plain, tmp_path / "a.docx", {}, {"word/comments.xml": b"<khac/>"})
    with opened(source) as report:
        write_commented(report, [verdict(Spot(0, 0, 2), "12")], tmp_path / "b.docx")
    assert parts(tmp_path / "b.docx")["word/comments.xml"] == b"<khac/>"
    assert "word/comments_bdg1.xml" in parts(tmp_path / "b.docx")


def test_a_strict_document_gets_strict_comments(tmp_path: Path) -> None:
    plain = with_body(tmp_path / "plain.docx", paragraph("12"))
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    change = {"word/document.xml": lambda blob: blob.replace(usual, strict)}
    source = edited(plain, tmp_path / "a.docx", change)
    with opened(source) as report:
        write_commented(report, [verdict(Spot(0, 0, 2), "12")], tmp_path / "b.docx")
    made = parts(tmp_path / "b.docx")
    assert usual not in made["word/document.xml"] + made["word/comments.xml"]
    assert strict in made["word/comments.xml"]
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments"
        in (made["word/_rels/document.xml.rels"])
    )


def test_python_docx_reads_the_comments(tmp_path: Path) -> None:
    source = with_body(tmp_path / "a.docx", paragraph("Có 12 người"))
    commented(source, tmp_path / "b.docx", ["12"])
    [one] = Document(str(tmp_path / "b.docx")).comments
    assert (one.author, one.initials, one.text) == ("bdg", "bdg", WRITTEN.format(12))
    assert one.timestamp is not None
    assert one.timestamp.year == 2020


@pytest.mark.parametrize("to", ["docx", "odt", "pdf"])
def test_libreoffice_opens_the_copy_and_finds_every_comment(
    tmp_path: Path, soffice: Convert, pdf_pages: Callable[[Path], list[str]], to: str
) -> None:
    xml = paragraph("x ", control("a.b", "11"), " và ", control("a.c", "12/13")) + table(["14"])
    source = with_body(tmp_path / "a.docx", xml + paragraph("hết 15"))
    asked = ["11", "12", "13", "14", "15"]
    commented(source, tmp_path / "b.docx", asked)
    [made] = soffice([tmp_path / "b.docx"], to, tmp_path / "ra")
    if to == "pdf":
        assert "hết 15" in "\n".join(pdf_pages(made))
        return
    with ZipFile(made) as archive:
        name = "word/comments.xml" if to == "docx" else "content.xml"
        text = archive.read(name).decode()
    for number in asked:
        assert WRITTEN.format(number) in text
