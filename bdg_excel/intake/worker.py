"""The other side of `isolation`: a process that reads one file after the other until it is told.

It must start quickly: what it imports, every start of it pays for.
"""

import gc
import os
import pickle
import signal
import sys
import traceback
from importlib import import_module
from typing import IO, Any, NamedTuple

_BASE_MB = 64
"""What the first reading maps into memory at once, whatever the file."""


class Broken(NamedTuple):
    """A job that failed inside the worker, and why."""

    reason: str


def serve(megabytes: int) -> None:
    """Does the jobs that come in on standard input, and answers on standard output.

    The first message names the job, ``module:function``, and brings what all its calls share; then
    come items, a few at a time.
    """
    gc.disable()  # until all is loaded: nothing of that is ever garbage
    requests, answers = _take_streams()
    _protect(megabytes)
    name, shared = pickle.load(requests)
    module, _, function = name.partition(":")
    job = getattr(import_module(module), function)
    gc.freeze()
    gc.enable()
    _send(answers, "ready")
    while True:
        try:
            items, again = pickle.load(requests)
        except EOFError:
            os._exit(0)  # nothing is left to be tidied up
        _send(answers, [_done(job, shared, item, again) for item in items])


def _take_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The two streams to the parent; whatever a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    return sys.stdin.buffer, answers


def _send(answers: IO[bytes], message: object) -> None:
    answers.write(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    answers.flush()


def _done(job: Any, shared: Any, item: Any, again: bool) -> object:
    try:
        return job(shared, item, again)
    except MemoryError:
        return Broken("cần quá nhiều bộ nhớ")
    except BaseException as error:  # a panic of calamine is no `Exception`
        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119
        return Broken(f"lỗi của chương trình: {type(error).__name__} tại {place}")


def _protect(megabytes: int) -> None:
    """Ctrl-C is the parent's business; memory has a bound here too where the system knows one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with open("/proc/self/statm", encoding="ascii") as table:  # noqa: PTH123
            mapped = int(table.read().split()[0]) * resource.getpagesize()
        bound = mapped + (megabytes + _BASE_MB) * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    except (OSError, ValueError):
        pass  # macOS: the parent's watch has to do
