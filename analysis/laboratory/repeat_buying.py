"""What panels show of the laws of repeat buying: measures on units bought, shape (firms, customers), and on trips."""

from __future__ import annotations

import math

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaln
from scipy.stats import nbinom

from analysis.laboratory.trip_log import TripLog
from simulation.state.tables import NOBODY


def pareto_share(units: np.ndarray) -> float:
    """Part of the sales that the heaviest fifth of the buyers makes; `units` by customer."""
    bought = np.sort(units[units > 0])[::-1]
    return float(bought[: max(1, round(0.2 * bought.size))].sum() / bought.sum())


def demoted(before: np.ndarray, after: np.ndarray) -> float:
    """Part of the heaviest fifth of one year's buyers that is not among the next year's heaviest fifth."""
    return float(1.0 - _is_heavy(after)[_is_heavy(before)].mean())


def _is_heavy(units: np.ndarray) -> np.ndarray:
    border = np.sort(units[units > 0])[::-1][max(1, round(0.2 * np.count_nonzero(units))) - 1]
    return np.asarray(units >= border)


def duplication(units: np.ndarray) -> tuple[float, float]:
    """Duplication of purchase: the coefficient D, and the correlation of shared buyers with the rival's penetration."""
    buys = units > 0
    shared = (buys[:, None] & buys[None]).sum(axis=2) / buys.sum(axis=1)[:, None]
    pairs = ~np.eye(buys.shape[0], dtype=bool)
    penetration = np.tile(buys.mean(axis=1), (buys.shape[0], 1))
    correlation = float(np.corrcoef(shared[pairs], penetration[pairs])[0, 1])
    return float((shared[pairs] / penetration[pairs]).mean()), correlation


def share_of_requirements(units: np.ndarray) -> np.ndarray:
    """The firms' parts of their buyers' category purchases."""
    everything = units.sum(axis=0)
    return np.array([own.sum() / everything[own > 0].sum() for own in units])


def sole_buyers(units: np.ndarray) -> np.ndarray:
    """Parts of the firms' buyers that bought from nobody else."""
    buys = units > 0
    return np.array([(buys.sum(axis=0) == 1)[own].mean() for own in buys])


class Dirichlet:
    """The NBD-Dirichlet fitted to a category: the buying that shares alone would make."""

    def __init__(self, units: np.ndarray) -> None:
        category = units.sum(axis=0)
        self.share = units.sum(axis=1) / units.sum()
        self.mean = float(category.mean())
        empty = float((category == 0).mean())
        self.shape = float(brentq(lambda k: k * math.log(1.0 + self.mean / k) + math.log(empty), 1e-3, 100.0))
        self.needs = np.arange(400)
        self.chances = nbinom.pmf(self.needs, self.shape, self.shape / (self.shape + self.mean))
        self.observed = (units > 0).mean(axis=1)
        self.switching = np.array([self._fit(j) for j in range(self.share.size)])

    def penetration(self, j: int, switching: float) -> float:
        """Expected share of customers who buy from firm j, for a switching parameter S."""
        rest = switching * (1.0 - self.share[j])
        none = gammaln(switching) + gammaln(rest + self.needs) - gammaln(switching + self.needs) - gammaln(rest)
        return float(1.0 - (self.chances * np.exp(none)).sum())

    def _fit(self, j: int) -> float:
        low, high = 0.01, 1000.0
        if self.penetration(j, high) <= self.observed[j]:
            return high
        return float(brentq(lambda s: self.penetration(j, s) - self.observed[j], low, high))

    @property
    def expected(self) -> np.ndarray:
        """Penetrations expected with one S for all, the mean weighted by share."""
        common = float(self.share @ self.switching)
        return np.array([self.penetration(j, common) for j in range(self.share.size)])


def next_choices(panel: TripLog, after: int) -> np.ndarray:
    """Firm of every customer's first purchase after a week, NOBODY where there is none."""
    trips = panel.between(after + 1, int(panel.trips["week"].max()))
    firms = np.full(panel.kinds.size, NOBODY)
    firms[trips["customer"][::-1]] = trips["firm"][::-1]
    return firms


def odds_within_persons(panel: TripLog, firm: int) -> float:
    """Odds of buying from a firm by whether the last purchase was there, customers as strata (Mantel and Haenszel).

    Tastes that last are free to differ between persons; those that change, and all that makes purchases alike in time,
    count as inertia.
    """
    trips = panel.trips
    known = trips["previous"] != NOBODY
    who, size = trips["customer"][known], panel.kinds.size
    now, before = trips["firm"][known] == firm, trips["previous"][known] == firm
    both, left, come, neither = (
        np.bincount(who[rows], minlength=size) for rows in (now & before, ~now & before, now & ~before, ~now & ~before)
    )
    number = np.maximum(np.bincount(who, minlength=size), 1)
    return float((both * neither / number).sum() / (left * come / number).sum())


def structural_inertia(as_is: TripLog, without: TripLog, firm: int, week: int) -> float:
    """Odds ratio of buying from a firm again after having bought there, against the same customers kept from it.

    `without` is the same market with the firm out of stock in that one week: the effect of the last purchase itself,
    free of tastes. [DubeEtAl2010] estimate it from panels.
    """
    bought, elsewhere = as_is.between(week, week), without.between(week, week)
    turned_away = np.full(as_is.kinds.size, NOBODY)
    turned_away[elsewhere["customer"]] = elsewhere["firm"]
    who = bought["customer"][bought["firm"] == firm]
    who = who[turned_away[who] != NOBODY]
    again, back = next_choices(as_is, week)[who], next_choices(without, week)[who]
    return odds(float((again == firm).mean())) / odds(float((back == firm).mean()))


def odds(chance: float) -> float:
    """Odds of a probability."""
    return chance / (1.0 - chance)


def area_under_curve(score: np.ndarray, event: np.ndarray) -> float:
    """Chance that a case with the event scores higher than one without (AUC)."""
    ranks = np.argsort(np.argsort(score)) + 1.0
    positive = int(event.sum())
    return float((ranks[event].sum() - positive * (positive + 1) / 2) / (positive * (event.size - positive)))
