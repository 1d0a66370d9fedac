"""The loyalty types in numbers. How each of them decides stands in `simulation/loyalty/`."""

from simulation.reading.block import REQUIRED, Block, quantity


class Traits(Block):
    """What every customer has, in the measure of its loyalty type."""

    price_weight: float = quantity(REQUIRED, "utility lost per unit of log price", "utility", ge=0, le=50)
    reservation: float = quantity(2.2, "most that a customer pays for a unit, median", "usual prices",
                                  gt=0, le=1_000)  # fmt: skip
    reservation_spread: float = quantity(0.25, "standard deviation of its logarithm between people", "log points",
                                         ge=0, le=5)  # fmt: skip
    gain_weight: float = quantity(REQUIRED, "pleasure of paying less than expected, relative to price_weight", "1",
                                  ge=0, le=20)  # fmt: skip
    loss_weight: float = quantity(REQUIRED, "pain of paying more than expected, relative to price_weight", "1",
                                  ge=0, le=20)  # fmt: skip
    quality_weight: float = quantity(REQUIRED, "utility of expected performance from 0 to 1", "utility", ge=0, le=50)
    affect_weight: float = quantity(REQUIRED, "utility of affect from 0 to 1", "utility", ge=0, le=50)
    conviction_weight: float = quantity(REQUIRED, "utility of conviction from 0 to 1", "utility", ge=0, le=50)
    habit_weight: float = quantity(REQUIRED, "utility of habit from 0 to 1", "utility", ge=0, le=50)
    habit_memory: float = quantity(REQUIRED, "share of habit kept at each purchase", "share", ge=0, le=1)
    taste_spread: float = quantity(REQUIRED, "standard deviation of lasting tastes for firms", "utility", ge=0, le=20)
    word_of_mouth_weight: float = quantity(REQUIRED, "weight of hearsay in the choice", "1", ge=0, le=20)
    wait_tolerance: float = quantity(REQUIRED, "wait at which patience typically ends", "minutes", gt=0, le=10_000)
    effort_per_step: float = quantity(REQUIRED, "chance to give up at each step of buying", "share", ge=0, le=0.99)
    voice: float = quantity(REQUIRED, "readiness to complain, added on the logit scale", "logit", ge=-10, le=10)
    affect_growth: float = quantity(REQUIRED, "affect gained per unit of satisfaction above the floor", "1",
                                    ge=0, le=1)  # fmt: skip
    affect_half_life: float = quantity(REQUIRED, "years in which unfed affect halves", "years", gt=0, le=1_000)
    betrayal: float = quantity(REQUIRED, "share of affect lost on a grave failure or a failed recovery", "share",
                               ge=0, le=1)  # fmt: skip
    fairness: float = quantity(REQUIRED, "satisfaction lost per share of price above the expected one", "1",
                               ge=0, le=10)  # fmt: skip


class Impulsive(Traits):
    """Lives by the intention of the moment."""

    deal_first: float = quantity(REQUIRED, "chance to take the best deal at once", "probability", ge=0, le=1)
    deal_floor: float = quantity(REQUIRED, "smallest price cut that counts as a deal", "share", ge=0, le=1)


class Emotional(Traits):
    """Lives by preference."""

    favourite_floor: float = quantity(REQUIRED, "affect above which rivals are not compared", "0-1", ge=0, le=1)
    jolt: float = quantity(REQUIRED, "price above the expected one that makes even a lover compare", "share",
                           ge=0, le=100)  # fmt: skip


class Cognitive(Traits):
    """Lives by information."""

    search: float = quantity(REQUIRED, "chance to look a firm up before a purchase", "probability", ge=0, le=1)
    look_error: float = quantity(REQUIRED, "standard error of quality as seen in one look", "0-1", ge=0, le=1)
    lookups: int = quantity(REQUIRED, "sources consulted when a firm is looked up", "count", ge=1, le=100)
    search_learning: float = quantity(REQUIRED, "how far a look-up moves expectation to what was seen", "share",
                                      ge=0, le=1)  # fmt: skip
    switch_threshold: float = quantity(REQUIRED, "advantage that a rival needs to be worth a switch", "utility",
                                       ge=0, le=50)  # fmt: skip


class Behavioral(Traits):
    """Lives by habit."""

    routine: float = quantity(REQUIRED, "share of purchases repeated unseen when habit is complete", "share",
                              ge=0, le=1)  # fmt: skip
    jolt: float = quantity(REQUIRED, "price above the expected one that breaks routine", "share", ge=0, le=100)


class Types(Block):
    """All there are, in the order of LOYALTY_TYPES (`simulation/loyalty/__init__.py`)."""

    impulsive: Impulsive
    emotional: Emotional
    cognitive: Cognitive
    behavioral: Behavioral


class Mix(Block):
    """How many customers there are of each type; the shares sum to 1."""

    impulsive: float = quantity(REQUIRED, "share of impulsive customers", "share", ge=0, le=1)
    emotional: float = quantity(REQUIRED, "share of emotional customers", "share", ge=0, le=1)
    cognitive: float = quantity(REQUIRED, "share of cognitive customers", "share", ge=0, le=1)
    behavioral: float = quantity(REQUIRED, "share of behavioral customers", "share", ge=0, le=1)
