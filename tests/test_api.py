"""What programs import: types, frames, errors, and the examples of its documentation."""

import doctest
import subprocess
import sys
import tempfile
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

import bdg_excel
from bdg_excel import api
from bdg_excel.programme import Programme
from tests.builders import filled

ROOT = Path(__file__).parent.parent


def test_the_examples_of_its_documentation_are_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testmod(api)
    assert (failed, tried > 20) == (0, True)


def test_importing_it_loads_nothing_until_it_is_used() -> None:
    code = (
        "import sys, bdg_excel\n"
        "print([name for name in sys.modules if name.startswith(('bdg_excel.', 'pandas'))])\n"
        "print(bdg_excel.merge.__module__, 'pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT, check=True
    )
    assert done.stdout.splitlines() == ["[]", "bdg_excel.api True"]


def test_what_it_offers_is_there_documented_and_typed() -> None:
    made_here = (
        one for one in vars(api).values() if getattr(one, "__module__", "") == api.__name__
    )
    public = {one.__name__ for one in made_here if not one.__name__.startswith("_")}
    errors = {name for name in bdg_excel.__all__ if name.endswith("Error")}
    assert set(bdg_excel.__all__) == public | errors
    for name in bdg_excel.__all__:
        assert getattr(bdg_excel, name).__doc__
        assert name in dir(bdg_excel)
    assert (files("bdg_excel") / "py.typed").is_file()
    with pytest.raises(AttributeError, match="khong_co"):
        _ = bdg_excel.khong_co


def test_the_frames_have_the_columns_and_types_that_are_documented(sample_inbox: Path) -> None:
    merged = bdg_excel.merge(str(sample_inbox))
    for frame in (merged.values, merged.figures):
        for column, kind in frame.dtypes.items():
            assert f"``{column}``" in str(bdg_excel.Merged.__doc__), column
            assert str(kind) in ("str", "int64", "object")
    assert merged.values["row"].dtype == merged.figures["units_reported"].dtype == "int64"
    for column in ("value", "numerator", "denominator", "percent"):
        assert not any(isinstance(value, float) for value in merged.figures[column])
    assert {type(value) for value in merged.figures["percent"]} == {Decimal, type(None)}
    assert merged.output is None


def test_the_frames_are_the_files_that_a_merge_writes(sample_inbox: Path, tmp_path: Path) -> None:
    merged = bdg_excel.merge(sample_inbox, tmp_path / "ra")
    assert merged.output == tmp_path / "ra"
    written = pd.read_csv(tmp_path / "ra" / "figures.csv", dtype=str, keep_default_na=False)
    assert written["indicator"].tolist() == merged.figures["indicator"].tolist()
    shown = ["" if value is None else str(value) for value in merged.figures["value"]]
    assert written["value"].tolist() == shown
    assert written["printed"].tolist() == merged.figures["printed"].tolist()


def test_units_that_are_missing_and_what_is_wrong_are_told(
    inbox: Path, programme: Programme
) -> None:
    form = filled(inbox, programme, "03589", {("mau_giao", "nam", 0): "nhiều"})
    merged = bdg_excel.merge(inbox)
    assert [unit.code for unit in merged.units.reported] == ["03589"]
    assert "not_a_number" in [found.code for found in merged.findings]
    assert merged.balance.cells_set_aside == 1
    [row] = merged.figures.query("indicator == 'mau_giao' and part == 'nu'").to_dict("records")
    assert (row["value"], row["units_reported"], "03589" in row["missing"]) == (None, 0, True)
    [checked] = bdg_excel.check([form])
    assert [found.code for found in checked.findings if found.severity == "error"] == [
        "not_a_number"
    ]


def test_what_cannot_be_done_is_an_error_with_words(inbox: Path, tmp_path: Path) -> None:
    with pytest.raises(bdg_excel.InboxError, match="không có tệp nào"):
        bdg_excel.merge(inbox)
    with pytest.raises(bdg_excel.ProgrammeError, match="không mở được tệp"):
        bdg_excel.templates(tmp_path, tmp_path / "khong_co.toml")
    with pytest.raises(bdg_excel.BdgError):
        bdg_excel.check_report(tmp_path / "khong_co.docx", tmp_path)
