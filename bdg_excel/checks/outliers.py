"""Answers far from those of the other units: a digit too many, a column mistaken. Warnings only.

Robust and aware of small counts: the middle and the spread are medians, so that one wild answer
does not hide another; and the chance that belongs to a small count widens what is taken for usual.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from statistics import median

from bdg_excel.checks.notes import corrects, gives_reason, named
from bdg_excel.checks.reply import Reply
from bdg_excel.findings import Finding, finding
from bdg_excel.programme import Field, Programme
from bdg_excel.text import number
from bdg_excel.values.value import Value

_ENOUGH = 8
"""So many units must have answered before one can be unlike the others."""
_FAR = 4.5
"""So many spreads from the middle are not chance: of 100,000 usual answers less than one is so."""
_MAD = 1.4826
"""A median deviation times this is the standard deviation of a normal spread."""
_NARROWEST = 0.15
"""Communes are never more alike than this, on a logarithmic scale."""

_Given = list[tuple[Reply, Value]]


def outliers(replies: Sequence[Reply], programme: Programme) -> Iterator[Finding]:
    """The counts that are far from usual, and the shares of a whole that are."""
    by_question = _by_question(replies)
    for field in programme.fields:
        if field.kind == "count":
            for part in field.parts:
                yield from _unusual_counts(field, part.id, by_question)
            yield from _unusual_shares(field, by_question)


def _by_question(replies: Sequence[Reply]) -> dict[tuple[str, str], _Given]:
    found: dict[tuple[str, str], _Given] = {}
    for reply in replies:
        for value in reply.values:
            if value.row == 0 and value.number is not None:
                found.setdefault((value.field, value.part), []).append((reply, value))
    return found


def _unusual_counts(
    field: Field, part: str, by_question: Mapping[tuple[str, str], _Given]
) -> Iterator[Finding]:
    """Counts whose logarithm is far from the median's, beyond what their size lets expect."""
    given = by_question.get((field.id, part), [])
    if len(given) < _ENOUGH:
        return
    logs = [math.log(float(value.number or 0) + 0.5) for _, value in given]
    middle = median(logs)
    spread = max(_MAD * median(abs(log - middle) for log in logs), _NARROWEST)
    usual = math.exp(middle)
    for (reply, value), log in zip(given, logs, strict=True):
        distance = abs(log - middle)
        if distance <= _FAR * spread:  # chance is never less: so most are done with
            continue
        chance = math.sqrt(spread**2 + 1 / usual + 1 / math.exp(log))
        if distance > _FAR * chance:
            low, high = (math.exp(middle + side * 2 * spread) for side in (-1, 1))
            words = f"khoảng {number(round(low))} đến {number(round(high))}"
            yield _finding(reply, value, field, part, words)


def _unusual_shares(
    field: Field, by_question: Mapping[tuple[str, str], _Given]
) -> Iterator[Finding]:
    """Parts whose share of their whole is far from that of all units together (a funnel)."""
    for rule in field.checks:
        wholes = {reply.file: value for reply, value in by_question.get((field.id, rule.whole), [])}
        for term in rule.terms:
            given = [
                (reply, value, wholes[reply.file])
                for reply, value in by_question.get((field.id, term), [])
                if reply.file in wholes and (wholes[reply.file].number or 0) >= (value.number or 0)
            ]
            yield from _off_the_funnel(field, term, given)


def _off_the_funnel(
    field: Field, term: str, given: Sequence[tuple[Reply, Value, Value]]
) -> Iterator[Finding]:
    tops = [float(value.number or 0) for _, value, _ in given]
    bottoms = [float(whole.number or 0) for _, _, whole in given]
    if len(given) < _ENOUGH or not 0 < sum(tops) < sum(bottoms):
        return
    share = sum(tops) / sum(bottoms)
    chances = [math.sqrt(max(bottom, 1) * share * (1 - share)) for bottom in bottoms]
    scores = [
        (top - bottom * share) / chance
        for top, bottom, chance in zip(tops, bottoms, chances, strict=True)
    ]
    # Communes differ by more than chance: the usual scatter of the scores is what counts.
    middle = median(scores)
    scatter = max(_MAD * median(abs(score - middle) for score in scores), 1.0)
    for (reply, value, whole), score in zip(given, scores, strict=True):
        if abs(score - middle) > _FAR * scatter:
            usual = f"khoảng {number(round(share * 100))}% của {number(whole.number or 0)}"
            yield _finding(reply, value, field, term, usual)


def _finding(reply: Reply, value: Value, field: Field, part: str, usual: str) -> Finding:
    label, note = f"{field.label}: {field.part(part).label}", reply.note_on(field.id)
    is_other = corrects(note)
    code = "outlier_explained" if gives_reason(note) and not is_other else "outlier"
    where, noted = reply.place_of(value), named(note) if is_other else ""
    return finding(code, where, value.text, label=label, usual=usual, note=note, noted=noted)
