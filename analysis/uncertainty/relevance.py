"""Which numbers act at all in a scenario or one of its plans: what has nothing to act on is not worth a doubt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulation.reading import own_blocks
from simulation.reading.paths import parse_path
from simulation.scenario.scenario import Scenario

Names = tuple[str, ...]
QUEUES = ("firms.*.service.capacity",)
SPENT = ("events",)
"""Events may spend on what no firm's block spends on."""
NEEDS: Mapping[str, tuple[str, ...]] = {
    "market.shelf_shift": ("market.shelves>1",),
    "market.trade.longest_wait": QUEUES,
    "market.trade.wait_memory": QUEUES,
    "market.trade.advertising_memory": ("firms.*.advertising", *SPENT),
    "market.trade.first_error": ("firms.*.improvement.mystery_visits", "firms.*.service.mystery_visits"),
    "market.trade.visit_error": ("firms.*.improvement.mystery_visits", "firms.*.service.mystery_visits"),
    "market.trade.visits_to_learn": ("firms.*.improvement.mystery_visits", "firms.*.service.mystery_visits"),
    "market.trade.tale_error": ("firms.*.improvement.listening",),
    "market.trade.answer_error": ("firms.*.improvement.answers",),
    "market.employees.training": ("firms.*.people.training", *SPENT),
    "market.employees.training_half": ("firms.*.people.training", *SPENT),
    "market.employees.training_speed": ("firms.*.people.training", *SPENT),
    "market.employees.overload": QUEUES,
    "market.employees.comfortable_load": QUEUES,
    "customers.experience.wait_loss": QUEUES,
    "customers.experience.wait_limit": QUEUES,
    "customers.types.*.wait_tolerance": QUEUES,
    "customers.coming_and_going.dropout_size": ("customers.coming_and_going.dropout",),
    "customers.coming_and_going.first_dropout": ("customers.coming_and_going.dropout",),
    "customers.bonds.alliance": ("firms.*.alliance",),
    "customers.bonds.barrier": ("firms.*.alliance",),
    "customers.knowledge": ("firms.*.care.knowledge",),
    "customers.messages.brand": ("firms.*.care.brand_message",),
    "customers.messages.service": ("firms.*.care.service_message",),
    "customers.messages.outsiders": ("firms.*.care.brand_message", "firms.*.care.service_message"),
    "customers.messages": ("firms.*.promise",),
    "customers.favours": ("firms.*.care.favours",),
    "customers.before_sale": ("firms.*.care.pre_sale",),
    "customers.taking_part": ("firms.*.care.participation",),
    "customers.extension": ("firms.*.extension",),
    "customers.phases": ("customers.mode=phases",),
    "customers.switches.shared_tastes": ("customers.heterogeneity.shared_taste",),
    "customers.switches.type_change": ("customers.heterogeneity.type_change",),
    "customers.switches.usage_growth": ("customers.tenure.usage",),
    "customers.switches.price_premium": ("customers.tenure.premium",),
    "customers.switches.customer_knowledge": ("firms.*.care.knowledge",),
    "customers.switches.confirmation": ("firms.*.care.brand_message", "firms.*.care.service_message"),
    "customers.switches.favours": ("firms.*.care.favours",),
    "customers.switches.promises": ("firms.*.promise",),
    "customers.switches.integrity": ("firms.*.promise",),
    "customers.switches.brand_extension": ("firms.*.extension",),
    "firms.*.advertising_half": ("firms.@.advertising", *SPENT),
    "firms.*.promotion_cost": ("firms.@.pricing.depth", "firms.@.pricing.promotions", *SPENT),
    "firms.*.alliance_cost": ("firms.@.alliance",),
    "firms.*.care.knowledge_cost": ("firms.@.care.knowledge",),
    "firms.*.care.tailoring_cost": ("firms.@.care.accuracy",),
    "firms.*.care.message_cost": ("firms.@.care.brand_message", "firms.@.care.service_message"),
    "firms.*.care.favour_cost": ("firms.@.care.favours",),
    "firms.*.care.pre_sale_cost": ("firms.@.care.pre_sale",),
    "firms.*.care.participation_cost": ("firms.@.care.participation",),
    "firms.*.service.minutes": ("firms.@.service.capacity",),
    "firms.*.service.project_cost": ("firms.@.service.step", "firms.@.service.share"),
    "firms.*.improvement.prevention_half": ("firms.@.improvement.prevention", *SPENT),
    "firms.*.improvement.development_scale": SPENT,
    "firms.*.improvement.visit_cost": ("firms.@.improvement.mystery_visits", "firms.@.service.mystery_visits"),
    "firms.*.improvement.listening_cost": ("firms.@.improvement.listening",),
    "firms.*.improvement.answer_cost": ("firms.@.improvement.answers",),
}
"""What a number, or all below a block, needs to act: one of these that is more than nothing, under one plan at least.

`*` is any name, `@` the same firm; the first line that fits a number holds.
"""


class Relevance:
    """What acts in a scenario, under one of its plans at least."""

    def __init__(self, scenario: Scenario) -> None:
        self._arms = [own_blocks.data(scenario.with_strategy(name)) for name in scenario.compare]
        self._known: dict[tuple[str, str], bool] = {}

    def acts(self, path: Names) -> bool:
        """Whether the number at the path has something to act on."""
        needs = next((needs for fit, needs in _NEEDS if _fits(fit, path)), ())
        own = path[1] if path[0] == "firms" else ""
        return not needs or any(self._is_there(need, own) for need in needs)

    def _is_there(self, need: str, own: str) -> bool:
        if (need, own) not in self._known:
            self._known[need, own] = any(_is_on(arm, need, own) for arm in self._arms)
        return self._known[need, own]


def levers(scenario: Scenario) -> set[Names]:
    """Paths of all values that plans state."""
    return {
        names
        for plan in scenario.plans.values()
        for path, value in plan.changes.items()
        for names in _stated(tuple(map(str, parse_path(path))), value)
    }


def _stated(path: Names, value: Any) -> Iterator[Names]:
    if not isinstance(value, Mapping):
        yield path
    else:
        for name, inner in value.items():
            yield from _stated((*path, str(name)), inner)


def _is_on(arm: Any, need: str, own: str) -> bool:
    """Whether something is there: more than 0 or than a number named, or the value named."""
    path, is_more, least = need.partition(">")
    path, is_equal, wanted = path.partition("=")
    found = _found(arm, tuple(path.split(".")), own)
    if is_equal:
        return wanted in found
    return any(value > float(least) if is_more else bool(value) for value in found)


def _found(tree: Any, names: Sequence[str], own: str) -> list[Any]:
    """All values at a path with `*` and `@`; of a list, whether one of its numbers is not 0."""
    if not names:
        is_numbers = isinstance(tree, list) and all(isinstance(part, (int, float)) for part in tree)
        return [any(tree) if is_numbers else tree]
    if not isinstance(tree, Mapping):
        return []
    name = own if names[0] == "@" else names[0]
    return [value for key, inner in tree.items() if name in {"*", key} for value in _found(inner, names[1:], own)]


def _fits(pattern: Names, path: Names) -> bool:
    return len(pattern) <= len(path) and all(one in {"*", name} for one, name in zip(pattern, path, strict=False))


_NEEDS = tuple((tuple(pattern.split(".")), needs) for pattern, needs in NEEDS.items())
