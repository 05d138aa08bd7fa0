"""The page's own Jinja templates: whatever is put into them is escaped."""

import marshal
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from bdg_excel.compiled import compiled, sources
from bdg_excel.findings import SEVERITY_NAMES
from bdg_excel.page.units import STATE_NAMES
from bdg_excel.text import number, short_date


class _Environment(Environment):
    """Compiles a template once for all runs: it takes longer than the page of a small round."""

    def compile(self, source: Any, name: Any = None, filename: Any = None, *rest: Any) -> Any:
        """The code of a template."""
        make = partial(super().compile, source, name, filename, *rest)
        made_of = (jinja2.__version__, sources(Path(__file__).parent), str(filename), str(source))
        return compiled(marshal, make, *made_of)


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
