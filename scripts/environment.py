"""The project's own Python: makes `.venv` and installs into it what a lock file pins.

Only the standard library (and of it only what Debian's python3-minimal has), and only syntax that
Python 3.6 can parse: who runs an old or a bare Python gets a sentence, not a traceback.
"""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
RUN_LOCK = "requirements.txt"
DEV_LOCK = "requirements-dev.txt"

CANNOT_RUN = 2

OLD_PYTHON = """\
Cần Python 3.11 trở lên; máy đang dùng Python {found} ({where}).
  Hãy cài Python mới hơn rồi chạy lại, ví dụ: python3.11 {script}
Python 3.11 or newer is needed; this is Python {found}.
  Install a newer one and run again, for example: python3.11 {script}
"""


def say(text: str) -> None:
    """Write a message for people, as UTF-8 whatever the console is set to: it must not fail."""
    sys.stderr.flush()
    sys.stderr.buffer.write((text.rstrip("\n") + "\n").encode("utf-8", "replace"))
    sys.stderr.buffer.flush()


if sys.version_info < (3, 11):  # noqa: UP036 - here the old Pythons are turned away
    say(
        OLD_PYTHON.format(
            found=".".join(map(str, sys.version_info[:3])), where=sys.executable, script=sys.argv[0]
        )
    )
    sys.exit(CANNOT_RUN)


VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / "unfinished"
GUARD = ROOT / ".venv.lock"
# The development lock holds all of the other one, with the same versions.
SATISFIES = {RUN_LOCK: (RUN_LOCK,), DEV_LOCK: (RUN_LOCK, DEV_LOCK)}

PATIENCE_SECONDS = 1200
LINES_SHOWN = 15

NO_VENV = f"""\
Python trên máy này ({sys.executable}) thiếu mô-đun venv hoặc pip.
  Debian, Ubuntu: sudo apt install python3-venv
  Windows, macOS: cài lại Python 3.11 trở lên, bản đầy đủ có kèm pip.
Python on this machine lacks venv or pip.
  Debian, Ubuntu: sudo apt install python3-venv
  Windows, macOS: install the full Python 3.11 or newer again, pip included.
"""

NOT_MADE = f"""\
Không tạo được môi trường Python trong {VENV}.
  Hãy xem thư mục có ghi được không, ổ đĩa còn chỗ không.
  Debian, Ubuntu: sudo apt install python3-venv
Could not make the Python environment there.
  See whether the folder can be written to and the disk has room.
  Debian, Ubuntu: sudo apt install python3-venv
"""

NOT_INSTALLED = """\
Không cài được các thư viện cần thiết (chỉ cần mạng cho lần cài này).
  Hãy kiểm tra kết nối mạng, cấu hình proxy hoặc pip của máy, rồi chạy lại lệnh vừa rồi.
Could not install the libraries that are needed (only this step needs the network).
  Check the network, the machine's proxy or pip settings, then run the same command again.
"""

INSTALLING = (
    "Đang cài đặt thư viện, chỉ lần đầu (1-2 phút)… / Installing libraries, first run only…"
)
WAITING = "Đang đợi một lần chạy khác cài đặt… / Waiting for another run that is installing…"


class SetupError(Exception):
    """The environment can't be made; the message says why and what to do, in both languages."""


def ready_python(lock: str) -> Path:
    """Return the Python of `.venv` with all of `lock` installed, or say why not and exit 2."""
    try:
        return _ready_python(lock)
    except SetupError as error:
        say(str(error))
    except OSError as error:
        say(f"{NOT_MADE}    {error}")
    sys.exit(CANNOT_RUN)


def child_environment() -> dict[str, str]:
    """Return the variables for a program of this project: it finds the package and prints UTF-8."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8",
    }


def _ready_python(lock: str) -> Path:
    if _is_ready(lock):
        return VENV_PYTHON
    with _alone():
        if not _is_ready(lock):  # it may be by now, if another run held the guard
            _install(lock)
    return VENV_PYTHON


def _is_ready(lock: str) -> bool:
    """Is all of `lock`, as it is now, known to be installed in a `.venv` that works?"""
    stamp = _stamp(lock)
    return stamp.is_file() and stamp.read_text("utf-8") == _digest(lock) and _works()


def _install(lock: str) -> None:
    """Bring `.venv` to `lock`.

    The stamps go first and come back last: a run that was broken off leaves none, but the mark by
    which the next one knows that it can't trust what is there.
    """
    for name in SATISFIES:
        _stamp(name).unlink(missing_ok=True)
    if UNFINISHED.exists() or not _works():
        _make_venv()
    say(INSTALLING)
    UNFINISHED.touch()
    _pip_install(lock)
    for name in SATISFIES[lock]:
        _stamp(name).write_text(_digest(name), "utf-8")
    UNFINISHED.unlink()


def _make_venv() -> None:
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise SetupError(NO_VENV)
    made, output = _run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if not made or not _works():
        raise SetupError(NOT_MADE + output)


def _pip_install(lock: str) -> None:
    """Install by the machine's own pip settings, in silence unless it fails.

    `-I` keeps out PYTHONPATH and the user's own packages: they would count as installed.
    """
    pip = [str(VENV_PYTHON), "-I", "-X", "utf8", "-m", "pip", "--quiet", "--no-input"]
    installed, output = _run([*pip, "install", "--require-hashes", "-r", str(ROOT / lock)])
    if not installed:
        raise SetupError(NOT_INSTALLED + output)


def _works() -> bool:
    """Does `.venv` have a Python that starts, is new enough and has pip?

    It may have been copied from another machine, broken off half-made, or orphaned by an upgrade.
    """
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    try:
        return _run([str(VENV_PYTHON), "-I", "-c", probe])[0]
    except OSError:
        return False


def _run(command: list[str]) -> tuple[bool, str]:
    """Return whether `command` succeeded, and the last lines that it printed, indented."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        check=False,
    )
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    return done.returncode == 0, "".join(f"    {line}\n" for line in lines[-LINES_SHOWN:])


def _stamp(lock: str) -> Path:
    return VENV / f"{lock}.sha256"


def _digest(lock: str) -> str:
    return hashlib.sha256((ROOT / lock).read_bytes()).hexdigest()


@contextmanager
def _alone() -> Iterator[None]:
    """Hold other runs back while this one installs: two pips in one `.venv` would break it."""
    with GUARD.open("ab") as guard:  # closing it, or dying, lets the next run in
        _wait_for(guard)
        yield


def _wait_for(guard: IO[bytes]) -> None:
    if _try_lock(guard):
        return
    say(WAITING)
    for _ in range(PATIENCE_SECONDS):
        time.sleep(1)
        if _try_lock(guard):
            return


def _try_lock(guard: IO[bytes]) -> bool:
    """Is the guard ours now? Yes also where files can't be locked (some network drives)."""
    try:
        if sys.platform == "win32":
            import msvcrt

            guard.seek(0)
            msvcrt.locking(guard.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True
