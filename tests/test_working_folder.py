"""A working folder: made once, never written over, and found by the commands that run in it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

from bdg_excel.errors import WorkingFolderError
from bdg_excel.programme import Programme, load_programme
from bdg_excel.template import form_name, write_forms
from bdg_excel.working_folder import find
from bdg_excel.working_folder.making import make_working_folder
from tests.conftest import PATIENCE

ROOT = Path(__file__).parent.parent


def bdg(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """`bdg` as somebody types it in `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "bdg_excel", *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder`, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new working folder. Nobody writes into it: copy it to change it."""
    root = tmp_path_factory.mktemp("đợt") / "công việc & thử (1)"
    make_working_folder(root)
    return root


@pytest.fixture
def folder(untouched: Path, tmp_path: Path) -> Path:
    """A working folder to change."""
    return shutil.copytree(untouched, tmp_path / untouched.name)


def test_it_holds_forms_a_drop_folder_results_and_a_definition_to_edit(
    untouched: Path, programme: Programme, definition: Path
) -> None:
    names = {path.name for path in untouched.iterdir() if not path.name.endswith(".sh")}
    assert names == {"bieu_gui_di", "da_nhan", "ket_qua", "dinh_nghia", "bdg.toml", "DOC_TRUOC.txt"}
    forms = {path.name for path in (untouched / "bieu_gui_di").iterdir()}
    assert forms == {form_name(unit) for unit in programme.units}
    assert not list((untouched / "da_nhan").iterdir())
    assert not list((untouched / "ket_qua").iterdir())
    own = untouched / "dinh_nghia"
    assert load_programme(own) == (programme, own / "programme.toml")
    for name in ("bao_cao.docx", "sample.csv"):
        assert (own / name).read_bytes() == (definition.parent / name).read_bytes()


@pytest.mark.parametrize("name", ["DOC_TRUOC.txt", "bdg.toml", "dinh_nghia/programme.toml"])
def test_an_old_notepad_shows_what_is_to_be_read(untouched: Path, name: str) -> None:
    text = (untouched / name).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\n") == text.count(b"\r\n") > 4


def test_the_words_to_read_name_the_round_and_its_folders(
    untouched: Path, programme: Programme
) -> None:
    text = (untouched / "DOC_TRUOC.txt").read_text(encoding="utf-8-sig")
    for word in (programme.round.title, "18/12/2023", "bieu_gui_di", "da_nhan", "ket_qua"):
        assert word in text
    assert "{" not in text


def test_making_it_again_changes_nothing(folder: Path) -> None:
    before = contents(folder)
    done = bdg(folder.parent, "init", folder)
    assert (done.returncode, contents(folder)) == (0, before)
    assert "đã đủ; không ghi gì thêm" in done.stdout


def test_only_what_is_missing_is_made_and_nothing_is_written_over(folder: Path) -> None:
    before = contents(folder)
    form = next(iter((folder / "bieu_gui_di").iterdir()))
    form.unlink()
    (folder / "da_nhan").rmdir()
    mine = {"DOC_TRUOC.txt": "của tôi", "ket_qua/bao_cao.docx": "sửa tay", "khac.txt": "khác"}
    for name, text in mine.items():
        (folder / name).write_text(text, encoding="utf-8")
    done = bdg(folder.parent, "init", folder)
    assert done.returncode == 0
    assert "đã có từ trước: chỉ làm thêm 1 tệp còn thiếu" in done.stdout
    assert contents(folder) == before | {name: text.encode() for name, text in mine.items()}
    assert (folder / "da_nhan").is_dir()


def test_a_working_folder_in_another_one_is_refused(folder: Path) -> None:
    done = bdg(folder, "init", "da_nhan/moi")
    assert done.returncode == 2
    assert "nằm trong thư mục làm việc" in done.stderr
    assert not (folder / "da_nhan" / "moi").exists()


def test_another_definition_is_not_put_over_its_own(folder: Path, definition: Path) -> None:
    before = contents(folder)
    done = bdg(folder.parent, "init", folder, "--programme", definition)
    assert (done.returncode, contents(folder)) == (2, before)
    assert "đã có định nghĩa của mình" in done.stderr


def test_a_definition_that_uses_files_elsewhere_is_refused(
    tmp_path: Path, definition: Path
) -> None:
    other = shutil.copytree(definition.parent, tmp_path / "dinh_nghia")
    text = (other / "programme.toml").read_text(encoding="utf-8")
    text = text.replace('"bao_cao.docx"', '"../bao_cao.docx"')
    (other / "programme.toml").write_text(text, encoding="utf-8")
    with pytest.raises(WorkingFolderError, match="ở ngoài thư mục của nó"):
        make_working_folder(tmp_path / "viec", other)
    assert not (tmp_path / "viec").exists()


def test_commands_in_it_or_below_it_need_not_be_told_where_things_are(
    folder: Path, sample_inbox: Path
) -> None:
    shutil.copytree(sample_inbox, folder / "da_nhan", dirs_exist_ok=True)
    done = bdg(folder / "bieu_gui_di", "merge")
    assert done.returncode == 0, done.stderr
    assert "Đã tổng hợp 23/23 đơn vị" in done.stdout
    assert (folder / "ket_qua" / "bao_cao.docx").exists()
    assert bdg(folder, "check").stdout.count("ô được tính") == 23


def test_it_may_be_named_from_outside(folder: Path, sample_inbox: Path) -> None:
    form = next(iter(sample_inbox.iterdir()))
    shutil.copy(form, folder / "da_nhan")
    done = bdg(folder.parent, "merge", folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "ket_qua" / "figures.csv").exists()


def test_its_own_definition_is_the_one_that_counts(folder: Path) -> None:
    own = folder / "dinh_nghia" / "programme.toml"
    text = own.read_text(encoding="utf-8-sig").replace('"Xã Mường So"', '"Xã Mường Mới"')
    own.write_text(text, encoding="utf-8-sig", newline="\r\n")
    done = bdg(folder, "templates")
    assert done.returncode == 0, done.stderr
    assert (folder / "bieu_gui_di" / "xa_03589_xa-muong-moi.xlsx").exists()
    assert not (folder / "input_templates").exists()


def test_a_report_in_it_is_held_against_its_results(folder: Path, sample_inbox: Path) -> None:
    shutil.copytree(sample_inbox, folder / "da_nhan", dirs_exist_ok=True)
    bdg(folder, "merge")
    report = folder / "báo cáo sửa.docx"
    document = Document(str(folder / "ket_qua" / "bao_cao.docx"))
    for element in document.element.body.iter("{*}t"):
        element.text = (element.text or "").replace("3.083/6.290", "3.083/6.291")
    document.save(str(report))
    done = bdg(folder.parent, "verify", report, "--json")
    assert done.returncode == 1, done.stdout
    assert json.loads(done.stdout)["numbers"]["wrong"] > 0


def test_outside_of_any_merge_says_how_to_make_one(tmp_path: Path) -> None:
    done = bdg(tmp_path, "merge")
    assert done.returncode == 2
    assert "bdg init cong_viec" in done.stderr


def test_an_empty_drop_folder_says_what_to_do(folder: Path) -> None:
    for command in ("merge", "check"):
        done = bdg(folder, command)
        assert done.returncode == 2
        assert str(folder / "da_nhan") in done.stderr
        assert "tệp nào" in done.stderr


@pytest.mark.parametrize(
    ("marker", "told"),
    [
        ('inbox = "a"', "thiếu mục forms; thiếu mục output; thiếu mục programme"),
        ("inbox = 3", "inbox phải là tên một thư mục, đặt trong dấu nháy (đang là 3)"),
        ('hop_thu = "a"', "không có mục nào tên là hop_thu"),
        ('inbox = "D:\\nhan"\n x', "sai cú pháp TOML"),
        (b"inbox = \xff", "không phải UTF-8"),
    ],
)
def test_a_marker_with_faults_is_told_with_what_is_expected(
    tmp_path: Path, marker: str | bytes, told: str
) -> None:
    content = marker.encode() if isinstance(marker, str) else marker
    (tmp_path / "bdg.toml").write_bytes(content)
    with pytest.raises(WorkingFolderError) as error:
        find(tmp_path)
    assert told in str(error.value)
    assert 'inbox = "da_nhan"' in str(error.value)


def test_the_marker_may_name_folders_elsewhere(
    folder: Path, tmp_path: Path, sample_inbox: Path
) -> None:
    received = tmp_path / "ổ mạng"
    received.mkdir()
    shutil.copy(next(iter(sample_inbox.iterdir())), received)
    marker = folder / "bdg.toml"
    text = marker.read_text(encoding="utf-8-sig").replace('"da_nhan"', f"'{received}'")
    text = text.replace('"dinh_nghia"', '"dinh_nghia/programme.toml"')
    marker.write_text(text, encoding="utf-8")
    assert bdg(folder, "merge").returncode == 0
    assert bdg(folder.parent, "init", folder).returncode == 0


def test_the_words_to_read_name_the_folders_of_the_marker(folder: Path) -> None:
    marker = folder / "bdg.toml"
    text = marker.read_text(encoding="utf-8-sig").replace('"da_nhan"', '"tep_da_den"')
    marker.write_text(text, encoding="utf-8")
    (folder / "DOC_TRUOC.txt").unlink()
    assert bdg(folder.parent, "init", folder).returncode == 0
    words = (folder / "DOC_TRUOC.txt").read_text(encoding="utf-8-sig")
    assert "tep_da_den" in words
    assert "da_nhan" not in words


def test_no_folder_is_none(tmp_path: Path) -> None:
    assert find(tmp_path) is None


def test_forms_in_it_are_those_of_the_templates_command(
    untouched: Path, tmp_path: Path, programme: Programme
) -> None:
    write_forms(tmp_path, programme)
    assert contents(untouched / "bieu_gui_di") == contents(tmp_path)
