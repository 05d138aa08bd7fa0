"""Work on files in processes of its own, so that a file that brings one down hurts no other.

Readers written in Rust and C may abort, hang or take all memory, and no ``except`` helps against
that. Plain subprocesses that speak over their standard streams are the same on every system, need
no ``if __name__ == "__main__"`` in the caller's script, and import only what the job needs.
"""

import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from bdg_excel.errors import BdgError
from bdg_excel.intake.worker import Broken

_CODE = """
import sys
sys.path[:] = sys.argv[2:]
from bdg_excel.intake.worker import serve
serve(int(sys.argv[1]))
"""
_TICK = 0.05
_START_SECONDS = 60
_JOIN_SECONDS = 5
_FOR_A_WORKER = 100
"""So many items for each make starting another worker worth while at once."""
_LATER_SECONDS = 0.5
"""Where there are fewer, another starts only so long after the first is up: they take long."""
_WORTH = 2
"""It starts if what is left will take the first so many times as long as a start does."""
_TURNS = 20
"""So often at least a worker comes back for more, lest one be left with all that is slow."""
_MOST_AT_ONCE = 16
"""So many small items go back and forth in one message, where there are many of them."""
_SECONDS_AT_ONCE = 2
_MOST_WORKERS = 4
"""Together they may need this many times the memory of one."""


_NEVER = float("inf")
_CRASHED = "chương trình đọc bị dừng đột ngột (tệp hỏng, hoặc cần quá nhiều bộ nhớ)"
_NO_WORKER = (
    "Không khởi động được tiến trình đọc tệp ({reason}). Máy này có thể chặn việc đó: "
    "chạy lại trên máy khác, hoặc hỏi người quản trị máy."
)


class Limits(NamedTuple):
    """What one item may take: `seconds` on the wall clock, `megabytes` of memory."""

    seconds: float = 10
    megabytes: int = 320


LIMITS = Limits()
"""What a form may take: a thousand times what it needs."""


class Failure(NamedTuple):
    """An item on which its worker died, hung or gave up, and why, in Vietnamese."""

    reason: str


@contextmanager
def isolated(
    job: str,
    shared: object,
    items: Sequence[object],
    limits: Limits = LIMITS,
) -> Iterator[Iterator[Any]]:
    """``job(shared, item, again)`` for each of `items`, in their order, done by other processes.

    They begin at once, before the first result is asked for, and end with the block. `job` names a
    function, ``module:function``, that this process need not load; `again` says that a worker died
    on the item before. All else that goes in and comes out is pickled. Where an item brings its
    worker down it is tried once more in a fresh one, so that it does not suffer for those before
    it; then there is a `Failure` in its place. Raises `BdgError` if no process can be started.
    """
    if not items:
        yield iter(())
        return
    first = pickle.dumps((job, shared), pickle.HIGHEST_PROTOCOL)
    team = _Team(first, items, limits)
    try:
        yield team.results()
    finally:
        team.stop()


class _EndedError(Exception):
    """There is to be no other process."""


class _Team:
    """The workers, each with a thread that talks to it, and the watch over them."""

    def __init__(self, first: bytes, items: Sequence[object], limits: Limits) -> None:
        self._count = len(items)
        self._done: queue.SimpleQueue[tuple[int, list[Any] | Exception]] = queue.SimpleQueue()
        self._workers = [_Worker(first, limits) for _ in range(_how_many(len(items)))]
        at_once = max(1, min(_MOST_AT_ONCE, len(items) // (_TURNS * len(self._workers))))
        self._todo = deque((at, items[at : at + at_once]) for at in range(0, len(items), at_once))
        self._messages = len(self._todo)
        self._later = 0 if len(items) >= _FOR_A_WORKER * len(self._workers) else _LATER_SECONDS
        self._first_is_up, self._stopped = threading.Event(), threading.Event()
        self._began = self._up = time.monotonic()
        self._threads = [
            threading.Thread(target=self._serve, args=(number,), daemon=True)
            for number in range(len(self._workers))
        ]
        self._threads.append(threading.Thread(target=self._watch, daemon=True))
        for thread in self._threads:
            thread.start()

    def results(self) -> Iterator[Any]:
        """What comes of the items, in their order."""
        waiting: dict[int, list[Any]] = {}
        number = 0
        while number < self._count:
            while number not in waiting:
                place, results = self._next()
                if isinstance(results, Exception):
                    raise results
                waiting[place] = results
            ready = waiting.pop(number)
            number += len(ready)
            yield from ready

    def _next(self) -> tuple[int, list[Any] | Exception]:
        """The next results, whosever they are."""
        while True:
            # Again and again: Ctrl-C would not be heard on Windows while this waits for ever.
            with suppress(queue.Empty):
                return self._done.get(timeout=_TICK)

    def _watch(self) -> None:
        """Keeps the limits, whatever the main thread is doing."""
        while not self._stopped.wait(_TICK):
            for worker in self._workers:
                worker.watch()

    def stop(self) -> None:
        """Ends all workers, whatever they are doing."""
        self._stopped.set()
        for worker in self._workers:
            worker.end()
        for thread in self._threads:
            thread.join(_JOIN_SECONDS)

    def _serve(self, number: int) -> None:
        worker = self._workers[number]
        try:
            if self._joins(number):
                self._work(worker)
        except _EndedError:
            pass
        except Exception as error:  # it is raised where the results are waited for
            self._done.put((-1, error))
        finally:
            worker.end()
            self._first_is_up.set()

    def _joins(self, number: int) -> bool:
        """Starts the process of a worker; whether it is there, and there is work for it.

        Raises `BdgError` for the first one only: the others need not be.
        """
        if number and self._later:
            self._first_is_up.wait()
            self._stopped.wait(self._later * number)
            while self._is_nearly_done() and not self._stopped.is_set():
                self._stopped.wait(_TICK)
        if not self._todo:
            return False
        try:
            self._workers[number].start()
        except BdgError:
            if number == 0:
                raise
            return False
        if not number:
            self._up = time.monotonic()
        self._first_is_up.set()
        return True

    def _is_nearly_done(self) -> bool:
        """Whether what is left, at the pace up to now, is not worth another start."""
        left, now = len(self._todo), time.monotonic()
        start, took = self._up - self._began, now - self._up
        return 0 < left * took < _WORTH * start * (self._messages - left)

    def _work(self, worker: "_Worker") -> None:
        while not self._stopped.is_set():
            try:
                place, items = self._todo.popleft()
            except IndexError:
                return
            self._done.put((place, worker.results(items)))


class _Worker:
    """A process and its replacements, one at a time. `watch` and `end` are for other threads."""

    def __init__(self, first: bytes, limits: Limits) -> None:
        self._first = first
        self._limits = limits
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline = _NEVER
        self._looked = 0.0
        self._fault = ""
        self._is_tired = self._is_ended = False

    def start(self) -> None:
        """Starts the process. Raises `BdgError`."""
        self._started()

    def results(self, items: Sequence[object]) -> list[object]:
        """What the job makes of each of `items`, or a `Failure`.

        They are done together; only if that fails is each of them done for itself.
        """
        seconds = min(self._limits.seconds, _SECONDS_AT_ONCE)
        found = self._ask(items, False, seconds) if len(items) > 1 else None
        if not isinstance(found, list):
            return [self._result(item) for item in items]
        pairs = zip(items, found, strict=True)
        return [self._result(i) if isinstance(f, Broken) else f for i, f in pairs]

    def watch(self) -> None:
        """Kills the process if it has taken too long or too much."""
        with self._lock:
            if self._process is None or self._deadline == _NEVER or self._fault:
                return
            now = time.monotonic()
            if now > self._deadline:
                self._fault = self._too_long
            elif now > self._looked + _TICK:
                self._looked = now
                self._weigh(self._process.pid)
            if self._fault:
                self._process.kill()

    def end(self) -> None:
        """Ends the process; there will be no other."""
        with self._lock:
            self._is_ended = True
            if self._process and self._deadline != _NEVER:
                self._process.kill()
        self._discard()

    @property
    def _too_long(self) -> str:
        return f"đọc quá {self._limits.seconds:g} giây vẫn chưa xong"

    def _weigh(self, pid: int) -> None:
        import psutil  # here, since the workers import this module too and weigh nothing

        with suppress(psutil.Error):
            megabytes = psutil.Process(pid).memory_info().rss / 2**20
            # What one file took may not be given back at once: the next must not suffer for it.
            self._is_tired = megabytes > self._limits.megabytes / 2
            if megabytes > self._limits.megabytes:
                self._fault = f"cần hơn {self._limits.megabytes} MB bộ nhớ"

    def _result(self, item: object) -> object:
        found = self._one(item, again=False)
        if isinstance(found, Failure) and found.reason != self._too_long:
            return self._one(item, again=True)
        return found

    def _one(self, item: object, again: bool) -> object:
        found = self._ask([item], again, self._limits.seconds)
        if isinstance(found, Failure):
            return found
        return Failure(found[0].reason) if isinstance(found[0], Broken) else found[0]

    def _ask(self, items: Sequence[object], again: bool, seconds: float) -> list[Any] | Failure:
        """What the process answers to `items`; a `Failure` if it died over them."""
        process = self._process or self._started()
        answer, fault = self._talk(process, pickle.dumps((items, again)), seconds)
        if answer is None or fault or self._is_tired:
            self._discard()
        return Failure(fault or _CRASHED) if answer is None else answer

    def _started(self) -> "subprocess.Popen[bytes]":
        with self._lock:
            if self._is_ended:
                raise _EndedError
            process = self._process = _process(self._limits)
            self._is_tired = False
        answer, fault = self._talk(process, self._first, _START_SECONDS)
        if answer is None and not self._is_ended:
            raise BdgError(_NO_WORKER.format(reason=fault or f"mã thoát {process.wait()}"))
        return process

    def _talk(
        self, process: "subprocess.Popen[bytes]", message: bytes, seconds: float
    ) -> tuple[Any, str]:
        """The answer to `message`, None if the process died over it, and why it was killed."""
        assert process.stdin is not None  # both are pipes
        assert process.stdout is not None
        with self._lock:
            if self._is_ended:  # nobody would kill it any more
                return None, ""
            self._fault = ""
            self._deadline = time.monotonic() + seconds
        answer = None
        with suppress(EOFError, OSError, ValueError, pickle.UnpicklingError):
            process.stdin.write(message)
            process.stdin.flush()
            answer = pickle.load(process.stdout)
        with self._lock:
            self._deadline = _NEVER
            return answer, self._fault

    def _discard(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream:
                    stream.close()
        process.wait()


def _process(limits: Limits) -> "subprocess.Popen[bytes]":
    python, environment = _python()
    command = [python, "-c", _CODE, str(limits.megabytes), *sys.path]
    try:
        return subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, ValueError) as error:
        raise BdgError(_NO_WORKER.format(reason=error)) from error


def _python() -> tuple[str, dict[str, str] | None]:
    """The Python to start, and its environment if not this one.

    In a virtual environment of Windows, `sys.executable` starts the real one and waits for it: its
    memory would say nothing. The library's `multiprocessing` goes past it in the same way.
    """
    base = getattr(sys, "_base_executable", sys.executable)
    if sys.platform != "win32" or base == sys.executable:
        return sys.executable, None
    return base, {**os.environ, "__PYVENV_LAUNCHER__": sys.executable}


def _how_many(items: int) -> int:
    """How many workers at most: as many as there are processors for them, and items."""
    affinity = getattr(os, "sched_getaffinity", None)
    processors = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min(processors, _MOST_WORKERS, items))
