"""A plan as it is written, its changes, these with a label and a cost, or other plans' names, and what that means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Annotated, Any

import pydantic
from pydantic import Field
from pydantic.annotated_handlers import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from simulation.reading.block import Block
from simulation.reading.errors import Refused, suggestion, text_of_value
from simulation.reading.paths import Path, format_path, joined, merged, parse_path
from simulation.reading.pydantic_errors import InputProblem, tree_problems
from simulation.strategies.plan_cost import PlanCost

Changes = dict[str, Any]
"""Values by dotted path."""
KEYS = ("label", "about", "cost", "change")
"""What a plan says of itself, where it is more than its changes."""
LONGEST_LABEL, LONGEST_ABOUT = 60, 500


class WrittenPlan(Block):
    """A plan with more to say than its changes."""

    label: str = Field("", description="name by which people call the plan; default: its key")
    about: str = Field("", description="what the plan is, in a sentence or two")
    cost: PlanCost = Field(default_factory=PlanCost, description="what the plan costs beside what its levers cost")
    change: Changes = Field({}, description="changes by path")

    @pydantic.field_validator("label", "about")
    @classmethod
    def _fits(cls, text: str, info: pydantic.ValidationInfo) -> str:
        """Text of one line, as long as there is room for."""
        most = LONGEST_LABEL if info.field_name == "label" else LONGEST_ABOUT
        if len(text) > most:
            raise ValueError(f"{len(text)} characters; write at most {most}")
        if not text.isprintable():
            raise ValueError("has a line break or another sign that does not print; write it on one line")
        return text


class Forms:
    """Tells an editor of the three forms of a plan."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Any of them."""
        names = {"type": "array", "items": {"type": "string"}, "minItems": 1}
        return {
            "anyOf": [
                handler(WrittenPlan.__pydantic_core_schema__),
                {"description": "changes by path", "type": "object"},
                {"description": "names of plans that are put together", **names},
            ]
        }


Written = Annotated[Any, Forms()]
"""A plan in one of its three forms, as plain data."""


@dataclass(frozen=True)
class PlanOfAFirm:
    """What a firm may do: changes by path, and what they cost beside what the levers that they move cost."""

    name: str
    label: str = ""
    about: str = ""
    cost: PlanCost = field(default_factory=PlanCost)
    changes: Mapping[str, Any] = field(default_factory=dict)
    parts: tuple[str, ...] = ()
    """Names of the plans that it puts together, if it does."""

    @property
    def title(self) -> str:
        """What people call it."""
        return self.label or self.name

    def booked(self, firm: str) -> Changes:
        """All that is to be changed where this firm carries the plan out and pays for it."""
        if self.cost.is_free:
            return dict(self.changes)
        return {**self.changes, format_path(("firms", firm, "plan_cost")): self.cost.model_dump()}


def plans_of(written: Mapping[str, Any]) -> dict[str, PlanOfAFirm]:
    """What sound plans of one firm, by name as they are written, mean."""
    return {name: _plan(name, written) for name in written}


def _plan(name: str, written: Mapping[str, Any]) -> PlanOfAFirm:
    one = written[name]
    if is_list(one):
        parts = [_plan(other, written) for other in one]
        cost = reduce(PlanCost.plus, (part.cost for part in parts))
        return PlanOfAFirm(name, cost=cost, changes=_together([part.changes for part in parts]), parts=tuple(one))
    if not is_long(one):
        return PlanOfAFirm(name, changes=one)
    read = WrittenPlan.model_validate({**one, "change": {}})
    return PlanOfAFirm(name, read.label, read.about, read.cost, one.get("change", {}))


def _together(several: Sequence[Mapping[str, Any]]) -> Changes:
    """Changes one after the other: what lies in a block goes into it, and of two values the later holds."""
    found: Changes = {}
    for changes in several:
        for text, value in changes.items():
            path = parse_path(text)
            name = format_path(path)
            whole = merged(found[name], value, path) if name in found else value
            found = joined(found, name, whole)
    return found


def is_list(written: Any) -> bool:
    """Whether a plan is written as a list of others' names."""
    return isinstance(written, (list, tuple))


def is_long(written: Any) -> bool:
    """Whether a plan says more than its changes."""
    return isinstance(written, Mapping) and any(key in written for key in KEYS)


def carried_out(written: Any) -> Any:
    """The plan once its changes are made and its cost is booked: what it is called is left."""
    return {key: written[key] for key in ("label", "about") if key in written} if is_long(written) else {}


def written_out(plan: PlanOfAFirm) -> dict[str, Any]:
    """A plan in the form that has a place for everything."""
    return {"label": plan.label, "about": plan.about, "cost": plan.cost.model_dump(), "change": dict(plan.changes)}


def plan_problems(written: Mapping[str, Any], where: Path) -> Iterator[InputProblem]:
    """What is wrong with the form of the plans of one firm, which stand at the path, apart from their changes."""
    for name, one in written.items():
        here = (*where, name)
        if is_list(one):
            yield from _list_problems(name, written, here)
        elif not isinstance(one, Mapping):
            told = "no value" if one is None else f"{text_of_value(one)} is no plan"
            right = "write changes below it, as `firms.Alba.pricing.price: 9.5`, or a list of plans' names"
            yield InputProblem(here, f"{told}; {right}{', or remove the key' if one is None else ''}", here)
        elif is_long(one):
            yield from _long_problems(one, here)


def _long_problems(one: Mapping[str, Any], here: Path) -> Iterator[InputProblem]:
    beside = [key for key in one if key not in KEYS and _is_change(key)]
    for key in beside:
        told = f"a change beside `{'change' if 'change' in one else next(k for k in KEYS if k in one)}`"
        yield InputProblem((*here, key), f"{told}; write it below `change:`", (*here, key), is_key=True)
    for path, message, at, is_key in tree_problems(WrittenPlan, {k: v for k, v in one.items() if k not in beside}):
        yield InputProblem((*here, *path), message, (*here, *at), is_key)


def _is_change(key: Any) -> bool:
    """Whether a key looks like a path, and not like a misspelt word of a plan."""
    try:
        return key == "events" or len(parse_path(str(key))) > 1
    except Refused:
        return False


def _list_problems(name: str, written: Mapping[str, Any], here: Path) -> Iterator[InputProblem]:
    names = written[name]
    if not names:
        yield InputProblem(here, "an empty list; name the plans that it puts together, as [fast_desk, train]", here)
    for place, other in enumerate(names):
        at = (*here, place)
        if not isinstance(other, str) or other not in written:
            others = [one for one in written if one != name]
            right = suggestion(str(other), others) if others else "there is no other plan to put together"
            yield InputProblem(at, f"no plan {text_of_value(other)}; {right}", at)
        elif other in names[:place]:
            yield InputProblem(at, f"names {text_of_value(other)} twice; name each plan once", at)
        elif name in _reached(other, written):
            told = "itself" if other == name else f"{text_of_value(other)}, which puts this plan together with others"
            yield InputProblem(at, f"a plan cannot be made of {told}; name others", at)


def _reached(name: str, written: Mapping[str, Any]) -> set[str]:
    """The plan, and all that it is made of."""
    found, open_ends = set(), [name]
    while open_ends:
        one = open_ends.pop()
        if one in found:
            continue
        found.add(one)
        if is_list(written.get(one)):
            open_ends += [other for other in written[one] if isinstance(other, str)]
    return found
