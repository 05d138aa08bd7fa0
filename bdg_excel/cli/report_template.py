"""The Word template of the report: checked before any data arrive, and the names for it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bdg_excel.cli.options import ProgrammeOption
from bdg_excel.cli.places import programme_or_own
from bdg_excel.cli.screen import Exit, plain, unprinted_told
from bdg_excel.cli.wording import Command, Group

if TYPE_CHECKING:
    from bdg_excel.report import Section

_WIDEST, _EXAMPLE = 40, 60
"""So many letters of a name stand in a column of their own; so many of an example are shown."""

template = typer.Typer(
    cls=Group,
    help="Mẫu Word của báo cáo: kiểm tra mẫu, xem các tên dùng được trong mẫu.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@template.command(cls=Command)
def check(
    document: Annotated[
        Path | None,
        typer.Argument(
            metavar="MẪU.docx",
            show_default=False,
            help="Mẫu cần kiểm tra; không ghi thì là mẫu của định nghĩa.",
        ),
    ] = None,
    programme: ProgrammeOption = None,
) -> None:
    """Kiểm tra mẫu Word của báo cáo, chỉ ra mọi chỗ phải sửa; không ghi gì cả."""
    from bdg_excel.programme import load_programme
    from bdg_excel.report import check_template

    loaded, definition = load_programme(programme_or_own(programme))
    path = document or definition.parent / loaded.report_template
    checked = check_template(path, loaded)
    if checked.faults:
        typer.echo("\n".join(plain(line) for line in checked.told.splitlines()))
    else:
        typer.echo(f"Mẫu {plain(path.name)} điền được, không có chỗ nào phải sửa.")
    for name in checked.unprinted:
        typer.echo(unprinted_told(name))
    raise typer.Exit(Exit.FINDINGS if checked.faults else Exit.FINE)


@template.command(cls=Command)
def names(programme: ProgrammeOption = None) -> None:
    """Liệt kê mọi tên dùng được trong mẫu: tên, in ra gì, ví dụ theo số liệu mẫu."""
    from bdg_excel.pipeline import template_names
    from bdg_excel.programme import load_programme

    for section in template_names(*load_programme(programme_or_own(programme))):
        _print_section(section)


def _print_section(section: "Section") -> None:
    typer.secho(plain(section.title), bold=True)
    width = min(_WIDEST, max((len(each.tag) for each in section.names), default=0))
    for each in section.names:
        words = plain(each.example)
        short = words if len(words) <= _EXAMPLE else f"{words[:_EXAMPLE].rstrip()}…"
        typer.echo(f"  {each.tag:<{width}}  {plain(each.label)}{f' → {short}' if short else ''}")
    for number, line in enumerate(section.example):
        typer.echo(f"  {'Chép vào mẫu: ' if number == 0 else ' ' * 14}{line.rstrip()}")
    typer.echo()
