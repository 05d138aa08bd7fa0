"""The drop folder watched: a sign whenever what a merge would read of it has changed."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from watchfiles import Change, watch

from bdg_excel.decisions import decisions_file
from bdg_excel.inbox import passed_over

_UNFINISHED = (".crdownload", ".download", ".part", ".partial", ".tmp", ".opdownload")
"""Files that a browser or a mail program has not yet finished."""
_STILL_MS = 400
"""Nothing happens for so long: whoever copies files into the folder is done."""
_MOST_MS = 5_000
"""So long at most are changes gathered while they go on."""
_LOOK_MS = 500
"""How often the file of decisions, which lies outside, is looked at."""


def changes(inbox: Path, poll: bool = False) -> Iterator[None]:
    """Yields once the watch stands, then after every change of `inbox` or of its decisions.

    It does not end, and no change is missed in between.
    With `poll` the folder is looked through again and again: drives of a network may tell nothing
    by themselves. A folder that goes away (a drive that is cut off) is one change, its coming back
    another.
    """
    while True:
        yield from _until_it_goes(inbox, poll)
        yield
        while not inbox.is_dir():
            time.sleep(_LOOK_MS / 1000)


def _until_it_goes(inbox: Path, poll: bool) -> Iterator[None]:
    folder = _identity(inbox)
    signs = watch(
        inbox,
        watch_filter=_matters,
        debounce=_MOST_MS,
        step=_STILL_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        force_polling=poll or None,
    )
    try:
        next(signs)  # only now does it watch
    except FileNotFoundError:  # it has just gone
        return
    seen = _state(decisions_file(inbox))
    yield
    for sign in signs:
        if _identity(inbox) != folder:
            return
        before, seen = seen, _state(decisions_file(inbox))
        if sign or seen != before:
            yield


def _matters(_: Change, path: str) -> bool:
    name = os.path.basename(path)  # noqa: PTH119 - a string of the system's own, for every change
    return not passed_over(name) and not name.lower().endswith(_UNFINISHED)


def _identity(folder: Path) -> tuple[int, int] | None:
    """Which folder it is: another one of the same name is not watched."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _state(file: Path) -> tuple[int, int] | None:
    """What tells a small file from itself after a change: its time and its size."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
