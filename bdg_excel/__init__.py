"""Excel forms out to communes, filled forms back, the official report and its annex out.

For programs: `merge`, `templates`, `make_sample`, `check` and `check_report` do what the commands
do (see ``bdg_excel.api``). They are loaded when they are first asked for, so importing this costs
nothing.
"""

__version__ = "0.1.0"

__all__ = [
    "BdgError",
    "CheckedForm",
    "InboxError",
    "Merged",
    "OutputError",
    "ProgrammeError",
    "RecordError",
    "ReportError",
    "ReportTemplateError",
    "check",
    "check_report",
    "make_sample",
    "merge",
    "templates",
]

TYPE_CHECKING = False  # what type checkers take for true; `typing` itself need not be loaded
if TYPE_CHECKING:
    from bdg_excel.api import (
        CheckedForm,
        Merged,
        check,
        check_report,
        make_sample,
        merge,
        templates,
    )
    from bdg_excel.errors import (
        BdgError,
        InboxError,
        OutputError,
        ProgrammeError,
        RecordError,
        ReportError,
        ReportTemplateError,
    )


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    module = "errors" if name.endswith("Error") else "api"
    return getattr(import_module(f"bdg_excel.{module}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
