"""Each unit's form given back with what is wrong in it, and the words to send along.

The form is the current one, undamaged, holding what the unit typed; filled in and put into the drop
folder it is read as the unit's newer submission.
"""

from collections.abc import Sequence
from pathlib import Path

from bdg_excel.findings import FOR_STAFF
from bdg_excel.layout import layouts
from bdg_excel.letters import Letter
from bdg_excel.programme import Programme, Unit
from bdg_excel.results import Results
from bdg_excel.returned.answers import contents
from bdg_excel.returned.case import cases
from bdg_excel.returned.review import review_of
from bdg_excel.returned.wording import NOT_SENT, PERHAPS_SENT, block, question, reminder
from bdg_excel.template import form_name, write_form

__all__ = ["MESSAGES", "RETURNED_FOLDER", "returned_files", "returned_units", "write_returned"]

RETURNED_FOLDER = "tra_lai"
MESSAGES = "tin_nhan.txt"


def returned_files(programme: Programme) -> list[str]:
    """All that `write_returned` may write, by the path inside the output folder."""
    names = [*(form_name(unit) for unit in programme.units), MESSAGES]
    return [f"{RETURNED_FOLDER}/{name}" for name in names]


def returned_units(results: Results) -> list[Unit]:
    """The units whose form is given back, in the roster's order."""
    by_unit = cases(results, layouts(results.programme))
    return [unit for unit in results.programme.units if unit.code in by_unit]


def write_returned(folder: Path, results: Results) -> tuple[Letter, ...]:
    """Writes the forms that are given back into `folder`, and a file with all messages.

    Returns the messages, in the roster's order. A unit gets its form back for errors and warnings;
    one that has not sent gets a message only, one whose file waits for the staff none.
    """
    programme, forms = results.programme, layouts(results.programme)
    missing = {unit.code for unit in results.sent.missing}
    missing -= {found.place.unit_code for found in results.findings if found.code in FOR_STAFF}
    by_unit = cases(results, forms)
    letters = []
    for unit in programme.units:
        case = by_unit.get(unit.code)
        if case:
            answers, open_ = contents(case)
            target, review = folder / form_name(unit), review_of(case, open_, programme.round)
            write_form(target, programme, case.layout, unit, answers, review)
            letters.append(Letter(unit, target.name, tuple(review.message)))
        elif unit.code in missing:
            letters.append(_without_form(unit, results))
    _write_messages(folder / MESSAGES, letters)
    return tuple(letters)


def _without_form(unit: Unit, results: Results) -> Letter:
    """To a unit of which no file is known for certain."""
    round_, code = results.programme.round, "perhaps_sent"
    mine = (f for f in results.findings if (f.code, f.place.unit_code) == (code, unit.code))
    perhaps = next(mine, None)
    if perhaps:
        return Letter(unit, "", tuple(question(unit, perhaps.found, round_)), PERHAPS_SENT)
    return Letter(unit, "", tuple(reminder(unit, round_)), NOT_SENT)


def _write_messages(target: Path, letters: Sequence[Letter]) -> None:
    if not letters:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    # A BOM and the line ends of Windows: an old Notepad shows it right.
    text = "\n\n".join(block(letter) for letter in letters)
    target.write_text(text, encoding="utf-8-sig", newline="\r\n")
