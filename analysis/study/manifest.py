"""The manifest of an output folder: what an earlier run recorded about it, as far as it can be believed."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.study.file_names import OWN_NAME
from analysis.study.lock import FolderRefused
from simulation.reading.regular_files import Unreadable, opened

MANIFEST = "manifest.json"
LARGEST_MANIFEST = 100_000_000


def read_manifest(path: Path) -> dict[str, Any]:
    """What an earlier run recorded about the folder; empty where there was none."""
    try:
        with opened(path / MANIFEST, LARGEST_MANIFEST) as stream:
            read = json.loads(stream.read().decode("utf-8"))
    except FileNotFoundError:
        return {}
    except Unreadable as error:
        raise FolderRefused(f"{path / MANIFEST} is no manifest: {error.strerror}; take another --out") from None
    except (ValueError, RecursionError):
        raise FolderRefused(f"{path / MANIFEST} is damaged; remove it, or take another --out") from None
    if not isinstance(read, dict) or "study" not in read or not isinstance(read.get("files"), dict):
        raise FolderRefused(f"{path / MANIFEST} is not a manifest of ours; take another --out")
    return read


def listed_files(manifest: Mapping[str, Any]) -> dict[str, str]:
    """The files that a manifest may speak for: plain names, at most one folder down."""
    files = manifest.get("files", {})
    return {name: str(files[name]) for name in files if OWN_NAME.match(name) and name != MANIFEST}
