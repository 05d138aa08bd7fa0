"""The page's templates are compiled once, and what is kept of that can do no harm."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from bdg_excel.page import templates

NAME = "ket_qua.html.jinja"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder in which compiled modules are kept, and nothing known from before."""
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    kept = templates._BesideModules()
    Path(kept.directory).mkdir(parents=True)
    _forget()
    yield Path(kept.directory)
    _forget()


def _forget() -> None:
    templates.template.cache_clear()
    templates._environment.cache_clear()


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the templates that Jinja has to compile, as they come."""
    names: list[str] = []
    compile_ = Environment.compile

    def counted(self: Environment, *words: object, **more: object) -> object:
        names.append(NAME)
        return compile_(self, *words, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", counted)
    return names


def test_a_template_is_compiled_once_for_all_runs(folder: Path, compiled: list[str]) -> None:
    templates.template(NAME)
    _forget()
    templates.template(NAME)
    assert len(compiled) == 1
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("place", range(18, 80))
def test_a_damaged_file_stops_nothing(folder: Path, place: int) -> None:
    """What reads it may raise anything."""
    templates.template(NAME)
    [kept] = folder.iterdir()
    whole = bytearray(kept.read_bytes())
    whole[place] = 99
    kept.write_bytes(whole)
    _forget()
    assert templates.template(NAME).name == NAME


@pytest.mark.parametrize("keep", [0, 5, 40, 2000])
def test_what_was_not_written_to_its_end_is_compiled_anew(
    folder: Path, compiled: list[str], keep: int
) -> None:
    templates.template(NAME)
    [kept] = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:keep])
    _forget()
    assert templates.template(NAME).name == NAME
    assert len(compiled) == 2


@pytest.mark.parametrize("changed", ["jinja2.__version__", "bdg_excel.page.templates.text_of"])
def test_another_jinja_and_other_settings_compile_anew(
    folder: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    del folder
    templates.template(NAME)
    monkeypatch.setattr(changed, "4.0" if "version" in changed else lambda _: "autoescape=False")
    _forget()
    templates.template(NAME)
    assert len(compiled) == 2


def test_another_template_is_compiled_anew(folder: Path, compiled: list[str]) -> None:
    del folder
    environment = templates._environment()
    for words in ("một", "hai"):
        environment.loader = DictLoader({NAME: words})
        environment.cache = None
        assert environment.get_template(NAME).render() == words
    assert len(compiled) == 2


def test_where_nobody_may_write_nothing_is_kept(folder: Path, compiled: list[str]) -> None:
    folder.rmdir()
    folder.write_text("no folder")
    templates.template(NAME)
    _forget()
    templates.template(NAME)
    assert len(compiled) == 2


def test_who_wants_no_compiled_files_gets_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    templates.template(NAME)
    assert list(folder.iterdir()) == []
