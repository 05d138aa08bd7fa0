"""What a report's styles say that matters to a checker."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bdg_excel.verify.markup import attribute, child, children, is_on, number_of


@dataclass(frozen=True)
class Styles:
    """What styles say that matters here: headings with their level, styles that hide text."""

    levels: Mapping[str, int] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()


def styles_of(root: Any) -> Styles:
    """The styles of a ``styles.xml`` that matter here, each with what it is based on."""
    found = {attribute(style, "styleId"): style for style in children(root, "w:style")}
    levels: dict[str, int] = {}
    hidden = set()
    for key, style in found.items():
        level = _inherited(style, found, _style_level)
        if level is not None and level < 9:
            levels[key] = level
        if _inherited(style, found, _style_hides):
            hidden.add(key)
    return Styles(levels, frozenset(hidden))


_MOST_BASES = 20


def _inherited(style: Any, styles: Mapping[str, Any], ask: Callable[[Any], Any]) -> Any:
    """The first answer along the chain of styles that `style` is based on."""
    for _ in range(_MOST_BASES):
        answer = ask(style)
        base = child(style, "w:basedOn")
        style = None if base is None else styles.get(attribute(base, "val"))
        if answer is not None or style is None:
            return answer
    return None


def _style_level(style: Any) -> int | None:
    outline = child(style, "w:pPr", "w:outlineLvl")
    if outline is not None:
        return number_of(outline, 9)
    called = child(style, "w:name")
    words = "" if called is None else attribute(called, "val").lower()
    kind, _, number = words.partition(" ")
    return int(number) - 1 if kind == "heading" and number in tuple("123456789") else None


def _style_hides(style: Any) -> bool | None:
    vanish = child(style, "w:rPr", "w:vanish")
    return None if vanish is None else is_on(vanish)
