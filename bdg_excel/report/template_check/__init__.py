"""A Word template checked before any data arrive: all its faults in one go."""

from dataclasses import dataclass
from pathlib import Path

from bdg_excel.errors import ReportTemplateError
from bdg_excel.programme import Programme
from bdg_excel.report.specimen import specimen
from bdg_excel.report.template_check.faults import Fault, fault_of_all, told
from bdg_excel.report.template_check.survey import survey
from bdg_excel.report.word_template import WordTemplate, open_template

_NO_FIGURES = frozenset({"nhan", "pham_vi"})


@dataclass(frozen=True)
class Checked:
    """What is said of the template called `name`.

    `unprinted` are the indicators of which it prints nothing: no fault, but worth knowing.
    """

    name: str
    faults: tuple[Fault, ...]
    unprinted: tuple[str, ...]

    @property
    def told(self) -> str:
        """All faults, each with its place, what was found, what was expected and what to do."""
        return told(self.name, self.faults)


def check_template(source: Path, programme: Programme) -> Checked:
    """Checks the template at `source`; `ReportTemplateError` where it cannot be read at all."""
    template = open_template(source)
    found = survey(template, specimen(programme))
    faults = found.faults or _tried(template, programme)
    printed = {path[0] for path in found.printed if path[-1] not in _NO_FIGURES}
    fields = (each.id for each in programme.indicators if not programme.is_table(each.id))
    return Checked(source.name, faults, tuple(name for name in fields if name not in printed))


def assert_sound(source: Path, programme: Programme) -> tuple[str, ...]:
    """The indicators that the template prints nothing of; all its faults as an error."""
    checked = check_template(source, programme)
    if checked.faults:
        raise ReportTemplateError(checked.told)
    return checked.unprinted


def _tried(template: WordTemplate, programme: Programme) -> tuple[Fault, ...]:
    """The fault that shows only when the template is filled, with lists that are full or empty."""
    for rows in (1, 0):
        try:
            template.fill(specimen(programme, rows))
        except ReportTemplateError as error:
            return (fault_of_all("cannot_fill", template.name, reason=str(error.__cause__)),)
    return ()
