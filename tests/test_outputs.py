"""Disks that are full, folders that cannot be written to: told in Vietnamese, nothing half-written.

Small and read-only disks are made in a namespace of the test's own (`unshare`), so that they are
there for root too and go away with the process.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bdg_excel.errors import why
from tests.conftest import PATIENCE, program

ROOT = Path(__file__).parent.parent


def words(command: str, inbox: Path, output: Path) -> list[str]:
    """What is typed for `command` to write into `output`."""
    typed = {
        "merge": ["merge", str(inbox), "-o", str(output)],
        "templates": ["templates", "-o", str(output)],
        "init": ["init", str(output)],
    }
    return typed[command]


def bdg(*typed: str, disk: Path | None = None, mount: str = "") -> tuple[int, str, list[str]]:
    """Exit status, standard error, and what lies at the end on `disk`, mounted as `mount` says."""
    command = [sys.executable, "-m", "bdg_excel", *typed]
    if disk:
        script = f'mount -t tmpfs {mount} tmpfs "$0" && "$@"; s=$?; echo "==$s"; ls -A "$0"'
        command = [program("unshare"), "-rm", "sh", "-c", script, str(disk), *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
    status, left = done.returncode, ""
    if disk:
        _, _, after = done.stdout.rpartition("==")
        number, _, left = after.partition("\n")
        status = int(number)
    assert "Traceback" not in done.stderr
    return status, done.stderr, left.split()


@pytest.mark.parametrize(
    ("command", "kilobytes"),
    [
        ("merge", 8),  # the report
        ("merge", 100),  # a form that goes back
        ("merge", 240),  # the tables
        ("templates", 100),
        ("init", 100),
    ],
)
def test_a_full_disk_is_told_and_nothing_is_left(
    tmp_path: Path, sample_inbox: Path, command: str, kilobytes: int
) -> None:
    typed = words(command, sample_inbox, tmp_path)
    status, told, left = bdg(*typed, disk=tmp_path, mount=f"-o size={kilobytes}k")
    assert (status, left) == (2, [])
    assert "ổ đĩa đã đầy" in told
    assert ".dang_ghi" not in told


@pytest.mark.parametrize("command", ["merge", "init"])
def test_a_disk_that_is_read_only_is_told(tmp_path: Path, sample_inbox: Path, command: str) -> None:
    typed = words(command, sample_inbox, tmp_path / "moi")
    status, told, left = bdg(*typed, disk=tmp_path, mount="-o ro")
    assert (status, left) == (2, [])
    assert "ổ đĩa chỉ cho đọc" in told


@pytest.mark.parametrize("command", ["templates", "init"])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("d" * 260, "tên hoặc đường dẫn quá dài"),
        ("/".join(["thư mục con"] * 400), "tên hoặc đường dẫn quá dài"),
        ("tep", "đã có một tệp mang tên của thư mục này"),
        ("tep/trong", "trên đường dẫn có một tệp đứng ở chỗ của thư mục"),
    ],
    ids=["long name", "long path", "a file", "below a file"],
)
def test_a_folder_that_cannot_be_made_is_told(
    tmp_path: Path, sample_inbox: Path, command: str, name: str, reason: str
) -> None:
    (tmp_path / "tep").write_text("của tôi", encoding="utf-8")
    status, told, _ = bdg(*words(command, sample_inbox, tmp_path / name))
    assert status == 2
    assert reason in told
    assert [path.name for path in tmp_path.iterdir()] == ["tep"]
    assert (tmp_path / "tep").read_text(encoding="utf-8") == "của tôi"


def test_a_file_where_the_drop_folder_belongs_is_told(tmp_path: Path) -> None:
    (tmp_path / "da_nhan").write_text("của tôi", encoding="utf-8")
    status, told, _ = bdg("init", str(tmp_path))
    assert status == 2
    assert "đã có một tệp mang tên của thư mục này" in told
    assert [path.name for path in tmp_path.iterdir()] == ["da_nhan"]


@pytest.mark.parametrize("typed", [["merge"], ["check"], ["verify"], ["templates", "--programme"]])
def test_a_path_that_is_too_long_is_told_where_it_is_read(tmp_path: Path, typed: list[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "bdg_excel", *typed, str(tmp_path / ("d" * 260))],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (1, 2)
    assert "tên hoặc đường dẫn quá dài" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_what_windows_says_of_long_paths_and_lost_drives_is_understood() -> None:
    class WindowsError(FileNotFoundError):
        winerror = 3

    long = WindowsError(2, "No such file", "C:\\" + "a" * 300)
    short = WindowsError(2, "No such file", "C:\\a")
    assert why(long).startswith("tên hoặc đường dẫn quá dài")
    assert why(short) == "không có tệp hay thư mục này"
    short.winerror = 53
    assert "ổ đĩa mạng" in why(short)
