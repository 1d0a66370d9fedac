"""The JSON Schema by which an editor completes, explains and checks a scenario file while it is written."""

from __future__ import annotations

from typing import Any

from simulation.facts.observed import facts_schema
from simulation.scenario.scenario import Scenario

TITLE = "Scenario of the loyalty simulator"
EXTENDS = {
    "description": "a shipped scenario's name, blank (customers and trade of the baseline without its firms), or a file"
    " below this one's folder",
    "type": "string",
}


def editor_schema() -> dict[str, Any]:
    """What a scenario file may say.

    A file that extends another is a part, so nothing is required, and null removes a firm. A block may leave
    out its strategy, which the other file names, so it may fit several strategies.
    """
    schema: dict[str, Any] = _partial(Scenario.model_json_schema())
    firms = schema["properties"]["firms"]
    firms.pop("minProperties", None)
    firms["additionalProperties"] = {"anyOf": [firms["additionalProperties"], {"type": "null"}]}
    schema["properties"]["observed"]["additionalProperties"] = _partial(facts_schema())
    schema["properties"] = {"extends": EXTENDS, **schema["properties"]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": TITLE}


def _partial(node: Any) -> Any:
    if isinstance(node, list):
        return [_partial(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        "anyOf" if key == "oneOf" else key: _partial(value)
        for key, value in node.items()
        if not (key == "discriminator" or (key == "required" and isinstance(value, list)))
    }
