"""Which levers a firm pulls at no cost of their own: what a plan gains by them is free in this model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pydantic

from simulation.reading.block import Block, Costless
from simulation.reading.paths import Path
from simulation.scenario.parameters.firm import Firm


class FreeLever(NamedTuple):
    """A number that a plan moves to customers' good, and that costs nothing of itself."""

    path: Path
    """Below the firm."""
    label: str


def free_levers(before: Firm, after: Firm) -> list[FreeLever]:
    """The levers by which one state of a firm is better for customers than another, and which cost it nothing."""
    return list(_gained(before, after, (), None))


def costless_at(firm: Firm, path: Path) -> Costless | None:
    """How the number at a path below the firm is marked; None where it costs something, or is no number."""
    block: Any = firm
    mark: Costless | None = None
    for key in path:
        field = type(block).model_fields.get(str(key)) if isinstance(block, Block) else None
        if field is None:
            return None
        mark, block = _mark(field) or mark, getattr(block, str(key))
    return None if isinstance(block, Block) else mark


def _gained(before: Any, after: Block, path: Path, around: Costless | None) -> Iterator[FreeLever]:
    for name, field in type(after).model_fields.items():
        old, new, mark = getattr(before, name, None), getattr(after, name), _mark(field) or around
        if isinstance(new, Block) and old is not None:
            yield from _gained(old, new, (*path, name), mark)
        elif mark and isinstance(old, (int, float)) and isinstance(new, (int, float)) and mark.is_gain(old, new):
            yield FreeLever((*path, name), _label(field, name))


def _mark(field: pydantic.fields.FieldInfo) -> Costless | None:
    return next((one for one in field.metadata if isinstance(one, Costless)), None)


def _label(field: pydantic.fields.FieldInfo, name: str) -> str:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    return str(extra.get("label", name.replace("_", " ")))
