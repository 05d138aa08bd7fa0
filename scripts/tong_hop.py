"""What a double click runs: the working folder is set up, merged and shown.

`tong_hop.py [FOLDER [COMMAND]]`. Without FOLDER it is the one beside the project: made on the first
run, which then shows where forms are dropped. COMMAND is one of `bdg` (`merge` if none is given).
"""

import sys
from pathlib import Path

from environment import ROOT, RUN_LOCK, ready_python
from run import bdg

BESIDE = ROOT.parent / "cong_viec"


def main(arguments: list[str]) -> int:
    """Return the exit status of `bdg`."""
    folder = Path(arguments[0]) if arguments else BESIDE
    command = arguments[1] if len(arguments) > 1 else "merge"
    python = ready_python(RUN_LOCK)
    if not _is_made(folder):
        return bdg(python, "init", str(folder), "--open")
    return bdg(python, command, "--open", folder=folder)


def _is_made(folder: Path) -> bool:
    """Is it a working folder, with what staff double-click in it?"""
    return (folder / "bdg.toml").is_file() and any(folder.glob("Tong_hop.*"))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
