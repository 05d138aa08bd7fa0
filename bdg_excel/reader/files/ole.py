"""A cheap look into an OLE file (old ``.xls``): its streams, and whether its chains ever end.

A chain of sectors that leads back into itself makes a reader ask for memory until it dies.
"""

import struct
from array import array
from collections.abc import Iterator
from typing import NamedTuple

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_ENTRY = 128
_LAST_SECTOR = 0xFFFFFFFA
"""The sector numbers from here on mean something else: free, end of chain, …"""
_SMALL = 4096
"""Streams below this size lie in the mini stream."""


class OleError(Exception):
    """Why an OLE file is damaged, in Vietnamese."""


class Stream(NamedTuple):
    """A stream's name, its first sector and how many bytes it claims to have."""

    name: str
    start: int
    size: int


class Ole:
    """The table of contents of an OLE file. Raises `OleError` if that is damaged."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER or not content.startswith(SIGNATURE):
            raise OleError("thiếu phần đầu tệp")
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if not 7 <= shift <= 16 or not 4 <= mini_shift <= shift:
            raise OleError("phần đầu tệp sai")
        self._content = content
        self._sector = 1 << shift
        self._sectors = -(-len(content) // self._sector)
        self._fat = self._table(self._fat_sectors())
        directory = struct.unpack_from("<I", content, 48)[0]
        self.streams = list(self._entries(directory))
        self._check_chains(struct.unpack_from("<I", content, 60)[0])

    def head(self, stream: Stream) -> bytes:
        """The first bytes of `stream`: of its first sector. Empty if it lies in the mini stream."""
        return b"" if stream.size < _SMALL else self._read(stream.start)

    def _read(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        return self._content[start : start + self._sector]

    def _fat_sectors(self) -> Iterator[int]:
        yield from (n for n in struct.unpack_from("<109I", self._content, 76) if n < _LAST_SECTOR)
        following = struct.unpack_from("<I", self._content, 68)[0]
        seen = 0
        while following < _LAST_SECTOR:
            seen += 1
            if seen > self._sectors:
                raise OleError("bảng cấp phát quay vòng")
            *sectors, following = _numbers(self._read(following)) or (_LAST_SECTOR,)
            yield from (n for n in sectors if n < _LAST_SECTOR)

    def _table(self, sectors: Iterator[int]) -> "array[int]":
        fat = array("I")
        for count, sector in enumerate(sectors):
            if count > self._sectors:
                raise OleError("bảng cấp phát dài hơn tệp")
            fat.extend(_numbers(self._read(sector)))
        return fat

    def _chain(self, start: int) -> Iterator[int]:
        """The sectors from `start` on."""
        passed = 0
        while start < _LAST_SECTOR:
            passed += 1
            if passed > self._sectors:
                raise OleError("chuỗi dữ liệu quay vòng, không có điểm cuối")
            yield start
            if start >= len(self._fat):
                raise OleError("chuỗi dữ liệu chỉ ra ngoài tệp")
            start = self._fat[start]

    def _entries(self, start: int) -> Iterator[Stream]:
        for sector in self._chain(start):
            block = self._read(sector)
            for at in range(0, len(block) - _ENTRY + 1, _ENTRY):
                length = struct.unpack_from("<H", block, at + 64)[0]
                name = block[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
                if name:
                    yield Stream(name, *struct.unpack_from("<II", block, at + 116))

    def _check_chains(self, mini_fat: int) -> None:
        for _ in self._chain(mini_fat):
            pass
        for stream in self.streams:
            # Storages (size 0) have no sectors, and small streams are numbered in the mini stream.
            if stream.size >= _SMALL or stream.name == "Root Entry":
                for _ in self._chain(stream.start):
                    pass


def _numbers(block: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(block) // 4}I", block[: len(block) // 4 * 4])
