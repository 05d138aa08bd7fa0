"""Any Word report as passages that say where they stand, with the way back to its own runs.

``.docx`` is read as it is; ``.doc``, ``.odt`` and ``.rtf`` are first turned into one where
LibreOffice stands ready.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from bdg_excel.verify.convert import converted
from bdg_excel.verify.draft import Draft, Piece
from bdg_excel.verify.markup import attribute, child, children, name
from bdg_excel.verify.passage import Passage, Spot
from bdg_excel.verify.places import Places
from bdg_excel.verify.story import Story
from bdg_excel.verify.styles import Styles, styles_of
from bdg_excel.word_file import Package, format_of


@dataclass(frozen=True)
class Control:
    """A content control: its tag, the title that it shows, and where it stands."""

    tag: str
    title: str
    spot: Spot


class Stretch(NamedTuple):
    """Some characters of one element that holds text."""

    element: Any
    start: int
    end: int


@dataclass(frozen=True)
class Report:
    """A report that is read. `notes` say, in Vietnamese, what was read in a way to know of."""

    passages: tuple[Passage, ...]
    controls: tuple[Control, ...]
    notes: tuple[str, ...]
    package: Package
    main: str
    body: Any
    _drafts: tuple[Draft, ...]

    def stretches(self, spot: Spot) -> list[Stretch]:
        """The elements' characters that `spot` covers; empty where it covers none."""
        pieces = self._drafts[spot.passage].pieces
        inside = [piece for piece in pieces if piece.start < spot.end and spot.start < piece.end]
        return [
            Stretch(
                piece.element,
                _raw(piece, max(0, spot.start - piece.start)),
                _raw(piece, min(piece.end, spot.end) - piece.start),
            )
            for piece in inside
        ]

    def paragraph(self, index: int) -> tuple[Any, bool]:
        """Where passage `index` begins, or its text box hangs; whether comments may stand in it."""
        draft = self._drafts[index]
        if draft.host is not None:
            return draft.host, False
        return draft.paragraph, self.passages[index].kind in ("paragraph", "heading", "cell")


@contextmanager
def opened(path: Path) -> Iterator[Report]:
    """The report at `path`, which is only read; `ReportError` where that cannot be."""
    suffix = format_of(path)
    if suffix == ".docx":
        with _reading(path) as report:
            yield report
        return
    with converted(path, suffix) as made, _reading(made) as report:
        words = f"Tệp {suffix} được LibreOffice đổi sang .docx để đọc."
        yield replace(report, notes=(words, *report.notes))


@contextmanager
def _reading(path: Path) -> Iterator[Report]:
    package = Package(path)
    try:
        try:
            report = _read(package)
        except RecursionError as error:
            raise package.damaged("các phần lồng nhau quá sâu") from error
        except OverflowError as error:
            raise package.too_large("nội dung") from error
        yield report
    finally:
        package.close()


def _read(package: Package) -> Report:
    main = next(iter(package.related("", "officeDocument")), "")
    if not main:
        raise package.damaged("không có phần nội dung")
    root = package.xml(main)
    body = child(root, "w:body")
    if name(root) != "w:document" or body is None:
        raise package.damaged("không có phần nội dung")
    story, places = Story(_styles(package, main)), Places()
    placed = [(draft, places.of(draft)) for draft in story.read(body)]
    placed += _notes(package, main, story)
    placed += _margins(package, main, story)
    return Report(
        passages=tuple(_passage(draft, place) for draft, place in placed),
        controls=_controls([draft for draft, _ in placed]),
        notes=tuple(_remarks(story)),
        package=package,
        main=main,
        body=body,
        _drafts=tuple(draft for draft, _ in placed),
    )


def _styles(package: Package, main: str) -> Styles:
    parts = package.related(main, "styles")
    return styles_of(package.xml(parts[0])) if parts else Styles()


def _notes(package: Package, main: str, story: Story) -> Iterator[tuple[Draft, str]]:
    """Footnotes, then endnotes, numbered as their marks follow each other in the text."""
    marked = list(story.notes)
    for kind, words in (("footnote", "Chú thích"), ("endnote", "Chú thích cuối")):
        for part in package.related(main, f"{kind}s"):
            found = {
                attribute(note, "id"): note
                for note in children(package.xml(part), f"w:{kind}")
                if attribute(note, "type") in ("", "normal")
            }
            order = dict.fromkeys(key for of, key in marked if of == kind and key in found)
            for number, key in enumerate(order | dict.fromkeys(found), start=1):
                for draft in story.read(found[key], "footnote"):
                    yield draft, f"{words} {number}"


def _margins(package: Package, main: str, story: Story) -> Iterator[tuple[Draft, str]]:
    for kind, words in (("header", "Đầu trang"), ("footer", "Chân trang")):
        for part in package.related(main, kind):
            for draft in story.read(package.xml(part), "header"):
                yield draft, words


def _passage(draft: Draft, place: str) -> Passage:
    heading = draft.kind == "paragraph" and draft.level is not None
    whole = [one.tag for one in draft.controls if (one.start, one.end) == (0, draft.length)]
    return Passage(
        place=place,
        text=draft.text,
        kind="heading" if heading else draft.kind,
        table=draft.table if draft.kind == "cell" else None,
        row=draft.row if draft.kind == "cell" else None,
        column=draft.column if draft.kind == "cell" else None,
        indicator=whole[0] if whole and whole[0] else None,
    )


def _controls(drafts: Sequence[Draft]) -> tuple[Control, ...]:
    return tuple(
        Control(one.tag, one.title, Spot(index, one.start, one.end))
        for index, draft in enumerate(drafts)
        for one in draft.controls
    )


def _remarks(story: Story) -> Iterator[str]:
    if story.changes:
        yield (
            f"Báo cáo còn {story.changes} chỗ sửa đang theo dõi (Track Changes): đã đọc như thể "
            "các chỗ sửa đều được chấp nhận."
        )
    if story.hidden:
        yield f"Có {story.hidden} đoạn chữ ẩn không được kiểm tra."


def _raw(piece: Piece, offset: int) -> int:
    """Where in the element's own text its shown character `offset` stands."""
    raw = piece.element.text or ""
    if len(raw) == piece.end - piece.start:
        return offset
    ends = (end for end in range(len(raw)) if _composed_length(raw[:end]) >= offset)
    return next(ends, len(raw))


def _composed_length(text: str) -> int:
    return len(unicodedata.normalize("NFC", text))
