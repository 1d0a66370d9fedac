"""What a parameter of a scenario is declared to be: its label, meaning, unit, range, default and source, by path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic.fields import FieldInfo

from simulation.reading.block import FOLLOWS, PROPOSED, Block
from simulation.reading.paths import Path
from simulation.scenario.scenario import Scenario


class Declaration(NamedTuple):
    """A parameter as its block declares it."""

    label: str
    meaning: str
    unit: str
    source: str
    default: Any
    follows: bool  # a cost that follows the usual price where nobody states it
    choices: tuple[str, ...]  # what may be written where it is a name


def declared() -> dict[Path, Declaration]:
    """Every parameter of the market, its customers and the run, by path, in the order of the blocks."""
    parts = ((name, field) for name, field in Scenario.model_fields.items() if name in ("market", "customers", "run"))
    return {path: one for name, field in parts for path, one in _below((name,), field, "")}


def source_of(path: Path) -> str:
    """Where the number of the baseline at this path comes from, or the figures in the block there; else nothing."""
    block: Any = Scenario
    found = ""
    for key in path:
        field = getattr(block, "model_fields", {}).get(key)
        if field is None:
            return ""
        found, block = _source(field, found), field.annotation
    return found


def _below(path: Path, field: FieldInfo, source: str) -> Iterator[tuple[Path, Declaration]]:
    kind, source = field.annotation, _source(field, source)
    if isinstance(kind, type) and issubclass(kind, Block):
        for name, inner in kind.model_fields.items():
            yield from _below((*path, name), inner, source)
        return
    extra = field.json_schema_extra
    assert isinstance(extra, dict), f"{path} is not declared by `quantity`"
    label, meaning, unit = str(extra["label"]), str(field.description), str(extra["unit"])
    choices = get_args(kind) if get_origin(kind) is Literal else ()
    yield path, Declaration(label, meaning, unit, source, field.default, FOLLOWS in field.metadata, choices)


def _source(field: FieldInfo, around: str) -> str:
    """The field's own source; where that says no more than `proposed`, the source of the figures around it."""
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    own = str(extra.get("source", ""))
    return around or own if own in ("", PROPOSED) else own
