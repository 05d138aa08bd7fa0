"""The command line: words out, exit status, and that --help is quick."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bdg_excel.cli import app, main
from bdg_excel.programme import Programme
from tests.builders import filled, sample_of
from tests.conftest import PATIENCE

ROOT = Path(__file__).parent.parent


def bdg(*words: object) -> tuple[int, str]:
    """The exit status and all that is printed."""
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


def process(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bdg_excel", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", cwd=ROOT, check=False, timeout=PATIENCE
    )


def test_merge_prints_findings_and_the_balance_and_exits_0_on_warnings(
    sample_inbox: Path, tmp_path: Path
) -> None:
    status, text = bdg("merge", sample_inbox, "-o", tmp_path / "ra")
    assert status == 0
    assert "Đã tổng hợp 23/23 đơn vị" in text
    assert text.count("CẦN XEM") == 4
    assert text.splitlines()[-1].startswith("Tệp: 23 = 23 được tính + 0 để riêng.")


def test_strict_takes_warnings_for_errors(sample_inbox: Path, tmp_path: Path) -> None:
    assert bdg("merge", sample_inbox, "-o", tmp_path / "ra", "--strict")[0] == 1


def test_merge_exits_1_when_something_is_set_aside(
    inbox: Path, tmp_path: Path, programme: Programme
) -> None:
    filled(inbox, programme, "03589", {("mau_giao", "nam", 0): "nhiều"})
    status, text = bdg("merge", inbox, "-o", tmp_path / "ra")
    assert status == 1
    assert "ô E13" in text


def test_a_merge_ends_with_what_is_to_be_done_and_by_whom(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    answers = sample_of(programme, definition, "03589")
    filled(inbox, programme, "03589", answers | {("mau_giao", "nam", 0): "nhiều"})
    (inbox / "la.xlsx").write_bytes(b"PK\x03\x04hong")
    text = bdg("merge", inbox, "-o", tmp_path / "ra")[1]
    summary = text[text.index("Đã tổng hợp 1/23 đơn vị.") :].splitlines()
    assert len(summary) <= 11
    assert "Chưa gửi: Xã Lản Nhì Thàng" in summary[1]
    assert summary[1].endswith("và 14 đơn vị khác.")
    assert "  - Nhắc 22 đơn vị gửi biểu (lời nhắn: tra_lai/tin_nhan.txt)." in summary
    assert any("Gửi lại 1 đơn vị" in line and "Xã Mường So" in line for line in summary)
    assert any("1 tệp không đọc được" in line for line in summary)
    assert f"Kết quả trong thư mục {tmp_path / 'ra'}:" in summary
    assert text.count("chưa gửi biểu") == 0  # the summary has named them


def test_quiet_prints_errors_only(
    sample_inbox: Path, inbox: Path, tmp_path: Path, programme: Programme
) -> None:
    assert bdg("merge", sample_inbox, "-o", tmp_path / "ra", "--quiet") == (0, "")
    bad = filled(inbox, programme, "03589", {("mau_giao", "nam", 0): "nhiều"})
    for words in (("merge", inbox, "-o", tmp_path / "ra2", "-q"), ("check", bad, "-q")):
        status, text = bdg(*words)
        assert (status, text.count("\n"), text[:3]) == (1, 1, "LỖI")


def test_json_is_one_object_for_programs(sample_inbox: Path, tmp_path: Path) -> None:
    done = process("merge", sample_inbox, "-o", tmp_path / "ra", "--json", "--strict")
    told = json.loads(done.stdout)
    assert (done.returncode, told["exit"], done.stderr) == (1, 1, "")
    assert told["units"] == {"expected": 23, "counted": 23, "not_counted": []}
    assert told["findings"] == {"error": 0, "warning": 4, "info": 0}
    assert told["balance"]["holds"] is True
    assert Path(told["figures"]).is_file()
    output = Path(told["output"])
    made = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
    assert set(told["outputs"]) == made


def test_json_of_a_check_lists_what_was_found(inbox: Path, programme: Programme) -> None:
    bad = filled(inbox, programme, "03592", {("mau_giao", "nam", 0): "06/39"})
    done = process("check", bad, "--json")
    [form] = json.loads(done.stdout)["files"]
    assert (form["unit_code"], form["cells_counted"]) == ("03592", 0)
    assert "ratio_in_cell" in [found["code"] for found in form["findings"]]


def test_json_tells_a_failure_too(tmp_path: Path) -> None:
    done = process("merge", tmp_path / "khong_co", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["exit"]) == (2, 2)
    assert "Không thấy thư mục" in told["error"]
    assert "Không thấy thư mục" in done.stderr


def test_commands_and_options_are_completed_in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shell is named: what started the tests may be none."""
    monkeypatch.setenv("_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION", "1")
    asked = {"_BDG_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "bdg merge --"}
    done = subprocess.run(
        [sys.executable, "-m", "bdg_excel"],
        env={**os.environ, **asked, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        check=True,
    )
    assert '"--strict":"Coi cảnh báo như lỗi."' in done.stdout
    assert '"--help":"In hướng dẫn này."' in done.stdout
    assert "_bdg_completion" in process("--show-completion", "bash").stdout


def test_a_bug_exits_2_and_keeps_its_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> None:
        raise KeyError("nil")

    monkeypatch.setattr("bdg_excel.cli.app", broken)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "KeyError: 'nil'" in told
    assert "LỖI: Lỗi của chương trình" in told


def test_units_that_have_not_sent_are_no_error(
    inbox: Path, tmp_path: Path, programme: Programme, definition: Path
) -> None:
    filled(inbox, programme, "03589", sample_of(programme, definition, "03589"))
    status, text = bdg("merge", inbox, "-o", tmp_path / "ra")
    assert status == 0
    assert "Đã tổng hợp 1/23 đơn vị" in text


def test_check_reads_one_form_and_writes_nothing(
    inbox: Path, programme: Programme, definition: Path
) -> None:
    answers = sample_of(programme, definition, "03589")
    good = filled(inbox, programme, "03589", answers)
    bad = filled(inbox, programme, "03592", {("mau_giao", "nam", 0): "06/39"})
    before = sorted(inbox.iterdir())
    status, text = bdg("check", good)
    assert (
        status,
        f"{good.name}: 37 ô được tính, 0 lỗi, 0 chỗ cần xem, 0 điều để biết." in text,
    ) == (0, True)
    status, text = bdg("check", good, bad)
    assert status == 1
    assert "hai số trong một ô" in text
    assert sorted(inbox.iterdir()) == before


def test_check_of_a_file_that_is_no_form_says_so_in_its_status(tmp_path: Path) -> None:
    letter = tmp_path / "thư.txt"
    letter.write_text("Kính gửi", encoding="utf-8")
    status, text = bdg("check", letter)
    assert status == 1
    assert "Tệp không phải bảng tính (văn bản thuần)" in text


def test_templates_and_sample_say_what_they_made(tmp_path: Path) -> None:
    status, text = bdg("templates", "-o", tmp_path / "bieu")
    assert (status, len(list((tmp_path / "bieu").iterdir()))) == (0, 23)
    assert "Đã làm 23 biểu" in text
    status, text = bdg("sample", tmp_path / "mau")
    assert (status, len(list((tmp_path / "mau").iterdir()))) == (0, 23)


def test_filled_forms_are_never_written_over(tmp_path: Path, programme: Programme) -> None:
    folder = tmp_path / "da_nhan"
    folder.mkdir()
    path = filled(folder, programme, "03589", {("mau_giao", "nam", 0): 12})
    before = path.read_bytes()
    for words in (("templates", "-o", folder), ("sample", folder)):
        done = process(*words)
        assert done.returncode == 2
        assert path.name in done.stderr
        assert list(folder.iterdir()) == [path]
        assert path.read_bytes() == before


def test_empty_forms_and_the_same_sample_are_written_again(tmp_path: Path) -> None:
    for words in (("templates", "-o", tmp_path / "bieu"), ("sample", tmp_path / "mau")) * 2:
        assert bdg(*words)[0] == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("merge", "khong_co_thu_muc"), "Không thấy thư mục"),
        (("templates", "--programme", "khong_co.toml"), "không mở được tệp"),
        (("merge",), "bdg init cong_viec"),
        (("init",), "thiếu 'THƯ_MỤC'"),
        (("lam_gi_do",), "không có lệnh 'lam_gi_do'"),
        (("merge", "--khong"), "không có tùy chọn --khong"),
    ],
)
def test_what_cannot_run_exits_2_without_a_traceback(words: tuple[str, ...], message: str) -> None:
    done = process(*words)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_cannot_steer_the_terminal(inbox: Path, tmp_path: Path) -> None:
    (inbox / "a\x1b[31m.xlsx").write_bytes(b"x")
    status, text = bdg("merge", inbox, "-o", tmp_path / "ra")
    assert status == 1
    assert "\x1b" not in text


def test_help_is_vietnamese_and_loads_nothing_slow() -> None:
    code = (
        "import sys; sys.argv = ['bdg', '--help']\n"
        "from bdg_excel.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "slow = {'pandas', 'watchfiles', 'openpyxl', 'xlsxwriter', 'docxtpl', 'pydantic'}\n"
        "slow &= set(sys.modules)\n"
        "print('slow:', sorted(slow))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    )
    assert "slow: []" in done.stdout
    for command in ("init", "templates", "sample", "merge", "watch", "check", "verify", "explain"):
        assert command in done.stdout
    assert "Tổng hợp các biểu" in done.stdout
    for english in ("Usage", "Options", "Commands", "Show", "Install", "<path>"):
        assert english not in done.stdout
