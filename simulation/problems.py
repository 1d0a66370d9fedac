"""Pydantic's verdict on a tree, told in the words of the person who wrote the tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pydantic
from pydantic_core import ErrorDetails

from simulation.faults import Fault, Refused, shown, suggestion
from simulation.paths import Path, format_path
from simulation.scalars import number_hint


class Problem(NamedTuple):
    """What is wrong at a path; `at` is the existing path to point at, at its key or at its value."""

    path: Path
    message: str
    at: Path
    is_key: bool = False

    def fault(self) -> Fault:
        """The problem of a tree that stands in no file."""
        return Fault("", 0, 0, format_path(self.path), self.message)


def tree_problems(kind: type[pydantic.BaseModel], tree: Any) -> list[Problem]:
    """Everything that keeps the tree from being a `kind`."""
    try:
        kind.model_validate(tree)
    except pydantic.ValidationError as error:
        schema = kind.model_json_schema()
        return [_problem(details, tree, schema) for details in error.errors(include_url=False)]
    return []


def refuse(problems: list[Problem]) -> None:
    """Stop if there are any."""
    if problems:
        raise Refused([problem.fault() for problem in problems])


def _problem(details: ErrorDetails, tree: Any, schema: dict[str, Any]) -> Problem:
    path, node = _locate(details, tree, schema)
    kind = details["type"]
    if kind == "missing":
        meaning = node.get("description", "").rstrip(".")
        return Problem(path, f"missing; add it{f' ({meaning})' if meaning else ''}", path[:-1], is_key=True)
    if kind == "extra_forbidden":
        right = suggestion(str(path[-1]), node.get("properties", {}))
        return Problem(path, f"unknown key; {right}", path, is_key=True)
    if kind == "union_tag_invalid":
        tag = (*path, details["ctx"]["discriminator"].strip("'"))
        choices = node["discriminator"]["mapping"]
        return Problem(tag, _not_one_of(details["ctx"]["tag"], choices), tag)
    if kind == "union_tag_not_found":
        tag = (*path, details["ctx"]["discriminator"].strip("'"))
        choices = ", ".join(node["discriminator"]["mapping"])
        return Problem(tag, f"missing; write one of {choices}", path, is_key=True)
    return Problem(path, _value_message(details, node), path, is_key=details["loc"][-1:] == ("[key]",))


_NOUNS = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": "text",
    "bool_type": "true or false",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
    "tuple_type": "a list such as [1, 2]",
    "list_type": "a list such as [1, 2]",
}
_OUT_OF_RANGE = {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}


def _value_message(details: ErrorDetails, node: dict[str, Any]) -> str:
    kind, value = details["type"], details["input"]
    if kind in _OUT_OF_RANGE:
        return f"{shown(value)} is out of range; write {_range(node)}"
    if kind in {"literal_error", "enum"}:
        return _not_one_of(value, node.get("enum", [node.get("const")]))
    if kind in {"value_error", "assertion_error"}:
        return str(details["ctx"]["error"])
    if kind in {"too_short", "too_long"}:
        limits = details["ctx"]
        right = (
            f"at least {limits['min_length']}" if kind == "too_short" else f"at most {limits['max_length']}"
        )
        return f"{len(value)} entries; write {right}"
    if kind in _NOUNS:
        return _type_message(value, _NOUNS[kind], _range(node))
    return f"{shown(value)}: {details['msg'][:1].lower()}{details['msg'][1:]}"


def _type_message(value: Any, noun: str, limits: str) -> str:
    if value is None:
        return f"no value; write {noun}, or remove the key"
    if noun == "text" and not isinstance(value, (Mapping, list, tuple)):
        return f"{shown(value)} is not text; put it in quotes"
    hint = number_hint(value) if "number" in noun and isinstance(value, str) else ""
    return f"{shown(value)} is not {noun}; {hint or f'write {noun}' + (f', {limits}' if limits else '')}"


def _not_one_of(value: Any, choices: Any) -> str:
    return f"{shown(value)} is not known; {suggestion(str(value), map(str, choices))}"


def _range(node: dict[str, Any]) -> str:
    """The numbers that the schema allows, and their unit."""
    bounds: dict[str, Any] = next(
        (part for part in (node, *node.get("anyOf", ())) if _BOUNDS & part.keys()), {}
    )
    low, high = bounds.get("minimum"), bounds.get("maximum")
    if low is not None and high is not None:
        words = [f"{low:,} to {high:,}"]
    else:
        words = [f"{word} {bounds[bound]:,}" for bound, word in _WORDS.items() if bound in bounds]
    unit = node.get("unit", "1")
    return " and ".join(words) + (f" ({unit})" if words and unit not in _NO_UNITS else "")


_WORDS = {
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
}
_NO_UNITS = {"1", "0-1", "number", "count"}
_BOUNDS = _WORDS.keys()


def _locate(details: ErrorDetails, tree: Any, schema: dict[str, Any]) -> tuple[Path, dict[str, Any]]:
    """The path in the tree, without the branches of unions that pydantic names, and the schema there.

    For an unknown key the schema is that of the block around it.
    """
    path: list[str | int] = []
    node = _resolve(schema, schema)
    for position, segment in enumerate(details["loc"]):
        branch, child = _descend(node, segment, schema)
        is_last = position == len(details["loc"]) - 1
        if child is not None:
            node = _resolve(child, schema)
        elif branch is not None:
            node = branch
            continue
        elif not (_has(tree, segment) or (is_last and details["type"] == "missing")):
            continue
        path.append(segment)
        tree = tree[segment] if _has(tree, segment) else None
    return tuple(path), node


def _descend(node: dict[str, Any], segment: str | int, schema: dict[str, Any]) -> tuple[Any, Any]:
    """The branch of a union that the segment names, and the schema of the key or entry that it names."""
    tags = node.get("discriminator", {}).get("mapping", {})
    if segment in tags:
        return _resolve({"$ref": tags[segment]}, schema), None
    for part in node.get("anyOf", ()):
        branch, child = _descend(_resolve(part, schema), segment, schema)
        if branch is not None or child is not None:
            return branch, child
    if isinstance(segment, int):
        return None, node.get("items")
    child = node.get("properties", {}).get(segment)
    if child is None and isinstance(node.get("additionalProperties"), dict):
        child = node["additionalProperties"]
    return None, child


def _resolve(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in node:
        beside = {key: value for key, value in node.items() if key != "$ref"}
        node = {**schema["$defs"][node["$ref"].rsplit("/", 1)[-1]], **beside}
    return node


def _has(tree: Any, segment: str | int) -> bool:
    if isinstance(tree, Mapping):
        return segment in tree
    return isinstance(tree, (list, tuple)) and isinstance(segment, int) and segment < len(tree)
