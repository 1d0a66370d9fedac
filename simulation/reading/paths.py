"""The dotted path, the one way to name a value of a scenario: firms."St. Alba".pricing.price."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from simulation.reading.errors import refused, suggestion, text_of_value

Path = tuple[str | int, ...]

REPLACED_WHOLE = ("compare", "rivals")
OPEN = ("observed",)
"""Below these a path may name what is not there yet."""

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_SEGMENT = re.compile(rf"{_QUOTED}|[^.=\[\]]+")
_INDEX = re.compile(r"\[(\d{1,6})\]")
_ILL_FORMED = '{} is not a path; write for example firms.Alba.pricing.price, or quote: firms."St. Alba".service'
_BARE = re.compile(r"(?!\d+\Z)[\w-]+")


def parse_path(text: str) -> Path:
    """The segments of a path; a bare number is the place in a list, counted from 0.

    Refused where the text is no path.
    """
    path, end = _scan(text)
    if end < len(text):
        raise refused(_ILL_FORMED.format(text_of_value(text)))
    return path


def split_setting(text: str) -> tuple[str, str]:
    """The path and the value of PATH=VALUE. Refused where the text is none."""
    _, end = _scan(text)
    if text[end : end + 1] != "=" or not text[end + 1 :].strip():
        raise refused(f"{text_of_value(text)} is not PATH=VALUE; write for example market.weeks=52", place="--set")
    return text[:end], text[end + 1 :]


def format_path(path: Path) -> str:
    """The path as text that `parse_path` reads back."""
    return ".".join(_format_segment(segment) for segment in path)


def get(tree: Any, path: Path) -> Any:
    """The value at the path; refused, with a suggestion, where there is none."""
    for depth in range(len(path)):
        tree = tree[_key(tree, path, depth)]
    return tree


def changed(tree: Any, path: Path, value: Any) -> Any:
    """A new tree that differs at an existing path only: mappings merge, null removes a firm, else it is a value."""
    return _changed(tree, path, 0, value, removes=value is None and _is_removable(path))


def without(tree: Any, paths: Iterable[Path]) -> Any:
    """The tree with nothing at these paths, null in lists; one that does not exist counts for nothing."""
    below: dict[str, list[Path]] = {}
    for path in paths:
        if path:
            below.setdefault(str(path[0]), []).append(path[1:])
    gone = {key for key, rest in below.items() if () in rest}
    if isinstance(tree, Mapping):
        return {
            key: without(value, below[key]) if key in below else value for key, value in tree.items() if key not in gone
        }
    if isinstance(tree, (list, tuple)):
        entries = ((str(place), value) for place, value in enumerate(tree))
        return [None if place in gone else without(value, below.get(place, ())) for place, value in entries]
    return tree


def merged(parent: Any, child: Any, path: Path = ()) -> Any:
    """The parent's value as the child changes it.

    Mappings merge by key, and null removes the parent's firm; elsewhere it is a value, which not every key takes, since
    a key that is left out would mean the program's default. A block of another `strategy`, a list, `compare` and
    `rivals` replace what the parent says.
    """
    if not isinstance(parent, Mapping) or not isinstance(child, Mapping) or _replaces(parent, child, path):
        return child
    result = dict(parent)
    for key, value in child.items():
        if value is None and key in parent and _is_removable((*path, key)):
            del result[key]
        elif key in parent:
            result[key] = merged(parent[key], value, (*path, key))
        else:
            result[key] = value
    return result


def joined(changes: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The changes and one more, which goes into a block that they give as a whole: its other values are not there yet
    when changes are made one by one.
    """
    here = parse_path(path)
    for other, block in changes.items():
        above = parse_path(other)
        if isinstance(block, Mapping) and len(above) < len(here) and here[: len(above)] == above:
            return {**changes, other: merged(block, nested(here[len(above) :], value))}
    return {**changes, path: value}


def nested(path: Path, value: Any) -> dict[str, Any]:
    """The value as a file writes it below the path."""
    tree = value
    for key in reversed(path):
        tree = {str(key): tree}
    return dict(tree)


def _replaces(parent: Mapping[str, Any], child: Mapping[str, Any], path: Path) -> bool:
    if path and path[0] in REPLACED_WHOLE:
        return True
    return "strategy" in child and child["strategy"] != parent.get("strategy")


def _is_removable(path: Path) -> bool:
    """Whether a name stands there that users give: a firm's, or that of a plan or one of its changes."""
    return len(path) > 1 and (path[0] in REPLACED_WHOLE or (path[0] == "firms" and len(path) == 2))


def _changed(tree: Any, path: Path, depth: int, value: Any, *, removes: bool) -> Any:
    if depth == len(path):
        return merged(tree, value, path)
    if depth and path[0] in OPEN and isinstance(tree, Mapping) and str(path[depth]) not in tree:
        return {**tree, **nested(path[depth:], value)}
    key = _key(tree, path, depth)
    if removes and depth == len(path) - 1 and isinstance(tree, Mapping):
        return {name: kept for name, kept in tree.items() if name != key}
    copy = dict(tree) if isinstance(tree, Mapping) else list(tree)
    copy[key] = _changed(tree[key], path, depth + 1, value, removes=removes)
    return copy


def _key(tree: Any, path: Path, depth: int) -> Any:
    """The segment as a key of a mapping or an index of a list that exists."""
    segment = path[depth]
    above = format_path(path[:depth]) or "the scenario"
    whole = format_path(path)
    if isinstance(tree, Mapping):
        if str(segment) in tree:
            return str(segment)
        right = suggestion(str(segment), tree)
        raise refused(f"{text_of_value(str(segment))} does not exist in {above}; {right}", path=whole)
    if not isinstance(tree, (list, tuple)):
        raise refused(f"{above} is a single value; there is nothing below it", path=whole)
    if isinstance(segment, int) and segment < len(tree):
        return segment
    right = f"count from 0 to {len(tree) - 1}" if tree else "it is empty"
    raise refused(f"{text_of_value(segment)} is no entry of the list {above}; {right}", path=whole)


def _scan(text: str) -> tuple[Path, int]:
    """The segments from the start of the text, and where they end."""
    path: list[str | int] = []
    end = 0
    while segment := _SEGMENT.match(text, end):
        path.append(_read_segment(segment.group()))
        end = segment.end()
        while index := _INDEX.match(text, end):
            path.append(int(index.group(1)))
            end = index.end()
        if text[end : end + 1] != ".":
            return tuple(path), end
        end += 1
    raise refused(_ILL_FORMED.format(text_of_value(text)))


def _read_segment(text: str) -> str | int:
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)
    text = text.strip()
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,5}", text) else text


def _format_segment(segment: str | int) -> str:
    if isinstance(segment, int) or _BARE.fullmatch(segment):
        return str(segment)
    escaped = re.sub(r'(["\\])', r"\\\1", segment)
    return f'"{escaped}"'
