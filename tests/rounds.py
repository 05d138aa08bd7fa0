"""Several forms of one unit, as the tests of versions, parts and decisions send them."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bdg_excel.findings import Finding
from bdg_excel.results import Results

CODE = "03589"


Send = Callable[..., Path]


def state(path: Path, saved: str | None) -> None:
    """Rewrites what `path` says of when it was saved; None takes it out."""
    stated = f'<dcterms:modified xsi:type="dcterms:W3CDTF">{saved}</dcterms:modified>'
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    core = parts["docProps/core.xml"].decode()
    core = re.sub(r"<dcterms:modified.*?</dcterms:modified>", stated if saved else "", core)
    parts["docProps/core.xml"] = core.encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)


def told(results: Results, *codes: str) -> list[Finding]:
    return [found for found in results.findings if found.code in codes]


def value_of(results: Results, field: str, part: str) -> Any:
    frame = results.frame
    mine = frame[(frame["field"] == field) & (frame["part"] == part) & (frame["row"] == 0)]
    return mine["value"].tolist()
