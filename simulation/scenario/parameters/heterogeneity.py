"""How customers of one loyalty type differ, how alike firms are liked, and how a customer's type may change."""

from simulation.reading.block import SHARE, Block, Topic, between, quantity

DIFFER = "P: none; 0.3-0.6 from memory; that people differ V: Kamakura and Russell 1989"
SPREAD = between(0, 2)


class Heterogeneity(Block):
    """Differences between customers of one type, who share its way to decide. All are 0: nobody differs."""

    topic = Topic.CUSTOMERS

    price_spread: float = quantity(
        0.3, "differences in care for price",
        "standard deviation of the logarithm of price_weight within a type, the mean kept", "log points", SPREAD,
        source=DIFFER, plausible="0.3:0.6",
    )  # fmt: skip
    quality_spread: float = quantity(
        0.3, "differences in care for quality", "the same of quality_weight", "log points", SPREAD,
        source="P", plausible="0.15:0.5",
    )  # fmt: skip
    affect_spread: float = quantity(
        0.3, "differences in care for liking", "the same of affect_weight", "log points", SPREAD,
        source="P", plausible="0.15:0.5",
    )  # fmt: skip
    habit_spread: float = quantity(
        0.3, "differences in care for habit", "the same of habit_weight", "log points", SPREAD,
        source="P; that people differ V: Horsky et al. 2006", plausible="0.15:0.5",
    )  # fmt: skip
    shared_taste: float = quantity(
        0.0, "alike in taste within a group", "part of the variance of tastes that firms of one group share", "share",
        SHARE, source="P: none; that there is one M: Elrod and Keane 1995", plausible="x0.5:1.5",
    )  # fmt: skip
    type_change: float = quantity(
        0.0, "lives that change the type",
        "share of changed lives (purchases.renewal) whose loyalty type is drawn anew from the mix", "share", SHARE,
        source="P: none", plausible="x0.5:2",
    )  # fmt: skip
