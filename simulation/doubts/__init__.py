"""What in a sound scenario is hardly meant, or without effect? Doubts are said and refuse nothing.

A further doubt is a function that yields `Doubt`s, named in one of the three lists below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from simulation.doubts.budgets import budgets_told
from simulation.doubts.contracts import odd_contracts
from simulation.doubts.doubt import Doubt
from simulation.doubts.durations import too_short
from simulation.doubts.events import idle_events
from simulation.doubts.facts import facts_of_another_scale
from simulation.doubts.human_nature import idle_nature
from simulation.doubts.levers import idle_levers
from simulation.doubts.money import more_spent_than_all_could_bring, sold_at_a_loss
from simulation.doubts.plans import alike_labels, idle_plans, lost_changes, others_plans, touched
from simulation.doubts.price_levels import far_from_usual
from simulation.doubts.programmes import odd_programmes
from simulation.doubts.rivals import forgotten_rivals, taken_over, too_few_firms
from simulation.reading.errors import LONGEST_REPORT, Fault
from simulation.reading.paths import Path, format_path
from simulation.reading.yaml_document import Document, Place
from simulation.scenario.load import document_of
from simulation.scenario.scenario import Scenario

Asked = Callable[["Scenario"], Iterable[Doubt]]
OF_THE_FIRMS: tuple[Asked, ...] = (forgotten_rivals, too_few_firms, facts_of_another_scale)
"""Asked of the market as the baseline has it."""
IN_A_MARKET: tuple[Asked, ...] = (
    sold_at_a_loss,
    far_from_usual,
    more_spent_than_all_could_bring,
    idle_levers,
    odd_programmes,
    idle_nature,
    idle_events,
    too_short,
    odd_contracts,
)
"""Asked of the same, and of the market as each plan makes it."""
OF_THE_PLANS: tuple[Callable[[Scenario, Mapping[str, Scenario]], Iterable[Doubt]], ...] = (
    idle_plans,
    alike_labels,
    lost_changes,
    others_plans,
)
"""Asked once, of the scenario and its plans by name, each carried out, the baseline first."""
MOST_PLANS = 50

__all__ = [
    "IN_A_MARKET",
    "MOST_PLANS",
    "OF_THE_FIRMS",
    "OF_THE_PLANS",
    "Doubt",
    "budgets_told",
    "doubts",
    "doubts_in",
    "taken_over",
    "touched",
]


def doubts(scenario: Scenario) -> list[Doubt]:
    """All that is to be said of a scenario and its plans; what holds of the baseline is said once."""
    arms = {name: scenario.with_strategy(name) for name in list(scenario.compare)[:MOST_PLANS]}
    found = {doubt: doubt for ask in OF_THE_FIRMS for doubt in ask(arms[scenario.baseline])}
    for name, arm in arms.items():
        for doubt in (doubt for ask in IN_A_MARKET for doubt in ask(arm)):
            of_plan = Doubt(("compare", name), f"{format_path(doubt.path)}: {doubt.message}")
            found.setdefault(doubt, doubt if name == scenario.baseline else of_plan)
    return [*found.values(), *(doubt for ask in OF_THE_PLANS for doubt in ask(scenario, arms))]


def doubts_in(source: str, scenario: Scenario) -> list[Fault]:
    """The same with file, line and column, where the scenario was loaded from this source; at most 25."""
    found = doubts(scenario)
    if not found:
        return []
    document, _ = document_of(source)
    told = [Fault(*_place(document, one.path), format_path(one.path), one.message) for one in found]
    if len(told) <= LONGEST_REPORT:
        return told
    more = f"and {len(told) - LONGEST_REPORT + 1} more of this kind"
    return [*told[: LONGEST_REPORT - 1], replace(told[LONGEST_REPORT], path="", message=more)]


def _place(document: Document, path: Path) -> Place:
    return document.key_place(path) if path in document.keys else document.value_place(path)
