"""Which files lie in the drop folder, and what is said of all else that lies there."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bdg_excel.errors import InboxError
from bdg_excel.inbox import workbooks
from tests import hostile


@pytest.mark.skipif(os.name == "nt", reason="POSIX names and special files")
def test_whatever_lies_in_the_folder_is_listed_once(inbox: Path) -> None:
    hostile.put_special_files(inbox)
    (inbox / "thật.xlsx").write_bytes(b"x")
    (inbox / "tắt.xlsx").symlink_to("thật.xlsx")
    for passed in ("~$khác.xlsx", ".~lock.khác.xlsx#", ".ẩn.xlsx", "Thumbs.db", "desktop.ini"):
        (inbox / passed).write_bytes(b"")
    (inbox / "Zalo").mkdir()
    (inbox / "Zalo" / os.fsdecode(b"X\xe3\x1b\n.xlsx")).write_bytes(b"x")
    files, findings = workbooks(inbox)
    assert [file.name for file in files] == ["Zalo/X\\xe3\\x1b\\n.xlsx", "thưa.xlsx", "thật.xlsx"]
    assert {found.code for found in findings} == {"not_a_file"}
    assert "tắt.xlsx" in [found.place.file for found in findings]
    assert len(findings) in (7, 8)  # a socket is not for everybody to make


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no path as long as that")
def test_folders_nested_a_thousand_deep_are_gone_through(inbox: Path) -> None:
    """What somebody unpacks into the drop folder may hold anything."""
    deep = [inbox / "a"]
    for _ in range(1_200):
        deep.append(deep[-1] / "a")
    for folder in deep:
        folder.mkdir()
    (deep[-1] / "sâu.xlsx").write_bytes(b"x")
    (inbox / "b.xlsx").write_bytes(b"x")
    files, findings = workbooks(inbox)
    assert [file.path.name for file in files] == ["sâu.xlsx", "b.xlsx"]
    assert findings == []
    (deep[-1] / "sâu.xlsx").unlink()
    for folder in reversed(deep):  # pytest's own tidying up goes no deeper than the others'
        folder.rmdir()


@pytest.fixture
def listed_only() -> Iterator[Path]:
    """A folder whose names can be listed, but whose files cannot be reached."""
    with tempfile.TemporaryDirectory() as scratch:
        Path(scratch).chmod(0o755)  # nobody else may go into pytest's own folders
        folder = Path(scratch) / "nhận"
        (folder / "Zalo").mkdir(parents=True)
        (folder / "biểu.xlsx").write_bytes(b"x")
        folder.chmod(0o644)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65_534)
        yield folder
        if root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="POSIX rights")
def test_a_folder_whose_files_cannot_be_reached_is_told_once(listed_only: Path) -> None:
    """Else a merge would go on without any form, and write its outputs over the last ones."""
    with pytest.raises(InboxError, match=r"Không đọc được thư mục .*nhận"):
        workbooks(listed_only)
    files, findings = workbooks(listed_only.parent)
    assert files == []
    assert [(found.code, found.place.file) for found in findings] == [("unreadable", "nhận")]


@pytest.mark.parametrize("lock", ["~$mở.xlsx", ".~lock.mở.xlsx#", "~$MỞ.xlsx"])
def test_a_file_that_is_open_elsewhere_is_read_and_told(inbox: Path, lock: str) -> None:
    (inbox / "mở.xlsx").write_bytes(b"x")
    (inbox / "khác.xlsx").write_bytes(b"x")
    (inbox / lock).write_bytes(b"x")
    files, findings = workbooks(inbox)
    assert [file.name for file in files] == ["khác.xlsx", "mở.xlsx"]
    assert [(found.code, found.place.file) for found in findings] == [("open_elsewhere", "mở.xlsx")]
