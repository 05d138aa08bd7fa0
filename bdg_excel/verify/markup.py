"""Names of WordprocessingML, in its usual and in its strict form alike."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PREFIXES = {
    WORD: "w",
    STRICT: "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}
_OFF = frozenset({"0", "false", "off", "none"})


@lru_cache(maxsize=4096)
def _short(tag: str) -> str:
    space, _, name = tag[1:].partition("}")
    return f"{_PREFIXES.get(space, '?')}:{name}"


def name(element: Any) -> str:
    """``w:p`` for a paragraph; empty for a comment inside the XML."""
    return _short(element.tag) if isinstance(element.tag, str) else ""


def attribute(element: Any, local: str) -> str:
    """The value of the attribute ``w:<local>``; empty where there is none."""
    value = element.get(f"{{{WORD}}}{local}")
    return str(value if value is not None else element.get(f"{{{STRICT}}}{local}", ""))


def child(element: Any, *path: str) -> Any:
    """The first child of that name, its first child of the next name and so on; None if none."""
    for step in path:
        element = next((inner for inner in element if name(inner) == step), None)
        if element is None:
            return None
    return element


def children(element: Any, wanted: str) -> Iterator[Any]:
    """The children of that name."""
    return (inner for inner in element if name(inner) == wanted)


def is_on(element: Any) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and attribute(element, "val") not in _OFF


def descendants(element: Any, *wanted: str) -> Iterator[Any]:
    """All elements of these names inside `element`, in the document's order."""
    spaces = (WORD, STRICT)
    return element.iter(*(f"{{{space}}}{local}" for space in spaces for local in wanted))  # type: ignore[no-any-return]


def number_of(element: Any, otherwise: int) -> int:
    """The small number that `element` has for its value; `otherwise` where it has none."""
    text = "" if element is None else attribute(element, "val")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else otherwise
