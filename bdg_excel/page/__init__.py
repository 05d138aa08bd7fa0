"""The result page: what staff open after each run. One file, which asks nothing of any network.

What a unit typed reaches the page through Jinja's escaping or as JSON, never as markup or script,
and the page's own policy lets no other script or style run than the two that it brings along.
"""

import base64
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from bdg_excel import __version__
from bdg_excel.letters import Letter
from bdg_excel.page.answers import answers
from bdg_excel.page.areas import areas, numbers
from bdg_excel.page.details import details
from bdg_excel.page.figures import chapters
from bdg_excel.page.links import folder_address
from bdg_excel.page.overview import overview
from bdg_excel.page.remarks import groups
from bdg_excel.page.templates import template, text_of
from bdg_excel.page.units import unit_rows
from bdg_excel.results import Results

__all__ = ["folder_address", "write_page"]

_SCRIPTS = ("base", "lists", "cells", "unit", "figure", "reload", "start")
_MOST_WRITTEN_OUT = 60
"""So many units have their answers written out for a browser that runs no script."""


def write_page(
    path: Path,
    results: Results,
    letters: Sequence[Letter] = (),
    inbox: str = "",
    returned: str = "",
    refresh: int | None = None,
) -> None:
    """Writes the page of `results` to `path`: the same results give the same bytes.

    `letters` are the messages to units; `inbox` and `returned` the addresses of the drop folder and
    of the returned forms as `folder_address` gives them (empty: no links). With `refresh` the page
    loads itself anew every so many seconds: it shows what a watch over the folder writes.
    """
    rows = unit_rows(results, letters, inbox, returned)
    tree, given = areas(rows), answers(results)
    found = chapters(results, given, tree)
    style, script = text_of("ket_qua.css"), "\n".join(text_of(f"script/{n}.js") for n in _SCRIPTS)
    text = template("ket_qua.html.jinja").render(
        version=__version__,
        style=style,
        script=script,
        policy=_policy(style, script),
        refresh=refresh,
        results=results,
        overview=overview(results, rows, tree),
        rows=rows,
        tree=tree,
        area_of=numbers(tree),
        chapters=found,
        groups=groups(results.findings, inbox),
        returned=returned if letters else "",
        data=_embedded(details(rows, given, tree, found)),
        written_out=given if len(rows) <= _MOST_WRITTEN_OUT else None,
    )
    # A letter that no text may hold (half of a pair) is no reason to write no page.
    path.write_text(text, encoding="utf-8", errors="replace", newline="\n")


def _policy(style: str, script: str) -> str:
    """Nothing is loaded from anywhere; no script runs and no style counts but the page's own."""
    return (
        f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _embedded(data: object) -> str:
    """`data` as JSON that may stand inside a script element: nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
