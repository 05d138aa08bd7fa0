"""Forms: made, filled for trying out, checked before they are sent."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bdg_excel.cli.for_programs import check_facts, failures_told, print_json
from bdg_excel.cli.opening import open_for_person
from bdg_excel.cli.options import (
    JsonOption,
    OpenOption,
    ProgrammeOption,
    QuietOption,
    StrictOption,
    folder_option,
)
from bdg_excel.cli.places import forms_folder, places, programme_or_own
from bdg_excel.cli.screen import Exit, counts, plain, print_errors, print_findings, status
from bdg_excel.errors import EmptyInboxError

if TYPE_CHECKING:
    from bdg_excel.checks.reply import Reply
    from bdg_excel.findings import Finding


def templates(
    output: Annotated[
        Path | None,
        folder_option(
            "-o",
            "--output",
            help="Thư mục ghi biểu; không ghi thì là input_templates, hoặc như thư mục làm việc.",
        ),
    ] = None,
    programme: ProgrammeOption = None,
    show: OpenOption = False,
) -> None:
    """Làm biểu trống, mỗi đơn vị một tệp, để gửi đi."""
    from bdg_excel.pipeline import make_templates
    from bdg_excel.programme import load_programme

    folder = output or forms_folder()
    made = make_templates(folder, load_programme(programme_or_own(programme))[0])
    typer.echo(f"Đã làm {len(made)} biểu trong thư mục {folder}. Gửi mỗi đơn vị tệp mang tên mình.")
    if show:
        open_for_person(folder)


def sample(
    folder: Annotated[
        Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục ghi biểu mẫu đã điền.")
    ],
    programme: ProgrammeOption = None,
) -> None:
    """Làm một thư mục biểu đã điền sẵn số liệu năm 2023 để chạy thử."""
    from bdg_excel.pipeline import make_sample
    from bdg_excel.programme import load_programme

    made = make_sample(folder, *load_programme(programme_or_own(programme)))
    typer.echo(f"Đã làm {len(made)} biểu đã điền trong thư mục {folder}.")


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="TỆP",
            show_default=False,
            help="Các biểu cần kiểm tra; trong thư mục làm việc không ghi thì là mọi biểu đã nhận.",
        ),
    ] = None,
    programme: ProgrammeOption = None,
    strict: StrictOption = False,
    quiet: QuietOption = False,
    as_json: JsonOption = False,
) -> None:
    """Kiểm tra biểu trước khi gửi; không ghi gì cả."""
    from bdg_excel.collection import inspect
    from bdg_excel.programme import load_programme

    with failures_told(as_json):
        loaded = load_programme(programme_or_own(programme))[0]
        checked = inspect(files or _received(), loaded)
    found = [finding for _, _, findings in checked for finding in findings]
    outcome = status(found, strict)
    if files and not all(reply for _, reply, _ in checked):
        outcome = Exit.FINDINGS  # whoever names a file takes it for a form
    if as_json:
        print_json({"exit": int(outcome), "files": [check_facts(*each) for each in checked]})
    elif quiet:
        print_errors(found)
    else:
        for each in checked:
            _print_checked(*each)
    raise typer.Exit(outcome)


def _received() -> list[Path]:
    from bdg_excel.inbox import workbooks

    inbox = places(None, None, None).inbox
    files = [file.path for file in workbooks(inbox)[0]]
    if not files:
        raise EmptyInboxError(f"Chưa có tệp nào trong thư mục nhận {inbox}.")
    return files


def _print_checked(path: Path, reply: "Reply | None", findings: "Sequence[Finding]") -> None:
    counted = f"{reply.counted} ô được tính" if reply else "không tính tệp này"
    typer.echo(f"{plain(path.name)}: {counted}, {counts(findings)}.")
    print_findings(findings)
