"""What the forms ask outside their tables, in the order of the annex, and what was answered."""

from collections.abc import Mapping
from typing import NamedTuple

from bdg_excel.annex.answers import COLUMNS, Answer
from bdg_excel.programme import Field, Form, Part, Programme
from bdg_excel.results import Results

Given = Mapping[tuple[str, str], Answer]
"""The answers by unit code and ``field.part``."""


class Question(NamedTuple):
    """One part of a field."""

    field: Field
    part: Part

    @property
    def ref(self) -> str:
        """``mau_giao.nu``."""
        return f"{self.field.id}.{self.part.id}"

    @property
    def yes_no(self) -> bool:
        """Whether it is answered by Có or Không."""
        return self.field.kind == "yes_no"


def questions(programme: Programme, form: Form) -> list[Question]:
    """What `form` asks but for opinions and tables, which have sheets of their own."""
    fields = [programme.field(name) for name in form.field_ids]
    return [
        Question(field, part) for field in fields if field.kind != "text" for part in field.parts
    ]


def answers(results: Results) -> Given:
    """All answers outside tables; made once a workbook."""
    rows = results.frame[results.frame["row"] == 0]
    columns = ("unit_code", "field", "part", *COLUMNS)
    return {
        (code, f"{field}.{part}"): Answer(*answer)
        for code, field, part, *answer in zip(*(rows[c].tolist() for c in columns), strict=True)
    }
