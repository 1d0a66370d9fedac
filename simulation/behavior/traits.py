"""One loyalty type as numbers, in the shape that compiled code takes.

Written by `python -m tools.compiled_parameters` from `simulation/scenario/parameters/loyalty_types.py`, which declares
each number by the same name, with its range, default and source. Do not edit it.
"""

from typing import NamedTuple


class Traits(NamedTuple):
    """One loyalty type. What only one type has is 0 for the others."""

    price_weight: float  # utility lost per unit of log price
    reservation: float  # usual prices: most that a customer pays for a unit, median
    reservation_spread: float  # log points: standard deviation of its logarithm between people
    gain_weight: float  # 1: pleasure of paying less than expected, relative to price_weight
    loss_weight: float  # 1: pain of paying more than expected, relative to price_weight
    quality_weight: float  # utility of expected performance from 0 to 1
    affect_weight: float  # utility of affect from 0 to 1
    conviction_weight: float  # utility of conviction from 0 to 1
    habit_weight: float  # utility of habit from 0 to 1
    habit_memory: float  # share of habit kept at each purchase
    taste_spread: float  # utility: standard deviation of lasting tastes for firms
    word_of_mouth_weight: float  # 1: weight of hearsay in the choice
    reward_weight: float  # 1: worth of money that a programme takes off this bill, against money off the price
    saving_weight: float  # 1: care for rewards to come
    wait_tolerance: float  # minutes: wait at which patience typically ends
    effort_per_step: float  # share: chance that a stranger gives up at each step of buying
    voice: float  # logit: readiness to complain, added on the logit scale
    affect_growth: float  # 1: affect gained per unit of satisfaction above the floor
    affect_half_life: float  # years in which unfed affect halves
    betrayal: float  # share of affect lost on a grave failure or a failed recovery
    fairness: float  # 1: satisfaction lost per share of price above what the category is known to cost
    relative_price_weight: float  # 1: care for rivals' prices
    label_weight: float  # utility of the label of a promotion, whatever the price
    display_weight: float  # utility of a full display or feature
    eye: float  # 1: chance that a label or a display catches the eye, as a multiple of what attention says
    forgetting: float  # 1: forgetting of firms, as a multiple of what attention says
    affect_keep: float  # share of affect left after a week unfed
    deal_first: float = 0.0  # probability: chance to take the best deal at once
    deal_floor: float = 0.0  # share: smallest price cut that counts as a deal
    favourite_floor: float = 0.0  # 0-1: affect above which rivals are often not compared
    jolt: float = 0.0  # share: price above the expected one that breaks routine
    search: float = 0.0  # probability: chance to look a firm up before a purchase
    look_error: float = 0.0  # 0-1: standard error of quality as seen in one look
    lookups: float = 0.0  # count: sources consulted when a firm is looked up
    search_learning: float = 0.0  # share: how far a look-up moves expectation to what was seen
    switch_threshold: float = 0.0  # utility: advantage that a rival needs to be worth a switch
    routine: float = 0.0  # share of purchases repeated unseen when habit is complete
