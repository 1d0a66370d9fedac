"""One run a folder: a lock that the operating system drops when its holder dies, however it dies."""

from __future__ import annotations

import logging
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

LOCK = ".lock"
log = logging.getLogger(__name__)


class FolderRefused(Exception):
    """The output folder cannot be used: in use, another study's, or with files that are not ours."""

    exit_code = 3

    def __str__(self) -> str:
        return f"error: {super().__str__()}"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock for the block; refused, with the holder's process and machine, when taken."""
    if sys.platform == "win32":  # it has no flock: two runs in one folder are not told apart
        yield
        return
    descriptor = _acquire(folder)
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}\n".encode(), 0)
        yield
    finally:
        (folder / LOCK).unlink(missing_ok=True)
        os.close(descriptor)


def _acquire(folder: Path) -> int:
    """A descriptor that holds the lock on the file that now bears the lock's name."""
    while True:
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 200, 0).decode("utf-8", "replace").strip() or "another process"
            os.close(descriptor)
            raise FolderRefused(f"{folder} is in use by {holder}; wait, or take another --out") from None
        except OSError as error:
            log.warning("%s: this disk has no locks (%s); do not run twice into it", folder, error.strerror)
        if _is_current(folder, descriptor):
            return descriptor
        os.close(descriptor)


def _is_current(folder: Path, descriptor: int) -> bool:
    """Whether the lock's name still means this file; its last holder may have removed it in between."""
    try:
        return os.path.samestat((folder / LOCK).lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
