"""Workers that die, hang or bloat hurt nobody but the item that they were at."""

import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import psutil
import pytest

from bdg_excel.errors import BdgError
from bdg_excel.intake import isolation
from bdg_excel.intake.isolation import Failure, Limits, isolated

LIMITS = Limits(seconds=1.5, megabytes=150)
JOB, WORKER, TOUCH = f"{__name__}:job", f"{__name__}:worker", f"{__name__}:touch"


def job(shared: str, item: str, again: bool) -> tuple[str, str, bool]:
    """What a worker is asked to do here: imported by it, so it must stand in a module."""
    match item:
        case "dies":
            os.abort()
        case "dies once" if not again:
            os.abort()
        case "hangs":
            time.sleep(60)
        case "bloats":
            hoard = [b"x" * (2**20 + number) for number in range(4_000)]
            return shared, str(len(hoard)), again
        case "raises":
            raise TypeError(item)
        case "panics":
            raise SystemExit(item)
        case "prints":
            os.write(1, b"noise")
            print("noise", file=sys.stderr)  # noqa: T201
        case _:
            pass
    return shared, item, again


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def reason(result: object) -> str:
    assert isinstance(result, Failure)
    return result.reason


def done(work: AbstractContextManager[Iterator[Any]]) -> list[Any]:
    with work as results:
        return list(results)


def test_the_others_are_done_in_their_order() -> None:
    items = ["a", "dies", "b", "raises", "panics", "prints", "c"]
    results = done(isolated(JOB, "x", items, LIMITS))
    assert [results[at] for at in (0, 2, 5, 6)] == [("x", items[at], False) for at in (0, 2, 5, 6)]
    assert "dừng đột ngột" in reason(results[1])
    assert "TypeError tại test_isolation.py" in reason(results[3])
    assert "SystemExit" in reason(results[4])


def test_an_item_is_tried_again_in_a_fresh_worker_before_it_is_blamed() -> None:
    assert done(isolated(JOB, "x", ["dies once", "a"], LIMITS)) == [
        ("x", "dies once", True),
        ("x", "a", False),
    ]


def test_a_worker_that_takes_too_long_is_ended() -> None:
    start = time.monotonic()
    results = done(isolated(JOB, "x", ["hangs", "a"], LIMITS))
    assert reason(results[0]) == "đọc quá 1.5 giây vẫn chưa xong"
    assert results[1] == ("x", "a", False)
    assert time.monotonic() - start < 30


def test_a_worker_that_takes_too_much_is_ended() -> None:
    results = done(isolated(JOB, "x", ["bloats", "a"], LIMITS._replace(seconds=20)))
    assert "bộ nhớ" in reason(results[0])
    assert results[1] == ("x", "a", False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the watch is the only bound")
def test_the_watch_alone_bounds_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where a process cannot be told how much it may take."""
    monkeypatch.setattr("bdg_excel.intake.isolation._CODE", _WITHOUT_BOUND)
    results = done(isolated(JOB, "x", ["bloats", "a"], LIMITS._replace(seconds=20)))
    assert reason(results[0]) == "cần hơn 150 MB bộ nhớ"
    assert results[1] == ("x", "a", False)


_WITHOUT_BOUND = """
import sys
sys.path[:] = sys.argv[2:]
from bdg_excel.intake.worker import serve
serve(100_000)
"""


def test_many_items_come_back_in_their_order_and_no_process_is_left() -> None:
    before = _running()
    items = [str(number) for number in range(200)]
    assert done(isolated(JOB, "x", items)) == [("x", item, False) for item in items]
    assert _running() <= before


def _running() -> set[int]:
    """The processes that this one has started: those of other tests may end meanwhile."""
    return {child.pid for child in psutil.Process().children()}


def worker(shared: float, item: int, again: bool) -> int:
    """Who did it, once `shared` seconds have gone by."""
    del item, again
    time.sleep(shared)
    return os.getpid()


def test_few_items_need_one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A start costs as much as fifty forms: what is left by then is done sooner."""
    monkeypatch.setattr("bdg_excel.intake.isolation._LATER_SECONDS", 0.001)
    started = _starts(monkeypatch)
    assert len(done(isolated(WORKER, 0.0, range(20), Limits()))) == 20
    assert len(started) == 1


def _starts(monkeypatch: pytest.MonkeyPatch) -> list[Limits]:
    """The processes that are started, as they come."""
    started: list[Limits] = []

    def start(limits: Limits) -> Any:
        started.append(limits)
        return process(limits)

    process = isolation._process
    monkeypatch.setattr("bdg_excel.intake.isolation._process", start)
    return started


@pytest.mark.skipif(_processors() < 2, reason="one processor has one worker")
def test_a_slow_item_does_not_hold_up_all_others() -> None:
    assert len(set(done(isolated(WORKER, 1.0, range(8), Limits())))) > 1


@pytest.mark.skipif(_processors() < 2, reason="one processor has one worker")
def test_a_second_worker_that_cannot_start_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Limits] = []

    def starts_once(limits: Limits) -> Any:
        started.append(limits)
        if len(started) > 1:
            raise BdgError("no more processes")
        return process(limits)

    process = isolation._process
    monkeypatch.setattr("bdg_excel.intake.isolation._process", starts_once)
    assert len(set(done(isolated(WORKER, 1.0, range(8), Limits())))) == 1
    assert len(started) > 1


def touch(shared: str, item: str, again: bool) -> str:
    """Leaves a file behind."""
    del shared, again
    Path(item).touch()
    return item


def test_work_begins_before_its_results_are_asked_for(tmp_path: Path) -> None:
    made = tmp_path / "made"
    with isolated(TOUCH, "", [str(made)]) as results:
        deadline = time.monotonic() + 60
        while not made.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        assert made.exists()
        assert list(results) == [str(made)]


@pytest.mark.parametrize("item", ["hangs", "bloats"])
def test_limits_hold_while_nobody_asks_for_results(
    item: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parent may be at other work: it checks the template while forms are read."""
    monkeypatch.setattr("bdg_excel.intake.isolation._CODE", _WITHOUT_BOUND)
    before = _running()
    with isolated(JOB, "x", [item], LIMITS) as results:
        assert _until(lambda: not _running() <= before)
        assert _until(lambda: _running() <= before)
        assert reason(next(results))


def _until(condition: Callable[[], bool]) -> bool:
    """Whether `condition` comes true before a hanging worker would wake up by itself.

    Asked once each time: between a killed worker and its replacement it may be true for a moment.
    """
    deadline = time.monotonic() + 45
    while not (came_true := condition()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return came_true


def test_a_worker_that_is_to_end_is_given_nothing_more() -> None:
    """Else nobody would end it any more, whatever it was given."""
    worker = isolation._Worker(pickle.dumps((JOB, "x")), LIMITS)
    worker.start()
    worker._is_ended = True
    assert isinstance(worker._ask(["hangs"], False, 60), Failure)
    worker.end()


def test_in_a_windows_environment_the_real_python_is_weighed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """There, what the environment calls Python only starts the real one and waits for it."""
    assert isolation._python() == (sys.executable, None)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "_base_executable", "C:/Python/python.exe")
    python, environment = isolation._python()
    assert python == "C:/Python/python.exe"
    assert environment is not None
    assert environment["__PYVENV_LAUNCHER__"] == sys.executable
    assert environment["PATH"] == os.environ["PATH"]


def test_who_stops_listening_ends_the_workers() -> None:
    before = _running()
    with isolated(JOB, "x", ["a", "hangs"], Limits(seconds=60)) as results:
        assert next(results) == ("x", "a", False)
    assert _running() <= before


def test_without_a_worker_nothing_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/không/có/python")
    with pytest.raises(BdgError, match="Không khởi động được tiến trình đọc tệp"):
        done(isolated(JOB, "x", ["a"]))


def test_a_worker_that_dies_at_once_is_an_error_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bdg_excel.intake.isolation._CODE", "raise SystemExit(3)")
    with pytest.raises(BdgError, match="mã thoát 3"):
        done(isolated(JOB, "x", ["a"]))


def test_nothing_to_do_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/không/có/python")
    assert done(isolated(JOB, "x", [])) == []


@pytest.mark.parametrize(
    ("starts", "spared"),
    [
        ("bdg_excel.intake.understanding", {"pandas", "pydantic", "rapidfuzz", "babel", "psutil"}),
        ("bdg_excel.collection", {"bdg_excel.reader", "python_calamine", "pydantic", "docx"}),
        ("bdg_excel.pipeline", {"bdg_excel.reader", "bdg_excel.values.evaluation", "openpyxl"}),
    ],
    ids=["what reads", "what collects", "what writes"],
)
def test_each_side_loads_its_own_part_only(starts: str, spared: set[str]) -> None:
    """Every start of a process pays for what it loads."""
    code = f"import sys, {starts}\nprint(*sorted(set({sorted(spared)}) & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == []


def test_an_ordinary_form_is_read_without_the_second_reader_s_library(sample_inbox: Path) -> None:
    """Loading openpyxl takes each worker as long as fifty forms."""
    path = next(sample_inbox.glob("xa_*.xlsx"))
    code = (
        "import sys\nfrom pathlib import Path\nfrom bdg_excel.inbox import InboxFile\n"
        "from bdg_excel.layout import layouts\nfrom bdg_excel.programme import load_programme\n"
        "from bdg_excel.reader import Submission, read\nprogramme, _ = load_programme()\n"
        "found = read(InboxFile(Path(sys.argv[1]), 'a.xlsx'), programme, layouts(programme))\n"
        "print(isinstance(found, Submission), 'openpyxl' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, path], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == ["True", "False"]
