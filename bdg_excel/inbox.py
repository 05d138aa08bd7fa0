"""Which files lie in the drop folder. It is only ever read."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bdg_excel.errors import InboxError, why
from bdg_excel.findings import Finding, Place, finding
from bdg_excel.programme import Programme

WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
"""The endings of workbooks, in lower case: what a file is meant to be, not what it is."""

_PASSED_OVER = (".", "~$")
_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_SPECIAL = (
    (stat.S_ISLNK, "một đường dẫn tắt (liên kết)"),
    (stat.S_ISFIFO, "một ống dẫn (FIFO)"),
    (stat.S_ISSOCK, "một ổ cắm (socket)"),
    (stat.S_ISDIR, "một thư mục mang tên như tệp Excel"),
)


class InboxFile(NamedTuple):
    """A file to read. `name` is its path inside the drop folder, with ``/``, fit to be printed."""

    path: Path
    name: str

    @property
    def looks_like_a_workbook(self) -> bool:
        """Whether its name says that it is one; what it is, its first bytes say."""
        return self.path.suffix.lower() in WORKBOOKS


class _Entry(NamedTuple):
    """What lies in a folder: `name` is its way from the drop folder, with ``/``."""

    path: Path
    name: str
    mode: int
    is_open: bool


def workbooks(inbox: Path, output: Path | None = None) -> tuple[list[InboxFile], list[Finding]]:
    """Every file of `inbox` and of its folders, sorted by name, and what lies there beside files.

    Hidden files, the ``~$`` lock files of an open Excel and the files of the system are passed
    over, and so is the `output` folder where it lies inside. Links are never followed. A missing
    folder raises `InboxError`.
    """
    if not inbox.is_dir():
        raise InboxError(f"Không thấy thư mục {inbox}. Kiểm tra lại đường dẫn.")
    files: list[InboxFile] = []
    findings: list[Finding] = []
    for entry in _walk(inbox, output and output.resolve(), findings):
        place = Place(file=printable(entry.name))
        if not stat.S_ISREG(entry.mode):
            findings.append(finding("not_a_file", place, _what(entry.mode)))
            continue
        files.append(InboxFile(entry.path, place.file))
        if entry.is_open:
            findings.append(finding("open_elsewhere", place))
    return files, findings


def passed_over(name: str) -> bool:
    """Whether a file called `name` is hidden, a lock of an open Excel, or of the system."""
    return name.startswith(_PASSED_OVER) or name.lower() in _SYSTEM


def named_place(name: str, programme: Programme) -> Place:
    """The file `name`, with the unit that it names by its code: of what is inside nothing is known.

    So that it is told to whom the file has to be sent back.
    """
    words = re.split(r"[\W_]+", name.rpartition("/")[2].rpartition(".")[0].upper())
    units = [unit for word in dict.fromkeys(words) if (unit := programme.units_by_code.get(word))]
    if len(units) != 1:
        return Place(file=name)
    return Place(units[0].code, units[0].name, name)


def printable(name: str) -> str:
    """`name` with every letter visible: no ESC, no half a letter.

    Bytes that are no UTF-8 are shown as ``\\xe1``, letters that steer a terminal as ``\\x1b``.
    """
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        letter.encode("unicode_escape").decode("ascii")
        if unicodedata.category(letter) in _UNPRINTABLE
        else letter
        for letter in text
    )


def way_from(folder: Path, inbox: Path) -> str | None:
    """How one gets from `folder` to `inbox`, with ``/``; None where they share no more than a root.

    Such a way would tell the whole place of the drop folder on this machine; to another drive of
    Windows there is none at all.
    """
    start, goal = os.path.abspath(folder), os.path.abspath(inbox)  # noqa: PTH100 - links stay links
    try:
        shared = Path(os.path.commonpath([start, goal]))
    except ValueError:
        return None
    if shared == Path(shared.anchor) and len(Path(goal).parts) > 2:
        return None
    return Path(os.path.relpath(goal, start)).as_posix()


def _walk(inbox: Path, output: Path | None, findings: list[Finding]) -> Iterator[_Entry]:
    # No recursion: what was unpacked into the folder may be nested a thousand deep.
    try:
        left = [*reversed(_entries(inbox, ""))]
    except OSError as error:
        raise InboxError(f"Không đọc được thư mục {inbox}: {why(error)}.") from error
    while left:
        entry = left.pop()
        if passed_over(entry.path.name):
            continue
        if not stat.S_ISDIR(entry.mode) or entry.path.suffix.lower() in WORKBOOKS:
            yield entry
        elif output is None or entry.path.resolve() != output:
            try:
                left += reversed(_entries(entry.path, f"{entry.name}/"))
            except OSError as error:
                place = Place(file=printable(entry.name))
                findings.append(finding("unreadable", place, reason=why(error)))


def _entries(folder: Path, before: str) -> list[_Entry]:
    """What lies in `folder`, sorted by name; `before` is how their names begin."""
    with os.scandir(folder) as listed:
        found = sorted(listed, key=lambda entry: (os.path.normcase(entry.name), entry.name))
    # Whose names can be listed but whose files cannot be reached: all of them, so it is told once.
    os.stat(os.path.join(folder, os.curdir))  # noqa: PTH116, PTH118 - pathlib drops the dot
    marks = {_same(entry.name) for entry in found if passed_over(entry.name)}
    return [
        _Entry(
            folder / entry.name,
            before + entry.name,
            _mode(entry),
            bool(marks) and not marks.isdisjoint(map(_same, _locks(entry.name))),
        )
        for entry in found
    ]


def _locks(name: str) -> tuple[str, str]:
    """What Excel and LibreOffice put beside a file that is open."""
    return f"~${name}", f".~lock.{name}#"


def _same(name: str) -> str:
    """`name` as file systems compare it that know no case and no ways to write an accent."""
    return unicodedata.normalize("NFC", name).casefold()


def _mode(entry: "os.DirEntry[str]") -> int:
    """The kind of a directory's entry; a Windows junction is a link too."""
    try:
        if entry.is_file(follow_symlinks=False):  # mostly, and the folder has told it already
            return stat.S_IFREG
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # gone since the folder was listed: reading it will say so
        return stat.S_IFREG
    junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
    if junction is not None and getattr(found, "st_reparse_tag", 0) == junction:
        return stat.S_IFLNK
    return found.st_mode


def _what(mode: int) -> str:
    return next((words for is_it, words in _SPECIAL if is_it(mode)), "một thiết bị")
