"""What a firm spends on getting better: prevention, development, market research; and how fast it acts on it."""

from simulation.reading.block import Block, Cost, quantity


class Improvement(Block):
    """Prevention, surveys, mystery shopping, and the lag from a signal to an action."""

    prevention: float = quantity(
        0.0, "Spending on the prevention of failures, per 10,000 customers", "money a week", ge=0, le=1e9
    )
    prevention_half: Cost = quantity(
        250.0,
        "Prevention that halves failures; the next half of them costs twice that again",
        "money a week",
        "[P: some 4 % of the revenue of a firm with a quarter of the market]",
        gt=0,
        le=1e9,
    )
    development_scale: Cost = quantity(
        22_000.0,
        "Spending in all that closes 63 % of the gap to a perfect product, per 10,000 customers",
        "money",
        "[P: 3 % of revenue buys some 10 points in the first year]",
        gt=0,
        le=1e12,
    )
    mystery_visits: float = quantity(
        0.0, "Visits to each rival as its customer, for benchmarking", "visits a week", ge=0, le=1_000
    )
    visit_cost: Cost = quantity(15.0, "Cost of such a visit", "money", "[P: a purchase and an hour]", ge=0, le=1e6)
    answers: int = quantity(
        0,
        "Customers asked, each quarter, how much each part of the service matters to them",
        "answers",
        ge=0,
        le=100_000,
    )
    answer_cost: Cost = quantity(2.0, "Cost of an answer", "money", "[P]", ge=0, le=1e6)
    response_lag: int = quantity(
        0, "Weeks from a signal, a complaint or a survey, to what the firm makes of it", "weeks", ge=0, le=103
    )


def prevented(failure_rate: float, spending: float, half: float) -> float:
    """Failure rate, 0-1 per visit, that is left when so much is spent on prevention: returns diminish."""
    return failure_rate * half / (half + spending)
