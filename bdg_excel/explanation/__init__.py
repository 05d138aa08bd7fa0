"""Where a figure comes from: unit by unit, down to the cell, and what was left out of it."""

from bdg_excel.explanation.explain import explain, fields_of
from bdg_excel.explanation.model import Answer, Explanation, Role, Silent, UnitAnswers
from bdg_excel.explanation.names import FigureName, figure_names, named
from bdg_excel.explanation.table import COLUMNS, LISTED, explanation_rows, listed_rows

__all__ = [
    "COLUMNS",
    "LISTED",
    "Answer",
    "Explanation",
    "FigureName",
    "Role",
    "Silent",
    "UnitAnswers",
    "explain",
    "explanation_rows",
    "fields_of",
    "figure_names",
    "listed_rows",
    "named",
]
