"""A path may lead into a plan: to its cost, or to a number that it changes or might change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from simulation.plans import other_strategy
from simulation.plans.plan import KEYS, PlanOfAFirm, plans_of, written_out
from simulation.reading import paths
from simulation.reading.paths import Path, format_path, joined, nested, parse_path


class Planned(Protocol):
    """What is read of a scenario."""

    @property
    def plans(self) -> Mapping[str, PlanOfAFirm]:
        """Plans of the firm that is judged, by name."""

    def tree(self) -> dict[str, Any]:
        """All of it as plain data."""

    def with_strategy(self, name: str) -> Planned:
        """The scenario where a plan is carried out."""


def split(path: Path) -> tuple[Path, Path]:
    """Where the plan stands, and the path within it; nothing and the whole path where it leads into none."""
    depth = {"compare": 2, "rivals": 3}.get(str(path[0]), len(path)) if path else 0
    return (path[:depth], path[depth:]) if len(path) > depth else ((), path)


def changed(tree: Any, path: Path, value: Any) -> Any:
    """As `changed` of `other_strategy.py`; `compare.train.cost.weekly` and `compare.train.firms.Alba.overhead` lead on.

    A number that the plan leaves alone, and that exists once it is carried out, becomes one that it changes.
    """
    where, rest = split(path)
    if not where:
        return other_strategy.changed(tree, path, value)
    siblings = paths.get(tree, where[:-1])
    name = str(where[-1])
    one = siblings.get(name) if isinstance(siblings, Mapping) else None
    if one is None or (isinstance(one, Mapping) and str(rest[0]) in one and rest[0] not in KEYS):
        return paths.changed(tree, path, value)  # as the path says, or refused
    plan = plans_of(siblings)[name]
    whole = written_out(plan)
    rest = rest[1:] if rest[0] == "change" and len(rest) > 1 else rest
    if rest[0] in KEYS:
        whole = paths.get(paths.changed(nested(where, whole), (*where, *rest), value), where)
    else:
        _refuse_unknown(tree, plan, rest, value)
        whole["change"] = joined(whole["change"], format_path(rest), value)
    return paths.changed(tree, where, _shortest(whole))


def get(scenario: Planned, path: Path) -> Any:
    """The value at a path; in a plan of the firm that is judged, as it is where the plan is carried out."""
    where, rest = split(path)
    if not where or where[0] != "compare" or where[1] not in scenario.plans:
        return paths.get(scenario.tree(), path)
    rest = rest[1:] if rest[0] == "change" and len(rest) > 1 else rest
    if rest[0] in KEYS:
        return paths.get(nested(where, written_out(scenario.plans[str(where[1])])), (*where, *rest))
    if len(rest) == 1 and "." in str(rest[0]):
        rest = parse_path(str(rest[0]))
    return paths.get(scenario.with_strategy(str(where[1])).tree(), rest)


def _refuse_unknown(tree: Any, plan: PlanOfAFirm, rest: Path, value: Any) -> None:
    """Refuse a path that does not exist where the plan is carried out; a block that it sets shows that when it is."""
    for text, made in plan.changes.items():
        above = parse_path(text)
        if isinstance(made, Mapping) and rest[: len(above)] == above:
            return
        tree = other_strategy.changed(tree, above, made)
    other_strategy.changed(tree, rest, value)


def _shortest(whole: Mapping[str, Any]) -> dict[str, Any]:
    """The plan without what it does not say."""
    kept = {key: value for key, value in whole.items() if value and (key != "cost" or any(value.values()))}
    return dict(kept) if set(kept) - {"change"} else dict(whole["change"])
