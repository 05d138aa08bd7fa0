"""What one cell turned out to say."""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from bdg_excel.text import number


class Status(StrEnum):
    """What kind of answer a value is; only `GIVEN` and `NIL` have a number."""

    GIVEN = "given"
    NIL = "nil"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    REFUSED = "refused"

    @property
    def words(self) -> str:
        """The status as people read it."""
        return _WORDS[self]


_WORDS = {
    Status.GIVEN: "có số liệu",
    Status.NIL: "không có (0)",
    Status.BLANK: "để trống",
    Status.NOT_APPLICABLE: "không áp dụng",
    Status.REFUSED: "chưa tính",
}


COUNTED = frozenset({Status.GIVEN, Status.NIL})
"""The statuses of answers that are in figures (texts: that are passed on)."""


class Parsed(NamedTuple):
    """A cell's meaning. `text` is what was typed; `code` names the finding, `words` its blanks.

    `legacy` is the text as the file holds it, where it was converted to Unicode.
    """

    number: int | Decimal | None
    text: str
    status: Status
    code: str = ""
    words: tuple[tuple[str, str], ...] = ()
    legacy: str = ""


BLANK = Parsed(None, "", Status.BLANK)
"""An empty cell: not reported."""


def refused(typed: str, code: str, **words: str) -> Parsed:
    """An answer that is set aside, with the finding that says why."""
    return Parsed(None, typed, Status.REFUSED, code, tuple(words.items()))


def placeholder(typed: str) -> Parsed:
    """Dots where an answer belongs: not reported, but not an empty cell either."""
    return Parsed(None, typed, Status.BLANK, "placeholder")


def read_as(value: int | Decimal, typed: str, meaning: str = "") -> Parsed:
    """An answer with one possible reading that is not quite what was typed: it is told."""
    status = Status.GIVEN if value else Status.NIL
    return Parsed(value, typed, status, "read_as", (("value", meaning or number(value)),))
