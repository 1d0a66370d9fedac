"""What a firm does for those who serve: employees are its internal customers."""

from simulation.reading.block import SHARE, Block, FreeCut, FreeRise, Topic, between, quantity


class People(Block):
    """Pay, training and knowledge of staff; their wages are the part of overhead named here."""

    topic = Topic.STAFF

    pay: float = quantity(1.0, "pay", "Pay", "multiple of the usual pay", between(0, 10))
    training: float = quantity(
        0.0, "training", "Spending on training, per 10,000 customers", "money a week", between(0, 1e9),
    )  # fmt: skip
    knowledge: FreeRise = quantity(
        0.5, "knowledge of staff", "What staff know of products and discounts", "0-1", SHARE, plausible="+-0.1",
    )  # fmt: skip
    turnover: FreeCut = quantity(
        0.25, "staff who leave", "Employees who leave when morale is as usual", "share a year", between(0, 5),
        source="P: equal to the market's", plausible="x0.6:1.6",
    )  # fmt: skip
    contact: float = quantity(
        1.0, "staff whom customers meet", "Part of the service that people give; 0 is a channel without contact",
        "share", SHARE,
    )  # fmt: skip
    wage_share: float = quantity(
        0.4, "wages in overhead", "Part of overhead that is wages at the usual pay", "share", SHARE,
    )  # fmt: skip
