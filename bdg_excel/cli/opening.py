"""Files and folders shown to the person at this machine, with the program that it uses for them."""

import os
import sys
from pathlib import Path


def open_results(output: Path) -> None:
    """Shows the result page, or the folder where there is none."""
    from bdg_excel.outputs import PAGE

    page = output / PAGE
    open_for_person(page if page.is_file() else output)


def open_for_person(path: Path) -> None:
    """Shows the file or folder at `path`; a machine that cannot is no reason to fail."""
    import webbrowser

    try:
        if sys.platform == "win32":
            os.startfile(path.resolve())
        elif _has_screen():
            webbrowser.open(path.resolve().as_uri())
    except (OSError, ValueError, webbrowser.Error):
        return


def _has_screen() -> bool:
    """Whether there is a browser to open: one that fills a bare terminal is not meant."""
    names = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    return sys.platform == "darwin" or any(os.environ.get(name) for name in names)
