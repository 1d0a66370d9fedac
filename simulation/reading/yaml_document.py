"""YAML text becomes a plain tree that remembers on which line and column each key and value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml

from simulation.reading.errors import Fault, Refused
from simulation.reading.paths import Path, format_path
from simulation.reading.yaml_nodes import nodes_of, place_of, refuse_depth, text_of
from simulation.reading.yaml_scalars import core_scalar


class Place(NamedTuple):
    """Where something stands, counted from 1; line 0 says that it is not in a file."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """A tree of mappings, lists and scalars, the place of each of its keys and values, and what is wrong beside it."""

    tree: Any
    keys: Mapping[Path, Place]
    values: Mapping[Path, Place]
    faults: tuple[Fault, ...] = ()

    def key_place(self, path: Path) -> Place:
        """Where the key stands or, if nobody wrote it, the key of the nearest block around it."""
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys[path] if path else self.values[()]

    def value_place(self, path: Path) -> Place:
        """Where the value stands or, if nobody wrote it, the key of the nearest block around it."""
        return self.values[path] if path in self.values else self.key_place(path)


def read_document(content: bytes, file: str) -> Document:
    """The document of a file: one mapping that says something. Refused with every fault where it is not."""
    text = text_of(content, file)
    if text.lstrip().startswith("{"):
        text = text.replace("\t", " ")
    document = _read(text, file)
    if document.tree is None or document.tree == {}:
        raise Refused((Fault(file, 1, 1, "", "the file is empty; start for example with `extends: baseline`"),))
    if not isinstance(document.tree, dict):
        message = "a scenario is a mapping; write keys such as `market:` and `firms:`"
        raise Refused((Fault(*document.values[()], "", message),))
    return document


def read_value(text: str, source: str) -> Any:
    """One value written on a command line, by the rules of a file; `source` names the option in faults.

    Refused where it cannot be read.
    """
    try:
        return _read(text_of(text.encode("utf-8", "surrogatepass"), source), source).tree
    except Refused as refusal:
        raise Refused([Fault(source, 0, 0, fault.path, fault.message) for fault in refusal.faults]) from None


def _read(text: str, file: str) -> Document:
    root, faults = nodes_of(text, file)
    reader = _Reader(file)
    try:
        tree = reader.read(root, ()) if root is not None else None
    except yaml.MarkedYAMLError as error:
        faults.append(Fault(file, *place_of(error.problem_mark), "", error.problem or ""))
    faults += reader.faults
    if faults:
        raise Refused(sorted(set(faults), key=lambda fault: (fault.line, fault.column)))
    reader.values.setdefault((), Place(file, 1, 1))
    return Document(tree, reader.keys, reader.values)


class _Reader:
    """Turns nodes into the tree, and gathers places and faults on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.keys: dict[Path, Place] = {}
        self.values: dict[Path, Place] = {}
        self.faults: list[Fault] = []

    def read(self, node: yaml.Node, path: Path) -> Any:
        """The plain value of a node; aliases are written out, so each place in the tree has its own copy."""
        self.values[path] = Place(self.file, *place_of(node.start_mark))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        refuse_depth(len(path) + 1, node.start_mark)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: yaml.Node, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path)
            if key is None:
                continue
            here = (*path, key)
            if key in result:
                first = self.keys[here].line
                self._fault(key_node, here, f"duplicate key; it is already on line {first}, keep one")
                continue
            self.keys[here] = Place(self.file, *place_of(key_node.start_mark))
            result[key] = self.read(value_node, here)
        return result

    def _key(self, node: yaml.Node, path: Path) -> str | None:
        """A key is the text as it is written: a firm may be called null, no or 7."""
        if not isinstance(node, yaml.ScalarNode):
            self._fault(node, path, "a key is a single name, not a list or mapping")
        elif node.value == "<<" and node.style is None:
            self._fault(node, path, "merge keys (<<) are not read; write the keys out, or use `extends`")
        elif not node.value:
            self._fault(node, path, "a key is missing before the ':'")
        else:
            return self._text(node, path)
        return None

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Any:
        text = self._text(node, path)
        if text is None or node.style is not None:
            return text
        try:
            return core_scalar(text)
        except ValueError as error:
            self._fault(node, path, str(error))
            return None

    def _text(self, node: yaml.ScalarNode, path: Path) -> str | None:
        """The text with its surrogate pairs joined, as JSON writes them."""
        try:
            return str(node.value).encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            message = "half of a surrogate pair is no character; write the character itself"
            self._fault(node, path, message)
            return None

    def _fault(self, node: yaml.Node, path: Path, message: str) -> None:
        self.faults.append(Fault(self.file, *place_of(node.start_mark), format_path(path), message))
