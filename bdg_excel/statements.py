"""What the report states: each figure that it printed, and the sentence around it."""

from typing import NamedTuple


class Statement(NamedTuple):
    """A figure as the report printed it.

    `indicator` is its name in a template (``mau_giao.nu``, ``bieu.hoat_dong.1.nam``), `label` what
    it is in words and `title` what its content control shows; `sentence` is the sentence or the
    table's row (cells parted by ``|``) where it stood, from the character `start` on.
    """

    indicator: str
    printed: str
    label: str
    title: str
    sentence: str
    start: int
