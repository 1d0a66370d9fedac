"""A template: a scenario that is read with its comments, so that it can be changed and written again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from simulation.reading.paths import Path as Keys
from simulation.reading.yaml_document import read_document

OWN = "Ours"
"""The firm of whom the templates speak."""


class Template(NamedTuple):
    """What a scenario says, the lines above it, and the comment beside each value, by path."""

    head: tuple[str, ...]
    tree: dict[str, Any]
    comments: Mapping[Keys, str]


def read_template(file: Path) -> Template:
    """The template in a file of ours, each comment at the outermost key of its line."""
    text = file.read_text(encoding="utf-8")
    document, lines = read_document(text.encode(), file.name), text.splitlines()
    comments: dict[Keys, str] = {}
    for path, place in sorted(document.keys.items(), key=lambda item: len(item[0]), reverse=True):
        _, sign, comment = lines[place.line - 1].partition(" # ")
        if sign:
            shorter = {other for other, seen in document.keys.items() if seen.line == place.line}
            if path == min(shorter, key=len):
                comments[path] = comment.strip()
    head = tuple(line for line in lines if line.startswith("#"))
    return Template(head, document.tree, comments)
