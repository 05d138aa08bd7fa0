"""Outputs appear whole or not at all: written beside their place, then put there together."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bdg_excel.errors import OutputError


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A fresh folder to write outputs into; when the block ends well they are moved to `folder`.

    If the block fails, or one of the outputs is open in Excel or Word (`OutputError`), what stood
    in `folder` before stays as it was. Files that are not written again are left alone.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=".dang_ghi_", dir=folder))
    except OSError as error:
        raise OutputError(
            f"Không ghi được vào thư mục {folder}: {error.strerror}. "
            "Chọn thư mục khác bằng -o, hoặc kiểm tra quyền ghi."
        ) from error
    try:
        yield stage
        _deliver(stage, folder)
    except OSError as error:
        raise OutputError(_reason(error)) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _deliver(stage: Path, folder: Path) -> None:
    made = sorted(path for path in stage.rglob("*") if path.is_file())
    targets = [folder / path.relative_to(stage) for path in made]
    for target in targets:
        _assert_free(target)
    for path, target in zip(made, targets, strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)  # noqa: PTH105 - Path.replace says nothing of its being atomic


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


def _reason(error: OSError) -> str:
    where = f" {error.filename}" if error.filename else ""
    return f"Không ghi được{where}: {error.strerror}. Các kết quả cũ vẫn còn nguyên."
