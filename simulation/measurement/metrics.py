"""What is measured: every metric of the tables with its meaning, unit and which way is better.

Formulas read the week's counts (`state/counts.py`) and the firm's books; this file needs no compiled code, no pandas.
"""

from typing import Literal, NamedTuple

Better = Literal["up", "down", ""]
Kind = Literal["flow", "stock", "rate"]


class Metric(NamedTuple):
    """A column of the result tables.

    `kind` tells how a run sums it up: a flow is summed over the reported weeks, a stock is taken at the last week,
    a rate is averaged over the last 52 reported weeks.
    """

    meaning: str
    unit: str
    better: Better
    kind: Kind


class CostPart(NamedTuple):
    """A part of a firm's cost, and what of it comes how.

    All of it counts in profit. What recurs with customers, visits or purchases counts in lifetime value and in customer
    equity; what a week costs, whoever comes, in equity by its discounted sum; what is paid once in neither.
    """

    by_customers: str = ""
    by_week: str = ""
    once: str = ""


COSTS = {
    "unit": CostPart(by_customers="every unit sold"),
    "service": CostPart(by_customers="every visit"),
    "desk": CostPart(by_customers="every case", by_week="posts at the desk"),
    "compensation": CostPart(by_customers="what is paid back for a problem"),
    "promotion": CostPart(by_week="promotion weeks of the firm's own pricing", once="a promotion that is an event"),
    "acquisition": CostPart(once="winning a customer, who is then in the base"),
    "communication": CostPart(by_week="advertising", once="a campaign that is an event"),
    "relationship": CostPart(by_customers="joint benefits, favours and tailored offers, with every visit",
                             by_week="knowing customers, messages to them"),
    "people": CostPart(by_week="pay, training, replacing who leaves", once="training that is an event"),
    "improvement": CostPart(by_week="prevention, market research",
                            once="projects, development, prevention that is an event"),
    "overhead": CostPart(by_week="rent and all else that no sale adds to"),
    "extension": CostPart(by_customers="every item of other goods"),
}  # fmt: skip
COST_PARTS = tuple(COSTS)

METRICS: dict[str, Metric] = {
    "market_share": Metric("the firm's purchases / all purchases", "share", "up", "rate"),
    "penetration": Metric("buyers / customers, 52 weeks", "share", "up", "stock"),
    "purchase_frequency": Metric("purchases per buyer, 52 weeks", "purchases", "up", "stock"),
    "repeat_rate": Metric("purchases from the firm of the previous purchase / purchases by its previous buyers",
                          "share", "up", "rate"),
    "share_of_requirements": Metric("the firm's part of its buyers' category purchases, 52 weeks", "share", "up",
                                    "stock"),
    "share_of_wallet": Metric("the firm's part of its buyers' category spending, 52 weeks", "share", "up", "stock"),
    "retention": Metric("of the customers whose main firm this was in the window that ended one window ago, the part"
                        " whose main firm it is in the window that ends now", "share", "up", "stock"),
    "churn": Metric("1 - retention", "share", "down", "stock"),
    "active_share": Metric("of the customers active 52 weeks ago, or at week 1, the part still active", "share", "up",
                           "stock"),
    "acquired": Metric("first purchases from the firm", "customers", "up", "flow"),
    "acquired_by_word_of_mouth": Metric("first purchases led to by an acquaintance's praise", "customers", "up",
                                        "flow"),
    "active_customers": Metric("customers who bought within the lapse time", "customers", "up", "stock"),
    "satisfaction": Metric("mean cumulative satisfaction of active customers", "index 0-100", "up", "rate"),
    "nps": Metric("% promoters - % detractors among active customers", "index -100-100", "up", "rate"),
    "conviction": Metric("conscious loyalty of active customers", "index 0-100", "up", "rate"),
    "affect": Metric("emotional loyalty of active customers", "index 0-100", "up", "rate"),
    "habit": Metric("behavioral loyalty of active customers", "index 0-100", "up", "rate"),
    "loyalty": Metric("mean of conviction, affect and habit", "index 0-100", "up", "rate"),
    "failures": Metric("service failures", "visits", "down", "flow"),
    "dissatisfied": Metric("dissatisfying encounters", "visits", "down", "flow"),
    "voiced": Metric("problems told to the front line", "visits", "", "flow"),
    "complaints": Metric("complaints at the firm's desk", "complaints", "down", "flow"),
    "complaint_rate": Metric("complaints at the desk / dissatisfied", "share", "down", "rate"),
    "resolved": Metric("complaints settled, at the front line or at the desk", "complaints", "up", "flow"),
    "resolution_weeks": Metric("mean time to an answer from the desk", "weeks", "down", "rate"),
    "silent_exits": Metric("dissatisfied customers who left without a word", "customers", "down", "flow"),
    "exits": Metric("dissatisfied customers who left, silent or not", "customers", "down", "flow"),
    "abandoned": Metric("trips of the firm's customers given up in the queue or on the way", "visits", "down", "flow"),
    "attributes_read": Metric("attributes of offers read for a purchase", "count", "", "rate"),
    "morale": Metric("employees' satisfaction", "index 0-100", "up", "rate"),
    "wait_minutes": Metric("time in the queue", "minutes", "down", "rate"),
    "price": Metric("shelf price, promotion included", "money", "", "rate"),
    "price_paid": Metric("revenue / units", "money", "", "rate"),
    "units": Metric("purchases", "units", "up", "flow"),
    "revenue": Metric("money received", "money", "up", "flow"),
    "extension_revenue": Metric("money received for other goods under the firm's name", "money", "up", "flow"),
    "cost": Metric("money spent, the sum of its parts", "money", "down", "flow"),
    **{f"cost_{part}": Metric(f"money spent on: {part}", "money", "down", "flow") for part in COST_PARTS},
    "profit": Metric("revenue - cost", "money", "up", "flow"),
    "cumulative_profit": Metric("profit since week 1", "money", "up", "stock"),
    "clv": Metric("margin expected of a customer of the base in ten years, discounted, all that recurs with customers"
                  " paid; the base bought within three mean times between purchases, at least 52 weeks", "money",
                  "up", "stock"),
    "customer_equity": Metric("the same of the whole base, less ten years of weekly costs, discounted", "money", "up",
                              "stock"),
    "cost_to_acquire": Metric("cost of acquisition, communication and promotion a newcomer", "money", "down", "rate"),
    "cost_to_retain": Metric("cost of relationship, desk and compensation a year and active customer", "money", "down",
                             "rate"),
    "customer_knowledge": Metric("what the firm knows of who visits it", "index 0-100", "up", "rate"),
    "cost_to_serve": Metric("cost of service, desk and compensation a visit", "money", "down", "rate"),
}  # fmt: skip
