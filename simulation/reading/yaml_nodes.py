"""Bytes become the nodes of one YAML document: nothing runs, grows or nests without bound."""

from __future__ import annotations

import re
from typing import Any

import yaml

from simulation.reading.errors import Fault, Refused, text_of_value

LARGEST_FILE = 1_000_000
LARGEST_TREE = 100_000
LARGEST_EXPANSION = 10_000
DEEPEST = 40


def text_of(content: bytes, file: str) -> str:
    """The characters of a file, once all of them can stand in a document.

    Refused where it is too large or holds what is no text.
    """
    if len(content) > LARGEST_FILE:
        raise Refused((Fault(file, 1, 1, "", "the file is larger than 1 MB; a scenario is a few pages"),))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        message = f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8"
        raise Refused((Fault(file, *_line_column(before), "", message),)) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults = [
        Fault(file, *_line_column(text[: found.start()]), "", _illegal(found.group()))
        for found in _ILLEGAL.finditer(text)
    ]
    if faults:
        raise Refused(faults)
    return text


def nodes_of(text: str, file: str) -> tuple[yaml.Node | None, list[Fault]]:
    """The root of the document, None where there is none, and every fault that was found."""
    composer = _Composer(text)
    root = None
    faults = []
    try:
        root = composer.get_single_node()
    except yaml.MarkedYAMLError as error:
        faults.append(_syntax_fault(error, file))
    except (ValueError, OverflowError):
        message = "an escape that names no character; check the \\x, \\u or \\U in the quotes"
        faults.append(Fault(file, *place_of(composer.get_mark()), "", message))
    tags = [
        Fault(file, *place_of(mark), "", f"tag {text_of_value(tag)}; plain values only, remove the tag")
        for mark, tag in composer.tags
    ]
    return root, tags + faults


def place_of(mark: Any) -> tuple[int, int]:
    """Line and column of one of PyYAML's marks, counted from 1."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def refuse_depth(depth: int, mark: Any) -> None:
    """Stop at a mapping or list that is nested too deep. Raises yaml.MarkedYAMLError there."""
    if depth > DEEPEST:
        raise yaml.MarkedYAMLError(problem=f"nested more than {DEEPEST} levels deep", problem_mark=mark)


class _Composer(yaml.SafeLoader):
    """PyYAML's nodes, where an alias shares the node of its anchor; stops as soon as a limit is passed."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.yaml_implicit_resolvers = {}
        self.tags: list[tuple[Any, str]] = []
        self.sizes: dict[int, int] = {}
        self.size = self.expanded = self.depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """A node as PyYAML makes it, after a look at how deep and how large the document grows by it."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]  # not in the stubs
        if isinstance(event, yaml.AliasEvent):
            return self._share(event, super().compose_node(parent, index))
        if event.tag is not None:
            self.tags.append((event.start_mark, event.tag))
        self.depth += 1
        if isinstance(event, yaml.CollectionStartEvent):
            refuse_depth(self.depth, event.start_mark)
        before = self.size
        node = super().compose_node(parent, index)
        self.depth -= 1
        self._grow(1, event.start_mark)
        self.sizes[id(node)] = self.size - before
        return node

    def _share(self, alias: Any, node: yaml.Node | None) -> yaml.Node | None:
        """The node of the anchor, once it is known that writing it out again stays small."""
        if id(node) not in self.sizes:
            message = f"*{alias.anchor} stands inside &{alias.anchor} itself; it would never end"
            raise yaml.MarkedYAMLError(problem=message, problem_mark=alias.start_mark)
        self._grow(self.sizes[id(node)], alias.start_mark)
        self.expanded += self.sizes[id(node)]
        if self.expanded > LARGEST_EXPANSION:
            message = f"the aliases expand to more than {LARGEST_EXPANSION:,} values; write fewer"
            raise yaml.MarkedYAMLError(problem=message, problem_mark=alias.start_mark)
        return node

    def _grow(self, values: int, mark: Any) -> None:
        self.size += values
        if self.size > LARGEST_TREE:
            message = f"more than {LARGEST_TREE:,} values; a scenario is a few pages"
            raise yaml.MarkedYAMLError(problem=message, problem_mark=mark)


_CONFLICT_MARK = r"^(?:<{7}|={7}|>{7})(?=\s|\Z)"
_ILLEGAL = re.compile(f"{yaml.reader.Reader.NON_PRINTABLE.pattern}|{_CONFLICT_MARK}", re.MULTILINE)


def _illegal(text: str) -> str:
    if len(text) > 1:
        return f"'{text}' is left over from a merge; keep one side and remove the marks"
    return f"control character U+{ord(text):04X}; remove it"


def _line_column(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _syntax_fault(error: yaml.MarkedYAMLError, file: str) -> Fault:
    """PyYAML's complaint in plain words, at the place that the writer has to change."""
    problem = error.problem or ""
    for pattern, at_start, message in _SYNTAX:
        if re.search(pattern, f"{error.context or ''}; {problem}"):
            mark = error.context_mark if at_start else error.problem_mark
            return Fault(file, *place_of(mark), "", message)
    return Fault(file, *place_of(error.problem_mark or error.context_mark), "", problem)


_SYNTAX = (
    (r"character '\\t'", False, "a tab; indent with spaces"),
    (r"quoted scalar; found unexpected end", True, "this quote is never closed; add the closing quote"),
    (r"unknown escape", False, r"an unknown escape in double quotes; use single quotes, or write \\"),
    (r"flow sequence; ", True, "this [ list is not closed, or a comma is missing; close it with ]"),
    (r"flow mapping; ", True, "this { mapping is not closed, or a comma is missing; close it with }"),
    (r"mapping values are not", False, "a second ':' in one line; quote the text, or check the indentation"),
    (r"sequence entries are not", False, "a list cannot start here; put each `- …` on a line of its own"),
    (r"could not find expected ':'", True, "this line has no ':'; write `key: value`"),
    (r"expected <block end>", False, "this line does not fit those above; check indentation and quotes"),
    (r"node content", False, "a value is missing before this; write it, or remove the comma"),
    (r"duplicate anchor", False, "this & name is used twice; choose another"),
    (r"undefined alias", False, "no & name above fits this * alias; define it first, or quote the text"),
    (r"another document|document start", False, "the document has ended; a file is one, remove what follows"),
    (r"any token", False, "no value can start with this character; put the text in quotes"),
    (r"chomping or indentation", False, "text after > or |; start it on the next line, or quote it"),
)
