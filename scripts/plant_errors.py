#!/usr/bin/env python3
"""Plants errors into the reports of the corpus: seeded, each with what stood there before.

A report is a text of `tests/corpus`: one paragraph a line, table rows as ``| a | b |``, headings
with ``#``, headers with ``~``. Its key names every number: line, column, text, class, and the
groups of numbers that check each other. An error is only planted where a careful reader could see
it: in a number of a group, and far enough from the truth that no rounding hides it.

Usage: plant_errors.py [--seed N] REPORT.txt   (prints the changed report and the key of errors)
"""

import argparse
import random
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bdg_excel import numerals  # noqa: E402
from bdg_excel.verify import Passage  # noqa: E402

CORPUS = ROOT / "tests" / "corpus"
ERRORS_A_COPY = 4


@dataclass(frozen=True)
class Key:
    """A number of a report: where it stands (from 0), and the groups that it belongs to."""

    line: int
    column: int
    text: str
    cls: str
    groups: frozenset[str]


@dataclass(frozen=True)
class Report:
    """A report of the corpus with its key."""

    name: str
    part: str
    lines: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[Key, ...]


@dataclass(frozen=True)
class Planted:
    """An error: the kind, where it is in the changed report, what stands there, what did."""

    kind: str
    line: int
    column: int
    text: str
    truth: str
    groups: frozenset[str]


def read_report(path: Path) -> Report:
    """The report at `path` and the key beside it."""
    key = tomllib.loads(path.with_suffix(".toml").read_text("utf-8"))
    numbers = tuple(
        Key(line - 1, column, text, cls, frozenset(groups.split()))
        for line, column, text, cls, groups in key["numbers"]
    )
    lines = tuple(path.read_text("utf-8").splitlines())
    return Report(path.stem, key["part"], lines, tuple(key["names"]), numbers)


def read_corpus(corpus: Path = CORPUS) -> list[Report]:
    """Every report, those that the rules were tuned on first."""
    paths = [*sorted(corpus.glob("tuned/*.txt")), *sorted(corpus.glob("apart/*.txt"))]
    return [read_report(path) for path in paths]


def passages(lines: Sequence[str]) -> tuple[list[Passage], list[tuple[int, int]]]:
    """The passages of a report, and the line and column where each begins."""
    found: list[Passage] = []
    places: list[tuple[int, int]] = []
    table, row = -1, 0
    for number, line in enumerate(lines):
        if not line.startswith("|"):
            kind, text = _kind(line)
            found.append(Passage(f"dòng {number + 1}", text, kind))  # type: ignore[arg-type]
            places.append((number, len(line) - len(text)))
            continue
        begins = number == 0 or not lines[number - 1].startswith("|")
        table, row = (table + 1, 0) if begins else (table, row + 1)
        for column, (start, text) in enumerate(_cells(line)):
            found.append(Passage(f"dòng {number + 1}", text, "cell", table, row, column))
            places.append((number, start))
    return found, places


def _kind(line: str) -> tuple[str, str]:
    for mark, kind in (("# ", "heading"), ("~ ", "header")):
        if line.startswith(mark):
            return kind, line[2:]
    return "paragraph", line


def _cells(line: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"\|([^|]*)(?=\|)", line):
        text = match[1].strip()
        yield match.start(1) + len(match[1]) - len(match[1].lstrip()), text


def plant(report: Report, seed: int) -> tuple[Report, list[Planted]]:
    """`report` with a few errors, none of which can be mistaken for another's."""
    dice = random.Random(f"{report.name} {seed}")
    options = [key for key in report.numbers if key.groups and key.cls not in {"date", "document"}]
    dice.shuffle(options)
    chosen: list[Planted] = []
    taken: set[str] = set()
    for key in options:
        if len(chosen) >= ERRORS_A_COPY:
            break
        text = _changed(key, dice)
        if taken & key.groups or text is None:
            continue
        taken |= key.groups
        kind = _kind_of(report, key)
        chosen.append(Planted(kind, key.line, key.column, text, key.text, key.groups))
    if seed % 3 == 0:
        chosen += _misspelt(report, dice)
    return _with(report, chosen)


def _kind_of(report: Report, key: Key) -> str:
    if report.lines[key.line].startswith("|"):
        return "cell"
    if key.cls in {"percent", "points"}:
        return "percent"
    if key.cls == "words":
        return "words"
    return "sum" if _is_greatest(report, key) else "count"


def _is_greatest(report: Report, key: Key) -> bool:
    """Is it the greatest of a group of three or more: the total of a sum?"""
    for group in key.groups:
        members = [n for n in report.numbers if group in n.groups and n.cls == key.cls]
        if len(members) > 2 and all(_worth(n.text) <= _worth(key.text) for n in members):
            return True
    return False


def _worth(text: str) -> Fraction:
    digits = re.search(r"\d[\d.,]*", text)
    if digits is None:
        return Fraction(0)
    return Fraction(digits.group().replace(".", "").rstrip(",").replace(",", "."))


def _changed(key: Key, dice: random.Random) -> str | None:
    """The number of `key` mistyped, and far enough from the truth; None if that cannot be."""
    if key.cls == "words":
        value = numerals.read(key.text)
        if value is None:
            return None
        wrong = value + dice.choice([1, 2, 3]) * 10 ** (len(str(value)) - 2)
        return numerals.write(wrong) + " đồng"
    for _ in range(30):
        text = dice.choice([_one_digit, _swapped, _stale])(key.text, dice)
        before, after = _worth(key.text), _worth(text)
        if text == key.text or not re.search(r"[1-9]", text) or re.match(r"0\d", text):
            continue
        if abs(after - before) * 20 >= before and abs(after - before) >= 1:
            return text
    return None


def _one_digit(text: str, dice: random.Random) -> str:
    place = dice.choice([at for at, letter in enumerate(text) if letter.isdigit()])
    digit = dice.choice([d for d in "123456789" if d != text[place]])
    return text[:place] + digit + text[place + 1 :]


def _swapped(text: str, dice: random.Random) -> str:
    places = [at for at, letter in enumerate(text) if letter.isdigit()]
    if len(places) < 2:
        return text
    at = dice.randrange(len(places) - 1)
    one, other = places[at], places[at + 1]
    letters = list(text)
    letters[one], letters[other] = letters[other], letters[one]
    return "".join(letters)


def _stale(text: str, dice: random.Random) -> str:
    """Another number of as many digits: last year's, say."""
    first = next(at for at, letter in enumerate(text) if letter.isdigit())
    letters = [dice.choice("0123456789") if letter.isdigit() else letter for letter in text]
    shift = int(text[first]) + dice.choice([-1, 0, 1])
    letters[first] = str(min(9, max(1, shift)))
    return "".join(letters)


_TONES = ["aàáảãạ", "oòóỏõọ", "ôồốổỗộ", "ơờớởỡợ", "âầấẩẫậ", "ăằắẳẵặ", "eèéẻẽẹ", "êềếểễệ", "iìíỉĩị",
          "uùúủũụ", "ưừứửữự"]  # fmt: skip


def _misspelt(report: Report, dice: random.Random) -> list[Planted]:
    """One name of the report with another tone at one of its places."""
    options = []
    for name in report.names:
        places = [(n, m.start()) for n, line in enumerate(report.lines)
                  for m in re.finditer(re.escape(name), line)]  # fmt: skip
        if len(places) > 1:
            options.append((name, dice.choice(places)))
    if not options:
        return []
    name, (line, column) = dice.choice(options)
    at, tones = dice.choice(
        [(at, tones) for at, letter in enumerate(name) for tones in _TONES if letter in tones]
    )
    other = dice.choice([tone for tone in tones if tone != name[at]])
    wrong = name[:at] + other + name[at + 1 :]
    return [Planted("name", line, column, wrong, name, frozenset())]


def _with(report: Report, chosen: Sequence[Planted]) -> tuple[Report, list[Planted]]:
    """The report with the errors in it, and the key and the errors moved to where they now are."""
    lines = list(report.lines)
    numbers = list(report.numbers)
    planted: list[Planted] = []
    for error in sorted(chosen, key=lambda e: (e.line, e.column), reverse=True):
        line = lines[error.line]
        end = error.column + len(error.truth)
        lines[error.line] = line[: error.column] + error.text + line[end:]
        shift = len(error.text) - len(error.truth)
        for at, key in enumerate(numbers):
            if key.line == error.line and key.column >= end:
                numbers[at] = replace(key, column=key.column + shift)
        planted = [
            replace(e, column=e.column + shift) if e.line == error.line else e for e in planted
        ]
        planted.append(error)
    return replace(report, lines=tuple(lines), numbers=tuple(numbers)), planted[::-1]


def main() -> None:
    """Prints one report with errors in it, and what was changed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    changed, errors = plant(read_report(arguments.report), arguments.seed)
    print("\n".join(changed.lines))
    for error in errors:
        print(f"# {error.kind}: dòng {error.line + 1}: {error.truth} -> {error.text}")


if __name__ == "__main__":
    main()
