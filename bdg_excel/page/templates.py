"""The page's own Jinja templates: whatever is put into them is escaped."""

import marshal
from functools import cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bdg_excel.findings import SEVERITY_NAMES
from bdg_excel.page.units import STATE_NAMES
from bdg_excel.remembered import remembered
from bdg_excel.text import number, short_date


class _Environment(Environment):
    """Compiles a template once for all runs: it takes longer than the page of a small round."""

    def compile(self, source: Any, *words: Any, **more: Any) -> Any:
        """The code of a template."""
        make = partial(super().compile, source, *words, **more)
        return remembered("page", marshal, make, str(source), repr((words, more)))


@cache
def template(name: str) -> Template:
    """The template of the file `name` beside this module."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = _Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        loader=PackageLoader("bdg_excel", "page"),
        auto_reload=False,
    )
    environment.filters |= {"number": number, "short_date": short_date}
    environment.globals |= {"STATE_NAMES": STATE_NAMES, "SEVERITY_NAMES": SEVERITY_NAMES}
    return environment


def text_of(name: str) -> str:
    """The text of the file `name` beside this module."""
    return (files(__package__) / name).read_text(encoding="utf-8")
