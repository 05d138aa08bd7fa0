"""What takes long to make of files, kept where Python keeps its compiled modules, on its terms.

An entry is found by all that it was made of, so it is never out of date; a damaged one is as good
as none. Who could put a bad one there could change the compiled modules beside it as well. Nothing
is kept where the program's folder cannot be written to.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any, Protocol, TypeVar

_Made = TypeVar("_Made")
_SUFFIX = ".kept"
_SUM = 32
_MOST = 96
"""So many entries are kept, the newest: definitions and templates are edited again and again."""


class Form(Protocol):
    """How something becomes bytes and comes back: ``marshal`` for code, ``pickle`` for values."""

    def dumps(self, value: Any, /) -> bytes:
        """The bytes of `value`."""

    def loads(self, content: bytes, /) -> Any:
        """What the bytes hold."""


def compiled(form: Form, make: Callable[[], _Made], *made_of: str | bytes) -> _Made:
    """What `make` gives, or gave before of the same `made_of`."""
    entry = _entry(made_of)
    content = _kept(entry)
    if content is not None:
        before: _Made = form.loads(content)
        return before
    made = make()
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(entry, form.dumps(made))
    return made


@cache
def sources(folder: Path) -> str:
    """The text of the modules in `folder`, as a part of what something is made of."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))


def folder() -> Path:
    """Where entries are kept."""
    return Path(cache_from_source(__file__)).parent


def _entry(made_of: tuple[str | bytes, ...]) -> Path:
    parts = [
        part if isinstance(part, bytes) else part.encode(errors="surrogatepass")
        for part in (sys.version, *made_of)
    ]
    # Of the digests and not of the parts: else two parts might be what three were.
    return folder() / f"{_digest(b''.join(map(_digest, parts))).hex()}{_SUFFIX}"


def _digest(content: bytes) -> bytes:
    from hashlib import sha256  # here: processes that only read forms keep nothing

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
    entries = sorted(entry.parent.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime)
    for old in entries[:-_MOST]:
        old.unlink()
