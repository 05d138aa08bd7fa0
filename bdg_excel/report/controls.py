"""Figures that know where they come from: each printed figure becomes a content control.

Whoever edits the template writes a plain ``{{ mau_giao.nu }}``. What is printed there carries
marks, and after the template is filled each marked stretch of a run becomes a run of its own in a
``w:sdt`` with the figure's name as its tag. The marks are characters that Unicode sets aside for a
program's own use and that no text may hold; they are taken out of everything that units typed.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from typing import Any

from lxml import etree

from bdg_excel.statements import Statement

_OPEN, _SPLIT, _SHUT = "\ufdd0", "\ufdd1", "\ufdd2"
MARKS = _OPEN + _SPLIT + _SHUT
_FIGURE = re.compile(_OPEN + _SPLIT.join([f"([^{MARKS}]*)"] * 4) + _SHUT)
_STRAY = re.compile(f"{_OPEN}(?:[^{MARKS}]*{_SPLIT}){{3}}|[{MARKS}]")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# Where the standard lets a control stand beside runs; elsewhere (ruby) the figure stays plain.
_HOLDERS = frozenset(
    f"{_W}{name}"
    for name in ("p", "hyperlink", "ins", "moveTo", "fldSimple", "smartTag", "sdtContent", "dir")
)
_CLOSED = frozenset(f"{_W}{name}" for name in ("text", "date", "comboBox", "dropDownList"))
_LONGEST = 64
"""So many characters Word takes as the tag or the title of a control."""
_FIRST_ID = 1_000_000_001


class Printed(str):
    """A figure ready to print that knows which one it is; text to everything but the printer.

    `tail` is what is printed after it, outside its control.
    """

    indicator: str
    label: str
    source: str
    tail: str

    def __new__(
        cls, figure: str, indicator: str, label: str, source: str, tail: str = ""
    ) -> "Printed":
        """`source` says, in few words, who is in the figure and where the annex has it."""
        made = super().__new__(cls, f"{figure}{tail}")
        made.indicator, made.label, made.source, made.tail = indicator, label, source, tail
        return made

    @property
    def figure(self) -> str:
        """The figure alone."""
        return str(self)[: len(self) - len(self.tail)]

    def with_tail(self, tail: str) -> "Printed":
        """The same figure, with `tail` printed after it."""
        return Printed(self.figure, self.indicator, self.label, self.source, tail)

    @property
    def hover(self) -> str:
        """What Word shows over the control; the label is cut where there is no room for it."""
        room = _LONGEST - len(self.source) - 3
        label = self.label if len(self.label) <= room else f"{self.label[: room - 1].rstrip()}…"
        return f"{label} ({self.source})"


def marked(value: Any) -> Any:
    """`value` as a template prints it: a figure between marks, all else as it is."""
    if not isinstance(value, Printed) or not value.figure or len(value.indicator) > _LONGEST:
        return value
    head = _SPLIT.join((value.indicator, value.hover, value.label))
    return f"{_OPEN}{head}{_SPLIT}{value.figure}{_SHUT}{value.tail}"


class Controls:
    """Puts controls around the marked figures of a document, and keeps what they state."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []
        self._ids = count(_FIRST_ID)

    def put_into(self, part: bytes) -> bytes:
        """The XML `part` with a control around each marked figure, and no mark left."""
        if _OPEN.encode() not in part:
            return part
        root = etree.fromstring(part)
        taken = {element.get(f"{_W}val") for element in root.iter(f"{_W}id")}
        made = [
            (control, label)
            for run in _marked_runs(root)
            for control, label in self._split(run, taken)
        ]
        self.statements += [_statement(control, label) for control, label in made]
        xml = etree.tostring(root, encoding="unicode")
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return (head + _STRAY.sub("", xml)).encode()

    def _split(self, run: Any, taken: set[str | None]) -> list[tuple[Any, str]]:
        """The controls that take the places of the figures in `run`, each with its label."""
        properties, controls, made = run.find(f"{_W}rPr"), [], []
        plain = _like(properties)
        for child in [child for child in run if child is not properties]:
            for piece in _pieces(child):
                if not isinstance(piece, re.Match):
                    plain.append(piece)
                    continue
                control = _control(piece, properties, self._new_id(taken))
                controls.append((control, piece[3]))
                made += [plain, control]
                plain = _like(properties)
        made.append(plain)
        for element in made:
            if element.tag != f"{_W}r" or len(element) > (properties is not None):
                run.addprevious(element)
        run.getparent().remove(run)
        return controls

    def _new_id(self, taken: set[str | None]) -> str:
        return next(number for n in self._ids if (number := str(n)) not in taken)


def _marked_runs(root: Any) -> list[Any]:
    texts = (text for text in root.iter(f"{_W}t") if _FIGURE.search(text.text or ""))
    runs = dict.fromkeys(text.getparent() for text in texts)
    return [run for run in runs if run.tag == f"{_W}r" and _may_hold_controls(run.getparent())]


def _may_hold_controls(holder: Any) -> bool:
    """A control of the template's own that is for plain text, a date or a choice holds no other."""
    around = holder.iterancestors(f"{_W}sdt")
    kinds = {child.tag for control in around for child in control.iterfind(f"{_W}sdtPr/*")}
    return holder.tag in _HOLDERS and not kinds & _CLOSED


def _pieces(child: Any) -> Iterator[Any]:
    """`child` of a run; a text with figures as texts (elements) and figures (matches)."""
    text = child.text or ""
    if child.tag != f"{_W}t" or not _FIGURE.search(text):
        yield child
        return
    end = 0
    for found in _FIGURE.finditer(text):
        if found.start() > end:
            yield _text(text[end : found.start()])
        yield found
        end = found.end()
    if end < len(text):
        yield _text(text[end:])


def _control(found: "re.Match[str]", properties: Any, number: str) -> Any:
    control = etree.Element(f"{_W}sdt")
    about = etree.SubElement(control, f"{_W}sdtPr")
    if properties is not None:
        about.append(deepcopy(properties))  # what is typed into an emptied control looks alike
    for name, value in (("alias", found[2]), ("tag", found[1]), ("id", number)):
        etree.SubElement(about, f"{_W}{name}").set(f"{_W}val", value)
    # LibreOffice forgets the title of a control of any other kind (7.4 forgets the tag of all).
    etree.SubElement(about, f"{_W}text")
    run = _like(properties)
    run.append(_text(found[4]))
    etree.SubElement(control, f"{_W}sdtContent").append(run)
    return control


def _like(properties: Any) -> Any:
    """An empty run with these properties."""
    run = etree.Element(f"{_W}r")
    if properties is not None:
        run.append(deepcopy(properties))
    return run


def _text(words: str) -> Any:
    text = etree.Element(f"{_W}t")
    text.set(_SPACE, "preserve")
    text.text = words
    return text


def _statement(control: Any, label: str) -> Statement:
    about = control.find(f"{_W}sdtPr")
    paragraph = next(control.iterancestors(f"{_W}p"))
    row = next(paragraph.iterancestors(f"{_W}tr"), None)
    sentence, start = _around(paragraph, control) if row is None else _in_row(row, control)
    return Statement(
        indicator=about.find(f"{_W}tag").get(f"{_W}val"),
        printed=_words(control),
        label=label,
        title=about.find(f"{_W}alias").get(f"{_W}val"),
        sentence=sentence,
        start=start,
    )


def _around(paragraph: Any, control: Any) -> tuple[str, int]:
    """The sentence of `paragraph` in which `control` stands, and where in it."""
    text, start = _words(paragraph), _before(paragraph, control)
    begin = text.rfind(". ", 0, start) + 1
    begin += len(text[begin:start]) - len(text[begin:start].lstrip())
    end = text.find(". ", start + len(_words(control)))
    return text[begin : end + 1 if end >= 0 else len(text)], start - begin


def _in_row(row: Any, control: Any) -> tuple[str, int]:
    cells = list(row.iter(f"{_W}tc"))
    own = next(control.iterancestors(f"{_W}tc"))
    before = "".join(f"{_words(cell)} | " for cell in cells[: cells.index(own)])
    return " | ".join(map(_words, cells)), len(before) + _before(own, control)


def _before(holder: Any, control: Any) -> int:
    """How many characters of `holder` stand before `control`."""
    length = 0
    for element in holder.iter(f"{_W}t", f"{_W}sdt"):
        if element is control:
            break
        if element.tag == f"{_W}t":
            length += len(_STRAY.sub("", element.text or ""))
    return length


def _words(holder: Any) -> str:
    return _STRAY.sub("", "".join(text.text or "" for text in holder.iter(f"{_W}t")))
