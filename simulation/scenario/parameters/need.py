"""What a purchase comes from: need, what comes to mind, the price that is expected, and what one starts with."""

from typing import Annotated

from pydantic import Field

from simulation.reading.block import SHARE, Block, Topic, above, between, quantity

Share = Annotated[float, Field(ge=0, le=1)]


class Purchases(Block):
    """Need for the category: purchases are Poisson, their rates gamma distributed (NBD)."""

    topic = Topic.BUYING

    per_year: float = quantity(
        14.0, "purchases a year", "mean units needed by a customer", "units a year", between(0, 500), source="P: 5-26",
        plausible="5:26",
    )  # fmt: skip
    shape: float = quantity(
        0.75, "light and heavy buyers", "shape of the gamma distribution of rates; small means few heavy buyers", "1",
        above(0, 1_000), source="C: 0.4-0.8 gives Pareto shares of 50-63 %", plausible="0.4:0.8",
    )  # fmt: skip
    renewal: float = quantity(
        0.15, "lives that change", "share of customers whose rate and tastes change in a year", "share a year", SHARE,
        source="C: needed for buyer moderation", plausible="0.08:0.25",
    )  # fmt: skip
    outside_appeal: float = quantity(
        -1.0, "worth of buying nothing", "worth of buying nothing", "utility", between(-100, 100),
        source="P: some 6 % of trips end without a purchase", plausible="-1.5:-0.5",
    )  # fmt: skip
    stockpiling: float = quantity(
        2.5, "buying ahead", "need that is worth buying ahead, for each 100 % below the expected price", "weeks",
        between(0, 1_000), source="P: two fifths of a week at 20 % off", plausible="1.5:3.5",
    )  # fmt: skip
    expansion: float = quantity(
        0.28, "cheapness raises need",
        "rise of the log of need for a unit of utility that prices offer, against the usual one", "1", between(0, 5),
        source="P: 0-0.3", plausible="0:0.3",
    )  # fmt: skip
    own_price: float = quantity(
        0.5, "the price one is used to", "weight of the price of the firm last bought from in what moves need", "share",
        SHARE, source="P", plausible="0.3:0.7",
    )  # fmt: skip
    variety_seeking: float = quantity(
        0.5, "seeking variety", "chance that on a trip neither taste nor loyalty counts", "probability", SHARE,
        source="P; named by Oliver 1999 and M: McAlister and Pessemier 1982", plausible="0.3:0.7",
    )  # fmt: skip


class ComingAndGoing(Block):
    """Who comes into the category and who leaves it, of their own accord and whatever the firms do.

    A market has so many places for customers. A newcomer takes a vacant one, with its acquaintances and its loyalty
    type; all else of it is new. Who drops out needs nothing any more, and leaves a place that is vacant as soon as no
    figure looks back on its last purchase.
    """

    topic = Topic.BUYING

    vacant: float = quantity(
        0.0, "room for newcomers", "places for customers that are vacant on the first day", "share", SHARE,
        source="P: none", plausible="x0.8:1.25",
    )  # fmt: skip
    arrivals: float = quantity(
        0.0, "newcomers", "customers who come into the category in a year, by all places; no more than are vacant",
        "share a year", between(0, 52), source="P: none", plausible="x0.7:1.4",
    )  # fmt: skip
    by_week: tuple[Share, ...] = quantity(
        (), "newcomers by week", "the same of the first, second … reported week, in place of the yearly share", "share",
        source="P: none",
    )  # fmt: skip
    dropout: float = quantity(
        0.0, "leaving the category", "chance that a purchase is a customer's last one in the category, mean of all",
        "probability", SHARE, source="P: none; M: 0.25 at an online shop, Fader et al. 2005", plausible="x0.5:2 log",
    )  # fmt: skip
    dropout_size: float = quantity(
        3.2, "sameness in leaving it",
        "sum of both parameters of the beta distribution of that chance; the smaller, the more customers differ", "1",
        above(0, 1_000_000), source="M: 3.2 at an online shop, Fader et al. 2005", plausible="1.6:6.4 log",
    )  # fmt: skip
    first_dropout: float = quantity(
        1.0, "leaving after the first purchase", "how much of that chance there is after a customer's first purchase",
        "share", SHARE, source="P; 0 in Fader et al. 2005", plausible="0:1",
    )  # fmt: skip


class Attention(Block):
    """What brings a firm to mind when a purchase is due."""

    topic = Topic.NOTICE

    forgetting: float = quantity(
        0.02, "firms are forgotten", "share of salience lost towards the firm's presence", "share a week", SHARE,
        plausible="0.01:0.04 log",
    )  # fmt: skip
    promotion: float = quantity(
        0.5, "eye for promotions", "chance that a labelled promotion of a firm of full presence catches the eye",
        "probability", SHARE, plausible="0.3:0.7",
    )  # fmt: skip
    display: float = quantity(
        0.0, "eye for displays", "chance that a display or feature catches the eye beside any label", "probability",
        SHARE, source="P: none", plausible="x0.6:1.6",
    )  # fmt: skip
    hearsay: float = quantity(
        0.75, "ear for friends", "chance that what an acquaintance says brings a firm to mind", "probability", SHARE,
        plausible="0.5:0.9",
    )  # fmt: skip
    longing: float = quantity(
        0.05, "loved from afar",
        "affect that a trip adds for a firm in mind that suits and was never bought from, per unit of lasting taste"
        " and of `affect_growth`",
        "share of what is left to 1", between(0, 10), source="P; mere exposure M: Zajonc 1968; theory text",
        plausible="0.02:0.1 log",
    )  # fmt: skip


class Beginning(Block):
    """What customers start with, before their first purchase in the run."""

    topic = Topic.CUSTOMERS

    liking: float = quantity(
        0.1, "first liking", "affect felt from the start for a firm that suits, per unit of lasting taste", "0-1",
        SHARE, plausible="0.05:0.2",
    )  # fmt: skip
    habit: float = quantity(
        0.5, "habit of the large firm", "habit for a firm per share of the customers who start there", "0-1", SHARE,
        plausible="0.3:0.7",
    )  # fmt: skip
    own_habit: float = quantity(
        0.5, "habit of the own firm", "habit for the own firm beside it", "0-1", SHARE, plausible="0.3:0.7",
    )  # fmt: skip


class ReferencePrice(Block):
    """The expected price, and both sides of it."""

    topic = Topic.PRICES

    memory: float = quantity(
        0.6, "memory for prices", "share of the remembered price kept at each exposure", "share", SHARE,
        source="P: 0.6-0.85", plausible="0.6:0.85",
    )  # fmt: skip
    latitude: float = quantity(
        0.03, "price gap that nobody minds", "gap between price and expected price that goes unnoticed", "share", SHARE,
        source="P: 3-8 %; existence V: Kalyanaram and Winer 1995", plausible="0.03:0.08",
    )  # fmt: skip
    doubt: float = quantity(
        4.0, "cheap looks poor", "doubt about a stranger's quality per squared share below the expected price", "1",
        between(0, 100), source="C: optimum at 0.85 for strangers", plausible="2:6",
    )  # fmt: skip
    half_familiarity: float = quantity(
        2.0, "getting to know a firm", "purchases that make a stranger half familiar", "purchases", above(0, 1_000),
        source="P: 1-3", plausible="1:3",
    )  # fmt: skip
    tier: float = quantity(
        0.7, "a usual price is fair",
        "part of a firm's usual distance from what the category costs that its customers take for fair", "share",
        SHARE, source="P; sign V: Kahneman, Knetsch and Thaler 1986", plausible="0.5:0.9",
    )  # fmt: skip
    tier_half_life: float = quantity(
        520.0, "time until a new price is usual", "time in which half of a firm's former usual price is forgotten",
        "weeks", above(0, 100_000), source="P: ten years", plausible="260:1040 log",
    )  # fmt: skip
    label_relief: float = quantity(
        0.6, "a promotion excuses the price", "share of the doubt that the label of a promotion takes away", "share",
        SHARE, source="P: 0.5-0.7", plausible="0.5:0.7",
    )  # fmt: skip
