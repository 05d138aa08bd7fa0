"""Mutates valid forms for as long as asked, and looks for a way to lose or to forge a figure.

    python scripts/fuzz.py [--mutants 20000] [--seconds 0] [--seed 1] [--keep FOLDER]

A mutant is a filled form with bytes of its zip, its XML, or the types and values of its cells
changed. Wrong are: a traceback, a file that takes longer than 10 s, and a number that is counted
although openpyxl, which knows nothing of our reader, sees something else in that cell, with no
finding there. Prints what was run and what it found; exit status 1 if anything is wrong.
"""

import argparse
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bdg_excel.checks.reply import Reply  # noqa: E402
from bdg_excel.collection import inspect  # noqa: E402
from bdg_excel.findings import Finding  # noqa: E402
from bdg_excel.programme import Programme, load_programme  # noqa: E402
from bdg_excel.sample import write_sample  # noqa: E402
from bdg_excel.values.value import Value  # noqa: E402

BATCH = 250
SLOW_SECONDS = 10.0
Mutate = Callable[[bytes, random.Random], bytes]

_TAG = re.compile(rb"<[^<>]{1,200}>")
_CELL = re.compile(rb"<c r=\"[A-Z]+\d+\"[^>]*?(?:/>|>.*?</c>)", re.DOTALL)
_VALUES = (
    b"0",
    b"-1",
    b"1e400",
    b"1.5",
    b"3.083",
    b"NaN",
    b"99999999999999999999",
    b"0.1",
    b"",
    b" 7 ",
    b"12/35",
    b"&lt;b&gt;",
)
_TYPES = (b"n", b"s", b"str", b"b", b"e", b"d", b"inlineStr", b"x", b"")
_TEXTS = ("Không", "39 buổi", "1.260", "1,260", "khoảng 65", "x", "-", "…", "１２", "=1+1", "06/39")


@dataclass
class Tally:
    """What was run and what came of it."""

    mutants: int = 0
    read: int = 0
    wrong: list[str] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0


def main() -> None:
    """Runs the mutants that the command line asks for."""
    asked = _arguments()
    tally, start = Tally(), time.monotonic()
    programme, definition = load_programme()
    with tempfile.TemporaryDirectory(prefix="bdg_fuzz_") as name:
        scratch = Path(name)
        seeds = [path.read_bytes() for path in write_sample(scratch / "mau", programme, definition)]
        while tally.mutants < asked.mutants:
            if asked.seconds and time.monotonic() - start > asked.seconds:
                break
            count = min(BATCH, asked.mutants - tally.mutants)
            _batch(scratch / "thu", count, seeds, (asked.seed, asked.keep), (programme, tally))
    _report(tally, time.monotonic() - start, asked.seed)
    sys.exit(1 if tally.wrong else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Mutates valid forms and reads them.")
    parser.add_argument("--mutants", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=0, help="stop after so long; 0: never")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where mutants that are wrong are kept")
    return parser.parse_args()


def _batch(
    folder: Path,
    count: int,
    seeds: Sequence[bytes],
    settings: tuple[int, Path | None],
    state: tuple[Programme, Tally],
) -> None:
    (seed, keep), (programme, tally) = settings, state
    folder.mkdir(exist_ok=True)
    paths = []
    for number in range(tally.mutants, tally.mutants + count):
        chance = random.Random(f"{seed}:{number}")
        path = folder / f"{number:06d}.xlsx"
        path.write_bytes(mutate(chance.choice(seeds), chance))
        paths.append(path)
    start = time.monotonic()
    results = inspect(paths, programme)
    tally.slowest = max(tally.slowest, (time.monotonic() - start) / count)
    tally.mutants += count
    for path, reply, findings in results:
        faults = list(_faults(path, reply, findings))
        tally.read += reply is not None
        tally.codes.update({found.code for found in findings})
        tally.wrong += faults
        if faults and keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / path.name).write_bytes(path.read_bytes())
        path.unlink()


def mutate(content: bytes, chance: random.Random) -> bytes:
    """One mutant of `content`."""
    change = chance.choice((_raw_bytes, _xml_tags, _cells, _cells, _typed, _typed, _parts))
    for _ in range(chance.choice((1, 1, 2, 5))):
        content = change(content, chance)
    return content


def _raw_bytes(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 20)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt[: chance.randrange(len(spoilt))] if chance.random() < 0.2 else spoilt)


def _parts(content: bytes, chance: random.Random) -> bytes:
    """A part of the zip left out, doubled or cut."""

    def change(parts: dict[str, bytes]) -> None:
        name = chance.choice(list(parts))
        if chance.random() < 0.5:
            del parts[name]
        else:
            parts[name] = parts[name][: chance.randrange(len(parts[name]) + 1)]

    return _rezipped(content, change)


def _xml_tags(content: bytes, chance: random.Random) -> bytes:
    """A tag of any part left out, doubled or moved."""

    def change(parts: dict[str, bytes]) -> None:
        name = chance.choice([part for part in parts if part.endswith((".xml", ".rels"))])
        tags = list(_TAG.finditer(parts[name]))
        if tags:
            tag, other = chance.choice(tags), chance.choice(tags)
            piece = chance.choice((b"", tag[0] + tag[0], other[0]))
            parts[name] = parts[name][: tag.start()] + piece + parts[name][tag.end() :]

    return _rezipped(content, change)


def _cells(content: bytes, chance: random.Random) -> bytes:
    """A cell of a sheet with another type, value or address."""

    def change(parts: dict[str, bytes]) -> None:
        name = chance.choice([part for part in parts if part.startswith("xl/worksheets/sheet")])
        cells = list(_CELL.finditer(parts[name]))
        if cells:
            cell = chance.choice(cells)
            new = _changed_cell(cell[0], chance)
            parts[name] = parts[name][: cell.start()] + new + parts[name][cell.end() :]

    return _rezipped(content, change)


def _changed_cell(cell: bytes, chance: random.Random) -> bytes:
    match chance.randrange(4):
        case 0:
            kind = chance.choice(_TYPES)
            return re.sub(rb" t=\"\w+\"|(?<=\")(?=[/>])", b' t="%b"' % kind, cell, count=1)
        case 1:
            return re.sub(rb"<v>[^<]*</v>", b"<v>%b</v>" % chance.choice(_VALUES), cell, count=1)
        case 2:
            return re.sub(rb"r=\"[A-Z]+\d+\"", b'r="%c%d"' % (65 + chance.randrange(12), 9), cell)
        case _:
            return chance.choice((b"", cell + cell))


def _typed(content: bytes, chance: random.Random) -> bytes:
    """A number typed as something that people type."""

    def change(parts: dict[str, bytes]) -> None:
        name = chance.choice([part for part in parts if part.startswith("xl/worksheets/sheet")])
        numbers = list(re.finditer(rb"<c r=\"(E\d+)\"( s=\"\d+\")?><v>[^<]*</v></c>", parts[name]))
        if numbers:
            cell = chance.choice(numbers)
            text = chance.choice(_TEXTS).encode()
            new = b'<c r="%b"%b t="inlineStr"><is><t>%b</t></is></c>'
            filled = new % (cell[1], cell[2] or b"", text)
            parts[name] = parts[name][: cell.start()] + filled + parts[name][cell.end() :]

    return _rezipped(content, change)


def _rezipped(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """`content` with its parts changed; as it is where it is no zip any more."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
        change(parts)
    except (zipfile.BadZipFile, IndexError, KeyError, ValueError, EOFError, NotImplementedError):
        return content
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return made.getvalue()


def _faults(path: Path, reply: Reply | None, findings: Sequence[Finding]) -> list[str]:
    """Numbers that are counted although openpyxl sees something else where they stand."""
    if reply is None:
        return [] if findings else [f"{path.name}: left out without a word"]
    seen = _seen(path)
    named = {(found.place.sheet, found.place.cell) for found in findings}
    return [
        f"{path.name}: {value.sheet}!{value.cell} counts {value.number}, openpyxl sees {other!r}"
        for value in reply.values
        if value.number and (value.sheet, value.cell) not in named and seen is not None
        for other in [seen.get((value.sheet, value.cell))]
        if not _agrees(value, other) and not _stands_twice(path, value)
    ]


def _stands_twice(path: Path, value: Value) -> bool:
    """Whether the file has several cells of that address, one of which holds the number.

    No program writes such a file, and which of the cells counts nobody can say.
    """
    cell = re.compile(rb'<c r="%b"[^>]*>(?:<f>.*?</f>)?<v>([^<]*)</v>' % value.cell.encode())
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/"):
                part = archive.read(name)
                held = [float(found) for found in cell.findall(part) if found.isdigit()]
                if part.count(b'r="%b"' % value.cell.encode()) > 1 and value.number in held:
                    return True
    return False


def _seen(path: Path) -> dict[tuple[str, str], object] | None:
    """Every cell as openpyxl sees it; None where it cannot open the file."""
    try:
        book = openpyxl.load_workbook(path, data_only=True)
        return {
            (sheet.title, cell.coordinate): cell.value
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
    except Exception:
        return None


def _agrees(value: Value, other: object) -> bool:
    """Whether the number that is counted can be what stands in the cell."""
    if isinstance(other, bool) or other is None:
        return value.part in ("tra_loi", "co") and other is True
    if isinstance(other, int | float):
        # As the file writes it: no float is exactly 3.083, but the cell says just that.
        return Decimal(repr(other)) == value.number
    digits = "".join(letter for letter in str(other) if letter.isdecimal())
    yes = value.number == 1 and str(other).strip().casefold() in ("có", "x")
    return yes or (bool(digits) and int(digits) == value.number)


def _report(tally: Tally, seconds: float, seed: int) -> None:
    print(f"{tally.mutants} mutants (seed {seed}) in {seconds:.0f} s: {tally.read} read")
    print(f"slowest batch: {tally.slowest * 1000:.1f} ms a file; limit {SLOW_SECONDS:.0f} s a file")
    for code, times in tally.codes.most_common():
        print(f"  {code}: {times}")
    print(f"wrong: {len(tally.wrong)}")
    for fault in tally.wrong[:50]:
        print(f"  {fault}")


if __name__ == "__main__":
    main()
