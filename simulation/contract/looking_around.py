"""What makes each kind of customer look at other providers: four short rules, one a type.

The behavioral lets its contract renew; the cognitive compares when the term ends; the impulsive takes the offer at
hand; the emotional stays out of liking, and leaves when betrayed. Who does not look around stays.
"""

from typing import NamedTuple

from simulation.behavior.traits import Traits
from simulation.contract.occasions import FAILURE, LIFE, OFFER, PRICE, TERM
from simulation.engine.compiling import rule
from simulation.loyalty import COGNITIVE, EMOTIONAL, IMPULSIVE


class Situation(NamedTuple):
    """Where a customer stands when something makes it think about its contract."""

    occasion: int
    readiness: float  # 0-1: its own chance to question a contract
    rise: float  # share by which it pays more than it reckoned with, or than newcomers do
    depth: float  # share by which the offer that it heard of lies below what it pays
    affect: float  # 0-1, for the provider
    habit: float  # 0-1, of the provider
    is_hurt: bool  # whether it has turned its back on the provider


@rule
def behavioral_looks(now: Situation, traits: Traits, chance: float) -> bool:
    """Reads no offers and lets contracts renew, the more so the stronger the habit; a leap in price is felt."""
    held = traits.routine * now.habit
    if now.occasion == FAILURE or now.is_hurt:
        return chance < 1.0 - held
    if now.occasion == PRICE:
        return now.rise > traits.jolt and chance < 1.0 - held
    return now.occasion != OFFER and chance < now.readiness * (1.0 - held)


@rule
def cognitive_looks(now: Situation, chance: float) -> bool:
    """Compares at the end of the term, at any rise and after any failure; takes up offers as it is ready to."""
    if now.occasion == OFFER or now.occasion == LIFE:
        return chance < now.readiness
    return now.occasion != PRICE or now.rise > 0.0


@rule
def impulsive_looks(now: Situation, traits: Traits, chance: float) -> bool:
    """Jumps at an offer that is a real one; else it looks around as the mood has it."""
    if now.occasion == OFFER:
        return now.depth >= traits.deal_floor and chance < max(traits.deal_first, now.readiness)
    return chance < now.readiness


@rule
def emotional_looks(now: Situation, traits: Traits, chance: float) -> bool:
    """Stays with whom it likes, at any price short of an outrage; when betrayed nothing holds it."""
    if now.occasion == FAILURE or now.is_hurt:
        return True
    if now.occasion == PRICE and now.rise > traits.jolt:
        return True
    is_favourite = now.affect >= traits.favourite_floor
    return not is_favourite and chance < now.readiness


@rule
def looks_around(kind: int, now: Situation, traits: Traits, chance: float) -> bool:
    """Whether a customer of this type looks at other providers on this occasion."""
    if kind == IMPULSIVE:
        return impulsive_looks(now, traits, chance)
    if kind == EMOTIONAL:
        return emotional_looks(now, traits, chance)
    if kind == COGNITIVE:
        return cognitive_looks(now, chance)
    return behavioral_looks(now, traits, chance)


@rule
def price_in_view(kind: int, now: float, usual: float, weeks: float, horizon: float) -> float:
    """What an offer costs a period as each type sees it: `now` for some weeks, `usual` after.

    The impulsive sees what is asked at first, the cognitive the mean until the next decision, `horizon` weeks away; the
    others what is usual.
    """
    if kind == IMPULSIVE:
        return now
    if kind == COGNITIVE:
        return usual + (now - usual) * min(weeks / horizon, 1.0)
    return usual


@rule
def minds_the_fee(kind: int, is_hurt: bool) -> bool:
    """Whether a fee for leaving early counts: to who is betrayed, and lives by feeling, it does not."""
    return not (kind == EMOTIONAL and is_hurt)


@rule
def is_asked_at(occasion: int) -> bool:
    """Whether a term ends, so that a notice holds for its end."""
    return occasion == TERM
