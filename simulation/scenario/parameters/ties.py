"""What the years with a firm change, and what ties people to it or makes them a burden."""

from typing import Annotated

from pydantic import Field

from simulation.reading.block import SHARE, Block, Cost, Topic, between, quantity

More = Annotated[float, Field(ge=0, le=100)]
MoreOrLess = Annotated[float, Field(ge=-1, le=100)]


class Tenure(Block):
    """What grows with the years that a customer stays with a firm; each part can be switched off."""

    topic = Topic.TIES

    cross_sell: tuple[More, ...] = quantity(
        (0.0, 0.1, 0.2, 0.3), "more goods with the years",
        "further spending as a share of the purchase, in the first, second … year of tenure", "share",
        plausible="x0.5:1.5",
    )  # fmt: skip
    usage: tuple[MoreOrLess, ...] = quantity(
        (0.0,), "more use with the years",
        "more of the same bought, as a share of the purchase, in the first, second … year of tenure", "share",
        source="P: none", plausible="x0.5:1.5",
    )  # fmt: skip
    premium: tuple[MoreOrLess, ...] = quantity(
        (0.0,), "more paid with the years",
        "more paid for the same, as a share of the price, in the first, second … year of tenure", "share",
        source="P: none", plausible="x0.5:1.5",
    )  # fmt: skip
    cost_new: Cost = quantity(
        2.2, "serving a new customer", "cost to serve a new customer a visit", "money", between(0, 1e9),
        source="P: at least 1.5 times an old one's", plausible="x0.7:1.4 above cost_established",
    )  # fmt: skip
    cost_established: Cost = quantity(
        0.5, "serving an old customer", "cost to serve an established customer a visit", "money", between(0, 1e9),
        plausible="x0.7:1.4",
    )  # fmt: skip
    learning: float = quantity(
        1.0, "speed of getting used to each other", "rate at which the one becomes the other", "1 a year",
        between(0, 1_000), plausible="0.5:2 log",
    )  # fmt: skip


class Bonds(Block):
    """What ties a customer to a firm beside satisfaction: joint benefits, and how people are treated."""

    topic = Topic.TIES

    alliance: float = quantity(
        1.0, "worth of joint benefits", "what full joint benefits are worth to a customer of long standing", "utility",
        between(0, 20), plausible="0.5:1.5",
    )  # fmt: skip
    barrier: float = quantity(
        1.2, "joint benefits hold", "how much they hold a customer who met a problem", "logit", between(0, 20),
        plausible="0.6:1.8",
    )  # fmt: skip
    empathy: float = quantity(
        1.6, "kindness holds", "how much empathy from 0 to 1 holds a customer who complained", "logit", between(0, 20),
        source="P; sign V: Orsingher et al. 2010", plausible="0.8:2.4",
    )  # fmt: skip
    warmth: float = quantity(
        0.5, "kindness warms", "how much faster affect grows with empathy from 0 to 1", "share", between(0, 10),
        plausible="0.25:0.75",
    )  # fmt: skip
    usual_empathy: float = quantity(
        0.51, "usual kindness", "empathy that customers are used to; there all is as without", "0-1", SHARE,
        plausible="0.45:0.57",
    )  # fmt: skip


class Rewards(Block):
    """What a reward programme does to its members, beside the money (firms.*.programme)."""

    pressure: float = quantity(
        1.0, "pull of a near reward",
        "worth of a whole reward when it is all but earned, against as much money off the price", "1", between(0, 20),
        source="P; sign V2: Taylor and Neslin 2005", plausible="0.5:2 log",
    )  # fmt: skip
    steepness: float = quantity(
        3.0, "nearness that counts", "power of the progress towards a reward by which its pull grows", "1",
        between(0, 20), source="P; that it grows V2: Kivetz, Urminsky and Zheng 2006", plausible="2:4",
    )  # fmt: skip
    hurry: float = quantity(
        0.5, "purchases pulled ahead",
        "rise of need when a reward is all but earned, at full care for rewards to come; made up for afterwards",
        "share", between(0, 10), source="P; sign V2: Kivetz, Urminsky and Zheng 2006", plausible="0.25:1 log",
    )  # fmt: skip
    lift: float = quantity(
        0.3, "joy at a reward", "affect that a reward adds, in speeds of warming", "share of what is left to 1",
        between(0, 10), source="P; sign V2: Taylor and Neslin 2005", plausible="0.15:0.6 log",
    )  # fmt: skip
    stake: float = quantity(
        1.0, "rewards hold", "how much rewards worth a purchase, lost on leaving, hold a customer who met a problem",
        "logit", between(0, 20), plausible="0.5:2 log",
    )  # fmt: skip


class Difficult(Block):
    """Customers who deviate from what is usual between people: abuse, returns, demands without end."""

    topic = Topic.CUSTOMERS

    share: float = quantity(
        0.02, "difficult customers", "share of customers who cost far more than usual", "share", SHARE,
        source="P; F36 asks with 0.02", plausible="0.01:0.04 log",
    )  # fmt: skip
    cost: Cost = quantity(
        6.0, "cost of a difficult customer",
        "what each of their visits costs beyond the usual, more than a purchase earns", "money", between(0, 1e6),
        plausible="x0.5:2 log",
    )  # fmt: skip
