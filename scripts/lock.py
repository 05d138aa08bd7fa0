"""Writes both lock files anew from pyproject.toml; arguments go to uv, such as `--upgrade`.

Without `--upgrade` the versions that are locked stay, as far as pyproject.toml allows.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from environment import CANNOT_RUN, DEV_LOCK, ROOT, RUN_LOCK, say

HEADER = """\
# Every version that the project runs on, for all systems, with hashes. Made from pyproject.toml by
# `python3 scripts/lock.py` (`--upgrade` takes the newest versions): change it there, not here.
"""

NO_UV = """\
Chưa có uv. Hãy cài: pip install uv (hoặc pipx install uv), rồi chạy lại.
uv is not on the PATH. Install it with: pip install uv (or pipx install uv), then run again.
"""

COMPILE = [
    *("pip", "compile", "pyproject.toml", "--quiet"),
    *("--universal", "--python-version", "3.11", "--generate-hashes"),
    # pip, asked for hashes, does not know coverage[toml] in a pinned coverage: extras stay.
    "--no-strip-extras",
    *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"),
]


def main(arguments: list[str]) -> int:
    """Lock the run-time libraries, then the development ones on top of the same versions."""
    uv = shutil.which("uv")
    if uv is None:
        say(NO_UV)
        return CANNOT_RUN
    run_lock = ROOT / RUN_LOCK
    _compile(uv, run_lock, arguments)
    _compile(uv, ROOT / DEV_LOCK, ["--group", "dev", "--constraint", str(run_lock), *arguments])
    return 0


def _compile(uv: str, lock: Path, options: list[str]) -> None:
    """Write `lock` once uv has succeeded; in the old one uv finds the versions to keep."""
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / lock.name
        if lock.exists():
            shutil.copyfile(lock, draft)
        subprocess.run([uv, *COMPILE, "-o", str(draft), *options], cwd=ROOT, check=True)
        lock.write_text(HEADER + draft.read_text("utf-8"), "utf-8", newline="\n")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
