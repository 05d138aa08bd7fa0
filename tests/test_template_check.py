"""A Word template is checked as staff leave it: every fault is told with its place."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from bdg_excel.errors import ReportTemplateError
from bdg_excel.pipeline import run
from bdg_excel.programme import Programme
from bdg_excel.report import Checked, check_template, write_report
from bdg_excel.report.template_check.faults import CATALOGUE
from tests.conftest import Convert
from tests.report_2023 import PROGRAMME, TEMPLATE, context, lines
from tests.test_cli import bdg, process
from tests.word_files import edited, paragraph, table, with_body
from tests.word_files import run as word_run

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


# ---------------------------------------------------------------- What is fine


def test_the_shipped_template_is_fine_and_prints_every_indicator() -> None:
    assert (check(TEMPLATE).faults, check(TEMPLATE).unprinted) == ((), ())


def test_a_template_that_libreoffice_saved_anew_is_fine_and_fills_to_the_same_text(
    tmp_path: Path, soffice: Convert
) -> None:
    [again] = soffice([TEMPLATE], "docx", tmp_path / "lai")
    assert check(again) == Checked("bao_cao.docx", (), ())
    for source in (TEMPLATE, again):
        write_report(source, tmp_path / f"{source.parent.name}.docx", context())
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
    stated = write_report(edited_again, made, context())
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
    [stated] = write_report(mau, made, context())
    assert (stated.indicator, stated.printed) == ("mau_giao.nu", "3.083/6.290 đạt 49%")
    with ZipFile(made) as archive:
        assert b"_GoBack" not in archive.read("word/document.xml")


def test_an_ampersand_between_names_is_printed_once(tmp_path: Path) -> None:
    mau = of_texts(tmp_path / "mau.docx", "{{ vong.dau_de|join(' & ') }}")
    assert check(mau).faults == ()
    write_report(mau, tmp_path / "made.docx", context())
    assert lines(tmp_path / "made.docx")[-1] == "Ban vì sự tiến bộ & của phụ nữ"


# ---------------------------------------------------------------- What stands in one tag

WRONG_TAGS = [
    # Names
    ("Số {{ mau_giao.nuu }}", "unknown_name", "có phải là mau_giao.nu?"),
    ("{{ mau_gia.nu }}", "unknown_name", "có phải là mau_giao.nu?"),
    ("{{ mẫu_giáo.nữ }}", "unknown_name", "có phải là mau_giao.nu?"),
    ("{{ vong.name }}", "unknown_name", "có phải là vong.nam?"),
    ("{{ kham_thai['xyz'] }}", "unknown_name", "kham_thai chỉ có: nhan, pham_vi, ty_le"),
    ("{{ vong.nam.dai }}", "unknown_name", "chỉ vong.nam: đó là chữ"),
    ("{{ vong.chuc_vu[2] }}", "unknown_name", "số thứ tự từ 0 đến 1"),
    ("{{ xxyyzz }}", "unknown_name", "bdg template names"),
    ("{{ mau_giao.nuu|upper }}", "unknown_name", "có phải là mau_giao.nu?"),
    ("{% if mau_giao.nuu %}a{% endif %}", "unknown_name", "có phải là mau_giao.nu?"),
    ("{% if not a.b %}x{% endif %}", "unknown_name", "không có tên a.b"),
    ("{% if vong.nam %}{% elif vong.namm %}{% endif %}", "unknown_name", "là vong.nam?"),
    ("{% for d in bieu.hoat_dong.dongg %}a{% endfor %}", "unknown_name", "bieu.hoat_dong.dong?"),
    ("{% for d in bieu.hoat_dong.dong %}{{ d.tenn }}{% endfor %}", "unknown_name", "là d.ten?"),
    ("{% for d in vong.kinh_gui if d.x %}{{ d }}{% endfor %}", "unknown_name", "d.x"),
    ("{% for d in vong.kinh_gui %}{{ loop.idex }}{% endfor %}", "unknown_name", "loop.index?"),
    ("{{ loop.index }}", "unknown_name", "không có tên loop.index"),
    ("{% for d in vong.kinh_gui %}{% endfor %}{{ d }}", "outside_loop", "nằm ngoài vòng ấy"),
    ("{{ bieu.hoat_dong.dong[0].ten }}", "row_number", "tùy số liệu"),
    ("{{ mau_giao }}", "not_text", "mau_giao.nhan, mau_giao.pham_vi, mau_giao.nam, mau_giao.nu"),
    ("{{ vong.kinh_gui }}", "list_as_text", '{{ vong.kinh_gui|join(", ") }}'),
    ("{{ bieu.hoat_dong.dong|join(', ') }}", "list_as_text", "vòng lặp qua từng mục"),
    ("{{ vong.nam|join(', ') }}", "not_a_list", "vong.nam không phải danh sách"),
    ("{% for d in vong.nam %}{{ d }}{% endfor %}", "not_a_list", "vong.kinh_gui, "),
    ("{% for d in mau_giao %}{{ d }}{% endfor %}", "not_a_list", "mau_giao không phải"),
    ("{{ 'mau_giao.nu' }}", "constant", "bỏ nháy nếu là tên"),
    # Letters
    ("{{ Mau_giao.nu }}", "capital", "mau_giao.nu, viết thường"),
    ("{{ mau_giao.Nu }}", "capital", "Sửa thành mau_giao.nu"),
    ("{% For d in vong.kinh_gui %}", "capital", "for, viết thường"),
    ("{{ mau–giao }}", "odd_letters", "gạch ngang dài –"),
    ("{{ mau—giao.nu }}", "odd_letters", "Gõ lại thành {{ mau_giao.nu }}"),
    ("{{ vong.kinh_gui|join(“, ”) }}", "odd_letters", '{{ vong.kinh_gui|join(", ") }}'),
    ("{{ van_ban[‘ke_hoach_tinh’] }}", "odd_letters", "dấu nháy cong ‘ ’"),
    ("{{\u00a0mau_giao.nu }}", "odd_letters", "dấu cách không ngắt"),
    ("{{ mau_\u200bgiao.nu }}", "odd_letters", "dấu cách ẩn"),
    ("{{ mau_giao.nu… }}", "odd_letters", "dấu ba chấm …"),
    # Language
    ("{{ mau giao.nu }}", "syntax", "có phải là {{ mau_giao.nu }}?"),
    ("{{ mau-giao.nu }}", "syntax", "có phải là {{ mau_giao.nu }}?"),
    ("{{ }}", "syntax", "một tên, như {{ vong.nam }}"),
    ("{{ " + "(" * 3000 + "vong" + ")" * 3000 + " }}", "syntax", "không hiểu thẻ"),
    ("{{ " + "9" * 5000 + " }}", "syntax", "không hiểu thẻ"),
    ("{% if %}a{% endif %}", "syntax", "{% for noi in vong.kinh_gui %}"),
    ("{{ vong.nam|khong_co }}", "unknown_filter", "join, length, lower, upper"),
    ("{{ vong.nam|safe }}", "unknown_filter", "không có bộ lọc safe"),
    ("{{ vong.nam|attr('x') }}", "unknown_filter", "không có bộ lọc attr"),
    ("{% if vong.nam is khong %}a{% endif %}", "unknown_test", "“is khong”"),
    ("{% if vong.nam is even %}a{% endif %}", "unalike", "số trong mẫu đã là chữ để in"),
    ("{% if mau_giao.nu > 5 %}a{% endif %}", "unalike", "“1.260 người”"),
    ("{% if mau_giao.nu < thcs.nu %}a{% endif %}", "unalike", "“1.260 người”"),
    ("{% if vong.nam == 2023 %}a{% endif %}", "unalike", "so chữ với chữ"),
    ("{% set a = 1 %}", "unknown_command", "if, elif, else, endif, for, endfor"),
    ("{% include 'a' %}", "unknown_command", "không có lệnh include"),
    ("{% raw %}", "unknown_command", "không có lệnh raw"),
    ("{% p if vong.nam %}", "unknown_command", "có phải là {%p if vong.nam %}?"),
    ("{%pif vong.nam %}", "unknown_command", "có phải là {%p if vong.nam %}?"),
    ("{% elseif vong.nam %}", "unknown_command", "có phải là {% elif vong.nam %}?"),
    ("{% endfr %}", "unknown_command", "có phải là {% endfor %}?"),
    ("{%r if vong.nam %}", "unknown_command", "dạng ấy"),
    ("{{p vong.nam }}", "print_prefix", "{{ vong.nam }}"),
    ("{{ vong.nam -}}", "trim_mark", "Bỏ dấu -"),
    ("{%- if vong.nam %}", "trim_mark", "{% if vong.nam %}"),
    # Braces
    ("{{ mau_giao.nu và", "torn_brace", "Gõ lại thành {{ mau_giao.nu }}"),
    ("Mẫu giáo: { mau_giao.nu }}", "torn_brace", "Gõ lại thành {{ mau_giao.nu }}"),
    ("{{ mau_giao.nu }", "torn_brace", "Gõ lại thành {{ mau_giao.nu }}"),
    ("{ { mau_giao.nu } }", "torn_brace", "Gõ lại thành {{ mau_giao.nu }}"),
    ("{{{ mau_giao.nu }}}", "torn_brace", "Gõ lại thành {{ mau_giao.nu }}"),
    ("{% if vong.nam }a", "torn_brace", "Gõ lại thành {% if vong.nam %}"),
    ("hết }", "torn_brace", "Xóa dấu ngoặc này"),
]


@pytest.mark.parametrize(("text", "code", "words"), WRONG_TAGS)
def test_a_wrong_tag_is_told_with_its_heading_and_paragraph(
    tmp_path: Path, text: str, code: str, words: str
) -> None:
    checked = check(of_texts(tmp_path / "mau.docx", text, "Sau đó."))
    assert (code, HERE) in told(checked)
    [message] = [one.told for one in checked.faults if one.code == code]
    start = text[:40].replace("\u00a0", " ")
    assert message.startswith(f"{HERE}: “{start}")
    assert words in message
    assert [line.split(":")[0] for line in message.splitlines()[1:]] == [
        "   Thấy",
        "   Cần",
        "   Cách sửa",
    ]


DANGEROUS = [
    "''.__class__",
    "''['__class__']",
    "vong.nam.__class__.__mro__",
    "vong['__init__'].x",
    "(vong).nam.upper()",
    "vong.items()",
    "range(10)",
    "lipsum()",
    "1 / 0",
    "9 ** 9 ** 9",
    "-1",
    "vong.nam ~ vong.nam",
    "vong.nam * 1000000",
    "'a' if vong else 'b'",
    "[1, 2]",
    "{'a': 1}['a']",
    "vong.kinh_gui[0:1]",
    "vong.kinh_gui|join(vong.nam)",
    "(vong.nam ~ 'x').y",
    "vong.nam == '2023'",
]


@pytest.mark.parametrize("expression", DANGEROUS)
def test_a_template_is_data_and_no_program(tmp_path: Path, expression: str) -> None:
    tags = (f"{{{{ {expression} }}}}", f"{{% if {expression} %}}a{{% endif %}}")
    for tag in tags if "==" not in expression and " if " not in expression else tags[:1]:
        checked = check(of_texts(tmp_path / "mau.docx", tag))
        assert ("python", HERE) in told(checked)
        assert "không phải chương trình" in checked.told


# ---------------------------------------------------------------- Loops and conditions

WRONG_BLOCKS = {
    "unclosed": (["{% if vong.nam %}a"], [("unclosed", 2)]),
    "unclosed loop": (["{%p for d in vong.kinh_gui %}", "{{ d }}"], [("unclosed", 2)]),
    "both unclosed": (["{% if vong.nam %}{% for d in vong.kinh_gui %}"], [("unclosed", 2)] * 2),
    "unopened": (
        ["a{% endif %}", "{% else %}", "{% endfor %}"],
        [("unopened", n) for n in (2, 3, 4)],
    ),
    "crossed": (
        ["{%p if vong.nam %}", "{%p for d in vong.kinh_gui %}", "{%p endif %}", "{%p endfor %}"],
        [("unclosed", 3), ("unopened", 5)],
    ),
    "elif in a loop": (["{% for d in vong.kinh_gui %}{% elif d %}{% endfor %}"], [("unopened", 2)]),
    "other level": (["{%p if vong.nam %}", "a", "b{% endif %}"], [("levels", 4)]),
    "other level of else": (
        ["{%p if vong.nam %}", "a{% else %}b", "{%p endif %}"],
        [("levels", 3)],
    ),
    "not alone": (["a {%p if vong.nam %}", "{%p endif %}"], [("not_alone", 2)]),
    "two in one paragraph": (["{%p if vong.nam %}{%p endif %}"], [("not_alone", 2)] * 2),
    "no row": (["{%tr if vong.nam %}", "{%tr endif %}"], [("no_row", 2), ("no_row", 3)]),
    "capital, closed": (
        ["{%p For d in vong.kinh_gui %}", "{{ d }}{{ d.e }}", "{%p endfor %}"],
        [("capital", 2)],
    ),
    "glued, closed": (
        ["{%pif vong.nam %}", "a", "{%pendif %}"],
        [("unknown_command", n) for n in (2, 4)],
    ),
    "torn between paragraphs": (["a {{ mau_giao", ".nu }} b"], [("split_paragraphs", 2)]),
    "torn, and another": (["{{ mau_giao", "{{ vong.nam }}"], [("torn_brace", 2)]),
}


@pytest.mark.parametrize(("texts", "faults"), WRONG_BLOCKS.values(), ids=WRONG_BLOCKS)
def test_wrong_loops_and_conditions_are_told_where_they_stand(
    tmp_path: Path, texts: list[str], faults: list[tuple[str, int]]
) -> None:
    checked = check(of_texts(tmp_path / "mau.docx", *texts))
    assert told(checked) == [(code, f"Mục “I. SỐ LIỆU”, đoạn {n}") for code, n in faults]


RIGHT_BLOCKS = [
    ["{% if vong.nam %}a{% elif vong.ten %}b{% else %}c{% endif %}"],
    ["{% if vong.nam %}a", "b", "c{% endif %}"],
    ["{%p for d in vong.kinh_gui %}", "{% if loop.last %}{{ d }}{% endif %}", "{%p endfor %}"],
    ["{% for d in vong.kinh_gui %}{{ d }}{% else %}không{% endfor %}"],
    ["{%p if vong.kinh_gui|length == 1 and not don_vi.chua_gui %}", "a", "{%p endif %}"],
    ["{% for d in vong.kinh_gui %}{% if loop.index is odd %}{{ d|upper }}{% endif %}{% endfor %}"],
    ["{{ vong['nam'] }} {{ vong.chuc_vu[1]|lower }} {# ghi chú #}"],
    ["{% if vong.nam in vong.ten %}a{% endif %}"],
]


@pytest.mark.parametrize("texts", RIGHT_BLOCKS)
def test_right_loops_and_conditions_are_taken(tmp_path: Path, texts: list[str]) -> None:
    mau = of_texts(tmp_path / "mau.docx", *texts)
    assert check(mau).faults == ()
    write_report(mau, tmp_path / "made.docx", context())


def test_all_faults_are_told_at_once_in_the_order_of_the_text(tmp_path: Path) -> None:
    texts = ["{% if vong.namm %}", "{{ Mau_giao.nu }} {{ a.b }}", "{ vong.nam }}", "{{ 1 + 1 }}"]
    checked = check(of_texts(tmp_path / "mau.docx", *texts))
    assert [one.code for one in checked.faults] == [
        "unknown_name",
        "unclosed",
        "capital",
        "unknown_name",
        "torn_brace",
        "python",
    ]
    assert checked.told.startswith("Mẫu mau.docx có 6 chỗ phải sửa:\n1. Mục “I. SỐ LIỆU”, đoạn 2")
    assert "\n6. Mục “I. SỐ LIỆU”, đoạn 5: “{{ 1 + 1 }}”\n" in checked.told


# ---------------------------------------------------------------- What stands between the letters

TAG_BEGIN, TAG_END = word_run("số {{ mau_"), word_run("giao.nu }}")
INTERRUPTED = {
    "link": (TAG_BEGIN, f"<w:hyperlink w:anchor='a'>{TAG_END}</w:hyperlink>", "liên kết"),
    "insertion": (TAG_BEGIN, f"<w:ins w:id='1' w:author='x'>{TAG_END}</w:ins>", "Track Changes"),
    "simple field": (TAG_BEGIN, f"<w:fldSimple w:instr='REF a'>{TAG_END}</w:fldSimple>", "Field"),
    "control": (TAG_BEGIN, f"<w:sdt><w:sdtContent>{TAG_END}</w:sdtContent></w:sdt>", "Control"),
    "field": (TAG_BEGIN, "<w:r><w:fldChar w:fldCharType='begin'/></w:r>", TAG_END, "Field"),
    "bookmark": (TAG_BEGIN, "<w:bookmarkStart w:id='1' w:name='a'/>", TAG_END, "Bookmark"),
    "footnote": (TAG_BEGIN, "<w:r><w:footnoteReference w:id='2'/></w:r>", TAG_END, "Footnote"),
    "comment": (TAG_BEGIN, "<w:commentRangeStart w:id='1'/>", TAG_END, "Comment"),
    "line break": (TAG_BEGIN, "<w:r><w:br/></w:r>", TAG_END, "Shift+Enter"),
    "tab": (TAG_BEGIN, "<w:r><w:tab/></w:r>", TAG_END, "dấu tab"),
    "picture": (TAG_BEGIN, "<w:r><w:drawing/></w:r>", TAG_END, "hình"),
    "hyphen": (TAG_BEGIN, "<w:r><w:noBreakHyphen/></w:r>", TAG_END, "gạch nối"),
}


@pytest.mark.parametrize("pieces", INTERRUPTED.values(), ids=INTERRUPTED)
def test_what_cuts_a_tag_in_two_is_named(tmp_path: Path, pieces: tuple[str, ...]) -> None:
    *xml, words = pieces
    checked = check(of_xml(tmp_path / "mau.docx", paragraph(*xml)))
    assert told(checked) == [("interrupted", HERE)]
    assert words in checked.faults[0].found
    assert checked.faults[0].excerpt == "số {{ mau_giao.nu }}"


def test_tags_in_deleted_text_and_in_the_code_of_a_field_are_told(tmp_path: Path) -> None:
    deleted = (
        '<w:del w:id="1" w:author="x"><w:r><w:delText>{{ vong.nam }}</w:delText></w:r></w:del>'
    )
    moved = f'<w:moveFrom w:id="2" w:author="x">{word_run("{{ vong.nam }}")}</w:moveFrom>'
    code = "<w:r><w:instrText>REF {{ vong.nam }}</w:instrText></w:r>"
    xml = [paragraph(one) for one in (deleted, moved, code)]
    checked = check(of_xml(tmp_path / "mau.docx", *xml))
    assert told(checked) == [
        ("deleted_text", HERE),
        ("deleted_text", HERE.replace("2", "3")),
        ("field_code", HERE.replace("2", "4")),
    ]


@pytest.mark.parametrize(
    ("more", "other"),
    [
        ("<w:r><w:drawing/></w:r>", "hình"),
        ("<w:r><w:br w:type='page'/></w:r>", "chữ khác|ngắt"),
        ("<w:pPr><w:sectPr/></w:pPr>", "Section Break"),
    ],
)
def test_a_paragraph_that_goes_with_its_command_may_hold_nothing_else(
    tmp_path: Path, more: str, other: str
) -> None:
    begin = paragraph(more, word_run("{%p if vong.nam %}"))
    checked = check(of_xml(tmp_path / "mau.docx", begin, paragraph("{%p endif %}")))
    assert told(checked) == [("not_alone", HERE)]
    assert re.search(other, checked.faults[0].found)


# ---------------------------------------------------------------- Where a fault stands

BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><a:graphic>"
    "<a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    "<v:shape><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)
WRONG = "{{ mau_giao.nuu }}"
PLACES = {
    "before any heading": ("", "Đầu văn bản, đoạn 1"),
    "heading": (HEADING.replace("SỐ LIỆU", WRONG), f"Đề mục “I. {WRONG}”"),
    "outline": (
        paragraph("<w:pPr><w:outlineLvl w:val='1'/></w:pPr>", "Phần A") + paragraph(WRONG),
        "Mục “Phần A”, đoạn 1",
    ),
    "cell": (
        HEADING + table(["a", "b"], ["c", f"<w:tc>{paragraph('d')}{paragraph(WRONG)}</w:tc>"]),
        "Mục “I. SỐ LIỆU”, bảng 1, dòng 2, ô 2, đoạn 2",
    ),
    "table in a table": (
        table([f"<w:tc>{table([WRONG])}{paragraph('')}</w:tc>"]),
        "Đầu văn bản, bảng 1, dòng 1, ô 1, bảng 2, dòng 1, ô 1, đoạn 1",
    ),
    "text box": (
        HEADING + paragraph("Có khung", BOX.format(paragraph(WRONG))),
        "Mục “I. SỐ LIỆU”, đoạn 1, khung chữ, đoạn 1",
    ),
    "block control": (
        f"{HEADING}<w:sdt><w:sdtContent>{paragraph(WRONG)}</w:sdtContent></w:sdt>",
        "Mục “I. SỐ LIỆU”, đoạn 1",
    ),
    "picture": (
        HEADING
        + paragraph(
            "Hình",
            "<w:r><w:drawing><wp:inline><wp:docPr id='1' name='a' descr='{{ mau_giao.nuu }}'/>"
            "</wp:inline></w:drawing></w:r>",
        ),
        "Mục “I. SỐ LIỆU”, đoạn 1, chữ thay thế (Alt Text) của hình",
    ),
    "table's own words": (
        table(["a"]).replace("<w:tblPr/>", f"<w:tblPr><w:tblCaption w:val='{WRONG}'/></w:tblPr>"),
        "Đầu văn bản, đoạn 1, bảng 1, chữ thay thế (Alt Text)",
    ),
}


@pytest.mark.parametrize(("xml", "place"), PLACES.values(), ids=PLACES)
def test_a_fault_is_found_wherever_it_stands(tmp_path: Path, xml: str, place: str) -> None:
    checked = check(with_body(tmp_path / "mau.docx", xml or paragraph(WRONG)))
    assert told(checked) == [("unknown_name", place)]


def test_a_loop_in_a_text_box_is_filled_in_both_copies_that_word_keeps(tmp_path: Path) -> None:
    loop = ("{%p for d in vong.chuc_vu %}", "Ký: {{ d }}, {{ mau_giao.nu }}", "{%p endfor %}")
    box = BOX.format("".join(map(paragraph, loop)))
    inside = ("{%p if vong.nam %}", paragraph("Có khung", box), "{%p endif %}")
    xml = "".join(one if one[:1] == "<" else paragraph(one) for one in inside)
    mau = with_body(tmp_path / "mau.docx", xml)
    assert check(mau).faults == ()
    write_report(mau, tmp_path / "made.docx", context())
    with ZipFile(tmp_path / "made.docx") as archive:
        words = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    assert words.count("Ký: Trưởng ban, 3.083/6.290 đạt 49%") == 2
    assert words.count("Ký: Phó Chủ tịch UBND huyện, ") == 2


def test_headers_footers_and_properties_are_looked_at_too(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = f"Trang {WRONG}"
    document.sections[0].footer.paragraphs[0].text = WRONG
    document.core_properties.subject = f"{WRONG}{{% if vong.nam %}}{{% endif %}}"
    document.save(str(tmp_path / "mau.docx"))
    assert told(check(tmp_path / "mau.docx")) == [
        ("unknown_name", "Đầu trang, đoạn 1"),
        ("unknown_name", "Chân trang, đoạn 1"),
        ("unknown_name", "Thuộc tính Subject của tệp (File → Info)"),
        ("no_paragraph", "Thuộc tính Subject của tệp (File → Info)"),
        ("no_paragraph", "Thuộc tính Subject của tệp (File → Info)"),
    ]


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def with_part(tmp_path: Path, kind: str, xml: str, body: str, kinds: str = WORD_TYPES) -> Path:
    """A template of this body with another part of that kind."""
    plain = with_body(tmp_path / "plain.docx", body)
    name = "charts/chart1" if kind == "chart" else kind
    tie = f'<Relationship Id="rId77" Target="{name}.xml" Type="{TIES}/{kind}"/></Relationships>'
    override = f'<Override PartName="/word/{name}.xml" ContentType="{kinds}.{kind}+xml"/></Types>'
    changes: dict[str, Callable[[bytes], bytes]] = {
        "word/_rels/document.xml.rels": lambda blob: blob.replace(
            b"</Relationships>", tie.encode()
        ),
        "[Content_Types].xml": lambda blob: blob.replace(b"</Types>", override.encode()),
    }
    return edited(plain, tmp_path / "mau.docx", changes, {f"word/{name}.xml": xml.encode()})


def note(kind: str, text: str) -> str:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:{kind}s {SPACE}><w:{kind} w:id="5">{paragraph(text)}</w:{kind}></w:{kind}s>'


def test_a_footnote_is_filled_and_looked_at(tmp_path: Path) -> None:
    body = paragraph("A", "<w:r><w:footnoteReference w:id='5'/></w:r>")
    mau = with_part(tmp_path, "footnotes", note("footnote", WRONG), body)
    assert told(check(mau)) == [("unknown_name", "Chú thích chân trang, đoạn 1")]
    mau = with_part(tmp_path, "footnotes", note("footnote", "{{ vong.nam }}"), body)
    assert check(mau).faults == ()
    write_report(mau, tmp_path / "made.docx", context())
    with ZipFile(tmp_path / "made.docx") as archive:
        assert b">2023<" in archive.read("word/footnotes.xml")


def test_what_a_unit_typed_is_no_tag_in_a_footnote_of_several_sections(tmp_path: Path) -> None:
    """docxtpl fills footnotes once for each section: the second time over what units typed."""
    ready = context()
    ready["vong"]["ten"] = "{{ 7 * 7 }} {% if %}"
    section = f"<w:p><w:pPr><w:sectPr/></w:pPr>{word_run('a')}</w:p>"
    mau = with_part(tmp_path, "footnotes", note("footnote", "{{ vong.ten }}"), section * 2)
    write_report(mau, tmp_path / "made.docx", ready)
    with ZipFile(tmp_path / "made.docx") as archive:
        assert b">{{ 7 * 7 }} {% if %}<" in archive.read("word/footnotes.xml")


def test_a_tag_where_nothing_is_filled_is_told(tmp_path: Path) -> None:
    mau = with_part(tmp_path, "endnotes", note("endnote", "{{ vong.nam }}"), paragraph("a"))
    assert told(check(mau)) == [("not_filled", "Chú thích cuối, đoạn 1")]
    chart = '<c:chart xmlns:c="urn:c" xmlns:a="urn:a"><a:t>{{ vong.nam }}</a:t></c:chart>'
    mau = with_part(tmp_path, "chart", chart, paragraph("a"), "application/vnd.x")
    assert told(check(mau)) == [("not_filled", "Biểu đồ hoặc SmartArt")]


# ---------------------------------------------------------------- Tables


def of_rows(path: Path, *rows: list[str]) -> Path:
    return with_body(path, HEADING + table(*rows))


def test_a_row_that_goes_with_its_command_may_hold_nothing_else(tmp_path: Path) -> None:
    loop = "{%tr for d in bieu.hoat_dong.dong %}"
    checked = check(
        of_rows(tmp_path / "mau.docx", [loop, "chữ"], ["{{ d.nu }}"], ["{%tr endfor %}"])
    )
    assert told(checked) == [("not_alone", "Mục “I. SỐ LIỆU”, bảng 1, dòng 1, ô 1, đoạn 1")]
    nested = f"<w:tc>{paragraph(loop)}{table([''])}{paragraph('')}</w:tc>"
    checked = check(of_rows(tmp_path / "mau.docx", [nested], ["{{ d.nu }}"], ["{%tr endfor %}"]))
    assert [(one.code, "bảng con" in one.found) for one in checked.faults] == [("not_alone", True)]


def test_rows_and_paragraphs_close_what_rows_and_paragraphs_opened(tmp_path: Path) -> None:
    loop = "{%tr for d in bieu.hoat_dong.dong %}"
    mau = tmp_path / "mau.docx"
    assert check(of_rows(mau, [loop], ["{{ d.nu }}"], ["{%tr endfor %}"])).faults == ()
    checked = check(of_rows(mau, [loop], ["{{ d.nu }}"], ["{%p endfor %}"]))
    assert told(checked) == [("levels", "Mục “I. SỐ LIỆU”, bảng 1, dòng 3, ô 1, đoạn 1")]
    checked = check(of_rows(mau, ["{% if vong.nam %}a"], ["b{% endif %}"]))
    assert told(checked) == [("levels", "Mục “I. SỐ LIỆU”, bảng 1, dòng 2, ô 1, đoạn 1")]
    assert "(Mục “I. SỐ LIỆU”, bảng 1, dòng 1, ô 1, đoạn 1)" in checked.told


def test_a_command_that_tears_a_table_apart_is_told(tmp_path: Path) -> None:
    xml = paragraph("a {% if vong.nam %}b") + table(["c{% endif %} d"])
    checked = check(with_body(tmp_path / "mau.docx", xml))
    assert told(checked) == [("levels", "Đầu văn bản, bảng 1, dòng 1, ô 1, đoạn 1")]


def test_a_list_without_rows_leaves_a_file_that_word_opens(
    tmp_path: Path, soffice: Convert
) -> None:
    """Word takes a table without rows, or a cell without a paragraph, for a damaged file."""
    empty = ["{%tr for d in bieu.hoat_dong.dong %}"], ["{{ d.nu }}"], ["{%tr endfor %}"]
    inside = "".join(map(paragraph, ("{%p if don_vi.chua_gui %}", "a", "{%p endif %}")))
    xml = paragraph("A") + table(*empty) + table([f"<w:tc>{inside}</w:tc>"]) + paragraph("B")
    mau = with_body(tmp_path / "mau.docx", xml)
    assert check(mau).faults == ()
    ready = context()
    ready["bieu"]["hoat_dong"]["dong"] = []
    write_report(mau, tmp_path / "made.docx", ready)
    document = Document(str(tmp_path / "made.docx"))
    [left] = document.tables
    assert [cell.text for cell in left.rows[0].cells] == [""]
    assert len(left.rows[0].cells[0].paragraphs) == 1
    [text] = soffice([tmp_path / "made.docx"], "txt", tmp_path / "txt")
    assert text.read_text(encoding="utf-8-sig").split() == ["A", "B"]


def test_what_shows_only_in_filling_is_told_before_any_data(tmp_path: Path) -> None:
    deep = "{% if vong.nam %}" * 120 + "a" + "{% endif %}" * 120
    mau = of_texts(tmp_path / "mau.docx", deep)
    checked = check(mau)
    assert [one.code for one in checked.faults] == ["cannot_fill"]
    assert checked.told.startswith("Mẫu mau.docx có 1 chỗ phải sửa:\n1. Cả mẫu: “mau.docx”")


# ---------------------------------------------------------------- The whole, and the command


def test_every_fault_of_the_catalogue_is_provoked_here() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
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


def test_a_merge_refuses_with_the_same_words_before_any_form_is_read(
    tmp_path: Path, programme: Programme, definition: Path
) -> None:
    folder = broken_definition(tmp_path, definition)
    words = check_template(folder / "bao_cao.docx", programme).told
    with pytest.raises(ReportTemplateError, match=re.escape(words)):
        run(tmp_path / "no_inbox", tmp_path / "ra", programme, folder / "programme.toml")
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
