"""A template becomes the text of a scenario, with every lever of the firm that it is about."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.formats.yaml_bytes import to_flow
from analysis.trades.levers import INDENT, lever_lines
from analysis.trades.template import OWN, Template
from simulation.reading.paths import Path

WIDTH = 120
COLUMN = 44
ABOVE = {
    "firms": "to pull a lever of {own}, take the # before it away, and that before the line that it stands under",
    "focus": "whose outcomes are judged",
    "compare": "what may be done: changes by path, and what they cost beside; the first is the baseline",
    "ask": "the plans that the question sets against each other",
    "rivals": "what rivals may do, for `compare --rivals`",
    "observed": "what you told; `calibrate` fits the market to it",
}


def text_of(template: Template) -> str:
    """The scenario as a file has it."""
    lines = list(template.head)
    for key, value in template.tree.items():
        is_block = isinstance(value, Mapping) and key != "run"
        if is_block or key == "focus":
            lines.append("")
        if key in ABOVE:
            lines += textwrap.wrap(f"# {ABOVE[key].format(own=OWN)}", WIDTH, subsequent_indent="# ")
        lines += _block(template, (key,), value) if is_block else _entry(template, (key,), value)
    return "\n".join(lines) + "\n"


def _block(template: Template, path: Path, value: Mapping[str, Any]) -> Iterator[str]:
    margin = INDENT * (len(path) - 1)
    yield _commented(f"{margin}{_key(path)}:", template.comments.get(path))
    for name, inner in value.items():
        yield from _entry(template, (*path, name), inner)


def _entry(template: Template, path: Path, value: Any) -> list[str]:
    """The lines of one key: a firm with its levers, a plan as a block, all else in a line where it fits."""
    if path == ("firms", OWN):
        notes = {inner[2:]: note for inner, note in template.comments.items() if inner[:2] == path}
        usual = float(template.tree["market"]["usual_price"])
        return [f"{INDENT}{OWN}:", *lever_lines(value, usual, notes, len(path))]
    start = f"{INDENT * (len(path) - 1)}{_key(path)}: "
    is_plan = path[0] == "compare" and isinstance(value, Mapping) and bool(value)
    if is_plan and (len(path) == 2 or (len(path) == 3 and len(start + to_flow(value)) > WIDTH)):
        return list(_block(template, path, value))
    flow = to_flow(value, WIDTH - len(start)) if isinstance(value, Mapping) else to_flow(value)
    first, *others = flow.splitlines()
    rest = (" " * len(start) + other.strip() for other in others)
    return [_commented(start + first, template.comments.get(path)), *rest]


def _key(path: Path) -> str:
    return to_flow(str(path[-1]))


def _commented(line: str, comment: str | None) -> str:
    return line if comment is None else f"{line.ljust(COLUMN)} # {comment}"
