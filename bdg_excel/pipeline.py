"""The whole way, from the drop folder to the report, on one page. Stages do not call each other."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from bdg_excel.annex import write_annex
from bdg_excel.checks import Reply, check, compare, settle
from bdg_excel.decisions import load_decisions
from bdg_excel.findings import Finding
from bdg_excel.inbox import InboxFile, workbooks
from bdg_excel.indicators import figures
from bdg_excel.layout import FormLayout, layouts
from bdg_excel.merge import merge
from bdg_excel.outputs import staged
from bdg_excel.programme import Programme
from bdg_excel.reader import Rejected, Submission, read
from bdg_excel.reader.stated import stated_time
from bdg_excel.record import write_records
from bdg_excel.report import Context, Opinion, report_context, write_report
from bdg_excel.results import Balance, Results, Source, by_severity
from bdg_excel.tables import summaries
from bdg_excel.values import Status, evaluate

_Item = TypeVar("_Item")
Progress = Callable[[Sequence[_Item]], Iterable[_Item]]
"""Something that shows how far a loop over a sequence is."""


def run(
    inbox: Path,
    output: Path,
    programme: Programme,
    definition: Path,
    progress: Progress[InboxFile] = iter,
    used: Sequence[str] = (),
) -> Results:
    """Merges the forms in `inbox` and writes every output into `output`, all of them or none.

    `used` are files of `inbox` that were chosen where a unit sent several.
    """
    results = collect(inbox, programme, output, progress, used)
    template = definition.parent / programme.report_template
    with staged(output) as folder:
        write_report(template, folder / "bao_cao.docx", _report_context(results))
        write_annex(folder / "phu_luc.xlsx", results)
        write_records(folder, results, definition)
    return results


def collect(
    inbox: Path,
    programme: Programme,
    output: Path | None = None,
    progress: Progress[InboxFile] = iter,
    used: Sequence[str] = (),
) -> Results:
    """The drop folder up to its figures: nothing is written."""
    forms, decisions = layouts(programme), load_decisions(inbox, used)
    files, findings = workbooks(inbox, output)
    readings = [read(file, programme, forms) for file in progress(files)]
    replies: list[Reply] = []
    for reading in readings:
        reply, found = understand(reading, programme, forms)
        findings += found
        if reply:
            replies.append(reply)
    paths = {file.name: file.path for file in files}
    kept, across = settle(
        replies, programme, decisions.by_file, lambda reply: stated_time(paths[reply.file])
    )
    findings += [*across, *decisions.unused(list(paths)), *compare(kept, programme)]
    frame = merge(kept)
    return Results(
        programme=programme,
        replies=tuple(kept),
        frame=frame,
        figures=figures(frame, programme),
        summaries=summaries(frame, programme),
        findings=tuple(by_severity(findings)),
        sources=_sources(readings, kept),
        balance=_balance(readings, kept, findings),
        decisions=decisions,
    )


def understand(
    reading: Submission | Rejected, programme: Programme, forms: Mapping[str, FormLayout]
) -> tuple[Reply | None, list[Finding]]:
    """The values of one file and all that is to be said of it alone; no reply if it is left out."""
    if isinstance(reading, Rejected):
        return None, [reading.finding]
    values, findings = evaluate(reading.answers, reading.place)
    reply = Reply(reading.file, reading.sha256, reading.unit, tuple(values))
    found = check(reply, programme, forms[reading.unit.form])
    return reply, [*reading.findings, *findings, *found]


def inspect(
    paths: Sequence[Path], programme: Programme
) -> list[tuple[Path, Reply | None, list[Finding]]]:
    """Each of `paths` read and checked by itself, before it is sent: nothing is written."""
    forms = layouts(programme)
    return [
        (path, *understand(read(InboxFile(path, path.name), programme, forms), programme, forms))
        for path in paths
    ]


def _report_context(results: Results) -> Context:
    return report_context(
        results.programme, results.figures, results.summaries, _opinions(results), results.sent
    )


def _opinions(results: Results) -> dict[str, list[Opinion]]:
    """What units wrote in answer to questions in words, by field; `Không` is nothing to pass on."""
    worded = {field.id for field in results.programme.fields if field.kind == "text"}
    found: dict[str, list[Opinion]] = {name: [] for name in worded}
    for reply in results.replies:
        for value in reply.values:
            if value.field in worded and value.status is Status.GIVEN:
                found[value.field].append(Opinion(reply.unit, value.text))
    return found


def _sources(
    readings: Sequence[Submission | Rejected], kept: Sequence[Reply]
) -> tuple[Source, ...]:
    counted = {reply.file for reply in kept}
    return tuple(
        Source(
            reading.file,
            reading.sha256,
            reading.unit if isinstance(reading, Submission) else None,
            reading.file in counted,
        )
        for reading in readings
    )


def _balance(
    readings: Sequence[Submission | Rejected], kept: Sequence[Reply], findings: Sequence[Finding]
) -> Balance:
    return Balance(
        files=len(readings),
        files_counted=len(kept),
        files_set_aside=len(readings) - len(kept),
        cells=sum(reading.filled for reading in readings if isinstance(reading, Submission)),
        cells_counted=sum(reply.counted for reply in kept),
        cells_set_aside=sum(found.cells for found in findings),
    )
