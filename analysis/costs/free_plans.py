"""Which plans gain by levers that cost nothing in this model, and pay for nothing themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from analysis.outcomes.strategy_changes import differences
from analysis.text.numbers import listed
from simulation.reading.paths import format_path
from simulation.scenario.free_levers import FreeLever, free_levers

if TYPE_CHECKING:
    from simulation.scenario.scenario import Scenario


def free_plans(arms: Mapping[str, Scenario], baseline: str, focus: str) -> dict[str, list[FreeLever]]:
    """The free levers of each plan that has no cost, by its name; `arms` are the scenarios of all plans."""
    before = arms[baseline].firms.get(focus)
    after = {name: arm.firms.get(focus) for name, arm in arms.items() if name != baseline}
    found = {
        name: free_levers(before, firm) for name, firm in after.items() if before and firm and firm.plan_cost.is_free
    }
    return {name: levers for name, levers in found.items() if levers}


def free_notes(
    arms: Mapping[str, Scenario], baseline: str, focus: str, labels: Mapping[str, str] | None = None
) -> list[str]:
    """A sentence for each of them, plans by their labels."""
    found = []
    for name, levers in free_plans(arms, baseline, focus).items():
        paths = {format_path(("firms", focus, *lever.path)) for lever in levers}
        moved = {change.path for change in differences(arms[baseline], arms[name])}
        found.append(_told((labels or {}).get(name, name), levers, is_all=moved <= paths))
    return found


def _told(name: str, levers: list[FreeLever], *, is_all: bool) -> str:
    """That the whole plan is free where all its levers are, or which of them are."""
    named = listed([f"{lever.label} ({format_path(lever.path)})" for lever in levers])
    costs = "costs" if len(levers) == 1 else "cost"
    if is_all:
        return f"{name} is free in this model: {named} {costs} nothing, and the plan has no `cost`."
    these = "this lever" if len(levers) == 1 else "these levers"
    return f"{these} of {name} {costs} nothing in this model: {named}."
