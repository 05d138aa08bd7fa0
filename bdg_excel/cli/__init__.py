"""The command line: words in, words and an exit status out. Nothing else prints or exits.

Libraries that take long to load are imported by the commands that need them, so that
``bdg --help`` answers at once.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.exceptions import TyperException

from bdg_excel.cli.wording import Command, Group, vietnamese
from bdg_excel.errors import BdgError

if TYPE_CHECKING:
    from bdg_excel.findings import Finding
    from bdg_excel.results import Results

_Item = TypeVar("_Item")

_MANY = 30
"""So many files are worth a progress bar."""
_SHOWN = 40
"""So many findings are printed; all of them stand in the annex and in findings.csv."""


class Exit(IntEnum):
    """What the exit status says."""

    FINE = 0
    FINDINGS = 1
    FAILED = 2


app = typer.Typer(
    name="bdg",
    cls=Group,
    help="Phát biểu Excel cho các đơn vị; tổng hợp biểu đã điền thành báo cáo và phụ lục.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

ProgrammeOption = Annotated[
    Path | None,
    typer.Option(
        "--programme",
        metavar="ĐỊNH_NGHĨA",
        help="Định nghĩa khác: thư mục hoặc tệp TOML.",
        show_default=False,
    ),
]


@app.command(cls=Command)
def templates(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="THƯ_MỤC", help="Thư mục ghi biểu.")
    ] = Path("input_templates"),
    programme: ProgrammeOption = None,
) -> None:
    """Làm biểu trống, mỗi đơn vị một tệp, để gửi đi."""
    from bdg_excel.programme import load_programme
    from bdg_excel.template import write_forms

    made = write_forms(output, load_programme(programme)[0])
    typer.echo(f"Đã làm {len(made)} biểu trong thư mục {output}. Gửi mỗi đơn vị tệp mang tên mình.")


@app.command(cls=Command)
def sample(
    folder: Annotated[
        Path, typer.Argument(metavar="THƯ_MỤC", help="Thư mục ghi biểu mẫu đã điền.")
    ],
    programme: ProgrammeOption = None,
) -> None:
    """Làm một thư mục biểu đã điền sẵn số liệu năm 2023 để chạy thử."""
    from bdg_excel.programme import load_programme
    from bdg_excel.sample import write_sample

    made = write_sample(folder, *load_programme(programme))
    typer.echo(f"Đã làm {len(made)} biểu đã điền trong thư mục {folder}.")


@app.command(cls=Command)
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
    strict: Annotated[bool, typer.Option("--strict", help="Coi cảnh báo như lỗi.")] = False,
) -> None:
    """Tổng hợp các biểu trong một thư mục thành báo cáo, phụ lục và các bảng số liệu."""
    from bdg_excel.pipeline import run
    from bdg_excel.programme import load_programme

    loaded, definition = load_programme(programme)
    results = run(inbox, output, loaded, definition, _progress, use or ())
    _print_findings(results.findings)
    _print_summary(results, output)
    raise typer.Exit(_status(results.findings, strict) if results.balance.holds else Exit.FAILED)


@app.command(cls=Command)
def check(
    files: Annotated[list[Path], typer.Argument(metavar="TỆP...", help="Các biểu cần kiểm tra.")],
    programme: ProgrammeOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Coi cảnh báo như lỗi.")] = False,
) -> None:
    """Kiểm tra biểu trước khi gửi; không ghi gì cả."""
    from bdg_excel.pipeline import inspect
    from bdg_excel.programme import load_programme

    found: list[Finding] = []
    for path, reply, findings in inspect(files, load_programme(programme)[0]):
        counted = f"{reply.counted} ô được tính" if reply else "không tính tệp này"
        typer.echo(f"{path.name}: {counted}, {len(findings)} điều cần xem.")
        _print_findings(findings)
        found += findings
    raise typer.Exit(_status(found, strict))


def _status(findings: Sequence["Finding"], strict: bool) -> Exit:
    severities = {found.severity.value for found in findings}
    bad = {"error", "warning"} if strict else {"error"}
    return Exit.FINDINGS if severities & bad else Exit.FINE


def _print_findings(findings: Sequence["Finding"]) -> None:
    marks = {
        "error": ("LỖI", "red"),
        "warning": ("CẦN XEM", "yellow"),
        "info": ("ghi nhận", "cyan"),
    }
    for found in findings[:_SHOWN]:
        mark, colour = marks[found.severity.value]
        typer.echo(f"{typer.style(f'{mark:<9}', fg=colour)}{_plain(found.message)}")
    if len(findings) > _SHOWN:
        typer.echo(f"… và {len(findings) - _SHOWN} điều khác, xem trang Phát hiện của phụ lục.")


def _print_summary(results: "Results", output: Path) -> None:
    typer.echo(f"Đã tổng hợp {results.sent.words}. Kết quả trong thư mục {output}:")
    typer.echo("  bao_cao.docx (báo cáo), phu_luc.xlsx (phụ lục),")
    typer.echo("  values.csv, figures.csv, findings.csv, run.json (cho chương trình khác).")
    if not results.balance.holds:
        typer.secho("Số ô không khớp: có ô bị sót, đừng dùng kết quả này.", fg="red", err=True)
    typer.echo(results.balance.words)


def _plain(text: str) -> str:
    """`text` without control characters: a file's name or cell must not steer the terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _progress(items: Sequence[_Item]) -> Iterable[_Item]:
    """`items`, with a bar on the terminal while somebody watches and it is worth while."""
    if len(items) < _MANY or not sys.stderr.isatty():
        return items
    return _with_bar(items)


def _with_bar(items: Sequence[_Item]) -> Iterator[_Item]:
    with typer.progressbar(items, label="Đang đọc", file=sys.stderr) as bar:
        yield from bar


def main() -> None:
    """Runs the command of the command line and exits with its status.

    An expected error is told without a traceback; a bug keeps its own.
    """
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may not know Vietnamese letters: better a mark than a traceback.
        reconfigure: Callable[..., Any] | None = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    try:
        status = app(prog_name="bdg", standalone_mode=False)
    except BdgError as error:
        status = _failed(str(error))
    except TyperException as error:
        status = _failed(f"{vietnamese(error.format_message())}\nXem cách dùng: bdg --help")
    except (KeyboardInterrupt, typer.Abort):
        status = _failed("Đã dừng theo yêu cầu; không ghi gì thêm.")
    sys.exit(status)


def _failed(message: str) -> Exit:
    text = "\n".join(_plain(line) for line in message.splitlines())
    typer.secho(f"LỖI: {text}", fg="red", err=True)
    return Exit.FAILED
