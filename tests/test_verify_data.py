"""A hand-edited report held against the data that it came from."""

import csv
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bdg_excel.cli import app
from bdg_excel.errors import RecordError, ReportError
from bdg_excel.pipeline import run as run_merge
from bdg_excel.programme import Programme
from bdg_excel.report_check import Checked, check_report
from bdg_excel.verify.data import load_data
from tests.builders import filled, sample_of
from tests.conftest import PATIENCE, Convert, Edited, as_people_run_it
from tests.word_files import (
    W,
    body,
    body_changed,
    comments,
    control,
    controls,
    paragraph,
    paragraph_of,
    retype,
    run,
    set_text,
    table,
    text_of,
    with_body,
)

Found = list[tuple[str, str, str]]


def found(checked: Checked) -> Found:
    """Each wrong or doubtful number: the number, what it should be, and its verdict."""
    return [(one.number, one.expected, one.verdict) for one in checked.wrong]


@pytest.fixture
def held(sample_output: Path, tmp_path: Path) -> Callable[[Callable[[Any], None]], Checked]:
    """Checks the sample's report, changed by a function, against the sample's data."""

    def check(change: Callable[[Any], None]) -> Checked:
        made = body_changed(sample_output / "bao_cao.docx", tmp_path / "sua.docx", change)
        return check_report(made, tmp_path / "ra", sample_output)

    return check


Held = Callable[[Callable[[Any], None]], Checked]


def only(root: Any, tag: str) -> Any:
    [one] = controls(root, tag)
    return one


def remove(element: Any) -> None:
    element.getparent().remove(element)


# ---------------------------------------------------------------- The whole way


def edit_as_staff_do(root: Any) -> None:
    edit = only(root, "tieu_hoc.nam")
    set_text(edit, text_of(edit).replace("5.140", "5.104"))
    retype(only(root, "hdnd_xa.nu"), "112/366")
    retype(only(root, "hdnd_huyen.nu"), "12/35")
    remove(paragraph_of(root, "Nữ tham gia cấp ủy xã"))
    set_text(only(root, "bieu.hoat_dong.1.nu"), "56")
    paragraph_of(root, "khám thai đủ 3").addprevious(paragraph_of(root, "Nữ đảng viên trong"))


EDITS = [
    ("5.104", "5.140", "wrong"),
    ("112", "110", "wrong"),
    ("56", "65", "wrong"),
    ("", "40/246", "wrong"),
]


def test_the_report_as_it_was_made_has_no_finding(sample_output: Path, tmp_path: Path) -> None:
    checked = check_report(sample_output / "bao_cao.docx", tmp_path, sample_output)
    assert found(checked) == []
    said = [one.verdict for one in checked.verdicts]
    stated = json.loads((sample_output / "run.json").read_text(encoding="utf-8"))["report"]
    numbers = sum(len(re.findall(r"\d[\d.,]*", one["printed"])) for one in stated)
    assert said.count("right") >= numbers > 50


@pytest.mark.parametrize("turn", range(4))
def test_every_figure_that_is_changed_is_found_and_no_other(held: Held, turn: int) -> None:
    """Recall and precision on a generated report with its data: both are 1."""
    changed: list[str] = []

    def change(root: Any) -> None:
        held_figures = [one for one in root.iter(f"{W}sdt") if re.search(r"\d", text_of(one))]
        assert len(held_figures) > 30
        for figure in held_figures[turn::4]:
            old = text_of(figure)
            new = re.sub(r"\d", lambda digit: str((int(digit[0]) + 3) % 10), old, count=1)
            set_text(figure, new)
            changed.append(re.findall(r"\d[\d.]*", new)[0])

    called_wrong = [number for number, _, verdict in found(held(change)) if verdict == "wrong"]
    assert called_wrong == changed


def test_a_report_of_some_of_the_units_is_right_by_itself(
    tmp_path: Path, inbox: Path, programme: Programme, definition: Path
) -> None:
    """Of how many units a figure is, is no share of anything."""
    codes = [unit.code for unit in programme.units if unit.form == "xa"][:13]
    for code in codes:
        filled(inbox, programme, code, sample_of(programme, definition, code))
    run_merge(inbox, tmp_path / "ra", programme, definition)
    checked = check_report(tmp_path / "ra" / "bao_cao.docx", tmp_path)
    assert "(số liệu của 13/17 xã, thị trấn" in " ".join(p.text for p in checked.passages)
    assert [one for one in checked.wrong if "13/17" in one.why] == []


def test_an_edited_report_has_exactly_the_findings_of_its_edits(held: Held, tmp_path: Path) -> None:
    checked = held(edit_as_staff_do)
    assert found(checked) == EDITS
    places = [checked.passages[one.spot.passage].place for one in checked.wrong[:3]]
    assert places == ["Mục I.3.b, đoạn 3", "Mục I.3.d, đoạn 3", "Bảng 3, dòng 3, cột 5"]
    assert [anchor for anchor, _ in comments(tmp_path / "ra" / "sua_kiem_tra.docx")][1:] == [
        "5.104",
        "112",
        "56",
    ]
    with (tmp_path / "ra" / "verify.csv").open(encoding="utf-8-sig", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert list(rows[0]) == ["place", "text", "number", "class", "verdict", "expected", "why"]
    wrong = [row for row in rows if row["verdict"] == "wrong"]
    assert [(row["number"], row["expected"], row["verdict"]) for row in wrong] == EDITS
    assert wrong[3]["place"] == "Báo cáo"


def test_an_edited_report_saved_by_libreoffice_has_the_same_findings(
    sample_output: Path, tmp_path: Path, soffice: Convert
) -> None:
    made = body_changed(sample_output / "bao_cao.docx", tmp_path / "sua.docx", edit_as_staff_do)
    [saved] = soffice([made], "docx", tmp_path / "lo")
    assert found(check_report(saved, tmp_path / "ra", sample_output)) == EDITS
    [other] = soffice([made], "odt", tmp_path / "odt")
    assert found(check_report(other, tmp_path / "ra", sample_output)) == EDITS


def test_edits_made_in_libreoffice_itself_are_found_and_nothing_else(
    sample_output: Path, tmp_path: Path, edited: Edited
) -> None:
    """A figure changed in its control, one retyped, a sentence gone, a cell, a sentence moved."""
    made = edited(
        sample_output / "bao_cao.docx",
        tmp_path / "sua.docx",
        ["replace", "5.140", "5.104"],
        ["plain", "110/366", "112/366"],
        ["delete", "Nữ tham gia cấp ủy xã"],
        ["cell", 2, "E3", "56"],
        ["move", "Nữ đảng viên trong", "khám thai đủ 3"],
    )
    held = [text_of(each) for each in body(made).iter(f"{W}sdt")]
    assert "5.104/9.964 đạt 51,6%" in held
    assert not {"112/366", "1.072/3.459"} & set(held)
    assert found(check_report(made, tmp_path / "ra", sample_output)) == EDITS


# ---------------------------------------------------------------- Figures in their controls


def test_a_figure_rounded_or_written_otherwise_is_not_wrong(held: Held) -> None:
    def change(root: Any) -> None:
        set_text(only(root, "mau_giao.nam"), "3204/6.290 đạt 51%")

    checked = held(change)
    assert found(checked) == []
    said = {one.number: one.verdict for one in checked.verdicts}
    assert said["51"] == "rounded"
    assert said["3204"] == "right"


def test_a_figure_of_which_a_part_is_gone_is_wrong_as_a_whole(held: Held) -> None:
    def change(root: Any) -> None:
        set_text(only(root, "mau_giao.nam"), "khoảng 3.204")

    assert found(held(change)) == [("khoảng 3.204", "3.204/6.290 đạt 50,9%", "wrong")]


def test_nothing_and_a_number_are_told_apart(held: Held) -> None:
    def change(root: Any) -> None:
        set_text(only(root, "ngan_sach_van_dong.tong"), "500.000 đồng")
        set_text(only(root, "vay_von.nu"), "chưa có số liệu")

    assert found(held(change)) == [
        ("chưa có số liệu", "558 phụ nữ", "wrong"),
        ("500.000 đồng", "Không", "wrong"),
    ]


def test_an_emptied_control_is_a_figure_no_longer_stated(held: Held) -> None:
    assert found(held(lambda root: set_text(only(root, "vay_von.nu"), ""))) == [
        ("", "558 phụ nữ", "wrong")
    ]


def test_blanks_and_case_do_not_matter(held: Held) -> None:
    def change(root: Any) -> None:
        set_text(only(root, "vay_von.nu"), "558\u00a0Phụ nữ ")
        set_text(only(root, "ngan_sach_van_dong.tong"), "không")

    assert found(held(change)) == []


def test_a_tracked_change_counts_as_accepted(held: Held) -> None:
    def change(root: Any) -> None:
        content = only(root, "vay_von.nu").find(f"{W}sdtContent")
        old = content[0]
        gone, new = (content.makeelement(f"{W}{kind}", {f"{W}id": "1"}) for kind in ("del", "ins"))
        content.append(gone)
        gone.append(old)
        added = content.makeelement(f"{W}r", {})
        added.append(added.makeelement(f"{W}t", {}))
        added[0].text = "559 phụ nữ"
        new.append(added)
        content.append(new)
        for text in old.iter(f"{W}t"):
            text.tag = f"{W}delText"

    checked = held(change)
    assert found(checked) == [("559", "558", "wrong")]
    assert "Track Changes" in checked.notes[0]


# ---------------------------------------------------------------- Figures without a control


def retyped(root: Any) -> None:
    """All controls gone, every figure plain text: a report that was copied as text."""
    for one in list(root.iter(f"{W}sdt")):
        retype(one, text_of(one))


def test_a_report_without_any_control_is_matched_by_its_words(held: Held) -> None:
    checked = held(retyped)
    assert found(checked) == []
    said = [one.why for one in checked.verdicts if one.verdict == "right"]
    assert sum(one.startswith("khớp số liệu") for one in said) > 50


def test_wrong_figures_in_a_report_without_any_control(held: Held) -> None:
    def change(root: Any) -> None:
        retyped(root)
        for words, old, new in (
            ("Học sinh THCS", "3.625", "3.652"),
            ("Kinh phí từ ngân sách", "20.000.000", "30.000.000"),
            ("Trạm y tế có nữ hộ sinh", "17/17", "16/17"),
        ):
            line = paragraph_of(root, words)
            set_text(line, text_of(line).replace(old, new))

    assert found(held(change)) == [
        ("3.652", "3.625", "wrong"),
        ("16", "17", "wrong"),
        ("30.000.000", "20.000.000", "wrong"),
    ]


def test_a_sentence_moved_into_another_paragraph_and_retyped_is_found(held: Held) -> None:
    def change(root: Any) -> None:
        line = paragraph_of(root, "Nữ đảng viên trong")
        words = text_of(line)
        remove(line)
        other = paragraph_of(root, "Cán bộ nữ được bầu")
        set_text(other, f"{text_of(other)} {words}")

    assert found(held(change)) == []


def test_a_table_cell_retyped_as_plain_text(held: Held) -> None:
    def change(root: Any) -> None:
        retype(only(root, "bieu.hoat_dong.1.nam"), "43")
        retype(only(root, "bieu.hoat_dong.tong.nu"), "65")

    assert found(held(change)) == [("43", "42", "wrong")]


def test_a_number_typed_into_a_cell_that_the_data_leave_blank(held: Held) -> None:
    def change(root: Any) -> None:
        row = next(only(root, "bieu.san_pham.1.so_luong").iterancestors(f"{W}tr"))
        cell = row.findall(f"{W}tc")[3]
        made = cell.makeelement(f"{W}r", {})
        made.append(made.makeelement(f"{W}t", {}))
        made[0].text = "120"
        cell.find(f"{W}p").append(made)

    assert found(held(change)) == [("120", "", "wrong")]


def test_a_removed_row_is_told_figure_by_figure(held: Held) -> None:
    def change(root: Any) -> None:
        remove(next(only(root, "bieu.hoat_dong.1.nam").iterancestors(f"{W}tr")))

    assert found(held(change)) == [("", "25", "wrong"), ("", "42", "wrong"), ("", "65", "wrong")]


# ---------------------------------------------------------------- The data


def test_data_that_changed_after_the_report_was_made_name_its_sentences(
    sample_output: Path, tmp_path: Path
) -> None:
    data = tmp_path / "moi"
    shutil.copytree(sample_output, data)
    table_of = (data / "figures.csv").read_text(encoding="utf-8-sig")
    assert table_of.count("558 phụ nữ") == 1
    changed = table_of.replace("558 phụ nữ", "560 phụ nữ")
    (data / "figures.csv").write_text(changed, encoding="utf-8-sig")
    checked = check_report(sample_output / "bao_cao.docx", tmp_path / "ra", data)
    assert found(checked) == [("558", "560", "wrong")]
    assert "Ngân hàng Chính sách" in checked.wrong[0].text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("figures.csv", None),
        ("run.json", None),
        ("run.json", "{"),
        ("run.json", "[]"),
        ("run.json", '{"report": [{"indicator": 1}]}'),
        ("run.json", '{"report": 5}'),
        ("run.json", "[" * 100_000),
        ("figures.csv", "a,b\n1,2\n"),
        ("figures.csv", "\x00"),
    ],
)
def test_a_folder_that_is_no_output_is_told(
    sample_output: Path, tmp_path: Path, name: str, content: str | None
) -> None:
    data = tmp_path / "so_lieu"
    shutil.copytree(sample_output, data)
    (data / name).unlink()
    if content is not None:
        (data / name).write_text(content, encoding="utf-8")
    with pytest.raises(RecordError, match="không phải thư mục kết quả"):
        load_data(data)


def test_the_data_of_an_older_version_still_judge_the_controls(
    sample_output: Path, tmp_path: Path
) -> None:
    data = tmp_path / "cu"
    shutil.copytree(sample_output, data)
    record = json.loads((data / "run.json").read_text(encoding="utf-8"))
    del record["report"]
    (data / "run.json").write_text(json.dumps(record), encoding="utf-8")
    xml = paragraph("vay ", control("vay_von.nu", "557 phụ nữ"), run(", khác 7"))
    made = with_body(tmp_path / "a.docx", xml + table(["3"]))
    assert found(check_report(made, tmp_path / "ra", data)) == [("557", "558", "wrong")]


# ---------------------------------------------------------------- The command


def verify(*words: str) -> Any:
    return CliRunner().invoke(app, ["verify", *words])


def test_the_command_says_what_is_wrong_and_exits_with_it(
    sample_output: Path, tmp_path: Path
) -> None:
    made = body_changed(sample_output / "bao_cao.docx", tmp_path / "bao cao.docx", edit_as_staff_do)
    before = made.read_bytes()
    done = verify(str(made), "--data", str(sample_output))
    assert done.exit_code == 1, done.output
    assert re.search(r"SAI +Mục I.3.b, đoạn 3 +5.104 → 5.140 +số liệu của Học sinh", done.output)
    assert re.search(r"SAI +Báo cáo +→ 40/246 +báo cáo không còn nêu Nữ tham gia", done.output)
    assert re.search(r"\d+ con số: \d+ đúng, .*4 sai", done.output)
    assert "bao cao_kiem_tra.docx" in done.output
    assert made.read_bytes() == before
    made_here = {"bao cao.docx", "bao cao_kiem_tra.docx", "verify.csv"}
    assert {path.name for path in tmp_path.iterdir()} == made_here


def test_the_command_exits_with_zero_where_nothing_is_wrong(
    sample_output: Path, tmp_path: Path
) -> None:
    report = str(sample_output / "bao_cao.docx")
    done = verify(report, "--data", str(sample_output), "-o", str(tmp_path / "ra"))
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "ra").iterdir()) == [
        "bao_cao_kiem_tra.docx",
        "verify.csv",
    ]
    empty = with_body(tmp_path / "rong.docx", paragraph("Không số"))
    assert "không có con số nào" in verify(str(empty)).output


def test_a_report_that_cannot_be_read_raises_what_main_tells(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    done = verify(str(tmp_path / "a.docx"))
    assert isinstance(done.exception, ReportError)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx"]


# ---------------------------------------------------------------- How long it takes

_FILLER = (
    "Cấp ủy, chính quyền các cấp chỉ đạo thực hiện công tác tuyên truyền, phổ biến, giáo dục pháp "
    "luật trên địa bàn; các đơn vị triển khai theo kế hoạch, gắn với nhiệm vụ chuyên môn. "
)


def big_report(path: Path, pages: int) -> Path:
    """So many pages: on each a heading, sentences with figures and a table."""
    blocks = []
    outline = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    for page in range(1, pages + 1):
        blocks.append(paragraph(f"{page}. Kết quả", properties=outline))
        for line in range(5):
            count, whole = 100 + page + line, 1000 + 10 * page
            share = f"{round(1000 * count / whole) / 10}".replace(".", ",")
            figure = control(f"muc_{page}_{line}.nu", f"{count}")
            after = f" người; khám {count}/{whole} đạt {share}%. {_FILLER}"
            blocks.append(paragraph(_FILLER, "Số nữ tham gia: ", figure, after))
        rows = [[str(n), "Hoạt động", str(page), str(n)] for n in range(1, 9)]
        blocks.append(table(["Stt", "Nội dung", "Nam", "Nữ"], *rows))
        blocks.append('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')
    return with_body(path, "".join(blocks))


MEASURE = """
import sys
from pathlib import Path
from bdg_excel.report_check import check_report
calls = 0
def count(frame, event, argument):
    global calls
    calls += event == "call"
if sys.argv[1] == "calls":
    sys.setprofile(count)
checked = check_report(Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
sys.setprofile(None)
peak = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(len(checked.verdicts), calls, int(peak[0].split()[1]) // 1024)
"""


@pytest.fixture
def measured(tmp_path: Path, sample_output: Path) -> Callable[[int, str], list[int]]:
    """The numbers of a report of so many pages, the calls its check makes, and its megabytes."""

    def measure(pages: int, what: str) -> list[int]:
        report = big_report(tmp_path / f"{pages}.docx", pages)
        words = [what, str(report), str(tmp_path / "ra"), str(sample_output)]
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, *words],
            capture_output=True,
            check=True,
            timeout=PATIENCE,
            env=as_people_run_it(),
        )
        return [int(number) for number in done.stdout.split()]

    return measure


@pytest.mark.skipif(sys.platform != "linux", reason="measured through /proc")
def test_two_hundred_pages_take_little_memory(measured: Callable[[int, str], list[int]]) -> None:
    numbers, _, megabytes = measured(200, "memory")
    assert numbers > 20 * 200
    assert megabytes < 300


@pytest.mark.skipif(sys.platform != "linux", reason="measured through /proc")
def test_a_page_costs_the_same_in_a_long_report(measured: Callable[[int, str], list[int]]) -> None:
    """Counted in calls, since a clock would tell of the machine."""
    few, many, more = (measured(pages, "calls")[1] for pages in (5, 15, 25))
    assert many - few > 1000
    assert more - many < 1.1 * (many - few)
