"""No page may load anything from elsewhere: the site works from a disk, without a network."""

from __future__ import annotations

import re
from pathlib import Path

LOADED = re.compile(
    r"""<(?:script|img|iframe|link)\b[^>]*?\b(?:src|href)=["']((?:https?:)?//[^"']+)|@import|url\(["']?(?:https?:)?//"""
)


def remote(text: str) -> list[str]:
    """What a page or style sheet would fetch from elsewhere."""
    return [found[1] or found[0] for found in LOADED.finditer(text)]


def inspect(folder: Path) -> None:
    """Fail where a page or a style sheet of the site would fetch something."""
    for file in [*folder.rglob("*.html"), *folder.rglob("*.css")]:
        if found := remote(file.read_text(encoding="utf-8")):
            raise ValueError(f"{file.relative_to(folder)} would load {found[0]}")
