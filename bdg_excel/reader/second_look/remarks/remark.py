"""What was written beside a cell, wherever a kind of file keeps it."""

from typing import NamedTuple

from bdg_excel.findings import Finding, Place, finding
from bdg_excel.text import tidy

LARGEST = 4 * 2**20
"""A hundred times what a form's comments take up, unpacked."""
CUT = "…"
_LONGEST = 300


class Remark(NamedTuple):
    """A comment or the text of a box, the cell and the sheet where it stands ('' if unknown)."""

    text: str
    cell: str
    author: str = ""
    is_box: bool = False
    sheet: str = ""

    @property
    def where(self) -> str:
        """The place in a list of places."""
        return ", ".join(step for step in (self.sheet, self.cell) if step) or "chưa rõ ở đâu"

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written: Excel puts the author's name before."""
        return tidy(self.text) in ("", tidy(f"{self.author}:"))

    def told(self, place: Place) -> Finding:
        """The finding, in the file `place`."""
        text = self.text if len(self.text) <= _LONGEST else f"{self.text[:_LONGEST]} {CUT}"
        code = "text_box" if self.is_box else "cell_comment"
        return finding(code, place._replace(sheet=self.sheet, cell=self.cell), text)
