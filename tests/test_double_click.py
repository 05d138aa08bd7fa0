"""What staff double-click, in a copy of the program whose path has spaces, accents and signs."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

import pytest

from bdg_excel.working_folder.launchers import COMMANDS, unix_launcher, windows_launcher
from tests.conftest import PATIENCE

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "scripts" / "Tong_hop.cmd"
LOCK = "requirements.txt"

on_unix = pytest.mark.skipif(os.name == "nt", reason="a shell script")


class Desk:
    """A copy of the program, and a browser that only notes what it is to open."""

    def __init__(self, folder: Path) -> None:
        self.program = folder / "bdg_excel 1.0"
        self.work = folder / "cong_viec"
        self._opened = folder / "opened.txt"
        self._browser = folder / "browser"
        self._browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$1" >> "{self._opened}"\n')
        self._browser.chmod(0o755)
        without = shutil.ignore_patterns("__pycache__")
        for name in ("bdg_excel", "scripts"):
            shutil.copytree(ROOT / name, self.program / name, ignore=without)
        shutil.copy(ROOT / LOCK, self.program)
        self._install()

    def _install(self) -> None:
        """As a first run leaves it, but with the libraries that are here already."""
        folder = self.program / ".venv"
        venv.create(folder, symlinks=True)
        inside = sysconfig.get_path("purelib", vars={"base": str(folder)})
        Path(inside, "here.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
        digest = hashlib.sha256((self.program / LOCK).read_bytes()).hexdigest()
        (folder / f"{LOCK}.sha256").write_text(digest, encoding="utf-8")

    def click(self, script: Path, path: str = os.environ["PATH"]) -> tuple[int, str]:
        """The exit status of `script` and all that its window shows."""
        self._opened.unlink(missing_ok=True)
        done = subprocess.run(
            ["/bin/sh", str(script)],
            cwd="/",
            env={"PATH": path, "BROWSER": str(self._browser), "HOME": os.environ["HOME"]},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )
        return done.returncode, done.stdout

    @property
    def opened(self) -> list[Path]:
        """What the last click opened."""
        if not self._opened.exists():
            return []
        lines = self._opened.read_text(encoding="utf-8").splitlines()
        return [Path(unquote(line.removeprefix("file://"))) for line in lines]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    if find_spec("pip") is None:
        pytest.skip("the program sets itself up with pip, which is not here")
    return Desk(tmp_path_factory.mktemp("home"))


@on_unix
def test_the_first_click_makes_a_folder_to_work_in_and_the_next_ones_merge_it(
    desk: Desk, sample_inbox: Path
) -> None:
    script = desk.program / "scripts" / "tong_hop.sh"
    status, text = desk.click(script)
    assert (status, desk.opened) == (0, [desk.work]), text
    assert f"Bỏ các tệp nhận được vào: {desk.work / 'da_nhan'}" in text
    assert len(list((desk.work / "bieu_gui_di").iterdir())) == 23

    launcher = next(desk.work.glob("Tong_hop.*"))
    status, text = desk.click(launcher)
    assert (status, desk.opened) == (2, [desk.work / "da_nhan"]), text
    assert "không có tệp nào để đọc" in text

    shutil.copytree(sample_inbox, desk.work / "da_nhan", dirs_exist_ok=True)
    results = desk.work / "ket_qua"
    for clicked in (launcher, script):
        status, text = desk.click(clicked)
        assert status == 0, text
        assert "Đã tổng hợp 23/23 đơn vị" in text
        page = results / "ket_qua.html"
        assert desk.opened == [page if page.exists() else results]
        assert (results / "bao_cao.docx").exists()

    status, text = desk.click(next(desk.work.glob("Lam_bieu.*")))
    assert (status, desk.opened) == (0, [desk.work / "bieu_gui_di"]), text


@on_unix
def test_a_launcher_that_was_left_behind_by_the_program_says_so(desk: Desk, tmp_path: Path) -> None:
    launcher = tmp_path / "Tong_hop.sh"
    gone = tmp_path / "đã 'chuyển' đi" / "tong_hop.sh"
    launcher.write_text(unix_launcher(gone, "merge"), encoding="utf-8")
    status, text = desk.click(launcher)
    assert status == 2
    assert str(gone) in text
    assert "Không thấy chương trình ở chỗ cũ" in text


@on_unix
def test_a_machine_without_a_new_enough_python_is_told_what_to_install(
    desk: Desk, tmp_path: Path
) -> None:
    for name in ("dirname", "sh"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    status, text = desk.click(desk.program / "scripts" / "tong_hop.sh", path=str(tmp_path))
    assert status == 2
    assert "chưa có Python 3.11 trở lên" in text


def test_every_launcher_runs_a_command_that_there_is() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bdg_excel", "--help"], capture_output=True, cwd=ROOT, check=True
    )
    for command in COMMANDS.values():
        assert f"  {command} " in done.stdout.decode()


# Windows is not here: its scripts are read instead.


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def windows_scripts() -> dict[str, str]:
    made = windows_launcher(r"C:\Nhà (1) & 100%\scripts\Tong_hop.cmd", "merge")
    return {"Tong_hop.cmd": SCRIPT.read_text(encoding="utf-8"), "launcher": made}


def test_the_batch_file_has_the_line_ends_of_windows_and_no_mark_before_it() -> None:
    content = SCRIPT.read_bytes()
    assert content.startswith(b"@echo off\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    content.decode("utf-8")


@pytest.mark.parametrize("name", ["Tong_hop.cmd", "launcher"])
def test_letters_beyond_ascii_come_after_the_console_is_set_to_utf_8(name: str) -> None:
    before, change, _ = windows_scripts()[name].partition("chcp 65001 >nul")
    assert change
    assert before.isascii()
    assert "setlocal EnableExtensions DisableDelayedExpansion" in before  # a ! in a path is a !


@pytest.mark.parametrize("name", ["Tong_hop.cmd", "launcher"])
def test_every_path_stands_in_quotes_and_is_read_once(name: str) -> None:
    for line in lines_of(windows_scripts()[name]):
        if line.startswith("rem "):
            continue
        assert not re.match(r"(call|goto)\b", line), line
        bare = re.sub(r'"[^"]*"', "", line)
        # Outside of quotes only numbers, what a loop hands on, and the arguments as they came.
        known = r"%BDG_STATUS%|%ERRORLEVEL%|%\*|%%~?[PE]"
        assert "%" not in re.sub(known, "", bare), line


@pytest.mark.parametrize("name", ["Tong_hop.cmd", "launcher"])
def test_whatever_ends_it_the_window_stays_until_a_key_is_pressed(name: str) -> None:
    lines = lines_of(windows_scripts()[name])
    ends = [at for at, line in enumerate(lines) if line.startswith("exit /b")]
    assert ends
    assert all(lines[at - 1] == "pause >nul" for at in ends)
    last = "exit /b %BDG_STATUS%" if name == "Tong_hop.cmd" else '"%BDG_PROGRAM%" "%~dp0." merge'
    assert lines[-1] == last


@pytest.mark.parametrize("name", ["Tong_hop.cmd", "launcher"])
def test_what_is_echoed_in_a_block_does_not_close_or_split_it(name: str) -> None:
    for line in lines_of(windows_scripts()[name]):
        if line.startswith("echo "):
            assert not re.search(r"[&|<>()^!]", re.sub(r'"[^"]*"', "", line)), line


def test_a_percent_sign_in_the_programs_path_is_doubled() -> None:
    assert 'set "BDG_PROGRAM=C:\\Nhà (1) & 100%%\\scripts' in windows_scripts()["launcher"]
