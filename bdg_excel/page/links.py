"""Where the page's links lead: to files beside it and in the drop folder, never to a host."""

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote


class Link(NamedTuple):
    """A file's name and the relative address that opens it; no address where there is none."""

    name: str
    href: str = ""


def folder_address(folder: Path, seen_from: Path) -> str:
    """The relative address of `folder` from `seen_from`, with a slash at its end.

    Empty where there is none: on Windows two drives have no path between them.
    """
    try:
        path = os.path.relpath(folder, seen_from)
    except ValueError:
        return ""
    return f"{quote(Path(path).as_posix())}/"


def link(address: str, name: str) -> Link:
    """The link to the file `name` in the folder at `address`.

    A backslash in a name stands for bytes that cannot be printed (see `inbox.printable`): such a
    file has another name on the disk, so it gets no address.
    """
    return Link(name, address + quote(name) if address and "\\" not in name else "")
