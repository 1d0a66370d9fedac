"""Files that users name are read only where they are regular and of a bearable size: no pipe, no endless device."""

from __future__ import annotations

import math
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path


class Unreadable(OSError):
    """A file that shall not be read; `strerror` says why."""

    def __init__(self, reason: str, file: Path) -> None:
        super().__init__(0, reason, str(file))


@contextmanager
def opened(file: Path, most: float = math.inf) -> Iterator[BufferedReader]:
    """The bytes of a regular file of at most so many. Raises OSError, whose `strerror` is what to tell."""
    _refuse_others(file, file.stat(), most)
    with file.open("rb") as stream:
        yield stream


def _refuse_others(file: Path, found: os.stat_result, most: float) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise Unreadable("it is a folder", file)
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("it is a pipe or a device, not a regular file", file)
    if found.st_size > most:
        raise Unreadable(f"it is larger than {most / 1e6:,.0f} MB", file)
