"""What many tests start from: the sample, and LibreOffice to look at outputs as a person would."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn, Protocol

import pytest
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

from bdg_excel.pipeline import run
from bdg_excel.programme import Programme, load_programme
from bdg_excel.results import Results
from bdg_excel.sample import write_sample
from tests.builders import Key, filled, sample_of
from tests.rounds import CODE, Send, state
from tests.table_rows import Row, Typed, collected, rows

# Formulas of a file that is opened are always computed anew: 0 is LibreOffice's "always".
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

PATIENCE = 300
"""After so many seconds a program hangs; a busy machine takes long over LibreOffice's start."""

Convert = Callable[..., list[Path]]
"""``convert(paths, to, outdir, recalculate=False)``: the files made, in the order of `paths`."""


def program(name: str) -> str:
    """The path of a program that tests need: on CI it must be there, elsewhere they are skipped."""
    return shutil.which(name) or missing(name)


def as_people_run_it() -> dict[str, str]:
    """The environment of a process that is measured: no coverage is kept of it."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


def missing(name: str) -> NoReturn:
    """Skips a test that needs `name`; on CI it fails."""
    if os.environ.get("CI"):
        pytest.fail(f"{name} is not installed")
    pytest.skip(f"{name} is not installed")


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """A function that converts files with LibreOffice, in a private profile of this session."""
    office = program("soffice")
    plain = tmp_path_factory.mktemp("profile")
    recalculating = tmp_path_factory.mktemp("profile_recalculating")
    settings = recalculating / "user" / "registrymodifications.xcu"
    settings.parent.mkdir()
    settings.write_text(_RECALCULATE, encoding="utf-8")

    def convert(
        paths: Sequence[Path], to: str, outdir: Path, recalculate: bool = False
    ) -> list[Path]:
        profile = (recalculating if recalculate else plain).as_uri()
        command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
        done = subprocess.run(
            [*command, "--outdir", str(outdir), *map(str, paths)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        made = [outdir / f"{path.stem}.{to.partition(':')[0]}" for path in paths]
        assert all(path.exists() for path in made), done.stderr
        return made

    return convert


@pytest.fixture(scope="session")
def pdf_pages() -> Callable[[Path], list[str]]:
    """A function that gives the text of each page of a PDF."""
    reader = program("pdftotext")

    def pages(pdf: Path) -> list[str]:
        command = [reader, "-layout", "-enc", "UTF-8", str(pdf), "-"]
        text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")
        return text.split("\f")[:-1]

    return pages


@pytest.fixture(scope="session")
def browser() -> Iterator[Chrome]:
    """A Chromium without a window, in a profile of its own; it records what it asks for."""
    options = ChromeOptions()
    options.binary_location = program("chromium")
    # No sandbox: tests may run as root, and all that is opened is made here.
    for switch in ("--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=ChromeService(program("chromedriver")))
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def definition() -> Path:
    """The built-in programme's file."""
    return load_programme()[1]


@pytest.fixture(scope="session")
def programme() -> Programme:
    """The built-in programme."""
    return load_programme()[0]


@pytest.fixture(scope="session")
def sample_inbox(
    tmp_path_factory: pytest.TempPathFactory, programme: Programme, definition: Path
) -> Path:
    """The drop folder of the sample. Nobody writes into it: copy it to change it."""
    inbox = tmp_path_factory.mktemp("mau")
    write_sample(inbox, programme, definition)
    return inbox


@pytest.fixture(scope="session")
def sample_output(
    tmp_path_factory: pytest.TempPathFactory,
    programme: Programme,
    definition: Path,
    sample_inbox: Path,
) -> Path:
    """The output folder of the sample. Nobody writes into it."""
    output = tmp_path_factory.mktemp("ket_qua")
    run(sample_inbox, output, programme, definition)
    return output


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty drop folder."""
    folder = tmp_path / "nop"
    folder.mkdir()
    return folder


class Edited(Protocol):
    """Edits a document in LibreOffice: see `tests/libreoffice_edits.py`."""

    def __call__(self, source: Path, target: Path, *edits: Sequence[object]) -> Path: ...


@pytest.fixture
def edited(tmp_path: Path) -> Edited:
    """A function that edits a document in LibreOffice and saves it as .docx."""
    office, python = program("soffice"), _python_with_uno()

    def edit(source: Path, target: Path, *edits: Sequence[object]) -> Path:
        listed, profile = tmp_path / "edits.json", tmp_path / "profile_of_edits"
        listed.write_text(json.dumps(edits), encoding="utf-8")
        script = Path(__file__).parent / "libreoffice_edits.py"
        command = [python, "-I", script, office, profile, source, target, listed]
        subprocess.run(list(map(str, command)), check=True, timeout=PATIENCE)
        return target

    return edit


def _python_with_uno() -> str:
    """The system's Python: LibreOffice's bridge is installed for that one."""
    for python in ("/usr/bin/python3", *filter(None, [shutil.which("python3")])):
        has_uno = [python, "-I", "-c", "import uno"]
        if Path(python).exists() and not subprocess.run(has_uno, check=False).returncode:
            return python
    missing("python3-uno")


@pytest.fixture
def typed(inbox: Path, programme: Programme, definition: Path) -> Typed:
    """Types rows into the sample form's table, in place of its own, and collects the folder."""

    def typing(*wanted: Row) -> Results:
        results = collected(inbox, programme, definition, rows(*wanted))
        assert results.balance.holds
        return results

    return typing


@pytest.fixture
def send(inbox: Path, programme: Programme, definition: Path) -> Send:
    """Puts a form of Mường So into the drop folder, stating when it was saved."""

    def sent(name: str, saved: str | None = None, **changes: Any) -> Path:
        answers: dict[Key, Any] = sample_of(programme, definition, CODE)
        for question, value in changes.items():
            field, _, part = question.partition("__")
            answers[field, part, 0] = value
        path = filled(inbox, programme, CODE, answers, name)
        state(path, saved)
        return path

    return sent
