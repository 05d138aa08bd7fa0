"""The words to send to a unit that is missing or whose form goes back."""

from typing import NamedTuple

from bdg_excel.programme import Unit


class Letter(NamedTuple):
    """A message ready to paste into a chat or a mail.

    `file` is the name of the form that goes with it, empty where the unit has not sent any; `state`
    says then how things stand.
    """

    unit: Unit
    file: str
    lines: tuple[str, ...]
    state: str = ""

    @property
    def text(self) -> str:
        """The message as it is pasted."""
        return "\n".join(self.lines)
