"""An output folder that holds one study: locked in use, its files whole or absent, nothing foreign touched.

The manifest is written first with what was asked, then with a list of what is about to appear, last with what is
there and its checksums. Killed in between, the folder says whose it is, and `--resume` goes on with the finished runs
in its store; a folder without a manifest is not ours.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.provenance import Asked, digest, versions
from analysis.study.atomic_files import TEMPORARY, data_checksum, file_checksum, to_json, write
from analysis.study.file_names import KEPT_PARTS, WRITTEN
from analysis.study.foreign_folder import refuse_foreign
from analysis.study.lock import FolderRefused, locked
from analysis.study.manifest import MANIFEST, listed_files, read_manifest
from analysis.study.run_store import STORE
from simulation.reading.errors import printable

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Folder:
    """A locked output folder, what an earlier run of ours left in it, and which study it is for."""

    path: Path
    study: str
    previous: Mapping[str, Any]
    force: bool
    asked: Asked
    there: dict[str, str] = field(default_factory=dict)
    """Checksum by name of what `put` wrote."""

    def begin(self) -> None:
        """Say whose folder this is before the first run is finished."""
        if self.previous.get("study") != self.study:
            self._claim(self.old_files)

    def forget(self) -> None:
        """Take that back where no run was finished."""
        left = read_manifest(self.path)
        if not (left.get("complete") or left.get("files") or (self.path / STORE).exists()):
            (self.path / MANIFEST).unlink(missing_ok=True)

    def _claim(self, files: Mapping[str, str]) -> None:
        begun = {"study": self.study, "complete": False, "asked": self.asked, "libraries": self._began_with}
        write(self.path / MANIFEST, to_json({**begun, "files": files}))

    @property
    def _began_with(self) -> dict[str, str]:
        """Versions of the libraries with which the first runs of this study were made."""
        there = self.previous.get("began_with") or self.previous.get("libraries")
        is_same = self.previous.get("study") == self.study and not self.force
        return dict(there) if is_same and isinstance(there, dict) else versions()

    @property
    def old_files(self) -> dict[str, str]:
        """Checksum by name of the files that the old manifest lists."""
        return listed_files(self.previous)

    def tell_other_versions(self) -> None:
        """Say which libraries have changed since the study was begun; those that numbers pass through are refused."""
        then, now = self._began_with, versions()
        names = [name for name in sorted({*then, *now}) if then.get(name) != now.get(name)]
        changed = [f"{name} {then.get(name, 'absent')} then, {now.get(name, 'absent')} now" for name in names]
        if changed:
            log.warning(
                "warning: %s was begun with other versions of libraries that its numbers do not pass through: %s",
                printable(str(self.path)),
                printable("; ".join(changed)),
            )

    def put(self, files: Mapping[str, bytes | Path]) -> None:
        """Write files that `save` is given again, so that they are there should anything go wrong before it."""
        if self.is_complete:
            return
        sums = {name: data_checksum(data) for name, data in files.items()}
        self._refuse_to_overwrite(sums)
        self._claim({**self.old_files, **sums})
        for name, data in files.items():
            write(self.path / name, data)
        self.there.update(sums)

    def save(self, files: Mapping[str, bytes | Path], manifest: Mapping[str, Any], *, complete: bool = True) -> bool:
        """Write the files and the manifest; False, and nothing is written, when all are there already.

        A file given as a path is a temporary one of this folder, and is renamed. With `complete`, the study has come
        to its end, and its store goes.
        """
        sums = {name: data_checksum(data) for name, data in files.items()}
        if self.is_complete:
            if all(self._holds(name, found) for name, found in sums.items()):
                (self.path / STORE).unlink(missing_ok=True)
                return False
            self._refuse_other_results(sums)
        self._refuse_to_overwrite(sums)
        self._claim({**self.old_files, **sums})
        for name in (name for name in files if self.there.get(name) != sums[name]):
            write(self.path / name, files[name])
        for name in filter(WRITTEN.fullmatch, sorted(set(self.old_files) - set(sums))):
            (self.path / name).unlink(missing_ok=True)
        finished = {"study": self.study, "complete": complete, "files": sums, "asked": self.asked}
        if self._began_with != versions():
            finished["began_with"] = self._began_with
        write(self.path / MANIFEST, to_json({**manifest, **finished}))
        if complete:
            (self.path / STORE).unlink(missing_ok=True)
            _remove_own_leftovers(self.path)
        return True

    @property
    def is_complete(self) -> bool:
        """Whether an earlier run brought this study to its end."""
        return self.previous.get("study") == self.study and self.previous.get("complete") is True

    def is_whole(self, wanted: Collection[str] = ()) -> bool:
        """Whether all files of the finished study are there as they were written, those wanted among them."""
        old = self.old_files
        return self.is_complete and set(wanted) <= set(old) and all(self._holds(name, old[name]) for name in old)

    def holds(self, names: Collection[str]) -> bool:
        """Whether the study is finished and these of its files are there as they were written."""
        return (
            self.is_complete
            and set(names) <= set(self.old_files)
            and all(self._holds(name, self.old_files[name]) for name in names)
        )

    def read_again(self, kept: Collection[str], files: Mapping[str, bytes | Path], facts: Mapping[str, Any]) -> None:
        """Put other tables of the same finished runs in the place of those that are there; the files kept stay.

        The manifest comes first: killed in between, tables are missing, and are made anew from the runs.
        """
        sums = {name: data_checksum(data) for name, data in files.items()}
        self._refuse_to_overwrite(sums)
        for name in set(self.old_files) - set(kept):
            (self.path / name).unlink(missing_ok=True)
        listed = {name: self.old_files[name] for name in kept} | sums
        write(self.path / MANIFEST, to_json({**self.previous, **facts, "files": listed}))
        for name, data in files.items():
            write(self.path / name, data)

    def _holds(self, name: str, found: str) -> bool:
        return self.old_files.get(name) == found == file_checksum(self.path / name)

    def _refuse_other_results(self, sums: Mapping[str, str]) -> None:
        old = self.old_files
        changed = [name for name, found in sums.items() if name in old and old[name] != found]
        if changed and not self.force:
            raise FolderRefused(
                f"{self.path}: {changed[0]} of the same study is there with other contents (written by other"
                " versions of the libraries, or as --csv writes it?); take another --out, or --force to replace it"
            )

    def _refuse_to_overwrite(self, sums: Mapping[str, str]) -> None:
        for name in sums:
            if name not in {**self.old_files, **self.there} and os.path.lexists(self.path / name):
                raise FolderRefused(f"{self.path / name} is not ours; take another --out")


@contextmanager
def open_folder(path: Path, asked: Asked, *, force: bool = False, resume: bool = False) -> Iterator[Folder]:
    """The folder, made if need be, locked until the block ends, refused where it is something else's.

    A folder with finished runs of this study is taken with `resume`, or with `force`, which throws them away.
    """
    study = digest(asked)
    if path.exists() and not path.is_dir():
        raise FolderRefused(f"{path} is a file, not a folder; take another --out")
    made = [folder for folder in (path, *path.parents) if not folder.exists()]
    path.mkdir(parents=True, exist_ok=True)
    try:
        with locked(path):
            _remove_own_leftovers(path, KEPT_PARTS if resume else None)
            previous = read_manifest(path)
            refuse_foreign(path, asked, previous, force=force)
            is_same = previous.get("study") == study
            if previous.get("complete") is True or (force and not (resume and is_same)):
                (path / STORE).unlink(missing_ok=True)
            elif not resume:
                _refuse_to_forget(path)
            opened = Folder(path, study, previous, force, asked)
            if is_same and resume:
                opened.tell_other_versions()
            yield opened
    finally:
        with suppress(OSError):
            for folder in made:
                folder.rmdir()


def _refuse_to_forget(path: Path) -> None:
    """Refuse to throw away finished runs unasked."""
    if (path / STORE).exists():
        raise FolderRefused(
            f"{path} holds finished runs of this study, which was interrupted; --resume goes on with them,"
            " --force starts over"
        )


def _remove_own_leftovers(path: Path, but: re.Pattern[str] | None = None) -> None:
    """Remove what a killed run of ours left half written, but for names of one form; the lock is held, so nobody is
    writing it.
    """
    for folder in (path, path / "figures"):
        if folder.is_dir() and not (folder != path and folder.is_symlink()):
            for entry in folder.glob(f".*.????????{TEMPORARY}"):
                if not (but and but.match(entry.name)):
                    entry.unlink(missing_ok=True)
