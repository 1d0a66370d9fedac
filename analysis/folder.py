"""An output folder that holds one study: locked in use, its files whole or absent, nothing foreign touched.

The manifest is written twice: first as a list of what is about to appear, last as what is there, with its
checksums. A run killed in between finds its own list and goes on; a folder without one is not ours.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.lock import LOCK, FolderRefused, locked
from simulation.faults import printable

MANIFEST = "manifest.json"
TEMPORARY = ".part"
OWN_NAME = re.compile(r"(?!\.)[\w.-]+(/(?!\.)[\w.-]+)?\Z", re.ASCII)


@dataclass(frozen=True)
class Folder:
    """A locked output folder, what an earlier run of ours left in it, and which study it is for."""

    path: Path
    study: str
    previous: Mapping[str, Any]
    force: bool

    @property
    def old_files(self) -> dict[str, str]:
        """Checksum by name of the files that the old manifest lists."""
        return listed_files(self.previous)

    def save(self, files: Mapping[str, bytes | Path], manifest: Mapping[str, Any]) -> bool:
        """Write the files and the manifest; False, and nothing is written, when all are there already.

        What is a path is moved here from within the folder.
        """
        sums = {name: checksum(data) for name, data in files.items()}
        if self._is_complete():
            if all(self._holds(name, digest) for name, digest in sums.items()):
                return False
            self._refuse_other_results(sums)
        self._refuse_to_overwrite(sums)
        begun = {"study": self.study, "complete": False, "files": {**self.old_files, **sums}}
        write(self.path / MANIFEST, to_json(begun))
        for name, data in files.items():
            write(self.path / name, data)
        for name in sorted(set(self.old_files) - set(sums)):
            (self.path / name).unlink(missing_ok=True)
        finished = {"study": self.study, "complete": True, "files": sums}
        write(self.path / MANIFEST, to_json({**manifest, **finished}))
        return True

    def _is_complete(self) -> bool:
        return self.previous.get("study") == self.study and self.previous.get("complete") is True

    def _holds(self, name: str, digest: str) -> bool:
        return self.old_files.get(name) == digest == file_checksum(self.path / name)

    def _refuse_other_results(self, sums: Mapping[str, str]) -> None:
        old = self.old_files
        changed = [name for name, digest in sums.items() if name in old and old[name] != digest]
        if changed and not self.force:
            raise FolderRefused(
                f"{self.path}: {changed[0]} of the same study is there with other contents (written by other"
                " versions of the libraries?); take another --out, or --force to replace it"
            )

    def _refuse_to_overwrite(self, sums: Mapping[str, str]) -> None:
        for name in sums:
            if name not in self.old_files and os.path.lexists(self.path / name):
                raise FolderRefused(f"{self.path / name} is not ours; take another --out")


@contextmanager
def open_folder(path: Path, study: str, *, force: bool = False) -> Iterator[Folder]:
    """The folder, made if need be, locked until the block ends, refused where it is something else's."""
    if path.exists() and not path.is_dir():
        raise FolderRefused(f"{path} is a file, not a folder; take another --out")
    made = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    try:
        with locked(path):
            _remove_own_leftovers(path)
            previous = read_manifest(path)
            _refuse_foreign(path, study, previous, force=force)
            yield Folder(path, study, previous, force)
    finally:
        with suppress(OSError):
            for folder in made:
                folder.rmdir()


def read_manifest(path: Path) -> dict[str, Any]:
    """What an earlier run recorded about the folder; empty where there was none."""
    try:
        read = json.loads((path / MANIFEST).read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:
        raise FolderRefused(f"{path / MANIFEST} is damaged; remove it, or take another --out") from None
    if not isinstance(read, dict) or "study" not in read or not isinstance(read.get("files"), dict):
        raise FolderRefused(f"{path / MANIFEST} is not a manifest of ours; take another --out")
    return read


def listed_files(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The files that a manifest may speak for: plain names, at most one folder down."""
    files = manifest.get("files", {})
    return {name: str(files[name]) for name in files if OWN_NAME.match(name) and name != MANIFEST}


def _refuse_foreign(path: Path, study: str, previous: Mapping[str, Any], *, force: bool) -> None:
    """Refuse a folder of another study, of damaged files or of files that no manifest of ours lists."""
    if (path / "figures").is_symlink():
        raise FolderRefused(f"{path / 'figures'} is a link; take another --out")
    if force:
        return
    if previous and previous["study"] != study:
        raise FolderRefused(f"{path} holds another study ({_described(previous)}); take another --out, or --force")
    old = listed_files(previous)
    foreign = sorted(_names(path) - set(old) - {MANIFEST, LOCK})
    if foreign:
        raise FolderRefused(
            f"{path} holds files that are not ours ({printable(foreign[0])!r}"
            f"{f' and {len(foreign) - 1} more' if len(foreign) > 1 else ''}); take another --out"
        )
    for name, digest in old.items():
        if previous.get("complete") is True and file_checksum(path / name) not in (None, digest):
            raise FolderRefused(
                f"{path / name} is damaged or was edited since it was written; take another --out,"
                " or --force to replace it"
            )


def _described(manifest: Mapping[str, Any]) -> str:
    """What a manifest says it is about, in a few words."""
    return printable(str(manifest.get("command") or "unfinished"))[:60]


def _names(path: Path) -> set[str]:
    """Every file of the folder by its relative name; folders count only where they are not ours."""
    names: set[str] = set()
    for entry in path.iterdir():
        if entry.name == "figures" and entry.is_dir():
            names |= {f"figures/{inner.name}" for inner in entry.iterdir()}
        else:
            names.add(entry.name)
    return names


def _remove_own_leftovers(path: Path) -> None:
    """Remove what a killed run of ours left half written; the lock is held, so nobody is writing it."""
    for folder in (path, path / "figures"):
        if folder.is_dir() and not (folder != path and folder.is_symlink()):
            for entry in folder.glob(f".*.????????{TEMPORARY}"):
                entry.unlink(missing_ok=True)


def write(target: Path, data: bytes | Path) -> None:
    """Write a file so that it is there whole or not at all, even if the machine stops."""
    target.parent.mkdir(exist_ok=True)
    temporary = target.parent / f".{target.name}.{secrets.token_hex(4)}{TEMPORARY}"
    try:
        if isinstance(data, Path):
            data.replace(temporary)
            data = b""
        with temporary.open("ab") as stream:
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


def to_json(tree: Mapping[str, Any]) -> bytes:
    """The tree as JSON for people and programs: indented, in the order given."""
    return (json.dumps(tree, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8", "replace")


def checksum(data: bytes | Path) -> str:
    """SHA-256 of the bytes, or of what a file holds."""
    if isinstance(data, Path):
        with data.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    return hashlib.sha256(data).hexdigest()


def file_checksum(path: Path) -> str | None:
    """SHA-256 of a file; None where there is no file."""
    try:
        return checksum(path)
    except (FileNotFoundError, IsADirectoryError):
        return None
