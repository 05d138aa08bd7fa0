"""What the values of a definition must look like, in the words that pydantic understands.

Nothing here needs pydantic itself: it asks these for their schema when a definition is loaded.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple


class Text(NamedTuple):
    """What a text must look like, without the spaces around it; the keys are pydantic's own."""

    pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None

    def __get_pydantic_core_schema__(self, source: object, handler: object) -> dict[str, Any]:
        """The same in pydantic's words."""
        limits = {name: limit for name, limit in self._asdict().items() if limit is not None}
        return {"type": "str", "strip_whitespace": True, **limits}


class Pass(NamedTuple):
    """What a value goes through, before or after its type is looked at; faults are `ValueError`."""

    when: Literal["before", "after"]
    function: Callable[[Any], object]

    def __get_pydantic_core_schema__(
        self, source: object, handler: Callable[[object], Any]
    ) -> dict[str, Any]:
        """The same in pydantic's words."""
        function = {"type": "no-info", "function": self.function}
        return {"type": f"function-{self.when}", "function": function, "schema": handler(source)}


Id = Annotated[str, Text(r"^[a-z][a-z0-9_]*$", max_length=40)]
"""A name that programs read: lower case, no accents."""
Ref = Annotated[str, Text(r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
"""``field.part`` or ``table.column``."""
Words = Annotated[str, Text(min_length=1)]
"""A text that people read: never empty."""
Hint = Annotated[str, Text(max_length=240)]
"""A text that Excel shows beside a cell."""
SheetName = Annotated[str, Text(r"^[^\[\]:*?/\\']{1,31}$")]
"""A name that Excel takes for a sheet."""
AnswerKind = Literal["count", "money", "percent", "yes_no", "text", "choice"]
"""What may be typed: whole numbers, đồng, 0 to 100, ``Có``/``Không``, words, one of a list."""
NUMERIC: frozenset[AnswerKind] = frozenset({"count", "money", "percent"})
DEFINITE: frozenset[AnswerKind] = NUMERIC | {"yes_no"}
"""Kinds of answers that are a number, or Có or Không: no words of the unit's own."""
