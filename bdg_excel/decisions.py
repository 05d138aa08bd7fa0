"""Which of a unit's files somebody chose: by ``--use`` or in a small file beside the drop folder.

The file is called like the drop folder, with ``.quyet_dinh.txt`` behind: for ``da_nhan`` it is
``da_nhan.quyet_dinh.txt``. Each line is a file's path in the drop folder, or a remark after ``#``.
A name may stand in quotes, as Windows copies paths and findings print names.
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from bdg_excel.errors import InboxError
from bdg_excel.findings import Finding, Place, finding
from bdg_excel.text import likeness, listing

USE = "--use"
SUFFIX = ".quyet_dinh.txt"
_MISNAMED = (".quyet_dinh.txt.txt", ".quyet_dinh", ".quyet_dinh.docx")
"""How people end up calling it, where Windows hides the endings of files, or with Word."""
_QUOTES = ('""', "''", "“”", "«»")
_NEAR = 60
"""From which likeness on a file's name is worth naming to somebody who wrote another."""


@dataclass(frozen=True)
class Decisions:
    """The chosen files, each with who chose it; `name` is what the file of decisions is called.

    `ignored` are files of decisions that nobody reads where they lie, or under their name.
    """

    by_file: Mapping[str, str] = field(default_factory=dict)
    name: str = f"TÊN_THƯ_MỤC_NHẬN{SUFFIX}"
    ignored: tuple[str, ...] = ()

    def among(self, files: Sequence[str]) -> "Decisions":
        """With each file by its own name, where what was written means one of `files` only.

        A file of decisions among them lies inside the drop folder, and not beside it.
        """
        by_file = {_meant(name, files): by for name, by in self.by_file.items()}
        inside = (file for file in files if _loose(file).endswith((SUFFIX, *_MISNAMED)))
        return replace(self, by_file=by_file, ignored=(*self.ignored, *inside))

    def unused(self, owners: Mapping[str, str], counted: Collection[str]) -> list[Finding]:
        """A warning for each chosen file that does not count, or does not even lie there.

        `owners` are the files of the drop folder, each with the code of the unit that filled it, if
        any. Files of decisions that nobody reads are told as well.
        """
        return [
            *(finding("decisions_ignored", Place(), f, name=self.name) for f in self.ignored),
            *(
                self._not_counted(name, by, owners)
                if name in owners
                else _not_there(name, by, list(owners))
                for name, by in self.by_file.items()
                if name not in counted
            ),
        ]

    def _not_counted(self, name: str, by: str, owners: Mapping[str, str]) -> Finding:
        unit = owners[name]
        others = [f for f in self.by_file if unit and f != name and owners.get(f) == unit]
        why = f"đã chọn cả {listing(others)} của cùng đơn vị" if others else _NO_ANSWERS
        return finding("choice_not_counted", Place(), name, by=by, why=why)


_NO_ANSWERS = "biểu trống, không đọc được hoặc không phải biểu của đợt này"


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
    written = {_of_line(line, inbox): path.name for line in _lines(path)}
    chosen = written | {_inside(_unquoted(name, inbox), inbox): USE for name in used}
    stem = path.name.removesuffix(SUFFIX)
    misnamed = (path.with_name(stem + ending) for ending in _MISNAMED)
    return Decisions(chosen, path.name, tuple(other.name for other in misnamed if other.is_file()))


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
    bare = (line.strip() for line in lines)
    return [line for line in bare if line and not line.startswith("#")]


def _of_line(line: str, inbox: Path) -> str:
    """The file that a line names, by its way in the drop folder or by its whole path."""
    name = _unquoted(line, inbox)
    with suppress(OSError):  # what no file can be called
        if Path(name).is_absolute():
            name = _inside(name, inbox)
    return unicodedata.normalize("NFC", name.replace("\\", "/"))


def _unquoted(name: str, inbox: Path) -> str:
    """`name` without the quotes around it, unless a file is called so."""
    bare = name.strip()
    is_quoted = len(bare) > 2 and bare[0] + bare[-1] in _QUOTES
    with suppress(OSError):  # what no file can be called
        is_quoted = is_quoted and not (inbox / name).exists()
    return bare[1:-1].strip() if is_quoted else name


def _inside(name: str, inbox: Path) -> str:
    """`name` as a path inside `inbox`, whether it was given so or as a path of the system."""
    path = Path(name if (inbox / name).exists() else name.replace("\\", "/"))
    if (inbox / path).exists() or not path.exists():
        path = inbox / path
    try:
        return path.resolve().relative_to(inbox.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
