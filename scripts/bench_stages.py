"""The stages of the bench, each the code of a process, and the goals that they are held to.

A stage's arguments: the drop folder, the definition, a folder to write into.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

_CALAMINE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in sorted(Path(sys.argv[1]).iterdir()):
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""
_LOAD = """
import sys
from pathlib import Path
import pandas as pd
for path in sorted(Path(sys.argv[1]).iterdir()):
    pd.read_excel(path, engine="openpyxl", sheet_name=None)
"""
_NAIVE = '''
"""What somebody would write in an afternoon: load, concatenate, group, write with to_excel."""
import sys
from pathlib import Path
import pandas as pd
tables = []
for path in sorted(Path(sys.argv[1]).iterdir()):
    for name, sheet in pd.read_excel(path, engine="openpyxl", sheet_name=None, header=None).items():
        if str(sheet.iat[0, 0]).startswith("bdg:") and name[0] != "_" and len(sheet.columns) > 6:
            sheet.columns = [str(cell) for cell in sheet.iloc[0]]
            asked = [c for c in sheet.columns[1:] if c != "nan" and not c.startswith("_")]
            long = sheet.iloc[1:].melt(sheet.columns[0], asked, "part", "value").dropna()
            tables.append(long.set_axis(["field", "part", "value"], axis=1).assign(
                file=path.name, sheet=name))
detail = pd.concat(tables)
numbers = detail.assign(value=pd.to_numeric(detail["value"], errors="coerce"))
sums = numbers.groupby(["field", "part"])["value"].agg(["sum", "count"])
with pd.ExcelWriter(sys.argv[3] + "_naive.xlsx", engine="xlsxwriter") as book:
    sums.to_excel(book, sheet_name="sums")
    detail.to_excel(book, sheet_name="detail", index=False)
'''
_FIGURES = """
import sys
from pathlib import Path
from bdg_excel.collection import collect
from bdg_excel.programme import load_programme
programme, _ = load_programme(Path(sys.argv[2]))
assert len(collect(Path(sys.argv[1]), programme).replies) == len(list(Path(sys.argv[1]).iterdir()))
"""
_WHOLE = """
import gc, json, sys, time
from bdg_excel.cli import RARELY, main
gc.set_threshold(RARELY)  # as `main` does it before it loads what follows
from bdg_excel import pipeline
taken = {}
def timed(write):
    def run(*words, **more):
        start = time.process_time()
        made = write(*words, **more)
        taken[write.__name__] = taken.get(write.__name__, 0) + time.process_time() - start
        return made
    return run
for name in ("write_report", "write_annex", "write_page", "write_returned", "write_records"):
    setattr(pipeline, name, timed(getattr(pipeline, name)))
inbox, definition, output = sys.argv[1:]
sys.argv[1:] = ["merge", inbox, "--output", output, "--programme", definition, "--quiet"]
try:
    main()
except SystemExit as ended:
    if ended.code not in (0, 1):
        raise
print(json.dumps({name.removeprefix("write_"): cost for name, cost in taken.items()}))
"""
_FORMS = """
import sys
from pathlib import Path
from bdg_excel.programme import load_programme
from bdg_excel.template import write_forms
write_forms(Path(sys.argv[3] + "_bieu"), load_programme(Path(sys.argv[2]))[0])
"""
_SCRATCH = """
import sys
from pathlib import Path
from bdg_excel.layout import layouts
from bdg_excel.programme import load_programme
from bdg_excel.template import form_name, write_form
programme, _ = load_programme(Path(sys.argv[2]))
forms = layouts(programme)
for unit in programme.units:
    write_form(Path(sys.argv[3] + "_bieu_goc") / form_name(unit), programme, forms[unit.form], unit)
"""
STAGES = {
    "calamine": _CALAMINE,
    "pandas load": _LOAD,
    "naive": _NAIVE,
    "figures": _FIGURES,
    "whole": _WHOLE,
    "forms": _FORMS,
    "forms one by one": _SCRATCH,
}
SLOW = ("pandas load", "naive", "forms one by one")
PARTS = ("report", "annex", "page", "returned", "records")
"""What the whole run tells of itself."""

_IMPORTS = """
import babel.numbers, docxtpl, jinja2, lxml.etree, pandas, psutil, pydantic, python_calamine
import rapidfuzz, xlsxwriter, zlib_ng.zlib_ng
"""
STARTS = {
    "python -c pass": "pass",
    "bdg --help": "import sys; sys.argv[1:] = ['--help']; from bdg_excel.cli import main; main()",
    "imports": _IMPORTS,
}
"""What a start costs: nothing, the help, the libraries that a merge cannot do without."""

_Rows = Callable[[str, int], Any]


class Goal(NamedTuple):
    """A limit for something measured; `measure` takes a way to look up rows by stage and forms."""

    words: str
    limit: float
    measure: Callable[[_Rows], float]
    least: bool = False

    @property
    def sign(self) -> str:
        """How the measurement must stand to the limit."""
        return "≥" if self.least else "≤"

    def is_met(self, found: float) -> bool:
        """Whether `found` keeps to the limit."""
        return found >= self.limit if self.least else found <= self.limit


def _ratio(of: str, per: str, n: int, column: str = "seconds", start: int | None = None) -> Any:
    first = n if start is None else start
    return lambda rows: getattr(rows(of, n), column) / getattr(rows(per, first), column)


def _flat(stage: str, few: int, many: int) -> Callable[[_Rows], float]:
    return lambda rows: (rows(stage, many).seconds / many) / (rows(stage, few).seconds / few)


GOALS = (
    Goal(
        "wall time up to the figures / calamine, 3,321",
        1.0,
        _ratio("figures", "calamine", 3321, "wall"),
    ),
    Goal("CPU up to the figures / calamine, 3,321", 1.6, _ratio("figures", "calamine", 3321)),
    Goal(
        "CPU of the naive script / whole run, 3,321", 10, _ratio("naive", "whole", 3321), least=True
    ),
    Goal("memory of the process tree, 3,321 (MB)", 400, lambda rows: rows("whole", 3321).peak_mb),
    Goal(
        "memory of the process tree, 10,035 (MB)", 1024, lambda rows: rows("whole", 10035).peak_mb
    ),
    Goal("cost of a form at 10,035 / at 106, whole run", 1.3, _flat("whole", 106, 10035)),
    Goal("cost of a form at 10,035 / at 3,321, whole run", 1.3, _flat("whole", 3321, 10035)),
    Goal(
        "forms one by one / forms by copies, 3,321",
        8,
        _ratio("forms one by one", "forms", 3321),
        least=True,
    ),
    Goal("`bdg --help` / `python -c pass`", 8, _ratio("bdg --help", "python -c pass", 0)),
    Goal("whole run of 17 forms / its imports", 3, _ratio("whole", "imports", 17, start=0)),
)
