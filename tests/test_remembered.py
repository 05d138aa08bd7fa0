"""Templates are compiled and definitions checked once; what is kept of that can do no harm."""

import marshal
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from bdg_excel import remembered as module
from bdg_excel.errors import ProgrammeError, ReportTemplateError
from bdg_excel.page import templates
from bdg_excel.programme import Programme, load_programme, loading
from bdg_excel.remembered import folder, remembered
from bdg_excel.report import Context, language, sound_template, template_check
from bdg_excel.report.template_check.survey import Survey, survey
from bdg_excel.report.word_template import WordTemplate
from tests.word_files import paragraph, with_body

NAME = "ket_qua.html.jinja"


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An empty folder in which compiled modules are kept, and nothing known from before."""
    monkeypatch.setattr("sys.pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    _forget()
    yield
    _forget()


def _forget() -> None:
    """What a new process does not know."""
    templates.template.cache_clear()
    templates._environment.cache_clear()
    module._program.cache_clear()


def entries() -> list[Path]:
    return list(folder().glob("*.kept"))


def page() -> None:
    templates.template(NAME)


def report() -> None:
    language._Environment().from_string("{{ a.b }} người")


def definition() -> None:
    load_programme()


USERS = pytest.mark.parametrize("use", [page, report, definition])


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What has to be compiled or checked, as it comes."""
    sources: list[object] = []
    compile_, check = Environment.compile, loading._checked

    def compiled_anew(self: Environment, source: object, *words: object, **more: object) -> object:
        sources.append(source)
        return compile_(self, source, *words, **more)  # type: ignore[call-overload]

    def checked_anew(raw: dict[str, object]) -> object:
        sources.append(raw)
        return check(raw)

    monkeypatch.setattr(Environment, "compile", compiled_anew)
    monkeypatch.setattr(loading, "_checked", checked_anew)
    return sources


@USERS
def test_what_is_compiled_once_serves_all_runs(use: Callable[[], None], made: list[object]) -> None:
    use()
    _forget()
    use()
    assert len(made) == 1
    assert len(entries()) == 1


def test_what_was_kept_is_what_was_made() -> None:
    first = load_programme()[0]
    assert load_programme()[0] == first
    words = language._Environment().from_string("{{ a.b }} <&").render(a={"b": "<"})
    again = language._Environment().from_string("{{ a.b }} <&").render(a={"b": "<"})
    assert words == again == "&lt; <&"


@USERS
@pytest.mark.parametrize("place", [0, 31, 32, 33, 60, -1])
def test_a_damaged_file_stops_nothing(
    use: Callable[[], None], made: list[object], place: int
) -> None:
    """What is made of damaged code may do anything, up to the end of the process."""
    use()
    [kept] = entries()
    whole = bytearray(kept.read_bytes())
    whole[place] ^= 255
    kept.write_bytes(whole)
    _forget()
    use()
    assert len(made) == 2


@USERS
@pytest.mark.parametrize("keep", [0, 5, 32, 40, 2000])
def test_what_was_not_written_to_its_end_is_made_anew(
    use: Callable[[], None], made: list[object], keep: int
) -> None:
    use()
    [kept] = entries()
    kept.write_bytes(kept.read_bytes()[: min(keep, kept.stat().st_size - 1)])
    _forget()
    use()
    assert len(made) == 2


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is taken for the program's, with a module, a folder of modules, a library."""
    place = tmp_path / "program"
    (place / "rooms").mkdir(parents=True)
    (place / "rooms" / "module.py").write_text("a = 1")
    (place / "library.py").write_text("a = 1")
    monkeypatch.setattr(module, "_PACKAGE", place / "rooms")
    monkeypatch.setattr(module, "_LIBRARIES", ("library", "not_there"))
    monkeypatch.syspath_prepend(place)
    return place


@USERS
@pytest.mark.parametrize("changed", ["rooms/module.py", "rooms/new.py", "library.py", "python"])
def test_another_program_or_library_or_python_makes_anew(
    use: Callable[[], None],
    made: list[object],
    program: Path,
    monkeypatch: pytest.MonkeyPatch,
    changed: str,
) -> None:
    use()
    _forget()
    use()
    assert len(made) == 1
    if changed == "python":
        monkeypatch.setattr("sys.version", "4.0")
    else:
        (program / changed).write_text("a = 2")
    _forget()
    use()
    assert len(made) == 2


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_what_lies_among_the_modules_stops_nothing(made: list[object], program: Path) -> None:
    """Editors and other systems leave files there that are no modules."""
    (program / "rooms" / "._module.py").write_bytes(b"\x00\x05\x16\x07\xb0")
    (program / "rooms" / ".#module.py").symlink_to("nobody@nowhere.1234")
    definition()
    _forget()
    definition()
    assert len(made) == 1


def test_a_program_without_files_remembers_nothing(made: list[object], program: Path) -> None:
    """Nobody could tell whether it is still the one that made an entry."""
    (program / "rooms" / "module.py").unlink()
    for _ in range(2):
        definition()
        _forget()
    assert len(made) == 2
    assert not folder().exists()


def test_another_text_under_the_same_name_is_compiled_anew(made: list[object]) -> None:
    for words in ("một", "hai"):
        environment = templates._environment()
        environment.loader = DictLoader({NAME: words})
        assert environment.get_template(NAME).render() == words
        _forget()
    assert len(made) == 2


def test_what_goes_wrong_with_remembering_stops_nothing() -> None:
    """No bytes hold a function."""
    assert remembered("a", marshal, lambda: abs, "x") is abs
    assert entries() == []


def test_an_edited_definition_is_checked_anew(
    definition_at: Callable[[str, str], Path], made: list[object]
) -> None:
    load_programme(definition_at("2023", "2023"))
    programme, _ = load_programme(definition_at("Tháng hành động", "Tháng hành động nọ"))
    assert "Tháng hành động nọ" in programme.round.title
    assert len(made) == 2


def test_a_wrong_definition_is_never_kept(definition_at: Callable[[str, str], Path]) -> None:
    path = definition_at("period_start", "period_begin")
    for _ in range(2):
        with pytest.raises(ProgrammeError, match="period_begin"):
            load_programme(path)
    assert not folder().exists()


@pytest.fixture
def definition_at(tmp_path: Path) -> Callable[[str, str], Path]:
    """A copy of the built-in definition with something replaced."""
    text = load_programme()[1].read_text(encoding="utf-8")
    for kept in folder().iterdir():
        kept.unlink()
    folder().rmdir()

    def edited(old: str, new: str) -> Path:
        path = tmp_path / "programme.toml"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return edited


@pytest.fixture
def surveyed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the Word templates that have to be checked, as they come."""
    names: list[str] = []

    def anew(template: WordTemplate, context: Context) -> Survey:
        names.append(template.name)
        return survey(template, context)

    monkeypatch.setattr(template_check, "survey", anew)
    return names


def test_a_word_template_is_checked_once_for_each_definition(
    definition: Path, programme: Programme, surveyed: list[str]
) -> None:
    source = definition.parent / programme.report_template
    first = sound_template(source, programme)
    _forget()
    again = sound_template(source, programme)
    assert len(surveyed) == 1
    assert again[1:] == first[1:]
    assert first.printed
    fewer = replace(programme, charts=())
    assert sound_template(source, fewer).printed == first.printed
    assert len(surveyed) == 2


def test_an_edited_word_template_is_checked_anew(
    definition: Path, programme: Programme, surveyed: list[str], tmp_path: Path
) -> None:
    """And one with a fault is told of each time."""
    source = definition.parent / programme.report_template
    sound_template(source, programme)
    shutil.copy(source, tmp_path / "bao_cao.docx")
    sound_template(tmp_path / "bao_cao.docx", programme)
    assert len(surveyed) == 1
    wrong = with_body(tmp_path / "sai.docx", paragraph("{{ khong_co.tong }}"))
    for _ in range(2):
        with pytest.raises(ReportTemplateError, match="khong_co"):
            sound_template(wrong, programme)
    assert len(surveyed) == 3


def test_the_newest_are_kept() -> None:
    """A definition is edited a hundred times before a round begins."""
    for number in range(120):
        assert remembered("size", marshal, partial(abs, number), str(number)) == number
        for path in folder().iterdir():
            os.utime(path, (path.stat().st_mtime - 10, path.stat().st_mtime - 10))
    assert len(entries()) == module._MOST
    assert remembered("size", marshal, partial(abs, -1), "119") == 119
    assert remembered("size", marshal, partial(abs, -1), "0") == 1


def test_one_that_cannot_be_forgotten_keeps_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run may hold it open, or have forgotten it already."""
    unlink = Path.unlink
    remembered("size", marshal, partial(abs, 1), "held")
    [held] = entries()
    os.utime(held, (0, 0))

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path == held:
            raise PermissionError(path)
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)
    for number in range(120):
        remembered("size", marshal, partial(abs, number), str(number))
    assert len(entries()) == module._MOST + 1


@USERS
def test_where_nobody_may_write_nothing_is_kept(
    use: Callable[[], None], made: list[object]
) -> None:
    folder().parent.mkdir(parents=True)
    folder().write_text("no folder")
    use()
    _forget()
    use()
    assert len(made) == 2


@USERS
def test_who_wants_no_compiled_files_gets_none(
    use: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    use()
    assert not folder().exists()
