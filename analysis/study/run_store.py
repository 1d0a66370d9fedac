"""Finished runs, kept one after the other in a file that survives being cut off anywhere.

A record is a header (mark, number of the run, length, digest) and its bytes, appended in one write: a process killed
in the middle leaves a torn last record, which the digest finds out and the next run of the study cuts off. What is
appended is handed to the disk at once and forced onto it every second, so that a killed process loses no finished run
and a failed machine at most those of a second.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import stat
import struct
import time
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.study.lock import FolderRefused

STORE = "runs.store"
MARK = b"\x93RUN"
HEADER = struct.Struct("<4sQQ16s")
TITLE = struct.Struct("<8s64s")
MAGIC = b"LOYALTY1"
SYNC_SECONDS = 1.0


class Store:
    """The finished runs of one study by number; open it with `open_store`."""

    def __init__(self, descriptor: int, path: Path) -> None:
        self.path = path
        self._descriptor = descriptor
        self._places = array("q")
        self._count = 0
        self._end = self._scan()
        self._synced = time.monotonic()

    def __len__(self) -> int:
        return self._count

    def __contains__(self, number: int) -> bool:
        return number < len(self._places) and self._places[number] > 0

    def keep(self, number: int, data: bytes) -> None:
        """Append a finished run; it is there for good when this returns, should the process be killed."""
        record = HEADER.pack(MARK, number, len(data), _digest(number, data)) + data
        written = 0
        while written < len(record):
            written += os.pwrite(self._descriptor, record[written:], self._end + written)
        self._note(number, self._end)
        self._end += len(record)
        if time.monotonic() - self._synced > SYNC_SECONDS:
            self.sync()

    def read(self, number: int) -> bytes:
        """What was kept of a run."""
        if number not in self:
            raise KeyError(number)
        place = self._places[number]
        _, _, length, _ = HEADER.unpack(os.pread(self._descriptor, HEADER.size, place))
        return os.pread(self._descriptor, length, place + HEADER.size)

    def sync(self) -> None:
        """Force everything onto the disk."""
        os.fsync(self._descriptor)
        self._synced = time.monotonic()

    def _note(self, number: int, place: int) -> None:
        """Remember where a run lies: eight bytes a run, so that memory does not grow with what was found."""
        if number >= len(self._places):
            self._places.extend([0] * (max(2 * len(self._places), number + 1) - len(self._places)))
        self._count += self._places[number] == 0
        self._places[number] = place

    def _scan(self) -> int:
        """Find the records, pass over damaged ones, cut off a torn end; where the next record goes."""
        size = os.fstat(self._descriptor).st_size
        end = place = TITLE.size
        if size > place:
            with mmap.mmap(self._descriptor, size, prot=mmap.PROT_READ) as data:
                while 0 <= place <= size - HEADER.size:
                    mark, number, length, digest = HEADER.unpack_from(data, place)
                    start, after = place + HEADER.size, place + HEADER.size + length
                    if mark == MARK and after <= size and digest == _digest(number, data[start:after]):
                        self._note(number, place)
                        end = place = after
                    else:
                        place = data.find(MARK, place + 1)
        os.ftruncate(self._descriptor, end)
        return end


@contextmanager
def open_store(folder: Path, study: str) -> Iterator[Store]:
    """The store of a study in its locked folder, made if need be, removed again where nothing came into it."""
    path = folder / STORE
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise FolderRefused(f"{path} is no regular file; take another --out")
        title = os.pread(descriptor, TITLE.size, 0)
        if len(title) < TITLE.size:
            os.pwrite(descriptor, TITLE.pack(MAGIC, study.encode()[:64]), 0)
        elif title != TITLE.pack(MAGIC, study.encode()[:64]):
            raise FolderRefused(f"{path} holds the runs of another study; take another --out, or --force")
        store = Store(descriptor, path)
        try:
            yield store
        finally:
            if len(store):
                store.sync()
            else:
                path.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def _digest(number: int, data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16, key=number.to_bytes(8, "little")).digest()
