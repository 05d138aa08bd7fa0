"""What takes long to make, remembered from run to run where Python keeps its compiled modules.

An entry is found by all that it was made of: what it was made from, this program and the libraries
that had a part in it. So it is never out of date, and a damaged one is as good as none. Who could
put a bad one there could change the compiled modules beside it as well. Nothing is remembered where
the program's folder cannot be written to, and nothing that goes wrong with it stops a run.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source, find_spec
from pathlib import Path
from typing import Any, Protocol, TypeVar

_Made = TypeVar("_Made")
_PACKAGE = Path(__file__).parent
_LIBRARIES = ("docx", "docxtpl", "jinja2", "lxml", "markupsafe", "pydantic", "pydantic_core")
"""Those that have a part in what is remembered."""
_SUFFIX = ".kept"
_SUM = 32
_MOST = 96
"""So many entries are kept, the newest: definitions and templates are edited again and again."""


class Codec(Protocol):
    """How something becomes bytes and comes back: ``marshal`` for code, ``pickle`` for values."""

    def dumps(self, value: Any, /) -> bytes:
        """The bytes of `value`."""

    def loads(self, content: bytes, /) -> Any:
        """What the bytes hold."""


def remembered(what: str, codec: Codec, make: Callable[[], _Made], *made_of: str | bytes) -> _Made:
    """What `make` gives, or gave in an earlier run of the same `made_of`.

    `what` tells entries of one kind from those of others. What `make` raises is never remembered.
    """
    program = _program()
    if not program:
        return make()
    entry = _entry(program, what, *made_of)
    content = _kept(entry)
    if content is not None:
        before: _Made = codec.loads(content)
        return before
    made = make()
    if not sys.dont_write_bytecode:
        with suppress(Exception):  # a full disk, a folder of others, a value that has no bytes
            _keep(entry, codec.dumps(made))
            _forget_oldest(entry.parent)
    return made


def folder() -> Path:
    """Where entries are kept."""
    return Path(cache_from_source(__file__)).parent


@cache
def _program() -> str:
    """The state of this program's modules and of its libraries; empty where they are no files.

    By size and times, as Python itself tells whether a compiled module is still the right one.
    Asked for when the first definition is loaded: later the files may be newer than what runs.
    """
    with suppress(OSError):
        modules = [
            Path(place, name)
            for place, _, names in os.walk(_PACKAGE)
            for name in names
            if name.endswith(".py")
        ]
        files = [*sorted(modules), *_library_files()]
        return "\n".join([sys.version, *map(_state, files)]) if modules else ""
    return ""


def _library_files() -> Iterator[Path]:
    for name in _LIBRARIES:
        spec = find_spec(name)  # finds it without loading it
        if spec and spec.origin:
            yield Path(spec.origin)


def _state(path: Path) -> str:
    found = path.lstat()
    return f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}"


def _entry(*parts: str | bytes) -> Path:
    contents = (p if isinstance(p, bytes) else p.encode(errors="surrogatepass") for p in parts)
    # Of the digests and not of the parts: else two parts might be what three were.
    return folder() / f"{_digest(b''.join(map(_digest, contents))).hex()}{_SUFFIX}"


def _digest(content: bytes) -> bytes:
    from hashlib import sha256  # here: processes that only read forms remember nothing

    return sha256(content).digest()


def _kept(entry: Path) -> bytes | None:
    """The content of `entry`, if it is as it was written: damaged code may do anything."""
    try:
        blob = entry.read_bytes()
    except OSError:
        return None
    digest, content = blob[:_SUM], blob[_SUM:]
    return content if digest == _digest(content) else None


def _keep(entry: Path, content: bytes) -> None:
    entry.parent.mkdir(parents=True, exist_ok=True)
    part = entry.with_name(f"{entry.name}.{os.getpid()}")
    try:
        part.write_bytes(_digest(content) + content)
        part.replace(entry)
    finally:
        part.unlink(missing_ok=True)


def _forget_oldest(place: Path) -> None:
    """Entries and parts of them, but for the newest; other runs may do the same meanwhile."""
    times: list[tuple[float, Path]] = []
    for path in place.glob(f"*{_SUFFIX}*"):
        with suppress(OSError):
            times.append((path.stat().st_mtime, path))
    for _, path in sorted(times)[:-_MOST]:
        with suppress(OSError):
            path.unlink()
