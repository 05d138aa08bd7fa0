"""Makes the pictures of the README and of the guide from the sample itself, so that they stay true.

Needs LibreOffice (``soffice``), Poppler (``pdftoppm``) and ``chromium`` on the path.
"""

import shutil
import subprocess
import sys
import tempfile
from itertools import chain
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PICTURES = ROOT / "docs" / "pictures"
_WIDTH = 900

_Answers = dict[tuple[str, str, int], int | str]
Box = tuple[float, float, float, float]
"""Left, top, width and height of a part of a page, in widths of the page."""


class Shot(NamedTuple):
    """A page of a file as a picture, or the `part` of it; `width` is that of the page in pixels."""

    picture: str
    file: str
    page: int
    part: Box | None = None
    width: int = _WIDTH


class Screen(NamedTuple):
    """A page in a browser's window as a picture; `scale` is pixels of the picture per pixel."""

    picture: str
    place: str
    width: int
    height: int
    scale: float


_UNIT = "03586"
_FORM = "xa_03586_xa-nam-xe.xlsx"
_WIDE = 1250
SHOTS = (
    Shot("form", f"mau/{_FORM}", 2),
    Shot("form-cover", f"dien/{_FORM}", 1, (0.05, 0.04, 0.91, 0.66), _WIDE),
    Shot("form-filling", f"dien/{_FORM}", 2, (0.08, 0.04, 0.85, 0.604), _WIDE),
    Shot("form-table", f"mau/{_FORM}", 3, (0.03, 0.03, 0.94, 0.335), _WIDE),
    Shot("form-list", f"sai/ra/tra_lai/{_FORM}", 1, (0.03, 0.03, 0.94, 0.362), _WIDE),
    Shot("form-returned", f"sai/ra/tra_lai/{_FORM}", 3, (0.08, 0.04, 0.85, 0.491), _WIDE),
    Shot("report", "ra/bao_cao.docx", 1, None, 840),
    Shot("report-opinions", "ra/bao_cao.docx", 5, (0.1, 0.07, 0.85, 0.78)),
    Shot("report-annex", "ra/bao_cao.docx", 6),
    Shot("annex-first", "ra/phu_luc.xlsx", 1),
    Shot("annex-charts", "ra/phu_luc.xlsx", 2, (0.04, 0.04, 0.92, 0.82)),
    Shot("annex", "ra/phu_luc.xlsx", 7),
    Shot("page-print", "trang/ket_qua.html", 1),
    Shot("page-figure", "trang/ket_qua.html", 4, (0.05, 0.07, 0.9, 0.535), 1100),
)
SCREENS = (
    Screen("page-laptop", "", 1280, 960, 1),
    Screen("page-phone", "#dv-03568", 390, 844, 1.5),
)
_LATE = ("xa_03565", "xa_03580")
"""Forms that have not come yet where the result page is pictured."""
_FILLED = ("dao_tao_nghe", "mau_giao")
_SO_FAR: _Answers = {
    ("dao_tao_nghe", "nu", 0): "Không",
    ("tieu_hoc", "tong", 0): 745,
    ("tieu_hoc", "nam", 0): 389,
    ("tieu_hoc", "nu", 0): 365,
}
"""What is answered, and what else, in the form that is pictured while somebody fills it."""
_MISTAKES: _Answers = {
    ("mau_giao", "tong", 0): "467 cháu, nam 245",
    ("tieu_hoc", "nu", 0): 365,
    ("dao_tao_nghe", "nu", 0): "khoảng 40",
}
"""What is typed wrong in the form that is pictured as it goes back."""


def main() -> None:
    """Runs the sample through and pictures it."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bdg_pictures_") as name:
        scratch = Path(name)
        _run_sample(scratch)
        for shot in SHOTS:
            _take(shot, scratch)
        for screen in SCREENS:
            _look(screen, scratch)


# ---------------------------------------------------------------- What is pictured


def _run_sample(scratch: Path) -> None:
    from bdg_excel.pipeline import run
    from bdg_excel.programme import load_programme
    from bdg_excel.sample import sample_answers, write_sample

    programme, definition = load_programme()
    write_sample(scratch / "mau", programme, definition)
    run(scratch / "mau", scratch / "ra", programme, definition)
    (scratch / "nop").mkdir()
    for path in (scratch / "mau").iterdir():
        if path.name[:8] not in _LATE:
            shutil.copy(path, scratch / "nop")
    run(scratch / "nop", scratch / "trang", programme, definition)
    answers = sample_answers(programme, definition)[_UNIT]
    begun = {key: value for key, value in answers.items() if key[0] in _FILLED}
    _fill(scratch / "dien", begun | _SO_FAR)
    _fill(scratch / "sai" / "nop", answers | _MISTAKES)
    run(scratch / "sai" / "nop", scratch / "sai" / "ra", programme, definition)


def _fill(folder: Path, answers: _Answers) -> None:
    from bdg_excel.layout import layouts
    from bdg_excel.programme import load_programme
    from bdg_excel.template import write_form

    programme = load_programme()[0]
    unit = programme.units_by_code[_UNIT]
    write_form(folder / _FORM, programme, layouts(programme)[unit.form], unit, answers)


# ---------------------------------------------------------------- Pictures


def _take(shot: Shot, scratch: Path) -> None:
    pdf = _pdf(scratch / shot.file, scratch)
    target = PICTURES / shot.picture
    page = ["-f", str(shot.page), "-l", str(shot.page), "-singlefile"]
    size = ["-scale-to-x", str(shot.width), "-scale-to-y", "-1"]
    lengths = [str(round(length * shot.width)) for length in shot.part or ()]
    crop = chain.from_iterable(zip(("-x", "-y", "-W", "-H"), lengths, strict=False))
    subprocess.run(["pdftoppm", "-png", *page, *size, *crop, pdf, target], check=True)


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
    made = scratch / "pdf" / file.relative_to(scratch).with_suffix(".pdf")
    if made.exists():
        return made
    made.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".html":
        _browse(["--no-pdf-header-footer", f"--print-to-pdf={made}", file.as_uri()], scratch)
        return made
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", made.parent, file], check=True, capture_output=True)
    return made


if __name__ == "__main__":
    main()
