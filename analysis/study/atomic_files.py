"""Files that are there whole or not at all, and their checksums."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simulation.reading.errors import refused
from simulation.reading.regular_files import Unreadable, opened

TEMPORARY = ".part"


def temporary_name(target: Path) -> Path:
    """A new name beside the target, which the next run of ours removes should this one be killed."""
    return target.parent / f".{target.name}.{secrets.token_hex(4)}{TEMPORARY}"


def write(target: Path, data: bytes | Path) -> None:
    """Write a file so that it is there whole or not at all, even if the machine stops; a path is renamed to it."""
    target.parent.mkdir(exist_ok=True)
    temporary = data if isinstance(data, Path) else temporary_name(target)
    try:
        with temporary.open("rb+" if isinstance(data, Path) else "xb") as stream:
            if not isinstance(data, Path):
                stream.write(data)
                stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    descriptor = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_asked(target: Path, text: str, *, force: bool) -> None:
    """Write the file that a command was asked for; refused where something bears its name, or with `force` where that
    is no regular file: what a link leads to is never written.
    """
    refuse_taken(target, force=force)
    if force and target.exists():
        write(target, text.encode("utf-8"))
        return
    try:
        with target.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise refused(_exists(target)) from None


def refuse_taken(target: Path, *, force: bool) -> None:
    """Refuse a name that something bears, or with `force` one that is no regular file's."""
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise refused(f"{target} is a link, a folder or a device; take another name")
    if target.exists() and not force:
        raise refused(_exists(target))


def _exists(target: Path) -> str:
    return f"{target} exists; take another name, or --force to overwrite it"


def to_json(tree: Mapping[str, Any]) -> bytes:
    """The tree as JSON for people and programs: indented, in the order given."""
    return (json.dumps(tree, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8", "replace")


def checksum(data: bytes) -> str:
    """SHA-256 of the bytes."""
    return hashlib.sha256(data).hexdigest()


def data_checksum(data: bytes | Path) -> str:
    """SHA-256 of what `write` is given."""
    return checksum(data) if isinstance(data, bytes) else str(file_checksum(data))


def file_checksum(path: Path) -> str | None:
    """SHA-256 of a file; None where there is no file, empty where what has its name is a pipe or a device."""
    try:
        with opened(path) as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except Unreadable:
        return None if path.is_dir() else ""
    except FileNotFoundError:
        return None
