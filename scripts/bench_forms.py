"""A programme of as many communes as asked for, and their filled forms: what the bench measures."""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bdg_excel.sample import Answers  # noqa: E402

_USUAL = 24
"""Counts are raised by less than this: more would be out of the ordinary."""


def generate(scratch: Path, n: int) -> tuple[Path, Path]:
    """A programme with `n` communes, and their filled forms in a drop folder."""
    definition, inbox = _definition(scratch, n), scratch / "nop"
    inbox.mkdir()
    workers = os.cpu_count() or 1
    with ProcessPoolExecutor(workers) as pool:
        list(pool.map(_fill, *zip(*_shares(definition, inbox, n, workers), strict=True)))
    return definition, inbox


def _shares(
    definition: Path, inbox: Path, n: int, workers: int
) -> Iterator[tuple[Path, Path, range]]:
    for worker in range(workers):
        yield definition, inbox, range(worker, n, workers)


def _definition(scratch: Path, n: int) -> Path:
    """The built-in definition with `n` communes in place of its own."""
    from bdg_excel.programme import load_programme

    _, source = load_programme()
    before, _, rest = source.read_text(encoding="utf-8").partition("[[units]]")
    offices = rest[rest.index('[[units]]\ncode = "LDTBXH"') :]
    communes = "".join(
        f'[[units]]\ncode = "{number:05d}"\nname = "Xã thứ {number}"\nform = "xa"\n\n'
        for number in range(1, n + 1)
    )
    folder = scratch / "dinh_nghia"
    folder.mkdir()
    (folder / "programme.toml").write_text(before + communes + offices, encoding="utf-8")
    for name in ("bao_cao.docx", "sample.csv"):
        (folder / name).write_bytes((source.parent / name).read_bytes())
    return folder / "programme.toml"


def _fill(definition: Path, inbox: Path, numbers: Sequence[int]) -> None:
    from bdg_excel.layout import layouts
    from bdg_excel.programme import load_programme
    from bdg_excel.sample import sample_answers
    from bdg_excel.template import form_name, write_form

    # Forms without faults: what it costs to give one back is said apart.
    sample = [a for a in sample_answers(*load_programme()).values() if _adds_up(a)]
    programme, _ = load_programme(definition)
    form = layouts(programme)["xa"]
    for number in numbers:
        unit = programme.units[number]
        answers = _shifted(sample[number % len(sample)], number // len(sample))
        write_form(inbox / form_name(unit), programme, form, unit, answers)


def _adds_up(answers: Answers) -> bool:
    """Whether these are a commune's answers, with nam and nữ adding up wherever both are asked."""
    asked = [key[0] for key in answers if key[1] == "nam" and key[2] == 0]
    sums = ([int(answers[field, part, 0]) for part in ("tong", "nam", "nu")] for field in asked)
    return bool(asked) and all(total == nam + nu for total, nam, nu in sums)


def _shifted(answers: Answers, by: int) -> Answers:
    """The sample's answers with other numbers that add up as well, none of them far from usual.

    No two units are the same: each third of the fields counts at its own pace.
    """
    names = sorted({key[0] for key in answers})
    shifts = {name: by // _USUAL ** (number % 3) % _USUAL for number, name in enumerate(names)}
    return {
        key: value + shifts[key[0]]
        if isinstance(value, int) and key[1] in ("tong", "nam")
        else value
        for key, value in answers.items()
    }
