"""Events that nobody can feel: after the end, at a firm that is closed, or changing what stands already."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from simulation.doubts.doubt import Doubt, ledger, price_asked
from simulation.market.events.base import MarketEvent
from simulation.market.events.shocks import Entry, Exit
from simulation.scenario.scenario import Scenario
from simulation.strategies.conditions import Conditions

TRIED_WEEKS = 104
TRIED_EVENTS = 200
INSIDE = {"morale": 0.0, "turnover": 0.0}
"""What customers meet through employees alone."""


def idle_events(scenario: Scenario) -> Iterator[Doubt]:
    """Each event that changes nothing that is reported."""
    for place, event in enumerate(scenario.events[:TRIED_EVENTS]):
        told = _too_late(scenario, event) or _unfelt(scenario, event)
        if told:
            yield Doubt(("events", place), told)


def _too_late(scenario: Scenario, event: MarketEvent) -> str:
    end = scenario.market.weeks
    if event.from_week <= end:
        return ""
    when = f"week {event.from_week}, and the run ends after week {end}"
    cure = "raise market.weeks, or lower from_week"
    if isinstance(event, Entry):
        none = ", so nothing that the comparison judges is defined" if event.firm == scenario.focus_firm else ""
        return f"{event.firm} never opens{none}: it enters in {when}; {cure}"
    return f"never happens: it begins in {when}; {cure}"


def _unfelt(scenario: Scenario, event: MarketEvent) -> str:
    """Why an event within the run changes nothing; empty where it does."""
    weeks = _weeks(scenario, event)
    if any(event.demand(week) != 1.0 for week in weeks):
        return ""
    felt = [(name, week) for name in scenario.firms for week in weeks if event.touches(name, week)]
    open_then = [(name, week) for name, week in felt if _is_open(scenario, event, name, week)]
    if felt and not open_then:
        return f"changes nothing: {felt[0][0]} is closed while it lasts"
    if any(_changes(scenario, event, name, week) for name, week in open_then):
        return ""
    promoted = getattr(event, "event", "") == "promotion" and getattr(event, "depth", 0.0) > 0.0
    why = "the firm's own promotion is as deep in these weeks" if promoted else "its size is 0, or is so already"
    return f"changes nothing: {why}"


def _weeks(scenario: Scenario, event: MarketEvent) -> list[int]:
    """Weeks in which the event is tried: burn-in as week 0, the week before it begins, and up to two years of it."""
    last = min(event.from_week + TRIED_WEEKS, scenario.market.weeks)
    burn_in = [0] if scenario.market.burn_in_weeks else []
    return burn_in + list(range(max(event.from_week - 1, 1), last + 1))


def _is_open(scenario: Scenario, event: MarketEvent, firm: str, week: int) -> bool:
    doors = (other for other in scenario.events if isinstance(other, Entry | Exit) and other is not event)
    return not any(other.touches(firm, week) for other in doors)


def _changes(scenario: Scenario, event: MarketEvent, name: str, week: int) -> bool:
    firm = scenario.firms[name]
    usual = Conditions(
        price=price_asked(name, firm),
        service=firm.service.built,
        promotion=firm.pricing.promotion(ledger(name, firm, week)),
        presence=firm.presence,
    )
    return _felt(scenario, event.modify(usual, week)) != _felt(scenario, usual)


def _felt(scenario: Scenario, conditions: Conditions) -> Conditions:
    """The conditions without what customers cannot meet."""
    silent: dict[str, Any] = {} if scenario.customers.switches.employees else dict(INSIDE)
    if conditions.rumour * conditions.rumour_reach == 0.0:
        silent |= {"rumour": 0.0, "rumour_reach": 0.0}
    if conditions.changed == 0.0:
        silent["turn"] = 0.0
    return conditions._replace(**silent)
