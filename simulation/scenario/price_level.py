"""Costs that a scenario leaves out stand in proportion to the usual price of its market; what it states is money."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulation.reading.block import Block, following

SHOWN_AT = 10.0
"""Usual price of the market for which defaults are shown."""


def at_price_level(part: Any, usual_price: float) -> Any:
    """The part of a scenario with every cost that it leaves out as it is where a unit usually costs so much."""
    if isinstance(part, Block):
        return _of_block(part, usual_price)
    if isinstance(part, dict):
        return {key: at_price_level(value, usual_price) for key, value in part.items()}
    if isinstance(part, tuple):
        return tuple(at_price_level(value, usual_price) for value in part)
    return part


def _of_block(block: Any, usual_price: float) -> Any:
    kind = type(block)
    changed = {name: kind.model_fields[name].default * (usual_price / SHOWN_AT) for name in left_out(block)}
    for name, value in block:
        if isinstance(value, Block | dict | tuple):
            changed[name] = at_price_level(value, usual_price)
    if not changed:
        return block
    values = dict(block) | changed
    return kind.model_construct(_fields_set=set(block.model_fields_set), **values)


def left_out(block: Block) -> Iterator[str]:
    """Keys of the block's costs that nobody stated."""
    return (name for name in following(type(block)) if name not in block.model_fields_set)


def as_stated(part: Any, tree: Any) -> Any:
    """The plain tree of a part of a scenario, with null for every cost that follows the usual price."""
    if tree is part:
        return tree
    if isinstance(part, Block):
        left = dict.fromkeys(left_out(part))
        return {name: as_stated(getattr(part, name), value) for name, value in tree.items()} | left
    if isinstance(part, dict):
        return {key: as_stated(value, tree[key]) for key, value in part.items()}
    if isinstance(part, tuple):
        return [as_stated(value, entry) for value, entry in zip(part, tree, strict=True)]
    return tree
