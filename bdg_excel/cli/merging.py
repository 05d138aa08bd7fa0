"""The main job: a drop folder into the report and its annex."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bdg_excel.cli.options import ProgrammeOption, StrictOption
from bdg_excel.cli.screen import Exit, print_findings, progress, status

if TYPE_CHECKING:
    from bdg_excel.results import Results


def merge(
    inbox: Annotated[
        Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục chứa các biểu đã nhận.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="THƯ_MỤC", help="Thư mục ghi kết quả.")
    ] = Path("output"),
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
) -> None:
    """Tổng hợp các biểu trong một thư mục thành báo cáo, phụ lục và các bảng số liệu."""
    from bdg_excel.pipeline import run
    from bdg_excel.programme import load_programme

    loaded, definition = load_programme(programme)
    results = run(inbox, output, loaded, definition, progress, use or ())
    print_findings(results.findings)
    _print_summary(results, output)
    raise typer.Exit(status(results.findings, strict) if results.balance.holds else Exit.FAILED)


def _print_summary(results: "Results", output: Path) -> None:
    missing = ", ".join(unit.name for unit in results.sent.missing)
    if missing:
        typer.echo(f"Chưa có số liệu được tính của: {missing}.")
    typer.echo(f"Đã tổng hợp {results.sent.words}. Kết quả trong thư mục {output}:")
    typer.echo("  bao_cao.docx (báo cáo), phu_luc.xlsx (phụ lục), tra_lai (biểu cần sửa),")
    typer.echo("  values.csv, figures.csv, findings.csv, run.json (cho chương trình khác).")
    for name in results.unprinted:
        typer.echo(
            f"Chỉ tiêu {name} chưa có trong mẫu báo cáo Word: thêm một dòng có "
            f"{{{{ {name}.nhan }}}} và các phần của nó, cuối dòng ghi {{{{ {name}.pham_vi }}}}."
        )
    for name in results.kept:
        typer.echo(f"Bản đã sửa tay của lần trước được giữ lại: {output / name}")
    if not results.balance.holds:
        typer.secho("Số ô không khớp: có ô bị sót, đừng dùng kết quả này.", fg="red", err=True)
    typer.echo(results.balance.words)
