"""The main job: a drop folder into the report and its annex."""

from typing import TYPE_CHECKING, Annotated

import typer

from bdg_excel.cli.for_programs import failures_told, merge_facts, print_json
from bdg_excel.cli.opening import open_for_person, open_results
from bdg_excel.cli.options import (
    InboxArgument,
    JsonOption,
    OpenOption,
    OutputOption,
    ProgrammeOption,
    QuietOption,
    StrictOption,
)
from bdg_excel.cli.places import Places, places
from bdg_excel.cli.screen import Exit, print_errors, print_findings, progress, status
from bdg_excel.errors import EmptyInboxError

if TYPE_CHECKING:
    from bdg_excel.results import Results


def merge(  # noqa: PLR0913, PLR0917 - a command's options, not arguments that anybody passes on
    inbox: InboxArgument = None,
    output: OutputOption = None,
    programme: ProgrammeOption = None,
    use: Annotated[
        list[str] | None,
        typer.Option(
            "--use",
            metavar="TỆP",
            show_default=False,
            help="Khi một đơn vị gửi nhiều tệp: tính tệp này (ghi được nhiều lần).",
        ),
    ] = None,
    strict: StrictOption = False,
    show: OpenOption = False,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Tổng hợp các biểu trong một thư mục thành báo cáo, phụ lục và các bảng số liệu."""
    with failures_told(as_json):
        where = places(inbox, output, programme)
        results = _merged(where, use or (), show, quiet or as_json)
    outcome = status(results.findings, strict) if results.balance.holds else Exit.FAILED
    if as_json:
        print_json(merge_facts(where.output, outcome))
    elif quiet:
        print_errors(results.findings)
    else:
        _print_outcome(results, where)
    if not results.balance.holds:
        typer.secho("Số ô không khớp: có ô bị sót, đừng dùng kết quả này.", fg="red", err=True)
    if show:
        open_results(where.output)
    raise typer.Exit(outcome)


def _merged(where: Places, use: tuple[str, ...] | list[str], show: bool, still: bool) -> "Results":
    from bdg_excel.pipeline import Manner, run
    from bdg_excel.programme import load_programme

    manner = Manner(iter if still else progress, use)
    try:
        return run(where.inbox, where.output, *load_programme(where.programme), manner)
    except EmptyInboxError:
        if show:
            open_for_person(where.inbox)
        raise


def _print_outcome(results: "Results", where: Places) -> None:
    from bdg_excel.cli.summary import beside_summary, summary

    print_findings(beside_summary(results.findings))
    for line in summary(results, where.output):
        typer.echo(line)
