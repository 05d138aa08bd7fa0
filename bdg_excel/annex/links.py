"""Links from the annex to the cells that its values come from.

A link is only ever a plain way from the annex to a workbook of the drop folder that was read and
counts. The names in it come from outside: what is not as plain as that gets no link, and nothing in
a name can become a drive, a server or an address.
"""

import re
from collections.abc import Collection
from pathlib import PurePosixPath

from bdg_excel.inbox import WORKBOOKS

MOST = 8_000
"""So many links to single cells an annex has: each costs as much time as the value itself."""
_LONGEST = 2_000
"""Excel takes 2.079 letters of a link."""
_NOT_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")
_SHEET_LETTERS = 31
# ASCII that may mean something in a link, or that a file of Windows cannot be called.
_ENCODED = str.maketrans({letter: f"%{ord(letter):02x}" for letter in '%"<>[]^`{}|#?:* '})


class Links:
    """The links of one annex. `way` leads from its folder to the drop folder; None: nowhere.

    `files` are those whose values count.
    """

    def __init__(self, way: str | None, files: Collection[str]) -> None:
        self.way = way
        self._ways = {file: made for file in files if (made := _way(way, file))}
        self._left = MOST

    def note(self, unlinked: int = 0) -> str:
        """What to know of the links of a sheet.

        `unlinked`: its first row, counted from 1, whose values have none; 0 where all have.
        """
        if self.way is None:
            return "Không có liên kết đến các tệp: thư mục nhận ở ổ đĩa khác."
        words = "Bấm vào một số hoặc một tên tệp để mở đúng chỗ ấy trong tệp của đơn vị."
        if not unlinked:
            return words
        return (
            f"{words} Từ dòng {unlinked} trở đi các số không có liên kết, để phụ lục mở nhanh; "
            "tệp, trang và ô vẫn ghi bằng chữ."
        )

    def room_for(self, cells: int) -> bool:
        """Whether so many more cells may be linked; if so, they are counted."""
        if self.way is None or cells > self._left:
            return False
        self._left -= cells
        return True

    def to(self, file: str, sheet: str = "", cell: str = "") -> str:
        """The link to a cell or to the whole `file`; empty where there can be none."""
        way = self._ways.get(file)
        if way is None:
            return ""
        if not cell:
            return way
        if not 0 < len(sheet) <= _SHEET_LETTERS or not sheet.isprintable():
            return ""
        quoted = sheet.replace("'", "''")
        return "" if _NOT_IN_SHEETS.search(sheet) else f"{way}#'{quoted}'!{cell}"


def _way(way: str | None, file: str) -> str:
    """The way to `file` as xlsxwriter takes it, its letters encoded as Excel does it.

    A name with a backslash was made printable (see `inbox`), or is a way itself on Windows.
    """
    if way is None or PurePosixPath(file).suffix.lower() not in WORKBOOKS:
        return ""
    path = f"{way}/{file}"
    encoded = path.translate(_ENCODED)
    plain = path.isprintable() and "\\" not in path and len(encoded) <= _LONGEST
    return f"external:{encoded}" if plain else ""
