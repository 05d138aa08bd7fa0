"""Loops and conditions: which tag closes which, and whether both stand on the same level."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import Any, NamedTuple

from bdg_excel.report.language import COMMANDS
from bdg_excel.report.template_check.expressions import choice, proposal
from bdg_excel.report.template_check.faults import Fault, fault
from bdg_excel.report.template_check.known_names import Scope
from bdg_excel.report.template_check.passages import local
from bdg_excel.report.template_check.tags import Tag

_CLOSING = {"if": "endif", "for": "endfor"}
_OPENING = {"endif": "if", "endfor": "for", "elif": "if", "else": "if"}
_BARE = ("else", "endif", "endfor")
_TAKEN_OUT = {"p": "đoạn", "tr": "dòng bảng"}
_GLUED = re.compile(r"(p|tr)(if|elif|else|endif|for|endfor)$")
_LOSSES = re.compile("hình|đối tượng|chú thích|ngắt dòng")
_CLOSE = 0.6


class _Open(NamedTuple):
    """A loop or a condition that is not closed yet, and what names stood for before it.

    `sure`: whether it is one as it is written.
    """

    tag: Tag
    command: str
    before: Scope
    sure: bool


class Blocks:
    """Follows the commands of a template, in their order."""

    def __init__(self) -> None:
        self.scope: Scope = {}
        self._open: list[_Open] = []

    def enter(self, tag: Tag, command: str, inside: Scope, sure: bool = True) -> None:
        """``if`` or ``for``: inside of it names stand for `inside`."""
        self._open.append(_Open(tag, command, self.scope, sure))
        self.scope = inside

    def turn(self, tag: Tag, command: str) -> Iterator[Fault]:
        """``else`` or ``elif``."""
        if not self._open or (command == "elif" and self._open[-1].command == "for"):
            yield _told("unopened", tag, opening=_OPENING[command])
        else:
            yield from _same_level(self._open[-1], tag)

    def leave(self, tag: Tag, command: str) -> Iterator[Fault]:
        """``endif`` or ``endfor``; what was opened in between and not closed is told."""
        opening = _OPENING[command]
        if opening not in [one.command for one in self._open]:
            yield _told("unopened", tag, opening=opening)
            return
        while self._open[-1].command != opening:
            yield self._unclosed()
        opened = self._open.pop()
        self.scope = opened.before
        yield from _same_level(opened, tag)

    def finish(self) -> Iterator[Fault]:
        """What is still open where the part ends."""
        while self._open:
            yield self._unclosed()

    def _unclosed(self) -> Fault:
        opened = self._open.pop()
        self.scope = opened.before
        closing = f"{{%{opened.tag.prefix} {_CLOSING[opened.command]} %}}"
        return _told("unclosed", opened.tag, closing=closing)


def command_of(tag: Tag) -> str:
    """The command of ``{% … %}``; empty where it is none that a template may use."""
    word, _, rest = tag.inner.partition(" ")
    return word if word in COMMANDS and not (word in _BARE and rest.strip()) else ""


class Meant(NamedTuple):
    """What a tag that is no command was probably meant to be."""

    prefix: str
    command: str
    rest: str

    def __str__(self) -> str:
        return f"{{%{self.prefix} {' '.join(filter(None, (self.command, self.rest)))} %}}"


def meant(tag: Tag) -> Meant | None:
    """What the tag, which is no command, was probably meant to be; None where nothing is near."""
    command, _, rest = tag.inner.partition(" ")
    glued = _GLUED.match(command)
    if command in _TAKEN_OUT and rest:
        inner, _, rest = rest.strip().partition(" ")
        return Meant(command, inner, rest) if inner in COMMANDS else None
    if glued:
        return Meant(glued[1], glued[2], rest)
    if f"{command} {rest}".startswith(("else if ", "elseif ")):
        return Meant(tag.prefix, "elif", rest.removeprefix("if "))
    close = get_close_matches(command.lower(), COMMANDS, n=1, cutoff=_CLOSE)
    return Meant(tag.prefix, close[0], "" if close[0] in _BARE else rest) if close else None


def unknown_command(tag: Tag) -> Fault:
    """What is wrong with a tag that is no command, with the nearest one."""
    command, near = tag.inner.partition(" ")[0], meant(tag)
    if near and near.command == command.lower() != command:
        return _told("capital", tag, name=command, known=near.command)
    if near:
        return _told("unknown_command", tag, name=tag.text, **proposal(str(near)))
    return _told("unknown_command", tag, name=command, **choice(command, COMMANDS))


def placement(tag: Tag) -> Iterator[Fault]:
    """Whether what a tag takes out around itself, its paragraph or its row, is there and empty."""
    if tag.passage.paragraph is None:
        yield _told("no_paragraph", tag)
    elif tag.prefix in _TAKEN_OUT:
        yield from _alone(tag)
    elif tag.prefix:
        yield _told(
            "unknown_command",
            tag,
            name=f"{{%{tag.prefix} … %}}",
            expected="{% … %} trong đoạn, {%p … %} cho cả đoạn, {%tr … %} cho cả dòng bảng",
            fix="Dùng một trong ba dạng ấy",
        )


def _alone(tag: Tag) -> Iterator[Fault]:
    around = tag.passage.paragraph if tag.prefix == "p" else tag.passage.around("tr")
    if around is None:
        yield _told("no_row", tag, fixed=f"{{%p {tag.inner} %}}")
        return
    other = _besides(tag, around)
    if other:
        words = {"what": _TAKEN_OUT[tag.prefix], "prefix": tag.prefix, "other": other}
        yield _told("not_alone", tag, **words)


def _besides(tag: Tag, around: Any) -> str:
    """What `around` holds besides the tag, in words; empty if nothing."""
    text = "".join(one.text or "" for one in around.iter("{*}t"))
    if text.replace(tag.text, "", 1).strip():
        return "chữ khác"
    losses = (one.what for one in tag.passage.breaks if _LOSSES.search(one.what))
    if tag.prefix == "tr":
        return "một bảng con" if next(around.iter("{*}tbl"), None) is not None else ""
    if next(around.iter("{*}sectPr"), None) is not None:
        return "dấu ngắt phần (Section Break)"
    return next(losses, "")


def _same_level(opened: _Open, tag: Tag) -> Iterator[Fault]:
    if opened.sure and _level(opened.tag) != _level(tag):
        place = opened.tag.passage.place
        yield _told("levels", tag, opening=opened.tag.text, place=place)


def _level(tag: Tag) -> Sequence[object]:
    """Where the tag stands once what it takes out around itself is gone."""
    passage = tag.passage
    if passage.paragraph is None:
        return ()
    if tag.prefix == "p":
        return ("p", passage.container)
    if tag.prefix == "tr":
        row = passage.around("tr")
        return ("tr", None if row is None else row.getparent())
    above = tag.pieces[0].element.iterancestors()
    steps = takewhile(lambda one: one is not passage.paragraph, above)
    return ("", passage.container, *map(local, steps))


def _told(code: str, tag: Tag, **words: str) -> Fault:
    return fault(code, tag, tag=tag.text, **words)
