"""A folder for one reporting round: forms to send, forms received, results, the definition.

A small TOML file in it, ``bdg.toml``, makes it one and names its parts. Commands that run in it
need not be told where things are.
"""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from bdg_excel.errors import WorkingFolderError, why

MARKER = "bdg.toml"
PARTS = {
    "forms": "bieu_gui_di",
    "inbox": "da_nhan",
    "output": "ket_qua",
    "programme": "dinh_nghia",
}
"""What the marker names, and what the folders are called when they are made."""


@dataclass(frozen=True)
class WorkingFolder:
    """Where the parts of a working folder lie, as absolute paths.

    `forms` to send, `inbox` for what comes back, `output` of a merge, `programme` the definition.
    """

    root: Path
    forms: Path
    inbox: Path
    output: Path
    programme: Path


def find(start: Path | None = None) -> WorkingFolder | None:
    """The working folder that `start` is or lies in; none given: the current folder.

    A marker that cannot be understood raises `WorkingFolderError`.
    """
    here = (start or Path.cwd()).absolute()
    root = next((folder for folder in (here, *here.parents) if is_marked(folder)), None)
    return read(root) if root else None


def is_marked(folder: Path) -> bool:
    """Whether `folder` itself is a working folder."""
    # Not Path.is_file: on Python 3.11 it raises where a folder on the way may not be looked into.
    return os.path.isfile(folder / MARKER)  # noqa: PTH113


def read(root: Path) -> WorkingFolder:
    """The working folder at `root`, from its marker; paths in it count from `root`."""
    written = _parsed(root / MARKER)
    faults = [f"thiếu mục {name}" for name in PARTS if name not in written]
    faults += [f"không có mục nào tên là {name}" for name in written if name not in PARTS]
    faults += [
        f"{name} phải là tên một thư mục, đặt trong dấu nháy (đang là {value!r:.80})"
        for name, value in written.items()
        if name in PARTS and not (isinstance(value, str) and value.strip())
    ]
    if faults:
        raise WorkingFolderError(_told(root, "; ".join(faults)))
    return _at(root, {name: str(value) for name, value in written.items()})


def planned(root: Path) -> WorkingFolder:
    """The working folder as it will be at `root`."""
    return _at(root, PARTS)


def _at(root: Path, names: dict[str, str]) -> WorkingFolder:
    base = root.absolute()
    return WorkingFolder(base, **{part: base / name for part, name in names.items()})


def _parsed(marker: Path) -> dict[str, object]:
    try:
        return tomllib.loads(marker.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise WorkingFolderError(_told(marker.parent, f"không mở được: {why(error)}")) from error
    except UnicodeDecodeError as error:
        raise WorkingFolderError(_told(marker.parent, "không phải UTF-8")) from error
    except tomllib.TOMLDecodeError as error:
        raise WorkingFolderError(_told(marker.parent, f"sai cú pháp TOML: {error}")) from error


def _told(root: Path, fault: str) -> str:
    names = ", ".join(f'{part} = "{name}"' for part, name in PARTS.items())
    return (
        f"Tệp {root / MARKER} của thư mục làm việc không dùng được: {fault}. "
        f"Tệp cần đúng các mục: {names}. Trong đường dẫn dùng dấu / thay cho \\."
    )
