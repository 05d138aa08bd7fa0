"""A finished report's numbers, checked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bdg_excel.cli.for_programs import failures_told, print_json
from bdg_excel.cli.options import JsonOption, folder_option
from bdg_excel.cli.places import data_of
from bdg_excel.cli.screen import Exit, plain

if TYPE_CHECKING:
    from bdg_excel.report_check import Checked

_SHOWN_NUMBERS, _COLUMN = 200, 36
"""So many numbers of a report are printed, in columns of so many letters at most."""


def verify(
    report: Annotated[
        Path, typer.Argument(metavar="BÁO_CÁO", help="Báo cáo cần kiểm tra: .docx, .doc, .odt.")
    ],
    data: Annotated[
        Path | None,
        folder_option(
            "--data",
            help="Thư mục kết quả của bdg merge mà báo cáo lấy số liệu; "
            "báo cáo nằm trong thư mục làm việc thì không cần ghi.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        folder_option(
            "-o", "--output", help="Thư mục ghi kết quả; không ghi thì là thư mục của báo cáo."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Kiểm tra các con số của một báo cáo đã viết xong; không sửa báo cáo."""
    from bdg_excel.report_check import RECORD, check_report

    folder = output or report.parent
    with failures_told(as_json):
        checked = check_report(report, folder, data or data_of(report))
    wrong = any(verdict.verdict == "wrong" for verdict in checked.verdicts)
    outcome = Exit.FINDINGS if wrong else Exit.FINE
    if as_json:
        print_json(_facts(checked, folder, outcome))
        raise typer.Exit(outcome)
    _print_checked(checked)
    typer.echo(f"Đã ghi: {folder / RECORD} (từng con số),")
    typer.echo(f"  {folder / checked.commented} (bản sao có chú thích ở chỗ sai hoặc cần xem).")
    raise typer.Exit(outcome)


def _facts(checked: "Checked", folder: Path, outcome: Exit) -> dict[str, object]:
    """How many numbers of each verdict, and where it is written."""
    from collections import Counter

    from bdg_excel.report_check import RECORD

    return {
        "exit": int(outcome),
        "numbers": dict(Counter(one.verdict for one in checked.verdicts)),
        "output": str(folder.resolve()),
        "outputs": [RECORD, checked.commented],
    }


def _print_checked(checked: "Checked") -> None:
    """What is wrong or doubtful, a number each, then how many of each verdict."""
    from bdg_excel.verify.record import place_of

    marks = {"wrong": ("SAI", "red"), "differs": ("CẦN XEM", "yellow")}
    shown = checked.wrong[:_SHOWN_NUMBERS]
    places = [plain(place_of(one, checked.passages)) for one in shown]
    numbers = [plain(f"{one.number} → {one.expected}".removesuffix(" → ")) for one in shown]
    widths = [min(_COLUMN, max(map(len, cells), default=0)) for cells in (places, numbers)]
    for one, place, number in zip(shown, places, numbers, strict=True):
        mark, colour = marks[one.verdict]
        cells = f"{place:<{widths[0]}}  {number:<{widths[1]}}  {plain(one.why)}"
        typer.echo(f"{typer.style(f'{mark:<9}', fg=colour)}{cells}")
    if len(checked.wrong) > len(shown):
        hidden = len(checked.wrong) - len(shown)
        typer.echo(f"… và {hidden} chỗ khác, xem bản sao có chú thích.")
    for note in checked.notes:
        typer.echo(plain(note))
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
