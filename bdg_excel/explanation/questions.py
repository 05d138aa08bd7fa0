"""The questions whose answers a figure is made of, and what each is to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bdg_excel.explanation.model import Role
from bdg_excel.explanation.names import FigureName
from bdg_excel.layout import HAS_ROWS
from bdg_excel.programme import IndicatorPart, Programme, Unit


@dataclass(frozen=True)
class Questions:
    """The questions of the figure `name`."""

    programme: Programme
    name: FigureName

    @cached_property
    def part(self) -> IndicatorPart:
        """How the figure is defined."""
        indicators = self.programme.indicators
        indicator = next(one for one in indicators if one.id == self.name.indicator)
        return next(part for part in indicator.parts if part.id == self.name.part)

    @property
    def field(self) -> str:
        """The field or the table that the figure is about: it says which units are asked."""
        return self.part.of.partition(".")[0]

    @property
    def fields(self) -> frozenset[str]:
        """The fields and tables that the answers belong to."""
        return frozenset(ref.partition(".")[0] for ref in self.roles)

    @property
    def asked(self) -> tuple[Unit, ...]:
        """The units that are asked."""
        return self.programme.asked_of(self.field)

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """What the answer to each ``field.part`` is to the figure."""
        part = self.part
        if part.kind == "share":
            return {part.of: Role.NUMERATOR, str(part.per): Role.DENOMINATOR}
        if part.kind == "yes_count":
            return {part.of: Role.ANSWER}
        if part.kind == "sum" and self.programme.is_table(self.field):
            return {f"{self.field}.{HAS_ROWS}": Role.ASKED, part.of: Role.VALUE}
        return {part.of: Role.VALUE}

    @property
    def labels(self) -> dict[Role, str]:
        """What each question is called within its field or table: ``Nữ``."""
        return {role: self._words(ref, full=False) for ref, role in self.roles.items()}

    @property
    def full_labels(self) -> dict[str, str]:
        """The questions in words: ``Học sinh mẫu giáo: Nữ``."""
        return {ref: self._words(ref, full=True) for ref in self.roles}

    def _words(self, ref: str, full: bool) -> str:
        if self.roles[ref] is Role.ASKED:
            return self.programme.table(self.field).asks
        return self.programme.full_label_of(ref) if full else self.programme.label_of(ref)
