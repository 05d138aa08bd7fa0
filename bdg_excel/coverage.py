"""How many of the expected units are in a figure, and which are not."""

from typing import NamedTuple

from bdg_excel.programme import Programme, Unit


class Coverage(NamedTuple):
    """The units that a figure counts, of those asked; `called` is what they are in words."""

    reported: tuple[Unit, ...]
    missing: tuple[Unit, ...]
    called: str

    @property
    def expected(self) -> int:
        """How many units were asked."""
        return len(self.reported) + len(self.missing)

    @property
    def complete(self) -> bool:
        """Whether everybody who was asked is in the figure."""
        return not self.missing

    @property
    def words(self) -> str:
        """``15/17 xã, thị trấn``."""
        return f"{len(self.reported)}/{self.expected} {self.called}"


def coverage(programme: Programme, name: str, reported: frozenset[str]) -> Coverage:
    """The coverage of the field or table `name`, given the codes of the units that answered."""
    asked = programme.asked_of(name)
    forms = {unit.form for unit in asked}
    called = programme.form(forms.pop()).units if len(forms) == 1 else "đơn vị"
    return Coverage(
        tuple(unit for unit in asked if unit.code in reported),
        tuple(unit for unit in asked if unit.code not in reported),
        called,
    )
