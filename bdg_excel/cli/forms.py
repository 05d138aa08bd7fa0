"""Forms: made, filled for trying out, checked before they are sent."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bdg_excel.cli.options import ProgrammeOption, StrictOption
from bdg_excel.cli.screen import counts, plain, print_findings, status

if TYPE_CHECKING:
    from bdg_excel.findings import Finding


def templates(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="THƯ_MỤC", help="Thư mục ghi biểu.")
    ] = Path("input_templates"),
    programme: ProgrammeOption = None,
) -> None:
    """Làm biểu trống, mỗi đơn vị một tệp, để gửi đi."""
    from bdg_excel.pipeline import make_templates
    from bdg_excel.programme import load_programme

    made = make_templates(output, load_programme(programme)[0])
    typer.echo(f"Đã làm {len(made)} biểu trong thư mục {output}. Gửi mỗi đơn vị tệp mang tên mình.")


def sample(
    folder: Annotated[
        Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục ghi biểu mẫu đã điền.")
    ],
    programme: ProgrammeOption = None,
) -> None:
    """Làm một thư mục biểu đã điền sẵn số liệu năm 2023 để chạy thử."""
    from bdg_excel.pipeline import make_sample
    from bdg_excel.programme import load_programme

    made = make_sample(folder, *load_programme(programme))
    typer.echo(f"Đã làm {len(made)} biểu đã điền trong thư mục {folder}.")


def check(
    files: Annotated[list[Path], typer.Argument(metavar="TỆP...", help="Các biểu cần kiểm tra.")],
    programme: ProgrammeOption = None,
    strict: StrictOption = False,
) -> None:
    """Kiểm tra biểu trước khi gửi; không ghi gì cả."""
    from bdg_excel.pipeline import inspect
    from bdg_excel.programme import load_programme

    found: list[Finding] = []
    for path, reply, findings in inspect(files, load_programme(programme)[0]):
        counted = f"{reply.counted} ô được tính" if reply else "không tính tệp này"
        typer.echo(f"{plain(path.name)}: {counted}, {counts(findings)}.")
        print_findings(findings)
        found += findings
    raise typer.Exit(status(found, strict))
