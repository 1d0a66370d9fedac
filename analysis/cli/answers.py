"""What every command says alike: an answer as one JSON object, sentences as lines, and where the files are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from analysis.text.terminal_width import wrapped
from simulation.reading.errors import printable


def print_json(tree: Mapping[str, Any]) -> None:
    """One JSON object on stdout."""
    click.echo(json.dumps(tree, ensure_ascii=False, allow_nan=False))


def print_lines(lines: Sequence[str]) -> None:
    """Sentences, each from the beginning of a line."""
    for line in lines:
        click.echo(wrapped(printable(line)))


def written_to(folder: Path, *, is_new: bool) -> str:
    """Where the files are, and whether they were there already."""
    return f"written to {folder}" if is_new else f"{folder} already holds these results"


def files_in(folder: Path) -> list[str]:
    """Names of the files of a folder, without those that are hidden."""
    return sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
