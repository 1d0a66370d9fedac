"""Blocks of a class of the user's own, from a notebook or script: they run as they are, and no file can hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pydantic

from simulation.reading.block import is_own
from simulation.reading.errors import Fault, Refused
from simulation.reading.paths import Path, format_path

LEAVES = {bool, int, float, str, type(None)}


def blocks(value: Any, path: Path = ()) -> Iterator[tuple[Path, pydantic.BaseModel]]:
    """All of them in a scenario or a part of it, each with its path."""
    if is_own(value):
        yield path, value
        return
    inside = value.__dict__ if isinstance(value, pydantic.BaseModel) else value
    listed = isinstance(inside, (list, tuple))
    for key, part in enumerate(inside) if listed else inside.items() if isinstance(inside, Mapping) else ():
        if type(part) not in LEAVES:
            yield from blocks(part, (*path, key))


def data(block: pydantic.BaseModel) -> Any:
    """A block as plain data, in which those of own classes stay as they are."""
    found = list(blocks(block))
    tree: Any = block if is_own(block) else block.model_dump(mode="json", warnings=not found)
    for path, one in found if tree is not block else ():
        part = tree
        for segment in path[:-1]:
            part = part[segment]
        part[path[-1]] = one
    return tree


def refuse(block: pydantic.BaseModel) -> None:
    """Refuse what a file, or a process that reads one, could not have; each by its path."""
    wrong = "is of a class of your own, which no file and no study can hold"
    right = "run it with simulate, or list the class among the program's (CONTRIBUTING.md) to compare it"
    faults = [
        Fault("", 0, 0, format_path(path), f"{type(one).__name__} {wrong}; {right}") for path, one in blocks(block)
    ]
    if faults:
        raise Refused(faults)
