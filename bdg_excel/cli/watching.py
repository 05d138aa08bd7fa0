"""A merge again and again, whenever a file lands in the drop folder."""

import gc
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bdg_excel.cli.opening import open_results
from bdg_excel.cli.options import InboxArgument, OpenOption, OutputOption, ProgrammeOption
from bdg_excel.cli.places import Places, places
from bdg_excel.cli.screen import plain
from bdg_excel.errors import BdgError, EmptyInboxError, InboxError, why

if TYPE_CHECKING:
    from bdg_excel.results import Results

_NOT_MERGED = "chưa tổng hợp được; sẽ làm lại khi thư mục nhận có thay đổi."
_REFRESH_SECONDS = 5
"""How often a page that stays open looks for a newer one."""


def watch(
    inbox: InboxArgument = None,
    output: OutputOption = None,
    programme: ProgrammeOption = None,
    show: OpenOption = False,
    poll: Annotated[
        bool, typer.Option("--poll", help="Tự dò thư mục, khi ổ đĩa mạng không báo có tệp mới.")
    ] = False,
) -> None:
    """Theo dõi thư mục nhận và tổng hợp lại mỗi khi có tệp mới; dừng bằng Ctrl-C."""
    from bdg_excel.watch import changes

    where = places(inbox, output, programme)
    if not where.inbox.is_dir():
        raise InboxError(f"Không thấy thư mục {where.inbox}. Kiểm tra lại đường dẫn.")
    typer.echo(f"Đang theo dõi {where.inbox}; kết quả ghi vào {where.output}. Dừng: Ctrl-C.")
    try:
        for _ in changes(where.inbox, poll):
            if _merge_once(where) and show:
                open_results(where.output)
                show = False
            gc.collect()  # what the last merge left would else stay for many more
    except KeyboardInterrupt:
        typer.echo("\nĐã dừng theo dõi. Kết quả của lần tổng hợp cuối vẫn còn nguyên.")


def _merge_once(where: Places) -> bool:
    """Whether there are new results; one line tells of it. An error ends nothing."""
    from bdg_excel.pipeline import Manner, run
    from bdg_excel.programme import load_programme

    try:
        loaded = load_programme(where.programme)
        results = run(where.inbox, where.output, *loaded, Manner(refresh=_REFRESH_SECONDS))
    except EmptyInboxError:
        _say("chưa có tệp nào trong thư mục nhận; đang đợi")
    except BdgError as error:
        _say(f"{_NOT_MERGED} {error}")
    except OSError as error:  # a drive of the network that is cut off
        _say(f"{_NOT_MERGED} Không đọc hoặc không ghi được: {why(error)}.")
    else:
        _say(_outcome(results))
        return True
    return False


def _outcome(results: "Results") -> str:
    if not results.balance.holds:
        return "số ô không khớp: có ô bị sót, đừng dùng kết quả này"
    severities = [found.severity.value for found in results.findings]
    return (
        f"đã tổng hợp {results.sent.words}; "
        f"{severities.count('error')} lỗi, {severities.count('warning')} chỗ cần xem"
    )


def _say(words: str) -> None:
    # The clock is for whoever looks at the window; outputs hold none.
    line = f"{datetime.now().astimezone():%H:%M:%S}  {plain(words)}"
    typer.echo(line)
    sys.stdout.flush()
