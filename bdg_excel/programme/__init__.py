"""A reporting round as data: who reports, what is asked, what is checked, what is computed."""

from bdg_excel.programme.loading import BUILT_IN, load_programme
from bdg_excel.programme.model import (
    Chart,
    Column,
    Document,
    Field,
    Form,
    Indicator,
    IndicatorPart,
    Part,
    Programme,
    Round,
    Rule,
    Section,
    Sheet,
    Table,
    Unit,
)

__all__ = [
    "BUILT_IN",
    "Chart",
    "Column",
    "Document",
    "Field",
    "Form",
    "Indicator",
    "IndicatorPart",
    "Part",
    "Programme",
    "Round",
    "Rule",
    "Section",
    "Sheet",
    "Table",
    "Unit",
    "load_programme",
]
