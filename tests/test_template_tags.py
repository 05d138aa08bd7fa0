"""What stands in a tag or between its letters, loops and conditions: right, wrong, or no data."""

import re
from pathlib import Path

import pytest

from tests.report_2023 import context, report_from
from tests.templates import HERE, check, of_texts, of_xml, told
from tests.word_files import paragraph
from tests.word_files import run as word_run

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
    report_from(mau, tmp_path / "made.docx", context())


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
