"""Forms that differ in their unit only: written once, then copied with another unit's names.

A workbook is a zip of XML parts. Those in which the unit is named are written anew, the others are
taken over packed as they are: many times faster than building each form from nothing.
"""

import copy
import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from bdg_excel.programme import Unit

_LONGEST = 30
STAND_IN = Unit(code="MA0DON0VI", name="TEN0DON0VI".ljust(_LONGEST, "0"), form="")
"""The unit that a form is written for before it is anybody's: its names occur nowhere else.

Rows are as high as its name asks; a longer one may need a higher row.
"""

_PLAIN_NAME = re.compile(r"[^\W_](?:[^\W_]|[ .,()-])*")
"""A name that stands in XML, in a page's footer and in a formula as it is."""


class _Part(NamedTuple):
    """One part of the zip: `packed` with its header as it lies there; `text` if it names a unit."""

    info: zipfile.ZipInfo
    packed: bytes
    text: bytes | None


class Copies:
    """The forms of many units, after the one that `form_of` builds for the stand-in."""

    def __init__(self, form_of: Callable[[Unit], bytes]) -> None:
        self._form_of = form_of
        self._parts = list(_parts(form_of(STAND_IN)))

    def form(self, unit: Unit) -> bytes:
        """The form of `unit`: it says what the one that `form_of` gives for it says."""
        is_plain = len(unit.name) <= _LONGEST and _PLAIN_NAME.fullmatch(unit.name)
        if not is_plain or STAND_IN.code in unit.name:
            return self._form_of(unit)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for part in self._parts:
                if part.text is None:
                    _take_over(archive, part)
                else:
                    archive.writestr(copy.copy(part.info), _named(part.text, unit))
        return buffer.getvalue()


def _parts(content: bytes) -> list[_Part]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        ends = [*(info.header_offset for info in infos[1:]), archive.start_dir]
        return [
            _Part(info, content[info.header_offset : end], _naming(archive.read(info)))
            for info, end in zip(infos, ends, strict=True)
        ]


def _naming(part: bytes) -> bytes | None:
    names = STAND_IN.name.encode(), STAND_IN.code.encode()
    return part if any(name in part for name in names) else None


def _named(part: bytes, unit: Unit) -> bytes:
    named = part.replace(STAND_IN.name.encode(), unit.name.encode())
    return named.replace(STAND_IN.code.encode(), unit.code.encode())


def _take_over(archive: zipfile.ZipFile, part: _Part) -> None:
    """Adds `part` without unpacking it, which `zipfile` has no word for."""
    assert archive.fp is not None  # it is open
    info = copy.copy(part.info)
    info.header_offset = archive.fp.tell()
    archive.fp.write(part.packed)
    archive.start_dir = archive.fp.tell()
    archive.filelist.append(info)
    archive.NameToInfo[info.filename] = info
