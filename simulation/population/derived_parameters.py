"""What of human nature is not a number of the scenario as it stands: computed from it, or made neutral by a switch.

All else arrives in compiled rules by name, from the blocks of `simulation/scenario/parameters/`.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol

from simulation.behavior.lapse import usual_lapse
from simulation.reading.block import Block
from simulation.scenario.parameters.complaints import Rebuy, Recovery
from simulation.scenario.parameters.customers import Customers
from simulation.scenario.parameters.loyalty_types import Traits
from simulation.scenario.parameters.market import Market

WEEKS_A_YEAR = 52
NEVER_A_FAVOURITE = 2.0
NOBODY_BUYS = -1000.0

BILLS_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "year": 1}
ALIKE = 1_000_000.0
"""Size of a beta distribution in which nobody differs."""

NOT_IN_RULES = ("mix", "switches")
"""Blocks of customers that no rule reads: who there is, and which mechanisms are at work."""


class Declared(Protocol):
    """What is read of a scenario."""

    @property
    def market(self) -> Market:
        """The market's numbers."""

    @property
    def customers(self) -> Customers:
        """Human nature."""


class Derived(NamedTuple):
    """A number of compiled rules that is computed from the scenario and the block in which it is to stand."""

    meaning: str
    value: Callable[[Declared, Any], float | Block]
    kind: type = float


def affect_kept(_: Declared, traits: Traits) -> float:
    """Share of affect that is left after a week in which nothing feeds it."""
    return float(0.5 ** (1.0 / (WEEKS_A_YEAR * traits.affect_half_life)))


def heard_by(scenario: Declared, listeners: float) -> float:
    """Chance that an acquaintance hears what so many people are to hear."""
    return min(listeners / max(scenario.market.network.neighbours, 1), 1.0)


def figures_of(recovery: Recovery, severity: str) -> Rebuy:
    """Chances to buy again after a problem, of the figures that are in use."""
    rebuy: Rebuy = getattr(getattr(recovery, recovery.grid), severity)
    return rebuy


def weeks_looked_back(scenario: Declared, _: Block) -> float:
    """Weeks after a purchase in which windows, lapses and complaints still look back on it."""
    customers, lapse = scenario.customers, scenario.market.lapse_weeks
    window = usual_lapse(customers.purchases.per_year)
    return float(max(2 * window, (lapse or window) + WEEKS_A_YEAR, customers.recovery.longest_wait_weeks) + 1)


DERIVED: Mapping[str, Mapping[str, Derived]] = {
    "types": {"affect_keep": Derived("share of affect left after a week unfed", affect_kept)},
    "reference_price": {
        "category_price": Derived("money: usual price", lambda scenario, _: scenario.market.usual_price)
    },
    "recovery": {
        "minor": Derived("after a minor problem", lambda _, block: figures_of(block, "minor"), Rebuy),
        "major": Derived("after a major problem", lambda _, block: figures_of(block, "major"), Rebuy),
    },
    "word_of_mouth": {
        "hears_praise": Derived(
            "chance that an acquaintance hears a praise",
            lambda scenario, talk: heard_by(scenario, talk.listeners_praise),
        ),
        "hears_warning": Derived(
            "the same of a warning", lambda scenario, talk: heard_by(scenario, talk.listeners_warning)
        ),
        "keep": Derived("share of hearsay left after a week", lambda _, talk: 0.5 ** (1.0 / talk.half_life)),
    },
    "coming_and_going": {
        "is_on": Derived("whether anybody comes or goes", lambda _, block: block.vacant > 0 or block.dropout > 0, bool),
        "vacancy": Derived("weeks until no figure looks back on who dropped out", weeks_looked_back),
    },
    "messages": {
        "regained": Derived(
            "share of lost trust that comes back in a week", lambda _, words: 1.0 - 0.5 ** (1.0 / words.forgiveness)
        )
    },
    "contract": {
        "is_on": Derived("contracts", lambda scenario, _: scenario.market.buying == "contract", bool),
        "bills": Derived("bills a year", lambda scenario, _: float(BILLS_A_YEAR[scenario.market.bill])),
    },
    "phases": {
        "is_on": Derived("phases instead of types", lambda scenario, _: scenario.customers.mode == "phases", bool)
    },
}
"""By block and name."""

OFF: Mapping[str, Mapping[str, float | str]] = {
    "habit": {"types.habit_weight": 0.0, "types.routine": 0.0},
    "affect": {"types.affect_weight": 0.0, "types.favourite_floor": NEVER_A_FAVOURITE},
    "conviction": {"types.conviction_weight": 0.0},
    "tastes": {"types.taste_spread": 0.0},
    "heterogeneity": {
        "heterogeneity.price_spread": 0.0,
        "heterogeneity.quality_spread": 0.0,
        "heterogeneity.affect_spread": 0.0,
        "heterogeneity.habit_spread": 0.0,
    },
    "shared_tastes": {"heterogeneity.shared_taste": 0.0},
    "type_change": {"heterogeneity.type_change": 0.0},
    "search": {"types.search": 0.0},
    "loss_aversion": {"types.loss_weight": "gain_weight"},
    "reservation_price": {"types.reservation": math.inf, "types.reservation_spread": 0.0},
    "reference_price": {
        "types.gain_weight": 0.0,
        "types.loss_weight": 0.0,
        "types.fairness": 0.0,
        "types.deal_first": 0.0,
    },
    "renewal": {"purchases.renewal": 0.0},
    "stockpiling": {"purchases.stockpiling": 0.0},
    "expansion": {"purchases.expansion": 0.0},
    "variety": {"purchases.variety_seeking": 0.0},
    "doubt": {"reference_price.doubt": 0.0},
    "negativity": {"satisfaction.loss": "gain"},
    "satisfaction_minimum": {"satisfaction.minimum": 0.0},
    "recovery_paradox": {"recovery.paradox": 0.0, "recovery.mending": 0.0},
    "word_of_mouth": {"word_of_mouth.praise": 0.0, "word_of_mouth.warning": 0.0},
    "homophily": {"word_of_mouth.homophily": 0.0},
    "trust": {"word_of_mouth.trust": 0.0},
    "cost_to_serve": {"tenure.cost_new": "cost_established"},
    "bonds": {"bonds.alliance": 0.0, "bonds.barrier": 0.0, "bonds.empathy": 0.0, "bonds.warmth": 0.0},
    "points_pressure": {"rewards.pressure": 0.0, "rewards.hurry": 0.0},
    "reward_lift": {"rewards.lift": 0.0},
    "reward_stake": {"rewards.stake": 0.0},
    "reputation": {"reputation.pace": 0.0, "reputation.weight": 0.0},
    "difficult": {"difficult.share": 0.0},
    "customer_knowledge": {"knowledge.prevented": 0.0, "knowledge.saved": 0.0, "knowledge.match": 0.0},
    "confirmation": {"messages.brand": 0.0, "messages.service": 0.0},
    "promises": {"messages.credulity": 0.0},
    "favours": {"favours.lift": 0.0},
    "brand_extension": {"extension.base": NOBODY_BUYS, "extension.affect": 0.0, "extension.fit": 0.0},
    "leniency": {"satisfaction.leniency": 0.0},
    "standards": {"satisfaction.norm": 0.0, "satisfaction.habituation": 0.0},
    "own_experience": {
        "satisfaction.sting": 0.0,
        "satisfaction.weight": 0.0,
        "satisfaction.avoidance": 0.0,
    },
    "longing": {"attention.longing": 0.0, "word_of_mouth.liking": 0.0},
    "integrity": {"messages.blame": 0.0, "messages.exposure": 0.0, "messages.cynicism": 0.0},
    "contract_differences": {"contract.readiness_size": ALIKE},
    "contract_ties": {"contract.ties": 0.0},
    "employees": {
        "employees.process": 0.0,
        "employees.failures": 0.0,
        "employees.empathy": 0.0,
        "employees.skill": 0.0,
        "employees.prevented": 0.0,
        "employees.trust": 0.0,
    },
}
"""By switch: what its block then reads, of each number; a name stands for another number of the block.

What grows with tenure is switched in `growth_of` and `premium_of`. Later ones win.
"""


def neutral(scenario: Declared, name: str, block: Block) -> dict[str, float]:
    """The numbers of one block that switches have made neutral."""
    switches = scenario.customers.switches
    found: dict[str, float] = {}
    for switch, numbers in OFF.items():
        if not getattr(switches, switch):
            for path, value in numbers.items():
                owner, _, number = path.partition(".")
                if owner == name:
                    found[number] = float(getattr(block, value)) if isinstance(value, str) else value
    return found
