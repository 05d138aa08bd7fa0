"""A file read and understood by itself, in this process."""

from pathlib import Path

from bdg_excel.findings import Finding
from bdg_excel.inbox import InboxFile
from bdg_excel.layout import layouts
from bdg_excel.programme import Programme
from bdg_excel.reader import Submission, read
from bdg_excel.values.evaluation import evaluate
from bdg_excel.values.value import Value


def understood(path: Path, programme: Programme) -> tuple[list[Value], list[Finding]]:
    """The values of a file and all findings about its cells; the balance of its cells holds."""
    reading = read(InboxFile(path, path.name), programme, layouts(programme))
    assert isinstance(reading, Submission)
    values, findings = evaluate(reading.answers, reading.place)
    told = [*reading.findings, *findings]
    counted = sum(value.status in ("given", "nil") for value in values)
    assert reading.filled == counted + sum(found.cells for found in told)
    return values, told
