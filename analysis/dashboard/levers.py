"""The levers of a firm and the customer mix: range, unit and meaning of each come from the scenario's own blocks."""

from __future__ import annotations

import inspect
import math
import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin

from simulation.loyalty import LOYALTY_TYPES
from simulation.reading.block import Block
from simulation.reading.paths import Path, format_path
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.scenario import Scenario

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Price": ("pricing.*",),
    "Service": ("service.quality", "service.process", "service.technical", "service.failure_rate"),
    "Complaints": (
        *("recovery.ease_of_voice", "recovery.frontline_authority", "recovery.staff", "recovery.days"),
        *("recovery.resolution", "recovery.compensation", "recovery.empathy"),
    ),
    "People": ("people.pay", "people.training", "improvement.prevention"),
    "Ties": ("advertising", "alliance", "care.knowledge", "care.favours"),
}
"""Levers as a manager groups them; all act from week 1 on, in a market that has settled without them."""
CHOICES: Mapping[str, str] = {"Price": "pricing", "Service": "service", "Complaints": "recovery"}
"""Groups whose firms choose among strategies."""
FILES = frozenset({"replay"})
"""Strategies that read a file, which a slider cannot name."""
STEPS = 200
MONEY, COUNT = 1000.0, 10.0
"""How far one reaches for what nobody spends or does yet: money a week, and anything else."""


class Lever(NamedTuple):
    """A number that can be moved: where it stands, what it means, how far it goes."""

    path: str
    name: str
    meaning: str
    unit: str
    low: float
    high: float
    step: float
    value: float


class LeverChoice(NamedTuple):
    """The strategy of one of a firm's blocks, and those that it could follow, each with its idea."""

    path: str
    value: str
    strategies: Mapping[str, str]


def levers(scenario: Scenario, firm: str, group: str, start: Scenario) -> list[Lever]:
    """The levers of one group of a firm; endless ranges reach to twice the most in `start` and by default."""
    here = ("firms", firm)
    return [
        _lever(scenario, (*here, *path), start) for part in GROUPS[group] for path in _paths(scenario.firms[firm], part)
    ]


def mix_levers(scenario: Scenario) -> list[Lever]:
    """How many customers there are of each loyalty type, in whole percent as `rebalanced` leaves them."""
    return [_lever(scenario, ("customers", "mix", kind), scenario)._replace(step=0.01) for kind in LOYALTY_TYPES]


def choice(scenario: Scenario, firm: str, group: str) -> LeverChoice | None:
    """The strategies that the firm may follow in a group; None where there is one way only."""
    if group not in CHOICES:
        return None
    part = CHOICES[group]
    block = getattr(scenario.firms[firm], part)
    known = {name: idea for name, idea in _strategies(part).items() if name not in FILES or name == block.strategy}
    return LeverChoice(format_path(("firms", firm, part)), block.strategy, known)


def rebalanced(mix: Mapping[str, float], kind: str, share: float) -> dict[str, float]:
    """The mix in whole percent with one share moved; the others give or take in proportion, and all sum to 1."""
    others = [name for name in mix if name != kind]
    wanted = min(max(round(100.0 * share), 0), 100)
    before = sum(mix[name] for name in others)
    weights = {name: mix[name] / before if before > 0 else 1.0 / len(others) for name in others}
    exact = {name: (100 - wanted) * weights[name] for name in others}
    whole = {name: math.floor(part) for name, part in exact.items()}
    by_remainder = sorted(others, key=lambda name: whole[name] - exact[name])
    for name in by_remainder[: 100 - wanted - sum(whole.values())]:
        whole[name] += 1
    return {name: (wanted if name == kind else whole[name]) / 100.0 for name in mix}


def _paths(firm: Firm, part: str) -> Iterator[Path]:
    """`pricing.*` is every number of the firm's present way to price."""
    name, _, last = part.partition(".")
    if last != "*":
        yield tuple(part.split("."))
        return
    block = getattr(firm, name)
    for field in type(block).model_fields:
        if isinstance(getattr(block, field), (int, float)) and not isinstance(getattr(block, field), bool):
            yield name, field


def _lever(scenario: Scenario, path: Path, start: Scenario) -> Lever:
    block, last = _at(scenario, path[:-1]), str(path[-1])
    field = type(block).model_fields[last]
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    value = float(getattr(block, last))
    usual = [float(size) for size in (value, _number(start, path, value), *_defaults(path)) if math.isfinite(size)]
    low, high = _range(field, 2.0 * max(usual) or (MONEY if "money" in str(extra.get("unit")) else COUNT))
    step = 1.0 if field.annotation is int else _round_step((high - low) / STEPS)
    words = last.replace("_", " ")
    meaning = field.description or words
    return Lever(format_path(path), words, meaning[:1].upper() + meaning[1:], str(extra.get("unit", "")), low, high,
                 step, value)  # fmt: skip


def _range(field: Any, reach: float) -> tuple[float, float]:
    """The range of the block; where it is endless, or far wider than anybody goes, as far as people may reach."""
    limits = {name: float(getattr(rule, name)) for rule in field.metadata
              for name in ("ge", "gt", "le") if hasattr(rule, name)}  # fmt: skip
    low, high = limits.get("ge", limits.get("gt", 0.0)), limits.get("le", math.inf)
    low, high = max(low, -reach), high if high <= 1.0 else min(high, _round_up(reach))
    return (low + _round_step((high - low) / STEPS) if "gt" in limits else low), high


def _round_step(width: float) -> float:
    """The largest of 1, 2, 5 × a power of ten that is not above the width."""
    power = 10.0 ** math.floor(math.log10(width * 1.0000001))
    return float(f"{max(size for size in (1, 2, 5) if size * power <= width * 1.0000001) * power:.6g}")


def _round_up(reach: float) -> float:
    step = _round_step(reach / 10.0)
    return float(f"{math.ceil(reach / step - 1e-9) * step:.6g}")


def _defaults(path: Path) -> list[float]:
    """What each strategy of a firm's block does by itself."""
    kinds = _blocks(Firm.model_fields[str(path[2])].annotation) if path[0] == "firms" and len(path) == 4 else ()
    fields = [kind.model_fields.get(str(path[-1])) for kind in kinds]
    found = [field.default for field in fields if field is not None]
    return [float(size) for size in found if isinstance(size, (int, float))]


def _number(scenario: Scenario, path: Path, otherwise: float) -> float:
    value = getattr(_at(scenario, path[:-1]), str(path[-1]), otherwise)
    return float(value) if isinstance(value, (int, float)) else otherwise


def _at(scenario: Scenario, path: Path) -> Any:
    block: Any = scenario
    for key in path:
        block = block[key] if isinstance(block, Mapping) else getattr(block, str(key))
    return block


@cache
def _strategies(part: str) -> dict[str, str]:
    """Name and idea of each strategy that the firm's block may be, from the first line of its docstring."""
    return {
        kind.model_fields["strategy"].default: (inspect.getdoc(kind) or "").splitlines()[0]
        for kind in _blocks(Firm.model_fields[part].annotation)
    }


def _blocks(annotation: Any) -> Iterator[type[Block]]:
    if get_origin(annotation) in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _blocks(part)
    elif isinstance(annotation, type) and issubclass(annotation, Block):
        yield annotation
    elif args := get_args(annotation):
        yield from _blocks(args[0])
