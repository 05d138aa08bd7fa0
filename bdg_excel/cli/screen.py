"""What the commands print, and the exit status that it amounts to."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, TypeVar

import typer

if TYPE_CHECKING:
    from bdg_excel.findings import Finding

_Item = TypeVar("_Item")

_MANY = 30
"""So many files are worth a progress bar."""
_SHOWN = 40
"""So many findings that are only worth knowing are printed; all stand in the annex."""

MARKS = {
    "error": ("LỖI", "red"),
    "warning": ("CẦN XEM", "yellow"),
    "info": ("ghi nhận", "cyan"),
}
"""How findings of each severity are marked, and in which colour."""
_NARROW, _WIDE = 80, 120
"""So many letters a line has at least and at most, however wide the terminal is."""


class Exit(IntEnum):
    """What the exit status says."""

    FINE = 0
    FINDINGS = 1
    FAILED = 2


def status(findings: Sequence["Finding"], strict: bool) -> Exit:
    """Whether something was set aside; with `strict` also whether something is doubtful."""
    severities = {found.severity.value for found in findings}
    bad = {"error", "warning"} if strict else {"error"}
    return Exit.FINDINGS if severities & bad else Exit.FINE


def command_name() -> str:
    """What people type to get here: a script that sets things up tells its own name."""
    return os.environ.get("BDG_COMMAND", "bdg")


def counts(findings: Sequence["Finding"]) -> str:
    """How many findings of each severity, in words."""
    severities = [found.severity.value for found in findings]
    names = {"error": "lỗi", "warning": "chỗ cần xem", "info": "điều để biết"}
    return ", ".join(f"{severities.count(level)} {name}" for level, name in names.items())


def print_findings(findings: Sequence["Finding"]) -> None:
    """Every error and warning; of what is only worth knowing the first few."""
    known = [found for found in findings if found.severity.value == "info"]
    hidden = known[_SHOWN:]
    for found in findings:
        if found not in hidden:
            _print_finding(found)
    if hidden:
        typer.echo(f"… và {len(hidden)} điều để biết khác, xem trang Phát hiện của phụ lục.")


def print_errors(findings: Sequence["Finding"]) -> None:
    """Only the errors."""
    for found in findings:
        if found.severity.value == "error":
            _print_finding(found)


def _print_finding(found: "Finding") -> None:
    mark, colour = MARKS[found.severity.value]
    typer.echo(f"{typer.style(f'{mark:<9}', fg=colour)}{plain(found.message)}")


def unprinted_told(indicator: str) -> str:
    """What to add to the report's template, which forgets `indicator`."""
    label, coverage = f"{{{{ {indicator}.nhan }}}}", f"{{{{ {indicator}.pham_vi }}}}"
    return (
        f"Chỉ tiêu {indicator} chưa có trong mẫu báo cáo Word: thêm một dòng có {label} và các "
        f"phần của nó, cuối dòng ghi {coverage}."
    )


def plain(text: str) -> str:
    """`text` without control characters: a file's name or cell must not steer the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def width() -> int:
    """How many letters a line has: as the terminal is wide, but fit to be read."""
    return min(max(shutil.get_terminal_size((_WIDE, 24)).columns, _NARROW), _WIDE)


def progress(items: Sequence[_Item]) -> Iterable[_Item]:
    """`items`, with a bar on the terminal while somebody watches and it is worth while."""
    if len(items) < _MANY or not sys.stderr.isatty():
        return items
    return _with_bar(items)


def _with_bar(items: Sequence[_Item]) -> Iterator[_Item]:
    with typer.progressbar(items, label="Đang đọc", file=sys.stderr) as bar:
        yield from bar
