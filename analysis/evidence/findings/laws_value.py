"""Laws of value: 21 to 24: referral, retention with the years, and what a customer base is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from analysis.evidence.findings.laws_buying import LONG, long_run
from analysis.evidence.registry import Measures, finding
from analysis.laboratory.trip_log import TripLog
from simulation.state.visit_codes import REFERRED

if TYPE_CHECKING:
    from analysis.laboratory.lab import Lab

YEARS = 4
FIVE_POINTS = 0.05
ONE_PERCENT = 1.01


class Stream(NamedTuple):
    """What a group of customers does in the years after it began: shape (years,) each."""

    alive: np.ndarray  # customers who bought in this and all earlier years
    margin: np.ndarray  # money that they earned


def stream_of(panel: TripLog, start: np.ndarray, years: int = YEARS + 1) -> Stream:
    """Yearly survival and margin of relationships that began in week `start`, shape (firms, customers), LONG if not."""
    trips = panel.trips
    began = start[trips["firm"], trips["customer"]]
    age = (trips["week"] - began) // 52
    known = (age >= 0) & (age < years) & (began < LONG)
    alive = np.zeros((years, *start.shape), bool)
    alive[age[known], trips["firm"][known], trips["customer"][known]] = True
    alive = np.logical_and.accumulate(alive, axis=0)
    earned = (trips["paid"] - trips["goods_cents"] - trips["service_cents"] - trips["compensation"]) / 100.0
    rows = np.flatnonzero(known)
    rows = rows[alive[age[rows], trips["firm"][rows], trips["customer"][rows]]]
    return Stream(alive.reshape(years, -1).sum(axis=1), np.bincount(age[rows], earned[rows], years))


def first_purchases(panel: TripLog, first: int, last: int) -> dict[str, np.ndarray]:
    """First purchases from a firm in weeks `first` to `last`, by column."""
    trips = panel.between(first, last)
    return {name: column[trips["is_new"] > 0] for name, column in trips.items()}


def beginnings(panel: TripLog, trips: dict[str, np.ndarray]) -> np.ndarray:
    """Week in which each relationship of these trips began, shape (firms, customers), LONG for the others."""
    start = np.full((panel.firms, panel.kinds.size), LONG)
    start[trips["firm"], trips["customer"]] = trips["week"]
    return start


@finding("L21")
def praise_and_referred_customers(lab: Lab) -> Measures:
    """Praises by warnings; newcomers of two years, referred or not, over the three years that follow each.

    Value is discounted margin by need for the category, within each firm, since the published figures hold for
    customers otherwise alike, and a firm that is praised more shall not count as better customers. Retention is the
    share that buys in the third year.
    """
    panel = long_run(lab)
    praise, warning = panel.news.sum(axis=0)
    new = first_purchases(panel, 1, 104)
    value, kept = _three_years(panel, new)
    need = panel.people.rate[new["customer"]]
    referred = new["is_new"] == REFERRED
    gaps = []
    for firm in range(panel.firms):
        own = new["firm"] == firm
        if not (own & referred).any() or not (own & ~referred).any():
            continue
        yes, no = own & referred, own & ~referred
        worth = [value[who].sum() / need[who].sum() for who in (yes, no)]
        gaps.append([yes.sum(), kept[yes].mean() - kept[no].mean(), worth[0] / worth[1] - 1.0])
    weights, retention, worth = np.array(gaps).T
    return {
        "praise_to_warning": float(praise / warning),
        "retention_of_referred": float(weights @ retention / weights.sum()),
        "value_of_referred": float(weights @ worth / weights.sum()),
    }


def _three_years(panel: TripLog, new: dict[str, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Discounted margin of each newcomer over three years, and whether it buys in the third."""
    start = beginnings(panel, new)
    trips = panel.trips
    age = trips["week"] - start[trips["firm"], trips["customer"]]
    inside = (age >= 0) & (age < 156)
    earned = (trips["paid"] - trips["goods_cents"] - trips["service_cents"]) / 100.0
    worth = np.where(inside, earned * (1.0 + panel.scenario.market.discount_rate) ** (-np.maximum(age, 0) / 52.0), 0.0)
    cells = trips["firm"].astype(np.int64) * panel.kinds.size + trips["customer"]
    value = np.bincount(cells, worth, start.size)
    late = np.bincount(cells, inside & (age >= 104), start.size) > 0
    own = new["firm"].astype(np.int64) * panel.kinds.size + new["customer"]
    return value[own], late[own]


@finding("L22")
def a_cohort_keeps_better_with_the_years(lab: Lab) -> Measures:
    """Newcomers of the first year: who bought in each of the following years, of those who did in the one before.

    The source's churn is of who ceases to be a customer at all: 1 less `active_share`.
    """
    panel = long_run(lab)
    alive = stream_of(panel, beginnings(panel, first_purchases(panel, 1, 52)), YEARS).alive
    kept = alive[1:] / alive[:-1]
    rises = np.diff(kept)
    customers = np.array([panel.result.outcomes[name, "market_share"] for name in panel.scenario.firms])
    churn = 1.0 - np.array([panel.result.outcomes[name, "active_share"] for name in panel.scenario.firms])
    return {
        "rise": float(kept[-1] - kept[0]),
        "bend": float(rises[-1] - rises[0]),
        "churn": float(customers @ churn / customers.sum()),
    }


class Value(NamedTuple):
    """Streams of a market from which its value follows."""

    base: Stream
    new: Stream
    acquisition: float  # money a year
    discount: float  # yearly factor


def value_of(panel: TripLog) -> Value:
    """Customers at the start and newcomers of the first year, followed for five and four years."""
    market = panel.scenario.market
    bought = panel.units(1, 52) > 0
    new = first_purchases(panel, 1, 52)
    is_new = beginnings(panel, new) < LONG
    base = np.where(bought & ~is_new, 1, LONG)
    costs = sum(float(part) for part in panel.result.weekly.query("week <= 52")["cost_acquisition"])
    return Value(
        stream_of(panel, base),
        stream_of(panel, beginnings(panel, new), YEARS),
        costs,
        1.0 / (1.0 + market.discount_rate),
    )


def worth(
    value: Value, *, retention: float = 1.0, points: float = 0.0, margin: float = 1.0, acquisition: float = 1.0
) -> float:
    """Value of the customers there are and of all who will come, each year as many as in the first.

    The years after the last that was observed follow at the last rate of change of margin. `retention` multiplies
    every year's retention, `points` adds to it [GuptaLehmannStuart2004].
    """
    base, new = (margin * _discounted(stream, value.discount, retention, points) for stream in (value.base, value.new))
    return base + (new - acquisition * value.acquisition) / (1.0 - value.discount)


def _discounted(stream: Stream, discount: float, retention: float, points: float) -> float:
    kept = stream.alive[1:] / stream.alive[:-1]
    changes = np.concatenate([[1.0], np.cumprod((kept * retention + points) / kept)])
    yearly = stream.margin * changes
    last = stream.margin[-1] / stream.margin[-2] * (kept[-1] * retention + points) / kept[-1]
    tail = yearly[-1] * discount ** len(yearly) * last / (1.0 - discount * min(last, 1.0))
    return float(yearly @ discount ** np.arange(len(yearly)) + tail)


@finding("L23")
def retention_moves_value_most(lab: Lab) -> Measures:
    """Per cent of the value of all customers, present and to come, for one per cent more of each driver."""
    value = value_of(long_run(lab))
    usual = worth(value)

    def elasticity(changed: float) -> float:
        return float(np.log(changed / usual) / np.log(ONE_PERCENT))

    return {
        "by_retention": elasticity(worth(value, retention=ONE_PERCENT)),
        "by_margin": elasticity(worth(value, margin=ONE_PERCENT)),
        "by_acquisition_cost": elasticity(worth(value, acquisition=ONE_PERCENT)),
    }


@finding("L24")
def five_points_of_retention_pay(lab: Lab) -> Measures:
    """Five points of retention on the worth of present customers; margin of a customer's fourth year by its first."""
    value = value_of(long_run(lab))
    usual, better = (_discounted(value.base, value.discount, 1.0, points) for points in (0.0, FIVE_POINTS))
    each = value.new.margin / value.new.alive
    return {"profit_gained": better / usual - 1.0, "mature_to_new": float(each[-1] / each[0])}
