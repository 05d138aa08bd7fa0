"""The command line library's own words, in Vietnamese: it has no translations."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

_PHRASES = {
    "Usage:": "Cách dùng:",
    "[OPTIONS]": "[TÙY CHỌN]",
    "COMMAND [ARGS]...": "LỆNH ...",
    "Arguments:": "Cần cho biết:",
    "Options:": "Tùy chọn:",
    "Commands:": "Các lệnh:",
    "Show this message and exit.": "In hướng dẫn này.",
    "[required]": "[bắt buộc]",
    "[default: ": "[nếu không ghi: ",
    "Missing argument": "thiếu",
    "Missing option": "thiếu tùy chọn",
    "No such command": "không có lệnh",
    "No such option:": "không có tùy chọn",
    "Possible options:": "có phải là:",
    "Did you mean": "có phải là",
    "Got unexpected extra argument(s)": "gõ thừa",
    "Got unexpected extra argument": "gõ thừa",
    "Got unexpected extra arguments": "gõ thừa",
    "Invalid value for": "giá trị không đúng cho",
    "requires an argument": "cần một giá trị",
    "Option": "Tùy chọn",
    "Install completion for the current shell.": "Cài gợi ý lệnh (phím Tab) cho terminal này.",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "In đoạn mã gợi ý lệnh cho terminal này."
    ),
    # What kind of value it is says nothing to people; the columns keep their width.
    " <path>": " " * 7,
    " <list[Path]>": " " * 13,
}


def vietnamese(text: str) -> str:
    """`text` of the library with the phrases that it uses here put into Vietnamese."""
    for phrase in sorted(_PHRASES, key=len, reverse=True):
        text = text.replace(phrase, _PHRASES[phrase])
    return text


class Group(TyperGroup):
    """The list of commands, with Vietnamese help."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        for param in self.params:
            _translated(param)
        return vietnamese(super().get_help(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The option ``--help``, as completion shows it too."""
        return _translated(super().get_help_option(ctx))


class Command(TyperCommand):
    """A command with Vietnamese help."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return vietnamese(super().get_help(ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The option ``--help``, as completion shows it too."""
        return _translated(super().get_help_option(ctx))


def _translated(param: Any) -> Any:
    """`param` with its help put into Vietnamese: a phrase must be met before it is wrapped."""
    if param is not None and param.help:
        param.help = vietnamese(param.help)
    return param
