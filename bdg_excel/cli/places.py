"""Where a command reads and writes: as it was told, else as the working folder says."""

from pathlib import Path
from typing import NamedTuple

from bdg_excel.cli.screen import command_name
from bdg_excel.errors import WorkingFolderError

OUTPUT = Path("output")
FORMS = Path("input_templates")
"""Where outputs and empty forms go when nothing says otherwise."""


class Places(NamedTuple):
    """The drop folder, the output folder, and the definition: None is the built-in one."""

    inbox: Path
    output: Path
    programme: Path | None


def places(inbox: Path | None, output: Path | None, programme: Path | None) -> Places:
    """What was not told comes from the working folder: `inbox` may be one, or one stands in it."""
    from bdg_excel.working_folder import find, is_marked, read

    named = inbox if inbox is not None and is_marked(inbox) else None
    folder = read(named) if named else find()
    told = None if named else inbox
    if folder is None:
        return Places(told or _no_inbox(), output or OUTPUT, programme)
    return Places(told or folder.inbox, output or folder.output, programme or folder.programme)


def _no_inbox() -> Path:
    bdg = command_name()
    raise WorkingFolderError(
        "Chưa cho biết thư mục chứa các biểu đã nhận, mà đây không phải thư mục làm việc.\n"
        f"  Ghi tên thư mục ấy sau lệnh, ví dụ: {bdg} merge da_nhan -o ket_qua\n"
        f"  hoặc làm một thư mục làm việc: {bdg} init cong_viec"
    )


def programme_or_own(programme: Path | None) -> Path | None:
    """The definition that was named, else that of the working folder that one stands in."""
    from bdg_excel.working_folder import find

    folder = None if programme else find()
    return folder.programme if folder else programme


def results_of(data: Path | None, programme: Path | None) -> tuple[Path, Path | None]:
    """The results `data` and their definition; what was not told comes from the working folder.

    It is the one around `data`, else the one that one stands in.
    """
    from bdg_excel.working_folder import find

    folder = find(data.absolute()) if data else find()
    if folder is None:
        return data or OUTPUT, programme
    return data or folder.output, programme or folder.programme


def forms_folder() -> Path:
    """Where empty forms go: into the working folder that one stands in, else into `FORMS`."""
    from bdg_excel.working_folder import find

    folder = find()
    return folder.forms if folder else FORMS


def data_of(report: Path) -> Path | None:
    """The results that a report lying in a working folder was made from; None where it has none."""
    from bdg_excel.outputs import RECORD
    from bdg_excel.working_folder import find

    folder = find(report.absolute().parent)
    return folder.output if folder and (folder.output / RECORD).is_file() else None
