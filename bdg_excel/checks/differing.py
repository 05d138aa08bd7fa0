"""What two or more files of one unit answer differently, and what of that nothing asked for."""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from bdg_excel.checks.reply import Reply
from bdg_excel.findings import GRAVE, Finding
from bdg_excel.layout import NOTE, without_sign
from bdg_excel.values.parsed import COUNTED, Status
from bdg_excel.values.value import Value

Question = tuple[str, str, int]
"""What a value answers: field, part and row."""
Said = tuple[object, ...]


class Told(NamedTuple):
    """A file of a unit, and what was told of it alone."""

    reply: Reply
    findings: Sequence[Finding]

    @property
    def is_grave(self) -> bool:
        """Whether anything in it is wrong or doubtful."""
        return any(found.severity in GRAVE for found in self.findings)

    def doubted(self) -> set[Question]:
        """The questions whose answer is wrong or doubtful."""
        places = {found.place[3:] for found in self.findings if found.severity in GRAVE}
        return {question(v) for v in self.reply.values if (v.sheet, v.cell) in places}


def meaning(value: Value | None) -> Said:
    """What a value says, however a number was typed."""
    if value is None:
        return (Status.BLANK, "")
    if value.number is not None:
        return (value.status, value.number)
    if value.status is Status.REFUSED:  # what a returned form adds is no answer
        return (value.status, without_sign(value.text))
    return (value.status, value.text)


def differing(*replies: Reply) -> Iterator[tuple[Value | None, ...]]:
    """What each of `replies` says, question by question, where they do not say the same."""
    answers = [by_question(reply) for reply in replies]
    for asked in dict.fromkeys(asked for mine in answers for asked in mine):
        values = tuple(mine.get(asked) for mine in answers)
        if len({meaning(value) for value in values}) > 1:
            yield values


def only_drops(new: Reply, old: Told) -> bool:
    """Whether all that `new` does to `old` is to leave answers out, and not as it was asked to.

    A row of a table is left out wherever it stood: those below it have moved up.
    """
    gone = _rows_gone(new, old.reply)
    moved = {row.table for row in gone}
    pairs: list[tuple[Value | None, ...]] = [(v, None) for row in gone for v in row.values]
    pairs += [(v, w) for v, w in differing(old.reply, new) if not _is_in(v or w, moved)]
    asked = set(_to_be_deleted(old))
    left = [(v, w) for v, w in pairs if not (_is_blank(w) and v and question(v) in asked)]
    return all(_is_blank(w) for _, w in left) and any(v and v.status in COUNTED for v, _ in left)


def is_mended(new: Told, old: Told) -> bool:
    """Whether `new` writes an answer in another way that was doubtful in `old`, and is no more."""
    before, after = by_question(old.reply), by_question(new.reply)
    for asked in old.doubted() - new.doubted():
        was, now = before[asked], after.get(asked)
        if (
            now
            and meaning(was) == meaning(now)
            and without_sign(was.text) != without_sign(now.text)
        ):
            return True
    return False


class _Row(NamedTuple):
    table: str
    said: tuple[tuple[str, Said], ...]
    values: Sequence[Value]


def _rows_gone(new: Reply, old: Reply) -> list[_Row]:
    """The rows of `old` that `new` has no more, of tables in which `new` has no others."""
    there = Counter((row.table, row.said) for row in _rows(new))
    gone = []
    for row in _rows(old):
        if there[row.table, row.said]:
            there[row.table, row.said] -= 1
        else:
            gone.append(row)
    others = {table for (table, _), count in there.items() if count}
    return [row for row in gone if row.table not in others]


def _rows(reply: Reply) -> Iterator[_Row]:
    rows: dict[tuple[str, int], list[Value]] = {}
    for value in reply.values:
        if value.row and value.text:
            rows.setdefault((value.field, value.row), []).append(value)
    for (table, _), values in rows.items():
        yield _Row(table, tuple((value.part, meaning(value)) for value in values), values)


def _to_be_deleted(old: Told) -> Iterator[Question]:
    """What the findings on `old` asked to delete though it counts."""
    by_place = {(value.sheet, value.cell): value for value in old.reply.values if value.cell}
    for found in old.findings:
        at = by_place.get(found.place[3:]) if found.code in _TO_BE_DELETED else None
        if at is None:
            continue
        for value in old.reply.values:
            if value.field == at.field and _TO_BE_DELETED[found.code](value, at):
                yield question(value)


_TO_BE_DELETED: Mapping[str, Callable[[Value, Value], bool]] = {
    "approximate_note": lambda value, _: value.part == NOTE,
    "repeated_row": lambda value, at: value.row == at.row,
    "rows_despite_no": lambda value, _: value.row > 0,
}
"""Which answers a finding asks to delete, of those to the same question or table."""


def _is_in(value: Value | None, tables: Container[str]) -> bool:
    return value is not None and value.row > 0 and value.field in tables


def _is_blank(value: Value | None) -> bool:
    return value is None or value.status is Status.BLANK


def question(value: Value) -> Question:
    """What `value` answers."""
    return value.field, value.part, value.row


def by_question(reply: Reply) -> dict[Question, Value]:
    """The values of a file, by what they answer."""
    return {question(value): value for value in reply.values}
