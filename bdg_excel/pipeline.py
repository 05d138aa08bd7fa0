"""The whole way, from the drop folder to the report, on one page. Stages do not call each other.

As far as the figures it is told by `collection`, which loads none of the writers.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from bdg_excel.annex import write_annex
from bdg_excel.collection import (
    Progress,
    collect,
    incoming,
    inspect,
    kept_values,
    results_of,
)
from bdg_excel.errors import InboxError, OutputError
from bdg_excel.inbox import InboxFile, way_from
from bdg_excel.outputs import PAGE, staged
from bdg_excel.page import folder_address, write_page
from bdg_excel.programme import Programme
from bdg_excel.record import write_records
from bdg_excel.report import (
    Context,
    Opinion,
    Section,
    names,
    report_context,
    sound_template,
    specimen,
    write_report,
)
from bdg_excel.results import Results
from bdg_excel.returned import RETURNED_FOLDER, returned_files, write_returned
from bdg_excel.sample import write_sample
from bdg_excel.template import write_forms
from bdg_excel.values.parsed import Status

__all__ = [
    "USUAL",
    "Manner",
    "collect",
    "inspect",
    "make_sample",
    "make_templates",
    "run",
    "template_names",
]


class Manner(NamedTuple):
    """How a run is to go, apart from what goes in and out.

    `used` are files of the drop folder that were chosen where a unit sent several; a page that is
    looked at while files come in renews itself every `refresh` seconds.
    """

    progress: Progress[InboxFile] = iter
    used: Sequence[str] = ()
    refresh: int | None = None


USUAL = Manner()


@kept_values()
def run(
    inbox: Path,
    output: Path,
    programme: Programme,
    definition: Path,
    manner: Manner = USUAL,
) -> Results:
    """Merges the forms in `inbox` and writes every output into `output`, all of them or none."""
    _refuse_overlap(inbox.resolve(), output.resolve())
    with incoming(inbox, programme, output, manner.used) as came:
        template = sound_template(definition.parent / programme.report_template, programme)
        results = results_of(came, programme, manner.progress)
    with staged(output, returned_files(programme)) as stage:
        folder = stage.folder
        stated = write_report(template, folder / "bao_cao.docx", _report_context(results))
        way = way_from(output, inbox)
        write_annex(folder / "phu_luc.xlsx", results, way)
        letters = write_returned(folder / RETURNED_FOLDER, results)
        forms_in, given_back = folder_address(way), f"{RETURNED_FOLDER}/"
        write_page(folder / PAGE, results, letters, forms_in, given_back, manner.refresh)
        write_records(folder, results, definition, stated)
    return results._replace(kept=tuple(stage.kept), unprinted=template.unprinted)


def _refuse_overlap(inbox: Path, output: Path) -> None:
    """The drop folder is never written to, and what was given back is no drop folder."""
    if output == inbox or inbox in output.parents:
        raise InboxError(
            "Thư mục kết quả phải khác thư mục nhận và nằm ngoài nó: thư mục nhận không bị ghi vào."
        )
    if inbox == output / RETURNED_FOLDER:
        raise InboxError(
            f"{inbox} là thư mục biểu trả lại của lần chạy trước. Chép các biểu đơn vị đã sửa vào "
            "thư mục nhận rồi chạy lại."
        )


def make_templates(folder: Path, programme: Programme) -> list[Path]:
    """The empty forms of all units in `folder`."""
    return _spare_filled(folder, programme, lambda stage: write_forms(stage, programme))


def make_sample(folder: Path, programme: Programme, definition: Path) -> list[Path]:
    """The filled forms of the programme's sample in `folder`."""
    return _spare_filled(
        folder, programme, lambda stage: write_sample(stage, programme, definition)
    )


def template_names(programme: Programme, definition: Path) -> list[Section]:
    """Every name that the report's template may use, with what the sample prints there."""
    if programme.sample is None:
        return list(names(programme, specimen(programme)))
    with TemporaryDirectory() as folder:
        write_sample(Path(folder), programme, definition)
        return list(names(programme, _report_context(collect(Path(folder), programme))))


def _spare_filled(
    folder: Path, programme: Programme, write: Callable[[Path], list[Path]]
) -> list[Path]:
    """Puts forms into `folder`, but over no form that somebody has filled in."""
    with staged(folder) as stage:
        made = write(stage.folder)
        others = [path for path in made if _differs(folder / path.name, path)]
        read = inspect([folder / path.name for path in others], programme)
        filled = [path.name for path, reply, _ in read if reply and not reply.is_blank]
        if filled:
            raise OutputError(
                f"Thư mục {folder} có biểu đã điền sẽ bị ghi đè: {', '.join(filled)}. "
                "Chọn thư mục khác; chưa ghi gì cả."
            )
    return [folder / path.name for path in made]


def _differs(target: Path, made: Path) -> bool:
    return target.exists() and target.read_bytes() != made.read_bytes()


def _report_context(results: Results) -> Context:
    return report_context(
        results.programme, results.figures, results.summaries, _opinions(results), results.sent
    )


def _opinions(results: Results) -> dict[str, list[Opinion]]:
    """What units wrote in answer to questions in words, by field; `Không` is nothing to pass on."""
    worded = {field.id for field in results.programme.fields if field.kind == "text"}
    found: dict[str, list[Opinion]] = {name: [] for name in worded}
    for reply in results.replies:
        for value in reply.values:
            if value.field in worded and value.status is Status.GIVEN:
                found[value.field].append(Opinion(reply.unit, value.text))
    return found
