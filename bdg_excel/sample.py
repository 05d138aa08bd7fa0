"""A filled drop folder to try the program with, from the programme's table of sample answers."""

import csv
from pathlib import Path

from bdg_excel.errors import ProgrammeError
from bdg_excel.layout import layouts
from bdg_excel.programme import Programme
from bdg_excel.template import form_name, write_form

Answers = dict[tuple[str, str, int], int | str]


def write_sample(folder: Path, programme: Programme, definition: Path) -> list[Path]:
    """The forms of all units that the sample answers for, filled, in `folder`.

    The table has the columns ``unit_code,field,part,row,value``; digits are written as numbers, all
    else as text, as a person would leave it.
    """
    forms, answers_by_code = layouts(programme), sample_answers(programme, definition)
    unknown = [code for code in answers_by_code if code not in programme.units_by_code]
    if unknown:
        faults = [f"{programme.sample}: mã đơn vị {code} không có trong units" for code in unknown]
        raise ProgrammeError(str(definition), faults)
    made = []
    for code, answers in answers_by_code.items():
        unit = programme.units_by_code[code]
        target = folder / form_name(unit)
        write_form(target, programme, forms[unit.form], unit, answers)
        made.append(target)
    return made


def sample_answers(programme: Programme, definition: Path) -> dict[str, Answers]:
    """The sample's answers by unit code, each by (field, part, row): row 0 outside tables."""
    if programme.sample is None:
        raise ProgrammeError(str(definition), ["sample: định nghĩa này không có số liệu mẫu"])
    found: dict[str, Answers] = {}
    with (definition.parent / programme.sample).open(encoding="utf-8", newline="") as handle:
        for line in csv.DictReader(handle):
            value = line["value"]
            key = (line["field"], line["part"], int(line["row"] or 0))
            answers = found.setdefault(line["unit_code"], {})
            answers[key] = int(value) if value.isdecimal() else value
    return found
