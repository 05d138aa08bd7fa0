"""A working folder, made for a round."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bdg_excel.cli.opening import open_for_person
from bdg_excel.cli.options import OpenOption, ProgrammeOption
from bdg_excel.cli.screen import command_name

if TYPE_CHECKING:
    from bdg_excel.working_folder.making import Made


def init(
    folder: Annotated[
        Path,
        typer.Argument(metavar="THƯ_MỤC", help="Thư mục sẽ làm; đã có thì làm thêm phần thiếu."),
    ],
    programme: ProgrammeOption = None,
    show: OpenOption = False,
) -> None:
    """Làm một thư mục làm việc: biểu để gửi, chỗ bỏ biểu nhận được, chỗ ghi kết quả."""
    from bdg_excel.working_folder.making import README, make_working_folder

    made = make_working_folder(folder, programme)
    where = made.folder
    typer.echo(_done(made))
    typer.echo(f"  1. Gửi cho mỗi đơn vị tệp mang tên mình trong: {where.forms}")
    typer.echo(f"  2. Bỏ các tệp nhận được vào: {where.inbox}")
    typer.echo(f"  3. {_next_step(where.root)}")
    typer.echo(f"Hướng dẫn: {where.root / README}")
    if show:
        open_for_person(where.root)


def _done(made: "Made") -> str:
    root, count = made.folder.root, len(made.added)
    if not made.was_there:
        return f"Đã làm thư mục làm việc {root} ({count} tệp)."
    if not count:
        return f"Thư mục làm việc {root} đã đủ; không ghi gì thêm."
    return f"Thư mục làm việc {root} đã có từ trước: chỉ làm thêm {count} tệp còn thiếu."


def _next_step(root: Path) -> str:
    ways = []
    if any(root.glob("Tong_hop.*")):
        ways.append("nháy đúp Tong_hop")
    if command_name() == "bdg":
        ways.append("gõ: bdg merge")
    return f"Ở trong thư mục này {' hoặc '.join(ways)}"
