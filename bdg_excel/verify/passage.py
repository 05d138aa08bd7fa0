"""What the checker is given and what it answers: passages in, a verdict for each number out."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["paragraph", "heading", "cell", "header", "footnote", "textbox"]
Judgement = Literal["right", "rounded", "wrong", "differs", "unchecked"]


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph or table cell of a report, in reading order; `indicator` if it is known."""

    place: str
    text: str
    kind: Kind
    table: int | None = None
    row: int | None = None
    column: int | None = None
    indicator: str | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a number stands: the index of its passage, and from where to where in its text."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of one number: `text` is the sentence or the row around it.

    `expected` is what it should be (empty if it is right), `why` the sum that says so.
    """

    spot: Spot
    text: str
    number: str
    cls: str
    verdict: Judgement
    expected: str
    why: str
