"""What a cell can hold besides text and numbers, as far as a second look at the file tells.

The quick reader gives a cell's value alone. Where more is needed to understand it (an error, a
formula, a format, a font), the reader hands over one of these in its place.
"""

import datetime
from dataclasses import dataclass

from bdg_excel.values.typed import as_typed

Moment = datetime.date | datetime.time | datetime.timedelta


@dataclass(frozen=True, slots=True)
class CellError:
    """A formula's error, ``#REF!``: somebody put something there, and it is no answer."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that nobody has calculated: the file holds no result for it."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Computed:
    """A formula's result; `of_blanks`: all that it looks at is blank, or cannot be seen.

    `blanks` names those of the cells it looks at that should have been answered and are blank.
    `may_be_text`: a text may have come out of which the file says only that it was no number.
    """

    number: float
    formula: str
    of_blanks: bool
    blanks: str = ""
    may_be_text: bool = False

    def __str__(self) -> str:
        return as_typed(self.number)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or a time with the number that the file holds for it, and how the cell shows it."""

    moment: Moment
    serial: float | None
    format: str

    def __str__(self) -> str:
        return as_typed(self.moment)


@dataclass(frozen=True, slots=True)
class Lettered:
    """A text in a legacy font, and what it is in Unicode."""

    text: str
    plain: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Shown:
    """A number in a cell that shows it as a percentage: 0.65 as ``65%``."""

    number: float

    def __str__(self) -> str:
        return f"{as_typed(float(f'{self.number * 100:.15g}'))}%"


@dataclass(frozen=True, slots=True)
class Measured:
    """A number beside which the form now says another unit than its own: ``1.000 đồng``."""

    raw: object
    unit: str

    def __str__(self) -> str:
        return as_typed(self.raw)


@dataclass(frozen=True, slots=True)
class Contested:
    """An answer whose row, column or question now is called as another one of the form: ``Nữ``."""

    raw: object
    label: str

    def __str__(self) -> str:
        return as_typed(self.raw)


DISPUTED = (Contested, Measured)
"""What holds the raw answer itself, and what the form now says otherwise of it."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """An answer that does not count for what is told elsewhere: of its row, or of its sheets."""

    raw: object

    def __str__(self) -> str:
        return as_typed(self.raw)


@dataclass(frozen=True, slots=True)
class Printed:
    """A number to which its cell's format adds digits: 20 is shown as ``20,000`` or ``20.000``."""

    number: float
    shown: str

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True, slots=True)
class Concealed:
    """A number of which its cell's format shows nothing: ``;;;``, or words in its place."""

    number: float
    shown: str

    def __str__(self) -> str:
        return as_typed(self.number)


@dataclass(frozen=True, slots=True)
class Scaled:
    """A number whose cell shows it in thousands or millions: 20 as ``20 triệu đồng``."""

    number: float
    times: int

    def __str__(self) -> str:
        return as_typed(self.number)


@dataclass(frozen=True, slots=True)
class Marked:
    """What is struck out or off the line in part: with the footnote's mark ``45¹`` is ``451``.

    `bare` is what is left without that: nothing where all is struck out.
    """

    raw: object
    bare: str

    def __str__(self) -> str:
        return as_typed(self.raw)


@dataclass(frozen=True, slots=True)
class Merged:
    """An answer in `area`, which was made one cell out of those of several questions."""

    raw: object
    area: str
    questions: str

    def __str__(self) -> str:
        return as_typed(self.raw)


@dataclass(frozen=True, slots=True)
class Unseen:
    """What may be shown otherwise than it is held: formats and fonts decide, and were not read."""

    raw: object

    def __str__(self) -> str:
        return as_typed(self.raw)


Seen = (
    CellError
    | Computed
    | Concealed
    | Contested
    | Dated
    | Formula
    | Lettered
    | Marked
    | Measured
    | Merged
    | Printed
    | Scaled
    | SetAside
    | Shown
    | Unseen
)
