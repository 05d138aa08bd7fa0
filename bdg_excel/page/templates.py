"""The page's own Jinja templates: whatever is put into them is escaped."""

import sys
from contextlib import suppress
from functools import cache
from importlib.resources import files
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, Template
from jinja2.bccache import Bucket

from bdg_excel.findings import SEVERITY_NAMES
from bdg_excel.page.units import STATE_NAMES
from bdg_excel.text import number, short_date


class _BesideModules(FileSystemBytecodeCache):
    """Compiled templates are kept where Python keeps its compiled modules, and on its terms.

    To compile them anew takes longer than all else that the page of a small round does.
    """

    def __init__(self) -> None:
        super().__init__(str(Path(cache_from_source(__file__)).parent), "%s.jinjac")

    def get_source_checksum(self, source: str) -> str:
        """Of all that the compiled form depends on: Jinja itself looks at the template alone."""
        settings = text_of("templates.py")
        return super().get_source_checksum(f"{jinja2.__version__}\n{settings}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """A damaged file is as good as none."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # damaged bytes may raise anything
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Nothing is kept where the program's folder cannot be written to."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)


@cache
def template(name: str) -> Template:
    """The template of the file `name` beside this module."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        loader=PackageLoader("bdg_excel", "page"),
        bytecode_cache=_BesideModules(),
        auto_reload=False,
    )
    environment.filters |= {"number": number, "short_date": short_date}
    environment.globals |= {"STATE_NAMES": STATE_NAMES, "SEVERITY_NAMES": SEVERITY_NAMES}
    return environment


def text_of(name: str) -> str:
    """The text of the file `name` beside this module."""
    return (files(__package__) / name).read_text(encoding="utf-8")
