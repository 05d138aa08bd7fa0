"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

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
