"""What no report holds is not checked: the time that a check takes is bounded, whatever the file.

A checker compares the numbers of a sentence with each other; a "sentence" of ten thousand numbers
would keep it busy for hours. Such a passage comes out as not checked, and that is said.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bdg_excel.verify.engine import verify
from bdg_excel.verify.passage import Passage, Spot, Verdict

_MOST = 60_000
_MOST_IN_ONE = 300
_MOST_IN_TABLE = 15_000
_MOST_ROWS = 1_500
_LONGEST = 50_000
_LONGEST_NUMBER = 40
_AROUND = 80
_NUMBER = re.compile(r"\d[\d.,]*")
_ENDLESS = re.compile(rf"[\d.,]{{{_LONGEST_NUMBER}}}")


def verify_within_bounds(passages: Sequence[Passage]) -> tuple[list[Verdict], tuple[str, ...]]:
    """A verdict for each number of `passages`, and notes on what was not checked at all."""
    left = _left_out(passages)
    if not left:
        return verify(passages), ()
    kept = [
        Passage(passage.place, "", "paragraph") if index in left else passage
        for index, passage in enumerate(passages)
    ]
    verdicts = verify(kept) + [
        one for index in sorted(left) for one in _not_checked(index, passages)
    ]
    note = (
        f"{len(left)} đoạn hoặc ô có quá nhiều số nên không được kiểm tra, từ: "
        f"{passages[min(left)].place}."
    )
    return sorted(verdicts, key=lambda one: (one.spot.passage, one.spot.start)), (note,)


def _left_out(passages: Sequence[Passage]) -> set[int]:
    counts = [len(_NUMBER.findall(passage.text)) for passage in passages]
    large = _large_tables(passages, counts)
    found, numbers = set(), 0
    for index, (passage, count) in enumerate(zip(passages, counts, strict=True)):
        numbers += count
        much = count > _MOST_IN_ONE or (count and numbers > _MOST)
        if much or passage.table in large or _is_odd(passage.text):
            found.add(index)
    return found


def _large_tables(passages: Sequence[Passage], counts: Sequence[int]) -> set[int]:
    numbers: Counter[int] = Counter()
    rows: Counter[int] = Counter()
    for passage, count in zip(passages, counts, strict=True):
        if passage.table is not None:
            numbers[passage.table] += count
            rows[passage.table] = max(rows[passage.table], passage.row or 0)
    return {table for table in rows if numbers[table] > _MOST_IN_TABLE or rows[table] > _MOST_ROWS}


def _is_odd(text: str) -> bool:
    return len(text) > _LONGEST or _ENDLESS.search(text) is not None


def _not_checked(index: int, passages: Sequence[Passage]) -> Iterator[Verdict]:
    text = passages[index].text
    for number in list(_NUMBER.finditer(text))[:_MOST]:
        start, end = number.span()
        around = text[max(0, start - _AROUND) : min(end, start + _AROUND) + _AROUND]
        shown = number[0][:_LONGEST_NUMBER]
        yield Verdict(Spot(index, start, end), around, shown, "other", "unchecked", "", "")
