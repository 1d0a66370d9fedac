"""Human nature as numbers: what the rules of behaviour read, in the shape that compiled code takes.

Values, units, ranges and sources stand in `scenario/parameters/customers.py` and `scenarios/baseline.yaml`, by the same names.
"""

from dataclasses import dataclass
from typing import NamedTuple

from simulation.behavior.parameters_beyond import Extension, Favours, Knowledge, Messages, Phases, Reputation
from simulation.engine.luck import Luck
from simulation.engine.numba_structs import Handed


class Moment(NamedTuple):
    """When a phase happens: the key of all luck, the week of the run, the market's demand (usual 1)."""

    luck: Luck
    week: int
    demand: float
    lapse_weeks: int
    reported_week: int
    base_weeks: int  # who bought within them belongs to the customer base


class Traits(NamedTuple):
    """One loyalty type. What only one type has is 0 for the others."""

    price_weight: float
    reservation: float
    reservation_spread: float
    gain_weight: float
    loss_weight: float
    quality_weight: float
    affect_weight: float
    conviction_weight: float
    habit_weight: float
    habit_memory: float
    taste_spread: float
    word_of_mouth_weight: float
    wait_tolerance: float
    effort_per_step: float
    voice: float
    affect_growth: float
    affect_keep: float
    betrayal: float
    fairness: float
    deal_first: float = 0.0
    deal_floor: float = 0.0
    favourite_floor: float = 0.0
    search: float = 0.0
    look_error: float = 0.0
    lookups: float = 0.0
    search_learning: float = 0.0
    switch_threshold: float = 0.0
    routine: float = 0.0
    jolt: float = 0.0


class Purchases(NamedTuple):
    """Need for the category and the worth of buying nothing."""

    renewal: float
    outside_appeal: float
    stockpiling: float
    expansion: float


class Attention(NamedTuple):
    """What brings a firm to mind."""

    forgetting: float
    promotion: float
    hearsay: float


class ReferencePrice(NamedTuple):
    """Memory of prices, both sides of the expected price, and the usual price of the category in money."""

    memory: float
    latitude: float
    doubt: float
    half_familiarity: float
    label_relief: float
    category_price: float


class Experience(NamedTuple):
    """How an encounter turns out."""

    noise: float
    fit: float
    minor_loss: float
    major_loss: float
    wait_loss: float


class Satisfaction(NamedTuple):
    """Disconfirmation and the judgement that follows."""

    base: float
    performance: float
    gain: float
    loss: float
    memory: float
    floor: float
    gate: float
    dissatisfied_below: float
    delighted_above: float
    learning: float
    anchor: float
    ceiling: float


class Conviction(NamedTuple):
    """What conscious loyalty is made of, on the logit scale."""

    base: float
    satisfaction: float
    affect: float
    habit: float
    learning: float
    decay: float


class Voice(NamedTuple):
    """Exit, voice or loyalty."""

    base: float
    major: float
    loyalty: float
    ease: float
    escalation: float
    escalation_ease: float
    exit_weeks: float
    loyalty_holds: float


class Rebuy(NamedTuple):
    """Chance to buy again after a problem of one severity, by what became of it."""

    silent: float
    unresolved: float
    resolved: float
    quick: float


class Recovery(NamedTuple):
    """Justice of a recovery and what it does."""

    minor: Rebuy
    major: Rebuy
    distributive: float
    interactional: float
    procedural: float
    patience_days: float
    just_enough: float
    paradox: float
    mending: float
    repeat_weeks: float
    ratchet: float
    longest_wait_weeks: float


class Bonds(NamedTuple):
    """What ties a customer to a firm beside satisfaction: joint benefits, and how people are treated."""

    alliance: float
    barrier: float
    empathy: float
    warmth: float
    usual_empathy: float


class Difficult(NamedTuple):
    """Customers who deviate from what is usual between people, and what they cost, money a visit."""

    share: float
    cost: float


class Tenure(NamedTuple):
    """What the years with a firm change in the cost to serve, money a visit."""

    cost_new: float
    cost_established: float
    learning: float


class WordOfMouth(NamedTuple):
    """Who tells, who listens, what it weighs."""

    praise: float
    warning: float
    hears_praise: float
    hears_warning: float
    praise_effect: float
    warning_effect: float
    homophily: float
    trust: float
    keep: float


@dataclass(frozen=True)
class Nature(Handed):
    """All of it; `types` in the order of LOYALTY_TYPES (loyalty/__init__.py)."""

    types: tuple[Traits, ...]
    purchases: Purchases
    attention: Attention
    reference_price: ReferencePrice
    experience: Experience
    satisfaction: Satisfaction
    conviction: Conviction
    voice: Voice
    recovery: Recovery
    word_of_mouth: WordOfMouth
    tenure: Tenure
    bonds: Bonds
    reputation: Reputation
    difficult: Difficult
    knowledge: Knowledge
    messages: Messages
    favours: Favours
    extension: Extension
    phases: Phases


class Offer(NamedTuple):
    """What one customer knows and feels about what one firm offers this week."""

    price: float
    depth: float
    reference_price: float
    going_price: float
    familiarity: float
    attraction: float
    taste: float
    affect: float
    habit: float
    conviction: float
    expectation: float
    word_of_mouth: float
    wait: float
    steps: float
    is_last: bool
    let_down: bool
