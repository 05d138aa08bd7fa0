"""What may be a part of a sum, and what two parts are the halves of a whole."""

import re
from collections.abc import Sequence

from bdg_excel.verify.context import COUNTABLE
from bdg_excel.verify.numbers import Number
from bdg_excel.verify.shape import Shape

_NOT_PART = re.compile(
    r"(?:tăng|giảm|bình quân|trung bình|mỗi|(?<!theo )kế hoạch|chỉ tiêu|so với|cùng kỳ|vượt|"
    r"thiếu(?= *$)|trị giá|"
    r"định mức|tổng số|tổng|tổng cộng|cộng(?! đồng))[^;:,()\ue000-\ue004]{0,25}$"
)

_PER = re.compile(r"\s*[^\W\d]+(?:\s[^\W\d]+)?\s?/\s?[^\W\d]")

_GRADE = re.compile(r"\s(?:sao|tuổi|tầng|lần)(?!\w)")

_COUNTED = re.compile(rf"(?:{COUNTABLE})(?!\w)")

_JOINING = frozenset(["", "đến", "và", "với", "có", "là", "đã", "được", "trên", "trong", "cho"])

_HALVES = tuple(
    (re.compile(rf"(?<!\w)(?:{one})(?!\w)"), re.compile(rf"(?<!\w)(?:{other})(?!\w)"))
    for one, other in (
        ("nam|trai", "nữ|gái"),
        ("thành thị|đô thị", "nông thôn"),
        ("trực tuyến", "trực tiếp"),
        ("đã trả|đã giải quyết|đã xử lý", "đang xử lý|đang giải quyết|chưa giải quyết"),
        ("đúng hạn|trước hạn", "trễ hạn|quá hạn"),
        ("quốc tế|nước ngoài", "nội địa|trong nước"),
        ("khai thác|đánh bắt", "nuôi trồng"),
    )
)
"""Words for the two halves of a whole."""


def is_part(shape: Shape, place: int) -> bool:
    """May the count at `place` be a part: no rise, no plan, no average, no total?"""
    head = shape.text[max(0, place - 60) : place]
    after = shape.text[place + 1 : place + 12]
    return not (_NOT_PART.search(head) or _PER.match(shape.text, place + 1) or _GRADE.match(after))


def same_kind(whole: Number, part: Number) -> bool:
    """Are both sums of money, or neither?"""
    return (whole.cls == "money") == (part.cls == "money")


def may_count_the_same(one: Number, other: Number) -> bool:
    """Do the units of both allow that they count the same: alike, or one has none?"""
    first, second = (number.unit.partition(" ")[0] for number in (one, other))
    return first == second or not (_COUNTED.match(first) and _COUNTED.match(second))


def is_counted(number: Number) -> bool:
    """Does `number` count things by name, more than one of them?"""
    word = number.unit.partition(" ")[0]
    return number.cls == "count" and (number.value or 0) > 1 and word not in _JOINING


def closing(shape: Shape, start: int) -> int:
    """Where the bracket that was opened before `start` is closed."""
    depth = 1
    for place in range(start, len(shape.text)):
        depth += {"(": 1, ")": -1}.get(shape.text[place], 0)
        if not depth:
            return place
    return len(shape.text)


def complementary(shape: Shape, parts: Sequence[Number]) -> bool:
    """Are these men and women: of two parts, one named with each word?"""
    labels = []
    for part in parts:
        place = next(at for at, numbers in shape.items.items() if part in numbers)
        around = shape.text[max(0, place - 25) : place]
        after = re.split(r"[\ue000-\ue005;,)]", shape.text[place + 1 : place + 14])[0]
        labels.append(re.split(r"[\ue000-\ue005;,]", around)[-1] + after)
    first, second = labels
    return any(
        (one.search(first) and other.search(second)) or (other.search(first) and one.search(second))
        for one, other in _HALVES
    )
