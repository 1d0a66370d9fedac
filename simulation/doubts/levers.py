"""Levers that a firm pulls in vain: their mechanism is switched off, or what they work on is not there."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from simulation.doubts.doubt import Doubt
from simulation.doubts.rivals import shipped_firms
from simulation.scenario.parameters.firm import Firm
from simulation.scenario.parameters.switches import Switches
from simulation.scenario.scenario import Scenario
from simulation.strategies.people import People

Found = Iterator[tuple[str, str]]


def idle_levers(scenario: Scenario) -> Iterator[Doubt]:
    """Each lever of a firm that nobody feels, with the reason.

    Who turns a switch off need not be told of levers that firms of the baseline brought along.
    """
    switches, shipped = scenario.customers.switches, shipped_firms(scenario)
    for name, firm in scenario.firms.items():
        unpulled = (Firm(), *([shipped[name]] if name in shipped else []))
        parts = (_switched_off(firm, switches, unpulled), _unread(firm), _without_object(firm), _prices(firm))
        for part in parts:
            for key, reason in part:
                yield Doubt(("firms", name, *key.split(".")), f"no customer feels it: {reason}")
        weeks, series = scenario.market.weeks, len(getattr(firm.pricing, "prices", ()))
        if series > weeks:
            told = f"{series} weeks are to be replayed and {weeks} are reported; raise market.weeks to reach the others"
            yield Doubt(("firms", name, "pricing"), told)
    yield from _lost_advertising(scenario)
    yield from _without_rivals(scenario)
    yield from _alone_in_group(scenario)


def _switched_off(firm: Firm, switches: Switches, unpulled: tuple[Firm, ...]) -> Found:
    """Levers that somebody pulled here, so that they stand otherwise than in each of the firms `unpulled`."""
    for key, switch in SWITCH_OF.items():
        lever = attrgetter(key)
        if not getattr(switches, switch) and all(lever(firm) != lever(other) for other in unpulled):
            yield key, f"customers.switches.{switch} is off; what it costs is paid all the same"


LEAST_CLOSED = 0.05
"""Part of the gap to full presence which advertising has to close to be more than money lost."""
IN_CONTACT = ("pay", "training", "knowledge")
SWITCH_OF = {
    "alliance": "bonds",
    "care.knowledge": "customer_knowledge",
    "care.accuracy": "customer_knowledge",
    "care.brand_message": "confirmation",
    "care.service_message": "confirmation",
    "care.favours": "favours",
    "promise": "promises",
    "extension": "brand_extension",
    **{f"people.{key}": "employees" for key in IN_CONTACT},
}
"""The switch without which no customer feels a lever."""


def _unread(firm: Firm) -> Found:
    """What is asked or seen for a strategy that does not look."""
    kind, better = firm.service.strategy, firm.improvement
    if better.answers and kind in {"fixed", "follow_satisfaction", "imitate_leader", "continuous_improvement"}:
        yield "improvement.answers", f"the service strategy {kind} does not read what matters to customers"
    if better.mystery_visits and kind in {"fixed", "follow_satisfaction", "continuous_improvement"}:
        yield "improvement.mystery_visits", f"the service strategy {kind} does not look at rivals"
    if better.listening and kind in {"fixed", "follow_satisfaction", "continuous_improvement"}:
        yield "improvement.listening", f"the service strategy {kind} does not look at rivals"
    if firm.people.contact == 0.0:
        for key in IN_CONTACT:
            if getattr(firm.people, key) != getattr(People(), key):
                yield f"people.{key}", "with people.contact 0 no customer meets an employee"


def _without_object(firm: Firm) -> Found:
    """What works on something that the firm has not."""
    care, service = firm.care, firm.service
    if care.accuracy is not None and care.knowledge == 0.0:
        yield "care.accuracy", "with care.knowledge 0 nothing is known by which an offer could be tailored"
    if firm.advertising > 0.0 and firm.presence == 1.0:
        yield "advertising", "presence is 1 already"
    if firm.improvement.prevention > 0.0 and service.failure_rate == 0.0:
        yield "improvement.prevention", "service.failure_rate is 0 already"
    if service.capacity == 0.0 and service.minutes != type(service).model_fields["minutes"].default:
        yield "service.minutes", "with service.capacity 0 nobody waits"
    if firm.recovery.staff > 0.0 and firm.recovery.cases_per_staff == 0.0:
        yield "recovery.staff", "with recovery.cases_per_staff 0 a post answers nothing"


def _lost_advertising(scenario: Scenario) -> Iterator[Doubt]:
    """Advertising that is next to nothing beside what half of its effect takes, which may follow the usual price."""
    forgotten = 1.0 - scenario.market.trade.advertising_memory
    for name, firm in scenario.firms.items():
        half = firm.advertising_half * forgotten
        closed = firm.advertising / (firm.advertising + half)
        if firm.advertising > 0.0 and firm.presence < 1.0 and closed < LEAST_CLOSED:
            told = (
                f"{firm.advertising:,.10g} a week closes {100.0 * closed:.2g} % of the gap to full presence; half of it"
                f" takes {half:,.0f} a week in the long run, as advertising_half has it, which follows"
                " market.usual_price where nobody states it: spend more, or state it"
            )
            yield Doubt(("firms", name, "advertising"), told)


def _prices(firm: Firm) -> Found:
    rule = firm.pricing
    if rule.strategy == "high_low" and 0 in {getattr(rule, "depth", 1), getattr(rule, "promotion_weeks", 1)}:
        yield "pricing", "depth or promotion_weeks is 0, so high_low never promotes"


def _without_rivals(scenario: Scenario) -> Iterator[Doubt]:
    if len(scenario.firms) == 1:
        for name, firm in scenario.firms.items():
            if firm.pricing.strategy in {"undercut", "match_cheapest"}:
                yield Doubt(("firms", name, "pricing"), f"is a fixed price: {firm.pricing.strategy} finds no rival")


def _alone_in_group(scenario: Scenario) -> Iterator[Doubt]:
    shared = scenario.customers.switches.shared_tastes and scenario.customers.heterogeneity.shared_taste > 0.0
    groups = [firm.group for firm in scenario.firms.values()]
    for name, firm in scenario.firms.items():
        if firm.group is not None and not shared:
            reason = "customers.heterogeneity.shared_taste is 0, or switched off"
            yield Doubt(("firms", name, "group"), f"no customer feels it: {reason}")
        elif firm.group is not None and groups.count(firm.group) == 1:
            yield Doubt(("firms", name, "group"), f"no other firm is of the group {firm.group}")
