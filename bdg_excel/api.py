"""What the commands do, for programs: ``import bdg_excel``, then ``bdg_excel.merge(…)``.

Nothing here prints or exits. What a unit typed is never an exception but a finding; what cannot be
done at all is a `BdgError`, with words in Vietnamese that can be shown as they are. Paths may be
strings or ``pathlib.Path``. `programme` is a definition (a folder or its TOML file), None the
built-in one.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from bdg_excel.checks.reply import Reply
from bdg_excel.coverage import Coverage
from bdg_excel.findings import Finding
from bdg_excel.indicators import Figure
from bdg_excel.pipeline import Manner, collect, inspect, make_templates, run
from bdg_excel.pipeline import make_sample as write_sample
from bdg_excel.programme import Unit, load_programme
from bdg_excel.report_check import Checked
from bdg_excel.report_check import check_report as check_finished
from bdg_excel.results import Balance, Results

StrPath = str | os.PathLike[str]

_FIGURES = {
    "indicator": "str",
    "part": "str",
    "label": "str",
    "value": "object",
    "numerator": "object",
    "denominator": "object",
    "percent": "object",
    "printed": "str",
    "units_reported": "int64",
    "units_expected": "int64",
    "missing": "object",
}
"""The columns of the figures, each with its type."""
_WORDS = ("unit_code", "unit", "form", "field", "part", "text", "status", "file", "sheet", "cell")


@dataclass(frozen=True, eq=False)
class Merged:
    """What a merge found.

    ``values`` has a row for each answer cell of each form that counts, in the order of the forms:

    - ``unit_code``, ``unit``, ``form``, ``field``, ``part`` (str): whose answer to what;
    - ``row`` (int64): the row in a table, from 1; 0 outside tables;
    - ``value`` (object): the number, exactly (int or Decimal); None where there is none;
    - ``text`` (str): what was typed; ``status`` (str): ``given``, ``nil``, ``blank``,
      ``not_applicable`` or ``refused``;
    - ``file``, ``sheet``, ``cell`` (str): where it stands.

    ``figures`` has a row for each part of each indicator, in the order of the definition:

    - ``indicator``, ``part``, ``label`` (str);
    - ``value``, ``numerator``, ``denominator`` (object): int or Decimal in the unit of the
      question (people, đồng, …), None where nobody answered or there is no such thing;
    - ``percent`` (object): Decimal, from 0 to 100, rounded half up to the round's decimals; None
      where there is no whole;
    - ``printed`` (str): as the report prints it;
    - ``units_reported``, ``units_expected`` (int64); ``missing`` (object): a tuple of unit codes.

    ``findings`` are all that was found wrong or worth knowing, gravest first; ``balance`` accounts
    for every file and every filled cell; ``units`` are those that count and those that do not;
    ``output`` is where the outputs were written, None if nothing was to be written.
    """

    values: pd.DataFrame
    figures: pd.DataFrame
    findings: tuple[Finding, ...]
    balance: Balance
    units: Coverage
    output: Path | None


@dataclass(frozen=True)
class CheckedForm:
    """One form, looked at alone: `unit` is None where it could not be read as anybody's form.

    `counted` is how many of its cells would be counted.
    """

    path: Path
    unit: Unit | None
    counted: int
    findings: tuple[Finding, ...]


def merge(
    inbox: StrPath,
    output: StrPath | None = None,
    programme: StrPath | None = None,
    *,
    use: Iterable[str] = (),
) -> Merged:
    """Merges the forms in the folder `inbox`; with `output`, writes everything into that folder.

    Without `output` nothing is written. `use` names files of `inbox` that are to count where a unit
    sent several. Raises `InboxError` (no such folder, or nothing in it), `ProgrammeError`,
    `ReportTemplateError` and `OutputError` (then older outputs stay as they were).

    >>> import tempfile
    >>> import bdg_excel
    >>> inbox = tempfile.mkdtemp()
    >>> forms = bdg_excel.make_sample(inbox)
    >>> merged = bdg_excel.merge(inbox)
    >>> merged.units.words, merged.balance.holds
    ('23/23 đơn vị', True)
    >>> figures = merged.figures.set_index(["indicator", "part"])
    >>> figures.loc[("mau_giao", "nu"), ["numerator", "denominator", "percent"]].tolist()
    [3083, 6290, Decimal('49.0')]
    >>> figures.loc[("mau_giao", "nu"), "printed"]
    '3.083/6.290 đạt 49%'
    >>> by_commune = merged.values.query("field == 'mau_giao' and part == 'nu'")
    >>> sum(by_commune["value"])
    3083
    >>> [found.code for found in merged.findings]
    ['sum_mismatch', 'sum_mismatch', 'sum_mismatch', 'sum_mismatch']
    """
    loaded, definition = load_programme(_path(programme))
    target, used = _path(output), (use,) if isinstance(use, str) else tuple(use)
    if target is None:
        return _merged(collect(Path(inbox), loaded, used=used), None)
    results = run(Path(inbox), target, loaded, definition, Manner(used=used))
    return _merged(results, target)


def templates(output: StrPath, programme: StrPath | None = None) -> list[Path]:
    """Makes the empty form of each unit in the folder `output`; their paths, in the roster's order.

    A form that somebody has filled in is not written over: `OutputError`, and nothing is written.

    >>> import tempfile
    >>> import bdg_excel
    >>> made = bdg_excel.templates(tempfile.mkdtemp())
    >>> len(made), made[0].name
    (23, 'xa_03391_xa-lan-nhi-thang.xlsx')
    """
    return make_templates(Path(output), load_programme(_path(programme))[0])


def make_sample(folder: StrPath, programme: StrPath | None = None) -> list[Path]:
    """Makes in `folder` the forms of the definition's sample, filled in; their paths.

    `ProgrammeError` where the definition has no sample.

    >>> import tempfile
    >>> import bdg_excel
    >>> len(bdg_excel.make_sample(tempfile.mkdtemp()))
    23
    """
    return write_sample(Path(folder), *load_programme(_path(programme)))


def check(files: Iterable[StrPath], programme: StrPath | None = None) -> list[CheckedForm]:
    """Looks at each of the forms `files` alone, before it is sent; writes nothing.

    >>> import tempfile
    >>> import bdg_excel
    >>> forms = bdg_excel.make_sample(tempfile.mkdtemp())
    >>> [form] = bdg_excel.check(forms[:1])
    >>> form.unit.name, form.counted, form.findings
    ('Xã Lản Nhì Thàng', 37, ())
    """
    loaded = load_programme(_path(programme))[0]
    checked = inspect([Path(file) for file in files], loaded)
    return [_checked(path, reply, findings) for path, reply, findings in checked]


def _checked(path: Path, reply: Reply | None, findings: Iterable[Finding]) -> CheckedForm:
    unit, counted = (reply.unit, reply.counted) if reply else (None, 0)
    return CheckedForm(path, unit, counted, tuple(findings))


def check_report(report: StrPath, output: StrPath, data: StrPath | None = None) -> Checked:
    """Checks the numbers of a finished report (.docx; .doc and .odt where LibreOffice is there).

    `data` is the output folder of the merge that it came from; without, it is checked by itself.
    ``verify.csv`` and a commented copy go into the folder `output`; the report is only read. Of the
    result, `verdicts` has one entry for each number (`verdict`: ``right``, ``rounded``, ``wrong``,
    ``differs`` or ``unchecked``), `wrong` those that are wrong or doubtful. `ReportError` where the
    report cannot be read, `RecordError` where `data` is no output folder.

    >>> import tempfile
    >>> import bdg_excel
    >>> inbox, output = tempfile.mkdtemp(), tempfile.mkdtemp()
    >>> forms = bdg_excel.make_sample(inbox)
    >>> merged = bdg_excel.merge(inbox, output)
    >>> checked = bdg_excel.check_report(f"{output}/bao_cao.docx", tempfile.mkdtemp(), output)
    >>> [verdict.number for verdict in checked.verdicts if verdict.verdict == "wrong"]
    []
    """
    return check_finished(Path(report), Path(output), _path(data))


def _path(path: StrPath | None) -> Path | None:
    return None if path is None else Path(path)


def _merged(results: Results, output: Path | None) -> Merged:
    return Merged(
        values=results.frame.astype(dict.fromkeys(_WORDS, "str")),
        figures=_figures(results.figures),
        findings=results.findings,
        balance=results.balance,
        units=results.sent,
        output=output,
    )


def _figures(figures: Iterable[Figure]) -> pd.DataFrame:
    rows = [
        {
            "indicator": figure.indicator,
            "part": figure.part,
            "label": figure.label,
            "value": figure.value,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "percent": figure.percent,
            "printed": figure.printed,
            "units_reported": len(figure.coverage.reported),
            "units_expected": figure.coverage.expected,
            "missing": tuple(unit.code for unit in figure.coverage.missing),
        }
        for figure in figures
    ]
    # As objects first: a column of numbers and None would turn into floats.
    return pd.DataFrame(rows, columns=list(_FIGURES), dtype=object).astype(_FIGURES)
