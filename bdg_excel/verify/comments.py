"""A copy of a report with a Word comment at each number that is wrong or doubtful.

Nothing else of the report is changed: its parts are copied, runs are split where a comment begins
or ends, and the comments that it has stay. The same report and verdicts give the same bytes.
"""

import posixpath
import shutil
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from bdg_excel.verify.document import Report, Stretch
from bdg_excel.verify.markup import STRICT, WORD, attribute, child, descendants, name
from bdg_excel.verify.passage import Spot, Verdict
from bdg_excel.word_file import Package, parser

AUTHOR = "bdg"
_DATE = "2020-01-01T00:00:00Z"
_COMMENTED = ("wrong", "differs")
_MOST = 5_000
"""Word does not open a file with more than 32,767 comments; nobody reads as many as these."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TYPES = "[Content_Types].xml"
_TYPES_SPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
_TIES_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_TIE_TYPES = {
    WORD: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
}
_NO_CONTENT = frozenset({"w:rPr", "w:pPr", "w:sdtPr", "w:sdtEndPr", "w:commentRangeStart"})


def write_commented(report: Report, verdicts: Sequence[Verdict], target: Path) -> int:
    """Writes the commented copy to `target`; how many comments it has. `report` is used up."""
    found: dict[Spot, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.verdict in _COMMENTED and (len(found) < _MOST or verdict.spot in found):
            found.setdefault(verdict.spot, []).append(verdict)
    notes = _Comments(report, len(found))
    # From the end: what is split off lies behind, so that what is still to come stays where it is.
    for spot in sorted(found, key=lambda one: (one.passage, one.start, one.end), reverse=True):
        notes.add(spot, [_words(verdict) for verdict in found[spot]])
    _copy(report.package, notes.parts() if found else {}, target)
    return len(found)


def _words(verdict: Verdict) -> str:
    why = f"{verdict.why[:1].upper()}{verdict.why[1:]}".rstrip(".")
    if not verdict.number:
        return f"{why}."
    if verdict.verdict == "differs":
        head = f"Cần xem: {verdict.number}"
        expected = f", nơi khác là {verdict.expected}" if verdict.expected else ""
    else:
        head = f"Sai: {verdict.number}"
        expected = f", phải là {verdict.expected}" if verdict.expected else ""
    return f"{head}{expected}. {why}."


class _Comments:
    """The comments of a report: those it has, and ours."""

    def __init__(self, report: Report, count: int) -> None:
        """`count`: how many there will be, to be added from the last to the first."""
        self._report = report
        self._package = report.package
        self._space = WORD if report.body.tag.startswith(f"{{{WORD}}}") else STRICT
        parts = self._package.related(report.main, "comments")
        self._part = parts[0] if parts else ""
        self._root = self._package.xml(parts[0]) if parts else self._new("comments")
        marked = descendants(report.body, "commentRangeStart", "commentReference")
        self._next = count + max(map(_id, [*self._root, *marked]), default=-1)
        self._made: list[Any] = []

    def add(self, spot: Spot, lines: Iterable[str]) -> None:
        """A comment of these lines at `spot`, or as near as Word lets one stand."""
        number, self._next = str(self._next), self._next - 1
        elsewhere = self._anchor(spot, number)
        self._made.append(self._comment(number, [f"{elsewhere}{line}" for line in lines]))

    def parts(self) -> dict[str, bytes]:
        """The parts that are new or changed, by name."""
        self._root.extend(reversed(self._made))  # they were found from the end
        main, package = self._report.main, self._package
        changed = {main: _serialized(self._report.body.getroottree().getroot())}
        if not self._part:
            self._part = _free_name(
                package, posixpath.join(posixpath.dirname(main), "comments.xml")
            )
            ties = posixpath.join(
                posixpath.dirname(main), "_rels", f"{posixpath.basename(main)}.rels"
            )
            changed[_own_name(package, ties)] = self._tied(ties)
            changed[_own_name(package, _TYPES)] = self._typed()
        changed[self._part] = _serialized(self._root)
        return changed

    # ------------------------------------------------------------ Anchors

    def _anchor(self, spot: Spot, number: str) -> str:
        """Puts the marks of comment `number` into the text.

        Where they cannot stand at `spot` they stand in a paragraph that may hold a comment, and
        the words for the place come back, to begin the comment with.
        """
        report = self._report
        if spot.passage < 0:
            self._mark_paragraph(self._first_paragraph(), number)
            return ""
        paragraph, holds = report.paragraph(spot.passage)
        stretches = report.stretches(spot) if holds else []
        if stretches:
            runs = [self._alone(stretch) for stretch in reversed(stretches)]
            self._mark(runs[-1], runs[0], number)
            return ""
        inside = any(one is report.body for one in paragraph.iterancestors())
        self._mark_paragraph(paragraph if inside else self._first_paragraph(), number)
        return f"{report.passages[spot.passage].place}: "

    def _first_paragraph(self) -> Any:
        found = next(descendants(self._report.body, "p"), None)
        if found is None:
            found = self._new("p")
            self._report.body.insert(0, found)
        return found

    def _alone(self, stretch: Stretch) -> Any:
        """The run that holds just this stretch, split off what stands before and behind."""
        text = stretch.element
        run = text.getparent()
        if name(run) != "w:r":
            return run
        if name(text) == "w:t" and stretch.end < len(text.text or ""):
            words, text.text = text.text, text.text[: stretch.end]
            text.set(_SPACE, "preserve")
            text.addnext(self._text(words[stretch.end :]))
        self._move(run, list(text.itersiblings()))
        if name(text) == "w:t" and stretch.start > 0:
            words, text.text = text.text, text.text[: stretch.start]
            text.set(_SPACE, "preserve")
            return self._move(run, [self._text(words[stretch.start :])])
        before = [one for one in text.itersiblings(preceding=True) if name(one) != "w:rPr"]
        return self._move(run, [text]) if before else run

    def _move(self, run: Any, content: Sequence[Any]) -> Any:
        """`content` in a run of its own behind `run`, looking like it; none if it is empty."""
        if not content:
            return run
        made = etree.Element(run.tag, dict(run.attrib))
        properties = child(run, "w:rPr")
        if properties is not None:
            made.append(deepcopy(properties))
        made.extend(content)
        run.addnext(made)
        return made

    def _mark(self, first: Any, last: Any, number: str) -> None:
        start = self._new("commentRangeStart", id=number)
        _outermost(first, backward=True).addprevious(start)
        end = self._new("commentRangeEnd", id=number)
        _outermost(last, backward=False).addnext(end)
        # A control for plain text takes no mark of a comment: that stands behind it.
        behind = end
        while name(behind.getparent()) not in ("w:p", ""):
            behind = behind.getparent()
        behind.addnext(self._reference(number))

    def _mark_paragraph(self, paragraph: Any, number: str) -> None:
        properties = child(paragraph, "w:pPr")
        start = self._new("commentRangeStart", id=number)
        if properties is None:
            paragraph.insert(0, start)
        else:
            properties.addnext(start)
        paragraph.append(self._new("commentRangeEnd", id=number))
        paragraph.append(self._reference(number))

    # ------------------------------------------------------------ Elements and parts

    def _new(self, local: str, **attributes: str) -> Any:
        space = self._space
        named = {f"{{{space}}}{key}": value for key, value in attributes.items()}
        return etree.Element(f"{{{space}}}{local}", named, nsmap={"w": space})

    def _text(self, words: str) -> Any:
        text = self._new("t")
        text.set(_SPACE, "preserve")
        text.text = words
        return text

    def _reference(self, number: str) -> Any:
        run = self._new("r")
        run.append(self._new("commentReference", id=number))
        return run

    def _comment(self, number: str, lines: Iterable[str]) -> Any:
        comment = self._new("comment", id=number, author=AUTHOR, date=_DATE, initials=AUTHOR)
        for line in lines:
            paragraph, run = self._new("p"), self._new("r")
            run.append(self._text(line))
            paragraph.append(run)
            comment.append(paragraph)
        return comment

    def _tied(self, ties: str) -> bytes:
        """The relationships of the main part with one more, to the new comments."""
        empty = f'<Relationships xmlns="{_TIES_SPACE}"/>'.encode()
        blob = self._package.read(ties) if self._package.has(ties) else empty
        root = etree.fromstring(blob, parser())
        taken = {tie.get("Id") for tie in root}
        free = next(key for n in range(1, len(taken) + 2) if (key := f"rIdBdg{n}") not in taken)
        tie = etree.SubElement(root, f"{{{_TIES_SPACE}}}Relationship")
        tie.set("Id", free)
        tie.set("Type", _TIE_TYPES[self._space])
        tie.set("Target", posixpath.basename(self._part))
        return _serialized(root)

    def _typed(self) -> bytes:
        root = self._package.xml(_TYPES)
        entry = etree.SubElement(root, f"{{{_TYPES_SPACE}}}Override")
        entry.set("PartName", f"/{self._part}")
        entry.set("ContentType", _COMMENTS_TYPE)
        return _serialized(root)


def _id(element: Any) -> int:
    text = attribute(element, "id") if name(element) else ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _outermost(element: Any, backward: bool) -> Any:
    """`element`, or what it is in, as long as nothing else stands on that side in there."""
    while True:
        parent = element.getparent()
        if parent is None or name(parent) == "w:p":
            return element
        beside = element.itersiblings(preceding=backward)
        if name(parent) != "w:sdt" and any(name(one) not in _NO_CONTENT for one in beside):
            return element
        element = parent


def _serialized(root: Any) -> bytes:
    blob: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return blob


def _free_name(package: Package, wanted: str) -> str:
    stem, _, suffix = wanted.rpartition(".")
    names = (wanted, *(f"{stem}_bdg{n}.{suffix}" for n in range(1, len(package.names) + 1)))
    return next(part for part in names if not package.has(part))


def _own_name(package: Package, part: str) -> str:
    """`part` as the file itself spells it."""
    return next((own for own in package.names if own.lower() == part.lower()), part)


def _copy(package: Package, changed: Mapping[str, bytes], target: Path) -> None:
    new = [part for part in changed if part not in package.names]
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for part in (*package.names, *new):
            entry = ZipInfo(part, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0
            if part in changed:
                made.writestr(entry, changed[part])
            elif not part.endswith("/"):
                with package.stream(part) as source, made.open(entry, "w") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
