"""From claims to verdicts: which number of a claim that does not hold is the wrong one, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bdg_excel import numerals
from bdg_excel.verify import reasons
from bdg_excel.verify.numbers import Number, Place, place_of
from bdg_excel.verify.passage import Judgement
from bdg_excel.verify.relations import Relation, as_printed, holds, outcome, solve
from bdg_excel.verify.repairs import consistent, near, repairs


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found out about one number."""

    judgement: Judgement
    expected: str = ""
    why: str = ""


_RANK: dict[Judgement, int] = {"unchecked": 0, "right": 1, "rounded": 2, "differs": 3, "wrong": 4}


def judged(relations: Sequence[Relation]) -> dict[Place, Finding]:
    """The finding for each number of which `relations` speak; the gravest one stands."""
    by_number: dict[Place, list[Relation]] = {}
    for relation in relations:
        for term in relation.terms:
            by_number.setdefault(place_of(term), []).append(relation)
    findings: dict[Place, Finding] = {}
    explained = {place_of(r.terms[2]) for r in relations if r.kind in _READINGS and holds(r)}
    for relation in relations:
        result = outcome(relation)
        if result == "broken":
            if not relation.sure or _read_otherwise(relation, explained):
                continue
            if _is_within_a_sum(relation, by_number):
                continue
            if _evened(relation, by_number):
                keep(findings, place_of(relation.terms[2]), Finding("rounded", "", reasons.EVENED))
                continue
            marked = (
                _differing(relation) if relation.kind == "equal" else _blame(relation, by_number)
            )
            for number, finding in marked:
                keep(findings, place_of(number), finding)
            continue
        judgement: Judgement = "right" if result == "exact" else "rounded"
        rank = _RANK[judgement]
        new = [term for term in relation.terms if _rank(findings.get(place_of(term))) < rank]
        if new:
            finding = Finding(judgement, "", reasons.sentence(relation))
            findings |= {place_of(term): finding for term in new}
    return findings


_READINGS = frozenset({"share", "change", "growth", "points", "difference", "product"})


def _read_otherwise(relation: Relation, explained: frozenset[Place] | set[Place]) -> bool:
    """Is there another reading of the same percentage (or step, or average) that does hold?"""
    return relation.kind in _READINGS and place_of(relation.terms[2]) in explained


def _is_within_a_sum(relation: Relation, by_number: Mapping[Place, Sequence[Relation]]) -> bool:
    """Are all the numbers of a sum parts of a larger one that holds? Then it was no sum."""
    if relation.kind != "sum":
        return False
    mine = {place_of(term) for term in relation.terms}
    return any(
        other.kind == "sum"
        and outcome(other) == "exact"
        and mine < {place_of(term) for term in other.terms}
        for other in by_number[place_of(relation.terms[0])]
    )


def _rank(finding: Finding | None) -> int:
    return -1 if finding is None else _RANK[finding.judgement]


def _evened(relation: Relation, by_number: Mapping[Place, Sequence[Relation]]) -> bool:
    """Is a share one step off so that all shares add up to 100 %, as tables often have it?"""
    if relation.kind != "share":
        return False
    percent = relation.terms[2]
    wanted = _solved(relation, percent)
    if wanted is None or abs(wanted - (percent.value or 0)) > percent.step:
        return False
    others = by_number[place_of(percent)]
    return any(other.kind == "total" and outcome(other) == "exact" for other in others)


def keep(findings: dict[Place, Finding], place: Place, finding: Finding) -> None:
    """Notes `finding` at `place`, unless a graver one stands there."""
    standing = findings.get(place)
    if standing is None or _RANK[finding.judgement] > _RANK[standing.judgement]:
        findings[place] = finding


def _blame(
    relation: Relation, by_number: Mapping[Place, Sequence[Relation]]
) -> list[tuple[Number, Finding]]:
    """The number(s) to mark for a claim that does not hold, with what they should be."""
    if relation.kind == "order":
        reached = relation.terms[0 if relation.sign > 0 else 1]
        return [(reached, Finding("wrong", "", reasons.sentence(relation)))]
    possible = list(_possible(relation, by_number))
    possible.sort(key=lambda pair: not near(pair[0].text, as_printed(pair[1], pair[0])))
    result = relation.terms[relation.result]
    marked = [result]
    if relation.kind in {"sum", "flow", "product", "total", "equal"}:
        marked = [possible[0][0]] if _stands_out(possible) else [result]
    return [(number, _finding(relation, number, possible)) for number in marked]


def _possible(
    relation: Relation, by_number: Mapping[Place, Sequence[Relation]]
) -> Iterator[tuple[Number, Fraction]]:
    """The single changes after which every claim about the changed number holds."""
    for term in relation.terms:
        claims = [claim for claim in by_number[place_of(term)] if claim.sure]
        values = [value for claim in claims for t, value in repairs(claim) if t is term]
        fitting = [value for value in values if consistent(term, value, claims)]
        if fitting:
            yield term, fitting[0]


def _differing(relation: Relation) -> list[tuple[Number, Finding]]:
    """Both of two numbers that should be one; for words, the words are right to be doubted."""
    one, other = relation.terms
    if "words" in {one.cls, other.cls}:
        return [(one, Finding("wrong", _spelled(other), reasons.sentence(relation)))]
    why = f"Cùng một nội dung nhưng ghi {one.text} và {other.text}."
    return [(one, Finding("differs", other.text, why)), (other, Finding("differs", one.text, why))]


def _spelled(number: Number) -> str:
    value = number.value or Fraction(0)
    return f"{numerals.write(int(value))} đồng" if value.denominator == 1 else ""


def _stands_out(possible: Sequence[tuple[Number, Fraction]]) -> bool:
    """Is one repair the only one, or the only one that is a slip of the pen?"""
    slips = [near(term.text, as_printed(value, term)) for term, value in possible]
    return len(possible) == 1 or slips.count(True) == 1


def _finding(
    relation: Relation, number: Number, possible: Sequence[tuple[Number, Fraction]]
) -> Finding:
    own = [value for term, value in possible if term is number]
    value = own[0] if own else _solved(relation, number)
    expected = "" if value is None else reasons.expected(relation, value, number)
    others = [(term, worth) for term, worth in possible if term is not number][:3]
    why = " ".join(filter(None, (reasons.sentence(relation), reasons.repairs(others))))
    return Finding("wrong", expected, why)


def _solved(relation: Relation, number: Number) -> Fraction | None:
    place = next(at for at, term in enumerate(relation.terms) if term is number)
    wanted = solve(relation, place, [term.exact for term in relation.terms])
    return wanted.low if wanted is not None and wanted.low == wanted.high else None
