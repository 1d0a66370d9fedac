"""Which plans gain by levers that cost nothing in this model, and pay for nothing themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.text.numbers import listed
from simulation.reading.paths import format_path
from simulation.scenario.free_levers import FreeLever, free_levers

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario

MOST_NAMED = 3


def free_plans(arms: Mapping[str, Scenario], baseline: str, focus: str) -> dict[str, list[FreeLever]]:
    """The free levers of each plan that has no cost, by its name; `arms` are the scenarios of all plans."""
    before = arms[baseline].firms.get(focus)
    after = {name: arm.firms.get(focus) for name, arm in arms.items() if name != baseline}
    found = {
        name: free_levers(before, firm) for name, firm in after.items() if before and firm and firm.plan_cost.is_free
    }
    return {name: levers for name, levers in found.items() if levers}


def free_notes(arms: Mapping[str, Scenario], baseline: str, focus: str) -> list[str]:
    """A sentence for each of them."""
    return [f"{name} {_told(levers)}" for name, levers in free_plans(arms, baseline, focus).items()]


def _told(levers: list[FreeLever]) -> str:
    named = [f"{lever.label} ({format_path(lever.path)})" for lever in levers[:MOST_NAMED]]
    if len(levers) > MOST_NAMED:
        named.append(f"{len(levers) - MOST_NAMED} more")
    costs = "costs" if len(levers) == 1 else "cost"
    return f"is free in this model: {listed(named)} {costs} nothing, and the plan has no `cost`."
