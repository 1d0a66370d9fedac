"""What a firm does for those who serve: employees are its internal customers."""

from simulation.reading.block import Block, quantity


class People(Block):
    """Pay, training and knowledge of staff; their wages are the part of overhead named here."""

    pay: float = quantity(1.0, "Pay", "multiple of the usual pay", ge=0, le=10)
    training: float = quantity(0.0, "Spending on training, per 10,000 customers", "money a week", ge=0, le=1e9)
    knowledge: float = quantity(0.5, "What staff know of products and discounts", "0-1", "[P]", ge=0, le=1)
    turnover: float = quantity(
        0.25, "Employees who leave when morale is as usual", "share a year", "[P: equal to the market's]", ge=0, le=5
    )
    contact: float = quantity(
        1.0, "Part of the service that people give; 0 is a channel without contact", "share", ge=0, le=1
    )
    wage_share: float = quantity(0.4, "Part of overhead that is wages at the usual pay", "share", "[P]", ge=0, le=1)
