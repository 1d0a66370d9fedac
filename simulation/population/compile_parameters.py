"""A scenario's numbers in the shape that compiled rules take. Here, and for years of tenure, switches act."""

import math
from typing import Any, TypeVar

from simulation.behavior import parameters as n
from simulation.behavior import parameters_beyond as beyond
from simulation.loyalty import LOYALTY_TYPES
from simulation.scenario.parameters.customers import Customers
from simulation.scenario.parameters.loyalty_types import Traits
from simulation.scenario.parameters.market import Employees
from simulation.scenario.parameters.switches import Switches
from simulation.scenario.scenario import Scenario

WEEKS_A_YEAR = 52
NEVER_A_FAVOURITE = 2.0
NOBODY_BUYS = -1000.0
BINDING = ("alliance", "barrier", "empathy", "warmth")
KNOWING = ("prevented", "saved", "match")
SERVING = ("process", "failures", "empathy", "skill", "prevented", "trust")
Numbers = TypeVar("Numbers", bound=tuple[Any, ...])


def nature_of(scenario: Scenario) -> n.Nature:
    """What the rules of behaviour read, with every mechanism that is switched off made neutral."""
    customers, switches = scenario.customers, scenario.customers.switches
    talk = customers.word_of_mouth
    neighbours = max(scenario.market.network.neighbours, 1)
    return n.Nature(
        types=tuple(_traits(getattr(customers.types, name), customers) for name in LOYALTY_TYPES),
        purchases=_purchases(customers),
        attention=_numbers(n.Attention, customers.attention),
        reference_price=_numbers(
            n.ReferencePrice,
            customers.reference_price,
            category_price=scenario.market.usual_price,
            **({} if switches.doubt else {"doubt": 0.0}),
        ),
        experience=_numbers(n.Experience, customers.experience),
        satisfaction=_satisfaction(customers),
        conviction=_numbers(n.Conviction, customers.conviction),
        voice=_numbers(n.Voice, customers.voice),
        recovery=_recovery(customers),
        word_of_mouth=_numbers(
            n.WordOfMouth,
            talk,
            hears_praise=min(talk.listeners_praise / neighbours, 1.0),
            hears_warning=min(talk.listeners_warning / neighbours, 1.0),
            keep=0.5 ** (1.0 / talk.half_life),
            **({} if switches.word_of_mouth else {"praise": 0.0, "warning": 0.0}),
            **{name: 0.0 for name in ("homophily", "trust") if not getattr(switches, name)},
        ),
        tenure=_numbers(
            n.Tenure,
            customers.tenure,
            **({} if switches.cost_to_serve else {"cost_new": customers.tenure.cost_established}),
        ),
        bonds=_numbers(n.Bonds, customers.bonds, **({} if switches.bonds else dict.fromkeys(BINDING, 0.0))),
        reputation=_numbers(beyond.Reputation, customers.reputation, **({} if switches.reputation else {"pace": 0.0})),
        difficult=_numbers(n.Difficult, customers.difficult, **({} if switches.difficult else {"share": 0.0})),
        **_ties(customers),
    )


def employees_of(scenario: Scenario) -> Employees:
    """How those who serve feel and work; switched off, none of it reaches customers."""
    switches, employees = scenario.customers.switches, scenario.market.employees
    neutral = {} if switches.employees else dict.fromkeys(SERVING, 0.0)
    return employees.model_copy(update=neutral)


def _ties(customers: Customers) -> dict[str, Any]:
    switches = customers.switches
    knowledge: dict[str, float] = {} if switches.customer_knowledge else dict.fromkeys(KNOWING, 0.0)
    messages: dict[str, float] = {} if switches.confirmation else {"brand": 0.0, "service": 0.0}
    if not switches.promises:
        messages |= {"credulity": 0.0}
    extension = {} if switches.brand_extension else {"base": NOBODY_BUYS, "affect": 0.0, "fit": 0.0}
    return {
        "knowledge": _numbers(beyond.Knowledge, customers.knowledge, **knowledge),
        "messages": _numbers(beyond.Messages, customers.messages, **messages),
        "favours": _numbers(beyond.Favours, customers.favours, **({} if switches.favours else {"lift": 0.0})),
        "extension": _numbers(beyond.Extension, customers.extension, **extension),
        "phases": _numbers(beyond.Phases, customers.phases, is_on=customers.mode == "phases"),
    }


def _traits(traits: Traits, customers: Customers) -> n.Traits:
    switches = customers.switches
    neutral: dict[str, float] = {"affect_keep": 0.5 ** (1.0 / (WEEKS_A_YEAR * traits.affect_half_life))}
    if not switches.habit:
        neutral |= {"habit_weight": 0.0, "routine": 0.0}
    if not switches.affect:
        neutral |= {"affect_weight": 0.0, "favourite_floor": NEVER_A_FAVOURITE}
    if not switches.conviction:
        neutral |= {"conviction_weight": 0.0}
    if not switches.tastes:
        neutral |= {"taste_spread": 0.0}
    if not switches.search:
        neutral |= {"search": 0.0}
    return _numbers(n.Traits, traits, **neutral, **_price_sense(traits, switches))


def _price_sense(traits: Traits, switches: Switches) -> dict[str, float]:
    neutral: dict[str, float] = {}
    if not switches.loss_aversion:
        neutral |= {"loss_weight": traits.gain_weight}
    if not switches.reservation_price:
        neutral |= {"reservation": math.inf, "reservation_spread": 0.0}
    if not switches.reference_price:
        neutral |= {"gain_weight": 0.0, "loss_weight": 0.0, "fairness": 0.0, "deal_first": 0.0}
    return neutral


def _purchases(customers: Customers) -> n.Purchases:
    named = ("renewal", "stockpiling", "expansion")
    neutral = {name: 0.0 for name in named if not getattr(customers.switches, name)}
    return _numbers(n.Purchases, customers.purchases, **neutral)


def _satisfaction(customers: Customers) -> n.Satisfaction:
    judgement, switches = customers.satisfaction, customers.switches
    neutral = {} if switches.negativity else {"loss": judgement.gain}
    gate = judgement.minimum if switches.satisfaction_minimum else 0.0
    return _numbers(n.Satisfaction, judgement, gate=gate, **neutral)


def _recovery(customers: Customers) -> n.Recovery:
    recovery = customers.recovery
    grid = getattr(recovery, recovery.grid)
    neutral = {} if customers.switches.recovery_paradox else {"paradox": 0.0, "mending": 0.0}
    return _numbers(
        n.Recovery, recovery, minor=_numbers(n.Rebuy, grid.minor), major=_numbers(n.Rebuy, grid.major), **neutral
    )


def _numbers(shape: type[Numbers], block: Any, **given: Any) -> Numbers:
    """The tuple of that shape: fields as given, else from the block, else the tuple's own default."""
    fields: tuple[str, ...] = shape._fields  # type: ignore[attr-defined]  # of every named tuple
    defaults: dict[str, float] = shape._field_defaults  # type: ignore[attr-defined]  # likewise
    values = {}
    for name in fields:
        if name in given:
            values[name] = given[name]
        elif name in type(block).model_fields:
            values[name] = float(getattr(block, name))
        else:
            values[name] = defaults[name]
    return shape(**values)
