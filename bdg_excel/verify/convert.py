"""Old and open formats become ``.docx`` where LibreOffice stands ready, in a folder of our own."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bdg_excel.errors import ReportError, why

_SECONDS = 120
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
# Named, so that a damaged file is refused and not taken for plain text.
_FILTERS = {".doc": "MS Word 97", ".odt": "writer8", ".rtf": "Rich Text Format"}
# A report from anywhere: no macro of it is run and no picture of it fetched.
_CAREFUL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


@contextmanager
def converted(path: Path, suffix: str) -> Iterator[Path]:
    """A ``.docx`` made from `path`, whose content is of the format that `suffix` names."""
    office = _office()
    if not office:
        raise ReportError(
            f"{path.name} là tệp {suffix}. Máy này không có LibreOffice để đọc; mở bằng Word, "
            "lưu lại thành .docx rồi thử lại."
        )
    with TemporaryDirectory(prefix="bdg_", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # A copy, with a plain name: LibreOffice leaves a lock beside what it opens.
        copy = folder / f"bao_cao{suffix}"
        shutil.copyfile(path, copy)
        _convert(office, copy, folder)
        made = folder / "ra" / "bao_cao.docx"
        if not made.exists():
            raise ReportError(
                f"LibreOffice không đọc được {path.name}: tệp hỏng hoặc có mật khẩu. "
                "Mở bằng Word, lưu lại thành .docx rồi thử lại."
            )
        yield made


def _office() -> str | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _USUAL_PLACES if Path(place).exists()), None)


def _convert(office: str, source: Path, folder: Path) -> None:
    profile = folder / "ho_so"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_CAREFUL, encoding="utf-8")
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command.append(f"--infilter={_FILTERS[source.suffix]}")
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "ra")]
    try:
        process = subprocess.Popen(
            [*command, str(source)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise ReportError(f"Không chạy được LibreOffice ({office}): {why(error)}.") from error
    try:
        process.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise ReportError(
            f"LibreOffice đọc quá {_SECONDS} giây chưa xong. Mở tệp bằng Word, lưu lại thành .docx "
            "rồi thử lại."
        ) from error
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends LibreOffice with all that it started, if it still runs."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
