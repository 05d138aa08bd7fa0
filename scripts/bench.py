"""What a merge costs, as ratios of whole processes measured side by side in one run.

    python scripts/bench.py [N ...] [--runs 3] [--json]     (17, 106 and 3,321 forms by default)

Each stage is a process of its own over the same generated forms: a bare python-calamine read and a
``pandas.read_excel(engine="openpyxl", sheet_name=None)`` load to compare with, the merge up to the
figures, and the whole run with all its outputs. CPU is user + system time, memory the peak of the
process; both as the operating system counts them. Linux and macOS.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bdg_excel.sample import Answers  # noqa: E402

_CALAMINE = """
import sys
from pathlib import Path
from python_calamine import CalamineWorkbook
for path in sorted(Path(sys.argv[1]).iterdir()):
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""
_PANDAS = """
import sys
from pathlib import Path
import pandas as pd
for path in sorted(Path(sys.argv[1]).iterdir()):
    pd.read_excel(path, engine="openpyxl", sheet_name=None)
"""
_FIGURES = """
import sys
from pathlib import Path
from bdg_excel.pipeline import collect
from bdg_excel.programme import load_programme
programme, _ = load_programme(Path(sys.argv[2]))
assert len(collect(Path(sys.argv[1]), programme).replies) == len(list(Path(sys.argv[1]).iterdir()))
"""
_WHOLE = """
import sys
from pathlib import Path
from bdg_excel.pipeline import run
from bdg_excel.programme import load_programme
programme, definition = load_programme(Path(sys.argv[2]))
run(Path(sys.argv[1]), Path(sys.argv[3]), programme, definition)
"""
STAGES = {"calamine": _CALAMINE, "pandas": _PANDAS, "figures": _FIGURES, "whole": _WHOLE}


class Cost(NamedTuple):
    """What one process took."""

    cpu: float
    wall: float
    peak_mb: float


class Row(NamedTuple):
    """The medians of a stage, and its CPU against the two ways to compare with."""

    stage: str
    n: int
    seconds: float
    wall: float
    ratio_naive: float
    ratio_calamine: float
    peak_mb: float


def main() -> None:
    """Measures what the command line asks for and prints it."""
    asked = _arguments()
    rows: list[Row] = []
    for n in asked.n:
        with tempfile.TemporaryDirectory(prefix="bdg_bench_") as scratch:
            definition, inbox = generate(Path(scratch), n)
            rows += measure(n, asked.runs, definition, inbox)
    print(json.dumps([row._asdict() for row in rows], indent=2) if asked.json else table(rows))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures a merge against bare readers.")
    parser.add_argument("n", nargs="*", type=int, default=[17, 106, 3321], help="numbers of forms")
    parser.add_argument("--runs", type=int, default=3, help="runs of each stage, in turn")
    parser.add_argument("--json", action="store_true", help="print rows for programs")
    return parser.parse_args()


def generate(scratch: Path, n: int) -> tuple[Path, Path]:
    """A programme with `n` communes, and their filled forms in a drop folder."""
    definition, inbox = _definition(scratch, n), scratch / "nop"
    inbox.mkdir()
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(_fill, *zip(*_shares(definition, inbox, n, workers), strict=True)))
    return definition, inbox


def _shares(
    definition: Path, inbox: Path, n: int, workers: int
) -> Iterator[tuple[Path, Path, range]]:
    for worker in range(workers):
        yield definition, inbox, range(worker, n, workers)


def _definition(scratch: Path, n: int) -> Path:
    """The built-in definition with `n` communes in place of its own."""
    from bdg_excel.programme import load_programme

    _, source = load_programme()
    before, _, rest = source.read_text(encoding="utf-8").partition("[[units]]")
    offices = rest[rest.index('[[units]]\ncode = "LDTBXH"') :]
    communes = "".join(
        f'[[units]]\ncode = "{number:05d}"\nname = "Xã thứ {number}"\nform = "xa"\n\n'
        for number in range(1, n + 1)
    )
    folder = scratch / "dinh_nghia"
    folder.mkdir()
    (folder / "programme.toml").write_text(before + communes + offices, encoding="utf-8")
    for name in ("bao_cao.docx", "sample.csv"):
        (folder / name).write_bytes((source.parent / name).read_bytes())
    return folder / "programme.toml"


def _fill(definition: Path, inbox: Path, numbers: Sequence[int]) -> None:
    from bdg_excel.layout import layouts
    from bdg_excel.programme import load_programme
    from bdg_excel.sample import sample_answers
    from bdg_excel.template import form_name, write_form

    # Forms without faults: what it costs to give one back is said apart.
    sample = [a for a in sample_answers(*load_programme()).values() if _adds_up(a)]
    programme, _ = load_programme(definition)
    form = layouts(programme)["xa"]
    for number in numbers:
        unit = programme.units[number]
        answers = _shifted(sample[number % len(sample)], number // len(sample))
        write_form(inbox / form_name(unit), programme, form, unit, answers)


def _adds_up(answers: Answers) -> bool:
    """Whether these are a commune's answers, with nam and nữ adding up wherever both are asked."""
    asked = [key[0] for key in answers if key[1] == "nam" and key[2] == 0]
    sums = ([int(answers[field, part, 0]) for part in ("tong", "nam", "nu")] for field in asked)
    return bool(asked) and all(total == nam + nu for total, nam, nu in sums)


def _shifted(answers: Answers, by: int) -> Answers:
    """The sample's answers with other numbers that add up as well: no two units are the same."""
    return {
        key: value + by if isinstance(value, int) and key[1] in ("tong", "nam") else value
        for key, value in answers.items()
    }


def measure(n: int, runs: int, definition: Path, inbox: Path) -> list[Row]:
    """The stages in turn, `runs` times, after one round to warm the file cache."""
    costs: dict[str, list[Cost]] = {stage: [] for stage in STAGES}
    _cost("calamine", definition, inbox)
    for _ in range(runs):
        for stage, taken in costs.items():
            taken.append(_cost(stage, definition, inbox))
    naive, calamine = (_median(costs[stage], "cpu") for stage in ("pandas", "calamine"))
    return [
        Row(
            stage,
            n,
            round(_median(taken, "cpu"), 3),
            round(_median(taken, "wall"), 3),
            round(naive / _median(taken, "cpu"), 2),
            round(_median(taken, "cpu") / calamine, 2),
            round(_median(taken, "peak_mb"), 1),
        )
        for stage, taken in costs.items()
    ]


def _median(costs: Sequence[Cost], of: str) -> float:
    return float(statistics.median(getattr(cost, of) for cost in costs))


def _cost(stage: str, definition: Path, inbox: Path) -> Cost:
    command = [sys.executable, "-c", STAGES[stage], inbox, definition, inbox.parent / "ra"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    process = subprocess.Popen(list(map(str, command)), env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"{stage} failed with status {status}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * unit / 2**20)


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown, for the README."""
    lines = [
        "| stage | forms | CPU s | wall s | pandas load / this | this / calamine | peak MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        cells = (
            row.stage,
            f"{row.n:,}",
            f"{row.seconds:.2f}",
            f"{row.wall:.2f}",
            f"{row.ratio_naive:.1f}",
            f"{row.ratio_calamine:.2f}",
            f"{row.peak_mb:.0f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
