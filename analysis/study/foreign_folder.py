"""What refuses a folder: another study's results, files that were damaged, files that are not ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.provenance import Asked, differences, digest
from analysis.study.atomic_files import file_checksum
from analysis.study.file_names import KEPT_PARTS, is_dropped
from analysis.study.lock import LOCK, FolderRefused
from analysis.study.manifest import MANIFEST, listed_files
from analysis.study.run_store import STORE
from simulation.reading.errors import printable


def refuse_foreign(path: Path, asked: Asked, previous: Mapping[str, Any], *, force: bool) -> None:
    """Refuse a folder of another study, of damaged files or of files that no manifest of ours lists."""
    if (path / "figures").is_symlink():
        raise FolderRefused(f"{path / 'figures'} is a link; take another --out")
    if force:
        return
    if previous and previous["study"] != digest(asked):
        raise FolderRefused(
            f"{path} holds another study: {_difference(previous, asked)}; take another --out, or --force"
        )
    old = listed_files(previous)
    foreign = sorted(_names(path) - set(old) - ({MANIFEST, LOCK, STORE} if previous else {MANIFEST, LOCK}))
    foreign = [name for name in foreign if not (previous and KEPT_PARTS.match(name))]
    if foreign:
        raise FolderRefused(
            f"{path} holds files that are not ours ({printable(foreign[0])!r}"
            f"{f' and {len(foreign) - 1} more' if len(foreign) > 1 else ''}); take another --out"
        )
    for name, expected in old.items():
        if previous.get("complete") is True and file_checksum(path / name) not in (None, expected):
            raise FolderRefused(
                f"{path / name} is damaged or was edited since it was written; take another --out,"
                " or --force to replace it"
            )


def _difference(previous: Mapping[str, Any], asked: Asked) -> str:
    """How the study that is there differs from the one asked for now."""
    there = previous.get("asked")
    told = differences(there, json.loads(json.dumps(asked))) if isinstance(there, dict) else ""
    return told or printable(str(previous.get("command") or "unfinished"))[:60]


def _names(path: Path) -> set[str]:
    """Every file of the folder by its relative name, without what systems drop; folders where they are not ours."""
    names: set[str] = set()
    for entry in path.iterdir():
        if entry.name == "figures" and entry.is_dir():
            names |= {f"figures/{inner.name}" for inner in entry.iterdir() if not is_dropped(inner.name)}
        elif not is_dropped(entry.name):
            names.add(entry.name)
    return names
