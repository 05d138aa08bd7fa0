"""Comments on the cells of an old ``.xls``. What stands in its text boxes xlrd does not give."""

import re
from collections.abc import Iterator

from bdg_excel.reader.files.workbook import address
from bdg_excel.reader.second_look.remarks.remark import Remark
from bdg_excel.reader.second_look.xls import is_xls, opened_xls

_SIGNS = re.compile(rb"\x1c\x00[\x0c-\x7f]\x00.{3}\x00[\x00\x02]\x00", re.DOTALL)
"""A record NOTE: its length, the cell, and whether it is always shown."""


def may_hold(content: bytes) -> bool:
    """Whether there are bytes that look like a comment's."""
    return is_xls(content) and _SIGNS.search(content) is not None


def written(content: bytes, unread: list[str]) -> Iterator[Remark]:
    """The comments of each sheet; in `unread`, that they cannot be read."""
    try:
        sheets = opened_xls(content, formats=False).sheets()
    except Exception:  # whatever comes up in a damaged file
        unread.append("xls")
        return
    for sheet in sheets:
        for (row, column), note in sorted(sheet.cell_note_map.items()):
            remark = Remark(note.text, address(row, column), note.author, sheet=sheet.name)
            if not remark.is_blank:
                yield remark
