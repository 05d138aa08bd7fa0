"""All tags of a template looked at, one after another: what they print, and what is wrong."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from bdg_excel.report.context import Context
from bdg_excel.report.template_check.blocks import (
    Blocks,
    command_of,
    meant,
    placement,
    unknown_command,
)
from bdg_excel.report.template_check.expressions import Asked, condition, loop, printed
from bdg_excel.report.template_check.faults import Fault, fault
from bdg_excel.report.template_check.known_names import KnownNames, NamePath
from bdg_excel.report.template_check.passages import Passage, parts
from bdg_excel.report.template_check.tags import Tag, Torn, odd_letters, tags, torn
from bdg_excel.report.word_template import WordTemplate

# What an odd letter may be taken for: the odd letter is told, and what was probably meant.
_MISREAD = frozenset({"syntax", "python", "unknown_name", "constant"})


class Survey(NamedTuple):
    """What `printed` names a template prints, and its `faults` in the order of the text."""

    printed: frozenset[NamePath]
    faults: tuple[Fault, ...]


def survey(template: WordTemplate, context: Context) -> Survey:
    """What `template` asks of `context`."""
    read = list(parts(template))
    every = [tag for part in read for passage in part for tag in tags(passage)]
    surveyor = _Surveyor(KnownNames(context, dict(_loops(every))))
    faults = [found for part in read for found in (*_torn(part), *surveyor.faults(part))]
    return Survey(frozenset(surveyor.printed), tuple(sorted(faults, key=lambda one: one.order)))


def _loops(every: Iterable[Tag]) -> Iterator[tuple[str, str]]:
    for tag in every:
        command, *words = tag.inner.split() or [""]
        if tag.kind == "{%" and command == "for" and words:
            yield words[0], tag.text


class _Surveyor:
    """Goes through the parts of one template."""

    def __init__(self, known: KnownNames) -> None:
        self.printed: set[NamePath] = set()
        self._known = known
        self._blocks = Blocks()

    def faults(self, part: Sequence[Passage]) -> Iterator[Fault]:
        """What is wrong with the tags of `part`."""
        for passage in part:
            for tag in tags(passage):
                yield from self._tag(tag)
        yield from self._blocks.finish()

    def _tag(self, tag: Tag) -> Iterator[Fault]:
        if not tag.passage.filled:
            yield fault("not_filled", tag, tag=tag.text)
        elif tag.is_deleted():
            yield fault("deleted_text", tag, tag=tag.text)
        elif tag.is_code():
            yield fault("field_code", tag, tag=tag.text)
        else:
            what = tag.interrupted_by()
            if what:
                yield fault("interrupted", tag, tag=tag.text, what=what)
            yield from self._looked_at(tag)

    def _looked_at(self, tag: Tag) -> Iterator[Fault]:
        if tag.kind == "{#":
            return
        if tag.text[2] in "+-" or tag.text[-3] in "+-":
            fixed = f"{tag.kind}{tag.prefix} {tag.inner.strip('+- ')} {tag.text[-2:]}"
            yield fault("trim_mark", tag, tag=tag.text, fixed=fixed)
        elif tag.kind == "{{":
            yield from self._print(tag)
        else:
            yield from self._command(tag)

    def _print(self, tag: Tag) -> Iterator[Fault]:
        if tag.prefix:
            fixed = f"{{{{ {tag.inner} }}}}"
            yield fault("print_prefix", tag, tag=tag.text, prefix=tag.prefix, fixed=fixed)
            return
        asked = printed(tag, self._known, self._blocks.scope)
        self.printed.update(asked.names)
        yield from self._told(tag, asked)

    def _command(self, tag: Tag) -> Iterator[Fault]:
        command = command_of(tag)
        if not command:
            yield unknown_command(tag)
            self._take_as_meant(tag)
            return
        yield from placement(tag)
        scope = self._blocks.scope
        if command in ("if", "elif"):
            yield from self._told(tag, condition(tag, self._known, scope))
        if command == "if":
            self._blocks.enter(tag, command, scope)
        elif command == "for":
            asked, inside = loop(tag, self._known, scope)
            yield from self._told(tag, asked)
            self._blocks.enter(tag, command, inside)
        elif command in ("elif", "else"):
            yield from self._blocks.turn(tag, command)
        else:
            yield from self._blocks.leave(tag, command)

    def _take_as_meant(self, tag: Tag) -> None:
        """What follows is read as if a wrong command were right: its end must not be told too."""
        near, scope = meant(tag), self._blocks.scope
        if near and near.command in ("if", "for"):
            names = near.rest.split()[:1] if near.command == "for" else []
            self._blocks.enter(tag, near.command, {**scope, **dict.fromkeys(names)}, sure=False)
        elif near and near.command in ("endif", "endfor"):
            deque(self._blocks.leave(tag, near.command), maxlen=0)

    def _told(self, tag: Tag, asked: Asked) -> Iterator[Fault]:
        complaints = asked.complaints
        odd = odd_letters(tag.text)
        if odd:
            meant = self._meant(tag, asked)
            fixed = f"{tag.kind}{tag.prefix} {meant or tag.inner} {tag.text[-2:]}"
            yield fault("odd_letters", tag, tag=tag.text, what=", ".join(odd), fixed=fixed)
            complaints = tuple(c for c in complaints if not (meant and c.code in _MISREAD))
        for one in complaints:
            yield fault(one.code, tag, **one.words)

    def _meant(self, tag: Tag, asked: Asked) -> str:
        """The name that a tag with odd letters was to be; empty where it can be read as it is."""
        if tag.kind == "{%" or not any(one.code in _MISREAD for one in asked.complaints):
            return ""
        return self._known.nearest(tag.inner, self._blocks.scope)


def _torn(part: Sequence[Passage]) -> Iterator[Fault]:
    """Braces that make no tag; a tag that begins in one paragraph and ends in the next, once."""
    begun: Torn | None = None
    for passage in part:
        for number, one in enumerate(torn(passage)):
            if begun and one.closes and number == 0:
                yield fault("split_paragraphs", begun, text=begun.text)
                begun = None
                continue
            if begun:
                yield _torn_fault(begun)
            begun = one if one.opens else None
            if not begun:
                yield _torn_fault(one)
    if begun:
        yield _torn_fault(begun)


def _torn_fault(one: Torn) -> Fault:
    fix = f"Gõ lại thành {one.mended}" if one.mended else "Xóa dấu ngoặc này"
    return fault("torn_brace", one, text=one.text, fix=fix)
