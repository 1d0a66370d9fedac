"""The traits of one customer: those of its type, of which it weighs some in its own way.

Written by `python -m tools.compiled_parameters` from the spreads that
`simulation/scenario/parameters/heterogeneity.py` declares. Do not edit it.
"""

import numpy as np

from simulation.behavior.parameters import Nature
from simulation.behavior.traits import Traits
from simulation.engine.compiling import rule
from simulation.state.tables import World


@rule
def own_traits(world: World, nature: Nature, i: int) -> Traits:
    """What customer i has of its type, and cares for by itself."""
    kind, customers = nature.types[world.customers.loyalty_type[i]], world.customers
    return Traits(
        price_weight=kind.price_weight * np.float64(customers.price_care[i]),
        quality_weight=kind.quality_weight * np.float64(customers.quality_care[i]),
        affect_weight=kind.affect_weight * np.float64(customers.affect_care[i]),
        habit_weight=kind.habit_weight * np.float64(customers.habit_care[i]),
        reservation=kind.reservation, reservation_spread=kind.reservation_spread, gain_weight=kind.gain_weight,
        loss_weight=kind.loss_weight, conviction_weight=kind.conviction_weight, habit_memory=kind.habit_memory,
        taste_spread=kind.taste_spread, word_of_mouth_weight=kind.word_of_mouth_weight,
        reward_weight=kind.reward_weight, saving_weight=kind.saving_weight, wait_tolerance=kind.wait_tolerance,
        effort_per_step=kind.effort_per_step, voice=kind.voice, affect_growth=kind.affect_growth,
        affect_half_life=kind.affect_half_life, betrayal=kind.betrayal, fairness=kind.fairness,
        relative_price_weight=kind.relative_price_weight, label_weight=kind.label_weight,
        display_weight=kind.display_weight, eye=kind.eye, forgetting=kind.forgetting, affect_keep=kind.affect_keep,
        deal_first=kind.deal_first, deal_floor=kind.deal_floor, favourite_floor=kind.favourite_floor, jolt=kind.jolt,
        search=kind.search, look_error=kind.look_error, lookups=kind.lookups, search_learning=kind.search_learning,
        switch_threshold=kind.switch_threshold, routine=kind.routine,
    )  # fmt: skip
