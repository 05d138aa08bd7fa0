"""Every number of a passage: where it stands, what it is worth, and of which class it is.

Nothing is guessed: a number that can be read in two ways (``1,260`` in a text that writes both
styles) has no value, and nothing is claimed about it.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from bdg_excel import numerals
from bdg_excel.verify import context
from bdg_excel.verify.intervals import HEDGES, Interval, point, printed
from bdg_excel.verify.passage import Passage

_NOUGHT = point(0)


@dataclass(frozen=True, slots=True)
class Number:
    """A number found: `text` as printed, `value` None if it has none (or no sure one).

    `step` is the place of its last printed digit where it may have been rounded (0: exact);
    `before` is where its hedge word begins; `aside` if it is told to compare with: ``so với kế
    hoạch (64,5 tỷ đồng)``.
    """

    passage: int
    start: int
    end: int
    text: str
    cls: str
    value: Fraction | None
    step: Fraction
    hedge: str
    before: int
    unit: str
    label: str = ""
    aside: bool = False
    exact: Interval = _NOUGHT
    interval: Interval = _NOUGHT

    @classmethod
    def printed(cls, number: "Number") -> "Number":
        """`number` with its printed value itself (`exact`) and all that it may stand for."""
        if number.value is None:
            return number
        spread = printed(number.value, number.step, number.hedge)
        return replace(number, exact=point(number.value), interval=spread)


Place = tuple[int, int]
"""The passage and the start of a number: what it is known by."""


def place_of(number: Number) -> Place:
    """What `number` is known by."""
    return number.passage, number.start


_PLAIN = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}|\d+(?:[.,]\d+)?"
_SCALE = {
    "nghìn tỷ": 10**12,
    "ngàn tỷ": 10**12,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "triệu": 10**6,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
}
_SCALES = "|".join(_SCALE)
_CAP = "A-ZĐÀ-ỴĂÂÊÔƠƯ"

# In this order: what is tried first takes the digits.
_GRAMMAR = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            (
                "document",
                rf"\d{{1,5}}[a-z]?(?:/\d{{4}})?\s?[/-]\s?[{_CAP}]{{2}}[\w&]*(?:[/–.-][\w&]+)*",
            ),
            (
                "longdate",
                r"\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}|\d{1,2}\s+năm\s+(?<=tháng )?\d{4}(?!\d)",
            ),
            ("date", r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-\d{1,2}-\d{4}|\d{1,2}\.\d{1,2}\.\d{4}(?!\d)"),
            ("month", r"(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?![\d/.])"),
            ("time", r"\d{1,2}\s?(?:giờ|h|g)\s?\d{2}(?!\d)(?:\s?phút)?|\d{1,2}:\d{2}(?!\d)"),
            ("phone", r"0\d{2,3}[ .-]?\d{3,4}[ .-]?\d{3,4}(?!\d)|1[89]00[ .]?\d{4}"),
            (
                "code",
                r"(?<![\w])[A-Za-zĐ]+[-.]?\d[\w]*(?:[.:-]\d+)*|\d+(?:[.-]\w+)*\.[A-Z]\d+|(?!\d{1,3}(?:\.\d{3})+(?![\d.]))\d+(?:\.\d+){2,}(?![\d%])",
            ),
            ("years", r"(?:19|20)\d\d\s?[-–]\s?(?:19|20)\d\d(?![\d.])"),
            ("points", rf"(?:{_PLAIN})\s*điểm\s*(?:%|phần\s+trăm)"),
            ("percent", rf"(?:{_PLAIN})\s?(?:%|‰|phần\s+trăm)"),
            ("span", r"\d{1,3}(?:,\d+)?\s?[-–]\s?\d{1,3}(?:,\d+)?(?![\d.,/]\d|[\d/])"),
            ("ratio", rf"(?:{_PLAIN})\s?/\s?(?:{_PLAIN})"),
            ("scaled", rf"(?:{_PLAIN})\s(?:{_SCALES})(?:\s(?:{_PLAIN})\s(?:{_SCALES}))?(?!\w)"),
            ("spaced", r"\d{1,3}(?:[ ]\d{3}){2,}(?!\d)"),
            ("glued", r"\d+[A-Za-z]\w*"),
            ("plain", _PLAIN),
        )
    )
)
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_AMBIGUOUS = re.compile(r"\d{1,3},\d{3}")
_FOREIGN = re.compile(r"\d{1,3}(?:,\d{3}){2,}(?!\d)|(?<![\d.,])\d+\.\d{1,2}\s?%")
_NATIVE = re.compile(r"(?<![\d.,/])\d{1,3}(?:\.\d{3})+(?![\d/])|\d+,\d{1,2}\s?%")
_HEDGE = re.compile(rf"(?<!\w)({'|'.join(sorted(HEDGES, key=len, reverse=True))})\s+$")
_NO_HEDGE = re.compile(r"(?:cao|thấp|nhiều|ít|tốt|lớn|nhỏ|nhanh|sớm)\s$")
_LONGEST = 20
_LABEL_CUT = re.compile(r"[\d;,.()]")
_ASIDE = re.compile(
    r"(?:so với|năm|kế hoạch|chỉ tiêu|dự toán|định mức|cùng kỳ)[^;.()]{0,30}\([^;.()\d]{0,25}$"
    r"|\(\s*(?:so với|kế hoạch|chỉ tiêu|dự toán|định mức|cùng kỳ|năm)[^;.()]{0,25}$"
)
_SQUARES = frozenset({"m2", "m3", "km2", "dm2", "cm2", "cm3"})
_GRANT = re.compile(r"(?<!bình quân )(?:định mức|mỗi|trị giá|đơn giá|mức hỗ trợ)\s[^\d;.]{0,20}$")
_UNIT = re.compile(r"\s*((?:[^\W\d_]+\s?){1,2})")


@dataclass(frozen=True, slots=True)
class Style:
    """How a report writes its numbers: `foreign` 1,260.5; neither if it writes both."""

    foreign: bool = False
    mixed: bool = False


def style_of(texts: Sequence[str]) -> Style:
    """The style of numbers in `texts`, by those that can be read in one way only."""
    foreign = any(_FOREIGN.search(text) for text in texts)
    native = any(_NATIVE.search(text) for text in texts)
    return Style(foreign and not native, foreign and native)


def lower(text: str) -> str:
    """`text` in lower case, letter for letter."""
    small = text.lower()
    return small if len(small) == len(text) else text


def composed(text: str) -> tuple[str, list[int] | None]:
    """`text` in NFC with plain spaces, and where each letter stood (None: where it stands)."""
    spaced = (
        text.replace("\u00a0", " ").replace("\u202f", " ").replace("\n", " ").replace("\t", " ")
    )
    if unicodedata.is_normalized("NFC", spaced):
        return spaced, None
    pieces: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(spaced):
        joined = unicodedata.normalize("NFC", pieces[-1] + letter) if pieces else letter
        if len(joined) == 1 and pieces:
            pieces[-1] = joined
        else:
            pieces.append(letter)
            places.append(place)
    places.append(len(spaced))
    return "".join(pieces), places


def find(index: int, passage: Passage, text: str, style: Style, header: str = "") -> list[Number]:
    """The numbers of `text`, the composed text of `passage`, in order; `header`: of its column."""
    small = lower(text)
    found: list[Number] = []
    for match in _GRAMMAR.finditer(text):
        if match.lastgroup == "code" and match.group() in _SQUARES:
            continue  # m2 is a unit
        place = context.Place(
            before=small[max(0, match.start() - 60) : match.start()],
            after=small[match.end() : match.end() + 40],
            cell=passage.kind == "cell",
            header=header,
            alone=match.group() == text.strip(),
        )
        for start, end, cls in _pieces(match, place):
            found.append(_number(index, text, (start, end, cls), place, style))
    if passage.kind != "cell":
        found += _spelled(index, text)
        found.sort(key=lambda number: number.start)
    return found


def _pieces(match: re.Match[str], place: context.Place) -> Iterator[tuple[int, int, str]]:
    """The numbers in `match`, each with its class: two for a ratio."""
    name = match.lastgroup or ""
    start, end = match.span()
    if name == "ratio" and end - start <= 2 * _LONGEST:
        slash = match.group().index("/")
        cls = context.ratio_class(match.group(), place)
        if cls != "ratio":
            yield start, end, cls
            return
        yield start, start + len(match.group()[:slash].rstrip()), "ratio"
        tail = match.group()[slash + 1 :]
        yield end - len(tail.lstrip()), end, "ratio"
        return
    yield start, end, context.class_of(name, match.group(), place)


def _number(
    index: int, text: str, piece: tuple[int, int, str], place: context.Place, style: Style
) -> Number:
    start, end, cls = piece
    shown = text[start:end]
    value, step = worth(shown, cls, style)
    if cls == "money" and _GRANT.search(place.before):
        step = Fraction(0)  # what each one gets is set, not rounded
    hedge, before = _hedge(text, start) if cls in context.VALUED else ("", start)
    if place.cell and value is not None and re.fullmatch(r"\s*[-−–]\s?", text[:start]):
        start = before = len(text[:start]) - len(text[:start].lstrip())  # the minus is part of it
        value, shown = -value, text[start:end]
    unit = _UNIT.match(lower(text[end : end + 30]))
    label = f"{_LABEL_CUT.split(place.before)[-1]} {_LABEL_CUT.split(place.after)[0]}"
    counted = unit[1].strip() if unit else ""
    aside = _ASIDE.search(place.before) is not None
    number = Number(
        index, start, end, shown, cls, value, step, hedge, before, counted, label, aside
    )
    return Number.printed(number)


def _hedge(text: str, start: int) -> tuple[str, int]:
    """The word before a number that widens it, and where that begins."""
    head = lower(text[max(0, start - 14) : start])
    match = _HEDGE.search(head)
    if match is None or _NO_HEDGE.search(head[: match.start()]):
        return "", start
    if match[1] == "trên" and context.out_of(
        lower(text[max(0, start - 60) : start - len(head) + match.start()])
    ):
        return "", start
    return HEDGES[match[1]], start - len(head) + match.start()


def worth(shown: str, cls: str, style: Style) -> tuple[Fraction | None, Fraction]:
    """What `shown` is worth and its step; (None, 0) where it has no worth, or two."""
    if cls not in context.VALUED:
        return None, Fraction(0)
    value, step = Fraction(0), Fraction(0)
    parts = re.findall(rf"({_PLAIN}|\d{{1,3}}(?: \d{{3}})+)\s*({_SCALES})?", shown)
    for digits, scale in parts:
        read = _digits(digits.replace(" ", ""), style)
        if read is None:
            return None, Fraction(0)
        factor = _SCALE.get(scale, 1)
        value += read[0] * factor
        rounded = bool(scale) or read[1] < 1 or cls in {"measure", "percent", "points"}
        step = read[1] * factor if rounded else Fraction(0)
    return value, step


def _digits(text: str, style: Style) -> tuple[Fraction, Fraction] | None:
    """The value of plain digits and the place of the last one."""
    if style.foreign:
        text = text.translate(str.maketrans(".,", ",."))
    elif style.mixed and _AMBIGUOUS.fullmatch(text):
        return None
    if text.count(",") > 1:
        text = text.replace(",", "")
    if "." in text and not _GROUPED.match(text):
        text = text.replace(".", ",")  # 50.9: no group of three, so a decimal point
    whole, _, decimals = text.replace(".", "").partition(",")
    return Fraction(int(whole + decimals), 10 ** len(decimals)), Fraction(1, 10 ** len(decimals))


def _spelled(index: int, text: str) -> Iterator[Number]:
    """Sums of money in words: ``hai mươi triệu đồng``."""
    for match in numerals.RUN.finditer(text):
        tail = lower(text[match.end() : match.end() + 8])
        value = numerals.read(match.group())
        if not tail.lstrip().startswith("đồng") or (value is not None and value < 1000):
            continue
        end = match.end() + tail.index("đồng") + 4
        shown = text[match.start() : end]
        none = Fraction(0)
        worth_ = None if value is None else Fraction(value)
        yield Number.printed(
            Number(index, match.start(), end, shown, "words", worth_, none, "", match.start(), "")
        )
