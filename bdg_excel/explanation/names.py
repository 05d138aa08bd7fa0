"""What figures are called, and which one somebody means."""

from typing import NamedTuple

from rapidfuzz import fuzz

from bdg_excel.errors import UnknownFigureError
from bdg_excel.programme import Programme
from bdg_excel.text import fold

_LIKE, _PROPOSED = 60, 3
"""How like a name must be, of 100, and how many such names are proposed."""


class FigureName(NamedTuple):
    """A figure's ids, and what it is in words: ``Học sinh mẫu giáo: Nữ``."""

    indicator: str
    part: str
    label: str

    @property
    def id(self) -> str:
        """``mau_giao.nu``."""
        return f"{self.indicator}.{self.part}"


def figure_names(programme: Programme) -> list[FigureName]:
    """All figures of `programme`, in the definition's order."""
    return [
        FigureName(indicator.id, part.id, f"{indicator.label}: {programme.label_of(part.of)}")
        for indicator in programme.indicators
        for part in indicator.parts
    ]


def named(programme: Programme, asked: str) -> list[FigureName]:
    """The figure called `asked` (``mau_giao.nu``), or all parts of an indicator (``mau_giao``).

    Where there is none, `UnknownFigureError` proposes those that are called nearly so.
    """
    names = figure_names(programme)
    found = [name for name in names if asked in (name.id, name.indicator)]
    if not found:
        raise UnknownFigureError(_unknown(asked, names))
    return found


def _unknown(asked: str, names: list[FigureName]) -> str:
    close = _nearest(asked, names)
    proposed = "".join(f"\n  {name.id}  ({name.label})" for name in close)
    hint = f" Có phải là:{proposed}\n" if close else " "
    return f"Không có chỉ tiêu nào tên «{asked}».{hint}Gõ bdg explain để xem tất cả các chỉ tiêu."


def _nearest(asked: str, names: list[FigureName]) -> list[FigureName]:
    """By id or by label, whichever is more alike: people may type either."""
    said = fold(asked)
    scores = [
        (max(fuzz.ratio(said, name.id), fuzz.token_set_ratio(said, fold(name.label))), -place)
        for place, name in enumerate(names)
    ]
    best = sorted((score for score in scores if score[0] >= _LIKE), reverse=True)
    return [names[-place] for _, place in best[:_PROPOSED]]
