"""All that a manager may know at the start of a week, and may set: plain frozen numbers, no minds."""

from collections.abc import Sequence
from typing import NamedTuple


class ServiceLevel(NamedTuple):
    """What a visit to the firm is meant to be like, and what such a visit costs to provide."""

    quality: float = 0.7
    """Excellence of the product itself, 0-1 (static quality)."""
    process: float = 0.7
    """How well the service process is designed and run, 0-1."""
    technical: float = 0.7
    """Technical capability, skill and knowledge behind the service, 0-1."""
    failure_rate: float = 0.08
    """Chance that a visit goes wrong, 0-1 per visit."""
    major_share: float = 0.2
    """Share of the failures that are serious for the customer, 0-1."""
    capacity: float = 0.0
    """Visits a week that can be served per 10,000 customers of the market; 0 means without limit."""
    minutes: float = 5.0
    """Mean service time of a visit, minutes."""
    steps: float = 3.0
    """Steps that a customer takes to buy: the friction of the purchase, count."""
    cost_at_half: float = 0.25
    """Cost of a visit when the three levels average one half, money."""

    @property
    def level(self) -> float:
        """Mean of product quality, service process and technical capability, 0-1."""
        return (self.quality + self.process + self.technical) / 3.0

    @property
    def cost_per_visit(self) -> float:
        """Money to provide one visit; returns diminish, so that the last tenth of excellence costs most."""
        level = min(self.level, 0.99)
        return self.cost_at_half * level / (1.0 - level)


class Handling(NamedTuple):
    """How the firm invites, answers and settles complaints, and what the complaint desk costs."""

    ease_of_voice: float = 0.2
    """How easy the firm makes it to complain, 0-1 (hidden desk to open invitation)."""
    frontline_authority: float = 0.35
    """Share of the problems it settles that the front line settles on the spot, 0-1; others take `days`."""
    staff: float = 6.0
    """Part-time posts at the desk, about half a day a week each, per 10,000 customers of the market."""
    cases_per_staff: float = 5.0
    """Complaints that one post at the desk can answer in a week, count."""
    days: float = 7.0
    """Working days until an answer when nobody queues, days."""
    resolution: float = 0.45
    """Chance that the answer of the front line or of the desk settles the matter, 0-1."""
    compensation: float = 0.3
    """Compensation paid for a settled complaint, as a share of the price paid (1 = full refund)."""
    empathy: float = 0.5
    """Courtesy and concern shown to the complainant, 0-1."""
    learning: float = 0.1
    """Share of the causes of failure removed per 1,000 complaints used per 10,000 customers, 0-1."""
    wage: float = 25.0
    """Wage of one post at the desk, money a week."""
    cost_per_case: float = 1.0
    """Cost of handling one complaint beside wage and compensation, money."""


class Ledger(NamedTuple):
    """What a manager can know from the books, panel data, surveys, complaints and mystery shopping."""

    week: int
    """Reported week that is about to start; 0 and below during burn-in."""
    firm: str
    """The firm's own name."""
    unit_cost: float
    """Cost of one unit of the product, money."""
    list_price: float
    """Own list price last week, money."""
    shelf_price: float
    """Own price after promotion last week, money."""
    rival_prices: tuple[float, ...] = ()
    """Open rivals' prices after promotion last week, money; empty for a monopolist."""
    market_price: float = 0.0
    """Smoothed mean shelf price of the market over recent weeks, as customers have come to expect, money."""
    prices: tuple[float, ...] = ()
    """Own list price as decided by week (before events), most recent last, up to 104 weeks, money."""
    units: tuple[float, ...] = ()
    """Own units sold by week, most recent last, up to 104 weeks, count."""
    revenue: tuple[float, ...] = ()
    """Own revenue by week, most recent last, up to 104 weeks, money."""
    profit: tuple[float, ...] = ()
    """Own profit by week, most recent last, up to 104 weeks, money."""
    market_units: tuple[float, ...] = ()
    """Units sold by all firms by week from panel data, most recent last, up to 104 weeks, count."""
    survey_satisfaction: tuple[float, ...] = ()
    """Mean of the post-purchase questionnaire by week (last known mean in a week without answers), 0-1."""
    complaints: tuple[float, ...] = ()
    """Complaints that reached the firm's desk by week, most recent last, up to 104 weeks, count."""
    backlog: float = 0.0
    """Complaints still open at the desk, count."""
    wait_minutes: float = 0.0
    """Mean time that a customer queued last week, minutes."""
    service: ServiceLevel = ServiceLevel()
    """Own service as decided last week, before events change it."""
    services: tuple[ServiceLevel, ...] = ()
    """Own service by week as decided, most recent last, up to 104 weeks."""
    best_rival_service: tuple[ServiceLevel, ...] = ()
    """Service of the best open rival by week as mystery shopping shows it, most recent last, up to 104 weeks."""
    matters: tuple[float, ...] = ()
    """How much quality, process and technical capability matter to customers, by the last survey, shares."""
    weeks_open: int = 0
    """Weeks since the firm opened its doors, burn-in included, count."""


def trailing_mean(series: Sequence[float], weeks: int, weeks_ago: int = 0) -> float | None:
    """Mean over the `weeks` that ended `weeks_ago`; None where the books do not reach that far back."""
    end = len(series) - weeks_ago
    if weeks < 1 or end < weeks:
        return None
    return sum(series[end - weeks : end]) / weeks


def share_left(ledger: Ledger, weeks: int) -> float:
    """What is left of an offer that fades evenly from week 1 or the firm's opening; nothing in burn-in."""
    if ledger.week <= 0:
        return 0.0
    gone = min(ledger.week - 1, ledger.weeks_open)
    return max(0.0, 1.0 - gone / weeks)
