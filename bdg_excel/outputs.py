"""Outputs appear whole or not at all: written beside their place, then put there together."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bdg_excel.errors import OutputError, why

PAGE = "ket_qua.html"
"""The output that people open first."""
RECORD = "run.json"
"""The output that says, among other things, what a run wrote: ``outputs``, SHA-256 by name."""


@dataclass
class Stage:
    """Where outputs are written first, and under which names edited older ones were kept."""

    folder: Path
    kept: list[str] = field(default_factory=list)


@contextmanager
def staged(folder: Path, passing: Iterable[str] = ()) -> Iterator[Stage]:
    """A fresh folder to write outputs into; when the block ends well they are moved to `folder`.

    If the block fails, or one of the outputs is open in Excel or Word (`OutputError`), what stood
    in `folder` before stays as it was. Files that are not written again are left alone, but for
    `passing`: paths inside `folder` of outputs that a run makes only if there is need. Those of an
    earlier run must not linger.

    A file that somebody changed since the last run wrote it is kept under another name.
    """
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".dang_ghi_", dir=folder))
    except OSError as error:
        raise OutputError(
            f"Không ghi được vào thư mục {folder}: {why(error)}. "
            "Chọn thư mục khác bằng -o, hoặc kiểm tra quyền ghi."
        ) from error
    try:
        outcome = Stage(stage)
        yield outcome
        outcome.kept = _deliver(stage, folder, passing)
    except OSError as error:
        raise OutputError(_reason(error, stage)) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)
        if is_new:
            with suppress(OSError):  # something was written into it
                folder.rmdir()


def _deliver(stage: Path, folder: Path, passing: Iterable[str]) -> list[str]:
    """Puts what was made into `folder`; the names under which edited files were kept."""
    made = sorted(path for path in stage.rglob("*") if path.is_file())
    targets = [folder / path.relative_to(stage) for path in made]
    stale = {path for name in passing if (path := folder / name).is_file()}.difference(targets)
    for target in (*targets, *sorted(stale)):
        _assert_free(target)
    kept = _keep_edited(folder, [*targets, *sorted(stale)])
    for place, (path, target) in enumerate(zip(made, targets, strict=True)):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, target)  # noqa: PTH105 - Path.replace says nothing of its being atomic
        except OSError as error:
            reason = _half(target, error) if place else _reason(error, stage)
            raise OutputError(reason) from error
    for path in sorted(stale):
        path.unlink()
    return kept


def _keep_edited(folder: Path, targets: Sequence[Path]) -> list[str]:
    """Copies each of `targets` that is not as the last run left it to a name of its own."""
    known = _hashes(folder)
    kept = []
    for target in targets:
        name = target.relative_to(folder).as_posix()
        if name in known and target.is_file() and sha256(target) != known[name]:
            spare = _spare(target)
            _copy(target, spare)
            kept.append(spare.relative_to(folder).as_posix())
    return kept


def _copy(target: Path, spare: Path) -> None:
    """A copy that is whole or not there: the disk may be full."""
    try:
        shutil.copy2(target, spare)
    except OSError:
        spare.unlink(missing_ok=True)
        raise


def _hashes(folder: Path) -> dict[str, str]:
    """What the last run wrote, by name, from its record; nothing where there is none."""
    try:
        outputs = json.loads((folder / RECORD).read_text(encoding="utf-8"))["outputs"]
        return {str(name): str(digest) for name, digest in outputs.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}


def sha256(path: Path) -> str:
    """The SHA-256 of the file at `path`, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _spare(target: Path) -> Path:
    """A free name beside `target` for what somebody made of it: ``bao_cao (đã sửa 2).docx``."""
    names = (f"{target.stem} (đã sửa{f' {n}' if n > 1 else ''}){target.suffix}" for n in count(1))
    return next(path for name in names if not (path := target.with_name(name)).exists())


def _assert_free(target: Path) -> None:
    """Raises `OutputError` where `target` cannot be replaced (Windows: open in Excel)."""
    if not target.exists():
        return
    try:
        with target.open("r+b"):
            pass
    except OSError as error:
        raise OutputError(
            f"Không thay được tệp {target}: tệp đang mở trong Excel hoặc Word, hoặc chỉ cho đọc. "
            "Đóng tệp rồi chạy lại. Các kết quả cũ vẫn còn nguyên."
        ) from error


def _half(target: Path, error: OSError) -> str:
    """Somebody opened an output between the look and the replacing."""
    return (
        f"Không thay được tệp {target}: {why(error)}. Một phần kết quả đã là bản mới, phần còn lại "
        "là bản cũ: đóng tệp rồi chạy lại."
    )


def _reason(error: OSError, stage: Path) -> str:
    """What could not be written: under the name that it would have got, not that in the stage."""
    name = Path(str(error.filename or ""))
    name = name.relative_to(stage) if name.is_relative_to(stage) else name
    where = f" {name}" if error.filename else ""
    return f"Không ghi được{where}: {why(error)}. Các kết quả cũ vẫn còn nguyên."
