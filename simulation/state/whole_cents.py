"""Money as it is booked, in whole cents, and from which amount on that does no harm; for rules and for books alike."""

import math

from simulation.engine.compiling import rule

SMALL_CHANGE = 50.0
"""Cents: below it, to leave parts of a cent out would be an error of more than 1 %."""


@rule
def whole(cents: float) -> int:
    """Money as it is booked: in whole cents, halves upwards."""
    return math.floor(cents + 0.5)


@rule
def is_small(cents: float) -> bool:
    """Whether an amount is so small that to round it might wipe it out."""
    return abs(cents) < SMALL_CHANGE and cents != math.floor(cents)


@rule
def booked(cents: float, chance: float) -> int:
    """Money as it is booked: in whole cents, halves upwards; of small change, parts of a cent are left to chance."""
    return math.floor(cents + chance) if is_small(cents) else whole(cents)


def cents(money: float) -> int:
    """Money in whole cents, halves upwards."""
    return math.floor(money * 100.0 + 0.5)


def coins(money: float) -> float:
    """An amount in cents as it is asked for: whole ones, halves upwards; below 0.50 parts of a cent count."""
    return float(cents(money)) if money * 100.0 >= SMALL_CHANGE else round(money * 100.0, 9)


def cents_for(money: float, count: float) -> int:
    """So many times an amount, in whole cents."""
    return math.floor(coins(money) * count + 0.5)
