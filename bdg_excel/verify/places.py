"""Where a passage stands, in words that a person can follow: ``Mục I.3, đoạn 12``."""

import re

from bdg_excel.verify.draft import Draft

_KINDS = "phần|chương|mục|điều|phụ lục"
_NUMBER = re.compile(
    rf"\s*(?:(?:{_KINDS})\s+)?([IVXLC]+|\d{{1,2}}(?:\.\d{{1,2}})*|[a-zđA-ZĐ])[.)/:]\s",
    re.IGNORECASE,
)
_SHOWN = 40


class Places:
    """Follows the headings of a body, passage by passage."""

    def __init__(self) -> None:
        self._path: list[tuple[int, str]] = []
        self._count = 0
        self._words = ""

    def of(self, draft: Draft) -> str:
        """The place of the next passage."""
        if draft.kind == "cell":
            return f"Bảng {draft.table}, dòng {draft.row}, cột {draft.column}"
        if draft.kind == "textbox":
            return f"{self._words or 'Đoạn 1'}, khung chữ"
        if draft.level is not None:
            self._enter(draft.level, draft.text)
            self._words = self._section()
        else:
            self._count += 1
            section = self._section()
            self._words = f"{section}, đoạn {self._count}" if section else f"Đoạn {self._count}"
        return self._words

    def _enter(self, level: int, heading: str) -> None:
        self._path = [step for step in self._path if step[0] < level]
        found = _NUMBER.match(heading + " ")
        if found and "." in found[1]:
            self._path = []  # 1.2.3 says the whole way itself
        self._path.append((level, found[1] if found else _shortened(heading)))
        self._count = 0

    def _section(self) -> str:
        """The way to the section; a heading without a number stands for itself."""
        steps = [step for _, step in self._path]
        if not steps:
            return ""
        numbers = steps[max((n for n, step in enumerate(steps) if step[0] == "“"), default=0) :]
        return f"Mục {'.'.join(numbers)}"


def _shortened(heading: str) -> str:
    words = " ".join(heading.split())
    return f"“{words}”" if len(words) <= _SHOWN else f"“{words[:_SHOWN].rstrip()}…”"
