"""What a study was asked: everything that its numbers depend on, and in words what differs between two of them."""

from __future__ import annotations

import functools
import hashlib
import json
import platform
import sys
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

import simulation
from simulation.reading.errors import printable, text_of_value
from simulation.reading.paths import format_path

DISTRIBUTION = "loyalty-simulator"
CALCULATING = ("mesa", "numba", "llvmlite", "numpy", "pandas", "scipy")
"""Libraries that the numbers pass through."""
CALCULATING_IN = {"optimise": ("optuna",), "sensitivity": ("SALib",), "tournament": ("nashpy",)}
"""Further ones that the numbers of a command pass through."""
LIBRARIES = (*CALCULATING, "pydantic", "pyyaml", "matplotlib", "networkx", "pyarrow", "optuna", "SALib", "nashpy")
"""All whose versions a manifest records."""
MOST_TOLD = 3
ABSENT = object()
Asked = Mapping[str, Any]


def study_identity(command: str, **parts: Any) -> dict[str, Any]:
    """A request as plain data: the parts given, the program that answers, and the libraries that it calculates with."""
    replaced = {"replaced": rules} if (rules := replaced_rules()) else {}
    return {
        "command": command,
        **parts,
        "program": {"version": version(), "sources": source_digest(), **replaced},
        "libraries": versions((*CALCULATING, *CALCULATING_IN.get(command, ()))),
    }


def replaced_rules() -> dict[str, str]:
    """Rules that are replaced in this process, and by what; none where nothing that compiles was imported yet."""
    replacing = sys.modules.get("simulation.engine.rule_replacement")
    return replacing.replacements() if replacing else {}


def digest(tree: object) -> str:
    """SHA-256 of plain data; the order of keys counts, since first firm and first strategy are special."""
    text = json.dumps(tree, ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def differences(there: Asked, now: Asked) -> str:
    """What differs, by path, the first few: `scenario.market.weeks is 104 there and 52 now`."""
    found = list(_differing(there, now, ()))
    told = [f"{format_path(path)} is {_told(old)} there and {_told(new)} now" for path, old, new in found[:MOST_TOLD]]
    more = [f"{len(found) - MOST_TOLD} more"] if len(found) > MOST_TOLD else []
    return "; ".join([*told, *more])


def _differing(there: Any, now: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any, Any]]:
    """Path, old and new value of every leaf that differs."""
    if isinstance(there, Mapping) and isinstance(now, Mapping):
        for key in dict.fromkeys([*there, *now]):
            yield from _differing(there.get(key, ABSENT), now.get(key, ABSENT), (*path, str(key)))
        if list(there) != list(now) and set(there) == set(now):
            yield (*path, "order"), ", ".join(map(str, there)), ", ".join(map(str, now))
    elif isinstance(there, list) and isinstance(now, list) and len(there) == len(now):
        for place, (old, new) in enumerate(zip(there, now, strict=True)):
            yield from _differing(old, new, (*path, place))
    elif there != now:
        yield path, there, now


def _told(value: Any) -> str:
    return "absent" if value is ABSENT else printable(text_of_value(value))


def version() -> str:
    """Our own version; 0 where the program runs from sources that were never installed."""
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return "0"


def versions(names: tuple[str, ...] = LIBRARIES) -> dict[str, str]:
    """Versions of Python and of those of the libraries that are installed."""
    found = {"python": platform.python_version()}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


@functools.cache
def source_digest() -> str:
    """Sixteen hexadecimal digits that change with any source of the simulation, as between two commits."""
    package = Path(simulation.__path__[0])
    found = hashlib.sha256()
    for source in sorted(package.rglob("*.py")):
        name = source.relative_to(package).as_posix()
        if "/." not in f"/{name}":  # systems and editors leave ._chance.py beside a file
            found.update(name.encode() + b"\0" + source.read_bytes() + b"\0")
    return found.hexdigest()[:16]
