"""What is known of one file by itself: what the processes that read hand back."""

from typing import NamedTuple

from bdg_excel.checks.reply import Reply
from bdg_excel.findings import Finding
from bdg_excel.programme import Unit


class Taken(NamedTuple):
    """One file as far as it can be judged alone: no `reply` if it is left out.

    `filled` is how many of its cells somebody filled in; no `sha256` if it could not be read.
    `named` are the codes of the units of which it may be: it names several, or is no form.
    """

    file: str
    sha256: str
    unit: Unit | None
    filled: int
    reply: Reply | None
    findings: tuple[Finding, ...]
    named: tuple[str, ...] = ()
