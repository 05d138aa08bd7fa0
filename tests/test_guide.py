"""The guide: what it names exists, what it shows is so, and the one to print is made from it."""

import ast
import re
import shlex
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

import pytest
import typer
from docx import Document
from markdown_it.tree import SyntaxTreeNode
from typer.testing import CliRunner

from bdg_excel.cli import app
from bdg_excel.decisions import decisions_file
from bdg_excel.programme import Programme
from document_guide import (
    CONTENTS,
    SOURCE,
    TARGET,
    contents_of,
    counted_pages,
    guide_docx,
    headings,
    pages_in,
    parsed,
)
from tests.conftest import program

ROOT = Path(__file__).parent.parent
TEXT = SOURCE.read_text(encoding="utf-8")
TREE = parsed(TEXT)
PROGRAMS = ("Tong_hop", "Theo_doi", "Lam_bieu")
LATE = ("xa_03565", "xa_03580")
"""Forms that have not come yet where the guide shows what is printed."""


def code_spans() -> list[str]:
    """Everything that the guide sets in the font of code, in the middle of a sentence."""
    return [node.content for node in TREE.walk() if node.type == "code_inline"]


def commands() -> list[str]:
    return sorted({span for span in code_spans() if span.startswith("bdg ")})


def printed(node: SyntaxTreeNode = TREE) -> list[list[str]]:
    """Each block of printed lines."""
    return [each.content.splitlines() for each in node.walk() if each.type == "fence"]


# ---------------------------------------------------------------- What it names


@pytest.mark.parametrize("line", commands())
def test_every_command_and_option_is_known(line: str) -> None:
    words = shlex.split(line)[1:]
    command: Any = typer.main.get_command(app)
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    try:
        command.make_context(
            "bdg", list(words)
        )  # raises where a word is unknown, missing or too many
    except typer.Exit:
        assert words == ["--help"]


def test_commands_are_in_the_guide_at_all() -> None:
    told = " ".join(commands())
    for name in ("init", "merge", "watch", "templates", "check", "verify", "explain", "template"):
        assert f"bdg {name}" in told


class Workplace(NamedTuple):
    """A working folder after a round: merged twice, the report edited in between and checked."""

    folder: Path
    merged: str
    explained: str
    verified: str


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory, sample_inbox: Path) -> Workplace:
    desk = tmp_path_factory.mktemp("ban")
    folder = desk / "cong_viec"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(desk)
        _said("init", folder)
        patch.chdir(folder)
        for path in sample_inbox.iterdir():
            if path.name[:8] not in LATE:
                (folder / "da_nhan" / path.name).write_bytes(path.read_bytes())
        merged = _said("merge")
        explained = _said("explain", "mau_giao.nu")
        _retype(folder / "ket_qua" / "bao_cao.docx", "đạt", "chiếm")
        _said("merge")
        _said("verify", folder / "ket_qua" / "bao_cao.docx")
        verified = _verified(desk, sample_inbox)
    return Workplace(folder, merged, explained, verified)


def _said(*words: object) -> str:
    return CliRunner().invoke(app, [str(word) for word in words]).output


def _retype(report: Path, old: str, new: str) -> None:
    document = Document(str(report))
    for text in document.element.body.iter("{*}t"):
        text.text = (text.text or "").replace(old, new)
    document.save(str(report))


def _verified(desk: Path, sample_inbox: Path) -> str:
    """What is printed of a report of all units with the number that the guide has retyped wrong."""
    _said("merge", sample_inbox, "-o", desk / "du")
    _retype(desk / "du" / "bao_cao.docx", "3.576/7.388 đạt 48,4%", "3.576/7.388 đạt 50,9%")
    return _said("verify", desk / "du" / "bao_cao.docx", "--data", desk / "du")


def test_every_file_and_folder_is_made_or_comes_along(
    workplace: Workplace, programme: Programme
) -> None:
    known = set(_names(workplace.folder)) | {decisions_file(workplace.folder / "da_nhan").name}
    known |= {workplace.folder.name, *PROGRAMS}
    definition = (workplace.folder / "dinh_nghia" / "programme.toml").read_text("utf-8-sig")
    for span in code_spans():
        if span.startswith("bdg ") or span in known:
            continue
        comes_along = (ROOT / span).exists() or (ROOT / "scripts" / span).is_file()
        in_definition = re.search(rf"^{re.escape(span)}( =|$)", definition, re.MULTILINE)
        assert comes_along or in_definition, f"{span}: nothing is called so"


def _names(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        yield path.name
        yield path.stem if path.stem in PROGRAMS else path.relative_to(folder).as_posix()
        if path.is_relative_to(folder / "ket_qua"):
            yield path.relative_to(folder / "ket_qua").as_posix()


def test_every_word_between_quotation_marks_is_shown_by_the_program() -> None:
    shown = _shown()
    for words in re.findall(r"«([^»]*)»", TEXT.replace("\n   ", " ").replace("\n", " ")):
        if words.strip():
            assert words in shown, f"«{words}»: nowhere shown"


def _shown() -> str:
    """All texts of the program: constants of Python (pieces that follow on one another as one)."""
    texts: list[str] = []
    for top in ("bdg_excel", "scripts"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.name in ("guide_document.py", "document_guide.py"):
                continue
            if path.suffix == ".py":
                texts += _constants(ast.parse(path.read_text(encoding="utf-8")))
            elif path.suffix in (".cmd", ".sh", ".jinja", ".js", ".txt", ".toml"):
                texts.append(path.read_text(encoding="utf-8"))
    return "\n".join(texts)


def _constants(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


# ---------------------------------------------------------------- What it shows


def test_what_it_shows_as_printed_is_printed(workplace: Workplace) -> None:
    outputs = [
        {line.strip() for line in text.splitlines()}
        for text in (workplace.merged, workplace.verified, workplace.explained)
    ]
    shown = printed()
    assert len(shown) == len(outputs)
    for lines, output in zip(shown, outputs, strict=True):
        assert [line for line in lines if line.strip() not in output] == []


def test_every_picture_is_there_and_has_words_for_who_cannot_see_it() -> None:
    images = [node for node in TREE.walk() if node.type == "image"]
    assert len(images) > 10
    for image in images:
        path = SOURCE.parent / str(image.attrs["src"])
        assert path.read_bytes().startswith(b"\x89PNG")
        assert path.stat().st_size <= 300_000
        assert len(image.content) > 20
        assert re.search(rf'"{path.stem}"', (ROOT / "scripts/pictures.py").read_text("utf-8"))


def test_captions_are_numbered_through() -> None:
    numbers = [int(number) for number in re.findall(r"^\*Hình (\d+)\.", TEXT, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_contents_are_the_headings() -> None:
    listed = re.findall(r"^ *- \[(.*)\]\(#(.*)\)$", TEXT, re.MULTILINE)
    assert listed == [(each.text, each.anchor) for each in contents_of(headings(TREE))]
    assert f"## {CONTENTS}" in TEXT


# ---------------------------------------------------------------- The one to print


def test_the_guide_to_print_is_what_the_script_makes_of_it() -> None:
    """After a change of the guide or its pictures run scripts/document_guide.py."""
    made = TARGET.read_bytes()
    assert len(made) <= 3_000_000
    again = guide_docx(pages_in(made))
    assert _parts(again) == _parts(made)
    assert guide_docx(pages_in(made)) == again


def _parts(docx: bytes) -> list[tuple[str, bytes]]:
    """The parts of a Word file: another version of zlib may pack them otherwise."""
    with ZipFile(BytesIO(docx)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def test_its_contents_say_the_pages_where_headings_stand() -> None:
    program("soffice")
    program("pdftotext")
    made = TARGET.read_bytes()
    pages = pages_in(made)
    assert len(pages) == len(contents_of(headings(TREE)))
    assert counted_pages(made) == pages


def test_all_its_words_stand_in_the_guide_to_print() -> None:
    document = Document(str(TARGET))
    body = document.element.body
    texts = "".join(text.text or "" for text in body.iter("{*}t"))
    texts += "".join(picture.get("descr", "") for picture in body.iter("{*}docPr"))
    missing = [node.content for node in TREE.walk() if node.type == "text"]
    assert [words for words in missing if words.strip() not in texts] == []


def test_each_ordered_list_starts_as_it_is_written() -> None:
    document = Document(str(TARGET))
    numbering = document.part.numbering_part.element
    starts = [
        number.find("{*}lvlOverride/{*}startOverride").val
        for number in numbering.findall("{*}num")
        if number.abstractNumId.val == 90
    ]
    written = [
        int(str(node.attrs.get("start", 1))) for node in TREE.walk() if node.type == "ordered_list"
    ]
    assert starts == written


def test_nothing_of_the_machine_that_made_it_is_in_it() -> None:
    with ZipFile(TARGET) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        parts = b"".join(
            archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))
        )
    assert str(ROOT).encode() not in parts
    properties = Document(str(TARGET)).core_properties
    assert (properties.author, properties.last_modified_by) == ("bdg_excel", "")
