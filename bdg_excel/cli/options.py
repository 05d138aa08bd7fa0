"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Any

import typer


def folder_option(*names: str, help: str) -> Any:  # noqa: A002 - as typer calls it
    """An option that names a folder; where it is left out, `help` says what is taken."""
    return typer.Option(*names, metavar="THƯ_MỤC", show_default=False, help=help)


ProgrammeOption = Annotated[
    Path | None,
    typer.Option(
        "--programme",
        metavar="ĐỊNH_NGHĨA",
        help="Định nghĩa khác: thư mục hoặc tệp TOML.",
        show_default=False,
    ),
]

StrictOption = Annotated[bool, typer.Option("--strict", help="Coi cảnh báo như lỗi.")]

OpenOption = Annotated[
    bool, typer.Option("--open", help="Xong thì mở kết quả bằng chương trình của máy.")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Chỉ in lỗi.")]
JsonOption = Annotated[
    bool, typer.Option("--json", help="In một đối tượng JSON cho chương trình khác đọc.")
]

InboxArgument = Annotated[
    Path | None,
    typer.Argument(
        metavar="THƯ_MỤC",
        show_default=False,
        help="Thư mục chứa các biểu đã nhận; trong thư mục làm việc không cần ghi.",
    ),
]
OutputOption = Annotated[
    Path | None,
    folder_option(
        "-o",
        "--output",
        help="Thư mục ghi kết quả; không ghi thì là output, hoặc như thư mục làm việc.",
    ),
]
