"""A Word template checked before any data arrive: all its faults in one go."""

import pickle
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bdg_excel.errors import ReportTemplateError
from bdg_excel.programme import Programme
from bdg_excel.remembered import remembered
from bdg_excel.report.specimen import specimen
from bdg_excel.report.template_check.faults import Fault, fault_of_all, told
from bdg_excel.report.template_check.known_names import NamePath
from bdg_excel.report.template_check.survey import survey
from bdg_excel.report.word_template import WordTemplate, open_template

_NO_FIGURES = frozenset({"nhan", "pham_vi"})


class Checked(NamedTuple):
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


class SoundTemplate(NamedTuple):
    """A template without faults, open, so that what was checked is what is filled.

    `printed` are the names that it prints, `unprinted` the indicators of which it prints nothing.
    """

    word: WordTemplate
    printed: frozenset[NamePath]
    unprinted: tuple[str, ...]


def check_template(source: Path, programme: Programme) -> Checked:
    """Checks the template at `source`; `ReportTemplateError` where it cannot be read at all."""
    return _checked(open_template(source), programme)[0]


def sound_template(source: Path, programme: Programme) -> SoundTemplate:
    """The template at `source`; all its faults as `ReportTemplateError`.

    One that was found sound with the same `programme` in an earlier run is not checked again.
    """
    template = open_template(source)
    checked = partial(_found_sound, template, programme)
    made_of = (repr(programme), template.content)
    printed, unprinted = remembered("sound", pickle, checked, *made_of)
    return SoundTemplate(template, printed, unprinted)


def _found_sound(
    template: WordTemplate, programme: Programme
) -> tuple[frozenset[NamePath], tuple[str, ...]]:
    checked, printed = _checked(template, programme)
    if checked.faults:
        raise ReportTemplateError(checked.told)
    return printed, checked.unprinted


def _checked(template: WordTemplate, programme: Programme) -> tuple[Checked, frozenset[NamePath]]:
    found = survey(template, specimen(programme))
    faults = found.faults or _tried(template, programme)
    printed = {path[0] for path in found.printed if path[-1] not in _NO_FIGURES}
    fields = (each.id for each in programme.indicators if not programme.is_table(each.id))
    unprinted = tuple(name for name in fields if name not in printed)
    return Checked(template.name, faults, unprinted), found.printed


def _tried(template: WordTemplate, programme: Programme) -> tuple[Fault, ...]:
    """The fault that shows only when the template is filled, with lists that are full or empty."""
    for rows in (1, 0):
        try:
            template.fill(specimen(programme, rows))
        except ReportTemplateError as error:
            return (fault_of_all("cannot_fill", template.name, reason=str(error.__cause__)),)
    return ()
