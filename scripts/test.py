"""Runs every check and test; arguments go to pytest (`scripts/test.py tests/test_text.py -x`).

All steps run even when one fails. pytest comes last, so that its closing line closes the output.
`--cov` measures the coverage too and asks for 90 %. It is not measured unless asked for, since it
follows each process that reads forms as well: the whole suite then takes 2.4 times as long.
"""

import subprocess
import sys
import time
from pathlib import Path

from environment import DEV_LOCK, ROOT, child_environment, ready_python, say

# As modules, not as console scripts: those hold a path that breaks when the folder is moved.
CHECKS = {
    "ruff format": ["-m", "ruff", "format", "--check"],
    "ruff check": ["-m", "ruff", "check"],
    "lint-imports": [
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
        "--no-logo",
        "--no-cache",
    ],
    "mypy": ["-m", "mypy"],
}
# Many tests wait for LibreOffice and for processes that start: on two processors three at once take
# a sixth less time than two. Whoever is done takes tests from the others.
PYTEST = ["-m", "pytest", "-n", "3", "--dist", "worksteal"]


def main(arguments: list[str]) -> int:
    """Return 0 if every step passed, else 1."""
    python = ready_python(DEV_LOCK)
    failed = [name for name, command in CHECKS.items() if not _passes(python, name, command)]
    if failed:
        say(f"\nfailed so far: {', '.join(failed)}")
    if not _passes(python, "pytest", [*PYTEST, *arguments]):
        failed.append("pytest")
    if failed:
        say(f"\nfailed: {', '.join(failed)}")
    return 1 if failed else 0


def _passes(python: Path, name: str, command: list[str]) -> bool:
    say(f"\n== {name}")
    start = time.monotonic()
    done = subprocess.run([str(python), *command], cwd=ROOT, env=child_environment(), check=False)
    if name != "pytest":
        say(f"{'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - start:.1f} s)")
    return done.returncode == 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
