"""Every lever of a firm as lines of YAML: what is stated as it is, all else as a comment with its usual value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from simulation.reading.block import Block, meaning_with_unit
from simulation.reading.paths import Path
from simulation.scenario.free_levers import costless_at
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.plausible import Leaf, leaves
from simulation.scenario.price_level import at_price_level

NO_LEVERS = ("observed_share", "plan_cost")
"""What is told under `observed`, and what stands in a plan."""
COLUMN = 28
INDENT = "  "


def lever_lines(stated: Mapping[str, Any], usual_price: float, notes: Mapping[Path, str], depth: int) -> list[str]:
    """The block of a firm that states so much, in a market of this usual price, `depth` steps from the margin.

    `notes` are comments to values, by path below the firm; where one ends with a source in square brackets, so does
    the line.
    """
    firm: Firm = at_price_level(Firm.model_validate(dict(stated)), usual_price)
    found = (leaf for leaf in (*leaves(firm), *_left_out(firm, usual_price)) if leaf.path[0] not in NO_LEVERS)
    return [INDENT * depth + line for line in _of_block(firm, found, stated, notes)]


def _left_out(firm: Firm, usual_price: float) -> Iterator[Leaf]:
    """The levers of blocks that the firm has not, such as other goods; one that several kinds have is told once."""
    for name in Firm.model_fields:
        found: dict[Path, Leaf] = {}
        for kind in _kinds(name) if getattr(firm, name) is None else ():
            for leaf in leaves(at_price_level(kind(), usual_price), (name,)):
                found.setdefault(leaf.path, leaf)
        yield from found.values()


def _of_block(firm: Firm, found: Iterable[Leaf], stated: Mapping[str, Any], notes: Mapping[Path, str]) -> Iterator[str]:
    """First the firm's own values, then each block of it."""
    blocks: dict[str, list[Leaf]] = {}
    for leaf in found:
        if len(leaf.path) == 1:
            yield _line(firm, leaf, stated, notes)
        else:
            blocks.setdefault(str(leaf.path[0]), []).append(leaf)
    for name, inner in blocks.items():
        told = stated.get(name)
        sign = "" if isinstance(told, Mapping) else "# "
        yield f"{sign}{name}:".ljust(COLUMN) + f" # {Firm.model_fields[name].description}"
        choices = _choices(name)
        if choices:
            strategy, is_told = getattr(getattr(firm, name), "strategy", choices[0]), "strategy" in (told or ())
            yield _shown(INDENT, "strategy", strategy, f"one of {', '.join(choices)}", is_told=is_told)
        for leaf in inner:
            yield _line(firm, leaf, told if isinstance(told, Mapping) else {}, notes)


def _choices(name: str) -> list[str]:
    """The strategies among which one is chosen in a block of a firm."""
    fields = (kind.model_fields.get("strategy") for kind in _kinds(name))
    return [str(field.default) for field in fields if field]


def _kinds(name: str) -> list[type[Block]]:
    """The blocks of which a field of a firm may have one."""
    open_ends, found = [Firm.model_fields[name].annotation], []
    while open_ends:
        kind: Any = open_ends.pop(0)
        if isinstance(kind, type) and issubclass(kind, Block):
            found.append(kind)
        open_ends = [*get_args(kind), *open_ends]
    return found


def _line(firm: Firm, leaf: Leaf, stated: Mapping[str, Any], notes: Mapping[Path, str]) -> str:
    name, is_told = str(leaf.path[-1]), leaf.path[-1] in stated
    note = notes.get(leaf.path, "[P]") if is_told else f"[{leaf.extra['source']}]"
    note = note if note.startswith("[") else f"[{note}]"
    meaning = str(leaf.field.description)
    meaning = meaning[:1].lower() + meaning[1:]
    free = "; free in this model" if costless_at(firm, leaf.path) else ""
    comment = f"{meaning_with_unit(str(leaf.extra['unit']), meaning)}{free} {note}"
    value = stated[name] if is_told else leaf.value
    return _shown(INDENT * (len(leaf.path) - 1), name, value, comment, is_told=is_told)


def _shown(margin: str, name: str, value: Any, comment: str, *, is_told: bool) -> str:
    """`name: value  # comment`, with a sign before it where nobody states the value."""
    sign = "" if is_told else "# "
    return f"{sign}{margin}{name}: {_text(value)}".ljust(COLUMN) + f" # {comment}"


def _text(value: Any) -> str:
    """A value as YAML has it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(map(_text, value))}]"
    return f"{value:.12g}" if isinstance(value, float) else str(value)
