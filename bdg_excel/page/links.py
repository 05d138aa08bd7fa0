"""Where the page's links lead: to files beside it and in the drop folder, never to a host."""

import os
from typing import NamedTuple
from urllib.parse import quote


class Link(NamedTuple):
    """A file's name and the relative address that opens it; no address where there is none."""

    name: str
    href: str = ""


def folder_address(way: str | None) -> str:
    """The relative address of the folder that `way` leads to, with a slash at its end.

    Empty where there is no way (see `inbox.way_from`).
    """
    return f"{quote(os.fsencode(way))}/" if way else ""


def link(address: str, name: str) -> Link:
    """The link to the file `name` in the folder at `address`.

    A backslash in a name stands for bytes that cannot be printed (see `inbox.printable`): such a
    file has another name on the disk, so it gets no address.
    """
    return Link(name, address + quote(name) if address and "\\" not in name else "")
