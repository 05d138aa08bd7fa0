"""Writes ``docs/findings.md``: every code that a run can tell, from the catalogue itself."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bdg_excel.findings import CATALOGUE, Kind, Severity  # noqa: E402

PAGE = ROOT / "docs" / "findings.md"

_HEAD = """# Findings

What a run can say about files and answers, by the code that stands in `findings.csv`. Made by
`scripts/document_findings.py` from the catalogue in `bdg_excel/findings`; what stands in braces
is filled in.

"""
_MEANINGS = {
    Severity.ERROR: "the file or the value is left out",
    Severity.WARNING: "counted, but doubtful",
    Severity.INFO: "worth knowing",
}


def page() -> str:
    """The page as Markdown: a table for each severity, gravest first."""
    return _HEAD + "\n".join(_section(severity) for severity in Severity)


def _section(severity: Severity) -> str:
    kinds = {code: kind for code, kind in CATALOGUE.items() if kind.severity is severity}
    rows = "".join(f"| `{code}` | {_cell(kind)} |\n" for code, kind in sorted(kinds.items()))
    head = f"## {severity.value}: {_MEANINGS[severity]}\n\n| code | what is said |\n| --- | --- |\n"
    return head + rows


def _cell(kind: Kind) -> str:
    return " ".join((kind.found, kind.remedy)).replace("|", "\\|").strip()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
