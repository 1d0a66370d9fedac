"""Scenarios made from the schema by luck: every number anywhere in its range, its edges more often than not."""

from __future__ import annotations

import math
import random
from typing import Any

from simulation.reading.block import SMALLEST
from simulation.reading.errors import Refused
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

UNBOUNDED = 10**9
KEPT = {"run", "mix", "switches", "compare", "rivals"}
"""What is not drawn: how often is run, how shares sum up, and what is compared."""


def scenario_of(number: int, base: str) -> Scenario | None:
    """A scenario of its own for each number, as the door takes it; None where the door refuses what was drawn."""
    luck = random.Random(number)
    schema = Scenario.model_json_schema()
    sizes = {"customers": 60, "weeks": 6, "burn_in_weeks": luck.choice((0, 6))}
    start = load(base)
    tree = _drawn(luck, schema, schema, start.tree())
    tree["market"] |= sizes
    tree["run"]["replicates"] = 2
    tree["compare"] = dict(list(start.compare.items())[:3])
    try:
        return start.changed({key: tree[key] for key in tree if key != "rivals"})
    except Refused:
        return None


def _drawn(luck: random.Random, node: dict[str, Any], schema: dict[str, Any], value: Any) -> Any:
    """The value with some of its numbers drawn anew, each from the range that its schema names."""
    node = _resolved(node, schema, value)
    if isinstance(value, dict):
        of = node.get("properties", {})
        others = node.get("additionalProperties")
        return {
            key: part
            if key in KEPT
            else _drawn(luck, of.get(key) or (others if isinstance(others, dict) else {}), schema, part)
            for key, part in value.items()
        }
    if isinstance(value, bool) or not isinstance(value, int | float) or luck.random() < 0.3:
        return value
    return _number(luck, node, whole=node.get("type") == "integer")


def _number(luck: random.Random, node: dict[str, Any], *, whole: bool) -> float:
    low = node.get("minimum", node.get("exclusiveMinimum", 0))
    high = min(node.get("maximum", node.get("exclusiveMaximum", UNBOUNDED)), UNBOUNDED)
    if whole:
        return luck.choice((low, low + 1, high, luck.randint(int(low), int(high))))
    low = SMALLEST if "exclusiveMinimum" in node else float(low)
    inside = min(low + 0.001, high), max(high - 0.001, low)
    within = low + (high - low) * luck.random(), low + math.exp(luck.uniform(math.log(1e-4), math.log(high - low)))
    return luck.choice((low, float(high), *inside, *within, 0.0 if low <= 0.0 <= high else low))


def _resolved(node: dict[str, Any], schema: dict[str, Any], value: Any) -> dict[str, Any]:
    """The schema of this value: behind references, and of a union the block that it is."""
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[-1]]
    tags = node.get("discriminator", {})
    if tags and isinstance(value, dict):
        return _resolved({"$ref": tags["mapping"][value[tags["propertyName"]]]}, schema, value)
    for part in node.get("anyOf", ()):
        if part != {"type": "null"}:
            return {**node, **_resolved(part, schema, value)}
    return node
