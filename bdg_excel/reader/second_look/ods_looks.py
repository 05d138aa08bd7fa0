"""How the cells of an ``.ods`` show what they hold: its styles, and those that they come from."""

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from bdg_excel.reader.files.facts import Facts
from bdg_excel.reader.files.ods import CONTENT, OASIS, OdsCell, parsed
from bdg_excel.reader.files.package import Package

_STYLE, _FAMILY, _NAME, _PARENT, _FORMAT, _MAP, _CONDITION, _APPLIED = (
    OASIS % ("style", name)
    for name in (
        *("style", "family", "name", "parent-style-name", "data-style-name"),
        *("map", "condition", "apply-style-name"),
    )
)
_TEXT, _LINE, _STRUCK, _POSITION, _FONT = (
    OASIS % ("style", name)
    for name in (
        *("text-properties", "text-line-through-type", "text-line-through-style"),
        *("text-position", "font-name"),
    )
)
_DIGITS, _WORDS, _GROUPED, _FACTOR, _PLACES, _FEWEST = (
    OASIS % ("datastyle", name)
    for name in (
        *("number", "text", "grouping", "display-factor"),
        *("decimal-places", "min-decimal-places"),
    )
)
_WHOLE, _AMONG, _AT = (
    OASIS % ("datastyle", name) for name in ("min-integer-digits", "embedded-text", "position")
)
_FRACTION, _POWER = (OASIS % ("datastyle", way) for way in ("fraction", "scientific-number"))
_OTHER_WAYS = {_FRACTION: "# ?/?", _POWER: "General"}
_WITHOUT_WHOLE = {_FRACTION: "?/?", _POWER: "General"}
_NUMBERS = frozenset(
    OASIS % ("datastyle", f"{kind}-style") for kind in ("number", "percentage", "currency", "text")
)
"""A style with a part for text as well is one of text: what it says of numbers it refers to."""
_MOST_PLACES = 30
"""No spreadsheet shows more decimals."""
_DEEPEST = 20
"""From so many others no style comes; one that comes from itself would never end."""
_VALUE = "value()"
_POSITIVE = frozenset({f"{_VALUE}>=0", f"{_VALUE}>0"})
_ON_THE_LINE = re.compile(r"0(?:\.0*)?%?(?: .*)?")
_CELL, _PIECE = "table-cell", "text"


class Looks:
    """The styles of a document, its own and those that it shares with others, by their names."""

    def __init__(self, archive: Package) -> None:
        names = [name for name in ("styles.xml", CONTENT) if name in archive.NameToInfo]
        roots = [parsed(archive.part(name)) for name in names]
        found = [style for root in roots for style in root.iter(_STYLE)]
        self._styles = {(style.get(_FAMILY), style.get(_NAME)): style for style in found}
        numbers = (each for root in roots for each in root.iter() if each.tag in _NUMBERS)
        self._formats = {each.get(_NAME, ""): each for each in numbers}

    def facts(self, cell: OdsCell) -> Facts:
        """What `cell` says beside its value."""
        look = self._text(_CELL, cell.look)
        # What a piece does not say of itself is as its cell says it; the line is the cell's own.
        whole = look | {_POSITION: "0%"}
        pieces = [(text, whole | self._text(_PIECE, style)) for text, style in cell.pieces]
        bare = "".join(text for text, each in pieces if not _is_marked(each))
        fonts = tuple((text, each.get(_FONT, "")) for text, each in pieces)
        number = cell.number if cell.kind != "string" else None
        struck = _is_struck(look) and not bare
        return Facts(
            number, cell.text, self._format(cell), look.get(_FONT, ""), bare, struck, fonts
        )

    def _text(self, family: str, name: str) -> dict[str, str]:
        """What a style says of letters, and where it says nothing, what it comes from."""
        said: dict[str, str] = {}
        for style in self._line(family, name):
            look = style.find(_TEXT)
            said = (look.attrib if look is not None else {}) | said
        return said

    def _format(self, cell: OdsCell) -> str:
        """The cell's number format as Excel would write it for numbers above zero."""
        if cell.kind == "percentage":
            return "0%"
        named = (style.get(_FORMAT, "") for style in self._line(_CELL, cell.look))
        form = self._formats.get(next(filter(None, named), ""))
        if form is None:
            return ""
        parts: list[str] = []
        for other in form.iterfind(_MAP):
            part = _format_code(self._formats.get(other.get(_APPLIED, ""), form))
            condition = other.get(_CONDITION, "")
            if condition in _POSITIVE:
                return ";".join((*parts, part))
            parts.append(f"[{condition.removeprefix(_VALUE).replace('!=', '<>')}]{part}")
        return ";".join((*parts, _format_code(form)))

    def _line(self, family: str, name: str) -> Iterator[ET.Element]:
        """A style, the one that it comes from, and so on."""
        for _ in range(_DEEPEST):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.get(_PARENT, "")


def _is_marked(look: Mapping[str, str]) -> bool:
    return _is_struck(look) or not _ON_THE_LINE.fullmatch(look.get(_POSITION, "0%"))


def _is_struck(look: Mapping[str, str]) -> bool:
    """Whether a style strikes out what it is the style of; there are two ways to say so."""
    return {look.get(_LINE, "none"), look.get(_STRUCK, "none")} != {"none"}


def _format_code(form: ET.Element) -> str:
    return "".join(map(_written, form))


def _written(piece: ET.Element) -> str:
    if piece.tag == _WORDS:
        return f'"{piece.text or ""}"'
    if piece.tag in _OTHER_WAYS:
        return _OTHER_WAYS[piece.tag] if piece.get(_WHOLE) else _WITHOUT_WHOLE[piece.tag]
    if piece.tag != _DIGITS:
        return ""
    if texts := {each.get(_AT, ""): each.text or "" for each in piece.iterfind(_AMONG)}:
        return _with_texts(texts)
    thousands = len(piece.get(_FACTOR, "1")) // 3
    places = piece.get(_FEWEST) or piece.get(_PLACES) or "0"
    decimals = "." + "0" * min(int(places), _MOST_PLACES) if places.strip("0") else ""
    return ("#,##0" if piece.get(_GROUPED) == "true" else "0") + decimals + "," * thousands


def _with_texts(texts: Mapping[str, str]) -> str:
    """The places of a number among which `texts` stand, by how many places are behind each."""
    among = {int(at): text for at, text in texts.items() if at.isdecimal()}
    last = min(max(among, default=0), _MOST_PLACES)
    behind = (f'"{among[at]}"' if at in among else "" for at in range(last, 0, -1))
    return "0" + "".join(f"{text}0" for text in behind)
