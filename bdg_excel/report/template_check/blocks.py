"""Loops and conditions: which tag closes which, and whether both stand on the same level."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

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


@dataclass(frozen=True)
class _Open:
    """A loop or a condition that is not closed yet, and what names stood for before it."""

    tag: Tag
    command: str
    before: Scope


class Blocks:
    """Follows the commands of a template, in their order."""

    def __init__(self) -> None:
        self.scope: Scope = {}
        self._open: list[_Open] = []

    def enter(self, tag: Tag, command: str, inside: Scope) -> None:
        """``if`` or ``for``: inside of it names stand for `inside`."""
        self._open.append(_Open(tag, command, self.scope))
        self.scope = inside

    def turn(self, tag: Tag, command: str) -> Iterator[Fault]:
        """``else`` or ``elif``."""
        if not self._open or (command == "elif" and self._open[-1].command == "for"):
            yield _told("unopened", tag, opening=_OPENING[command])
        else:
            yield from _same_level(self._open[-1].tag, tag)

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
        yield from _same_level(opened.tag, tag)

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
    if word not in COMMANDS or (word in _BARE) == bool(rest.strip()):
        return ""
    return word


def unknown_command(tag: Tag) -> Fault:
    """What is wrong with a tag that is no command, with the nearest one."""
    command, _, rest = tag.inner.partition(" ")
    if command.lower() in COMMANDS and command != command.lower():
        return _told("capital", tag, name=command, known=command.lower())
    meant = _meant(command, rest.strip(), tag.prefix)
    if meant:
        return _told("unknown_command", tag, name=tag.text, **proposal(meant))
    return _told("unknown_command", tag, name=command, **choice(command, COMMANDS))


def _meant(command: str, rest: str, prefix: str) -> str:
    """The tag that was probably meant; empty where none is near."""
    glued = _GLUED.match(command)
    if command in _TAKEN_OUT and rest:
        prefix, command, rest = command, "", rest
    elif glued:
        prefix, command = glued[1], glued[2]
    elif f"{command} {rest}".startswith(("else if ", "elseif ")):
        command, rest = "elif", rest.removeprefix("if ")
    else:
        close = get_close_matches(command.lower(), COMMANDS, n=1, cutoff=_CLOSE)
        command = close[0] if close else ""
        rest = "" if command in _BARE else rest
        if not command:
            return ""
    return f"{{%{prefix} {' '.join(filter(None, (command, rest)))} %}}"


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


def _same_level(opened: Tag, tag: Tag) -> Iterator[Fault]:
    if _level(opened) != _level(tag):
        yield _told("levels", tag, opening=opened.text, place=opened.passage.place)


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
    first = next(piece for piece in passage.pieces if piece.start <= tag.start < piece.end)
    steps = []
    for one in first.element.iterancestors():
        if one is passage.paragraph:
            break
        steps.append(local(one))
    return ("", passage.container, *steps)


def _told(code: str, tag: Tag, **words: str) -> Fault:
    return fault(code, tag, tag=tag.text, **words)
