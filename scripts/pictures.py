"""Makes the README's pictures from the sample itself, so that they stay true.

Needs LibreOffice (``soffice``) and Poppler (``pdftoppm``) on the path.
"""

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


SHOTS = (
    Shot("form-cover", "mau/xa_03586_xa-nam-xe.xlsx", 1),
    Shot("form", "mau/xa_03586_xa-nam-xe.xlsx", 2),
    Shot("report", "ra/bao_cao.docx", 1),
    Shot("report-annex", "ra/bao_cao.docx", 6),
    Shot("annex", "ra/phu_luc.xlsx", 5),
)


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
        for shot in SHOTS:
            _take(shot, scratch)


def _take(shot: Shot, scratch: Path) -> None:
    pdf = _pdf(scratch / shot.file, scratch)
    target = PICTURES / shot.picture
    page = ["-f", str(shot.page), "-l", str(shot.page), "-singlefile"]
    size = ["-scale-to-x", str(_WIDTH), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", "-png", *page, *size, pdf, target], check=True)


def _pdf(file: Path, scratch: Path) -> Path:
    made = scratch / f"{file.stem}.pdf"
    if not made.exists():
        profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", scratch, file], check=True, capture_output=True)
    return made


if __name__ == "__main__":
    main()
