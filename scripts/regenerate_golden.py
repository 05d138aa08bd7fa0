"""Writes the golden files of the tests anew: ``python scripts/regenerate_golden.py [NAME…]``."""

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.goldens import FOLDER, GOLDENS  # noqa: E402 -- the root has to be on the path first


def main(names: list[str]) -> None:
    """Rewrites the golden files called `names`, or all of them."""
    FOLDER.mkdir(exist_ok=True)
    for name in names or GOLDENS:
        with tempfile.TemporaryDirectory() as scratch:
            text = GOLDENS[name](Path(scratch))
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{FOLDER / name}: {len(text.splitlines())} lines")


if __name__ == "__main__":
    main(sys.argv[1:])
