"""Compiled rules are kept between processes in a folder that nobody else can write to: what lies there is run as code.

A file for each function and form of its arguments, under a folder named by the digest of all sources. It is read only
where it belongs to this user or to the system's administrator and nobody else may write to it; a folder that can be
read but not written is used as it is.
"""

import atexit
import hashlib
import os
import pickle
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from numba.core.caching import NullCache
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

CHOSEN = "LOYALTY_CACHE_DIR"
NAME = "loyalty-simulator"
OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
DIGEST = 16  # bytes before the code, by which a damaged file is found out


class UnsafeFolder(Exception):  # what is wrong is its name
    """`LOYALTY_CACHE_DIR` names a place that others may write to."""

    exit_code = 2
    """What a command ends with: the request cannot be carried out as it stands."""


def is_private(found: os.stat_result) -> bool:
    """Whether a folder or file is this user's or the administrator's, and nobody else may change it."""
    if not hasattr(os, "geteuid"):  # Windows has owners and rights of another kind: there a home is private
        return True
    return found.st_uid in {os.geteuid(), 0} and not found.st_mode & OTHERS_WRITE


def shelf(digest: str) -> Path | None:
    """The folder for code of these sources: `LOYALTY_CACHE_DIR`, else the user's cache folder, else one for this
    process and its children; None where there is none to be had.

    UnsafeFolder where `LOYALTY_CACHE_DIR` names a place that others may write to.
    """
    chosen = os.environ.get(CHOSEN)
    with suppress(OSError, RuntimeError):  # there is no home, or it cannot be read
        home = Path(chosen or os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser().absolute()
        folder = home / NAME / f"rules-{digest}"
        shared = [part for part in (home, folder.parent, folder) if not _is_ready(part, is_chosen=bool(chosen))]
        if chosen and shared:
            raise UnsafeFolder(f"{CHOSEN}: {shared[0]} {SHARED}")
        if shared:
            print(f"warning: {shared[0]} is not used: it {SHARED}", file=sys.stderr)  # noqa: T201  # told where compiling is
        elif os.access(folder, os.W_OK) or any(folder.glob("*.code")):
            return folder
    return _of_this_process(digest)


SHARED = (
    "belongs to somebody else, or others may write to it, and compiled code that lies there would be run;"
    f" take the right from them (chmod -R go-w), or name a folder of your own in {CHOSEN}"
)


def _is_ready(folder: Path, *, is_chosen: bool) -> bool:
    """Whether nobody else may put our code into the folder, which is made if need be and can be.

    Above our own folder it is enough that nobody may rename what is in it; a user's cache folder is taken to be so.
    """
    with suppress(OSError):  # the disk may be read-only: what is there already is enough
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    try:
        found = folder.stat()
    except FileNotFoundError:
        return True
    is_ours = NAME in {folder.name, folder.parent.name}
    return is_private(found) or (not is_ours and (not is_chosen or bool(found.st_mode & stat.S_ISVTX)))


def _of_this_process(digest: str) -> Path | None:
    """A folder that this process and its children use, and that goes when this process ends."""
    try:
        home = Path(tempfile.mkdtemp(prefix=f"{NAME}-"))
    except OSError:
        return None
    atexit.register(_remove, home, os.getpid())
    os.environ[CHOSEN] = str(home)
    folder = home / NAME / f"rules-{digest}"
    folder.mkdir(mode=0o700, parents=True)
    return folder


def _remove(home: Path, owner: int) -> None:
    if os.getpid() == owner:
        shutil.rmtree(home, ignore_errors=True)


class KeptRule(NullCache):
    """What was compiled of one function, a file for each form of its arguments."""

    def __init__(self, function: Any, folder: Path, is_open: Callable[[], bool]) -> None:
        """`is_open` tells whether the rules are those of the files; where they are not, nothing is read, nor kept."""
        self._is_open = is_open
        self._code = hashlib.sha256(function.__code__.co_code).hexdigest()
        self._stem = title(function)
        self._folder = folder

    @property
    def cache_path(self) -> str:
        """The folder."""
        return str(self._folder)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """What was compiled for arguments of these types; None where nothing sound is there."""
        target_context.refresh()
        data = read_private(self._file(sig, target_context.codegen())) if self._is_open() else None
        return data and CompileResult._rebuild(target_context, *pickle.loads(data))  # noqa: S301, SLF001  # ours alone

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep it; where the disk is full or closed, the next process compiles again."""
        if self._is_open() and not data.lifted and not data.library.has_dynamic_globals:
            with suppress(OSError):
                write_private(self._file(sig, data.codegen), dumps(data._reduce()))  # noqa: SLF001  # Numba's own name

    def _file(self, sig: Any, codegen: Any) -> Path:
        form = hashlib.sha256(repr((sig, codegen.magic_tuple(), self._code)).encode()).hexdigest()[:32]
        return self._folder / f"{self._stem}-{form}.code"


def title(function: Any) -> str:
    """Module and name of a function, as its files are called."""
    function = getattr(function, "py_func", function)
    return f"{function.__module__}.{function.__qualname__}".replace("<", "").replace(">", "")


def read_private(file: Path) -> bytes | None:
    """What `write_private` wrote; None where it is not there, damaged, or may have been written by somebody else."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as stream:  # noqa: PTH123  # what was opened is what is looked at
            if not is_private(os.fstat(descriptor)):
                return None
            data = stream.read()
    except OSError:
        return None
    return data[DIGEST:] if data[:DIGEST] == _checksum(data[DIGEST:]) else None


def write_private(file: Path, data: bytes) -> None:
    """Write a file that is there whole or not at all, and that nobody else may change."""
    with _beside(file) as temporary:
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(temporary, flags, 0o644), "wb") as stream:  # noqa: PTH123  # the mode is what matters
            stream.write(_checksum(data) + data)
        temporary.replace(file)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A temporary name, gone at the end of the block."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=DIGEST).digest()
