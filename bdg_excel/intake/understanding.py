"""One file into what is known of it alone: read, understood and checked.

This runs in processes of its own (see ``intake``), and every start of one pays for what it imports.
"""

from collections.abc import Mapping

from bdg_excel.checks.reply import Reply
from bdg_excel.checks.within import check
from bdg_excel.inbox import InboxFile
from bdg_excel.intake.taken import Taken
from bdg_excel.layout import FormLayout
from bdg_excel.programme import Programme
from bdg_excel.reader import Rejected, read
from bdg_excel.values.evaluation import evaluate


def understand(
    definition: tuple[Programme, Mapping[str, FormLayout]], file: InboxFile, again: bool = False
) -> Taken:
    """The values of one file and all that is to be said of it alone.

    `again`: a reader died over it before, so it is looked through first.
    """
    programme, forms = definition
    reading = read(file, programme, forms, thorough=again)
    if isinstance(reading, Rejected):
        unit = programme.units_by_code.get(reading.finding.place.unit_code)
        why = (reading.finding,)
        return Taken(file.name, reading.sha256, unit, reading.filled, None, why, reading.named)
    values, findings = evaluate(reading.answers, reading.place)
    cleared = sum(found.code == "cleared_in_list" for found in reading.findings)
    about = (reading.file, reading.sha256, reading.unit)
    reply = Reply(*about, tuple(values), reading.revision, cleared)
    found = check(reply, programme, forms[reading.unit.form])
    told = (*reading.findings, *findings, *found)
    return Taken(file.name, reading.sha256, reading.unit, reading.filled, reply, told)
