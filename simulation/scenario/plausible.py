"""What is not known for sure: the ranges that blocks declare, and those that a file tells under `plausible`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, Protocol, get_args

from pydantic.fields import FieldInfo

from simulation.plans import plan_paths
from simulation.plans.plan import PlanOfAFirm
from simulation.reading import own_blocks
from simulation.reading.block import SMALLEST, Block
from simulation.reading.errors import Refused, refused, text_of_value
from simulation.reading.paths import Path, changed, format_path, get, parse_path
from simulation.reading.plausible_range import Plausible, one_of, plausible_range
from simulation.reading.pydantic_errors import InputProblem, tree_problems

NEVER_DOUBTED = ("question", "focus", "compare", "rivals", "plausible", "observed", "expect", "run")
"""What says no more than what is asked, and how often it is run."""


class Telling(Protocol):
    """A scenario, as far as it is read here."""

    @property
    def plausible(self) -> Mapping[str, Any]:
        """What its file tells, by path."""

    @property
    def plans(self) -> Mapping[str, PlanOfAFirm]:
        """What may be done, by name."""

    def tree(self) -> dict[str, Any]:
        """All of it as plain data."""

    def with_strategy(self, name: str) -> Any:
        """The scenario as if the plan had always been followed."""

    def change(self, path: str, value: Any) -> Any:
        """The scenario with another value at a path."""


class Leaf(NamedTuple):
    """A single value of a scenario, and the field that declares it."""

    path: Path
    value: Any
    field: FieldInfo

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole number."""
        return int in (self.field.annotation, *get_args(self.field.annotation))

    @property
    def extra(self) -> Mapping[str, Any]:
        """What the declaration says beside type and range."""
        return self.field.json_schema_extra if isinstance(self.field.json_schema_extra, dict) else {}

    def within(self, low: float, high: float) -> tuple[float, float]:
        """The range as far as the declaration allows it."""
        for bound in self.field.metadata:
            low = max(low, getattr(bound, "ge", low), getattr(bound, "gt", low - SMALLEST) + SMALLEST)
            high = min(high, getattr(bound, "le", high))
        return low, high


class Doubted(NamedTuple):
    """What a file tells of one value: `plausible` is None where the value, or all below it, is not doubted.

    `value` is what the scenario says, or what the plan makes of it.
    """

    key: str
    plan: str | None
    path: Path
    value: Any
    plausible: Plausible | None


def leaves(part: Any, path: Path = ()) -> Iterator[Leaf]:
    """Every value of a scenario or a part of it that a parameter declares."""
    if isinstance(part, Mapping):
        for name, inner in part.items():
            yield from leaves(inner, (*path, name))
    elif isinstance(part, Block):
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if isinstance(field.json_schema_extra, dict) and "unit" in field.json_schema_extra:
                yield Leaf((*path, name), value, field)
            elif isinstance(value, Block) or name == "firms":
                yield from leaves(value, (*path, name))


def single_values(part: Any) -> Iterator[Leaf]:
    """The same, with each entry of a list by itself."""
    for leaf in leaves(part):
        if isinstance(leaf.value, tuple):
            yield from (Leaf((*leaf.path, place), entry, leaf.field) for place, entry in enumerate(leaf.value))
        else:
            yield leaf


def doubted(scenario: Telling) -> Iterator[Doubted]:
    """What the scenario's file tells, key by key; `Refused` where it makes no sense."""
    problems = plausible_problems(scenario)
    if problems:
        raise Refused([problem.fault() for problem in problems])
    for key in scenario.plausible:
        yield _doubted(scenario, key)


def plausible_problems(scenario: Telling) -> list[InputProblem]:
    """What is wrong with the ranges that a sound scenario's file tells."""
    return list(_problems(scenario))


def _problems(scenario: Telling) -> Iterator[InputProblem]:
    for key in scenario.plausible:
        here = ("plausible", key)
        try:
            one = _doubted(scenario, key)
        except Refused as refusal:
            for fault in refusal.faults:
                yield InputProblem(here, fault.message, here, is_key=True)
            continue
        except ValueError as error:
            yield InputProblem(here, str(error), here)
            continue
        if one.plausible is not None:
            yield from (InputProblem(here, message, here) for message in _not_allowed(scenario, one)[:1])


def _doubted(scenario: Telling, key: str) -> Doubted:
    told, path = scenario.plausible[key], parse_path(key)
    plan: str | None = None
    if path[0] == "compare":
        plan, path, value = _of_plan(scenario, path)
    elif path[0] in NEVER_DOUBTED:
        raise refused(f"`{path[0]}` is no number of the market; doubt a number of a firm or of customers")
    else:
        market: Any = scenario
        value = get(own_blocks.data(market), path)
    if told is None or told is False:
        return Doubted(key, plan, path, value, None)
    if isinstance(value, (Mapping, list)):
        right = "name one value below it, or write false to take all of it out of what is doubted"
        raise ValueError(f"is not a single value; {right}")
    return Doubted(key, plan, path, value, _fitting(_read(told, value), value))


def _of_plan(scenario: Telling, path: Path) -> tuple[str, Path, Any]:
    """The plan of `compare.<plan>.<path>`, the path, and the value where the plan is carried out."""
    if len(path) < 3:
        raise refused("write compare.<plan>.<path>, for example compare.price_cut.firms.Alba.pricing.price")
    get({"compare": scenario.plans}, path[:2])
    plan, inner = str(path[1]), path[2:]
    if inner[0] in NEVER_DOUBTED:
        raise refused(f"`{inner[0]}` is no number of the market; doubt a number of a firm or of customers")
    value = plan_paths.get(scenario, path)
    changes = scenario.plans[plan].changes
    if inner[0] != "cost" and not any(_sets(parse_path(text), made, inner) for text, made in changes.items()):
        raise refused(f"the plan {plan} does not set {format_path(inner)}; without compare.{plan} it is the market's")
    return plan, inner, value


def _sets(changed_path: Path, value: Any, path: Path) -> bool:
    """Whether a change sets the value at the path: it names it, or names another strategy of the block around it."""
    depth = len(changed_path)
    if path[:depth] != changed_path:
        return False
    for place, key in enumerate(path[depth:]):
        is_entry = isinstance(value, list) and isinstance(key, int) and key < len(value)
        if not is_entry and not (isinstance(value, Mapping) and key in value):
            is_new = isinstance(value, Mapping) and bool({"strategy", "event"} & value.keys())
            return is_new and place == len(path) - depth - 1
        value = value[key]
    return True


def _read(told: Any, value: Any) -> Plausible:
    if isinstance(told, (list, tuple)):
        return one_of(list(told))
    if isinstance(value, bool) and type(told) is float:
        raise ValueError(f"{told:g} is not true or false; write `chance {told:g}` for the chance of being on")
    if not isinstance(told, str):
        return one_of([told])
    try:
        return plausible_range(told)
    except ValueError:
        if isinstance(value, str):
            return one_of([told])
        raise


def _fitting(plausible: Plausible, value: Any) -> Plausible:
    """The same; ValueError where it cannot be said of such a value."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if plausible.form == "switch" and not isinstance(value, bool):
        raise ValueError(f"{text_of_value(value)} is no switch, so it has no chance of being on; write a range")
    if plausible.form in {"choice", "switch"} or is_number or (value is None and plausible.measure == "absolute"):
        return plausible
    right = "write `chance 0.9`" if isinstance(value, bool) else "write a list of values"
    raise ValueError(f"{text_of_value(value)} is no number that could lie in a range; {right}")


def _not_allowed(scenario: Telling, one: Doubted) -> list[str]:
    """What the schema says against the ends of the range, or against its choices."""
    plausible = one.plausible
    assert plausible is not None
    around = () if plausible.choices else plausible.around(one.value)
    ends = plausible.choices or [int(end) if end.is_integer() else end for end in around]
    if one.path[0] == "cost":
        return [message for end in ends for message in _refused(scenario, one.key, end)]
    market: Any = scenario if one.plan is None else scenario.with_strategy(one.plan)
    trees = (changed(own_blocks.data(market), one.path, end) for end in ends)
    problems = (problem for tree in trees for problem in tree_problems(type(market), tree))
    return [problem.message for problem in problems if problem.path[: len(one.path)] == one.path]


def _refused(scenario: Telling, key: str, value: Any) -> list[str]:
    try:
        scenario.change(key, value)
    except Refused as refusal:
        return [fault.message for fault in refusal.faults]
    return []
