"""What each stage costs, as ratios of whole processes measured side by side in one run.

    python scripts/bench.py [N ...] [--runs 3] [--json]    (17, 106, 3,321 and 10,035 by default)

Each stage is a process of its own over the same generated forms (`bench_forms`, `bench_stages`).
CPU is user + system time of the process and of those that it started, as the operating system
counts them; memory is the peak of the sum over the process tree, looked at five times a second
(more would be felt).
What is slow on purpose is left out above 3,321 forms, where it runs for a quarter of an hour. Linux
and macOS.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import psutil

from bench_forms import ROOT, generate
from bench_stages import GOALS, PARTS, SLOW, STAGES, STARTS, Goal

_SLOW_AT_MOST = 3321
"""Of so many forms the slow stages are measured once, of more not at all."""
_LOOK_SECONDS = 0.2


class Cost(NamedTuple):
    """What one process and all that it started took, and what it printed."""

    cpu: float
    wall: float
    peak_mb: float
    printed: str = ""


class Row(NamedTuple):
    """The medians of a stage; CPU against the naive script and bare calamine (0: not measured)."""

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
    rows = _starts(asked.runs)
    for n in asked.n:
        with tempfile.TemporaryDirectory(prefix="bdg_bench_") as scratch:
            rows += measure(n, asked.runs, *generate(Path(scratch), n))
    if asked.json:
        print(json.dumps([row._asdict() for row in rows], indent=2))
    else:
        print(table(rows), goals(rows), sep="\n\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measures a merge against bare readers.")
    parser.add_argument("n", nargs="*", type=int, default=[17, 106, 3321, 10035])
    parser.add_argument("--runs", type=int, default=3, help="runs of each stage, in turn")
    parser.add_argument("--json", action="store_true", help="print rows for programs")
    return parser.parse_args()


def _starts(runs: int) -> list[Row]:
    """What it costs to start: each an average of many, since one is too short to be measured."""
    costs: dict[str, list[Cost]] = {stage: [] for stage in STARTS}
    for _ in range(runs * 5):
        for stage, code in STARTS.items():
            costs[stage].append(_cost(code, []))
    return [_row(stage, 0, taken, 0, 0) for stage, taken in costs.items()]


def measure(n: int, runs: int, definition: Path, inbox: Path) -> list[Row]:
    """The stages in turn, `runs` times, after one round to warm the file cache."""
    arguments = [inbox, definition, inbox.parent / "ra"]
    stages = [stage for stage in STAGES if stage not in SLOW or n <= _SLOW_AT_MOST]
    costs: dict[str, list[Cost]] = {stage: [] for stage in stages}
    _cost(STAGES["calamine"], arguments)
    for _ in range(runs):
        for stage in stages:
            if stage not in SLOW or n < _SLOW_AT_MOST or not costs[stage]:
                costs[stage].append(_cost(STAGES[stage], arguments))
    naive, calamine = _median(costs.get("naive", [])), _median(costs["calamine"])
    rows = [_row(stage, n, taken, naive, calamine) for stage, taken in costs.items()]
    return rows + _parts(n, costs["whole"], naive, calamine)


def _parts(n: int, whole: Sequence[Cost], naive: float, calamine: float) -> list[Row]:
    """What each writer takes of the whole run, as the whole run itself tells."""
    told = [json.loads(cost.printed.splitlines()[-1]) for cost in whole]
    costs = {name: [Cost(one[name], 0, 0) for one in told] for name in PARTS}
    return [_row(f"of it: {name}", n, taken, naive, calamine) for name, taken in costs.items()]


def _row(stage: str, n: int, taken: Sequence[Cost], naive: float, calamine: float) -> Row:
    cpu = _median(taken)
    return Row(
        stage,
        n,
        round(cpu, 4),
        round(statistics.median(cost.wall for cost in taken), 3),
        round(naive / cpu, 2) if cpu else 0,
        round(cpu / calamine, 2) if calamine else 0,
        round(max(cost.peak_mb for cost in taken), 1),
    )


def _median(costs: Sequence[Cost]) -> float:
    return float(statistics.median(cost.cpu for cost in costs)) if costs else 0.0


def _cost(code: str, arguments: Sequence[object]) -> Cost:
    """What a Python process takes that runs `code` with `arguments`."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=_environment(),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    watch = _Watch(process.pid)
    assert process.stdout is not None  # it is a pipe
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = status
    if status:
        sys.exit(f"failed with status {status}: {code}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, watch.peak_mb(), printed)


def _environment() -> dict[str, str]:
    """As `bdg` runs for staff: modules stay compiled, and numpy starts no threads for matrices."""
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**usual, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}


class _Watch:
    """Looks at the memory of a process and of all its children until it ends."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._peak = 0
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        with suppress(psutil.Error):
            while self._process.status() != psutil.STATUS_ZOMBIE:
                self._peak = max(self._peak, self._size())
                time.sleep(_LOOK_SECONDS)

    def _size(self) -> int:
        total = 0
        for one in (self._process, *self._process.children(recursive=True)):
            with suppress(psutil.Error):
                total += one.memory_info().rss
        return total

    def peak_mb(self) -> float:
        """The largest sum that was seen, in MB. What processes share counts for each of them."""
        self._thread.join()
        return self._peak / 2**20


def table(rows: Sequence[Row]) -> str:
    """The rows as Markdown, for the README."""
    lines = [
        "| stage | forms | CPU s | wall s | naive / this | this / calamine | peak MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        cells = (
            row.stage,
            f"{row.n:,}" if row.n else "",
            f"{row.seconds:.3f}" if row.seconds < 1 else f"{row.seconds:.2f}",
            f"{row.wall:.2f}" if row.wall else "",
            f"{row.ratio_naive:.1f}" if row.ratio_naive else "",
            f"{row.ratio_calamine:.2f}" if row.ratio_calamine else "",
            f"{row.peak_mb:.0f}" if row.peak_mb else "",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def goals(rows: Sequence[Row]) -> str:
    """Each goal, what was measured, and whether that meets it."""
    by_place = {(row.stage, row.n): row for row in rows}
    lines = ["| goal | limit | measured | |", "| --- | ---: | ---: | --- |"]
    for goal in GOALS:
        found = _measured(goal, by_place)
        if found is not None:
            verdict = "met" if goal.is_met(found) else "**not met**"
            lines.append(f"| {goal.words} | {goal.sign} {goal.limit:g} | {found:.2f} | {verdict} |")
    return "\n".join(lines)


def _measured(goal: Goal, rows: dict[tuple[str, int], Row]) -> float | None:
    try:
        return goal.measure(lambda stage, n: rows[stage, n])
    except KeyError:  # not all of it was asked for
        return None


if __name__ == "__main__":
    main()
