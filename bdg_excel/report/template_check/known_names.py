"""The names that a template may use, by what they stand for, and the one nearest to a wrong one."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from bdg_excel.report.context import Context
from bdg_excel.report.language import LOOP
from bdg_excel.text import fold

NamePath = tuple[str | int, ...]
"""The way from the context down to a value: ``("mau_giao", "nu")``."""
Scope = Mapping[str, NamePath | None]
"""What the names of the loops around a place stand for; None: not known."""

EACH = "*"
"""The step to an item of a list: all are of one shape."""
_LOOP = " loop"  # nobody can type that
LOOP_PATH: NamePath = (_LOOP,)
UNKNOWABLE = object()
"""An item of a list that has none now."""
_CLOSE = 0.6


class NoSuchNameError(Exception):
    """A path that leads nowhere from some step on; `value` is what it had come to before."""

    def __init__(self, before: NamePath, value: Any) -> None:
        self.before, self.value = before, value
        super().__init__(before)


class KnownNames:
    """The names of `context`, and those of the template's own loops."""

    def __init__(self, context: Context, loops: Mapping[str, str]) -> None:
        """`loops`: the tag that opens a loop, by the name that it gives to an item."""
        self.loops = loops
        loop: Context = {name: example for name, (example, _) in LOOP.items()}
        self._context = {**context, _LOOP: loop}
        self._dotted = dict(_dotted(context))

    def value(self, path: NamePath) -> Any:
        """What stands at `path`; `NoSuchNameError` where there is nothing."""
        value: Any = self._context
        for depth, step in enumerate(path):
            if value is UNKNOWABLE:
                return value
            if not _leads_on(value, step):
                raise NoSuchNameError(path[:depth], value)
            value = (value[0] if value else UNKNOWABLE) if step == EACH else value[step]
        return value

    def lists(self) -> list[str]:
        """The names of all lists."""
        return [name for name, value in self._dotted.items() if isinstance(value, list)]

    def nearest(self, words: str, scope: Scope) -> str:
        """The name that `words` are nearest to, accents and the like aside; empty if none is."""
        wanted = re.sub(r"\s*\.\s*", ".", fold(words.partition("|")[0])).strip(" .-\"'")
        wanted = re.sub(r"[\s-]+", "_", wanted)
        own = [name for key, path in scope.items() for name in self._own(key, path)]
        close = get_close_matches(wanted, [*own, *self._dotted], n=1, cutoff=_CLOSE)
        return close[0] if close else ""

    def _own(self, key: str, path: NamePath | None) -> Iterator[str]:
        """The names that a loop gives: that of its item, and those of the item's parts."""
        item = None if path is None else self.value(path)
        yield key
        if isinstance(item, Mapping):
            yield from (f"{key}.{part}" for part in item)


def _leads_on(value: Any, step: str | int) -> bool:
    if isinstance(value, list):
        return step == EACH or (isinstance(step, int) and step < len(value))
    return isinstance(value, Mapping) and step in value


def _dotted(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """All names from `value` down to texts and lists, each with what it stands for."""
    if not isinstance(value, Mapping):
        yield name, value
        return
    for key, inner in value.items():
        yield from _dotted(inner, f"{name}.{key}" if name else key)
