"""A passage in the making, with the way back from its characters to the elements of the file."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bdg_excel.verify.passage import Kind


class Piece(NamedTuple):
    """Where the text of one element (``w:t``, a tab, a break) stands in its passage."""

    start: int
    end: int
    element: Any


class Tagged(NamedTuple):
    """A content control's stretch of a passage."""

    tag: str
    title: str
    start: int
    end: int


@dataclass(slots=True)
class Draft:
    """A passage in the making.

    `paragraph` is the element where it begins, `host` the paragraph that its text box hangs on.
    """

    kind: Kind
    paragraph: Any = None
    host: Any = None
    level: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    words: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    controls: list[Tagged] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, element: Any) -> None:
        """`text` at the end; `element` is what it comes from, None for a break of our own."""
        if text:
            if element is not None:
                self.pieces.append(Piece(self.length, self.length + len(text), element))
            self.words.append(text)
            self.length += len(text)

    @property
    def text(self) -> str:
        """What is read so far."""
        return "".join(self.words)
