"""What staff double-click in a working folder: small scripts that call the program by its path."""

import os
import shlex
import stat
import sys
from importlib.resources import files
from pathlib import Path

COMMANDS = {"Tong_hop": "merge", "Theo_doi": "watch", "Lam_bieu": "templates"}
"""The launchers, each with the command that it runs."""

_SCRIPTS = Path(__file__).resolve().parent.parent.parent / "scripts"
_ON_WINDOWS = os.name == "nt"
_UNIX_ENDING = ".command" if sys.platform == "darwin" else ".sh"
"""What a double click runs: macOS opens a ``.sh`` in an editor."""


def write_launchers(folder: Path) -> None:
    """Writes the launchers for this system into `folder`; none where there are no scripts to call.

    (There are none where only the package was installed.)
    """
    program = _SCRIPTS / ("Tong_hop.cmd" if _ON_WINDOWS else "tong_hop.sh")
    if not program.is_file():
        return
    for name, command in COMMANDS.items():
        if _ON_WINDOWS:
            text = windows_launcher(program, command)
            (folder / f"{name}.cmd").write_text(text, encoding="utf-8", newline="\r\n")
        else:
            target = folder / f"{name}{_UNIX_ENDING}"
            target.write_text(unix_launcher(program, command), encoding="utf-8", newline="\n")
            target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def windows_launcher(program: Path | str, command: str) -> str:
    """A batch file that runs `command`, with its own folder, through the batch file `program`.

    In a batch file a percent sign stands for itself only when it is doubled.
    """
    return _template("launcher.cmd", str(program).replace("%", "%%"), command)


def unix_launcher(program: Path | str, command: str) -> str:
    """A shell script that runs `command`, with its own folder, through the script `program`."""
    return _template("launcher.sh", shlex.quote(str(program)), command)


def _template(name: str, program: str, command: str) -> str:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return text.replace("@PROGRAM@", program).replace("@COMMAND@", command)
