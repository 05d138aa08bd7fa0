"""What commands tell programs that ask with ``--json``: one object on standard output."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from bdg_excel.cli.screen import Exit
from bdg_excel.errors import BdgError

if TYPE_CHECKING:
    from bdg_excel.checks.reply import Reply
    from bdg_excel.findings import Finding

_FROM_RECORD = ("version", "programme", "year", "units", "findings", "balance")


@contextmanager
def failures_told(asked: bool) -> Iterator[None]:
    """An expected error inside is told as JSON too, where it was `asked` for, and goes on."""
    try:
        yield
    except BdgError as error:
        if asked:
            print_json({"exit": int(Exit.FAILED), "error": str(error)})
        raise


def print_json(facts: Mapping[str, Any]) -> None:
    """Prints `facts` as one line, in ASCII: no console can spoil it."""
    import json

    typer.echo(json.dumps(facts))


def merge_facts(output: Path, status: Exit) -> dict[str, Any]:
    """The outcome of a merge, from the record that it wrote into `output`; paths are absolute."""
    import json

    from bdg_excel.outputs import RECORD

    folder = output.resolve()
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    return {
        "exit": int(status),
        **{name: record[name] for name in _FROM_RECORD},
        "output": str(folder),
        "figures": str(folder / "figures.csv"),
        "outputs": [*record["outputs"], RECORD],
    }


def check_facts(path: Path, reply: "Reply | None", findings: "Sequence[Finding]") -> dict[str, Any]:
    """What is said of one form: cells that would be counted (None: none of the file), findings."""
    return {
        "file": str(path.resolve()),
        "unit_code": reply.unit.code if reply else "",
        "cells_counted": reply.counted if reply else None,
        "findings": [
            {
                "code": found.code,
                "severity": str(found.severity),
                "sheet": found.place.sheet,
                "cell": found.place.cell,
                "found": found.found,
                "message": found.message,
            }
            for found in findings
        ],
    }
