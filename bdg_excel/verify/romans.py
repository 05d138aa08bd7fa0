"""Roman numerals: ``quý II`` is a time, ``Chương IV`` and ``II.`` are places; none counts."""

import re
from collections.abc import Iterator
from fractions import Fraction

from bdg_excel.verify.numbers import Number, lower
from bdg_excel.verify.passage import Passage

_ROMAN = re.compile(r"(?<![\w.])(?=[IVXL])(XL|L?X{0,3})(IX|IV|V?I{0,3})(?![\w])(?!\.\w*[A-ZĐ])")
_CUES = (
    ("period", re.compile(r"(?:quý|học kỳ|kỳ|vụ|tháng)\s+$")),
    ("legal", re.compile(r"(?:chương|phần|mục|điều|phụ lục|biểu)\s+(?:số\s+)?$")),
    (
        "ordinal",
        re.compile(
            r"(?:thứ|khóa|khoá|hạng|loại|khu vực|vùng|cấp|bậc|giai đoạn|nhóm|đại hội|lần|thế kỷ|"
            r"nhiệm kỳ|đợt|giải|quý [ivx]+(?:,| và|/|-))\s+$"
        ),
    ),
)
_NOUGHT = Fraction(0)


def romans(index: int, passage: Passage, text: str) -> Iterator[Number]:
    """The Roman numerals of `text`, each by the word before it or its place in the line."""
    small = lower(text)
    for match in _ROMAN.finditer(text):
        cls = _class(passage, text, small[: match.start()], match)
        if match[0] and cls is not None:
            start, end = match.span()
            yield Number(index, start, end, match[0], cls, None, _NOUGHT, "", start, "")


def _class(passage: Passage, text: str, before: str, match: re.Match[str]) -> str | None:
    alone = passage.kind == "cell" and match[0] == text.strip()
    if alone or (not before.strip(" (*-–+") and re.match(r"[./)]|$", text[match.end() :])):
        return "list"
    return next((cls for cls, cue in _CUES if cue.search(before)), None)
