"""The same thing said in two places: with one value, or with two."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bdg_excel.verify.numbers import Number, lower
from bdg_excel.verify.passage import Passage
from bdg_excel.verify.relations import Relation
from bdg_excel.verify.repairs import near

_FEWEST = 1000
_WORD = re.compile(r"[^\W\d_]{2,}")
_CUT = re.compile(r"[;.:()]|,\s")
_STOP = frozenset(
    [
        "là",
        "có",
        "được",
        "đạt",
        "cho",
        "với",
        "trong",
        "của",
        "và",
        "các",
        "đã",
        "tại",
        "từ",
        "đến",
        "về",
        "theo",
        "trên",
        "số",
        "năm",
        "này",
        "đó",
        "còn",
        "trở",
        "lên",
        "khi",
        "tổng",
        "toàn",
        "huyện",
        "xã",
        "tỉnh",
        "người",
        "lượt",
        "bằng",
        "chiếm",
        "so",
        "tăng",
        "giảm",
        "đồng",
        "triệu",
        "tỷ",
        "hộ",
        "vào",
        "ra",
    ]
)
_QUALIFIERS = frozenset(
    [
        "kế",
        "hoạch",
        "dự",
        "toán",
        "chỉ",
        "tiêu",
        "cùng",
        "kỳ",
        "đầu",
        "cuối",
        "trước",
        "nam",
        "nữ",
        "mục",
        "phấn",
        "đấu",
        "còn",
        "kh",
        "nghèo",
        "cận",
        "mới",
    ]
)
_CLASSES = frozenset({"count", "money", "measure", "ratio", "percent"})


@dataclass(frozen=True, slots=True)
class Labelled:
    """A number with the words that say what it counts."""

    number: Number
    words: frozenset[str]
    table: int

    @property
    def qualifiers(self) -> frozenset[str]:
        """The words that make a plan, another year or another sex of the same thing."""
        return self.words & _QUALIFIERS


def echoes(
    passages: Sequence[Passage],
    texts: Sequence[str],
    numbers: Mapping[int, Sequence[Number]],
    labels: Mapping[int, str],
) -> list[Relation]:
    """Equalities of numbers that count the same; `labels`: of the cells, by their passage."""
    found = [
        Labelled(
            number,
            _words(texts, number, labels),
            1 + table if (table := passages[index].table) is not None else 0,
        )
        for index in numbers
        for number in numbers[index]
        if number.cls in _CLASSES and number.value is not None and _telling(number)
    ]
    return [*_same(found), *_slips(found)]


def _telling(number: Number) -> bool:
    """Is it long enough that two of it are no chance?"""
    return (number.value or 0) >= _FEWEST or len(re.sub(r"\D", "", number.text)) >= 4


def _words(texts: Sequence[str], number: Number, labels: Mapping[int, str]) -> frozenset[str]:
    """The words before (in its clause), the unit after, or the labels of its cell."""
    label = labels.get(number.passage)
    if label is None:
        label = f"{_head(texts, number)} {number.unit} {_tail(texts, number)}"
    return frozenset(_WORD.findall(label)) - _STOP


def _head(texts: Sequence[str], number: Number) -> str:
    before = lower(texts[number.passage][max(0, number.start - 80) : number.start])
    return re.split(r"\d|[;.()]|,\s(?=[^\d]*$)", before)[-1] if before else ""


def _tail(texts: Sequence[str], number: Number) -> str:
    after = lower(texts[number.passage][number.end : number.end + 30])
    return _CUT.split(re.split(r"\d", after)[0])[0]


def _same(found: Sequence[Labelled]) -> Iterator[Relation]:
    """Two places, one value, and a word in common: each bears the other out."""
    by_value: dict[tuple[object, str], list[Labelled]] = {}
    for labelled in found:
        by_value.setdefault((labelled.number.value, _money(labelled)), []).append(labelled)
    for group in by_value.values():
        for one, other in itertools.pairwise(group):
            apart = one.number.passage != other.number.passage
            if apart and one.words & other.words:
                yield Relation("equal", (one.number, other.number))


def _money(labelled: Labelled) -> str:
    return "money" if labelled.number.cls == "money" else ""


def _slips(found: Sequence[Labelled]) -> Iterator[Relation]:
    """Two places, one thing, and two values a slip of the pen apart."""
    by_shape: dict[str, list[Labelled]] = {}
    for labelled in found:
        if (labelled.number.value or 0) < _FEWEST:
            continue
        digits = re.sub(r"\D", "", labelled.number.text)
        for at in range(len(digits)):
            by_shape.setdefault(f"{digits[:at]}_{digits[at + 1 :]}", []).append(labelled)
        by_shape.setdefault("".join(sorted(digits)), []).append(labelled)
    seen: set[tuple[int, int, int, int]] = set()
    for group in by_shape.values():
        for at, one in enumerate(group[:20]):
            for other in group[at + 1 : 20]:
                a, b = one.number, other.number
                key = (a.passage, a.start, b.passage, b.start)
                if key not in seen and _alike(one, other):
                    seen.add(key)
                    yield Relation("equal", (a, b))


def _alike(one: Labelled, other: Labelled) -> bool:
    """Do they count the same thing, though they are a slip apart?"""
    a, b = one.number, other.number
    if a.value == b.value or a.passage == b.passage or not near(a.text, b.text):
        return False
    if (one.table and one.table == other.table) or one.qualifiers != other.qualifiers:
        return False
    if any(len(re.sub(r"\D", "", n.text).rstrip("0")) < 3 for n in (a, b)):
        return False  # round numbers are alike by nature
    if (a.cls == "money") != (b.cls == "money") or a.text.count(",") != b.text.count(","):
        return False
    common, least = one.words & other.words, min(len(one.words), len(other.words))
    return len(common) >= 2 and 3 * len(common) >= 2 * least
