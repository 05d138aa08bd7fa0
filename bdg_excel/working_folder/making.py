"""A working folder made, or completed: what already stands in it is never written over."""

import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path, PurePath
from typing import NamedTuple

from bdg_excel.errors import WorkingFolderError
from bdg_excel.outputs import staged
from bdg_excel.programme import Programme, load_programme
from bdg_excel.template import write_forms
from bdg_excel.working_folder import MARKER, PARTS, WorkingFolder, find, is_marked, planned, read
from bdg_excel.working_folder.launchers import write_launchers

README = "DOC_TRUOC.txt"
_DEFINITION = "programme.toml"


class Made(NamedTuple):
    """What was done: the files that were `added`, by their paths; `was_there`: only completed."""

    folder: WorkingFolder
    added: tuple[Path, ...]
    was_there: bool


def make_working_folder(root: Path, programme: Path | None = None) -> Made:
    """Makes `root` a working folder for `programme` (none: the built-in one), or completes it.

    Only what is missing is written. `WorkingFolderError` where `root` lies in another working
    folder, or has a definition of its own and another one is asked for.
    """
    was_there = is_marked(root)
    folder = read(root) if was_there else planned(root)
    _refuse_nested(root)
    _refuse_other_definition(folder, programme)
    own = _own_definition(folder)
    definition = load_programme(own if own.exists() else programme)
    added = _complete(folder.root, lambda stage: _write(stage, folder, *definition))
    return Made(folder, tuple(added), was_there)


def _refuse_nested(root: Path) -> None:
    outer = find(root.absolute().parent)
    if outer and not is_marked(root):
        raise WorkingFolderError(
            f"{root} nằm trong thư mục làm việc {outer.root}; chọn một thư mục ở ngoài nó. "
            "Chưa ghi gì cả."
        )


def _refuse_other_definition(folder: WorkingFolder, programme: Path | None) -> None:
    own = _own_definition(folder)
    if programme is not None and own.exists():
        raise WorkingFolderError(
            f"{folder.root} đã có định nghĩa của mình ({own}) nên không chép {programme} vào. "
            "Bỏ --programme, hoặc chọn một thư mục mới. Chưa ghi gì cả."
        )


def _own_definition(folder: WorkingFolder) -> Path:
    """Its definition, there or not: the marker names a folder, or the file itself."""
    own = folder.programme
    return own if own.is_file() else own / _DEFINITION


def _complete(target: Path, write: Callable[[Path], None]) -> list[Path]:
    """What `write` makes, put into `target` where nothing of that name stands yet."""
    with staged(target) as stage:
        write(stage.folder)
        made = [path for path in sorted(stage.folder.rglob("*")) if path.is_file()]
        names = [path.relative_to(stage.folder) for path in made]
        missing = [name for name in names if not os.path.lexists(target / name)]
        for name in set(names).difference(missing):
            (stage.folder / name).unlink()
    return [target / name for name in missing]


def _write(stage: Path, folder: WorkingFolder, programme: Programme, source: Path) -> None:
    """Everything that lies in the folder itself; a part that was moved out of it is left alone."""
    if folder.programme.is_relative_to(folder.root) and not folder.programme.is_file():
        _copy_definition(stage / folder.programme.relative_to(folder.root), programme, source)
    if folder.forms.is_relative_to(folder.root):
        write_forms(stage / folder.forms.relative_to(folder.root), programme)
    _write_readme(stage / README, folder, programme)
    _write_marker(stage / MARKER)
    write_launchers(stage)
    for part in (folder.inbox, folder.output):
        part.mkdir(parents=True, exist_ok=True)


def _copy_definition(target: Path, programme: Programme, source: Path) -> None:
    """The definition, and the files beside it that it names."""
    target.mkdir(parents=True)
    _write_for_notepad(target / _DEFINITION, source.read_text(encoding="utf-8-sig"))
    for name in filter(None, (programme.report_template, programme.sample)):
        if PurePath(name).is_absolute() or ".." in PurePath(name).parts:
            raise WorkingFolderError(
                f"Định nghĩa {source} dùng tệp {name} ở ngoài thư mục của nó nên không chép được. "
                "Đặt tệp ấy cạnh định nghĩa rồi làm lại."
            )
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes((source.parent / name).read_bytes())


def _write_readme(target: Path, folder: WorkingFolder, programme: Programme) -> None:
    words = {"title": programme.round.title, "deadline": f"{programme.round.deadline:%d/%m/%Y}"}
    text = (files(__package__) / README).read_text(encoding="utf-8")
    _write_for_notepad(target, text.format(**_names(folder), **words))


def _names(folder: WorkingFolder) -> dict[str, str]:
    """The parts of `folder` as people find them from it."""
    paths = {part: getattr(folder, part) for part in PARTS}
    return {
        part: Path(os.path.relpath(path, folder.root)).as_posix() for part, path in paths.items()
    }


def _write_marker(target: Path) -> None:
    lines = [
        "# Nhờ tệp này mà chương trình nhận ra thư mục làm việc. Đường dẫn tính từ thư mục này;",
        "# giữa các thư mục viết dấu /.",
        *(f'{part} = "{name}"' for part, name in PARTS.items()),
    ]
    _write_for_notepad(target, "\n".join(lines) + "\n")


def _write_for_notepad(target: Path, text: str) -> None:
    """With a BOM and the line ends of Windows: an old Notepad shows it right."""
    target.write_text(text, encoding="utf-8-sig", newline="\r\n")
