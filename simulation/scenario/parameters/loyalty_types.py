"""The loyalty types in numbers. How each of them decides stands in `simulation/loyalty/`."""

from simulation.reading.block import REQUIRED, SHARE, Block, Topic, above, between, quantity

CALIBRATED = "C: calibrated to laws 5, 7, 8, 15, 16, 18, 19"


class Traits(Block):
    """What every customer has, in the measure of its loyalty type."""

    price_weight: float = quantity(
        REQUIRED, "care for price", "utility lost per unit of log price", "utility", between(0, 50), source=CALIBRATED,
        plausible="x0.75:1.3",
    )  # fmt: skip
    reservation: float = quantity(
        2.2, "most it pays", "most that a customer pays for a unit, median", "usual prices", above(0, 1_000),
        source="P: 2-3; that there is one V2: Breidert et al. 2006", plausible="2:3",
    )  # fmt: skip
    reservation_spread: float = quantity(
        0.25, "differences in the most paid", "standard deviation of its logarithm between people", "log points",
        between(0, 5), source="P: 0.2-0.3", plausible="0.2:0.3",
    )  # fmt: skip
    gain_weight: float = quantity(
        REQUIRED, "joy at a low price", "pleasure of paying less than expected, relative to price_weight", "1",
        between(0, 20), source=CALIBRATED, plausible="x0.6:1.5",
    )  # fmt: skip
    loss_weight: float = quantity(
        REQUIRED, "pain of a high price", "pain of paying more than expected, relative to price_weight", "1",
        between(0, 20), source=CALIBRATED, plausible="x0.7:1.4",
    )  # fmt: skip
    quality_weight: float = quantity(
        REQUIRED, "care for quality", "utility of expected performance from 0 to 1", "utility", between(0, 50),
        source=CALIBRATED, plausible="x0.7:1.4",
    )  # fmt: skip
    affect_weight: float = quantity(
        REQUIRED, "care for liking", "utility of affect from 0 to 1", "utility", between(0, 50), source=CALIBRATED,
        plausible="x0.7:1.4",
    )  # fmt: skip
    conviction_weight: float = quantity(
        REQUIRED, "care for conviction", "utility of conviction from 0 to 1", "utility", between(0, 50),
        source=CALIBRATED, plausible="x0.7:1.4",
    )  # fmt: skip
    habit_weight: float = quantity(
        REQUIRED, "care for habit", "utility of habit from 0 to 1", "utility", between(0, 50), source=CALIBRATED,
        plausible="x0.7:1.4",
    )  # fmt: skip
    habit_memory: float = quantity(
        REQUIRED, "lasting habits", "share of habit kept at each purchase", "share", SHARE,
        source="M: 0.7-0.9, 0.875 in Guadagni and Little 1983", plausible="0.7:0.9",
    )  # fmt: skip
    taste_spread: float = quantity(
        REQUIRED, "differences in taste", "standard deviation of lasting tastes for firms", "utility", between(0, 20),
        source=CALIBRATED, plausible="x0.8:1.25",
    )  # fmt: skip
    word_of_mouth_weight: float = quantity(
        REQUIRED, "care for hearsay", "weight of hearsay in the choice", "1", between(0, 20), plausible="x0.6:1.5",
    )  # fmt: skip
    reward_weight: float = quantity(
        1.0, "care for a reward at hand",
        "worth of money that a programme takes off this bill, against money off the price", "1", between(0, 20),
        plausible="x0.6:1.5",
    )  # fmt: skip
    saving_weight: float = quantity(
        0.5, "care for rewards to come",
        "worth of rewards that are saved up for, and of what would be lost on leaving, likewise", "1", between(0, 20),
        plausible="x0.6:1.5",
    )  # fmt: skip
    wait_tolerance: float = quantity(
        REQUIRED, "patience in a queue", "wait at which patience typically ends", "minutes", above(0, 10_000),
        plausible="x0.6:1.6 log",
    )  # fmt: skip
    effort_per_step: float = quantity(
        REQUIRED, "trouble of each step", "chance that a stranger gives up at each step of buying", "share",
        between(0, 0.99), source="P: 2-10 %", plausible="x0.5:2 log",
    )  # fmt: skip
    voice: float = quantity(
        REQUIRED, "inclination to complain", "readiness to complain, added on the logit scale", "logit",
        between(-10, 10), plausible="+-0.4",
    )  # fmt: skip
    affect_growth: float = quantity(
        REQUIRED, "speed of warming", "affect gained per unit of satisfaction above the floor", "1", SHARE,
        plausible="x0.6:1.5",
    )  # fmt: skip
    affect_half_life: float = quantity(
        REQUIRED, "time until liking halves", "years in which unfed affect halves", "years", above(0, 1_000),
        plausible="x0.5:2 log",
    )  # fmt: skip
    betrayal: float = quantity(
        REQUIRED, "hurt by betrayal", "share of affect lost on a grave failure or a failed recovery", "share", SHARE,
        plausible="x0.6:1.5",
    )  # fmt: skip
    fairness: float = quantity(
        REQUIRED, "anger at a high price",
        "satisfaction lost per share of price above what the category is known to cost", "1", between(0, 10),
        plausible="x0.5:1.5",
    )  # fmt: skip
    relative_price_weight: float = quantity(
        0.0, "care for rivals' prices",
        "weight of log price against what the category is known to cost, relative to price_weight", "1",
        between(0, 20), source="P: none", plausible="x0.5:1.5",
    )  # fmt: skip
    label_weight: float = quantity(
        0.0, "joy at a label", "utility of the label of a promotion, whatever the price", "utility", between(-20, 20),
        source="P: none; 0.5-1.5 in choice models of panels, M", plausible="x0.5:1.5",
    )  # fmt: skip
    display_weight: float = quantity(
        0.0, "joy at a display", "utility of a full display or feature", "utility", between(-20, 20),
        source="P: none; 0.5-1.5 in choice models of panels, M", plausible="x0.5:1.5",
    )  # fmt: skip
    eye: float = quantity(
        1.0, "eye for labels and displays",
        "chance that a label or a display catches the eye, as a multiple of what attention says", "1", between(0, 50),
        source="P: as attention says", plausible="x0.7:1.4 unless 1",
    )  # fmt: skip
    forgetting: float = quantity(
        1.0, "forgets firms faster", "forgetting of firms, as a multiple of what attention says", "1", between(0, 50),
        source="P: as attention says", plausible="x0.7:1.4 unless 1",
    )  # fmt: skip


class Impulsive(Traits):
    """Lives by the intention of the moment."""

    deal_first: float = quantity(
        REQUIRED, "takes a deal at once", "chance to take the best deal at once", "probability", SHARE,
        plausible="x0.6:1.5",
    )  # fmt: skip
    deal_floor: float = quantity(
        REQUIRED, "smallest deal", "smallest price cut that counts as a deal", "share", SHARE, plausible="x0.6:1.5",
    )  # fmt: skip


class Emotional(Traits):
    """Lives by preference."""

    favourite_floor: float = quantity(
        REQUIRED, "liking that makes a favourite", "affect above which rivals are often not compared", "0-1", SHARE,
        plausible="+-0.1",
    )  # fmt: skip
    jolt: float = quantity(
        REQUIRED, "price that shocks", "price above the expected one that makes even a lover compare", "share",
        between(0, 100), plausible="x0.7:1.4",
    )  # fmt: skip


class Cognitive(Traits):
    """Lives by information."""

    search: float = quantity(
        REQUIRED, "looks firms up", "chance to look a firm up before a purchase", "probability", SHARE,
        plausible="x0.8:1.1",
    )  # fmt: skip
    look_error: float = quantity(
        REQUIRED, "error of a look", "standard error of quality as seen in one look", "0-1", SHARE,
        plausible="x0.5:2 log",
    )  # fmt: skip
    lookups: int = quantity(
        REQUIRED, "sources looked up", "sources consulted when a firm is looked up", "count", between(1, 100),
        plausible="x0.5:1.5",
    )  # fmt: skip
    search_learning: float = quantity(
        REQUIRED, "learns from a look", "how far a look-up moves expectation to what was seen", "share", SHARE,
        plausible="x0.7:1.1",
    )  # fmt: skip
    switch_threshold: float = quantity(
        REQUIRED, "gain worth a switch", "advantage that a rival needs to be worth a switch", "utility", between(0, 50),
        plausible="x0.5:1.5",
    )  # fmt: skip


class Behavioral(Traits):
    """Lives by habit."""

    routine: float = quantity(
        REQUIRED, "buys by routine", "share of purchases repeated unseen when habit is complete", "share", SHARE,
        plausible="x0.7:1.3",
    )  # fmt: skip
    jolt: float = quantity(
        REQUIRED, "price that shocks", "price above the expected one that breaks routine", "share", between(0, 100),
        plausible="x0.7:1.4",
    )  # fmt: skip


class Types(Block):
    """All there are, in the order of LOYALTY_TYPES (`simulation/loyalty/__init__.py`)."""

    topic = Topic.CUSTOMERS

    impulsive: Impulsive
    emotional: Emotional
    cognitive: Cognitive
    behavioral: Behavioral


class AttractionByType(Block):
    """Attraction of one firm to customers of each type, beside its attraction to all."""

    impulsive: float = quantity(
        0.0, "attraction to the impulsive", "utility that impulsive customers see in the firm, beside attraction",
        "utility", between(-100, 100), source="P: none", plausible="x0.5:1.5",
    )  # fmt: skip
    emotional: float = quantity(
        0.0, "attraction to the emotional", "the same of emotional customers", "utility", between(-100, 100),
        source="P: none", plausible="x0.5:1.5",
    )  # fmt: skip
    cognitive: float = quantity(
        0.0, "attraction to the cognitive", "the same of cognitive customers", "utility", between(-100, 100),
        source="P: none", plausible="x0.5:1.5",
    )  # fmt: skip
    behavioral: float = quantity(
        0.0, "attraction to the behavioral", "the same of behavioral customers", "utility", between(-100, 100),
        source="P: none", plausible="x0.5:1.5",
    )  # fmt: skip


class Mix(Block):
    """How many customers there are of each type; the shares sum to 1."""

    topic = Topic.CUSTOMERS

    impulsive: float = quantity(
        0.25, "impulsive customers", "share of impulsive customers", "share", SHARE,
        source="P: no empirical shares known", plausible="0.15:0.35 shares",
    )  # fmt: skip
    emotional: float = quantity(
        0.25, "emotional customers", "share of emotional customers", "share", SHARE,
        source="P: no empirical shares known", plausible="0.15:0.35 shares",
    )  # fmt: skip
    cognitive: float = quantity(
        0.25, "cognitive customers", "share of cognitive customers", "share", SHARE,
        source="P: no empirical shares known", plausible="0.15:0.35 shares",
    )  # fmt: skip
    behavioral: float = quantity(
        0.25, "behavioral customers", "share of behavioral customers", "share", SHARE,
        source="P: no empirical shares known", plausible="0.15:0.35 shares",
    )  # fmt: skip
