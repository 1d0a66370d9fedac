"""Numbers of human nature that a scenario sets in vain, since another one leaves them nothing to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter

from simulation.doubts.doubt import Doubt
from simulation.scenario.load import load
from simulation.scenario.scenario import Scenario

Idle = Callable[[Scenario], bool]


def idle_nature(scenario: Scenario) -> Iterator[Doubt]:
    """Each number that stands otherwise than in the baseline and that nobody feels, with the reason."""
    for path, (is_idle, reason) in IN_VAIN.items():
        value = attrgetter(path)
        if value(scenario) != value(_baseline()) and is_idle(scenario):
            yield Doubt(tuple(path.split(".")), f"no customer feels it: {reason}")


def _nobody_can_come(scenario: Scenario) -> bool:
    coming = scenario.customers.coming_and_going
    return coming.vacant == 0.0 and coming.dropout == 0.0


def _no_life_brings_a_type(scenario: Scenario) -> bool:
    customers = scenario.customers
    lives_change = customers.purchases.renewal > 0.0 and customers.switches.renewal
    return not lives_change or customers.mode == "phases"


def _no_group(scenario: Scenario) -> bool:
    """Of a group of one, `levers` speaks."""
    return all(firm.group is None for firm in scenario.firms.values())


def _is_zero(*paths: str) -> Idle:
    return lambda scenario: not any(attrgetter(f"customers.{path}")(scenario) for path in paths)


IN_VAIN: Mapping[str, tuple[Idle, str]] = {
    "customers.voice.exit_weeks": (
        lambda scenario: scenario.customers.voice.for_good == 1.0,
        "with customers.voice.for_good 1 who leaves a firm comes back only when its life changes",
    ),
    "customers.coming_and_going.arrivals": (
        lambda scenario: _nobody_can_come(scenario) or bool(scenario.customers.coming_and_going.by_week),
        "no place is ever vacant (vacant and dropout are 0), or by_week is written in its place",
    ),
    "customers.coming_and_going.by_week": (_nobody_can_come, "no place is ever vacant: vacant and dropout are 0"),
    "customers.coming_and_going.dropout_size": (
        lambda scenario: scenario.customers.coming_and_going.dropout in {0.0, 1.0},
        "with dropout 0 or 1 all customers are alike",
    ),
    "customers.coming_and_going.first_dropout": (
        _is_zero("coming_and_going.dropout"), "customers.coming_and_going.dropout is 0",
    ),
    "customers.heterogeneity.type_change": (
        _no_life_brings_a_type, "no life changes (customers.purchases.renewal), or loyalty has phases and no types",
    ),
    "customers.heterogeneity.shared_taste": (_no_group, "no firm is of a group (firms.….group)"),
    "customers.reference_price.tier_half_life": (
        _is_zero("reference_price.tier"), "with customers.reference_price.tier 0 no usual price is held for fair",
    ),
    "customers.satisfaction.usual": (_is_zero("satisfaction.weight"), "customers.satisfaction.weight is 0"),
    "customers.satisfaction.avoided_below": (
        _is_zero("satisfaction.avoidance"), "customers.satisfaction.avoidance is 0",
    ),
    "customers.messages.forgiveness": (
        _is_zero("messages.exposure", "messages.cynicism"),
        "with customers.messages.exposure and cynicism 0 no trust is ever lost",
    ),
    "market.shelf_shift": (lambda scenario: scenario.market.shelves == 1, "with market.shelves 1 all see the same"),
}  # fmt: skip
"""By path: whether the number is without effect, and why."""


@cache
def _baseline() -> Scenario:
    return load("baseline")
