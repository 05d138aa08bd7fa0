"""The command line: words in, words and an exit status out. Nothing else prints or exits.

Libraries that take long to load are imported by the commands that need them, so that
``bdg --help`` answers at once.
"""

import os
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
    from bdg_excel.report_check import Checked
    from bdg_excel.results import Results

_Item = TypeVar("_Item")

_MANY = 30
"""So many files are worth a progress bar."""
_SHOWN = 40
"""So many findings that are only worth knowing are printed; all stand in the annex."""


_SHOWN_NUMBERS, _COLUMN = 200, 36
"""So many numbers of a report are printed, in columns of so many letters at most."""


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
    from bdg_excel.pipeline import make_templates
    from bdg_excel.programme import load_programme

    made = make_templates(output, load_programme(programme)[0])
    typer.echo(f"Đã làm {len(made)} biểu trong thư mục {output}. Gửi mỗi đơn vị tệp mang tên mình.")


@app.command(cls=Command)
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
        typer.echo(f"{_plain(path.name)}: {counted}, {_counts(findings)}.")
        _print_findings(findings)
        found += findings
    raise typer.Exit(_status(found, strict))


@app.command(cls=Command)
def verify(
    report: Annotated[
        Path, typer.Argument(metavar="BÁO_CÁO", help="Báo cáo cần kiểm tra: .docx, .doc, .odt.")
    ],
    data: Annotated[
        Path | None,
        typer.Option(
            "--data",
            metavar="THƯ_MỤC",
            show_default=False,
            help="Thư mục kết quả của bdg merge mà báo cáo lấy số liệu.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="THƯ_MỤC",
            show_default=False,
            help="Thư mục ghi kết quả; không ghi thì là thư mục của báo cáo.",
        ),
    ] = None,
) -> None:
    """Kiểm tra các con số của một báo cáo đã viết xong; không sửa báo cáo."""
    from bdg_excel.report_check import RECORD, check_report

    folder = output or report.parent
    checked = check_report(report, folder, data)
    _print_checked(checked)
    typer.echo(f"Đã ghi: {folder / RECORD} (từng con số),")
    typer.echo(f"  {folder / checked.commented} (bản sao có chú thích ở chỗ sai hoặc cần xem).")
    wrong = any(verdict.verdict == "wrong" for verdict in checked.verdicts)
    raise typer.Exit(Exit.FINDINGS if wrong else Exit.FINE)


def _print_checked(checked: "Checked") -> None:
    """What is wrong or doubtful, a number each, then how many of each verdict."""
    from bdg_excel.verify.record import place_of

    marks = {"wrong": ("SAI", "red"), "differs": ("CẦN XEM", "yellow")}
    shown = checked.wrong[:_SHOWN_NUMBERS]
    places = [_plain(place_of(one, checked.passages)) for one in shown]
    numbers = [_plain(f"{one.number} → {one.expected}".removesuffix(" → ")) for one in shown]
    widths = [min(_COLUMN, max(map(len, cells), default=0)) for cells in (places, numbers)]
    for one, place, number in zip(shown, places, numbers, strict=True):
        mark, colour = marks[one.verdict]
        cells = f"{place:<{widths[0]}}  {number:<{widths[1]}}  {_plain(one.why)}"
        typer.echo(f"{typer.style(f'{mark:<9}', fg=colour)}{cells}")
    if len(checked.wrong) > len(shown):
        hidden = len(checked.wrong) - len(shown)
        typer.echo(f"… và {hidden} chỗ khác, xem bản sao có chú thích.")
    for note in checked.notes:
        typer.echo(_plain(note))
    said = [verdict.verdict for verdict in checked.verdicts]
    names = {
        "right": "đúng",
        "rounded": "đúng sau khi làm tròn",
        "wrong": "sai",
        "differs": "khác với chỗ khác",
        "unchecked": "không kiểm tra được",
    }
    counts = ", ".join(f"{said.count(key)} {name}" for key, name in names.items() if key in said)
    typer.echo(f"{len(said)} con số: {counts}." if said else "Báo cáo không có con số nào.")


def _status(findings: Sequence["Finding"], strict: bool) -> Exit:
    severities = {found.severity.value for found in findings}
    bad = {"error", "warning"} if strict else {"error"}
    return Exit.FINDINGS if severities & bad else Exit.FINE


def _counts(findings: Sequence["Finding"]) -> str:
    severities = [found.severity.value for found in findings]
    names = {"error": "lỗi", "warning": "chỗ cần xem", "info": "điều để biết"}
    return ", ".join(f"{severities.count(level)} {name}" for level, name in names.items())


def _print_findings(findings: Sequence["Finding"]) -> None:
    """Every error and warning; of what is only worth knowing the first few."""
    marks = {
        "error": ("LỖI", "red"),
        "warning": ("CẦN XEM", "yellow"),
        "info": ("ghi nhận", "cyan"),
    }
    known = [found for found in findings if found.severity.value == "info"]
    hidden = known[_SHOWN:]
    for found in findings:
        if found not in hidden:
            mark, colour = marks[found.severity.value]
            typer.echo(f"{typer.style(f'{mark:<9}', fg=colour)}{_plain(found.message)}")
    if hidden:
        typer.echo(f"… và {len(hidden)} điều để biết khác, xem trang Phát hiện của phụ lục.")


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
        status = app(prog_name=_command(), standalone_mode=False)
    except BdgError as error:
        status = _failed(str(error))
    except TyperException as error:
        status = _failed(
            f"{vietnamese(error.format_message())}\nXem cách dùng: {_command()} --help"
        )
    except (KeyboardInterrupt, typer.Abort):
        status = _failed("Đã dừng theo yêu cầu; không ghi gì thêm.")
    sys.exit(status)


def _command() -> str:
    """What people type to get here: a script that sets things up tells its own name."""
    return os.environ.get("BDG_COMMAND", "bdg")


def _failed(message: str) -> Exit:
    text = "\n".join(_plain(line) for line in message.splitlines())
    typer.secho(f"LỖI: {text}", fg="red", err=True)
    return Exit.FAILED
