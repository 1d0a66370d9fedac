"""What a purchase comes from: need, what comes to mind, the price that is expected, and what one starts with."""

from simulation.reading.block import SHARE, Block, above, between, quantity


class Purchases(Block):
    """Need for the category: purchases are Poisson, their rates gamma distributed (NBD)."""

    per_year: float = quantity(
        14.0, "purchases a year", "mean units needed by a customer", "units a year", between(0, 500), source="P: 5-26",
    )  # fmt: skip
    shape: float = quantity(
        0.75, "light and heavy buyers", "shape of the gamma distribution of rates; small means few heavy buyers", "1",
        above(0, 1_000), source="C: 0.4-0.8 gives Pareto shares of 50-63 %",
    )  # fmt: skip
    renewal: float = quantity(
        0.15, "lives that change", "share of customers whose rate and tastes change in a year", "share a year", SHARE,
        source="C: needed for buyer moderation",
    )  # fmt: skip
    outside_appeal: float = quantity(
        -1.0, "worth of buying nothing", "worth of buying nothing", "utility", between(-100, 100),
        source="P: some 6 % of trips end without a purchase",
    )  # fmt: skip
    stockpiling: float = quantity(
        4.0, "buying ahead", "need that is worth buying ahead, for each 100 % below the expected price", "weeks",
        between(0, 1_000), source="P: two thirds of a week at 20 % off",
    )  # fmt: skip
    expansion: float = quantity(
        0.2, "deals raise need", "rise of the log of need for a unit of utility that promotions offer", "1",
        between(0, 5), source="P: 0-0.3",
    )  # fmt: skip


class Attention(Block):
    """What brings a firm to mind when a purchase is due."""

    forgetting: float = quantity(
        0.02, "firms are forgotten", "share of salience lost towards the firm's presence", "share a week", SHARE,
    )  # fmt: skip
    promotion: float = quantity(
        0.5, "eye for promotions", "chance that a labelled promotion catches the eye", "probability", SHARE,
    )  # fmt: skip
    hearsay: float = quantity(
        0.3, "ear for friends", "chance that what an acquaintance says brings a firm to mind", "probability", SHARE,
    )  # fmt: skip
    longing: float = quantity(
        0.0, "loved from afar",
        "affect that a trip adds for a firm in mind that suits and was never bought from, per unit of lasting taste"
        " and of `affect_growth`",
        "share of what is left to 1", between(0, 10), source="P: none; mere exposure M: Zajonc 1968; theory text",
    )  # fmt: skip


class Beginning(Block):
    """What customers start with, before their first purchase in the run."""

    liking: float = quantity(
        0.1, "first liking", "affect felt from the start for a firm that suits, per unit of lasting taste", "0-1",
        SHARE,
    )  # fmt: skip
    habit: float = quantity(
        0.5, "habit of the large firm", "habit for a firm per share of the customers who start there", "0-1", SHARE,
    )  # fmt: skip
    own_habit: float = quantity(0.5, "habit of the own firm", "habit for the own firm beside it", "0-1", SHARE)


class ReferencePrice(Block):
    """The expected price, and both sides of it."""

    memory: float = quantity(
        0.6, "memory for prices", "share of the remembered price kept at each exposure", "share", SHARE,
        source="P: 0.6-0.85",
    )  # fmt: skip
    latitude: float = quantity(
        0.03, "price gap that nobody minds", "gap between price and expected price that goes unnoticed", "share", SHARE,
        source="P: 3-8 %; existence V: Kalyanaram and Winer 1995",
    )  # fmt: skip
    doubt: float = quantity(
        4.0, "cheap looks poor", "doubt about a stranger's quality per squared share below the expected price", "1",
        between(0, 100), source="C: optimum at 0.85 for strangers",
    )  # fmt: skip
    half_familiarity: float = quantity(
        2.0, "getting to know a firm", "purchases that make a stranger half familiar", "purchases", above(0, 1_000),
        source="P: 1-3",
    )  # fmt: skip
    label_relief: float = quantity(
        0.6, "a promotion excuses the price", "share of the doubt that the label of a promotion takes away", "share",
        SHARE, source="P: 0.5-0.7",
    )  # fmt: skip
