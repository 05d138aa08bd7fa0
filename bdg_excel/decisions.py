"""Which of a unit's files somebody chose: by ``--use`` or in a small file beside the drop folder.

The file is called like the drop folder, with ``.quyet_dinh.txt`` behind: for ``da_nhan`` it is
``da_nhan.quyet_dinh.txt``. Each line is a file's path in the drop folder, or a remark after ``#``.
"""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bdg_excel.errors import InboxError
from bdg_excel.findings import Finding, Place, finding

USE = "--use"
SUFFIX = ".quyet_dinh.txt"


@dataclass(frozen=True)
class Decisions:
    """The chosen files, each with who chose it."""

    by_file: Mapping[str, str] = field(default_factory=dict)

    def unused(self, files: Sequence[str], counted: Collection[str]) -> list[Finding]:
        """A warning for each chosen file that does not count, or does not even lie there."""
        return [
            finding(
                "choice_not_counted" if file in files else "choice_unused", Place(), file, by=by
            )
            for file, by in self.by_file.items()
            if file not in counted
        ]


def load_decisions(inbox: Path, used: Sequence[str] = ()) -> Decisions:
    """What was decided for `inbox`; a file of decisions that cannot be read raises `InboxError`."""
    path = decisions_file(inbox)
    written = dict.fromkeys(_lines(path), path.name)
    return Decisions(written | {_inside(name, inbox): USE for name in used})


def decisions_file(inbox: Path) -> Path:
    """Where decisions on the files of `inbox` are written down."""
    folder = inbox.resolve()
    return folder.parent / (folder.name + SUFFIX)


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InboxError(f"Không đọc được tệp quyết định {path}: lưu lại với mã UTF-8.") from error
    bare = (unicodedata.normalize("NFC", line.strip().replace("\\", "/")) for line in lines)
    return [line for line in bare if line and not line.startswith("#")]


def _inside(name: str, inbox: Path) -> str:
    """`name` as a path inside `inbox`, whether it was given so or as a path of the system."""
    path = Path(name)
    if (inbox / path).exists() or not path.exists():
        path = inbox / path
    try:
        return path.resolve().relative_to(inbox.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
