"""Which files lie in the drop folder. It is only ever read."""

import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bdg_excel.errors import InboxError
from bdg_excel.findings import Finding, Place, finding

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
"""The endings of files that are opened, in lower case."""


@dataclass(frozen=True)
class InboxFile:
    """A file to read. `name` is its path inside the drop folder, with ``/`` on any system."""

    path: Path
    name: str


def workbooks(inbox: Path, output: Path | None = None) -> tuple[list[InboxFile], list[Finding]]:
    """The workbooks of `inbox` and of its folders, sorted by name, and what else lies there.

    Hidden files and the ``~$`` lock files of an open Excel are passed over, and so is the `output`
    folder where it lies inside. A missing folder raises `InboxError`.
    """
    if not inbox.is_dir():
        raise InboxError(f"Không thấy thư mục {inbox}. Kiểm tra lại đường dẫn.")
    found: list[InboxFile] = []
    others: list[Finding] = []
    for path in _walk(inbox, output and output.resolve()):
        name = path.relative_to(inbox).as_posix()
        if path.suffix.lower() in WORKBOOKS and stat.S_ISREG(path.lstat().st_mode):
            found.append(InboxFile(path, name))
        else:
            others.append(finding("not_a_spreadsheet", Place(file=name)))
    return found, others


def _walk(folder: Path, output: Path | None) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "~$")) or path.name in ("Thumbs.db", "desktop.ini"):
            continue
        if path.is_dir() and not path.is_symlink():
            if output is None or path.resolve() != output:
                yield from _walk(path, output)
        else:
            yield path
