#!/usr/bin/env python3
"""How good `bdg verify` is by itself: coverage, recall, precision, beside a checker that is silent.

For each report of `tests/corpus`: coverage is measured on the report as it is; recall and precision
on copies with planted errors (`plant_errors.py`). An error counts as found if a number that it can
be checked against, or it itself, is called wrong or unlike itself elsewhere. An alarm that belongs
to no planted error is a false one. The misses in the
reports kept apart were not read while the rules were made (`tests/corpus/README.md`).

Usage: verify_score.py [--copies N] [--misses [tuned|apart]]
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bdg_excel.verify import Verdict, verify
from plant_errors import Key, Planted, Report, passages, plant, read_corpus

COPIES = 8
ALARMS = frozenset({"wrong", "differs"})


@dataclass
class Score:
    """What was counted, of one report or of many."""

    numbers: int = 0
    found: int = 0
    classed: int = 0
    checkable: int = 0
    checked: int = 0
    planted: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    alarms: int = 0
    true_alarms: int = 0
    changed_numbers: int = 0
    by_class: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Adds the counts of `other`."""
        for name in ("numbers", "found", "classed", "checkable", "checked", "alarms",
                     "true_alarms", "changed_numbers"):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.planted.update(other.planted)
        self.caught.update(other.caught)
        self.by_class.update(other.by_class)
        self.misses += other.misses

    @property
    def coverage(self) -> float:
        """Numbers checked, of those that a careful reader could check."""
        return _share(self.checked, self.checkable)

    @property
    def recall(self) -> float:
        """Planted errors found, of all planted."""
        return _share(self.caught.total(), self.planted.total())

    @property
    def precision(self) -> float:
        """Alarms that belong to a planted error, of all alarms."""
        return _share(self.true_alarms, self.alarms)

    @property
    def silent(self) -> float:
        """Share of numbers that a checker which says nothing gets right."""
        return 1 - _share(self.planted.total(), self.changed_numbers)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def score(report: Report, copies: int = COPIES) -> Score:
    """The score of one report."""
    total = _coverage(report)
    for seed in range(copies):
        total.add(_planted(report, seed))
    return total


def _verdicts(report: Report) -> dict[tuple[int, int], Verdict]:
    """The verdicts by the line and column of their number."""
    parts, places = passages(report.lines)
    found = {}
    for verdict in verify(parts):
        line, column = places[verdict.spot.passage]
        found[line, column + verdict.spot.start] = verdict
    return found


def _coverage(report: Report) -> Score:
    result = Score()
    verdicts = _verdicts(report)
    for key in report.numbers:
        verdict = verdicts.get((key.line, key.column))
        result.numbers += 1
        result.found += verdict is not None and verdict.number.startswith(key.text[:1])
        result.classed += verdict is not None and verdict.cls == key.cls
        if verdict is None or verdict.cls != key.cls:
            said = "không thấy" if verdict is None else verdict.cls
            result.misses.append(
                f"class {report.name}:{key.line + 1} {key.text} {key.cls} ({said})"
            )
        if not key.groups:
            continue
        result.checkable += 1
        result.by_class[key.cls, "checkable"] += 1
        if verdict is not None and verdict.verdict != "unchecked":
            result.checked += 1
            result.by_class[key.cls, "checked"] += 1
        else:
            result.misses.append(f"unchecked {report.name}:{key.line + 1} {key.text}")
    result.add(_alarms(report, verdicts, []))
    return result


def _planted(report: Report, seed: int) -> Score:
    changed, errors = plant(report, seed)
    verdicts = _verdicts(changed)
    result = _alarms(changed, verdicts, errors)
    result.changed_numbers = len(changed.numbers)
    marked = [place for place, verdict in verdicts.items() if verdict.verdict in ALARMS]
    for error in errors:
        result.planted[error.kind] += 1
        if any(_belongs(changed.numbers, place, [error]) for place in marked):
            result.caught[error.kind] += 1
        else:
            line = f"{report.name}#{seed}:{error.line + 1}"
            result.misses.append(f"missed {line} {error.kind} {error.truth} -> {error.text}")
    return result


def _alarms(
    report: Report, verdicts: dict[tuple[int, int], Verdict], errors: Sequence[Planted]
) -> Score:
    result = Score()
    for place, verdict in verdicts.items():
        if verdict.verdict not in ALARMS:
            continue
        result.alarms += 1
        if _belongs(report.numbers, place, errors):
            result.true_alarms += 1
        else:
            where = f"{report.name}:{place[0] + 1}"
            result.misses.append(f"false {where} {verdict.number} ({verdict.why})")
    return result


def _belongs(numbers: Iterable[Key], place: tuple[int, int], errors: Sequence[Planted]) -> bool:
    """Does an alarm at `place` point at one of `errors`, or at what it is checked against?"""
    line, column = place
    groups = next((k.groups for k in numbers if (k.line, k.column) == place), frozenset())
    return any(
        bool(groups & error.groups)
        or (error.line == line and error.column <= column < error.column + len(error.text))
        or (error.kind == "name" and not groups and _is_name(numbers, place))
        for error in errors
    )


def _is_name(numbers: Iterable[Key], place: tuple[int, int]) -> bool:
    """Is what stands at `place` no number at all: a word, whose other spelling was planted?"""
    return all((key.line, key.column) != place for key in numbers)


def score_all(copies: int = COPIES) -> dict[str, dict[str, Score]]:
    """The scores by part and by report."""
    scores: dict[str, dict[str, Score]] = {"tuned": {}, "apart": {}}
    for report in read_corpus():
        scores[report.part][report.name] = score(report, copies)
    return scores


def total_of(scores: Iterable[Score]) -> Score:
    """All `scores` as one."""
    total = Score()
    for each in scores:
        total.add(each)
    return total


def _row(name: str, value: Score) -> str:
    return (
        f"{name:<16}{value.numbers:>6}{value.found:>6}{value.classed:>8}{value.checkable:>10}"
        f"{value.coverage:>10.3f}{value.planted.total():>9}{value.recall:>8.3f}"
        f"{value.alarms:>8}{value.precision:>10.3f}{value.silent:>13.3f}"
    )


def _print_part(part: str, scores: dict[str, Score]) -> None:
    names = {"tuned": "Reports that the rules were tuned on", "apart": "Reports kept apart"}
    print(f"\n{names[part]}")
    print(
        f"{'report':<16}{'nums':>6}{'found':>6}{'classed':>8}{'checkable':>10}{'coverage':>10}"
        f"{'planted':>9}{'recall':>8}{'alarms':>8}{'precision':>10}{'silent right':>13}"
    )
    for name, value in scores.items():
        print(_row(name, value))
    total = total_of(scores.values())
    print(_row("all", total))
    kinds = [f"{kind} {total.caught[kind]}/{n}" for kind, n in sorted(total.planted.items())]
    print("errors found by kind: " + ", ".join(kinds))
    classes = sorted({cls for cls, _ in total.by_class})
    covered = [
        f"{c} {total.by_class[c, 'checked']}/{total.by_class[c, 'checkable']}" for c in classes
    ]
    print("numbers checked by class: " + ", ".join(covered))
    print("a checker that says nothing: coverage 0, recall 0, no alarms; "
          f"{total.silent:.1%} of the numbers in the copies are right all the same")  # fmt: skip


def main() -> None:
    """Prints the scores, and with ``--misses`` each miss."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--copies", type=int, default=COPIES)
    parser.add_argument("--misses", choices=["tuned", "apart", "all"])
    arguments = parser.parse_args()
    scores = score_all(arguments.copies)
    for part, reports in scores.items():
        _print_part(part, reports)
        if arguments.misses in {part, "all"}:
            print("\n".join(total_of(reports.values()).misses))


if __name__ == "__main__":
    main()
