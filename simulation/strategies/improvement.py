"""What a firm spends on getting better: prevention, development, market research; and how fast it acts on it."""

from simulation.reading.block import Block, Cost, above, between, quantity


class Improvement(Block):
    """Prevention, surveys, mystery shopping, and the lag from a signal to an action."""

    prevention: float = quantity(
        0.0, "spent on prevention", "Spending on the prevention of failures, per 10,000 customers", "money a week",
        between(0, 1e9),
    )  # fmt: skip
    prevention_half: Cost = quantity(
        250.0, "prevention that halves failures",
        "Prevention that halves failures; the next half of them costs twice that again", "money a week", above(0, 1e9),
        source="P: some 4 % of the revenue of a firm with a quarter of the market", plausible="x0.5:2 log",
    )  # fmt: skip
    development_scale: Cost = quantity(
        22_000.0, "cost of a better product",
        "Spending in all that closes 63 % of the gap to a perfect product, per 10,000 customers", "money",
        above(0, 1e12), source="P: 3 % of revenue buys some 10 points in the first year", plausible="x0.5:2 log",
    )  # fmt: skip
    mystery_visits: float = quantity(
        0.0, "visits to rivals", "Visits to each rival as its customer, for benchmarking", "visits a week",
        between(0, 1_000),
    )  # fmt: skip
    visit_cost: Cost = quantity(
        15.0, "cost of such a visit", "Cost of such a visit", "money", between(0, 1e6),
        source="P: a purchase and an hour", plausible="x0.7:1.4",
    )  # fmt: skip
    listening: float = quantity(
        0.0, "ear for what rivals do better",
        "share of complaints in which the firm notes what is said of rivals, by customers who know them", "share",
        between(0, 1), source="P: none; that complaints tell: theory text",
    )  # fmt: skip
    listening_cost: Cost = quantity(
        0.2, "cost of noting it", "Cost of noting what a complaint tells of a rival", "money", between(0, 1e6),
        source="P: some minutes", plausible="x0.7:1.4",
    )  # fmt: skip
    answers: int = quantity(
        0, "customers asked", "Customers asked, each quarter, how much each part of the service matters to them",
        "answers", between(0, 100_000),
    )  # fmt: skip
    answer_cost: Cost = quantity(
        2.0, "cost of an answer", "Cost of an answer", "money", between(0, 1e6), plausible="x0.7:1.4",
    )  # fmt: skip
    response_lag: int = quantity(
        0, "time to react", "Weeks from a signal, a complaint or a survey, to what the firm makes of it", "weeks",
        between(0, 103),
    )  # fmt: skip


def prevented(failure_rate: float, spending: float, half: float) -> float:
    """Failure rate, 0-1 per visit, that is left when so much is spent on prevention: returns diminish."""
    return failure_rate * half / (half + spending)
