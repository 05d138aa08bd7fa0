"""The watch over a drop folder, as a process: files land, outputs follow, Ctrl-C ends it."""

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bdg_excel.working_folder.making import make_working_folder
from tests.conftest import PATIENCE

ROOT = Path(__file__).parent.parent


def _heed_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


class Watch:
    """`bdg watch` in `folder`, and the lines that it prints."""

    def __init__(self, folder: Path, *words: str) -> None:
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bdg_excel", "watch", *words],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            # Whoever starts the tests in the background hands on that Ctrl-C is ignored.
            preexec_fn=None if sys.platform == "win32" else _heed_ctrl_c,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)

    def line(self) -> str:
        """The next line; a test waits for it no longer than its patience."""
        return self._lines.get(timeout=PATIENCE)

    @property
    def is_silent(self) -> bool:
        return self._lines.empty()

    def interrupt(self) -> tuple[int, str]:
        """Presses Ctrl-C: the exit status and what was still printed."""
        self._process.send_signal(signal.SIGINT)
        status = self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        rest = ""
        while not self._lines.empty():
            rest += self._lines.get()
        return status, rest

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert self._process.stdout
        self._process.stdout.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with nothing in its drop folder."""
    make_working_folder(tmp_path / "công việc")
    return tmp_path / "công việc"


@pytest.fixture
def watch(folder: Path) -> Iterator[Watch]:
    watch = Watch(folder)
    yield watch
    watch.stop()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process alone")
def test_outputs_follow_the_drop_folder_until_ctrl_c(
    folder: Path, watch: Watch, sample_inbox: Path
) -> None:
    forms = sorted(sample_inbox.iterdir())
    inbox, figures = folder / "da_nhan", folder / "ket_qua" / "figures.csv"
    assert "Đang theo dõi" in watch.line()
    assert "chưa có tệp nào" in watch.line()
    assert not figures.exists()

    shutil.copy(forms[0], inbox)
    assert "1/23 đơn vị" in watch.line()
    first = figures.read_bytes()

    # What is no form yet is no reason to run; the next line tells of what comes after it.
    for name in ("~$a.xlsx", "b.xlsx.crdownload", "c.tmp", "d.part"):
        (inbox / name).write_bytes(b"x")
    open_report = folder / "ket_qua" / "bao_cao.docx"
    open_report.unlink()
    open_report.mkdir()  # stands for a report that Word holds open
    (folder / "da_nhan.quyet_dinh.txt").write_text("# xã gửi lại\n", encoding="utf-8")
    line = watch.line()
    assert "chưa tổng hợp được" in line
    assert "bao_cao.docx" in line
    assert figures.read_bytes() == first

    open_report.rmdir()
    shutil.copy(forms[1], inbox)
    assert "2/23 đơn vị" in watch.line()
    assert figures.read_bytes() != first
    (inbox / forms[1].name).unlink()
    assert "1/23 đơn vị" in watch.line()
    assert figures.read_bytes() == first

    assert watch.is_silent
    status, rest = watch.interrupt()
    assert (status, rest.strip()) == (
        0,
        "Đã dừng theo dõi. Kết quả của lần tổng hợp cuối vẫn còn nguyên.",
    )


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C cannot be sent to one process alone")
def test_a_folder_that_tells_nothing_by_itself_may_be_polled(
    tmp_path: Path, sample_inbox: Path
) -> None:
    (tmp_path / "nop").mkdir()
    watch = Watch(tmp_path, "nop", "-o", "ra", "--poll")
    try:
        assert "Đang theo dõi nop" in watch.line()
        assert "chưa có tệp nào" in watch.line()
        shutil.copy(sorted(sample_inbox.iterdir())[0], tmp_path / "nop")
        assert "1/23 đơn vị" in watch.line()
        assert (tmp_path / "ra" / "bao_cao.docx").exists()
        assert watch.interrupt()[0] == 0
    finally:
        watch.stop()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    watch = Watch(tmp_path, "khong_co")
    try:
        assert "Không thấy thư mục khong_co" in watch.line()
    finally:
        watch.stop()
