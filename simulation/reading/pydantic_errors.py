"""Pydantic's verdict on a tree, told in the words of the person who wrote the tree."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import pydantic
from pydantic_core import ErrorDetails

from simulation.reading.errors import Fault, suggestion, text_of_value
from simulation.reading.paths import Path, format_path
from simulation.reading.yaml_scalars import number_hint


class InputProblem(NamedTuple):
    """What is wrong at a path; `at` is the existing path to point at, at its key or at its value."""

    path: Path
    message: str
    at: Path
    is_key: bool = False

    def fault(self) -> Fault:
        """The problem of a tree that stands in no file."""
        return Fault("", 0, 0, format_path(self.path), self.message)


def tree_problems(kind: type[pydantic.BaseModel], tree: Any) -> list[InputProblem]:
    """Everything that keeps the tree from being a `kind`."""
    try:
        kind.model_validate(tree)
    except pydantic.ValidationError as error:
        schema = _schema(kind)
        return [_problem(details, tree, schema) for details in error.errors(include_url=False)]
    return []


@cache
def _schema(kind: type[pydantic.BaseModel]) -> dict[str, Any]:
    return kind.model_json_schema()


def _problem(details: ErrorDetails, tree: Any, schema: dict[str, Any]) -> InputProblem:
    path, node = _locate(details, tree, schema)
    kind = details["type"]
    if kind == "missing":
        meaning = node.get("description", "").rstrip(".")
        return InputProblem(path, f"missing; add it{f' ({meaning})' if meaning else ''}", path[:-1], is_key=True)
    if kind == "extra_forbidden":
        right = suggestion(str(path[-1]), node.get("properties", {}))
        return InputProblem(path, f"unknown key; {right}", path, is_key=True)
    if kind == "union_tag_invalid":
        name = details["ctx"]["discriminator"].strip("'")
        given = details["input"]
        tag = given[name] if isinstance(given, Mapping) else getattr(given, name)
        message = _not_one_of(tag, node["discriminator"]["mapping"])
        return InputProblem((*path, name), message, (*path, name))
    if kind == "union_tag_not_found":
        name = details["ctx"]["discriminator"].strip("'")
        choices = ", ".join(node["discriminator"]["mapping"])
        return InputProblem((*path, name), f"missing; write one of {choices}", path, is_key=True)
    return InputProblem(path, _value_message(details, node), path, is_key=details["loc"][-1:] == ("[key]",))


_WHOLE = ("a whole number", "a whole number")
_NUMBER = ("a number", "a number")
_MAPPING = ("a mapping", "`key: value` lines below it")
_LIST = ("a list", "one such as [1, 2]")
_TEXT = ("text", "it in quotes")
_DUE = {
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "finite_number": _NUMBER,
    "string_type": _TEXT,
    "bool_type": ("true or false", "one of these"),
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "model_attributes_type": _MAPPING,
    "tuple_type": _LIST,
    "list_type": _LIST,
}
_OUT_OF_RANGE = {"greater_than", "greater_than_equal", "less_than", "less_than_equal"}


def _value_message(details: ErrorDetails, node: dict[str, Any]) -> str:
    kind, value = details["type"], details["input"]
    if kind in _OUT_OF_RANGE:
        return f"{text_of_value(value)} is out of range; write {_range(node)}"
    if kind in {"literal_error", "enum"}:
        return _not_one_of(value, node.get("enum", [node.get("const")]))
    if kind in {"value_error", "assertion_error"}:
        return str(details["ctx"]["error"])
    if kind in {"too_short", "too_long"}:
        word, bound = ("least", "min_length") if kind == "too_short" else ("most", "max_length")
        return f"{len(value)} entries; write at {word} {details['ctx'][bound]}"
    if kind in _DUE:
        noun, right = _DUE[kind]
        right = noun if value is None and noun not in {_MAPPING[0], _LIST[0]} else right
        hint = number_hint(value) if noun in _NUMERIC and isinstance(value, str) else ""
        right = hint or f"write {_range(node) or right}"
        wrong = "no value" if value is None else f"{text_of_value(value)} is not {noun}"
        return f"{wrong}; {right}{', or remove the key' if value is None else ''}"
    return f"{text_of_value(value)}: {details['msg'][:1].lower()}{details['msg'][1:]}"


_NUMERIC = {_WHOLE[0], _NUMBER[0]}


def _not_one_of(value: Any, choices: Any) -> str:
    return f"{text_of_value(value)} is not known; {suggestion(str(value), map(str, choices))}"


def _range(node: dict[str, Any]) -> str:
    """The numbers that the schema allows, and their unit."""
    low, high = node.get("minimum"), node.get("maximum")
    if low is not None and high is not None:
        words = [f"{_number(low)} to {_number(high)}"]
    else:
        words = [f"{word} {_number(node[bound])}" for bound, word in _WORDS.items() if bound in node]
    unit = node.get("unit", "1")
    return " and ".join(words) + (f" ({unit})" if words and unit not in _NO_UNITS else "")


def _number(bound: float) -> str:
    return f"{bound:,}" if isinstance(bound, int) else f"{bound:,.12g}"


_WORDS = {
    "minimum": "at least",
    "exclusiveMinimum": "more than",
    "maximum": "at most",
    "exclusiveMaximum": "less than",
}
_NO_UNITS = {"1", "0-1", "number", "count"}


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
    if isinstance(segment, int):
        return None, node.get("items")
    child = node.get("properties", {}).get(segment)
    if child is None and isinstance(node.get("additionalProperties"), dict):
        child = node["additionalProperties"]
    return None, child


def _resolve(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The schema that a reference names; what may be null or something counts as the something."""
    while "$ref" in node:
        beside = {key: value for key, value in node.items() if key != "$ref"}
        node = {**schema["$defs"][node["$ref"].rsplit("/", 1)[-1]], **beside}
    something = [part for part in node.get("anyOf", ()) if part != {"type": "null"}]
    return {**_resolve(something[0], schema), **node} if len(something) == 1 else node


def _has(tree: Any, segment: str | int) -> bool:
    if isinstance(tree, Mapping):
        return segment in tree
    return isinstance(tree, (list, tuple)) and isinstance(segment, int) and segment < len(tree)
