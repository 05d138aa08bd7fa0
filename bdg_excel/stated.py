"""When a workbook says that it was last saved: in the file itself, not on the disk."""

import datetime
import re
import zipfile
from pathlib import Path

_PLACES = {
    "docProps/core.xml": re.compile(rb"<dcterms:modified[^>]{0,200}>([^<]{10,80})<"),
    "meta.xml": re.compile(rb"<dc:date>([^<]{10,80})<"),
}
"""Bounded, since nobody watches over this: what is longer is no time."""
_MOST = 1_000_000
"""More bytes than a workbook's properties ever take."""


def stated_time(path: Path) -> datetime.datetime | None:
    """The time at which the program that saved `path` says it did; None where it does not say."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name, pattern in _PLACES.items():
                if name in archive.namelist():
                    with archive.open(name) as part:
                        return _time(pattern.search(part.read(_MOST)))
    except Exception:  # whatever is wrong with the file, it states no time
        return None
    return None


def _time(found: re.Match[bytes] | None) -> datetime.datetime | None:
    if not found:
        return None
    # LibreOffice writes nine digits of a second, Python reads six.
    text = re.sub(r"(\.\d{6})\d+", r"\1", found[1].decode("ascii", "replace").strip())
    time = datetime.datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=datetime.UTC)
