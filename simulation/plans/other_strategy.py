"""Another strategy by its name alone: what was stated stays, what the former one set by itself goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from simulation.reading import paths
from simulation.reading.block import Block, following
from simulation.reading.paths import Path
from simulation.strategies.pricing import Pricing
from simulation.strategies.recovery import Recovery
from simulation.strategies.service import Service

NAME = "strategy"
KINDS: Mapping[str, Mapping[str, type[Block]]] = {
    key: {kind.model_fields[NAME].default: kind for kind in get_args(get_args(union)[0])}
    for key, union in {"pricing": Pricing, "service": Service, "recovery": Recovery}.items()
}
"""Strategies by their names, for each block of a firm that is one."""
DEPTH = 4
"""Segments of `firms.Alba.recovery.strategy`."""


def changed(tree: Any, path: Path, value: Any) -> Any:
    """As `changed` of `reading/paths.py`; where the path names another strategy, its own defaults come with it."""
    if len(path) == DEPTH and path[0] == "firms" and path[-1] == NAME:
        block, kinds = paths.get(tree, path[:-1]), KINDS.get(str(path[-2]), {})
        if isinstance(block, Mapping) and isinstance(value, str) and value in kinds and block[NAME] != value:
            return paths.changed(tree, path[:-1], dict(_as_another(block, kinds[block[NAME]], kinds[value])))
    return paths.changed(tree, path, value)


def _as_another(block: Mapping[str, Any], former: type[Block], now: type[Block]) -> Iterator[tuple[str, Any]]:
    """The block of the new strategy: what the old one's states otherwise than that has it by itself, and defaults."""
    for key, field in now.model_fields.items():
        is_known = key in block and key != NAME
        if is_known and (field.is_required() or block[key] != _plain(former.model_fields[key].default)):
            yield key, block[key]
        elif not field.is_required():
            yield key, None if key in following(now) else _plain(field.default)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
