"""Writes ``docs/ten-trong-mau.md``: every name that the report's template may use, with advice.

The advice is in ``document_names.txt``; the names follow from the built-in definition, the examples
from its sample.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bdg_excel.pipeline import template_names  # noqa: E402
from bdg_excel.programme import load_programme  # noqa: E402
from bdg_excel.report import FILTERS, LOOP, TESTS, Name, Section  # noqa: E402

ADVICE = Path(__file__).with_suffix(".txt")
PAGE = ROOT / "docs" / "ten-trong-mau.md"

_HEADS = "| tên | là gì | ví dụ |\n| --- | --- | --- |\n"


def page() -> str:
    """The page as Markdown."""
    sections = template_names(*load_programme())
    head = ADVICE.read_text(encoding="utf-8")
    return head + "\n".join(("", _language(), *map(_section, sections), ""))


def _language() -> str:
    words = {
        "Bộ lọc, viết sau tên": {f"|{key}": text for key, text in FILTERS.items()},
        "Trong vòng lặp": {f"loop.{key}": text for key, (_, text) in LOOP.items()},
        "Hỏi về số, viết sau `is`": TESTS,
    }
    return "## Bộ lọc, vòng lặp\n\n" + "\n".join(_line(*each) for each in words.items())


def _line(title: str, words: Mapping[str, str]) -> str:
    return f"- {title}: " + "; ".join(f"`{key}` {text}" for key, text in words.items()) + "."


def _section(section: Section) -> str:
    rows = "".join(map(_row, section.names))
    copied = "".join(f"{line.rstrip()}\n" for line in section.example)
    block = f"\n```\n{copied}```\n" if copied else ""
    return f"\n## {section.title}\n\n{_HEADS}{rows}{block}".rstrip("\n")


def _row(name: Name) -> str:
    return f"| `{name.tag}` | {_cell(name.label)} | {_cell(name.example)} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").strip()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
