"""Where a figure of the report comes from, printed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bdg_excel.cli.options import ProgrammeOption, folder_option
from bdg_excel.cli.places import results_of
from bdg_excel.cli.screen import Exit, plain, width

if TYPE_CHECKING:
    from bdg_excel.explanation import Explanation
    from bdg_excel.programme import Programme


def explain(
    indicator: Annotated[
        str | None,
        typer.Argument(
            metavar="CHỈ_TIÊU",
            show_default=False,
            help="Mã chỉ tiêu, ví dụ mau_giao hoặc mau_giao.nu; không ghi thì liệt kê tất cả.",
        ),
    ] = None,
    data: Annotated[
        Path | None,
        folder_option(
            "--data",
            help="Thư mục kết quả của bdg merge; không ghi thì là output, hoặc như thư mục "
            "làm việc.",
        ),
    ] = None,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="In dạng CSV cho chương trình khác đọc.")
    ] = False,
    programme: ProgrammeOption = None,
) -> None:
    """Cho biết một số liệu của báo cáo từ đâu ra: từng đơn vị, từng ô."""
    from bdg_excel.programme import load_programme

    folder, named = results_of(data, programme)
    loaded, definition = load_programme(named)
    if indicator is None:
        _list(loaded, as_csv)
    else:
        raise typer.Exit(_explain(loaded, definition, folder, indicator, as_csv))


def _list(programme: "Programme", as_csv: bool) -> None:
    """Every figure that can be asked about."""
    from bdg_excel.cli.explained import figures_listed
    from bdg_excel.csv_file import csv_bytes
    from bdg_excel.explanation import LISTED, figure_names, listed_rows

    names = figure_names(programme)
    if as_csv:
        typer.echo(csv_bytes(LISTED, listed_rows(programme, names)), nl=False)
    else:
        typer.echo(figures_listed(names, width()))


def _explain(
    programme: "Programme", definition: Path, data: Path, indicator: str, as_csv: bool
) -> Exit:
    from bdg_excel.cli.explained import explained
    from bdg_excel.csv_file import csv_bytes
    from bdg_excel.explanation import COLUMNS, explain, explanation_rows, fields_of, named
    from bdg_excel.recorded import of_folder

    names = named(programme, indicator)
    recorded = of_folder(data, definition, fields_of(programme, names))
    explanations = [explain(programme, name, recorded) for name in names]
    if as_csv:
        typer.echo(csv_bytes(COLUMNS, explanation_rows(explanations)), nl=False)
    else:
        typer.echo("\n\n".join(explained(explanation, width()) for explanation in explanations))
    doubts = list(_doubts(recorded.changed, explanations, data))
    for doubt in doubts:
        typer.secho(plain(doubt), fg="yellow", err=True)
    return Exit.FINDINGS if doubts else Exit.FINE


def _doubts(
    changed: Sequence[str], explanations: Sequence["Explanation"], data: Path
) -> Iterator[str]:
    """Why what was printed may not be what the report came from."""
    for name in changed:
        yield f"CẦN XEM: {data / name} đã bị sửa sau lần tổng hợp; chạy lại bdg merge."
    for one in explanations:
        if not one.agrees:
            yield (
                f"CẦN XEM: cộng lại các ô thì không ra {one.name.id} ({one.figure.printed}) "
                f"như đã ghi trong {data}; chạy lại bdg merge."
            )
