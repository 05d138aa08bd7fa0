"""The page's own Jinja templates: whatever is put into them is escaped."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from bdg_excel.findings import SEVERITY_NAMES
from bdg_excel.page.units import STATE_NAMES
from bdg_excel.text import number, short_date


@cache
def template(name: str) -> Template:
    """The template of the file `name` beside this module, compiled once."""
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"number": number, "short_date": short_date}
    environment.globals |= {"STATE_NAMES": STATE_NAMES, "SEVERITY_NAMES": SEVERITY_NAMES}
    return environment.from_string(text_of(name))


def text_of(name: str) -> str:
    """The text of the file `name` beside this module."""
    return (files(__package__) / name).read_text(encoding="utf-8")
