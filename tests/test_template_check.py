"""A Word template is checked as staff leave it: every fault is told with its place."""

import re
import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from bdg_excel.errors import ReportTemplateError
from bdg_excel.pipeline import run
from bdg_excel.programme import Programme
from bdg_excel.report import Checked, check_template
from bdg_excel.report.template_check.faults import CATALOGUE
from tests.conftest import Convert
from tests.report_2023 import TEMPLATE, context, lines, report_from
from tests.templates import SPACE, check, of_texts, of_xml
from tests.test_cli import bdg, process
from tests.word_files import edited, paragraph
from tests.word_files import run as word_run

# ---------------------------------------------------------------- What is fine


def test_the_shipped_template_is_fine_and_prints_every_indicator() -> None:
    assert (check(TEMPLATE).faults, check(TEMPLATE).unprinted) == ((), ())


def test_a_template_that_libreoffice_saved_anew_is_fine_and_fills_to_the_same_text(
    tmp_path: Path, soffice: Convert
) -> None:
    [again] = soffice([TEMPLATE], "docx", tmp_path / "lai")
    assert check(again) == Checked("bao_cao.docx", (), ())
    for source in (TEMPLATE, again):
        report_from(source, tmp_path / f"{source.parent.name}.docx", context())
    text = lines(tmp_path / "thang_hanh_dong.docx")
    assert "- Học sinh mẫu giáo: nam 3.204/6.290 đạt 50,9%; nữ 3.083/6.290 đạt 49%." in text
    assert lines(tmp_path / "lai.docx") == text


def test_what_an_editor_adds_in_libreoffice_is_filled_wherever_it_stands(
    tmp_path: Path, soffice: Convert
) -> None:
    """A paragraph, a table's cell and the page's head get a new name, half of it bold."""
    [flat] = soffice([TEMPLATE], "fodt", tmp_path / "mo")
    source = flat.read_text(encoding="utf-8")
    bold = (
        '<style:style style:name="Dam" style:family="text"><style:text-properties '
        'fo:font-weight="bold"/></style:style></office:automatic-styles>'
    )
    added = "Mới %s {{ <text:span text:style-name='Dam'>mau_giao</text:span>.nu }}."
    places = {
        "đoạn": r"(?=<text:p [^>]*>- \{\{ mau_giao\.nhan)",
        "ô": r"(?=<text:p [^>]*><text:span [^>]*>\{\{ bieu\.hoat_dong\.tong)",
        "đầu trang": r"(?<=<style:header>)",
    }
    source = source.replace("</office:automatic-styles>", bold, 1)
    for place, before in places.items():
        source, found = re.subn(before, f"<text:p>{added % place}</text:p>", source, count=1)
        assert found == 1
    flat.write_text(source, encoding="utf-8")
    [edited_again] = soffice([flat], "docx", tmp_path / "luu")
    assert check(edited_again).faults == ()
    made = tmp_path / "made.docx"
    stated = report_from(edited_again, made, context())
    assert [one.indicator for one in stated].count("mau_giao.nu") == 4
    with ZipFile(made) as archive:
        parts = [archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml")]
    words = [re.sub(r"<[^>]+>", "", part) for part in parts]
    for place in places:
        assert sum(f"Mới {place} 3.083/6.290 đạt 49%." in text for text in words) == 1
    assert '<w:tag w:val="mau_giao.nu"/>' in next(p for p in parts if "Mới đầu trang" in p)


HEALED = {
    "runs": (word_run("{"), word_run("{ mau_"), word_run("giao.nu }"), word_run("}")),
    "spelling marks": (
        word_run("{{ mau_"),
        '<w:proofErr w:type="spellStart"/>',
        "<w:r><w:rPr><w:b/></w:rPr><w:lastRenderedPageBreak/><w:t>giao</w:t></w:r>",
        '<w:proofErr w:type="spellEnd"/>',
        word_run(".nu }}"),
    ),
    "the last edit": (
        word_run("{{ mau_"),
        '<w:bookmarkStart w:id="7" w:name="_GoBack"/>',
        word_run("giao.nu }}"),
        '<w:bookmarkEnd w:id="7"/>',
    ),
    "an accepted insertion": (
        f'<w:ins w:id="3" w:author="x">{word_run("{{ mau_")}{word_run("giao.nu }}")}</w:ins>',
    ),
    "a link around it": (
        f'<w:hyperlink w:anchor="a">{word_run("{{ mau_giao.nu }}")}</w:hyperlink>',
    ),
    "a bookmark around it": (
        '<w:bookmarkStart w:id="7" w:name="nu"/>',
        word_run("{{ mau_giao.nu }}"),
        '<w:bookmarkEnd w:id="7"/>',
    ),
}


@pytest.mark.parametrize("pieces", HEALED.values(), ids=HEALED)
def test_a_tag_that_word_strewed_over_runs_is_filled(
    tmp_path: Path, pieces: tuple[str, ...]
) -> None:
    mau = of_xml(tmp_path / "mau.docx", paragraph(*pieces))
    assert check(mau).faults == ()
    made = tmp_path / "made.docx"
    [stated] = report_from(mau, made, context())
    assert (stated.indicator, stated.printed) == ("mau_giao.nu", "3.083/6.290 đạt 49%")
    with ZipFile(made) as archive:
        assert b"_GoBack" not in archive.read("word/document.xml")


def test_an_ampersand_between_names_is_printed_once(tmp_path: Path) -> None:
    mau = of_texts(tmp_path / "mau.docx", "{{ vong.dau_de|join(' & ') }}")
    assert check(mau).faults == ()
    report_from(mau, tmp_path / "made.docx", context())
    assert lines(tmp_path / "made.docx")[-1] == "Ban vì sự tiến bộ & của phụ nữ"


# ---------------------------------------------------------------- The whole, and the command


def test_every_fault_of_the_catalogue_is_provoked_here() -> None:
    files = (
        Path(__file__).with_name(f"test_template_{of}.py") for of in ("check", "tags", "places")
    )
    here = "".join(file.read_text(encoding="utf-8") for file in files)
    assert [code for code in CATALOGUE if f'"{code}"' not in here] == []


def test_indicators_that_are_never_printed_are_a_note_and_no_fault(tmp_path: Path) -> None:
    texts = [
        "{{ mau_giao.nhan }}{{ mau_giao.pham_vi }}",
        "{% if thcs.nu %}{{ vay_von.nu }}{% endif %}",
    ]
    checked = check(of_texts(tmp_path / "mau.docx", *texts))
    assert checked.faults == ()
    assert {"mau_giao", "thcs"} <= set(checked.unprinted)
    assert not {"vay_von", "hoat_dong"} & set(checked.unprinted)  # a table is printed as a table
    status, text = bdg("template", "check", tmp_path / "mau.docx")
    assert status == 0
    assert "Mẫu mau.docx điền được" in text
    assert "Chỉ tiêu thcs chưa có trong mẫu báo cáo Word" in text


def test_the_command_prints_all_faults_and_exits_1(tmp_path: Path) -> None:
    mau = of_texts(tmp_path / "mau.docx", "Số {{ mau_giao.nuu }}", "{{ vong.nam }")
    status, text = bdg("template", "check", mau)
    assert status == 1
    assert check(mau).told in text


def test_the_help_of_the_commands_is_vietnamese() -> None:
    text = "".join(bdg("template", *words, "--help")[1] for words in ((), ("check",), ("names",)))
    assert "Kiểm tra mẫu Word của báo cáo" in text
    assert not re.search("Usage|Options|Commands|Arguments|Show this", text)


def test_without_a_file_the_command_checks_the_template_of_the_definition() -> None:
    status, text = bdg("template", "check")
    assert (status, "Mẫu bao_cao.docx điền được" in text) == (0, True)


def broken_definition(tmp_path: Path, definition: Path) -> Path:
    folder = tmp_path / "dinh_nghia"
    shutil.copytree(definition.parent, folder)
    document = Document(str(folder / "bao_cao.docx"))
    document.add_paragraph("Số {{ mau_giao.nuu }}")
    document.save(str(folder / "bao_cao.docx"))
    return folder


def test_a_merge_refuses_with_the_same_words_before_anything_is_counted(
    tmp_path: Path, programme: Programme, definition: Path, sample_inbox: Path
) -> None:
    folder = broken_definition(tmp_path, definition)
    words = check_template(folder / "bao_cao.docx", programme).told
    with pytest.raises(ReportTemplateError, match=re.escape(words)):
        run(sample_inbox, tmp_path / "ra", programme, folder / "programme.toml")
    assert not (tmp_path / "ra").exists()


# ---------------------------------------------------------------- Files that cannot be read


def unreadable(path: Path) -> str:
    with pytest.raises(ReportTemplateError) as refused:
        check(path)
    message = str(refused.value)
    assert message.startswith(f"Không mở được mẫu báo cáo {path}: ")
    return message


@pytest.mark.parametrize(
    ("blob", "words"),
    [
        (b"", "rỗng"),
        (b"xin ch\xc3\xa0o", "không phải tệp Word"),
        (b"%PDF-1.7", "không phải tệp Word"),
        (b"{\\rtf1 a}", "đây là tệp .rtf. Mở bằng Word, lưu lại (Save As)"),
        (b"PK\x03\x04", "bị hỏng"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "đây là tệp .doc"),
    ],
)
def test_what_is_no_docx_is_told(tmp_path: Path, blob: bytes, words: str) -> None:
    (tmp_path / "mau.docx").write_bytes(blob)
    assert words in unreadable(tmp_path / "mau.docx")


def test_a_missing_file_a_folder_a_workbook_and_a_macro_document_are_told(
    tmp_path: Path, sample_inbox: Path
) -> None:
    assert "không có tệp" in unreadable(tmp_path / "khong_co.docx")
    assert "không phải là tệp" in unreadable(tmp_path)
    assert "tệp Excel" in unreadable(next(sample_inbox.glob("*.xlsx")))
    macros = edited(
        TEMPLATE,
        tmp_path / "mau.docm",
        {
            "[Content_Types].xml": lambda blob: blob.replace(
                b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"ms-word.document.macroEnabled.main+xml",
            )
        },
    )
    assert "phải là tệp Word .docx" in unreadable(macros)


def test_a_damaged_template_gets_an_answer_wherever_it_breaks_off(tmp_path: Path) -> None:
    whole = TEMPLATE.read_bytes()
    cut = tmp_path / "mau.docx"
    for place in range(40, len(whole), len(whole) // 40):
        flipped = bytearray(whole)
        flipped[place] ^= 0xFF
        for blob in (whole[:place], bytes(flipped)):
            cut.write_bytes(blob)
            try:
                check(cut)
            except ReportTemplateError as error:
                assert "mau.docx" in str(error)  # noqa: PT017 - either is an answer


@pytest.mark.parametrize(
    "part",
    ["word/document.xml", "docProps/core.xml", "word/_rels/document.xml.rels", "_rels/.rels"],
)
@pytest.mark.parametrize("xml", [b"<a/>", f"<w:document {SPACE}/>".encode()])
def test_a_part_that_is_something_else_is_told(tmp_path: Path, part: str, xml: bytes) -> None:
    mau = edited(TEMPLATE, tmp_path / "mau.docx", {part: lambda _: xml})
    assert "tệp bị hỏng" in unreadable(mau)


def test_a_huge_template_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bdg_excel.word_file._LARGEST_UNPACKED", 1 << 20)
    bomb = edited(TEMPLATE, tmp_path / "mau.docx", {}, {"word/media/a.bin": bytes(2 << 20)})
    assert "mở ra lớn quá 1 MB" in unreadable(bomb)


def test_a_template_that_fetches_or_expands_is_refused(tmp_path: Path) -> None:
    hostile = b'<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>'
    mau = edited(TEMPLATE, tmp_path / "mau.docx", {"word/styles.xml": lambda _: hostile})
    assert "DOCTYPE" in unreadable(mau)


def test_what_cannot_be_read_exits_2_and_so_does_a_merge_with_a_faulty_template(
    tmp_path: Path, sample_inbox: Path, definition: Path
) -> None:
    (tmp_path / "mau.docx").write_bytes(b"")
    done = process("template", "check", tmp_path / "mau.docx")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "mau.docx rỗng" in done.stderr
    folder = broken_definition(tmp_path, definition)
    done = process("merge", sample_inbox, "-o", tmp_path / "ra", "--programme", folder)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "không có tên mau_giao.nuu" in done.stderr
    assert not (tmp_path / "ra").exists()
