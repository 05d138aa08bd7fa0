"""What a number counts, as words: those of its clause, and those that a share says it is of."""

import re
from collections.abc import Iterator

from bdg_excel.verify.numbers import Number
from bdg_excel.verify.shape import COUNT, Shape

_SIGN = "\ue000-\ue004"
_CUT = re.compile(rf"[{_SIGN};:.()]|,\s|\s(?:với|và|gồm|trong đó|trong số)\s|\s[-–]\s")
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(
    _WORD.findall(
        "là có được đạt cho với trong của và các đã tại từ đến về theo trên số năm này đó trở lên "
        "khi tổng toàn huyện xã tỉnh thị phường quận thành thôn bằng chiếm so tăng giảm vào ra cả "
        "hiện nay nêu địa bàn tính ước khoảng gần hơn thực kết quả hết cuối đầu tháng quý ngày "
        "lượng bộ chung lần kỳ cao mới còn lại tỷ lệ chỉ tiêu giao triệu nghìn đồng trăm"
    )
)
"""Words that tell nothing of what is counted."""
_AFTER = re.compile(
    r"\s*(?:của |trên |trong |so với |/)?\s*(?:tổng số |tổng |số |toàn bộ )?"
    rf"([^{_SIGN};,.:()]{{2,50}})"
)
_BEFORE = re.compile(
    r"(?:trong|trên|so với|tính trên)\s+(?:tổng số|tổng|số)\s+"
    rf"([^{_SIGN};,.:()]{{2,45}})(?=[^{_SIGN}]*(?:[{_SIGN}]))"
)
_AGAINST = re.compile(rf"so với\s+([^{_SIGN};,.:()]{{2,40}})\s$")


def content(text: str) -> tuple[str, ...]:
    """The telling words of `text`, in order."""
    return tuple(word for word in _WORD.findall(text) if word not in _EMPTY)


def named(shape: Shape, place: int) -> frozenset[str]:
    """The words of the clause around the number at `place` in `shape`."""
    head = _CUT.split(re.sub(r"\s*:\s*$", " ", shape.text[max(0, place - 90) : place]))[-1]
    tail = _CUT.split(shape.text[place + 1 : place + 60])[0]
    return frozenset(content(f"{head} {tail}"))


def clause_before(shape: Shape, place: int) -> str:
    """The words of the clause that ends at `place`."""
    return _CUT.split(shape.text[max(0, place - 90) : place])[-1]


def bases(shape: Shape, place: int) -> list[tuple[str, ...]]:
    """What the percentage at `place` may say it is a share of, the likeliest first."""
    return [words for words in _bases(shape, place) if words]


def _bases(shape: Shape, place: int) -> Iterator[tuple[str, ...]]:
    against = _AGAINST.search(shape.text[:place])
    if against:
        yield content(against[1])
    after = _AFTER.match(shape.text, place + 1)
    if after:
        yield content(re.split(r"\s[-–]\s", after[1])[0])
    before = list(_BEFORE.finditer(shape.text[: place + 1]))
    if before:
        yield content(before[-1][1])


_RATE = re.compile(
    rf"(?:(?:tỷ lệ|tỉ lệ|tỷ trọng)\s+|(?:^|[,;.:]\s|\sthì\s))"
    rf"([^{_SIGN};,.:()]{{2,50}}?)\s(?:là|đạt|chiếm|bằng|ở mức)?\s*$"
)


def rated(shape: Shape, place: int) -> tuple[str, ...]:
    """What the percentage at `place` says that it is the rate of."""
    match = _RATE.search(shape.text[:place])
    return content(match[1]) if match else ()


_BETWEEN = re.compile(
    rf"[^;:{_SIGN}]{{0,50}}(?:[{_SIGN}],? (?:so với|bằng|chiếm|đạt)[^;:{_SIGN}]{{0,40}})?"
)


def subject(shape: Shape, place: int) -> int | None:
    """Where the count stands of which the percentage at `place` speaks last: the one before it."""
    before = [at for at in shape.places(COUNT, 0, place) if shape.depth(at) <= shape.depth(place)]
    if not before or not _BETWEEN.fullmatch(shape.text[before[-1] + 1 : place]):
        return None
    return before[-1]


_PERSONS = frozenset(
    _WORD.findall(
        "người em cháu trẻ học lao hội công nhân khẩu đại đảng đoàn thành cán giáo bệnh phụ nữ nam "
        "tình đối"
    )
)
"""First words of units that count people."""


def same_unit(one: Number, other: Number) -> bool:
    """Are both counted in one unit: the same word, or people under two names?"""
    first, second = (number.unit.partition(" ")[0] for number in (one, other))
    return first != "" and (first == second or {first, second} <= _PERSONS)


def is_against(shape: Shape, place: int) -> bool:
    """Does ``so với …`` before the percentage at `place` say what it is measured against?"""
    return bool(_AGAINST.search(shape.text[:place]))


def tells_whole(shape: Shape, place: int) -> bool:
    """Do the words after the percentage at `place` say, in more than one, what it is of?"""
    after = _AFTER.match(shape.text, place + 1)
    return after is not None and len(content(after[1])) > 1


_PLANNED = r"(?:kế hoạch|chỉ tiêu|dự toán|mục tiêu)"
_PLAN_BEFORE = re.compile(rf"{_PLANNED}[^;.,()]{{0,60}}$")
_PLAN_AFTER = re.compile(rf"\s*(?:so với |của |)(?:{_PLANNED}|kh(?!\w))")


def is_plan(shape: Shape, place: int) -> bool:
    """Is the number at `place` what was planned?"""
    return bool(_PLAN_BEFORE.search(shape.text[:place].rstrip(" (")))


def of_plan(shape: Shape, place: int) -> bool:
    """Is the percentage at `place` one of a plan?"""
    return bool(_PLAN_AFTER.match(shape.text, place + 1))


_TOTAL_BEFORE = re.compile(rf"(?:tổng|toàn)[^;,.():{_SIGN}]{{0,50}}$")


def is_total(shape: Shape, place: int) -> bool:
    """Is the number at `place` said to be a total?"""
    return bool(_TOTAL_BEFORE.search(shape.text[:place]))


_REACHED = re.compile(r"(?:đạt|hoàn thành)\s*(?:tỷ lệ\s*)?$")


def is_reached(shape: Shape, place: int) -> bool:
    """Is the percentage at `place` one that was reached, not just a share?"""
    return bool(_REACHED.search(shape.text[:place]))


_OTHER_TIME = re.compile(
    r"\((?:[^()]{0,20}\s)?(?:năm|cùng kỳ|kỳ trước|đầu|quý|tháng)[^()]*$|"
    r"(?:cùng kỳ|phấn đấu|dự kiến|năm trước|đầu năm|cuối năm \ue005)[^;,()]{0,40}$"
)


def is_aside(shape: Shape, place: int) -> bool:
    """Is the number at `place` one of another time, told to compare with?"""
    return bool(_OTHER_TIME.search(shape.text[:place]))
