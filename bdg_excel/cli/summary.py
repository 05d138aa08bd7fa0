"""The end of a merge in a few lines: who sent, what is to be done next and by whom, where it is."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bdg_excel.cli.screen import unprinted_told
from bdg_excel.findings import ABSENT, FOR_STAFF, Finding, Severity
from bdg_excel.outputs import PAGE
from bdg_excel.programme import Unit
from bdg_excel.results import Results
from bdg_excel.returned import MESSAGES, RETURNED_FOLDER, returned_units

_NAMED = 8
"""So many units are named in a line; all of them stand on the page and in the annex."""


_NOT_SENT = "not_sent"


def beside_summary(findings: Iterable[Finding]) -> list[Finding]:
    """Those of `findings` that the summary does not tell in its own words."""
    return [found for found in findings if found.code != _NOT_SENT]


def summary(results: Results, output: Path) -> Iterator[str]:
    """The lines, the balance last."""
    yield f"Đã tổng hợp {results.sent.words}."
    not_sent, perhaps, set_aside = _missing(results)
    if not_sent:
        yield f"  Chưa gửi: {_names(not_sent)}."
    if perhaps:
        yield f"  Có tệp ghi tên nhưng chưa rõ có phải của: {_names(perhaps)}."
    if set_aside:
        yield f"  Đã gửi nhưng chưa tính được: {_names(set_aside)}."
    yield "Việc cần làm tiếp:"
    yield from (f"  - {task}" for task in _tasks(results, not_sent))
    yield f"Kết quả trong thư mục {output}:"
    yield from _files()
    yield results.balance.words


def _missing(results: Results) -> tuple[list[Unit], list[Unit], list[Unit]]:
    """The units of which nothing counts: those that have not sent, may have sent, and have sent."""
    codes = {f.place.unit_code: f.code for f in results.findings if f.code in ABSENT}
    missing = results.sent.missing
    return (
        [unit for unit in missing if codes.get(unit.code) == _NOT_SENT],
        [unit for unit in missing if codes.get(unit.code, _NOT_SENT) != _NOT_SENT],
        [unit for unit in missing if unit.code not in codes],
    )


def _tasks(results: Results, not_sent: Sequence[Unit]) -> Iterator[str]:
    if not_sent:
        yield f"Nhắc {len(not_sent)} đơn vị gửi biểu (lời nhắn: {RETURNED_FOLDER}/{MESSAGES})."
    returned = returned_units(results)
    if returned:
        yield (
            f"Gửi lại {len(returned)} đơn vị biểu đã đánh dấu chỗ cần xem, "
            f"trong {RETURNED_FOLDER}: {_names(returned)}."
        )
    unclear = {
        found.place.file
        for found in results.findings
        if found.severity is Severity.ERROR
        and (found.code in FOR_STAFF or not found.place.unit_code)
    }
    if unclear:
        yield f"Người tổng hợp xem {len(unclear)} tệp không đọc được hoặc chưa rõ của đơn vị nào."
    yield from map(unprinted_told, results.unprinted)
    for name in results.kept:
        yield f"Bản đã sửa tay của lần trước được giữ lại thành {name}: chép phần sửa sang bản mới."
    if results.replies:
        yield "Người tổng hợp đọc và sửa bao_cao.docx, rồi trình ký."
    else:
        yield "Chưa tính được biểu nào, báo cáo chưa có số liệu: có biểu rồi thì chạy lại."


def _files() -> Iterator[str]:
    yield (
        f"  {PAGE} (trang kết quả), bao_cao.docx (báo cáo), phu_luc.xlsx (phụ lục), "
        f"{RETURNED_FOLDER} (trả lại),"
    )
    yield "  values.csv, figures.csv, findings.csv, run.json (cho chương trình khác)."


def _names(units: Sequence[Unit]) -> str:
    names = ", ".join(unit.name for unit in units[:_NAMED])
    rest = len(units) - _NAMED
    return f"{names} và {rest} đơn vị khác" if rest > 0 else names
