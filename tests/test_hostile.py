"""Seventeen good forms among the hostile ones: the same figures, in bounded time and memory."""

import csv
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from tests.conftest import PATIENCE, as_people_run_it
from tests.hostile import hostile_files, put_special_files

ROOT = Path(__file__).parent.parent
SECONDS, MEGABYTES = 60, 1024
"""What the whole process tree may take: on the processors, so that other work is not counted.

A file that hangs takes none of them; it is given up after seconds of its own.
"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX special files and names")


def merge(inbox: Path, output: Path) -> tuple[subprocess.CompletedProcess[str], float, float]:
    """A merge as people start it: what it said, the seconds and the megabytes that it took."""
    command = [sys.executable, "-m", "bdg_excel", "merge", str(inbox), "-o", str(output)]
    start = _processor_seconds()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        cwd=ROOT,
        env=as_people_run_it(),
    )
    peak = [0.0]
    watch = threading.Thread(target=_watch, args=(process.pid, peak))
    watch.start()
    said, complained = process.communicate(timeout=PATIENCE)
    watch.join()
    seconds = _processor_seconds() - start
    done = subprocess.CompletedProcess(command, process.returncode, said, complained)
    return done, seconds, peak[0]


def _processor_seconds() -> float:
    """What all processes took that this one has started and that have ended, with their own."""
    taken = os.times()
    return taken.children_user + taken.children_system


def _watch(pid: int, peak: list[float]) -> None:
    """Notes the largest sum of what a process and all its children hold, until it ends."""
    try:
        parent = psutil.Process(pid)
        while True:
            peak[0] = max(peak[0], sum(map(_megabytes, [parent, *parent.children(True)])))
            time.sleep(0.02)
            if parent.status() == psutil.STATUS_ZOMBIE:
                return
    except psutil.NoSuchProcess:
        return


def _megabytes(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 2**20
    except psutil.NoSuchProcess:
        return 0.0


def found_files(output: Path) -> dict[str, str]:
    """The code of the first finding of each file."""
    with (output / "findings.csv").open(encoding="utf-8-sig", newline="") as handle:
        return {row["file"]: row["code"] for row in csv.DictReader(handle) if row["file"]}


def test_hostile_files_change_no_figure_and_cost_no_more_than_a_minute_and_a_gigabyte(
    sample_inbox: Path, tmp_path: Path
) -> None:
    alone, together = tmp_path / "riêng", tmp_path / "chung"
    communes = sorted(sample_inbox.glob("xa_*"))
    assert len(communes) == 17
    for folder in (alone, together):
        folder.mkdir()
        for path in communes:
            (folder / path.name).write_bytes(path.read_bytes())
    before = list(together.iterdir())
    hostile = hostile_files(communes[0].read_bytes())
    for name, content in hostile.items():
        (together / name).write_bytes(content)
    put_special_files(together)
    assert len(list(together.iterdir())) - len(before) >= 60

    quiet, _, _ = merge(alone, tmp_path / "ra_riêng")
    done, seconds, peak = merge(together, tmp_path / "ra_chung")

    print(f"{len(hostile)} hostile files: {seconds:.1f} s, {peak:.0f} MB")  # noqa: T201
    assert quiet.returncode == 0, quiet.stderr
    assert done.returncode == 1, done.stderr
    assert done.stderr == ""
    assert figures(tmp_path / "ra_chung") == figures(tmp_path / "ra_riêng")
    assert "\x1b" not in done.stdout
    assert "‮" not in done.stdout
    told = found_files(tmp_path / "ra_chung")
    assert len([name for name in told if not name.startswith("xa_0")]) >= len(hostile)
    assert seconds < SECONDS
    assert peak < MEGABYTES


def figures(output: Path) -> bytes:
    return (output / "figures.csv").read_bytes()
