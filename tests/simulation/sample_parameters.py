"""Natures, traits and offers that tests make by hand, so that recalibration of the baseline breaks none of them."""

from typing import Any, TypeVar

from hypothesis import strategies as st

from simulation.behavior.offer import Offer
from simulation.behavior.parameters import (
    Conviction,
    Rebuy,
    Recommendation,
    Recovery,
    ReferencePrice,
    Satisfaction,
    Tenure,
)
from simulation.behavior.traits import Traits
from simulation.state.firm_attributes import FirmAsSeen

Numbers = TypeVar("Numbers", bound=tuple[Any, ...])
SHARE = st.floats(0.0, 1.0)
MONEY = st.floats(0.5, 200.0)


def made(kind: type[Numbers], **given: float | Rebuy) -> Numbers:
    """A tuple with the numbers given; what is not named is 0."""
    names: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]  # of every named tuple
    return kind(**dict.fromkeys(names, 0.0) | given)


TRAITS = made(
    Traits, price_weight=2.0, reservation=2.0, reservation_spread=0.25, gain_weight=0.5, loss_weight=1.5,
    quality_weight=4.0, affect_weight=1.0, conviction_weight=0.5, habit_weight=0.25, habit_memory=0.8,
    taste_spread=1.0, word_of_mouth_weight=0.5, wait_tolerance=10.0, effort_per_step=0.02, voice=0.0,
    affect_growth=0.2, affect_keep=0.99, betrayal=0.5, fairness=0.6, deal_first=0.5, deal_floor=0.1,
    favourite_floor=0.6, search=0.5, look_error=0.2, lookups=4.0, search_learning=0.5, switch_threshold=0.3,
    routine=0.9, jolt=0.2, eye=1.0, forgetting=1.0,
)  # fmt: skip
PRICES = made(
    ReferencePrice, memory=0.75, latitude=0.05, doubt=4.0, half_familiarity=2.0, label_relief=0.5, category_price=10.0,
)  # fmt: skip
JUDGEMENT = made(
    Satisfaction, base=0.1, performance=0.8, gain=0.5, loss=1.0, memory=0.8, floor=0.5, minimum=0.5,
    dissatisfied_below=0.4, delighted_above=0.75, learning=0.3, anchor=20.0, ceiling=1.0,
)  # fmt: skip
CONVICTION = made(Conviction, base=-5.0, satisfaction=4.0, affect=2.0, habit=2.5, learning=0.2, decay=0.02)
ANSWER = made(Recommendation, base=0.22, satisfaction=0.6, affect=0.4)
MINOR = Rebuy(silent=0.37, unresolved=0.46, resolved=0.70, quick=0.95)
MAJOR = Rebuy(silent=0.09, unresolved=0.19, resolved=0.54, quick=0.82)
RECOVERY = made(
    Recovery, minor=MINOR, major=MAJOR, unpaid=0.5, paid=0.5, first_wound=0.5, distributive=0.45, interactional=0.35,
    procedural=0.2, patience_days=5.0, just_enough=0.3, paradox=0.04, mending=1.0, repeat_weeks=87.0, ratchet=0.3,
    longest_wait_weeks=6.0,
)  # fmt: skip
TENURE = made(Tenure, cost_new=1.0, cost_established=0.5, learning=1.0)
OFFER = Offer(
    price=10.0, depth=0.0, display=0.0, reference_price=10.0, going_price=10.0, familiarity=0.5, attraction=0.0,
    taste=0.0, affect=0.5, habit=0.5, conviction=0.5, expectation=0.5, word_of_mouth=0.0, wait=0.0, steps=0.0,
    is_last=False, let_down=False, firm=made(FirmAsSeen),
)  # fmt: skip
