"""Makes the README's pictures from the sample itself, so that they stay true.

Needs LibreOffice (``soffice``), Poppler (``pdftoppm``) and ``chromium`` on the path.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PICTURES = ROOT / "docs" / "pictures"
_WIDTH = 900


class Shot(NamedTuple):
    """A page of a file as a picture."""

    picture: str
    file: str
    page: int


class Screen(NamedTuple):
    """A page in a browser's window as a picture; `scale` is pixels of the picture per pixel."""

    picture: str
    place: str
    width: int
    height: int
    scale: float


SHOTS = (
    Shot("form-cover", "mau/xa_03586_xa-nam-xe.xlsx", 1),
    Shot("form", "mau/xa_03586_xa-nam-xe.xlsx", 2),
    Shot("report", "ra/bao_cao.docx", 1),
    Shot("report-annex", "ra/bao_cao.docx", 6),
    Shot("annex", "ra/phu_luc.xlsx", 7),
    Shot("page-print", "trang/ket_qua.html", 1),
)
SCREENS = (
    Screen("page-laptop", "", 1280, 960, 1),
    Screen("page-phone", "#dv-03568", 390, 844, 1.5),
)
_LATE = ("xa_03565", "xa_03580")
"""Forms that have not come yet where the result page is pictured."""


def main() -> None:
    """Runs the sample through and pictures it."""
    from bdg_excel.pipeline import run
    from bdg_excel.programme import load_programme
    from bdg_excel.sample import write_sample

    programme, definition = load_programme()
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bdg_pictures_") as name:
        scratch = Path(name)
        write_sample(scratch / "mau", programme, definition)
        run(scratch / "mau", scratch / "ra", programme, definition)
        fewer = [path for path in (scratch / "mau").iterdir() if path.name[:8] not in _LATE]
        (scratch / "nop").mkdir()
        for path in fewer:
            shutil.copy(path, scratch / "nop")
        run(scratch / "nop", scratch / "trang", programme, definition)
        for shot in SHOTS:
            _take(shot, scratch)
        for screen in SCREENS:
            _look(screen, scratch)


def _take(shot: Shot, scratch: Path) -> None:
    pdf = _pdf(scratch / shot.file, scratch)
    target = PICTURES / shot.picture
    page = ["-f", str(shot.page), "-l", str(shot.page), "-singlefile"]
    size = ["-scale-to-x", str(_WIDTH), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", "-png", *page, *size, pdf, target], check=True)


def _look(screen: Screen, scratch: Path) -> None:
    page = (scratch / "trang" / "ket_qua.html").as_uri() + screen.place
    size = [f"--window-size={screen.width},{screen.height}"]
    scale = [f"--force-device-scale-factor={screen.scale}", "--hide-scrollbars"]
    _browse([*size, *scale, f"--screenshot={PICTURES / screen.picture}.png", page], scratch)


def _browse(words: list[str], scratch: Path) -> None:
    # No sandbox: this may run as root, and what is opened was made here.
    switches = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={scratch / 'web'}"]
    subprocess.run(["chromium", *switches, *words], check=True, capture_output=True)


def _pdf(file: Path, scratch: Path) -> Path:
    made = scratch / f"{file.stem}.pdf"
    if file.suffix == ".html":
        _browse(["--no-pdf-header-footer", f"--print-to-pdf={made}", file.as_uri()], scratch)
    elif not made.exists():
        profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", scratch, file], check=True, capture_output=True)
    return made


if __name__ == "__main__":
    main()
