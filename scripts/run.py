"""Runs `bdg`, setting up what it needs first; without arguments, the main job on the sample."""

import signal
import subprocess
import sys
from pathlib import Path

from environment import ROOT, RUN_LOCK, child_environment, ready_python, say

OUTPUT = ROOT / "output"
SAMPLE = OUTPUT / "mau_nop"

DONE = f"""\

Xong. Biểu mẫu đã điền (mẫu): {SAMPLE}
Báo cáo, phụ lục và các bảng số liệu: {OUTPUT}
"""


def main(arguments: list[str]) -> int:
    """Pass `arguments` to `bdg` and return its exit status; with none, run the sample through."""
    python = ready_python(RUN_LOCK)
    if arguments:
        return bdg(python, *arguments)
    return _run_sample(python)


def _run_sample(python: Path) -> int:
    status = bdg(python, "sample", str(SAMPLE))
    if status != 0:
        return status
    status = bdg(python, "merge", str(SAMPLE), "-o", str(OUTPUT))
    if status in (0, 1):  # 1: done, and something was found
        say(DONE)
    return status


def bdg(python: Path, *arguments: str, folder: Path | None = None) -> int:
    """Run `bdg` in `folder`, or where the user stands, and return its exit status.

    `-P` keeps that folder's own modules out of it.
    """
    command = [str(python), "-P", "-m", "bdg_excel", *arguments]
    environment = {**child_environment(), "BDG_COMMAND": "python3 scripts/run.py"}
    signal.signal(signal.SIGINT, _leave_it)
    return subprocess.run(command, env=environment, cwd=folder, check=False).returncode


def _leave_it(*_: object) -> None:
    """Ctrl-C reaches `bdg` too, which ends tidily: being waited for, it is not killed."""


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
