"""What a template may say besides names: a template is data with gaps in it, not a program."""

import marshal
from functools import lru_cache, partial
from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from bdg_excel.remembered import remembered
from bdg_excel.report.controls import marked

COMMANDS = ("if", "elif", "else", "endif", "for", "endfor")
FILTERS = {
    "join": 'ghép một danh sách thành một dòng, như |join(", ")',
    "length": "danh sách có mấy mục",
    "lower": "viết thường tất cả",
    "upper": "viết hoa tất cả",
}
"""Each with what it does. Others of jinja2 would print unescaped, reach into Python or hang."""
TESTS = {"even": "số chẵn", "odd": "số lẻ"}
LOOP = {
    "first": (True, "đang ở mục đầu"),
    "last": (True, "đang ở mục cuối"),
    "index": (1, "số thứ tự của mục, từ 1"),
    "length": (1, "danh sách có mấy mục"),
}
"""What ``loop`` knows inside a loop: an example, and what it is."""


class _Environment(SandboxedEnvironment):
    """Reads ``a.b`` as the entry b of a, even where dictionaries have a method of that name."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=marked)
        self.globals = {}
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}
        self._made = lru_cache(maxsize=64)(super().from_string)

    def from_string(self, source: Any, *_: Any) -> Template:
        """`source` compiled, once: a template is tried before any data, and then filled."""
        return self._made(source)

    def compile(self, source: Any, *words: Any, **more: Any) -> Any:
        """The code of `source`; what was compiled in an earlier run is not compiled again."""
        make = partial(super().compile, source, *words, **more)
        return remembered("report", marshal, make, str(source), repr((words, more)))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The entry of `obj` called `attribute`."""
        return self.getitem(obj, attribute)


ENVIRONMENT = _Environment()
