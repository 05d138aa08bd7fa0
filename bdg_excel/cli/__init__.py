"""The command line: words in, words and an exit status out. Nothing else prints or exits.

Libraries that take long to load are imported by the commands that need them, so that
``bdg --help`` answers at once.
"""

import gc
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import typer
from typer.exceptions import TyperException

from bdg_excel.cli.explaining import explain
from bdg_excel.cli.forms import check, sample, templates
from bdg_excel.cli.merging import merge
from bdg_excel.cli.report_template import template
from bdg_excel.cli.screen import Exit, command_name, plain
from bdg_excel.cli.starting import init
from bdg_excel.cli.verifying import verify
from bdg_excel.cli.watching import watch
from bdg_excel.cli.wording import Command, Group, vietnamese
from bdg_excel.errors import BdgError, why

RARELY = 1_000_000
"""So many new objects before garbage is looked for: what modules hold as they load is none."""

app = typer.Typer(
    name="bdg",
    cls=Group,
    help="Phát biểu Excel cho các đơn vị; tổng hợp biểu đã điền thành báo cáo và phụ lục.",
    no_args_is_help=True,
    # Scripts that call the program under another name have no command to complete.
    add_completion=command_name() == "bdg",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

for command in (init, templates, sample, merge, watch, check, verify, explain):
    app.command(cls=Command)(command)
app.add_typer(template, name="template")


def main() -> None:
    """Runs the command of the command line and exits with its status.

    An expected error is told without a traceback; a bug keeps its own. Nothing was written then.
    """
    gc.set_threshold(RARELY)
    # numpy would start a thread for each processor, for matrices: here numbers are added up.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know Vietnamese letters: better a mark than a traceback.
        reconfigure: Callable[..., Any] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    try:
        status = app(prog_name=command_name(), standalone_mode=False)
    except BdgError as error:
        status = _failed(str(error))
    except TyperException as error:
        status = _failed(
            f"{vietnamese(error.format_message())}\nXem cách dùng: {command_name()} --help"
        )
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        status = _failed(f"Không đọc hoặc không ghi được{where}: {why(error)}.")
    except (KeyboardInterrupt, typer.Abort):
        status = _failed("Đã dừng theo yêu cầu; không ghi gì thêm.")
    except Exception:
        traceback.print_exc()
        status = _failed("Lỗi của chương trình (xem ở trên). Kết quả cũ, nếu có, vẫn như trước.")
    gc.freeze()  # else Python goes through all that is left, to free it a moment before its end
    sys.exit(status)


def _failed(message: str) -> Exit:
    text = "\n".join(plain(line) for line in message.splitlines())
    typer.secho(f"LỖI: {text}", fg="red", err=True)
    return Exit.FAILED
