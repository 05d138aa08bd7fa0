"""Dates that cannot be, and dates that contradict each other."""

import datetime
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bdg_excel import text as printing
from bdg_excel.verify.numbers import Number, lower

_DATE = re.compile(r"(\d{1,2})(?:/|-|\.|\s+tháng\s+)(\d{1,2})(?:/|-|\.|\s+năm\s+)(\d{4})")
_CITED = re.compile(r"\s*,?\s*(?:ban hành\s+)?ngày\s*$")
_HEADING = re.compile(r"^[^,.;:]{2,40},\s*ngày\s*$")
_UNTIL = re.compile(r"[^.;\d]{0,12}(?:đến|tới|–|-)\s*(?:hết\s+)?(?:ngày\s+)?$")
_BASIS = re.compile(r"(?:thực hiện|căn cứ|theo|triển khai)[^.;]{0,60}$")
_ISSUED = re.compile(r"(?:ban hành|xây dựng|tham mưu)[^.;]{0,60}$")
_SUBJECT = re.compile(r"[^;.]{0,60}?(?:về|v/v)(?: việc)?\s+([^;.]{15,160})")
_ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the report; of the document that it is the date of, if it is one's."""

    number: Number
    day: datetime.date
    document: Number | None
    basis: bool
    issued: bool
    subject: frozenset[str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is to be said of a date: fine (`wrong` False) or not."""

    number: Number
    wrong: bool
    expected: str
    why: str


def dates(texts: Sequence[str], numbers: Mapping[int, Sequence[Number]]) -> list[Doubt]:
    """Everything to be said of the dates of a report."""
    found = [dated for index in numbers for dated in _dated(texts[index], numbers[index])]
    issued = _report_day(texts, numbers)
    return [
        *_impossible(numbers),
        *_twice(found),
        *_years(found),
        *_later(found, issued),
        *_spans(texts, numbers),
        *_older(found),
        *_outside(texts, numbers),
    ]


def day_of(number: Number) -> datetime.date | None:
    """The day that `number` names; None if it names none, or one that cannot be."""
    match = _DATE.fullmatch(number.text)
    try:
        return datetime.date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


def _impossible(numbers: Mapping[int, Sequence[Number]]) -> Iterator[Doubt]:
    for number in (n for found in numbers.values() for n in found if n.cls == "date"):
        if _DATE.fullmatch(number.text) and day_of(number) is None:
            yield Doubt(number, True, "", f"Không có ngày {number.text} trong lịch.")


def _dated(text: str, numbers: Sequence[Number]) -> Iterator[Dated]:
    small = lower(text)
    last: Number | None = None
    for number in numbers:
        if number.cls == "document":
            last = number
            continue
        day = day_of(number) if number.cls == "date" else None
        if day is None:
            continue
        cited = last if last and _CITED.fullmatch(small[last.end : number.start]) else None
        head = small[: cited.start] if cited else ""
        subject = _SUBJECT.match(small, number.end) if cited else None
        words = frozenset(re.findall(r"\w{2,}", subject[1])) if subject else frozenset[str]()
        yield Dated(
            number, day, cited, bool(_BASIS.search(head)), bool(_ISSUED.search(head)), words
        )


def _report_day(
    texts: Sequence[str], numbers: Mapping[int, Sequence[Number]]
) -> datetime.date | None:
    """The day of the report: of a line such as ``Phong Thổ, ngày 05 tháng 12 năm 2023``."""
    for index, found in numbers.items():
        for number in found:
            if number.cls == "date" and _HEADING.match(lower(texts[index][: number.start])):
                return day_of(number)
    return None


def _twice(found: Sequence[Dated]) -> Iterator[Doubt]:
    """A document that is cited with two dates."""
    days: dict[str, Dated] = {}
    for dated in found:
        if dated.document is None:
            continue
        first = days.setdefault(dated.document.text, dated)
        if first is dated:
            continue
        same = first.day == dated.day
        why = f"{dated.document.text} ghi ngày {first.number.text} và ngày {dated.number.text}."
        for each in (first, dated):
            yield Doubt(each.number, not same, "" if same else first.number.text, why)


def _years(found: Sequence[Dated]) -> Iterator[Doubt]:
    """The year in a document's number is that of its date."""
    for dated in found:
        match = re.match(r"\d+/(\d{4})/", dated.document.text) if dated.document else None
        if match is None or dated.document is None:
            continue
        right = match[1] == str(dated.day.year)
        why = f"Số {dated.document.text} là của năm {match[1]}, ngày ghi là {dated.number.text}."
        expected = "" if right else re.sub(r"\d{4}$", match[1], dated.number.text)
        yield Doubt(dated.number, not right, expected, why)
        if right:
            yield Doubt(dated.document, False, "", why)


def _later(found: Sequence[Dated], issued: datetime.date | None) -> Iterator[Doubt]:
    """A document cannot be cited before it was issued."""
    for dated in found:
        if issued is not None and dated.document is not None and dated.day > issued:
            day = printing.short_date(issued)
            why = (
                f"{dated.document.text} ghi ngày {dated.number.text}, sau ngày của báo cáo ({day})."
            )
            yield Doubt(dated.number, True, "", why)


def _spans(texts: Sequence[str], numbers: Mapping[int, Sequence[Number]]) -> Iterator[Doubt]:
    """``từ ngày … đến ngày …``: the first is not after the second."""
    for index, found in numbers.items():
        small = lower(texts[index])
        for one, other in itertools.pairwise(found):
            first, last = day_of(one), day_of(other)
            if first is None or last is None or not _UNTIL.fullmatch(small[one.end : other.start]):
                continue
            if re.search(r"từ\s+(?:ngày\s+)?$", small[: one.start]):
                why = f"Từ {one.text} đến {other.text}" + (
                    ": ngày cuối trước ngày đầu." if last < first else ""
                )
                yield Doubt(one, False, "", why)
                yield Doubt(other, last < first, "", why)


def _older(found: Sequence[Dated]) -> Iterator[Doubt]:
    """A plan is not older than the one that it carries out, if both are about the same."""
    for basis in (dated for dated in found if dated.basis and not dated.issued):
        for plan in (dated for dated in found if dated.issued and dated.document):
            if not _same_subject(basis.subject, plan.subject):
                continue
            names = [d.document.text if d.document else "" for d in (plan, basis)]
            older = plan.day < basis.day
            why = (
                f"{names[0]} ngày {plan.number.text} " + ("có trước" if older else "có sau")
                + f" {names[1]} ngày {basis.number.text} mà nó triển khai."
            )  # fmt: skip
            yield Doubt(plan.number, older, "", why)
            yield Doubt(basis.number, older, "", why)


def _same_subject(one: frozenset[str], other: frozenset[str]) -> bool:
    if len(one) < 4 or len(other) < 4:
        return False
    return len(one & other) >= _ALIKE * min(len(one), len(other))


_PERIOD = re.compile(
    r"(?:từ\s+)?(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/(?P<first>\d{4}))?\s*(?:đến|tới|-|–)\s*(?:hết\s+)?"
    r"(?:ngày\s+)?\d{1,2}/\d{1,2}/(?P<last>\d{4})"
)
_OF_ALL = re.compile(
    r"tháng hành động|số liệu|kỳ báo cáo|thời gian báo cáo|tháng cao điểm|đợt cao điểm"
)
_ACTIVITY = re.compile(
    r"(?:tổ chức|phát động|khai mạc|diễn ra|ra quân|mít tinh|tuyên truyền|truyền thông|tập huấn|"
    r"treo|thăm|tặng|khám)[^.;]{0,90}(?:vào |trong |sáng |chiều |tối )?ngày\s*$"
)
_OTHER_TIME = re.compile(
    r"theo|căn cứ|thực hiện|kế hoạch số|công văn|quyết định|nghị quyết|so với|kể từ|từ ngày|trước|"
    r"cùng kỳ|năm \d{4}|lần thứ|kỷ niệm|sinh|thành lập"
)
_EARLY = 15
"""A report says within so many lines what time it is of."""


def _outside(texts: Sequence[str], numbers: Mapping[int, Sequence[Number]]) -> Iterator[Doubt]:
    """An activity dated in another year than the days that the report is of."""
    period = next(filter(None, (_period(text) for text in texts[:_EARLY])), None)
    if period is None:
        return
    words, years = period
    for index, found in numbers.items():
        small = lower(texts[index])
        for number in found:
            day = day_of(number) if number.cls == "date" else None
            start = max(small.rfind(mark, 0, number.start) for mark in (". ", "; ", "\n")) + 1
            head = small[start : number.start]
            if day is None or not _ACTIVITY.search(head) or _OTHER_TIME.search(head):
                continue
            if words in texts[index] or str(day.year) in years:
                continue
            why = f"Ngày {number.text} không thuộc thời gian của báo cáo ({words})."
            yield Doubt(number, True, "", why)


def _period(text: str) -> tuple[str, set[str]] | None:
    """The days that a report is of, in its words, and their years."""
    match = _PERIOD.search(text)
    if match is None or not _OF_ALL.search(lower(text)):
        return None
    return match[0], {match["last"], match["first"] or match["last"]}
