"""What the page shows on request: all about a unit, a figure unit by unit, subtotals by area."""

from collections.abc import Sequence
from typing import Any

from bdg_excel.page.answers import Answers
from bdg_excel.page.areas import Area, flat
from bdg_excel.page.figures import Chapter
from bdg_excel.page.units import Row


def details(
    rows: Sequence[Row], answers: Answers, tree: Sequence[Area], chapters: Sequence[Chapter]
) -> dict[str, Any]:
    """All of it, as `json.dumps` takes it and as the page's script expects it."""
    cards = [card for chapter in chapters for card in chapter.cards]
    return {
        "forms": answers.forms,
        "places": answers.places,
        "units": [_unit(row, answers.units.get(row.unit.code)) for row in rows],
        "figures": {
            card.id: {
                "columns": card.columns,
                "left_out": card.left_out,
                "parts": [part.label for part in card.parts],
                "subtotals": card.subtotals,
            }
            for card in cards
        },
        "areas": [
            [area.number, area.name, area.tally.reported, area.tally.expected]
            for area in flat(tree)
        ],
    }


def _unit(row: Row, given: Any) -> dict[str, Any]:
    return {
        "code": row.unit.code,
        "name": row.unit.name,
        "form": row.unit.form,
        "within": row.unit.within,
        "files": [[*file.link, file.counted] for file in row.files],
        "returned": row.returned,
        "message": row.message,
        "answers": given,
    }
