"""Which of a unit's files somebody chose: by ``--use`` or in a small file beside the drop folder.

The file is called like the drop folder, with ``.quyet_dinh.txt`` behind: for ``da_nhan`` it is
``da_nhan.quyet_dinh.txt``. Each line is a file's path in the drop folder, or a remark after ``#``.
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from bdg_excel.errors import InboxError
from bdg_excel.findings import Finding, Place, finding
from bdg_excel.text import likeness, listing

USE = "--use"
SUFFIX = ".quyet_dinh.txt"
_NEAR = 60
"""From which likeness on a file's name is worth naming to somebody who wrote another."""


@dataclass(frozen=True)
class Decisions:
    """The chosen files, each with who chose it."""

    by_file: Mapping[str, str] = field(default_factory=dict)

    def among(self, files: Sequence[str]) -> "Decisions":
        """With each file by its own name, where what was written means one of `files` only."""
        return Decisions({_meant(name, files): by for name, by in self.by_file.items()})

    def unused(self, files: Sequence[str], counted: Collection[str]) -> list[Finding]:
        """A warning for each chosen file that does not count, or does not even lie there."""
        return [
            finding("choice_not_counted", Place(), name, by=by)
            if name in files
            else _not_there(name, by, files)
            for name, by in self.by_file.items()
            if name not in counted
        ]


def _not_there(name: str, by: str, files: Sequence[str]) -> Finding:
    nearest = _may_mean(name, files) or _nearest(name, files)
    if not nearest:
        return finding("choice_unused", Place(), name, by=by)
    return finding("choice_unclear", Place(), name, by=by, nearest=listing(nearest))


def _meant(name: str, files: Sequence[str]) -> str:
    if name in files:
        return name
    found = _may_mean(name, files)
    return found[0] if len(found) == 1 else name


def _may_mean(name: str, files: Sequence[str]) -> list[str]:
    """The files that `name` means but for case, the ending or the folder; the surest way counts."""
    for ways in zip(*map(_ways_of_naming, files), strict=True):
        found = [file for file, way in zip(files, ways, strict=True) if way == _loose(name)]
        if found:
            return found
    return []


def _ways_of_naming(file: str) -> Iterator[str]:
    path = PurePosixPath(_loose(file))
    yield from (path.as_posix(), path.with_suffix("").as_posix(), path.name, path.stem)


def _nearest(name: str, files: Sequence[str]) -> list[str]:
    stem = PurePosixPath(_loose(name)).stem
    scored = [(likeness(stem, PurePosixPath(_loose(file)).stem), file) for file in files]
    score, file = max(scored, default=(0.0, ""))
    return [file] if score >= _NEAR else []


def _loose(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


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
    path = Path(name if (inbox / name).exists() else name.replace("\\", "/"))
    if (inbox / path).exists() or not path.exists():
        path = inbox / path
    try:
        return path.resolve().relative_to(inbox.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
