"""What can be observed of a real firm, which outcome of the model it is, and how sure a bare number counts.

A fact has the meaning of the model's own outcome: what the docs' table says of it is what is computed. Its uncertainty,
where nobody gives one, is ours to propose: that of a dashboard's number, rounded and drawn from a sample.
"""

from __future__ import annotations

from typing import NamedTuple

MONEY = "money"
SHARE = "share"


class Observable(NamedTuple):
    """A number that is known of a firm, and the outcome of the model that it is.

    `least` and `part` are the standard error of a number that comes without one: at least so much, and at least this
    part of the number [P].
    """

    formula: str
    unit: str
    low: float
    high: float
    metric: str
    least: float
    part: float
    a_week: bool = False
    """Whether it is the outcome divided by the weeks reported, told of the market's real size."""

    def usual_error(self, value: float) -> float:
        """The standard error of a value for which nobody gives one, above 0."""
        return max(self.least, self.part * abs(value))

    @property
    def error_told(self) -> str:
        """The same rule in words."""
        parts = [f"{100.0 * self.part:g} % of it"] if self.part else []
        if self.least:
            points = f"{100.0 * self.least:g} point{'' if self.least == 0.01 else 's'}"
            parts.append(points if self.unit == SHARE else f"{self.least:g}")
        return f"the larger of {' and '.join(parts)}" if len(parts) > 1 else parts[0]


def share(formula: str, metric: str, least: float) -> Observable:
    """A share from 0 to 1, and how sure it is, in points."""
    return Observable(formula, SHARE, 0.0, 1.0, metric, least / 100.0, 0.0)


def a_week(formula: str, unit: str, metric: str) -> Observable:
    """A count a week, of the market's real size, sure to 10 %."""
    told = f"{formula} / weeks reported, of the market's real size (per 10,000 customers where nobody tells it)"
    return Observable(told, f"{unit} a week", 0.0, 1e12, metric, 0.1, 0.1, a_week=True)


OBSERVABLES: dict[str, Observable] = {
    "market_share": share("the firm's purchases / all purchases, last 52 weeks", "market_share", 1.0),
    "penetration": share("customers who bought from the firm in the last 52 weeks / all customers", "penetration", 2.0),
    "purchase_frequency": Observable("the firm's purchases in the last 52 weeks / customers who bought from it in them",
                                     "purchases", 0.0, 1e6, "purchase_frequency", 0.05, 0.05),
    "repeat_rate": share("purchases from the firm of the customer's previous purchase / purchases by its previous"
                         " buyers, last 52 weeks", "repeat_rate", 2.0),
    "share_of_requirements": share("the firm's purchases / all purchases of the customers who bought from it, last 52"
                                   " weeks", "share_of_requirements", 2.0),
    "share_of_wallet": share("what these customers paid the firm / what they paid all firms, last 52 weeks",
                             "share_of_wallet", 2.0),
    "retention": share("of the customers whose main firm this was in the last year but one, the part whose main firm it"
                       " is in the last (years are longer where people buy less than three times in one)",
                       "retention", 2.0),
    "churn": share("1 - retention", "churn", 2.0),
    "churn_month": share("of contracts: ended in a month / held at its start, last 52 weeks", "churn_month", 0.2),
    "arpu": Observable("of contracts: money received a contract and month, last 52 weeks", MONEY, 0.0, 1e9, "arpu", 0.0,
                       0.02),
    "contacts": Observable("of contracts: service contacts a contract and month, last 52 weeks", "contacts", 0.0, 100.0,
                           "contacts", 0.02, 0.1),
    "first_contact_resolution": share("of contracts: service contacts after which nothing was open / service contacts,"
                                      " last 52 weeks", "first_contact_resolution", 3.0),
    "active_share": share("of the customers active 52 weeks ago, the part still active", "active_share", 2.0),
    "nps": Observable("% promoters - % detractors among active customers, last 52 weeks", "-100 to 100", -100.0, 100.0,
                      "nps", 4.0, 0.0),
    "satisfaction": Observable("mean cumulative satisfaction of active customers, last 52 weeks", "0 to 100", 0.0,
                               100.0, "satisfaction", 2.0, 0.0),
    "complaint_rate": share("complaints at the firm's desk / dissatisfying encounters, last 52 weeks", "complaint_rate",
                            3.0),
    "failure_rate": Observable("visits in which the service failed / visits, last 52 weeks; firms.<firm>.service."
                               "failure_rate is the chance at the start, of which less is left now", SHARE, 0.0, 1.0,
                               "failure_rate", 0.005, 0.1),
    "resolution_weeks": Observable("mean time from a complaint to the desk's answer, last 52 weeks", "weeks", 0.0, 1e5,
                                   "resolution_weeks", 0.02, 0.1),
    "price_paid": Observable("money received / units sold, last 52 weeks", MONEY, 0.0, 1e9, "price_paid", 0.0, 0.01),
    "complaints_a_week": a_week("complaints at the firm's desk", "complaints", "complaints"),
    "failures_a_week": a_week("visits in which the service failed", "visits", "failures"),
    "new_customers_a_week": a_week("first purchases from the firm", "customers", "acquired"),
    "units_a_week": a_week("units sold", "units", "units"),
}  # fmt: skip
"""By the name under which a scenario tells them, `observed.<firm>.<name>`."""

TWINS = {"churn": "retention"}
"""Names that say the same as another."""

_MIND = "is a state of mind that nobody can count; say nps, satisfaction, repeat_rate or retention"
_WORTH = "is computed from a model of the future, not observed; say retention, price_paid and units_a_week"
_BOOKS = "follows from prices, costs and units; set firms.<name>'s prices and costs, and say units_a_week"
OF_CONTRACTS = ("churn_month", "arpu", "contacts", "first_contact_resolution")
"""What is known of contracts only."""
OF_TRIPS = ("purchase_frequency", "repeat_rate", "share_of_requirements", "share_of_wallet", "active_share")
"""What is known of markets only in which people buy from trip to trip."""
_HOW_LONG = "in which time? say {}"
INSTEAD = {
    **dict.fromkeys(("conviction", "affect", "habit", "loyalty", "trust", "commitment", "image"), _MIND),
    **dict.fromkeys(("clv", "customer_equity", "lifetime_value", "cltv"), _WORTH),
    **dict.fromkeys(("profit", "cost", "margin", "cumulative_profit", "cost_to_serve"), _BOOKS),
    **dict.fromkeys(("revenue", "sales", "turnover"), "is price times units; say price_paid and units_a_week"),
    "complaints": _HOW_LONG.format("complaints_a_week"),
    "failures": _HOW_LONG.format("failures_a_week, or failure_rate of visits"),
    "acquired": _HOW_LONG.format("new_customers_a_week"),
    "units": _HOW_LONG.format("units_a_week"),
    "price": "is what the firm charges; set firms.<name>.pricing.price, or say price_paid",
    "dissatisfied": "nobody sees all who are dissatisfied; say satisfaction, nps or complaints_a_week",
    "awareness": "is a setting: firms.<name>.presence is the chance of coming to a stranger's mind",
    "initial_share": "is a setting, with which customers start; say market_share for what was observed",
    **dict.fromkeys(("customers", "active_customers", "real_customers"),
                    "is a size: set firms.<name>.real_customers or market.real_customers, and say penetration"),
    **dict.fromkeys(("csat", "ces"), "say satisfaction, from 0 to 100: on a scale from 1 to 5, 25 x (mean - 1)"),
    "share": "say market_share",
}  # fmt: skip
"""What has no meaning as an observed number of a market, and what to say instead."""
